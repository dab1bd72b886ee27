from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.context import UiContext
from ui.main_window import MainWindow
from ui.messages import Level
from ui.tasks import Changes
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.code_edit import Choice
from ui.widgets.page import PageWidget
from ui.widgets.status import Status

Shown = Callable[[QWidget], QWidget]


class Sheet(PageWidget):
    """A page that writes down what happens to it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.log: list[Any] = []
        self.row = 0
        column = QVBoxLayout(self)
        self.field = QLineEdit()
        self.save = Button("保存", key="save")
        self.save.clicked.connect(lambda: self.log.append("save"))
        for widget in (self.field, self.save, label("内容")):
            column.addWidget(widget)

    def show_at(self, **where: Any) -> None:
        self.log.append(("show", where))
        self.row = where.get("row", self.row)

    def place(self) -> dict[str, Any]:
        return {"row": self.row}

    def leaving(self) -> None:
        self.log.append("leaving")

    def records_changed(self, changes: Changes) -> None:
        self.log.append(("changed", set(changes.kinds)))

    def refresh(self) -> None:
        self.log.append("refresh")


@pytest.fixture
def window(context: UiContext, qtbot: QtBot, shown: Shown) -> MainWindow:
    made = MainWindow(context, "1.0")
    for key, title, icon in (
        ("workbench", "工作台", "house"),
        ("patients", "患者", "users"),
        ("follow_ups", "随访", "calendar-check"),
        ("exchange", "数据往来", "refresh-cw"),
    ):
        made.add_page(key, title, icon, Sheet)
    for key, parent in (("referral", "workbench"), ("conflicts", "exchange"), ("help", "help")):
        made.add_page(key, key, "info", Sheet, parent=parent)
    made.open("workbench")
    shown(made)
    return made


def _page(window: MainWindow) -> Sheet:
    page = window.current_page()
    assert isinstance(page, Sheet)
    return page


def test_a_page_is_made_when_it_is_first_opened_and_then_kept(window: MainWindow) -> None:
    assert set(window._pages) == {"workbench"}
    window.open("patients", row=3)
    first = window.current_page()
    window.open("workbench")
    window.open("patients")
    assert window.current_page() is first
    with pytest.raises(KeyError):
        window.open("no such page")


def test_escape_returns_to_the_same_row(window: MainWindow, qtbot: QtBot) -> None:
    _page(window).row = 7
    window.open("patients", row=2)
    window.open("referral", new=True)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert (window.current_key(), _page(window).row) == ("patients", 2)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert (window.current_key(), _page(window).row) == ("workbench", 7)
    assert _page(window).log[-1] == ("show", {"row": 7})
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_key() == "workbench"


def test_a_draft_is_kept_before_another_page_comes(window: MainWindow) -> None:
    page = _page(window)
    window.open("patients")
    assert page.log[-1] == "leaving"


def test_a_page_without_a_place_marks_its_parent(window: MainWindow) -> None:
    window.open("conflicts")
    item = window.nav.item("exchange")
    assert item is not None
    assert item.isChecked()


def test_keys_reach_button_page_and_window_in_this_order(window: MainWindow, qtbot: QtBot) -> None:
    heard: list[str] = []
    window.sync_requested.connect(lambda: heard.append("sync"))
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert _page(window).log[-2:] == ["save", "refresh"]
    assert heard == ["sync"]
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert window.top.search.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert (window.current_key(), _page(window).log[-1]) == ("referral", ("show", {"new": True}))
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.current_key() == "follow_ups"
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert (window.current_key(), _page(window).log[-1]) == ("help", ("show", {"topic": "follow_ups"}))


def test_a_click_in_the_list_opens_the_page(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.nav.item("patients"), Qt.MouseButton.LeftButton)
    assert window.current_key() == "patients"


def test_the_search_box_opens_what_it_finds_or_lists_what_it_does_not(
    window: MainWindow, qtbot: QtBot
) -> None:
    opened: list[Any] = []
    window.top.opened.connect(opened.append)
    window.top.set_search(lambda text: [Choice("p1", "王建国")] if text == "wjg" else [])
    box = window.top.search
    box.setFocus()
    qtbot.keyClicks(box, "wjg")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].name == "王建国"
    assert box.text() == ""
    qtbot.keyClicks(box, "zzz")
    box._delay.stop()
    box._ask()
    window.context.tasks.drain()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (window.current_key(), _page(window).log[-1]) == ("patients", ("show", {"query": "zzz"}))


def test_enter_pressed_before_the_answer_came_lists_what_matches_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.top.set_search(lambda _text: [])
    box = window.top.search
    box.setFocus()
    qtbot.keyClicks(box, "zzz")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_key() == "patients")
    assert _page(window).log[-1] == ("show", {"query": "zzz"})


def test_a_gate_covers_everything_and_no_key_passes(window: MainWindow, qtbot: QtBot) -> None:
    page = _page(window)
    gate = QWidget()
    window.show_gate(gate)
    assert gate.isVisible()
    assert not window.nav.isVisible()
    seen = list(page.log)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F5, Qt.Key.Key_Escape):
        qtbot.keyClick(window, key)
    assert page.log == seen
    assert seen[-1] == "leaving"
    window.hide_gate()
    assert page.isVisible()
    assert not window.gated()


def test_changed_records_reach_every_page_but_the_one_that_asked(window: MainWindow) -> None:
    first = _page(window)
    window.open("patients")
    second = _page(window)
    window.context.tasks.announce({"patient"}, initiator=second)
    assert first.log[-1] == ("changed", {"patient"})
    assert ("changed", {"patient"}) not in second.log


def test_notices_show_under_the_search_box_and_errors_stay(window: MainWindow) -> None:
    window.context.messages.error("没有存上。", "磁盘已满")
    shown = window.message_bar.shown()
    assert shown is not None
    assert (shown.level, window.message_bar.isVisible()) == (Level.ERROR, True)
    window.message_bar.dismiss()
    assert not window._bar_holder.isVisible()


def test_counts_name_and_status_are_shown(window: MainWindow) -> None:
    window.set_institution("白水镇中心卫生院")
    window.set_account("李医生")
    window.set_count("patients", 3)
    window.set_count("no such page", 3)
    window.show_status(Status(saved=False, outbox=3, contact="周二 16:20（5 天前）", conflicts=1))
    item = window.nav.item("patients")
    assert item is not None
    assert item.accessibleName() == "患者，3 件"
    strip = window.strip
    assert strip._outbox.text() == "待上传 3"
    assert strip._conflicts.text() == "1 处需要您决定"
    assert strip._saved.text() == "有内容没有保存"
    assert "5 天前" in strip._contact.text()
    assert strip._clock.text() == "2026-11-22 星期日　09:41"
    window.show_status(Status(alone=True))
    assert not strip._outbox.isVisible()
    assert not strip._conflicts.isVisible()


def test_the_strip_leads_to_what_it_speaks_of(window: MainWindow, qtbot: QtBot) -> None:
    window.show_status(Status(outbox=1, conflicts=1))
    qtbot.mouseClick(window.strip._outbox, Qt.MouseButton.LeftButton)
    assert window.current_key() == "exchange"
    qtbot.mouseClick(window.strip._conflicts, Qt.MouseButton.LeftButton)
    assert window.current_key() == "conflicts"


@pytest.mark.parametrize("size", theme.SIZES)
@pytest.mark.parametrize(("width", "height"), [(1366, 728), (911, 480)])
def test_the_window_fits_small_screens_at_every_size(
    qapp: QApplication, context: UiContext, qtbot: QtBot, size: str, width: int, height: int
) -> None:
    theme.apply(qapp, "light", size)
    made = MainWindow(context, "1.0")
    qtbot.addWidget(made)
    made.add_page("workbench", "工作台", "house", Sheet)
    made.open("workbench")
    made.set_institution("名称很长的某某县某某镇中心卫生院（社区卫生服务中心）")
    made.set_account("李医生")
    made.show_status(Status(outbox=120, contact="周二 16:20（5 天前）", conflicts=12, trouble="连不上县平台"))
    made.resize(width, height)
    made.show()
    assert (made.width(), made.height()) == (width, height)
    assert made.minimumSizeHint().width() <= width


def test_the_window_remembers_its_place(context: UiContext, qtbot: QtBot) -> None:
    first = MainWindow(context)
    qtbot.addWidget(first)
    first.resize(900, 600)
    first.show()
    first.close()
    second = MainWindow(context)
    qtbot.addWidget(second)
    # The width is cut to the small screen tests run on.
    assert second.height() == 600


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget is not _page(window).field
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert nameless == []
