from __future__ import annotations

import shutil

import pytest

from clinic_app.domain.errors import StoreError
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.directory import save_organization
from clinic_app.hub.lifetime import SEEN_NAME, check_start, open_database, remember


def life(database):
    with database.transaction() as tx:
        return tx.lock_head()["hub_epoch"]


def write(database, name, clock, entropy):
    with database.transaction() as tx:
        save_organization(tx, {"name": name}, now=clock.now(), entropy=entropy)


def test_an_ordinary_start_goes_on_with_the_same_life(database, tmp_path, clock, entropy):
    before = life(database)
    for _ in range(3):
        assert check_start(database, tmp_path, clock.now(), entropy) is False
        write(database, f"第{_}卫生院", clock, entropy)
    assert life(database) == before


def test_a_counter_that_went_back_begins_a_new_life(database, tmp_path, clock, entropy):
    check_start(database, tmp_path, clock.now(), entropy)
    write(database, "南湖镇卫生院", clock, entropy)
    remember(database, tmp_path)
    before = life(database)
    with database.transaction() as tx:
        tx.run("UPDATE hub_head SET seq = 0")
    assert check_start(database, tmp_path, clock.now(), entropy) is True
    assert life(database) != before
    assert check_start(database, tmp_path, clock.now(), entropy) is False


def test_a_lost_note_beside_the_database_is_no_alarm(database, tmp_path, clock, entropy):
    check_start(database, tmp_path, clock.now(), entropy)
    (tmp_path / SEEN_NAME).write_text("torn", encoding="utf-8")
    assert check_start(database, tmp_path, clock.now(), entropy) is False


def test_an_old_sqlite_file_put_back_by_hand_is_noticed(tmp_path, clock, entropy):
    url, file, copy = f"sqlite:///{tmp_path / 'hub.db'}", tmp_path / "hub.db", tmp_path / "copy.db"
    first = open_database(url, clock.now(), entropy, create=True)
    check_start(first, tmp_path, clock.now(), entropy)
    before = life(first)
    first.close()
    shutil.copy(file, copy)
    second = open_database(url, clock.now(), entropy)
    assert check_start(second, tmp_path, clock.now(), entropy) is False
    second.close()
    shutil.copy(copy, file)
    third = open_database(url, clock.now(), entropy)
    assert check_start(third, tmp_path, clock.now(), entropy) is True
    assert life(third) != before
    third.close()


def test_a_database_that_has_gone_is_not_silently_made_anew(database_url, clock, entropy, tmp_path):
    with pytest.raises(StoreError):
        open_database(database_url, clock.now(), entropy)
    if database_url.startswith("sqlite"):
        assert not (tmp_path / "test.db").exists()


def test_opening_twice_keeps_the_life(database, hub_database, clock, entropy):
    again = open_database(hub_database, clock.now(), entropy)
    assert life(again) == life(database)
    again.close()


def test_an_unreachable_database_is_said_in_our_words(clock, entropy):
    with pytest.raises(StoreError):
        open_database("postgresql+psycopg://clinic@127.0.0.1:1/none", clock.now(), entropy)
    assert HubDatabase("sqlite://").sqlite
