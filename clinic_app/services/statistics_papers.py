"""The statistics of a period as a report: on paper for the signature, and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from clinic_app.reports.summary import Summary, SummaryTable, render_summary, summary_workbook
from clinic_app.reports.table import Column
from clinic_app.services.indicators import percent_text
from clinic_app.services.movements import FLOW_NAMES, Flow, GroupRow
from clinic_app.services.periods import Span
from clinic_app.services.statistics import Report

_TITLES = {
    Span.MONTH: "双向转诊统计月报",
    Span.QUARTER: "双向转诊统计季报",
    Span.YEAR: "双向转诊统计年报",
    Span.DAYS: "双向转诊统计",
}
_GROUPS = (
    ("partner", "按机构", 30),
    ("level", "按机构层级", 10),
    ("dept", "按科室", 20),
    ("diagnosis", "按诊断（前二十位）", 20),
    ("doctor", "按转诊医生", 20),
    ("month", "按月", 24),
)
"""Table, heading, and most rows on paper: a report lists the first ones, the screen has all."""


def report_pdf(report: Report, remarks: str = "") -> bytes:
    """Return a report as PDF. Raises PaperError when a character has no glyph."""
    return render_summary(summary_of(report, remarks))


def report_workbook(report: Report, remarks: str = "") -> bytes:
    """Return a report as an .xlsx file, one sheet for each table."""
    return summary_workbook(summary_of(report, remarks))


def summary_of(report: Report, remarks: str = "") -> Summary:
    """Return the tables of a report in the order people are used to."""
    tables = [_flows(report), _states(report)]
    for by, title, most in _GROUPS:
        rows = report.tables[by]
        if rows and (by != "month" or len(rows) > 1):
            tables.append(_group(title, rows[:most], left_out=len(rows) - most))
    tables += [_ratios(report), _durations(report)]
    return Summary(
        title=_TITLES[report.period.span],
        org=report.org_name,
        period=str(report.period.called),
        tables=tuple(tables),
        remarks=remarks,
    )


def _flows(report: Report) -> SummaryTable:
    planned = any(flow.planned is not None for flow in report.flows)
    columns = [Column("项目", 34), Column("人次", 18), Column("环比", 24), Column("同比", 24)]
    if planned:
        columns += [Column("计划", 18), Column("完成计划", 24)]
    rows: list[tuple[str | int | float, ...]] = []
    for flow in report.flows:
        row: list[str | int | float] = [
            str(flow.label),
            flow.count,
            flow.month_on_month,
            flow.year_on_year,
        ]
        if planned:
            row += [str(flow.planned) if flow.planned is not None else "—", percent_text(flow.plan_share)]
        rows.append(tuple(row))
    rows.append(("合计", report.total, *[""] * (len(columns) - 2)))
    note = (
        f"上一期合计 {report.total_before} 人次，上年同期合计 {report.total_year_before} 人次。"
        "回转单计入转回；撤销的和写好未发出的不计。"
    )
    return SummaryTable("转诊人次", tuple(columns), tuple(rows), note)


def _states(report: Report) -> SummaryTable:
    rows = [(f"其中上转：{kind.label}", len(kind.ids)) for kind in report.visit_types]
    rows += [(str(state.label), len(state.ids)) for state in report.states]
    return SummaryTable("来源和办理情况", (Column("项目", 60), Column("例", 20)), tuple(rows))


def _group(title: str, rows: Sequence[GroupRow], *, left_out: int) -> SummaryTable:
    used = [flow for flow in Flow if any(row.count(flow) for row in rows)]
    columns = (
        Column("项目", 50),
        *(Column(str(FLOW_NAMES[flow]), 24) for flow in used),
        Column("合计", 16),
    )
    cells = tuple((row.label or "未填", *(row.count(flow) for flow in used), row.count()) for row in rows)
    note = f"另有 {left_out} 项未列出。" if left_out > 0 else ""
    return SummaryTable(title, columns, cells, note)


def _ratios(report: Report) -> SummaryTable:
    rows = [
        (
            str(ratio.label),
            "待填" if ratio.missing else percent_text(ratio.percent),
            "" if ratio.missing else f"{ratio.numerator} ÷ {ratio.denominator}",
            ("≤" if ratio.lower_is_better else "≥") + f"{ratio.target}%" if ratio.target is not None else "",
            str(ratio.formula),
        )
        for ratio in report.ratios
    ]
    columns = (
        Column("指标", 36),
        Column("数值", 18),
        Column("分子 ÷ 分母", 30),
        Column("目标", 14),
        Column("算法", 80),
    )
    return SummaryTable("考核指标", columns, tuple(rows))


def _durations(report: Report) -> SummaryTable:
    rows = []
    for time in report.durations:
        mean = "—" if time.mean_hours is None else f"{time.mean_hours:.1f}"
        median = "—" if time.median_hours is None else f"{time.median_hours:.1f}"
        over = str(len(time.over_limit)) if time.limit_hours else ""
        rows.append((str(time.label), mean, median, len(time.ids), over, str(time.formula)))
    columns = (
        Column("时长（小时）", 34),
        Column("平均", 16),
        Column("中位", 16),
        Column("例", 12),
        Column("超时", 14),
        Column("从何时到何时", 50),
    )
    return SummaryTable("办理时长", columns, tuple(rows))
