from __future__ import annotations

import json
import sqlite3
from datetime import timedelta

import attrs
import pytest
import zstandard

from clinic_app.domain.errors import DatabaseDamaged, FileError, SchemaTooNew
from clinic_app.hub import backup as backup_module
from clinic_app.hub.backup import check_soundness, make_backup, read_info, restore_backup, set_damaged_aside
from clinic_app.hub.config import HubConfig
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.directory import organizations, save_organization
from clinic_app.hub.keys import load_keys, make_keys
from clinic_app.hub.lifetime import open_database
from clinic_app.hub.tables import METADATA


@pytest.fixture
def config(tmp_path, hub_database, entropy):
    made = HubConfig(folder=tmp_path / "hub", database_url=hub_database, host="127.0.0.1")
    made.folder.mkdir()
    make_keys(made.keys, "测试县", made.certificate_names, entropy)
    return made


@pytest.fixture
def add(database, clock, entropy):
    def add_one(name):
        with database.transaction() as tx:
            return save_organization(tx, {"name": name}, now=clock.now(), entropy=entropy)

    return add_one


def contents(database: HubDatabase) -> dict:
    with database.transaction() as tx:
        return {
            table.name: [tuple(row) for row in tx.connection.execute(table.select())]
            for table in METADATA.sorted_tables
            if table.name not in ("hub_head", "hub_event", "hub_life")
        }


def head(database):
    with database.transaction() as tx:
        return tx.lock_head()


def test_what_was_backed_up_comes_back_and_what_came_later_goes(config, database, add, clock, entropy):
    add("南湖镇卫生院")
    before, first = contents(database), head(database)
    made = make_backup(config, database, clock.now())
    add("城川镇卫生院")
    clock.advance(timedelta(hours=1))
    restore_backup(config, database, made.path, clock.now(), entropy)
    assert contents(database) == before
    assert head(database)["seq"] == first["seq"]
    assert head(database)["hub_epoch"] != first["hub_epoch"]
    add("第三家卫生院")  # the hub goes on writing: its own counters came back too


def test_a_backup_tells_clinics_how_far_they_may_rely_on_it(config, database, add, clock):
    add("南湖镇卫生院")
    assert head(database)["backed_up_seq"] == 0
    made = make_backup(config, database, clock.now())
    assert head(database)["backed_up_seq"] == made.seq == 1


def test_a_backup_that_does_not_read_back_counts_as_none(config, database, add, clock, monkeypatch):
    add("南湖镇卫生院")
    monkeypatch.setattr(
        backup_module, "read_info", lambda path: attrs.evolve(read_info(path), rows={"op_log": 0})
    )
    with pytest.raises(FileError):
        make_backup(config, database, clock.now())
    assert head(database)["backed_up_seq"] == 0
    assert list(config.backups.iterdir()) == []


def test_a_backup_moves_a_hub_between_databases(config, database, add, clock, entropy, tmp_path):
    add("南湖镇卫生院")
    made = make_backup(config, database, clock.now())
    other = open_database(f"sqlite:///{tmp_path / 'other.db'}", clock.now(), entropy, create=True)
    elsewhere = HubConfig(folder=tmp_path / "other", host="127.0.0.1")
    elsewhere.folder.mkdir()
    restore_backup(elsewhere, other, made.path, clock.now(), entropy)
    assert contents(other) == contents(database)
    assert load_keys(elsewhere.keys).fingerprint == load_keys(config.keys).fingerprint
    other.close()


def test_a_hub_that_was_moved_goes_on_counting(config, database, clock, entropy, tmp_path):
    """Rows bring their numbers along; PostgreSQL's own counter would begin again at one."""
    source = open_database(f"sqlite:///{tmp_path / 'source.db'}", clock.now(), entropy, create=True)
    made = [make_backup(config, source, clock.now(), tmp_path / f"{n}.hubbackup") for n in range(9)]
    source.close()
    restore_backup(config, database, made[-1].path, clock.now(), entropy)
    make_backup(config, database, clock.now())
    with database.transaction() as tx:
        ids = [row["id"] for row in tx.all("SELECT id FROM hub_event ORDER BY id")]
    assert len(ids) == len(set(ids)) > 10


def test_keys_that_clinics_trust_replace_new_ones_which_are_kept_aside(
    config, database, add, clock, entropy, tmp_path
):
    add("南湖镇卫生院")
    made = make_backup(config, database, clock.now())
    fresh = HubConfig(folder=tmp_path / "fresh", host="127.0.0.1")
    fresh.folder.mkdir()
    make_keys(fresh.keys, "新", fresh.certificate_names, entropy)
    new = load_keys(fresh.keys).fingerprint
    restore_backup(fresh, database, made.path, clock.now(), entropy)
    assert load_keys(fresh.keys).fingerprint == load_keys(config.keys).fingerprint != new
    (aside,) = fresh.folder.glob("keys.before-*")
    assert load_keys(aside).fingerprint == new


