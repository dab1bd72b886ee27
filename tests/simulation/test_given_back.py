"""What a restored hub forgot and no author holds any more: told as stories of who gives it back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from clinic_app.hub import given_back
from clinic_app.store import ahead_rows, outbox, rows, sync_state
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.exchange import Exchange
from tests.simulation.devices import Line
from tests.simulation.reading import Violation, hub_log, hub_records
from tests.simulation.stories import county, known_to_all, prove, referred
from tests.simulation.world import World


def replaced_and_restored(world, name):
    """Replace a PC that has brought everything, then lose at the hub what came since the last backup."""
    new = world.replace_device(name)
    world.sync(new)
    world.restore_hub()
    return new


def questions(world):
    return [record.body for (ent, _), record in hub_records(world).items() if ent == "conflict"]


def backs(world):
    return [row for row in hub_log(world) if row["kind"] == "back"]


def test_a_second_pc_gives_back_what_the_dead_one_had_brought():
    with county("town", "town2") as world:
        town, new = world.devices.values()
        first = world.edit(town, "patient", {"name": "早先", "phone": "138"})
        world.sync(town)
        world.back_up_hub(verified=True)
        late = world.edit(town, "patient", {"name": "备份后"})
        allergy = world.edit(town, "allergy", {"patient_id": late, "substance": "青霉素"})
        world.edit(town, "patient", {"phone": "139"}, first)
        world.sync(town)
        world.sync(new)
        replaced_and_restored(world, "town")
        for _ in range(2):
            world.sync(new)
            shown = rows.fetch(new.db, "patient", first)
            assert (shown["phone"], shown["_lane"]) == ("139", "clinic")
            assert ahead_rows.waiting(new.db) == 3
            assert not backs(world)
        prove(world)
        records = hub_records(world)
        assert records[("patient", first)].body["phone"] == "139"
        assert records[("patient", late)].owner == new.org_id
        assert records[("allergy", allergy)].body["substance"] == "青霉素"
        assert not questions(world)
        assert rows.fetch(new.db, "patient", late)["_lane"] == "clinic"


def test_what_was_edited_in_the_time_of_grace_goes_up_with_it():
    with county() as world:
        town = world.devices["town"]
        world.back_up_hub(verified=True)
        late = world.edit(town, "patient", {"name": "备份后", "phone": "138"})
        world.sync(town)
        new = replaced_and_restored(world, "town")
        world.sync(new)
        world.edit(new, "patient", {"phone": "139"}, late)
        world.sync(new)
        assert [row["reason"] for row in outbox.refused(new.db)] == ["unknown_record"]
        prove(world)
        assert outbox.refused(new.db) == []
        assert hub_records(world)[("patient", late)].body["phone"] == "139"
        assert not questions(world)


def test_a_patient_who_is_not_back_yet_can_be_referred():
    with county() as world:
        town, desk = world.devices.values()
        world.back_up_hub(verified=True)
        late = world.edit(town, "patient", {"name": "备份后"})
        world.sync(town)
        new = replaced_and_restored(world, "town")
        world.sync(new)
        world.edit(new, "allergy", {"patient_id": late, "substance": "青霉素"})
        values = {"patient_id": late, "direction": "up", "from_org": new.org_id, "to_org": desk.org_id}
        referral = world.edit(new, "referral", values)
        world.sync(new)
        assert {row["reason"] for row in outbox.refused(new.db)} == {"unknown_patient"}
        prove(world)
        assert outbox.refused(new.db) == []
        assert rows.fetch(desk.db, "referral", referral)["patient_id"] == late
        assert rows.fetch(desk.db, "patient", late)["name"] == "备份后"


def test_a_question_of_ones_own_is_not_lost_over_what_one_gives_back():
    with county("town", "county", "county2") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.edit(other, "patient", {"name": "自己改的"}, patient)
        world.back_up_hub(verified=True)
        world.edit(desk, "patient", {"name": "丢掉的"}, patient)
        for device in (desk, other):
            world.sync(device)
        world.edit(town, "patient", {"name": "后来的"}, patient)
        world.replace_device("county")
        world.restore_hub()
        for device in (town, other):
            world.sync(device)
        prove(world)
        told = json.dumps(questions(world), ensure_ascii=False)
        assert "自己改的" in told
        assert "丢掉的" in told


def test_the_other_side_gives_back_a_referral_with_its_patient_and_events():
    with county() as world:
        town, desk = world.devices.values()
        world.back_up_hub(verified=True)
        patient, referral = referred(world, town)
        event = {"referral_id": referral, "event": "submitted", "by_org": town.org_id}
        sent = world.edit(town, "referral_event", event)
        for device in (town, desk):
            world.sync(device)
        new = world.replace_device("town")  # and this one has read nothing yet
        world.restore_hub()
        prove(world)
        for device in (new, desk):
            assert rows.fetch(device.db, "patient", patient)["name"] == "马玉兰"
            assert rows.fetch(device.db, "referral", referral)["_owner"] == new.org_id
            assert rows.fetch(device.db, "referral_event", sent)["by_org"] == new.org_id
        assert {row["org_id"] for row in backs(world)} == {desk.org_id}
        assert rows.fetch(new.db, "patient", patient)["_lane"] == "clinic"


def test_two_who_give_back_the_same_double_nothing():
    with county("town", "county", "county2") as world:
        town, *desks = world.devices.values()
        world.back_up_hub(verified=True)
        patient, _ = referred(world, town)
        allergy = world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        for device in (town, *desks):
            world.sync(device)
        world.replace_device("town")
        world.restore_hub()
        prove(world)
        records = hub_records(world)
        assert [key for key in records if key[0] in ("patient", "allergy")] == [
            ("patient", patient),
            ("allergy", allergy),
        ]
        assert not questions(world)


def test_the_author_has_a_day_to_offer_it_himself():
    with county() as world:
        town, desk = world.devices.values()
        world.back_up_hub(verified=True)
        patient = known_to_all(world)
        world.restore_hub()
        world.sync(desk)
        assert ahead_rows.waiting(desk.db) == 2
        world.now += timedelta(hours=23)
        world.sync(town)
        world.sync(desk)
        assert ahead_rows.waiting(desk.db) == 0
        prove(world)
        assert not backs(world)
        assert rows.fetch(desk.db, "patient", patient)["_lane"] == "inbox"


@pytest.mark.parametrize("written", ["since", "before-the-backup"])
@pytest.mark.parametrize("field", ["phone", "name"])
def test_what_is_given_back_beats_nothing_that_was_heard_since(field, written):
    first, lost, later = "1", "2", "3"
    with county("town", "county", "town2") as world:
        town, desk, other = world.devices.values()
        patient, _ = referred(world, town)
        world.edit(town, "patient", {field: first}, patient)
        for device in (town, desk, other):
            world.sync(device)
        if written != "since":
            world.edit(other, "patient", {field: later}, patient)
            world.now += timedelta(hours=1)
            world.edit(town, "patient", {"village": "东沟"}, patient)
            world.sync(town)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {field: lost}, patient)
        for device in (town, desk):
            world.sync(device)
        world.replace_device("town")
        world.restore_hub()
        if written == "since":
            world.edit(other, "patient", {field: later}, patient)  # never saw what was lost
        world.sync(other)
        prove(world)
        assert hub_records(world)[("patient", patient)].body[field] == later
        (asked,) = questions(world)
        assert (asked["field"], asked["status"]) == (field, "auto" if field == "phone" else "open")
        assert lost in asked["other"]


def test_a_value_that_was_seen_and_replaced_since_is_not_brought_up_again():
    with county("town", "county") as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"name": "马玉莲"}, patient)
        for device in (town, desk):
            world.sync(device)
        new = replaced_and_restored(world, "town")
        world.sync(new)
        world.edit(new, "patient", {"name": "马玉荣"}, patient)
        prove(world)
        assert hub_records(world)[("patient", patient)].body["name"] == "马玉荣"


def test_a_removal_that_was_forgotten_stands_again():
    with county() as world:
        town, desk = world.devices.values()
        patient, _ = referred(world, town)
        allergy = world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        for device in (town, desk):
            world.sync(device)
        world.back_up_hub(verified=True)
        with UnitOfWork(town.db, user_name="town") as work:
            rows.void(town.db, "allergy", allergy, "写错")
            work.commit()
        for device in (town, desk):
            world.sync(device)
        new = replaced_and_restored(world, "town")
        world.sync(new)
        assert rows.fetch(new.db, "allergy", allergy)["_void"]
        prove(world)
        assert hub_records(world)[("allergy", allergy)].void


def test_nothing_is_taken_back_by_a_hub_that_was_never_restored():
    with county() as world:
        desk = world.devices["county"]
        patient = known_to_all(world)
        with UnitOfWork(desk.db, user_name="county") as work, desk.db.applying():
            ahead_rows.put_aside(desk.db, "patient", patient, 1)
            entry = ahead_rows.everything(desk.db)[0]
            sets = ahead_rows.as_shown(desk.db, "patient", patient) | {"phone": "139"}
            ahead_rows.offer(desk.db, entry, 0, sets)
            desk.db.capture.captured = True
            work.commit()
        world.sync(desk)
        assert [row["reason"] for row in outbox.refused(desk.db)] == ["not_restored"]
        assert "phone" not in hub_records(world)[("patient", patient)].body


def test_what_two_restores_lost_is_told_apart():
    with county("town", "county", "town2") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"name": "马玉莲"}, patient)
        for device in (town, desk):
            world.sync(device)
        new = world.replace_device(replaced_and_restored(world, "town").name)
        for name in ("马玉莲", "马玉荣"):
            world.edit(other, "patient", {"name": name}, patient)
            world.sync(other)
        world.back_up_hub(verified=True)
        world.sync(new)
        world.edit(new, "patient", {"name": "马玉莲"}, patient)
        for device in (new, other):
            world.sync(device)
        world.sync(world.replace_device(new.name))
        world.random.seed(0)  # the later of two backups is taken
        world.restore_hub()
        for device in (desk, other):
            world.sync(device)
        world.now += timedelta(hours=49)
        world.sync(desk)  # says the same of the time before the first restore, and that was said since
        prove(world)
        assert hub_records(world)[("patient", patient)].body["name"] == "马玉莲"


@pytest.mark.parametrize("reads_first", [True, False])
def test_nobody_is_asked_about_what_the_restore_had_not_lost(reads_first):
    with county("town", "county", "town2") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"phone": "139"}, patient)
        for device in (town, desk):
            world.sync(device)
        world.replace_device("town")
        world.restore_hub()
        if reads_first:
            world.sync(desk)
        world.edit(other, "patient", {"name": "马玉莲"}, patient)
        world.sync(other)
        prove(world)
        assert not questions(world)
        body = hub_records(world)[("patient", patient)].body
        assert (body["name"], body["phone"]) == ("马玉莲", "139")


def test_what_cannot_be_taken_is_not_sent_again_with_every_change_beside_it():
    with county() as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        wrong = world.edit(desk, "patient", {"name": "太长" * 60})
        world.edit(desk, "patient_link", {"loser_id": patient, "winner_id": wrong, "reason": "同一人"})
        for phone in ("138", "139"):
            world.sync(desk)
            world.edit(town, "patient", {"phone": phone}, patient)
            world.sync(town)
        world.sync(desk)
        assert [row["reason"] for row in outbox.refused(desk.db)] == ["too_long:name", "unknown_patient"]
        assert desk.state().next_op == 3


def hears_and_is_cut_off(world, device):
    """Let a PC hear that the hub was restored, and nothing more."""
    exchange = Exchange(device.db, Line(world, device), device.clock, world.random.randbytes)
    device.tick()
    exchange.heal(exchange.hub.sync(exchange.prepare()))
    device.told_of_restore = True


@pytest.mark.parametrize("hears", [None, World.sync, hears_and_is_cut_off], ids=["no", "all", "that-alone"])
def test_what_was_written_about_a_patient_whose_move_is_forgotten_goes_to_whom_the_hub_says(hears):
    with county("town", "county", "village") as world:
        town, desk, village = world.devices.values()
        patient, _ = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        world.back_up_hub(verified=True)
        world.move(patient, "village")
        for device in (desk, village):
            world.sync(device)
        world.restore_hub()
        if hears:
            hears(world, desk)
        sync_state.change(desk.db, page_bytes=2048)
        for _ in range(60):  # so that the contract leaves with a later page, when all has been read again
            world.edit(desk, "contact_card", {"org_id": desk.org_id, "person": "内科值班"})
        contract = world.edit(desk, "family_contract", {"patient_id": patient, "doctor": "李医生"})
        world.sync(desk)
        assert rows.fetch(desk.db, "family_contract", contract)["_owner"] == town.org_id
        assert not world.sync(desk, check=True).repaired
        prove(world)


def removed_in_what_was_lost(world):
    """Return a medication whose removal the hub will have forgotten when it is put back to its backup."""
    town, reader = world.devices.values()
    patient = known_to_all(world)
    medication = world.edit(town, "medication", {"patient_id": patient, "drug": "二甲双胍"})
    world.sync(town)
    world.back_up_hub(verified=True)
    with UnitOfWork(town.db, user_name="town") as work:
        rows.void(town.db, "medication", medication, "重复")
        work.commit()
    world.sync(town)
    world.sync(reader)
    return medication


def test_a_removal_given_back_is_older_than_the_word_that_put_the_record_back():
    with county("town", "town2") as world:
        town, _ = world.devices.values()
        medication = removed_in_what_was_lost(world)
        with UnitOfWork(town.db, user_name="town") as work:
            rows.unvoid(town.db, "medication", medication)
            work.commit()
        world.restore_hub()
        world.sync(town)
        prove(world)
        assert not hub_records(world)[("medication", medication)].void
        assert not questions(world)
        assert any(json.loads(row["sets"]).get("_void") for row in backs(world))


def test_a_removal_given_back_and_dropped_without_a_word_is_noticed(monkeypatch):
    with county("town", "town2") as world:
        removed_in_what_was_lost(world)
        replaced_and_restored(world, "town")
        monkeypatch.setattr(given_back, "_removal", lambda record, *_: (record, []))
        with pytest.raises(Violation, match=r"P16: medication .* came back without a word"):
            prove(world)
