"""A small chip with a word: what a record is waiting for, or a warning about a person."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import i18n, theme


def chip_size(text: str) -> QSize:
    """Return the size of a chip with this text."""
    look = theme.current()
    metrics = QFontMetrics(look.font("tiny"))
    return QSize(metrics.horizontalAdvance(text) + look.px(16), look.px(22))


def paint_chip(painter: QPainter, x: float, middle: float, text: str, meaning: str) -> float:
    """Paint a chip with its left middle at a point and return its width.

    ``meaning`` is due, urgent, done, waiting or unknown (dashed: nobody knows).
    """
    look = theme.current()
    size = chip_size(text)
    box = QRectF(x, middle - size.height() / 2, size.width(), size.height()).adjusted(0.5, 0.5, -0.5, -0.5)
    if meaning == "unknown":
        pen = QPen(look.color("unknown_line"), 1, Qt.PenStyle.DashLine)
        pen.setDashPattern([3, 2.5])
    elif look.name == "contrast":
        pen = QPen(look.color(f"{meaning}_line"), 1)
    else:
        pen = QPen(Qt.PenStyle.NoPen)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(look.color(f"{meaning}_soft"))
    painter.drawRoundedRect(box, look.px(4), look.px(4))
    painter.setFont(look.font("tiny"))
    painter.setPen(look.color(meaning))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()
    return float(size.width())


class Chip(QWidget):
    """A word with a meaning: due, urgent, done, waiting or unknown."""

    def __init__(self, text: str = "", meaning: str = "waiting", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._meaning = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, meaning)

    def set(self, text: str, meaning: str) -> None:
        """Change word and meaning. Raises ValueError for a meaning that does not exist."""
        if meaning not in theme.MEANINGS:
            raise ValueError(f"no such meaning: {meaning}")
        self._text = i18n.text(text)
        self._meaning = meaning
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word."""
        return self._text

    def meaning(self) -> str:
        """Return the meaning."""
        return self._meaning

    def sizeHint(self) -> QSize:
        return chip_size(self._text) if self._text else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text:
            painter = QPainter(self)
            paint_chip(painter, 0, self.height() / 2, self._text, self._meaning)
            painter.end()
