"""Referrals with their events and return slips: worklists, a patient's referrals, a slip number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import attrs

from clinic_app.domain.change import canonical
from clinic_app.domain.numbers import compact, parse_slip_no
from clinic_app.domain.referral_flow import ReferralStatus
from clinic_app.store import rows
from clinic_app.store.database import Database, Readable, Row
from clinic_app.store.patient_links import same_person
from clinic_app.store.referral_state import events_of, status_of

PAGE = 50


class Box(StrEnum):
    """Which referrals a list shows, seen from one institution."""

    TO_DO = "to_do"
    """We have to move: urgent ones first, then those that wait longest."""
    WAITING = "waiting"
    """The other side has to move."""
    ENDED = "ended"
    """Nobody has to move any more."""
    SENT = "sent"
    """All that we sent, the newest first."""
    RECEIVED = "received"
    """All that were sent to us, the newest first."""
    ALL = "all"


@attrs.frozen
class ReferralView:
    """One referral with all that is known of it.

    Attributes:
        row: the referral as a dict.
        status: what its events add up to.
        returns: its return slips, oldest first.
    """

    row: Row
    status: ReferralStatus
    returns: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Identity of the referral."""
        return str(self.row["id"])


@attrs.frozen
class ReferralPage:
    """Some referrals of a list; ``after`` begins the next page, None when there are no more."""

    referrals: tuple[ReferralView, ...]
    after: tuple[Any, ...] | None


def _box_clause(box: Box, org: str) -> tuple[str, list[Any]]:
    if box is Box.TO_DO:
        return "n.holder = ?", [org]
    if box is Box.WAITING:
        return "n.holder <> '' AND n.holder <> ?", [org]
    if box is Box.ENDED:
        return "n.holder = ''", []
    if box is Box.SENT:
        return "n.sender = ?", [org]
    if box is Box.RECEIVED:
        return "n.sender <> ?", [org]
    return "1 = 1", []


def page(
    db: Readable,
    *,
    box: Box,
    org: str,
    after: Sequence[Any] | None = None,
    limit: int = PAGE,
    direction: str = "",
    phases: Sequence[str] = (),
    from_day: str = "",
    to_day: str = "",
) -> ReferralPage:
    """Return a page of a list.

    Args:
        db: the database.
        box: which list.
        org: the institution whose list it is.
        after: from the page before.
        limit: most rows.
        direction: only this direction, if not empty.
        phases: only these phases, if any.
        from_day: referral date from (inclusive), ``2026-01-01``.
        to_day: referral date to (inclusive).
    """
    clause, params = _filters(box, org, direction, phases, from_day, to_day)
    oldest_first = box in (Box.TO_DO, Box.WAITING)
    order = (
        "n.urgent DESC, n.since, n.referral_id"
        if oldest_first
        else "n.day DESC, n.made DESC, n.referral_id DESC"
    )
    if after and oldest_first:
        clause += " AND (-n.urgent, n.since, n.referral_id) > (?, ?, ?)"
    elif after:
        clause += " AND (n.day, n.made, n.referral_id) < (?, ?, ?)"
    found = db.execute(
        f"SELECT n.* FROM referral_now n WHERE {clause} ORDER BY {order} LIMIT ?",
        [*params, *(after or ()), limit + 1],
    )
    shown = found[:limit]
    following = None
    if len(found) > limit:
        last = shown[-1]
        tail = (-last["urgent"], last["since"]) if oldest_first else (last["day"], last["made"])
        following = (*tail, last["referral_id"])
    return ReferralPage(tuple(load_many(db, [row["referral_id"] for row in shown])), following)


def _filters(
    box: Box, org: str, direction: str, phases: Sequence[str], from_day: str, to_day: str
) -> tuple[str, list[Any]]:
    clause, params = _box_clause(box, org)
    for condition, value in (
        ("n.direction = ?", direction),
        ("n.day >= ?", from_day),
        ("n.day <= ?", to_day),
    ):
        if value:
            clause += f" AND {condition}"
            params.append(value)
    if phases:
        clause += f" AND n.phase IN ({','.join('?' * len(phases))})"
        params += phases
    return clause, params


