"""Properties that need a real line or a county of some size, and proof that every property is checked."""

from __future__ import annotations

import secrets
import weakref
from pathlib import Path

import pytest

from clinic_app.domain.clock import SystemClock, to_ms
from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.ids import new_id
from clinic_app.domain.wording import say
from clinic_app.hub import operations
from clinic_app.hub.database import HubTransaction
from clinic_app.protocol import codec
from clinic_app.store import rows, sync_state
from clinic_app.store.capture import CaptureState
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.enrolment import connect, enrol
from clinic_app.sync.exchange import Exchange
from tests.bench.line import CountingLine
from tests.helpers.hub_server import RunningHub
from tests.simulation import checks, checks_of_copies, checks_of_questions, checks_of_work, probes, two_clocks
from tests.simulation.__main__ import attempt
from tests.simulation.checks_of_copies import p4_every_lane_equals_the_hubs, p21_digests_agree
from tests.simulation.devices import KEY, Line
from tests.simulation.mutants import mutated
from tests.simulation.script import make_script, play
from tests.simulation.two_clocks import p15_clocks_decide_nothing_that_matters
from tests.simulation.world import World

MODULES = (checks_of_copies, checks_of_questions, checks_of_work, probes, two_clocks)


@pytest.mark.parametrize("name", [f"P{number}" for number in range(1, 26)])
def test_every_property_is_checked_where_the_table_says(name):
    for place in checks.PROPERTIES[name]:
        if "::" in place:
            path, _, test = place.partition("::")
            assert f"def {test}(" in Path(path).read_text(encoding="utf-8")
        else:
            assert any(hasattr(module, place) for module in MODULES)


def p15(seed):
    devices, steps = make_script(seed, 60)
    p15_clocks_decide_nothing_that_matters(lambda: World(seed, devices), play, steps)


def test_p15_sees_a_clock_that_decides():
    p15(7)
    with mutated("clock_decides"), pytest.raises(checks.Violation, match="with wrong clocks"):
        p15(7)


def test_p15_sees_a_time_of_the_future_believed(monkeypatch):
    monkeypatch.setattr(operations, "_no_later_than_arrival", lambda op, writer: op)
    with pytest.raises(checks.Violation, match="P15: a side of conflict"):
        p15(4)


def test_p15_sees_a_clock_that_the_hub_corrected_in_vain(monkeypatch):
    monkeypatch.setattr(CaptureState, "wall_ms", lambda capture: to_ms(capture._clock.now()))
    with pytest.raises(checks.Violation, match="with wrong clocks"):
        p15(4)


RATE = 8000
"""Bytes a second of 64 kbit/s."""

ROUND_TRIP, OPENING, CUT_AFTER = 0.6, 1.8, 3.0
"""Seconds: of one request, of opening a TLS connection, and of a connection's whole life."""


class Breaking(Line):
    """A line of the field in calculated time: every connection is cut three seconds after it was begun."""

    def __init__(self, world, device):
        super().__init__(world, device)
        self.spent = OPENING
        self.carried = 0

    def sync(self, request):
        body, _ = codec.pack(codec.dump(codec.request_to_json(request)))
        answer = super().sync(request)
        back, _ = codec.pack(codec.dump(codec.response_to_json(answer)))
        self.carried += len(body) + len(back)
        self.spent += ROUND_TRIP + (len(body) + len(back)) / RATE
        if self.spent > CUT_AFTER:
            raise HubUnreachable(say("线断了"))
        return answer


def _bring_all(world, device):
    """Connect again and again; return (connections, bytes carried) when nothing is left."""
    connections = carried = 0
    while connections < 400:
        line = Breaking(world, device)
        exchange = Exchange(device.db, line, device.clock, world.random.randbytes)
        connections += 1
        try:
            exchange.run()
        except HubUnreachable:
            carried += line.carried
            continue
        return connections, carried + line.carried
    raise AssertionError("P19: it never comes to an end")


def test_p19_a_line_that_breaks_every_three_seconds_brings_everything():
    world = World(3, ("town", "county", "town2"))
    try:
        town, _, newcomer = world.devices.values()
        for number in range(300):
            with UnitOfWork(town.db, user_name="town") as work:
                name = f"{world.random.randrange(10**9)}"
                values = {"name": name, "phone": f"139{number:08}", "address": f"东沟村{number}社"}
                rows.insert(town.db, "patient", values)
                work.commit()
        up, sent = _bring_all(world, town)
        down, received = _bring_all(world, newcomer)
        assert up > 3
        assert down > 3  # or nothing was ever cut
        world.settle()
        p21_digests_agree(world)
        p4_every_lane_equals_the_hubs(world)
        # What a cut costs is one page; nothing begins again from the start.
        page = (CUT_AFTER - OPENING) * RATE
        assert sent < 2 * up * page
        assert received < 2 * down * page
    finally:
        world.close()


def test_p20_idle_exchange_is_one_small_request(tmp_path):
    """With headers and signature, as it is on the wire inside TLS."""
    clock = SystemClock()
    with RunningHub(tmp_path / "hub") as hub:
        org = hub.add_organization("白水镇卫生院")
        made = Database.create(
            tmp_path / "clinic.db",
            KEY,
            org_id=new_id(1, secrets.token_bytes),
            org_name="白水镇卫生院",
            clock=clock,
            entropy=secrets.token_bytes,
        )
        with made as db, CountingLine(("127.0.0.1", int(hub.address.rpartition(":")[2]))) as line:
            enrol(db, hub.ticket(org).line, device_name="电脑", app_version="1", entropy=secrets.token_bytes)
            sync_state.change(db, hub_address=line.address)
            client = connect(db)
            for _ in range(2):
                Exchange(db, client, clock, secrets.token_bytes).run()
            line.reset_counts()
            Exchange(db, client, clock, secrets.token_bytes).run()
            client.close()
            assert line.requests == 1
            assert line.up + line.down <= 550


NUMBERED = ("INSERT INTO op_log", "INSERT INTO feed", "INSERT INTO scope", "INSERT INTO digest")


def test_p6_nothing_is_numbered_before_the_head_is_locked(monkeypatch):
    """Then numbers become visible in the order they are given, also on PostgreSQL; whose threads
    tests/unit/hub/test_concurrency.py sets against each other. Every way into the log is walked here."""
    locked, bare, numbered = weakref.WeakSet(), [], 0
    lock, run = HubTransaction.lock_head, HubTransaction.run

    def locking(tx):
        locked.add(tx)
        return lock(tx)

    def running(tx, sql, **values):
        nonlocal numbered
        if sql.lstrip().startswith(NUMBERED):
            numbered += 1
            if tx not in locked:
                bare.append(sql)
        return run(tx, sql, **values)

    monkeypatch.setattr(HubTransaction, "lock_head", locking)
    monkeypatch.setattr(HubTransaction, "run", running)
    for seed in (15, 30):  # with sticks, moves, restores and PCs that join
        assert attempt(seed, *make_script(seed, 60)) is None
    assert numbered > 100
    assert not bare
