"""Sizes around the edge of a page, and one record of five megabytes, within bounded memory."""

from __future__ import annotations

import tracemalloc

import pytest

from clinic_app.hub import ingest
from clinic_app.store import outbox, sync_state

PAGE = 12


@pytest.mark.parametrize("size", [0, 1, PAGE - 1, PAGE, PAGE + 1, 10 * PAGE])
def test_every_size_completes(county, size, monkeypatch):
    monkeypatch.setattr(ingest, "ROW_BYTES", 2048 // PAGE)
    world = county("town", "town2")
    one, two = world.devices.values()
    for pc in (one, two):
        sync_state.change(pc.db, page_bytes=2048)
    monkeypatch.setattr("clinic_app.sync.exchange.LARGEST_PAGE", 2048)
    world.many(one, size)
    world.sync(one)
    world.sync(two)
    world.prove()
    assert two.db.execute("SELECT count(*) AS n FROM patient")[0]["n"] == size


def test_one_record_of_five_megabytes_stops_nothing_and_takes_bounded_memory(county):
    world = county("town")
    town = world.pc("town")
    before = world.patient(town)
    huge = world.patient(town, past_history="长" * 1_700_000)
    after = world.patient(town)
    tracemalloc.start()
    try:
        world.sync(town)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 256 * 1024 * 1024  # both ends are in this process
    counts = outbox.counts(town.db)
    assert (counts.waiting, counts.refused) == (0, 1)
    assert world.at_hub("patient", before) is not None
    assert world.at_hub("patient", after) is not None
    assert len(world.at(town, huge)["past_history"]) == 1_700_000
