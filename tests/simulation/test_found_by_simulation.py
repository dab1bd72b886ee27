"""What the simulation found, told as the shortest story that once went wrong."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from clinic_app.domain.errors import HubRefused
from clinic_app.store import outbox, rows, sync_state
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import courier
from clinic_app.sync.exchange import Exchange
from tests.simulation.devices import Line
from tests.simulation.ledger import identity
from tests.simulation.reading import hub_log, hub_records
from tests.simulation.stories import county, prove, referred_and_sent


@pytest.mark.parametrize("removed", [False, True])
@pytest.mark.parametrize("kind", ["family_contract", "allergy"])
def test_what_was_written_before_a_move_was_heard_of_stands_in_the_right_lane(kind, removed):
    with county() as world:
        town = world.devices["town"]
        patient = referred_and_sent(world, town)
        made = world.edit(town, kind, {"patient_id": patient})
        if removed:
            with UnitOfWork(town.db, user_name="town") as work:
                rows.void(town.db, kind, made, "写错")
                work.commit()
        world.move(patient, "village")
        prove(world)


def test_a_copy_made_between_the_word_and_the_request_hides_nothing_from_its_original():
    with county() as world:
        town, desk = world.devices.values()
        patient = referred_and_sent(world, town)
        world.sync(desk)
        world.carry_out(desk)  # writes down the word of the next request
        world.edit(desk, "patient", {"phone": "1"}, patient)
        copy = world.clone_device("county", "county-copy")
        world.edit(copy, "patient", {"village": "东沟"}, patient)
        world.sync(copy)
        world.sync(desk)
        prove(world)
        assert rows.fetch(desk.db, "patient", patient)["village"] == "东沟"


def test_three_copies_bring_what_waited_in_all_of_them_once():
    with county() as world:
        town = world.devices["town"]
        patient = referred_and_sent(world, town)
        first = world.clone_device("town", "town-2")
        world.edit(first, "patient", {"name": "马玉莲"}, patient)
        second = world.clone_device("town-2", "town-3")
        world.edit(second, "patient", {"name": "马玉荣"}, patient)
        for device in (town, first, second):
            world.sync(device)
        prove(world)
        # The third saw what the second brought: that is no disagreement.
        assert not [key for key in hub_records(world) if key[0] == "conflict"]
        assert hub_records(world)[("patient", patient)].body["name"] == "马玉荣"


def test_whoever_gains_sight_again_is_sent_its_own_work_too():
    with county("town", "village") as world:
        town = world.devices["town"]
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        allergy = world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        world.sync(town)
        world.move(patient, "village")
        world.sync(town)
        assert rows.fetch(town.db, "allergy", allergy)["_lane"] == "left"
        world.move(patient, "town")
        prove(world)
        assert rows.fetch(town.db, "allergy", allergy)["_lane"] == "clinic"


def test_what_followed_an_unforeseen_merge_is_not_taken_for_foreseen():
    with county() as world:
        town, desk = world.devices.values()
        patient = referred_and_sent(world, town)
        world.sync(desk)
        world.carry_out(town)
        with UnitOfWork(desk.db, user_name="county") as work:
            rows.void(desk.db, "patient", patient, "重复")
            work.commit()
        world.sync(desk)
        world.edit(town, "patient", {"name": "马玉莲"}, patient)  # brings it back, unseen
        world.carry_back(0)
        world.take_in(town, 0)  # and now the removal is on the screen
        world.edit(town, "patient", {"phone": "139"}, patient)
        prove(world)
        assert not rows.fetch(town.db, "patient", patient)["_void"]


def test_an_old_empty_file_does_not_make_a_delivered_operation_come_twice():
    with county() as world:
        desk = world.devices["county"]
        world.carry_out(desk)
        world.edit(desk, "patient", {"name": "马玉兰"})
        world.faults["county"] = ("unheard",)
        world.sync(desk)
        world.faults.clear()
        world.carry_back(0)
        answer = courier.unpack(desk.db, world.sticks["back"][0], desk.clock)
        assert answer.more
        prove(world)
        assert len([row for row in hub_log(world) if row["ent"] == "patient"]) == 1


def test_a_row_whose_writer_is_lost_comes_back_from_those_who_show_it():
    with county("town", "county", "town2") as world:
        town, desk, other = world.devices.values()
        patient = referred_and_sent(world, town)
        for device in (desk, other):
            world.sync(device)
        world.back_up_hub(verified=True)
        world.keep_copy("town")
        world.edit(town, "patient", {"name": "没有传回的改动"}, patient)
        for device in (town, desk, other):
            world.sync(device)
        world.edit(other, "patient", {"phone": "139"}, patient)
        world.sync(other)
        world.restore_hub()
        world.roll_back("town")  # the only file with that change is gone
        prove(world)
        for device in world.devices.values():
            shown = rows.fetch(device.db, "patient", patient)
            assert (shown["name"], shown["phone"]) == ("没有传回的改动", "139")
            assert shown["_lane"] in ("clinic", "inbox")


def test_what_a_restored_hub_refused_goes_by_itself_once_the_record_is_back():
    with county() as world:
        town, desk = world.devices.values()
        world.sync(town)
        world.back_up_hub(verified=True)
        patient = referred_and_sent(world, town)
        world.sync(desk)
        world.restore_hub()
        world.edit(desk, "patient", {"phone": "139"}, patient)
        world.sync(desk)
        assert [row["reason"] for row in outbox.refused(desk.db)] == ["unknown_record"]
        world.sync(town)
        prove(world)
        assert outbox.refused(desk.db) == []
        for device in world.devices.values():
            assert rows.fetch(device.db, "patient", patient)["phone"] == "139"


def test_a_restored_hub_is_compared_with_at_once_though_nobody_saved_anything():
    with county() as world:
        town, desk = world.devices.values()
        patient = referred_and_sent(world, town)
        world.sync(desk)
        world.back_up_hub(verified=True)
        world.move(patient, "village")
        for device in (town, desk):
            world.sync(device)
        world.restore_hub()  # the hub alone knew of the move
        for device in (town, desk):
            assert world.sync(device).digests_equal
        prove(world)
        assert rows.fetch(town.db, "patient", patient)["_owner"] == town.org_id


def test_after_a_restore_own_rows_are_not_sent_a_second_time():
    """Only what met others' changes is asked for again; the rest would cost a request for each bucket."""
    with county() as world:
        town = world.devices["town"]
        world.sync(town)
        world.back_up_hub(verified=True)
        for number in range(20):
            patient = world.edit(town, "patient", {"name": f"人{number}"})
            world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        world.sync(town)
        world.restore_hub()
        result = world.sync(town)
        assert result.digests_equal
        assert result.repaired == 0
        assert not world.ledger.forgotten - {identity(row) for row in hub_log(world)}


