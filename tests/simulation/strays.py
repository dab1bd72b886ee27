"""What a broken proxy does: answers come late, twice or to another PC, requests once more hours later."""

from __future__ import annotations

from contextlib import suppress

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import DiskFull, HubRefused
from clinic_app.hub import epochs
from clinic_app.protocol.messages import EpochRequest
from clinic_app.protocol.request_signature import ANSWERS, HEADER, sign_request, word_of
from clinic_app.store import sync_state
from clinic_app.sync import http_hub
from clinic_app.system.crypto import sign
from tests.simulation import full_hub

HELD = 6
"""So many answers such a proxy has at hand."""


def handed_out(world, device, method, target, body, answer):
    """Return what comes back as the answer to a request: its own, or any that the proxy still has.

    Raises:
        HubUnreachable: the PC sees that it answers something else.
    """
    key = world.signing.get(device.device_id) or sync_state.device_key(device.db)
    asked = sign_request(device.device_id, lambda data: sign(key, data), method, target, body)
    world.astray.append(({ANSWERS: word_of(asked[HEADER])}, answer))
    del world.astray[:-HELD]
    told, found = world.cuts.choice(world.astray)
    http_hub.must_answer(asked, told)
    return found


def come_again(world, device, request):
    """Let the hub take a request that was under way for hours, or comes once more; nobody hears it answer."""
    if device.name not in world.devices:
        return

    def call():
        if not isinstance(request, EpochRequest):
            return world.hub_exchange(device, request)
        with world.hub.transaction() as tx:
            who = device.at_the_door(tx).device_id
            return epochs.begin_epoch(tx, who, request, "asked", stamp(world.now))

    with suppress(HubRefused, DiskFull):
        full_hub.tried(world, call)
