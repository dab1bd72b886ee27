"""Scripts of steps made from a seed, and how a script is played against a world."""

from __future__ import annotations

import random
from datetime import timedelta

from clinic_app.domain.errors import ClinicError
from tests.simulation.checks import AT_REST, Violation, asked
from tests.simulation.machines import Machines
from tests.simulation.people import People
from tests.simulation.probes import AFTER_REST
from tests.simulation.two_clocks import p15_clocks_decide_nothing_that_matters
from tests.simulation.world import Killed, World

WORDS = (
    ["edit"] * 12
    + ["edit_twice"] * 3
    + ["add_patient"] * 4
    + ["refer"] * 5
    + ["edit_referral"] * 2
    + ["other_record"] * 4
    + ["element"] * 4
    + ["void_element"] * 2
    + ["event"] * 5
    + ["resolve"] * 4
    + ["resolve_both"] * 2
    + ["undo_decision"] * 3
    + ["void"] * 2
    + ["unit"] * 2
    + ["wrong"]
    + ["sync"] * 10
    + ["cut", "double", "delay", "tear", "unheard", "flaky", "late", "mend", "mend"] * 3
    + ["cross", "replay"] * 2
    + ["hub_fills"]
    + ["hub_freed"] * 3
    + ["meanwhile"]
    + ["kill_edit"] * 2
    + ["kill_sync"] * 3
    + ["edit_during_sync"] * 4
    + ["clock"] * 5
    + ["wait"] * 3
    + ["keep", "roll_back"]
    + ["hub_backup", "hub_restore"]
    + ["move"]
    + ["replace"]
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
    + ["disk_full"] * 2
    + ["disk_free"] * 3
    + ["clone"] * 2
)
"""What every fourth run does besides: sticks, merged patients, any text, other programs, twins."""

LOSSES = (
    ["keep"] * 3
    + ["roll_back"] * 3
    + ["hub_backup"] * 3
    + ["hub_restore"] * 2
    + ["hub_forgets"] * 3
    + ["clone"] * 2
    + ["move"] * 3
    + ["replace"] * 3
    + ["late_pc"] * 2
    + ["upgrade"]
    + ["hub_slips_back"] * 2
)
"""What every twentieth run has more of: copies, old files, an old hub, new PCs, patients on the move."""


FURTHER_PCS = (0, 0, 0, 0, 0, 0, 0, 0, 1, 3)
"""How many PCs a run has beside one of the clinic and one of the county: what a second shows is mostly
shown by few, and every PC more makes every question at the end cost more."""


SWARMING = 2
"""Which run of every ten has a mixture of its own."""


REOPENED = 257
"""In every so many runs no file is kept open from the run before."""


def make_script(seed, steps):
    """Return (devices, steps) for a seed; a step is a word and a number that decides its details."""
    chance = random.Random(seed)
    devices = [
        "town",
        "county",
        *sorted(chance.sample(["town2", "village", "county2", "stranger"], chance.choice(FURTHER_PCS))),
    ]
    if chance.random() < 0.1:
        devices.append(chance.choice(("old-town", "old-village", "old-county")))
        if devices[-1] == "old-village":
            devices.append("old-county")  # programs of three ages in one county
    # Every run starts with a referral, so that there is something both sides can disagree about.
    script = [("add_patient", 0), ("refer", 0), ("sync", 0), ("sync", 1)]
    words = _swarm(chance) if seed % 10 == SWARMING else _mixture(seed)
    script += [(chance.choice(words), chance.randrange(2**32)) for _ in range(steps - len(script))]
    return devices, script


def _mixture(seed):
    """Return the words of a usual run, each as often as it is to come."""
    return WORDS + (MORE if seed % 4 == 0 else []) + (LOSSES if seed % 20 == 0 else [])


def _swarm(chance):
    """Return some words and each as often as it happens: what every run has a little of, one has much of."""
    some = [word for word in sorted({*WORDS, *MORE, *LOSSES}) if chance.random() < 0.45]
    words = [word for word in some for _ in range(chance.choice((1, 1, 2, 4, 8)))]
    return words + ["sync"] * chance.choice((4, 10, 20)) + ["edit"] * chance.choice((2, 8, 15))


def run_script(seed, devices, script, hub_url=""):
    """Play a script, check every property, return how often the hub refused. Raises Violation."""

    def world_of():
        return World(seed, devices, hub_url, reopened=_reopened(seed, devices, script))

    world = world_of()
    try:
        play(world, script)
        for check in AT_REST:
            if asked(check, seed):
                check(world)
        for probe in AFTER_REST:
            if asked(probe, seed):
                probe(world, random.Random(seed))
        refusals = world.refusals
    finally:
        world.close()
    if asked(p15_clocks_decide_nothing_that_matters, seed):
        p15_clocks_decide_nothing_that_matters(world_of, play, script)
    return refusals


def _reopened(seed, devices, script):
    """Tell whether every process of a run really opens its file: now and then, and for a file's upgrade."""
    upgraded = any(name.startswith("old-") for name in devices) and any(w == "upgrade" for w, _ in script)
    return upgraded or seed % REOPENED == 8


def play(world, script, **manner):
    """Do what a script says and let all come to rest."""
    player = Player(world, **manner)
    for number, (word, detail) in enumerate(script):
        player.chance = random.Random(detail)
        world.now += timedelta(seconds=player.chance.randrange(1, 4000))
        player.first = number < 4
        player.let_clocks_jump(detail)
        getattr(player, word)()
    try:
        world.settle()
    except ClinicError as error:
        raise Violation("P18", f"{type(error).__name__}: {error}") from error


class Player(People, Machines):
    """Does what each word of a script says.

    Attributes:
        chance: decides the details of the present step.
        first: this is one of the first steps, which are the same in every run.
        same_edits: people must do the same whatever the clocks say, for runs that are compared.
        right_clocks: no clock is ever wrong.
    """

    def __init__(self, world, *, same_edits=False, right_clocks=False):
        self.world = world
        self.chance = random.Random(0)
        self.first = False
        self.syncs = 0
        self.same_edits = same_edits
        self.right_clocks = right_clocks

    def device(self, index=None):
        names = list(self.world.devices)
        return self.world.devices[names[index if index is not None else self.chance.randrange(len(names))]]


__all__ = ["Killed", "Player", "make_script", "play", "run_script"]
