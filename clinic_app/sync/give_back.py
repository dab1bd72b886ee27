"""Giving back to a restored hub what this file shows and its author has not offered himself.

Whoever wrote something has it as operations and offers them by himself as soon as his PC speaks with the
restored hub. When his PC is broken or replaced, only readers still show it: after a time of grace they give
it back, first the PCs of the institution it belongs to, then the others.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from clinic_app.domain.change import OWNER_FIELD
from clinic_app.domain.clock import read_stamp, stamp
from clinic_app.store import ahead_rows, outbox, sync_state
from clinic_app.store.database import Database
from clinic_app.store.synced_rows import AHEAD, LEFT, lane_now, move_to_lane
from clinic_app.store.unit_of_work import UnitOfWork

GRACE = timedelta(hours=24)
"""How long an author's own PC has, by the hub's clock, from when this PC heard of the restore.

PCs of other institutions than the one a record belongs to wait twice as long.
"""

AUTHOR = "自动送回"
"""Who is named as the sender: it was given back by the program, not written anew by a person."""

AT_ONCE = 500
"""Most records that are written into the outbox in one go."""

# Sight of a patient may hang on a referral, all else hangs on both, and disagreements are about all else.
_ORDER = {"referral": 0, "patient": 1, "conflict": 3}
_OTHERS = 2


def offer_due(db: Database, now: datetime, *, by_file: bool = False) -> bool:
    """Write into the outbox what is to be given back now; return whether there was anything.

    Args:
        db: the clinic's database.
        now: what the hub has just told as its time. This machine's clock may be wrong by years, and would
            have everything given back before its author could offer it.
        by_file: the hub told it some time ago.
    """
    entries = ahead_rows.everything(db)
    if not entries:
        return False
    org = sync_state.read(db).org_id
    due: list[Any] = []
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        for entry in entries:
            if entry["offered"]:
                _conclude(db, entry)
            elif not entry["heard_at"] or (not by_file and read_stamp(entry["heard_at"]) > now):
                db.execute("UPDATE ahead_row SET heard_at = ? WHERE no = ?", (stamp(now), entry["no"]))
            elif now - read_stamp(entry["heard_at"]) >= _grace(entry, org):
                due.append(entry)
        due.sort(key=lambda entry: (_ORDER.get(entry["ent"], _OTHERS), entry["no"]))
        for number, entry in enumerate(due[:AT_ONCE]):
            ahead_rows.offer(db, entry, number, _sets(db, entry))
        if due:
            db.capture.captured = True
        work.commit()
    return bool(due)


def _grace(entry: Any, org: str) -> timedelta:
    owner = json.loads(entry["shown"])[OWNER_FIELD]
    return GRACE if owner == org else 2 * GRACE


def _sets(db: Database, entry: Any) -> dict[str, Any]:
    """Return what is given back: all of it, without what people here changed since and the hub has."""
    shown = json.loads(entry["shown"])
    if lane_now(db, entry["ent"], entry["id"]) == AHEAD:
        return shown
    mine = ahead_rows.changed_here(db, entry["ent"], entry["id"], entry["op_seq"])
    return {name: value for name, value in shown.items() if name not in mine}


def _conclude(db: Database, entry: Any) -> None:
    """Let go of what the hub has got back; a record it does not send us then is out of our sight."""
    found = outbox.find(db, entry["offered"], entry["offered"])
    if found and found[0]["state"] == outbox.WAITING:
        return
    taken = bool(found) and found[0]["state"] == outbox.ACKED
    if taken and lane_now(db, entry["ent"], entry["id"]) == AHEAD:
        move_to_lane(db, entry["ent"], entry["id"], LEFT)
    db.execute("DELETE FROM ahead_row WHERE no = ?", (entry["no"],))
