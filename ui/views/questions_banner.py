"""A line above the lists of referrals while questions of others wait for an answer from here."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.services.advice import QuestionRow
from ui import i18n
from ui.context import UiContext
from ui.widgets.blocks import Banner


class QuestionsBanner(QWidget):
    """Says how many questions wait, and opens the only one or the list of them."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._found: tuple[QuestionRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner("", "due")
        self.go = self.banner.add_action(self.tr("去答复"), self._open)
        column.addWidget(self.banner)
        self.hide()

    def refresh(self) -> None:
        """Read again what waits."""
        self._context.tasks.run(self._context.app.advice.waiting, self._show, owner=self)

    def _show(self, found: tuple[QuestionRow, ...]) -> None:
        self._found = found
        if found:
            words = self.tr("有 {n} 个提问等您答复，最久的已等 {span}。").format(
                n=len(found), span=i18n.text(found[0].waited)
            )
            self.banner.set(words, "urgent" if any(one.late for one in found) else "due")
        self.setVisible(bool(found))

    def _open(self) -> None:
        if len(self._found) == 1:
            self._context.open("referral", referral_id=self._found[0].row.id)
        elif self._found:
            self._context.open("reminders", kind="question")
