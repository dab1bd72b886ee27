"""What was left lying is found from the first page and settled with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_app.services.app import App
from tests.helpers.clinic import PASSWORD, clock_of, township
from tests.helpers.services import Desk
from tests.helpers.window import press, put, settle
from tests.unit.services.test_approvals import staff
from ui.dialogs.consent import ConsentDialog
from ui.dialogs.review import ReviewDialog
from ui.main_window import MainWindow
from ui.views.reminders import RemindersPage


@pytest.fixture
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A slip before its reviewer, an emergency without consent, one that nobody answered."""
    app = township(tmp_path_factory.mktemp("clinic"))
    desk = Desk(app)
    patient, org = desk.patient(), desk.hospital()
    desk.referral(patient_id=patient, to_org=org)
    clock_of(app).advance(timedelta(hours=30))
    staff(app, "doc", "陈医生", "doctor")
    app.approvals.set_chains({("up", "routine"): ("科主任",)})
    app.session.log_in("doc", PASSWORD)
    app.referrals.save_and_send(desk.slip(org, urgency="routine"), patient)
    app.referrals.save_emergency({"to_org": org, "impression": "急性心梗？", "reason": "01",
                                  "present_illness": "胸痛"}, patient)  # fmt: skip
    app.session.log_in("lys", PASSWORD)
    yield app
    app.close()


def page_of(window: MainWindow, kind: str) -> RemindersPage:
    window.open("reminders", kind=kind)
    settle(window)
    found = window.current_page()
    assert isinstance(found, RemindersPage)
    return found


def test_the_first_page_lists_what_waits(window: MainWindow, clinic: App) -> None:
    window.open("workbench")
    settle(window)
    lines = [line.text for line in clinic.worklists.workbench().reminders.lines]
    assert lines == ["1 待我审核", "1 同意书待补", "1 等对方已久"]
    page = page_of(window, "all")
    assert page.table.model.rowCount() == 3


def test_a_reviewer_agrees_with_two_keys(window: MainWindow, clinic: App) -> None:
    page = page_of(window, "review")
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    settle(window)
    dialog = page.findChild(ReviewDialog)
    assert dialog is not None
    press(Qt.Key.Key_Return)
    settle(window)
    assert clinic.approvals.waiting() == ()
    assert page.table.model.rowCount() == 0


def test_sending_back_without_a_word_is_refused_beside_the_field(window: MainWindow, clinic: App) -> None:
    page = page_of(window, "review")
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    settle(window)
    dialog = page.findChild(ReviewDialog)
    assert dialog is not None
    dialog.no.click()
    settle(window)
    assert clinic.approvals.sent_back() == ()
    put(dialog.remark, "补心电图")
    dialog.no.click()
    settle(window)
    assert [one.text for one in clinic.approvals.sent_back()] == ["李医生退回：补心电图"]


def test_a_signature_is_written_down(window: MainWindow, clinic: App) -> None:
    page = page_of(window, "consent")
    page.settle.click()
    settle(window)
    dialog = page.findChild(ConsentDialog)
    assert dialog is not None
    QTest.keyClick(dialog.choice, Qt.Key.Key_2)
    put(dialog.note, "儿子签字")
    dialog.yes.click()
    settle(window)
    assert clinic.reminders.of_kind("consent") == ()
