"""年度双向转诊工作总结 drafted from the record: every number with its source, the unknown left open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs

from clinic_app.domain.permissions import Permission
from clinic_app.domain.wording import Message, say
from clinic_app.reports.bar_picture import BarGroup, BarPicture
from clinic_app.reports.line_picture import CourseLine, LinePicture
from clinic_app.reports.summary import SummaryTable
from clinic_app.reports.table import Column
from clinic_app.reports.yearly_summary import (
    Blank,
    Block,
    Prose,
    Section,
    Sentence,
    YearlySummary,
    summary_docx,
    summary_pdf,
)
from clinic_app.services.indicators import Duration, Ratio, change_text, percent_text
from clinic_app.services.movements import FLOW_NAMES, Flow
from clinic_app.services.periods import Period, Span, whole
from clinic_app.services.statistics import Report, Statistics
from clinic_app.services.workplace import Workplace
from clinic_app.system.files import write_atomically

TOP = 10
COUNTED = "按转诊登记计数，撤销和未发出的不计"


@attrs.frozen
class _Problem:
    """Something that went less well than it should: told with its number, and what is to be done."""

    found: Sentence
    measure: str


def draft(place: Workplace, year: int) -> YearlySummary:
    """Return the summary of a year.

    One that is not over is counted up to today and compared with the same days of the years before.

    Raises:
        NotAllowed: this person may not see statistics.
    """
    place.need(Permission.STATISTICS_VIEW)
    statistics = Statistics(place)
    today = place.today()
    period = full = whole(Span.YEAR, today.replace(year=year, month=1, day=1))
    unfinished = period.first <= today < period.last
    if unfinished:
        period = Period(period.first, today)
    years = [statistics.report(period, typed_for=full)]
    for _ in range(2):
        full = full.year_before()
        years.append(statistics.report(years[-1].period.year_before(), typed_for=full))
    note = ""
    if unfinished:
        day = f"{today.month}月{today.day}日"
        note = str(say("（数据截至 {day}，本年尚未结束；各年都按同样的日期比较）", day=day))
    problems = tuple(_problems(years[0]))
    own = place.own().name
    return YearlySummary(
        title=str(say("{year}年度双向转诊工作总结", year=year)),
        org=own,
        made_on=f"{today.year}年{today.month}月{today.day}日",
        made_at=place.now(),
        note=note,
        sections=(
            Section("工作成绩", tuple(_achievements(years[0], own))),
            Section("数据与同比", tuple(_numbers(years))),
            Section("存在的问题", tuple(_found(years[0], problems))),
            Section("改进措施", tuple(_measures(problems, year + 1))),
        ),
    )


def save(place: Workplace, year: int, target: Path) -> Path:
    """Write the summary of a year as .docx (to be edited) or .pdf, by the ending of the name.

    Raises:
        NotAllowed, PaperError; FileError, DiskFull: no file was made.
    """
    summary = draft(place, year)
    make = summary_pdf if target.suffix.lower() == ".pdf" else summary_docx
    path = target if target.suffix.lower() in (".pdf", ".docx") else target.with_name(target.name + ".docx")
    write_atomically(path, make(summary))
    place.audit("export", "statistics", period=str(year))
    return path


def _said(message: Message, source: Message | str = "", ids: Iterable[str] = ()) -> Sentence:
    return Sentence(str(message), str(source), tuple(ids))


# ---- 一、工作成绩 -----------------------------------------------------------------------------------------


def _achievements(report: Report, own: str) -> Iterable[Block]:
    called = _year(report)
    ids = [one for flow in report.flows for one in flow.ids]
    sentences = [
        _said(
            say("{year}，{org}共办理双向转诊 {count} 人次。", year=called, org=own, count=report.total),
            say("五类合计，{how}", how=COUNTED),
            ids,
        )
    ]
    sentences += [
        _said(say("{name} {count} 人次。", name=flow.label, count=flow.count), COUNTED, flow.ids)
        for flow in report.flows
        if flow.count
    ]
    yield Prose(tuple(sentences))
    told = [_ratio_sentence(ratio) for ratio in report.ratios if not ratio.missing and ratio.denominator]
    told += [_duration_sentence(one) for one in report.durations if one.ids]
    if told:
        yield Prose(tuple(told))
    missing = "、".join(str(ratio.label) for ratio in report.ratios if ratio.missing)
    if missing:
        yield Blank(str(say("{names}（需要医院或医保的数字，本程序里没有）", names=missing)))
    yield Blank(str(say("制度建设、组织领导、培训、宣传、专家下沉等做法和成效")))


def _ratio_sentence(ratio: Ratio) -> Sentence:
    numbers = say(
        "{formula}：{upper} ÷ {lower}",
        formula=str(ratio.formula),
        upper=_plain(ratio.numerator),
        lower=_plain(ratio.denominator),
    )
    words = say("{name} {value}。", name=str(ratio.label), value=percent_text(ratio.percent))
    if ratio.target is not None:
        words = say(
            "{name} {value}，目标 {target}%。",
            name=str(ratio.label),
            value=percent_text(ratio.percent),
            target=_plain(ratio.target),
        )
    return _said(words, numbers, ratio.numerator_ids)


def _duration_sentence(one: Duration) -> Sentence:
    words = say(
        "{name} {hours} 小时（{count} 例）。",
        name=str(one.label),
        hours=f"{one.mean_hours:.1f}",
        count=len(one.ids),
    )
    return _said(words, one.formula, one.ids)


def _plain(value: object) -> str:
    text = f"{value:f}" if hasattr(value, "normalize") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---- 二、数据与同比 ---------------------------------------------------------------------------------------


def _numbers(years: list[Report]) -> Iterable[Block]:
    now, last, _ = years
    yield _years_table(years)
    yield Prose(tuple(_change_sentences(now, last)))
    yield BarPicture(
        str(say("图1　近三年转诊人次")),
        tuple(_year(report) for report in years),
        tuple(
            BarGroup(str(name), tuple(_count(report, flow) for report in years))
            for flow, name in FLOW_NAMES.items()
        ),
    )
    yield _months_chart(now, last)
    for by, title in (
        ("partner", say("主要往来机构")),
        ("diagnosis", say("主要病种")),
        ("dept", say("主要科室")),
    ):
        rows = now.tables.get(by, ())[:TOP]
        if rows:
            columns = (
                Column("名称", 60),
                *(Column(str(n), 24) for n in FLOW_NAMES.values()),
                Column("合计", 18),
            )
            lines = tuple(
                (row.label or str(say("未填写")), *(row.count(flow) for flow in FLOW_NAMES), row.count())
                for row in rows
            )
            yield SummaryTable(str(say("{title}（前{top}位）", title=title, top=TOP)), columns, lines)
    planned = [flow for flow in now.flows if flow.planned is not None]
    if planned:
        yield Prose(
            tuple(
                _said(
                    say(
                        "{name}计划 {plan} 人次，实际 {count} 人次，完成 {share}。",
                        name=str(flow.label),
                        plan=_plain(flow.planned),
                        count=flow.count,
                        share=percent_text(flow.plan_share),
                    ),
                    say("实际人次 ÷ 年初录入的计划"),
                    flow.ids,
                )
                for flow in planned
            )
        )
    yield Blank(str(say("数字变化的原因和分析")))


def _year(report: Report) -> str:
    return str(say("{year}年", year=report.period.first.year))


def _count(report: Report, flow: Flow) -> int:
    return next(one.count for one in report.flows if one.flow is flow)


def _years_table(years: list[Report]) -> SummaryTable:
    columns = (
        Column("项目", 34),
        *(Column(_year(report), 20) for report in years),
        Column("同比", 22),
    )
    lines: list[tuple[str | int | float, ...]] = [
        (
            str(name),
            *(_count(report, flow) for report in years),
            change_text(_count(years[0], flow), _count(years[1], flow)),
        )
        for flow, name in FLOW_NAMES.items()
    ]
    totals = [report.total for report in years]
    lines.append((str(say("合计")), *totals, change_text(totals[0], totals[1])))
    note = str(say("同比：（本年－上年）÷ 上年。{how}；回转单计入转回。", how=COUNTED))
    return SummaryTable(str(say("表1　转诊人次")), columns, tuple(lines), note)


def _change_sentences(now: Report, last: Report) -> Iterable[Sentence]:
    if not last.total:
        yield _said(say("上年没有可比的转诊登记，不能计算同比。"))
        return
    yield _compared(str(say("转诊总人次")), now.total, last.total)
    for flow in now.flows:
        if flow.year_before:
            yield _compared(str(flow.label), flow.count, flow.year_before, flow.ids)


def _compared(name: str, count: int, before: int, ids: Iterable[str] = ()) -> Sentence:
    source = say("（{now} － {then}）÷ {then}", now=count, then=before)
    if count == before:
        return _said(say("{name} {count} 人次，与上年持平。", name=name, count=count), source, ids)
    share = change_text(count, before).lstrip("+-")
    if count > before:
        words = say(
            "{name} {count} 人次，比上年增加 {more} 人次，增长 {share}。",
            name=name,
            count=count,
            more=count - before,
            share=share,
        )
    else:
        words = say(
            "{name} {count} 人次，比上年减少 {less} 人次，下降 {share}。",
            name=name,
            count=count,
            less=before - count,
            share=share,
        )
    return _said(words, source, ids)


def _months_chart(now: Report, last: Report) -> LinePicture:
    """Return both years by month; the present one ends where it has come to."""

    def counts(report: Report) -> dict[int, int]:
        found: dict[int, int] = {}
        for flow in report.flows:
            for movement in report.behind(flow.ids):
                month = int(movement.day[5:7])
                found[month] = found.get(month, 0) + 1
        return found

    this, before = counts(now), counts(last)
    return LinePicture(
        str(say("图2　各月转诊人次")),
        tuple(f"{month}月" for month in range(1, 13)),
        (
            CourseLine(
                _year(now), tuple(this.get(month, 0) for month in range(1, now.period.last.month + 1))
            ),
            CourseLine(
                _year(last), tuple(before.get(month, 0) for month in range(1, last.period.last.month + 1))
            ),
        ),
    )


# ---- 三、存在的问题，四、改进措施 -------------------------------------------------------------------------

_STATE_MEASURES: dict[str, tuple[Message, Message]] = {
    "no_show": (
        say("有 {count} 人次转出后没有到院。"),
        say("转出前电话确认接诊安排，转出后次日随访是否到院，未到院的查明原因并登记。"),
    ),
    "declined": (
        say("有 {count} 人次被拒收。"),
        say("与上级医院逐例核对拒收原因，更新各科接诊范围和联系电话，转出前先电话联系。"),
    ),
    "not_sent": (
        say("有 {count} 张转诊单写好后没有发出。"),
        say("每日下班前核对未发出的转诊单，发出或撤销。"),
    ),
}
_RATIO_MEASURES: dict[str, Message] = {
    "two_weeks": say("每天查看到期随访名单，紧急转诊的患者两周内完成随访并登记。"),
    "returned": say("与上级医院约定出院时同时发出回转单，逾期的由专人催要。"),
    "declined": say("转出前核对转诊指征并电话联系接诊科室。"),
}
LOW_RETURN = 60
"""Below this per cent of return slips the summary names it as a problem; the program's own mark."""


