"""Scripts of steps made from a seed, and what each step does to a world."""

from __future__ import annotations

import json
import random
from datetime import timedelta

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import ClinicError
from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.simulation.checks import AT_REST, Violation
from tests.simulation.world import ORGS, Killed, World

NAMES = ("王建国", "张䶮", "𬱖", "阿依古丽·买买提", "单秀英", "é́", "a\nb", "🙂")
FIELDS = {
    "name": NAMES,
    "gender": ("1", "2"),
    "phone": ("13800000001", "13800000002", "0933-1", ""),
    "address": ("东沟村", "西沟村", ""),
    "id_no": ("11010519491231002X", "440524188001010014"),
    "past_history": ("高血压", "高血压\n糖尿病", "无\n高血压", "无"),
    "village": ("一", "二"),
    "blood_type": ("1", "2"),
}
WORDS = (
    ["edit"] * 14
    + ["add_patient"] * 4
    + ["refer"] * 5
    + ["element"] * 4
    + ["void_element"] * 2
    + ["event"] * 5
    + ["resolve"] * 4
    + ["void"] * 2
    + ["unit"] * 2
    + ["wrong"]
    + ["sync"] * 26
    + ["cut", "double", "delay", "tear", "unheard", "late", "mend", "mend"] * 2
    + ["kill_edit"] * 2
    + ["kill_sync"] * 3
    + ["edit_during_sync"] * 3
    + ["clock"] * 3
    + ["wait"] * 2
    + ["clone", "keep", "roll_back"]
    + ["hub_backup", "hub_restore"]
    + ["move"]
)


MORE = (
    ["stick_out"] * 6
    + ["stick_at_hub"] * 6
    + ["stick_in"] * 7
    + ["kill_stick"] * 2
    + ["merge"] * 4
    + ["unmerge"] * 2
    + ["odd_text"] * 3
    + ["newer"] * 3
)
"""What every third run does besides: exchange by stick, merged patients, any text, newer programs."""


def make_script(seed, steps):
    """Return (devices, steps) for a seed; a step is a word and a number that decides its details."""
    chance = random.Random(seed)
    devices = [
        "town",
        "county",
        *chance.sample(["town2", "village", "county2", "stranger"], chance.randint(0, 3)),
    ]
    # Every run starts with a referral, so that there is something both sides can disagree about.
    script = [("add_patient", 0), ("refer", 0), ("sync", 0), ("sync", 1)]
    words = WORDS if seed % 3 else WORDS + MORE
    script += [(chance.choice(words), chance.randrange(2**32)) for _ in range(steps - len(script))]
    return devices, script


def run_script(seed, devices, script, hub_url="sqlite://"):
    """Play a script; return the world's counts. Raises Violation."""
    world = World(seed, devices, hub_url)
    world.owners = set()
    try:
        player = Player(world)
        for number, (word, detail) in enumerate(script):
            player.chance = random.Random(detail)
            world.now += timedelta(seconds=player.chance.randrange(1, 4000))
            player.first = number < 4
            try:
                getattr(player, word)()
            except Killed:
                for device in world.devices.values():
                    if device.db.capture.in_unit or device.kill_after is None:
                        device.die()
        try:
            world.settle()
        except ClinicError as error:
            raise Violation("P18", f"{type(error).__name__}: {error}") from error
        for check in AT_REST:
            check(world)
        return world.refusals
    finally:
        world.close()


