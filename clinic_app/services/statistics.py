"""Counts of referrals for a month, a quarter, a year or any days, each with the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import attrs

from clinic_app.domain.errors import Rejected
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import Phase
from clinic_app.domain.wording import Message, say
from clinic_app.services.indicators import (
    ANSWER_HOURS,
    FOLLOW_UP_DAYS,
    INPUT_NAMES,
    counted_ratios,
    durations,
    entered_ratios,
    first_follow_ups,
    read_number,
)
from clinic_app.services.movements import (
    FLOW_NAMES,
    GROUPS,
    NARROWED_BY,
    Flow,
    GroupRow,
    Movement,
    grouped,
    in_period,
    narrowed,
)
from clinic_app.services.partner_figures import partner_figures
from clinic_app.services.patient_evaluations import evaluations, satisfied_ratio
from clinic_app.services.periods import Period, Span, parse_period, whole
from clinic_app.services.statistics_papers import report_pdf, report_workbook
from clinic_app.services.statistics_report import FlowCount, Report, StateCount
from clinic_app.services.trends import trend_of, trend_span
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups
from clinic_app.system.files import write_atomically


class Statistics:
    """Counts for the person logged in; everything is counted from the record each time, nothing is kept."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def period(self, text: str) -> Period:
        """Read a period as it is typed. Raises Rejected."""
        return parse_period(text, self._place.today())

    def months(self, count: int = 24) -> tuple[Period, ...]:
        """Return the latest months for a choice, this one first."""
        month = whole(Span.MONTH, self._place.today())
        found = [month]
        while len(found) < count:
            found.append(found[-1].before())
        return tuple(found)

    def report(
        self, period: Period, only: Mapping[str, str] | None = None, *, typed_for: Period | None = None
    ) -> Report:
        """Count a period.

        Args:
            period: which days.
            only: values the passages must have, by the words of ``movements.NARROWED_BY``: ``partner``,
                ``level``, ``dept``, ``diagnosis``, ``doctor``, ``reason``, ``month``, ``flow``.
            typed_for: period whose plan and typed numbers count, such as the whole year that is not over
                yet; the counted one if None.

        Raises:
            NotAllowed: this person may not see statistics.
            Rejected: a word of ``only`` is none of these.
        """
        only = dict(only or {})
        _check_only(only)
        place = self._place
        place.need(Permission.STATISTICS_VIEW)
        reader, org = place.reader, place.org_id
        found, before, year_before = (
            narrowed(in_period(reader, org, one), only)
            for one in (period, period.before(), period.year_before())
        )
        span = trend_span(period, place.today())
        course = found if span == period else narrowed(in_period(reader, org, span), only)
        last = period.last + timedelta(days=FOLLOW_UP_DAYS)
        visits = follow_ups.between(reader, from_day=period.from_day, to_day=last.isoformat())
        asked = evaluations(found, follow_ups.after_referrals(reader, [m.referral_id for m in found]))
        # What was typed in is of all passages, and so is the plan; a part of them cannot be held against it.
        inputs = {} if only else self.inputs(typed_for or period)
        groups = {by: grouped(found, by) for by in GROUPS}
        limit = float(read_number(str(place.setting("limits.answer_hours", ANSWER_HOURS))) or ANSWER_HOURS)
        return Report(
            period=period,
            made_on=place.today(),
            org_name=place.own().name,
            flows=_flow_counts(
                found, before, year_before, {} if only else self.plan_for(typed_for or period)
            ),
            visit_types=self._visit_types(found),
            states=_states(found),
            tables={by: tuple(self._named(by, rows)) for by, rows in groups.items()},
            keys={by: tuple(row.label for row in rows) for by, rows in groups.items()},
            ratios=(
                *counted_ratios(found, followed=first_follow_ups(found, visits), today=place.today()),
                satisfied_ratio(asked),
                *entered_ratios(inputs, found),
            ),
            durations=tuple(durations(found, answer_limit=limit)),
            inputs=inputs,
            movements={m.id: m for m in (*course, *found)},
            partners=partner_figures(found, limit=limit),
            trend=trend_of(course, span),
            evaluations=asked,
            only=only,
            only_names={by: self._only_name(by, value) for by, value in only.items()},
        )

    def _only_name(self, by: str, value: str) -> str:
        if by == "flow":
            return str(FLOW_NAMES[Flow(value)]) if value in set(Flow) else value
        return self._name(by, value) if by in ("level", "reason") and value else value

    def _named(self, by: str, rows: Sequence[GroupRow]) -> list[GroupRow]:
        """Return rows with the names of codes as their labels."""
        if by not in ("level", "reason"):
            return list(rows)
        return [attrs.evolve(row, label=self._name(by, row.label)) if row.label else row for row in rows]

    def _name(self, by: str, code: str) -> str:
        if by == "level":
            return self._place.name_of("org_level", code)
        up = code in self._place.tables.get("indication_up")
        return self._place.name_of("indication_up" if up else "indication_down", code)

    def _visit_types(self, movements: Sequence[Movement]) -> tuple[StateCount, ...]:
        found: dict[str, list[str]] = {}
        for movement in movements:
            if movement.counts and movement.flow is Flow.SENT_UP:
                found.setdefault(movement.visit_type, []).append(movement.id)
        return tuple(
            StateCount(
                kind,
                say("{name}", name=self._place.name_of("visit_type", kind)) if kind else say("未填来源"),
                tuple(ids),
            )
            for kind, ids in sorted(found.items(), key=lambda item: -len(item[1]))
        )

    def pdf(self, report: Report, remarks: str = "") -> bytes:
        """Return a report for the printer. Raises NotAllowed, PaperError."""
        self._place.need(Permission.STATISTICS_VIEW)
        return report_pdf(report, remarks)

    def save(self, report: Report, target: Path, remarks: str = "") -> Path:
        """Write a report as .pdf or .xlsx, by the ending of the name; noted in the audit trail.

        A name with another ending becomes an .xlsx file.

        Raises:
            NotAllowed, PaperError, FileError, DiskFull.
        """
        self._place.need(Permission.STATISTICS_VIEW)
        kind = target.suffix.lower()
        path = target if kind in (".xlsx", ".pdf") else target.with_name(f"{target.name}.xlsx")
        write_atomically(path, (report_pdf if kind == ".pdf" else report_workbook)(report, remarks))
        self._place.audit("export", "statistics", period=report.period.from_day)
        return path

    # --- plan and numbers from elsewhere ---

    def plan(self, year: int) -> dict[str, str]:
        """Return the planned numbers of a year by flow."""
        stored = self._place.setting(f"statistics.plan.{year}", {})
        return {str(k): str(v) for k, v in stored.items()} if isinstance(stored, dict) else {}

    def plan_for(self, period: Period) -> dict[str, Decimal]:
        """Return the plan of a year, or the twelfth and quarter of it; none for other spans of days."""
        share = {Span.YEAR: Decimal(1), Span.QUARTER: Decimal(4), Span.MONTH: Decimal(12)}.get(period.span)
        if share is None:
            return {}
        numbers = {name: read_number(text) for name, text in self.plan(period.first.year).items()}
        return {name: (number / share).quantize(Decimal("0.1")) for name, number in numbers.items() if number}

    def set_plan(self, year: int, numbers: Mapping[str, str]) -> None:
        """Keep the planned numbers of a year by flow; an empty one takes the plan away.

        Raises:
            NotAllowed, Rejected.
        """
        self._place.need(Permission.SETTINGS, Permission.REFERRAL_REVIEW)
        flows = {flow.value: FLOW_NAMES[flow] for flow in Flow}
        self._place.put_setting(f"statistics.plan.{year}", _checked(numbers, flows))

    def inputs(self, period: Period) -> dict[str, str]:
        """Return the numbers typed in for a period."""
        stored = self._place.setting(f"statistics.inputs.{period.from_day}..{period.to_day}", {})
        return {str(k): str(v) for k, v in stored.items()} if isinstance(stored, dict) else {}

    def set_inputs(self, period: Period, numbers: Mapping[str, str]) -> None:
        """Keep numbers that the program cannot count itself (INPUT_NAMES), such as 总诊疗人次.

        Raises:
            NotAllowed, Rejected.
        """
        self._place.need(Permission.STATISTICS_VIEW)
        name = f"statistics.inputs.{period.from_day}..{period.to_day}"
        self._place.put_setting(name, _checked(numbers, INPUT_NAMES))


