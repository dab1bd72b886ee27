"""Printing: printer, paper, what stands on the slip, and how far each printer puts things beside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.reports.page import PaperKind
from clinic_app.services.papers import Papers
from clinic_app.services.slip_settings import SlipSettings, shift_key
from ui.context import UiContext
from ui.dialogs.calibration import CalibrationBox
from ui.dialogs.paper_preview import PRINTER_STATE, PaperPreview
from ui.dialogs.slip_settings import SlipSettingsBox
from ui.printing import choose_printer, printer_names
from ui.settings.section import SettingsSection
from ui.widgets.blocks import SectionTitle, label
from ui.widgets.choice_row import CheckBox, ChoiceRow
from ui.widgets.code_edit import Choice, NameEdit, search_in
from ui.widgets.form import Form
from ui.widgets.line_edit import NumberEdit
from ui.widgets.text_box import TextBox


class PrintingSection(SettingsSection):
    """How slips come out here."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("PrintingSection", "打印"),
            QCoreApplication.translate("PrintingSection", "打印机只记在这台电脑上，其余对本机构都一样。"),
        )
        self._printers: list[Choice] = []
        self._shifts: dict[str, tuple[float, float, float]] = {}
        papers = [
            ("a4", self.tr("A4")),
            ("a4_halves", self.tr("A4 对半")),
            ("a5", self.tr("A5 两张")),
            ("241_full", self.tr("241 整张")),
            ("241_half", self.tr("241 二等分")),
            ("241_third", self.tr("241 三等分")),
        ]
        self.form = Form()
        self.printer = NameEdit(
            lambda text: search_in(self._printers)(text), self.tr("系统默认打印机"), open_empty=True
        )
        self.printer.chosen.connect(self._printer_chosen)
        self.paper = ChoiceRow(papers)
        self.kind = ChoiceRow([("laser", self.tr("激光、喷墨")), ("dot_matrix", self.tr("针式"))])
        self.parts = ChoiceRow(
            [("both", self.tr("存根和单")), ("slip", self.tr("只印单")), ("stub", self.tr("只印存根"))]
        )
        self.form.row(("printer", self.tr("打印机"), self.printer))
        self.form.row(("paper", self.tr("纸张"), self.paper))
        self.form.row(("kind", self.tr("机型"), self.kind), ("parts", self.tr("印哪部分"), self.parts))
        self.notes = TextBox(limit=300, lines=2)
        self.form.row(("patient_notes", self.tr("患者须知"), self.notes))
        self.body.addWidget(self.form)
        self.overprint = CheckBox(self.tr("套打：单子是印好的，只打填写的内容"))
        self.print_doctor = CheckBox(self.tr("医生签字处印上姓名（不勾则留空手签）"))
        self.body.addWidget(self.overprint)
        self.body.addWidget(self.print_doctor)
        self._save = self.button(self.tr("保存"), self._store, kind="primary", key="save")
        self._test = self.button(self.tr("打印校准页"), self._calibrate, key="print", icon="printer")
        self._blocks = self.button(self.tr("单上加印什么"), self._choose_blocks, icon="list-checks")
        self.button_row(self._save, self._blocks)
        self._make_shift()

    def _make_shift(self) -> None:
        self.body.addWidget(SectionTitle(self.tr("打偏了怎么调")))
        words = self.tr("先打印校准页，用尺量十字离纸边多远，差多少就在这里补多少。向左、向上填负数。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.shift_form = Form()
        self.right, self.down = NumberEdit(self.tr("毫米")), NumberEdit(self.tr("毫米"))
        self.scale = NumberEdit()
        self.shift_form.row(
            ("right", self.tr("向右移"), self.right),
            ("down", self.tr("向下移"), self.down),
            ("shift", self.tr("缩放"), self.scale),
        )
        self.body.addWidget(self.shift_form)
        self._keep = self.button(self.tr("记住位移"), self._store_shift)
        self._measured = self.button(self.tr("输入量到的数"), self._type_measured, icon="pencil")
        self.button_row(self._test, self._measured, self._keep)
        self.paper.changed.connect(lambda _: self._show_shift())

    def refresh(self) -> None:
        """Read how slips look, and which printers there are."""
        closed = self.tell_not_allowed(Permission.SETTINGS)
        self._save.setEnabled(not closed)
        self._blocks.setEnabled(not closed)
        self._printers = [Choice(name, name) for name in printer_names()]
        remembered = choose_printer(self.context.state.get(PRINTER_STATE))
        self.printer.set_item(Choice(remembered, remembered) if remembered else None)
        self.run(self.context.app.printing.settings, self._show)

    def _show(self, found: SlipSettings) -> None:
        self._shifts = dict(found.shifts)
        self.paper.set_value(found.paper.value)
        self.kind.set_value(found.printer.value)
        self.parts.set_value(found.parts.value)
        self.notes.set_text(found.patient_notes)
        self.overprint.setChecked(found.overprint)
        self.print_doctor.setChecked(found.print_doctor)
        self._show_shift()

    def _printer_chosen(self, item: Any) -> None:
        self.context.state.put(PRINTER_STATE, item.code if item is not None else "")
        self._show_shift()

    def _place(self) -> tuple[str, PaperKind]:
        return self.printer.code(), PaperKind(str(self.paper.value() or "a4"))

    def _show_shift(self) -> None:
        right, down, scale = self._shifts.get(shift_key(*self._place()), (0.0, 0.0, 1.0))
        for field, value in ((self.right, right), (self.down, down), (self.scale, scale)):
            field.setText(f"{value:g}")

    def _store(self) -> None:
        values = {
            "paper": str(self.paper.value()),
            "printer": str(self.kind.value()),
            "parts": str(self.parts.value()),
            "patient_notes": self.notes.text().strip(),
            "overprint": self.overprint.isChecked(),
            "print_doctor": self.print_doctor.isChecked(),
        }
        printing = self.context.app.printing
        self.run(lambda: printing.save_settings(**values), self.saved, self.form)

    def _store_shift(self) -> None:
        problems: list[Problem] = []
        numbers: list[float] = []
        for name, field in (("right", self.right), ("down", self.down), ("shift", self.scale)):
            try:
                numbers.append(float(field.text()))
            except ValueError:
                problems.append(Problem(name, "number.shape", say("请填数字，如 1.5 或 -2")))
        if self.shift_form.show_problems(problems):
            return
        right, down, scale = numbers
        printer, paper = self._place()
        printing = self.context.app.printing
        self.run(lambda: printing.set_shift(printer, paper, right, down, scale), self._kept, self.shift_form)

    def _type_measured(self) -> None:
        printer, paper = self._place()

        def kept(found: SlipSettings) -> None:
            self._kept(found)
            self._show_shift()

        CalibrationBox(self.context, self, printer, paper, kept).open()

    def _choose_blocks(self) -> None:
        SlipSettingsBox(self.context, self, self._show).open()

    def _kept(self, found: SlipSettings) -> None:
        self._shifts = dict(found.shifts)
        self.context.messages.info(self.tr("位移已记住，再打一张校准页看看。"))

    def _calibrate(self) -> None:
        printer, paper = self._place()
        place = self.context.app.place
        title = self.tr("套打校准页")
        self.run(
            lambda: Papers(place).calibration(paper, printer),
            lambda pdf: PaperPreview(self.context, self, pdf, title).open(),
        )
