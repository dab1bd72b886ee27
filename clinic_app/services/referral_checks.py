"""What a referral slip must hold before it goes out, and its values in their stored form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from clinic_app.domain.catalogue import REFERRAL, REFERRAL_RETURN, FieldType, Kind
from clinic_app.domain.change import Value, canonical
from clinic_app.domain.codes import CodeList
from clinic_app.domain.field_checks import check_fields, missing, stored_date, text_of
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.phones import check_phone, clean_phone
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import Direction
from clinic_app.domain.wording import say

_NAMES = frozenset({"patient_name", "from_doctor", "to_doctor"})
_PHONES = frozenset({"from_phone", "to_phone", "patient_phone"})
OLD_AFTER = timedelta(days=30)
"""A slip dated further back is asked about once."""


def clean_form(kind: Kind, values: Mapping[str, Any]) -> dict[str, Value]:
    """Return a form's values in their stored form; names that the catalogue does not have are left out."""
    cleaned: dict[str, Value] = {}
    for field in kind.fields:
        if field.name not in values:
            continue
        value = values[field.name]
        if field.type is FieldType.JSON and not isinstance(value, str):
            cleaned[field.name] = canonical(value) if value else ""
        elif field.type in (FieldType.INTEGER, FieldType.FLAG):
            cleaned[field.name] = _whole(value)
        elif field.name in _NAMES:
            cleaned[field.name] = clean_name(text_of(values, field.name))
        elif field.name in _PHONES:
            cleaned[field.name] = clean_phone(text_of(values, field.name))
        else:
            cleaned[field.name] = clean_text(text_of(values, field.name))
    return cleaned


def _whole(value: Any) -> Value:
    text = "" if value is None else str(value).strip()
    return int(text) if text.lstrip("-").isdecimal() else text or None


def indications(direction: str) -> str:
    """Return the name of the list of reasons for a direction."""
    return "indication_down" if direction == Direction.DOWN else "indication_up"


def check_referral(
    values: Mapping[str, Any],
    direction: str,
    today: date,
    code_lists: Mapping[str, CodeList],
    *,
    own_org: str,
    late: bool = False,
    brief: bool = False,
) -> list[Problem]:
    """Return all that is wrong with a referral, in the order of the catalogue.

    Required are what the national form and the county cannot do without (domain reference 1.1): the
    institution, the day, the impression, for an up-referral the present illness, a reason, the urgency and
    the doctor. A refused consent needs its reason.

    Args:
        values: in stored form, see clean_form.
        direction: ``up``, ``down`` or ``lateral``.
        today: the day in China.
        code_lists: lists by name; ``indication_up`` here means the list of the direction.
        own_org: the writing institution.
        late: entered after the fact, so an old day is not asked about.
        brief: an emergency that goes first: the illness and the reason may be written afterwards.
    """
    problems = _required(values, direction, own_org)
    if brief:
        problems = [_afterwards(problem) for problem in problems]
    problems += _days(values, today, late=late)
    problems += _consent(values)
    for name in ("from_phone", "to_phone"):
        if text_of(values, name):
            problems += check_phone(text_of(values, name), name)
    if not text_of(values, "patient_phone"):
        problems.append(
            Problem(
                "patient_phone",
                "patient_phone.missing",
                say("没有患者电话，县医院联系不上患者。能补的话请补上"),
                warning=True,
            )
        )
    return _in_order(REFERRAL, problems, check_fields(REFERRAL, values, code_lists))


WRITTEN_AFTERWARDS = ("present_illness", "reason")
"""What an emergency may leave open until the patient is on the way (先转后补)."""


def _afterwards(problem: Problem) -> Problem:
    if problem.field not in WRITTEN_AFTERWARDS:
        return problem
    words = say("急症可以先转，{label}请随后补写", label=REFERRAL.field(problem.field).label)
    return Problem(problem.field, f"{problem.field}.afterwards", words, warning=True)


def _in_order(kind: Kind, problems: list[Problem], by_catalogue: list[Problem]) -> list[Problem]:
    told = {problem.field for problem in problems if not problem.warning}
    problems = problems + [problem for problem in by_catalogue if problem.field not in told]
    order = {name: place for place, name in enumerate(kind.field_names)}
    return sorted(problems, key=lambda problem: order.get(problem.field, -1))


