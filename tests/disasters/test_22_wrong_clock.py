"""Clocks at 1970, a day behind, 400 days ahead, jumping while somebody saves: the outcome is the same."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from clinic_app.store import sync_state
from clinic_app.sync.apply import SUSPECT_MS
from tests.simulation.checks import hub_records

FIELDS = ("name", "gender", "birth_date", "id_no", "blood_type")
WRONG = {
    "1970": (timedelta(days=-20000),),
    "a day behind": (timedelta(days=-1),),
    "400 days ahead": (timedelta(days=400),),
    "jumping": (timedelta(days=400), timedelta(days=-3000), timedelta(0)),
}


def outcome(county, clocks, seed):
    """Play one story; return what stands at the hub and which questions are open, without any time."""
    world = county("town", "town2", "county", seed=seed)
    chance = random.Random(seed)
    pcs = list(world.devices.values())
    patient = world.patient(pcs[0], name="王建国")
    world.settle()
    for step in range(18):
        pc = chance.choice(pcs[:2])
        pcs[1].offset = clocks[step % len(clocks)]
        if chance.random() < 0.35:
            world.sync(pc)
        else:
            world.edit(pc, "patient", {chance.choice(FIELDS): f"{step}"}, patient)
    world.prove()
    records = hub_records(world)
    body = dict(records[("patient", patient)].body)
    asked = sorted(
        (r.body["field"], r.body["kept"], r.body["other"], r.body["status"])
        for (ent, _), r in records.items()
        if ent == "conflict"
    )
    return body, asked


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("clocks", WRONG.values(), ids=WRONG)
def test_safety_fields_never_ask_the_clock(county, clocks, seed):
    assert outcome(county, clocks, seed) == outcome(county, (timedelta(0),), seed)


def test_a_future_edit_does_not_win_for_ever(county):
    world = county("town", "town2")
    wrong, right = world.devices.values()
    patient = world.patient(right, phone="0")
    world.settle()
    wrong.offset = timedelta(days=365 * 70)
    world.edit(wrong, "patient", {"phone": "1"}, patient)
    world.sync(wrong)
    world.sync(right)
    world.edit(right, "patient", {"phone": "2"}, patient)
    world.prove()
    assert world.at(wrong, patient)["phone"] == world.at(right, patient)["phone"] == "2"


def test_the_clock_is_pointed_out(county):
    world = county("town")
    town = world.pc("town")
    world.sync(town)
    assert not sync_state.read(town.db).clock_suspect
    town.offset = timedelta(milliseconds=2 * SUSPECT_MS)
    world.sync(town)
    assert sync_state.read(town.db).clock_suspect
    town.offset = timedelta(0)
    world.sync(town)
    assert not sync_state.read(town.db).clock_suspect
