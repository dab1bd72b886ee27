"""A doctor writes, sends, follows and takes back a referral with the keyboard, over real services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from clinic_app.services.app import App
from tests.helpers.clinic import township
from tests.helpers.services import Desk
from ui.dialogs.referral_moves import MoveBox
from ui.forms.referral_form import ReferralForm
from ui.main_window import MainWindow
from ui.views.referral import ReferralPage

ENTER = Qt.Key.Key_Return


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One township clinic for the module: each test has a patient of its own."""
    app = township(tmp_path_factory.mktemp("clinic"))
    yield app
    app.close()


@pytest.fixture(scope="module")
def hospital(clinic: App) -> str:
    """The county hospital, with a card of its cardiology."""
    return Desk(clinic).hospital()


@pytest.fixture
def window(window: MainWindow, hospital: str) -> MainWindow:
    window.open("patients")
    return window


def page_of(window: MainWindow) -> ReferralPage:
    page = window.current_page()
    assert isinstance(page, ReferralPage)
    return page


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def put(text: str) -> None:
    """Put text into the focused field as an input method does."""
    field: Any = QApplication.focusWidget()
    if hasattr(field, "insertPlainText"):
        field.insertPlainText(text)
    else:
        field.insert(text)
        field.textEdited.emit(field.text())


def person(clinic: App, number: int, name: str) -> str:
    from tests.helpers.services import with_check_digit

    id_no = with_check_digit(f"6208021958031{number:04d}")
    return Desk(clinic).patient(name=name, id_no=id_no, past_history="高血压病 12 年")


def open_form(window: MainWindow, qtbot: QtBot, patient: str, **where: Any) -> ReferralPage:
    window.open("referral", new=True, patient_id=patient, **where)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.writing.fields.doctor.text() != "")
    qtbot.waitUntil(lambda: page.writing.fields.org.hasFocus() or "previous_id" in where)
    return page


def test_the_whole_slip_is_written_with_the_keyboard_and_sent(
    window: MainWindow, qtbot: QtBot, clinic: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    patient = person(clinic, 123, "王建国")
    target = tmp_path / "slip.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    monkeypatch.setattr("ui.dialogs.print_slip.choose_printer", lambda _name: "")

    QTest.keyClick(window, Qt.Key.Key_F4)
    page = page_of(window)
    qtbot.waitUntil(page.person_step.person.hasFocus)
    QTest.keyClicks(QApplication.focusWidget(), "wjg")
    press(ENTER)
    fields = page.writing.fields
    qtbot.waitUntil(fields.org.hasFocus)
    assert fields.past_history.counter() == "取自档案"

    QTest.keyClicks(fields.org, "xrmyy")
    press(ENTER)
    qtbot.waitUntil(lambda: fields.org.code() != "")
    assert fields.dept.hasFocus()
    qtbot.waitUntil(lambda: fields.to_phone.text() == "0933-8222222")
    QTest.keyClicks(fields.dept, "xnk")
    press(ENTER)
    assert fields.dept.text() == "心内科"
    press(ENTER)
    press(Qt.Key.Key_3)
    press(ENTER)
    press(ENTER)
    press(ENTER)
    assert fields.urgency.value() == "emergency"
    assert fields.impression.edit.hasFocus()
    QTest.keyClicks(fields.impression.edit, "gxy")
    press(ENTER)
    qtbot.waitUntil(lambda: fields.impression.text() != "")
    press(ENTER)
    put("胸闷 2 天，血压 190/115mmHg。")
    qtbot.waitUntil(lambda: fields.suggestions() != ())
    assert fields.reason.code() == "11"
    assert fields.urgency.value() == "emergency"
    fields.consent.setFocus()
    QTest.keyClicks(fields.consent, "ygzhz")
    press(ENTER)
    qtbot.waitUntil(lambda: page.writing.paper.page_count() > 0)

    press(Qt.Key.Key_F8)
    qtbot.waitUntil(target.exists)
    detail = page.view.detail()
    assert detail is not None
    assert detail.phase == "sent"
    assert detail.row["patient_id"] == patient
    assert detail.row["urgency"] == "emergency"
    assert detail.row["to_dept"] == "心内科"
    # A PDF is no printing: the slip still counts as not printed.
    assert detail.printed == 0
    assert clinic.drafts.load("referral", patient) is None


def test_all_that_is_missing_stands_beside_its_field_and_nothing_is_saved(
    window: MainWindow, qtbot: QtBot, clinic: App
) -> None:
    patient = person(clinic, 124, "单秀英")
    page = open_form(window, qtbot, patient)
    press(Qt.Key.Key_F2)
    fields = page.writing.fields
    qtbot.waitUntil(lambda: fields.row_of("to_org").problem_text() != "")
    for name in ("to_org", "impression", "present_illness", "reason"):
        assert fields.row_of(name).problem_text(), name
    assert fields.org.hasFocus()
    assert clinic.referrals.of_patient(patient) == ()


def test_what_was_typed_comes_back_after_leaving_and_can_be_thrown_away(
    window: MainWindow, qtbot: QtBot, clinic: App
) -> None:
    patient = person(clinic, 125, "马龙")
    page = open_form(window, qtbot, patient)
    page.writing.fields.present_illness.setFocus()
    put("咳嗽 3 天")
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: clinic.drafts.load("referral", patient) is not None)

    page = open_form(window, qtbot, patient)
    qtbot.waitUntil(lambda: page.writing.fields.present_illness.text() == "咳嗽 3 天")
    assert "草稿" in page.writing.kept.text()
    page.writing.drop_button.click()
    box: Any = QApplication.activeModalWidget()
    assert box is not None
    sure = next(one for one in box.findChildren(type(page.writing.drop_button)) if one.text() == "作废草稿")
    sure.click()
    qtbot.waitUntil(lambda: clinic.drafts.load("referral", patient) is None)


