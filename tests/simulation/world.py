"""Devices, hub, line and clocks of one run, with every fault the field knows."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

from clinic_app.domain.change import bucket_of
from clinic_app.domain.errors import ClinicError, DiskFull, FileError, HubRefused, HubUnreachable, StoreError
from clinic_app.hub import ingest
from clinic_app.hub.courier import serve_file
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.lifetime import begin_life
from clinic_app.hub.own_changes import move_patient
from clinic_app.protocol.messages import Instruction, Refusal
from clinic_app.store import ahead_rows, rows, sync_state, synced_rows
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import courier
from clinic_app.sync.exchange import CHECK_CONTENTS_EVERY, Exchange
from tests.simulation import full_hub, gate, strays
from tests.simulation.beginnings import add_device, begin, hub_keys
from tests.simulation.devices import KEY, LANES, ORGS, RESTORED, START, Device, Killed, Line
from tests.simulation.disks import Disks
from tests.simulation.ledger import Ledger
from tests.simulation.reading import Violation, hub_records, lost_its_number

TABLES = ("hub_head", "hub_life", "device", "device_epoch", "op_log", "record", "feed", "scope", "digest")

ingest.ROW_BYTES = 300
"""Small pages, so that runs of sixty steps meet many page edges."""


IN_BYTES = 3
"""In every so many runs each message is really written and read; else only what is torn on its way."""

CONTENTS_DAILY, SELDOM = 7, timedelta(days=1000)
"""In every so many runs contents are compared every day, as shipped; else after so long and when wanted."""


class World:
    """One run.

    Attributes:
        fate: decides what befalls the line and the hub.
        in_bytes: every message is written as it travels and read again.
        contents_every: how long PCs let contents go uncompared.
        reader: looks into the hub from outside; it sees what was committed before each question.
    """

    def __init__(self, seed, devices=("town", "county"), hub_url="", *, reopened=False):
        self.random = self.fate = random.Random(seed)
        self.now = START
        self.disks = Disks(reopened=reopened)
        self.in_bytes = seed % IN_BYTES == 1
        self.contents_every = CHECK_CONTENTS_EVERY if seed % CONTENTS_DAILY == 2 else SELDOM
        self.faults = {}
        self.late = []
        self.astray = []
        self.hub_full = False
        self.between = None
        self.backups = []
        self.restored = 0
        self.slipped = False
        self.refusals = 0
        self.skipped = []
        self.memo = {}
        self.ledger = Ledger()
        self.hub_disk = self.disks.new_hub(hub_url)
        self.hub = self.hub_disk.database
        self._reading = self.hub.engine.raw_connection()
        self.reader = HubTransaction(self.hub.engine, self._reading)
        self.devices, self.signing = {}, {}
        # Keys from a source of their own: they must not shift what the seed decides.
        self.secret = random.Random(f"keys {seed}").randbytes
        # Likewise where a message is cut: its length follows from clocks.
        self.cuts = random.Random(f"cuts {seed}")
        self.keys = hub_keys()
        self.sticks = {"out": [], "served": [], "back": []}
        begin(self, devices)

    # --- devices ---------------------------------------------------------------------------

    def add_device(self, name, org):
        """Return a further PC that the hub knows from the start."""
        return add_device(self, name, org)

    def clone_device(self, name, twin):
        """Copy a running PC's file to another PC and use both."""
        original = self.devices[name]
        if twin in self.devices:
            return None
        device = Device(self, twin, original.org, original.program)
        device.file.put(original.file.copy())
        device.device_id = original.device_id
        self.ledger.copied(original, device)
        device.open()
        self.devices[twin] = device
        return device

    def keep_copy(self, name):
        device = self.devices[name]
        device.kept = (device.file.copy(), set(device.holds), dict(device.wrote), device.told_of_restore)

    def roll_back(self, name):
        """Put an old copy of the file in place: what was not sent since is physically gone."""
        device = self.devices[name]
        if device.kept is None:
            return
        state, holds, wrote, device.told_of_restore = device.kept
        device.wrote = dict(wrote)
        self.ledger.rolled_back(self, device, holds)
        device.file.end()
        device.file.put(state)
        device.open()
        device.device_id = device.state().device_id

    def replace_device(self, name):
        """A disk dies for good; the clinic gets a new PC, which is let in anew and reads all from the hub."""
        old = self.devices[name]
        fresh = f"{old.org}{len(self.ledger.replaced) + 10}"
        self.ledger.replaced.append(old)
        order = [fresh if one == name else one for one in self.devices]
        self.ledger.lost(self, old)
        del self.devices[name]
        self.faults.pop(name, None)
        self.late = [entry for entry in self.late if entry[0] is not old]
        old.file.end()
        device = add_device(self, fresh, old.org)
        self.devices = {one: self.devices[one] for one in order}
        return device

    # --- hub --------------------------------------------------------------------------------

    def hub_exchange(self, device, request):
        with self.hub.transaction() as tx:
            answer = gate.exchange(self, tx, device, request)
            self.ledger.sight.follow(tx)
        if isinstance(answer, Refusal):
            self.refusals += 1
            return answer
        device.requests.append(request)
        self.ledger.taken(request)
        for page in answer.lanes.values():
            self.sent_out(device, page.rows)
        return answer

    def hub_hashes(self):
        return [row["hash"] for row in self.reader.all("SELECT hash FROM op_log")]

    def sent_out(self, device, rows):
        """Note rows that leave the hub for a device that may not see them."""
        for row in rows:
            if not self.ledger.sight.allows(device.org_id, row.ent, row.id, row.body, row.owner):
                self.ledger.broken.append(("P7", f"{device.name} was sent {row.ent} {row.id}"))

    def back_up_hub(self, *, verified):
        with self.hub.transaction() as tx:
            if verified:
                tx.run("UPDATE hub_head SET backed_up_seq = seq")
            self.backups.append({t: tx.all(f"SELECT * FROM {t}") for t in TABLES})
        self.ledger.backed_up()

    def restore_hub(self, *, unnoticed=False):
        if not self.backups:
            return
        self.restored += 1
        self.slipped |= unnoticed
        self.now += timedelta(seconds=1)  # a check word tells two histories apart by when each change came
        before, stood = self.ledger.in_log(self), hub_records(self)
        chosen = self.fate.randrange(len(self.backups))
        del self.backups[chosen + 1 :]
        content = self.backups[chosen]
        with self.hub.transaction() as tx:
            for table, kept in content.items():
                tx.run(f"DELETE FROM {table}")
                if kept:
                    names = list(kept[0])
                    marks = ", ".join(f":{n}" for n in names)
                    tx.run_many(f"INSERT INTO {table}({', '.join(names)}) VALUES({marks})", kept)
            if not unnoticed:
                begin_life(tx, self.now, "restored", self.random.randbytes)
        self.memo.clear()
        self.ledger.restored(self, before, chosen)
        self.ledger.shown_still(self, stood, hub_records(self))

    def knows(self, patient):
        """Tell whether the hub has a patient."""
        found = self.reader.one("SELECT 1 AS yes FROM record WHERE ent = 'patient' AND id = :id", id=patient)
        return found is not None

    def move(self, patient, org):
        with self.hub.transaction() as tx:
            move_patient(tx, patient, ORGS[org], self.now)
            self.ledger.sight.follow(tx)

    # --- what people do -----------------------------------------------------------------------

    def edit(self, device, kind, values, record_id=""):
        device.tick()
        try:
            with device.program, UnitOfWork(device.db, user_name=device.name) as work:
                if record_id:
                    device.shown = rows.find(device.db, kind, record_id)
                    rows.update(device.db, kind, record_id, values)
                else:
                    record_id = rows.insert(device.db, kind, values)
                shown = device.shown or {}
                self.ledger.type_in(record_id, values)
                work.commit()
            self.ledger.typing_is_saved(device, shown)
        finally:
            device.shown = None
            self.ledger.typed.clear()  # also when nothing was different
        return record_id

    def sync(self, device, *, check=False):
        """Run the shipped exchange; a broken line ends it, as it would in the field."""
        device.tick()
        if self.restored and not gate.let_in_again(self, device):
            return None
        line = Line(self, device)
        exchange = device.exchange = Exchange(
            device.db,
            line,
            device.clock,
            self.random.randbytes,
            check=check,
            contents_every=self.contents_every,
        )
        try:
            with device.program:
                exchange.run()
        except HubUnreachable:
            return None
        except HubRefused as error:
            if gate.forgotten(device):
                return None
            raise Violation("P18", f"{device.name}: the hub refuses to go on: {error}") from error
        except StoreError:
            if not device.full:
                raise
            return None
        finally:
            device.told_of_restore = not exchange.result.digests_equal and device.was_told()
        self.skipped += [(device.name, f"{key} read otherwise than at the hub") for key in line.reworded()]
        return exchange.result

    def begin_life_of(self, device):
        """Let a PC be given a new life, at a hub it knows, and lose its line before it brings anything."""
        if device.state().hub_epoch != self.reader.one("SELECT hub_epoch FROM hub_head")["hub_epoch"]:
            return
        device.tick()
        exchange = Exchange(device.db, Line(self, device), device.clock, self.random.randbytes)
        try:
            with suppress(HubUnreachable, HubRefused), device.program:
                exchange.heal(Refusal(Instruction.EPOCH, details={"reason": "forked"}))
        except StoreError:
            if not device.full:
                raise

    def mend(self, device, lane, bucket, found):
        """The digest asked for a bucket: whatever it has to mend was skipped, unless a hub was restored."""
        here = {
            (ent, rec_id): rev
            for ent, rec_id, rev in synced_rows.lane_members(device.db, lane)
            if bucket_of(ent, rec_id) == bucket
        }
        for row in found:
            if here.pop((row.ent, row.id), None) != row.rev and not self._was_forgotten(device, lane, row):
                self.skipped.append((device.name, f"{lane} {row.ent} {row.id} at {row.rev} had to be mended"))
        if here and not device.was_told():
            self.skipped.append((device.name, f"{lane} has {sorted(here)}, which the hub has not"))

    def _was_forgotten(self, device, lane, row):
        """Tell whether a row may differ because the hub forgot what this PC had read of it.

        It was put aside then, or never came: a lane's feed holds the last that happened to a record, and
        that may have been its leaving, which is forgotten now. Or it was written here about a patient whose
        move is forgotten, and lies in the lane it would have had.
        """
        if not device.was_told():
            return False
        if row.ent in device.program.kinds:
            kept = synced_rows.current(device.db, row.ent, row.id)
            return kept is None or kept["_lane"] not in ("", lane) or lost_its_number(device, kept, row)
        kept = device.db.execute("SELECT lane FROM extra_row WHERE ent = ? AND id = ?", (row.ent, row.id))
        return not kept or kept[0]["lane"] not in LANES

    def carry_out(self, device):
        """Write a file for the hub onto a stick; sticks are never emptied, so files come twice and late."""
        device.tick()
        with device.program:
            self.sticks["out"].append(courier.pack(device.db, device.clock, self.secret).data)

    def carry_back(self, number):
        """Let the hub answer one of the files that were ever written."""
        files = self.sticks["out"]
        if files:
            data = files[number % len(files)]
            try:
                served = full_hub.tried(
                    self, lambda: serve_file(self.hub, self.keys, data, self.now, self.secret)
                )
            except (HubRefused, DiskFull):
                return  # of a PC that the hub has forgotten since, or no room for it
            self.sticks["served"].append(data)
            self.ledger.sight.heard.add(data)
            self.sticks["back"].append(served.data)
            with self.hub.transaction() as tx:
                self.ledger.sight.follow(tx)
            for device in self.devices.values():
                self._look_into(device, served.data)

    def _look_into(self, device, data):
        """A file is on the wire too: see what it holds for its reader, whether it ever arrives or not."""
        with suppress(FileError):  # another PC's
            opened = courier._open(device.db, sync_state.read(device.db), data)
            if not isinstance(opened.answer, Refusal):
                for page in opened.answer.lanes.values():
                    self.sent_out(device, page.rows)

    def take_in(self, device, number):
        """Offer a PC one of the answers that were ever given, its own or another's."""
        files = self.sticks["back"]
        if files:
            device.tick()
            with suppress(FileError), device.program:  # another PC's: refused in words
                done = courier.unpack(device.db, files[number % len(files)], device.clock)
                device.told_of_restore |= RESTORED in str(done.sentence)

    def deliver_late(self):
        """Let delayed requests reach the hub now; nobody hears the answers."""
        late, self.late = self.late, []
        for device, request in late:
            strays.come_again(self, device, request)

    def settle(self):
        """Mend every line and let all talk until nothing moves any more."""
        self.faults.clear()
        self.hub_full = False
        self.deliver_late()
        for device in self.devices.values():
            device.kill_after = None
            if device.full:
                device.fill_disk(full=False)
        heard = {}
        # Whoever has something to say goes first: then the others hear all of it at once.
        self._rest(heard, sorted(self.devices, key=lambda name: not self._speaks(self.devices[name])))
        for _ in range(4):
            waiting = [name for name, one in self.devices.items() if ahead_rows.everything(one.db)]
            if not waiting:
                return
            self.now += timedelta(hours=25)  # what authors do not offer, readers give back
            for name in waiting:
                del heard[name]
            self._rest(heard, waiting + [name for name in self.devices if name not in waiting])
        raise Violation("P14", "what a restored hub forgot is kept aside for ever")

    @staticmethod
    def _speaks(device):
        return sync_state.left_to_send(device.db) > 0

    def _rest(self, heard, order):
        for _ in range(6):
            for device in (self.devices[name] for name in order):
                name = device.name
                # Whoever heard the hub's last word has nothing to ask; P20 looks at one that asks anyway.
                if heard.get(name) != self._last_word():
                    if self.sync(device) is None and not gate.is_let_in(self, device):
                        raise Violation("P18", "a sound line was reported broken")
                    heard[name] = self._last_word()
            if len(set(heard.values())) == 1:
                return
        raise Violation("P18", "the devices still move after six rounds without faults")

    def _last_word(self):
        head = self.reader.one("SELECT seq, hub_epoch FROM hub_head")
        return head["seq"], head["hub_epoch"]

    def close(self):
        # Last come, first gone: the next run's first PC finds the file that first PCs have used.
        for device in reversed((*self.devices.values(), *self.ledger.replaced)):
            device.file.leave()
            device.__dict__.clear()  # world and devices name each other: nobody would miss them for long
        self.reader.end(commit=False)
        self._reading.close()
        self.hub_disk.leave()
        self.disks.close()
        self.__dict__.clear()


__all__ = ["KEY", "ORGS", "ClinicError", "Device", "Killed", "Line", "World"]
