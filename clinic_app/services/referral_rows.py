"""A referral as a line of a list: who, where to, what now, how long already, and how far the news got."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from clinic_app.domain.approval import REMARK, Approval, approval_of
from clinic_app.domain.calendar import friendly_date
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.referral_flow import ReferralStatus
from clinic_app.domain.referral_moves import Direction, Event, Phase, Side, side_to_move
from clinic_app.domain.wording import Message, joined, say
from clinic_app.services.delivery import Delivery, DeliveryState, Line, delivery_of, line_of, op_states
from clinic_app.services.workplace import Workplace
from clinic_app.store import referral_messages
from clinic_app.store.database import Readable
from clinic_app.store.referral_state import direction_of, holder_of
from clinic_app.store.referrals import ReferralView

DONE = "00"
"""Reason of the list ``close`` of a referral that ended as it should: 已完成."""

PHASE_WORDS: dict[Phase, Message] = {
    Phase.NEW: say("未写完"),
    Phase.WRITTEN: say("未发出"),
    Phase.SENT: say("已发出"),
    Phase.RECEIVED: say("已收到"),
    Phase.OPENED: say("已打开"),
    Phase.ACCEPTED: say("已接诊"),
    Phase.DECLINED: say("被拒收"),
    Phase.CANCEL_ASKED: say("申请撤销"),
    Phase.NO_SHOW: say("未到诊"),
    Phase.ARRIVED: say("已到诊"),
    Phase.ADMITTED: say("已入院"),
    Phase.OUTCOME_KNOWN: say("已有转归"),
    Phase.RETURNED: say("已回转"),
    Phase.TAKEN_BACK: say("已接回"),
    Phase.FOLLOWED_UP: say("已随访"),
    Phase.CLOSED: say("已完成"),
    Phase.CANCELLED: say("已撤销"),
}

EVENT_WORDS: dict[str, Message] = {
    Event.CREATED: say("填写转诊单"),
    Event.REVIEWED: say("审核"),
    Event.PRINTED: say("打印"),
    Event.SENT: say("发出"),
    Event.RECEIVED: say("对方收到"),
    Event.OPENED: say("对方打开"),
    Event.ACCEPTED: say("接诊"),
    Event.DECLINED: say("拒收"),
    Event.REDIRECTED: say("转往他院"),
    Event.ARRIVED: say("到诊"),
    Event.NO_SHOW: say("未到诊"),
    Event.ADMITTED: say("入院"),
    Event.INTERIM_NOTE: say("中间反馈"),
    Event.OUTCOME: say("转归"),
    Event.RETURNED: say("回转"),
    Event.RECEIVED_BACK: say("接收回转"),
    Event.FOLLOWED_UP: say("随访"),
    Event.CLOSED: say("结案"),
    Event.CANCELLED: say("撤销"),
    Event.CANCEL_CONFIRMED: say("确认撤销"),
}


def event_word(event: str) -> str:
    """Return what an event is called; one of a newer program keeps its own word."""
    return str(EVENT_WORDS[event]) if event in EVENT_WORDS else event


@attrs.frozen
class ReferralRow:
    """A line of a list of referrals.

    Attributes:
        id, slip_no, patient_id, patient_name, gender_text, age: of the slip.
        direction, direction_text, urgency, urgency_text, impression, day: of the slip.
        from_name, to_name, dept: the institutions (after a redirection, the new one) and the department.
        other_name: the institution that is not ours.
        phase, phase_text: where it stands.
        note: what there is to know now, in one short line.
        meaning: ``urgent``, ``due``, ``waiting``, ``unknown`` or ``done``.
        since: moment from which the present phase ages.
        waited: that span in words, such as 2 天.
        holder: who has to move: ``us``, ``them`` or ``nobody``.
        side: ours: ``sender``, ``receiver`` or ``other``.
        delivery: how far the news got.
        clashes: moves of both sides that contradict each other.
        question: an open question on it waits for ``us`` or for ``them``; empty for none.
        day_text: ``day`` as lists show it: 今天, 昨天, 11-20（周五）.
    """

    id: str
    slip_no: str
    patient_id: str
    patient_name: str
    gender_text: str
    age: str
    direction: str
    direction_text: str
    urgency: str
    urgency_text: str
    from_name: str
    to_name: str
    dept: str
    other_name: str
    impression: str
    day: str
    phase: str
    phase_text: str
    note: str
    meaning: str
    since: datetime | None
    waited: str
    holder: str
    side: str
    delivery: Delivery
    clashes: int
    question: str = ""
    day_text: str = ""


def rows_of(place: Workplace, views: Sequence[ReferralView]) -> tuple[ReferralRow, ...]:
    """Return lists' lines of referrals, in the given order."""
    reader, own = place.reader, place.org_id
    states = op_states(reader, views, own)
    line, asked = line_of(place), _questions(reader, views, own)
    return tuple(
        _row(place, view, own, states.get(view.id, frozenset()), line, asked.get(view.id, ""))
        for view in views
    )


