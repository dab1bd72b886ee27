"""Lines over equal steps, such as months: told apart by marks and dashes, walked with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_app.reports.line_picture import scale_of
from ui import theme

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 250, 44, 162, 18, 30
_DASHES: tuple[list[float], ...] = ([], [6, 3], [1.5, 3], [10, 4], [5, 3, 1, 3])
_MARK = 4


@attrs.frozen
class ChartLine:
    """One line: a key, its name, and its value at each step."""

    key: str
    label: str
    values: tuple[int, ...]


class LineChart(QWidget):
    """Lines. Left and right walk the steps, up and down the lines; Enter or a click opens a point.

    Signals:
        opened: key of the line and the number of the step.
    """

    opened = Signal(str, int)

    def __init__(self, name: str, height: int = HEIGHT) -> None:
        super().__init__()
        self._height = height
        self._steps: list[str] = []
        self._lines: list[ChartLine] = []
        self._at = (0, 0)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, steps: Sequence[str], lines: Sequence[ChartLine]) -> None:
        """Show these lines; each has as many values as there are steps."""
        self._steps, self._lines = list(steps), list(lines)
        self._at = (0, max(0, len(steps) - 1))
        told = (
            f"{line.label}：" + "，".join(f"{s} {v}" for s, v in zip(steps, line.values, strict=True))
            for line in lines
        )
        self.setAccessibleDescription("；".join(told))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if lines else Qt.FocusPolicy.NoFocus)
        self.update()

    def lines(self) -> list[ChartLine]:
        """Return the lines."""
        return list(self._lines)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(640), look.px(self._height))

    # --- where things are ---------------------------------------------------------------------

    def _frame(self) -> QRectF:
        look = theme.current()
        left, top = look.px(LEFT), look.px(TOP)
        return QRectF(left, top, self.width() - left - look.px(RIGHT), self.height() - top - look.px(BOTTOM))

    def _top(self) -> tuple[int, int]:
        return scale_of(max((v for line in self._lines for v in line.values), default=0))

    def _point(self, line: int, step: int) -> QPointF:
        frame, (_, top) = self._frame(), self._top()
        gap = frame.width() / max(1, len(self._steps) - 1)
        value = self._lines[line].values[step]
        return QPointF(frame.left() + gap * step, frame.bottom() - frame.height() * value / top)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._lines:
            self._paint_axes(painter)
            for number in range(len(self._lines)):
                self._paint_line(painter, number)
            self._paint_names(painter)
            if self.hasFocus():
                self._paint_chosen(painter)
        painter.end()

    def _paint_axes(self, painter: QPainter) -> None:
        look, frame, (step, top) = theme.current(), self._frame(), self._top()
        painter.setFont(look.font())
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        for value in range(0, top + 1, step):
            y = frame.bottom() - frame.height() * value / top
            painter.setPen(QPen(look.color("secondary" if value == 0 else "line"), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(look.color("secondary"))
            painter.drawText(QRectF(0, y - 12, frame.left() - look.px(8), 24), middle, str(value))
        wide = frame.width() / max(1, len(self._steps) - 1)
        every = max(1, round(look.px(58) / max(wide, 1.0)))
        for number, name in enumerate(self._steps):
            if (len(self._steps) - 1 - number) % every == 0:
                box = QRectF(frame.left() + wide * number - 40, frame.bottom() + 4, 80, look.px(22))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)

    def _paint_line(self, painter: QPainter, number: int) -> None:
        look = theme.current()
        pen = QPen(look.color("accent" if number == 0 else "ink"), 2)
        dashes = _DASHES[number % len(_DASHES)]
        if dashes:
            pen.setDashPattern(dashes)
        points = [self._point(number, step) for step in range(len(self._steps))]
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        for point in points:
            self._paint_mark(painter, point, number)

    def _paint_mark(self, painter: QPainter, at: QPointF, number: int) -> None:
        look = theme.current()
        size = look.px(_MARK)
        color = look.color("accent" if number == 0 else "ink")
        painter.setPen(QPen(color, 1.6))
        painter.setBrush(color if number % 5 in (0, 2) else look.color("surface"))
        box = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
        match number % 5:
            case 0 | 3:
                painter.drawEllipse(box)
            case 1:
                painter.drawRect(box)
            case 2:
                painter.drawPolygon(
                    QPolygonF([QPointF(at.x(), box.top()), box.bottomLeft(), box.bottomRight()])
                )
            case _:
                painter.drawLine(box.topLeft(), box.bottomRight())
                painter.drawLine(box.bottomLeft(), box.topRight())

    def _paint_names(self, painter: QPainter) -> None:
        """Write each line's name at its end, moved apart where lines end close together."""
        look, x = theme.current(), self._frame().right() + theme.current().px(26)
        high, y = look.px(22), -1e9
        ends = sorted((self._point(n, len(self._steps) - 1).y(), n) for n in range(len(self._lines)))
        spare = self.height() - look.px(6) - high / 2
        tops: list[tuple[float, int]] = []
        for end, number in ends:
            y = max(end, y + high)
            tops.append((y, number))
        over = max(0.0, tops[-1][0] - spare)
        painter.setFont(look.font())
        for y, number in tops:
            self._paint_mark(painter, QPointF(x, y - over), number)
            painter.setPen(look.color("ink"))
            box = QRectF(x + look.px(12), y - over - high / 2, look.px(RIGHT - 38), high)
            words = f"{self._lines[number].label} {self._lines[number].values[-1]}"
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_chosen(self, painter: QPainter) -> None:
        look, (line, step) = theme.current(), self._at
        at = self._point(line, step)
        painter.setPen(QPen(look.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, look.px(8), look.px(8))
        painter.setFont(look.font(bold=True))
        words = f"{self._steps[step]} {self._lines[line].label} {self._lines[line].values[step]}"
        wide = painter.fontMetrics().horizontalAdvance(words)
        left = min(max(4.0, at.x() - wide / 2), self.width() - wide - 4.0)
        painter.setPen(look.color("ink"))
        painter.drawText(QPointF(left, max(look.px(14), at.y() - look.px(12))), words)

    # --- hands --------------------------------------------------------------------------------

    def _nearest(self, at: QPointF) -> tuple[int, int] | None:
        far = float(theme.current().px(16)) ** 2
        found: tuple[int, int] | None = None
        for line in range(len(self._lines)):
            for step in range(len(self._steps)):
                point = self._point(line, step) - at
                away = point.x() ** 2 + point.y() ** 2
                if away <= far:
                    far, found = away, (line, step)
        return found

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        near = self._nearest(event.position())
        if near is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = near
            self.update()
            self.opened.emit(self._lines[near[0]].key, near[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, step = self._at
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and self._lines:
            line = min(max(line + move[0], 0), len(self._lines) - 1)
            step = min(max(step + move[1], 0), len(self._steps) - 1)
            self._at = (line, step)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._lines:
            self.opened.emit(self._lines[line].key, step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
