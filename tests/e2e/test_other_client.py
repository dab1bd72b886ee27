"""PROTOCOL.md is enough: a client written from it alone joins a hub, pushes, pulls and misses nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from clinic_app.domain.clock import FixedClock, to_ms
from clinic_app.hub.backup import make_backup, restore_backup
from clinic_app.hub.own_changes import move_patient
from tests.helpers.hub_server import RunningHub
from tests.helpers.other_client import OtherClient
from tests.helpers.other_format import new_id

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def hub(request, tmp_path):
    with RunningHub(
        tmp_path / "hub", tls=getattr(request, "param", False), clock=FixedClock(NOON)
    ) as running:
        yield running


@pytest.fixture
def pair(hub):
    org = hub.add_organization("白水镇卫生院", code="620802001")
    one, two = (OtherClient(hub.ticket(org).line) for _ in range(2))
    yield one, two
    one.close()
    two.close()


@pytest.mark.parametrize("hub", [True], indirect=True, ids=["encrypted"])
def test_a_patient_pushed_by_one_is_pulled_by_the_other(pair):
    one, two = pair
    patient = new_id()
    one.save("patient", patient, "add", {"name": "李桂英", "gender": "2", "phone": "13809330011"})
    assert one.sync() == {}
    assert two.sync() == {}
    assert two.records["patient", patient]["body"]["name"] == "李桂英"
    assert two.records["patient", patient]["rev"] == one.records["patient", patient]["rev"]
    assert (one.differing, two.differing) == ([], [])
    # Both changed the phone without seeing each other: one value stands in both, the other is listed.
    two.save("patient", patient, "set", {"phone": "13809330022"})
    one.save("patient", patient, "set", {"phone": "13809330033"})
    assert two.sync() == {}
    assert one.sync() == {2: ""}
    two.sync()
    phones = {c.records["patient", patient]["body"]["phone"] for c in pair}
    assert phones == {"13809330033"}
    for client in pair:
        listed = [r["body"] for (ent, _), r in client.records.items() if ent == "conflict"]
        assert [(c["field"], c["status"], c["other"]) for c in listed] == [("phone", "auto", '"13809330022"')]
        assert client.differing == []


def test_refusals_stop_nothing_behind_them(pair):
    one, two = pair
    patient = new_id()
    one.save("organization", new_id(), "add", {"name": "假机构"})
    one.save("patient", patient, "add", {"name": "马龑", "gender": 1})
    one.save("patient", patient, "add", {"name": "马龑", "gender": "1"})
    assert one.sync() == {1: "hub_only", 2: "wrong_type:gender"}
    two.sync()
    assert two.records["patient", patient]["body"]["name"] == "马龑"
    assert (one.differing, two.differing) == ([], [])


def test_a_new_epoch_tells_what_was_delivered(pair):
    one, _ = pair
    one.sync()
    status, answer = one.call("POST", "/v1/epoch", {"parent": one.me["epoch_no"], "last": 0, "hashes": []})
    assert status == 200
    assert answer["delivered"] == []
    status, answer = one.call("GET", "/v1/digest/clinic")
    assert (status, answer) == (200, {"buckets": {}})


def test_a_record_that_is_old_missing_too_new_or_too_much_is_repaired(pair):
    one, two = pair
    patients = [new_id() for _ in range(4)]
    for patient in patients:
        one.save("patient", patient, "add", {"name": "李桂英"})
    one.sync()
    two.sync()
    whole = {key: dict(record) for key, record in two.records.items()}
    old, lost, ahead, _ = (("patient", patient) for patient in patients)
    two.records[old] = two.records[old] | {"rev": 1, "body": {"name": "旧"}}
    two.records[ahead] = two.records[ahead] | {"rev": 9999, "body": {"name": "假"}}
    del two.records[lost]
    extra = ("patient", new_id())
    two.records[extra] = {"rev": 3, "lane": "clinic", "body": {"name": "多"}}
    two.sync()
    assert two.differing == ["clinic"]
    two.repair()
    assert two.differing == []
    assert two.records.pop(extra)["lane"] == "apart"
    assert two.records == whole


def test_an_answer_that_is_lost_costs_nothing(pair):
    one, two = pair
    patient = new_id()
    one.save("patient", patient, "add", {"name": "李桂英"})
    shown = list(one.request()["rt"])
    one.sync(lost=True)
    assert one.request()["rt"] == shown
    assert one.sync() == {}
    two.sync()
    assert two.records["patient", patient]["rev"] == one.records["patient", patient]["rev"]
    assert (one.told, one.differing, two.differing) == ([], [], [])


def test_of_two_copies_one_is_asked_to_begin_anew_and_both_bring_their_work(pair):
    one, two = pair
    early, here, there = new_id(), new_id(), new_id()
    one.save("patient", early, "add", {"name": "两份都有"})
    other = one.copied()
    one.save("patient", here, "add", {"name": "原来那份"})
    other.save("patient", there, "add", {"name": "拷贝的那份"})
    assert one.sync() == other.sync() == {}
    assert (one.told, other.told) == ([], ["epoch"])
    assert other.epoch != one.epoch
    for client in (one, other, two):
        client.sync()
        assert {("patient", i) for i in (early, here, there)} <= client.records.keys()
        assert client.differing == []
    assert other.sync() == {}


def test_what_does_not_fit_into_one_page_comes_in_several(pair):
    one, two = pair
    for number in range(120):
        one.save("patient", new_id(), "add", {"name": f"人{number}", "address": f"白水镇{number * 7919}号"})
    one.sync()
    asked = []
    two.call = lambda *request, call=two.call: asked.append(request[2]["cur"]) or call(*request)
    two.sync(limit=2048)
    assert len(asked) > 2
    assert len([key for key in two.records if key[0] == "patient"]) == 120
    assert two.differing == []


def test_a_unit_of_work_is_taken_whole_or_not_at_all(pair):
    one, two = pair
    good, bad = new_id(), new_id()
    for patient, code in ((good, "1"), (bad, 1)):
        one.save("patient", patient, "add", {"name": "李桂英"})
        one.save("allergy", new_id(), "add", {"patient_id": patient, "substance": "青霉素"}, with_last=True)
        one.save("patient", patient, "set", {"gender": code}, with_last=True)
    assert one.sync() == {4: "with:6", 5: "with:6", 6: "wrong_type:gender"}
    two.sync()
    assert ("patient", bad) not in two.records
    assert two.records["patient", good]["body"]["gender"] == "1"
    assert (one.differing, two.differing) == ([], [])


def test_a_removal_and_the_lines_of_a_text_meet_those_of_others(pair):
    one, two = pair
    patient, allergy = new_id(), new_id()
    one.save("patient", patient, "add", {"name": "李桂英", "past_history": "高血压\n阑尾炎术后"})
    one.save("allergy", allergy, "add", {"patient_id": patient, "substance": "青霉素"})
    one.sync()
    two.sync()
    was = {"past_history": "高血压\n阑尾炎术后"}
    two.save("allergy", allergy, "void", {"_void": 1, "_void_reason": "误登"})
    two.save("patient", patient, "set", {"past_history": "高血压\n阑尾炎术后\n吸烟"}, olds=was)
    one.save("patient", patient, "set", {"past_history": "高血压三级\n阑尾炎术后"}, olds=was)
    two.sync()
    assert one.sync() == {3: ""}
    two.sync()
    for client in pair:
        record = client.records["allergy", allergy]
        assert (record["void"], record["reason"]) == (1, "误登")
        text = client.records["patient", patient]["body"]["past_history"]
        assert text == "高血压三级\n阑尾炎术后\n吸烟"
        assert client.differing == []


def test_a_patient_who_moves_leaves_and_stays_readable(hub, pair):
    one, _ = pair
    patient = new_id()
    one.save("patient", patient, "add", {"name": "李桂英"})
    one.sync()
    to = hub.add_organization("王家沟村卫生室", code="620802002", level="village")
    with hub.database.transaction() as tx:
        move_patient(tx, patient, to.id, hub.clock.now())
    one.sync()
    assert one.records["patient", patient]["lane"] == "left"
    assert one.records["patient", patient]["body"]["name"] == "李桂英"
    heir = OtherClient(hub.ticket(to).line)
    heir.snapshot("clinic")
    heir.sync()
    assert heir.records["patient", patient]["owner"] == to.id
    assert [client.differing for client in (one, heir)] == [[], []]
    status, answer = one.call("GET", f"/v1/heard?of={to.id},{new_id()}")
    assert (status, answer) == (200, {"heard": {to.id: to_ms(hub.clock.now())}})
    heir.close()


def test_a_value_changed_behind_the_program_is_found_by_what_the_records_say(pair):
    one, _ = pair
    patient = new_id()
    one.save("patient", patient, "add", {"name": "李桂英", "phone": ""})
    one.sync()
    assert one.compare_contents() == set()
    one.records["patient", patient]["body"]["name"] = "李贵英"
    one.sync()
    assert one.differing == []
    assert one.compare_contents() == {("patient", patient)}
    assert one.records["patient", patient]["body"]["name"] == "李桂英"


def test_a_restored_hub_gets_back_what_it_forgot(hub, pair, tmp_path):
    one, two = pair
    kept, later = new_id(), new_id()
    one.save("patient", kept, "add", {"name": "李桂英", "phone": "138"})
    one.sync()
    backup = make_backup(hub.config, hub.database, hub.clock.now(), tmp_path / "backup")
    one.save("patient", kept, "set", {"phone": "139"})
    one.save("patient", later, "add", {"name": "马龑"})
    one.sync()
    two.sync()
    restore_backup(hub.config, hub.database, backup.path, hub.clock.now(), hub.entropy)
    # Whoever only read keeps what it read, in no lane, until the hub has it again.
    two.sync()
    assert two.told == ["hub_changed"]
    assert two.records["patient", later]["lane"] == "ahead"
    assert two.records["patient", kept]["body"]["phone"] == "139"
    assert two.differing == ["clinic"]
    one.sync()
    two.sync()
    assert (one.told, one.differing, two.differing) == (["hub_changed"], [], [])
    for client in pair:
        assert client.records["patient", kept]["body"]["phone"] == "139"
        assert client.records["patient", later]["lane"] == "clinic"


def test_what_its_author_never_offers_again_is_given_back_by_a_reader(hub, pair, tmp_path):
    one, two = pair
    kept, late = new_id(), new_id()
    one.save("patient", kept, "add", {"name": "李桂英", "phone": "138"})
    one.sync()
    backup = make_backup(hub.config, hub.database, hub.clock.now(), tmp_path / "backup")
    one.save("patient", kept, "set", {"phone": "139"})
    one.save("patient", late, "add", {"name": "马龑"})
    one.sync()
    two.sync()
    restore_backup(hub.config, hub.database, backup.path, hub.clock.now(), hub.entropy)
    for hours, offered in ((0, 0), (23, 0), (2, 2)):
        hub.clock.advance(timedelta(hours=hours))
        two.sync()
        assert two.records["patient", kept]["body"]["phone"] == "139"
        assert two.give_back(to_ms(hub.clock.now())) == offered
    assert set(two.sync().values()) == {""}
    assert (two.kept, two.differing) == ({}, [])
    with hub.database.transaction() as tx:
        stands = {
            row["id"]: row["body"] for row in tx.all("SELECT id, body FROM record WHERE ent = 'patient'")
        }
    assert '"phone":"139"' in stands[kept]
    assert late in stands
    one.sync()  # the author comes after all: nothing is doubled, nobody is asked
    assert not [key for key in one.records if key[0] == "conflict"]
    assert one.differing == []
