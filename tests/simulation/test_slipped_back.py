"""A hub whose database was put back and nobody said so: the first PC that knows more gives it away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.store import ahead_rows, outbox, rows
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import newcomer
from tests.simulation import gate
from tests.simulation.devices import ORGS
from tests.simulation.reading import hub_records
from tests.simulation.stories import county, known_to_all, prove, referred


def changed_since_the_backup(world, writer, reader):
    """Let two PCs know of a change that no backup of the hub has; return the patient."""
    patient = known_to_all(world)
    world.back_up_hub(verified=True)
    world.edit(writer, "patient", {"phone": "139"}, patient)
    for device in (writer, reader):
        world.sync(device)
    return patient


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
        changed_since_the_backup(world, town, desk)
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


def cards(world, device, count):
    """Let a PC save so many records; return them."""
    values = {"org_id": device.org_id, "person": "老的"}
    return [world.edit(device, "contact_card", values) for _ in range(count)]


def head(world):
    return world.reader.one("SELECT seq FROM hub_head")["seq"]


@pytest.mark.parametrize("is_dead", [False, True], ids=["author", "reader"])
def test_whoever_read_beyond_both_restores_goes_back_to_where_the_histories_part(is_dead):
    """The noticed one began above where the other had put the hub back to: its number proves nothing."""
    with county("town", "county", "village") as world:
        town, desk, other = world.devices.values()
        patient = changed_since_the_backup(world, town, desk)
        lost = cards(world, town, 9)
        (paper,) = town.db.execute("SELECT id FROM referral")
        world.edit(town, "referral", {"impression": "胸痛"}, paper["id"])  # so that no lane stands in between
        for device in (town, desk):
            world.sync(device)
        read_to = head(world)
        world.restore_hub(unnoticed=True)
        fill(world, other, 4)
        world.back_up_hub(verified=True)
        world.random.seed(0)  # takes the later of two backups
        world.restore_hub()
        assert 9 < head(world) < read_to
        if is_dead:
            world.replace_device("town")
        prove(world)
        assert all(("contact_card", one) in hub_records(world) for one in lost)
        assert hub_records(world)[("patient", patient)].body["phone"] == "139"
        assert [life["reason"] for life in lives(world)] == ["created", "restored"]


def test_the_same_change_under_the_same_number_is_another_history_when_it_came_at_another_time():
    with county("town", "county", "village", "town2") as world:
        town, desk, dead, other = world.devices.values()
        known_to_all(world)
        world.back_up_hub(verified=True)
        (lost,) = cards(world, dead, 1)
        world.sync(dead)
        cards(world, town, 1)
        world.faults["town"] = ("replayed",)
        world.sync(town)
        world.faults.clear()
        world.sync(desk)
        world.now += timedelta(hours=1)
        world.restore_hub(unnoticed=True)
        world.replace_device("village")
        fill(world, other, 1)
        world.deliver_late()
        assert head(world) == desk.state().cursors["ref"].seq
        prove(world)
        assert ("contact_card", lost) in hub_records(world)


def test_a_lane_that_comes_as_a_file_does_not_hide_what_was_read_before():
    with county("town", "county", "village") as world:
        town, desk, other = world.devices.values()
        patient = changed_since_the_backup(world, town, desk)
        world.restore_hub(unnoticed=True)
        world.replace_device("town")
        fill(world, other, 3)
        newcomer.begin(desk.db)
        prove(world)
        assert hub_records(world)[("patient", patient)].body["phone"] == "139"


def test_what_a_new_life_was_told_to_be_delivered_can_be_lost_as_well():
    with county("town", "county", "village") as world:
        town, _, other = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"phone": "139"}, patient)
        world.faults["town"] = ("unheard",)
        assert world.sync(town) is None
        world.faults.clear()
        world.begin_life_of(town)
        assert outbox.counts(town.db).waiting == 0
        world.restore_hub(unnoticed=True)
        fill(world, other, 3)
        prove(world)
        assert hub_records(world)[("patient", patient)].body["phone"] == "139"


def test_a_hub_put_back_to_before_all_its_lives_takes_what_is_given_back():
    with county() as world:
        town, desk = world.devices.values()
        patient = changed_since_the_backup(world, town, desk)
        world.restore_hub(unnoticed=True)
        for device in (town, desk):
            world.sync(device)
        assert [life["reason"] for life in lives(world)] == ["created", "slipped"]
        world.restore_hub(unnoticed=True)
        assert [life["reason"] for life in lives(world)] == ["created"]
        world.replace_device("town")
        prove(world)
        assert hub_records(world)[("patient", patient)].body["phone"] == "139"
        assert not outbox.refused(desk.db)


def test_a_hub_is_followed_to_its_very_backup_also_by_whoever_had_passed_it_before():
    """A number within what one answer brought is proved by its own check word, which is asked for."""
    with county() as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        early = cards(world, town, 3)
        world.sync(town)
        world.back_up_hub(verified=False)
        stood = head(world)
        world.edit(town, "patient", {"phone": "139"}, patient)
        world.sync(town)
        world.sync(desk)
        assert stood not in [point.seq for point in desk.state().passed]
        with world.hub.transaction() as tx:
            tx.run("UPDATE hub_head SET backed_up_seq = :seq", seq=stood)
        for _ in range(2):
            world.sync(desk)
        assert stood in [point.seq for point in desk.state().passed]
        world.restore_hub()
        world.replace_device("town")
        world.sync(desk)
        assert {row["cut"] for row in ahead_rows.everything(desk.db)} == {stood}
        prove(world)
        assert hub_records(world)[("patient", patient)].body["phone"] == "139"
        assert all(("contact_card", one) in hub_records(world) for one in early)


def test_others_work_that_came_under_the_number_of_ones_own_is_given_back():
    """A patient about whom something was decided is sent with that number and all that others wrote."""
    with county() as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        for device, name in ((town, "一"), (desk, "二")):
            world.edit(device, "patient", {"name": name}, patient)
        for device in (town, desk, town):
            world.sync(device)
        (question,) = town.db.execute("SELECT id FROM conflict")
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"occupation": "5"}, patient)
        world.sync(town)
        fresh = world.replace_device("town")
        world.sync(fresh)
        decided = {"status": "resolved", "choice": "kept", "chosen": '"一"'}
        world.edit(fresh, "conflict", decided, question["id"])
        world.sync(fresh)
        assert rows.fetch(fresh.db, "patient", patient)["_rev"] == outbox.find(fresh.db, 1, 1)[0]["hub_seq"]
        world.restore_hub()
        prove(world)
        assert hub_records(world)[("patient", patient)].body["occupation"] == "5"


def forgotten_patient(world):
    """Let a PC refer a patient whom it only read and the hub has forgotten; return it and the referral."""
    desk = world.devices["county"]
    for device in list(world.devices.values()):
        world.sync(device)
    world.back_up_hub(verified=True)
    patient = world.edit(desk, "patient", {"name": "备份后"})
    for device in list(world.devices.values()):
        world.sync(device)
    fresh = world.replace_device("county")
    world.sync(fresh)
    world.restore_hub()
    values = {"patient_id": patient, "direction": "up", "from_org": desk.org_id, "to_org": ORGS["town"]}
    return fresh, world.edit(fresh, "referral", values)


def test_what_followed_a_beginning_that_is_sent_once_more_follows_it_again():
    with county() as world:
        fresh, referral = forgotten_patient(world)
        world.edit(fresh, "referral", {"to_dept": "内"}, referral)
        prove(world)
        assert hub_records(world)[("referral", referral)].body["to_dept"] == "内"
        assert not outbox.refused(fresh.db)


def test_what_was_saved_just_before_a_beginning_is_sent_once_more_is_not_given_up():
    with county("town", "county", "county2") as world:
        fresh, referral = forgotten_patient(world)
        for _ in range(2):
            world.sync(fresh)
        (refused,) = outbox.refused(fresh.db)
        for hours in (0, 25):
            world.now += timedelta(hours=hours)
            world.sync(world.devices["county2"])  # gives the patient back
        world.edit(fresh, "referral", {"to_dept": "内"}, referral)
        with UnitOfWork(fresh.db, user_name="同步") as work:
            outbox.offer_unit_again(fresh.db, refused["txn"])
            work.commit()
        prove(world)
        assert hub_records(world)[("referral", referral)].body["to_dept"] == "内"
