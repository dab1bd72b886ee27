"""扫码接收 typed as a scanner types it, over two real databases."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from clinic_app.protocol.slip_code import Verdict
from tests.unit.services.test_scanned_slips import Place
from ui.views.scan import ScanPage


class Opened:
    def __init__(self):
        self.seen = []

    def open(self, key, **where):
        self.seen.append((key, where))


@pytest.fixture
def county(context, tmp_path):
    place = Place(tmp_path)
    context.app = place.county
    context.clock = place.county.place.clock
    context.navigator = Opened()
    yield place
    context.tasks.drain()
    place.clinic.close()
    place.county.close()
    place.hub.db.close()


def scan(page, text, qtbot):
    """Type as a keyboard-wedge scanner does: the text, then Enter."""
    page.code.setFocus()
    QTest.keyClicks(page.code, text)
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.told() is not None)


def test_a_scanned_slip_is_taken_in_with_enter(context, county, shown, qtbot):
    page = shown(ScanPage(context))
    page.show_at()
    referral = county.referral()
    scan(page, county.code(referral), qtbot)
    assert page.told().verdict is Verdict.VALID
    qtbot.waitUntil(page.go.hasFocus)
    QTest.keyClick(page.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(context.navigator.seen))
    assert context.navigator.seen == [("referral", {"referral_id": referral})]
    assert county.county.worklists.inbox().rows[0].id == referral


def test_a_changed_slip_offers_nothing_but_the_next_scan(context, county, shown, qtbot):
    page = shown(ScanPage(context))
    page.show_at()
    text = county.code(county.referral())
    scan(page, text[:50] + ("A" if text[50] != "A" else "B") + text[51:], qtbot)
    assert page.told().verdict is Verdict.ALTERED
    assert page.go is None
    qtbot.waitUntil(page.code.hasFocus)


def test_a_pdf_is_read(context, county, shown, qtbot, tmp_path, monkeypatch):
    job = county.clinic.printing.job(county.referral())
    county.clinic.printing.printed(job)
    (tmp_path / "slip.pdf").write_bytes(job.pdf)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "slip.pdf"), ""))
    page = shown(ScanPage(context))
    page.show_at()
    page.file_button.click()
    qtbot.waitUntil(lambda: page.told() is not None)
    assert page.told().can_take


def test_a_file_without_a_code_is_told_in_words(context, county, shown, qtbot, tmp_path):
    (tmp_path / "x.png").write_bytes(b"nothing")
    page = shown(ScanPage(context))
    page.show_at()
    page.read_file(tmp_path / "x.png")
    qtbot.waitUntil(page.file_button.isEnabled)
    assert page.told() is None
    assert page.code.hasFocus()
