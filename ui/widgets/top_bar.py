"""The bar at the top: one search box for everything, the account, the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui import shortcuts, theme
from ui.tasks import Tasks
from ui.widgets.buttons import Button, paint_key
from ui.widgets.code_edit import CodeEdit


class SearchBox(CodeEdit):
    """姓名、拼音首字母、身份证、电话、单号: matches while typing, Enter opens the first.

    Signals:
        opened: the entry that was taken.
        asked: text for which Enter was pressed and nothing matches; the patients page lists it.
    """

    opened = Signal(object)
    asked = Signal(str)

    def __init__(
        self, search: Callable[[str], Sequence[Any]], tasks: Tasks | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(search, "", parent, tasks=tasks)
        self.setPlaceholderText(self.tr("姓名、拼音首字母、身份证、电话、单号"))
        self.setAccessibleName(self.tr("查找"))
        self.setTextMargins(0, 0, theme.current().px(44), 0)
        self.chosen.connect(self._opened)
        self.unmatched.connect(self.asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            words = self.text().strip()
            if words and not self.take():
                self.asked.emit(words)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        key = shortcuts.sequence("find")
        width = QFontMetrics(look.font("tiny")).horizontalAdvance(key) + look.px(14)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_key(painter, QPointF(self.width() - width - look.px(12), self.height() / 2), key)
        painter.end()

    def _opened(self, item: Any) -> None:
        if item is not None:
            self.set_item(None)
            self.opened.emit(item)


class AccountButton(Button):
    """The name of the person with a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", kind="quiet", parent=parent)
        self.menu_of_account = QMenu(self)
        self.clicked.connect(self._pop)

    def set_name(self, name: str) -> None:
        """Show the name of the person."""
        self.setText(f"{name} ▾" if name else "")
        self.setAccessibleName(self.tr("帐户：{name}").format(name=name))
        self.setVisible(bool(name))

    def _colors(self):  # noqa: ANN202
        ground, frame, _ink = super()._colors()
        return ground, frame, theme.current().color("ink")

    def _pop(self) -> None:
        self.menu_of_account.popup(self.mapToGlobal(self.rect().bottomLeft()))


class TopBar(QWidget):
    """The bar itself.

    Signals:
        lock_requested: 锁定 was pressed.
        asked: a search to be listed.
        opened: an entry found by the search box.
    """

    lock_requested = Signal()
    asked = Signal(str)
    opened = Signal(object)

    def __init__(self, tasks: Tasks | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._search: Callable[[str], Sequence[Any]] | None = None
        self.setFixedHeight(look.px("topbar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(24), 0, look.px(24), 1)
        row.setSpacing(look.px(8))
        self.search = SearchBox(self._find, tasks)
        self.search.setMaximumWidth(look.px(560))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.asked.connect(self.asked)
        self.search.opened.connect(self.opened)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        self.account = AccountButton()
        self.account.set_name("")
        row.addWidget(self.account)
        self.lock = Button(self.tr("锁定"))
        self.lock.clicked.connect(self.lock_requested)
        row.addWidget(self.lock)
        for button in (self.account, self.lock):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_search(self, search: Callable[[str], Sequence[Any]]) -> None:
        """Give the box its search: text → entries (code, name, note), run on the database worker."""
        self._search = search

    def _find(self, text: str) -> Sequence[Any]:
        return self._search(text) if self._search is not None else ()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().color("line"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedHeight(theme.current().px("topbar"))
