"""A hundred triggers at once: one run at a time, and each is served by a run that began after it."""

from __future__ import annotations

import itertools
import threading

from clinic_app.protocol.messages import SyncResponse
from clinic_app.sync.engine import SyncEngine
from tests.simulation.world import Line


class Slow(Line):
    """Notes how many exchanges are under way at once, and holds each for a moment."""

    def __init__(self, world, device):
        super().__init__(world, device)
        self.inside = self.most = self.begun = 0
        self.hold = threading.Event()

    def sync(self, request):
        self.inside += 1
        self.begun += 1
        self.most = max(self.most, self.inside)
        self.hold.wait(0.02)
        self.inside -= 1
        return SyncResponse(hub_epoch=request.hub_epoch, now=request.now, ack=request.last)


def test_a_hundred_triggers(county):
    world = county("town")
    town = world.pc("town")
    line = Slow(world, town)
    engine = SyncEngine(town.db, lambda: line, clock=town.clock, entropy=world.random.randbytes)
    order = itertools.count()
    began, served = {}, []
    original = engine._run_once

    def run_once(*how, **more):
        at = next(order)
        report = original(*how, **more)
        began[id(report)] = at
        return report

    engine._run_once = run_once
    barrier = threading.Barrier(100)

    def trigger():
        barrier.wait()
        mine = next(order)
        served.append((mine, engine.run()))

    threads = [threading.Thread(target=trigger) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(served) == 100
    assert line.most == 1
    assert all(report.error is None for _, report in served)
    # Each trigger was answered with a run that began after it: none was dropped, none joined one under way.
    assert all(began[id(report)] > asked for asked, report in served)
    assert len(began) < 100  # and those who waited together were served together


def test_a_second_process_is_kept_out(tmp_path):
    import pytest

    from clinic_app.domain.errors import DatabaseBusy
    from clinic_app.services.app import App
    from tests.helpers.clinic import services_machine, township

    machine = services_machine()
    with township(tmp_path / "clinic", machine), pytest.raises(DatabaseBusy):
        App.open(tmp_path / "clinic", machine=machine)
