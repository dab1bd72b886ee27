"""The figures by which referral work is judged, each with its numerator, denominator and formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from statistics import mean, median

import attrs

from clinic_app.domain.clock import local_date
from clinic_app.domain.field_checks import stored_date
from clinic_app.domain.wording import Message, say
from clinic_app.services.movements import Flow, Movement, hours_between

FOLLOW_UP_DAYS = 14
"""Two weeks after a referral the township asks what became of the patient.

Source: 国家基本公共卫生服务规范（第三版）高血压、2型糖尿病患者健康管理，紧急转诊者 2 周内主动随访转诊情况.
"""

ANSWER_HOURS = 2.0
"""Usual limit for the receiver's answer; county platforms hand the case on after it."""


@attrs.frozen
class Ratio:
    """A figure in per cent.

    Attributes:
        name: stable word.
        label: what it is called.
        numerator: upper number.
        denominator: lower number.
        formula: both in words.
        numerator_ids: what stands behind the upper number, when it was counted here.
        denominator_ids: what stands behind the lower number.
        target: least (or with ``lower_is_better`` greatest) per cent asked for, if there is one.
        lower_is_better: which way is good.
        missing: an input that nobody has typed in yet.
    """

    name: str
    label: Message
    numerator: Decimal
    denominator: Decimal
    formula: Message
    numerator_ids: tuple[str, ...] = ()
    denominator_ids: tuple[str, ...] = ()
    target: Decimal | None = None
    lower_is_better: bool = False
    missing: bool = False

    @property
    def percent(self) -> Decimal | None:
        """Per cent, rounded half up to two places; None when there is nothing to divide by."""
        return percent(self.numerator, self.denominator)

    @property
    def reached(self) -> bool | None:
        """Tell whether the target is reached; None without target or figure."""
        value = self.percent
        if value is None or self.target is None:
            return None
        return value <= self.target if self.lower_is_better else value >= self.target


@attrs.frozen
class Duration:
    """How long something takes.

    Attributes:
        name: stable word.
        label: what it is called.
        formula: from when to when.
        mean_hours: mean; None when nothing was measured.
        median_hours: median.
        ids: the passages measured.
        over_limit: those that took longer than the limit.
        limit_hours: the limit, 0 for none.
    """

    name: str
    label: Message
    formula: Message
    mean_hours: float | None
    median_hours: float | None
    ids: tuple[str, ...]
    over_limit: tuple[str, ...] = ()
    limit_hours: float = 0.0


def percent(numerator: Decimal | int, denominator: Decimal | int) -> Decimal | None:
    """Return a ratio in per cent with two places, or None.

    >>> percent(Decimal("755.68"), Decimal("1191.33"))
    Decimal('63.43')
    """
    lower = Decimal(denominator)
    if lower == 0:
        return None
    return (Decimal(numerator) * 100 / lower).quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent_text(value: Decimal | None) -> str:
    """Return per cent for tables: ``63.43%``, or a dash when it cannot be told."""
    return "—" if value is None else f"{value}%"


def change_text(now: int, then: int) -> str:
    """Return a change against an earlier count: ``+25.00%``; a dash when there was nothing then."""
    value = percent(now - then, then)
    return "—" if value is None else f"{value:+}%"


def counted_ratios(
    movements: Sequence[Movement], *, followed: Mapping[str, date], today: date
) -> list[Ratio]:
    """Return the ratios that follow from the referrals alone.

    Args:
        movements: passages of the period.
        followed: first follow-up by referral.
        today: for the two weeks, which some referrals still have before them.
    """
    own = [m for m in movements if not m.is_return and m.sent_at is not None]
    kept = [m for m in own if not m.cancelled]
    sent_up = [m for m in kept if m.flow is Flow.SENT_UP]
    there_and_back = [m for m in sent_up if not m.declined]
    return [
        _ratio("completed", say("综合完成率"), say("办结的转诊 ÷ 发出和收到的转诊（撤销的不计）"),
               kept, lambda m: m.completed),
        _ratio("declined", say("拒收率"), say("被拒收的转诊 ÷ 发出和收到的转诊（撤销的不计）"),
               kept, lambda m: m.declined, lower_is_better=True),
        _ratio("arrived", say("转诊到院率"), say("已到院 ÷ 发出和收到的转诊（撤销的不计）"),
               kept, lambda m: m.arrived_at is not None or m.returned_at is not None),
        _ratio("returned", say("回转率"), say("收到回转单的上转 ÷ 本机构发出的上转（拒收、撤销的不计）"),
               there_and_back, lambda m: m.returned_at is not None),
        two_week_ratio(kept, followed=followed, today=today),
    ]  # fmt: skip


