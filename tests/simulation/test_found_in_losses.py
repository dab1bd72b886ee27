"""What runs rich in losses found, told as the shortest story that once went wrong."""

from __future__ import annotations

import json
import random
from datetime import timedelta

from clinic_app.store import ahead_rows, outbox, rows
from clinic_app.store.patient_links import same_person
from tests.simulation.desk import Desk
from tests.simulation.probes import p3_everything_again_changes_nothing
from tests.simulation.reading import hub_records
from tests.simulation.stories import county, known_to_all, prove, referred, remove


def test_a_decision_counts_about_a_question_that_was_given_back_before_it_could_be_taken():
    with county("town", "county") as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        for device in (town, desk):
            world.now += timedelta(hours=1)
            world.edit(device, "patient", {"village": device.name}, patient)
        for device in (town, desk, town):
            world.sync(device)
        world.restore_hub()
        world.sync(desk)
        world.edit(desk, "patient", {"village": "town"}, patient)
        world.sync(desk)
        [listed] = desk.db.execute("SELECT * FROM conflict")
        desk.tick()
        Desk(desk).put_back(listed["id"])  # the hub does not know it, and nobody will disagree any more
        prove(world)
        [left] = [one.body for (ent, _), one in hub_records(world).items() if ent == "conflict"]
        assert left["status"] == "reverted"
        assert hub_records(world)[("patient", patient)].body["village"] == "town"


def test_whoever_was_sent_a_merged_record_may_part_it_from_one_that_is_out_of_his_sight():
    with county("town", "county") as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        twin = world.edit(town, "patient", {"name": "马玉兰"})
        values = {"loser_id": twin, "winner_id": patient, "reason": "同一人"}
        link = world.edit(town, "patient_link", values)
        for device in (town, desk):
            world.sync(device)
        remove(desk, "patient_link", link)
        prove(world)
        assert not outbox.refused(desk.db)
        assert same_person(town.db, patient) == [patient]


def test_no_stick_overwrites_what_a_hub_put_back_unnoticed_has_forgotten():
    with county("town", "county", "town2") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.carry_out(desk)
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"blood_type": "1"}, patient)
        for device in (town, desk):
            world.sync(device)
        world.restore_hub(unnoticed=True)
        for note in ("新写的", "又写的"):
            world.edit(other, "patient", {"note": note}, patient)
            world.sync(other)
        world.carry_back(0)
        world.replace_device("town")  # the desk alone knows the blood group now
        world.take_in(desk, 0)
        assert rows.fetch(desk.db, "patient", patient)["blood_type"] == "1"
        prove(world)
        body = hub_records(world)[("patient", patient)].body
        assert (body["blood_type"], body["note"]) == ("1", "又写的")


def test_what_is_given_back_unchanged_keeps_the_number_under_which_it_came_into_sight():
    with county("town", "town2", "county") as world:
        town, second, desk = world.devices.values()
        world.back_up_hub(verified=True)
        _, referral = referred(world, town)
        for device in (town, second):
            world.sync(device)
        values = {"referral_id": referral, "event": "cancelled", "by_org": town.org_id, "details": "{}"}
        event = world.edit(second, "referral_event", values | {"at": "2026-11-22T01:00:00.000Z"})
        for device in (second, desk):
            world.sync(device)
        world.replace_device("town")
        world.restore_hub()
        referred(world, second)
        for device in (second, desk, desk):  # of the referral that is gone the hub has the event only
            world.sync(device)
        world.now += timedelta(hours=49)
        assert not world.sync(desk).repaired
        assert rows.fetch(desk.db, "referral_event", event)["_lane"] == "inbox"
        prove(world)


def test_a_question_about_a_set_that_grows_goes_on_asking_what_it_asked():
    with county("town", "county") as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)

        def noted(device, substance):
            return world.edit(device, "allergy", {"patient_id": patient, "substance": substance})

        first, second = noted(town, "甲"), noted(desk, "乙")
        for device in (town, desk):
            world.sync(device)
        third, fourth = noted(town, "丙"), noted(desk, "丁")
        prove(world)
        asked = [one.body for (ent, _), one in hub_records(world).items() if ent == "conflict"]
        mine = next(json.loads(one["kept"]) for one in asked if fourth in one["other"])
        assert mine == [first, third]
        assert second in next(one["other"] for one in asked if fourth in one["other"])


def test_whose_a_patient_is_here_is_said_also_after_the_hub_would_not_have_it_back():
    with county("town", "county", "village") as world:
        town, desk, village = world.devices.values()
        patient, referral = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        world.back_up_hub(verified=True)
        world.move(patient, "village")
        world.sync(village)
        world.restore_hub()  # and nobody can tell it of the move
        world.sync(village)
        world.now += timedelta(hours=25)
        world.sync(village)
        assert not ahead_rows.everything(village.db)
        event = {"referral_id": referral, "event": "redirected", "by_org": desk.org_id}
        event |= {"at": "2026-11-22T01:00:00.000Z", "details": json.dumps({"to_org": village.org_id})}
        world.edit(desk, "referral_event", event)
        world.sync(desk)
        contract = world.edit(village, "family_contract", {"patient_id": patient, "doctor": "马医生"})
        prove(world)
        shown = rows.fetch(village.db, "family_contract", contract)
        assert (shown["_owner"], shown["_lane"]) == (town.org_id, "inbox")


def test_what_a_hub_put_back_unnoticed_has_forgotten_is_no_old_request_for_it():
    with county("town", "county") as world:
        town, _ = world.devices.values()
        known_to_all(world)
        world.back_up_hub(verified=True)
        world.sync(town)  # of all this the hub loses only which word is next
        world.restore_hub(unnoticed=True)
        prove(world)
        p3_everything_again_changes_nothing(world, random.Random(0))
