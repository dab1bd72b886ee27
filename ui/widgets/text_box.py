"""A text box of several lines that grows with its text and counts near its limit."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui import theme


class TextBox(QPlainTextEdit):
    """Several lines of plain text; Tab and Enter leave it, Ctrl+Enter begins a new line.

    It grows from ``lines`` to ``most_lines`` and then scrolls. Near ``limit`` characters it counts,
    beyond it the counter turns red; nothing is ever cut off silently, the form says so instead.
    """

    def __init__(
        self,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        limit: int = 0,
        lines: int = 2,
        most_lines: int = 8,
    ) -> None:
        super().__init__(parent)
        self._limit, self._lines, self._most_lines = limit, lines, most_lines
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """Return the text without white space at its ends."""
        return self.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Replace the text; undo can bring the old one back."""
        self.setPlainText(text)

    def left(self) -> int | None:
        """Return how many characters are left, negative beyond the limit, None without one."""
        return self._limit - len(self.toPlainText()) if self._limit else None

    def counter(self) -> str:
        """Return what the counter shows: empty until four fifths of the limit are used."""
        left = self.left()
        if left is None or len(self.toPlainText()) < self._limit * 4 // 5:
            return ""
        return (
            self.tr("还可写 {n} 字").format(n=left) if left >= 0 else self.tr("超出 {n} 字").format(n=-left)
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, with tabs (from spreadsheets) made spaces."""
        if source.hasText():
            self.insertPlainText(source.text().replace("\t", " ").replace("\r\n", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(320), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        shown = self.counter()
        if not shown:
            return
        look = theme.current()
        painter = QPainter(self.viewport())
        font = look.font("tiny")
        painter.setFont(font)
        box = QFontMetrics(font).boundingRect(shown).adjusted(-4, -2, 4, 2)
        box.moveBottomRight(self.viewport().rect().bottomRight())
        painter.fillRect(box, look.color("surface"))
        painter.setPen(look.color("urgent" if (self.left() or 0) < 0 else "secondary"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.end()

    def _changed(self) -> None:
        self.setAccessibleDescription(self.counter())
        self._fit()
        self.viewport().update()

    def _height(self) -> int:
        line = self.fontMetrics().lineSpacing()
        # QPlainTextDocumentLayout measures its height in lines, not in pixels.
        shown = max(self._lines, min(self._most_lines, round(self.document().size().height())))
        return shown * line + theme.current().px(20)

    def _fit(self) -> None:
        policy = Qt.ScrollBarPolicy
        scrolls = round(self.document().size().height()) > self._most_lines
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
        if self.height() != self._height():
            self.setFixedHeight(self._height())
