"""A short list of subjects at the left of a page: settings, topics of the manual."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate

from ui import theme

KEY = Qt.ItemDataRole.UserRole
ROW, LOWEST_ROW = 36, 31
"""Height of a line; where the window is a little too low for all of them, they move closer together."""


class _Row(QStyledItemDelegate):
    """Paints a subject like a page in the window's list: soft teal ground, bold when chosen."""

    height = ROW

    def sizeHint(self, option, index) -> QSize:  # noqa: ANN001 - Qt's name
        return QSize(theme.current().px(100), self.height)

    def paint(self, painter: QPainter, option, index) -> None:  # noqa: ANN001
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(box, look.px(6), look.px(6))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(box.x(), box.y() + 8, 3, box.height() - 16), look.color("accent"))
        painter.setFont(look.font(bold=chosen))
        painter.setPen(look.color("accent_text" if chosen else "ink"))
        words = box.adjusted(look.px(12), 0, -look.px(4), 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), index.data())
        painter.restore()


class SideList(QListWidget):
    """Subjects by key; the arrow keys choose at once.

    Signals:
        chosen: key of the subject.
    """

    chosen = Signal(str)

    def __init__(self, name: str, subjects: Sequence[tuple[str, str]], width: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._row = _Row(self)
        self.setItemDelegate(self._row)
        self.setMouseTracking(True)
        self.setFixedWidth(theme.current().px(width))
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QListWidget { background: transparent; }")
        for key, text in subjects:
            item = QListWidgetItem(text)
            item.setData(KEY, key)
            self.addItem(item)
        self.currentItemChanged.connect(self._changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        look = theme.current()
        room = self.height() // max(1, self.count())
        height = min(look.px(ROW), room) if room >= look.px(LOWEST_ROW) else look.px(ROW)
        if height != self._row.height:
            self._row.height = height
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def key(self) -> str:
        """Return the key of the chosen subject, or an empty text."""
        item = self.currentItem()
        return str(item.data(KEY)) if item is not None else ""

    def choose(self, key: str) -> bool:
        """Choose a subject; False when there is none of this key."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)
                return True
        return False

    def _changed(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(KEY)))
