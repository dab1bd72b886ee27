"""Working days."""

from __future__ import annotations

import json
from datetime import date

import pytest

from clinic_app.domain.errors import FileError
from clinic_app.system.holidays import Holidays, load_holidays, parse_year


@pytest.fixture(scope="module")
def shipped():
    return load_holidays()


def test_2026_as_the_notice_has_it(shipped):
    # 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04
    year = shipped._years[2026]
    assert len(year.days_off) == 3 + 9 + 3 + 5 + 3 + 3 + 7
    made_up = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    assert [f"{day:%m-%d}" for day in sorted(year.workdays)] == made_up
    assert all(day.weekday() >= 5 for day in year.workdays)
    assert "国务院办公厅" in year.source


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-17", False),
        ("2026-02-14", True),
        ("2026-02-24", True),
        ("2026-10-03", False),
        ("2026-10-11", False),
    ],
)
def test_days_of_2026(shipped, day, works):
    assert shipped.is_workday(date.fromisoformat(day)) is works


def test_the_name_of_a_holiday(shipped):
    assert shipped.name_of(date(2026, 2, 17)) == "春节"
    assert shipped.name_of(date(2026, 2, 24)) == ""


def test_an_unknown_year_knows_weekends_and_says_so(shipped):
    assert not shipped.is_known(2031)
    assert shipped.is_workday(date(2031, 10, 1))
    assert not shipped.is_workday(date(2031, 10, 4))
    assert "2031" in str(shipped.warning(2031))
    assert shipped.warning(2026) is None
    assert Holidays().years == []


def test_counting_working_days_over_the_spring_festival(shipped):
    assert shipped.next_workday(date(2026, 2, 15)) == date(2026, 2, 24)
    assert shipped.next_workday(date(2026, 2, 14)) == date(2026, 2, 14)
    assert shipped.add_workdays(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert shipped.add_workdays(date(2026, 2, 13), 0) == date(2026, 2, 13)
    assert shipped.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 1)


def notice(**changes):
    whole = {
        "year": 2027,
        "source": "test",
        "holidays": [{"name": "元旦", "days_off": ["2027-01-01"], "workdays": ["2027-01-03"]}],
    }
    return json.dumps({**whole, **changes})


def test_a_newer_notice_from_the_hub_counts_and_a_damaged_one_does_not(tmp_path):
    (tmp_path / "2027.json").write_text(notice(), "utf-8")
    (tmp_path / "2028.json").write_text("{", "utf-8")
    found = load_holidays(tmp_path, tmp_path / "none")
    assert found.years == [2026, 2027]
    assert not found.is_workday(date(2027, 1, 1))
    assert found.is_workday(date(2027, 1, 3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        notice(year="x"),
        notice(year=2026),
        notice(holidays=[{"name": "x", "days_off": ["2027-13-01"], "workdays": []}]),
        notice(holidays=[{"name": "x", "days_off": ["2027-01-01"], "workdays": ["2027-01-01"]}]),
        notice(holidays=[{"name": "x"}]),
    ],
)
def test_strange_files_are_refused(text):
    with pytest.raises(FileError):
        parse_year(text)
