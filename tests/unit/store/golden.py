"""Writes the saved schema and database of the present version: ``python -m tests.unit.store.golden``."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

from clinic_app.domain.clock import FixedClock
from clinic_app.store import drafts, referrals, rows, serials
from clinic_app.store.database import Database, Readable
from clinic_app.store.unit_of_work import UnitOfWork

DATA = Path(__file__).parents[2] / "data"
KEY = bytes(range(32))
ORG = "AAAAAAAAAAAAAAAAAAAAAA"
COUNTY = "BBBBBBBBBBBBBBBBBBBBBB"
CLOCK = FixedClock(datetime(2026, 11, 22, 1, 30, tzinfo=UTC))


def schema_text(db: Readable) -> str:
    """Return every statement of the schema, sorted by kind and name."""
    found = db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name")
    return "\n".join(f"{row['sql']};" for row in found) + "\n"


def fill(db: Database) -> None:
    """Write a little of everything, with work that the hub has not got."""
    with UnitOfWork(db, user_name="王秀兰") as work:
        patient = rows.insert(db, "patient", {"name": "马玉兰", "phone": "13900001234", "village": "东沟村"})
        rows.insert(db, "allergy", {"patient_id": patient, "substance": "青霉素"})
        number = serials.issue(db, prefix="BSZ", object_kind="referral", object_id="", user_name="王秀兰")
        values = {
            "patient_id": patient,
            "direction": "up",
            "from_org": ORG,
            "to_org": COUNTY,
            "slip_no": number,
        }
        referral = rows.insert(db, "referral", values)
        for event in ("created", "sent"):
            referrals.add_event(
                db,
                referral,
                event,
                at=work.now,
                entered_at=work.now,
                by_org=ORG,
                by_org_name="北山镇卫生院",
                by_name="王秀兰",
            )
        rows.insert(db, "follow_up_plan", {"patient_id": patient, "due_on": "2026-12-06"})
        drafts.save(db, "referral", "", {"impression": "高血压"})
        work.commit()


def write(path: Path) -> str:
    """Make the saved database and return its schema."""
    path.unlink(missing_ok=True)
    entropy = random.Random(1).randbytes
    with Database.create(path, KEY, org_id=ORG, org_name="北山镇卫生院", clock=CLOCK, entropy=entropy) as db:
        fill(db)
        return schema_text(db)


if __name__ == "__main__":
    (DATA / "schema-v0001.sql").write_text(write(DATA / "clinic-v0001.db"), "utf-8")
