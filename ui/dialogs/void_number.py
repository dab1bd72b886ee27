"""Marking a slip number as void, with the reason that stays beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from ui.context import UiContext
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.refusal import tell_refusal


class VoidNumberBox(Dialog):
    """Asks why; the referral itself is not touched."""

    def __init__(self, context: UiContext, parent: QWidget, number: str, done: Callable[[], None]) -> None:
        title = QCoreApplication.translate("VoidNumberBox", "作废单号 {number}").format(number=number)
        super().__init__(title, parent)
        self._context, self._number, self._finished = context, number, done
        words = self.tr("号码作废后不再使用，登记里留着谁、为什么。转诊要撤销请到转诊单里做。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.form = Form()
        self.reason = LineEdit(self.tr("如：写错患者，已另开一张"))
        self.form.row(("reason", self.tr("作废原因"), self.reason))
        self.body.addWidget(self.form)
        self.add_button(self.tr("作废"), self._go, kind="danger", key="save")
        self.add_button(self.tr("返回"))
        self.reason.setFocus()

    def _go(self) -> None:
        register, number, reason = self._context.app.printing.register, self._number, self.reason.text()
        self._context.tasks.run(
            lambda: register.void_number(number, reason), lambda _: self._done(), self._failed, owner=self
        )

    def _done(self) -> None:
        self._context.messages.info(self.tr("{number} 已作废。").format(number=self._number))
        self._finished()
        self.accept()

    def _failed(self, error: ClinicError) -> None:
        tell_refusal(error, self.form, self._context.messages)
