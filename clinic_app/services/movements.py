"""What statistics count: every passage of a patient between two institutions, as one row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs

from clinic_app.domain.referral_flow import ReferralStatus
from clinic_app.domain.referral_moves import Direction, Event, Phase
from clinic_app.domain.wording import Message, say
from clinic_app.services.periods import Period
from clinic_app.store import directory, referrals
from clinic_app.store.database import Readable, Row
from clinic_app.store.referrals import Box, ReferralView

_PAGE = 500


class Flow(StrEnum):
    """The five rows of a hospital's yearly table, seen from the institution that counts."""

    SENT_UP = "sent_up"
    BACK_FROM_HIGHER = "back_from_higher"
    SAME_LEVEL = "same_level"
    FROM_LOWER = "from_lower"
    SENT_DOWN = "sent_down"


FLOW_NAMES: dict[Flow, Message] = {
    Flow.SENT_UP: say("转往上级"),
    Flow.BACK_FROM_HIGHER: say("上级转回"),
    Flow.SAME_LEVEL: say("同级转诊"),
    Flow.FROM_LOWER: say("接收下级转来"),
    Flow.SENT_DOWN: say("转回下级"),
}
"""What the rows are called; in the order in which yearly reports print them."""

_SENT = {
    Direction.UP: Flow.SENT_UP,
    Direction.DOWN: Flow.SENT_DOWN,
    Direction.LATERAL: Flow.SAME_LEVEL,
}
_RECEIVED = {
    Direction.UP: Flow.FROM_LOWER,
    Direction.DOWN: Flow.BACK_FROM_HIGHER,
    Direction.LATERAL: Flow.SAME_LEVEL,
}
_COMPLETE = frozenset({Phase.RETURNED, Phase.TAKEN_BACK, Phase.FOLLOWED_UP})
_ANSWERS = frozenset({Event.ACCEPTED, Event.DECLINED, Event.REDIRECTED})


@attrs.frozen
class Movement:
    """One passage of a patient.

    Attributes:
        id: identity of the referral, or of the return slip.
        referral_id: the referral it belongs to.
        is_return: a 回转单, not a referral of its own.
        flow: the row it counts in; None for a return between equals, which is no new passage.
        day: referral date, or day of the return.
        ours: we sent it.
        partner_id: the other institution.
        partner_name: its name on the slip.
        partner_level: code of org_level; empty when unknown here.
        dept: the department on the other side.
        doctor: who sent it.
        diagnosis: first diagnosis in words.
        icd: its code, or empty.
        reason: code of the indication.
        visit_type: code of visit_type.
        urgency: code of urgency.
        patient_id: whose passage.
        patient_name: for lists.
        from_follow_up: a follow-up asked for it.
        phase: where the referral stands.
        sent_at: when it was sent; None while it was not.
        answered_at: first answer of the receiver.
        arrived_at: first sight of the patient there.
        returned_at: when the return slip was written.
        declined: the receiver refused it at some time.
        no_show: the patient did not come.
        completed: it came to its proper end: returned, followed up, or closed after care.
    """

    id: str
    referral_id: str
    is_return: bool
    flow: Flow | None
    day: str
    ours: bool
    partner_id: str
    partner_name: str
    partner_level: str
    dept: str
    doctor: str
    diagnosis: str
    icd: str
    reason: str
    visit_type: str
    urgency: str
    patient_id: str
    patient_name: str
    from_follow_up: bool
    phase: Phase
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    arrived_at: datetime | None = None
    returned_at: datetime | None = None
    declined: bool = False
    no_show: bool = False
    completed: bool = False

    @property
    def cancelled(self) -> bool:
        """Tell whether it was taken back before it led to anything."""
        return self.phase is Phase.CANCELLED

    @property
    def counts(self) -> bool:
        """Tell whether it is counted as a passage: it was sent, or a slip was written, and not cancelled."""
        return self.flow is not None and (self.is_return or self.sent_at is not None) and not self.cancelled


