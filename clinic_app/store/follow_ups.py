"""Follow-up plans that fall due, and the follow-ups that were done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from clinic_app.store.database import Readable, Row
from clinic_app.store.patient_links import same_person
from clinic_app.store.rows import made_order
from clinic_app.store.synced_rows import LEFT

PAGE = 50
_OPEN = "p._void = 0 AND coalesce(p.closed_on, '') = ''"
_IN_CARE = (
    f"NOT (coalesce(pt._lane, '') = '{LEFT}' OR (coalesce(pt._owner, p._owner) <> p._owner AND EXISTS("
    "SELECT 1 FROM patient_move m WHERE m.patient_id = p.patient_id AND m.from_org = p._owner"
    " AND m._void = 0)))"
)
"""The institution that planned has not handed the patient over: who left, or is another's now, is not due."""
_PATIENT_COLUMNS = (
    "pt.name AS patient_name, pt.gender AS patient_gender, pt.birth_date AS patient_birth_date,"
    " pt.phone AS patient_phone, pt.village AS patient_village, pt.address AS patient_address"
)


@attrs.frozen
class PlanPage:
    """Plans with their patients' name, telephone and village; ``after`` begins the next page."""

    rows: tuple[Row, ...]
    after: tuple[str, str] | None


def due(
    db: Readable,
    *,
    until: str,
    since: str = "",
    org: str = "",
    doctor: str = "",
    village: str = "",
    after: Sequence[str] | None = None,
    limit: int = PAGE,
) -> PlanPage:
    """Return open plans due on or before a day, the longest overdue first.

    Who was handed over to another institution, or left our sight with a move, is not due here any more.

    Args:
        db: the database.
        until: last day, ``2026-11-22``.
        since: first day, if not empty.
        org: only plans of this institution, if not empty.
        doctor: only this doctor's, if not empty.
        village: only patients of this village, if not empty.
        after: from the page before.
        limit: most rows.
    """
    where, params = "", [until]
    for condition, value in (
        ("p._owner = ?", org),
        ("p.doctor = ?", doctor),
        ("pt.village = ?", village),
        ("p.due_on >= ?", since),
    ):
        if value:
            where += f" AND {condition}"
            params.append(value)
    if after:
        where += " AND (p.due_on, p.id) > (?, ?)"
        params += list(after)
    found = db.execute(
        f"SELECT p.*, {_PATIENT_COLUMNS} FROM follow_up_plan p LEFT JOIN patient pt ON pt.id = p.patient_id"
        f" WHERE {_OPEN} AND p.due_on <= ? AND {_IN_CARE}{where} ORDER BY p.due_on, p.id LIMIT ?",
        [*params, limit + 1],
    )
    shown = found[:limit]
    return PlanPage(tuple(shown), (shown[-1]["due_on"], shown[-1]["id"]) if len(found) > limit else None)


def doctors(db: Readable, org: str) -> list[str]:
    """Return who has open plans of an institution, those with most first."""
    found = db.execute(
        "SELECT p.doctor, count(*) AS n FROM follow_up_plan p LEFT JOIN patient pt ON pt.id = p.patient_id"
        f" WHERE {_OPEN} AND p._owner = ? AND {_IN_CARE} AND p.doctor <> ''"
        " GROUP BY p.doctor ORDER BY n DESC, p.doctor",
        (org,),
    )
    return [str(row["doctor"]) for row in found]


def due_counts(db: Readable, *, today: str, until: str, org: str = "", doctor: str = "") -> dict[str, int]:
    """Return how many open plans are ``overdue``, due ``today`` and due ``soon``: later, up to ``until``."""
    row = db.execute(
        "SELECT count(*) FILTER (WHERE p.due_on < :today) AS overdue,"
        " count(*) FILTER (WHERE p.due_on = :today) AS today,"
        " count(*) FILTER (WHERE p.due_on > :today) AS soon"
        " FROM follow_up_plan p LEFT JOIN patient pt ON pt.id = p.patient_id"
        f" WHERE {_OPEN} AND p.due_on <= :until AND {_IN_CARE}"
        " AND (:org = '' OR p._owner = :org) AND (:doctor = '' OR p.doctor = :doctor)",
        {"today": today, "until": until, "org": org, "doctor": doctor},
    )[0]
    return {name: int(value) for name, value in row.items()}


def _of(db: Readable, table: str, patient_id: str, rest: str, params: Sequence[Any] = ()) -> list[Row]:
    ids = same_person(db, patient_id)
    marks = ",".join("?" * len(ids))
    return db.execute(
        f"SELECT p.* FROM {table} p WHERE p.patient_id IN ({marks}) AND p._void = 0 {rest}", [*ids, *params]
    )


