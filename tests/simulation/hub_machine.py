"""The machine that the hub runs on: the files of whole lanes it keeps for new PCs, and its sudden deaths."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import zstandard

from clinic_app.domain.clock import to_ms
from clinic_app.domain.errors import HubRefused
from clinic_app.hub import ingest
from clinic_app.hub.snapshot import KEPT, read_snapshot
from clinic_app.protocol import codec
from tests.simulation.programs import SHIPPED

PIECE = 400
"""Bytes of a lane's file that come at once: small, so that lines break between them."""


class Died(Exception):
    """The hub's process died, or its disk was full: what it had begun is rolled back."""


def die_within(world, device, request):
    """Take a request and die at one of the statements it needs, at the latest before the commit."""
    left = world.cuts.randrange(1, 40)

    def mortal(statement):
        def run(*args, **values):
            nonlocal left
            left -= 1
            if left <= 0:
                raise Died
            return statement(*args, **values)

        return run

    try:
        with SHIPPED, world.hub.transaction() as tx:
            tx.run, tx.run_many = mortal(tx.run), mortal(tx.run_many)
            ingest.exchange(tx, device.at_the_door(tx), request, to_ms(world.now))
            raise Died
    except (Died, HubRefused):  # a restored hub that has forgotten the PC: nobody hears that either
        return


def lane_file(world, device, lane):
    """Return a lane's file and its tag; it stays the same for hours, while the lane goes on."""
    life = world.reader.one("SELECT hub_epoch FROM hub_head")["hub_epoch"]
    known = world.memo.get(("file", device.org_id, lane))
    if known is None or known[0] != life or not timedelta(0) <= world.now - known[1] < KEPT:
        with SHIPPED, world.hub.transaction() as tx:
            value = read_snapshot(tx, device.org_id, lane)
            world.sent_out(device, codec.rows_from_json(value["rows"]))
        data = zstandard.ZstdCompressor(level=3).compress(codec.dump(value))
        known = world.memo[("file", device.org_id, lane)] = (life, world.now, data)
    return known[2], f'"{hashlib.sha256(known[2]).hexdigest()[:32]}"'


def pieces(world, device, lane, etag, start):
    """Yield (tag, place, bytes) of a lane's file, from a byte on or anew when it is another file by now."""
    data, tag = lane_file(world, device, lane)
    place = start if etag == tag else 0
    while place < len(data):
        yield tag, place, data[place : place + PIECE]
        place += PIECE
