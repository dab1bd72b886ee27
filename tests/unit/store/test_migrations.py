from __future__ import annotations

import shutil

import pytest
from sqlite_utils import Migrations

from clinic_app.domain.catalogue import KINDS
from clinic_app.domain.errors import DiskFull, FileError
from clinic_app.domain.wording import say
from clinic_app.store import backup, migrations, outbox, patients, rows
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import KEY
from tests.unit.store.golden import DATA, schema_text


def test_the_schema_is_the_saved_one(db):
    assert schema_text(db) == (DATA / "schema-v0001.sql").read_text("utf-8")


def test_every_field_of_the_catalogue_has_its_column(db):
    for kind in KINDS:
        columns = {row["name"] for row in db.execute(f"PRAGMA table_info({kind.name})")}
        assert columns == {"id", *kind.field_names, *rows.META}


@pytest.fixture
def old(path):
    """The saved database of version 1, copied to where a program would open it."""
    path.parent.mkdir()
    return shutil.copyfile(DATA / "clinic-v0001.db", path)


@pytest.fixture
def opened(old, clock, entropy):
    def one():
        return Database.open(old, KEY, clock=clock, entropy=entropy)

    return one


def test_a_file_of_version_1_opens_with_its_unsent_work(opened, old):
    with opened() as db:
        assert schema_text(db) == (DATA / "schema-v0001.sql").read_text("utf-8")
        assert [row["name"] for row in patients.search(db, "myl").rows] == ["马玉兰"]
        assert outbox.counts(db).waiting == 6
        assert db.damage() == []
    assert [path.name for path in old.parent.iterdir()] == [old.name]


@pytest.fixture
def newer(monkeypatch):
    """A program with one step more than the file."""
    steps = Migrations("clinic")
    steps(name="m0001_first")(migrations.m0001_first)

    @steps()
    def m0002_more(tables):
        tables.execute("CREATE TABLE more(id INTEGER PRIMARY KEY) STRICT")
        tables.execute("INSERT INTO more VALUES (1)")
        tables.execute("PRAGMA user_version = 1002")

    monkeypatch.setattr(migrations, "clinic", steps)
    return steps


def test_an_upgrade_keeps_a_copy_that_the_old_program_opens(opened, old, newer, clock, entropy, monkeypatch):
    with opened() as db:
        assert db.execute("SELECT * FROM more") == [{"id": 1}]
        assert outbox.counts(db).waiting == 6
    (copy,) = (old.parent / "backups").iterdir()
    assert "before-upgrade-1001" in copy.name
    monkeypatch.undo()
    with Database.open(copy, KEY, clock=clock, entropy=entropy) as before:
        assert schema_text(before) == (DATA / "schema-v0001.sql").read_text("utf-8")
        assert outbox.counts(before).waiting == 6


def test_an_upgraded_file_is_not_upgraded_or_copied_again(opened, old, newer):
    opened().close()
    opened().close()
    assert len(list((old.parent / "backups").iterdir())) == 1


def test_a_cut_in_a_step_leaves_it_pending_and_the_data_whole(opened, old, newer, monkeypatch):
    def cut(tables):
        tables.execute("CREATE TABLE half(id INTEGER PRIMARY KEY) STRICT")
        raise KeyboardInterrupt

    newer(name="m0003_cut")(cut)
    with pytest.raises(KeyboardInterrupt):
        opened()
    newer._migrations.pop()

    @newer()
    def m0003_cut(tables):
        tables.execute("CREATE TABLE half(id INTEGER PRIMARY KEY, whole TEXT) STRICT")

    with opened() as db:
        assert migrations.pending(db.tables) == []
        assert db.execute("SELECT name FROM pragma_table_info('half')") == [{"name": "id"}, {"name": "whole"}]
        assert outbox.counts(db).waiting == 6
    assert len(list((old.parent / "backups").iterdir())) == 2


def test_no_room_for_the_copy_means_no_upgrade(opened, newer, monkeypatch):
    def full(*_args):
        raise DiskFull(say("磁盘已满"))

    monkeypatch.setattr(Database, "copy_to", full)
    with pytest.raises(DiskFull):
        opened()
    monkeypatch.undo()
    with opened() as db:
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'more'") == []


def test_no_folder_for_the_copy_means_no_upgrade(opened, old, newer):
    (old.parent / "backups").write_text("in the way")
    before = old.read_bytes()
    with pytest.raises(FileError, match="没有升级"):
        opened()
    assert old.read_bytes() == before


def test_the_copy_before_an_upgrade_is_not_taken_for_a_daily_backup(opened, old, newer):
    opened().close()
    assert backup.backups(old.parent / "backups", "clinic") == []


def test_work_goes_on_after_an_upgrade(opened, newer):
    with opened() as db:
        with UnitOfWork(db, user_name="x") as work:
            rows.insert(db, "patient", {"name": "张伟"})
            work.commit()
        assert outbox.counts(db).waiting == 7
