from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from clinic_app.domain.errors import DatabaseBusy, FileError, KeyMissing, Rejected, WrongKey
from clinic_app.services.app import App
from clinic_app.services.setup import (
    StartStage,
    check_setup,
    open_with_recovery_code,
    set_up,
    start_state,
    suggest,
)
from clinic_app.system.secrets import MemoryKeyRing, NoKeyRing
from tests.helpers.clinic import PASSWORD, services_machine, township, township_form


def test_a_new_installation_opens_again(tmp_path: Path) -> None:
    machine = services_machine()
    assert start_state(tmp_path, machine=machine).stage is StartStage.NEEDS_SETUP
    with township(tmp_path, machine) as app:
        assert app.session.user is not None
        assert app.institution.name == "白水镇卫生院"
        assert app.institution.slip_prefix == "BSZW"
        assert app.role == "clinic"
    assert start_state(tmp_path, machine=machine).stage is StartStage.READY
    with App.open(tmp_path, machine=machine) as again:
        assert again.session.user is None
        assert again.session.log_in("LYS", PASSWORD).name == "李医生"


def test_the_wizard_names_everything_that_is_wrong_at_once() -> None:
    problems = check_setup(township_form(name="", login="李", password="123456", slip_prefix="OIL"))
    assert {problem.field for problem in problems} >= {"name", "login", "password", "slip_prefix"}
    assert check_setup(township_form()) == []


def test_the_wizard_fills_in_what_follows() -> None:
    filled = suggest(township_form(login=""))
    assert (filled.login, filled.slip_prefix) == ("lys", "BSZW")
    assert {role.value for role in filled.account_roles} == {"doctor", "reviewer", "admin"}


def test_a_lost_keyring_entry_is_told_and_the_recovery_code_opens(tmp_path: Path) -> None:
    made = set_up(tmp_path, township_form(), machine=services_machine())
    made.app.close()
    elsewhere = attrs.evolve(services_machine(), ring=MemoryKeyRing())
    state = start_state(tmp_path, machine=elsewhere)
    assert state.stage is StartStage.KEY_MISSING
    assert state.error is not None
    assert "恢复码" in str(state.error.message)
    with pytest.raises(KeyMissing):
        App.open(tmp_path, machine=elsewhere)

    damaged = ("8" if made.recovery_code[0] != "8" else "9") + made.recovery_code[1:]
    with pytest.raises(Rejected) as refused:
        open_with_recovery_code(tmp_path, damaged, machine=elsewhere)
    assert "第 1 组" in str(refused.value)
    open_with_recovery_code(tmp_path, made.recovery_code.lower(), machine=elsewhere).close()
    assert start_state(tmp_path, machine=elsewhere).stage is StartStage.READY


def test_the_code_of_another_database_changes_nothing(tmp_path: Path) -> None:
    made = set_up(tmp_path / "one", township_form(), machine=services_machine(seed=1))
    made.app.close()
    other = set_up(tmp_path / "two", township_form(), machine=services_machine(seed=2))
    other.app.close()
    with pytest.raises(WrongKey):
        open_with_recovery_code(tmp_path / "one", other.recovery_code, machine=services_machine())


def test_without_a_keyring_a_passphrase_is_needed(tmp_path: Path) -> None:
    machine = attrs.evolve(services_machine(), ring=NoKeyRing())
    with pytest.raises(KeyMissing):
        set_up(tmp_path, township_form(), machine=machine)
    assert start_state(tmp_path, machine=machine).stage is StartStage.NEEDS_SETUP
    set_up(tmp_path, township_form(passphrase="白水 2026 启动"), machine=machine).app.close()
    assert start_state(tmp_path, machine=machine).stage is StartStage.WANTS_PASSPHRASE
    App.open(tmp_path, machine=machine, passphrase="白水 2026 启动").close()


def test_a_damaged_file_is_told_and_not_touched(tmp_path: Path) -> None:
    machine = services_machine()
    township(tmp_path, machine).close()
    file = tmp_path / "data" / "clinic.db"
    broken = b"x" * 8192
    file.write_bytes(broken)
    state = start_state(tmp_path, machine=machine)
    assert state.stage is StartStage.BROKEN
    assert file.read_bytes() == broken


def test_a_database_that_is_gone_is_told_before_a_new_one_is_made(tmp_path: Path) -> None:
    machine = services_machine()
    township(tmp_path, machine).close()
    (tmp_path / "data" / "clinic.db").unlink()
    state = start_state(tmp_path, machine=machine)
    assert state.stage is StartStage.GONE
    assert "备份" in str(state.error.message if state.error else "")
    township(tmp_path, machine).close()
    kept = [path.name for path in (tmp_path / "data").glob("clinic.key.json.*")]
    assert len(kept) == 1


def test_the_log_of_a_database_that_is_gone_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    machine = services_machine()
    app = township(tmp_path, machine)
    database = app.paths.database
    wal = database.with_name(database.name + "-wal")
    app.place.db.execute("UPDATE setting SET value = value")
    left = wal.read_bytes()
    app.close()
    database.unlink()
    assert left
    wal.write_bytes(left)
    with township(tmp_path, machine) as again:
        assert again.place.db.damage() == []
    assert [one.read_bytes() for one in database.parent.glob("clinic.db-wal.*")] == [left]


def test_nothing_is_set_up_over_a_database(tmp_path: Path) -> None:
    machine = services_machine()
    township(tmp_path, machine).close()
    with pytest.raises(FileError):
        township(tmp_path, machine)


def test_a_second_window_is_refused(tmp_path: Path) -> None:
    machine = services_machine()
    with township(tmp_path, machine), pytest.raises(DatabaseBusy):
        App.open(tmp_path, machine=machine)
