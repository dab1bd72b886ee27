"""How every run begins: the hub's first life, the institutions of the county, PCs that joined long ago.

What is the same in every run of the same PCs is done once in a process, and its bytes are kept.
"""

from __future__ import annotations

import random
from functools import cache
from types import SimpleNamespace

from clinic_app.domain.clock import FixedClock, to_ms
from clinic_app.hub import ingest
from clinic_app.hub.keys import HubKeys
from clinic_app.hub.lifetime import begin_life
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.protocol.endpoints import key_to_text
from clinic_app.store import sync_state
from clinic_app.sync.exchange import Exchange
from clinic_app.system.crypto import new_sealing_key, new_signing_key
from tests.simulation import gate
from tests.simulation.devices import ORGS, START, Device, fixed_id
from tests.simulation.programs import SHIPPED, program_of

SMALL_PAGE, LARGE_PAGE = 2048, 16384

_begun = {}


def begin(world, names):
    """Set up the hub and the PCs of a world."""
    names = tuple(names)
    known = _begun.get(names) if world.hub_disk.stays_open else None
    if known is None:
        _found(world)
    else:
        world.hub_disk.put(known[0])
    for number, name in enumerate(names):
        device = _new_pc(world, name, name.removeprefix("old-").removeprefix("new-").rstrip("0123456789"))
        if known is None:
            _let_in(world, device)
            _hear(world, device)
        else:
            device.file.put(known[1][number])
    if known is None and world.hub_disk.stays_open:
        _begun[names] = world.hub_disk.copy(), [device.file.copy() for device in world.devices.values()]
    for device in world.devices.values():
        _choose_page(world, device)


def add_device(world, name, org):
    """Return a further PC that the hub knows from the start."""
    device = _new_pc(world, name, org)
    _let_in(world, device)
    _choose_page(world, device)
    return device


def _found(world):
    with world.hub.transaction() as tx:
        tx.run("INSERT INTO hub_head(one, hub_epoch) VALUES(1, '')")
        begin_life(tx, START, "created", random.Random("first life").randbytes)
        orgs = [OwnChange("organization", org_id, {"name": name}) for name, org_id in ORGS.items()]
        write_own(tx, orgs, START)


def _new_pc(world, name, org):
    device = Device(world, name, org, program_of(name))
    device.open()
    world.devices[name] = device
    device.device_id = fixed_id(f"device-{name}-{len(world.devices)}")
    world.signing[device.device_id] = _device_keys(len(world.signing) + 1).private
    return device


def _let_in(world, device):
    pair = _device_keys(len(world.signing))
    made = gate.known_from_the_start(world, device, pair.public)
    sync_state.change(
        device.db,
        org_id=device.org_id,
        org_name=device.org,
        device_id=device.device_id,
        epoch_no=made.epoch,
        hub_epoch=made.hub_epoch,
        device_key=pair.private,
        page_bytes=LARGE_PAGE,
        hub_seal_key=key_to_text(world.keys.seal.public),
        hub_sign_key=key_to_text(world.keys.sign.public),
    )


def _hear(world, device):
    """Let a PC hear of the institutions: one that joined long ago did."""

    def answer(request):
        with SHIPPED, world.hub.transaction() as tx:
            return ingest.exchange(tx, device.at_the_door(tx), request, to_ms(START))

    words = random.Random(f"first words of {device.name}").randbytes
    with device.program:
        Exchange(device.db, SimpleNamespace(sync=answer), FixedClock(START), words).run()


def _choose_page(world, device):
    if world.random.random() < 0.5:
        sync_state.change(device.db, page_bytes=SMALL_PAGE)


@cache
def hub_keys():
    """Return the keys of every simulated hub."""
    return HubKeys(b"", new_sealing_key(random.Random("seal").randbytes), _device_keys("hub"))


@cache
def _device_keys(name):
    return new_signing_key(random.Random(f"key of {name}").randbytes)
