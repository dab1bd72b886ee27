"""The same people doing the same at PCs with right and with wrong clocks: what must not differ."""

from __future__ import annotations

import random
from datetime import timedelta

from clinic_app.domain.catalogue import BY_NAME, MergeClass
from clinic_app.domain.clock import stamp
from tests.simulation.reading import hub_records, need

LEFT_OUT = frozenset(
    {"kill_edit", "kill_sync", "kill_stick", "disk_full", "disk_free", "newer", "cross", "meanwhile"}
)
"""Steps whose course does not follow from the script alone: a clock may have a program ask its file once
more before it dies, or the hub whether both hold the same, or a record be picked by its identity, which
holds the time."""

DECIDED_BY_NO_CLOCK = frozenset({MergeClass.IDENTITY, MergeClass.SAFETY, MergeClass.SET})

DECIDED_BY_TRUE_TIME = DECIDED_BY_NO_CLOCK | {MergeClass.CONTACT}
"""What comes out alike as long as a clock is wrong by the same years: the hub has said by how much."""

WRONG_BY = (timedelta(days=3650), timedelta(days=-20000), timedelta(days=40), timedelta(minutes=-50))


def p15_clocks_decide_nothing_that_matters(world_of, play, script):
    """Play a script with wrong and with right clocks: identity, safety and sets come out the same.

    With clocks that jump all the while; and with clocks wrong by years, which the hub corrected before
    the first saving: then so does what the later of two wins. Nothing is shown as written in the future.

    Args:
        world_of: makes a new world of the same seed and devices.
        play: plays a script against a world.
        script: the steps.
    """
    steps = [step for step in script if step[0] not in LEFT_OUT]
    _alike(
        _outcome(world_of, play, steps, DECIDED_BY_NO_CLOCK, right_clocks=False),
        _outcome(world_of, play, steps, DECIDED_BY_NO_CLOCK, right_clocks=True),
    )
    steps = [step for step in steps if step[0] != "clone"]  # a copy at another PC goes by that PC's clock
    _alike(
        _outcome(world_of, play, steps, DECIDED_BY_TRUE_TIME, wrong_by=WRONG_BY),
        _outcome(world_of, play, steps, DECIDED_BY_TRUE_TIME, wrong_by=(timedelta(0),)),
    )


def _alike(wrong, right):
    for key in wrong.keys() | right.keys():
        need(
            wrong.get(key) == right.get(key),
            "P15",
            f"{key} is {wrong.get(key)!r} with wrong clocks, {right.get(key)!r} with right ones",
        )


def _outcome(world_of, play, steps, classes, *, right_clocks=True, wrong_by=()):
    """Play in a new world and return its facts.

    Args:
        classes: which merge classes' values count.
        right_clocks: no clock jumps.
        wrong_by: by how much each PC's clock is wrong for good; the hub tells them before the first step.
    """
    world = world_of()
    # How many random bytes programs draw follows from clocks: what befalls line and hub is drawn apart.
    world.fate = random.Random(f"fate of {len(steps)}")
    try:
        for number, device in enumerate(world.devices.values() if wrong_by else ()):
            device.offset = wrong_by[number % len(wrong_by)]
        if wrong_by:
            world.settle()
        play(world, steps, same_edits=True, right_clocks=right_clocks)
        _nothing_was_written_in_the_future(world)
        return _facts(world, classes)
    finally:
        world.close()


def _nothing_was_written_in_the_future(world):
    for (ent, rec_id), record in hub_records(world).items():
        if ent == "conflict":
            shown = max(str(record.body[name]) for name in ("kept_at", "other_at"))
            need(shown <= stamp(world.now), "P15", f"a side of conflict {rec_id} was written at {shown}")


def _facts(world, classes):
    """Return what must not depend on clocks, with records named by the order in which they were made."""
    born = world.ledger.born
    facts = {}
    for (ent, rec_id), record in hub_records(world).items():
        kind = BY_NAME.get(ent)
        if kind is None or (rec_id not in born and ent != "conflict"):
            continue
        if ent == "conflict" and record.body["merge"] in classes:
            key, fact = _question(born, record.body)
            facts.setdefault(key, []).append(fact)
        elif ent != "conflict":
            names = [field.name for field in kind.fields if field.merge in classes]
            facts[(ent, born[rec_id])] = [record.void, *(_named(born, record.body.get(n)) for n in names)]
    return {key: sorted(map(str, fact)) if key[0] == "conflict" else fact for key, fact in facts.items()}


def _question(born, body):
    key = ("conflict", born.get(body["rec_id"]), body["field"])
    if body["merge"] == MergeClass.SET:
        return key, body["status"]
    return key, (body["kept"], body["other"], body["status"], body.get("choice"))


def _named(born, value):
    return born.get(value, value) if value not in (None, "") else None
