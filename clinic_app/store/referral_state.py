"""Where each referral stands now, worked out from its events and kept beside them for the worklists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from clinic_app.domain.clock import read_stamp, stamp
from clinic_app.domain.referral_flow import (
    Direction,
    ReferralEvent,
    ReferralStatus,
    Side,
    fold,
    side_to_move,
)
from clinic_app.store.database import Database, Readable, Row
from clinic_app.store.rows import made_order

BATCH = 200
URGENCY = {"emergency": 2, "urgent": 1}
"""How far up a worklist an urgency of the code list stands; everything else is 0."""
_EPOCH = "1970-01-01T00:00:00.000Z"


def event_from_row(row: Row) -> ReferralEvent:
    """Return a referral_event row as a value of the domain; a damaged time or detail never stops a list."""
    details = _json(row["details"])
    after = _json(row["after"])
    entered = row["entered_at"] or row["at"] or _EPOCH
    return ReferralEvent(
        id=row["id"],
        event=row["event"] or "",
        at=_moment(row["at"] or entered),
        entered_at=_moment(entered),
        by_org=row["by_org"] or "",
        by_org_name=row["by_org_name"] or "",
        by_name=row["by_name"] or "",
        details=details if isinstance(details, dict) else {},
        late=bool(row["late"]),
        after=tuple(str(i) for i in after) if isinstance(after, list) else (),
    )


def _moment(text: str) -> datetime:
    try:
        return read_stamp(text)
    except ValueError:
        return read_stamp(_EPOCH)


def _json(text: str | None) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def direction_of(row: Row) -> Direction:
    """Return a referral's direction; an unknown word of a newer program counts as up."""
    try:
        return Direction(row["direction"])
    except ValueError:
        return Direction.UP


def status_of(referral: Row, event_rows: Iterable[Row]) -> ReferralStatus:
    """Return what the events of a referral add up to."""
    return fold(
        (event_from_row(row) for row in event_rows),
        direction=direction_of(referral),
        sender=referral["from_org"] or "",
        receiver=referral["to_org"] or "",
    )


def events_of(db: Readable, referral_ids: list[str]) -> dict[str, list[Row]]:
    """Return the event rows of several referrals, keyed by referral id."""
    found: dict[str, list[Row]] = {referral_id: [] for referral_id in referral_ids}
    for start in range(0, len(referral_ids), BATCH):
        part = referral_ids[start : start + BATCH]
        marks = ",".join("?" * len(part))
        rows = db.execute(
            f"SELECT * FROM referral_event WHERE _void = 0 AND referral_id IN ({marks}) ORDER BY id", part
        )
        for row in rows:
            found[row["referral_id"]].append(row)
    return found


def holder_of(status: ReferralStatus, direction: Direction) -> str:
    """Return the institution that has to move next; empty when the referral has ended."""
    side = side_to_move(status.phase, direction)
    if side is None:
        return ""
    return status.sender if side is Side.SENDER else status.receiver


def refresh_referrals(db: Database, referral_ids: list[str]) -> None:
    """Work out anew where referrals stand; what still holds is not written again."""
    marks = ",".join("?" * len(referral_ids))
    referrals = db.execute(f"SELECT * FROM referral WHERE _void = 0 AND id IN ({marks})", referral_ids)
    events = events_of(db, [row["id"] for row in referrals])
    wanted = {_now_row(row, status_of(row, events[row["id"]])) for row in referrals}
    rows = db.execute(f"SELECT * FROM referral_now WHERE referral_id IN ({marks})", referral_ids)
    kept = {tuple(row.values()) for row in rows}
    if kept - wanted:
        gone = [(row[0],) for row in kept - wanted]
        db.execute_many("DELETE FROM referral_now WHERE referral_id = ?", gone)
    if wanted - kept:
        db.execute_many(_WRITE_NOW, sorted(wanted - kept))


_WRITE_NOW = "INSERT INTO referral_now VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _now_row(referral: Row, status: ReferralStatus) -> tuple[Any, ...]:
    direction = direction_of(referral)
    return (
        referral["id"],
        referral["patient_id"] or "",
        direction.value,
        status.phase.value,
        holder_of(status, direction),
        status.sender,
        status.receiver,
        stamp(status.since) if status.since else "",
        URGENCY.get(referral["urgency"] or "", 0),
        referral["referral_date"] or "",
        made_order(referral["id"]),
        len(status.clashes),
        status.printed,
    )


def refresh_stale(db: Database) -> None:
    """Work out anew every referral that was written, or got an event, since the last time."""
    stale = [row["referral_id"] for row in db.execute("SELECT DISTINCT referral_id FROM referral_stale")]
    for start in range(0, len(stale), BATCH):
        refresh_referrals(db, stale[start : start + BATCH])
    if stale:
        db.execute("DELETE FROM referral_stale")
