"""The PCs of one run and the lines between them and the hub, with every fault the field knows."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from clinic_app.domain.clock import FixedClock, stamp
from clinic_app.domain.errors import DiskFull, HubUnreachable
from clinic_app.domain.ids import new_id
from clinic_app.domain.wording import say
from clinic_app.hub import change_log, completeness, epochs, ingest
from clinic_app.hub.auth import authenticate
from clinic_app.protocol import codec
from clinic_app.protocol.endpoints import DIGEST, EPOCH, SYNC
from clinic_app.protocol.messages import Refusal
from clinic_app.protocol.request_signature import sign_request
from clinic_app.store import sync_state, synced_rows
from clinic_app.sync import http_hub
from clinic_app.system.crypto import sign
from tests.simulation import full_hub, hub_machine, strays
from tests.simulation.programs import SHIPPED
from tests.simulation.reading import of_file, revisions_before, same

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
KEY = bytes(range(32))


def fixed_id(name):
    return new_id(1, random.Random(name).randbytes)


ORGS = {name: fixed_id(name) for name in ("town", "village", "county", "stranger")}


LEVEL = 3
"""Of compression, for short: how small a message gets is for the benchmark to tell."""

RESTORED = "备份恢复过"
"""What the program says when it was told that the hub was restored."""

LANES = ("inbox", "clinic", "ref")


_KNOWN = "SELECT 1 AS yes FROM device WHERE device_id = :id AND status = 'active'"


class Killed(BaseException):
    """The process died here."""


class Device:
    """One PC with one database file."""

    def __init__(self, world, name, org, program=SHIPPED):
        self.world = world
        self.program = program
        self.name = name
        self.org = org
        self.file = world.disks.new_file(program)
        self.offset = timedelta(0)
        self.clock = FixedClock(START)
        self.db = None
        self.device_id = ""
        self._kill_after = None
        self.holds = set()
        self.wrote = {}
        self.shown = None
        self.kept = None
        self.full = False
        self.told_of_restore = False
        self.in_hand = {}
        self.exchange = None
        self.requests = []
        self.memo = {}
        self.stick_answers = []
        self.ticket = ""

    @property
    def org_id(self):
        return ORGS[self.org]

    def state(self):
        return of_file(self, "", sync_state.read)

    def was_told(self):
        """Tell whether the hub said it was restored, and the digest has not proved all mended since."""
        healed = self.exchange.result.healed if self.exchange else ()
        return self.told_of_restore or any(RESTORED in str(one) for one in healed)

    def at_the_door(self, tx):
        """Return this device as the shipped door lets it in; only a restored hub may have forgotten it.

        Raises:
            HubRefused: the hub does not know it.
        """
        if not self.world.restored or tx.one(_KNOWN, id=self.device_id):
            return ingest.Device(self.device_id, self.org_id, self.org)
        key = self.world.signing.get(self.device_id) or sync_state.device_key(self.db)
        header = sign_request(self.device_id, lambda data: sign(key, data), "POST", SYNC, b"")
        return authenticate(tx, header["Authorization"], "POST", SYNC, b"")

    def upgrade(self, program=SHIPPED):
        """Install another program, today's if none is named."""
        self.file.end()
        self.program = program
        self.open()

    def open(self):
        """Start the program."""
        self.memo.clear()
        with self.program:
            self.db = self.file.start(self.clock, self.world.random.randbytes)
        self.db.after_commit.append(self._note)
        self.kill_after = self._kill_after

    @property
    def kill_after(self):
        """How many statements this process has to live; None for ever."""
        return self._kill_after

    @kill_after.setter
    def kill_after(self, statements):
        self._kill_after = statements
        kept = self.db.__dict__
        if statements is None:
            kept.pop("_run", None)
            kept.pop("execute_many", None)
        elif "_run" not in kept:
            # Only while it matters: a call more for every statement of every run is dear.
            kept["_run"], kept["execute_many"] = (
                self._mortal(self.db._run),
                self._mortal(self.db.execute_many),
            )

    def _mortal(self, execute):
        def run(*args):
            self._kill_after -= 1
            if self._kill_after <= 0:
                self.kill_after = None
                raise Killed
            return execute(*args)

        return run

    def _note(self, ops):
        self.world.ledger.committed(self, ops)

    def fill_disk(self, *, full):
        """Let the file grow no more, or grow again."""
        self.full = full
        pages = self.db.execute("PRAGMA page_count")[0]["page_count"] if full else 2**30
        self.db.execute(f"PRAGMA max_page_count = {pages}")

    def die(self):
        """Lose the process; what was committed is on the disk."""
        self.kill_after = None
        self.file.end()
        self.open()
        if self.full:
            self.fill_disk(full=True)

    def tick(self):
        self.clock.move_to(self.world.now + self.offset)


