"""Properties that are checked by doing one thing more to a world at rest."""

from __future__ import annotations

from contextlib import suppress

from clinic_app.domain.errors import FileError, HubRefused
from clinic_app.domain.ids import new_id
from clinic_app.hub.courier import serve_file
from clinic_app.store import synced_rows
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import courier
from tests.simulation.checks_of_copies import LANES, p4_every_lane_equals_the_hubs, p21_digests_agree
from tests.simulation.devices import ORGS
from tests.simulation.reading import need, same

FACTS = ("op_log", "record", "feed", "scope", "digest")


def p3_everything_again_changes_nothing(world, chance):
    """Old requests and files come again, in any order: hub and PCs stay as they are."""
    before, files = _facts(world), [_file_facts(device) for device in world.devices.values()]
    old = [
        (device, request)
        for device in world.devices.values()
        for request in device.requests
        if _comes_again(world, request)
    ]
    for device, request in chance.sample(old, min(len(old), 8)):
        world.hub_exchange(device, request)
    served = [data for data in world.sticks["served"] if data in world.ledger.sight.heard]
    for data in chance.sample(served, min(len(served), 3)):
        with suppress(HubRefused):  # of a PC that the hub has forgotten since
            serve_file(world.hub, world.keys, data, world.now, world.secret)
    need(_facts(world) == before, "P3", "an old request changed what the hub holds")
    for device in world.devices.values():
        for data in chance.sample(world.sticks["back"], min(len(world.sticks["back"]), 3)):
            with suppress(FileError), device.program:
                courier.unpack(device.db, data, device.clock)
    after = [_file_facts(device) for device in world.devices.values()]
    need(after == files, "P3", "an old answer changed what a PC holds")


def _comes_again(world, request):
    """Tell whether a request is an old one for the hub, too.

    A hub that was put back, and does not know it, has forgotten that it came: it hears it for the first time.
    """
    life = world.reader.one("SELECT hub_epoch FROM hub_head")["hub_epoch"]
    return request.hub_epoch != life or (request.epoch, request.ratchet) in world.ledger.sight.heard


def _facts(world):
    asked = [f"SELECT * FROM {table}" for table in FACTS]
    # Of a hub that slipped back an old request may be the first to tell it so, or fit a life as its image
    # has it, which nobody goes on with: that is bookkeeping, and nobody's work.
    if not world.slipped:
        # Each file of a copied PC is answered with a life to go on with; one that nobody began is nothing.
        asked.append("SELECT * FROM device_epoch WHERE reason <> 'courier' OR ratchet <> ''")
        asked.append("SELECT seq, hub_epoch FROM hub_head")
    return [sorted(map(str, world.reader.all(question))) for question in asked]


def _file_facts(device):
    names = [*device.program.kinds, "op", "lane_cursor"]
    return {name: device.db.execute(f"SELECT * FROM {name}") for name in names}


def p20_idle_is_one_request(world, chance):
    """When nothing is new one request says so, with no operation and no row in either direction."""
    device = world.devices[chance.choice(list(world.devices))]
    asked = len(device.requests)
    result = world.sync(device)
    need(result is not None and result.rounds == 1, "P20", f"{device.name} took {result} to say nothing")
    need(len(device.requests) == asked + 1, "P20", "more than one request")
    need(
        not device.requests[-1].operations and not result.received, "P20", "idle, and yet something was sent"
    )


def _lose(row, kind, chance):
    return f"DELETE FROM {kind.name}"


def _take_back(row, kind, chance):
    return f"UPDATE {kind.name} SET _rev = 1"


def _advance(row, kind, chance):
    return f"UPDATE {kind.name} SET _rev = _rev + 1000"


def _mislay(row, kind, chance):
    lane = chance.choice([lane for lane in LANES if lane != row["_lane"]])
    return f"UPDATE {kind.name} SET _lane = '{lane}'"