def _check_only(only: Mapping[str, str]) -> None:
    problems = [
        Problem("only", "only.unknown", say("不能按“{name}”筛选统计。", name=by))
        for by in only
        if by not in NARROWED_BY
    ]
    if problems:
        raise Rejected(problems)


def _checked(numbers: Mapping[str, str], known: Mapping[str, Message]) -> dict[str, str]:
    problems = [
        Problem(name, "number.shape", say("{label}要填数字，可以带小数，如 755.68。", label=known[name]))
        for name, text in numbers.items()
        if name in known and str(text).strip() and read_number(text) is None
    ]
    problems += [
        Problem(name, "number.unknown", say("没有“{name}”这一项统计数字。", name=name))
        for name in numbers
        if name not in known
    ]
    if problems:
        raise Rejected(problems)
    return {name: str(text).strip() for name, text in numbers.items() if str(text).strip()}


def _flow_counts(
    found: Sequence[Movement],
    before: Sequence[Movement],
    year_before: Sequence[Movement],
    plan: Mapping[str, Decimal],
) -> tuple[FlowCount, ...]:
    def ids(movements: Sequence[Movement], flow: Flow) -> tuple[str, ...]:
        return tuple(m.id for m in movements if m.counts and m.flow is flow)

    return tuple(
        FlowCount(
            flow,
            FLOW_NAMES[flow],
            ids(found, flow),
            len(ids(before, flow)),
            len(ids(year_before, flow)),
            plan.get(flow.value),
        )
        for flow in Flow
    )


def _states(movements: Sequence[Movement]) -> tuple[StateCount, ...]:
    own = [m for m in movements if not m.is_return]
    return (
        StateCount("no_show", say("未到院"), tuple(m.id for m in own if m.no_show)),
        StateCount("declined", say("拒收"), tuple(m.id for m in own if m.declined)),
        StateCount("cancelled", say("撤销"), tuple(m.id for m in own if m.cancelled)),
        StateCount("completed", say("办结"), tuple(m.id for m in own if m.completed)),
        StateCount(
            "not_sent",
            say("写好未发出"),
            tuple(m.id for m in own if m.sent_at is None and m.phase in (Phase.NEW, Phase.WRITTEN)),
        ),
    )
