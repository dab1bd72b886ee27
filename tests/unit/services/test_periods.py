from __future__ import annotations

from datetime import date

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.services.periods import Period, Span, parse_period, whole

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first", "last", "called"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026年"),
        ("2026年", "2026-01-01", "2026-12-31", "2026年"),
        ("2026-11", "2026-11-01", "2026-11-30", "2026年11月"),
        ("2026年2月", "2026-02-01", "2026-02-28", "2026年2月"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2026Q4", "2026-10-01", "2026-12-31", "2026年第四季度"),
        ("2026年第三季度", "2026-07-01", "2026-09-30", "2026年第三季度"),
        ("2026-q1", "2026-01-01", "2026-03-31", "2026年第一季度"),
        ("2026-11-01..2026-11-22", "2026-11-01", "2026-11-22", "2026-11-01 至 2026-11-22"),
        ("2026-11-01 至 2026-11-22", "2026-11-01", "2026-11-22", "2026-11-01 至 2026-11-22"),
        ("本月", "2026-11-01", "2026-11-30", "2026年11月"),
        ("上月", "2026-10-01", "2026-10-31", "2026年10月"),
        ("上季度", "2026-07-01", "2026-09-30", "2026年第三季度"),
        ("去年", "2025-01-01", "2025-12-31", "2025年"),
    ],
)
def test_periods_are_read_as_people_write_them(text: str, first: str, last: str, called: str) -> None:
    period = parse_period(text, TODAY)
    assert (period.from_day, period.to_day, str(period.called)) == (first, last, called)


@pytest.mark.parametrize("text", ["", "2026-13", "2026Q5", "明年", "2026-02-30..2026-03-01", "x"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Rejected) as refused:
        parse_period(text, TODAY)
    assert refused.value.problems[0].code == "period.shape"


def test_a_period_must_not_end_before_it_begins() -> None:
    with pytest.raises(Rejected) as refused:
        parse_period("2026-11-22..2026-11-01", TODAY)
    assert refused.value.problems[0].code == "period.backward"


def test_the_periods_to_compare_with() -> None:
    month = whole(Span.MONTH, date(2026, 3, 31))
    assert month.before().to_day == "2026-02-28"
    assert month.year_before() == whole(Span.MONTH, date(2025, 3, 1))
    quarter = whole(Span.QUARTER, date(2026, 1, 1))
    assert quarter.before().from_day == "2025-10-01"
    year = whole(Span.YEAR, TODAY)
    assert year.before() == year.year_before() == whole(Span.YEAR, date(2025, 6, 1))
    days = Period(date(2026, 11, 1), date(2026, 11, 22))
    assert (days.before().from_day, days.before().to_day) == ("2026-10-10", "2026-10-31")
    assert days.before().days == days.days == 22
    assert days.year_before().from_day == "2025-11-01"


def test_months_of_a_period() -> None:
    months = Period(date(2026, 10, 15), date(2027, 1, 2)).months()
    assert [month.from_day for month in months] == ["2026-10-01", "2026-11-01", "2026-12-01", "2027-01-01"]


def test_both_ends_belong_to_a_period() -> None:
    month = whole(Span.MONTH, TODAY)
    assert month.contains("2026-11-01")
    assert month.contains("2026-11-30")
    assert not month.contains("2026-12-01")
