"""In a window 1024 wide no page scrolls sideways, and what a list must tell stands there whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from clinic_app.services.app import App
from tests.helpers.clinic import clock_of, county, township
from tests.helpers.services import Desk
from tests.helpers.window import settle, window_of
from ui import theme
from ui.bridge import MessageBridge
from ui.main_window import MainWindow
from ui.tasks import Tasks
from ui.widgets.blocks import PageScroll

PAGES = ("workbench", "reminders", "patients", "referrals", "follow_ups", "renewals", "exchange", "conflicts")


@pytest.fixture
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A slip that was declined long ago, and a visit that is long overdue."""
    app = township(tmp_path_factory.mktemp("clinic"))
    desk = Desk(app)
    patient = desk.patient()
    app.follow_ups.plan(patient, {"form": "hypertension", "due_on": app.place.today().isoformat()})
    desk.theirs(desk.referral(patient_id=patient), "declined", {"reason": "02"})
    desk.referral(patient_id=patient, to_org=desk.hospital("崆峒县中医医院"))
    clock_of(app).advance(timedelta(days=30))
    app.session.touch()
    yield app
    app.close()


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    window.resize(1024, 768)
    return window


def page_at(window: MainWindow, key: str, **where: Any) -> Any:
    window.open(key, **where)
    settle(window)
    return window.current_page()


def sideways(page: QWidget) -> int:
    """Return by how much a page would have to be scrolled sideways."""
    parts = [part for part in page.findChildren(PageScroll) if part.isVisible()]
    return max((part.horizontalScrollBar().maximum() for part in parts), default=0)


@pytest.mark.parametrize("key", PAGES)
def test_no_page_scrolls_sideways(window: MainWindow, key: str) -> None:
    assert sideways(page_at(window, key)) == 0


def test_the_form_of_a_visit_does_not_scroll_sideways(window: MainWindow, clinic: App) -> None:
    [plan, *_] = clinic.follow_ups.plans_of(clinic.patients.page().rows[0].id)
    assert sideways(page_at(window, "follow_up", plan_id=plan.id)) == 0


@pytest.mark.parametrize(
    ("key", "column"),
    [
        *(("reminders", "when"), ("referrals", "when"), ("referrals", "now")),
        *(("follow_ups", "due"), ("follow_ups", "phone")),
    ],
)
def test_what_a_list_must_tell_stands_there_whole(window: MainWindow, key: str, column: str) -> None:
    table = page_at(window, key).table
    keys = [one.key for one in table.model.columns()]
    at = keys.index(column)
    assert table.model.rowCount()
    assert table.view.sizeHintForColumn(at) <= table.view.columnWidth(at)


def test_why_somebody_is_due_has_room_to_be_read(window: MainWindow) -> None:
    table = page_at(window, "follow_ups").table
    at = [one.key for one in table.model.columns()].index("why")
    assert table.view.columnWidth(at) >= 170


def test_the_register_of_numbers_shows_whole_who_gave_one_out(window: MainWindow) -> None:
    table = page_at(window, "settings", subject="numbers").section("numbers").rows
    assert table.model.rowCount()
    for at, column in enumerate(table.model.columns()):
        assert table.view.sizeHintForColumn(at) <= table.view.columnWidth(at), column.key


def test_all_subjects_of_the_settings_are_in_sight_at_once(window: MainWindow) -> None:
    subjects = page_at(window, "settings").subjects
    last = subjects.visualItemRect(subjects.item(subjects.count() - 1))
    assert last.bottom() < subjects.viewport().height()
    assert subjects.verticalScrollBar().maximum() == 0
    window.resize(1024, 500)  # where even that is not enough, the lines keep their height
    settle(window)
    assert subjects.verticalScrollBar().maximum() > 0
    assert subjects.visualItemRect(subjects.item(0)).height() == theme.current().px(36)


def test_the_inbox_shows_whole_what_waits(
    tmp_path_factory: pytest.TempPathFactory,
    tasks: Tasks,
    messages: MessageBridge,
    shown: Callable[[QWidget], QWidget],
) -> None:
    app = county(tmp_path_factory.mktemp("desk"))
    desk = Desk(app)
    slip = desk.referral(to_org=desk.hospital("平凉市人民医院"))
    desk.theirs(slip, "arrived")
    desk.their_return(slip)
    window = window_of(app, tasks, messages)
    window.resize(1024, 768)
    shown(window)
    page = page_at(window, "inbox")
    at = [one.key for one in page.table.model.columns()].index("now")
    assert "回转待接收" in str(page.table.model.index(0, at).data())
    assert page.table.view.sizeHintForColumn(at) <= page.table.view.columnWidth(at)
    window.close()
    settle(window)
    app.close()
