from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import ClinicError, DiskFull, HubNotTrusted, HubUnreachable
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes
from clinic_app.store.notices import Unread
from ui import desk as ui_desk
from ui.context import UiContext
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.messages import Level, Notice
from ui.pages import CLINIC, COUNTY, GATES, PAGES, pages_for
from ui.widgets.page import PageWidget

Shown = Callable[[QWidget], QWidget]


class Gate(QWidget):
    entered = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        field = QLineEdit()
        QVBoxLayout(self).addWidget(field)
        self.setFocusProxy(field)


class Session:
    def __init__(self) -> None:
        self.user: Any = None
        self.locked = False
        self.idle_minutes = 15

    def lock(self) -> None:
        self.locked = True

    def log_out(self) -> None:
        self.user = None


class Services:
    """Stands in for the services root: what the desk asks of it, with answers the test sets."""

    def __init__(self) -> None:
        self.role = "clinic"
        self.institution = SimpleNamespace(called="白水镇中心卫生院")
        self.session = Session()
        self.badges = {"workbench": 5, "exchange": 1}
        self.status = SimpleNamespace(
            unsent=9,
            unsent_groups=3,
            last_contact=datetime(2026, 11, 24, 8, 20, tzinfo=UTC),
            last_contact_text="周二 16:20",
            conflicts=0,
            meaning="",
            sentence="",
            trouble="",
            enrolled=True,
            notices=(),
        )
        self.synced = self.warmed = 0
        self.callbacks: list[Callable[..., None]] = []
        self.worklists = SimpleNamespace(badges=lambda: self.badges)
        self.sync_control = SimpleNamespace(
            status=lambda: self.status, sync_now=self._sync, start=lambda *calls: self.callbacks.extend(calls)
        )
        self.patients = SimpleNamespace(search=self._search)
        self.referrals = SimpleNamespace(by_slip_no=self._by_slip_no)

    def warm_up(self) -> None:
        self.warmed += 1

    def log_in(self, *, must_change: bool = False) -> None:
        self.session.user = SimpleNamespace(name="李医生", must_change=must_change)
        self.session.locked = False

    def _sync(self, progress: Any, cancelled: Any) -> Any:
        self.synced += 1
        progress(1, 2, None)
        return SimpleNamespace(sentence=say("送出 3 项，收到 1 项。"), changes=Changes.of(["referral"]))

    def _search(self, text: str, limit: int) -> Any:
        row = SimpleNamespace(
            id="p1", name="王建国", gender_text="男", age="68 岁", village="东沟村", phone=""
        )
        return SimpleNamespace(rows=[row] if text.startswith("wjg") else [])

    def _by_slip_no(self, text: str) -> Any:
        row = SimpleNamespace(id="r1", slip_no=text, patient_name="单秀英", other_name="区人民医院")
        return (row,) if text == "BSZ-0012" else ()


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> list[Gate]:
    made: list[Gate] = []

    def make(key: str, _context: UiContext) -> Gate:
        made.append(Gate(key))
        return made[-1]

    monkeypatch.setattr(ui_desk, "make_gate", make)
    return made


@pytest.fixture
def services(context: UiContext, monkeypatch: pytest.MonkeyPatch) -> Services:
    context.app = Services()

    class Blank(PageWidget):
        pass

    monkeypatch.setattr("ui.pages.PageEntry.factory", lambda _entry: Blank)
    return context.app


@pytest.fixture
def desk(qapp: QApplication, context: UiContext, services: Services, gates: list[Gate], shown: Shown) -> Desk:
    window = MainWindow(context)
    made = Desk(qapp, window, context)
    shown(window)
    made.begin()
    return made


@pytest.fixture
def at_work(desk: Desk, services: Services, gates: list[Gate], context: UiContext) -> Desk:
    services.log_in()
    gates[-1].entered.emit()
    context.tasks.drain()
    return desk


def test_the_first_thing_is_the_log_in(desk: Desk, gates: list[Gate]) -> None:
    assert [gate.key for gate in gates] == ["login"]
    assert desk._window.gated()
    assert desk._window.current_key() == ""


def test_after_the_log_in_the_first_page_and_all_around_it_are_there(at_work: Desk) -> None:
    window = at_work._window
    assert not window.gated()
    assert window.current_key() == "workbench"
    assert window.nav._name.text() == "白水镇中心卫生院"
    assert "李医生" in window.top.account.text()
    assert window.strip._outbox.text() == "待上传 3"
    counts = {key: window.nav.item(key).count() for key in window.nav.page_keys()}
    assert counts["workbench"] == 5
    assert counts["patients"] == 0


def test_the_county_desk_begins_with_its_inbox(
    qapp: QApplication, context: UiContext, services: Services, gates: list[Gate], shown: Shown
) -> None:
    services.role = "county"
    services.log_in()
    window = MainWindow(context)
    desk = Desk(qapp, window, context)
    shown(window)
    desk.begin()
    context.tasks.drain()
    assert gates == []
    assert window.current_key() == "inbox"
    assert context.role == "county"


def test_a_first_password_must_be_changed_before_anything_else(
    desk: Desk, services: Services, gates: list[Gate], context: UiContext
) -> None:
    services.log_in(must_change=True)
    gates[-1].entered.emit()
    context.tasks.drain()
    assert gates[-1].key == "password"
    services.log_in()
    gates[-1].entered.emit()
    context.tasks.drain()
    assert not desk._window.gated()


