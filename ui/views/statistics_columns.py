"""The tables of the statistics page: figures, durations, and the passages behind a number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.services.indicators import Duration, Ratio, percent_text
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
        Column("name", translate("statistics", "指标"), name, 260),
        Column("upper", translate("statistics", "分子"), lambda r: _part(r, r.numerator), 80, right=True),
        Column("lower", translate("statistics", "分母"), lambda r: _part(r, r.denominator), 80, right=True),
        Column("value", translate("statistics", "结果"), value, 100, right=True),
        Column(
            "target", translate("statistics", "目标"), lambda r: Cell(_target(r), dim=True), 80, right=True
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
