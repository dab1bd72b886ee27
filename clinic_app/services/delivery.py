"""How far the news of a referral got, told from what is known on this machine and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from clinic_app.domain.calendar import WEEKDAYS
from clinic_app.domain.change import canonical
from clinic_app.domain.clock import local_date, read_stamp
from clinic_app.domain.referral_flow import ReferralStatus
from clinic_app.domain.referral_moves import Event, Side
from clinic_app.domain.wording import say
from clinic_app.services.institution_contacts import heard_at_hub, told_at
from clinic_app.services.workplace import Workplace
from clinic_app.store import outbox, sync_state
from clinic_app.store.database import Readable
from clinic_app.store.referrals import ReferralView

TOLD_LATELY = timedelta(hours=2)
"""What the hub told of others counts when it was told so shortly before its last word."""
SILENT_AFTER = timedelta(hours=24)
"""Without word from the hub for so long, the silence is told instead of the last state."""


class DeliveryState(StrEnum):
    """How far the news of a referral got, as far as this machine knows."""

    ALONE = "alone"
    ONLY_HERE = "only_here"
    REFUSED = "refused"
    AT_HUB = "at_hub"
    RECEIVED = "received"
    OPENED = "opened"
    ANSWERED = "answered"
    SILENT = "silent"
    INCOMING = "incoming"


@attrs.frozen
class Delivery:
    """How far the news of a referral got, in honest words.

    Attributes:
        state: for programs.
        text: for people; empty where there is nothing to say.
        since: moment of what the text tells, if known.
        meaning: ``waiting``, ``due``, ``urgent``, ``done`` or ``unknown``.
        reached: the other side is known to have it, whatever was not heard since.
    """

    state: DeliveryState
    text: str
    since: datetime | None = None
    meaning: str = "waiting"
    reached: bool = False


@attrs.frozen
class Line:
    """What is known of the line to the hub when a list is made.

    Attributes:
        enrolled: takes part in a county.
        last_contact: when the hub last answered.
        now: the present moment.
        others: when the hub last heard each institution, as far as it told lately.
    """

    enrolled: bool
    last_contact: datetime | None
    now: datetime
    others: Mapping[str, datetime] = attrs.field(factory=dict)

    @property
    def silent(self) -> bool:
        """Whether the hub was not heard for long."""
        return self.last_contact is None or self.now - self.last_contact > SILENT_AFTER


def line_of(place: Workplace) -> Line:
    """Return what is known of the line to the hub."""
    state = sync_state.read(place.reader)
    try:
        last = read_stamp(state.last_contact_at)
    except ValueError:
        last = None
    told, others = told_at(place), heard_at_hub(place)
    fresh = told is not None and last is not None and last - told <= TOLD_LATELY
    return Line(state.enrolled, last, place.now(), others if fresh else {})


def op_states(db: Readable, views: Sequence[ReferralView], own: str) -> dict[str, frozenset[int]]:
    """Return the states of our own operations on each referral, its events and its return slips."""
    owner_of: dict[str, str] = {}
    for view in views:
        owner_of[view.id] = view.id
        owner_of.update((event.id, view.id) for event in view.status.events if event.by_org == own)
        owner_of.update((back["id"], view.id) for back in view.returns)
    found: dict[str, set[int]] = {}
    for op in db.execute(
        "SELECT DISTINCT rec_id, state FROM op WHERE ent IN ('referral', 'referral_event', 'referral_return')"
        " AND rec_id IN (SELECT value FROM json_each(?))",
        (canonical(list(owner_of)),),
    ):
        found.setdefault(owner_of[op["rec_id"]], set()).add(op["state"])
    return {referral_id: frozenset(states) for referral_id, states in found.items()}


def delivery_of(
    status: ReferralStatus, side: str, holder: str, states: Iterable[int], line: Line
) -> Delivery:
    """Return how far the news got, from what is known here and nothing else."""
    states = set(states)
    if not line.enrolled:
        if status.sender == status.receiver:
            return Delivery(DeliveryState.ALONE, "", meaning="waiting")
        return Delivery(DeliveryState.ALONE, str(say("单机使用，未联网")), meaning="waiting")
    if outbox.REFUSED in states:
        return Delivery(DeliveryState.REFUSED, str(say("县平台没有接受，请处理")), meaning="urgent")
    if outbox.WAITING in states:
        return Delivery(DeliveryState.ONLY_HERE, str(say("只在本机，待上传")), meaning="due")
    reached = _reached(status) if side == Side.SENDER else Delivery(DeliveryState.INCOMING, "")
    if holder == "them" and line.silent:
        return _silence(reached, line)
    if reached.state is DeliveryState.AT_HUB:
        return _unfetched(reached, line.others.get(status.receiver), line)
    return reached


def _reached(status: ReferralStatus) -> Delivery:
    steps = status.steps
    if any(event in steps for event in _ANSWERS):
        return Delivery(DeliveryState.ANSWERED, str(say("对方已答复")), status.since, "done")
    if Event.OPENED in steps:
        return Delivery(DeliveryState.OPENED, str(say("对方已打开，待受理")), steps[Event.OPENED])
    if Event.RECEIVED in steps:
        return Delivery(DeliveryState.RECEIVED, str(say("对方已收到，待受理")), steps[Event.RECEIVED])
    return Delivery(DeliveryState.AT_HUB, str(say("县平台已收到，等对方收取")))


_ANSWERS = (Event.ACCEPTED, Event.DECLINED, Event.REDIRECTED, Event.ARRIVED, Event.ADMITTED, Event.RETURNED)


def _silence(reached: Delivery, line: Line) -> Delivery:
    since = silent_since_text(line)
    theirs = reached.state not in (DeliveryState.AT_HUB, DeliveryState.INCOMING)
    if theirs:
        text = say("{reached}；{since}后无消息", reached=reached.text.partition("，")[0], since=since)
    else:
        text = say("{since}后无消息，不知对方是否已处理", since=since)
    return Delivery(DeliveryState.SILENT, str(text), line.last_contact, "unknown", theirs)


def _unfetched(reached: Delivery, online: datetime | None, line: Line) -> Delivery:
    """Tell apart a receiver who has not come for it from one who cannot: its computers were not heard."""
    if online is None or line.now - online <= SILENT_AFTER:
        return reached
    text = say("县平台已收到；对方{since}后没有连上县平台", since=day_text(online, line.now))
    return attrs.evolve(reached, text=str(text), since=online, meaning="unknown")


def silent_since_text(line: Line) -> str:
    """Return the day of the last word from the hub as people say it: 周二, 11-03."""
    return day_text(line.last_contact, line.now) if line.last_contact is not None else str(say("登记"))


def day_text(at: datetime, now: datetime) -> str:
    """Return a day of the past as people say it: 昨天, 周二, 11-03."""
    day, today = local_date(at), local_date(now)
    if (today - day).days == 1:
        return str(say("昨天"))
    if 0 <= (today - day).days < 7:
        return WEEKDAYS[day.weekday()]
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
