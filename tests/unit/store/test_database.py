from __future__ import annotations

import hashlib
import re
import shutil
import threading
from pathlib import Path

import pytest

from clinic_app.domain.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    FileError,
    SchemaTooNew,
    StoreError,
    WrongKey,
)
from clinic_app.store import cipher_file
from clinic_app.store.cipher_file import connect
from clinic_app.store.database import Database, StoreBug, check_file
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import KEY, ORG

OTHER_KEY = bytes(reversed(range(32)))


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def reopen(db: Database, key: bytes = KEY) -> Database:
    return Database.open(db.path, key, clock=db.clock, entropy=db.entropy)


def test_a_new_file_is_encrypted_and_opens_again(db, save):
    patient = save("patient", name="马玉兰", phone="13900001234")
    db.close()
    assert "马玉兰".encode() not in db.path.read_bytes()
    with reopen(db) as again:
        assert again.execute("SELECT name FROM patient WHERE id = ?", (patient,)) == [{"name": "马玉兰"}]
        assert again.org_id() == ORG
        assert again.damage() == []


def test_the_settings_that_survive_a_power_cut_hold(db):
    assert db.execute("PRAGMA journal_mode") == [{"journal_mode": "wal"}]
    assert db.execute("PRAGMA synchronous") == [{"synchronous": 2}]
    assert db.execute("PRAGMA foreign_keys") == [{"foreign_keys": 0}]
    assert db.execute("PRAGMA busy_timeout") == [{"timeout": 5000}]


def test_create_never_replaces_a_file(db, clock, entropy):
    before = db.path.read_bytes()
    with pytest.raises(FileError):
        Database.create(db.path, KEY, org_id=ORG, org_name="", clock=clock, entropy=entropy)
    assert db.path.read_bytes() == before


def test_create_leaves_nothing_when_it_fails(tmp_path, clock, entropy, monkeypatch):
    def cut(_tables):
        raise KeyboardInterrupt

    monkeypatch.setattr("clinic_app.store.database.migrations.apply", cut)
    with pytest.raises(KeyboardInterrupt):
        Database.create(tmp_path / "a.db", KEY, org_id=ORG, org_name="", clock=clock, entropy=entropy)
    assert list(tmp_path.iterdir()) == []


def test_open_never_creates(tmp_path, clock, entropy):
    with pytest.raises(FileError):
        Database.open(tmp_path / "clinic.db", KEY, clock=clock, entropy=entropy)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_touches_nothing_and_the_right_one_works_after_it(db, save, capfd):
    save("patient", name="马玉兰")
    db.close()
    before = fingerprint(db.path.parent)
    for _ in range(3):
        with pytest.raises(WrongKey, match="没有被改动"):
            reopen(db, OTHER_KEY)
    assert fingerprint(db.path.parent) == before
    assert capfd.readouterr().err == ""
    reopen(db).close()


def test_a_wrong_key_touches_nothing_when_a_power_cut_left_a_log(db, save, tmp_path, clock, entropy):
    save("patient", name="马玉兰")
    crashed = tmp_path / "crashed"
    shutil.copytree(db.path.parent, crashed)
    assert (crashed / "clinic.db-wal").stat().st_size > 0
    before = fingerprint(crashed)
    with pytest.raises(WrongKey):
        Database.open(crashed / "clinic.db", OTHER_KEY, clock=clock, entropy=entropy)
    assert fingerprint(crashed) == before
    with Database.open(crashed / "clinic.db", KEY, clock=clock, entropy=entropy) as recovered:
        assert recovered.execute("SELECT name FROM patient") == [{"name": "马玉兰"}]
        assert recovered.damage() == []


def test_a_newer_file_is_refused_and_not_touched(db):
    db.execute("PRAGMA user_version = 2001")
    db.close()
    before = fingerprint(db.path.parent)
    with pytest.raises(SchemaTooNew):
        reopen(db)
    assert fingerprint(db.path.parent) == before


def test_a_newer_file_with_a_log_is_refused_and_not_touched(db, tmp_path, clock, entropy):
    db.execute("PRAGMA user_version = 2001")
    crashed = tmp_path / "crashed"
    shutil.copytree(db.path.parent, crashed)
    before = fingerprint(crashed)
    with pytest.raises(SchemaTooNew):
        Database.open(crashed / "clinic.db", KEY, clock=clock, entropy=entropy)
    assert fingerprint(crashed) == before


def test_a_newer_minor_step_is_accepted(db):
    db.execute("PRAGMA user_version = 1999")
    db.close()
    reopen(db).close()


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (lambda data: b"", DatabaseDamaged),
        (lambda data: data[:100], DatabaseDamaged),
        (lambda data: data[:5000], DatabaseDamaged),
        (lambda data: data[: 4096 * 3], DatabaseDamaged),
        (lambda data: b"SQLite format 3\0" + data[16:], DatabaseDamaged),
        (lambda data: data[:200] + b"\xff" * 50 + data[250:], WrongKey),
        (lambda data: "姓名,电话\n".encode() * 1000, DatabaseDamaged),
    ],
    ids=["empty", "no page", "cut page", "cut pages", "not encrypted", "first page", "other file"],
)
def test_a_damaged_file_is_told_and_not_touched(db, save, harm, error):
    save("patient", name="马玉兰")
    db.close()
    db.path.write_bytes(harm(db.path.read_bytes()))
    before = fingerprint(db.path.parent)
    with pytest.raises(error):
        reopen(db)
    assert fingerprint(db.path.parent) == before


