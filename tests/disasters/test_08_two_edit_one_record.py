"""Two people edit the same record without a line: each value ever saved stands, or is in a conflict."""

from __future__ import annotations

import random

import pytest

from tests.simulation.checks import hub_log


@pytest.mark.parametrize("seed", range(1, 9))
def test_random_edits_at_three_pcs(county, seed):
    world = county("town", "town2", "town3", seed=seed)
    pcs = list(world.devices.values())
    chance = random.Random(seed)
    patient = world.patient(pcs[0], name="原名", phone="0")
    world.settle()
    fields = ("name", "gender", "birth_date", "phone", "address", "past_history", "blood_type")
    for step in range(25):
        pc = chance.choice(pcs)
        if chance.random() < 0.3:
            world.sync(pc)
        else:
            field = chance.choice(fields)
            value = chance.choice("12") if field == "gender" else f"{field}{step}"
            world.edit(pc, "patient", {field: value}, patient)
    world.prove()  # P2: no value vanished without a word; P4: all show the same
    assert sum(row["kind"] == "set" for row in hub_log(world)) > 5


def test_a_clash_of_a_safety_field_is_asked_and_both_values_kept(county):
    world = county("town", "town2")
    one, two = world.devices.values()
    patient = world.patient(one, name="王建国")
    world.settle()
    world.edit(one, "patient", {"name": "王建军"}, patient)
    world.edit(two, "patient", {"name": "汪建国"}, patient)
    world.prove()
    for pc in (one, two):
        (conflict,) = world.conflicts(pc)
        assert {conflict["kept"], conflict["other"]} == {'"王建军"', '"汪建国"'}