def test_lock_covers_at_once_and_unlock_returns_to_the_same_page(
    at_work: Desk, services: Services, gates: list[Gate], context: UiContext
) -> None:
    at_work._window.open("patients")
    at_work._window.top.lock.click()
    assert gates[-1].key == "lock"
    assert at_work._window.gated()
    context.tasks.drain()
    assert services.session.locked
    services.log_in()
    gates[-1].entered.emit()
    context.tasks.drain()
    assert at_work._window.current_key() == "patients"


def test_quiet_minutes_lock_and_a_key_puts_it_off(at_work: Desk, gates: list[Gate], qtbot: QtBot) -> None:
    watch = at_work._idle
    assert watch.remaining_ms() == pytest.approx(15 * 60_000, rel=0.1)
    begun_again: list[int] = []
    watch._timer.start = lambda: begun_again.append(1)
    qtbot.keyClick(at_work._window.windowHandle(), Qt.Key.Key_A)
    assert begun_again
    del watch._timer.start
    watch.idle.emit()
    assert gates[-1].key == "lock"
    assert watch.remaining_ms() == -1


def test_changed_records_bring_new_counts(at_work: Desk, services: Services, context: UiContext) -> None:
    services.badges = {"workbench": 9}
    context.tasks.announce({"referral"})
    context.tasks.announce({"patient"})
    context.tasks.drain()
    assert at_work._window.nav.item("workbench").count() == 9


def test_sync_now_says_its_outcome_and_announces_what_came(
    at_work: Desk, services: Services, context: UiContext
) -> None:
    seen: list[Notice] = []
    changed: list[frozenset[str]] = []
    context.messages.posted.connect(seen.append)
    context.tasks.records_changed.connect(lambda changes: changed.append(changes.kinds))
    at_work._window.sync_requested.emit()
    at_work._window.sync_requested.emit()
    context.tasks.drain()
    assert services.synced == 1
    assert [(n.level, n.text) for n in seen][-1] == (Level.INFO, "送出 3 项，收到 1 项。")
    assert {"referral"} in changed


def test_what_the_background_put_right_is_said_once_on_whatever_page(
    at_work: Desk, services: Services, context: UiContext, messages_seen: list[Notice]
) -> None:
    services.status.notices = (Unread("2026-11-22T01:00:00.000Z", "本机数据有另一份拷贝，已换用新的编号。"),)
    for _ in range(2):
        at_work.refresh()
        context.tasks.drain()
    assert [one.text for one in messages_seen] == ["本机数据有另一份拷贝，已换用新的编号。"]


@pytest.mark.parametrize("error", [HubUnreachable(say("线断了")), HubNotTrusted(say("换了证书"))])
def test_what_was_said_of_the_line_goes_with_the_next_answer_of_the_hub(
    at_work: Desk, services: Services, context: UiContext, error: ClinicError
) -> None:
    bar = at_work._window.message_bar

    def read_again() -> None:
        at_work.refresh()
        context.tasks.drain()

    read_again()
    context.messages.error(DiskFull(say("磁盘已满")))
    context.messages.error(error)
    read_again()
    services.status.last_contact += timedelta(minutes=10)
    read_again()
    shown = bar.shown()
    assert shown is not None
    assert shown.text == "磁盘已满"  # that is another matter
    bar.dismiss()
    assert bar.shown() is None
    context.messages.error(error)
    read_again()
    assert bar.shown() is not None
    services.status.last_contact += timedelta(minutes=10)
    read_again()
    assert bar.shown() is None


def test_the_background_exchange_reports_from_its_own_thread(
    at_work: Desk, services: Services, context: UiContext, qtbot: QtBot
) -> None:
    import threading

    on_changes, on_status = services.callbacks
    with qtbot.waitSignal(context.tasks.records_changed) as heard:
        worker = threading.Thread(target=lambda: on_changes(Changes.of(["referral"])))
        worker.start()
        worker.join()
    assert heard.args[0].kinds == {"referral"}
    services.badges = {"workbench": 1}
    on_status()
    qtbot.waitUntil(lambda: at_work._window.nav.item("workbench").count() == 1)
    context.tasks.drain()


@pytest.mark.parametrize(
    ("typed", "page", "where"),
    [
        ("wjg", "patient", {"patient_id": "p1"}),
        ("BSZ-0012", "referral", {"referral_id": "r1"}),
    ],
)
def test_the_search_box_finds_people_and_slips(
    at_work: Desk, qtbot: QtBot, typed: str, page: str, where: dict[str, str]
) -> None:
    found = at_work._search(typed)
    assert [(entry.page, entry.where) for entry in found] == [(page, where)]
    at_work._open_found(found[0])
    assert at_work._window.current_key() == page


def test_every_page_and_gate_has_its_place() -> None:
    keys = [page.key for page in PAGES]
    assert len(keys) == len(set(keys))
    assert all(page.where.startswith("ui.views.") for page in PAGES)
    assert {page.parent for page in PAGES if page.parent} <= set(keys)
    assert pages_for(CLINIC)[0].key == "workbench"
    assert pages_for(COUNTY)[0].key == "inbox"
    started = {"setup", "gone", "from_backup", "passphrase", "recovery"}
    assert set(GATES) == started | {"login", "password", "lock"}
