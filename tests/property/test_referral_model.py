"""Model check: town and two desks of the county move in every order, with every exchange between.

A replica is a file that adds events. Before each move it may have exchanged with any of the others, or with
none; all that this can change is which events the move knew of. So the check goes through every sequence of
moves, and for each move through every set of events that its writer can have known: all that came before
on its own file, and of every other file any beginning together with what that one knew. Every move is one
that the table offers in the state its writer sees.

The events are then folded in several orders of arrival, and the result is held against the promises:
one defined state on both sides; one side has it and can go on; the patient stays in care; what did not
come to stand is shown to both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import attrs
import pytest

from clinic_app.domain.referral_flow import (
    ENDED,
    KEEPS_IN_CARE,
    Direction,
    Event,
    Phase,
    ReferralEvent,
    ReferralStatus,
    Side,
    fold,
    moves_for,
    side_to_move,
)

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TOWN, COUNTY, THIRD = "town", "county", "third"
FILES = {"town": TOWN, "desk one": COUNTY, "desk two": COUNTY}
NEUTRAL = frozenset({Event.PRINTED, Event.REVIEWED, Event.INTERIM_NOTE, Event.RECEIVED, Event.OPENED})
"""Moves that say nothing about where the patient is; alone they end nothing and keep nobody."""
GIVING_UP = frozenset({Event.CANCELLED, Event.CLOSED, Event.DECLINED, Event.NO_SHOW, Event.REDIRECTED})
WITHOUT_CARE = ENDED | {Phase.DECLINED, Phase.NO_SHOW}

WAYS: dict[str, tuple[Event, ...]] = {
    "sent": (),
    "opened": (Event.OPENED,),
    "accepted": (Event.OPENED, Event.ACCEPTED),
    "declined": (Event.OPENED, Event.DECLINED),
    "no show": (Event.ACCEPTED, Event.NO_SHOW),
    "arrived": (Event.ACCEPTED, Event.ARRIVED),
    "outcome": (Event.ACCEPTED, Event.ADMITTED, Event.OUTCOME),
    "returned": (Event.ACCEPTED, Event.ARRIVED, Event.RETURNED),
    "followed up": (Event.ARRIVED, Event.RETURNED, Event.RECEIVED_BACK, Event.FOLLOWED_UP),
    "cancel asked": (Event.ACCEPTED, Event.CANCELLED),
    "cancelled": (Event.CANCELLED,),
    "closed": (Event.CLOSED,),
}
"""Ways to the states from which both sides go on apart; both know all of it."""
BY_SENDER = frozenset({Event.CANCELLED, Event.CLOSED, Event.RECEIVED_BACK, Event.FOLLOWED_UP})


def made(word: Event, number: int, org: str, after: tuple[str, ...], file: str = "") -> ReferralEvent:
    at = START + timedelta(minutes=number)
    details = {"to_org": THIRD} if word is Event.REDIRECTED else {"dept": file} if file else {}
    return ReferralEvent(f"e{number:02d}{file}", word.value, at, at, org, details=details, after=after)


def begun(way: tuple[Event, ...]) -> list[ReferralEvent]:
    path = [made(Event.CREATED, 0, TOWN, ())]
    for word in (Event.SENT, *way):
        org = TOWN if word is Event.SENT or word in BY_SENDER else COUNTY
        path.append(made(word, len(path), org, (path[-1].id,)))
    return path


@attrs.frozen
class Done:
    """A move that was made: the event, the file it was made on, and what it knew, itself included."""

    event: ReferralEvent
    file: str
    knows: frozenset[str]


class World:
    """The moves of three files after a common beginning."""

    def __init__(self, direction: Direction, way: str) -> None:
        self.direction = direction
        self.base = begun(WAYS[way])
        self._seen: dict[frozenset[str], ReferralStatus] = {}
        self._reached: set[frozenset[str]] = set()

    def status(self, events: list[ReferralEvent]) -> ReferralStatus:
        return fold(events, direction=self.direction, sender=TOWN, receiver=COUNTY)

    def seen(self, moves: tuple[Done, ...], knows: frozenset[str]) -> ReferralStatus:
        key = frozenset(knows)
        if key not in self._seen:
            known = [done.event for done in moves if done.event.id in knows]
            self._seen[key] = self.status([*self.base, *known])
        return self._seen[key]

    def knowledge(self, moves: tuple[Done, ...], file: str) -> set[frozenset[str]]:
        """Return every set of moves a file may know before its next one."""
        own = [done for done in moves if done.file == file]
        found = {own[-1].knows if own else frozenset[str]()}
        for done in moves:
            if done.file != file:
                found |= {known | done.knows for known in found}
        return found

    def runs(self, length: int, moves: tuple[Done, ...] = ()) -> Iterator[tuple[Done, ...]]:
        """Yield every run of so many moves."""
        world = frozenset(done.event.id for done in moves)
        if world in self._reached:
            return
        self._reached.add(world)
        if len(moves) == length:
            yield moves
            return
        for file, org in FILES.items():
            if file == "desk two" and all(done.file != "desk one" for done in moves):
                continue  # the two desks are alike: the first to move is called one
            for knows in self.knowledge(moves, file):
                yield from self._moved(length, moves, file, org, knows)

    def _moved(
        self, length: int, moves: tuple[Done, ...], file: str, org: str, knows: frozenset[str]
    ) -> Iterator[tuple[Done, ...]]:
        state = self.seen(moves, knows)
        side = Side.SENDER if org == TOWN else Side.RECEIVER
        if side is Side.RECEIVER and state.receiver != org:
            return  # it was passed on to a third institution
        for word in moves_for(state.phase, self.direction, side):
            if word in NEUTRAL:
                continue
            number = len(self.base) + len(knows)
            # The same move on the same knowledge has the same name, so that each world is looked at once,
            # by whatever order of moves that did not know of each other it was reached.
            name = f"{number}{file}{word}{'/'.join(sorted(knows))}"
            one = attrs.evolve(made(word, number, org, state.heads, file), id=name)
            yield from self.runs(length, (*moves, Done(one, file, knows | {name})))


def check(world: World, moves: tuple[Done, ...]) -> None:
    events = [*world.base, *(done.event for done in moves)]
    state = world.status(events)
    told = [f"{done.file} {done.event.event} knowing {len(done.knows) - 1}" for done in moves]
    last = [done.event for done in moves]
    for arrival in ([*reversed(events)], [*last, *world.base], [*reversed(last), *world.base]):
        other = world.status(arrival)
        assert (other.phase, other.since, other.receiver) == (state.phase, state.since, state.receiver), told
        assert (other.clashes, other.out_of_place) == (state.clashes, state.out_of_place), told
    side = side_to_move(state.phase, world.direction)
    assert (side is None) == state.ended, told
    assert state.since is not None
    if side is not None:
        assert set(moves_for(state.phase, world.direction, side)) - {Event.PRINTED}, told
    assert_in_care(state, moves, told)
    assert_shown(state, moves, told)


def assert_in_care(state: ReferralStatus, moves: tuple[Done, ...], told: list[str]) -> None:
    """Nobody's patient is given up by a move that did not know of the care."""
    if state.phase not in WITHOUT_CARE:
        return
    care = [done for done in moves if done.event.event in {e.value for e in KEEPS_IN_CARE}]
    ends = [done for done in moves if done.event.id not in state.out_of_place and _gives_up(done)]
    stands = [e for e in care if e.event.id not in state.out_of_place]
    for one in stands:
        knew = [end for end in ends if one.event.id in end.knows]
        assert knew, (state.phase, told)


