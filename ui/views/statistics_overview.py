"""The first part of the statistics page, made to fit one screen: passages, how they stand, their course."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.statistics_papers import trend_chart
from clinic_app.services.statistics_report import Report
from ui import i18n, theme
from ui.widgets.bars import Bar, BarChart
from ui.widgets.blocks import Card
from ui.widgets.lines import ChartLine, LineChart

CHART_HEIGHT = 150
"""Of the course: title, choice, bars and course together fill a screen of 768 lines."""


class Overview(QWidget):
    """Charts of a counted period.

    Signals:
        behind: title and identities of the passages behind a number.
    """

    behind = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(16))
        self.flow_chart = self._chart(self.tr("转诊人次"), self._open_flow)
        self.state_chart = self._chart(self.tr("办理情况"), self._open_state)
        self.kind_chart = self._chart(self.tr("上转患者的来源"), self._open_kind)
        self.trend = LineChart(self.tr("各月转诊人次"), CHART_HEIGHT)
        self.trend.opened.connect(self._open_month)
        column.addLayout(
            self._row(
                (self.tr("转诊人次（实条：本期，斜纹：上期）"), self.flow_chart, 60),
                (self.tr("办理情况"), self.state_chart, 40),
            )
        )
        column.addLayout(
            self._row(
                (self.tr("各月转诊人次"), self.trend, 60), (self.tr("上转患者的来源"), self.kind_chart, 40)
            )
        )

    @staticmethod
    def _row(*cards: tuple[str, QWidget, int]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(16))
        for title, chart, share in cards:
            card = Card(title)
            card.body.addWidget(chart)
            card.body.addStretch(1)
            row.addWidget(card, share)
        return row

    @staticmethod
    def _chart(name: str, act: Any) -> BarChart:
        made = BarChart(name)
        made.opened.connect(act)
        return made

    def show_report(self, report: Report) -> None:
        """Show the charts of a period."""
        self._report = report
        self.flow_chart.set_bars(
            [Bar(flow.flow.value, i18n.text(flow.label), flow.count, flow.before) for flow in report.flows]
        )
        for chart, states in ((self.state_chart, report.states), (self.kind_chart, report.visit_types)):
            chart.set_bars([Bar(one.name, i18n.text(one.label), len(one.ids)) for one in states])
        self.trend.set_lines(
            [i18n.text(point) for point in trend_chart(report.trend).points],
            [ChartLine(line.flow.value, i18n.text(line.label), line.counts) for line in report.trend.lines],
        )

    def _open_flow(self, key: str) -> None:
        flow = next((f for f in self._report.flows if f.flow.value == key), None) if self._report else None
        if flow is not None:
            self.behind.emit(i18n.text(flow.label), flow.ids)

    def _open_state(self, key: str) -> None:
        state = next((s for s in self._report.states if s.name == key), None) if self._report else None
        if state is not None:
            self.behind.emit(i18n.text(state.label), state.ids)

    def _open_kind(self, key: str) -> None:
        kind = next((k for k in self._report.visit_types if k.name == key), None) if self._report else None
        if kind is not None:
            self.behind.emit(self.tr("上转：{kind}").format(kind=i18n.text(kind.label)), kind.ids)

    def _open_month(self, key: str, step: int) -> None:
        if self._report is None:
            return
        trend = self._report.trend
        line = next(line for line in trend.lines if line.flow.value == key)
        self.behind.emit(f"{i18n.text(line.label)} {trend.months[step]}", line.ids[step])
