"""The limits of the follow-up norms as settings: each with its meaning, its unit and its source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

import attrs

from clinic_app.domain.errors import Rejected
from clinic_app.domain.follow_up_thresholds import NATIONAL
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.services.follow_up_forms import THRESHOLDS_SETTING, thresholds_of
from clinic_app.services.workplace import Workplace

_HTN = say("规范第三版 高血压患者健康管理")
_DM = say("规范第三版 2型糖尿病患者健康管理")
_BOTH = say("规范第三版 高血压、2型糖尿病患者健康管理")
_MENTAL = say("规范第三版 严重精神障碍患者管理；各地有按 2018 年工作规范执行的")
_TB = say("规范第三版 肺结核患者健康管理")
_GUIDE = say("规范第三版：合并糖尿病、慢性肾病可适当降低；基层高血压指南")

_YEARS, _MONTHS, _DAYS = say("岁"), say("月"), say("天")

LIMITS: dict[str, tuple[Message, Message | str, Message]] = {
    "sbp": (say("收缩压低于此为满意"), "mmHg", _HTN),
    "dbp": (say("舒张压低于此为满意"), "mmHg", _HTN),
    "elderly_age": (say("老年人从几岁算"), _YEARS, _HTN),
    "elderly_sbp": (say("老年人收缩压低于此为满意"), "mmHg", _HTN),
    "elderly_dbp": (say("老年人舒张压低于此为满意"), "mmHg", _HTN),
    "comorbid_sbp": (say("合并糖尿病、肾病收缩压低于此为满意"), "mmHg", _GUIDE),
    "comorbid_dbp": (say("合并糖尿病、肾病舒张压低于此为满意"), "mmHg", _GUIDE),
    "emergency_sbp": (say("收缩压到此紧急转诊"), "mmHg", _BOTH),
    "emergency_dbp": (say("舒张压到此紧急转诊"), "mmHg", _BOTH),
    "fasting_glucose": (say("空腹血糖低于此为满意"), "mmol/L", _DM),
    "glucose_high": (say("血糖高到此紧急转诊"), "mmol/L", _DM),
    "glucose_low": (say("血糖低到此紧急转诊"), "mmol/L", _DM),
    "heart_rate_high": (say("糖尿病患者心率超过此提示"), say("次/分"), _DM),
    "temperature_high": (say("糖尿病患者体温超过此紧急转诊"), "℃", _DM),
    "satisfied_months": (say("控制满意，几个月后随访"), _MONTHS, _BOTH),
    "adjust_days": (say("不满意或不良反应，几天内随访"), _DAYS, _BOTH),
    "after_referral_days": (say("转诊后几天内随访"), _DAYS, _BOTH),
    "mental_unstable_days": (say("精神障碍不稳定，转诊后几天内随访"), _DAYS, _MENTAL),
    "mental_adjust_days": (say("精神障碍基本稳定，几天后复查"), _DAYS, _MENTAL),
    "mental_guided_months": (say("精神障碍仍未稳定，几个月后随访"), _MONTHS, _MENTAL),
    "mental_stable_months": (say("精神障碍稳定，几个月后随访"), _MONTHS, _MENTAL),
    "tb_phone_days": (say("肺结核可疑者转诊后几天内电话追踪"), _DAYS, _TB),
    "tb_home_days": (say("确诊肺结核几天内首次入户"), _DAYS, _TB),
    "elderly_months": (say("老年人几个月评估一次"), _MONTHS, say("规范第三版 老年人健康管理")),
    "reminder_days": (say("没有去就诊，几天后再督促"), _DAYS, say("本程序")),
}
"""Meaning, unit and source by the name in ``Thresholds``, in the order of the screen."""


@attrs.frozen
class LimitRow:
    """One limit.

    Attributes:
        name: in ``Thresholds``.
        label, unit, source: what it means, in what, and where it comes from.
        value: in force here.
        national: of the norm.
        changed: this institution has one of its own.
    """

    name: str
    label: Message
    unit: Message | str
    source: Message
    value: str
    national: str
    changed: bool


class FollowUpLimits:
    """The limits in force here."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def rows(self) -> tuple[LimitRow, ...]:
        """Return every limit with what the norm says."""
        self._place.need()
        now = thresholds_of(self._place.setting(THRESHOLDS_SETTING))
        return tuple(
            LimitRow(
                name,
                label,
                unit,
                source,
                str(getattr(now, name)),
                str(getattr(NATIONAL, name)),
                getattr(now, name) != getattr(NATIONAL, name),
            )
            for name, (label, unit, source) in LIMITS.items()
        )

    def save(self, values: Mapping[str, str]) -> None:
        """Keep limits by name; an empty one goes back to that of the norm.

        Raises:
            NotAllowed; Rejected with all that is no sensible number; nothing was stored.
        """
        self._place.need(Permission.SETTINGS, Permission.REFERRAL_REVIEW)
        typed = {name: str(value).strip() for name, value in values.items()}
        problems = [problem for name, text in typed.items() if (problem := _wrong(name, text)) is not None]
        if not problems:
            problems = _backward(typed)
        if problems:
            raise Rejected(problems)
        stored = self._place.setting(THRESHOLDS_SETTING) or {}
        kept = {**stored, **typed}
        own = {name: text for name, text in kept.items() if text and Decimal(text) != getattr(NATIONAL, name)}
        with self._place.unit():
            self._place.put_setting(THRESHOLDS_SETTING, own)
            self._place.audit("settings", "setting", "follow_up", names=sorted(typed))


def _wrong(name: str, text: str) -> Problem | None:
    if name not in LIMITS:
        return Problem(name, "limit.unknown", say("没有“{name}”这一项随访标准", name=name))
    if not text:
        return None
    usual = getattr(NATIONAL, name)
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(0)
    whole = not isinstance(usual, int) or number == number.to_integral_value()
    # Nobody treats by a third or by thrice of what the norm says: such a number was typed wrongly.
    if whole and number.is_finite() and usual / Decimal(3) <= number <= usual * Decimal(3):
        return None
    words = say("这个数不合理，规范是 {usual}，请核对", usual=usual)
    return Problem(name, "limit.range", words)


def _backward(typed: Mapping[str, str]) -> list[Problem]:
    """An emergency begins above the target, and low glucose below high."""

    def number(name: str) -> Decimal:
        return Decimal(typed.get(name) or str(getattr(NATIONAL, name)))

    pairs = (
        ("emergency_sbp", "sbp"),
        ("emergency_sbp", "elderly_sbp"),
        ("emergency_dbp", "dbp"),
        ("emergency_dbp", "elderly_dbp"),
        ("glucose_high", "fasting_glucose"),
        ("fasting_glucose", "glucose_low"),
    )
    return [
        Problem(
            upper,
            "limit.order",
            say("要比“{other}”的 {value} 高", other=LIMITS[lower][0], value=number(lower)),
        )
        for upper, lower in pairs
        if upper in typed and number(upper) <= number(lower)
    ]