def test_damage_in_the_middle_shows_in_the_check(db, save):
    save("patient", name="马玉兰")
    db.close()
    data = bytearray(db.path.read_bytes())
    data[4096 * 20 + 77] ^= 1
    db.path.write_bytes(data)
    with reopen(db) as again:
        assert again.damage()


def test_a_file_held_by_another_program_is_busy(db, monkeypatch):
    monkeypatch.setattr(cipher_file, "BUSY_MS", 1)
    db.execute("PRAGMA busy_timeout = 1")
    other = connect(db.path, KEY, "mode=rw")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy), UnitOfWork(db, user_name="x"):
        pass
    other.close()
    with UnitOfWork(db, user_name="x") as work:
        work.commit()


def test_a_full_disk_keeps_what_was_saved_and_can_be_read(db, save):
    save("patient", name="马玉兰")
    pages = db.execute("PRAGMA page_count")[0]["page_count"]
    db.execute(f"PRAGMA max_page_count = {pages}")
    rows = [(db.new_id(), "长" * 400) for _ in range(200)]
    with UnitOfWork(db, user_name="王秀兰"), pytest.raises(DiskFull, match="没有保存"):
        db.execute_many("INSERT INTO patient(id, name, note) VALUES (?, '新', ?)", rows)
    assert [row["name"] for row in db.execute("SELECT name FROM patient")] == ["马玉兰"]
    assert db.execute("SELECT count(*) AS n FROM op") == [{"n": 1}]
    db.execute("PRAGMA max_page_count = 1000000")
    save("patient", name="张伟")
    assert db.damage() == []


def test_a_foreign_tool_cannot_write_a_record(db, save):
    patient = save("patient", name="马玉兰")
    foreign = connect(db.path, KEY, "mode=rw")
    for statement in (
        "UPDATE patient SET name = '李四'",
        "INSERT INTO patient(id) VALUES ('x')",
        "DELETE FROM patient",
    ):
        with pytest.raises(Exception, match="no such function"):
            foreign.execute(statement)
    foreign.close()
    assert db.execute("SELECT id, name FROM patient") == [{"id": patient, "name": "马玉兰"}]


def test_a_record_cannot_be_written_outside_a_unit_of_work(db):
    with pytest.raises(StoreBug):
        db.execute("INSERT INTO patient(id, name) VALUES (?, '马玉兰')", (db.new_id(),))
    assert db.execute("SELECT * FROM patient") == []


def test_a_mistake_of_the_program_is_not_told_as_trouble_of_the_machine(db):
    with pytest.raises(StoreBug, match="no such column"):
        db.execute("SELECT colour FROM patient")
    assert not issubclass(StoreBug, StoreError)


def test_a_reader_sees_what_was_committed_and_cannot_write(db, save):
    with db.open_reader() as reader, UnitOfWork(db, user_name="x") as work:
        db.execute("INSERT INTO patient(id, name) VALUES (?, '马玉兰')", (db.new_id(),))
        assert reader.execute("SELECT name FROM patient") == []
        work.commit()
        assert reader.execute("SELECT name FROM patient") == [{"name": "马玉兰"}]
        with pytest.raises((StoreBug, StoreError)):
            reader.execute("INSERT INTO setting VALUES ('a', '1', '', '')")


def test_another_thread_waits_for_the_unit_of_work(db):
    done: list[str] = []

    def write() -> None:
        db.execute("INSERT INTO setting VALUES ('a', '1', '', '')")
        done.append("written")

    with UnitOfWork(db, user_name="x"):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(0.05)
        assert done == []
    thread.join()
    # The unit was rolled back; the other thread's write was not part of it.
    assert db.execute("SELECT name FROM setting") == [{"name": "a"}]


def test_an_end_that_was_not_in_order_is_known_at_the_next_start(db, tmp_path, clock, entropy):
    assert db.ended_cleanly
    crashed = tmp_path / "crashed"
    shutil.copytree(db.path.parent, crashed)
    db.close()
    db.close()
    with reopen(db) as again:
        assert again.ended_cleanly
    with Database.open(crashed / "clinic.db", KEY, clock=clock, entropy=entropy) as after_cut:
        assert not after_cut.ended_cleanly


def test_keys_of_side_files_differ_by_purpose(db):
    assert len({db.derived_key("a"), db.derived_key("b"), KEY}) == 3


def test_a_key_of_another_length_is_a_defect(db):
    with pytest.raises(ValueError, match="32 bytes"):
        check_file(db.path, b"short")


def test_only_one_file_knows_the_library():
    store = Path(cipher_file.__file__).parent
    knowing = {
        path.name
        for path in store.parent.rglob("*.py")
        if re.search(r"^\s*(import|from) (sqlcipher3|sqlite3)\b", path.read_text("utf-8"), re.MULTILINE)
        and "hub" not in path.parts
    }
    assert knowing == {"cipher_file.py"}
