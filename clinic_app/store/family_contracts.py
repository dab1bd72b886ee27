"""Family doctor teams and contracts: a person's own, those that have to be renewed, and counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from clinic_app.store.database import Database, Readable, Row
from clinic_app.store.patient_links import groups, same_person
from clinic_app.store.rows import made_order

PAGE = 50
_OPEN = "c._void = 0 AND coalesce(c.closed_on, '') = ''"
_PERSON = "pt._void = 0 AND coalesce(pt.closed_reason, '') = ''"
# A contract that another one continues waits for nobody; neither does that of a person who died or left.
_LAST = (
    "NOT EXISTS(SELECT 1 FROM family_contract later WHERE later.patient_id = c.patient_id"
    " AND later._void = 0 AND coalesce(later.closed_reason, '') <> 'mistake'"
    " AND (later.previous_id = c.id OR later.starts_on > c.starts_on))"
)


@attrs.frozen
class ContractPage:
    """Contracts with their patients' columns; ``after`` begins the next page."""

    rows: tuple[Row, ...]
    after: tuple[str, str] | None


def of_patient(db: Readable, patient_id: str) -> list[Row]:
    """Return all contracts of a person, those of merged records too, the latest period first."""
    return of_people(db, [patient_id]).get(patient_id, [])


def of_people(db: Readable, patient_ids: Iterable[str]) -> dict[str, list[Row]]:
    """Return the contracts of several people by the asked id, each the latest period first."""
    asked = list(dict.fromkeys(patient_ids))
    people = {member: group for group in groups(db, asked) for member in group}
    wanted = list(people) or [""]
    found: dict[str, list[Row]] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ",".join("?" * len(part))
        for row in db.execute(
            f"SELECT * FROM family_contract WHERE _void = 0 AND patient_id IN ({marks})", part
        ):
            found.setdefault(people[row["patient_id"]][0], []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row["starts_on"] or "", made_order(row["id"])), reverse=True)
    return {one: found.get(people[one][0], []) for one in asked}


def ending(
    db: Readable,
    *,
    until: str,
    org: str = "",
    team_id: str = "",
    village: str = "",
    after: Sequence[str] | None = None,
    limit: int = PAGE,
) -> ContractPage:
    """Return contracts that end on or before a day and that nothing continues, the earliest end first.

    Args:
        db: the database.
        until: last day, ``2026-12-31``.
        org: only patients whom this institution manages, if not empty.
        team_id: only this team's, if not empty.
        village: only patients of this village, if not empty.
        after: from the page before.
        limit: most rows.
    """
    where, params = _narrowed(org=org, team_id=team_id, village=village)
    params = [until, *params]
    if after:
        where += " AND (c.ends_on, c.id) > (?, ?)"
        params += list(after)
    found = db.execute(
        "SELECT c.*, pt.name AS patient_name, pt.gender AS patient_gender, pt.phone AS patient_phone,"
        " pt.birth_date AS patient_birth_date, pt.village AS patient_village, pt.contact_phone"
        " FROM family_contract c JOIN patient pt ON pt.id = c.patient_id"
        f" WHERE {_OPEN} AND {_PERSON} AND {_LAST} AND c.ends_on <> '' AND c.ends_on <= ?{where}"
        " ORDER BY c.ends_on, c.id LIMIT ?",
        [*params, limit + 1],
    )
    shown = found[:limit]
    after = (shown[-1]["ends_on"], shown[-1]["id"]) if len(found) > limit else None
    return ContractPage(tuple(row for row in shown if not _continued(db, row)), after)


def _narrowed(**wanted: str) -> tuple[str, list[Any]]:
    columns = {"org": "c._owner", "team_id": "c.team_id", "village": "pt.village"}
    chosen = [(columns[name], value) for name, value in wanted.items() if value]
    return "".join(f" AND {column} = ?" for column, _ in chosen), [value for _, value in chosen]


def _continued(db: Readable, row: Row) -> bool:
    """Tell whether another record of the same person carries a later contract."""
    if len(same_person(db, row["patient_id"])) == 1:
        return False
    return any(
        other["starts_on"] > row["starts_on"] and other["closed_reason"] != "mistake"
        for other in of_patient(db, row["patient_id"])
    )


def ending_counts(db: Readable, *, today: str, until: str, org: str = "") -> dict[str, int]:
    """Return how many contracts are ``over`` and how many end ``soon``, with nothing after them."""
    row = db.execute(
        "SELECT count(*) FILTER (WHERE c.ends_on < :today) AS over,"
        " count(*) FILTER (WHERE c.ends_on >= :today) AS soon"
        " FROM family_contract c JOIN patient pt ON pt.id = c.patient_id"
        f" WHERE {_OPEN} AND {_PERSON} AND {_LAST} AND c.ends_on <> '' AND c.ends_on <= :until"
        " AND (:org = '' OR c._owner = :org)",
        {"today": today, "until": until, "org": org},
    )[0]
    return {name: int(value) for name, value in row.items()}


def active_counts(db: Readable, *, on: str, org: str = "") -> list[Row]:
    """Return the number of people under contract on a day, by team: ``team_id``, ``team_name``, ``n``."""
    return db.execute(
        "SELECT coalesce(c.team_id, '') AS team_id, coalesce(t.name, max(c.team_name), '') AS team_name,"
        " count(DISTINCT coalesce(l.winner_id, c.patient_id)) AS n"
        " FROM family_contract c JOIN patient pt ON pt.id = c.patient_id"
        " LEFT JOIN doctor_team t ON t.id = c.team_id"
        " LEFT JOIN patient_link l ON l.loser_id = c.patient_id AND l._void = 0 AND l.winner_id <> ''"
        f" WHERE c._void = 0 AND {_PERSON} AND c.starts_on <= :on AND c.ends_on >= :on"
        " AND (coalesce(c.closed_on, '') = '' OR c.closed_on > :on) AND (:org = '' OR c._owner = :org)"
        " GROUP BY coalesce(c.team_id, '') ORDER BY n DESC, team_name",
        {"on": on, "org": org},
    )


def teams(db: Readable, org: str, *, closed: bool = False) -> list[Row]:
    """Return an institution's teams by name; with ``closed`` those no longer working too."""
    return db.execute(
        "SELECT * FROM doctor_team WHERE _void = 0 AND org_id = :org"
        " AND (:closed OR coalesce(closed_on, '') = '') ORDER BY coalesce(closed_on, '') <> '', name, id",
        {"org": org, "closed": int(closed)},
    )


def close_all(db: Database, patient_id: str, *, reason: str, on: str, note: str = "") -> tuple[str, ...]:
    """End what is open of one record inside a unit of work, and return the contracts' ids."""
    found = db.execute(
        f"SELECT c.id FROM family_contract c WHERE {_OPEN} AND c.patient_id = ?", (patient_id,)
    )
    for row in found:
        db.execute(
            "UPDATE family_contract SET closed_reason = ?, closed_on = ?, closed_note = ? WHERE id = ?",
            (reason, on, note, row["id"]),
        )
    return tuple(row["id"] for row in found)
