"""The first start, the log-in and the lock, with real services behind them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.helpers.clinic import PASSWORD, services_machine, township
from ui.views import setup as setup_views
from ui.views.login import FirstPasswordGate, LockGate, LoginGate
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