def _questions(db: Readable, views: Sequence[ReferralView], own: str) -> dict[str, str]:
    """Return who owes an answer on each referral: we, if anybody asks us, else they."""
    parties = {view.id: own in (view.status.sender, view.status.receiver) for view in views}
    found: dict[str, str] = {}
    for question in referral_messages.open_questions(db, list(parties)):
        if question.by_org == own:
            found.setdefault(question.referral_id, "them")
        elif parties[question.referral_id]:
            found[question.referral_id] = "us"
    return found


def side_of(status: ReferralStatus, own: str) -> str:
    """Return which side of a referral we are: ``sender``, ``receiver`` or ``other``.

    Inside one institution both sides are ours; then the side that has to move next is meant.
    """
    if status.sender == own and status.receiver == own:
        return "both"
    if status.sender == own:
        return Side.SENDER.value
    return Side.RECEIVER.value if status.receiver == own else "other"


def acting_side(status: ReferralStatus, direction: Direction, own: str) -> str:
    """Return the side for which we act now; inside one institution the one that has to move."""
    side = side_of(status, own)
    if side != "both":
        return side
    return (side_to_move(status.phase, direction) or Side.SENDER).value


def _row(
    place: Workplace, view: ReferralView, own: str, states: frozenset[int], line: Line, question: str
) -> ReferralRow:
    row, status = view.row, view.status
    direction = direction_of(row)
    side = acting_side(status, direction, own)
    holder_id = holder_of(status, direction)
    holder = "nobody" if not holder_id else "us" if holder_id == own else "them"
    delivery = delivery_of(status, side, holder, states, line)
    to_name, dept = receiver_of(row, status)
    return ReferralRow(
        id=view.id,
        slip_no=text_of(row, "slip_no"),
        patient_id=text_of(row, "patient_id"),
        patient_name=text_of(row, "patient_name"),
        gender_text=place.name_of("gender", row["patient_gender"]),
        age=text_of(row, "patient_age"),
        direction=direction.value,
        direction_text=place.name_of("direction", direction.value),
        urgency=text_of(row, "urgency"),
        urgency_text=place.name_of("urgency", row["urgency"]),
        from_name=text_of(row, "from_org_name"),
        to_name=to_name,
        dept=dept,
        other_name=to_name if side == Side.SENDER else text_of(row, "from_org_name"),
        impression=text_of(row, "impression"),
        day=text_of(row, "referral_date"),
        phase=status.phase.value,
        phase_text=phase_text(status.phase, side),
        note=note_of(place, status, side, holder, delivery, question),
        meaning=meaning_of(row, status, holder, delivery),
        since=status.since,
        waited=waited_text(status.since, line.now) if not status.ended else "",
        holder=holder,
        side=side,
        delivery=delivery,
        clashes=len(status.clashes),
        question=question,
        day_text=_day_text(text_of(row, "referral_date"), place.today()),
    )


def _day_text(day: str, today: date) -> str:
    """Return a stored day as lists show it; one that is no day stays as it is."""
    try:
        return friendly_date(date.fromisoformat(day), today)
    except ValueError:
        return day


def receiver_of(row: Mapping[str, Any], status: ReferralStatus) -> tuple[str, str]:
    """Return name and department of the institution that has a referral now."""
    name, dept = text_of(row, "to_org_name"), text_of(row, "to_dept")
    redirected = status.details.get(Event.REDIRECTED)
    if redirected and status.receiver != row["to_org"]:
        name, dept = str(redirected.get("to_org_name") or name), str(redirected.get("dept") or "")
    accepted = status.details.get(Event.ACCEPTED)
    if accepted and accepted.get("dept"):
        dept = str(accepted["dept"])
    return name, dept


# ---- what now ---------------------------------------------------------------------------------------------


def phase_text(phase: Phase, side: str) -> str:
    """Return where a referral stands, in the words of one side."""
    if side == Side.RECEIVER:
        if phase in (Phase.SENT, Phase.RECEIVED, Phase.OPENED):
            return str(say("待受理"))
        if phase is Phase.DECLINED:
            return str(say("已拒收"))
        if phase is Phase.CANCEL_ASKED:
            return str(say("对方申请撤销"))
    if side == Side.SENDER and phase is Phase.RETURNED:
        return str(say("回转待接收"))
    return str(PHASE_WORDS[phase])


