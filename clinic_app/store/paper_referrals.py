"""Referrals known from their paper alone: rows that stand in until the hub sends the real ones.

A stand-in has the identity of the referral itself, revision 0 and the lane ``paper``; it is never captured
as an operation, so nobody else hears of it. Any row from the hub has a higher revision and takes its place.
What is done about the referral meanwhile is captured as ever and goes to the hub, which keeps it until the
referral comes.
"""

from __future__ import annotations

from collections.abc import Mapping

from clinic_app.domain.change import VOID_FIELD, VOID_REASON, Value, canonical
from clinic_app.domain.referral_moves import Event
from clinic_app.store import rows
from clinic_app.store.database import Database, Readable

LANE = "paper"
"""Lane of a stand-in; no lane of the hub has this name, so it never counts in a digest."""

_REPLACED = "由同步的记录代替"


def is_stand_in(db: Readable, kind: str, record_id: str) -> bool:
    """Tell whether all that is known of a record was read from paper."""
    row = rows.find(db, kind, record_id)
    return row is not None and row["_lane"] == LANE


def take_in(
    db: Database,
    *,
    referral_id: str,
    referral: Mapping[str, Value],
    patient: Mapping[str, Value],
    sender: str,
    sent_at: str,
) -> None:
    """Write a referral, its patient and its sending as their paper tells them, inside a unit of work.

    A patient who is here already is left as is.

    Args:
        db: the database.
        referral_id: identity of the referral, from its code.
        referral: fields of the referral; ``patient_id`` may be None when the code does not tell it.
        patient: fields of the patient.
        sender: institution that sent, and manages the patient.
        sent_at: when the paper was made, in stored form.
    """
    patient_id = str(referral.get("patient_id") or "")
    with db.applying():
        if patient_id and rows.find(db, "patient", patient_id) is None:
            _stand_in(db, "patient", patient, sender, patient_id)
        _stand_in(db, "referral", referral, sender, referral_id)
        known: list[str] = []
        for event in (Event.CREATED, Event.SENT):
            values: dict[str, Value] = {
                "referral_id": referral_id,
                "event": event.value,
                "at": sent_at,
                "entered_at": sent_at,
                "by_org": sender,
                "by_org_name": referral.get("from_org_name"),
                "by_name": referral.get("from_doctor"),
                "details": canonical({"by": LANE}),
                "late": 0,
                "after": canonical(known),
            }
            known = [_stand_in(db, "referral_event", values, sender)]


def _stand_in(db: Database, kind: str, values: Mapping[str, Value], owner: str, record_id: str = "") -> str:
    new_id = rows.insert(db, kind, {**values, "_owner": owner}, record_id=record_id)
    db.execute(f"UPDATE {kind} SET _lane = ? WHERE id = ?", (LANE, new_id))
    return new_id


def replace_event(db: Database, referral_id: str, event: str) -> None:
    """Take a stand-in event out of sight because the sender's own has come; inside ``applying``."""
    db.execute(
        f"UPDATE referral_event SET {VOID_FIELD} = 1, {VOID_REASON} = ?"
        f" WHERE referral_id = ? AND event = ? AND _lane = ? AND {VOID_FIELD} = 0",
        (_REPLACED, referral_id, event, LANE),
    )
