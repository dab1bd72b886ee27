"""The same messages in every order, some twice, some days late: one end state, nothing refused for order."""

from __future__ import annotations

import itertools

import pytest

from clinic_app.protocol.messages import Refusal
from clinic_app.store import outbox
from tests.simulation.checks import hub_records


def captured(world):
    """Let a town save parent, child and update, each caught on its way; return the requests."""
    town = world.pc("town")
    world.faults["town"] = ("delayed",)
    patient = world.patient(town, phone="1")
    world.sync(town)
    referral = world.refer(town, patient)
    world.sync(town)
    world.edit(town, "patient", {"phone": "2"}, patient)
    world.sync(town)
    world.faults.clear()
    late, world.late = world.late, []
    return patient, referral, [request for _, request in late]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_every_permutation_ends_alike(county, order):
    world = county()
    patient, referral, requests = captured(world)
    for place in (*order, order[0]):
        answer = world.hub_exchange(world.pc("town"), requests[place])
        assert not isinstance(answer, Refusal) or answer.do != "fix"
    world.prove()
    assert outbox.counts(world.pc("town").db).refused == 0
    records = hub_records(world)
    assert records[("patient", patient)].body["phone"] == "2"
    assert ("referral", referral) in records
    county_pc = world.pc("county")
    assert world.at(county_pc, patient)["phone"] == "2"


def test_a_gap_is_never_filled_by_guessing(county):
    """An update whose record the hub has not got yet is asked for in order, not applied alone."""
    import attrs

    world = county("town")
    _, _, requests = captured(world)
    last = requests[-1]
    torn = attrs.evolve(last, operations=last.operations[1:])
    answer = world.hub_exchange(world.pc("town"), torn)
    assert isinstance(answer, Refusal)
    assert answer.do == "gap"
    assert world.hub_hashes() == [
        row for row in world.hub_hashes() if row not in {op.hash for op in last.operations}
    ]
    world.prove()