def test_the_draft_is_saved_by_itself_and_says_when(window: MainWindow, qtbot: QtBot, clinic: App) -> None:
    patient = person(clinic, 126, "赵敏")
    page = open_form(window, qtbot, patient)
    page.writing._draft_timer.setInterval(10)
    page.writing.fields.present_illness.setFocus()
    put("头痛")
    qtbot.waitUntil(lambda: page.writing.kept.text().startswith("草稿已自动保存 "))
    kept = clinic.drafts.load("referral", patient)
    assert kept is not None
    assert kept["present_illness"] == "头痛"


def test_a_back_referral_shows_the_fields_of_its_own_paper(
    window: MainWindow, qtbot: QtBot, clinic: App
) -> None:
    fields = open_form(window, qtbot, person(clinic, 127, "李强")).writing.fields
    assert fields.row_of("present_illness").isVisibleTo(fields)
    assert not fields.row_of("next_plan").isVisibleTo(fields)
    fields.direction.set_value("down")
    assert not fields.row_of("present_illness").isVisibleTo(fields)
    assert fields.row_of("next_plan").isVisibleTo(fields)
    assert fields.row_of("impression").label.text() == "诊断结果"
    assert all(code.code >= "51" for code in fields.reason._find(""))


def test_words_that_are_no_coded_reason_are_kept(window: MainWindow, qtbot: QtBot, clinic: App) -> None:
    fields = open_form(window, qtbot, person(clinic, 128, "周平")).writing.fields
    fields.reason.setFocus()
    put("家属要求")
    values = fields.get()
    assert (values["reason"], values["reason_text"]) == ("", "家属要求")


def test_a_character_without_a_glyph_is_told_in_place_of_the_paper(
    window: MainWindow, qtbot: QtBot, clinic: App
) -> None:
    page = open_form(window, qtbot, person(clinic, 129, "孙丽"))
    qtbot.waitUntil(lambda: page.writing.paper.page_count() > 0)
    page.writing.fields.present_illness.setFocus()
    put("胸痛 \U0003134a")
    paper = page.writing.paper
    qtbot.waitUntil(lambda: not paper._sheets.isVisibleTo(paper))
    assert "\U0003134a" in paper._message.text() or paper._message.text() != ""


