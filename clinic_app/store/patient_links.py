"""Records that were found to be the same person: one is shown, the others lead to it."""

from __future__ import annotations

from collections.abc import Iterable

from clinic_app.store.database import Readable

# A half-filled link (an unfinished record from elsewhere) joins nobody.
_COMPONENT = """
WITH RECURSIVE member(id) AS (
  VALUES (:id)
  UNION
  SELECT CASE WHEN l.loser_id = m.id THEN l.winner_id ELSE l.loser_id END
  FROM patient_link l JOIN member m ON l.loser_id = m.id OR l.winner_id = m.id
  WHERE l._void = 0 AND l.loser_id <> '' AND l.winner_id <> ''
)
SELECT m.id, coalesce(p._void, 1) AS gone,
  EXISTS(SELECT 1 FROM patient_link l WHERE l.loser_id = m.id AND l._void = 0) AS lost
FROM member m LEFT JOIN patient p ON p.id = m.id
ORDER BY m.id
"""


def same_person(db: Readable, patient_id: str) -> list[str]:
    """Return the ids of all records of one person, the shown one first.

    The shown one is a present record that was never merged into another; where two institutions
    merged the same records in opposite ways, the smallest id. That depends on the links alone, so every
    machine shows the same record, in whatever order the links arrived.
    """
    members = db.execute(_COMPONENT, {"id": patient_id})
    members.sort(key=lambda row: (row["gone"], row["lost"], row["id"]))
    return [row["id"] for row in members]


def shown_id(db: Readable, patient_id: str) -> str:
    """Return the id of the record that is shown for a patient id."""
    return same_person(db, patient_id)[0]


def groups(db: Readable, patient_ids: Iterable[str]) -> list[list[str]]:
    """Return each person's ids, the shown one first, for ids of which several may be one person."""
    if not db.execute("SELECT 1 FROM patient_link LIMIT 1"):
        return [[patient_id] for patient_id in dict.fromkeys(patient_ids)]
    found: dict[str, list[str]] = {}
    for patient_id in patient_ids:
        if not any(patient_id in group for group in found.values()):
            group = same_person(db, patient_id)
            found[group[0]] = group
    return list(found.values())
