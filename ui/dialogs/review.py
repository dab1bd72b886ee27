"""Reviewing a slip: what it says, who has agreed already, agreeing or sending it back with a remark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from clinic_app.domain.approval import StepState
from clinic_app.domain.errors import ClinicError
from clinic_app.services.referral_details import ReferralDetail
from ui.context import UiContext
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.refusal import tell_refusal
from ui.widgets.text_box import TextBox

REVIEW_CHANGES = frozenset({"referral", "referral_event", "follow_up_plan"})


class ReviewDialog(Dialog):
    """One slip before its reviewer. ``done`` is called after it was decided."""

    def __init__(
        self, context: UiContext, parent: QWidget, detail: ReferralDetail, done: Callable[[], object]
    ) -> None:
        super().__init__(QCoreApplication.translate("ReviewDialog", "审核转诊单"), parent, width=640)
        self._context, self._detail, self._done = context, detail, done
        row = detail.list_row
        who = (row.patient_name, row.gender_text, row.age, row.slip_no)
        self.body.addWidget(label("　".join(filter(None, who)), "secondary"))
        self.body.addWidget(label(self._slip(), wrap=True))
        self.body.addWidget(label(self._chain(), "secondary", wrap=True))
        self.form = Form()
        self.remark = TextBox(limit=500, lines=2)
        self.form.row(("remark", self.tr("意见"), self.remark))
        self.body.addWidget(self.form)
        self.yes = self.add_button(
            self.tr("同意转出"), lambda: self._decide(ok=True), kind="primary", key="save"
        )
        self.no = self.add_button(self.tr("退回修改"), lambda: self._decide(ok=False), kind="danger")
        self.add_button(self.tr("返回"))
        self.open()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _slip(self) -> str:
        detail = self._detail
        row = detail.list_row
        lines = (
            (self.tr("转往"), f"{row.to_name} {row.dept}".strip()),
            (self.tr("缓急"), row.urgency_text),
            (self.tr("初步印象"), row.impression),
            (self.tr("转诊原因"), detail.names.get("reason") or str(detail.row.get("reason_text") or "")),
            (self.tr("主要现病史"), str(detail.row.get("present_illness") or "")),
            (self.tr("主要检查结果"), str(detail.row.get("exam_result") or "")),
            (self.tr("知情同意"), detail.names.get("consent", "")),
            (self.tr("转诊医生"), str(detail.row.get("from_doctor") or "")),
        )
        return "\n".join(f"{name}：{text}" for name, text in lines if text)

    def _chain(self) -> str:
        words = {
            StepState.DONE: self.tr("{role} {by} 已同意"),
            StepState.NEXT: self.tr("{role} 待审"),
            StepState.AHEAD: "{role}",
        }
        steps = self._detail.approval.steps
        return " → ".join(words[step.state].format(role=step.role, by=step.by) for step in steps)

    def _decide(self, *, ok: bool) -> None:
        self.form.clear_problems()
        self._enable(False)
        approvals, one, remark = self._context.app.approvals, self._detail.id, self.remark.text()
        self._context.tasks.run(
            lambda: approvals.review(one, remark, ok=ok),
            lambda _: self._decided(ok=ok),
            self._failed,
            owner=self,
            changes=REVIEW_CHANGES,
        )

    def _decided(self, *, ok: bool) -> None:
        self._context.messages.info(self.tr("已同意") if ok else self.tr("已退回"))
        self.accept()
        self._done()

    def _failed(self, error: ClinicError) -> None:
        self._enable(True)
        if tell_refusal(error, self.form, self._context.messages):
            self.remark.setFocus()
        else:
            self.reject()

    def _enable(self, on: bool) -> None:
        for button in (self.yes, self.no):
            button.setEnabled(on)


def review(context: UiContext, parent: QWidget, referral_id: str, done: Callable[[], object]) -> None:
    """Read a slip and put it before its reviewer."""

    def show(detail: Any) -> None:
        ReviewDialog(context, parent, detail, done)

    context.tasks.run(lambda: context.app.referrals.get(referral_id), show, owner=parent)
