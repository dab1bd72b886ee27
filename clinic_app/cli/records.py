"""Commands about the clinic's data: patients in and out, exchange with the hub, the county's reports."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_app.cli.access import working
from clinic_app.cli.answers import DONE, FAILED, Answer, plain, tell
from clinic_app.domain.errors import Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say

if TYPE_CHECKING:
    from clinic_app.services.sync_control import SyncOutcome
    from clinic_app.services.sync_overview import SyncStatus
    from clinic_app.services.workplace import Machine


def import_patients(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Bring a list of patients in; every row ends up imported, matched or listed with a reason."""
    with working(args, machine) as app:
        report = app.patient_imports.run(
            Path(args.file),
            progress=None if args.json else _progress,
            corrections=Path(args.corrections) if args.corrections else None,
        )
    counts = report.counts
    lines = [
        f"共 {counts.rows} 行：新增 {counts.imported}，已有 {counts.matched}（补充 {counts.updated}），"
        f"空行 {counts.empty}，需要修改 {counts.to_correct}。"
    ]
    if report.corrections:
        lines.append(f"需要修改的行和原因在 {report.corrections}，改好后再导入这个文件。")
    data = {
        "counts": plain(counts),
        "corrections": report.corrections,
        "to_correct": [
            {"row": row.number, "notes": [str(note) for note in row.notes]}
            for row in report.rows
            if row.result == "to_correct"
        ],
    }
    return Answer(data, "\n".join(lines))


