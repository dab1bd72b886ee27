"""Writing the return slip (回转单): what was found and done, and what the clinic is to do next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal

from clinic_app.services.referral_details import ReferralDetail
from ui import i18n
from ui.context import UiContext
from ui.forms.slip_fields import DiagnosisField, FreeChoice
from ui.forms.slip_writing import SlipWriting
from ui.forms.values import FieldValues
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.date_edit import DateEdit
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, NarrowEdit, NumberEdit, PhoneEdit
from ui.widgets.steps import Step
from ui.widgets.text_box import TextBox


class ReturnForm(Form):
    """The fields of a return slip in the order of the paper.

    Signals:
        changed: a person changed a field.
    """

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.section(self.tr("诊治"))
        self.row(
            ("back_date", self.tr("转回日期"), DateEdit(context.today)),
            ("inpatient_no", self.tr("住院病案号"), NarrowEdit(max_length=18)),
        )
        self.diagnosis = DiagnosisField(context, self.tr("编码、拼音首字母或名称，可填多个"))
        self.row(("diagnosis", self.tr("诊断结果"), self.diagnosis))
        outcomes = [
            (code.code, i18n.code("outcome", code.name)) for code in context.app.place.tables.get("outcome")
        ]
        self.outcome = ChoiceRow(outcomes)
        self.row(("outcome", self.tr("病情转归"), self.outcome))
        self.row(("exam_result", self.tr("主要检查结果"), TextBox(limit=2000, lines=2)))
        self.row(("treatment", self.tr("治疗经过"), TextBox(limit=2000, lines=2)))
        self.section(self.tr("回去以后"))
        self.row(("next_plan", self.tr("下一步治疗"), TextBox(limit=2000, lines=2)))
        self.row(("rehab_advice", self.tr("康复建议"), TextBox(limit=2000, lines=2)))
        self.row(
            ("follow_up_days", self.tr("随访间隔"), NumberEdit(self.tr("天内随访"), max_length=3)),
            ("to_doctor", self.tr("接诊医生"), LineEdit()),
        )
        self.section(self.tr("本院"))
        self.doctor = FreeChoice()
        self.row(
            ("from_doctor", self.tr("转诊医生"), self.doctor), ("from_dept", self.tr("科室"), LineEdit())
        )
        self.row(
            ("from_phone", self.tr("联系电话"), PhoneEdit()),
            ("record_no", self.tr("病案号"), NarrowEdit(max_length=18)),
        )
        self.values = FieldValues(self)
        self.values.changed.connect(self.changed)
        self.diagnosis.changed.connect(lambda _: self.changed.emit())
        self.diagnosis.edit.textEdited.connect(lambda _: self.changed.emit())

    def get(self) -> dict[str, Any]:
        """Return the fields as the services take them."""
        found: dict[str, Any] = dict(self.values.get())
        return found | {"diagnosis": self.diagnosis.text(), "diagnosis_codes": self.diagnosis.codes()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Fill the form."""
        self.values.set(values)
        self.diagnosis.set_values(str(values.get("diagnosis") or ""), values.get("diagnosis_codes"))
        directory = self._context.app.directory
        self._context.tasks.run(directory.doctors, self.doctor.offer, owner=self)


class ReturnWriting(SlipWriting):
    """A return slip being written."""

    draft_name = "return_slip"

    def __init__(self, context: UiContext) -> None:
        self.fields = ReturnForm(context)
        super().__init__(context, self.fields)
        self.fields.changed.connect(self.typed)
        self._carried: dict[str, Any] = {}

    def start(self, detail: ReferralDetail, facts: str, chips: tuple[tuple[str, str], ...]) -> None:
        """Begin the return slip of a referral, or go on with its draft."""
        self.begin(detail.id)
        self.strip.set_steps([Step(one.label, one.state, one.when) for one in detail.steps])
        self.show_person(detail.list_row.patient_name, facts, chips)
        row = detail.list_row
        way = self.tr("写回转单　转回 {name}　原单号 {number}").format(name=row.from_name, number=row.slip_no)
        self.title.set(row.patient_name, way)
        app, referral_id = self.context.app, detail.id
        self.context.tasks.run(
            lambda: (
                app.referral_actions.prefill_return(referral_id),
                app.drafts.load("return_slip", referral_id),
            ),
            lambda found: self._prefilled(referral_id, *found),
            owner=self,
        )

    def _prefilled(self, referral_id: str, values: dict[str, Any], draft: dict[str, Any] | None) -> None:
        if referral_id != self._key:
            return
        names = set(self.fields.names())
        self._carried = {name: value for name, value in values.items() if name not in names}
        self.fields.set_values({**values, **(draft or {})})
        self.filled(kept=self.tr("接着上次没写完的草稿") if draft else "")
        self.fields.field("exam_result").setFocus()

    def slip_values(self) -> dict[str, Any]:
        """Return the fields as typed."""
        return {**self._carried, **self.fields.get()}

    def draw(self) -> Callable[[], Any]:
        """Return what draws the slip as it would print."""
        printing, values, referral_id = self.context.app.printing, self.slip_values(), self._key
        return lambda: printing.draft_return(values, referral_id)

    def save(self) -> Callable[[], Any]:
        """Return what saves the slip and hands the patient back."""
        actions, values, referral_id = self.context.app.referral_actions, self.slip_values(), self._key
        return lambda: actions.write_return(referral_id, values)
