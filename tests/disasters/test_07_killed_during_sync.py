"""Network and process die at any moment of the first and of later exchanges."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import attrs
import pytest

from clinic_app.domain.errors import HubUnreachable
from clinic_app.hub import routes
from clinic_app.services.app import App
from clinic_app.store import outbox, rows, sync_state
from clinic_app.sync.exchange import Exchange
from clinic_app.system.secrets import NoKeyRing
from tests.helpers.clinic import PASSWORD, services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
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


OF_EACH = 25
"""Deaths of each of two processes, with at least as many cuts of the line between them."""


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_deaths_later_everything_is_there(county, seed):
    world = county("town", seed=seed)
    town = world.pc("town")
    chance = random.Random(seed)
    people = world.many(town, 40)
    sync_state.change(town.db, page_bytes=2048)
    deaths = 0
    while deaths < OF_EACH:
        town.kill_after = chance.randrange(1, 60)  # somewhere in an exchange, or after a short one
        try:
            world.sync(town)
        except Killed:
            town.die()
            deaths += 1
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
    world.prove()
    assert all(world.at_hub("patient", one) is not None for one in people)


USABLE_SECONDS = 3
"""After every start, with no exchange before it: all that a start and a first saving compute."""
PASSPHRASE = "白水 2026 启动"
DEATHS = [("before", 1), ("after", 1), ("before", 2), ("after", 2), None]
"""At which answer of the hub the program is killed, and whether the hub has done its work by then."""


def test_real_processes_killed_at_an_answer(tmp_path, monkeypatch):
    """``clinic-admin sync`` dies by SIGKILL, at a request, not at a time; the next one goes on from there."""
    machine = attrs.evolve(services_machine(), ring=NoKeyRing())
    folder = tmp_path / "clinic"
    with RunningHub(tmp_path / "hub", clock=machine.clock) as hub:
        with township(folder, machine, passphrase=PASSPHRASE) as app:
            join(hub, app)
            people = [app.place.db.new_id() for _ in range(150)]
            for one in people:
                with app.place.unit():
                    rows.insert(app.place.db, "patient", {"name": "人", "note": one * 12}, record_id=one)
            sync_state.change(app.place.db, page_bytes=2048)
        for death in DEATHS:
            code = run_until(monkeypatch, folder, death)
            assert code == (0 if death is None else -signal.SIGKILL)
            began = time.process_time()  # not the clock on the wall: what else this machine does is no matter
            with App.open(folder, machine=machine, passphrase=PASSPHRASE) as app:  # it starts, and is whole
                waiting = outbox.counts(app.place.db).waiting
                app.session.log_in("lys", PASSWORD)
                app.patients.save({"name": "重启后", "gender": "1", "birth_date": "1960-01-01"})
                assert time.process_time() - began < USABLE_SECONDS  # a person has saved by then
                assert app.place.db.damage() == []
                assert app.place.db.ended_cleanly is (death is None)
                assert all(rows.find(app.place.db, "patient", one) for one in people)
                assert (waiting == 0) == (death is None)
        with hub.database.transaction() as tx:
            got = tx.all("SELECT rec_id FROM op_log WHERE ent = 'patient'")
        assert set(people) <= {row["rec_id"] for row in got}
        assert len(got) == len({row["rec_id"] for row in got})  # none came twice


def run_until(monkeypatch, folder, death):
    """Run the program against the hub; kill it at an answer. Returns its exit code."""
    command = [sys.executable, "-m", "clinic_app.cli", "sync", "--basedir", str(folder), "--json"]
    secrets = {"CLINIC_PASSPHRASE": PASSPHRASE, "CLINIC_LOGIN": "lys", "CLINIC_PASSWORD": PASSWORD}
    original, calls = routes.exchange, []

    def exchange(*request):
        calls.append(1)
        if death == ("before", len(calls)):
            process.kill()
            process.wait(30)
        answer = original(*request)
        if death == ("after", len(calls)):
            process.kill()
            process.wait(30)
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(routes, "exchange", exchange)
        with subprocess.Popen(
            command,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **secrets},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            said, _ = process.communicate(timeout=120)
    if death is None:
        assert json.loads(said)
    return process.returncode
