"""What machines, lines, sticks, disks and clocks do in a script."""

from __future__ import annotations

import random
from datetime import timedelta

from tests.simulation import gate
from tests.simulation.checks_of_copies import p9_rows_and_cursors_agree, p10_an_answer_is_taken_whole
from tests.simulation.checks_of_work import p2_own_work_stays_on_the_screen
from tests.simulation.devices import Killed
from tests.simulation.newer import Newer

OFFSETS = (
    timedelta(0),
    timedelta(days=-3650),
    timedelta(days=3650),
    timedelta(days=1),
    timedelta(minutes=-7),
)


class Machines(Newer):
    """Words of a script that machines stand for."""

    def exchange(self, device):
        """Run the shipped exchange, and look at the screen afterwards."""
        self.world.sync(device)
        p2_own_work_stays_on_the_screen(device)

    def sync(self):
        if self.first:
            self.syncs += 1
            self.exchange(self.device(0 if self.syncs == 1 else 1))
        else:
            self.exchange(self.device({0: 0, 1: 1}.get(self.chance.randrange(5))))

    # --- sticks ---------------------------------------------------------------------------

    def stick_out(self):
        device = self.device()
        self.working(device, lambda: self.world.carry_out(device))

    def stick_at_hub(self):
        self.world.carry_back(self.chance.randrange(2**16))

    def stick_in(self):
        self._take_in(self.device())

    def _take_in(self, device):
        number = self.chance.randrange(2**16)
        self.working(device, lambda: self.world.take_in(device, number))
        p2_own_work_stays_on_the_screen(device)

    # --- the line -------------------------------------------------------------------------

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
        """The answer gets lost or torn, or the hub dies over the request, or only a comparison fails."""
        self._fault(self.chance.choice(("unheard", "unheard", "answer_torn", "hub_dies", "checks_lost")))

    def flaky(self):
        """A line that breaks now and then, also between two pages."""
        self._fault("flaky")

    def cross(self):
        """A proxy hands out answers late, twice, or to another PC."""
        self._fault("crossed")

    def replay(self):
        """A proxy keeps requests and brings them once more, hours later."""
        self._fault("replayed")

    def late(self):
        self.world.deliver_late()

    def mend(self):
        self.world.faults.clear()

    # --- deaths and full disks ------------------------------------------------------------

    def kill_edit(self):
        device = self.device()
        self._kill(device, 14, lambda: self._edit(device))

    def kill_sync(self):
        device = self.device()
        most = self.chance.choice((90, 90, 90, 400))
        self._kill(device, most, lambda: self.exchange(device))

    def kill_stick(self):
        device = self.device()
        self._kill(device, 60, lambda: self._take_in(device))

    def _kill(self, device, most, work):
        """Let a process die at one of its next statements."""
        device.kill_after, device.in_hand = self.chance.randrange(1, most), {}
        try:
            work()
        except Killed:
            device.die()
            p9_rows_and_cursors_agree(device)
            p10_an_answer_is_taken_whole(device)
        device.kill_after = None

    def disk_full(self):
        self.device().fill_disk(full=True)

    def disk_free(self):
        for device in self.world.devices.values():
            if device.full:
                device.fill_disk(full=False)

    def hub_fills(self):
        self.world.hub_full = True

    def hub_freed(self):
        self.world.hub_full = False

    # --- work in the middle of an exchange ------------------------------------------------

    def edit_during_sync(self):
        """Save while a request is on its way, or between two answers of one run."""
        device = self.device()
        rounds = self.chance.choice((1, 1, 2, 3))
        original = self.world.hub_exchange
        travelling = set()

        def meanwhile(who, request):
            nonlocal rounds
            answer = original(who, request)
            if who is device:
                rounds -= 1
                travelling.update(_patients_in(request, answer))
                if rounds == 0:
                    self._edit(device, f"id IN {(*sorted(travelling), '', '')}" if travelling else "1")
            return answer

        self.world.hub_exchange = meanwhile
        try:
            self.exchange(device)
        finally:
            self.world.hub_exchange = original

    def meanwhile(self):
        """Let others come to the hub between any two questions of a run, also those of its comparison."""
        device = self.device()
        others = [one for one in self.world.devices.values() if one is not device]
        if not others:
            return

        def others_talk():
            other = self.chance.choice(others)
            if self.chance.random() < 0.5:
                self._edit(other)
                self.world.sync(other)

        self.world.between = (device, others_talk)
        try:
            self.world.sync(device, check=self.chance.random() < 0.7)
        finally:
            self.world.between = None
        p2_own_work_stays_on_the_screen(device)

    # --- clocks, copies, the hub ----------------------------------------------------------

    def clock(self):
        """Set a clock wrong by years or minutes, forwards or back, in the middle of everything."""
        device = self.device()
        offset = self.chance.choice(OFFSETS)
        if not self.right_clocks:
            device.offset = offset

    def let_clocks_jump(self, detail):
        """In runs that are compared every step finds some clock wrong anew: the hub corrects it soon."""
        if self.same_edits and not self.right_clocks:
            chance = random.Random(detail)
            device = chance.choice(list(self.world.devices.values()))
            device.offset = chance.choice(OFFSETS)

    def wait(self):
        self.world.now += timedelta(days=self.chance.choice((1, 30, 200)))

    def clone(self):
        """Copy a PC's file; now and then both get a life of their own before either brings anything."""
        device = self.device()
        twin = self.world.clone_device(device.name, f"{device.name}-copy")
        if twin and self.chance.random() < 0.3:
            for one in (device, twin):
                self.world.begin_life_of(one)

    def keep(self):
        self.world.keep_copy(self.device().name)

    def roll_back(self):
        self.world.roll_back(self.device().name)

    def replace(self):
        """A PC's disk dies; its clinic goes on with a new PC that reads everything from the hub."""
        device = self.device(0 if self.chance.random() < 0.5 else None)
        if not device.name.startswith("old-"):
            self.world.faults.pop(device.name, None)
            fresh = self.world.replace_device(device.name)
            if self.chance.random() < 0.7:
                self.exchange(fresh)

    def late_pc(self):
        """A PC joins in the middle of everything: a hub put back to before that has forgotten it."""
        org = self.chance.choice(("town", "village", "county"))
        if f"{org}-late" not in self.world.devices:
            gate.newcomer(self.world, f"{org}-late", org)

    def hub_backup(self):
        self.world.back_up_hub(verified=self.chance.random() < 0.5)

    def hub_restore(self):
        self.world.restore_hub()

    def hub_forgets(self):
        """What happens between a backup and the loss of the hub, some of it known to the hub alone."""
        self.world.back_up_hub(verified=True)
        self.move()
        self.edit()
        for device in self.chance.sample(list(self.world.devices.values()), 2):
            self.exchange(device)
        self.hub_restore()

    def hub_slips_back(self):
        """The hub's machine is put back to an old image and goes on as if nothing had been.

        Nothing at the hub tells it; the numbers it gives out anew are known to others for something else.
        """
        writer, reader = self.device(0), self.device(1)
        self.world.back_up_hub(verified=True)
        self._edit(writer)
        for device in (writer, reader):
            self.exchange(device)
        self.world.restore_hub(unnoticed=True)
        other = self.device(2 if len(self.world.devices) > 2 else None)
        for _ in range(3):
            self.save(other, "contact_card", {"org_id": other.org_id, "person": "新来的"})
        self.exchange(other)

    def move(self):
        """The hub gives a patient to another institution: sight is granted and revoked."""
        patient = self.some(self.device(0), "patient", "_rev > 0")
        org = self.chance.choice(("village", "town"))
        if patient and self.world.knows(patient):
            self.world.move(patient, org)

    # --- programs of other age ------------------------------------------------------------

    def upgrade(self):
        """An older program is replaced by today's, with work waiting in the file."""
        for device in self.world.devices.values():
            if device.name.startswith("old-"):
                device.upgrade()


def _patients_in(request, answer):
    """Return the patients that a request or its answer speaks of."""
    found = {op.rec_id for op in request.operations if op.ent == "patient"}
    for page in getattr(answer, "lanes", {}).values():
        found |= {row.id for row in page.rows if row.ent == "patient"}
    return found
