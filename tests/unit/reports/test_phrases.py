"""Codes, dates and numbers read as people are used to, and what is unknown leaves no trace."""

from __future__ import annotations

import pytest

from clinic_app.reports.phrases import archive_tail, date_in_words, gender_word, reprint_mark, spaced, stacked


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("62080210310100017", "101-00017"),
        ("10100017", "101-00017"),
        ("101-00017", "101-00017"),
        ("待编号", "待编号"),
        ("123", "123"),
        ("", ""),
    ],
)
def test_an_archive_number_shows_its_last_eight_digits(number: str, shown: str) -> None:
    assert archive_tail(number) == shown


def test_gender_words() -> None:
    assert [gender_word(code) for code in ("1", "2", "9", "0", "")] == ["男", "女", "未说明", "未知", ""]


@pytest.mark.parametrize(
    ("answer", "shown"),
    [("2026-03-05", "2026 年 3 月 5 日"), ("三月初", "三月初"), ("2026-02-30", "2026-02-30"), ("", "")],
)
def test_an_answer_that_is_no_date_stays_as_it_was_typed(answer: str, shown: str) -> None:
    assert date_in_words(answer) == shown


def test_only_a_reprint_is_marked() -> None:
    assert [reprint_mark(copy) for copy in (0, 2)] == ["", "补打 2"]


def test_what_is_unknown_leaves_no_gap() -> None:
    assert spaced("男", "", "68岁") == "男 68岁"
    assert spaced("", "68岁", gap="　") == "68岁"
    assert stacked("", "牛心村", "") == "牛心村"
    assert spaced() == stacked("") == ""
