"""Events, phases and the one table of moves of a referral, for all directions."""

from __future__ import annotations

from enum import StrEnum

import attrs


class Direction(StrEnum):
    """Which way a patient is sent."""

    UP = "up"
    DOWN = "down"
    LATERAL = "lateral"


class Side(StrEnum):
    """The two institutions of a referral."""

    SENDER = "sender"
    RECEIVER = "receiver"


class Event(StrEnum):
    """What can happen to a referral."""

    CREATED = "created"
    REVIEWED = "reviewed"
    PRINTED = "printed"
    SENT = "sent"
    RECEIVED = "received"
    OPENED = "opened"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    ARRIVED = "arrived"
    NO_SHOW = "no_show"
    ADMITTED = "admitted"
    INTERIM_NOTE = "interim_note"
    OUTCOME = "outcome"
    RETURNED = "returned"
    RECEIVED_BACK = "received_back"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    CANCEL_CONFIRMED = "cancel_confirmed"


class Phase(StrEnum):
    """Where a referral stands."""

    NEW = "new"
    """No event known yet: the record came before its first event."""
    WRITTEN = "written"
    SENT = "sent"
    RECEIVED = "received"
    OPENED = "opened"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCEL_ASKED = "cancel_asked"
    NO_SHOW = "no_show"
    ARRIVED = "arrived"
    ADMITTED = "admitted"
    OUTCOME_KNOWN = "outcome_known"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ENDED = frozenset({Phase.CLOSED, Phase.CANCELLED})
"""Phases in which nobody has to move; late news of care reopens them."""

UNANSWERED = frozenset({Phase.SENT, Phase.RECEIVED, Phase.OPENED})
"""Phases in which the receiver has yet to say yes or no."""

IN_CARE = frozenset({Phase.ARRIVED, Phase.ADMITTED, Phase.OUTCOME_KNOWN})


@attrs.frozen
class Move:
    """One row of the transition table.

    Attributes:
        event: what happens.
        by: the sides that may do it.
        origins: phases in which it is in place.
        target: phase afterwards; None keeps the phase.
        directions: directions it exists in.
    """

    event: Event
    by: frozenset[Side]
    origins: frozenset[Phase]
    target: Phase | None
    directions: frozenset[Direction] = frozenset(Direction)


_SENDER = frozenset({Side.SENDER})
_RECEIVER = frozenset({Side.RECEIVER})
_BOTH = frozenset(Side)
_THERE_AND_BACK = frozenset({Direction.UP, Direction.LATERAL})
_DOWN = frozenset({Direction.DOWN})
_BEFORE_ARRIVAL = UNANSWERED | {
    Phase.ACCEPTED,
    Phase.DECLINED,
    Phase.CANCEL_ASKED,
    Phase.NO_SHOW,
}

