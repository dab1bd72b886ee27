"""The data folder is copied to a second PC, and both go on."""

from __future__ import annotations

from clinic_app.store import sync_state


def test_the_second_becomes_a_device_of_its_own_and_the_first_keeps_working(county):
    world = county()
    town = world.pc("town")
    patient = world.patient(town)
    world.sync(town)
    copy = world.clone_device("town", "copy")
    world.edit(town, "patient", {"phone": "1"}, patient)
    world.edit(copy, "patient", {"address": "西沟村"}, patient)
    mine, theirs = world.patient(town, name="甲"), world.patient(copy, name="乙")
    before = sync_state.read(town.db).epoch_no
    assert world.sync(town).healed == ()
    told = "".join(str(one) for one in world.sync(copy).healed)
    assert "另一份拷贝" in told
    assert "都会保留" in told
    assert sync_state.read(town.db).epoch_no == before
    world.prove()
    assert sync_state.read(copy.db).epoch_no != before
    for pc in (town, copy):
        row = world.at(pc, patient)
        assert (row["phone"], row["address"]) == ("1", "西沟村")
        assert world.at(pc, mine) is not None
        assert world.at(pc, theirs) is not None


def test_copies_of_copies_too(county):
    world = county()
    town = world.pc("town")
    world.sync(town)
    pcs = [town, world.clone_device("town", "a"), world.clone_device("town", "b")]
    made = [world.patient(pc, name=pc.name) for pc in pcs]
    pcs.append(world.clone_device("a", "c"))
    made.append(world.patient(pcs[-1], name="c"))
    for pc in reversed(pcs):
        world.sync(pc)
    world.prove()
    assert all(world.at(pc, one) is not None for pc in pcs for one in made)
