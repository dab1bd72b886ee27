"""Sizes around the edge of a page, and one record of five megabytes, within bounded memory."""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_app.domain.catalogue import BY_NAME, FieldType
from clinic_app.hub import ingest
from clinic_app.store import outbox, rows, sync_state
from clinic_app.store.unit_of_work import UnitOfWork
from tests.disasters.conftest import Disaster
from tests.simulation.world import ORGS

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


def test_five_megabytes_in_one_record_or_one_saving_take_bounded_memory():
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
    """Exchange five megabytes in one record and in one saving; print the most memory this process had."""
    resource.setrlimit(resource.RLIMIT_DATA, (2 * MOST_MEMORY, 2 * MOST_MEMORY))
    for world, play in ((Disaster("town"), one_huge_among_small), (Disaster(), one_huge_saving)):
        play(world)
        world.close()
    # Not getrusage: its height counts the program that started this one.
    (height,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(int(height) * 1024)


def test_one_record_of_five_megabytes_stops_nothing(county):
    one_huge_among_small(county("town"))


def fullest(kind, chance):
    """Return a record with as much in every text field as it holds, which no packing makes much smaller."""
    fields = [field for field in BY_NAME[kind].fields if field.type in (FieldType.TEXT, FieldType.LONG_TEXT)]
    return {
        field.name: "".join(chr(0x4E00 + chance.randrange(20_000)) for _ in range(field.max_length))
        for field in fields
    }


def one_huge_saving(world):
    """Nothing larger can be saved through a form: every record as full as the catalogue lets it be."""
    town, hospital = world.pc("town"), world.pc("county")
    chance = random.Random(1)
    patient = world.patient(town)
    values = {"patient_id": patient, "direction": "up", "from_org": ORGS["town"], "to_org": ORGS["county"]}
    with UnitOfWork(town.db, user_name="李医生") as work:
        full = [fullest("referral", chance) | values for _ in range(130)]
        made = [rows.insert(town.db, "referral", one) for one in full]
        work.commit()
    assert sum(len(op["sets"].encode()) for op in town.db.execute("SELECT sets FROM op")) > 5_000_000
    world.sync(town)
    counts = outbox.counts(town.db)
    assert (counts.waiting, counts.refused) == (0, 0)
    world.sync(hospital)
    shown = {row["id"]: row for row in hospital.db.execute("SELECT * FROM referral")}
    for record_id, saved in zip(made, full, strict=True):
        assert {name: shown[record_id][name] for name in saved} == saved


def one_huge_among_small(world):
    """What no form lets through is refused with its reason, stays here whole, and stops nothing else."""
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
