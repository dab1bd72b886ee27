from __future__ import annotations

import os
from datetime import timedelta

import pytest
import zstandard

from clinic_app.domain.change import bucket_of, row_hash
from clinic_app.domain.ids import new_id
from clinic_app.protocol import codec
from tests.helpers.hub_device import BareDevice, operation


@pytest.fixture
def clinic(hub, entropy):
    """A clinic with three hundred patients, and its device."""
    org = hub.add_organization("南湖镇卫生院")
    with BareDevice(hub.address) as device:
        device.enrol(hub.ticket(org).code)
        patients = [operation(n, "patient", new_id(n, entropy), name=f"病人{n}") for n in range(1, 301)]
        device.sync(*patients)
        yield device


def read(packed: bytes):
    return codec.load(zstandard.ZstdDecompressor().stream_reader(packed).read())


def test_a_snapshot_holds_the_lane_and_proves_it(clinic):
    found = read(clinic.call("GET", "/v1/snapshot/clinic").content)
    rows = codec.rows_from_json(found["rows"])
    assert len(rows) == found["dg"][0] == 300
    assert sum(row_hash(row.ent, row.id, row.rev) for row in rows) % 2**64 == found["dg"][1]
    assert {row.body["name"] for row in rows} == {f"病人{n}" for n in range(1, 301)}


def test_a_sync_can_go_on_from_a_snapshots_cursor(clinic, entropy):
    found = read(clinic.call("GET", "/v1/snapshot/clinic").content)
    new = new_id(999, entropy)
    clinic.sync(operation(301, "patient", new, name="后来的"))
    from clinic_app.protocol.messages import Cursor

    clinic._cursors = {"clinic": Cursor(*found["cur"])}
    answer = clinic.sync()
    assert answer.lanes["clinic"].rows == ()  # its own change is not sent back
    assert answer.digests["clinic"].count == 301


def test_a_broken_download_goes_on_where_it_broke(clinic, entropy):
    whole = clinic.call("GET", "/v1/snapshot/clinic")
    etag = whole.headers["etag"]
    clinic.sync(operation(301, "patient", new_id(999, entropy), name="后来的"))
    rest = clinic.call("GET", "/v1/snapshot/clinic", range="bytes=500-", if_range=etag)
    assert rest.status_code == 206
    assert whole.content[:500] + rest.content == whole.content


def test_a_snapshot_is_made_anew_after_half_a_day(hub, clinic, entropy):
    first = clinic.call("GET", "/v1/snapshot/clinic").headers["etag"]
    clinic.sync(operation(301, "patient", new_id(999, entropy), name="后来的"))
    for path in (hub.config.folder / "snapshots").iterdir():
        os.utime(path, (hub.clock.now().timestamp(),) * 2)
    assert clinic.call("GET", "/v1/snapshot/clinic").headers["etag"] == first
    hub.clock.advance(timedelta(hours=13))
    assert clinic.call("GET", "/v1/snapshot/clinic").headers["etag"] != first
    assert len(list((hub.config.folder / "snapshots").iterdir())) == 1


def test_another_clinic_gets_its_own_lane(hub, clinic):
    other = hub.add_organization("城川镇卫生院")
    with BareDevice(hub.address) as device:
        device.enrol(hub.ticket(other).code)
        assert read(device.call("GET", "/v1/snapshot/clinic").content)["rows"] == []
        assert len(codec.rows_from_json(read(device.call("GET", "/v1/snapshot/ref").content)["rows"])) == 4


def test_a_lanes_digest_leads_to_the_rows_of_a_bucket(clinic):
    buckets = codec.load(codec.unpack(clinic.call("GET", "/v1/digest/clinic").content))["buckets"]
    assert sum(count for count, _ in buckets.values()) == 300
    number = next(iter(buckets))
    body = clinic.call("GET", f"/v1/digest/clinic?bucket={number}")
    rows = codec.rows_from_json(codec.load(codec.unpack(body.content))["rows"])
    assert len(rows) == buckets[number][0]
    assert {bucket_of(row.ent, row.id) for row in rows} == {int(number)}


@pytest.mark.parametrize("target", ["/v1/snapshot/secret", "/v1/digest/x", "/v1/digest/ref?bucket=256"])
def test_an_unknown_lane_or_bucket_is_refused(clinic, target, expected_logs):
    expected_logs.allow("unreadable request")
    assert clinic.call("GET", target).status_code == 400
