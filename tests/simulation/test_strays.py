"""What proxies, full disks and other programs on the way did to an exchange, as the shortest stories."""

from __future__ import annotations

from clinic_app.store import outbox, rows
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
