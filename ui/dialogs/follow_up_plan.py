"""Moving a planned follow-up to another day, ending it, and planning one: each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.services.follow_up_rows import PlanRow
from ui import i18n
from ui.context import UiContext
from ui.forms.values import CodeField, date_text
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.code_edit import Choice, NameEdit, search_in
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.refusal import tell_refusal

PLAN_CHANGES = frozenset({"follow_up_plan"})


class _PlanDialog(Dialog):
    """A short form that changes a plan; what is wrong is shown beside the fields."""

    def __init__(self, context: UiContext, parent: QWidget, title: str, who: str) -> None:
        super().__init__(title, parent, width=560)
        self._context = context
        self.body.addWidget(label(who, "secondary", wrap=True))
        self.form = Form()
        self.body.addWidget(self.form)
        self._yes: Button | None = None

    def _run(self, operation: Callable[[], Any], done: str) -> None:
        self.form.clear_problems()
        if self._yes is not None:
            self._yes.setEnabled(False)
        self._context.tasks.run(
            operation, lambda saved: self._done(saved, done), self._failed, owner=self, changes=PLAN_CHANGES
        )

    def _done(self, saved: Any, words: str) -> None:
        self._context.messages.info(words)
        for warning in getattr(saved, "warnings", ()):
            self._context.messages.warning(i18n.text(warning.message), self.tr("请再看一眼"))
        self.accept()

    def _failed(self, error: ClinicError) -> None:
        if self._yes is not None:
            self._yes.setEnabled(True)
        if not tell_refusal(error, self.form, self._context.messages):
            self.reject()


class MovePlanDialog(_PlanDialog):
    """Puts a visit off, or forward."""

    def __init__(self, context: UiContext, parent: QWidget, plan: PlanRow) -> None:
        who = f"{plan.patient_name}　{plan.form_name}　{plan.due_text}"
        super().__init__(context, parent, QCoreApplication.translate("MovePlanDialog", "改期"), who)
        self._plan = plan
        self.day = DateEdit(context.today)
        self.reason = LineEdit(self.tr("如：外出打工，下月回来"))
        self.form.row(("due_on", self.tr("改到"), self.day))
        self.form.row(("reason", self.tr("原因"), self.reason))
        self._yes = self.add_button(self.tr("改期"), self._move, kind="primary", key="save")
        self.add_button(self.tr("不改"))
        self.day.setFocus()

    def _move(self) -> None:
        day, reason = date_text(self.day.date()) or self.day.text(), self.reason.text()
        follow_ups, plan_id = self._context.app.follow_ups, self._plan.id
        self._run(lambda: follow_ups.move(plan_id, day, reason), self.tr("已改期"))


class ClosePlanDialog(_PlanDialog):
    """Ends a plan: moved away, refused, died."""

    def __init__(self, context: UiContext, parent: QWidget, plan: PlanRow) -> None:
        who = f"{plan.patient_name}　{plan.form_name}　{plan.due_text}"
        super().__init__(context, parent, QCoreApplication.translate("ClosePlanDialog", "终止随访"), who)
        self._plan = plan
        self.reason = CodeField(context, "follow_up_closed", self.tr("按向下键选原因"))
        self.note = LineEdit(self.tr("选“其他”时写明"))
        self.day = DateEdit(context.today)
        self.day.set_date(context.today())
        self.form.row(("reason", self.tr("原因"), self.reason))
        self.form.row(("note", self.tr("说明"), self.note))
        self.form.row(("on", self.tr("终止日期"), self.day))
        self._yes = self.add_button(self.tr("终止随访"), self._close_plan, kind="danger", key="save")
        self.add_button(self.tr("返回"))
        self.reason.setFocus()

    def _close_plan(self) -> None:
        reason, note, day = self.reason.code(), self.note.text(), self.day.date()
        follow_ups, plan_id = self._context.app.follow_ups, self._plan.id
        self._run(lambda: follow_ups.close_plan(plan_id, reason, note, day), self.tr("已终止"))


class NewPlanDialog(_PlanDialog):
    """Plans a visit of somebody who is found by typing."""

    def __init__(self, context: UiContext, parent: QWidget, forms: list[Choice]) -> None:
        super().__init__(
            context,
            parent,
            QCoreApplication.translate("NewPlanDialog", "安排随访"),
            QCoreApplication.translate("NewPlanDialog", "选人、选表、定日期。"),
        )
        self.patient = NameEdit(self._find, self.tr("姓名、拼音首字母、身份证"), tasks=context.tasks)
        self.form_edit = NameEdit(search_in(forms), self.tr("按向下键选"), open_empty=True)
        self.day = DateEdit(context.today)
        self.reason = LineEdit()
        self.form.row(("patient_id", self.tr("患者"), self.patient))
        self.form.row(("form", self.tr("随访表"), self.form_edit))
        self.form.row(("due_on", self.tr("应随访日期"), self.day))
        self.form.row(("reason", self.tr("原因"), self.reason))
        self._yes = self.add_button(self.tr("安排"), self._plan_visit, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self.patient.setFocus()

    def _find(self, text: str) -> list[Choice]:
        page = self._context.app.patients.search(text, limit=12)
        return [Choice(row.id, row.name, f"{i18n.gender_age(row)}　{row.village}") for row in page.rows]

    def _plan_visit(self) -> None:
        day: date | None = self.day.date()
        patient_id = self.patient.code()
        values = {
            "form": self.form_edit.code(),
            "due_on": date_text(day) or self.day.text(),
            "reason": self.reason.text(),
        }
        follow_ups = self._context.app.follow_ups
        if not patient_id:
            self.patient.setFocus()
            message = say("请先选一位患者")
            self.form.show_problems([Problem("patient_id", "patient.missing", message)])
            return
        self._run(lambda: follow_ups.plan(patient_id, values), self.tr("已安排"))
