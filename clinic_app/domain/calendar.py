"""Days: what people type for a date, how a date and an age are told, and working days."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from clinic_app.domain.numbers import compact
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

WEEKDAYS = tuple(
    str(name)
    for name in (say("周一"), say("周二"), say("周三"), say("周四"), say("周五"), say("周六"), say("周日"))
)
LONG_WEEKDAYS = tuple(
    str(name)
    for name in (
        say("星期一"),
        say("星期二"),
        say("星期三"),
        say("星期四"),
        say("星期五"),
        say("星期六"),
        say("星期日"),
    )
)

_NAMED = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
}
_NAMED["大后天"] = 3
_SHIFT = re.compile(r"([+-])([0-9]{1,4})(天|日|周|星期|个?月|年)?")
_FULL = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_SHORT = re.compile(r"([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")
_WEEKDAY = re.compile(r"(上|本|这|下)?(?:周|星期|礼拜)([一二三四五六日天])")


def parse_date(text: str, today: date, field: str = "", *, past: bool = False) -> date | Problem:
    """Read a date the way it is typed: ``0315``, ``20260315``, ``3.15``, ``3月15日``, ``今天``, ``+14``.

    Also ``2026-3-15`` with any usual sign, ``周五``, ``下周三``, ``+2周``, ``+3月``. A day without a year is
    of this year; with ``past`` (birth, onset, a visit that was) it is the latest such day not after today.
    """
    plain = compact(text)
    if plain in _NAMED:
        return today + timedelta(days=_NAMED[plain])
    try:
        for read in (_read_shift, _read_digits, _read_full, _read_short, _read_weekday):
            day = read(plain, today, past)
            if day is not None:
                return day
    except (ValueError, OverflowError):
        return Problem(field, "date.impossible", say("没有“{text}”这一天，请核对", text=plain))
    return Problem(
        field, "date.shape", say("看不懂日期“{text}”，可以输入 0315、20260315、今天、+14", text=plain)
    )


def _read_shift(plain: str, today: date, past: bool) -> date | None:
    found = _SHIFT.fullmatch(plain)
    if not found:
        return None
    count = int(found[2]) * (-1 if found[1] == "-" else 1)
    unit = found[3] or "天"
    if unit in ("天", "日"):
        return today + timedelta(days=count)
    if unit in ("周", "星期"):
        return today + timedelta(weeks=count)
    return add_months(today, count * 12 if unit == "年" else count)


def _read_digits(plain: str, today: date, past: bool) -> date | None:
    if re.fullmatch(r"[0-9]{8}", plain):
        return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    if re.fullmatch(r"[0-9]{4}", plain):
        return _in_this_year(int(plain[:2]), int(plain[2:]), today, past)
    return None


def _read_full(plain: str, today: date, past: bool) -> date | None:
    found = _FULL.fullmatch(plain)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _read_short(plain: str, today: date, past: bool) -> date | None:
    found = _SHORT.fullmatch(plain)
    return _in_this_year(int(found[1]), int(found[2]), today, past) if found else None


def _read_weekday(plain: str, today: date, past: bool) -> date | None:
    found = _WEEKDAY.fullmatch(plain)
    if not found:
        return None
    weeks = {"上": -1, "下": 1}.get(found[1] or "", 0)
    number = "一二三四五六日".find(found[2].replace("天", "日"))
    return today - timedelta(days=today.weekday()) + timedelta(days=number, weeks=weeks)


def _in_this_year(month: int, day: int, today: date, past: bool) -> date:
    if (month, day) == (2, 29):
        # Only every fourth year has one: take the nearest that fits instead of refusing.
        years = range(today.year, today.year - 8, -1)
        found = [date(y, 2, 29) for y in years if _is_leap(y) and not (past and date(y, 2, 29) > today)]
        return found[0]
    this_year = date(today.year, month, day)
    return date(today.year - 1, month, day) if past and this_year > today else this_year


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def add_months(day: date, months: int) -> date:
    """Return the same day some months on; the last of the month when it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


# ---- telling ----------------------------------------------------------------------------------------------


def weekday_name(day: date, *, long: bool = False) -> str:
    """Return 周五, or 星期五."""
    return (LONG_WEEKDAYS if long else WEEKDAYS)[day.weekday()]


def friendly_date(day: date, today: date) -> str:
    """Return a day for lists: 今天, 昨天, 明天, ``11-20（周五）``; with the year when it is another one."""
    near = {0: say("今天"), -1: say("昨天"), 1: say("明天")}.get((day - today).days)
    if near:
        return str(near)
    if day.year != today.year:
        return day.isoformat()
    short = f"{day.month:02d}-{day.day:02d}"
    return str(say("{day}（{weekday}）", day=short, weekday=weekday_name(day)))


def chinese_date(day: date) -> str:
    """Return a day as papers bear it: ``2026年3月15日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def age_in_years(birth: date, on: date) -> int:
    """Return full years of life on a day (周岁); a child born on 29 February is a year older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_in_months(birth: date, on: date) -> int:
    """Return full months of life on a day."""
    return (on.year - birth.year) * 12 + on.month - birth.month - (on.day < birth.day)


def age_text(birth: date, on: date) -> str:
    """Return an age as slips print it: ``68岁``; below one year ``5月``, below one month ``12天``.

    Empty when the day is before birth. Source: 双向转诊单, 年龄; infants as in 病历书写规范.
    """
    if on < birth:
        return ""
    if years := age_in_years(birth, on):
        return str(say("{n}岁", n=years))
    if months := age_in_months(birth, on):
        return str(say("{n}月", n=months))
    return str(say("{n}天", n=(on - birth).days))


# ---- working days -----------------------------------------------------------------------------------------


def is_workday(
    day: date, holidays: AbstractSet[date] = frozenset(), extra_workdays: AbstractSet[date] = frozenset()
) -> bool:
    """Tell whether a clinic's office works on a day.

    Args:
        day: the day asked about.
        holidays: weekdays that are free.
        extra_workdays: Saturdays and Sundays that are worked in exchange (调休).
    """
    return day in extra_workdays or (day.weekday() < 5 and day not in holidays)


def move_to_workday(
    day: date,
    holidays: AbstractSet[date] = frozenset(),
    extra_workdays: AbstractSet[date] = frozenset(),
    *,
    backward: bool = False,
) -> date:
    """Return the day itself or the nearest worked day after it (before it with ``backward``).

    Backward is for limits that must be kept, such as the two weeks after a referral.
    """
    step = timedelta(days=-1 if backward else 1)
    # No run of free days is a month long; a broken holiday table must not hang the program.
    candidates = (day + step * count for count in range(31))
    return next((one for one in candidates if is_workday(one, holidays, extra_workdays)), day)


def workdays_between(
    first: date,
    last: date,
    holidays: AbstractSet[date] = frozenset(),
    extra_workdays: AbstractSet[date] = frozenset(),
) -> int:
    """Return how many worked days there are from the day after ``first`` up to ``last``."""
    days = (first + timedelta(days=count) for count in range(1, (last - first).days + 1))
    return sum(1 for day in days if is_workday(day, holidays, extra_workdays))
