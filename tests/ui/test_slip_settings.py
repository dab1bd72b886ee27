"""Local blocks with the paper beside them, and the calibration page typed back in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clinic_app.reports.page import PaperKind
from tests.helpers.clinic import township
from tests.helpers.services import Desk
from ui.dialogs.calibration import CalibrationBox
from ui.dialogs.slip_settings import SlipSettingsBox


@pytest.fixture
def clinic(context, tmp_path):
    app = township(tmp_path / "clinic")
    context.app = app
    context.clock = app.place.clock
    yield app
    context.tasks.drain()
    app.close()


def words(pdf):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document).replace(" ", "")
    finally:
        document.close()


def test_a_block_is_seen_on_the_paper_before_it_is_stored(context, clinic, shown, qtbot):
    page, kept = shown(QWidget()), []
    box = SlipSettingsBox(context, page, kept.append)
    box.open()
    qtbot.waitUntil(lambda: bool(box.paper.pdf()))
    before = box.paper.pdf()
    assert "医保证" not in words(before)
    box.blocks["insurance_no"].setChecked(True)
    box.notes.set_text("带上病历。")
    box.blocks["patient_notes"].setChecked(True)
    qtbot.waitUntil(lambda: "带上病历" in words(box.paper.pdf()))
    assert "医保" in words(box.paper.pdf())
    assert "insurance_no" not in {str(b) for b in clinic.printing.settings().blocks}
    box.rules["consent"].setChecked(False)
    QTest.keyClick(box, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: len(kept) == 1)
    assert "insurance_no" in {str(b) for b in clinic.printing.settings().blocks}
    referral = Desk(clinic).referral(consent="oral")
    codes = {problem.code for problem in clinic.printing.window_problems(referral)}
    assert "window.consent_later" not in codes


def test_what_was_measured_corrects_the_shift(context, clinic, shown, qtbot):
    clinic.printing.set_shift("LQ", PaperKind.A4, 1.0, -0.5)
    page, kept = shown(QWidget()), []
    box = CalibrationBox(context, page, "LQ", PaperKind.A4, kept.append)
    box.open()
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClicks(box.left, "18.5")
    QTest.keyClicks(box.top, "21")
    QTest.keyClicks(box.ruler, "99")
    QTest.keyClick(box, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: len(kept) == 1)
    assert clinic.printing.settings().shifts["LQ|a4"] == (2.5, -1.5, 1.0101)


def test_an_impossible_measurement_stores_nothing(context, clinic, shown, qtbot):
    page, kept = shown(QWidget()), []
    box = CalibrationBox(context, page, "LQ", PaperKind.A4, kept.append)
    box.open()
    qtbot.waitUntil(box.isActiveWindow)
    QTest.keyClicks(box.ruler, "50")
    QTest.keyClick(box, Qt.Key.Key_F2)
    context.tasks.drain()
    qtbot.wait(1)
    assert kept == []
    assert box.isVisible()
    assert dict(clinic.printing.settings().shifts) == {}


def test_both_slips_have_their_own_lines_to_sign_and_the_edition_stands_on_both(
    context, clinic, shown, qtbot
):
    page, kept = shown(QWidget()), []
    box = SlipSettingsBox(context, page, kept.append)
    box.open()
    qtbot.waitUntil(lambda: bool(box.paper.pdf()))
    box.approvals.set_text("科主任意见\n医保经办人")
    box.back_approvals.set_text("科主任签字")
    box.edition.setText("崆峒区医保2026年版")
    box.validity.setText("400")
    QTest.keyClick(box, Qt.Key.Key_F2)
    assert "365" in box.form.row_of("validity_days").problem_text()
    box.validity.setText("14")
    qtbot.waitUntil(lambda: "崆峒区医保2026年版" in words(box.paper.pdf()))
    assert "医保经办人" in words(box.paper.pdf())
    box.shown.set_value("down")
    box.shown.changed.emit("down")
    qtbot.waitUntil(lambda: "科主任签字" in words(box.paper.pdf()))
    assert "医保经办人" not in words(box.paper.pdf())
    assert "崆峒区医保2026年版" in words(box.paper.pdf())
    QTest.keyClick(box, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: len(kept) == 1)
    lines = clinic.printing.settings().approvals
    assert lines["up"] == lines["lateral"] == ("科主任意见", "医保经办人")
    assert lines["down"] == lines["back"] == ("科主任签字",)
    desk = Desk(clinic)
    patient = desk.patient()
    assert clinic.referrals.prefill(patient).values["valid_until"] == "2026-12-06"
    slip = words(clinic.printing.preview(desk.referral(patient_id=patient)).pdf)
    assert "医保经办人" in slip
    assert "地方栏目版本：崆峒区医保2026年版" in slip
