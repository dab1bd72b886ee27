"""One chosen entry among several, with a cross that takes it away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme

MOST_TEXT = 260


class Tag(QWidget):
    """A soft teal tag.

    Signals:
        removed: its cross was pressed.
    """

    removed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the text."""
        return self._text

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = min(QFontMetrics(look.font()).horizontalAdvance(self._text), look.px(MOST_TEXT))
        return QSize(width + look.px(34), look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(4), look.px(4))
        painter.setFont(look.font())
        painter.setPen(look.color("ink"))
        room = self.width() - look.px(32)
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(
            QRectF(look.px(8), 0, room + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), shown
        )
        icons.paint(painter, self._cross(), "x", look.color("key_ink"))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._cross().adjusted(-6, -6, 6, 6).contains(event.position()):
            self.removed.emit()

    def _cross(self) -> QRectF:
        side = theme.current().px(14)
        return QRectF(self.width() - side - 5, (self.height() - side) / 2, side, side)
