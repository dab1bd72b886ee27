"""A hub whose database was put back and nobody said so: the first PC that knows more gives it away."""

from __future__ import annotations

import pytest

from clinic_app.store import outbox, rows
from tests.simulation import gate
from tests.simulation.reading import hub_records
from tests.simulation.stories import county, known_to_all, prove, referred


def lives(world):
    return world.reader.all("SELECT * FROM hub_life ORDER BY number")


def fill(world, device, records):
    """Let a PC use up numbers that the hub had given out before."""
    for _ in range(records):
        world.edit(device, "contact_card", {"org_id": device.org_id, "person": "新来的"})
    world.sync(device)


@pytest.mark.parametrize("records", [0, 1, 9], ids=["behind", "about as far", "beyond"])
def test_what_no_author_has_any_more_is_given_back_as_after_any_restore(records):
    with county("town", "county", "village") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"phone": "139"}, patient)
        late = world.edit(town, "patient", {"name": "备份后"})
        for device in (town, desk):
            world.sync(device)
        world.restore_hub(unnoticed=True)
        world.replace_device("town")
        fill(world, other, records)
        prove(world)
        body = hub_records(world)[("patient", patient)].body
        assert body["phone"] == "139"
        assert not world.knows(late)  # only the dead PC ever had it
        assert not any(outbox.refused(device.db) for device in world.devices.values())
        assert [life["reason"] for life in lives(world)] == ["created", "slipped"]


def test_one_slip_is_one_new_life_and_whoever_lost_nothing_goes_on():
    with county("town", "county", "village") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"phone": "139"}, patient)
        for device in (town, desk):
            world.sync(device)
        before = world.reader.one("SELECT next_epoch FROM hub_head")["next_epoch"]
        world.restore_hub(unnoticed=True)
        fill(world, other, 3)
        acknowledged = other.state().acked_op
        prove(world)
        assert len(lives(world)) == 2
        assert other.state().acked_op == acknowledged
        assert other.state().epoch_no < before  # it was nobody's copy
        assert world.reader.one("SELECT next_epoch FROM hub_head")["next_epoch"] > before + 900
        assert rows.fetch(other.db, "contact_card", _any_card(other))["person"] == "新来的"


def _any_card(device):
    return device.db.execute("SELECT id FROM contact_card")[0]["id"]


def test_what_lay_in_quarantine_under_an_epoch_that_is_forgotten_too_is_offered_again():
    with county() as world:
        town = world.devices["town"]
        referred(world, town)
        world.sync(town)
        world.back_up_hub(verified=True)
        world.begin_life_of(town)
        world.edit(town, "patient", {"name": "太长" * 60})
        world.sync(town)
        assert len(outbox.refused(town.db)) == 1
        world.restore_hub(unnoticed=True)
        prove(world)


def test_a_pc_that_joined_since_joins_again_and_loses_nothing():
    with county() as world:
        desk = world.devices["county"]
        world.back_up_hub(verified=True)
        late = gate.newcomer(world, "town-late", "town")
        patient, _ = referred(world, late)
        for device in (late, desk):
            world.sync(device)
        world.restore_hub(unnoticed=True)
        fill(world, world.devices["town"], 12)
        prove(world)
        assert world.knows(patient)
        assert rows.fetch(desk.db, "patient", patient)["name"] == "马玉兰"


def test_a_restore_that_is_noticed_does_not_hide_one_that_was_not():
    with county("town", "county", "village") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"phone": "139"}, patient)
        event = {"referral_id": "", "event": "accepted", "by_org": desk.org_id}
        event["referral_id"] = desk.db.execute("SELECT id FROM referral")[0]["id"]
        accepted = world.edit(desk, "referral_event", event)
        for device in (town, desk):
            world.sync(device)
        world.restore_hub(unnoticed=True)
        fill(world, other, 9)
        world.begin_life_of(desk)  # so that the number of its last operation does not tell either
        world.back_up_hub(verified=True)
        world.random.seed(0)  # takes the later of two backups
        world.restore_hub()
        assert world.reader.one("SELECT seq FROM hub_head")["seq"] > 12
        prove(world)
        assert ("referral_event", accepted) in hub_records(world)
        assert hub_records(world)[("patient", patient)].body["phone"] == "139"