def test_a_word_about_what_left_our_sight_does_not_bring_it_back():
    with county() as world:
        town = world.devices["town"]
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        allergy = world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        world.sync(town)
        world.move(patient, "village")
        world.sync(town)
        with UnitOfWork(town.db, user_name="town") as work:
            rows.void(town.db, "allergy", allergy, "重复")
            work.commit()
        assert world.sync(town).repaired == 0
        prove(world)


def test_what_a_hub_got_back_takes_the_rest_within_the_same_exchange():
    with county() as world:
        town, desk = world.devices.values()
        patient = referred_and_sent(world, town)
        world.back_up_hub(verified=True)
        later = referred_and_sent(world, town)
        world.sync(desk)
        world.edit(desk, "patient", {"phone": "139"}, later)
        world.restore_hub()
        world.sync(desk)
        assert [row["reason"] for row in outbox.refused(desk.db)] == ["unknown_record"]
        world.sync(town)
        world.sync(desk)
        assert outbox.refused(desk.db) == []
        assert hub_records(world)[("patient", later)].body["phone"] == "139"
        assert patient != later
        prove(world)


def times_in_log(world, value):
    return len([row for row in hub_log(world) if value in row["sets"]])


def test_what_waited_in_two_copies_comes_once_though_each_began_a_life_before():
    with county() as world:
        town, desk = world.devices.values()
        patient = referred_and_sent(world, town)
        world.sync(desk)
        world.edit(town, "patient", {"phone": "139"}, patient)
        world.edit(town, "patient", {"village": "东沟"}, patient)
        copies = [world.clone_device("town", f"town-{number}") for number in (2, 3)]
        for device in copies:
            world.begin_life_of(device)
        for device in (*copies, town):
            world.sync(device)
        world.edit(copies[1], "patient", {"phone": "136"}, patient)
        world.edit(desk, "patient", {"gender": "2"}, patient)
        prove(world)
        assert times_in_log(world, "139") == times_in_log(world, "东沟") == 1
        # The second copy goes on from what the first brought: that is no disagreement.
        assert not [key for key in hub_records(world) if key[0] == "conflict"]
        assert hub_records(world)[("patient", patient)].body["phone"] == "136"


def test_what_was_changed_alike_in_two_copies_after_they_parted_is_taken_from_both():
    with county() as world:
        town = world.devices["town"]
        patient = referred_and_sent(world, town)
        copies = [world.clone_device("town", f"town-{number}") for number in (2, 3)]
        for device in copies:
            world.begin_life_of(device)
        for device in copies:
            world.now += timedelta(minutes=1)
            world.edit(device, "patient", {"phone": "139"}, patient)
        for device in copies:
            world.sync(device)
        prove(world)
        assert times_in_log(world, "139") == 2


def claim_a_higher_revision(device, patient):
    with UnitOfWork(device.db, user_name="坏") as work, device.db.applying():
        device.db.execute("UPDATE patient SET _rev = _rev + 1000 WHERE id = ?", (patient,))
        work.commit()


