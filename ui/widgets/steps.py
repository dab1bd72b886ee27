"""The way of a referral: a strip of steps with their dates, and a timeline of events."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import i18n, icons, theme


@attrs.frozen
class Step:
    """One step of the strip.

    Attributes:
        label: 草稿, 审核, 已发出 ...
        state: done, current, ahead, or unknown (it should have happened; nobody has said so).
        when: its date as text, or 未知; empty when nothing is to be said.
    """

    label: str = attrs.field(converter=i18n.core)
    state: str = "ahead"
    when: str = attrs.field(default="", converter=i18n.text)


class StepStrip(QWidget):
    """草稿 › 审核 › 已发出 ...: done steps in ink, the present one in teal and underlined, unknown dashed."""

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = list(steps)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self._steps = list(steps)
        spoken = "，".join(" ".join(filter(None, (step.label, step.when))) for step in self._steps)
        self.setAccessibleName(self.tr("进度：{steps}").format(steps=spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(sum(self._widths()) + look.px(25) * max(0, len(self._steps) - 1), look.px(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), theme.current().px(46))

    def _widths(self) -> list[int]:
        look = theme.current()
        metrics, tiny = QFontMetrics(look.font("small", bold=True)), QFontMetrics(look.font("tiny"))
        return [max(metrics.horizontalAdvance(s.label), tiny.horizontalAdvance(s.when)) for s in self._steps]

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = self._widths()
        gaps = max(1, len(self._steps) - 1)
        gap = min(look.px(25), max(look.px(9), (self.width() - sum(widths)) / gaps))
        x = 0.0
        for index, (step, width) in enumerate(zip(self._steps, widths, strict=True)):
            self._paint_step(painter, step, x, width)
            x += width
            if index < len(self._steps) - 1:
                side = look.px(12)
                at = QRectF(x + gap / 2 - side / 2, look.px(11) - side / 2, side, side)
                icons.paint(painter, at, "chevron-right", look.color("unknown_line"))
            x += gap
        painter.end()

    def _paint_step(self, painter: QPainter, step: Step, x: float, width: int) -> None:
        look = theme.current()
        current = step.state == "current"
        tokens = {"current": "accent_text", "done": "ink", "ahead": "secondary", "unknown": "unknown"}
        painter.setFont(look.font("small", bold=current))
        painter.setPen(look.color(tokens[step.state]))
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(x, 0, width + 2, look.px(22)), left, step.label)
        painter.setFont(look.font("tiny"))
        painter.setPen(look.color("secondary"))
        painter.drawText(QRectF(x, look.px(20), width + 2, look.px(18)), left, step.when)
        if current:
            painter.fillRect(QRectF(x, self.height() - look.px(4), width, 2), look.color("accent"))
        elif step.state == "unknown":
            pen = QPen(look.color("unknown_line"), 1.4, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            y = self.height() - look.px(3)
            painter.drawLine(QPointF(x, y), QPointF(x + width, y))


@attrs.frozen
class Event:
    """One entry of the timeline.

    Attributes:
        when: date and time as text, or 未知.
        text: what happened.
        detail: secondary words under it.
        meaning: "" for ordinary, or due, urgent, done, waiting, unknown (dashed).
        key: returned when it is clicked; empty for an entry that opens nothing.
    """

    when: str = attrs.field(converter=i18n.text)
    text: str = attrs.field(converter=i18n.text)
    detail: str = attrs.field(default="", converter=i18n.text)
    meaning: str = ""
    key: str = ""


class Timeline(QWidget):
    """What happened, newest where the caller puts it; an unknown event has a dashed ring.

    Signals:
        opened: key of the event that was clicked or on which Enter was pressed.
    """

    opened = Signal(str)

    def __init__(self, events: Sequence[Event] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: list[Event] = []
        self._tops: list[int] = []
        self._at = 0
        self._when_width = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("经过"))
        self.set_events(events)

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these events."""
        self._events = list(events)
        self._at = min(self._at, max(0, len(self._events) - 1))
        opens = any(event.key for event in self._events)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription(
            "；".join(f"{e.when} {e.text} {e.detail}".strip() for e in self._events)
        )
        self._measure()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(360), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self._height)

    def resizeEvent(self, event) -> None:  # noqa: ANN001 - Qt's name
        super().resizeEvent(event)
        before = self._height
        self._measure()
        if self._height != before:
            self.updateGeometry()

    def _text_x(self) -> int:
        return self._when_width + theme.current().px(44)

    def _measure(self) -> None:
        look = theme.current()
        metrics = QFontMetrics(look.font("small"))
        self._when_width = max((metrics.horizontalAdvance(e.when) for e in self._events), default=0)
        self._tops = []
        y = look.px(2)
        for event in self._events:
            self._tops.append(y)
            y += look.px(24) + self._detail_height(event) + look.px(12)
        self._height = y
        self.setMinimumHeight(y)

    def _detail_height(self, event: Event) -> int:
        if not event.detail:
            return 0
        room = max(60, self.width() - self._text_x())
        metrics = QFontMetrics(theme.current().font("small"))
        return (
            metrics.boundingRect(0, 0, room, 9999, int(Qt.TextFlag.TextWordWrap), event.detail).height() + 2
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_x = self._when_width + look.px(22)
        for index, (entry, top) in enumerate(zip(self._events, self._tops, strict=True)):
            middle = top + look.px(12)
            if index < len(self._events) - 1:
                end = self._tops[index + 1] + look.px(12) - look.px(8)
                pen = QPen(look.color("line"), 1.5)
                painter.setPen(pen)
                painter.drawLine(QPointF(line_x, middle + look.px(8)), QPointF(line_x, end))
            self._paint_dot(painter, entry, QPointF(line_x, middle))
            self._paint_words(painter, entry, top)
            if self.hasFocus() and index == self._at:
                painter.fillRect(
                    QRectF(self._text_x() - look.px(8), top, 3, look.px(24)), look.color("accent")
                )
        painter.end()

    def _paint_dot(self, painter: QPainter, entry: Event, at: QPointF) -> None:
        look = theme.current()
        radius = look.px(10) / 2
        token = entry.meaning or "accent"
        pen = QPen(look.color("unknown_line" if entry.meaning == "unknown" else token), 1.6)
        if entry.meaning == "unknown":
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.setBrush(look.color("ground" if entry.meaning in ("unknown", "waiting") else token))
        painter.drawEllipse(at, radius, radius)

    def _paint_words(self, painter: QPainter, entry: Event, top: int) -> None:
        look = theme.current()
        unknown = entry.meaning == "unknown"
        height = look.px(24)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("secondary"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRectF(0, top, self._when_width, height), right, entry.when)
        x = self._text_x()
        room = max(0, self.width() - x)
        painter.setFont(look.font("body", bold=entry.meaning in ("urgent", "due")))
        painter.setPen(
            look.color(
                entry.meaning if entry.meaning in ("urgent", "due") else "secondary" if unknown else "ink"
            )
        )
        shown = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(x, top, room, height), middle, shown)
        if entry.detail:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("secondary"))
            box = QRectF(x, top + height, room, self._detail_height(entry))
            painter.drawText(box, int(Qt.TextFlag.TextWordWrap), entry.detail)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for index in reversed(range(len(self._tops))):
            if event.position().y() >= self._tops[index]:
                self._at = index
                self._open()
                break

    def keyPressEvent(self, event) -> None:  # noqa: ANN001 - Qt's name
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._events:
            self._at = max(0, min(len(self._events) - 1, self._at + steps[event.key()]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.update()
        if 0 <= self._at < len(self._events) and self._events[self._at].key:
            self.opened.emit(self._events[self._at].key)