@pytest.fixture
def sent(clinic: App, hospital: str, request: pytest.FixtureRequest) -> str:
    """A referral that was sent."""
    number = 200 + abs(hash(request.node.name)) % 700
    patient = person(clinic, number, "吴刚")
    return Desk(clinic).referral(to_org=hospital, patient_id=patient)


def show(window: MainWindow, qtbot: QtBot, referral: str) -> ReferralPage:
    window.open("referral", referral_id=referral)
    page = page_of(window)

    def there() -> bool:
        detail = page.view.detail()
        return detail is not None and detail.id == referral

    qtbot.waitUntil(there)
    return page


def move_box() -> MoveBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, MoveBox)
    return box


def test_taking_back_shows_the_advice_and_plans_the_visit(
    window: MainWindow, qtbot: QtBot, clinic: App, sent: str
) -> None:
    desk = Desk(clinic)
    for event in ("received", "opened"):
        desk.theirs(sent, event)
    desk.theirs(sent, "accepted", {"dept": "心内科"})
    desk.theirs(sent, "arrived")
    desk.their_return(sent)
    page = show(window, qtbot, sent)
    assert page.view._shown_slip()[0] == "return"
    page.view.do_move("received_back")
    box = move_box()
    advice = box.form.field("advice")
    qtbot.waitUntil(lambda: "低盐低脂" in advice.text())
    assert box.form.field("due_on").date() is not None
    advice.set_text("测血压，问出血")
    box.go.click()
    qtbot.waitUntil(lambda: page.view.detail() is not None and page.view.detail().phase == "taken_back")
    plans = clinic.referrals.get(sent).plans
    assert len(plans) == 1
    assert plans[0].advice == "测血压，问出血"
    offers = page.view.story.offers
    qtbot.waitUntil(lambda: offers.lines.count() == 2)
    medicine = offers.lines.itemAt(1).widget()
    assert (medicine.name.text(), medicine.dosage.text()) == ("阿司匹林", "100mg 每日一次")
    medicine.dosage.setText("75mg 每晚")
    medicine.yes.click()
    qtbot.waitUntil(lambda: offers.lines.count() == 2 and offers.lines.itemAt(1).widget() is not medicine)
    patient = str(clinic.referrals.get(sent).row["patient_id"])
    assert [(m.drug, m.dosage) for m in clinic.patients.card(patient).medications] == [
        ("阿司匹林", "75mg 每晚")
    ]
    offers.lines.itemAt(0).widget().no.click()
    qtbot.waitUntil(lambda: offers.lines.count() == 1)
    assert clinic.patients.card(patient).problems == ()


def test_cancelling_needs_a_reason_that_stands_beside_the_field(
    window: MainWindow, qtbot: QtBot, clinic: App, sent: str
) -> None:
    page = show(window, qtbot, sent)
    page.view.do_move("cancelled")
    box = move_box()
    box.go.click()
    qtbot.waitUntil(lambda: box.form.row_of("reason").problem_text() != "")
    box.values.set_one("reason", "02")
    box.go.click()
    qtbot.waitUntil(lambda: page.view.detail() is not None and page.view.detail().phase == "cancelled")


def test_a_correction_keeps_number_and_addressee(
    window: MainWindow, qtbot: QtBot, clinic: App, sent: str
) -> None:
    before = clinic.referrals.get(sent).row
    page = show(window, qtbot, sent)
    page.view.amend_asked.emit(page.view.detail())
    fields = page.writing.fields
    assert page.writing.amending() == sent
    assert not fields.org.isEnabled()
    fields.present_illness.set_text("胸痛 3 小时。")
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: clinic.referrals.get(sent).row["present_illness"] == "胸痛 3 小时。")
    after = clinic.referrals.get(sent).row
    assert (after["slip_no"], after["to_org"]) == (before["slip_no"], before["to_org"])


