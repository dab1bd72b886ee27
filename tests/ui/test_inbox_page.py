"""The county desk answers a slip and hands the patient back, over real services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.clock import stamp
from clinic_app.services.app import App
from clinic_app.store import referrals, rows
from tests.helpers.clinic import county
from tests.helpers.services import Desk
from ui.bridge import MessageBridge
from ui.context import UiContext, UiState
from ui.dialogs.referral_moves import MoveBox
from ui.main_window import MainWindow
from ui.pages import pages_for
from ui.tasks import Tasks
from ui.views.inbox import InboxPage
from ui.views.patient import PatientPage
from ui.views.referral import ReferralPage
from ui.views.rows import referral_columns
from ui.widgets.press import PressRow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The county's desk."""
    app = county(tmp_path_factory.mktemp("county"))
    yield app
    app.close()


@pytest.fixture(scope="module")
def clinic_id(desk: App) -> str:
    """The clinic that sends."""
    card = {"name": "白水镇卫生院", "level": "township", "role": "both", "phone": "0933-8612345"}
    return desk.directory.save_partner(card).id


@pytest.fixture
def send(desk: App, clinic_id: str) -> Callable[..., str]:
    """Let a slip of the clinic arrive, as an exchange would have brought it."""

    def arrive(name: str, urgency: str = "routine", hours_ago: int = 1) -> str:
        place = desk.place
        at = stamp(place.now() - timedelta(hours=hours_ago))
        slip = {
            "direction": "up",
            "slip_no": "BSZ-01-00017-41",
            "from_org": clinic_id,
            "from_org_name": "白水镇卫生院",
            "from_doctor": "李医生",
            "to_org": desk.institution.id,
            "to_org_name": desk.institution.name,
            "to_dept": "心内科",
            "urgency": urgency,
            "reason": "31",
            "referral_date": place.today().isoformat(),
            "impression": "不稳定型心绞痛",
            "present_illness": "胸痛 2 小时。",
            "allergy_text": "青霉素",
            "patient_name": name,
            "patient_gender": "1",
            "patient_age": "68岁",
            "_owner": clinic_id,
        }
        with place.unit(user_name="李医生"):
            made = rows.insert(place.db, "referral", slip)
            for event in ("created", "sent"):
                referrals.add_event(
                    place.db,
                    made,
                    event,
                    at=at,
                    entered_at=at,
                    by_org=clinic_id,
                    by_org_name="白水镇卫生院",
                    by_name="李医生",
                    details={},
                )
        return made

    return arrive


@pytest.fixture
def window(
    desk: App, tasks: Tasks, messages: MessageBridge, shown: Callable[[QWidget], QWidget]
) -> MainWindow:
    context = UiContext(
        app=desk,
        tasks=tasks,
        messages=messages,
        state=UiState(),
        clock=desk.place.clock,
        role="county",
    )
    made = MainWindow(context)
    context.navigator = made
    for page in pages_for("county"):
        made.add_page(page.key, page.text(), page.icon, page.factory(), parent=page.parent)
    made.resize(1366, 768)
    shown(made)
    return made


def box_of() -> MoveBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, MoveBox)
    return box


def show(window: MainWindow, qtbot: QtBot, referral: str) -> ReferralPage:
    window.open("referral", referral_id=referral)
    page = window.current_page()
    assert isinstance(page, ReferralPage)
    qtbot.waitUntil(lambda: phase(page) == "opened")
    return page


def phase(page: ReferralPage) -> str:
    detail = page.view.detail()
    return detail.phase if detail is not None else ""


def test_urgent_ones_stand_first_and_enter_opens_the_slip(
    window: MainWindow, qtbot: QtBot, desk: App, send: Callable[..., str]
) -> None:
    send("单秀英", hours_ago=50)
    urgent = send("王建国", "emergency")
    window.open("inbox")
    page = window.current_page()
    assert isinstance(page, InboxPage)
    qtbot.waitUntil(lambda: page.table.current_id() is not None)
    assert page.table.current_id() == urgent
    qtbot.waitUntil(lambda: "急的" in page._title._below.text())
    page.table.opened.emit(page.table.current())
    view = window.current_page()
    assert isinstance(view, ReferralPage)
    # Who receives a slip and looks at it has opened it: the sender will see that.
    qtbot.waitUntil(lambda: phase(view) == "opened")
    assert view.view._columns.direction() == QBoxLayout.Direction.RightToLeft


