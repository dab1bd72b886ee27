"""The tables of the statistics page: figures, durations, and the passages behind a number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.services.indicators import Duration, Ratio, percent_text
from clinic_app.services.partner_figures import PartnerFigures
from clinic_app.services.statistics_report import FlowCount
from ui import i18n
from ui.models.paged import Cell, Column

LONG_HOURS = 48
"""From here on a span is told in days."""


def ratio_columns() -> list[Column]:
    """Return the columns of the figures, each with what it is made of."""
    translate = QCoreApplication.translate

    def name(row: Ratio) -> Cell:
        if row.reached is None:
            return Cell(i18n.text(row.label), bold=True)
        words = translate("statistics", "达标") if row.reached else translate("statistics", "未达标")
        return Cell(i18n.text(row.label), chip=words, meaning="done" if row.reached else "due", bold=True)

    def value(row: Ratio) -> Cell:
        return Cell("—" if row.missing else percent_text(row.percent), bold=True)

    return [
        Column("name", translate("statistics", "指标"), name, 224),
        Column("upper", translate("statistics", "分子"), lambda r: _part(r, r.numerator), 64, right=True),
        Column("lower", translate("statistics", "分母"), lambda r: _part(r, r.denominator), 64, right=True),
        Column("value", translate("statistics", "结果"), value, 84, right=True),
        Column(
            "target", translate("statistics", "目标"), lambda r: Cell(_target(r), dim=True), 70, right=True
        ),
        Column("formula", translate("statistics", "算法"), lambda r: Cell(i18n.text(r.formula), dim=True), 0),
    ]


def duration_columns() -> list[Column]:
    """Return the columns of how long things take."""
    translate = QCoreApplication.translate

    def span(hours: float | None) -> str:
        if hours is None:
            return "—"
        if hours >= LONG_HOURS:
            return translate("statistics", "{n} 天").format(n=f"{hours / 24:.1f}")
        return translate("statistics", "{n} 小时").format(n=f"{hours:.1f}")

    def over(row: Duration) -> Cell:
        if not row.limit_hours:
            return Cell("")
        words = translate("statistics", "{n} 例超 {limit} 小时").format(
            n=len(row.over_limit), limit=f"{row.limit_hours:g}"
        )
        return Cell(words, dim=not row.over_limit)

    return [
        Column("name", translate("statistics", "时长"), lambda r: Cell(i18n.text(r.label), bold=True), 260),
        Column("n", translate("statistics", "例数"), lambda r: Cell(str(len(r.ids))), 80, right=True),
        Column(
            "mean",
            translate("statistics", "平均"),
            lambda r: Cell(span(r.mean_hours), bold=True),
            130,
            right=True,
        ),
        Column(
            "median", translate("statistics", "中位"), lambda r: Cell(span(r.median_hours)), 130, right=True
        ),
        Column("over", translate("statistics", "超时"), over, 130),
        Column("formula", translate("statistics", "算法"), lambda r: Cell(i18n.text(r.formula), dim=True), 0),
    ]


def flow_columns() -> list[Column]:
    """Return the columns of passages against the period before, the year before and the plan."""
    translate = QCoreApplication.translate

    def number(value: int | None) -> Cell:
        return Cell("—" if value is None else str(value))

    def planned(row: FlowCount) -> Cell:
        return Cell("—" if row.planned is None else f"{row.planned.normalize():f}")

    def share(row: FlowCount) -> Cell:
        return Cell(percent_text(row.plan_share), bold=row.planned is not None)

    return [
        Column("name", translate("statistics", "项目"), lambda r: Cell(i18n.text(r.label), bold=True), 0),
        Column(
            "count", translate("statistics", "本期"), lambda r: Cell(str(r.count), bold=True), 90, right=True
        ),
        Column("before", translate("statistics", "上期"), lambda r: number(r.before), 90, right=True),
        Column("change", translate("statistics", "环比"), lambda r: Cell(r.month_on_month), 120, right=True),
        Column("year", translate("statistics", "去年同期"), lambda r: number(r.year_before), 100, right=True),
        Column("yearly", translate("statistics", "同比"), lambda r: Cell(r.year_on_year), 120, right=True),
        Column("planned", translate("statistics", "计划"), planned, 90, right=True),
        Column("share", translate("statistics", "完成计划"), share, 110, right=True),
    ]


def partner_columns() -> list[Column]:
    """Return the columns of what passed between us and each institution."""
    translate = QCoreApplication.translate

    def hours(row: PartnerFigures) -> Cell:
        return Cell("—" if row.answer_hours is None else f"{row.answer_hours:.1f}")

    def late(row: PartnerFigures) -> Cell:
        return Cell(str(len(row.late_ids)), dim=not row.late_ids)

    def declined(row: PartnerFigures) -> Cell:
        return Cell(str(len(row.declined_ids)), dim=not row.declined_ids)

    return [
        Column(
            "name",
            translate("statistics", "机构"),
            lambda r: Cell(r.name or translate("statistics", "未填写"), bold=True),
            0,
        ),
        Column("out", translate("statistics", "流出"), lambda r: Cell(str(len(r.out_ids))), 80, right=True),
        Column("in", translate("statistics", "流入"), lambda r: Cell(str(len(r.in_ids))), 80, right=True),
        Column("done", translate("statistics", "完成"), lambda r: Cell(str(len(r.done_ids))), 80, right=True),
        Column(
            "share",
            translate("statistics", "完成率"),
            lambda r: Cell(percent_text(r.done_share), bold=True),
            100,
            right=True,
        ),
        Column("hours", translate("statistics", "平均响应（小时）"), hours, 150, right=True),
        Column("late", translate("statistics", "超时"), late, 80, right=True),
        Column("declined", translate("statistics", "被拒"), declined, 80, right=True),
    ]


def row_columns() -> list[Column]:
    """Return the columns of the passages behind a number."""
    translate = QCoreApplication.translate
    return [
        Column("patient", translate("statistics", "患者"), lambda r: Cell(r.patient_name, bold=True), 160),
        Column("day", translate("statistics", "日期"), lambda r: Cell(r.day), 120),
        Column("partner", translate("statistics", "对方"), lambda r: Cell(r.partner_name, r.dept), 300),
        Column("diagnosis", translate("statistics", "诊断"), lambda r: Cell(r.diagnosis), 0),
        Column("doctor", translate("statistics", "医生"), lambda r: Cell(r.doctor), 120),
    ]


def _part(row: Ratio, value: Any) -> Cell:
    return Cell("—" if row.missing and not value else f"{value.normalize():f}")


def _target(row: Ratio) -> str:
    return "" if row.target is None else f"{row.target.normalize():f}%"