TRANSITIONS: tuple[Move, ...] = (
    Move(Event.CREATED, _SENDER, frozenset({Phase.NEW}), Phase.WRITTEN),
    Move(Event.REVIEWED, _SENDER, frozenset({Phase.WRITTEN, *UNANSWERED, Phase.ACCEPTED, *IN_CARE}), None),
    Move(Event.PRINTED, _BOTH, frozenset(Phase), None),
    Move(Event.SENT, _SENDER, frozenset({Phase.WRITTEN, Phase.NO_SHOW}), Phase.SENT),
    Move(Event.RECEIVED, _RECEIVER, frozenset({Phase.SENT}), Phase.RECEIVED),
    Move(Event.OPENED, _RECEIVER, frozenset({Phase.SENT, Phase.RECEIVED}), Phase.OPENED),
    Move(
        Event.ACCEPTED,
        _RECEIVER,
        UNANSWERED | {Phase.ACCEPTED, Phase.DECLINED, Phase.CANCEL_ASKED, Phase.NO_SHOW},
        Phase.ACCEPTED,
    ),
    Move(Event.DECLINED, _RECEIVER, UNANSWERED | {Phase.ACCEPTED}, Phase.DECLINED),
    Move(Event.REDIRECTED, _RECEIVER, UNANSWERED | {Phase.ACCEPTED}, Phase.SENT),
    Move(Event.ARRIVED, _RECEIVER, _BEFORE_ARRIVAL | ENDED, Phase.ARRIVED),
    Move(Event.NO_SHOW, _RECEIVER, frozenset({Phase.ACCEPTED}), Phase.NO_SHOW),
    Move(Event.ADMITTED, _RECEIVER, _BEFORE_ARRIVAL | {Phase.ARRIVED, *ENDED}, Phase.ADMITTED),
    Move(Event.INTERIM_NOTE, _RECEIVER, UNANSWERED | IN_CARE | {Phase.ACCEPTED}, None),
    Move(Event.OUTCOME, _RECEIVER, IN_CARE, Phase.OUTCOME_KNOWN),
    Move(Event.RETURNED, _RECEIVER, IN_CARE | {Phase.ACCEPTED, *ENDED}, Phase.RETURNED, _THERE_AND_BACK),
    Move(Event.RECEIVED_BACK, _SENDER, frozenset({Phase.RETURNED}), Phase.TAKEN_BACK, _THERE_AND_BACK),
    Move(
        Event.FOLLOWED_UP,
        _SENDER,
        frozenset({Phase.RETURNED, Phase.TAKEN_BACK}),
        Phase.FOLLOWED_UP,
        _THERE_AND_BACK,
    ),
    Move(
        Event.FOLLOWED_UP,
        _SENDER,
        UNANSWERED | IN_CARE | {Phase.ACCEPTED, Phase.DECLINED, Phase.NO_SHOW},
        None,
        _THERE_AND_BACK,
    ),
    Move(Event.FOLLOWED_UP, _RECEIVER, IN_CARE, Phase.FOLLOWED_UP, _DOWN),
    Move(
        Event.CLOSED,
        _SENDER,
        UNANSWERED
        | {
            Phase.WRITTEN,
            Phase.DECLINED,
            Phase.NO_SHOW,
            Phase.OUTCOME_KNOWN,
            Phase.RETURNED,
            Phase.TAKEN_BACK,
            Phase.FOLLOWED_UP,
        },
        Phase.CLOSED,
    ),
    Move(Event.CLOSED, _RECEIVER, IN_CARE | {Phase.NO_SHOW, Phase.FOLLOWED_UP}, Phase.CLOSED),
    Move(
        Event.CANCELLED,
        _SENDER,
        UNANSWERED | {Phase.WRITTEN, Phase.DECLINED, Phase.NO_SHOW},
        Phase.CANCELLED,
    ),
    Move(Event.CANCELLED, _SENDER, frozenset({Phase.ACCEPTED}), Phase.CANCEL_ASKED),
    Move(Event.CANCEL_CONFIRMED, _RECEIVER, frozenset({Phase.CANCEL_ASKED}), Phase.CANCELLED),
)


def side_to_move(phase: Phase, direction: Direction) -> Side | None:
    """Return the side whose worklist shows a referral; None when it has ended.

    >>> side_to_move(Phase.SENT, Direction.UP)
    <Side.RECEIVER: 'receiver'>
    """
    if phase in ENDED:
        return None
    if phase in (Phase.NEW, Phase.WRITTEN, Phase.DECLINED, Phase.NO_SHOW, Phase.RETURNED, Phase.TAKEN_BACK):
        return Side.SENDER
    if phase is Phase.FOLLOWED_UP:
        return Side.RECEIVER if direction is Direction.DOWN else Side.SENDER
    return Side.RECEIVER


def moves_for(phase: Phase, direction: Direction, side: Side) -> tuple[Event, ...]:
    """Return the events a side may add in a phase, in the order of the table."""
    found: dict[Event, None] = {}
    for move in TRANSITIONS:
        if phase in move.origins and side in move.by and direction in move.directions:
            found[move.event] = None
    return tuple(found)


def target_of(phase: Phase, event: Event, direction: Direction, side: Side) -> Phase | None:
    """Return the phase after an event, or None where the table has no row for it."""
    for move in TRANSITIONS:
        if move.event is event and phase in move.origins and side in move.by and direction in move.directions:
            return phase if move.target is None else move.target
    return None
