"""Adding an event to a referral, and telling whether it is in place now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import Event, Side, moves_for
from clinic_app.domain.wording import Message, say
from clinic_app.services.referral_rows import acting_side, event_word, phase_text, side_of
from clinic_app.services.workplace import Workplace
from clinic_app.store import referrals
from clinic_app.store.referral_state import direction_of
from clinic_app.store.referrals import ReferralView

TOLERANCE = timedelta(minutes=2)
"""A true time this far ahead is taken as now: the screen's clock and the hub's differ a little."""

NEEDED: dict[Event, tuple[Permission, ...]] = {
    Event.REVIEWED: (Permission.REFERRAL_REVIEW,),
    Event.SENT: (Permission.REFERRAL_WRITE, Permission.REFERRAL_REVIEW),
    Event.RECEIVED_BACK: (Permission.REFERRAL_WRITE, Permission.FOLLOW_UP_WRITE),
    Event.FOLLOWED_UP: (Permission.FOLLOW_UP_WRITE,),
    Event.CLOSED: (Permission.REFERRAL_WRITE, Permission.REFERRAL_ANSWER),
    Event.CANCELLED: (Permission.REFERRAL_WRITE,),
    Event.OPENED: (Permission.REFERRAL_VIEW,),
    Event.PRINTED: (Permission.PRINT,),
}
"""Who may add an event (any one suffices); what is not listed is an answer of the receiver's desk."""


def needed_for(event: Event) -> tuple[Permission, ...]:
    """Return the permissions of which one is needed to add an event."""
    return NEEDED.get(event, (Permission.REFERRAL_ANSWER,))


def moment(place: Workplace, at: datetime | None) -> list[Problem]:
    """Return what is wrong with a true time that was entered."""
    if at is not None and at > place.now() + TOLERANCE:
        return [Problem("at", "at.future", say("发生时间在现在之后，请核对"))]
    return []


def add_event(
    place: Workplace,
    referral_id: str,
    event: Event,
    *,
    at: datetime | None = None,
    details: Mapping[str, Any] | None = None,
    user_name: str = "",
) -> str:
    """Add an event of our own inside a unit of work and return its id; empty details are left out.

    ``at`` is the true time of one that is entered after the fact (补录).
    """
    own, now = place.own(), place.now()
    author = user_name or place.need().name
    return referrals.add_event(
        place.db,
        referral_id,
        event.value,
        at=stamp(min(at, now) if at else now),
        entered_at=stamp(now),
        by_org=own.id,
        by_org_name=own.name,
        by_name=author,
        details={name: value for name, value in (details or {}).items() if value not in (None, "")},
        late=at is not None,
    )


def open_moves(place: Workplace, view: ReferralView) -> tuple[Event, ...]:
    """Return the events that our side may add now; inside one institution those of both sides."""
    direction, side = direction_of(view.row), side_of(view.status, place.org_id)
    sides = tuple(Side) if side == "both" else (Side(side),) if side in set(Side) else ()
    found: dict[Event, None] = {}
    for one in sides:
        found.update(dict.fromkeys(moves_for(view.status.phase, direction, one)))
    return tuple(found)


def moves_open(place: Workplace, view: ReferralView, event: Event) -> None:
    """Refuse an event that is not in place now. Raises Rejected with a sentence."""
    if event in open_moves(place, view):
        return
    raise Rejected([Problem("", "move.not_allowed", why_not(place, view, event))])


def why_not(place: Workplace, view: ReferralView, event: Event) -> Message:
    """Return why an event is not in place now."""
    direction, side = direction_of(view.row), side_of(view.status, place.org_id)
    others = [one for one in Side if one.value != side]
    if side not in ("both", "other") and any(
        event in moves_for(view.status.phase, direction, one) for one in others
    ):
        return say("“{event}”要由对方机构来做，这里没有改动", event=event_word(event))
    if side == "other":
        return say("这次转诊已转给别的机构，本机构不能再“{event}”", event=event_word(event))
    shown = phase_text(view.status.phase, acting_side(view.status, direction, place.org_id))
    return say(
        "单号 {number} 现在是“{phase}”，不能“{event}”。请刷新看看最新进展",
        number=text_of(view.row, "slip_no"),
        phase=shown,
        event=event_word(event),
    )
