"""Numbers of a period: passages as bars, figures with their formulas, and the rows behind each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from clinic_app.domain.errors import ClinicError
from clinic_app.services import yearly_summary
from clinic_app.services.movements import Movement
from clinic_app.services.paper_kinds import list_offer, register_offers
from clinic_app.services.registers import Registers
from clinic_app.services.statistics_report import Report
from clinic_app.system.files import write_atomically
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.print_preview import PrintPreview
from ui.dialogs.statistics_numbers import NumbersDialog
from ui.tasks import Changes
from ui.views.statistics_columns import row_columns
from ui.views.statistics_groups import Groups
from ui.views.statistics_narrowing import Narrowing
from ui.views.statistics_overview import Overview
from ui.views.statistics_tables import ReportTables
from ui.widgets.blocks import EmptyState, PageScroll, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.page import PageWidget
from ui.widgets.refusal import tell_refusal
from ui.widgets.table import PagedTable

SHOWN = frozenset({"referral", "referral_event", "referral_return", "follow_up"})
SPANS = ("本月", "上月", "本季度", "今年", "去年")
"""Periods offered, as services.periods reads them."""


class StatisticsPage(PageWidget):
    """What was counted, and why it is what it is."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._report: Report | None = None
        self._asked = SPANS[0]
        self._behind: tuple[str, tuple[str, ...]] = ("", ())
        self._scroll = scroll = PageScroll.filling(self)
        self._title = PageTitle(self.tr("统计"))
        scroll.content.addWidget(self._title)
        for button in self._buttons():
            self._title.add_right(button)
        scroll.content.addLayout(self._choice())
        self.narrowing = Narrowing()
        self.narrowing.changed.connect(self._narrowed)
        scroll.content.addWidget(self.narrowing)
        self.overview = Overview()
        self.overview.behind.connect(self._show_behind)
        self.flow_chart, self.state_chart = self.overview.flow_chart, self.overview.state_chart
        self.trend = self.overview.trend
        self._add_parts()
        self._add_rows()
        scroll.content.addStretch(1)
        self._show_part()

    # --- making -------------------------------------------------------------------------------

    def _choice(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        names = {
            "本月": self.tr("本月"),
            "上月": self.tr("上月"),
            "本季度": self.tr("本季度"),
            "今年": self.tr("今年"),
            "去年": self.tr("去年"),
        }
        self.span = ChoiceRow([(word, names[word]) for word in SPANS], SPANS[0])
        self.span.setAccessibleName(self.tr("统计时段"))
        self.span.changed.connect(self._span_chosen)
        row.addWidget(self.span)
        self.period = LineEdit(self.tr("或写 2026-11、2026Q4"))
        self.period.setFixedWidth(230)
        self._period_form = Form(label_width=1)
        self._period_form.row(("period", "", self.period))
        self.period.setAccessibleName(self.tr("自己写统计时段"))
        self.period.editingFinished.connect(self._period_typed)  # Enter walks on, as in every form
        row.addWidget(self._period_form)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.current().px(8))
        column.addLayout(row)
        parts = QHBoxLayout()
        self.part = ChoiceRow(
            [
                ("overview", self.tr("概况")),
                ("figures", self.tr("考核指标")),
                ("compare", self.tr("比较和时长")),
                ("partners", self.tr("机构和评价")),
                ("groups", self.tr("分类")),
            ],
            "overview",
        )
        self.part.setAccessibleName(self.tr("看哪一部分"))
        self.part.changed.connect(self._part_chosen)
        parts.addWidget(self.part)
        parts.addSpacing(theme.current().px(12))
        self._hint = label("", "small", wrap=True)
        parts.addWidget(self._hint, 1)
        column.addLayout(parts)
        return column

    def _buttons(self) -> list[Button]:
        numbers = Button(self.tr("填写数字"), icon="pencil")
        numbers.clicked.connect(self._ask_numbers)
        paper = Button(self.tr("打印报表"), key="print", icon="printer")
        paper.clicked.connect(self._print)
        sheet = Button(self.tr("存为 Excel"), key="save", icon="download")
        sheet.clicked.connect(lambda: self._ask_file(register=False))
        register = Button(self.tr("登记本存为 Excel"), icon="download")
        register.clicked.connect(lambda: self._ask_file(register=True))
        yearly = Button(self.tr("年度总结"), icon="file-text")
        yearly.clicked.connect(self._ask_summary)
        return [numbers, paper, sheet, register, yearly]

    def _add_parts(self) -> None:
        """Put one part below the other; only the chosen one is in sight, so that each fits a screen."""
        self.tables = ReportTables(self.context)
        self.tables.behind.connect(self._show_behind)
        self.tables.numbers_wanted.connect(self._ask_numbers)
        self.tables.narrow_wanted.connect(self.narrowing.add)
        self.groups = Groups()
        self.groups.behind.connect(self._show_behind)
        self.groups.narrow_wanted.connect(self.narrowing.add)
        self._parts = {"overview": self.overview, **self.tables.parts, "groups": self.groups}
        for part in self._parts.values():
            self._scroll.content.addWidget(part)

    def _add_rows(self) -> None:
        content = self._scroll.content
        self._rows_title = PageTitle()
        content.addWidget(self._rows_title)
        self.rows = PagedTable.of(
            self.context,
            "statistics.rows",
            row_columns(),
            empty=EmptyState(self.tr("没有。"), icon="chart-column"),
        )
        self.rows.opened.connect(lambda row: self.context.open("referral", referral_id=row.referral_id))
        content.addWidget(self.rows)

    # --- showing ------------------------------------------------------------------------------

    def show_at(self, period: str = "", part: str = "", **_: Any) -> None:
        """Count a period, the present month first, and show a part of it."""
        if part:
            self.part.set_value(part)
        if period and period != self._asked:
            self._asked = period
            self.span.set_value(period if period in SPANS else None)
        self.refresh()
        self.span.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the period and the part that are shown."""
        return {"period": self._asked, "part": str(self.part.value())}

    def records_changed(self, changes: Changes) -> None:
        """Count again when referrals changed while the page is in sight."""
        if changes.any_of(*SHOWN) and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Count again."""
        statistics, asked, only = self.context.app.statistics, self._asked, self.narrowing.only()
        self.context.tasks.run(
            lambda: statistics.report(statistics.period(asked), only), self._show, self._failed, owner=self
        )

    def _span_chosen(self, word: object) -> None:
        if word and word != self._asked:
            self._asked = str(word)
            self.period.clear()
            self.refresh()

    def _part_chosen(self, _part: object) -> None:
        self._behind = ("", ())
        self._show_part()

    def _show_part(self) -> None:
        """Bring the chosen part to sight, and below it the rows if a number was opened."""
        chosen = self.part.value()
        words = self.tr("点数字或按 Enter，列出背后的单。")
        if chosen == "figures":
            words = self.tr("按 Enter 或双击一行，列出分子背后的单；再按一次列出没有做到的。")
        self._hint.setText(words)
        for name, part in self._parts.items():
            part.setVisible(name == chosen)
        opened = bool(self._behind[0])
        self._rows_title.setVisible(opened)
        self.rows.setVisible(opened)

    def _period_typed(self) -> None:
        text = self.period.text().strip()
        if text and text != self._asked:
            self._asked = text
            self.span.set_value(None)
            self.refresh()

    def _failed(self, error: ClinicError) -> None:
        tell_refusal(error, self._period_form, self.context.messages)

    def _show(self, report: Report) -> None:
        self._period_form.clear_problems()
        self._report = report
        self._title.set(
            self.tr("统计"),
            self.tr("{period}　共 {n} 人次，上期 {before}，去年同期 {year}").format(
                period=i18n.text(report.period.called),
                n=report.total,
                before=report.total_before,
                year=report.total_year_before,
            ),
        )
        self.overview.show_report(report)
        self.narrowing.show_names(report.only_names)
        self.tables.show_report(report)
        self.groups.show_report(report)
        self._show_behind(*self._behind)

    def _show_behind(self, title: str, ids: Sequence[str]) -> None:
        self._behind = (title, tuple(ids))
        self._show_part()
        if self._report is None or not title:
            return
        found: tuple[Movement, ...] = self._report.behind(ids)
        self._rows_title.set(
            self.tr("明细：{what}").format(what=title),
            self.tr("共 {n} 张，按 Enter 打开。").format(n=len(found)),
        )
        self.rows.set_rows(list(found))
        self.rows.fit_rows(10)
        # Only when the layout has given the rows their place is there something to scroll to.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.rows))
        if found:
            self.rows.setFocus()

    # --- only a part --------------------------------------------------------------------------

    def _narrowed(self) -> None:
        self._behind = ("", ())
        self.refresh()

    # --- acting -------------------------------------------------------------------------------

    def _ask_numbers(self) -> None:
        if self._report is not None:
            dialog = NumbersDialog(self.context, self, self._report)
            dialog.accepted.connect(self.refresh)
            dialog.open()

    def _print(self) -> None:
        report, statistics = self._report, self.context.app.statistics
        if report is None:
            return
        title = self.tr("双向转诊统计")
        printing = self.context.app.printing
        offers = [
            list_offer(printing, lambda: statistics.pdf(report), title, "report"),
            *register_offers(printing, report.period),
        ]
        PrintPreview(self.context, self, offers).open()

    def _ask_file(self, *, register: bool) -> None:
        if self._report is None:
            return
        what = self.tr("双向转诊登记本") if register else self.tr("双向转诊统计")
        name = f"{what} {i18n.text(self._report.period.called)}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("存为 Excel"), name, "Excel (*.xlsx)")
        if chosen:
            self.save(Path(chosen), register=register)

    def _ask_summary(self) -> None:
        if self._report is None:
            return
        name = self.tr("{year}年度双向转诊工作总结.docx").format(year=self._report.period.first.year)
        kinds = "Word (*.docx);;PDF (*.pdf)"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("起草年度总结"), name, kinds)
        if chosen:
            self.save_summary(Path(chosen))

    def save_summary(self, path: Path) -> None:
        """Draft the summary of the year that the period lies in, into a file that can be edited."""
        report, place = self._report, self.context.app.place
        if report is None:
            return
        year, done = report.period.first.year, self.tr("已起草，黄色处请补写：{path}")
        self.context.tasks.run(
            lambda: yearly_summary.save(place, year, path),
            lambda file: self.context.messages.info(done.format(path=file)),
            owner=self,
        )

    def save(self, path: Path, *, register: bool = False) -> None:
        """Write the report, or the register of the period, into a file."""
        report, place, statistics = self._report, self.context.app.place, self.context.app.statistics
        if report is None:
            return

        def write() -> Path:
            if not register:
                return statistics.save(report, path)
            target = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
            write_atomically(target, Registers(place).workbook(report.period))
            return target

        done = self.tr("已存为 {path}")
        self.context.tasks.run(
            write, lambda file: self.context.messages.info(done.format(path=file)), owner=self
        )
