"""A follow-up from the outside: its values checked all at once, and what the norm says about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import is_stored_date
from clinic_app.domain.follow_up import check_answers
from clinic_app.domain.follow_up_form import AnswerType, Form
from clinic_app.domain.follow_up_rules import ADVERSE, COMPLICATION, Evaluation, evaluate
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import say
from clinic_app.services.form_library import current_forms

_DISEASES = {
    "高血压": "hypertension",
    "htn": "hypertension",
    "diabetes": "diabetes2",
    "dm": "diabetes2",
    "t2dm": "diabetes2",
    "糖尿病": "diabetes2",
    "2型糖尿病": "diabetes2",
}
"""Other words for a form, as systems that call us use them."""

_OTHER_KEYS = {
    "visit_date": "visited_on",
    "hr": "heart_rate",
    "class": "result_class",
    "next": "next_on",
    "ref_reason": "refer_reason",
    "ref_dest": "refer_to",
    "insulin": "insulin_use",
}
"""Keys of the norm's table that the forms spell out."""

_PRESSURE_KEYS = ("sbp/dbp", "bp")
_PAIR = re.compile(r"\D*(\d+)\D+(\d+)\D*")
_SPORT = ("sport_times", "sport_minutes")

_ASIDE = frozenset({"disease", "age", "previous_class", "conditions", "name"})
_CONDITIONS = frozenset({"diabetes", "ckd"})


@attrs.frozen
class Visit:
    """A visit in order: the form, its answers, and what else the rules need."""

    form: Form
    answers: Mapping[str, Any]
    age: int | None
    previous_class: str
    visit_date: date
    conditions: frozenset[str]


def read_visit(values: Mapping[str, Any], today: date) -> Visit:
    """Return the visit of a mapping with the keys of the norm's forms, and disease, age, previous_class.

    Numbers may be numbers or text. Without ``visit_date`` it is today's. A missing answer is no mistake:
    the rules say what they cannot tell.

    Raises:
        Rejected: with every problem at once.
    """
    form = _form(values)
    if form is None:
        raise Rejected([_no_form(values)])
    plain = _spread({key: value for key, value in values.items() if key not in _ASIDE})
    answers = {_OTHER_KEYS.get(key, key): _text(value) for key, value in plain.items()}
    _told_by_class(form, answers)
    problems = _unknown_keys(form, answers)
    known = {key: value for key, value in answers.items() if key not in {p.field for p in problems}}
    problems += [p for p in errors_of(check_answers(form, known)) if p.code != "answer.missing"]
    day = str(answers.get("visited_on") or today.isoformat())
    age, age_problems = _age(values.get("age"))
    previous, class_problems = _previous(form, values.get("previous_class"))
    conditions, condition_problems = _conditions(values.get("conditions"))
    problems += age_problems + class_problems + condition_problems
    if not is_stored_date(day) and all(p.field != "visited_on" for p in problems):
        problems.append(Problem("visit_date", "date", say("随访日期要写成 2026-11-20 这样。")))
    if problems:
        raise Rejected(problems)
    return Visit(form, known, age, previous, date.fromisoformat(day), conditions)


def evaluate_visit(values: Mapping[str, Any], today: date) -> Evaluation:
    """Return what the norm says about a visit given as a mapping.

    Raises:
        Rejected: see ``read_visit``.
    """
    visit = read_visit(values, today)
    return evaluate(
        visit.form,
        visit.answers,
        age=visit.age,
        previous_class=visit.previous_class,
        visit_date=visit.visit_date,
        conditions=visit.conditions,
    )


