"""What the insurance window would send a patient back for, found before the slip is printed.

Source: what windows check on paper: name and number equal to the card, slip number, diagnosis, reason,
institution, a date before admission, the doctor's and reviewers' signatures, the stamp.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from clinic_app.domain.calendar import age_in_years
from clinic_app.domain.codes import CodeList
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.numbers import check_slip_no, is_id_no
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say

Values = Mapping[str, Any]

GRACE_DAYS = 3
"""Days after admission within which an emergency slip may still be dated (先救治后补单)."""

_INSURED = frozenset({"1", "2", "3"})
"""Payments that go through the insurance window (list payment)."""


@attrs.frozen
class Facts:
    """What a slip is held against.

    Attributes:
        referral: the referral as stored, or as typed so far.
        patient: the patient's record, whose name and number were read from the card; None when unknown.
        today: the day of printing.
        admitted_on: day of arrival or admission at the other institution; None when not known.
        reviewed: somebody approved it, or nobody has to.
        exempt_groups: the list exempt_reason, whose ``min_age`` and ``max_age`` are checked.
        grace_days: see GRACE_DAYS.
    """

    referral: Values
    patient: Values | None
    today: date
    admitted_on: date | None = None
    reviewed: bool = True
    exempt_groups: CodeList | None = None
    grace_days: int = GRACE_DAYS


@attrs.frozen
class Rule:
    """One thing a window looks at.

    Attributes:
        name: stable word, under which it can be switched off in the settings.
        label: what it is called in the settings.
        find: yields what would be sent back.
    """

    name: str
    label: Message
    find: Callable[[Facts], Iterator[Problem]]


def window_problems(facts: Facts, off: frozenset[str] = frozenset()) -> list[Problem]:
    """Return everything the window would send back, as warnings: the paper may be printed all the same.

    Args:
        facts: the slip and what it is held against.
        off: names of rules that do not hold in this county.
    """
    return [problem for rule in RULES if rule.name not in off for problem in rule.find(facts)]


def _warn(field: str, code: str, message: Message) -> Problem:
    return Problem(field, f"window.{code}", message, warning=True)


def _same_as_card(facts: Facts) -> Iterator[Problem]:
    if facts.patient is None:
        return
    for field, own, label in (
        ("patient_name", "name", "姓名"),
        ("patient_id_no", "id_no", "证件号码"),
        ("patient_gender", "gender", "性别"),
    ):
        on_slip, on_card = text_of(facts.referral, field), text_of(facts.patient, own)
        if on_slip and on_card and on_slip.upper() != on_card.upper():
            yield _warn(
                field,
                "card",
                say("单上的{label}与患者资料（证件）不一致，窗口会退回，请核对后再打印", label=label),
            )


def _has_id(facts: Facts) -> Iterator[Problem]:
    number = text_of(facts.referral, "patient_id_no")
    if not number:
        yield _warn("patient_id_no", "id_missing", say("没有证件号码，医保窗口一般不收，请补上"))
    elif (
        facts.patient is not None and text_of(facts.patient, "id_type") in ("", "01") and not is_id_no(number)
    ):
        yield _warn("patient_id_no", "id_wrong", say("身份证号不对，刷卡时对不上，请核对"))


def _has_insurance(facts: Facts) -> Iterator[Problem]:
    insured = text_of(facts.referral, "payment") in _INSURED
    if (
        insured
        and not text_of(facts.referral, "insurance_no")
        and not text_of(facts.referral, "patient_id_no")
    ):
        yield _warn("insurance_no", "insurance", say("参保患者没有医保号也没有身份证号，报销时查不到人"))


def _has_number(facts: Facts) -> Iterator[Problem]:
    number = text_of(facts.referral, "slip_no")
    if number and not check_slip_no(number):
        yield _warn("slip_no", "number", say("转诊单号校验不符，请重新打开这张转诊单再打印"))


def _has_texts(facts: Facts) -> Iterator[Problem]:
    if not text_of(facts.referral, "impression"):
        yield _warn("impression", "diagnosis", say("没有写诊断（初步印象），窗口会退回"))
    elif not text_of(facts.referral, "impression_codes").strip("[]"):
        yield _warn("impression_codes", "diagnosis_code", say("诊断没有编码，有的医保窗口要求填写"))
    if not text_of(facts.referral, "reason") and not text_of(facts.referral, "reason_text"):
        yield _warn("reason", "reason", say("没有写转诊原因，窗口会退回"))
    if not text_of(facts.referral, "to_org_name"):
        yield _warn("to_org", "target", say("没有写转往哪家医院，窗口会退回"))
    if not text_of(facts.referral, "from_doctor"):
        yield _warn("from_doctor", "doctor", say("没有转诊医生姓名，签字时请写清楚"))


def _dates(facts: Facts) -> Iterator[Problem]:
    day = stored_date(text_of(facts.referral, "referral_date"))
    if day is None:
        yield _warn("referral_date", "date_missing", say("没有转诊日期，窗口会退回"))
        return
    if day > facts.today:
        yield _warn("referral_date", "date_future", say("转诊日期在今天之后，窗口会退回，请核对"))
    if facts.admitted_on is None:
        return
    emergency = text_of(facts.referral, "urgency") == "emergency"
    latest = facts.admitted_on + timedelta(days=facts.grace_days if emergency else 0)
    if day > latest:
        message = (
            say("急诊补单超过入院后 {days} 天，窗口可能不认，请先问清楚", days=facts.grace_days)
            if emergency
            else say("转诊日期在入院日期 {day} 之后，窗口会退回", day=facts.admitted_on.isoformat())
        )
        yield _warn("referral_date", "after_admission", message)


def _is_valid(facts: Facts) -> Iterator[Problem]:
    until = stored_date(text_of(facts.referral, "valid_until"))
    if until is not None and until < facts.today:
        yield _warn(
            "valid_until",
            "expired",
            say("这张转诊单 {day} 已到期，请重新开单", day=until.isoformat()),
        )


def _is_reviewed(facts: Facts) -> Iterator[Problem]:
    if not facts.reviewed:
        yield _warn("", "unreviewed", say("还没有审核，纸上会印“未审核”，窗口一般不收"))


def _exempt(facts: Facts) -> Iterator[Problem]:
    code = text_of(facts.referral, "exempt_reason")
    group = facts.exempt_groups.get(code) if facts.exempt_groups and code else None
    born = stored_date(text_of(facts.referral, "patient_birth_date"))
    if group is None or born is None:
        return
    age = age_in_years(born, stored_date(text_of(facts.referral, "referral_date")) or facts.today)
    least, most = group.extra.get("min_age", ""), group.extra.get("max_age", "")
    if (least.isdecimal() and age < int(least)) or (most.isdecimal() and age > int(most)):
        yield _warn(
            "exempt_reason",
            "exempt_age",
            say("免备案人群选了“{group}”，但患者 {age} 岁，对不上", group=group.name, age=age),
        )


def _consented(facts: Facts) -> Iterator[Problem]:
    consent = text_of(facts.referral, "consent")
    if not consent:
        yield _warn("consent", "consent", say("还没有记录知情同意，请让患者或家属签字"))
    elif consent == "refused":
        yield _warn("consent", "refused", say("记录为患者不同意转诊，请核对后再打印"))
    elif consent in ("oral", "emergency"):
        yield _warn("consent", "consent_later", say("知情同意待补签，请在 24 小时内补上"))


RULES: tuple[Rule, ...] = (
    Rule("card", say("姓名、证件号与卡一致"), _same_as_card),
    Rule("id_no", say("有证件号码"), _has_id),
    Rule("insurance", say("有医保号或身份证号"), _has_insurance),
    Rule("number", say("单号正确"), _has_number),
    Rule("texts", say("诊断、原因、转入医院、医生齐全"), _has_texts),
    Rule("dates", say("转诊日期不晚于入院"), _dates),
    Rule("valid", say("在有效期内"), _is_valid),
    Rule("reviewed", say("已审核"), _is_reviewed),
    Rule("exempt", say("免备案人群与年龄相符"), _exempt),
    Rule("consent", say("知情同意已签"), _consented),
)
"""In the order in which a window looks."""
