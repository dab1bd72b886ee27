"""Answers to a follow-up form: reading them, computing what follows, and checking them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from clinic_app.domain.field_checks import is_stored_date
from clinic_app.domain.follow_up_form import AnswerType, Condition, Form, FormField
from clinic_app.domain.names import length_of
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

Answers = Mapping[str, Any]
"""Answers by field key: text; for ``codes`` a list of codes; for ``table`` a list of rows of texts.

Numbers are text too, as typed: 7.0 stays 7.0 on its way through the wire and back onto paper.
"""


def answer_text(answers: Answers, key: str) -> str:
    """Return an answer as text without outer blanks; unanswered is empty, several codes have commas."""
    value = answers.get(key)
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ",".join(str(one) for one in value if not isinstance(one, Mapping))
    return str(value).strip()


def answer_codes(answers: Answers, key: str) -> tuple[str, ...]:
    """Return the chosen codes of a field, one or several."""
    value = answers.get(key)
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return (str(value),) if value not in (None, "") else ()


def answer_number(answers: Answers, key: str) -> Decimal | None:
    """Return a number; None when unanswered or not a number."""
    text = answer_text(answers, key)
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def is_asked(field: FormField, answers: Answers) -> bool:
    """Tell whether a field is asked, given the other answers."""
    return field.show_if is None or _holds(field.show_if, answers)


def is_required(field: FormField, answers: Answers) -> bool:
    """Tell whether a field that is asked must be answered, given the other answers."""
    return field.required or (field.required_if is not None and _holds(field.required_if, answers))


def _holds(condition: Condition, answers: Answers) -> bool:
    return bool(set(answer_codes(answers, condition.key)) & set(condition.among))


def computed(form: Form, answers: Answers) -> dict[str, str]:
    """Return the values of computed fields that can be computed now: 体质指数, 总分."""
    values: dict[str, str] = {}
    for field in form.fields():
        if field.formula is None:
            continue
        if field.formula.kind == "bmi":
            weight, height = (answer_number(answers, key) for key in field.formula.of)
            if weight and height and height > 0:
                values[field.key] = str(round(weight / (height / 100) ** 2, 1))
        elif all(answer_codes(answers, key) for key in field.formula.of):
            values[field.key] = str(sum(_score(form.field(key), answers) for key in field.formula.of))
    return values


def _score(field: FormField, answers: Answers) -> int:
    chosen = answer_codes(answers, field.key)
    return sum(choice.score for choice in field.choices if choice.code in chosen)


def without_skipped(form: Form, answers: Answers) -> dict[str, Any]:
    """Return the answers to questions that are asked and answered; what was skipped must not be stored."""
    asked = {field.key for field in form.fields() if is_asked(field, answers)}
    return {key: value for key, value in answers.items() if key in asked and value not in (None, "", [], ())}


def check_answers(form: Form, answers: Answers) -> list[Problem]:
    """Return all that is wrong with the answers to a form, in its order; what is not asked is free."""
    problems: list[Problem] = []
    for field in form.fields():
        if is_asked(field, answers):
            problems += _check_answer(field, answers)
    known = {field.key for field in form.fields()}
    problems += [
        Problem(key, "answer.unknown", say("这一版表里没有“{key}”这一项", key=key), warning=True)
        for key in answers
        if key not in known
    ]
    for order in form.orders:
        larger, smaller = answer_number(answers, order.larger), answer_number(answers, order.smaller)
        if larger is not None and smaller is not None and larger <= smaller:
            one, other = form.field(order.larger).label, form.field(order.smaller).label
            problems.append(
                Problem(order.larger, "answer.order", say("{one}应大于{other}，请核对", one=one, other=other))
            )
    return problems


def _check_answer(field: FormField, answers: Answers) -> list[Problem]:
    if field.type is AnswerType.TABLE:
        return _check_table(field, answers.get(field.key) or [])
    text = answer_text(answers, field.key)
    if not text:
        if is_required(field, answers):
            return [Problem(field.key, "answer.missing", say("请填写{label}", label=field.label))]
        return []
    if field.type in (AnswerType.CODE, AnswerType.CODES):
        return _check_codes(field, answer_codes(answers, field.key))
    if field.type in (AnswerType.INTEGER, AnswerType.DECIMAL):
        return _check_number(field, text)
    if field.type is AnswerType.DATE and not is_stored_date(text):
        return [Problem(field.key, "answer.date", say("{label}不是有效日期", label=field.label))]
    if field.max_length and length_of(text) > field.max_length:
        return [
            Problem(
                field.key,
                "answer.length",
                say("{label}最多 {most} 个字", label=field.label, most=field.max_length),
            )
        ]
    return []


def _check_codes(field: FormField, chosen: tuple[str, ...]) -> list[Problem]:
    known = {choice.code for choice in field.choices}
    strange = [code for code in chosen if code not in known]
    if strange:
        return [
            Problem(
                field.key,
                "answer.code",
                say("{label}里没有“{code}”这一项", label=field.label, code=strange[0]),
            )
        ]
    if field.type is AnswerType.CODE and len(chosen) > 1:
        return [Problem(field.key, "answer.one", say("{label}只能选一项", label=field.label))]
    alone = next((code for code in chosen if code in field.exclusive), None)
    if alone is not None and len(chosen) > 1:
        return [
            Problem(
                field.key,
                "answer.exclusive",
                say("{label}选了“{name}”就不能再选其他", label=field.label, name=field.name_of(alone)),
            )
        ]
    return []


def _check_number(field: FormField, text: str) -> list[Problem]:
    number = answer_number({"x": text}, "x")
    if number is None or (field.type is AnswerType.INTEGER and number != int(number)):
        what = say("整数") if field.type is AnswerType.INTEGER else say("数字")
        return [Problem(field.key, "answer.number", say("{label}应为{what}", label=field.label, what=what))]
    if (field.least is not None and number < field.least) or (field.most is not None and number > field.most):
        return [
            Problem(
                field.key,
                "answer.range",
                say(
                    "{label}应在 {least} 到 {most} 之间，请核对",
                    label=field.label,
                    least=_bound(field.least),
                    most=_bound(field.most),
                ),
            )
        ]
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        return [
            Problem(
                field.key,
                "answer.unusual",
                say("{label} {number} 少见，请核对", label=field.label, number=text),
                warning=True,
            )
        ]
    return []


def _bound(limit: Decimal | None) -> str:
    return "…" if limit is None else str(limit)


def _check_table(field: FormField, rows: Any) -> list[Problem]:
    if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
        return [Problem(field.key, "answer.table", say("{label}的内容不完整，请重新填写", label=field.label))]
    problems: list[Problem] = []
    if field.most_rows and len(rows) > field.most_rows:
        problems.append(
            Problem(
                field.key,
                "answer.rows",
                say("{label}最多 {most} 行", label=field.label, most=field.most_rows),
            )
        )
    for number, row in enumerate(rows):
        for column in field.columns:
            # The place of the cell, so that the screen can put the words beside it.
            place = f"{field.key}.{number}.{column.key}"
            problems += [attrs.evolve(problem, field=place) for problem in _check_answer(column, row)]
    return problems
