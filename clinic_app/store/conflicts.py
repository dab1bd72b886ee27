"""Conflicts as the hub keeps them: waiting for a decision, merged by rule, or decided."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import attrs

from clinic_app.domain.catalogue import KINDS
from clinic_app.store.database import Readable, Row
from clinic_app.store.patient_links import same_person

PAGE = 50


class ConflictStatus(StrEnum):
    """The stored words of a conflict's status."""

    OPEN = "open"
    AUTO = "auto"
    RESOLVED = "resolved"
    REVERTED = "reverted"


@attrs.frozen
class ConflictPage:
    """Some conflicts; ``after`` begins the next page."""

    rows: tuple[Row, ...]
    after: tuple[str, str] | None


def page(
    db: Readable, *, statuses: Sequence[str] = (), after: Sequence[str] | None = None, limit: int = PAGE
) -> ConflictPage:
    """Return conflicts with one of the statuses (all if none is named), the newest first."""
    where, params = "c._void = 0", []
    if statuses:
        where += f" AND c.status IN ({','.join('?' * len(statuses))})"
        params += statuses
    if after:
        where += " AND (coalesce(c.opened_at, ''), c.id) < (?, ?)"
        params += list(after)
    found = db.execute(
        f"SELECT c.* FROM conflict c WHERE {where}"
        " ORDER BY coalesce(c.opened_at, '') DESC, c.id DESC LIMIT ?",
        [*params, limit + 1],
    )
    shown = found[:limit]
    more = len(found) > limit
    return ConflictPage(tuple(shown), (shown[-1]["opened_at"] or "", shown[-1]["id"]) if more else None)


def oldest_open(db: Readable) -> str:
    """Return when the oldest conflict that waits for a decision came up; empty without any."""
    found = db.execute("SELECT min(opened_at) AS at FROM conflict WHERE _void = 0 AND status = 'open'")
    return str(found[0]["at"] or "")


def counts(db: Readable) -> dict[str, int]:
    """Return the number of conflicts by status; every known status is there."""
    rows = db.execute("SELECT status, count(*) AS n FROM conflict WHERE _void = 0 GROUP BY status")
    found = {str(row["status"]): int(row["n"]) for row in rows}
    return {status.value: found.get(status.value, 0) for status in ConflictStatus} | found


def of_record(db: Readable, ent: str, rec_id: str, *, statuses: Sequence[str] = ("open",)) -> list[Row]:
    """Return the conflicts of one record, oldest first."""
    marks = ",".join("?" * len(statuses))
    return db.execute(
        f"SELECT * FROM conflict WHERE rec_id = ? AND ent = ? AND status IN ({marks}) AND _void = 0"
        " ORDER BY opened_at, id",
        [rec_id, ent, *statuses],
    )


def of_patient(db: Readable, patient_id: str, *, statuses: Sequence[str] = ("open",)) -> list[Row]:
    """Return the conflicts of a person's records: the patient, the sets' elements, plans and referrals."""
    ids = same_person(db, patient_id)
    people = ",".join("?" * len(ids))
    children = [kind.name for kind in KINDS if "patient_id" in kind.by_name]
    records = " UNION ALL ".join(f"SELECT id FROM {name} WHERE patient_id IN ({people})" for name in children)
    marks = ",".join("?" * len(statuses))
    return db.execute(
        f"SELECT * FROM conflict WHERE _void = 0 AND status IN ({marks})"
        f" AND (rec_id IN ({people}) OR rec_id IN ({records})) ORDER BY opened_at, id",
        [*statuses, *ids, *(ids * len(children))],
    )
