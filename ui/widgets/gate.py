"""A card in the middle of the window, over everything: for what must come before the pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError, Rejected
from ui import i18n, theme
from ui.context import UiContext
from ui.widgets.blocks import PageScroll, Panel, label
from ui.widgets.buttons import Button
from ui.widgets.form import Form


class Gate(QWidget):
    """Base of the gates: heading, words, form, buttons, and one line for what went wrong.

    Attributes:
        context: what the gate was given.
        form: its fields.
    """

    def __init__(self, context: UiContext, *, width: int = 460) -> None:
        super().__init__()
        look = theme.current()
        self.context = context
        scroll = PageScroll.filling(self)
        scroll.content.addStretch(1)
        card = Panel()
        card.setFixedWidth(look.px(width))
        # Not by alignment: wrapped words would be measured over the whole window's width, and cut off here.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        scroll.content.addLayout(middle)
        scroll.content.addStretch(2)
        self.column = QVBoxLayout(card)
        self.column.setContentsMargins(look.px(28), look.px(24), look.px(28), look.px(24))
        self.column.setSpacing(look.px(12))
        self._title = label("", "title", wrap=True)
        self.column.addWidget(self._title)
        self.words = label("", "secondary", wrap=True)
        self.column.addWidget(self.words)
        self.form = Form()
        self.column.addWidget(self.form)
        self.trouble = label("", "problem", wrap=True)
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(look.px(12))
        self._buttons.addStretch(1)
        self.column.addLayout(self._buttons)

    def set_title(self, text: str) -> None:
        """Change the heading."""
        self._title.setText(text)
        self.setAccessibleName(text)

    def add_button(
        self, text: str, act: Callable[[], object], *, kind: str = "secondary", key: str = ""
    ) -> Button:
        """Add a button after the others."""
        button = Button(text, kind=kind, key=key)
        button.clicked.connect(act)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def fail(self, error: ClinicError) -> None:
        """Say what went wrong, beside the fields where it belongs to one."""
        self.trouble.hide()
        if isinstance(error, Rejected):
            own = [problem for problem in error.problems if problem.field in self.form.names()]
            others = [problem for problem in error.problems if problem not in own]
            self.form.show_problems(own)
            self.explain(i18n.problems(others))
        else:
            self.explain(i18n.text(error.message))

    def explain(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))


class StartGate(Gate):
    """Base of the gates that stand before the services are open.

    Signals:
        opened: the services.
        retry: look again at what is there to open.
        restore: bring a backup (its path) to life.
        anew: begin as on the first day.
    """

    opened = Signal(object)
    retry = Signal()
    restore = Signal(object)
    anew = Signal()
