"""Many rows with one identical time, and rows dated 2099: each is delivered exactly once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from tests.simulation.world import Line


@pytest.mark.parametrize("offset", [0, 73 * 365], ids=["one moment", "2099"])
def test_each_once_and_no_second_download(county, offset, monkeypatch):
    world = county("town", "town2")
    one, two = world.devices.values()
    one.offset = timedelta(days=offset)
    one.tick()
    people = world.many(one, 400)
    world.sync(one)
    seen = Counter()
    original = Line._home

    def home(line, answer):
        found = original(line, answer)
        for page in getattr(found, "lanes", {}).values():
            seen.update(row.id for row in page.rows)
        return found

    monkeypatch.setattr(Line, "_home", home)
    world.sync(two)
    assert all(seen[one] == 1 for one in people)
    seen.clear()
    world.sync(two)
    assert not seen
    world.prove()
