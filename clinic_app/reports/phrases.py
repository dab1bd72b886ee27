"""How papers say things: coded words, dates and numbers as forms show them, and joining what is known."""

from __future__ import annotations

from datetime import date

_GENDERS = {"1": "男", "2": "女", "9": "未说明", "0": "未知"}


def gender_word(code: str) -> str:
    """Return the printed word of a GB/T 2261.1 code, empty for none."""
    return _GENDERS.get(code, "")


def archive_tail(number: str) -> str:
    """Return a health archive number as forms show it: the last eight digits as 101-00017.

    Only the last eight are required on forms (健康档案编号填写说明); anything that is no such number is
    shown as it is.
    """
    digits = number.replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) in (8, 17):
        return f"{digits[-8:-5]}-{digits[-5:]}"
    return number


def chinese_date(day: date) -> str:
    """Return a date in words: 2026 年 11 月 22 日."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def date_in_words(answer: str) -> str:
    """Return an answer that is a date (2026-11-22) in words, anything else as it was typed."""
    try:
        return chinese_date(date.fromisoformat(answer))
    except ValueError:
        return answer


def box(ticked: bool) -> str:
    """Return the box before a choice."""
    return "■" if ticked else "□"


def reprint_mark(copy: int) -> str:
    """Return 补打 with the number of the copy, or nothing for the first print (0)."""
    return f"补打 {copy}" if copy else ""


def spaced(*parts: str, gap: str = " ") -> str:
    """Return what is known of some parts on one line; an empty one leaves no gap."""
    return gap.join(part for part in parts if part)


def stacked(*parts: str) -> str:
    """Return what is known of some parts, each on a line of its own."""
    return "\n".join(part for part in parts if part)
