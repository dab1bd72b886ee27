"""What covers the window when the program cannot start its work: what happened and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError
from ui import theme
from ui.messages import notice_of
from ui.widgets.blocks import IconLabel, Panel, label
from ui.widgets.buttons import Button


class WaitGate(QWidget):
    """A quiet sentence in the middle while something is being opened."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        words = label(text, "secondary")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(words)
        self.setAccessibleName(text)


class TroubleGate(QWidget):
    """An error that stops everything, in words, with what can be done about it.

    Signals:
        retry: 再试一次 was pressed.
        leave: 退出 was pressed.
    """

    retry = Signal()
    leave = Signal()

    def __init__(self, error: ClinicError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        notice = notice_of(error)
        self._details = "\n".join(filter(None, (notice.title, notice.text, notice.details)))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        card = Panel()
        card.setMaximumWidth(look.px(560))
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        column = QVBoxLayout(card)
        column.setContentsMargins(look.px(28), look.px(24), look.px(28), look.px(24))
        column.setSpacing(look.px(14))
        head = QHBoxLayout()
        head.setSpacing(look.px(10))
        head.addWidget(IconLabel("circle-alert", "urgent", 24))
        head.addWidget(label(notice.title, "title"), 1)
        column.addLayout(head)
        words = label(notice.text, wrap=True)
        words.setMinimumWidth(look.px(440))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        buttons = QHBoxLayout()
        self.again = Button(self.tr("再试一次"), kind="primary")
        self.again.clicked.connect(self.retry)
        copy = Button(self.tr("复制详情"), icon="copy")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._details))
        leave = Button(self.tr("退出"))
        leave.clicked.connect(self.leave)
        for button in (self.again, copy, leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.setFocusProxy(self.again)
        self.setAccessibleName(self._details)
