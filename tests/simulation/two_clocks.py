"""The same people doing the same at PCs with right and with wrong clocks: what must not differ."""

from __future__ import annotations

from clinic_app.domain.catalogue import BY_NAME, MergeClass
from tests.simulation.reading import hub_records, need

LEFT_OUT = frozenset({"kill_edit", "kill_sync", "kill_stick", "disk_full", "disk_free", "newer"})
"""Steps whose course does not follow from the script alone: a clock may have a program ask its file once
more before it dies, or a record be picked by its identity, which holds the time."""

DECIDED_BY_NO_CLOCK = {MergeClass.IDENTITY, MergeClass.SAFETY, MergeClass.SET}


def p15_clocks_decide_nothing_that_matters(world_of, play, script):
    """Play a script twice, once with every clock right: identity, safety and sets come out the same.

    Args:
        world_of: makes a new world of the same seed and devices.
        play: plays a script against a world.
        script: the steps.
    """
    steps = [step for step in script if step[0] not in LEFT_OUT]
    wrong, right = (_outcome(world_of, play, steps, right) for right in (False, True))
    for key in wrong.keys() | right.keys():
        need(
            wrong.get(key) == right.get(key),
            "P15",
            f"{key} is {wrong.get(key)!r} with wrong clocks, {right.get(key)!r} with right ones",
        )


def _outcome(world_of, play, steps, right):
    world = world_of()
    try:
        play(world, steps, same_edits=True, right_clocks=right)
        return _facts(world)
    finally:
        world.close()


def _facts(world):
    """Return what must not depend on clocks, with records named by the order in which they were made."""
    born = world.ledger.born
    facts = {}
    for (ent, rec_id), record in hub_records(world).items():
        kind = BY_NAME.get(ent)
        if kind is None or (rec_id not in born and ent != "conflict"):
            continue
        if ent == "conflict" and record.body["merge"] in DECIDED_BY_NO_CLOCK:
            key, fact = _question(born, record.body)
            facts.setdefault(key, []).append(fact)
        elif ent != "conflict":
            names = [field.name for field in kind.fields if field.merge in DECIDED_BY_NO_CLOCK]
            facts[(ent, born[rec_id])] = [record.void, *(_named(born, record.body.get(n)) for n in names)]
    return {key: sorted(map(str, fact)) if key[0] == "conflict" else fact for key, fact in facts.items()}


def _question(born, body):
    key = ("conflict", born.get(body["rec_id"]), body["field"])
    if body["merge"] == MergeClass.SET:
        return key, body["status"]
    return key, (body["kept"], body["other"], body["status"], body.get("choice"))


def _named(born, value):
    return born.get(value, value) if value not in (None, "") else None