class Line:
    """What carries messages of one device: it may lose, double, delay or cut them."""

    def __init__(self, world, device):
        self.world = world
        self.device = device
        self.read_as = None

    def _asks(self, call, target="", question=None):
        faults = self.world.faults.get(self.device.name, ())
        if "lost" in faults or ("flaky" in faults and self.world.fate.random() < 0.5):
            raise _cut()
        with SHIPPED:
            answer = self._served(call)
            if "doubled" in faults:
                answer = self._served(call)
        if "unheard" in faults:
            raise _cut()
        if "crossed" in faults and target:
            body = repr(question).encode()
            return strays.handed_out(self.world, self.device, "POST", target, body, answer)
        return answer

    def _served(self, call):
        try:
            return full_hub.tried(self.world, call)
        except DiskFull as error:  # which its routes say in these words
            return http_hub._value(503, "", codec.dump(codec.refusal_to_json(Refusal("wait", str(error)))))

    def _others_first(self):
        """Let others go before the next question of a run in which they are to come between."""
        who, others_talk = self.world.between or (None, None)
        if who is self.device:
            others_talk()

    def sync(self, request):
        self._others_first()
        again = self._written("torn", request, codec.request_to_json, codec.request_from_json)
        if "delayed" in self.world.faults.get(self.device.name, ()):
            self.world.late.append((self.device, again))
            raise _cut()
        if "hub_dies" in self.world.faults.get(self.device.name, ()):
            hub_machine.die_within(self.world, self.device, again)
            raise _cut()
        answer = self._asks(lambda: self.world.hub_exchange(self.device, again), SYNC, again)
        if "replayed" in self.world.faults.get(self.device.name, ()):
            self.world.late.append((self.device, again))
        if self.device.kill_after is not None:
            self.device.in_hand = revisions_before(self.device, answer)
        return self._home(answer)

    def snapshot(self, lane, etag, start, piece):
        """Hand over a lane's file in pieces; the line may break before each of them."""
        for found in hub_machine.pieces(self.world, self.device, lane, etag, start):
            self._may_break()
            piece(*found)

    def _may_break(self):
        faults = self.world.faults.get(self.device.name, ())
        if "lost" in faults or ("flaky" in faults and self.world.cuts.random() < 0.3):
            raise _cut()
        if "checks_lost" in faults and self.world.cuts.random() < 0.5:
            raise _cut()

    def _home(self, answer):
        if isinstance(answer, Refusal):
            return codec.refusal_from_json(codec.load(codec.dump(codec.refusal_to_json(answer))))
        return self._written("answer_torn", answer, codec.response_to_json, codec.response_from_json)

    def _written(self, fault, message, to_json, from_json):
        """Return a message as its reader has it after it was bytes; it may be cut after any of them."""
        torn = fault in self.world.faults.get(self.device.name, ())
        if not torn and not self.world.in_bytes:
            return message
        body, encoding = codec.pack(codec.dump(to_json(message)), LEVEL)
        if torn:
            _read_cut(from_json, body[: self.world.cuts.randrange(len(body))], encoding)
        return from_json(codec.load(codec.unpack(body, encoding)))

    def new_epoch(self, request):
        def call():
            with self.world.hub.transaction() as tx:
                who = self.device.at_the_door(tx).device_id
                return epochs.begin_epoch(tx, who, request, "asked", stamp(self.world.now))

        if "replayed" in self.world.faults.get(self.device.name, ()):
            self.world.late.append((self.device, request))
        return self._asks(call, EPOCH, request)

    def _looks(self, read, lane, more=""):
        """Return what the hub tells of a lane; the same question may be answered as it was hours ago."""
        self._may_break()
        self._others_first()
        with SHIPPED:
            found = read(self.world.reader, self.device.org_id, lane)
        if "crossed" in self.world.faults.get(self.device.name, ()):
            target = DIGEST.format(lane=lane) + more
            return strays.handed_out(self.world, self.device, "GET", target, b"", found)
        return found

    def buckets(self, lane):
        return self._looks(change_log.lane_buckets, lane)

    def contents(self, lane):
        self.read_as = self.read_as or {}
        return self._looks(completeness.bucket_contents, lane, "?contents=1")

    def bucket_rows(self, lane, bucket):
        found = self._looks(
            lambda tx, org, of: completeness.bucket_rows(tx, org, of, bucket), lane, f"?{bucket}"
        )
        if self.world.between or "crossed" in self.world.faults.get(self.device.name, ()):
            return found  # said when something else stood, perhaps
        self.world.sent_out(self.device, found)
        if self.read_as is None:
            self.world.mend(self.device, lane, bucket, found)
        else:
            self.read_as |= {(r.ent, r.id): synced_rows.as_kept(self.device.db, r.ent, r.id) for r in found}
        return found

    def reworded(self):
        """Return what the comparison of contents had to write anew."""
        db, before = self.device.db, self.read_as or {}
        return [key for key, kept in before.items() if not _alike(kept, synced_rows.as_kept(db, *key))]


def _alike(one, two):
    if one is None or two is None:
        return one is two
    return all(same(value, two[name]) for name, value in one.items())


def _read_cut(reader, body, encoding):
    """A message cut after any number of bytes is never taken for a whole one."""
    try:
        reader(codec.load(codec.unpack(body, encoding)))
    except codec.CodecError:
        raise _cut() from None
    raise AssertionError("a torn message was read as a whole one")


def _cut():
    return HubUnreachable(say("线断了"))
