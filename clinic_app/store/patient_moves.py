"""Patients whom the county handed over to this institution."""

from __future__ import annotations

from clinic_app.store.database import Readable, Row


def not_looked_at(db: Readable, org: str, since: str) -> list[Row]:
    """Return who was handed over to an institution and has not been looked at here since, oldest first.

    Args:
        db: the database.
        org: the institution; it manages the patient still.
        since: the earliest moment of a hand-over, as it is stored.
    """
    return db.execute(
        "SELECT m.*, pt.name AS patient_name FROM patient_move m JOIN patient pt ON pt.id = m.patient_id"
        " WHERE m._void = 0 AND m.to_org = :org AND m.moved_at >= :since"
        " AND pt._owner = :org AND pt._void = 0"
        " AND NOT EXISTS(SELECT 1 FROM patient_link l WHERE l.loser_id = pt.id AND l._void = 0)"
        " AND NOT EXISTS(SELECT 1 FROM audit a WHERE a.patient_id = m.patient_id AND a.action = 'view'"
        " AND a.at >= m.moved_at)"
        " AND NOT EXISTS(SELECT 1 FROM patient_move n WHERE n.patient_id = m.patient_id AND n._void = 0"
        " AND n.to_org = m.to_org AND (n.moved_at, n.id) > (m.moved_at, m.id))"
        " ORDER BY m.moved_at, m.id",
        {"org": org, "since": since},
    )
