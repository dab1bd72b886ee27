"""A box over the window for a short task or a question; it never blocks the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import shortcuts, theme
from ui.widgets.blocks import label
from ui.widgets.buttons import Button


class Dialog(QDialog):
    """A window-modal box with a heading, a body and a row of buttons.

    Show it with ``open()``, never ``exec()``: background work and the clock go on. Esc closes it; the
    keys of ui/shortcuts.py press its own buttons.

    Attributes:
        body: layout for the content.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 520) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look.px(width))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        outer.setSpacing(look.px(14))
        outer.addWidget(label(title, "title", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(10))
        outer.addLayout(self.body, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(look.px(12))
        self._row.addStretch(1)
        outer.addLayout(self._row)
        self._keys = shortcuts.KeyDispatcher(self, self._default_key)

    def add_button(
        self, text: str, act: Callable[[], object] | None = None, *, kind: str = "secondary", key: str = ""
    ) -> Button:
        """Add a button after the others; without ``act`` it closes the box."""
        button = Button(text, kind=kind, key=key)
        button.clicked.connect(lambda: act() if act is not None else self.reject())
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Resize):
            self._grow()
        return done

    def _grow(self) -> None:
        """Be as high as wrapped words need: Qt asks for their height at the width it likes, not at ours."""
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        room = self.screen().availableGeometry().height()
        needed = min(layout.totalHeightForWidth(self.width()), room)
        if self.height() < needed:
            self.resize(self.width(), needed)

    def _default_key(self, action: str) -> bool:
        if action == "back":
            self.reject()
            return True
        return False


def ask(
    parent: QWidget,
    title: str,
    text: str,
    yes: str,
    on_yes: Callable[[], object],
    *,
    no: str = "",
    danger: bool = False,
) -> Dialog:
    """Ask a question and return the box; ``on_yes`` is called when ``yes`` (the outcome in words) is pressed.

    The focus stands on the answer that changes nothing when ``danger`` is set.
    """
    box = Dialog(title, parent, width=440)
    words = label(text, wrap=True)
    box.body.addWidget(words)

    def agree() -> None:
        box.accept()
        on_yes()

    sure = box.add_button(yes, agree, kind="danger" if danger else "primary")
    keep = box.add_button(no or QCoreApplication.translate("Dialog", "返回"))
    box.open()
    (keep if danger else sure).setFocus(Qt.FocusReason.OtherFocusReason)
    return box
