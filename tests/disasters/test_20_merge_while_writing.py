"""Two records of one person are merged while other sites write to both; the merge is undone later."""

from __future__ import annotations

import itertools

import pytest

from clinic_app.store import rows
from clinic_app.store.patient_links import same_person, shown_id
from clinic_app.store.unit_of_work import UnitOfWork
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk


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


def test_the_screens_of_both_pcs_say_what_happened(tmp_path):
    """The shipped program on two PCs of one clinic, with a real hub between them."""
    machines = [services_machine(seed=seed) for seed in (11, 12)]
    with (
        RunningHub(tmp_path / "hub", clock=machines[0].clock) as hub,
        township(tmp_path / "a", machines[0]) as one_pc,
        township(tmp_path / "b", machines[1]) as two_pc,
    ):
        org = hub.add_organization(one_pc.institution.name, slip_prefix="TX")
        hub.add_organization("崆峒县人民医院", level="county", role="both", slip_prefix="KX")
        for app in (one_pc, two_pc):
            app.sync_control.enrol(hub.ticket(org).line)
        desk = Desk(one_pc)
        keep = desk.patient(name="王建国")
        other = desk.patient(name="王建囯", id_no="", id_type="99", birth_date="1958-03-12", gender="1")
        for app in (one_pc, two_pc):
            app.sync_control.sync_now()
        one_pc.patients.merge(keep, other, "同一个人，名字写错")
        hospital = next(row.id for row in two_pc.directory.partners() if row.listed)
        slip = Desk(two_pc).referral(to_org=hospital, patient_id=other)
        for app in (two_pc, one_pc, two_pc):
            app.sync_control.sync_now()
        for app in (one_pc, two_pc):
            for asked in (keep, other):  # also when the page of the other one was still open
                card = app.patients.card(asked)
                assert card.id == keep
                assert [(row.id, row.reason) for row in card.merged] == [(other, "同一个人，名字写错")]
                assert [row.id for row in card.open_referrals] == [slip]
        two_pc.patients.unmerge(two_pc.patients.card(keep).merged[0].link_id)
        two_pc.patients.save({"phone": "13893399999"}, patient_id=other)
        for app in (two_pc, one_pc):
            app.sync_control.sync_now()
        for app in (one_pc, two_pc):
            assert app.patients.card(keep).merged == ()
            assert app.patients.card(keep).open_referrals == ()
            assert [row.id for row in app.patients.card(other).open_referrals] == [slip]
            assert (app.patients.card(other).patient.phone, app.patients.card(keep).patient.phone) == (
                "13893399999",
                "13893311111",
            )
