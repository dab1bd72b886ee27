"""Many rows with one identical time, and rows dated 2099: each is delivered exactly once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from clinic_app.store import sync_state
from clinic_app.sync import newcomer
from tests.simulation.world import Line


@pytest.mark.parametrize(
    ("offset", "count"), [(0, 10_000), (73 * 365, 400)], ids=["ten thousand at one moment", "2099"]
)
def test_each_once_and_no_second_download(county, offset, count, monkeypatch):
    world = county("town", "town2")
    one, two = world.devices.values()
    monkeypatch.setattr(newcomer, "begin", lambda db: None)  # page by page: it is pages that could skip
    sync_state.change(two.db, page_bytes=16384)
    one.offset = timedelta(days=offset)
    one.tick()
    people = world.many(one, count)
    assert len({row["wall"] for row in one.db.execute("SELECT DISTINCT wall FROM op")}) == 1
    world.sync(one)
    seen = Counter()
    original = Line._home

    def home(line, answer):
        found = original(line, answer)
        for page in getattr(found, "lanes", {}).values():
            seen.update(row.id for row in page.rows)
        return found

    monkeypatch.setattr(Line, "_home", home)
    assert world.sync(two).digests_equal is True
    assert all(seen[one] == 1 for one in people)
    seen.clear()
    assert world.sync(two).digests_equal is not False
    assert not seen
    if count < 1000:  # the properties at rest read everything many times over
        world.prove()
