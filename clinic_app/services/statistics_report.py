"""A counted period as values: flows, states, groups, figures, spans of time, trend and evaluations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs

from clinic_app.domain.wording import Message
from clinic_app.services.indicators import Duration, Ratio, change_text, percent
from clinic_app.services.movements import Flow, GroupRow, Movement
from clinic_app.services.partner_figures import PartnerFigures
from clinic_app.services.patient_evaluations import Question
from clinic_app.services.periods import Period
from clinic_app.services.trends import Trend


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
        partners: each institution's figures, the one with most passages first.
        trend: passages by month.
        evaluations: what patients said at the visit after their referral.
        keys: the stored values of the rows of ``tables``, in their order, to narrow a report to.
        only: what the passages were narrowed to, by the name of a group; empty for all.
        only_names: the same in words.
        ratios: figures in per cent.
        durations: how long things take.
        inputs: numbers that were typed in.
        movements: the passages by identity, those of the trend too, for the rows behind a number.
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
    partners: tuple[PartnerFigures, ...]
    trend: Trend
    evaluations: tuple[Question, ...]
    keys: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    only: Mapping[str, str] = attrs.field(factory=dict)
    only_names: Mapping[str, str] = attrs.field(factory=dict)

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

    @property
    def month_on_month(self) -> str:
        """环比 of all passages in words: ``+25.00%``."""
        return change_text(self.total, self.total_before)

    @property
    def year_on_year(self) -> str:
        """同比 of all passages in words."""
        return change_text(self.total, self.total_year_before)

    def ratio(self, name: str) -> Ratio:
        """Return a figure by name. Raises KeyError."""
        return next(r for r in self.ratios if r.name == name)

    def behind(self, ids: Sequence[str]) -> tuple[Movement, ...]:
        """Return the passages behind a number, in the order of their days."""
        return tuple(self.movements[i] for i in ids if i in self.movements)