def test_a_declined_patient_is_referred_elsewhere_with_what_was_written(
    window: MainWindow, qtbot: QtBot, clinic: App, sent: str
) -> None:
    Desk(clinic).theirs(sent, "declined", {"reason": "06", "suggestion": "请转市医院"})
    page = show(window, qtbot, sent)
    assert page.view._main is not None
    assert page.view._main.text() == "改转别的医院"
    page.view._main.click()
    fields = page.writing.fields
    qtbot.waitUntil(lambda: fields.present_illness.text() != "")
    assert page.writing.slip_values()["previous_id"] == sent
    assert fields.org.code() == ""


def test_a_printed_slip_counts_only_when_the_printer_took_it(
    window: MainWindow, qtbot: QtBot, clinic: App, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clinic_app.domain.errors import PaperError
    from clinic_app.domain.wording import say

    monkeypatch.setattr("ui.dialogs.print_slip.choose_printer", lambda _name: "HP")
    # What a window would refuse is listed before the paper goes out; here there is nothing of that kind.
    clinic.place.put_setting("window.off", ["texts", "consent"])
    page = show(window, qtbot, sent)
    jobs: list[Any] = []

    def refuse(_job: Any) -> int:
        raise PaperError(say("打印机没有接受这次打印"))

    monkeypatch.setattr("ui.dialogs.print_slip.print_pdf", refuse)
    with qtbot.waitSignal(window.context.messages.posted):
        page.view.print_now()
    assert clinic.referrals.get(sent).printed == 0
    monkeypatch.setattr("ui.dialogs.print_slip.print_pdf", lambda job: jobs.append(job) or 1)
    page.view.print_now()
    qtbot.waitUntil(lambda: clinic.referrals.get(sent).printed == 1)
    assert jobs[0].pdf.startswith(b"%PDF")
    assert "吴刚" not in jobs[0].title
    qtbot.waitUntil(lambda: page.view._print.text() == "补打")


def test_the_lists_say_whose_move_it_is_and_esc_comes_back_to_the_row(
    window: MainWindow, qtbot: QtBot, clinic: App, sent: str
) -> None:
    window.open("referrals", box="waiting")
    page: Any = window.current_page()
    qtbot.waitUntil(lambda: page.table.current_id() is not None)
    page.table.select_id(sent)
    qtbot.waitUntil(lambda: page.table.current_id() == sent)
    page.table.opened.emit(page.table.current())
    view = page_of(window).view
    qtbot.waitUntil(lambda: view.detail() is not None and view.detail().id == sent)
    window.back()
    assert window.current_key() == "referrals"
    qtbot.waitUntil(lambda: page.table.current_id() == sent)
    qtbot.waitUntil(lambda: any(char.isdigit() for char in page.box.radios()[1].text()))


def test_numbers_tick_a_reason_only_where_nobody_chose_one(window: MainWindow, qtbot: QtBot) -> None:
    form = ReferralForm(window.context)
    qtbot.addWidget(form)
    form.set_values({"direction": "up"})
    form.present_illness.set_text("血压 190/115mmHg")
    form._suggest()
    assert form.reason.code() == "11"
    assert any("已按数值勾选" in line.text() for line in form.findChildren(QLabel))
    form.present_illness.set_text("血压 130/80mmHg")
    form._suggest()
    assert form.reason.code() == ""
    form.reason.set_code("02")
    form.present_illness.set_text("血压 190/115mmHg")
    form._suggest()
    assert form.reason.code() == "02"
    form.take_suggestion(form.suggestions()[0])
    assert form.reason.code() == "11"
    form.set_values({"direction": "up", "reason": "05", "present_illness": "血压 190/115mmHg"})
    assert form.reason.code() == "05"
