"""A county in memory: clinics with real databases and a real hub, spoken to through real bytes."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from clinic_app.domain.clock import FixedClock, stamp, to_ms
from clinic_app.domain.errors import HubUnreachable
from clinic_app.hub.change_log import lane_buckets
from clinic_app.hub.completeness import bucket_contents, bucket_rows
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.epochs import begin_epoch
from clinic_app.hub.ingest import Device, exchange
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.protocol import codec
from clinic_app.protocol.messages import Refusal
from clinic_app.store import sync_state
from clinic_app.store.database import Database
from clinic_app.sync.exchange import Exchange

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
KEY = bytes(range(32))


def seeded(seed):
    """Return a source of bytes that repeats itself."""
    return random.Random(seed).randbytes


def through_bytes(value, to_json, from_json):
    """Return a message after a trip through its bytes."""
    body, encoding = codec.pack(codec.dump(to_json(value)))
    return from_json(codec.load(codec.unpack(body, encoding)))


class MemoryHub:
    """The shipped hub code over a scratch database, without a socket."""

    def __init__(self, url="sqlite://", clock=None):
        self.clock = clock or FixedClock(START)
        self.db = HubDatabase(url)
        self.db.create_tables()
        with self.db.transaction() as tx:
            tx.run("INSERT INTO hub_head(one, hub_epoch) VALUES(1, 'H1')")

    def add_org(self, org_id, name, **more):
        with self.db.transaction() as tx:
            write_own(tx, [OwnChange("organization", org_id, {"name": name, **more})], self.clock.now())

    def enrol(self, db, device_id, name):
        """Enrol a database as a device of its institution."""
        org = sync_state.read(db).org_id
        with self.db.transaction() as tx:
            tx.run(
                "INSERT INTO device(device_id, org_id, name, public_key, enrolled_at)"
                " VALUES(:d, :o, :n, '', :t)",
                d=device_id,
                o=org,
                n=name,
                t=stamp(self.clock.now()),
            )
            epoch = begin_epoch(tx, device_id, None, "enrolled", stamp(self.clock.now()))
        sync_state.change(
            db, device_id=device_id, epoch_no=epoch.epoch, hub_epoch=epoch.hub_epoch, hub_address="memory"
        )
        return Line(self, Device(device_id, org, name))


class Line:
    """A clinic's line to the hub; ``fault`` may cut it before or after the hub has worked."""

    def __init__(self, hub, device):
        self.hub = hub
        self.device = device
        self.cut_before = False
        self.cut_after = False
        self.requests = []

    def sync(self, request):
        if self.cut_before:
            raise HubUnreachable(codec_message())
        request = through_bytes(request, codec.request_to_json, codec.request_from_json)
        self.requests.append(request)
        with self.hub.db.transaction() as tx:
            answer = exchange(tx, self.device, request, to_ms(self.hub.clock.now()))
        if self.cut_after:
            raise HubUnreachable(codec_message())
        if isinstance(answer, Refusal):
            return through_bytes(answer, codec.refusal_to_json, codec.refusal_from_json)
        return through_bytes(answer, codec.response_to_json, codec.response_from_json)

    def new_epoch(self, request):
        with self.hub.db.transaction() as tx:
            return begin_epoch(tx, self.device.device_id, request, "asked", stamp(self.hub.clock.now()))

    def buckets(self, lane):
        with self.hub.db.transaction() as tx:
            return lane_buckets(tx, self.device.org_id, lane)

    def contents(self, lane):
        with self.hub.db.transaction() as tx:
            return bucket_contents(tx, self.device.org_id, lane)

    def bucket_rows(self, lane, bucket):
        with self.hub.db.transaction() as tx:
            return bucket_rows(tx, self.device.org_id, lane, bucket)


def codec_message():
    from clinic_app.domain.wording import say

    return say("线断了")


def clinic(path, org_id, name, *, seed=1, clock=None):
    """Return a new clinic database."""
    return Database.create(
        path, KEY, org_id=org_id, org_name=name, clock=clock or FixedClock(START), entropy=seeded(seed)
    )


def sync(db, line, *, clock=None, seed=9):
    """Run the shipped exchange once to the end."""
    return Exchange(db, line, clock or line.hub.clock, random.Random(seed).randbytes).run()
