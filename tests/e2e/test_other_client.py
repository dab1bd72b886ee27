"""PROTOCOL.md is enough: a client written from it alone joins a hub, pushes, pulls and misses nothing."""

from __future__ import annotations

import pytest

from tests.helpers.hub_server import RunningHub
from tests.helpers.other_client import OtherClient, new_id


@pytest.fixture
def pair(tmp_path):
    with RunningHub(tmp_path / "hub", tls=True) as hub:
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
