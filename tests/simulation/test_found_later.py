"""What the simulation found when more of it was run, told as the shortest story that once went wrong."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import pytest

from clinic_app.store import outbox, rows
from clinic_app.sync import give_back
from clinic_app.sync.exchange import Exchange
from tests.simulation.checks_of_work import p2_own_work_stays_on_the_screen
from tests.simulation.desk import Desk
from tests.simulation.devices import Line
from tests.simulation.probes import p3_everything_again_changes_nothing
from tests.simulation.reading import hub_log, hub_records
from tests.simulation.stories import county, known_to_all, prove, referred, remove


def removals_asked(world):
    """Return the states of the questions about removals."""
    asked = [record.body for (ent, _), record in hub_records(world).items() if ent == "conflict"]
    return [one["status"] for one in asked if one["field"] == "_void"]


def test_what_was_given_back_before_its_patient_is_in_sight_once_the_patient_is_there():
    with county("town", "town2", "town3") as world:
        town, writer, reader = world.devices.values()
        world.back_up_hub(verified=True)
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        for device in (town, writer):
            world.sync(device)
        allergy = world.edit(writer, "allergy", {"patient_id": patient, "substance": "青霉素"})
        for device in (writer, reader):
            world.sync(device)
        world.replace_device("town2")  # nobody can offer the allergy any more
        world.restore_hub()
        for device in (reader, town, reader):
            world.sync(device)
        world.restore_hub()
        world.now += timedelta(hours=25)
        world.sync(reader)  # of the allergy it has waited long enough, of the patient not yet
        assert [row["ent"] for row in hub_log(world) if row["kind"] == "back"] == ["allergy"]
        prove(world)
        for device in world.devices.values():
            assert rows.fetch(device.db, "allergy", allergy)["_lane"] == "clinic"


def test_whoever_gives_an_element_back_hears_which_number_its_parent_has_got():
    with county() as world:
        town, desk = world.devices.values()
        patient, _ = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        world.back_up_hub(verified=True)
        allergy = world.edit(desk, "allergy", {"patient_id": patient, "substance": "青霉素"})
        for device in (desk, town):
            world.sync(device)
        world.replace_device("county")
        world.restore_hub()
        world.sync(town)
        world.edit(town, "patient", {"phone": "139"}, patient)
        world.sync(town)
        world.now += timedelta(hours=25)
        world.sync(town)
        assert world.sync(town, check=True).repaired == 0
        prove(world)
        assert hub_records(world)[("allergy", allergy)].body["substance"] == "青霉素"


def lines_added_on_both_sides(world):
    """Return the clinic, whose line is not sent yet, and the patient whose history got one at each end."""
    town, desk = world.devices.values()
    patient = world.edit(town, "patient", {"name": "马玉兰", "past_history": "高血压"})
    values = {"from_org": town.org_id, "to_org": desk.org_id, "direction": "up"}
    world.edit(town, "referral", {"patient_id": patient, **values})
    for device in (town, desk):
        world.sync(device)
    world.edit(desk, "patient", {"past_history": "青霉素过敏\n高血压"}, patient)
    world.sync(desk)
    world.edit(town, "patient", {"past_history": "高血压\n糖尿病"}, patient)
    return town, patient


def test_whoever_writes_on_before_it_heard_of_a_merged_text_has_not_seen_the_others_lines():
    with county() as world:
        town, patient = lines_added_on_both_sides(world)
        world.edit(town, "patient", {"past_history": "高血压\n糖尿病\n哮喘"}, patient)
        world.sync(town)
        shown = rows.fetch(town.db, "patient", patient)["past_history"]
        assert shown == "青霉素过敏\n高血压\n糖尿病\n哮喘"
        prove(world)


def test_nobody_removes_what_was_merged_into_a_record_before_it_is_seen():
    with county() as world:
        town, patient = lines_added_on_both_sides(world)
        remove(town, "patient", patient)
        prove(world)
        assert not rows.fetch(town.db, "patient", patient)["_void"]
        assert removals_asked(world) == ["open"]


@pytest.mark.parametrize("town_is_later", [False, True])
@pytest.mark.parametrize("town_comes_first", [False, True])
def test_no_clock_decides_whether_a_removal_takes_along_what_its_author_had_not_seen(
    town_is_later, town_comes_first
):
    with county() as world:
        town, desk = world.devices.values()
        patient, _ = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        edits = [(desk, "东沟"), (town, "西沟")]
        for device, village in edits if town_is_later else reversed(edits):
            world.now += timedelta(hours=1)
            world.edit(device, "patient", {"village": village}, patient)  # the later of the two wins
        for device in (town, desk) if town_comes_first else (desk,):
            world.sync(device)
        remove(town, "patient", patient)
        prove(world)
        shown = rows.fetch(desk.db, "patient", patient)
        assert (shown["village"], shown["_void"]) == ("西沟" if town_is_later else "东沟", 0)
        assert removals_asked(world) == ["open"]


def test_a_removal_takes_along_no_unseen_allergy_though_its_author_noted_one_too():
    with county() as world:
        town, desk = world.devices.values()
        patient, _ = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        world.edit(desk, "allergy", {"patient_id": patient, "substance": "青霉素"})
        world.sync(desk)
        world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        remove(town, "patient", patient)
        prove(world)
        assert not rows.fetch(desk.db, "patient", patient)["_void"]
        assert removals_asked(world) == ["open"]


@pytest.mark.parametrize("removal_comes_first", [False, True])
@pytest.mark.parametrize("written", ["allergy", "phone"])
def test_whichever_comes_first_what_was_written_unaware_of_a_removal_is_not_buried(
    written, removal_comes_first
):
    with county() as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        remove(town, "patient", patient)
        if written == "allergy":
            world.edit(desk, "allergy", {"patient_id": patient, "substance": "青霉素"})
        else:
            world.edit(desk, "patient", {"phone": "13809330011"}, patient)
        for device in (town, desk) if removal_comes_first else (desk, town):
            world.sync(device)
        prove(world)
        assert [rows.fetch(one.db, "patient", patient)["_void"] for one in (town, desk)] == [0, 0]
        assert removals_asked(world) == ["open"]


def test_what_is_done_again_just_as_a_lost_file_had_brought_it_is_one_change():
    with county() as world:
        town, desk = world.devices.values()
        patient, _ = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        world.keep_copy("town")
        remove(town, "patient", patient)
        world.sync(town)
        world.roll_back("town")
        world.now += timedelta(hours=1)
        remove(town, "patient", patient)
        prove(world)
        assert len([row for row in hub_log(world) if row["kind"] == "void"]) == 1
        assert outbox.counts(town.db).refused == 0


def test_no_wrong_clock_has_anything_given_back_before_its_author_could_offer_it():
    with county("town", "town2") as world:
        town, reader = world.devices.values()
        world.back_up_hub(verified=True)
        world.edit(town, "patient", {"name": "马玉兰"})
        for device in (town, reader):
            world.sync(device)
        world.restore_hub()
        world.sync(reader)
        for days in (-1, 0, 2):
            reader.offset = timedelta(days=days)
            world.carry_out(reader)
            world.sync(reader)
        assert not [row for row in hub_log(world) if row["kind"] == "back"]
        assert outbox.counts(reader.db).waiting == 0
        prove(world)


def test_what_nobody_offers_is_given_back_also_by_stick():
    with county("town", "town2") as world:
        town, reader = world.devices.values()
        world.back_up_hub(verified=True)
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        for device in (town, reader):
            world.sync(device)
        world.replace_device("town")
        world.restore_hub()
        for number in range(4):  # told of the restore, heard the time, waited long enough, gave it back
            world.carry_out(reader)
            world.carry_back(number)
            world.take_in(reader, number)
            world.now += timedelta(hours=25)
        assert [row["rec_id"] for row in hub_log(world) if row["kind"] == "back"] == [patient]
        prove(world)


def test_an_empty_field_is_no_difference_that_a_comparison_had_to_mend():
    with county() as world:
        town = world.devices["town"]
        patient = world.edit(town, "patient", {"name": "马玉兰", "phone": ""})
        world.sync(town)
        world.edit(town, "patient", {"name": "太长" * 60}, patient)  # refused, and it stays on the screen
        world.sync(town)
        assert outbox.counts(town.db).refused == 1
        assert world.sync(town, check=True).repaired == 0
        prove(world)


def test_a_text_emptied_again_is_told_of_where_a_copy_fills_it_unseen():
    with county() as world:
        town, _ = world.devices.values()
        _, referral = referred(world, town)
        world.sync(town)
        copy = world.clone_device("town", "town-copy")
        world.edit(town, "referral", {"treatment": "观察\n卧床"}, referral)
        world.sync(town)
        world.edit(town, "referral", {"treatment": ""}, referral)
        world.sync(town)
        world.edit(copy, "referral", {"treatment": "吸氧"}, referral)
        prove(world)
        (told,) = [record.body for (ent, _), record in hub_records(world).items() if ent == "conflict"]
        assert (told["kept"], told["other"], told["status"]) == ('"吸氧"', '""', "auto")
        assert "town-copy" in told["kept_by"]


def test_what_two_copies_give_back_alike_is_one_change():
    with county("town", "town2") as world:
        town, reader = world.devices.values()
        world.back_up_hub(verified=True)
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        for device in (town, reader):
            world.sync(device)
        world.replace_device("town")
        world.restore_hub()
        world.sync(reader)
        copy = world.clone_device("town2", "town2-copy")
        world.now += timedelta(hours=25)
        world.sync(reader)
        copy.tick()
        with copy.program:
            assert give_back.offer_due(copy.db, world.now)  # its line breaks before it is sent
        prove(world)
        assert [row["rec_id"] for row in hub_log(world) if row["kind"] == "back"] == [patient]


def test_what_a_hub_refused_and_takes_after_a_restore_counts_as_taken():
    with county("town", "village", "county") as world:
        town, village, _ = world.devices.values()
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        world.sync(town)
        world.back_up_hub(verified=True)
        world.move(patient, "village")
        world.sync(village)
        world.edit(village, "patient", {"phone": "138"}, patient)
        world.restore_hub()  # it has forgotten that the patient is the village's
        world.sync(village)
        assert outbox.counts(village.db).refused == 1
        world.restore_hub()
        world.move(patient, "village")
        world.sync(village)
        assert outbox.counts(village.db).refused == 0
        assert rows.fetch(village.db, "patient", patient)["phone"] == "138"
        prove(world)
        world.edit(town, "patient", {"village": "一"}, patient)
        prove(world)
        assert world.sync(village, check=True).repaired == 0


def test_what_waits_again_though_the_hub_has_it_all_the_time_need_not_be_on_the_screen():
    with county() as world:
        town, desk = world.devices.values()
        patient, _ = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        world.back_up_hub(verified=True)
        world.restore_hub()
        for device, village in ((town, "一"), (desk, "二")):
            world.sync(device)
            world.edit(device, "patient", {"village": village}, patient)
            world.sync(device)
        world.sync(town)
        world.backups.clear()
        world.back_up_hub(verified=True)
        world.restore_hub()
        world.sync(town)
        world.restore_hub()  # of the life that the clinic speaks of the hub knows nothing any more
        town.tick()
        exchange = Exchange(town.db, Line(world, town), town.clock, world.random.randbytes)
        with town.program:
            exchange.heal(world.hub_exchange(town, exchange.prepare()))  # then the line breaks
        assert outbox.counts(town.db).waiting
        assert rows.fetch(town.db, "patient", patient)["village"] == "二"
        p2_own_work_stays_on_the_screen(town)
        prove(world)
        assert hub_records(world)[("patient", patient)].body["village"] == "二"


def test_a_decision_made_before_its_patient_was_known_to_have_moved_on_is_taken():
    with county("town", "county", "village") as world:
        town, desk, village = world.devices.values()
        patient, _ = referred(world, town)
        for device in (town, desk):
            world.sync(device)
        for device, name in ((town, "马玉芳"), (desk, "马玉蓝")):
            world.edit(device, "patient", {"name": name}, patient)
        for device in (town, desk):
            world.sync(device)
        world.move(patient, "village")
        world.sync(village)
        world.move(patient, "town")
        (question,) = village.db.execute("SELECT * FROM conflict WHERE status = 'open'")
        village.tick()
        with village.program:
            Desk(village).carry_out(question, "other")
        world.sync(village)
        assert outbox.counts(village.db).refused == 0
        prove(world)
        assert hub_records(world)[("conflict", question["id"])].body["status"] == "resolved"
        assert rows.fetch(town.db, "patient", patient)["name"] == json.loads(question["other"])


def test_an_old_stick_that_comes_again_changes_nothing_but_lives_that_nobody_begins():
    with county() as world:
        town, _ = world.devices.values()
        world.sync(town)
        world.carry_out(town)
        world.edit(town, "patient", {"name": "马玉兰"})
        world.sync(town)
        world.carry_back(0)  # by now it is the file of a PC that was put back
        prove(world)
        p3_everything_again_changes_nothing(world, random.Random(0))


def test_what_left_after_a_copy_had_brought_it_is_marked_in_the_original_too():
    with county("town", "village") as world:
        town = world.devices["town"]
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        allergy = world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        copy = world.clone_device("town", "town-copy")
        world.sync(copy)
        world.back_up_hub(verified=True)
        world.move(patient, "village")
        world.sync(town)  # hears at once that its work is there and that it is out of sight
        assert rows.fetch(town.db, "patient", patient)["_lane"] == "left"
        assert rows.fetch(town.db, "allergy", allergy)["_lane"] == "left"
        world.restore_hub()  # and has forgotten the move
        prove(world)
