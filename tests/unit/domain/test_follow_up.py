"""Form definitions and the check of answers."""

from __future__ import annotations

import pytest

from clinic_app.domain.catalogue import FOLLOW_UP
from clinic_app.domain.errors import NotFound
from clinic_app.domain.follow_up import (
    answer_codes,
    answer_number,
    answer_text,
    check_answers,
    computed,
    is_asked,
    is_required,
    without_skipped,
)
from clinic_app.domain.follow_up_form import AnswerType, Form, parse_form
from clinic_app.domain.problems import errors_of
from clinic_app.services.form_library import all_forms, current_forms, get_form

HYPERTENSION = get_form("hypertension")
GOOD = {
    "visited_on": "2026-11-22",
    "way": "1",
    "symptoms": ["1"],
    "sbp": "138",
    "dbp": "86",
    "compliance": "1",
    "adr": "1",
    "complication": "1",
    "result_class": "1",
    "doctor": "李永生",
}


def told(answers: dict, form: Form = HYPERTENSION) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check_answers(form, answers)]


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: f"{form.id}-{form.edition}")
def test_every_definition_is_sound(form: Form):
    fields = list(form.fields())
    keys = [field.key for field in fields]
    assert len(set(keys)) == len(keys)
    assert form.title
    assert form.source
    for place, field in enumerate(fields):
        assert field.label
        if field.type in (AnswerType.CODE, AnswerType.CODES):
            codes = [choice.code for choice in field.choices]
            assert len(set(codes)) == len(codes) > 1
            assert set(field.exclusive) <= set(codes)
        else:
            assert not field.choices
        if field.type in (AnswerType.INTEGER, AnswerType.DECIMAL):
            assert field.least is not None
            assert field.most is not None
            assert field.least < field.most
            assert field.unit
        if field.type in (AnswerType.TEXT, AnswerType.LONG_TEXT):
            assert 0 < field.max_length <= 2000
        assert (field.type is AnswerType.TABLE) == bool(field.columns) == bool(field.most_rows)
        for condition in filter(None, (field.show_if, field.required_if)):
            asked = form.field(condition.key)
            assert set(condition.among) <= {choice.code for choice in asked.choices}
            assert keys.index(condition.key) < place, "asked after what it depends on"
        if field.target_of:
            assert form.field(field.target_of).type is field.type
        if field.formula:
            assert all(key in keys for key in field.formula.of)
        if field.column:
            assert field.column in FOLLOW_UP.field_names
            assert field.column != "answers"
    for order in form.orders:
        assert order.larger in keys
        assert order.smaller in keys
    assert {"visited_on", "way", "next_on", "doctor"} <= set(form.columns.values())
    assert len(form.id) <= FOLLOW_UP.field("form").max_length
    assert len(form.edition) <= FOLLOW_UP.field("edition").max_length


def test_the_forms_that_are_shipped():
    assert {form.id for form in current_forms()} == {
        "hypertension",
        "diabetes2",
        "after_referral",
        "tb_suspect",
        "elderly_self_care",
        "mental",
    }
    with pytest.raises(NotFound, match="2031"):
        get_form("hypertension", "2031")


def test_the_boxes_of_the_2017_edition():
    assert [c.name for c in HYPERTENSION.field("symptoms").choices][:3] == ["无症状", "头痛头晕", "恶心呕吐"]
    foot = get_form("diabetes2", "2017").field("pulse_foot")
    assert [c.name for c in foot.choices] == ["触及正常", "减弱", "消失"]
    for form_id in ("hypertension", "diabetes2"):
        classes = get_form(form_id).field("result_class").choices
        assert [c.name for c in classes] == ["控制满意", "控制不满意", "不良反应", "并发症"]


def test_a_whole_visit_is_fine():
    assert told(GOOD) == []


def test_everything_missing_is_told_in_the_order_of_the_paper():
    fields = [field for field, code in told({}) if code == "answer.missing"]
    assert fields == [
        "visited_on",
        "way",
        "symptoms",
        "compliance",
        "adr",
        "complication",
        "result_class",
        "doctor",
    ]


def test_pressure_is_needed_only_when_they_meet():
    without = {key: value for key, value in GOOD.items() if key not in ("sbp", "dbp")}
    assert told(without) == [("sbp", "answer.missing"), ("dbp", "answer.missing")]
    assert told({**without, "way": "3"}) == []
    assert is_required(HYPERTENSION.field("sbp"), GOOD)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"symptoms": ["1", "2"]}, ("symptoms", "answer.exclusive")),
        ({"symptoms": ["66"]}, ("symptoms", "answer.code")),
        ({"way": ["1", "2"]}, ("way", "answer.one")),
        ({"symptoms": ["10"]}, ("symptoms_other", "answer.missing")),
        ({"adr": "2"}, ("adr_text", "answer.missing")),
        ({"sbp": "138.5"}, ("sbp", "answer.number")),
        ({"sbp": "高"}, ("sbp", "answer.number")),
        ({"sbp": "NaN"}, ("sbp", "answer.number")),
        ({"sbp": "400"}, ("sbp", "answer.range")),
        ({"sbp": "290"}, ("sbp", "answer.unusual")),
        ({"sbp": "80"}, ("sbp", "answer.order")),
        ({"visited_on": "昨天"}, ("visited_on", "answer.date")),
        ({"sign_other": "长" * 101}, ("sign_other", "answer.length")),
        ({"drugs": [{"name": "氨氯地平"}, {"times": "1"}]}, ("drugs.1.name", "answer.missing")),
        ({"drugs": [{"name": "甲"}] * 5}, ("drugs", "answer.rows")),
        ({"drugs": "氨氯地平"}, ("drugs", "answer.table")),
        ({"from_a_later_edition": "1"}, ("from_a_later_edition", "answer.unknown")),
    ],
)
def test_what_is_wrong_stands_beside_its_field(change, problem):
    assert told({**GOOD, **change}) == [problem]


def test_unusual_and_unknown_only_warn():
    assert errors_of(check_answers(HYPERTENSION, {**GOOD, "sbp": "290", "new": "1"})) == []


def test_what_is_not_asked_is_free_and_not_stored():
    answers = {**GOOD, "adr_text": "咳嗽" * 100, "lab": ""}
    assert not is_asked(HYPERTENSION.field("adr_text"), answers)
    assert told(answers) == []
    kept = without_skipped(HYPERTENSION, answers)
    assert "adr_text" not in kept
    assert "lab" not in kept
    assert kept["symptoms"] == ["1"]


def test_computed_fields():
    assert computed(HYPERTENSION, {"weight": "70.0", "height": "170"}) == {"bmi": "24.2"}
    assert computed(HYPERTENSION, {"weight": "70"}) == {}
    assert computed(HYPERTENSION, {"weight": "70", "height": "0"}) == {}
    elderly = get_form("elderly_self_care")
    answers = {"eating": "3", "washing": "4", "dressing": "1", "toilet": "2", "moving": "1"}
    assert computed(elderly, answers) == {"total": "11"}
    assert computed(elderly, {**answers, "moving": ""}) == {}


def test_reading_answers():
    assert answer_text({"a": ["1", "2"]}, "a") == "1,2"
    assert answer_text({"a": None}, "a") == ""
    assert answer_codes({"a": "1"}, "a") == ("1",)
    assert answer_codes({}, "a") == ()
    assert str(answer_number({"a": " 7.0 "}, "a")) == "7.0"
    assert answer_number({"a": "Infinity"}, "a") is None


def test_a_broken_definition_is_noticed():
    with pytest.raises(KeyError):
        parse_form({"id": "x"})
