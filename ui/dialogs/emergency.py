"""An emergency slip with the fewest fields: who, where to, what it looks like; the rest follows later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from ui.context import UiContext
from ui.forms.slip_fields import OrgField
from ui.forms.true_time import TrueTime
from ui.forms.values import FieldValues
from ui.widgets.blocks import label
from ui.widgets.code_edit import Choice, CodeEdit
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit

EMERGENCY_CHANGES = frozenset({"referral", "referral_event", "follow_up_plan"})


class EmergencyDialog(Dialog):
    """Sends an emergency at once. ``done(referral id)`` is called after it is on its way."""

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        done: Callable[[str], object],
        patient: Choice | None = None,
    ) -> None:
        super().__init__(QCoreApplication.translate("EmergencyDialog", "急诊先转"), parent, width=620)
        self._context, self._done = context, done
        words = self.tr(
            "填三项就能发出，先救人。病史、转诊原因和同意书之后补，会列在“提醒”里。已经送走了的，勾补录、写当时的时间。"
        )
        self.body.addWidget(label(words, wrap=True))
        self.form = Form()
        self.patient = CodeEdit(self._find, self.tr("姓名、拼音首字母、身份证"), tasks=context.tasks)
        self.org = OrgField(context, self.tr("名称或拼音首字母"))
        self.impression = LineEdit(self.tr("如：急性心梗？"))
        self.form.row(("patient_id", self.tr("患者"), self.patient))
        self.form.row(("to_org", self.tr("转往"), self.org))
        self.form.row(("impression", self.tr("初步印象"), self.impression))
        self.true_time = TrueTime(self.form, context)
        self.values = FieldValues(self.form)
        self.body.addWidget(self.form)
        self.go = self.add_button(self.tr("马上发出"), self._send, kind="primary", key="save")
        self.add_button(self.tr("新患者，先登记"), self._register)
        self.add_button(self.tr("返回"))
        app = context.app
        context.tasks.run(lambda: self._last_hospital(app), self._offer_hospital, owner=self)
        self.open()
        if patient is not None:
            self.patient.set_item(patient)
        (self.patient if patient is None else self.impression).setFocus()

    @staticmethod
    def _last_hospital(app: Any) -> Any:
        last = app.referrals.last_institutions(1)
        return app.directory.get(last[0]) if last else None

    def _offer_hospital(self, org: Any) -> None:
        if org is not None and not self.org.text():
            self.org.set_org(org.id, org.name)

    def _find(self, text: str) -> list[Choice]:
        page = self._context.app.patients.search(text, limit=12)
        return [Choice(row.id, row.name, f"{row.gender_text} {row.age}　{row.village}") for row in page.rows]

    def _register(self) -> None:
        self.reject()
        self._context.open("patient", new=True)

    def _send(self) -> None:
        self.form.clear_problems()
        values, patient_id = self.values.get(), self.patient.code()
        if not patient_id:
            message = say("请先选一位患者")
            self.form.show_problems([Problem("patient_id", "patient.missing", message)])
            return
        when, problems = self.true_time.when()
        if problems:
            self.form.show_problems(problems)
            return
        self.go.setEnabled(False)
        referrals = self._context.app.referrals
        slip = {"to_org": self.org.code(), "impression": values["impression"]}
        self._context.tasks.run(
            lambda: referrals.save_emergency(slip, patient_id, **when),
            self._sent,
            self._failed,
            owner=self,
            changes=EMERGENCY_CHANGES,
        )

    def _sent(self, saved: Any) -> None:
        self._context.messages.info(self.tr("已发出，单号 {number}").format(number=saved.number))
        self.accept()
        self._done(saved.id)

    def _failed(self, error: ClinicError) -> None:
        self.go.setEnabled(True)
        if isinstance(error, Rejected):
            self.form.show_problems(error.problems)
        else:
            self._context.messages.error(error)
            self.reject()
