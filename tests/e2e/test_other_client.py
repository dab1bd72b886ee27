"""PROTOCOL.md is enough: a client written from it alone joins a hub, pushes, pulls and misses nothing."""

from __future__ import annotations

import pytest

from clinic_app.hub.backup import make_backup, restore_backup
from tests.helpers.hub_server import RunningHub
from tests.helpers.other_client import OtherClient, new_id


@pytest.fixture
def hub(tmp_path):
    with RunningHub(tmp_path / "hub", tls=True) as running:
        yield running


@pytest.fixture
def pair(hub):
    org = hub.add_organization("白水镇卫生院", code="620802001")
    one, two = (OtherClient(hub.ticket(org).line) for _ in range(2))
    yield one, two
    one.close()
    two.close()


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