def note_of(
    place: Workplace, status: ReferralStatus, side: str, holder: str, delivery: Delivery, question: str = ""
) -> str:
    """Return the one thing to know of a referral now."""
    details = {name: _texts(values) for name, values in status.details.items()}
    text = _phase_note(place, status.phase, side, details)
    if status.phase is Phase.WRITTEN:
        text = review_note(approval_of(status.events, status.sender))
    # Lists cut a note off at its end and take the phase from its begin: what is asked stands between.
    asked = str(_QUESTIONS[question]) if question else ""
    parts = [phase_text(status.phase, side), asked, text]
    told = delivery.state in (DeliveryState.ONLY_HERE, DeliveryState.REFUSED, DeliveryState.SILENT)
    unanswered = side == Side.SENDER and status.phase in (Phase.SENT, Phase.RECEIVED, Phase.OPENED)
    if unanswered and delivery.text:
        parts = [asked, delivery.text]
    elif told and (holder == "them" or delivery.state is not DeliveryState.SILENT):
        parts.append(delivery.text)
    return joined(parts, " · ")


def review_note(approval: Approval) -> str:
    """Return whose word a slip waits for, or why it came back; empty when nobody is asked any more."""
    back = approval.sent_back
    if back is not None:
        return str(say("{who}退回：{remark}", who=back.by_name, remark=back.details.get(REMARK, "")))
    return str(say("待{role}审核", role=approval.next_role)) if approval.next_role else ""


_QUESTIONS = {"us": say("有提问待答复"), "them": say("等对方答复提问")}


def _phase_note(place: Workplace, phase: Phase, side: str, details: Mapping[str, Mapping[str, str]]) -> str:
    empty: Mapping[str, str] = {}
    if phase is Phase.ACCEPTED:
        given = details.get(Event.ACCEPTED, empty)
        when = given.get("time", "")
        when = place.chinese_time(when) or when
        booked = str(say("预约 {when}", when=when)) if when else ""
        return joined((given.get("dept", ""), given.get("doctor", ""), booked), " ")
    if phase is Phase.DECLINED:
        given = details.get(Event.DECLINED, empty)
        reason = place.name_of("decline", given.get("reason"))
        return joined((reason, given.get("suggestion", "")), say("，"))
    if phase is Phase.ADMITTED:
        return details.get(Event.ADMITTED, empty).get("dept", "")
    if phase is Phase.OUTCOME_KNOWN:
        return place.name_of("outcome", details.get(Event.OUTCOME, empty).get("outcome"))
    if phase in (Phase.CLOSED, Phase.CANCELLED):
        event, codes = (Event.CLOSED, "close") if phase is Phase.CLOSED else (Event.CANCELLED, "cancel")
        reason = details.get(event, empty).get("reason", "")
        return "" if reason == DONE else place.name_of(codes, reason)
    if phase is Phase.CANCEL_ASKED:
        return str(say("请确认") if side == Side.RECEIVER else say("等对方确认"))
    return ""


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in values.items()}


def meaning_of(row: Mapping[str, Any], status: ReferralStatus, holder: str, delivery: Delivery) -> str:
    """Return the meaning a list shows a referral with; always beside a word."""
    if holder == "nobody":
        return "done"
    if delivery.state is DeliveryState.REFUSED:
        return "urgent"
    if holder == "us":
        hurried = row["urgency"] in ("emergency", "urgent")
        waits = status.phase in (Phase.SENT, Phase.RECEIVED, Phase.OPENED, Phase.ACCEPTED, Phase.DECLINED)
        return "urgent" if hurried and waits else "due"
    return "unknown" if delivery.state is DeliveryState.SILENT else "waiting"


def waited_text(since: datetime | None, now: datetime) -> str:
    """Return a span for lists: 35 分钟, 5 小时, 2 天, at least 1 分钟; empty when its begin is unknown.

    It stands behind words such as 已等, and must read on from them.
    """
    if since is None:
        return ""
    minutes = max(1, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return str(say("{count} 分钟", count=minutes))
    if minutes < 24 * 60:
        return str(say("{count} 小时", count=minutes // 60))
    return str(say("{count} 天", count=minutes // (24 * 60)))


def last_return(view: ReferralView) -> Mapping[str, Any]:
    """Return the return slip that counts: the one the last return named; empty when none is here yet.

    Record ids do not tell which is newer, the order of the events does.
    """
    named = view.status.details.get(Event.RETURNED, {}).get("return_id")
    by_id = {back["id"]: back for back in view.returns}
    if named in by_id:
        return by_id[named]
    return max(view.returns, key=lambda back: (back["back_date"] or "", back["slip_no"] or ""), default={})


def json_codes(text: str | None) -> tuple[dict[str, str], ...]:
    """Return the coded diagnoses stored beside a text, ``[{"code": …, "name": …}]``; none when damaged."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        return ()
    return tuple(entry for entry in found if isinstance(entry, dict)) if isinstance(found, list) else ()
