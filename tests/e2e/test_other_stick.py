"""PROTOCOL.md is enough for sticks and attachments, too: a client written from it carries both."""

from __future__ import annotations

import copy
import hashlib

import pytest

from clinic_app.hub.courier import serve_file
from tests.helpers.hub_server import RunningHub
from tests.helpers.other_client import OtherClient
from tests.helpers.other_format import new_id
from tests.helpers.other_stick import OtherStick

PICTURE = bytes(range(256)) * 300
NAME = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture
def hub(tmp_path):
    with RunningHub(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def town(hub):
    client = OtherClient(hub.ticket(hub.add_organization("白水镇卫生院", code="620802001")).line)
    yield client
    client.close()


@pytest.fixture
def county(hub):
    client = OtherClient(
        hub.ticket(hub.add_organization("县人民医院", code="620802099", level="county")).line
    )
    yield client
    client.close()


def carried(hub, data):
    """Do what ``clinic-hub courier`` does."""
    done = serve_file(hub.database, hub.keys, data, hub.clock.now(), hub.entropy, hub.config.blobs)
    return done.data


def referral(town, county):
    """Save a referral with a picture, and return the attachment's identity."""
    patient, paper, picture = new_id(), new_id(), new_id()
    orgs = {"from_org": town.me["org"]["id"], "to_org": county.me["org"]["id"]}
    town.save("patient", patient, "add", {"name": "李桂英"})
    town.save("referral", paper, "add", {"patient_id": patient, "direction": "up", **orgs})
    named = {"referral_id": paper, "name": "心电图", "sha256": NAME, "size": len(PICTURE)}
    town.save("attachment", picture, "add", named | {"by_org": orgs["from_org"]})
    return picture


def test_an_attachment_goes_up_in_parts_and_down_again(town, county):
    picture = referral(town, county)
    assert town.sync() == {}
    target = f"/v1/blob/{NAME}?attachment={picture}"
    whole = {"upload_length": str(len(PICTURE))}
    first = town.ask("PATCH", target, PICTURE[:30000], upload_offset="0", **whole)
    assert (first.status_code, first.headers["upload-offset"]) == (204, "30000")
    assert first.headers["upload-complete"] == "?0"
    wrong = town.ask("PATCH", target, PICTURE[:30000], upload_offset="0", **whole)
    assert (wrong.status_code, wrong.json()["offset"]) == (409, 30000)
    assert county.ask("GET", target).status_code == 400
    rest = town.ask("PATCH", target, PICTURE[30000:], upload_offset="30000", **whole)
    assert rest.headers["upload-complete"] == "?1"
    there = town.ask("HEAD", target)
    assert (there.status_code, there.headers["upload-offset"]) == (200, str(len(PICTURE)))
    county.sync()
    part = county.ask("GET", target, range="bytes=70000-")
    assert (part.status_code, part.content) == (206, PICTURE[70000:])
    assert county.ask("GET", f"/v1/blob/{NAME}?attachment={new_id()}").status_code == 404


def test_a_stick_brings_records_and_attachments_both_ways(hub, town, county):
    picture = referral(town, county)
    stick = OtherStick(town)
    parts = [(NAME, picture, len(PICTURE), 0, PICTURE)]
    answer = carried(hub, stick.write(parts))
    assert stick.read(answer) == "taken"
    assert (town.acked, town.differing, stick.stands) == (3, [], [[NAME, len(PICTURE), 1]])
    back = OtherStick(county)
    assert back.read(carried(hub, back.write())) == "taken"
    assert ("attachment", picture) in county.records
    assert back.read(carried(hub, back.write(wanted=[[NAME, picture, 0]]))) == "taken"
    assert back.fetched == {NAME: PICTURE}
    assert county.differing == []


def test_stick_and_line_may_be_mixed_in_any_order(hub, town, county):
    referral(town, county)
    stick = OtherStick(town)
    late = carried(hub, stick.write())
    town.save("patient", new_id(), "add", {"name": "马龑"})
    assert town.sync() == {}  # the line came back first: the hub knows what the stick has brought
    before = copy.deepcopy((town.records, town.cursors, town.acked, town.ratchet))
    assert stick.read(late) == "taken"
    assert (town.records, town.cursors, town.acked, town.ratchet) == before
    assert town.sync() == {}
    assert (town.told, town.differing) == ([], [])


def test_a_copy_gets_its_new_epoch_with_the_stick(hub, town, county):
    town.sync()
    other = town.copied()
    town.save("patient", new_id(), "add", {"name": "原来那份"})
    town.sync()
    other.save("patient", new_id(), "add", {"name": "拷贝的那份"})
    stick = OtherStick(other)
    data = stick.write()
    answer = carried(hub, data)
    assert stick.read(answer) == "epoch"
    assert stick.read(answer) == "overtaken"
    assert stick.read(carried(hub, stick.write())) == "taken"
    assert (other.differing, len([key for key in other.records if key[0] == "patient"])) == ([], 2)


def test_own_work_that_a_lane_went_past_unheard_is_read_again(hub, town, county):
    town.save("patient", new_id(), "add", {"name": "李桂英"})
    stick = OtherStick(town)
    data = stick.write()
    town.save("patient", new_id(), "add", {"name": "马龑"})
    town.sync(lost=True)
    assert stick.read(carried(hub, data)) == "taken"
    assert town.acked == 1
    assert town.cursors["clinic"][0] > town.operations[0]["seq"]
    asked = []
    town.call = lambda *request, call=town.call: asked.append(request[2]["cur"]) or call(*request)
    assert town.sync() == {}
    assert [cursors["clinic"][1] == "" for cursors in asked] == [False, True]
    assert (town.acked, town.told, town.differing) == (2, [], [])


def test_an_empty_file_does_not_cost_an_epoch(hub, town, county):
    town.sync()
    stick = OtherStick(town)
    data = stick.write()
    town.save("patient", new_id(), "add", {"name": "李桂英"})
    town.sync(lost=True)
    assert stick.read(carried(hub, data)) == "write another"
    assert town.sync() == {}
    assert (town.told, town.differing) == ([], [])