def _gives_up(done: Done) -> bool:
    return Event(done.event.event) in GIVING_UP | {Event.CANCEL_CONFIRMED}


def assert_shown(state: ReferralStatus, moves: tuple[Done, ...], told: list[str]) -> None:
    """A move that gives up stands, or is named in a clash, which both sides are shown.

    That holds above all where somebody cared for the patient at the same time. A cancellation that only asks
    is not decided yet: the receiver has it before their eyes. Care that was told twice says nothing new.
    """
    named = {c.yields for c in state.clashes} | {c.stands for c in state.clashes}
    cares = [done for done in moves if done.event.event in {e.value for e in KEEPS_IN_CARE}]
    for done in moves:
        asks = done.event.event == Event.CANCELLED and state.phase is Phase.CANCEL_ASKED
        if Event(done.event.event) not in GIVING_UP or asks:
            continue
        apart = [c for c in cares if c.event.id not in done.knows and done.event.id not in c.knows]
        apart = [c for c in apart if c.event.id not in state.out_of_place]
        if done.event.id in state.out_of_place or apart:
            assert done.event.id in named, (state.phase, told)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("direction", Direction)
def test_moves_in_every_order_with_every_exchange_between(direction: Direction, way: str) -> None:
    checked = 0
    for length in (1, 2, 3):
        world = World(direction, way)
        for moves in world.runs(length):
            check(world, moves)
            checked += 1
    assert checked > 40
