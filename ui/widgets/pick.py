"""A value in a box that can be picked by mouse, Space or Enter, with a note below it."""

from __future__ import annotations

import html
from difflib import SequenceMatcher
from itertools import groupby

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import i18n, theme
from ui.widgets.blocks import label

_MOST_COMPARED = 60
"""Longer texts are read, not compared letter by letter."""
_ALIKE = 0.5


def marked(text: str, other: str) -> str:
    """Return a text as markup with what the other one writes otherwise underlined.

    王建囯 beside 王建国 looks the same at a glance; two texts that have little in common are not marked.
    """
    plain = html.escape(text)
    if not other or text == other or max(len(text), len(other)) > _MOST_COMPARED:
        return plain
    same = _same_places(text, other)
    if sum(same) < _ALIKE * max(len(text), len(other)):
        return plain
    parts = []
    for alike, run in groupby(zip(same, text, strict=True), key=lambda one: one[0]):
        piece = html.escape("".join(letter for _, letter in run))
        parts.append(piece if alike else f"<u>{piece}</u>")
    return "".join(parts)


def _same_places(text: str, other: str) -> list[bool]:
    """Return for each letter of a text whether the other one has it at that place."""
    if len(text) == len(other):  # numbers and dates are compared digit by digit
        return [one == two for one, two in zip(text, other, strict=True)]
    same = [False] * len(text)
    for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks():
        same[block.a : block.a + block.size] = [True] * block.size
    return same


class PickBox(QAbstractButton):
    """One side of a decision; picked boxes are framed and tinted with the accent, and say so in words.

    Signals:
        toggled: it was picked or let go by a person or by set_on().
    """

    def __init__(
        self,
        text: str,
        note: str = "",
        parent: QWidget | None = None,
        *,
        strong: bool = False,
        other: str = "",
    ) -> None:
        """Take the value, a note, whether it is the newer one, and the value it stands against."""
        super().__init__(parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{i18n.text(text)} {i18n.text(note)}".strip())
        layout = QVBoxLayout(self)
        look = theme.current()
        layout.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        layout.setSpacing(2)
        for words, role in ((text, "strong" if strong else ""), (note, "small")):
            if words:
                line = label(words, role, wrap=True)
                if words is text and (markup := marked(text, other)) != html.escape(text):
                    line.setTextFormat(Qt.TextFormat.RichText)  # escaped: nothing from outside is markup
                    line.setText(markup)
                line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                layout.addWidget(line)

    def is_on(self) -> bool:
        """Tell whether it is picked."""
        return self.isChecked()

    def set_on(self, on: bool) -> None:
        """Pick it or let it go."""
        self.setChecked(on)

    def sizeHint(self):  # noqa: ANN201 - Qt's own
        """Take the size of the words inside."""
        inner = self.layout()
        return inner.sizeHint() if inner is not None else super().sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the box; the focus has the thicker frame, the pick the tint."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setBrush(QColor(look.color("accent_soft" if on else "surface")))
        painter.setPen(
            QPen(
                QColor(look.color("accent" if on or self.hasFocus() else "line")), 2 if self.hasFocus() else 1
            )
        )
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
