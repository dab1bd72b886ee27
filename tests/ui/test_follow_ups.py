"""What is due, a visit typed with the keyboard and judged by the norm, and the end of a referral."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from clinic_app.domain.follow_up_form import AnswerType
from clinic_app.services.app import App
from clinic_app.services.form_library import current_forms
from tests.helpers.clinic import township
from tests.helpers.services import Desk, with_check_digit
from tests.helpers.window import press, put, settle, to_front
from ui.dialogs.follow_up_plan import ClosePlanDialog, MovePlanDialog, NewPlanDialog
from ui.dialogs.paper_preview import PaperPreview
from ui.forms.follow_up_form import FollowUpForm
from ui.main_window import MainWindow
from ui.views.follow_up import FollowUpPage
from ui.views.follow_ups import FollowUpsPage
from ui.widgets.press import PressRow

ENTER = Qt.Key.Key_Return


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One clinic for the module; every test has a patient of its own."""
    app = township(tmp_path_factory.mktemp("clinic"))
    yield app
    app.close()


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.open("patients")
    return window


@pytest.fixture
def person(clinic: App) -> str:
    """Somebody new, whose village is named after the number of people so far."""
    number = clinic.patients.count() + 10
    return Desk(clinic).patient(
        name="马秀英",
        id_no=with_check_digit(f"620802196001010{number:02}"),
        phone=f"139933100{number:02}",
        village=f"第{number}村",
    )


def plan(clinic: App, patient_id: str, days: int = 0, form: str = "hypertension") -> str:
    day = clinic.place.today() + timedelta(days=days)
    return clinic.follow_ups.plan(patient_id, {"form": form, "due_on": day.isoformat(), "reason": "季度"}).id


def due_page(window: MainWindow, **where: Any) -> FollowUpsPage:
    window.open("follow_ups", **where)
    settle(window)
    page = window.current_page()
    assert isinstance(page, FollowUpsPage)
    return page


def visit_page(window: MainWindow, **where: Any) -> FollowUpPage:
    window.open("follow_up", **where)
    settle(window)
    page = window.current_page()
    assert isinstance(page, FollowUpPage)
    return page


def answer(page: FollowUpPage, key: str, value: Any) -> None:
    """Answer a question as a person would."""
    assert page.form is not None
    field: Any = page.form.form.field(key)
    field.setFocus()
    if hasattr(field, "set_values"):
        field.set_values(value)
    elif hasattr(field, "radios"):
        codes = [choice.code for choice in page.form.definition.field(key).choices]
        field.radios()[codes.index(value)].click()
    else:
        field.selectAll()
        QTest.keyClicks(field, value)


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def dialog_of(page: QWidget, kind: type[QWidget]) -> Any:
    found: Any = next(box for box in page.findChildren(kind) if box.isVisible())
    to_front(found)
    return found


# --- the due list -----------------------------------------------------------------------------------------


def test_the_list_shows_a_span_and_a_village(window, clinic, person, qtbot):
    mine = plan(clinic, person, days=5)
    page = due_page(window, span="today")
    assert mine not in [row.id for row in page.table.model.rows()]
    page.span.radios()[2].click()
    settle(window)
    assert mine in [row.id for row in page.table.model.rows()]
    village = clinic.patients.row(person).village
    settle(window)
    put(page.village, village)
    press(ENTER)
    assert page.village.code() == village
    qtbot.waitUntil(lambda: [row.village for row in page.table.model.rows()] == [village])


def test_enter_opens_the_visit_and_escape_returns_to_the_row(window, clinic, person):
    mine = plan(clinic, person)
    page = due_page(window, span="today", plan_id=mine)
    assert page.table.current_id() == mine
    page.table.opened.emit(page.table.current())
    settle(window)
    assert window.current_key() == "follow_up"
    press(Qt.Key.Key_Escape)
    settle(window)
    assert window.current_page() is page
    assert page.table.current_id() == mine


def test_moving_a_visit_wants_a_reason(window, clinic, person):
    mine = plan(clinic, person)
    page = due_page(window, span="today", plan_id=mine)
    page._move.click()
    box = dialog_of(page, MovePlanDialog)
    put(box.day, "+9")
    box._keys.press("save")
    settle(window)
    assert box.form.row_of("reason").problem_text()
    put(box.reason, "外出打工")
    box._keys.press("save")
    settle(window)
    moved = clinic.follow_ups.plans_of(person)[0]
    assert moved.due_on == (clinic.place.today() + timedelta(days=9)).isoformat()
    assert "外出打工" in moved.reason


