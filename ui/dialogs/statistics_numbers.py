"""Numbers the program cannot count itself, and the year's plan, typed in for a period."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.services.indicators import INPUT_NAMES
from clinic_app.services.movements import FLOW_NAMES
from clinic_app.services.statistics import Report
from ui import i18n
from ui.context import UiContext
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import NumberEdit
from ui.widgets.refusal import tell_refusal


class NumbersDialog(Dialog):
    """Two columns of numbers; an empty one counts as not known."""

    def __init__(self, context: UiContext, parent: QWidget, report: Report) -> None:
        super().__init__(QCoreApplication.translate("NumbersDialog", "填写数字"), parent, width=720)
        self._context, self._report = context, report
        words = self.tr("本机数不出来的数字，从医保或统计报表抄来；不知道的留空。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.form = Form(label_width=150)
        self.body.addWidget(self.form)
        self.form.section(i18n.text(report.period.called))
        self._inputs = {name: NumberEdit() for name in INPUT_NAMES}
        names = list(INPUT_NAMES)
        for pair in zip(names[::2], names[1::2], strict=True):
            self.form.row(*((name, i18n.text(INPUT_NAMES[name]), self._inputs[name]) for name in pair))
        year = report.period.first.year
        self.form.section(self.tr("{year} 年计划人次").format(year=year))
        self._plan = {flow.value: NumberEdit() for flow in FLOW_NAMES}
        flows = list(FLOW_NAMES)
        for start in range(0, len(flows), 2):
            self.form.row(
                *(
                    (flow.value, i18n.text(FLOW_NAMES[flow]), self._plan[flow.value])
                    for flow in flows[start : start + 2]
                )
            )
        for name, field in self._inputs.items():
            field.setText(report.inputs.get(name, ""))
        statistics = context.app.statistics
        context.tasks.run(lambda: statistics.plan(year), self._show_plan, owner=self)
        self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self.form.focus_first()

    def _show_plan(self, plan: dict[str, str]) -> None:
        for name, field in self._plan.items():
            field.setText(plan.get(name, ""))

    def _save(self) -> None:
        statistics, period = self._context.app.statistics, self._report.period
        inputs = {name: field.text() for name, field in self._inputs.items()}
        plan = {name: field.text() for name, field in self._plan.items()}

        def store() -> None:
            statistics.set_inputs(period, inputs)
            if plan != {name: statistics.plan(period.first.year).get(name, "") for name in plan}:
                statistics.set_plan(period.first.year, plan)

        self._context.tasks.run(store, self._done, self._failed, owner=self)

    def _done(self, _: Any) -> None:
        self.accept()

    def _failed(self, error: ClinicError) -> None:
        if not tell_refusal(error, self.form, self._context.messages):
            self.reject()
