"""Two records of one person are merged while other sites write to both; the merge is undone later."""

from __future__ import annotations

import itertools

import pytest

from clinic_app.store import rows
from clinic_app.store.patient_links import same_person, shown_id
from clinic_app.store.unit_of_work import UnitOfWork


def unmerge(device, link):
    with UnitOfWork(device.db, user_name=device.name) as work:
        rows.void(device.db, "patient_link", link, "合并错了")
        work.commit()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_everything_hangs_on_the_survivor_and_comes_apart_again(county, order):
    world = county("town", "town2", "town3")
    pcs = list(world.devices.values())
    one, two = world.patient(pcs[0], name="王建国"), world.patient(pcs[0], name="王建囯")
    world.settle()
    link = world.edit(pcs[0], "patient_link", {"loser_id": two, "winner_id": one, "reason": "同一人"})
    slip = world.refer(pcs[1], two)
    allergy = world.edit(pcs[2], "allergy", {"patient_id": two, "substance": "青霉素"})
    world.edit(pcs[2], "patient", {"phone": "139"}, two)
    for place in order:
        world.sync(pcs[place])
    world.prove()
    for pc in pcs:
        assert same_person(pc.db, two) == [one, two]
        # Nothing was moved: what was written to the other record is still written there.
        assert pc.db.execute("SELECT patient_id FROM referral WHERE id = ?", (slip,))[0]["patient_id"] == two
        assert (
            pc.db.execute("SELECT patient_id FROM allergy WHERE id = ?", (allergy,))[0]["patient_id"] == two
        )
    unmerge(pcs[1], link)
    world.edit(pcs[2], "patient", {"phone": "150"}, two)
    world.prove()
    for pc in pcs:
        assert (shown_id(pc.db, one), shown_id(pc.db, two)) == (one, two)
        assert (world.at(pc, two)["phone"], world.at(pc, one)["phone"]) == ("150", None)


def test_merged_in_opposite_ways_at_two_places_shows_the_same_person_everywhere(county):
    world = county("town", "town2")
    one_pc, two_pc = world.devices.values()
    one, two = world.patient(one_pc), world.patient(one_pc)
    world.settle()
    world.edit(one_pc, "patient_link", {"loser_id": two, "winner_id": one, "reason": "同一人"})
    world.edit(two_pc, "patient_link", {"loser_id": one, "winner_id": two, "reason": "同一人"})
    world.prove()
    shown = {shown_id(pc.db, patient) for pc in (one_pc, two_pc) for patient in (one, two)}
    assert shown == {min(one, two)}


def test_an_interrupted_merge_is_all_or_nothing(county):
    from tests.simulation.world import Killed

    world = county("town")
    town = world.pc("town")
    for after in range(1, 12):
        one, two = world.patient(town), world.patient(town)
        town.kill_after = after
        try:
            with UnitOfWork(town.db, user_name="x") as work:
                rows.insert(town.db, "patient_link", {"loser_id": two, "winner_id": one, "reason": "同"})
                rows.update(town.db, "patient", one, {"phone": "1"})
                work.commit()
        except Killed:
            town.die()
        town.kill_after = None
        merged = len(same_person(town.db, two)) == 2
        assert (world.at(town, one)["phone"] == "1") == merged
    world.prove()