def test_ending_a_plan_wants_a_reason_of_the_list(window, clinic, person):
    mine = plan(clinic, person)
    page = due_page(window, span="today", plan_id=mine)
    page._end.click()
    box = dialog_of(page, ClosePlanDialog)
    box._keys.press("save")
    settle(window)
    assert box.form.row_of("reason").problem_text()
    box.reason.set_code("moved")
    box._keys.press("save")
    settle(window)
    assert clinic.follow_ups.plans_of(person)[0].closed


def test_a_visit_is_planned_for_somebody_found_by_typing(window, clinic, person):
    page = due_page(window)
    page._ask_plan()
    settle(window)
    box = dialog_of(page, NewPlanDialog)
    box._keys.press("save")
    assert box.form.row_of("patient_id").problem_text()
    row = clinic.patients.row(person)
    put(box.patient, row.phone)
    QTest.qWait(140)
    settle(window)
    press(ENTER)
    assert box.patient.code() == person
    box.form_edit.set_item(box.form_edit._search("高血压")[0])
    put(box.day, "+14")
    box._keys.press("save")
    settle(window)
    assert [one.form for one in clinic.follow_ups.plans_of(person)] == ["hypertension"]


@pytest.mark.parametrize("calls", [False, True])
def test_the_lists_to_take_along_are_papers(window, clinic, person, calls):
    plan(clinic, person)
    page = due_page(window, span="today")
    (page._calls if calls else page._list).click()
    settle(window)
    box = dialog_of(page, PaperPreview)
    assert box.paper.isVisible()
    box.reject()


# --- a visit ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", current_forms(), ids=lambda form: form.id)
def test_every_form_of_the_program_has_a_field_for_every_question(form, context, shown):
    made = FollowUpForm(context, form)
    shown(made)
    assert set(made.form.names()) == {field.key for field in form.fields()}
    given: dict[str, Any] = {}
    for field in form.fields():
        if field.show_if is not None or field.formula is not None:
            continue
        if field.type is AnswerType.CODE:
            given[field.key] = field.choices[-1].code
        elif field.type is AnswerType.CODES:
            given[field.key] = [field.choices[0].code]
        elif field.type is AnswerType.DATE:
            given[field.key] = "2026-11-20"
        elif field.type is AnswerType.TABLE:
            given[field.key] = [{field.columns[0].key: "氨氯地平"}]
        else:
            given[field.key] = "12"
    made.set_answers(given)
    found = made.answers()
    assert {key: found.get(key) for key in given} == given


def test_a_visit_is_judged_while_it_is_typed_and_plans_the_next(window, clinic, person):
    mine = plan(clinic, person)
    page = visit_page(window, plan_id=mine)
    answer(page, "way", "1")
    answer(page, "symptoms", ["0"])
    answer(page, "sbp", "152")
    answer(page, "dbp", "96")
    page._evaluate()
    settle(window)
    assert "控制不满意" in words_of(page._advice)
    answers = page.form.answers()
    assert answers["result_class"] == "2"
    assert answers["next_on"] > clinic.place.today().isoformat()
    answer(page, "next_on", "+7")
    page._evaluate()
    settle(window)
    typed = (clinic.place.today() + timedelta(days=7)).isoformat()
    assert page.form.answers()["next_on"] == typed
    QTest.keyClick(page, Qt.Key.Key_F2)
    settle(window)
    missing = [key for key in page.form.form.names() if page.form.form.row_of(key).problem_text()]
    assert missing, "a form with questions left open is not saved"
    for key in missing:
        field = page.form.definition.field(key)
        answer(page, key, field.choices[0].code if field.type is AnswerType.CODE else "1")
    QTest.keyClick(page, Qt.Key.Key_F2)
    settle(window)
    done = clinic.follow_ups.history(person)
    assert [(one.result_class, one.next_on, one.late) for one in done] == [("2", typed, False)]
    plans = {one.closed: one for one in clinic.follow_ups.plans_of(person)}
    assert plans[True].id == mine
    assert plans[False].due_on == typed


def test_a_dangerous_pressure_asks_for_an_emergency_referral(window, clinic, person):
    page = visit_page(window, patient_id=person, form_id="hypertension")
    answer(page, "sbp", "192")
    answer(page, "dbp", "112")
    page._evaluate()
    settle(window)
    assert "192/112" in words_of(page._advice)
    for key, value in {"way": "1", "symptoms": ["0"], "compliance": "1", "adr": "1"}.items():
        answer(page, key, value)
    page._refer.click()
    settle(window)
    if window.current_key() == "follow_up":  # questions the form still wants
        for key in page.form.form.names():
            if page.form.form.row_of(key).problem_text():
                field = page.form.definition.field(key)
                answer(page, key, field.choices[0].code if field.type is AnswerType.CODE else "1")
        page._refer.click()
        settle(window)
    assert window.current_key() == "referral"
    assert len(clinic.follow_ups.history(person)) == 1


