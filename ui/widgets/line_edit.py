"""One-line fields: with a grey note beside the text, and for ID numbers, phones and plain numbers."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme


def narrowed(text: str) -> str:
    """Return text with full-width letters, digits and signs made half-width."""
    return unicodedata.normalize("NFKC", text)


class LineEdit(QLineEdit):
    """A line edit that can show a grey note after what is typed.

    The note is never part of the value: 「崆峒区人民医院」 after typed initials, a weekday after a date.
    """

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = ""
        self.setPlaceholderText(placeholder)

    def set_note(self, note: str) -> None:
        """Show a grey note after the text; empty removes it."""
        if note != self._note:
            self._note = note
            self.setAccessibleDescription(note)
            self.update()

    def note(self) -> str:
        """Return the note."""
        return self._note

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._note or not self.text():
            return
        look = theme.current()
        x = look.px(11) + self.fontMetrics().horizontalAdvance(self.displayText()) + look.px(14)
        room = self.width() - x - look.px(8)
        if room < look.px(20):
            return
        painter = QPainter(self)
        painter.setPen(look.color("secondary"))
        shown = self.fontMetrics().elidedText(self._note, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(x, 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class NarrowEdit(LineEdit):
    """A field for digits and Latin letters: the Chinese input method stays off, pastes are narrowed."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None, *, max_length: int = 64) -> None:
        super().__init__(placeholder, parent)
        # Not setMaxLength: Qt would cut a paste before anybody can take out its spaces and dashes.
        self._max_length = max_length
        # The hints alone do not keep every Windows input method away; switching it off does.
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhDigitsOnly)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.textEdited.connect(self._clean)

    def cleaned(self, text: str) -> str:
        """Return what may stay of a text; kinds of field narrow it further."""
        return narrowed(text).strip()

    def _clean(self, text: str) -> None:
        clean = self.cleaned(text)[: self._max_length]
        if clean != text:
            at = len(self.cleaned(text[: self.cursorPosition()]))
            self.setText(clean)
            self.setCursorPosition(at)


class IdNumberEdit(NarrowEdit):
    """A field for a resident identity number: 18 characters, x made X, spaces taken out."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent, max_length=18)

    def cleaned(self, text: str) -> str:
        return "".join(c for c in narrowed(text).upper() if c.isascii() and c.isalnum())


class PhoneEdit(NarrowEdit):
    """A field for a telephone number: digits, and ``-``, ``+``, ``,`` as in 0933-8612345,802."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent, max_length=32)

    def cleaned(self, text: str) -> str:
        plain = narrowed(text).replace("—", "-").replace("–", "-").replace("转", ",")
        return "".join(c for c in plain if c in "0123456789-+,")


class NumberEdit(NarrowEdit):
    """A field for a measured number with its unit as note: blood pressure, weight, glucose."""

    def __init__(self, unit: str = "", parent: QWidget | None = None, *, max_length: int = 8) -> None:
        super().__init__(unit, parent, max_length=max_length)
        self.set_note(unit)

    def cleaned(self, text: str) -> str:
        plain = narrowed(text).replace("。", ".")
        return "".join(c for c in plain if c in "0123456789.-/")
