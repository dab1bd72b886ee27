"""Network and process die at any moment of the first and of later exchanges."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from clinic_app.domain.errors import HubUnreachable
from clinic_app.store import sync_state
from clinic_app.sync.exchange import Exchange
from tests.simulation.world import Killed, Line


class Breaking(Line):
    """Breaks after so many answers."""

    def __init__(self, world, device, after):
        super().__init__(world, device)
        self.after = after

    def sync(self, request):
        self.after -= 1
        if self.after < 0:
            raise HubUnreachable(world_cut())
        return super().sync(request)


def world_cut():
    from tests.helpers.county import codec_message

    return codec_message()


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_deaths_later_everything_is_there(county, seed):
    world = county("town", seed=seed)
    town = world.pc("town")
    chance = random.Random(seed)
    people = world.many(town, 40)
    sync_state.change(town.db, page_bytes=2048)
    finished = 0
    for _ in range(25):
        town.kill_after = chance.randrange(1, 60)
        try:
            world.sync(town)
            finished += 1
        except Killed:
            town.die()
        town.kill_after = None
        # The program starts again and is usable at once: a person saves, before any exchange.
        people.append(world.patient(town))
        shares = []

        def note(now, shares=shares):
            left = now.waiting + (1 if now.more else 0)
            shares.append((now.sent + now.received) / max(1, now.sent + now.received + left))

        line = Breaking(world, town, chance.randrange(3))
        with suppress(HubUnreachable):
            Exchange(town.db, line, town.clock, world.random.randbytes, note).run()
        assert shares == sorted(shares)
        assert all(0 <= share <= 1 for share in shares)
    assert finished < 25  # it did die
    world.prove()
    assert all(world.at_hub("patient", one) is not None for one in people)