def two_week_ratio(movements: Iterable[Movement], *, followed: Mapping[str, date], today: date) -> Ratio:
    """Return 转诊随访率（2周）: of emergencies and referrals that came from a follow-up, those asked in time.

    A referral whose two weeks are not over and that was not followed up yet is left out of both numbers.
    """
    base = [m for m in movements if m.flow is Flow.SENT_UP and (m.urgency == "emergency" or m.from_follow_up)]

    def in_time(movement: Movement) -> bool:
        seen, sent = followed.get(movement.referral_id), stored_date(movement.day)
        return seen is not None and sent is not None and seen - sent <= timedelta(days=FOLLOW_UP_DAYS)

    def is_over(movement: Movement) -> bool:
        sent = stored_date(movement.day)
        return sent is not None and today - sent > timedelta(days=FOLLOW_UP_DAYS)

    due = [m for m in base if in_time(m) or is_over(m)]
    return _ratio(
        "two_weeks",
        say("转诊随访率（2周内）"),
        say("转诊后14天内随访到的 ÷ 紧急转诊和随访中转出的上转（未满14天又未随访的不计）"),
        due,
        in_time,
        target=Decimal(100),
    )


def _ratio(
    name: str,
    label: Message,
    formula: Message,
    base: Sequence[Movement],
    counts: Callable[[Movement], bool],
    *,
    target: Decimal | None = None,
    lower_is_better: bool = False,
) -> Ratio:
    upper = tuple(m.id for m in base if counts(m))
    return Ratio(
        name,
        label,
        Decimal(len(upper)),
        Decimal(len(base)),
        formula,
        upper,
        tuple(m.id for m in base),
        target,
        lower_is_better,
    )


@attrs.frozen
class _Entered:
    """A ratio whose numbers come from elsewhere and are typed in."""

    name: str
    label: Message
    formula: Message
    upper: str
    lower: str
    target: Decimal | None = None


_ENTERED = (
    _Entered("first_visit", say("基层首诊率"), say("基层首诊人次 ÷ 首诊总人次"),
             "primary_first_visits", "first_visits", Decimal(55)),
    _Entered("primary_share", say("基层诊疗量占比"), say("基层医疗卫生机构诊疗人次 ÷ 总诊疗人次"),
             "primary_visits", "visits", Decimal(65)),
    _Entered("in_county", say("县域内就诊率"), say("参保居民县域内就诊人次 ÷ 参保居民全部就诊人次"),
             "county_visits", "insured_visits", Decimal(90)),
    _Entered("fitting", say("转诊符合率"), say("抽查中符合指征的转诊单 ÷ 抽查的转诊单"),
             "fitting_slips", "audited_slips"),
)  # fmt: skip

INPUT_NAMES: dict[str, Message] = {
    "primary_first_visits": say("基层首诊人次"),
    "first_visits": say("首诊总人次"),
    "primary_visits": say("基层诊疗人次"),
    "visits": say("总诊疗人次"),
    "county_visits": say("县域内就诊人次"),
    "insured_visits": say("参保居民全部就诊人次"),
    "fitting_slips": say("符合指征的转诊单"),
    "audited_slips": say("抽查的转诊单"),
    "own_visits": say("本机构诊疗人次"),
    "discharges": say("本机构出院人次"),
}
"""Numbers the program cannot count itself, typed in for each period."""