def _in_order(found: list[Row], day: str, *, latest_first: bool = False) -> list[Row]:
    """Sort by day, and within a day by when the records were made."""
    return sorted(found, key=lambda row: (row[day] or "", made_order(row["id"])), reverse=latest_first)


def open_plans(db: Readable, patient_id: str) -> list[Row]:
    """Return a person's plans that are not closed, the next due first."""
    return _in_order(_of(db, "follow_up_plan", patient_id, "AND coalesce(p.closed_on, '') = ''"), "due_on")


def plans(db: Readable, patient_id: str) -> list[Row]:
    """Return all of a person's plans, the latest due first."""
    return _in_order(_of(db, "follow_up_plan", patient_id, ""), "due_on", latest_first=True)


def handed_over(db: Readable, plan_ids: Sequence[str]) -> frozenset[str]:
    """Return those of some plans whose patients their institution has handed over to another."""
    found = frozenset()
    wanted = list(dict.fromkeys(plan_ids))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        rows = db.execute(
            "SELECT p.id FROM follow_up_plan p LEFT JOIN patient pt ON pt.id = p.patient_id"
            f" WHERE p.id IN ({','.join('?' * len(part))}) AND NOT {_IN_CARE}",
            part,
        )
        found |= {str(row["id"]) for row in rows}
    return found


def plans_of_referral(db: Readable, referral_id: str) -> list[Row]:
    """Return the plans that a referral led to, the next due first."""
    return db.execute(
        "SELECT * FROM follow_up_plan WHERE referral_id = ? AND _void = 0 ORDER BY due_on, id", (referral_id,)
    )


def records(db: Readable, patient_id: str, *, form: str = "", corrected: bool = False) -> list[Row]:
    """Return a person's follow-ups, the latest visit first.

    Args:
        db: the database.
        patient_id: any of the person's records.
        form: only this form, if not empty.
        corrected: also those that a later record supersedes.
    """
    rest, params = "", []
    if form:
        rest, params = "AND p.form = ? ", [form]
    if not corrected:
        rest += "AND NOT EXISTS(SELECT 1 FROM follow_up c WHERE c.supersedes = p.id AND c._void = 0) "
    return _in_order(_of(db, "follow_up", patient_id, rest, params), "visited_on", latest_first=True)


def latest(db: Readable, patient_id: str, form: str) -> Row | None:
    """Return a person's latest follow-up by a form, to begin the next one from."""
    found = records(db, patient_id, form=form)
    return found[0] if found else None


def records_of_referral(db: Readable, referral_id: str) -> list[Row]:
    """Return the follow-ups that belong to a referral, oldest first, corrected ones left out."""
    found = db.execute(
        "SELECT f.* FROM follow_up f WHERE f.referral_id = ? AND f._void = 0"
        " AND NOT EXISTS(SELECT 1 FROM follow_up c WHERE c.supersedes = f.id AND c._void = 0)",
        (referral_id,),
    )
    return _in_order(found, "visited_on")


def after_referrals(db: Readable, referral_ids: Sequence[str]) -> list[Row]:
    """Return the follow-ups that belong to any of these referrals, oldest first, corrected ones left out."""
    found: list[Row] = []
    wanted = list(dict.fromkeys(referral_ids))
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ",".join("?" * len(part))
        found += db.execute(
            f"SELECT f.* FROM follow_up f WHERE f.referral_id IN ({marks}) AND f._void = 0"
            " AND NOT EXISTS(SELECT 1 FROM follow_up c WHERE c.supersedes = f.id AND c._void = 0)",
            part,
        )
    return _in_order(found, "visited_on")


def between(db: Readable, *, from_day: str, to_day: str, org: str = "", form: str = "") -> list[Row]:
    """Return the follow-ups done in a span of days, both ends included, for registers and counts."""
    return db.execute(
        f"SELECT f.*, {_PATIENT_COLUMNS} FROM follow_up f LEFT JOIN patient pt ON pt.id = f.patient_id"
        " WHERE f._void = 0 AND f.visited_on BETWEEN :from_day AND :to_day"
        " AND (:org = '' OR f._owner = :org) AND (:form = '' OR f.form = :form)"
        " AND NOT EXISTS(SELECT 1 FROM follow_up c WHERE c.supersedes = f.id AND c._void = 0)"
        " ORDER BY f.visited_on, f.id",
        {"from_day": from_day, "to_day": to_day, "org": org, "form": form},
    )
