"""A field for several entries of one list, found by typing: diagnoses, allergies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.tasks import Tasks
from ui.widgets.code_edit import CodeEdit
from ui.widgets.frame import paint_field_frame
from ui.widgets.tag import Tag

MIN_TYPING = 150
"""Room that is always left to type in, at standard size."""


class MultiCodeEdit(QWidget):
    """Several entries of one list, such as diagnoses: the first is the main one. Backspace takes back.

    Signals:
        changed: the list of entries after every change.
    """

    changed = Signal(object)

    def __init__(
        self,
        search: Callable[[str], Sequence[Any]],
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        tasks: Tasks | None = None,
        show_code: bool = True,
        most: int = 10,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._show_code = show_code
        self._items: list[Any] = []
        self._tags: list[Tag] = []
        self.edit = CodeEdit(search, placeholder, self, tasks=tasks, show_code=show_code)
        self.edit.setProperty("bare", True)
        self.edit.installEventFilter(self)
        self.edit.chosen.connect(self._take)
        self._placeholder = placeholder
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._invalid = False
        self._lay()

    def items(self) -> list[Any]:
        """Return the chosen entries in order."""
        return list(self._items)

    def set_items(self, items: Sequence[Any]) -> None:
        """Show these entries."""
        self._items = list(items)[: self._most]
        self._rebuild()

    def take(self) -> bool:
        """Enter takes what is typed and waits for another entry; Enter in the empty field goes on."""
        if not self.edit.text().strip():
            return True
        self.edit.take()
        return False

    def set_invalid(self, invalid: bool) -> None:
        """Show or clear the red frame of a problem."""
        self._invalid = invalid
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(320), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """Put the tags side by side, going on in a new line when one is full, and the edit after them."""
        look = theme.current()
        edge, gap, line = look.px(6), look.px(6), look.px("control")
        x, y = edge, 0
        for tag in self._tags:
            size = tag.sizeHint()
            if x > edge and x + size.width() > self.width() - edge:
                x, y = edge, y + line - look.px(4)
            tag.setGeometry(x, y + (line - size.height()) // 2, size.width(), size.height())
            x += size.width() + gap
        if x > edge and self.width() - edge - x < look.px(MIN_TYPING):
            x, y = edge, y + line - look.px(4)
        self.edit.setGeometry(x, y + look.px(2), max(0, self.width() - edge - x), line - look.px(4))
        if self.height() != y + line:
            self.setFixedHeight(y + line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Backspace
            and not self.edit.text()
            and self._items
        ):
            self._remove(len(self._items) - 1)
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_field_frame(self, focused=self.edit.hasFocus(), invalid=self._invalid)

    def _take(self, item: Any) -> None:
        if item is None:
            return
        self.edit.set_item(None)
        known = {(getattr(i, "code", ""), i.name) for i in self._items}
        if len(self._items) < self._most and (item.code, item.name) not in known:
            self._items.append(item)
            self._rebuild()
            self.changed.emit(self.items())

    def _remove(self, index: int) -> None:
        del self._items[index]
        self._rebuild()
        self.edit.setFocus()
        self.changed.emit(self.items())

    def _rebuild(self) -> None:
        for tag in self._tags:
            tag.hide()
            tag.deleteLater()
        self._tags = []
        for index, item in enumerate(self._items):
            tag = Tag(self.edit.label(item), self)
            tag.removed.connect(lambda at=index: self._remove(at))
            tag.show()
            self._tags.append(tag)

        self.edit.setPlaceholderText("" if self._items else self._placeholder)
        self._lay()
