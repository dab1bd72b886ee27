"""Everything about one referral, for its page: the slip, the way so far, what can be done next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.approval import Approval
from clinic_app.domain.calendar import friendly_date
from clinic_app.domain.catalogue import REFERRAL
from clinic_app.domain.clock import local_date
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.referral_flow import ReferralStatus
from clinic_app.domain.referral_moves import Direction, Event, Phase
from clinic_app.domain.wording import Message, say
from clinic_app.services.approvals import approval_in, may_agree, reviewable, waits_for_review, waits_sentence
from clinic_app.services.delivery import Delivery, DeliveryState, line_of, silent_since_text
from clinic_app.services.follow_up_forms import form_names
from clinic_app.services.follow_up_rows import FollowUpRow, PlanRow, follow_up_rows, plan_rows
from clinic_app.services.patient_cards import PatientRow, patient_rows
from clinic_app.services.patient_timeline import event_detail
from clinic_app.services.referral_checks import indications
from clinic_app.services.referral_events import needed_for, open_moves
from clinic_app.services.referral_rows import ReferralRow, event_word, rows_of
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups, rows
from clinic_app.store.referral_state import direction_of
from clinic_app.store.referrals import ReferralView


@attrs.frozen
class StepState:
    """One step of the way, for the strip on top.

    Attributes:
        key: word of the event.
        label: in words.
        state: ``done``, ``current``, ``ahead`` or ``unknown``.
        when: its day in words, 未知 where it must have happened unseen, or empty.
    """

    key: str
    label: str
    state: str
    when: str = ""


@attrs.frozen
class EventRow:
    """One event, for the list of all that happened.

    Attributes:
        id: of the record.
        event, label: what happened, as a word and in words.
        at, entered_at: when it happened and when it was typed.
        when: the true time in words.
        by: institution and person.
        detail: what it carries, in one line.
        late: entered after the fact (补录).
        out_of_place: changed nothing, because something else had happened before.
    """

    id: str
    event: str
    label: str
    at: datetime
    entered_at: datetime
    when: str
    by: str
    detail: str
    late: bool
    out_of_place: bool


@attrs.frozen
class MoveOffer:
    """Something that can be done now.

    Attributes:
        event: word of the event.
        label: what the button says.
        allowed: the person at work may do it.
        why_not: why not, otherwise.
    """

    event: str
    label: str
    allowed: bool
    why_not: str = ""


@attrs.frozen
class ReferralDetail:
    """Everything about one referral.

    Attributes:
        id: identity.
        row: fields of the slip.
        list_row: as a line of a list.
        patient: the person as the record stands now; None if it is not here.
        phase, phase_text: where it stands.
        side: ours: ``sender``, ``receiver`` or ``other``.
        our_move: we have to move.
        steps: the way, for the strip.
        delivery: how far the news got.
        events: all that happened, oldest first.
        moves: what can be done now, the usual next step first.
        returns: return slips as dicts, oldest first.
        plans, follow_ups: that it led to.
        clashes: sentences on moves of both sides that contradict each other.
        printed: how often the slip was printed.
        names: what coded fields are called, by field.
        accepted: department, doctor, time of the acceptance, or empty.
        approval: who has agreed to it, and whose turn it is.
    """

    id: str
    row: dict[str, Any]
    list_row: ReferralRow
    patient: PatientRow | None
    phase: str
    phase_text: str
    side: str
    our_move: bool
    steps: tuple[StepState, ...]
    delivery: Delivery
    events: tuple[EventRow, ...]
    moves: tuple[MoveOffer, ...]
    returns: tuple[dict[str, Any], ...]
    plans: tuple[PlanRow, ...]
    follow_ups: tuple[FollowUpRow, ...]
    clashes: tuple[str, ...]
    printed: int
    names: dict[str, str]
    accepted: dict[str, str]
    approval: Approval


def detail_of(place: Workplace, view: ReferralView) -> ReferralDetail:
    """Return everything about a referral."""
    line = rows_of(place, [view])[0]
    person = rows.find(place.reader, "patient", text_of(view.row, "patient_id"))
    status, names = view.status, form_names()
    accepted = status.details.get(Event.ACCEPTED, {})
    return ReferralDetail(
        id=view.id,
        row=dict(view.row),
        list_row=line,
        patient=patient_rows(place, [person])[0] if person else None,
        phase=line.phase,
        phase_text=line.phase_text,
        side=line.side,
        our_move=line.holder == "us",
        steps=steps_of(place, view, line),
        delivery=line.delivery,
        events=_events(place, status),
        moves=_moves(place, view),
        returns=tuple(dict(back) for back in view.returns),
        plans=plan_rows(place, follow_ups.plans_of_referral(place.reader, view.id), names),
        follow_ups=follow_up_rows(place, follow_ups.records_of_referral(place.reader, view.id), names),
        clashes=_clashes(place, status),
        printed=status.printed,
        names=_names(place, view),
        accepted={name: str(value) for name, value in accepted.items()},
        approval=approval_in(view),
    )


def _names(place: Workplace, view: ReferralView) -> dict[str, str]:
    found = {
        field.name: place.name_of(field.codes, view.row[field.name])
        for field in REFERRAL.fields
        if field.codes and field.name != "reason" and view.row[field.name]
    }
    found["reason"] = place.name_of(indications(direction_of(view.row)), view.row["reason"])
    return found


# ---- the strip --------------------------------------------------------------------------------------------

_WAY: tuple[tuple[Event, Message], ...] = (
    (Event.CREATED, say("填写")),
    (Event.REVIEWED, say("审核")),
    (Event.SENT, say("已发出")),
    (Event.RECEIVED, say("已收到")),
    (Event.ACCEPTED, say("已接诊")),
    (Event.ARRIVED, say("到诊")),
    (Event.RETURNED, say("回转")),
    (Event.FOLLOWED_UP, say("随访")),
    (Event.CLOSED, say("完成")),
)
_STANDS_FOR: dict[Event, tuple[Event, ...]] = {
    Event.RECEIVED: (Event.OPENED,),
    Event.ARRIVED: (Event.ADMITTED,),
}
"""A step counts as seen when one of these was, because they cannot happen without it."""


def steps_of(place: Workplace, view: ReferralView, line: ReferralRow) -> tuple[StepState, ...]:
    """Return the way of a referral: what is known with its day, and honestly what is not."""
    approval = approval_in(view)
    way = _way_of(view, bool(approval.steps))
    seen = {event: _seen(view.status, event) for event, _ in way}
    last = max((i for i, (event, _) in enumerate(way) if seen[event]), default=-1)
    ended_early = view.status.phase is Phase.CANCELLED
    steps: list[StepState] = []
    for place_no, (event, label) in enumerate(way):
        at = seen[event]
        if event is Event.REVIEWED and not approval.complete and place_no < last:
            # An emergency went out first: everybody knows that nobody has agreed yet.
            words = say("待补审") if reviewable(view) else say("未审核")
            steps.append(StepState(event.value, str(label), "ahead", str(words)))
        elif at is not None:
            state = "current" if place_no == last and not view.status.ended else "done"
            steps.append(StepState(event.value, str(label), state, _day(place, at)))
        elif place_no < last and event is Event.FOLLOWED_UP:
            # Who closed a referral is who would have visited: this is known, the visit was left out.
            steps.append(StepState(event.value, str(label), "ahead", str(say("未做"))))
        elif place_no < last:
            steps.append(StepState(event.value, str(label), "unknown", str(say("未知"))))
        elif ended_early:
            break
        elif place_no == last + 1 and line.delivery.state is DeliveryState.SILENT:
            since = say("{since}后未知", since=silent_since_text(line_of(place)))
            steps.append(StepState(event.value, str(label), "unknown", str(since)))
        else:
            steps.append(StepState(event.value, str(label), "ahead"))
    if ended_early:
        at = _seen(view.status, Event.CANCELLED)
        steps.append(StepState(Event.CANCELLED.value, str(say("已撤销")), "done", _day(place, at)))
    return tuple(steps)


def _way_of(view: ReferralView, reviewed: bool) -> list[tuple[Event, Message]]:
    """Return the steps of a direction; a decline stands where the acceptance would."""
    direction = direction_of(view.row)
    way: list[tuple[Event, Message]] = []
    for event, label in _WAY:
        if event is Event.REVIEWED and not reviewed and Event.REVIEWED not in view.status.steps:
            continue
        if event is Event.RETURNED and direction is Direction.DOWN:
            continue
        if event is Event.ACCEPTED and view.status.phase is Phase.DECLINED:
            way.append((Event.DECLINED, say("被拒收")))
            continue
        if event is Event.ARRIVED and view.status.phase is Phase.NO_SHOW:
            way.append((Event.NO_SHOW, say("未到诊")))
            continue
        way.append((event, label))
    return way


def _seen(status: ReferralStatus, event: Event) -> datetime | None:
    for one in (event, *_STANDS_FOR.get(event, ())):
        if one in status.steps:
            return status.steps[one]
    return None


def _day(place: Workplace, at: datetime | None) -> str:
    return friendly_date(local_date(at), place.today()) if at else ""


# ---- what happened, and what next -------------------------------------------------------------------------


def _events(place: Workplace, status: ReferralStatus) -> tuple[EventRow, ...]:
    idle = set(status.out_of_place)
    return tuple(
        EventRow(
            id=event.id,
            event=event.event,
            label=event_word(event.event),
            at=event.at,
            entered_at=event.entered_at,
            when=place.time_text(event.at),
            by=" ".join(part for part in (event.by_org_name, event.by_name) if part),
            detail=event_detail(place, event.event, event.details),
            late=event.late,
            out_of_place=event.id in idle,
        )
        for event in status.events
    )


_BUTTONS: tuple[tuple[Event, Message], ...] = (
    (Event.REVIEWED, say("审核")),
    (Event.SENT, say("发出")),
    (Event.ACCEPTED, say("接诊")),
    (Event.ARRIVED, say("已到诊")),
    (Event.RETURNED, say("写回转单")),
    (Event.RECEIVED_BACK, say("接收回转")),
    (Event.FOLLOWED_UP, say("登记随访")),
    (Event.CANCEL_CONFIRMED, say("同意撤销")),
    (Event.ADMITTED, say("已入院")),
    (Event.OUTCOME, say("登记转归")),
    (Event.INTERIM_NOTE, say("中间反馈")),
    (Event.DECLINED, say("拒收")),
    (Event.REDIRECTED, say("转往他院")),
    (Event.NO_SHOW, say("未到诊")),
    (Event.CLOSED, say("结案")),
    (Event.CANCELLED, say("撤销")),
)
"""What buttons say, the usual next step first; what the program notes by itself has no button."""


def _moves(place: Workplace, view: ReferralView) -> tuple[MoveOffer, ...]:
    possible = set(open_moves(place, view))
    user = place.session.user
    approval = approval_in(view)
    offers: list[MoveOffer] = []
    later: list[MoveOffer] = []
    for event, label in _BUTTONS:
        if event not in possible or (event is Event.REVIEWED and approval.complete):
            continue
        if event is Event.SENT and waits_for_review(view):
            continue  # the last reviewer's word sends it
        allowed = user is not None and any(user.may(one) for one in needed_for(event))
        reason = "" if allowed else str(say("您的角色不能做这一步"))
        shown = str(label)
        if event is Event.REVIEWED and approval.sent_back is not None:
            allowed = user is not None and user.may(Permission.REFERRAL_WRITE)
            shown = str(say("再次送审"))
            reason = "" if allowed else str(waits_sentence(approval))
        elif event is Event.REVIEWED and user is not None:
            allowed = may_agree(place, user, approval.next_role)
            reason = "" if allowed else str(waits_sentence(approval))
        if event is Event.SENT and view.status.phase is Phase.NO_SHOW:
            shown = str(say("重新发出"))
        offer = MoveOffer(event.value, shown, allowed, reason)
        if event is Event.ACCEPTED and view.status.phase is Phase.ACCEPTED:
            later.append(attrs.evolve(offer, label=str(say("更改接诊安排"))))
        else:
            offers.append(offer)
    return (*offers, *later)


def _clashes(place: Workplace, status: ReferralStatus) -> tuple[str, ...]:
    by_id = {event.id: event for event in status.events}
    found: list[str] = []
    for clash in status.clashes:
        stands, yields = by_id[clash.stands], by_id[clash.yields]
        sentence = say(
            "双方同时做了不同的事：{one}“{first}”，{other}“{second}”。现按“{first}”处理，请打电话核对。",
            one=stands.by_org_name,
            first=event_word(stands.event),
            other=yields.by_org_name,
            second=event_word(yields.event),
        )
        found.append(str(sentence))
    return tuple(found)
