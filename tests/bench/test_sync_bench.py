"""The benchmark of the wire says all it is asked for, and what it says of few patients holds."""

from __future__ import annotations

import json
import sys

from tests.bench import __main__ as bench
from tests.bench import sync_bench

ASKED_FOR = {
    "first_push_bytes_up",
    "first_push_bytes_down",
    "first_push_requests",
    "snapshot_bytes",
    "edit_bytes",
    "edit_requests",
    "edit_round_trips_slow",
    "idle_bytes",
    "idle_requests",
    "three_days_bytes",
    "cut_resent_pages_max",
    "machine",
    "records",
    "fields",
}


def test_every_figure_is_there_and_is_what_it_says(monkeypatch, capsys):
    for name, quick in (("RATE", 1e7), ("DELAY", 0.001), ("CUT_EVERY", 1e6)):
        monkeypatch.setattr(sync_bench, name, quick)
    monkeypatch.setattr(sys, "argv", ["bench", "sync", "--records", "20", "--json"])
    assert bench.main() == 0
    found = json.loads(capsys.readouterr().out)
    assert found.keys() >= ASKED_FOR
    assert (found["records"], found["fields"], found["first_push_operations"]) == (20, 12, 20)
    assert found["snapshot_patients"] == 80  # with those of the three days
    assert found["three_days_operations"] == 300
    assert found["first_push_digests_equal"]
    assert found["snapshot_digests_equal"]
    assert (found["edit_requests"], found["idle_requests"]) == (1, 1)
    assert found["edit_bytes"] <= 700
    assert found["idle_bytes"] <= 550
    assert found["three_days_bytes"] <= 20_000
