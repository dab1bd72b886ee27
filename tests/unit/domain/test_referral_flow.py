"""The way of a referral: every reachable state is checked, and concurrent moves end in one defined state."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.referral_flow import (
    ENDED,
    Clash,
    Direction,
    Event,
    Phase,
    ReferralEvent,
    Side,
    fold,
    in_order,
    moves_for,
    side_to_move,
)

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TOWN, COUNTY, THIRD = "town", "county", "third"


def event(word, known=(), org=TOWN, number=None, **details):
    """Return an event that was written knowing of the given ones."""
    number = event.count = event.count + 1
    return ReferralEvent(
        id=f"e{number:03d}",
        event=str(word),
        at=START + timedelta(minutes=number),
        entered_at=START + timedelta(minutes=number),
        by_org=org,
        details=details,
        after=tuple(e.id for e in known),
    )


event.count = 0


def status(events, direction=Direction.UP):
    return fold(events, direction=direction, sender=TOWN, receiver=COUNTY)


def org_of(side, state):
    return TOWN if side is Side.SENDER else state.receiver


def reachable(direction, depth=11):
    """Yield every state that legal moves can reach, as (phase, path), each phase by each move once."""
    seen = set()
    frontier = [(event(Event.CREATED),)]
    while frontier:
        path = frontier.pop()
        state = status(path, direction)
        yield state, path
        if len(path) >= depth:
            continue
        for side in Side:
            for word in moves_for(state.phase, direction, side):
                if (state.phase, word, side) in seen:
                    continue
                seen.add((state.phase, word, side))
                details = {"to_org": THIRD} if word is Event.REDIRECTED else {}
                frontier.append((*path, event(word, [path[-1]], org_of(side, state), **details)))


@pytest.mark.parametrize("direction", Direction)
def test_every_reachable_state_has_one_side_a_date_and_a_move(direction):
    phases = set()
    for state, path in reachable(direction):
        phases.add(state.phase)
        side = side_to_move(state.phase, direction)
        assert (side is None) == state.ended
        assert state.since is not None
        offers = {s: moves_for(state.phase, direction, s) for s in Side}
        if side is not None:
            forward = [w for w in offers[side] if w is not Event.PRINTED]
            assert forward, f"{state.phase}: {side} is to move but cannot"
        assert state.out_of_place == (), [e.event for e in path]
    expected = set(Phase) - {Phase.NEW}
    if direction is Direction.DOWN:
        expected -= {Phase.RETURNED, Phase.TAKEN_BACK}
    assert phases == expected


@pytest.mark.parametrize("direction", Direction)
def test_every_phase_can_come_to_an_end(direction):
    """No phase is a trap: from each, legal moves lead to an end."""
    graph = {}
    for state, path in reachable(direction):
        if len(path) > 1:
            graph.setdefault(status(path[:-1], direction).phase, set()).add(state.phase)
    for phase in graph:
        seen, todo = set(), [phase]
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo += graph.get(one, ())
        assert seen & ENDED, phase


def test_the_usual_way_up_and_back():
    known = []
    for word, org in (
        (Event.CREATED, TOWN),
        (Event.SENT, TOWN),
        (Event.PRINTED, TOWN),
        (Event.RECEIVED, COUNTY),
        (Event.OPENED, COUNTY),
        (Event.ACCEPTED, COUNTY),
        (Event.ARRIVED, COUNTY),
        (Event.ADMITTED, COUNTY),
        (Event.INTERIM_NOTE, COUNTY),
        (Event.OUTCOME, COUNTY),
        (Event.RETURNED, COUNTY),
        (Event.RECEIVED_BACK, TOWN),
        (Event.FOLLOWED_UP, TOWN),
        (Event.CLOSED, TOWN),
    ):
        known.append(event(word, known[-1:], org))
    result = status(known)
    assert result.phase is Phase.CLOSED
    assert result.printed == 1
    assert result.clashes == ()
    assert result.heads == (known[-1].id,)


def opened():
    created = event(Event.CREATED)
    sent = event(Event.SENT, [created])
    return [created, sent, event(Event.OPENED, [sent], COUNTY)]


def test_cancelled_while_the_county_accepts_keeps_the_patient_in_care():
    base = opened()
    cancelled = event(Event.CANCELLED, base[-1:], TOWN)
    accepted = event(Event.ACCEPTED, base[-1:], COUNTY, dept="心内科")
    result = status([*base, cancelled, accepted])
    assert result.phase is Phase.ACCEPTED
    assert result.clashes == (Clash(stands=accepted.id, yields=cancelled.id),)


def test_cancelling_an_accepted_referral_asks_the_other_side():
    base = opened()
    accepted = event(Event.ACCEPTED, base[-1:], COUNTY)
    asked = event(Event.CANCELLED, [accepted], TOWN)
    assert status([*base, accepted, asked]).phase is Phase.CANCEL_ASKED
    agreed = event(Event.CANCEL_CONFIRMED, [asked], COUNTY)
    assert status([*base, accepted, asked, agreed]).phase is Phase.CANCELLED
    came = event(Event.ARRIVED, [asked], COUNTY)
    assert status([*base, accepted, asked, came]).phase is Phase.ARRIVED


def test_two_desks_answering_differently_are_both_shown():
    base = opened()
    yes = event(Event.ACCEPTED, base[-1:], COUNTY, dept="心内科")
    no = event(Event.DECLINED, base[-1:], COUNTY, reason="01")
    result = status([*base, yes, no])
    assert result.phase is Phase.ACCEPTED
    assert [c.yields for c in result.clashes] == [no.id]


def test_a_patient_who_arrives_after_all_reopens_a_closed_referral():
    base = opened()
    closed = event(Event.CLOSED, base[-1:], TOWN, reason="01")
    arrived = event(Event.ARRIVED, [closed], COUNTY)
    assert status([*base, closed, arrived]).phase is Phase.ARRIVED


def test_a_redirected_referral_waits_for_the_third_institution():
    base = opened()
    moved = event(Event.REDIRECTED, base[-1:], COUNTY, to_org=THIRD)
    result = status([*base, moved])
    assert (result.phase, result.receiver) == (Phase.SENT, THIRD)
    accepted = event(Event.ACCEPTED, [moved], THIRD)
    assert status([*base, moved, accepted]).phase is Phase.ACCEPTED


def test_a_word_of_a_newer_program_is_kept_and_moves_nothing():
    base = opened()
    odd = event("telepathy", base[-1:], COUNTY)
    result = status([*base, odd])
    assert result.phase is Phase.OPENED
    assert result.out_of_place == (odd.id,)


def all_pairs():
    """Yield (direction, base path, sender's move, receiver's move) for every state both can move in."""
    for direction in (Direction.UP, Direction.DOWN):
        for state, path in list(reachable(direction)):
            ours = moves_for(state.phase, direction, Side.SENDER)
            theirs = moves_for(state.phase, direction, Side.RECEIVER)
            yield from ((direction, state, path, a, b) for a, b in itertools.product(ours, theirs))


def test_all_concurrent_moves_of_both_sides_end_in_one_defined_state():
    checked = 0
    for direction, state, path, ours, theirs in all_pairs():
        extra = {"to_org": THIRD} if theirs is Event.REDIRECTED else {}
        mine = event(ours, [path[-1]], TOWN)
        other = event(theirs, [path[-1]], state.receiver, **extra)
        one = status([*path, mine, other], direction)
        two = status([other, *reversed(path), mine], direction)
        assert (one.phase, one.clashes, one.since) == (two.phase, two.clashes, two.since)
        side = side_to_move(one.phase, direction)
        assert side is None or moves_for(one.phase, direction, side)
        if ours in (Event.CANCELLED, Event.CLOSED) and theirs in (
            Event.ACCEPTED,
            Event.ARRIVED,
            Event.ADMITTED,
        ):
            assert one.phase not in ENDED, (state.phase, ours, theirs)
            assert one.clashes or one.phase is Phase.CANCEL_ASKED or state.ended, (state.phase, ours, theirs)
        checked += 1
    assert checked > 150


@given(st.randoms(use_true_random=False), st.integers(2, 9))
def test_the_order_of_arrival_never_matters(random, length):
    events = [event(Event.CREATED)]
    for _ in range(length):
        word = random.choice(list(Event))
        known = random.sample(events, k=min(len(events), random.randint(1, 2)))
        events.append(event(word, known, random.choice([TOWN, COUNTY]), to_org=THIRD))
    shuffled = events[:]
    random.shuffle(shuffled)
    assert status(events) == status(shuffled)
    order = [e.id for e in in_order(shuffled)]
    for one in events:
        assert all(order.index(a) < order.index(one.id) for a in one.after)


def test_closing_what_another_desk_has_taken_in_meanwhile_yields_even_after_news_of_its_own():
    """The closer knew of a call from the township, but not that the patient had arrived at the other desk."""
    base = opened()
    accepted = event(Event.ACCEPTED, base[-1:], COUNTY)
    missed = event(Event.NO_SHOW, [accepted], COUNTY)
    asked = event(Event.FOLLOWED_UP, [missed], TOWN)
    arrived = event(Event.ARRIVED, [missed], COUNTY)
    closed = event(Event.CLOSED, [asked], COUNTY)
    result = status([*base, accepted, missed, asked, arrived, closed])
    assert result.phase is Phase.ARRIVED
    assert result.clashes == (Clash(stands=arrived.id, yields=closed.id),)


def test_declining_at_one_desk_what_arrived_at_the_other_is_shown():
    base = opened()
    declined = event(Event.DECLINED, base[-1:], COUNTY)
    arrived = event(Event.ARRIVED, base[-1:], COUNTY)
    result = status([*base, declined, arrived])
    assert (result.phase, result.clashes) == (Phase.ARRIVED, (Clash(arrived.id, declined.id),))


def test_whoever_knows_of_the_care_may_end_it():
    base = opened()
    arrived = event(Event.ARRIVED, base[-1:], COUNTY)
    closed = event(Event.CLOSED, [arrived], COUNTY)
    result = status([*base, arrived, closed])
    assert (result.phase, result.clashes) == (Phase.CLOSED, ())
