"""The quiet bar under the search box in which the program says what happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui import theme
from ui.messages import Level, Notice
from ui.widgets.blocks import IconLabel, Panel, label
from ui.widgets.buttons import Button

INFO_MS = 5_000
WARNING_MS = 12_000

_LOOKS = {
    Level.INFO: ("done", "circle-check"),
    Level.WARNING: ("due", "triangle-alert"),
    Level.ERROR: ("urgent", "circle-alert"),
}


class MessageBar(Panel):
    """Shows one notice at a time without taking the focus.

    An info goes by itself, a warning after longer, an error stays until it is closed; while an error
    stands, whatever comes later waits behind it. What is said of the line goes when the hub answers.

    Signals:
        visibility_changed: whether a notice is in sight.
    """

    visibility_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self._queue: list[Notice] = []
        self._shown: Notice | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(7), look.px(8), look.px(7))
        row.setSpacing(look.px(10))
        self._icon = IconLabel("info", "waiting", 18)
        self._title = label("", "strong")
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._icon)
        row.addWidget(self._title)
        row.addWidget(self._text, 1)
        self._copy = Button(self.tr("复制详情"), compact=True, icon="copy")
        self._copy.clicked.connect(self._copy_details)
        self._close = Button(self.tr("知道了"), compact=True)
        self._close.clicked.connect(self.dismiss)
        for button in (self._copy, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, or queue it behind an error that still stands."""
        if self._shown == notice:
            return
        if self._shown is not None and self._shown.level == Level.ERROR:
            if notice not in self._queue:
                self._queue.append(notice)
            return
        self._present(notice)

    def shown(self) -> Notice | None:
        """Return the notice in sight, or None."""
        return self._shown

    def dismiss(self) -> None:
        """Close the notice and show the next one that waits."""
        self._timer.stop()
        self._shown = None
        if self._queue:
            self._present(self._queue.pop(0))
        else:
            self.hide()
            self.visibility_changed.emit(False)

    def hub_answered(self) -> None:
        """Take back what was said of a line that was away."""
        self._queue = [notice for notice in self._queue if not notice.until_contact]
        if self._shown is not None and self._shown.until_contact:
            self.dismiss()

    def _present(self, notice: Notice) -> None:
        self._shown = notice
        meaning, icon = _LOOKS[notice.level]
        self._icon.set(icon, meaning)
        self.set_look(f"{meaning}_soft", f"{meaning}_line")
        self._title.setText(notice.title)
        self._title.setVisible(bool(notice.title))
        self._text.setText(notice.text)
        self._copy.setVisible(bool(notice.details))
        self._close.setVisible(notice.level != Level.INFO)
        self.setAccessibleName(f"{notice.title} {notice.text}".strip())
        self.show()
        self.visibility_changed.emit(True)
        self._timer.stop()
        if notice.level != Level.ERROR:
            self._timer.start(INFO_MS if notice.level == Level.INFO else WARNING_MS)

    def _copy_details(self) -> None:
        if self._shown is not None:
            parts = (self._shown.title, self._shown.text, self._shown.details)
            QApplication.clipboard().setText("\n".join(part for part in parts if part))