def test_a_visit_of_last_week_counts_as_entered_late(window, clinic, person):
    page = visit_page(window, patient_id=person, form_id="tb_suspect")
    assert not page.late.isChecked()
    answer(page, "visited_on", "-6")
    assert page.late.isChecked()


def test_a_half_filled_form_survives_and_is_found_by_its_draft(window, clinic, person):
    mine = plan(clinic, person)
    page = visit_page(window, plan_id=mine)
    answer(page, "sbp", "138")
    page._note.insertPlainText("家属代述")
    window.open("patients")
    settle(window)
    assert mine in [draft.key for draft in clinic.drafts.all() if draft.form == "follow_up"]
    page = visit_page(window, draft_key=mine)
    assert page.form.answers()["sbp"] == "138"
    assert page._note.text() == "家属代述"
    page._drop.click()
    settle(window)
    assert clinic.drafts.load("follow_up", mine) is None


def test_a_patient_without_a_plan_is_asked_which_form(window, clinic, person):
    page = visit_page(window, patient_id=person)
    rows = page.findChildren(PressRow)
    assert len(rows) == len(clinic.follow_ups.forms())
    rows[0].setFocus()
    press(ENTER)
    settle(window)
    assert page.form is not None


def test_the_two_week_visit_ends_its_referral(window, clinic, person):
    desk = Desk(clinic)
    referral = desk.referral(patient_id=person, to_org=desk.hospital(f"医院{clinic.patients.count()}"))
    for event in ("received", "opened", "accepted", "arrived"):
        desk.theirs(referral, event)
    desk.their_return(referral)
    mine = clinic.referral_actions.received_back(referral).id
    page = visit_page(window, plan_id=mine)
    assert "阿司匹林" in words_of(page)
    wanted = {"way": "3", "arrived": "1", "outcome": "1", "plan": "1"}
    for key, value in wanted.items():
        answer(page, key, value)
    QTest.keyClick(page, Qt.Key.Key_F2)
    settle(window)
    if page.form is not None:
        for key in page.form.form.names():
            if page.form.form.row_of(key).problem_text():
                field = page.form.definition.field(key)
                answer(page, key, field.choices[0].code if field.type is AnswerType.CODE else "1")
        QTest.keyClick(page, Qt.Key.Key_F2)
        settle(window)
    assert clinic.referrals.get(referral).phase == "closed"


def test_a_record_is_read_printed_and_corrected(window, clinic, person):
    values = {"visited_on": "2026-11-20", "way": "3", "doctor": "李医生", "contacted": "1", "arrived": "1"}
    form = clinic.follow_ups.form("tb_suspect")
    for field in form.fields():
        if field.required and field.key not in values:
            day = field.type is AnswerType.DATE
            values[field.key] = field.choices[0].code if field.choices else "2026-11-18" if day else "1"
    saved = clinic.follow_ups.record(values, "tb_suspect", person)
    page = visit_page(window, record_id=saved.id)
    assert "2026-11-20" in words_of(page)
    assert "电话" in words_of(page)
    QTest.keyClick(page, Qt.Key.Key_F8)
    settle(window)
    dialog_of(page, PaperPreview).reject()
    to_front(window)
    page = visit_page(window, record_id=saved.id, correct=True)
    answer(page, "visited_on", "20261119")
    QTest.keyClick(page, Qt.Key.Key_F2)
    settle(window)
    found = clinic.follow_ups.history(person)
    assert {one.visited_on: one.corrected for one in found} == {"2026-11-19": False, "2026-11-20": True}


def test_the_list_shows_one_day_and_one_doctor(window, clinic, person):
    today, later = plan(clinic, person), plan(clinic, person, days=3)
    other = clinic.place.today() + timedelta(days=3)
    values = {"form": "diabetes2", "due_on": other.isoformat(), "doctor": "赵雅琴"}
    hers = clinic.follow_ups.plan(person, values).id
    page = due_page(window, span="today")
    put(page.day, "+3")
    page.day.take()
    settle(window)
    shown = {row.id for row in page.table.model.rows()}
    assert {later, hers} <= shown
    assert today not in shown
    put(page.doctor, "赵雅琴")
    press(ENTER)
    settle(window)
    assert [row.id for row in page.table.model.rows()] == [hers]
    page.day.clear()
    page.day.textEdited.emit("")
    page.doctor.set_item(None)
    page.refresh()
    settle(window)
    assert today in {row.id for row in page.table.model.rows()}
