"""Devices, hub, line and clocks of one run, with every fault the field knows."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clinic_app.domain.clock import FixedClock, stamp, to_ms
from clinic_app.domain.errors import ClinicError, FileError, HubUnreachable
from clinic_app.domain.ids import new_id
from clinic_app.domain.wording import say
from clinic_app.hub import change_log, epochs, ingest, repair
from clinic_app.hub.courier import serve_file
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.keys import HubKeys
from clinic_app.hub.lifetime import begin_life
from clinic_app.hub.own_changes import OwnChange, move_patient, write_own
from clinic_app.protocol import codec
from clinic_app.protocol.endpoints import key_to_text
from clinic_app.protocol.messages import Refusal
from clinic_app.store import rows, sync_state
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import courier
from clinic_app.sync.exchange import Exchange
from clinic_app.system.crypto import new_sealing_key, new_signing_key

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
KEY = bytes(range(32))
TABLES = ("hub_head", "hub_life", "device_epoch", "op_log", "record", "feed", "scope", "digest")

ingest.ROW_BYTES = 300
"""Small pages, so that runs of sixty steps meet many page edges."""

_memory = Path("/dev/shm")  # files in memory where the system has such a place
_template: Path | None = None


def fixed_id(name):
    return new_id(1, random.Random(name).randbytes)


ORGS = {name: fixed_id(name) for name in ("town", "village", "county", "stranger")}


class Killed(BaseException):
    """The process died here."""


class Device:
    """One PC with one database file."""

    def __init__(self, world, name, org, path):
        self.world = world
        self.name = name
        self.org = org
        self.path = path
        self.offset = timedelta(0)
        self.clock = FixedClock(START)
        self.db = None
        self.kill_after = None
        self.ledger = []
        self.lost = []
        self.requests = []
        self.delivered = set()
        self.told_of_restore = False

    @property
    def org_id(self):
        return ORGS[self.org]

    def open(self):
        self.db = Database.open(self.path, KEY, clock=self.clock, entropy=self.world.random.randbytes)
        original = self.db._run

        def run(sql, params, cause=None):
            if self.kill_after is not None:
                self.kill_after -= 1
                if self.kill_after <= 0:
                    self.kill_after = None
                    raise Killed
            return original(sql, params, cause)

        self.db._run = run
        self.db.after_commit.append(self._note)

    def _note(self, ops):
        for op in ops:
            self.ledger.append((op["hash"], op["op_seq"], op["ent"], op["rec_id"], op["sets"]))

    def die(self):
        """Lose the process; what was committed is on the disk."""
        self.kill_after = None
        if self.db.capture.in_unit:
            self.db.capture.close_unit()
        self.db.connection.close()
        self.open()

    def close(self):
        self.db.connection.close()

    def tick(self):
        self.clock.move_to(self.world.now + self.offset)


class Line:
    """What carries messages of one device: it may lose, double, delay or cut them."""

    def __init__(self, world, device):
        self.world = world
        self.device = device

    def _asks(self, call):
        faults = self.world.faults.get(self.device.name, ())
        if "lost" in faults:
            raise _cut()
        answer = call()
        if "doubled" in faults:
            answer = call()
        if "unheard" in faults:
            raise _cut()
        return answer

    def sync(self, request):
        wire = codec.dump(codec.request_to_json(request))
        body, encoding = codec.pack(wire)
        if "torn" in self.world.faults.get(self.device.name, ()):
            cut = body[: self.world.random.randrange(len(body))]
            try:
                codec.request_from_json(codec.load(codec.unpack(cut, encoding)))
            except codec.CodecError:
                raise _cut() from None
            raise AssertionError("a torn request was read as a whole one")
        again = codec.request_from_json(codec.load(codec.unpack(body, encoding)))
        self.device.requests.append(again)
        if "delayed" in self.world.faults.get(self.device.name, ()):
            self.world.late.append((self.device, again))
            raise _cut()
        answer = self._asks(lambda: self.world.hub_exchange(self.device, again))
        return self._home(answer)

    def _home(self, answer):
        if isinstance(answer, Refusal):
            return codec.refusal_from_json(codec.load(codec.dump(codec.refusal_to_json(answer))))
        body, encoding = codec.pack(codec.dump(codec.response_to_json(answer)))
        if "answer_torn" in self.world.faults.get(self.device.name, ()):
            raise _cut()
        answer = codec.response_from_json(codec.load(codec.unpack(body, encoding)))
        for page in answer.lanes.values():
            self.device.delivered |= {(row.ent, row.id) for row in page.rows}
        return answer

    def new_epoch(self, request):
        def call():
            with self.world.hub.transaction() as tx:
                return epochs.begin_epoch(tx, self.device_id, request, "asked", stamp(self.world.now))

        return self._asks(call)

    @property
    def device_id(self):
        return sync_state.read(self.device.db).device_id

    def buckets(self, lane):
        with self.world.hub.transaction() as tx:
            return change_log.lane_buckets(tx, self.device.org_id, lane)

    def bucket_rows(self, lane, bucket):
        with self.world.hub.transaction() as tx:
            found = repair.bucket_rows(tx, self.device.org_id, lane, bucket)
        self.device.delivered |= {(row.ent, row.id) for row in found}
        return found


def _cut():
    return HubUnreachable(say("线断了"))


class World:
    """One run."""

    def __init__(self, seed, devices=("town", "county"), hub_url="sqlite://"):
        self.random = random.Random(seed)
        self.now = START
        self.folder = Path(tempfile.mkdtemp(prefix="county-", dir=_memory if _memory.is_dir() else None))
        self.faults = {}
        self.late = []
        self.backups = []
        self.restored = 0
        self.refusals = 0
        self.repaired = 0
        self.hub = HubDatabase(hub_url)
        self.hub.create_tables()
        with self.hub.transaction() as tx:
            tx.run("INSERT INTO hub_head(one, hub_epoch) VALUES(1, '')")
            begin_life(tx, START, "created", self.random.randbytes)
            orgs = [OwnChange("organization", org_id, {"name": name}) for name, org_id in ORGS.items()]
            write_own(tx, orgs, START)
        self.devices = {}
        # Keys from a source of their own: they must not shift what the seed decides.
        secret = random.Random(f"keys {seed}").randbytes
        self.secret = secret
        self.keys = HubKeys(b"", new_sealing_key(secret), new_signing_key(secret))
        self.sticks = {"out": [], "back": []}
        for name in devices:
            self.add_device(name, name.rstrip("0123456789"))

    # --- devices ---------------------------------------------------------------------------

    def add_device(self, name, org):
        path = self.folder / f"{name}.db"
        shutil.copyfile(template(), path)
        device = Device(self, name, org, path)
        device.open()
        self.devices[name] = device
        device_id = fixed_id(f"device-{name}-{len(self.devices)}")
        pair = new_signing_key(self.secret)
        with self.hub.transaction() as tx:
            tx.run(
                "INSERT INTO device(device_id, org_id, name, public_key, enrolled_at)"
                " VALUES(:d, :o, :n, :k, '')",
                d=device_id,
                o=device.org_id,
                n=name,
                k=key_to_text(pair.public),
            )
            made = epochs.begin_epoch(tx, device_id, None, "enrolled", stamp(self.now))
        sync_state.change(
            device.db,
            org_id=device.org_id,
            org_name=org,
            device_id=device_id,
            epoch_no=made.epoch,
            hub_epoch=made.hub_epoch,
            device_key=pair.private,
            hub_seal_key=key_to_text(self.keys.seal.public),
            hub_sign_key=key_to_text(self.keys.sign.public),
        )
        return device

    def clone_device(self, name, twin):
        """Copy a running PC's file to another PC and use both."""
        original = self.devices[name]
        path = self.folder / f"{twin}.db"
        if path.exists():
            return None
        original.db.copy_to(path)
        device = Device(self, twin, original.org, path)
        device.ledger = list(original.ledger)
        device.open()
        self.devices[twin] = device
        return device

    def keep_copy(self, name):
        device = self.devices[name]
        target = self.folder / f"{name}.kept{self.random.randrange(10**9)}"
        device.db.copy_to(target)
        device.kept = (target, list(device.ledger))

    def roll_back(self, name):
        """Put an old copy of the file in place: what was not sent since is physically gone."""
        device = self.devices[name]
        if getattr(device, "kept", None) is None:
            return
        target, ledger = device.kept
        sent = set(self.hub_hashes())
        device.lost += [e for e in device.ledger if e not in ledger and e[0] not in sent]
        gone = [e for e in device.ledger if e not in ledger and e[0] in sent]
        device.close()
        for suffix in ("", "-wal", "-shm"):
            device.path.with_name(device.path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(target, device.path)
        device.ledger = ledger
        device.elsewhere = getattr(device, "elsewhere", []) + gone
        device.open()

    # --- hub --------------------------------------------------------------------------------

    def hub_exchange(self, device, request):
        state_id = sync_state.read(device.db).device_id
        who = ingest.Device(state_id, device.org_id, device.org)
        with self.hub.transaction() as tx:
            answer = ingest.exchange(tx, who, request, to_ms(self.now))
        if isinstance(answer, Refusal):
            self.refusals += 1
        return answer

    def hub_hashes(self):
        with self.hub.transaction() as tx:
            return [row["hash"] for row in tx.all("SELECT hash FROM op_log")]

    def back_up_hub(self, *, verified):
        with self.hub.transaction() as tx:
            if verified:
                tx.run("UPDATE hub_head SET backed_up_seq = seq")
            self.backups.append({t: tx.all(f"SELECT * FROM {t}") for t in TABLES})

    def restore_hub(self):
        if not self.backups:
            return
        self.restored += 1
        content = self.backups[-1]
        with self.hub.transaction() as tx:
            for table, kept in content.items():
                tx.run(f"DELETE FROM {table}")
                if kept:
                    names = list(kept[0])
                    marks = ", ".join(f":{n}" for n in names)
                    tx.run_many(f"INSERT INTO {table}({', '.join(names)}) VALUES({marks})", kept)
            begin_life(tx, self.now, "restored", self.random.randbytes)

    def move(self, patient, org):
        with self.hub.transaction() as tx:
            move_patient(tx, patient, ORGS[org], self.now)

    # --- what people do -----------------------------------------------------------------------

    def edit(self, device, kind, values, record_id=""):
        device.tick()
        with UnitOfWork(device.db, user_name=device.name) as work:
            if record_id:
                rows.update(device.db, kind, record_id, values)
            else:
                record_id = rows.insert(device.db, kind, values)
            work.commit()
        return record_id

    def sync(self, device):
        """Run the shipped exchange; a broken line ends it, as it would in the field."""
        device.tick()
        line = Line(self, device)
        exchange = Exchange(device.db, line, device.clock, self.random.randbytes)
        try:
            exchange.run()
        except HubUnreachable:
            return None
        told = self.restored and any("备份恢复过" in str(one) for one in exchange.result.healed)
        device.told_of_restore = device.told_of_restore or bool(told)
        # A hub put back from a copy lacks what its readers already hold until the writers offer it
        # again: only who was told of it may find a difference by the check.
        self.repaired += 0 if device.told_of_restore else exchange.result.repaired
        return exchange.result

    def carry_out(self, device):
        """Write a file for the hub onto a stick; sticks are never emptied, so files come twice and late."""
        device.tick()
        self.sticks["out"].append(courier.pack(device.db, device.clock, self.secret).data)

    def carry_back(self, number):
        """Let the hub answer one of the files that were ever written."""
        files = self.sticks["out"]
        if files:
            served = serve_file(self.hub, self.keys, files[number % len(files)], self.now, self.secret)
            self.sticks["back"].append(served.data)

    def take_in(self, device, number):
        """Offer a PC one of the answers that were ever given, its own or another's."""
        files = self.sticks["back"]
        if files:
            device.tick()
            with suppress(FileError):  # another PC's: refused in words
                courier.unpack(device.db, files[number % len(files)], device.clock, self.secret)

    def deliver_late(self):
        """Let delayed requests reach the hub now; nobody hears the answers."""
        late, self.late = self.late, []
        for device, request in late:
            if device.name in self.devices:
                self.hub_exchange(device, request)

    def settle(self):
        """Mend every line and let all talk until nothing moves any more."""
        self.faults.clear()
        self.deliver_late()
        for device in self.devices.values():
            device.kill_after = None
        for _ in range(6):
            moved = 0
            for device in list(self.devices.values()):
                result = self.sync(device)
                if result is None:
                    raise AssertionError("a sound line was reported broken")
                moved += result.sent + result.received + len(result.healed)
            if not moved:
                return
        raise AssertionError("P18: the devices still move after six rounds without faults")

    def close(self):
        for device in self.devices.values():
            device.close()
        self.hub.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def template():
    """Return a database file to copy, made once per process: migrating one a run would cost most of it."""
    global _template
    if _template is None or not _template.exists():
        folder = Path(tempfile.mkdtemp(prefix="template-", dir=_memory if _memory.is_dir() else None))
        path = folder / "template.db"
        Database.create(
            path, KEY, org_id=ORGS["town"], org_name="", clock=FixedClock(START), entropy=os.urandom
        ).close()
        _template = path
    return _template


def values_of(text):
    return json.loads(text)


__all__ = ["ORGS", "ClinicError", "Device", "Killed", "World", "values_of"]