def test_every_cut_and_every_changed_byte_is_noticed(config, database, add, clock, tmp_path):
    add("南湖镇卫生院")
    whole = make_backup(config, database, clock.now()).path.read_bytes()
    bad = tmp_path / "bad.hubbackup"
    for cut in range(0, len(whole), 97):
        bad.write_bytes(whole[:cut])
        with pytest.raises(FileError):
            read_info(bad)
    plain = zstandard.ZstdDecompressor().stream_reader(whole).read()
    for place in range(1, len(plain), 211):
        changed = plain[:place] + bytes([plain[place] ^ 1]) + plain[place + 1 :]
        bad.write_bytes(zstandard.ZstdCompressor().compress(changed))
        with pytest.raises((FileError, SchemaTooNew)):
            read_info(bad)


def test_another_file_is_not_a_backup(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("no backup", encoding="utf-8")
    with pytest.raises(FileError):
        read_info(other)
    with pytest.raises(FileError):
        read_info(tmp_path / "missing")


def test_a_damaged_backup_changes_nothing(config, database, add, clock, entropy):
    add("南湖镇卫生院")
    made = make_backup(config, database, clock.now())
    made.path.write_bytes(made.path.read_bytes()[:-20])
    before, life = contents(database), head(database)["hub_epoch"]
    with pytest.raises(FileError):
        restore_backup(config, database, made.path, clock.now(), entropy)
    assert (contents(database), head(database)["hub_epoch"]) == (before, life)


def test_a_backup_from_a_newer_hub_is_refused(config, database, clock, tmp_path):
    made = make_backup(config, database, clock.now())
    lines = zstandard.ZstdDecompressor().stream_reader(made.path.read_bytes()).read().split(b"\n")
    lines[0] = json.dumps({**json.loads(lines[0]), "revision": "9999"}).encode()
    newer = tmp_path / "newer.hubbackup"
    newer.write_bytes(zstandard.ZstdCompressor().compress(b"\n".join(lines)))
    with pytest.raises(SchemaTooNew):
        read_info(newer)


def test_old_backups_are_cleared_away_but_never_a_named_one(config, database, clock, tmp_path):
    keep = attrs.evolve(config, backup_keep=2)
    named = make_backup(keep, database, clock.now(), tmp_path / "mine.hubbackup").path
    made = []
    for _ in range(4):
        clock.advance(timedelta(hours=1))
        made.append(make_backup(keep, database, clock.now()).path)
    assert sorted(config.backups.iterdir()) == made[-2:]
    assert named.exists()


def test_backups_are_readable_by_their_owner_only(config, database, clock):
    assert make_backup(config, database, clock.now()).path.stat().st_mode & 0o077 == 0


def test_others_write_while_a_backup_is_made(config, database, add, clock, monkeypatch):
    """The backup sees one moment; a clinic's exchange in the middle of it neither waits nor slips in."""
    add("南湖镇卫生院")
    real = backup_module.newest_revision

    def meanwhile():
        add("城川镇卫生院")
        return real()

    monkeypatch.setattr(backup_module, "newest_revision", meanwhile)
    made = make_backup(config, database, clock.now())
    assert (made.seq, made.rows["op_log"]) == (1, 1)
    assert head(database)["seq"] == 2
    assert head(database)["backed_up_seq"] == 1


def test_a_damaged_sqlite_file_is_not_backed_up_and_makes_room_for_a_restore(tmp_path, clock, entropy):
    config = HubConfig(folder=tmp_path, host="127.0.0.1")
    make_keys(config.keys, "测试县", config.certificate_names, entropy)
    database = open_database(config.url, clock.now(), entropy, create=True)
    with database.transaction() as tx:
        save_organization(tx, {"name": "南湖镇卫生院"}, now=clock.now(), entropy=entropy)
    made = make_backup(config, database, clock.now())
    database.close()
    _wreck(tmp_path / "hub.db")
    damaged = HubDatabase(config.url)
    with pytest.raises(DatabaseDamaged):
        check_soundness(damaged)
    with pytest.raises(DatabaseDamaged):
        make_backup(config, damaged, clock.now())
    damaged.close()
    set_damaged_aside(config, clock.now())
    assert list(tmp_path.glob("hub.db.damaged-*"))
    again = open_database(config.url, clock.now(), entropy, create=True)
    restore_backup(config, again, made.path, clock.now(), entropy)
    with again.transaction() as tx:
        assert [org.name for org in organizations(tx)] == ["南湖镇卫生院"]
    again.close()


def test_a_sound_file_is_not_set_aside(tmp_path, clock, entropy):
    config = HubConfig(folder=tmp_path, host="127.0.0.1")
    open_database(config.url, clock.now(), entropy, create=True).close()
    set_damaged_aside(config, clock.now())
    assert (tmp_path / "hub.db").exists()


def _wreck(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
