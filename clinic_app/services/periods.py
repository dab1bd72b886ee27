"""Spans of days that are counted: a month, a quarter, a year or any two days, and those to compare with."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

import attrs

from clinic_app.domain.calendar import add_months
from clinic_app.domain.errors import Rejected
from clinic_app.domain.numbers import compact
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DAYS = "days"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@attrs.frozen
class Period:
    """Days from ``first`` to ``last``, both included.

    Attributes:
        first: first day.
        last: last day.
        span: whether it is a whole month, quarter or year.
    """

    first: date
    last: date
    span: Span = Span.DAYS

    @property
    def from_day(self) -> str:
        """First day in its stored form."""
        return self.first.isoformat()

    @property
    def to_day(self) -> str:
        """Last day in its stored form."""
        return self.last.isoformat()

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def called(self) -> Message:
        """The period's name for headings."""
        year, month = self.first.year, self.first.month
        if self.span is Span.YEAR:
            return say("{year}年", year=year)
        if self.span is Span.QUARTER:
            return say("{year}年第{quarter}季度", year=year, quarter="一二三四"[(month - 1) // 3])
        if self.span is Span.MONTH:
            return say("{year}年{month}月", year=year, month=month)
        return say("{first} 至 {last}", first=self.from_day, last=self.to_day)

    def before(self) -> Period:
        """Return the period just before, for 环比: the month before, or as many days before."""
        if self.span is Span.DAYS:
            last = self.first - timedelta(days=1)
            return Period(last - timedelta(days=self.days - 1), last)
        return whole(self.span, add_months(self.first, -_MONTHS[self.span]))

    def year_before(self) -> Period:
        """Return the same period a year earlier, for 同比."""
        if self.span is Span.DAYS:
            return Period(add_months(self.first, -12), add_months(self.last, -12))
        return whole(self.span, add_months(self.first, -12))

    def months(self) -> list[Period]:
        """Return the months the period touches, for tables and curves by month."""
        found, day = [], self.first.replace(day=1)
        while day <= self.last:
            found.append(whole(Span.MONTH, day))
            day = add_months(day, 1)
        return found

    def contains(self, day: str) -> bool:
        """Tell whether a stored day lies in it."""
        return self.from_day <= day <= self.to_day


def whole(span: Span, day: date) -> Period:
    """Return the month, quarter or year in which a day lies."""
    if span is Span.DAYS:
        return Period(day, day)
    months = _MONTHS[span]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, add_months(first, months) - timedelta(days=1), span)


_YEAR = re.compile(r"([0-9]{4})年?")
_MONTH = re.compile(r"([0-9]{4})[-./年]?([0-9]{1,2})月?")
_QUARTER = re.compile(r"([0-9]{4})年?-?(?:[qQ]|第)([1-4一二三四])(?:季度)?")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.\.|至|到|~)([0-9]{4}-[0-9]{2}-[0-9]{2})")
_NAMED: dict[str, tuple[Span, int]] = {
    "本月": (Span.MONTH, 0),
    "上月": (Span.MONTH, -1),
    "本季度": (Span.QUARTER, 0),
    "上季度": (Span.QUARTER, -3),
    "今年": (Span.YEAR, 0),
    "本年": (Span.YEAR, 0),
    "去年": (Span.YEAR, -12),
}


def parse_period(text: str, today: date) -> Period:
    """Read a period: ``2026``, ``2026-11``, ``2026Q4``, ``2026-11-01..2026-11-22``, ``本月``, ``上季度``.

    Raises:
        Rejected: it is none of these, or ends before it begins.
    """
    plain = compact(text)
    if plain in _NAMED:
        span, shift = _NAMED[plain]
        return whole(span, add_months(today, shift))
    try:
        found = _read(plain)
    except ValueError:
        found = None
    if found is None:
        raise Rejected(
            [
                Problem(
                    "period",
                    "period.shape",
                    say(
                        "看不懂统计时段“{text}”，可以写 2026、2026-11、2026Q4 或 2026-11-01..2026-11-22。",
                        text=plain,
                    ),
                )
            ]
        )
    if found.last < found.first:
        raise Rejected(
            [Problem("period", "period.backward", say("统计时段的结束日期在开始日期之前，请核对。"))]
        )
    return found


def _read(plain: str) -> Period | None:
    if found := _DAYS.fullmatch(plain):
        return Period(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    if found := _QUARTER.fullmatch(plain):
        number = "一二三四".find(found[2]) + 1 or int(found[2])
        return whole(Span.QUARTER, date(int(found[1]), number * 3, 1))
    if found := _YEAR.fullmatch(plain):
        return whole(Span.YEAR, date(int(found[1]), 1, 1))
    if found := _MONTH.fullmatch(plain):
        return whole(Span.MONTH, date(int(found[1]), int(found[2]), 1))
    return None
