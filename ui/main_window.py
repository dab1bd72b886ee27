"""The window: pages at the left, search at the top, the page in the middle, the strip at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui import shortcuts, theme
from ui.context import UiContext
from ui.messages import Notice
from ui.tasks import Changes
from ui.widgets.blocks import Banner
from ui.widgets.message_bar import MessageBar
from ui.widgets.nav import NavBar
from ui.widgets.page import PageWidget
from ui.widgets.status import Status, StatusStrip
from ui.widgets.top_bar import TopBar

PageFactory = Callable[[UiContext], PageWidget]

DEEPEST_HISTORY = 50
NARROW_BELOW = 1080
"""Width (at standard size) below which the list of pages shows icons only."""


class MainWindow(QMainWindow):
    """The one window of the program.

    Pages are registered with add_page() and made when they are first opened. A gate (log-in, lock,
    first run) can cover everything; behind it no key reaches a page.

    Signals:
        lock_requested: the person wants the screen locked.
        sync_requested: F7, wherever the person is.
        closing: the window is about to close.
        page_shown: key of the page now shown.
    """

    lock_requested = Signal()
    sync_requested = Signal()
    closing = Signal()
    page_shown = Signal(str)

    def __init__(self, context: UiContext, version: str = "") -> None:
        super().__init__()
        self.context = context
        context.navigator = self
        self._factories: dict[str, PageFactory] = {}
        self._parents: dict[str, str] = {}
        self._pages: dict[str, PageWidget] = {}
        self._current = ""
        self._history: list[tuple[str, dict[str, Any]]] = []
        self._gate: QWidget | None = None
        self._build(version)
        self._wire()
        self.resize(1366, 740)
        self.setMinimumSize(860, 460)
        self.setWindowTitle(self.tr("双向转诊"))
        place = context.state.get_bytes("window")
        if not place.isEmpty():
            self.restoreGeometry(place)

    def _build(self, version: str) -> None:
        self._root = QStackedWidget()
        whole = QWidget()
        self._whole = QVBoxLayout(whole)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._root, 1)
        self.setCentralWidget(whole)
        shell = QWidget()
        self._root.addWidget(shell)
        rows = QVBoxLayout(shell)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        rows.addLayout(columns, 1)
        self.nav = NavBar()
        self.nav.set_foot(
            self.tr("版本 {version}　{key} 帮助").format(version=version, key=shortcuts.sequence("help"))
        )
        columns.addWidget(self.nav)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        columns.addLayout(middle, 1)
        self.top = TopBar(self.context.tasks)
        middle.addWidget(self.top)
        holder = QWidget()
        hold = QVBoxLayout(holder)
        edge = theme.current().px("margin")
        hold.setContentsMargins(edge, theme.current().px(10), edge, 0)
        self.message_bar = MessageBar()
        hold.addWidget(self.message_bar)
        self._bar_holder = holder
        holder.hide()
        middle.addWidget(holder)
        self.pages = QStackedWidget()
        middle.addWidget(self.pages, 1)
        self.strip = StatusStrip(self.context.now)
        rows.addWidget(self.strip)

    def _wire(self) -> None:
        self.keys = shortcuts.KeyDispatcher(self, self._default_key)
        self.nav.chosen.connect(lambda key: self.open(key))
        self.top.asked.connect(lambda words: self.open("patients", query=words))
        self.top.lock_requested.connect(self.lock_requested)
        self.strip.outbox_clicked.connect(lambda: self.open("exchange"))
        self.strip.conflicts_clicked.connect(lambda: self.open("conflicts"))
        self.message_bar.visibility_changed.connect(self._bar_holder.setVisible)
        self.context.messages.posted.connect(self._notice)
        self.context.messages.open()
        self.context.tasks.records_changed.connect(self._records_changed)

    # -- pages ---------------------------------------------------------------------------------------

    def add_page(self, key: str, title: str, icon: str, factory: PageFactory, *, parent: str = "") -> None:
        """Register a page; it stands in the list at the left in this order, unless it has a parent there."""
        self._factories[key] = factory
        self._parents[key] = parent or key
        if not parent:
            self.nav.add(key, title, icon)

    def open(self, key: str, **where: Any) -> None:
        """Show a page at a place of it; Esc comes back to where the person is now.

        Raises KeyError for a page that was never registered.
        """
        page = self._page(key)
        if self._current:
            here = self._pages[self._current]
            here.leaving()
            step = (self._current, here.place())
            if not (self._current == key and not where):
                self._history.append(step)
                del self._history[:-DEEPEST_HISTORY]
        self._show(key, page, where)

    def back(self) -> None:
        """Return to the page and row before; on the first page nothing happens."""
        if not self._history:
            return
        self._pages[self._current].leaving()
        key, where = self._history.pop()
        self._show(key, self._pages[key], where)

    def sync(self) -> None:
        """Ask for an exchange with the hub, as F7 does."""
        self.sync_requested.emit()

    def current_key(self) -> str:
        """Return the key of the page that is shown."""
        return self._current

    def current_page(self) -> PageWidget | None:
        """Return the page that is shown."""
        return self._pages.get(self._current)

    def _page(self, key: str) -> PageWidget:
        if key not in self._pages:
            page = self._factories[key](self.context)
            self._pages[key] = page
            self.pages.addWidget(page)
        return self._pages[key]

    def _show(self, key: str, page: PageWidget, where: dict[str, Any]) -> None:
        self._current = key
        self.pages.setCurrentWidget(page)
        self.nav.select(self._parents[key])
        page.show_at(**where)
        focused = self.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(key)

    # -- what others tell the window -----------------------------------------------------------------

    def set_institution(self, name: str) -> None:
        """Show the name of this institution."""
        self.nav.set_institution(name)

    def set_account(self, name: str) -> None:
        """Show who is working; the menu of the name is ``top.account.menu_of_account``."""
        self.top.account.set_name(name)

    def set_count(self, key: str, count: int, *, quiet: bool = False) -> None:
        """Show how many things wait on a page; grey when ``quiet`` (not the person's next move)."""
        item = self.nav.item(key)
        if item is not None:
            item.set_count(count, quiet=quiet)

    def show_status(self, status: Status) -> None:
        """Show whether work is safe, what waits to be sent, and the last contact."""
        self.strip.show_status(status)

    def show_gate(self, gate: QWidget) -> None:
        """Cover the whole window with a widget: log-in, lock, first run."""
        self.hide_gate()
        page = self.current_page()
        if page is not None:
            page.leaving()
        self._gate = gate
        self._root.addWidget(gate)
        self._root.setCurrentWidget(gate)
        gate.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_gate(self) -> None:
        """Take the cover away and return to the page as it was."""
        if self._gate is not None:
            self._root.removeWidget(self._gate)
            self._gate.deleteLater()
            self._gate = None
        self._root.setCurrentIndex(0)

    def gated(self) -> bool:
        """Tell whether a cover lies over the pages."""
        return self._gate is not None

    def mark_practice(self) -> None:
        """Say above everything, log-in and lock included, that nothing here is real."""
        words = self.tr("练习：这里的患者都是编的，单子不算数、不上传，打印出来都有“练习”字样。")
        self.setWindowTitle(self.tr("练习 - 双向转诊"))
        self.practice = Banner(words, "due")
        self._whole.insertWidget(0, self.practice)

    # -- keys ----------------------------------------------------------------------------------------

    def _default_key(self, action: str) -> bool:
        if self.gated():
            return False
        page = self.current_page()
        if page is not None and page.take_key(action):
            return True
        doors = {"new_referral": "referral", "due": "follow_ups", "help": "help"}
        if action == "find":
            self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top.search.selectAll()
        elif action == "back":
            self.back()
        elif action == "sync":
            self.sync_requested.emit()
        elif action == "emergency" and self._current != "workbench":
            self.open("workbench")
            return self.keys.press(action)
        elif doors.get(action) in self._factories:
            where = (
                {"topic": self._current}
                if action == "help"
                else {"new": True}
                if action == "new_referral"
                else {}
            )
            self.open(doors[action], **where)
        else:
            return False
        return True

    # -- inner life ------------------------------------------------------------------------------------

    def _notice(self, notice: Notice) -> None:
        self.message_bar.show_notice(notice)

    def _records_changed(self, changes: Changes) -> None:
        for page in self._pages.values():
            if page is not changes.initiator:
                page.records_changed(changes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nav.set_narrow(self.width() < theme.current().px(NARROW_BELOW))

    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self._pages.values():
            page.leaving()
        self.context.state.put_bytes("window", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)
