"""An emergency slip with the fewest fields: every key is counted, and it can be entered afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_app.services.app import App
from tests.helpers.clinic import township
from tests.helpers.services import Desk, with_check_digit
from tests.helpers.window import settle
from ui.dialogs.emergency import EmergencyDialog
from ui.main_window import MainWindow

MOST_KEYS = 8
"""Beside the words of the impression: at a second a key, as two fingers need, 12 of 20 seconds are left."""


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[App]:
    app = township(tmp_path)
    Desk(app).referral()  # the hospital that is offered is the last one
    yield app
    app.close()


def box(window: MainWindow) -> EmergencyDialog:
    page = window.current_page()
    assert page is not None
    found = next(one for one in page.findChildren(EmergencyDialog) if one.isVisible())
    found.activateWindow()
    settle(window)
    return found


class Fingers:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.keys = window, 0

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget(), key, held)
        settle(self.window)

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            QTest.keyClick(QApplication.focusWidget(), letter)
        settle(self.window)


def test_from_the_workbench_to_the_slip_with_eight_keys_and_an_impression(
    window: MainWindow, clinic: App
) -> None:
    window.open("workbench")
    settle(window)
    fingers = Fingers(window)
    fingers.press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    dialog = box(window)
    fingers.type("wjg")
    fingers.press(Qt.Key.Key_Return)
    assert dialog.patient.item().name == "王建国"
    assert QApplication.focusWidget() is dialog.org
    assert dialog.org.text() == "崆峒县人民医院"
    fingers.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dialog.impression
    dialog.impression.insert("急性心梗？")
    fingers.press(Qt.Key.Key_F2)
    assert fingers.keys <= MOST_KEYS
    assert window.current_key() == "referral"
    page: Any = window.current_page()
    detail = clinic.referrals.get(page.place()["referral_id"])
    assert (detail.phase, detail.row["urgency"], bool(detail.row["slip_no"])) == ("sent", "emergency", True)


def test_from_the_patients_page_the_person_is_known(window: MainWindow, clinic: App) -> None:
    patient = clinic.patients.page().rows[0].id
    window.open("patient", patient_id=patient)
    settle(window)
    fingers = Fingers(window)
    fingers.press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    dialog = box(window)
    assert dialog.patient.code() == patient
    assert QApplication.focusWidget() is dialog.impression
    dialog.impression.insert("昏迷")
    fingers.press(Qt.Key.Key_F2)
    assert fingers.keys == 2
    assert window.current_key() == "referral"


def test_from_any_other_page_the_key_opens_the_box_too(window: MainWindow) -> None:
    window.open("statistics")
    settle(window)
    Fingers(window).press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert window.current_key() == "workbench"
    assert box(window).isVisible()


def test_one_that_has_left_already_is_entered_with_its_true_time(window: MainWindow, clinic: App) -> None:
    patient = clinic.patients.page().rows[0].id
    window.open("patient", patient_id=patient)
    settle(window)
    Fingers(window).press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    dialog = box(window)
    dialog.impression.insert("昏迷")
    dialog.true_time.box.setChecked(True)
    dialog.go.click()
    settle(window)
    assert dialog.form.row_of("at").problem_text()
    QTest.keyClicks(dialog.true_time.day, "1121")
    QTest.keyClicks(dialog.true_time.time, "2530")
    dialog.go.click()
    settle(window)
    assert dialog.form.row_of("at_time").problem_text()
    dialog.true_time.time.clear()
    QTest.keyClicks(dialog.true_time.time, "2330")
    dialog.go.click()
    settle(window)
    page: Any = window.current_page()
    events = clinic.referrals.get(page.place()["referral_id"]).events
    night = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
    assert [(one.event, one.at, one.late) for one in events] == [
        ("created", night, True),
        ("sent", night, True),
    ]


def test_somebody_new_is_registered_in_the_same_box_and_only_once(window: MainWindow, clinic: App) -> None:
    window.open("workbench")
    settle(window)
    Fingers(window).press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    dialog = box(window)
    before = clinic.patients.count()
    dialog.patient.insert("单秀英")
    dialog.new.click()
    assert dialog.name.text() == "单秀英"
    dialog.go.click()
    settle(window)
    assert dialog.form.row_of("gender").problem_text()
    assert clinic.patients.count() == before
    dialog.gender.set_value("2")
    QTest.keyClicks(dialog.birth, "19600101")
    dialog.go.click()
    settle(window)
    assert dialog.form.row_of("impression").problem_text()  # the person is in the file, the slip is not sent
    dialog.impression.insert("昏迷")
    dialog.go.click()
    settle(window)
    assert clinic.patients.count() == before + 1
    page: Any = window.current_page()
    detail = clinic.referrals.get(page.place()["referral_id"])
    assert (detail.row["patient_name"], detail.phase) == ("单秀英", "sent")


def test_an_identity_number_is_enough_for_somebody_new(window: MainWindow, clinic: App) -> None:
    window.open("workbench")
    settle(window)
    Fingers(window).press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    dialog = box(window)
    dialog.new.click()
    dialog.name.insert("马玉兰")
    QTest.keyClicks(dialog.id_no, with_check_digit("62080219600312124"))
    dialog.impression.insert("昏迷")
    dialog.go.click()
    settle(window)
    page: Any = window.current_page()
    row = clinic.referrals.get(page.place()["referral_id"]).row
    assert (row["patient_name"], row["patient_gender"], row["patient_age"]) == ("马玉兰", "2", "66岁")