def test_who_receives_reads_where_a_patient_comes_from_and_sends_down(
    window: MainWindow, qtbot: QtBot, desk: App, send: Callable[..., str]
) -> None:
    patient, slip = Desk(desk).patient(name="单秀英"), send("单秀英")
    with desk.place.unit(user_name="李医生"):
        rows.update(desk.place.db, "referral", slip, {"patient_id": patient})
    [row] = desk.referrals.of_patient(patient)
    [other] = [column for column in referral_columns() if column.key == "other"]
    cell = other.cell(row)
    assert (cell.text, cell.secondary) == ("白水镇卫生院", "转来 心内科")  # the department is our own
    window.open("patient", patient_id=patient)
    page = window.current_page()
    assert isinstance(page, PatientPage)
    view = page._card_view
    assert view.up.text() == "下转"
    qtbot.waitUntil(lambda: bool(view.findChildren(PressRow)))
    assert any("来自 白水镇卫生院" in one.accessibleName() for one in view.findChildren(PressRow))


def test_accept_arrive_and_return_with_the_keys_that_stand_on_the_buttons(
    window: MainWindow, qtbot: QtBot, desk: App, send: Callable[..., str]
) -> None:
    referral = send("马龙", "urgent")
    page = show(window, qtbot, referral)
    qtbot.waitUntil(lambda: page.view._main is not None and page.view._main.hasFocus())
    QTest.keyClick(window, Qt.Key.Key_F2)
    box = box_of()
    assert box.values.get()["dept"] == "心内科"
    box.values.set_one("doctor", "王主任")
    box.values.set_one("when", "11-23 上午")
    box.go.click()
    qtbot.waitUntil(lambda: phase(page) == "accepted")

    page.view.do_move("arrived")
    box = box_of()
    box.late.setChecked(True)
    box.go.click()
    assert box.form.row_of("at").problem_text() == "请填写发生的日期"
    QTest.keyClicks(box._true_time.day, "1122")
    QTest.keyClicks(box._true_time.time, "1130")
    box.go.click()
    qtbot.waitUntil(lambda: phase(page) == "arrived")
    event = next(one for one in desk.referrals.get(referral).events if one.event == "arrived")
    assert event.late
    assert stamp(event.at) == "2026-11-22T03:30:00.000Z"

    page.view.do_move("returned")
    fields = page.back_slip.fields
    qtbot.waitUntil(lambda: fields.diagnosis.text() == "不稳定型心绞痛")
    page.back_slip.save_button.click()
    qtbot.waitUntil(lambda: fields.row_of("outcome").problem_text() != "")
    assert fields.row_of("next_plan").problem_text()
    fields.outcome.set_value("2")
    fields.values.set_one("next_plan", "阿司匹林 100mg 每日一次")
    page.back_slip.typed()
    qtbot.waitUntil(lambda: page.back_slip.paper.page_count() > 0)
    page.back_slip.save_button.click()
    qtbot.waitUntil(lambda: phase(page) == "returned")
    detail = page.view.detail()
    assert detail is not None
    assert detail.returns[-1]["outcome"] == "2"
    qtbot.waitUntil(lambda: page.view._shown_slip()[0] == "return")


def test_declining_needs_a_coded_reason(
    window: MainWindow, qtbot: QtBot, desk: App, send: Callable[..., str]
) -> None:
    page = show(window, qtbot, send("周平"))
    page.view.do_move("declined")
    box = box_of()
    box.go.click()
    qtbot.waitUntil(lambda: box.form.row_of("reason").problem_text() != "")
    box.values.set_one("reason", "06")
    box.values.set_one("suggestion", "请转市医院")
    box.go.click()
    qtbot.waitUntil(lambda: phase(page) == "declined")


def test_a_patient_is_passed_on_to_another_institution(
    window: MainWindow, qtbot: QtBot, desk: App, send: Callable[..., str]
) -> None:
    other = desk.directory.save_partner({"name": "崆峒区中医医院", "level": "county", "role": "both"}).id
    page = show(window, qtbot, send("孙丽"))
    page.view.do_move("redirected")
    box: Any = box_of()
    box.form.field("to_org").set_org(other, "崆峒区中医医院")
    box.go.click()
    qtbot.waitUntil(lambda: desk.referrals.get(page.view.referral_id()).list_row.to_name == "崆峒区中医医院")


@pytest.mark.parametrize(
    ("typed", "shown_as"),
    [("9:30", "09:30"), ("930", "09:30"), ("1405", "14:05"), ("", "12:00"), ("25:00", None), ("x", None)],
)
def test_a_time_of_day_is_read_as_people_type_it(typed: str, shown_as: str | None) -> None:
    from ui.forms.true_time import time_of

    read = time_of(typed)
    assert (read.strftime("%H:%M") if read else None) == shown_as
