"""Bars beside their numbers, painted so that they can be told apart in black and white."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

ROW = 34
LABEL = 150
COUNT = 52


@attrs.frozen
class Bar:
    """One line of a chart.

    Attributes:
        key: given back when the line is opened.
        label: what is counted.
        count: the number; it is written beside the bar.
        before: an earlier number, drawn as a hatched bar below; None for none.
    """

    key: str
    label: str
    count: int
    before: int | None = None


class BarChart(QWidget):
    """Lines of label, bar and number. Arrow keys walk, Enter or a click opens the rows behind a number.

    Signals:
        opened: key of the line.
    """

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._bars: list[Bar] = []
        self._at = 0
        self._hover = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these lines."""
        self._bars = list(bars)
        self._at = min(self._at, max(0, len(self._bars) - 1))
        self.setAccessibleDescription("；".join(f"{bar.label} {bar.count}" for bar in self._bars))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._bars else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def bars(self) -> list[Bar]:
        """Return the lines."""
        return list(self._bars)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(420), look.px(ROW) * max(1, len(self._bars)) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(260), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max([1, *(max(bar.count, bar.before or 0) for bar in self._bars)])
        for number, bar in enumerate(self._bars):
            box = QRectF(0, 2 + number * look.px(ROW), self.width(), look.px(ROW))
            self._paint_bar(painter, box, bar, most, number)
        painter.end()

    def _paint_bar(self, painter: QPainter, box: QRectF, bar: Bar, most: int, number: int) -> None:
        look = theme.current()
        if number == self._hover or (self.hasFocus() and number == self._at):
            painter.fillRect(box, look.color("hover"))
        if self.hasFocus() and number == self._at:
            painter.fillRect(QRectF(box.x(), box.y() + 3, 3, box.height() - 6), look.color("accent"))
        label, count = look.px(LABEL), look.px(COUNT)
        painter.setFont(look.font())
        painter.setPen(look.color("ink"))
        words = QFontMetrics(look.font()).elidedText(
            bar.label, Qt.TextElideMode.ElideRight, label - look.px(16)
        )
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(look.px(10), box.y(), label, box.height()), middle, words)
        painter.setFont(look.font(bold=True))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRectF(label, box.y(), count - look.px(8), box.height()), right, str(bar.count))
        left = label + count
        room = max(1.0, self.width() - left - look.px(12))
        full = room * bar.count / most
        high = look.px(14) if bar.before is None else look.px(10)
        top = box.center().y() - (high / 2 if bar.before is None else high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        if bar.count:
            painter.drawRect(QRectF(left, top, full, high))
        if bar.before:
            # Outline and hatching, not a second colour: it must be told apart on a black-and-white print.
            painter.setPen(QPen(look.color("secondary"), 1))
            painter.setBrush(QBrush(look.color("secondary"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(QRectF(left, top + high + 2, room * bar.before / most, look.px(7)))

    def _row_at(self, y: float) -> int:
        row = int((y - 2) // theme.current().px(ROW))
        return row if 0 <= row < len(self._bars) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row != self._hover:
            self._hover = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._at = row
            self.update()
            self.opened.emit(self._bars[row].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._bars:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._at = min(max(self._at + step, 0), len(self._bars) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self.opened.emit(self._bars[self._at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # pyright: ignore[reportArgumentType]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # pyright: ignore[reportArgumentType]
        self.update()
