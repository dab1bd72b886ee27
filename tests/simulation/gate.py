"""The door of a simulated county: whom the hub knows, and joining by the shipped ways of both ends."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import patch

from clinic_app.domain.clock import FixedClock, stamp, to_ms
from clinic_app.domain.errors import HubRefused, HubUnreachable, Rejected, StoreError
from clinic_app.hub import enrolment as hub_enrolment
from clinic_app.hub import epochs, ingest
from clinic_app.hub.directory import organization
from clinic_app.protocol.endpoints import EnrolAnswer, EnrolRequest, from_json, key_to_text, to_json
from clinic_app.protocol.enrol_ticket import EnrolTicket
from clinic_app.protocol.messages import Instruction, Refusal, Standing
from clinic_app.store import sync_state
from clinic_app.sync import enrolment
from tests.simulation.devices import Device, Line
from tests.simulation.programs import SHIPPED
from tests.simulation.reading import Violation, need

MOST_CODES = 3
"""A code may have been lost with a restored hub, or have run out while the line was broken."""


def known_from_the_start(world, device, public):
    """Note a PC at the hub as if it had joined long ago; return its first life."""
    with world.hub.transaction() as tx:
        tx.run(
            "INSERT INTO device(device_id, org_id, name, public_key, enrolled_at) VALUES(:d, :o, :n, :k, '')",
            d=device.device_id,
            o=device.org_id,
            n=device.name,
            k=key_to_text(public),
        )
        return epochs.begin_epoch(tx, device.device_id, None, "enrolled", stamp(world.now))


def exchange(world, tx, device, request):
    """Return the hub's answer to a request, or why it refuses the PC as such."""
    try:
        return ingest.exchange(tx, device.at_the_door(tx), request, to_ms(world.now))
    except HubRefused as error:
        return Refusal(error.instruction, str(error), error.details)


def forgotten(device):
    """Tell whether the hub has told a PC that it does not know it."""
    return device.state().refused_as == Standing.UNKNOWN


def let_in_again(world, device):
    """Let a PC that was told so join again; return False when the line or its disk was not up to it."""
    try:
        for _ in range(MOST_CODES):
            if not forgotten(device):
                return True
            _join(world, device)
    except HubUnreachable:
        return False
    except StoreError:
        if not device.full:
            raise
        return False
    if forgotten(device):
        raise Violation("P18", f"{device.name} does not get in again")
    return True


def is_let_in(world, device):
    """Tell whether a PC that has just been told so gets in again, and then exchanges."""
    return forgotten(device) and world.sync(device) is not None


def newcomer(world, name, org):
    """Let a new PC join in the middle of everything: a hub put back to before that has forgotten it.

    A hub whose disk is full lets nobody in; its clinic tries again another day.
    """
    device = Device(world, name, org)
    device.open()
    device.tick()
    sync_state.change(device.db, org_id=device.org_id, org_name=org)
    try:
        _join(world, device)
    except HubUnreachable:
        device.file.leave()
        return None
    world.devices[name] = device
    return device


def _join(world, device):
    """Enrol once, with the code the PC was given before if it still has one."""
    hub = SimpleNamespace(
        database=world.hub,
        keys=world.keys,
        clock=FixedClock(world.now),
        entropy=world.secret,
        config=SimpleNamespace(use_tls=False),
    )

    def post(_address, _authority, request):
        wish = from_json(to_json(request), EnrolRequest)
        answer = Line(world, device)._asks(lambda: hub_enrolment.enrol(hub, wish))
        return from_json(to_json(answer), EnrolAnswer)

    try:
        # The shipped hash of a code is slow on purpose.
        with patch.object(hub_enrolment, "hash_code", lambda typed: typed.upper()):
            device.ticket = device.ticket or _code(world, hub, device)
            with device.program:
                _enrol(device, device.ticket, world.secret, post)
    except HubRefused as error:
        if error.instruction != Instruction.CODE:
            raise Violation("P18", f"{device.name} cannot join: {error}") from error
    else:
        _note(world, device)
    device.ticket = ""


def _enrol(device, line, entropy, post=None):
    return enrolment.enrol(
        device.db, line, device_name=device.name, app_version="1", entropy=entropy, post=post
    )


def _code(world, hub, device):
    with SHIPPED, world.hub.transaction() as tx:
        org = organization(tx, device.org_id)
        code, _ = hub_enrolment.make_code(tx, org, days=30, now=world.now, entropy=hub.entropy)
    return EnrolTicket("http://127.0.0.1:8000", code).line


def _note(world, device):
    state = device.state()
    need(state.device_id != device.device_id, "P13", f"{device.name} has the identity it had before")
    device.device_id = state.device_id
    world.signing[device.device_id] = sync_state.device_key(device.db)
    with world.hub.transaction() as tx:
        world.ledger.sight.follow(tx)
    try:
        _enrol(device, "anything", world.secret)
    except Rejected as error:
        need(error.problems[0].code == "enrol.already", "P13", f"{device.name} may join once more")
