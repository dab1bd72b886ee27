"""The lower half of the statistics page: figures, spans of time, institutions and what patients say."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.services.indicators import Duration, Ratio, percent_text
from clinic_app.services.partner_figures import PartnerFigures
from clinic_app.services.statistics_report import Report
from ui import i18n, theme
from ui.context import UiContext
from ui.models.paged import Cell, Column
from ui.views.statistics_columns import duration_columns, flow_columns, partner_columns, ratio_columns
from ui.widgets.blocks import EmptyState, PageTitle
from ui.widgets.table import PagedTable


@attrs.frozen
class AnswerRow:
    """One answer to one question, as a line."""

    id: str
    question: str
    answer: str
    count: int
    asked: int
    share: str
    ids: tuple[str, ...]


class ReportTables(QObject):
    """Tables of a counted period, in parts: ``figures``, ``compare`` and ``partners``.

    Signals:
        behind: title and identities of the passages behind a number.
        numbers_wanted: a figure waits for a number from elsewhere.
        narrow_wanted: group and value to which the report is to be narrowed.
    """

    behind = Signal(str, object)
    numbers_wanted = Signal()
    narrow_wanted = Signal(str, str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        self.parts: dict[str, QWidget] = {}
        self._begin("compare")
        self._column.addWidget(PageTitle(self.tr("比上期、比去年、比计划")))
        self.flows = self._table("flows", flow_columns(), compact=True)
        self.flows.opened.connect(lambda row: self.behind.emit(i18n.text(row.label), row.ids))
        self._column.addWidget(PageTitle(self.tr("办理时长")))
        self.durations = self._table("durations", duration_columns(), compact=True, wrap=True)
        self.durations.opened.connect(self._open_duration)
        self._begin("figures")
        self.ratios = self._table("ratios", ratio_columns(), compact=True, wrap=True)
        self.ratios.opened.connect(self._open_ratio)
        self._begin("partners")
        self._column.addWidget(PageTitle(self.tr("按机构考核")))
        self.partners = self._table("partners", partner_columns())
        self.partners.opened.connect(self._open_partner)
        self._column.addWidget(
            PageTitle(self.tr("患者评价"), self.tr("转诊后随访时问的；占比的分母是答了这一问的。"))
        )
        self.answers = self._table("answers", self._answer_columns())
        self.answers.opened.connect(
            lambda row: self.behind.emit(f"{row.question}：{row.answer}", row.ids) if row.ids else None
        )
        self._turned: dict[str, bool] = {}

    def _begin(self, part: str) -> None:
        """Begin a part of the page; what follows belongs to it."""
        widget = self.parts[part] = QWidget()
        self._column = QVBoxLayout(widget)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(12))

    def _table(
        self, name: str, columns: list[Column], *, compact: bool = False, wrap: bool = False
    ) -> PagedTable:
        made = PagedTable.of(
            self.context,
            f"statistics.{name}",
            columns,
            empty=EmptyState(self.tr("没有。"), icon="chart-column"),
            compact=compact,
            wrap=wrap,
            row_id=lambda row: next(
                (getattr(row, n) for n in ("name", "flow", "id") if hasattr(row, n)), None
            ),
        )
        self._column.addWidget(made)
        return made

    def _answer_columns(self) -> list[Column]:
        return [
            Column("question", self.tr("问题"), lambda r: Cell(r.question, bold=True), 300),
            Column("answer", self.tr("回答"), lambda r: Cell(r.answer), 0),
            Column("n", self.tr("例数"), lambda r: Cell(str(r.count)), 90, right=True),
            Column("asked", self.tr("答了的"), lambda r: Cell(str(r.asked), dim=True), 90, right=True),
            Column("share", self.tr("占比"), lambda r: Cell(r.share, bold=True), 110, right=True),
        ]

    def show_report(self, report: Report) -> None:
        """Show the tables of a period."""
        self._turned = {}
        self.flows.set_rows(list(report.flows))
        self.flows.fit_rows(6)
        self.ratios.set_rows(list(report.ratios))
        self.ratios.fit_rows(14)
        self.durations.set_rows(list(report.durations))
        self.durations.fit_rows(4)
        self.partners.set_rows(list(report.partners))
        self.partners.fit_rows(10)
        self.answers.set_rows(list(self._answer_rows(report)))
        self.answers.fit_rows(20)

    @staticmethod
    def _answer_rows(report: Report) -> Sequence[AnswerRow]:
        return [
            AnswerRow(
                f"{question.key}{choice.code}",
                i18n.core(question.label),
                i18n.core(choice.name),
                len(choice.ids),
                len(question.ids),
                percent_text(question.share(choice)),
                choice.ids,
            )
            for question in report.evaluations
            if question.ids
            for choice in question.choices
        ]

    def _open_ratio(self, row: Ratio) -> None:
        """List what a figure counts; opened once more, what is missing from it."""
        if row.missing and not row.numerator_ids:
            self.numbers_wanted.emit()
            return
        if not row.denominator_ids:
            self.behind.emit(i18n.text(row.label), row.numerator_ids)
            return
        inside = set(row.numerator_ids)
        outside = tuple(one for one in row.denominator_ids if one not in inside)
        turned = self._turned.get(row.name, not row.lower_is_better and bool(outside))
        self._turned[row.name] = not turned
        words = self.tr("{name}：分母里没有的") if turned else self.tr("{name}：分子")
        if turned and not row.lower_is_better:
            words = self.tr("{name}：没有做到的")
        self.behind.emit(words.format(name=i18n.text(row.label)), outside if turned else row.numerator_ids)

    def _open_duration(self, row: Duration) -> None:
        turned = self._turned.get(row.name, bool(row.over_limit))
        self._turned[row.name] = not turned
        words = self.tr("{name}：超时的") if turned and row.over_limit else "{name}"
        ids = row.over_limit if turned and row.over_limit else row.ids
        self.behind.emit(words.format(name=i18n.text(row.label)), ids)

    def _open_partner(self, row: PartnerFigures) -> None:
        self.narrow_wanted.emit("partner", row.name)
