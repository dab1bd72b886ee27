from __future__ import annotations

import os
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.domain.errors import DatabaseDamaged, DiskFull, FileError, WrongKey
from clinic_app.store import backup, serials
from clinic_app.store.backup import Backup
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import KEY


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


def restore(source, target, clock, entropy):
    backup.restore(source, KEY, target, clock=clock, entropy=entropy)
    return Database.open(target, KEY, clock=clock, entropy=entropy)


def test_a_backup_is_encrypted_and_comes_back(db, save, folder, tmp_path, clock, entropy):
    save("patient", name="马玉兰")
    made = backup.make(db, folder)
    assert made.path.name == "clinic-20261122-093000.db"
    assert "马玉兰".encode() not in made.path.read_bytes()
    with restore(made.path, tmp_path / "new.db", clock, entropy) as again:
        assert again.execute("SELECT name FROM patient") == [{"name": "马玉兰"}]
        assert again.execute("SELECT count(*) AS n FROM op WHERE state = 0") == [{"n": 1}]
    assert backup.last_good_at(db) == "2026-11-22T01:30:00.000Z"


def test_a_backup_made_while_work_goes_on_holds_what_was_committed(db, save, folder):
    save("patient", name="马玉兰")
    with db.open_reader():
        made = backup.make(db, folder)
    assert db.damage_of_copy(made.path) == []
    assert [path.name for path in folder.iterdir()] == [made.path.name]


def test_a_bad_copy_never_takes_the_place_of_a_good_one(db, save, folder, clock, monkeypatch):
    good = backup.make(db, folder)
    copy_to = Database.copy_to

    def spoiled(self, target: Path) -> None:
        copy_to(self, target)
        data = bytearray(target.read_bytes())
        data[4096 * 30 + 9] ^= 1
        target.write_bytes(data)

    monkeypatch.setattr(Database, "copy_to", spoiled)
    for _ in range(10):
        clock.advance(timedelta(days=1))
        with pytest.raises(DatabaseDamaged, match="原有备份都在"):
            backup.make(db, folder)
    assert [found.path for found in backup.backups(folder, "clinic")] == [good.path]
    assert [row["ok"] for row in backup.log(db)] == [0] * 10 + [1]
    assert backup.last_good_at(db) == "2026-11-22T01:30:00.000Z"


def test_no_room_is_said_before_anything_is_written(db, folder, clock, monkeypatch):
    good = backup.make(db, folder)
    clock.advance(timedelta(days=1))
    room = namedtuple("room", "f_bavail f_frsize")(2, 4096)
    monkeypatch.setattr(os, "statvfs", lambda _path: room, raising=False)
    with pytest.raises(DiskFull, match="原有备份都在"):
        backup.make(db, folder)
    assert [path.name for path in folder.iterdir()] == [good.path.name]


def test_a_folder_that_cannot_be_written_is_said(db, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="原有备份都在"):
        backup.make(db, tmp_path / "file" / "backups")


def test_what_a_power_cut_left_is_swept_up(db, folder):
    folder.mkdir()
    left = folder / ".clinic-20261121-093000.db.partial"
    left.write_bytes(b"half")
    (folder / "别人的.txt").write_text("不动")
    backup.make(db, folder)
    assert not left.exists()
    assert (folder / "别人的.txt").exists()


def test_seven_days_and_four_weeks_are_kept(db, folder, clock):
    start = clock.now()
    for day in range(40):
        clock.move_to(start + timedelta(days=day))
        backup.make(db, folder)
    kept = [f"{found.made_at:%m-%d}" for found in backup.backups(folder, "clinic")]
    # 2026-12-31 is a Thursday: the last 7 days, and the last day of each of the last 4 weeks.
    assert kept == ["12-31", "12-30", "12-29", "12-28", "12-27", "12-26", "12-25", "12-20", "12-13"]


def test_several_a_day_count_as_one_and_the_newest_stays():
    noon = datetime(2026, 11, 22, 4, tzinfo=UTC)
    found = [Backup(Path(f"{n}"), noon + timedelta(minutes=n), 1) for n in range(5)]
    assert [one.path.name for one in backup.superseded(found)] == ["0", "1", "2", "3"]


def test_other_databases_backups_are_not_counted(db, folder):
    folder.mkdir()
    for name in ("other-20261122-093000.db", "clinic-before-upgrade.db", "clinic-20269999-000000.db"):
        (folder / name).write_bytes(b"")
    assert backup.backups(folder, "clinic") == []
    assert backup.backups(folder / "absent", "clinic") == []


def test_a_restore_never_overwrites_and_never_uses_a_bad_backup(db, folder, tmp_path, clock, entropy):
    made = backup.make(db, folder)
    before = db.path.read_bytes()
    with pytest.raises(FileError):
        backup.restore(made.path, KEY, db.path, clock=clock, entropy=entropy)
    assert db.path.read_bytes() == before
    data = bytearray(made.path.read_bytes())
    data[4096 * 30 + 9] ^= 1
    bad = tmp_path / "clinic-20261122-100000.db"
    bad.write_bytes(data)
    for key, error in ((KEY, DatabaseDamaged), (bytes(32), WrongKey)):
        with pytest.raises(error):
            backup.restore(bad, key, tmp_path / "new.db", clock=clock, entropy=entropy)
    assert not (tmp_path / "new.db").exists()
    assert bad.read_bytes() == data


def test_slip_numbers_go_on_under_a_new_mark_after_a_restore(db, folder, tmp_path, entropy, clock):
    def issue(where):
        with UnitOfWork(where, user_name="x") as work:
            number = serials.issue(where, prefix="BSZ", object_kind="referral", object_id="R", user_name="x")
            work.commit()
        return number

    issue(db)
    made = backup.make(db, folder)
    lost = {issue(db) for _ in range(50)}
    later = FixedClock(clock.now() + timedelta(days=30))
    with restore(made.path, tmp_path / "new.db", later, entropy) as again:
        mine = {issue(again) for _ in range(60)}
        counter = again.execute("SELECT last FROM serial_counter")[0]["last"]
    assert counter == 61
    with restore(made.path, tmp_path / "another-pc.db", later, entropy) as other:
        theirs = {issue(other) for _ in range(60)}
    assert len(lost | mine | theirs) == 50 + 60 + 60