class Player:
    """Does what each word of a script says."""

    def __init__(self, world):
        self.world = world
        self.chance = random.Random(0)
        self.first = False

    def device(self, index=None):
        names = list(self.world.devices)
        return self.world.devices[names[index if index is not None else self.chance.randrange(len(names))]]

    def some(self, device, kind, where="1"):
        found = device.db.execute(f"SELECT id FROM {kind} WHERE {where} ORDER BY id")
        return self.chance.choice(found)["id"] if found else None

    # --- people ---------------------------------------------------------------------------

    def add_patient(self):
        device = self.device(0 if self.first else None)
        patient = self.world.edit(
            device, "patient", {"name": self.chance.choice(NAMES), "phone": str(self.chance.random())}
        )
        self.world.owners.add((device.org_id, patient))

    def edit(self):
        device = self.device()
        patient = self.some(device, "patient")
        if patient:
            fields = self.chance.sample(list(FIELDS), self.chance.randint(1, 3))
            self.world.edit(device, "patient", {f: self.chance.choice(FIELDS[f]) for f in fields}, patient)

    def unit(self):
        """Several records in one unit of work."""
        device = self.device()
        device.tick()
        with UnitOfWork(device.db, user_name=device.name) as work:
            patient = rows.insert(device.db, "patient", {"name": self.chance.choice(NAMES)})
            rows.insert(device.db, "allergy", {"patient_id": patient, "substance": "青霉素"})
            rows.insert(device.db, "problem", {"patient_id": patient, "name": "高血压"})
            work.commit()
        self.world.owners.add((device.org_id, patient))

    def wrong(self):
        """Something the hub must refuse without stopping anything else."""
        device = self.device()
        values = {"name": "太长" * 60} if self.chance.random() < 0.5 else {"name": "空\ue000"}
        device.tick()
        with UnitOfWork(device.db, user_name=device.name) as work:
            good = rows.insert(device.db, "patient", {"name": "好"})
            patient = rows.insert(device.db, "patient", values)
            work.commit()
        self.world.owners |= {(device.org_id, patient), (device.org_id, good)}

    def refer(self):
        device = self.device(0 if self.first else None)
        patient = self.some(device, "patient")
        others = [org for org in ORGS if org != device.org]
        target = "county" if self.first else self.chance.choice(others)
        if patient:
            self.world.edit(
                device,
                "referral",
                {
                    "patient_id": patient,
                    "direction": "up",
                    "from_org": device.org_id,
                    "to_org": ORGS[target],
                    "impression": "胸痛",
                },
            )

    def event(self):
        device = self.device()
        referral = self.some(device, "referral")
        if referral:
            word = self.chance.choice(
                ("opened", "accepted", "declined", "arrived", "cancelled", "redirected")
            )
            details = {"to_org": ORGS[self.chance.choice(list(ORGS))]} if word == "redirected" else {}
            self.world.edit(
                device,
                "referral_event",
                {
                    "referral_id": referral,
                    "event": word,
                    "at": stamp(device.clock.now()),
                    "by_org": device.org_id,
                    "details": json.dumps(details),
                },
            )

    def element(self):
        device = self.device()
        patient = self.some(device, "patient")
        if patient:
            kind, name = self.chance.choice(
                (("allergy", "substance"), ("medication", "drug"), ("problem", "name"))
            )
            value = self.chance.choice(("甲", "乙", "丙"))
            self.world.edit(device, kind, {"patient_id": patient, name: value})

    def void_element(self):
        device = self.device()
        element = self.some(device, "allergy", "_void = 0")
        if element:
            self._void(device, "allergy", element)

    def void(self):
        device = self.device()
        patient = self.some(device, "patient", "_void = 0")
        if patient:
            self._void(device, "patient", patient)

    def _void(self, device, kind, record_id):
        device.tick()
        with UnitOfWork(device.db, user_name=device.name) as work:
            rows.void(device.db, kind, record_id, "重复")
            work.commit()

    def resolve(self):
        device = self.device()
        found = device.db.execute(
            "SELECT * FROM conflict WHERE status = 'open' AND merge IN ('S', 'I', 'T')"
            " AND ent = 'patient' ORDER BY id"
        )
        if not found:
            return
        conflict = self.chance.choice(found)
        choice = self.chance.choice(("kept", "other"))
        value = json.loads(conflict[choice])
        device.tick()
        with UnitOfWork(device.db, user_name=device.name) as work:
            if rows.find(device.db, "patient", conflict["rec_id"]):
                rows.update(device.db, "patient", conflict["rec_id"], {conflict["field"]: value})
            decided = {"status": "resolved", "choice": choice, "chosen": conflict[choice]}
            rows.update(device.db, "conflict", conflict["id"], decided)
            work.commit()

    def merge(self):
        device = self.device()
        one, two = self.some(device, "patient"), self.some(device, "patient")
        if one and one != two:
            values = {"loser_id": one, "winner_id": two, "reason": "同一人"}
            self.world.edit(device, "patient_link", values)

    def unmerge(self):
        device = self.device()
        link = self.some(device, "patient_link", "_void = 0")
        if link:
            self._void(device, "patient_link", link)

    def odd_text(self):
        """Any text that can be typed."""
        device = self.device()
        patient = self.some(device, "patient")
        if patient:
            kinds = ((0x20, 0x7F), (0x4E00, 0x4E80), (0x1F600, 0x1F640), (0x300, 0x320), (0x20000, 0x20050))
            text = "".join(chr(self.chance.randrange(*self.chance.choice(kinds))) for _ in range(20))
            self.world.edit(device, "patient", {"note": text}, patient)

    def newer(self):
        """A program of a later catalogue writes fields and kinds that the others do not know."""
        from tests.simulation.newer import write_as_newer

        write_as_newer(self.world, self.device(), self.chance)

    # --- machines -------------------------------------------------------------------------

    def sync(self):
        index = {0: 0, 1: 1}.get(self.chance.randrange(5)) if not self.first else None
        device = self.device(index) if not self.first else self.device(0 if self._firsts() == 0 else 1)
        self.world.sync(device)

    def stick_out(self):
        self.world.carry_out(self.device())

    def stick_at_hub(self):
        self.world.carry_back(self.chance.randrange(2**16))

    def stick_in(self):
        self.world.take_in(self.device(), self.chance.randrange(2**16))

    def kill_stick(self):
        device = self.device()
        device.kill_after = self.chance.randrange(1, 60)
        number = self.chance.randrange(2**16)
        self._killing(device, lambda: self.world.take_in(device, number))

    def _firsts(self):
        done = getattr(self, "_first_syncs", 0)
        self._first_syncs = done + 1
        return done

    def _fault(self, word):
        self.world.faults[self.device().name] = (word,)

    def cut(self):
        self._fault("lost")

    def double(self):
        self._fault("doubled")

    def delay(self):
        self._fault("delayed")

    def tear(self):
        self._fault("torn")

    def unheard(self):
        self._fault(self.chance.choice(("unheard", "answer_torn")))

    def late(self):
        self.world.deliver_late()

    def mend(self):
        self.world.faults.clear()

    def kill_edit(self):
        device = self.device()
        device.kill_after = self.chance.randrange(1, 14)
        self._killing(device, self.edit)

    def kill_sync(self):
        device = self.device()
        device.kill_after = self.chance.randrange(1, 90)
        self._killing(device, lambda: self.world.sync(device))

    def _killing(self, device, work):
        try:
            work()
        except Killed:
            device.die()
        device.kill_after = None

    def edit_during_sync(self):
        """Save while the request is on its way and before its answer is taken in."""
        device = self.device()
        original = self.world.hub_exchange

        def meanwhile(who, request):
            answer = original(who, request)
            if who is device:
                self.world.hub_exchange = original
                patient = self.some(device, "patient")
                if patient:
                    field = self.chance.choice(list(FIELDS))
                    self.world.edit(device, "patient", {field: self.chance.choice(FIELDS[field])}, patient)
            return answer

        self.world.hub_exchange = meanwhile
        try:
            self.world.sync(device)
        finally:
            self.world.hub_exchange = original

    def clock(self):
        device = self.device()
        device.offset = self.chance.choice(
            (
                timedelta(0),
                timedelta(days=-3650),
                timedelta(days=3650),
                timedelta(days=1),
                timedelta(minutes=-7),
            )
        )

    def wait(self):
        self.world.now += timedelta(days=self.chance.choice((1, 30, 200)))

    def clone(self):
        device = self.device()
        self.world.clone_device(device.name, f"{device.name}-copy")

    def keep(self):
        self.world.keep_copy(self.device().name)

    def roll_back(self):
        self.world.roll_back(self.device().name)

    def hub_backup(self):
        self.world.back_up_hub(verified=self.chance.random() < 0.5)

    def hub_restore(self):
        self.world.restore_hub()

    def move(self):
        device = self.device(0)
        patient = self.some(device, "patient", "_rev > 0")
        org = self.chance.choice(("village", "town"))
        if patient:
            self.world.owners.add((ORGS[org], patient))
            self.world.move(patient, org)