def test_a_row_that_claims_a_revision_the_hub_never_gave_hides_nothing_of_others():
    with county() as world:
        town, desk = world.devices.values()
        patient = referred_and_sent(world, town)
        world.settle()
        claim_a_higher_revision(desk, patient)
        world.edit(town, "patient", {"phone": "139"}, patient)
        world.sync(town)
        result = world.sync(desk)
        assert (result.repaired, result.digests_equal) == (1, True)
        assert rows.fetch(desk.db, "patient", patient)["phone"] == "139"
        world.now += timedelta(hours=7)
        assert world.sync(desk).repaired == 0


def test_own_work_stays_on_top_of_a_row_that_is_mended():
    with county() as world:
        town, desk = world.devices.values()
        patient = referred_and_sent(world, town)
        world.sync(desk)
        (referral,) = desk.db.execute("SELECT id FROM referral")
        world.edit(desk, "referral", {"impression": "县里不能改的"}, referral["id"])
        world.settle()
        with UnitOfWork(desk.db, user_name="坏") as work, desk.db.applying():
            desk.db.execute("UPDATE referral SET _rev = _rev + 1000, direction = 'x'")
            work.commit()
        claim_a_higher_revision(desk, patient)
        world.now += timedelta(hours=7)
        assert world.sync(desk).repaired == 2
        mended = rows.fetch(desk.db, "referral", referral["id"])
        assert (mended["impression"], mended["direction"]) == ("县里不能改的", "up")


class TooLate(Line):
    """Between the exchange and the comparison of a lane somebody else writes."""

    def buckets(self, lane):
        town = self.world.devices["town"]
        if town is not self.device:
            self.world.edit(town, "patient", {"phone": "136"}, self.world.patient)
            self.world.sync(town)
        return super().buckets(lane)


def test_what_was_told_before_or_after_something_happened_undoes_nothing():
    with county() as world:
        town, desk = world.devices.values()
        world.patient = referred_and_sent(world, town)
        world.settle()
        claim_a_higher_revision(desk, world.patient)
        world.now += timedelta(hours=7)
        exchange = Exchange(desk.db, TooLate(world, desk), desk.clock, world.random.randbytes)
        desk.tick()
        result = exchange.run()
        assert (result.repaired, result.digests_equal) == (0, False)
        assert not any("已补齐" in str(one) for one in result.healed)
        world.now += timedelta(hours=7)
        assert (world.sync(desk).repaired, world.sync(desk).repaired) == (1, 0)
        assert rows.fetch(desk.db, "patient", world.patient)["phone"] == "136"


def test_what_came_back_with_its_patient_is_in_sight_again_though_we_changed_it_meanwhile():
    with county() as world:
        town = world.devices["town"]
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        allergy = world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
        world.sync(town)
        world.move(patient, "village")
        world.sync(town)
        with UnitOfWork(town.db, user_name="town") as work:
            rows.void(town.db, "allergy", allergy, "重复")
            work.commit()
        world.move(patient, "town")
        assert world.sync(town).repaired == 0
        prove(world)


def test_a_hub_that_takes_nothing_over_does_not_keep_the_exchange_going():
    with county() as world:
        town = world.devices["town"]
        world.sync(town)
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        take = world.hub_exchange
        world.hub_exchange = lambda device, request: take(device, attrs.evolve(request, operations=()))
        with pytest.raises(HubRefused, match="没有进展"):
            Exchange(town.db, Line(world, town), town.clock, world.random.randbytes).run()
        world.hub_exchange = take
        prove(world)
        assert ("patient", patient) in hub_records(world)


def test_a_restored_hub_is_offered_all_from_the_first_it_lacks():
    """Copies may have brought later operations earlier, so the numbers of the hub need not rise."""
    with county() as world:
        town = world.devices["town"]
        for number in range(3):
            world.edit(town, "patient", {"name": f"人{number}"})
        outbox.acknowledge(town.db, [(1, 5), (2, 30), (3, 20)])
        outbox.rewind(town.db, 25)
        assert town.state().acked_op == 1


def test_a_life_that_offers_what_it_cannot_say_is_told_to_begin_another():
    with county() as world:
        town = world.devices["town"]
        patient = referred_and_sent(world, town)
        with world.hub.transaction() as tx:
            for table in ("op_log", "record", "feed", "scope", "digest"):
                tx.run(f"DELETE FROM {table}")
        town.db.execute("UPDATE op SET state = 0, hub_seq = 0")
        town.db.execute("DELETE FROM lane_cursor")
        sync_state.change(town.db, acked_op=0, chain="", passed="[[],[]]")
        request = Exchange(town.db, Line(world, town), town.clock, world.random.randbytes).prepare()
        answer = world.hub_exchange(town, request)
        assert (answer.do, answer.details) == ("epoch", {"reason": "behind"})
        world.sync(town)
        assert ("patient", patient) in hub_records(world)
