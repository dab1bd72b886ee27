"""Passages by month, for lines: the months of the period, or the twelve that end with a short one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from clinic_app.domain.calendar import add_months
from clinic_app.domain.wording import Message
from clinic_app.services.movements import FLOW_NAMES, Flow, Movement
from clinic_app.services.periods import Period, Span

MONTHS = 12
"""A line needs as many points to show a course, and a year to show the seasons."""


@attrs.frozen
class TrendLine:
    """One line: the passages of a flow, month by month."""

    flow: Flow
    label: Message
    ids: tuple[tuple[str, ...], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """Number of passages by month."""
        return tuple(len(one) for one in self.ids)


@attrs.frozen
class Trend:
    """Passages by month.

    Attributes:
        months: ``2026-11``, in order.
        lines: one for each flow that has a passage in these months.
        totals: all passages by month.
    """

    months: tuple[str, ...]
    lines: tuple[TrendLine, ...]
    totals: tuple[int, ...]


def trend_span(period: Period, today: date) -> Period:
    """Return the days a trend looks at: the period's own months, or the twelve that end with it.

    Months that have not begun are left out: their zeros would look like a fall.
    """
    months = [month for month in period.months() if month.first <= today] or period.months()
    if len(months) > 1 and (period.span is Span.YEAR or len(months) >= MONTHS):
        return Period(months[0].first, months[-1].last)
    last = months[-1]
    return Period(add_months(last.first, 1 - MONTHS), last.last)


def trend_of(movements: Sequence[Movement], span: Period) -> Trend:
    """Count passages by month; ``span`` comes from ``trend_span``."""
    months = tuple(month.from_day[:7] for month in span.months())
    counted = [m for m in movements if m.counts]
    lines = []
    for flow, name in FLOW_NAMES.items():
        mine = [m for m in counted if m.flow is flow]
        if mine:
            ids = tuple(tuple(m.id for m in mine if m.day[:7] == month) for month in months)
            lines.append(TrendLine(flow, name, ids))
    totals = tuple(sum(m.day[:7] == month for m in counted) for month in months)
    return Trend(months, tuple(lines), totals)
