"""Clocks at 1970, a day behind, 400 days ahead, jumping while somebody saves: the outcome is the same."""

from __future__ import annotations

import itertools
import random
import time
from datetime import UTC, datetime, timedelta

import pytest

from clinic_app.domain.clock import from_ms, hlc_ms, stamp
from clinic_app.store import sync_state
from clinic_app.sync.apply import SUSPECT_MS
from tests.helpers.clinic import clock_of, services_machine, township
from tests.helpers.services import Desk
from tests.simulation.checks import hub_records

FIELDS = ("name", "gender", "birth_date", "id_no", "blood_type")
WRONG = {
    "1970": (timedelta(days=-20000),),
    "a day behind": (timedelta(days=-1),),
    "400 days ahead": (timedelta(days=400),),
    "jumping": (timedelta(days=400), timedelta(days=-3000), timedelta(0)),
}


ZONES = ("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Europe/London")


@pytest.fixture
def zone(monkeypatch):
    """Set the machine's time zone; the one that was comes back."""

    def set_to(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


def outcome(county, clocks, seed, each_step=lambda _: None):
    """Play one story; return what stands at the hub and which questions are open, without any time."""
    world = county("town", "town2", "county", seed=seed)
    chance = random.Random(seed)
    pcs = list(world.devices.values())
    patient = world.patient(pcs[0], name="王建国")
    world.settle()
    for step in range(18):
        pc = chance.choice(pcs[:2])
        each_step(step)
        pcs[1].offset = clocks[step % len(clocks)]
        if chance.random() < 0.35:
            world.sync(pc)
        else:
            world.edit(pc, "patient", {chance.choice(FIELDS): f"{step}"}, patient)
    world.prove()
    records = hub_records(world)
    body = dict(records[("patient", patient)].body)
    asked = sorted(
        (r.body["field"], r.body["kept"], r.body["other"], r.body["status"])
        for (ent, _), r in records.items()
        if ent == "conflict"
    )
    return body, asked


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_safety_fields_never_ask_the_clock(county, seed):
    right = outcome(county, (timedelta(0),), seed)
    for name, clocks in WRONG.items():
        assert outcome(county, clocks, seed) == right, name


def test_nor_do_they_ask_the_time_zone(county, zone):
    right = outcome(county, (timedelta(0),), 4)
    assert outcome(county, (timedelta(0),), 4, lambda step: zone(ZONES[step % len(ZONES)])) == right


@pytest.mark.parametrize("name", ZONES)
def test_paper_and_due_lists_go_by_the_day_in_china(tmp_path, zone, name):
    """At a quarter to one in the night, in zones with another day, and in the hour that comes twice."""
    zone(name)
    machine = services_machine(datetime(2026, 11, 1, 16, 45, tzinfo=UTC))
    with township(tmp_path, machine) as app:
        desk = Desk(app)
        referral = desk.referral()
        detail = app.place.db.execute("SELECT referral_date, slip_no FROM referral WHERE id = ?", (referral,))
        assert app.place.today().isoformat() == detail[0]["referral_date"] == "2026-11-02"
        saved_at = app.place.db.execute("SELECT at FROM referral_event WHERE referral_id = ?", (referral,))
        assert {row["at"] for row in saved_at} == {"2026-11-01T16:45:00.000Z"}
        clock_of(app).move_to(datetime(2026, 11, 1, 6, 30, tzinfo=UTC))  # the clock goes back ten hours
        assert app.place.today().isoformat() == "2026-11-01"
        problems = app.printing.window_problems(referral)
        assert "window.date_future" in {one.code for one in problems}


def test_a_jump_in_the_middle_of_a_save_keeps_the_order(county):
    world = county("town", "town2")
    town = world.pc("town")
    jumps = itertools.cycle([timedelta(0), timedelta(days=400), timedelta(days=-20000)])
    town.db.capture._clock = JumpingClock(world.now, jumps)
    patient = world.patient(town, phone="0")
    for number in range(1, 9):
        world.edit(town, "patient", {"phone": f"{number}", "address": f"第{number}次"}, patient)
    ops = town.db.execute("SELECT hlc, wall FROM op ORDER BY op_seq")
    assert [op["hlc"] for op in ops] == sorted({op["hlc"] for op in ops})
    assert len({op["wall"] for op in ops}) > 2  # it did jump
    town.db.capture._clock = town.clock
    world.prove()
    assert world.at_hub("patient", patient).body["phone"] == "8"
    assert world.at(world.pc("town2"), patient)["address"] == "第8次"


class JumpingClock:
    """Says another time whenever it is asked."""

    def __init__(self, at, jumps):
        self._at, self._jumps = at, jumps

    def now(self):
        return self._at + next(self._jumps)


def test_a_future_edit_does_not_win_for_ever(county):
    world = county("town", "town2")
    wrong, right = world.devices.values()
    patient = world.patient(right, phone="0")
    world.settle()
    wrong.offset = timedelta(days=365 * 70)
    world.edit(wrong, "patient", {"phone": "1"}, patient)
    world.sync(wrong)
    world.sync(right)
    world.edit(right, "patient", {"phone": "2"}, patient)
    world.prove()
    assert world.at(wrong, patient)["phone"] == world.at(right, patient)["phone"] == "2"


@pytest.mark.parametrize("years", [1, 10, 70])
def test_one_saving_in_a_wrong_year_dates_nothing_that_comes_later(county, years):
    """The clock was ahead for one saving and is right again; from then on nobody sees the other's edits."""
    world = county("town", "town2")
    once, right = world.devices.values()
    patient = world.patient(right, phone="0")
    world.settle()
    once.offset = timedelta(days=365 * years)
    world.edit(once, "patient", {"village": "槐树庄"}, patient)
    once.offset = timedelta(0)
    world.settle()
    for number, later in enumerate((right, once, right)):
        earlier = once if later is right else right
        world.now += timedelta(days=30)
        world.edit(earlier, "patient", {"phone": f"早{number}"}, patient)
        world.now += timedelta(minutes=5)
        world.edit(later, "patient", {"phone": f"晚{number}"}, patient)
        world.settle()
        for pc in (once, right):
            assert world.at(pc, patient)["phone"] == f"晚{number}"
    assert last_saving_of(once) < world.now + timedelta(days=1)
    world.prove()
    assert len(world.conflicts(right, "auto")) == 3
    assert shown_times(world, right) == sorted(shown_times(world, right))
    assert max(shown_times(world, right)) <= stamp(world.now)


def test_a_stamp_of_the_future_beats_nothing_written_after_it_arrived(county):
    world = county("town", "town2")
    wrong, right = world.devices.values()
    patient = world.patient(right, phone="0")
    world.settle()
    wrong.offset = timedelta(days=3650)
    world.edit(wrong, "patient", {"phone": "2036年写的"}, patient)
    world.sync(wrong)
    world.now += timedelta(minutes=1)
    world.edit(right, "patient", {"phone": "一分钟后写的"}, patient)  # without having seen the other
    world.prove()
    assert world.at(wrong, patient)["phone"] == world.at(right, patient)["phone"] == "一分钟后写的"
    (merged,) = world.conflicts(right, "auto")
    assert merged["other"] == '"2036年写的"'
    assert merged["other_at"] == stamp(world.now - timedelta(minutes=1))
    assert merged["kept_at"] == stamp(world.now)


@pytest.mark.parametrize("days", [-20000, 3650])
def test_a_decision_is_dated_by_its_arrival_at_the_latest_and_the_last_contact_at_the_earliest(county, days):
    world = county("town", "town2")
    wrong, right = world.devices.values()
    patient = world.patient(right, name="王建国")
    world.settle()
    world.edit(wrong, "patient", {"name": "王建"}, patient)
    world.edit(right, "patient", {"name": "王国"}, patient)
    world.settle()
    (asked,) = world.conflicts(wrong)
    heard = world.now
    world.now += timedelta(hours=1)
    wrong.offset = timedelta(days=days)
    wrong.tick()
    decided = {"status": "resolved", "choice": "kept", "chosen": asked["kept"], "resolved_by": "李医生"}
    world.edit(wrong, "conflict", {**decided, "resolved_at": stamp(wrong.clock.now())}, asked["id"])
    world.settle()
    for pc in (wrong, right):
        (one,) = world.conflicts(pc, "resolved")
        assert stamp(heard) <= one["resolved_at"] <= stamp(world.now)
    world.prove()


def test_a_battery_that_died_since_does_not_date_work_before_the_last_contact(county):
    world = county("town", "town2")
    dead, right = world.devices.values()
    patient = world.patient(right, phone="0")
    world.settle()
    world.now += timedelta(days=1)
    world.edit(right, "patient", {"phone": "早"}, patient)
    world.now += timedelta(days=1)
    world.sync(dead)
    dead.offset = timedelta(days=-20000)
    world.edit(dead, "patient", {"phone": "晚"}, patient)  # without having seen the other
    world.prove()
    assert world.at(dead, patient)["phone"] == world.at(right, patient)["phone"] == "晚"


def last_saving_of(pc):
    """Return the moment that a PC believes was the last at which anything was saved."""
    return from_ms(hlc_ms(pc.db.execute("SELECT hlc FROM sync_state")[0]["hlc"]))


def shown_times(world, pc):
    found = sorted(world.conflicts(pc, "auto"), key=lambda row: row["opened_at"])
    return [row[name] for row in found for name in ("other_at", "kept_at")]


def test_the_clock_is_pointed_out(county):
    world = county("town")
    town = world.pc("town")
    world.sync(town)
    assert not sync_state.read(town.db).clock_suspect
    town.offset = timedelta(milliseconds=2 * SUSPECT_MS)
    world.sync(town)
    assert sync_state.read(town.db).clock_suspect
    town.offset = timedelta(0)
    world.sync(town)
    assert not sync_state.read(town.db).clock_suspect
