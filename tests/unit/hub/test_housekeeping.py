from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from clinic_app.domain.errors import FileError, StoreError
from clinic_app.hub import housekeeping
from clinic_app.hub.auth import EnrolGate
from clinic_app.hub.config import HubConfig
from clinic_app.hub.context import Hub
from clinic_app.hub.directory import save_organization
from clinic_app.hub.housekeeping import Housekeeping
from clinic_app.hub.keys import make_keys
from clinic_app.hub.lifetime import SEEN_NAME
from clinic_app.hub.rebuild_words import told_of_comparison
from clinic_app.hub.status import full_status
from tests.unit.hub.conftest import NOON


@pytest.fixture
def chores(tmp_path, database, hub_database, clock, entropy):
    config = HubConfig(folder=tmp_path, database_url=hub_database, host="127.0.0.1")
    keys = make_keys(config.keys, "测试县", config.certificate_names, entropy)
    with ThreadPoolExecutor(1) as workers:
        yield Housekeeping(Hub(config, database, clock, entropy, keys, EnrolGate(clock, 10), workers))


@pytest.fixture
def write(database, clock, entropy):
    def write_one(name):
        with database.transaction() as tx:
            save_organization(tx, {"name": name}, now=clock.now(), entropy=entropy)

    return write_one


def test_a_backup_is_made_once_a_day_and_only_when_there_is_news(chores, write, clock):
    assert chores.tick() is False
    write("南湖镇卫生院")
    assert chores.tick() is True
    clock.advance(timedelta(hours=25))
    assert chores.tick() is False
    write("城川镇卫生院")
    assert chores.tick() is True
    write("第三家卫生院")
    clock.advance(timedelta(hours=2))
    assert chores.tick() is False
    clock.advance(timedelta(hours=23))
    assert chores.tick() is True


def test_a_clock_that_was_set_back_does_not_stop_backups(chores, write, clock):
    write("南湖镇卫生院")
    assert chores.tick() is True
    write("城川镇卫生院")
    clock.advance(timedelta(days=-3650))
    chores._not_before = None
    assert chores.tick() is True


def test_a_backup_that_fails_is_tried_again_later(chores, write, clock, monkeypatch):
    write("南湖镇卫生院")
    tries = []

    def fail(*_):
        tries.append(1)
        raise FileError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(housekeeping, "make_backup", fail)
        with pytest.raises(FileError):
            chores.tick()
        assert chores.tick() is False
        assert len(tries) == 1
    clock.advance(timedelta(hours=1))
    assert chores.tick() is True


def test_progress_is_noted_beside_the_database(chores, write, tmp_path):
    write("南湖镇卫生院")
    chores.note()
    assert '"seq": 1' in (tmp_path / SEEN_NAME).read_text(encoding="utf-8")


def last_comparison(chores):
    return full_status(chores._hub.config, chores._hub.database)["last_comparison"]


def test_tables_and_log_are_compared_once_a_night_and_the_status_tells(chores, write, clock, expected_logs):
    expected_logs.allow("tables differ from the log")
    assert chores.compare() is False  # an empty hub
    write("南湖镇卫生院")
    clock.move_to(NOON + timedelta(hours=13))  # one o'clock at night
    assert chores.compare() is False  # made today
    clock.advance(timedelta(hours=24))
    assert chores.compare() is True
    assert (last_comparison(chores)["differences"], last_comparison(chores)["breaks"]) == (0, 0)
    clock.advance(timedelta(hours=2))
    assert chores.compare() is False
    with chores._hub.database.transaction() as tx:
        tx.run("DELETE FROM feed")
    clock.advance(timedelta(hours=22))
    assert chores.compare() is True
    assert last_comparison(chores)["differences"] == 1
    assert "rebuild --repair" in told_of_comparison(last_comparison(chores))


def test_a_hub_that_is_off_at_night_is_compared_by_day(chores, write, clock):
    write("南湖镇卫生院")
    clock.move_to(NOON + timedelta(days=1))
    assert chores.compare() is False
    clock.move_to(NOON + timedelta(days=2))
    assert chores.compare() is True
    clock.advance(timedelta(days=-3650))
    chores._not_compared_before = None
    assert chores.compare() is True
    clock.advance(timedelta(hours=1))
    assert chores.compare() is False


def test_a_comparison_that_fails_is_tried_again_later(chores, write, clock, monkeypatch):
    write("南湖镇卫生院")
    clock.move_to(NOON + timedelta(days=2))

    def fail(*_):
        raise StoreError("busy")

    with monkeypatch.context() as patch:
        patch.setattr(housekeeping, "rebuild", fail)
        with pytest.raises(StoreError):
            chores.compare()
    assert chores.compare() is False
    clock.advance(timedelta(hours=1))
    assert chores.compare() is True