def in_period(db: Readable, org: str, period: Period) -> list[Movement]:
    """Return all passages of a period, by their day.

    Args:
        db: the database.
        org: the institution that counts.
        period: whose days.
    """
    levels = {p.id: p.level for p in directory.partners(db, hidden=True)}
    found: list[Movement] = []
    after: tuple[Any, ...] | None = None
    while True:
        page = referrals.page(
            db,
            box=Box.ALL,
            org=org,
            after=after,
            limit=_PAGE,
            from_day=period.from_day,
            to_day=period.to_day,
        )
        found += [m for view in page.referrals if (m := _of_referral(view, org, levels)) is not None]
        after = page.after
        if after is None:
            break
    for view in referrals.load_many(db, referrals.returned_between(db, period.from_day, period.to_day)):
        for back in view.returns:
            if period.contains(str(back["back_date"] or "")):
                movement = _of_return(back, view, org, levels)
                if movement is not None:
                    found.append(movement)
    return sorted(found, key=lambda m: (m.day, m.id))


def _of_referral(view: ReferralView, org: str, levels: Mapping[str, str]) -> Movement | None:
    row, status = view.row, view.status
    ours = row["from_org"] == org
    if not ours and org not in (row["to_org"], status.receiver):
        return None
    direction = _direction(row)
    partner_id = status.receiver if ours else str(row["from_org"] or "")
    redirected = ours and partner_id != row["to_org"]
    details = status.details.get(Event.REDIRECTED, {}) if redirected else {}
    name = str(details.get("to_org_name") or row["to_org_name" if ours else "from_org_name"] or "")
    return Movement(
        id=view.id,
        is_return=False,
        flow=(_SENT if ours else _RECEIVED)[direction],
        day=str(row["referral_date"] or ""),
        ours=ours,
        partner_id=partner_id,
        partner_name=name,
        partner_level=levels.get(partner_id, ""),
        dept=str(row["to_dept" if ours else "from_dept"] or ""),
        doctor=str(row["from_doctor"] or ""),
        diagnosis=_first_diagnosis(row["impression_codes"], row["impression"])[1],
        icd=_first_diagnosis(row["impression_codes"], row["impression"])[0],
        **_shared(row, status),
    )


def _of_return(back: Row, view: ReferralView, org: str, levels: Mapping[str, str]) -> Movement | None:
    row = view.row
    ours = back["from_org"] == org
    if not ours and back["to_org"] != org:
        return None
    flow = None
    if _direction(row) is Direction.UP:
        flow = Flow.SENT_DOWN if ours else Flow.BACK_FROM_HIGHER
    partner_id = str(back["to_org" if ours else "from_org"] or "")
    icd, diagnosis = _first_diagnosis(back["diagnosis_codes"], back["diagnosis"])
    return Movement(
        id=str(back["id"]),
        is_return=True,
        flow=flow,
        day=str(back["back_date"] or ""),
        ours=ours,
        partner_id=partner_id,
        partner_name=str(back["to_org_name" if ours else "from_org_name"] or ""),
        partner_level=levels.get(partner_id, ""),
        dept=str(back["from_dept"] or ""),
        doctor=str(back["from_doctor"] or ""),
        diagnosis=diagnosis,
        icd=icd,
        **_shared(row, view.status),
    )


def _shared(row: Row, status: ReferralStatus) -> dict[str, Any]:
    steps = status.steps
    answers = [event.at for event in status.events if event.event in _ANSWERS]
    seen = [at for word in (Event.ARRIVED, Event.ADMITTED) if (at := steps.get(word)) is not None]
    cared_for = bool(seen) or Event.OUTCOME in steps or Event.RETURNED in steps
    return {
        "referral_id": str(row["id"]),
        "reason": str(row["reason"] or ""),
        "visit_type": str(row["visit_type"] or ""),
        "urgency": str(row["urgency"] or ""),
        "patient_id": str(row["patient_id"] or ""),
        "patient_name": str(row["patient_name"] or ""),
        "from_follow_up": bool(row["follow_up_id"]) or row["visit_type"] == "follow_up",
        "phase": status.phase,
        "sent_at": steps.get(Event.SENT),
        "answered_at": min(answers, default=None),
        "arrived_at": min(seen, default=None),
        "returned_at": steps.get(Event.RETURNED),
        "declined": Event.DECLINED in steps,
        "no_show": Event.NO_SHOW in steps and not seen,
        "completed": status.phase in _COMPLETE or (status.phase is Phase.CLOSED and cared_for),
    }


