"""What a ruler showed on the calibration page, typed back in: the shift of a printer on a paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.reports.page import PaperKind
from clinic_app.services.slip_settings import Measured, SlipSettings
from ui.context import UiContext
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import NumberEdit
from ui.widgets.refusal import tell_refusal


class CalibrationBox(Dialog):
    """Three measurements of one page that was printed with the present shift."""

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        printer: str,
        paper: PaperKind,
        kept: Callable[[SlipSettings], object],
    ) -> None:
        super().__init__(QCoreApplication.translate("CalibrationBox", "输入校准页上量到的数"), parent)
        self._context, self._printer, self._paper, self._kept = context, printer, paper, kept
        words = self.tr("用刚打印的校准页和一把尺。没有量的就留空，按原来的不变。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.form = Form()
        self.left, self.top = NumberEdit(self.tr("毫米")), NumberEdit(self.tr("毫米"))
        self.ruler = NumberEdit(self.tr("毫米"))
        self.form.row(("left", self.tr("左上十字中心到纸的左边"), self.left))
        self.form.row(("top", self.tr("左上十字中心到纸的上边"), self.top))
        self.form.row(("ruler", self.tr("纸上的尺，全长量出来是"), self.ruler))
        self.body.addWidget(self.form)
        self.add_button(self.tr("算出并记住"), self._go, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self.left.setFocus()

    def _go(self) -> None:
        problems: list[Problem] = []
        found: dict[str, float | None] = {}
        for name, field in (("left", self.left), ("top", self.top), ("ruler", self.ruler)):
            text = field.text().strip()
            try:
                found[name] = float(text) if text else None
            except ValueError:
                problems.append(Problem(name, "number.shape", say("请填数字，如 18.5")))
        if not problems and all(value is None for value in found.values()):
            problems.append(Problem("left", "measured.missing", say("请至少填一个量到的数")))
        if self.form.show_problems(problems):
            return
        printing, measured = self._context.app.printing, Measured(**found)
        self._context.tasks.run(
            lambda: printing.calibrate(self._printer, self._paper, measured),
            self._done,
            self._failed,
            owner=self,
        )

    def _done(self, settings: SlipSettings) -> None:
        self._kept(settings)
        self.accept()

    def _failed(self, error: ClinicError) -> None:
        tell_refusal(error, self.form, self._context.messages)