def entered_ratios(inputs: Mapping[str, str], movements: Sequence[Movement]) -> list[Ratio]:
    """Return the ratios that need numbers typed in; they say so while a number is missing.

    Targets: 国办发〔2015〕70号 (基层诊疗量占比 ≥65%, 县域内就诊率 ≥90%); 首诊率 ≥55% as county alliances ask.
    """
    found = [
        _from_numbers(e.name, e.label, e.formula, inputs.get(e.upper), inputs.get(e.lower), target=e.target)
        for e in _ENTERED
    ]
    for name, label, formula, flow, lower in (
        ("up_rate", say("上转率"), say("上转人次 ÷ 本机构诊疗人次"), Flow.SENT_UP, "own_visits"),
        ("down_rate", say("下转率"), say("转回下级人次 ÷ 本机构出院人次"), Flow.SENT_DOWN, "discharges"),
    ):
        ids = tuple(m.id for m in movements if m.counts and m.flow is flow)
        ratio = _from_numbers(name, label, formula, str(len(ids)), inputs.get(lower))
        found.append(attrs.evolve(ratio, numerator_ids=ids))
    return found


def _from_numbers(
    name: str,
    label: Message,
    formula: Message,
    upper: str | None,
    lower: str | None,
    *,
    target: Decimal | None = None,
) -> Ratio:
    numbers = [read_number(upper), read_number(lower)]
    return Ratio(
        name,
        label,
        numbers[0] or Decimal(0),
        numbers[1] or Decimal(0),
        formula,
        target=target,
        missing=None in numbers,
    )


def read_number(text: str | None) -> Decimal | None:
    """Return a number that was typed in (755.68), or None for anything else or below zero."""
    try:
        number = Decimal(str(text).strip()) if text not in (None, "") else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and number >= 0 else None


def durations(movements: Sequence[Movement], *, answer_limit: float = ANSWER_HOURS) -> list[Duration]:
    """Return how long answers, arrivals and whole loops take; impossible times are left out."""
    own = [m for m in movements if not m.is_return and not m.cancelled]
    return [
        _duration("answer", say("平均响应时长"), say("发出 → 对方第一次答复"),
                  [(m, hours_between(m.sent_at, m.answered_at)) for m in own], limit=answer_limit),
        _duration("arrival", say("平均接收时长"), say("发出 → 患者到院"),
                  [(m, hours_between(m.sent_at, m.arrived_at)) for m in own]),
        _duration("loop", say("平均闭环时长"), say("发出 → 写回转单"),
                  [(m, hours_between(m.sent_at, m.returned_at)) for m in own]),
    ]  # fmt: skip


def _duration(
    name: str,
    label: Message,
    formula: Message,
    measured: Sequence[tuple[Movement, float | None]],
    *,
    limit: float = 0.0,
) -> Duration:
    hours = [(m.id, taken) for m, taken in measured if taken is not None]
    values = [taken for _, taken in hours]
    return Duration(
        name,
        label,
        formula,
        mean(values) if values else None,
        median(values) if values else None,
        tuple(record for record, _ in hours),
        tuple(record for record, taken in hours if limit and taken > limit),
        limit,
    )


def first_follow_ups(
    movements: Iterable[Movement], records: Iterable[Mapping[str, object]]
) -> dict[str, date]:
    """Return the day of the first follow-up by referral.

    Args:
        movements: passages, whose referrals matter.
        records: follow-ups as rows.
    """
    wanted = {m.referral_id: stored_date(m.day) for m in movements}
    found: dict[str, date] = {}
    for record in records:
        referral_id = str(record.get("referral_id") or "")
        day, sent = stored_date(str(record.get("visited_on") or "")), wanted.get(referral_id)
        if day is None or sent is None or day < sent:
            continue
        found[referral_id] = min(day, found.get(referral_id, day))
    return found


def local_day(movement: Movement) -> date | None:
    """Return the day a passage was sent by the clock, for lists that show both dates."""
    return local_date(movement.sent_at) if movement.sent_at else None
