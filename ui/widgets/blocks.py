"""Quiet building blocks of a page: labels by role, cards, headings, banners, empty states, scrolling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import i18n, icons, theme
from ui.widgets.buttons import Button


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return a label in a role of the style sheet.

    Roles: title, heading, card, section, secondary, small, number, strong, problem, warning.
    The text is always plain: names from outside must never be read as markup.
    """
    made = QLabel(i18n.text(text), parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class IconLabel(QWidget):
    """An icon that follows the theme, for use beside a word (never instead of one)."""

    def __init__(
        self, name: str, tint: str = "secondary", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._tint = tint
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, name: str, tint: str) -> None:
        """Change icon and colour."""
        self._name, self._tint = name, tint
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icons.paint(painter, QRectF(self.rect()), self._name, theme.current().color(self._tint))
        painter.end()


class Panel(QFrame):
    """A white rounded panel with a line of one pixel; the ground of cards, tables and banners."""

    def __init__(
        self, parent: QWidget | None = None, *, ground: str = "surface", line: str = "line", radius: int = 8
    ) -> None:
        super().__init__(parent)
        self._ground, self._line, self._radius = ground, line, radius

    def set_look(self, ground: str, line: str) -> None:
        """Change the colour tokens of ground and line."""
        self._ground, self._line = ground, line
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color(self._line), 1))
        painter.setBrush(look.color(self._ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(self._radius), look.px(self._radius))
        painter.end()


class Card(Panel):
    """A panel with a small heading and a count; its ``body`` layout takes the content."""

    def __init__(self, title: str = "", count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        outer.setSpacing(look.px(8))
        self._title = label(title, "card")
        self._count = label(count, "card")
        if title or count:
            head = QHBoxLayout()
            head.addWidget(self._title)
            head.addStretch(1)
            head.addWidget(self._count)
            outer.addLayout(head)
            self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(4))
        outer.addLayout(self.body, 1)

    def set_title(self, text: str) -> None:
        """Change the heading."""
        self._title.setText(text)
        self.setAccessibleName(text)

    def set_count(self, text: str) -> None:
        """Change the count at the right of the heading."""
        self._count.setText(text)


class Separator(QWidget):
    """A line of one pixel across."""

    def __init__(self, tint: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint = tint
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color(self._tint))
        painter.end()


class SectionTitle(QWidget):
    """A small teal heading with a line to the right edge, as between the sections of a form."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        look = theme.current()
        row.setContentsMargins(look.px(2), look.px(6), 0, look.px(2))
        row.setSpacing(look.px(10))
        row.addWidget(label(text, "section"))
        row.addWidget(Separator(), 1, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(text)


class PageTitle(QWidget):
    """The heading of a page with a secondary line under it and room for chips and buttons at the right."""

    def __init__(self, text: str = "", below: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.current().px(2))
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.current().px(10))
        self._title = label(text, "title")
        self.row.addWidget(self._title)
        self._stretch_at = 1
        self.row.addStretch(1)
        outer.addLayout(self.row)
        self._below = label(below, "secondary", wrap=True)
        outer.addWidget(self._below)
        # Only now: a widget made visible before it has a parent flashes up as a window of its own.
        self._below.setVisible(bool(below))

    def set(self, text: str, below: str = "") -> None:
        """Change both lines."""
        self._title.setText(i18n.text(text))
        self._below.setText(i18n.text(below))
        self._below.setVisible(bool(below))

    def add_beside(self, widget: QWidget) -> None:
        """Put a chip or label right after the title."""
        self.row.insertWidget(self._stretch_at, widget)
        self._stretch_at += 1

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right edge."""
        self.row.addWidget(widget)


class Banner(Panel):
    """A sentence across the page that the person must have read: amber, red, blue or green."""

    ICONS = {"due": "triangle-alert", "urgent": "circle-alert", "waiting": "info", "done": "circle-check"}

    def __init__(self, text: str = "", meaning: str = "due", parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="due_ground", line="due_line")
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(11), look.px(12), look.px(11))
        row.setSpacing(look.px(10))
        self._icon = IconLabel("info", "due", 18)
        self._text = label(text, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(look.px(8))
        row.addLayout(self._buttons)
        self.set(text, meaning)

    def set(self, text: str, meaning: str = "due") -> None:
        """Change sentence and meaning (due, urgent, waiting or done)."""
        self._text.setText(text)
        self._icon.set(self.ICONS[meaning], meaning)
        self.set_look("due_ground" if meaning == "due" else f"{meaning}_soft", f"{meaning}_line")
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the sentence."""
        return self._text.text()

    def add_action(self, text: str, act: Callable[[], object]) -> Button:
        """Add a button at the right and return it."""
        button = Button(text, compact=True)
        button.clicked.connect(lambda: act())
        self._buttons.addWidget(button)
        return button


class EmptyState(QWidget):
    """What an empty list says: what to do first, with the button to do it.

    Signals:
        acted: the button was pressed.
    """

    acted = Signal()

    def __init__(
        self,
        text: str,
        button: str = "",
        *,
        icon: str = "inbox",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(24), look.px(32), look.px(24), look.px(32))
        outer.setSpacing(look.px(12))
        outer.addStretch(1)
        outer.addWidget(IconLabel(icon, "unknown_line", 36), 0, Qt.AlignmentFlag.AlignHCenter)
        self._text = label(text, "secondary", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(self._text)
        self.button: Button | None = None
        if button:
            self.button = Button(button, kind="primary", key=key)
            self.button.clicked.connect(self.acted)
            outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Change the sentence, for example from "none yet" to "none found"."""
        self._text.setText(text)
        self.setAccessibleName(text)


class PageScroll(QScrollArea):
    """A page that scrolls up and down when the window is lower than its content.

    Its ``content`` layout (vertical) takes the page; the focused field is always scrolled into sight.
    """

    def __init__(self, parent: QWidget | None = None, *, margin: int | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget()
        self.content = QVBoxLayout(self.page)
        edge = look.px("margin") if margin is None else look.px(margin)
        self.content.setContentsMargins(edge, look.px(18) if edge else 0, edge, look.px(16) if edge else 0)
        self.content.setSpacing(look.px(16))
        self.setWidget(self.page)
        self.viewport().setAutoFillBackground(False)
        self.page.setAutoFillBackground(False)

    @classmethod
    def filling(cls, widget: QWidget) -> Self:
        """Return one that takes the whole of a widget, edge to edge."""
        outer = QVBoxLayout(widget)
        outer.setContentsMargins(0, 0, 0, 0)
        made = cls()
        outer.addWidget(made)
        return made