def counts(db: Readable, org: str) -> dict[str, int]:
    """Return how many referrals stand in each of the worklists of an institution."""
    row = db.execute(
        "SELECT count(*) FILTER (WHERE holder = :org) AS to_do,"
        " count(*) FILTER (WHERE holder = :org AND urgent > 0) AS urgent,"
        " count(*) FILTER (WHERE holder <> '' AND holder <> :org) AS waiting,"
        " count(*) FILTER (WHERE holder = '') AS ended,"
        " count(*) FILTER (WHERE clashes > 0 AND holder <> '') AS clashes FROM referral_now",
        {"org": org},
    )[0]
    return {name: int(value) for name, value in row.items()}


def load(db: Readable, referral_id: str) -> ReferralView:
    """Return one referral.

    Raises:
        NotFound: it is not here (yet).
    """
    rows.fetch(db, "referral", referral_id)
    return load_many(db, [referral_id])[0]


def load_many(db: Readable, referral_ids: Sequence[str]) -> list[ReferralView]:
    """Return referrals in the given order; absent ones are left out."""
    ids = list(referral_ids)
    found = rows.fetch_many(db, "referral", ids)
    events = events_of(db, ids)
    returns = returns_of(db, ids)
    return [
        ReferralView(found[i], status_of(found[i], events[i]), tuple(returns[i])) for i in ids if i in found
    ]


def returns_of(db: Readable, referral_ids: Iterable[str]) -> dict[str, list[Row]]:
    """Return the return slips of referrals, oldest first, keyed by referral."""
    ids = list(referral_ids)
    found: dict[str, list[Row]] = {i: [] for i in ids}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        slips = db.execute(
            f"SELECT * FROM referral_return WHERE _void = 0 AND referral_id IN ({marks})", part
        )
        for row in sorted(slips, key=lambda slip: rows.made_order(slip["id"])):
            found[row["referral_id"]].append(row)
    return found


def returned_between(db: Readable, from_day: str, to_day: str) -> list[str]:
    """Return the ids of referrals with a return slip of these days, both ends included."""
    found = db.execute(
        "SELECT DISTINCT referral_id FROM referral_return WHERE _void = 0 AND back_date BETWEEN ? AND ?"
        " ORDER BY referral_id",
        (from_day, to_day),
    )
    return [str(row["referral_id"]) for row in found]


def of_patient(db: Readable, patient_id: str) -> list[ReferralView]:
    """Return a person's referrals, merged records included, the newest first."""
    ids = same_person(db, patient_id)
    marks = ",".join("?" * len(ids))
    found = db.execute(
        f"SELECT id, coalesce(referral_date, '') AS day FROM referral"
        f" WHERE patient_id IN ({marks}) AND _void = 0",
        ids,
    )
    found.sort(key=lambda row: (row["day"], rows.made_order(row["id"])), reverse=True)
    return load_many(db, [row["id"] for row in found])


def by_slip_no(db: Readable, text: str) -> list[ReferralView]:
    """Return the referrals whose slip, or return slip, bears a number as typed, heard or scanned."""
    parsed = parse_slip_no(text)
    typed = compact(text)
    if not typed:
        return []
    found = db.execute(
        "SELECT id FROM referral WHERE slip_no IN (:no, :typed, :upper) AND _void = 0"
        " UNION SELECT referral_id FROM referral_return WHERE slip_no IN (:no, :typed, :upper) AND _void = 0",
        {"no": str(parsed) if parsed else typed, "typed": typed, "upper": typed.upper()},
    )
    return load_many(db, [row["id"] for row in found])


def earlier_open(db: Readable, patient_id: str) -> list[ReferralView]:
    """Return a person's referrals that have not ended, to warn before a second one is written."""
    return [view for view in of_patient(db, patient_id) if not view.status.ended]


def add_event(
    db: Database,
    referral_id: str,
    event: str,
    *,
    at: str,
    entered_at: str,
    by_org: str,
    by_org_name: str,
    by_name: str,
    details: Mapping[str, Any] | None = None,
    late: bool = False,
) -> str:
    """Add an event inside a unit of work and return its id.

    The ids of the latest events known here go with it, so that both sides later see what was known.

    Raises:
        NotFound: the referral is not here.
    """
    known = load(db, referral_id).status.heads
    return rows.insert(
        db,
        "referral_event",
        {
            "referral_id": referral_id,
            "event": event,
            "at": at,
            "entered_at": entered_at,
            "by_org": by_org,
            "by_org_name": by_org_name,
            "by_name": by_name,
            "details": canonical(dict(details or {})),
            "late": int(late),
            "after": canonical(list(known)),
        },
    )
