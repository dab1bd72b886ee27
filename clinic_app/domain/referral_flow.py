"""The way of a referral: the fold that computes its status from its events (table in referral_moves.py).

Status is never stored. Each side only adds events; every event names the events its writer knew of
(``after``), so what happened at the same time on both sides is recognised without any clock. The
fold walks the events in an order that follows from their content alone: both sides always see the
same status, in whatever order the events reached them.

When two events of the same time do not fit together, the one that keeps the patient in care wins
and the pair is reported as a Clash, which both sides are shown.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.referral_moves import (
    ENDED,
    IN_CARE,
    TRANSITIONS,
    UNANSWERED,
    Direction,
    Event,
    Move,
    Phase,
    Side,
    moves_for,
    side_to_move,
    target_of,
)

__all__ = [
    "ENDED",
    "IN_CARE",
    "TRANSITIONS",
    "UNANSWERED",
    "Clash",
    "Direction",
    "Event",
    "Move",
    "Phase",
    "ReferralEvent",
    "ReferralStatus",
    "Side",
    "fold",
    "in_order",
    "moves_for",
    "side_to_move",
    "target_of",
]

KEEPS_IN_CARE: dict[Event, Phase] = {
    Event.ACCEPTED: Phase.ACCEPTED,
    Event.ARRIVED: Phase.ARRIVED,
    Event.ADMITTED: Phase.ADMITTED,
    Event.OUTCOME: Phase.OUTCOME_KNOWN,
    Event.RETURNED: Phase.RETURNED,
}
"""Events that count even where the table has no row for them, because the patient is being cared for."""

GIVES_UP = frozenset({Event.CANCELLED, Event.CANCEL_CONFIRMED, Event.CLOSED}) | frozenset(
    {Event.DECLINED, Event.NO_SHOW, Event.REDIRECTED}
)
"""Events by which a side lets go of the patient. They yield to care that their writer did not know of."""

_GIVEN_UP = ENDED | {Phase.DECLINED, Phase.NO_SHOW, Phase.SENT}

_RANK = {
    phase: rank
    for rank, phase in enumerate(
        (
            Phase.NEW,
            Phase.WRITTEN,
            Phase.SENT,
            Phase.RECEIVED,
            Phase.OPENED,
            Phase.CANCELLED,
            Phase.CLOSED,
            Phase.DECLINED,
            Phase.CANCEL_ASKED,
            Phase.NO_SHOW,
            Phase.ACCEPTED,
            Phase.ARRIVED,
            Phase.ADMITTED,
            Phase.OUTCOME_KNOWN,
            Phase.RETURNED,
            Phase.TAKEN_BACK,
            Phase.FOLLOWED_UP,
        )
    )
}

_ORDER = {
    event: rank
    for rank, event in enumerate(
        (
            Event.CREATED,
            Event.SENT,
            Event.RECEIVED,
            Event.OPENED,
            Event.CANCELLED,
            Event.CANCEL_CONFIRMED,
            Event.CLOSED,
            Event.DECLINED,
            Event.NO_SHOW,
            Event.REDIRECTED,
            Event.REVIEWED,
            Event.PRINTED,
            Event.INTERIM_NOTE,
            Event.ACCEPTED,
            Event.ARRIVED,
            Event.ADMITTED,
            Event.OUTCOME,
            Event.RETURNED,
            Event.RECEIVED_BACK,
            Event.FOLLOWED_UP,
        )
    )
}
"""Order among events of the same time: care comes last, because the last word stands."""


@attrs.frozen
class ReferralEvent:
    """One event as it stands in the record.

    Attributes:
        id: record identity.
        event: what happened; an unknown word of a newer program is kept as it is.
        at: when it happened, as stated by the person.
        entered_at: when it was typed.
        by_org: institution that wrote it.
        by_org_name: its name on that day.
        by_name: person who wrote it.
        details: what the event carries (department, doctor, time, reason, note).
        late: entered after the fact (补录).
        after: ids of the latest events its writer knew of.
    """

    id: str
    event: str
    at: datetime
    entered_at: datetime
    by_org: str
    by_org_name: str = ""
    by_name: str = ""
    details: Mapping[str, Any] = attrs.field(factory=dict)
    late: bool = False
    after: tuple[str, ...] = ()


@attrs.frozen
class Clash:
    """Two moves of the same time that do not fit together; the first one stands.

    Attributes:
        stands: id of the event that counts.
        yields: id of the event that does not.
    """

    stands: str
    yields: str


@attrs.frozen
class ReferralStatus:
    """What the events add up to.

    Attributes:
        phase: where the referral stands.
        since: moment from which the present phase ages.
        sender: institution that sent it.
        receiver: institution that has it now (after redirection, the new one).
        events: all events in the order of the fold.
        clashes: moves that contradict each other, shown to both sides.
        out_of_place: ids of events that changed nothing because the table has no row for them.
        steps: moment of the last event of each kind.
        details: details of the last event of each kind.
        printed: number of prints.
        heads: ids of the latest events, for the ``after`` of the next one.
    """

    phase: Phase
    since: datetime | None
    sender: str
    receiver: str
    events: tuple[ReferralEvent, ...]
    clashes: tuple[Clash, ...]
    out_of_place: tuple[str, ...]
    steps: Mapping[str, datetime]
    details: Mapping[str, Mapping[str, Any]]
    printed: int
    heads: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """Tell whether nobody has to move any more."""
        return self.phase in ENDED


def in_order(events: Iterable[ReferralEvent]) -> list[ReferralEvent]:
    """Return events so that each stands after all it knew of; same-time events by _ORDER, then by id.

    The order depends on the events alone, never on arrival or on clocks.
    """
    by_id = {event.id: event for event in events}
    waits = {event.id: {a for a in event.after if a in by_id and a != event.id} for event in by_id.values()}
    followers: dict[str, list[str]] = {}
    for event_id, known in waits.items():
        for earlier in known:
            followers.setdefault(earlier, []).append(event_id)
    ready = [(_rank_of(by_id[i]), i) for i, known in waits.items() if not known]
    heapq.heapify(ready)
    ordered: list[ReferralEvent] = []
    while ready:
        _, event_id = heapq.heappop(ready)
        ordered.append(by_id[event_id])
        for follower in followers.get(event_id, ()):
            waits[follower].discard(event_id)
            if not waits[follower]:
                heapq.heappush(ready, (_rank_of(by_id[follower]), follower))
    # A circle of "after" cannot be made by this program; if a damaged record holds one, nothing is dropped.
    placed = {event.id for event in ordered}
    ordered += sorted((e for e in by_id.values() if e.id not in placed), key=lambda e: (_rank_of(e), e.id))
    return ordered


def fold(
    events: Iterable[ReferralEvent], *, direction: Direction, sender: str, receiver: str
) -> ReferralStatus:
    """Return the status that a set of events adds up to, in whatever order they are given."""
    ordered = in_order(events)
    ancestors = _ancestors(ordered)
    walk = _Walk(direction, sender, receiver, ancestors)
    for event in ordered:
        walk.take(event)
    seen: set[str] = set()
    for event in ordered:
        seen |= ancestors[event.id]
    return ReferralStatus(
        phase=walk.phase,
        since=walk.since,
        sender=sender,
        receiver=walk.receiver,
        events=tuple(ordered),
        clashes=tuple(walk.clashes),
        out_of_place=tuple(walk.out_of_place),
        steps=walk.steps,
        details=walk.details,
        printed=walk.printed,
        heads=tuple(event.id for event in ordered if event.id not in seen),
    )


def _rank_of(event: ReferralEvent) -> int:
    try:
        return _ORDER[Event(event.event)]
    except ValueError:
        return len(_ORDER)


def _ancestors(ordered: Sequence[ReferralEvent]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for event in ordered:
        mine: set[str] = set()
        for earlier in event.after:
            if earlier in known:
                mine.add(earlier)
                mine |= known[earlier]
        known[event.id] = mine
    return known


class _Walk:
    """The running state of the fold."""

    def __init__(
        self, direction: Direction, sender: str, receiver: str, ancestors: Mapping[str, set[str]]
    ) -> None:
        self.direction = direction
        self.sender = sender
        self.receiver = receiver
        self.ancestors = ancestors
        self.phase = Phase.NEW
        self.since: datetime | None = None
        self.turned_by: ReferralEvent | None = None
        self.care: list[ReferralEvent] = []
        self.given_up: list[ReferralEvent] = []
        self.clashes: list[Clash] = []
        self.out_of_place: list[str] = []
        self.steps: dict[str, datetime] = {}
        self.details: dict[str, Mapping[str, Any]] = {}
        self.printed = 0

    def take(self, event: ReferralEvent) -> None:
        """Let one event act."""
        try:
            word = Event(event.event)
        except ValueError:
            self.out_of_place.append(event.id)  # a newer program's word: kept and shown, moves nothing
            return
        if word is Event.PRINTED:
            self.printed += 1
            self._note(event)
            return
        before, side = self.phase, self._side_of(event)
        target = target_of(before, word, self.direction, side)
        unknown = self._unknown_care(event)
        if word in GIVES_UP and unknown is not None and (target is None or target in _GIVEN_UP):
            self.out_of_place.append(event.id)
            self._clash(unknown, event)
            return
        rival = self._rival(event)
        if target is None:
            target = self._care_wins(word, event, rival)
            if target is None:
                self.out_of_place.append(event.id)
                if rival is not None and word in GIVES_UP:
                    self._clash(rival, event)
                return
            if rival is not None:
                self._clash(event, rival)
        elif rival is not None and self._answers_differ(word, event, rival):
            self._clash(event, rival)
        self._note(event)
        self._let_go_or_care(word, event, side)
        if word is Event.REDIRECTED:
            self.receiver = str(event.details.get("to_org") or self.receiver)
        if target is not before or word in (Event.REDIRECTED, Event.ACCEPTED):
            self.phase, self.since, self.turned_by = target, event.at, event

    def _clash(self, stands: ReferralEvent, yields: ReferralEvent) -> None:
        clash = Clash(stands=stands.id, yields=yields.id)
        if clash not in self.clashes:
            self.clashes.append(clash)

    def _let_go_or_care(self, word: Event, event: ReferralEvent, side: Side) -> None:
        """Remember who let go and who cared; whoever let go meanwhile is shown the care."""
        if word in GIVES_UP:
            self.given_up.append(event)
        if word in KEEPS_IN_CARE and side is Side.RECEIVER:
            self.care.append(event)
            for other in self.given_up:
                if other.id not in self.ancestors[event.id]:
                    self._clash(event, other)

    def _note(self, event: ReferralEvent) -> None:
        self.steps[event.event] = event.at
        self.details[event.event] = event.details

    def _side_of(self, event: ReferralEvent) -> Side:
        """Return the side an event speaks for.

        A referral inside one institution (from one department to another) has the same
        institution on both sides; then the event's own kind says which side spoke.
        """
        if self.sender == self.receiver:
            only_sender = (Event.CREATED, Event.SENT, Event.CANCELLED, Event.RECEIVED_BACK, Event.REVIEWED)
            return Side.SENDER if event.event in only_sender else Side.RECEIVER
        return Side.SENDER if event.by_org == self.sender else Side.RECEIVER

    def _rival(self, event: ReferralEvent) -> ReferralEvent | None:
        """Return the event that brought the present phase if this one did not know of it."""
        other = self.turned_by
        if other is None or other.id in self.ancestors[event.id]:
            return None
        return other

    def _unknown_care(self, event: ReferralEvent) -> ReferralEvent | None:
        """Return the last word of care that the writer of this event did not know of."""
        known = self.ancestors[event.id]
        return next((one for one in reversed(self.care) if one.id not in known), None)

    def _care_wins(self, word: Event, event: ReferralEvent, rival: ReferralEvent | None) -> Phase | None:
        target = KEEPS_IN_CARE.get(word)
        if target is None or self._side_of(event) is Side.SENDER:
            return None
        if word is Event.RETURNED and self.direction is Direction.DOWN:
            return None
        if self.phase in ENDED:
            # Accepting a referral known to be cancelled is a mistake; care itself is a fact at any time.
            return target if rival is not None or word is not Event.ACCEPTED else None
        if rival is not None and _RANK[target] > _RANK[self.phase]:
            return target
        return None

    def _answers_differ(self, word: Event, event: ReferralEvent, rival: ReferralEvent) -> bool:
        """Tell whether two moves of the same time say different things about where the patient goes."""
        answers = {Event.ACCEPTED, *GIVES_UP} - {Event.CANCEL_CONFIRMED}
        if word not in answers or rival.event not in {str(a) for a in answers}:
            return False
        return word != rival.event or dict(event.details) != dict(rival.details)
