"""What runs rich in losses found, told as the shortest story that once went wrong."""

from __future__ import annotations

import random

from tests.simulation.probes import p3_everything_again_changes_nothing
from tests.simulation.stories import county, known_to_all, prove


def test_what_a_hub_put_back_unnoticed_has_forgotten_is_no_old_request_for_it():
    with county("town", "county") as world:
        town, _ = world.devices.values()
        known_to_all(world)
        world.back_up_hub(verified=True)
        world.sync(town)  # of all this the hub loses only which word is next
        world.restore_hub(unnoticed=True)
        prove(world)
        p3_everything_again_changes_nothing(world, random.Random(0))
