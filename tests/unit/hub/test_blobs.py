"""Attachments at the hub: whole only when they hash to their name, seen by whom their record is seen."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.domain.errors import HubRefused
from clinic_app.domain.ids import new_id
from clinic_app.hub.blob_access import BlobAccess
from clinic_app.hub.blobs import BlobStore
from clinic_app.hub.status import attachments
from clinic_app.protocol.endpoints import blob_target
from tests.helpers.hub_device import BareDevice, operation

PICTURE = bytes(range(256)) * 300
NAME = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture
def ids(entropy):
    return [new_id(1_795_000_000_000, entropy) for _ in range(6)]


@pytest.fixture
def orgs(hub):
    return [hub.add_organization(name) for name in ("南湖镇卫生院", "崆峒县人民医院", "城川镇卫生院")]


@pytest.fixture
def devices(hub, orgs):
    made = [BareDevice(hub.address).enrol(hub.ticket(org).code) for org in orgs]
    yield made
    for device in made:
        device.client.close()


@pytest.fixture
def target(devices, orgs, ids):
    """Let the township refer a patient to the county with a picture; return where its content goes."""
    patient, referral, attachment, *_ = ids
    devices[0].sync(
        operation(1, "patient", patient, name="王建国"),
        operation(2, "referral", referral, patient_id=patient, from_org=orgs[0].id, to_org=orgs[1].id),
        attached(3, attachment, referral, orgs[0].id),
    )
    return blob_target(NAME, attachment)


def attached(seq, record, referral, org, **values):
    chosen = {"referral_id": referral, "sha256": NAME, "size": len(PICTURE), "by_org": org, **values}
    return operation(seq, "attachment", record, **chosen)


def send(device, target, offset, part):
    return device.call("PATCH", target, part, upload_offset=str(offset), upload_length=str(len(PICTURE)))


def test_an_attachment_comes_in_parts_and_goes_out_whole(hub, devices, target):
    clinic, county, _ = devices
    assert send(clinic, target, 0, PICTURE[:30_000]).headers["upload-complete"] == "?0"
    assert clinic.call("HEAD", target).headers["upload-offset"] == "30000"
    assert attachments(hub.config.blobs) == {"whole": 0, "coming": 1, "damaged": 0, "bytes": 30_000}
    assert county.call("GET", target).status_code == 400
    assert send(clinic, target, 30_000, PICTURE[30_000:]).headers["upload-complete"] == "?1"
    assert attachments(hub.config.blobs) == {"whole": 1, "coming": 0, "damaged": 0, "bytes": len(PICTURE)}
    assert county.call("GET", target).content == PICTURE
    part = county.call("GET", target, range="bytes=70000-")
    assert (part.status_code, part.content) == (206, PICTURE[70_000:])


def test_a_part_sent_twice_is_told_where_to_go_on(devices, target):
    send(devices[0], target, 0, PICTURE[:30_000])
    again = send(devices[0], target, 0, PICTURE[:30_000])
    assert (again.status_code, again.json()["offset"]) == (409, 30_000)
    send(devices[0], target, 30_000, PICTURE[30_000:])
    assert send(devices[0], target, 0, PICTURE).headers["upload-complete"] == "?1"


def test_what_does_not_hash_to_its_name_is_not_kept(devices, target):
    response = send(devices[0], target, 0, PICTURE[:-1] + b"x")
    assert (response.status_code, response.json()["offset"]) == (409, 0)
    assert devices[0].call("HEAD", target).headers["upload-offset"] == "0"
    assert send(devices[0], target, 0, PICTURE).status_code == 204


def test_who_does_not_see_the_record_does_not_see_the_content(devices, target):
    clinic, _, stranger = devices
    send(clinic, target, 0, PICTURE)
    assert stranger.call("GET", target).status_code == 404
    assert stranger.call("HEAD", target).status_code == 404
    assert send(stranger, target, 0, PICTURE).status_code == 404
    assert clinic.call("GET", target).content == PICTURE


def test_naming_a_foreign_content_in_a_record_of_one_s_own_gives_nothing(devices, orgs, ids, target):
    clinic, _, stranger = devices
    send(clinic, target, 0, PICTURE)
    patient, referral, attachment = ids[3:6]
    stranger.sync(
        operation(1, "patient", patient, name="李桂英"),
        operation(2, "referral", referral, patient_id=patient, from_org=orgs[2].id, to_org=orgs[1].id),
        attached(3, attachment, referral, orgs[2].id),
    )
    own = blob_target(NAME, attachment)
    assert stranger.call("HEAD", own).headers["upload-complete"] == "?0"
    assert stranger.call("GET", own).status_code == 400


def test_the_receiver_reads_but_does_not_write(devices, target):
    assert send(devices[1], target, 0, PICTURE).status_code == 403
    assert devices[1].call("HEAD", target).headers["upload-offset"] == "0"


def test_a_removed_attachment_is_handed_out_no_more(devices, ids, target):
    clinic, county, _ = devices
    send(clinic, target, 0, PICTURE)
    clinic.sync(operation(4, "attachment", ids[2], kind="void", _void=1, _void_reason="传错了人"))
    assert county.call("GET", target).status_code == 404
    assert clinic.call("GET", target).status_code == 404


def test_a_content_goes_only_where_its_record_names_it(devices, ids, target):
    send(devices[0], target, 0, PICTURE)
    for elsewhere in (
        blob_target("0" * 64, ids[2]),
        blob_target(NAME, ids[1]),
        blob_target(NAME, ""),
        f"/v1/blob/{NAME}",
    ):
        assert devices[0].call("GET", elsewhere).status_code == 404


def test_a_content_damaged_on_the_hub_s_disk_is_asked_for_again(hub, devices, target, expected_logs):
    clinic, county, _ = devices
    send(clinic, target, 0, PICTURE)
    [stored] = hub.config.blobs.glob(f"*/*/{NAME}")
    stored.write_bytes(PICTURE[:-1] + b"?")
    expected_logs.allow("attachment damaged")
    assert county.call("GET", target, range="bytes=0-99").status_code == 400
    assert clinic.call("HEAD", target).headers["upload-complete"] == "?0"
    assert send(clinic, target, 0, PICTURE).status_code == 204
    assert county.call("GET", target).content == PICTURE


IMPOSSIBLE = [
    ("zz", {"upload_offset": "0", "upload_length": "3"}, 404),
    ("..%2F..%2Fhub.toml", {"upload_offset": "0", "upload_length": "3"}, 404),
    (NAME, {}, 400),
    (NAME, {"upload_offset": "-1", "upload_length": "3"}, 400),
    (NAME, {"upload_offset": "0", "upload_length": str(1 << 40)}, 413),
    (NAME, {"upload_offset": "0", "upload_length": "2"}, 400),
]


def test_requests_that_cannot_be_are_refused(devices, ids, target):
    for name, headers, status in IMPOSSIBLE:
        answer = devices[0].call("PATCH", blob_target(name, ids[2]), b"abc", **headers)
        assert answer.status_code == status, (name, headers)


@settings(max_examples=30)
@given(
    data=st.binary(min_size=1, max_size=400),
    moves=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 150), st.booleans()), max_size=14),
)
def test_p24_a_complete_attachment_hashes_to_its_name(tmp_path_factory, data, moves):
    """Whatever parts come in whatever order, cut or spoilt: complete means the bytes of the name."""
    folder = tmp_path_factory.mktemp("blobs")
    store, name = BlobStore(folder), hashlib.sha256(data).hexdigest()
    access = BlobAccess("A" * 22, len(data), may_write=True)

    def patch(offset, part):
        headers = {"upload-offset": str(offset), "upload-length": str(len(data))}
        try:
            return store.serve("PATCH", access, name, headers, part).headers["upload-complete"] == "?1"
        except HubRefused:
            return False

    def whole():
        return store.serve("HEAD", access, name, {}, b"").headers["upload-complete"] == "?1"

    for offset, count, spoilt in moves:
        part = data[offset : offset + count]
        done = patch(offset, bytes(255 - byte for byte in part) if spoilt else part)
        assert done <= whole()
        for path in folder.rglob(name):
            assert path.read_bytes() == data
    while not whole():
        have = int(store.serve("HEAD", access, name, {}, b"").headers["upload-offset"])
        patch(have, data[have : have + 200])
    [path] = folder.rglob(name)
    assert path.read_bytes() == data