def export_patients(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Write all patients to an .xlsx file."""
    from clinic_app.services.exports import Exports

    with working(args, machine) as app:
        done = Exports(app.place).patients(Path(args.file), None if args.json else _progress)
    return Answer({"path": done.path, "rows": done.rows}, f"已导出 {done.rows} 人到 {done.path}。")


def _progress(done: int, total: int, what: Message) -> None:
    if done == total or done % 500 == 0:
        tell(f"{what} {done}/{total}")


def sync(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Exchange with the county hub now."""
    with working(args, machine) as app:
        outcome = app.sync_control.sync_now()
        status = app.sync_control.status()
    return Answer(_exchanged(outcome, status), str(outcome.sentence), DONE if status.unsent == 0 else FAILED)


def courier_export(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Write the file that is carried to the county."""
    with working(args, machine) as app:
        done = app.sync_control.courier_out(Path(args.file))
    counts = {"operations": done.operations, "savings": done.savings, "left": done.left, "files": done.files}
    return Answer({"path": done.path, **counts, "sentence": done.sentence}, done.sentence)


def courier_import(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Take in the county's answering file."""
    with working(args, machine) as app:
        done = app.sync_control.courier_in(Path(args.file))
        status = app.sync_control.status()
    return Answer(_exchanged(done, status), done.sentence)


def _exchanged(outcome: SyncOutcome, status: SyncStatus) -> dict[str, Any]:
    """Return what an exchange did, by wire or by stick, and what still waits here."""
    return {
        "sent": outcome.sent,
        "received": outcome.received,
        "refused": outcome.refused,
        "unsent": status.unsent,
        "digests_equal": outcome.digests_equal,
        "sentence": outcome.sentence,
    }


def report(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Count a period for the county's own reports."""
    from clinic_app.services import yearly_summary
    from clinic_app.services.periods import Span

    target = Path(args.output) if args.output else None
    if target is not None and target.suffix.lower() not in (".pdf", ".xlsx"):
        message = say("{name} 的后缀要是 .pdf 或 .xlsx。", name=target.name)
        raise Rejected([Problem("output", "output.suffix", message)])
    written = Path(args.summary) if args.summary else None
    if written is not None and written.suffix.lower() not in (".docx", ".pdf"):
        message = say("{name} 的后缀要是 .docx 或 .pdf。", name=written.name)
        raise Rejected([Problem("summary", "summary.suffix", message)])
    with working(args, machine) as app:
        period = app.statistics.period(args.period)
        if written is not None and period.span is not Span.YEAR:
            message = say("工作总结按年写，时段请写成年份，如 {year}。", year=period.first.year)
            raise Rejected([Problem("period", "period.year", message)])
        found = app.statistics.report(period, _only(args.only))
        if target is not None:
            app.statistics.save(found, target)
        if written is not None:
            yearly_summary.save(app.place, period.first.year, written)
    flows = [
        {
            "flow": flow.flow.value,
            "label": flow.label,
            "count": flow.count,
            "before": flow.before,
            "year_before": flow.year_before,
            "change": flow.month_on_month,
            "year_change": flow.year_on_year,
            "planned": flow.planned,
            "plan_share": flow.plan_share,
            "ids": flow.ids,
        }
        for flow in found.flows
    ]
    data: dict[str, Any] = {
        "period": {
            "called": found.period.called,
            "first": found.period.first,
            "last": found.period.last,
            "span": found.period.span.value,
        },
        "only": dict(found.only),
        "org_name": found.org_name,
        "made_on": found.made_on,
        "total": found.total,
        "total_before": found.total_before,
        "total_year_before": found.total_year_before,
        "flows": plain(flows),
        "states": {state.name: len(state.ids) for state in found.states},
        "visit_types": {state.name: len(state.ids) for state in found.visit_types},
        "tables": {by: [_row(row) for row in rows] for by, rows in found.tables.items()},
        "ratios": [{**plain(ratio), "percent": plain(ratio.percent)} for ratio in found.ratios],
        "durations": plain(found.durations),
        "partners": [{**plain(one), "done_share": plain(one.done_share)} for one in found.partners],
        "trend": {
            "months": found.trend.months,
            "totals": found.trend.totals,
            **{line.flow.value: line.counts for line in found.trend.lines},
        },
        "evaluations": [_question(question) for question in found.evaluations],
    }
    if target is not None:
        data["output"] = str(target)
    if written is not None:
        data["summary"] = str(written)
    return Answer(data, _report_text(found))


def _only(words: Sequence[str]) -> dict[str, str]:
    """Read ``partner=崆峒县人民医院`` and the like."""
    for word in words:
        if "=" not in word:
            message = say("“{word}”要写成 doctor=李医生 这样。", word=word)
            raise Rejected([Problem("only", "only.shape", message)])
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def _question(question: Any) -> Mapping[str, Any]:
    choices = [
        {
            "code": choice.code,
            "name": choice.name,
            "count": len(choice.ids),
            "share": plain(question.share(choice)),
            "ids": choice.ids,
        }
        for choice in question.choices
    ]
    return {"key": question.key, "label": question.label, "answered": len(question.ids), "choices": choices}


def _row(row: Any) -> Mapping[str, Any]:
    return {"label": row.label, "total": row.count(), **{f.value: len(ids) for f, ids in row.ids.items()}}


def _report_text(found: Any) -> str:
    lines = [f"{found.org_name}　{found.period.called}双向转诊统计", ""]
    lines += [
        f"{flow.label}　{flow.count} 人次（环比 {flow.month_on_month}，同比 {flow.year_on_year}）"
        for flow in found.flows
    ]
    lines += [f"合计　{found.total} 人次", ""]
    lines += [f"{state.label}　{len(state.ids)}" for state in found.states]
    lines.append("")
    for ratio in found.ratios:
        value = "待填数字" if ratio.missing else "—" if ratio.percent is None else f"{ratio.percent}%"
        lines.append(f"{ratio.label}　{value}（{ratio.formula}：{ratio.numerator} ÷ {ratio.denominator}）")
    lines += [
        f"{time.label}　"
        + ("—" if time.mean_hours is None else f"{time.mean_hours:.1f} 小时（{len(time.ids)} 例）")
        for time in found.durations
    ]
    for question in found.evaluations:
        if question.ids:
            told = "，".join(f"{choice.name} {len(choice.ids)}" for choice in question.choices if choice.ids)
            lines.append(f"{question.label}　{told}（答了 {len(question.ids)} 例）")
    return "\n".join(lines)
