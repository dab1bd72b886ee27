from __future__ import annotations

import hashlib

import pytest

from tests.helpers.hub_device import BareDevice

PICTURE = bytes(range(256)) * 300
NAME = hashlib.sha256(PICTURE).hexdigest()
TARGET = f"/v1/blob/{NAME}"


@pytest.fixture
def device(hub):
    with BareDevice(hub.address) as made:
        yield made.enrol(hub.ticket(hub.add_organization("南湖镇卫生院")).code)


def send(device, offset, part):
    return device.call("PATCH", TARGET, part, upload_offset=str(offset), upload_length=str(len(PICTURE)))


def test_an_attachment_comes_in_parts_and_goes_out_whole(device):
    assert send(device, 0, PICTURE[:30_000]).headers["upload-complete"] == "?0"
    assert device.call("HEAD", TARGET).headers["upload-offset"] == "30000"
    assert device.call("GET", TARGET).status_code == 400
    assert send(device, 30_000, PICTURE[30_000:]).headers["upload-complete"] == "?1"
    assert device.call("GET", TARGET).content == PICTURE
    part = device.call("GET", TARGET, range="bytes=70000-")
    assert (part.status_code, part.content) == (206, PICTURE[70_000:])


def test_a_part_sent_twice_is_told_where_to_go_on(device):
    send(device, 0, PICTURE[:30_000])
    again = send(device, 0, PICTURE[:30_000])
    assert (again.status_code, again.json()["offset"]) == (409, 30_000)
    send(device, 30_000, PICTURE[30_000:])
    assert send(device, 0, PICTURE).headers["upload-complete"] == "?1"


def test_what_does_not_hash_to_its_name_is_not_kept(device):
    response = send(device, 0, PICTURE[:-1] + b"x")
    assert (response.status_code, response.json()["offset"]) == (409, 0)
    assert device.call("HEAD", TARGET).headers["upload-offset"] == "0"
    assert send(device, 0, PICTURE).status_code == 204


def test_another_institution_does_not_see_it(hub, device):
    send(device, 0, PICTURE)
    with BareDevice(hub.address) as other:
        other.enrol(hub.ticket(hub.add_organization("城川镇卫生院")).code)
        assert other.call("GET", TARGET).status_code == 400
        assert other.call("HEAD", TARGET).headers["upload-complete"] == "?0"


@pytest.mark.parametrize(
    ("target", "headers", "status"),
    [
        ("/v1/blob/zz", {"upload_offset": "0", "upload_length": "3"}, 400),
        ("/v1/blob/..%2F..%2Fhub.toml", {"upload_offset": "0", "upload_length": "3"}, 404),
        (TARGET, {}, 400),
        (TARGET, {"upload_offset": "-1", "upload_length": "3"}, 400),
        (TARGET, {"upload_offset": "0", "upload_length": str(1 << 40)}, 413),
        (TARGET, {"upload_offset": "0", "upload_length": "2"}, 409),
    ],
)
def test_requests_that_cannot_be_are_refused(device, target, headers, status):
    assert device.call("PATCH", target, b"abc", **headers).status_code == status
