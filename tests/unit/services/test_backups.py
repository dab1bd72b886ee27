from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from clinic_app.domain.errors import DatabaseBusy, DatabaseDamaged, FileError, Rejected, WrongKey
from clinic_app.services.app import App
from clinic_app.services.backups import restore
from clinic_app.services.setup import open_with_recovery_code, set_up
from clinic_app.services.workplace import Machine
from clinic_app.system.paths import paths_under
from clinic_app.system.secrets import MemoryKeyRing
from tests.helpers.clinic import PASSWORD, clock_of, services_machine, township_form
from tests.helpers.services import Desk, with_check_digit


@pytest.fixture
def machine() -> Machine:
    return services_machine()


@pytest.fixture
def clinic(tmp_path: Path, machine: Machine) -> Iterator[tuple[App, str]]:
    made = set_up(tmp_path / "clinic", township_form(), machine=machine)
    yield made.app, made.recovery_code
    made.app.close()


def test_a_backup_is_made_once_a_day_with_the_envelope_beside_it(app: App) -> None:
    assert app.backups.is_due()
    assert "还没有做过备份" in str(app.backups.sentence())
    made = app.backups.make_if_due()
    assert made is not None
    assert (made.path.parent / "clinic.key.json").exists()
    assert app.backups.make_if_due() is None
    assert "今天" in str(app.backups.sentence())
    clock_of(app).advance(timedelta(hours=21))
    assert app.backups.is_due()
    [row] = app.backups.log()
    assert (row.ok, row.size) == (True, made.size)
    assert [backup.path for backup in app.backups.available()] == [made.path]


def test_a_second_folder_gets_its_copy(app: App, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(FileError):
        app.backups.set_folder(stick)
    stick.mkdir()
    app.backups.set_folder(stick)
    made = app.backups.make_if_due()
    assert made is not None
    assert (stick / made.path.name).stat().st_size > 0
    app.backups.set_folder(None)
    clock_of(app).advance(timedelta(days=1))
    app.backups.make_if_due()
    assert len(list(stick.glob("*.db"))) == 1


def test_restoring_brings_back_what_was_saved_after_the_backup(
    clinic: tuple[App, str], machine: Machine
) -> None:
    app, _ = clinic
    desk = Desk(app)
    desk.patient(name="王建国")
    made = app.backups.make()
    desk.patient(name="李秀英", id_no=with_check_digit("62080219620509224"))
    with pytest.raises(DatabaseBusy):
        restore(app.paths, made.path, machine=machine)
    app.close()
    done = restore(app.paths, made.path, machine=machine)
    assert done.brought_back >= 1
    assert done.set_aside is not None
    assert done.set_aside.exists()
    with App.open(app.paths.data.parent, machine=machine) as again:
        again.session.log_in("lys", PASSWORD)
        assert {row.name for row in again.patients.page().rows} == {"王建国", "李秀英"}
        assert again.place.db.damage() == []


def test_the_log_a_lost_database_left_behind_is_not_played_into_the_restored_one(
    clinic: tuple[App, str], machine: Machine
) -> None:
    app, _ = clinic
    path = app.paths.database
    wal = path.with_name(path.name + "-wal")
    first = app.backups.make().path
    Desk(app).patient(name="王建国")
    left = wal.read_bytes()
    app.close()
    path.unlink()
    wal.write_bytes(left)
    restore(app.paths, first, machine=machine)
    moved = list(path.parent.glob("clinic.db.before-restore-*-wal"))
    assert [one.read_bytes() for one in moved] == [left]
    with App.open(app.paths.data.parent, machine=machine) as again:
        assert again.place.db.damage() == []


def test_a_backup_opens_on_a_new_machine_with_the_recovery_code(
    clinic: tuple[App, str], tmp_path: Path, machine: Machine
) -> None:
    app, code = clinic
    Desk(app).patient()
    made = app.backups.make()
    app.close()
    stranger = services_machine(seed=3)
    paths = paths_under(tmp_path / "new")
    with pytest.raises(Rejected):
        restore(paths, made.path, machine=stranger, recovery_code="K7Q2M")
    restore(paths, made.path, machine=stranger, recovery_code=code)
    with open_with_recovery_code(tmp_path / "new", code, machine=stranger) as again:
        again.session.log_in("lys", PASSWORD)
        assert again.patients.count() == 1


def test_a_useless_backup_changes_nothing(clinic: tuple[App, str], tmp_path: Path, machine: Machine) -> None:
    app, _ = clinic
    made = app.backups.make()
    app.close()
    before = app.paths.database.read_bytes()
    with pytest.raises(FileError):
        restore(app.paths, tmp_path / "missing.db", machine=machine)
    cut = tmp_path / "cut.db"
    cut.write_bytes(made.path.read_bytes()[:-5000])
    with pytest.raises(DatabaseDamaged):
        restore(app.paths, cut, machine=machine)
    flipped = bytearray(made.path.read_bytes())
    flipped[40000] ^= 1
    bad = tmp_path / "bad.db"
    bad.write_bytes(bytes(flipped))
    with pytest.raises(DatabaseDamaged):
        restore(app.paths, bad, machine=machine)
    assert app.paths.database.read_bytes() == before
    assert [p.name for p in app.paths.data.glob("*before-restore*")] == []


def test_another_clinics_backup_is_refused(clinic: tuple[App, str], tmp_path: Path, machine: Machine) -> None:
    app, _ = clinic
    app.close()
    other_machine = another_machine(machine)
    other = set_up(tmp_path / "other", township_form(name="花所镇卫生院"), machine=other_machine).app
    with other:
        theirs = other.backups.make()
    with pytest.raises(WrongKey):
        restore(app.paths, theirs.path, machine=machine)
    with App.open(app.paths.data.parent, machine=machine) as again:
        assert again.institution.name == "白水镇卫生院"


def another_machine(machine: Machine) -> Machine:
    return attrs.evolve(services_machine(seed=9), ring=MemoryKeyRing(), clock=machine.clock)
