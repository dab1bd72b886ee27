"""Records of patients that changed hands; what was written once stays, a correction is written after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from clinic_app.domain.change import canonical
from clinic_app.domain.clock import stamp
from clinic_app.store.database import Database, Readable


def save(db: Database, referral_id: str, side: str, values: Mapping[str, Any], *, user_name: str) -> None:
    """Write a record down; it takes the place of an earlier one, which stays readable."""
    db.execute(
        "INSERT INTO handover(referral_id, side, json, saved_at, saved_by) VALUES (?, ?, ?, ?, ?)",
        (referral_id, side, canonical(dict(values)), stamp(db.clock.now()), user_name),
    )


def latest(db: Readable, referral_id: str, side: str) -> dict[str, Any] | None:
    """Return the record of one side (``out`` or ``in``) as it stands, None when there is none."""
    found = db.execute(
        "SELECT json FROM handover WHERE referral_id = ? AND side = ? ORDER BY id DESC LIMIT 1",
        (referral_id, side),
    )
    return json.loads(found[0]["json"]) if found else None
