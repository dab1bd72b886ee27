"""PCs that a restored hub has forgotten get in again: nothing is lost or doubled on the way."""

from __future__ import annotations

import random

import pytest

from tests.simulation import gate
from tests.simulation.script import make_script, run_script
from tests.simulation.stories import county, prove, referred_and_sent


@pytest.mark.parametrize("seed", range(60_000, 60_012))
def test_a_pc_joins_and_the_hub_is_put_back_to_before(seed):
    """Around any work there is a backup, then a PC that joins, and then the backup put back."""
    devices, script = make_script(seed, 40)
    chance = random.Random(f"joining {seed}")
    places = sorted(chance.sample(range(4, len(script)), 3), reverse=True)
    for place, word in zip(places, ("hub_restore", "late_pc", "hub_backup"), strict=True):
        script.insert(place, (word, chance.randrange(2**32)))
    run_script(seed, devices, script)


def test_what_was_done_before_and_after_the_new_code_is_there_once():
    with county() as world:
        world.back_up_hub(verified=True)
        late = gate.newcomer(world, "town-late", "town")
        patient = referred_and_sent(world, late)
        world.sync(world.devices["county"])
        world.restore_hub()
        world.edit(late, "patient", {"phone": "139"}, patient)
        before = late.state()
        assert world.sync(late) is None
        assert late.state().refused_as == "unknown"
        world.edit(late, "patient", {"address": "三社"}, patient)
        world.sync(late)
        assert late.state().device_id != before.device_id
        assert late.state().epoch_no > before.epoch_no
        prove(world)
        assert world.knows(patient)


def test_two_copies_of_a_forgotten_file_and_an_old_one_join_as_one_pc():
    with county() as world:
        world.back_up_hub(verified=True)
        late = gate.newcomer(world, "town-late", "town")
        patient = referred_and_sent(world, late)
        world.keep_copy("town-late")
        twin = world.clone_device("town-late", "town-late-copy")
        world.restore_hub()
        world.edit(twin, "patient", {"phone": "138"}, patient)
        for device in (late, twin, late):
            world.sync(device)
        world.roll_back("town-late")
        prove(world)
        assert late.state().device_id == twin.state().device_id
        assert late.state().epoch_no != twin.state().epoch_no


def test_a_lost_answer_and_a_hub_that_is_lost_again_cost_a_code_and_nothing_else():
    with county() as world:
        world.back_up_hub(verified=True)
        late = gate.newcomer(world, "town-late", "town")
        patient = referred_and_sent(world, late)
        world.restore_hub()
        world.sync(late)
        world.faults["town-late"] = ("unheard",)
        assert world.sync(late) is None
        assert gate.forgotten(late)
        world.restore_hub()
        world.faults.clear()
        prove(world)
        assert world.knows(patient)
