"""Every number is listed, voided ones with who and why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.helpers.clinic import township
from tests.helpers.services import Desk
from ui.dialogs.void_number import VoidNumberBox
from ui.settings.numbers import NumbersSection


@pytest.fixture
def clinic(context, tmp_path):
    app = township(tmp_path / "clinic")
    context.app = app
    context.clock = app.place.clock
    yield app
    context.tasks.drain()
    app.close()


def test_a_number_is_voided_with_its_reason_and_stays_in_the_list(context, clinic, shown, qtbot):
    Desk(clinic).referral()
    section = shown(NumbersSection(context))
    section.refresh()
    qtbot.waitUntil(lambda: section.rows.current() is not None)
    number = section.rows.current().slip_no
    assert section._void.isEnabled()
    section._void.click()
    box = section.findChild(VoidNumberBox)
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClick(box, Qt.Key.Key_F2)
    context.tasks.drain()
    qtbot.wait(1)
    assert clinic.printing.register.numbers(status="voided").rows == ()
    box.reason.insert("写错患者")
    QTest.keyClick(box, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(clinic.printing.register.numbers(status="voided").rows))
    [row] = clinic.printing.register.numbers().rows
    assert (row.slip_no, row.void_reason, row.voided_by) == (number, "写错患者", "李医生")
    qtbot.waitUntil(lambda: section.rows.current() is not None and section.rows.current().status == "voided")
    assert not section._void.isEnabled()