def _set_apart(row, kind, chance):
    lane = chance.choice(["unmatched", synced_rows.LEFT, ""])
    return f"UPDATE {kind.name} SET _lane = '{lane}'"


def _reword(row, kind, chance):
    name = chance.choice([field.name for field in kind.fields if field.sql_type == "TEXT"])
    return f"UPDATE {kind.name} SET {name} = '假'"


def _void(row, kind, chance):
    return f"UPDATE {kind.name} SET _void = 1 - _void"


def _give_away(row, kind, chance):
    owner = chance.choice([org for org in ORGS.values() if org != row["_owner"]])
    return f"UPDATE {kind.name} SET _owner = '{owner}'"


IN_SUMS = (_lose, _take_back, _advance, _mislay, _set_apart)
"""What the sums of a lane tell."""

IN_CONTENTS = (_reword, _void, _give_away)
"""What only the comparison of contents tells."""


def p21_any_difference_is_found_and_mended(world, chance):
    """One row of one PC gets lost, old, mislaid or changed: the next exchange mends it, and only it.

    One that the hub does not have is set apart, and stays.
    """
    device = world.devices[chance.choice(list(world.devices))]
    lanes = ", ".join(f"'{lane}'" for lane in LANES)
    kinds = list(device.program.kinds.values())
    for kind in chance.sample(kinds, len(kinds)):
        found = device.db.execute(
            f"SELECT * FROM {kind.name} WHERE _lane IN ({lanes}) AND _rev > 1 ORDER BY id"
        )
        if found:
            break
    else:
        return
    row = chance.choice(found)
    for hurts in (chance.choice(IN_SUMS), chance.choice(IN_CONTENTS)):
        _mends(world, device, row, kind, hurts, chance)
    _sets_apart(world, device, row, kind)
    world.settle()  # hours have passed: what a restored hub lacks may have been given back meanwhile
    p21_digests_agree(world)
    p4_every_lane_equals_the_hubs(world)


def _mends(world, device, row, kind, hurts, chance):
    before = world.sync(device, check=True) if hurts in IN_CONTENTS else None
    whole = not before or not before.repaired
    need(whole, "P21", f"{device.name} reads otherwise: {world.skipped[-3:]}")
    with UnitOfWork(device.db, user_name="坏") as work, device.db.applying():
        device.db.execute(f"{hurts(row, kind, chance)} WHERE id = ?", (row["id"],))
        work.commit()
    result = world.sync(device)
    what = f"{device.name}: {hurts.__name__} {kind.name} {row['id']}"
    need(result.repaired == 1, "P21", f"{what}, {result.repaired} mended")
    need(result.digests_equal, "P21", f"{what}: not equal afterwards")
    with device.program:
        after = synced_rows.as_kept(device.db, kind.name, row["id"])
    became = {name: (row[name], value) for name, value in after.items() if not same(row[name], value)}
    need(not became, "P21", f"{what}: {became}")


def _sets_apart(world, device, row, kind):
    world.sync(device)
    stranger = {**row, "id": new_id(2, world.secret)}
    with UnitOfWork(device.db, user_name="坏") as work, device.db.applying():
        marks = ", ".join("?" * len(stranger))
        device.db.execute(
            f"INSERT INTO {kind.name}({', '.join(stranger)}) VALUES({marks})", tuple(stranger.values())
        )
        work.commit()
    result = world.sync(device)
    what = f"{device.name}: {kind.name} {stranger['id']}, which the hub never had"
    need(result.repaired == 1 and result.digests_equal, "P21", f"{what}: {result.repaired} mended")
    with device.program:
        after = synced_rows.as_kept(device.db, kind.name, stranger["id"])
    need(after == {**stranger, "_lane": synced_rows.UNMATCHED}, "P21", f"{what} is {after}")


AFTER_REST = (
    p3_everything_again_changes_nothing,
    p20_idle_is_one_request,
    p21_any_difference_is_found_and_mended,
)
