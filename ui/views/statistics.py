"""Numbers of a period: passages as bars, figures with their formulas, and the rows behind each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from clinic_app.domain.errors import ClinicError
from clinic_app.services import yearly_summary
from clinic_app.services.movements import GROUP_NAMES, Movement
from clinic_app.services.paper_kinds import list_offer, register_offers
from clinic_app.services.registers import Registers
from clinic_app.services.statistics_papers import trend_chart
from clinic_app.services.statistics_report import Report
from clinic_app.system.files import write_atomically
from ui import i18n
from ui.context import UiContext
from ui.dialogs.print_preview import PrintPreview
from ui.dialogs.statistics_numbers import NumbersDialog
from ui.tasks import Changes
from ui.views.statistics_columns import row_columns
from ui.views.statistics_narrowing import Narrowing
from ui.views.statistics_tables import ReportTables
from ui.widgets.bars import Bar, BarChart
from ui.widgets.blocks import Card, EmptyState, PageScroll, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice, NameEdit, search_in
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.lines import ChartLine, LineChart
from ui.widgets.page import PageWidget
from ui.widgets.refusal import tell_refusal
from ui.widgets.table import PagedTable

SHOWN = frozenset({"referral", "referral_event", "referral_return", "follow_up"})
SPANS = ("本月", "上月", "本季度", "今年", "去年")
"""Periods offered, as services.periods reads them."""
MOST_BARS = 10


class StatisticsPage(PageWidget):
    """What was counted, and why it is what it is."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._report: Report | None = None
        self._asked = SPANS[0]
        self._behind: tuple[str, tuple[str, ...]] = ("", ())
        self._chosen_group: int | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = PageScroll()
        outer.addWidget(scroll)
        self._scroll = scroll
        self._title = PageTitle(self.tr("统计"))
        scroll.content.addWidget(self._title)
        for button in self._buttons():
            self._title.add_right(button)
        scroll.content.addLayout(self._choice())
        self.narrowing = Narrowing()
        self.narrowing.changed.connect(self._narrowed)
        scroll.content.addWidget(self.narrowing)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        self._flows = Card(self.tr("转诊人次（实条：本期，斜纹：上期）"))
        self.flow_chart = self._chart(self.tr("转诊人次"), self._open_flow)
        self._flows.body.addWidget(self.flow_chart)
        self._flows.body.addStretch(1)
        self._states = Card(self.tr("办理情况"))
        self.state_chart = self._chart(self.tr("办理情况"), self._open_state)
        self._states.body.addWidget(self.state_chart)
        self._states.body.addStretch(1)
        cards.addWidget(self._flows, 60)
        cards.addWidget(self._states, 40)
        scroll.content.addLayout(cards)
        course = Card(self.tr("各月转诊人次"))
        self.trend = LineChart(self.tr("各月转诊人次"))
        self.trend.opened.connect(self._open_month)
        course.body.addWidget(self.trend)
        scroll.content.addWidget(course)
        self._add_tables()
        scroll.content.addStretch(1)

    # --- making -------------------------------------------------------------------------------

    def _chart(self, name: str, act: Any) -> BarChart:
        made = BarChart(name)
        made.opened.connect(act)
        return made

    def _choice(self) -> QHBoxLayout:
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
        return row

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

    def _add_tables(self) -> None:
        content = self._scroll.content
        self.tables = ReportTables(self.context)
        self.tables.behind.connect(self._show_behind)
        self.tables.numbers_wanted.connect(self._ask_numbers)
        self.tables.narrow_wanted.connect(self.narrowing.add)
        content.addWidget(self.tables)
        head = QHBoxLayout()
        self._group_title = PageTitle(self.tr("分类"))
        self.group = NameEdit(lambda text: search_in(self._groups())(text), open_empty=True)
        self.group.setFixedWidth(200)
        self.group.setAccessibleName(self.tr("分类"))
        self.group.chosen.connect(lambda _: self._show_group())
        head.addWidget(self._group_title)
        head.addWidget(self.group)
        self._narrower = Button(self.tr("只看选中的这一项"), icon="search")
        self._narrower.clicked.connect(self._narrow_to_group)
        self._narrower.setEnabled(False)
        head.addWidget(self._narrower)
        content.addLayout(head)
        card = Card()
        self.group_chart = self._chart(self.tr("分类"), self._open_group)
        card.body.addWidget(self.group_chart)
        content.addWidget(card)
        self._rows_title = PageTitle(
            self.tr("明细"), self.tr("在上面点一条或按 Enter，这里列出背后的每一张单。")
        )
        content.addWidget(self._rows_title)
        self.rows = PagedTable(
            row_columns(),
            tasks=self.context.tasks,
            name="statistics.rows",
            state=self.context.state,
            empty=EmptyState(self.tr("没有。"), icon="chart-column"),
            row_id=lambda row: row.id,
        )
        self.rows.opened.connect(lambda row: self.context.open("referral", referral_id=row.referral_id))
        content.addWidget(self.rows)

    # --- showing ------------------------------------------------------------------------------

    def show_at(self, period: str = "", **_: Any) -> None:
        """Count a period, the present month first."""
        if period and period != self._asked:
            self._asked = period
            self.span.set_value(period if period in SPANS else None)
        self.refresh()
        self.span.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the period that is shown."""
        return {"period": self._asked}

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
        self.flow_chart.set_bars(
            [Bar(flow.flow.value, i18n.text(flow.label), flow.count, flow.before) for flow in report.flows]
        )
        kinds = self.tr("其中上转：{kind}")
        self.state_chart.set_bars(
            [
                Bar(f"kind:{kind.name}", kinds.format(kind=i18n.text(kind.label)), len(kind.ids))
                for kind in report.visit_types
            ]
            + [Bar(state.name, i18n.text(state.label), len(state.ids)) for state in report.states]
        )
        self.trend.set_lines(
            trend_chart(report.trend).points,
            [ChartLine(line.flow.value, i18n.text(line.label), line.counts) for line in report.trend.lines],
        )
        self.narrowing.show_names(report.only_names)
        self.tables.show_report(report)
        if self.group.item() is None:
            self.group.set_item(self._groups()[0])
        self._show_group()
        self._show_behind(*self._behind)

    def _groups(self) -> list[Choice]:
        return [Choice(by, i18n.text(name)) for by, name in GROUP_NAMES.items()]

    def _show_group(self) -> None:
        report, by = self._report, self.group.code()
        if report is None or not by:
            return
        rows = report.tables.get(by, ())[:MOST_BARS]
        self._chosen_group = None
        self._narrower.setEnabled(False)
        self.group_chart.set_bars(
            [Bar(str(n), row.label or self.tr("未填写"), row.count()) for n, row in enumerate(rows)]
        )

    def _show_behind(self, title: str, ids: Sequence[str]) -> None:
        self._behind = (title, tuple(ids))
        if self._report is None or not title:
            return
        found: tuple[Movement, ...] = self._report.behind(ids)
        self._rows_title.set(
            self.tr("明细：{what}").format(what=title),
            self.tr("共 {n} 张，按 Enter 打开。").format(n=len(found)),
        )
        self.rows.set_rows(list(found))
        self.rows.fit_rows(10)
        self._scroll.ensureWidgetVisible(self.rows)
        if found:
            self.rows.setFocus()

    def _open_flow(self, key: str) -> None:
        flow = next((f for f in self._report.flows if f.flow.value == key), None) if self._report else None
        if flow is not None:
            self._show_behind(i18n.text(flow.label), flow.ids)

    def _open_state(self, key: str) -> None:
        if self._report is None:
            return
        known = {s.name: s for s in self._report.states}
        known |= {f"kind:{kind.name}": kind for kind in self._report.visit_types}
        state = known.get(key)
        if state is not None:
            self._show_behind(i18n.text(state.label), state.ids)

    def _open_month(self, key: str, step: int) -> None:
        if self._report is None:
            return
        trend = self._report.trend
        line = next(line for line in trend.lines if line.flow.value == key)
        self._show_behind(f"{i18n.text(line.label)} {trend.months[step]}", line.ids[step])

    def _open_group(self, key: str) -> None:
        if self._report is None:
            return
        row = self._report.tables[self.group.code()][int(key)]
        ids = [one for ids in row.ids.values() for one in ids]
        self._show_behind(row.label or self.tr("未填写"), ids)
        self._chosen_group = int(key)
        self._narrower.setEnabled(True)

    # --- only a part --------------------------------------------------------------------------

    def _narrow_to_group(self) -> None:
        at = self._chosen_group
        if self._report is None or at is None:
            return
        by = self.group.code()
        self.narrowing.add(by, self._report.keys[by][at])

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