def _problems(report: Report) -> Iterable[_Problem]:
    for state in report.states:
        if state.ids and state.name in _STATE_MEASURES:
            found, measure = _STATE_MEASURES[state.name]
            words = Message(found.template, {"count": len(state.ids)})
            yield _Problem(
                _said(words, say("按转诊状态“{name}”计数", name=state.label), state.ids), str(measure)
            )
    for ratio in report.ratios:
        value = ratio.percent
        low = ratio.name == "returned" and value is not None and value < LOW_RETURN
        if (ratio.reached is False or low) and not ratio.missing:
            measure = _RATIO_MEASURES.get(ratio.name, say("查明未达标的原因，按月通报。"))
            yield _Problem(_ratio_problem(ratio), str(measure))
    for one in report.durations:
        if one.over_limit:
            words = say(
                "{count} 例超过 {hours} 小时的答复时限。",
                count=len(one.over_limit),
                hours=_plain(one.limit_hours),
            )
            yield _Problem(
                _said(words, one.formula, one.over_limit),
                str(say("与上级医院转诊窗口约定值班和答复时限，超时的电话催办。")),
            )


def _ratio_problem(ratio: Ratio) -> Sentence:
    told = _ratio_sentence(ratio)
    if ratio.target is None:
        words = say("{name}只有 {value}。", name=str(ratio.label), value=percent_text(ratio.percent))
    else:
        words = say(
            "{name} {value}，没有达到 {target}% 的目标。",
            name=str(ratio.label),
            value=percent_text(ratio.percent),
            target=_plain(ratio.target),
        )
    behind = tuple(one for one in ratio.denominator_ids if one not in set(ratio.numerator_ids))
    return _said(words, told.source, behind)


def _found(report: Report, problems: tuple[_Problem, ...]) -> Iterable[Block]:
    if not report.total:
        yield Prose((_said(say("本年没有转诊登记，从数据中看不出问题。")),))
    elif not problems:
        yield Prose((_said(say("从登记的数据中没有发现未达标的项目。")),))
    for problem in problems:
        yield Prose((problem.found,))
    yield Blank(str(say("数据看不出的问题，如患者和医生的意见、上级医院床位、交通和医保报销等")))


def _measures(problems: tuple[_Problem, ...], next_year: int) -> Iterable[Block]:
    for number, measure in enumerate(dict.fromkeys(problem.measure for problem in problems), start=1):
        yield Prose((Sentence(f"{number}．{measure}"),))
    yield Blank(str(say("{year}年的目标、责任人和完成时间", year=next_year)))