def _spread(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the boxes of the printed table that hold two numbers as the fields of the form.

    ``sbp/dbp`` 150/95; ``sport`` 3 times a week of 30 minutes; and ``{"now": …, "target": …}`` wherever the
    table asks for both.
    """
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key in _PRESSURE_KEYS and (pair := _PAIR.fullmatch(str(value))):
            found |= {"sbp": pair[1], "dbp": pair[2]}
        elif isinstance(value, Mapping) and set(value) <= {"now", "target"}:
            now = _spread({key: value["now"]}) if "now" in value else {}
            target = _spread({key: value["target"]}) if "target" in value else {}
            found |= now | {f"{name}_target": one for name, one in target.items()}
        elif key == "sport" and isinstance(value, Mapping) and set(value) <= {"times", "minutes"}:
            found |= {f"sport_{name}": one for name, one in value.items()}
        elif key == "sport" and (pair := _PAIR.fullmatch(str(value))):
            found |= dict(zip(_SPORT, pair.groups(), strict=True))
        else:
            found[key] = value
    return found


def _told_by_class(form: Form, answers: dict[str, Any]) -> None:
    """Take the doctor's class for what it says where the table has no box of its own for it.

    4 并发症 is a new or worse complication, 3 不良反应 an adverse reaction.
    """
    keys = {field.key for field in form.fields()}
    word = str(answers.get("result_class") or "")
    if word == COMPLICATION and "complication" in keys and not answers.get("complication"):
        answers["complication"] = "2"
    if word == ADVERSE and "adr" in keys and not answers.get("adr"):
        answers["adr"] = "2"


def _form(values: Mapping[str, Any]) -> Form | None:
    word = str(values.get("disease") or "").strip()
    wanted = _DISEASES.get(word.lower(), _DISEASES.get(word, word))
    return next((form for form in current_forms() if form.id == wanted), None)


def _no_form(values: Mapping[str, Any]) -> Problem:
    names = "、".join(form.id for form in current_forms())
    if values.get("disease"):
        message = say("没有“{word}”的随访表，disease 可以写：{names}。", word=values["disease"], names=names)
        return Problem("disease", "disease.unknown", message)
    return Problem("disease", "disease.missing", say("请写明 disease，可以写：{names}。", names=names))


def _text(value: Any) -> Any:
    """Return an answer as the forms hold it: text, a list of texts, or the rows of a table."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and not any(isinstance(entry, dict) for entry in value):
        return [str(entry) for entry in value]
    return value


def _unknown_keys(form: Form, answers: Mapping[str, Any]) -> list[Problem]:
    fields = {field.key: field for field in form.fields()}
    problems = [
        Problem(key, "key.unknown", say("{form}没有 {key} 这一项，请检查拼写。", form=form.title, key=key))
        for key in answers
        if key not in fields
    ]
    for key, value in answers.items():
        field = fields.get(key)
        if field is None:
            continue
        if field.type is AnswerType.TABLE:
            if not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
                problems.append(Problem(key, "answer.shape", say("{label}要写成列表。", label=field.label)))
        elif isinstance(value, dict) or (isinstance(value, list) and field.type is not AnswerType.CODES):
            message = say("{label}只能有一个值，不能是列表。", label=field.label)
            problems.append(Problem(key, "answer.shape", message))
    return problems


def _age(value: Any) -> tuple[int | None, list[Problem]]:
    if value in (None, ""):
        return None, []
    text = str(value).strip().removesuffix("岁")
    if text.isdecimal() and int(text) <= 150 and not isinstance(value, bool):
        return int(text), []
    return None, [Problem("age", "age.impossible", say("年龄要写 0 到 150 的整数，如 68。"))]


def _previous(form: Form, value: Any) -> tuple[str, list[Problem]]:
    text = "" if value is None else str(value).strip()
    codes = [choice.code for choice in form.field("result_class").choices] if _has_class(form) else []
    if not text or text in codes:
        return text, []
    message = say(
        "上次随访分类“{value}”不对，可以写：{codes}。", value=text, codes="、".join(codes) or "（空）"
    )
    return "", [Problem("previous_class", "class.unknown", message)]


def _has_class(form: Form) -> bool:
    return any(field.key == "result_class" for field in form.fields())


def _conditions(value: Any) -> tuple[frozenset[str], list[Problem]]:
    words = [str(word) for word in value] if isinstance(value, list) else [str(value)] if value else []
    wrong = [word for word in words if word not in _CONDITIONS]
    if wrong:
        message = say("conditions 只能写 diabetes、ckd，不认识：{words}。", words="、".join(wrong))
        return frozenset(), [Problem("conditions", "condition.unknown", message)]
    return frozenset(words), []
