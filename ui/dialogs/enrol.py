"""Joining the county with the line that the hub's administrator gave."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from ui.context import UiContext
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.refusal import tell_refusal
from ui.widgets.text_box import TextBox


class EnrolDialog(Dialog):
    """One field for the line, and the sentence that says what came of it."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent.tr("登记到县平台"), parent, width=620)
        self._context = context
        words = self.tr("把县平台给的那一行粘贴在这里：地址、登记码和指纹，中间用 # 隔开。登记码只能用一次。")
        self.body.addWidget(label(words, wrap=True))
        self._line = TextBox("https://…#XXXX-XXXX-XXXX#…", lines=2)
        self._form = Form()
        self._form.row(("ticket", self.tr("登记码"), self._line))
        self.body.addWidget(self._form)
        self._state = label("", "secondary", wrap=True)
        self.body.addWidget(self._state)
        self._join = self.add_button(self.tr("登记"), self._enrol, kind="primary", key="save")
        self.add_button(self.tr("以后再说"))
        self._line.setFocus()

    def _enrol(self) -> None:
        line, control = self._line.text(), self._context.app.sync_control
        self._form.clear_problems()
        self._join.setEnabled(False)
        self._state.setText(self.tr("正在联系县平台……"))
        self._context.tasks.run_long(
            lambda _: control.enrol(line), self._done, self._failed, owner=self, changes={"organization"}
        )

    def _done(self, _: Any) -> None:
        self._context.messages.info(self.tr("已登记到县平台，本机的内容会自动送去。"))
        self.accept()

    def _failed(self, error: ClinicError) -> None:
        self._join.setEnabled(True)
        self._state.setText("")
        tell_refusal(error, self._form, self._context.messages)
