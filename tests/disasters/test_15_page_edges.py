"""Sizes around the edge of a page, and one record of five megabytes, within bounded memory."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_app.hub import ingest
from clinic_app.store import outbox, sync_state
from tests.disasters.conftest import Disaster

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


MOST_MEMORY = 256 << 20
"""Of a process that holds the clinic's end and the hub's, Python and all libraries included."""


def test_one_record_of_five_megabytes_takes_bounded_memory():
    """In a process of its own: what it took at its height is told by the system, not by Python."""
    done = subprocess.run(
        [sys.executable, "-c", "from tests.disasters import test_15_page_edges as test; test.carry()"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert 0 < int(done.stdout) < MOST_MEMORY


def carry():
    """Exchange a record of five megabytes among small ones; print the most memory this process had."""
    resource.setrlimit(resource.RLIMIT_DATA, (2 * MOST_MEMORY, 2 * MOST_MEMORY))
    world = Disaster("town")
    one_huge_among_small(world)
    world.close()
    # Not getrusage: its height counts the program that started this one.
    (height,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(int(height) * 1024)


def test_one_record_of_five_megabytes_stops_nothing(county):
    one_huge_among_small(county("town"))


def one_huge_among_small(world):
    town = world.pc("town")
    before = world.patient(town)
    huge = world.patient(town, past_history="长" * 1_700_000)
    after = world.patient(town)
    world.sync(town)
    counts = outbox.counts(town.db)
    assert (counts.waiting, counts.refused) == (0, 1)
    assert world.at_hub("patient", before) is not None
    assert world.at_hub("patient", after) is not None
    assert len(world.at(town, huge)["past_history"]) == 1_700_000