def _direction(row: Row) -> Direction:
    try:
        return Direction(row["direction"])
    except ValueError:
        return Direction.UP


def _first_diagnosis(codes: str | None, text: str | None) -> tuple[str, str]:
    """Return code and name of the first diagnosis; without a code, the words up to the first stop."""
    try:
        entries = json.loads(codes) if codes else []
    except ValueError:
        entries = []
    first = entries[0] if isinstance(entries, list) and entries else None
    if isinstance(first, dict):
        code = str(first.get("code") or first.get("icd") or "")
        name = str(first.get("name") or "")
        if code or name:
            return code, name or code
    words = str(text or "").replace("\n", "；")
    for stop in ("；", ";", "，", "。"):
        words = words.split(stop)[0]
    return "", words.removeprefix("1.").removeprefix("1、").strip()


Key = Callable[[Movement], str]

GROUPS: dict[str, Key] = {
    "partner": lambda m: m.partner_name,
    "level": lambda m: m.partner_level,
    "dept": lambda m: m.dept,
    "diagnosis": lambda m: m.diagnosis,
    "doctor": lambda m: m.doctor,
    "reason": lambda m: m.reason,
    "month": lambda m: m.day[:7],
}
"""By what passages can be grouped."""

GROUP_NAMES: dict[str, Message] = {
    "partner": say("按对方机构"),
    "level": say("按机构级别"),
    "dept": say("按科室"),
    "diagnosis": say("按诊断"),
    "doctor": say("按医生"),
    "reason": say("按转诊原因"),
    "month": say("按月"),
}
"""What the groups are called, on screen and on paper."""

NARROWED_BY: dict[str, Key] = {**GROUPS, "flow": lambda m: m.flow.value if m.flow else ""}
"""By what a report can be narrowed: the groups, and the direction as a flow."""


def narrowed(movements: Iterable[Movement], only: Mapping[str, str]) -> list[Movement]:
    """Return the passages that have all the wanted values; keys are those of NARROWED_BY."""
    return [m for m in movements if all(NARROWED_BY[by](m) == value for by, value in only.items())]


@attrs.frozen
class GroupRow:
    """One row of a table.

    Attributes:
        label: partner, department, diagnosis … ; empty when it was not written down.
        ids: identities of the passages by flow.
    """

    label: str
    ids: Mapping[Flow, tuple[str, ...]]

    def count(self, flow: Flow | None = None) -> int:
        """Return the number in a flow, or in all."""
        if flow is not None:
            return len(self.ids.get(flow, ()))
        return sum(len(ids) for ids in self.ids.values())


def grouped(movements: Iterable[Movement], by: str) -> list[GroupRow]:
    """Return passages counted by one of GROUPS: the most first, months in order."""
    key = GROUPS[by]
    tables: dict[str, dict[Flow, list[str]]] = {}
    for movement in movements:
        if movement.counts and movement.flow is not None:
            tables.setdefault(key(movement), {}).setdefault(movement.flow, []).append(movement.id)
    rows = [
        GroupRow(label, {flow: tuple(ids) for flow, ids in flows.items()}) for label, flows in tables.items()
    ]
    if by == "month":
        return sorted(rows, key=lambda row: row.label)
    return sorted(rows, key=lambda row: (-row.count(), row.label))


def hours_between(earlier: datetime | None, later: datetime | None) -> float | None:
    """Return hours, or None when one is unknown or a wrong clock put them in the wrong order."""
    if earlier is None or later is None or later < earlier:
        return None
    return (later - earlier).total_seconds() / 3600
