"""Typed dates, ages and working days."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_app.domain.calendar import (
    add_months,
    age_in_months,
    age_text,
    chinese_date,
    friendly_date,
    is_workday,
    move_to_workday,
    parse_date,
    weekday_name,
    workdays_between,
)
from clinic_app.domain.problems import Problem

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("0315", date(2026, 3, 15)),
        ("20260315", date(2026, 3, 15)),
        ("3.15", date(2026, 3, 15)),
        ("3/15", date(2026, 3, 15)),
        ("3月15日", date(2026, 3, 15)),
        ("3月15", date(2026, 3, 15)),
        ("2026-3-15", date(2026, 3, 15)),
        ("2026年3月15日", date(2026, 3, 15)),
        ("２０２６．３．１５", date(2026, 3, 15)),
        ("今天", TODAY),
        (" 昨天 ", date(2026, 11, 21)),
        ("明天", date(2026, 11, 23)),
        ("大后天", date(2026, 11, 25)),
        ("+14", date(2026, 12, 6)),
        ("-3", date(2026, 11, 19)),
        ("+2周", date(2026, 12, 6)),
        ("+3月", date(2027, 2, 22)),
        ("+3个月", date(2027, 2, 22)),
        ("+1年", date(2027, 11, 22)),
        ("下周三", date(2026, 11, 25)),
        ("周五", date(2026, 11, 20)),
        ("0229", date(2024, 2, 29)),
    ],
)
def test_dates_as_typed(typed, day):
    assert parse_date(typed, TODAY) == day


def test_a_past_day_without_a_year_is_never_in_the_future():
    assert parse_date("1201", TODAY) == date(2026, 12, 1)
    assert parse_date("1201", TODAY, past=True) == date(2025, 12, 1)
    assert parse_date("1122", TODAY, past=True) == TODAY


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0230", "date.impossible"),
        ("1月32日", "date.impossible"),
        ("abc", "date.shape"),
        ("", "date.shape"),
        ("260315", "date.shape"),
        ("+9999年", "date.impossible"),
    ],
)
def test_what_is_no_date_is_a_problem_beside_the_field(typed, code):
    problem = parse_date(typed, TODAY, "visited_on")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.field) == (code, "visited_on")


def test_days_are_told_shortly():
    assert friendly_date(TODAY, TODAY) == "今天"
    assert friendly_date(date(2026, 11, 21), TODAY) == "昨天"
    assert friendly_date(date(2026, 11, 23), TODAY) == "明天"
    assert friendly_date(date(2026, 11, 20), TODAY) == "11-20（周五）"
    assert friendly_date(date(2025, 11, 20), TODAY) == "2025-11-20"
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"
    assert weekday_name(TODAY, long=True) == "星期日"


@pytest.mark.parametrize(
    ("birth", "text"),
    [
        (date(1958, 11, 22), "68岁"),
        (date(1958, 11, 23), "67岁"),
        (date(2025, 11, 22), "1岁"),
        (date(2025, 11, 23), "11月"),
        (date(2026, 10, 22), "1月"),
        (date(2026, 10, 23), "30天"),
        (TODAY, "0天"),
        (date(2026, 11, 23), ""),
    ],
)
def test_age(birth, text):
    assert age_text(birth, TODAY) == text


def test_a_leap_day_child_is_a_year_older_in_march():
    assert age_text(date(2024, 2, 29), date(2025, 2, 28)) == "11月"
    assert age_text(date(2024, 2, 29), date(2025, 3, 1)) == "1岁"
    assert age_in_months(date(2024, 2, 29), date(2025, 2, 28)) == 11


def test_months_end_where_they_end():
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 31), -1) == date(2026, 11, 30)
    assert add_months(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_working_days():
    national_day = {date(2026, 10, day) for day in range(1, 8)}
    make_up = {date(2026, 10, 10)}
    assert not is_workday(date(2026, 10, 1), national_day)
    assert is_workday(date(2026, 10, 10), national_day, make_up)
    assert move_to_workday(date(2026, 10, 3), national_day, make_up) == date(2026, 10, 8)
    assert move_to_workday(date(2026, 10, 3), national_day, make_up, backward=True) == date(2026, 9, 30)
    assert move_to_workday(date(2026, 11, 20)) == date(2026, 11, 20)
    assert workdays_between(date(2026, 9, 30), date(2026, 10, 12), national_day, make_up) == 4
