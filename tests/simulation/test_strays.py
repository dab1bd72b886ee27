"""What proxies, full disks and other programs on the way did to an exchange, as the shortest stories."""

from __future__ import annotations

import pytest

from clinic_app.domain.errors import HubUnreachable
from clinic_app.store import outbox, rows
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.exchange import Exchange
from tests.simulation.devices import Line
from tests.simulation.stories import county, prove


def _cross(world, *devices):
    """Let one proxy stand before several PCs, and hand out of what it has never the newest."""
    world.faults.update((device.name, ("crossed",)) for device in devices)
    world.cuts.choice = lambda held: held[0]


def test_an_answer_to_another_pc_acknowledges_nothing_here():
    with county() as world:
        town, hospital = world.devices.values()
        patient = world.edit(town, "patient", {"name": "王建国"})
        for device in (town, hospital):
            world.sync(device)
        _cross(world, town, hospital)
        world.edit(town, "patient", {"phone": "13800000001"}, patient)
        card = world.edit(hospital, "contact_card", {"org_id": hospital.org_id, "person": "单秀英"})
        assert world.sync(town).sent == 1  # its own answer is the only one there is
        assert world.sync(hospital) is None
        assert outbox.counts(hospital.db).waiting == 1
        assert rows.fetch(hospital.db, "contact_card", card)["_rev"] == 0
        prove(world)


def test_an_answer_that_comes_an_hour_late_is_not_taken_for_the_next():
    with county() as world:
        town = world.devices["town"]
        world.sync(town)
        _cross(world, town)
        world.sync(town)
        epoch = town.state().epoch_no
        world.edit(town, "patient", {"name": "王建国"})
        assert world.sync(town) is None
        assert outbox.counts(town.db).waiting == 1
        prove(world)
        assert town.state().epoch_no == epoch  # nobody thinks the file was copied


def test_a_request_that_comes_again_hours_later_changes_nothing():
    with county() as world:
        town = world.devices["town"]
        world.faults["town"] = ("replayed",)
        patient = world.edit(town, "patient", {"name": "王建国"})
        world.sync(town)
        world.edit(town, "patient", {"phone": "13800000001"}, patient)
        world.sync(town)
        epoch, before = town.state().epoch_no, world.hub_hashes()
        assert len(world.late) == 2
        world.deliver_late()
        assert world.hub_hashes() == before
        prove(world)
        assert town.state().epoch_no == epoch


def test_a_hub_whose_disk_is_full_takes_nothing_half_and_everything_later():
    with county() as world:
        town, hospital = world.devices.values()
        world.sync(hospital)
        with UnitOfWork(town.db, user_name="town") as work:
            patient = rows.insert(town.db, "patient", {"name": "王建国"})
            rows.insert(town.db, "allergy", {"patient_id": patient, "substance": "青霉素"})
            work.commit()
        before = world.hub_hashes()
        world.hub_full = True
        for left in range(1, 30):  # at each statement, and at last only when all is to be written down
            world.cuts.choice = lambda _, left=left: left
            with pytest.raises(HubUnreachable, match="磁盘已满"):
                Exchange(town.db, Line(world, town), town.clock, world.random.randbytes).run()
            assert world.hub_hashes() == before
            assert outbox.counts(town.db).waiting == 2
        prove(world)
        assert len(world.hub_hashes()) == len(before) + 2


def test_what_a_stick_brought_below_work_whose_answer_was_lost_is_read_again():
    """The stick's answer holds what the hub made of that work already; here it was taken for new then."""
    with county() as world:
        town, hospital = world.devices.values()
        patient = world.edit(town, "patient", {"name": "王建国"})
        referral = {"patient_id": patient, "from_org": town.org_id, "to_org": hospital.org_id}
        world.edit(town, "referral", referral)
        for device in (town, hospital):
            world.sync(device)
        world.edit(town, "contact_card", {"org_id": town.org_id, "person": "单秀英"})
        world.carry_out(town)
        world.edit(hospital, "patient", {"name": "王建设"}, patient)
        world.sync(hospital)
        world.edit(town, "patient", {"name": "王建军"}, patient)
        world.faults["town"] = ("unheard",)
        assert world.sync(town) is None
        world.faults.clear()
        world.carry_back(0)
        world.take_in(town, 0)
        assert rows.fetch(town.db, "patient", patient)["name"] == "王建军"
        world.edit(town, "patient", {"phone": "13800000001"}, patient)  # and goes on from there
        world.sync(town)
        assert rows.fetch(town.db, "patient", patient)["name"] == "王建设"  # until asked
        prove(world)
