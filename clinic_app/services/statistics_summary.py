"""A counted period as a report to hand in: tables with figures and formulas, on paper or as a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from clinic_app.domain.permissions import Permission
from clinic_app.domain.wording import Message, say
from clinic_app.reports.summary import Summary, SummaryTable, render_summary, summary_workbook
from clinic_app.reports.table import Column
from clinic_app.services.indicators import percent_text
from clinic_app.services.movements import FLOW_NAMES
from clinic_app.services.statistics import Report
from clinic_app.services.workplace import Workplace
from clinic_app.system.files import write_atomically

TABLE_NAMES: dict[str, Message] = {
    "partner": say("按对方机构"),
    "level": say("按机构级别"),
    "dept": say("按科室"),
    "diagnosis": say("按诊断"),
    "doctor": say("按医生"),
    "reason": say("按转诊原因"),
    "month": say("按月"),
}
"""What the groups of services.movements.GROUPS are called."""


def summary_of(report: Report) -> Summary:
    """Return a counted period as a report."""
    groups = tuple(_group(report, by) for by in TABLE_NAMES if report.tables.get(by))
    return Summary(
        title=str(say("双向转诊统计")),
        org=report.org_name,
        period=str(report.period.called),
        tables=(_flows(report), _states(report), _ratios(report), _durations(report), *groups),
    )


def pdf(place: Workplace, report: Report) -> bytes:
    """Return the report for the printer. Raises NotAllowed, PaperError."""
    place.need(Permission.STATISTICS_VIEW)
    return render_summary(summary_of(report))


def save_workbook(place: Workplace, report: Report, path: Path) -> Path:
    """Write the report into an .xlsx file, whole or not at all, and return where it is.

    Raises:
        NotAllowed; FileError, DiskFull: no file was made.
    """
    place.need(Permission.STATISTICS_VIEW)
    target = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
    write_atomically(target, summary_workbook(summary_of(report)))
    place.audit("export", "statistics", period=str(report.period.called))
    return target


def _flows(report: Report) -> SummaryTable:
    columns = (
        Column("类别", 40),
        Column("本期人次", 22),
        Column("上期", 18),
        Column("环比", 24),
        Column("去年同期", 22),
        Column("同比", 24),
        Column("计划", 18),
    )
    lines = tuple(
        (
            str(flow.label),
            flow.count,
            flow.before,
            flow.month_on_month,
            flow.year_before,
            flow.year_on_year,
            "—" if flow.planned is None else _number(flow.planned),
        )
        for flow in report.flows
    )
    return SummaryTable(str(say("转诊人次")), columns, lines)


def _states(report: Report) -> SummaryTable:
    columns = (Column("情况", 60), Column("人次", 30))
    lines = tuple((str(state.label), len(state.ids)) for state in report.states)
    return SummaryTable(str(say("办理情况")), columns, lines)


def _ratios(report: Report) -> SummaryTable:
    columns = (
        Column("指标", 40),
        Column("分子", 18),
        Column("分母", 18),
        Column("结果", 22),
        Column("目标", 20),
        Column("算法", 80),
    )
    lines = tuple(
        (
            str(ratio.label),
            "—" if ratio.missing and not ratio.numerator_ids else _number(ratio.numerator),
            "—" if ratio.missing else _number(ratio.denominator),
            "—" if ratio.missing else percent_text(ratio.percent),
            "—" if ratio.target is None else f"{_number(ratio.target)}%",
            str(ratio.formula),
        )
        for ratio in report.ratios
    )
    return SummaryTable(str(say("考核指标")), columns, lines)


def _durations(report: Report) -> SummaryTable:
    columns = (Column("时长", 40), Column("例数", 18), Column("平均（小时）", 26), Column("算法", 60))
    lines = tuple(
        (
            str(one.label),
            len(one.ids),
            "—" if one.mean_hours is None else f"{one.mean_hours:.1f}",
            str(one.formula),
        )
        for one in report.durations
    )
    return SummaryTable(str(say("办理时长")), columns, lines)


def _group(report: Report, by: str) -> SummaryTable:
    columns = (
        Column("名称", 50),
        *(Column(str(name), 22) for name in FLOW_NAMES.values()),
        Column("合计", 20),
    )
    lines = tuple(
        (row.label or str(say("未填写")), *(row.count(flow) for flow in FLOW_NAMES), row.count())
        for row in report.tables[by]
    )
    return SummaryTable(str(TABLE_NAMES[by]), columns, lines)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