def _required(values: Mapping[str, Any], direction: str, own_org: str) -> list[Problem]:
    problems: list[Problem] = []
    if not text_of(values, "to_org"):
        problems.append(missing("to_org", "转入机构"))
    elif text_of(values, "to_org") == own_org and not text_of(values, "to_dept"):
        problems.append(Problem("to_dept", "to_dept.internal", say("转入机构是本机构，请写明转入的科室")))
    problems += _empty(REFERRAL, values, "urgency", "referral_date", "from_doctor")
    if direction == Direction.DOWN:
        if not text_of(values, "impression"):
            problems.append(missing("impression", "诊断结果"))
        if not any(text_of(values, name) for name in ("treatment", "next_plan", "rehab_advice")):
            problems.append(
                Problem(
                    "next_plan",
                    "next_plan.missing",
                    say("请写明治疗经过、下一步治疗方案或康复建议，接收的医生要照着做"),
                )
            )
    else:
        problems += _empty(REFERRAL, values, "impression", "present_illness")
    if not text_of(values, "reason") and not text_of(values, "reason_text"):
        problems.append(missing("reason", "转诊原因"))
    return problems


def _empty(kind: Kind, values: Mapping[str, Any], *names: str) -> list[Problem]:
    return [missing(name, kind.field(name).label) for name in names if not text_of(values, name)]


def _days(values: Mapping[str, Any], today: date, *, late: bool) -> list[Problem]:
    problems: list[Problem] = []
    day = stored_date(text_of(values, "referral_date"))
    until = stored_date(text_of(values, "valid_until"))
    if day and day > today:
        problems.append(Problem("referral_date", "referral_date.future", say("转诊日期在今天之后，请核对")))
    elif day and today - day > OLD_AFTER and not late:
        problems.append(
            Problem(
                "referral_date",
                "referral_date.old",
                say("转诊日期是 {days} 天以前，请核对；确实是补录的可以保存", days=(today - day).days),
                warning=True,
            )
        )
    if day and until and until < day:
        problems.append(Problem("valid_until", "valid_until.early", say("有效期早于转诊日期，请核对")))
    return problems


def _consent(values: Mapping[str, Any]) -> list[Problem]:
    consent = text_of(values, "consent")
    if not consent:
        return [
            Problem(
                "consent", "consent.missing", say("还没有记录知情同意；急症可以先转，之后补上"), warning=True
            )
        ]
    if consent == "refused" and not text_of(values, "consent_note"):
        return [
            Problem("consent_note", "consent_note.missing", say("患者不同意转诊，请写明经过和告知的内容"))
        ]
    if consent in ("oral", "emergency"):
        return [
            Problem("consent", "consent.later", say("同意书还没有签，请记得补签后更正这一项"), warning=True)
        ]
    return []


def check_return(values: Mapping[str, Any], today: date, code_lists: Mapping[str, CodeList]) -> list[Problem]:
    """Return all that is wrong with a return slip, in the order of the catalogue.

    Required (domain reference 1.2): the day, the diagnosis, the doctor, the outcome, and what was done or
    what is to be done. A death needs no plan.
    """
    problems = _empty(REFERRAL_RETURN, values, "back_date", "diagnosis", "from_doctor", "outcome")
    told = any(text_of(values, name) for name in ("treatment", "next_plan", "rehab_advice"))
    if not told and text_of(values, "outcome") != "5":
        problems.append(
            Problem(
                "next_plan",
                "next_plan.missing",
                say("请写明治疗经过、下一步治疗方案或康复建议，接收的医生要照着做"),
            )
        )
    day = stored_date(text_of(values, "back_date"))
    if day and day > today:
        problems.append(Problem("back_date", "back_date.future", say("转回日期在今天之后，请核对")))
    days = text_of(values, "follow_up_days")
    if days and not (days.isdecimal() and 1 <= int(days) <= 365):
        problems.append(
            Problem("follow_up_days", "follow_up_days.range", say("建议随访间隔应为 1 到 365 天"))
        )
    return _in_order(REFERRAL_RETURN, problems, check_fields(REFERRAL_RETURN, values, code_lists))
