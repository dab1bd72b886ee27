"""Counts of referrals for a month, a quarter, a year or any days, each with the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
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
    Duration,
    Ratio,
    change_text,
    counted_ratios,
    durations,
    entered_ratios,
    first_follow_ups,
    percent,
    read_number,
)
from clinic_app.services.movements import FLOW_NAMES, GROUPS, Flow, GroupRow, Movement, grouped, in_period
from clinic_app.services.periods import Period, Span, parse_period, whole
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups
from clinic_app.system.files import write_atomically


@attrs.frozen
class FlowCount:
    """One row of the yearly table.

    Attributes:
        flow: which row.
        label: what it is called.
        ids: passages of the period.
        before: number in the period before (环比).
        year_before: number in the same period a year earlier (同比).
        planned: number planned for the period, or None.
    """

    flow: Flow
    label: Message
    ids: tuple[str, ...]
    before: int
    year_before: int
    planned: Decimal | None = None

    @property
    def count(self) -> int:
        """Number of passages."""
        return len(self.ids)

    @property
    def month_on_month(self) -> str:
        """环比 in words: ``+25.00%``."""
        return change_text(self.count, self.before)

    @property
    def year_on_year(self) -> str:
        """同比 in words."""
        return change_text(self.count, self.year_before)

    @property
    def plan_share(self) -> Decimal | None:
        """Per cent of the plan that was done."""
        return None if self.planned is None else percent(self.count, self.planned)


@attrs.frozen
class StateCount:
    """How many referrals of the period are in a state: no-shows, refused, cancelled, done."""

    name: str
    label: Message
    ids: tuple[str, ...]


@attrs.frozen
class Report:
    """Everything counted for one period.

    Attributes:
        period: which days.
        made_on: the day it was counted.
        org_name: who counted.
        flows: the five rows of the yearly table.
        visit_types: passages sent up, by visit type (门诊, 住院, 急诊 …).
        states: no-shows, refusals, cancellations, completions.
        tables: rows by partner, level, department, diagnosis, doctor, reason and month.
        ratios: figures in per cent.
        durations: how long things take.
        inputs: numbers that were typed in.
        movements: the passages by identity, for the rows behind a number.
    """

    period: Period
    made_on: date
    org_name: str
    flows: tuple[FlowCount, ...]
    visit_types: tuple[StateCount, ...]
    states: tuple[StateCount, ...]
    tables: Mapping[str, tuple[GroupRow, ...]]
    ratios: tuple[Ratio, ...]
    durations: tuple[Duration, ...]
    inputs: Mapping[str, str]
    movements: Mapping[str, Movement]

    @property
    def total(self) -> int:
        """All passages of the period."""
        return sum(flow.count for flow in self.flows)

    @property
    def total_before(self) -> int:
        """All passages of the period before."""
        return sum(flow.before for flow in self.flows)

    @property
    def total_year_before(self) -> int:
        """All passages of the same period a year earlier."""
        return sum(flow.year_before for flow in self.flows)

    def ratio(self, name: str) -> Ratio:
        """Return a figure by name. Raises KeyError."""
        return next(r for r in self.ratios if r.name == name)

    def behind(self, ids: Sequence[str]) -> tuple[Movement, ...]:
        """Return the passages behind a number, in the order of their days."""
        return tuple(self.movements[i] for i in ids if i in self.movements)


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

    def report(self, period: Period) -> Report:
        """Count a period.

        Raises:
            NotAllowed: this person may not see statistics.
        """
        place = self._place
        place.need(Permission.STATISTICS_VIEW)
        reader, org = place.reader, place.org_id
        found = in_period(reader, org, period)
        before = in_period(reader, org, period.before())
        year_before = in_period(reader, org, period.year_before())
        last = period.last + timedelta(days=FOLLOW_UP_DAYS)
        visits = follow_ups.between(reader, from_day=period.from_day, to_day=last.isoformat())
        inputs = self.inputs(period)
        limit = read_number(str(place.setting("limits.answer_hours", ANSWER_HOURS)))
        return Report(
            period=period,
            made_on=place.today(),
            org_name=place.own().name,
            flows=_flow_counts(found, before, year_before, self.plan_for(period)),
            visit_types=self._visit_types(found),
            states=_states(found),
            tables={by: tuple(self._named(by, grouped(found, by))) for by in GROUPS},
            ratios=(
                *counted_ratios(found, followed=first_follow_ups(found, visits), today=place.today()),
                *entered_ratios(inputs, found),
            ),
            durations=tuple(durations(found, answer_limit=float(limit or ANSWER_HOURS))),
            inputs=inputs,
            movements={m.id: m for m in found},
        )

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

    def save(self, report: Report, target: Path, remarks: str = "") -> Path:
        """Write a report as .pdf or .xlsx, by the ending of the name; noted in the audit trail.

        Raises:
            NotAllowed, PaperError, FileError, DiskFull.
        """
        from clinic_app.services import statistics_papers as papers

        self._place.need(Permission.STATISTICS_VIEW)
        make = papers.report_workbook if target.suffix.lower() == ".xlsx" else papers.report_pdf
        write_atomically(target, make(report, remarks))
        self._place.audit("export", "statistics", period=report.period.from_day)
        return target

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
