"""An emergency slip with the fewest fields: who, where to, what it looks like; the rest follows later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from ui.context import UiContext
from ui.forms.slip_fields import OrgField
from ui.forms.true_time import TrueTime
from ui.forms.values import FieldValues
from ui.widgets.blocks import label
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice, NameEdit
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import IdNumberEdit, LineEdit
from ui.widgets.refusal import tell_refusal

EMERGENCY_CHANGES = frozenset({"referral", "referral_event", "follow_up_plan", "patient"})
NEW_FIELDS = ("name", "id_no", "gender", "birth_date")
"""What is asked of somebody who is not in the file yet."""


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
        self.patient = NameEdit(self._find, self.tr("姓名、拼音首字母、身份证"), tasks=context.tasks)
        self.org = OrgField(context, self.tr("名称或拼音首字母"))
        self.impression = LineEdit(self.tr("如：急性心梗？"))
        self.form.row(("patient_id", self.tr("患者"), self.patient))
        self._add_new_person()
        self.form.row(("to_org", self.tr("转往"), self.org))
        self.form.row(("impression", self.tr("初步印象"), self.impression))
        self.true_time = TrueTime(self.form, context)
        self.values = FieldValues(self.form)
        self.body.addWidget(self.form)
        self.go = self.add_button(self.tr("马上发出"), self._send, kind="primary", key="save")
        self.new = self.add_button(self.tr("新患者"), self._enter_new)
        self.add_button(self.tr("返回"))
        app = context.app
        context.tasks.run(lambda: self._last_hospital(app), self._offer_hospital, owner=self)
        self.open()
        if patient is not None:
            self.patient.set_item(patient)
        (self.patient if patient is None else self.impression).setFocus()

    def _add_new_person(self) -> None:
        """Add what is needed of somebody who is not in the file yet; hidden until asked for."""
        self._made = ""
        self.name, self.id_no = LineEdit(), IdNumberEdit(self.tr("有就填，不用写性别"))
        self.gender = ChoiceRow([("1", self.tr("男")), ("2", self.tr("女"))])
        self.birth = DateEdit(self._context.today, self.tr("大约也行，如 1958-01-01"), past=True)
        self.form.row(("name", self.tr("姓名"), self.name), ("id_no", self.tr("身份证号"), self.id_no))
        self.form.row(
            ("gender", self.tr("性别"), self.gender), ("birth_date", self.tr("出生日期"), self.birth)
        )
        for name in NEW_FIELDS:
            self.form.set_row_visible(name, False)

    def _enter_new(self) -> None:
        """Ask for the person instead of looking for one; what was typed is the name."""
        if not self.name.text():
            self.name.setText(self.patient.text().strip())
        self.patient.set_item(None)
        self.form.set_row_visible("patient_id", False)
        for name in NEW_FIELDS:
            self.form.set_row_visible(name, True)
        self.new.hide()
        self.adjustSize()
        (self.id_no if self.name.text() else self.name).setFocus()

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

    def _person(self, patient_id: str, typed: dict[str, str]) -> str:
        """Return whose slip it is; somebody new is registered once, however often the slip is refused."""
        if patient_id or self._made:
            return patient_id or self._made
        card = {name: typed[name] for name in NEW_FIELDS}
        if not card["id_no"]:
            card["no_id_reason"] = str(say("急诊未带证件"))
        self._made = self._context.app.patients.save(card).id
        return self._made

    def _send(self) -> None:
        self.form.clear_problems()
        values, patient_id = self.values.get(), self.patient.code()
        if not patient_id and not self.new.isHidden():
            message = say("请先选一位患者")
            self.form.show_problems([Problem("patient_id", "patient.missing", message)])
            return
        at, problems = self.true_time.when()
        if problems:
            self.form.show_problems(problems)
            return
        self.go.setEnabled(False)
        referrals = self._context.app.referrals
        slip = {"to_org": self.org.code(), "impression": values["impression"]}
        self._context.tasks.run(
            lambda: referrals.save_emergency(slip, self._person(patient_id, values), at),
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
        if not tell_refusal(error, self.form, self._context.messages):
            self.reject()
