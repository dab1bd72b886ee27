"""The statistics of a period as one report for screen, paper and spreadsheet: tables, charts, formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from clinic_app.domain.wording import say
from clinic_app.reports.bar_picture import BarGroup, BarPicture
from clinic_app.reports.line_picture import CourseLine, LinePicture
from clinic_app.reports.summary import Chart, Summary, SummaryTable, render_summary, summary_workbook
from clinic_app.reports.table import Column
from clinic_app.services.indicators import percent_text
from clinic_app.services.movements import FLOW_NAMES, GROUP_NAMES, Flow, GroupRow
from clinic_app.services.periods import Span
from clinic_app.services.statistics_report import Report
from clinic_app.services.trends import Trend

_TITLES = {
    Span.MONTH: "双向转诊统计月报",
    Span.QUARTER: "双向转诊统计季报",
    Span.YEAR: "双向转诊统计年报",
    Span.DAYS: "双向转诊统计",
}
_MOST = {"level": 10, "month": 24}
_USUAL_MOST = 20
"""Most rows of a group on paper: a report lists the first ones, the screen has all."""


def report_pdf(report: Report, remarks: str = "") -> bytes:
    """Return a report as PDF. Raises PaperError when a character has no glyph."""
    return render_summary(summary_of(report, remarks))


def report_workbook(report: Report, remarks: str = "") -> bytes:
    """Return a report as an .xlsx file, one sheet for each table and chart."""
    return summary_workbook(summary_of(report, remarks))


def summary_of(report: Report, remarks: str = "") -> Summary:
    """Return the tables and charts of a report in the order people are used to."""
    parts: list[SummaryTable | Chart] = [_flows(report), flows_chart(report), _states(report)]
    if report.trend.lines:
        parts.append(trend_chart(report.trend))
    parts += [_ratios(report), _durations(report)]
    for by, name in GROUP_NAMES.items():
        rows = report.tables[by]
        if rows and (by != "month" or len(rows) > 1):
            most = _MOST.get(by, _USUAL_MOST)
            parts.append(_group(str(name), rows[:most], left_out=len(rows) - most))
    if report.partners:
        parts.append(_partners(report))
    if any(question.ids for question in report.evaluations):
        parts.append(_evaluations(report))
    called = str(report.period.called)
    only = "、".join(value or str(say("未填")) for value in report.only_names.values())
    return Summary(
        title=_TITLES[report.period.span],
        org=report.org_name,
        period=f"{called}（{say('只看：{what}', what=only)}）" if only else called,
        parts=tuple(parts),
        remarks=remarks,
    )


# ---- charts -----------------------------------------------------------------------------------------------


def flows_chart(report: Report) -> BarPicture:
    """Return the passages of the period beside those of the period before and of a year earlier."""
    return BarPicture(
        str(say("转诊人次：本期、上期和去年同期")),
        (str(say("本期")), str(say("上期")), str(say("去年同期"))),
        tuple(BarGroup(str(f.label), (f.count, f.before, f.year_before)) for f in report.flows),
    )


def trend_chart(trend: Trend) -> LinePicture:
    """Return the passages by month as lines."""
    years = {month[:4] for month in trend.months}
    first, last = trend.months[0], trend.months[-1]
    return LinePicture(
        str(say("各月转诊人次（{first} 至 {last}）", first=first, last=last)),
        tuple(
            str(say("{month}月", month=int(month[5:]))) if len(years) == 1 else month[2:]
            for month in trend.months
        ),
        tuple(CourseLine(str(line.label), line.counts) for line in trend.lines),
    )


# ---- tables -----------------------------------------------------------------------------------------------


def _flows(report: Report) -> SummaryTable:
    planned = any(flow.planned is not None for flow in report.flows)
    columns = [
        Column("项目", 30),
        Column("本期人次", 18),
        Column("上期", 14),
        Column("环比", 22),
        Column("去年同期", 18),
        Column("同比", 22),
    ]
    if planned:
        columns += [Column("计划", 16), Column("完成计划", 20)]
    rows: list[tuple[str | int | float, ...]] = []
    for flow in report.flows:
        row: list[str | int | float] = [
            str(flow.label),
            flow.count,
            flow.before,
            flow.month_on_month,
            flow.year_before,
            flow.year_on_year,
        ]
        if planned:
            row += ["—" if flow.planned is None else _number(flow.planned), percent_text(flow.plan_share)]
        rows.append(tuple(row))
    total: list[str | int | float] = [
        "合计",
        report.total,
        report.total_before,
        report.month_on_month,
        report.total_year_before,
        report.year_on_year,
    ]
    rows.append((*total, *[""] * (len(columns) - len(total))))
    note = (
        "环比＝（本期－上期）÷ 上期；同比＝（本期－去年同期）÷ 去年同期。"
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
            "—" if ratio.missing and not ratio.numerator_ids else _number(ratio.numerator),
            "待填" if ratio.missing else _number(ratio.denominator),
            "待填" if ratio.missing else percent_text(ratio.percent),
            ("≤" if ratio.lower_is_better else "≥") + f"{_number(ratio.target)}%" if ratio.target else "",
            str(ratio.formula),
        )
        for ratio in report.ratios
    ]
    columns = (
        Column("指标", 34),
        Column("分子", 18),
        Column("分母", 18),
        Column("结果", 20),
        Column("目标", 16),
        Column("算法", 74),
    )
    return SummaryTable("考核指标", columns, tuple(rows))


def _durations(report: Report) -> SummaryTable:
    rows = []
    for time in report.durations:
        over = str(len(time.over_limit)) if time.limit_hours else ""
        row = (str(time.label), _hours(time.mean_hours), _hours(time.median_hours), len(time.ids), over)
        rows.append((*row, str(time.formula)))
    columns = (
        Column("时长（小时）", 34),
        Column("平均", 16),
        Column("中位", 16),
        Column("例", 12),
        Column("超时", 14),
        Column("从何时到何时", 50),
    )
    return SummaryTable("办理时长", columns, tuple(rows))


def _partners(report: Report) -> SummaryTable:
    rows = tuple(
        (
            one.name or "未填",
            len(one.out_ids),
            len(one.in_ids),
            len(one.done_ids),
            percent_text(one.done_share),
            _hours(one.answer_hours),
            len(one.late_ids),
            len(one.declined_ids),
        )
        for one in report.partners[:_USUAL_MOST]
    )
    columns = (
        Column("机构名称", 44),
        Column("流出", 14),
        Column("流入", 14),
        Column("完成", 14),
        Column("完成率", 22),
        Column("平均响应（小时）", 24),
        Column("超时", 14),
        Column("被拒", 14),
    )
    note = "流出、流入含回转单；完成率＝完成 ÷ 双方之间未撤销的转诊。"
    return SummaryTable("按机构考核", columns, rows, note)


def _evaluations(report: Report) -> SummaryTable:
    rows = tuple(
        (
            question.label if not number else "",
            choice.name,
            len(choice.ids),
            len(question.ids),
            percent_text(question.share(choice)),
        )
        for question in report.evaluations
        if question.ids
        for number, choice in enumerate(question.choices)
    )
    columns = (
        Column("问题", 60),
        Column("回答", 34),
        Column("例", 14),
        Column("答了的", 18),
        Column("占比", 20),
    )
    return SummaryTable(
        "患者评价（转诊后随访时询问）", columns, rows, "可选几项的问题，占比相加可超过 100%。"
    )


def _hours(hours: float | None) -> str:
    return "—" if hours is None else f"{hours:.1f}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
