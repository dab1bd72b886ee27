"""The first start, the log-in and the lock, with real services behind them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from clinic_app.services.setup import StartStage, set_up, start_state
from clinic_app.system.paths import find_paths
from tests.helpers.clinic import PASSWORD, services_machine, township, township_form
from tests.helpers.services import Desk
from ui.views import from_backup
from ui.views import setup as setup_views
from ui.views.from_backup import FromBackupGate
from ui.views.login import FirstPasswordGate, LockGate, LoginGate
from ui.views.lost_database import LostGate
from ui.views.setup import RecoveryGate, SetupGate


@pytest.fixture
def cheap(monkeypatch):
    """Let the gates make installations with cheap hashes and a keyring in memory."""
    machine = services_machine()
    real_set_up, real_recover = setup_views.set_up, setup_views.open_with_recovery_code
    monkeypatch.setattr(setup_views, "set_up", lambda where, form: real_set_up(where, form, machine=machine))
    monkeypatch.setattr(
        setup_views,
        "open_with_recovery_code",
        lambda where, code: real_recover(where, code, machine=machine),
    )
    return machine


@pytest.fixture
def clinic(context, tmp_path):
    app = township(tmp_path / "clinic")
    context.app = app
    yield app
    context.tasks.drain()
    app.close()


def type_into(field, text):
    field.setFocus()
    QTest.keyClicks(field, text)


def press_enter(field):
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_first_start_makes_an_installation_and_shows_the_recovery_code(
    context, cheap, shown, qtbot, tmp_path
):
    context.basedir = tmp_path / "new"
    gate = shown(SetupGate(context))
    opened = []
    gate.opened.connect(opened.append)
    gate.name.setText("白水镇中心卫生院")
    gate.account_name.setText("李医生")
    gate.account_name.editingFinished.emit()
    assert gate.login.text() == "lys"
    type_into(gate.password, PASSWORD)
    type_into(gate.again, PASSWORD)
    gate._go.click()
    qtbot.waitUntil(lambda: gate._app is not None, timeout=20000)
    assert not opened
    gate._enter()
    assert opened[0].institution.name == "白水镇中心卫生院"
    assert opened[0].session.user.login == "lys"
    opened[0].close()


def test_all_that_is_missing_is_said_at_once_beside_the_fields(context, shown):
    gate = shown(SetupGate(context))
    gate._go.click()
    for name in ("name", "account_name", "password"):
        assert gate.form.row_of(name).problem_text(), name


def test_two_different_passwords_are_noticed(context, shown):
    gate = shown(SetupGate(context))
    gate.password.setText("Abcd-1234")
    gate.again.setText("Abcd-1235")
    gate._go.click()
    assert "不一样" in gate.trouble.text()


def test_a_wrong_county_line_keeps_the_way_in_open(context, cheap, shown, qtbot, tmp_path):
    context.basedir = tmp_path / "new"
    gate = shown(SetupGate(context))
    opened = []
    gate.opened.connect(opened.append)
    gate.name.setText("白水镇中心卫生院")
    gate.account_name.setText("李医生")
    gate.password.setText(PASSWORD)
    gate.again.setText(PASSWORD)
    gate._go.click()
    qtbot.waitUntil(lambda: gate._app is not None, timeout=20000)
    gate._ticket.set_text("不是登记行")
    gate._enter()
    qtbot.waitUntil(lambda: gate.trouble.isVisible())
    assert not opened
    gate._ticket.set_text("")
    gate._enter()
    assert opened
    opened[0].close()


def cheaply(monkeypatch, machine):
    real = from_backup.restore_on_new_machine
    monkeypatch.setattr(from_backup, "restore_on_new_machine", lambda *given: real(*given, machine=machine))


def led_on(gate, press):
    """Press a button and return the backup the gate leads on with; None when it leads nowhere."""
    asked = []
    gate.restore.connect(asked.append)
    press.click()
    return asked[0] if asked else None


def test_a_replaced_pc_is_brought_back_from_its_backup_without_any_command(
    context, shown, qtbot, tmp_path, monkeypatch
):
    old = set_up(tmp_path / "old", township_form(), machine=services_machine())
    Desk(old.app).patient(name="王建国")
    stick = tmp_path / "stick"
    stick.mkdir()
    made = old.app.backups.make(stick)
    old.app.close()
    machine = services_machine(seed=7)
    cheaply(monkeypatch, machine)
    context.basedir = tmp_path / "new"
    first = shown(SetupGate(context))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert led_on(first, first._old) is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made.path), ""))
    assert led_on(first, first._old) == made.path
    gate = shown(FromBackupGate(context))
    opened = []
    gate.opened.connect(opened.append)
    gate.bring(made.path)
    qtbot.waitUntil(lambda: gate.code is not None)  # this machine never had the key
    assert made.path.name in gate.words.text()
    qtbot.waitUntil(lambda: gate.form.height() >= gate.code.height())  # the field is not cut off
    key = stick / "clinic.key.json"
    kept = key.read_bytes()
    key.unlink()
    gate.code.set_text(old.recovery_code)
    gate.bring_it.click()
    qtbot.waitUntil(lambda: "钥匙文件" in gate.trouble.text())
    key.write_bytes(kept)
    other = set_up(tmp_path / "other", township_form(), machine=services_machine(seed=8))
    other.app.close()
    gate.code.set_text(other.recovery_code)
    gate.bring_it.click()
    qtbot.waitUntil(lambda: "恢复码" in gate.trouble.text() + gate.form.row_of("code").problem_text())
    # Nothing is left behind: the next start is a first start again, not one that misses a database.
    assert start_state(context.basedir, machine=machine).stage is StartStage.NEEDS_SETUP
    gate.code.set_text(old.recovery_code)
    gate.bring_it.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=20000)
    assert patients_of(opened[0]) == ["王建国"]


@pytest.fixture
def lost(context, tmp_path, monkeypatch):
    """An installation whose database is gone, with a backup; machine and recovery code beside it."""
    context.basedir = tmp_path / "pc"
    machine = services_machine()
    made = set_up(context.basedir, township_form(), machine=machine)
    Desk(made.app).patient(name="王建国")
    backup = made.app.backups.make(tmp_path).path
    database = made.app.paths.database
    made.app.close()
    database.unlink()
    cheaply(monkeypatch, machine)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup), ""))
    return machine, made.recovery_code


def patients_of(app):
    app.session.log_in("lys", PASSWORD)
    names = [row.name for row in app.patients.page().rows]
    app.close()
    return names


def test_a_database_that_is_gone_comes_back_from_the_backup_with_the_key_that_is_here(
    context, lost, shown, qtbot, monkeypatch
):
    first = shown(LostGate(context))
    assert "找不到数据库" in first.words.text()
    asked = []
    real = QFileDialog.getOpenFileName
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *given: (asked.append(given[2]), real(*given))[1]
    )
    backup = led_on(first, first.bring)
    assert asked == [str(find_paths(context.basedir).backups)]
    gate = shown(FromBackupGate(context))
    opened = []
    gate.opened.connect(opened.append)
    gate.bring(backup)
    qtbot.waitUntil(lambda: bool(opened), timeout=20000)
    assert gate.code is None
    assert patients_of(opened[0]) == ["王建国"]


def test_where_the_key_ring_was_emptied_as_well_the_code_is_asked_for(context, lost, shown, qtbot):
    machine, code = lost
    machine.ring._keys.clear()
    gate = shown(FromBackupGate(context))
    opened = []
    gate.opened.connect(opened.append)
    gate.another.click()
    qtbot.waitUntil(lambda: gate.code is not None)
    gate.bring_it.click()  # without a code
    qtbot.waitUntil(lambda: bool(gate.form.row_of("code").problem_text() or gate.trouble.isVisible()))
    gate.code.set_text(code)
    gate.bring_it.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=20000)
    assert patients_of(opened[0]) == ["王建国"]


def test_a_useless_backup_leaves_the_other_ways(context, lost, shown, qtbot, tmp_path):
    gate = shown(FromBackupGate(context))
    gate.bring(tmp_path / "bad.db")
    qtbot.waitUntil(lambda: "没有找到备份文件" in gate.trouble.text())
    assert gate.code is None
    assert gate.another.isEnabled()
    with qtbot.waitSignal(gate.retry):
        gate.back.click()
    before = shown(LostGate(context))
    with qtbot.waitSignal(before.anew):
        before.anew_button.click()


def test_enter_in_the_password_goes_in(context, clinic, shown, qtbot):
    clinic.session.log_out()
    gate = shown(LoginGate(context))
    entered = []
    gate.entered.connect(lambda: entered.append(True))
    qtbot.waitUntil(lambda: gate.login.code() == "lys")
    type_into(gate.password, PASSWORD)
    press_enter(gate.password)
    qtbot.waitUntil(lambda: bool(entered))
    assert clinic.session.user.name == "李医生"


def test_a_wrong_password_is_said_and_can_be_typed_again(context, clinic, shown, qtbot):
    clinic.session.log_out()
    gate = shown(LoginGate(context))
    qtbot.waitUntil(lambda: gate.login.code() == "lys")
    type_into(gate.password, "falsch-1234")
    press_enter(gate.password)
    qtbot.waitUntil(lambda: gate.password.text() == "")
    assert gate.form.row_of("password").problem_text() or gate.trouble.text()
    assert clinic.session.user is None


def test_the_lock_opens_with_the_same_persons_password(context, clinic, shown, qtbot):
    clinic.session.lock()
    gate = shown(LockGate(context))
    entered = []
    gate.entered.connect(lambda: entered.append(True))
    assert "李医生" in gate.words.text()
    type_into(gate.password, "falsch-1234")
    press_enter(gate.password)
    qtbot.waitUntil(lambda: gate.password.text() == "")
    assert clinic.session.locked
    type_into(gate.password, PASSWORD)
    press_enter(gate.password)
    qtbot.waitUntil(lambda: bool(entered))
    assert not clinic.session.locked


def test_a_first_password_is_changed(context, clinic, shown, qtbot):
    gate = shown(FirstPasswordGate(context))
    entered = []
    gate.entered.connect(lambda: entered.append(True))
    gate.old.setText(PASSWORD)
    gate.new.setText("Neu-pass-2026")
    gate.again.setText("Neu-pass-2026")
    gate.change.click()
    qtbot.waitUntil(lambda: bool(entered))
    clinic.session.log_out()
    assert clinic.session.log_in("lys", "Neu-pass-2026")


def test_a_misspelt_recovery_code_is_explained(context, shown, qtbot, tmp_path):
    context.basedir = tmp_path
    gate = shown(RecoveryGate(context))
    gate.code.set_text("ABCD")
    gate._open()
    qtbot.waitUntil(lambda: gate.trouble.isVisible() or bool(gate.form.row_of("code").problem_text()))
