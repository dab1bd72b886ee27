"""What a follow-up means by the national norm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clinic_app.domain.follow_up_rules import (
    Evaluation,
    Refer,
    evaluate,
    face_to_face_left,
    follow_up_after_referral,
    keep_pace,
)
from clinic_app.domain.follow_up_thresholds import Thresholds
from clinic_app.services.code_tables import CodeTables
from clinic_app.services.form_library import all_forms, get_form

DAY = date(2026, 11, 22)
TWO_WEEKS, THREE_MONTHS = date(2026, 12, 6), date(2027, 2, 22)


def judged(
    form: str,
    *,
    age: int | None = 50,
    previous: str = "",
    limits: Thresholds | None = None,
    conditions: frozenset[str] = frozenset(),
    **answers,
) -> Evaluation:
    return evaluate(
        get_form(form),
        answers,
        age=age,
        previous_class=previous,
        visit_date=DAY,
        thresholds=limits or Thresholds(),
        conditions=conditions,
    )


def pressure(sbp: int, dbp: int, **more) -> Evaluation:
    return judged("hypertension", sbp=str(sbp), dbp=str(dbp), **more)


@pytest.mark.parametrize(
    ("sbp", "dbp", "age", "class_"),
    [
        (139, 89, 64, "1"),
        (140, 89, 64, "2"),
        (139, 90, 64, "2"),
        (149, 89, 65, "1"),
        (150, 89, 65, "2"),
        (149, 90, 65, "2"),
        (145, 80, None, "2"),
    ],
)
def test_pressure_targets_depend_on_age(sbp, dbp, age, class_):
    found = pressure(sbp, dbp, age=age)
    assert found.class_ == class_
    assert found.refer is Refer.NONE
    assert found.next_date == (THREE_MONTHS if class_ == "1" else TWO_WEEKS)
    assert bool(found.reasons) == (class_ != "1")


def test_diabetes_and_kidney_disease_have_their_own_target():
    assert pressure(145, 80, age=70).class_ == "1"
    assert pressure(145, 80, age=70, conditions=frozenset({"diabetes"})).class_ == "2"
    strict = Thresholds(comorbid_sbp=130, comorbid_dbp=80)
    assert pressure(135, 75, conditions=frozenset({"ckd"}), limits=strict).class_ == "2"


def test_twice_unsatisfactory_is_referred():
    first, second = pressure(150, 95), pressure(150, 95, previous="2")
    assert (first.refer, first.next_date) == (Refer.NONE, TWO_WEEKS)
    assert (second.refer, second.next_date, second.indication) == (Refer.ADVISE, TWO_WEEKS, "12")
    assert pressure(130, 80, previous="2").refer is Refer.NONE
    assert pressure(150, 95, previous="1").refer is Refer.NONE


def test_adverse_reactions():
    first = pressure(130, 80, adr="2")
    assert (first.class_, first.refer, first.next_date) == ("3", Refer.NONE, TWO_WEEKS)
    assert pressure(130, 80, adr="2", previous="3").refer is Refer.ADVISE
    hard = pressure(130, 80, adr="2", adr_control="2")
    assert (hard.refer, hard.indication) == (Refer.ADVISE, "13")


@pytest.mark.parametrize("code", ["2", "3"])
def test_complications_are_referred_and_count_most(code):
    found = pressure(150, 95, adr="2", complication=code)
    assert (found.class_, found.refer, found.next_date, found.indication) == (
        "4",
        Refer.ADVISE,
        TWO_WEEKS,
        "14",
    )


@pytest.mark.parametrize(
    ("sbp", "dbp", "refer"), [(180, 80, Refer.EMERGENCY), (120, 110, Refer.EMERGENCY), (179, 109, Refer.NONE)]
)
def test_pressure_emergencies(sbp, dbp, refer):
    found = pressure(sbp, dbp)
    assert found.refer is refer
    assert found.next_date == TWO_WEEKS
    assert found.indication == ("11" if refer is Refer.EMERGENCY else "")


def test_danger_signs_are_named():
    found = pressure(130, 80, danger=["2", "7"])
    assert (found.refer, found.class_) == (Refer.EMERGENCY, "2")
    assert "剧烈头痛或头晕、妊娠期或哺乳期" in str(found.reasons[0])
    assert pressure(130, 80, danger=["0"]).refer is Refer.NONE


def test_a_visit_without_numbers_is_not_called_satisfactory():
    for form in ("hypertension", "diabetes2"):
        found = judged(form, adr="1", complication="1")
        assert (found.class_, found.next_date, found.refer) == ("", TWO_WEEKS, Refer.NONE)
        assert found.reasons
        assert judged(form, adr="2").class_ == "3"


@pytest.mark.parametrize(("fpg", "class_"), [("6.9", "1"), ("7.0", "2"), ("10", "2")])
def test_fasting_glucose(fpg, class_):
    found = judged("diabetes2", fpg=fpg)
    assert (found.class_, found.refer) == (class_, Refer.NONE)
    assert found.next_date == (THREE_MONTHS if class_ == "1" else TWO_WEEKS)


@pytest.mark.parametrize(
    ("answers", "refer"),
    [
        ({"fpg": "16.7"}, Refer.EMERGENCY),
        ({"fpg": "16.6"}, Refer.NONE),
        ({"fpg": "3.9"}, Refer.EMERGENCY),
        ({"fpg": "4.0"}, Refer.NONE),
        ({"fpg": "6", "glucose": "20"}, Refer.EMERGENCY),
        ({"fpg": "6", "temperature": "39.1"}, Refer.EMERGENCY),
        ({"fpg": "6", "temperature": "39.0"}, Refer.NONE),
        ({"fpg": "6", "sbp": "185", "dbp": "90"}, Refer.EMERGENCY),
        ({"fpg": "6", "danger": ["2"]}, Refer.EMERGENCY),
    ],
)
def test_diabetes_emergencies(answers, refer):
    found = judged("diabetes2", **answers)
    assert found.refer is refer
    if refer is Refer.EMERGENCY:
        assert (found.class_, found.next_date, found.indication) == ("2", TWO_WEEKS, "21")


def test_a_fast_heart_and_frequent_low_sugar_in_diabetes():
    fast = judged("diabetes2", fpg="6", heart_rate="101")
    assert fast.refer is Refer.NONE
    assert "101" in str(fast.reasons[-1])
    low = judged("diabetes2", fpg="6", hypo="3")
    assert (low.refer, low.indication, low.next_date) == (Refer.ADVISE, "27", TWO_WEEKS)


def test_limits_are_settings():
    assert judged("diabetes2", fpg="7.5", limits=Thresholds(fasting_glucose=Decimal("8"))).class_ == "1"
    assert pressure(130, 80, limits=Thresholds(satisfied_months=1)).next_date == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("answers", "previous", "class_", "days", "refer"),
    [
        ({"risk": "0", "symptoms": ["0"], "insight": "1"}, "", "3", 92, Refer.NONE),
        ({"risk": "1", "symptoms": ["0"], "insight": "1"}, "", "2", 14, Refer.NONE),
        ({"risk": "0", "symptoms": ["1"], "insight": "1"}, "", "2", 14, Refer.NONE),
        ({"risk": "0", "symptoms": ["0"], "insight": "1", "social": "3"}, "", "2", 14, Refer.NONE),
        ({"risk": "1", "symptoms": ["0"]}, "2", "2", 30, Refer.NONE),
        ({"risk": "3", "symptoms": ["0"]}, "", "1", 14, Refer.EMERGENCY),
        ({"risk": "0", "insight": "3"}, "", "1", 14, Refer.EMERGENCY),
        ({"risk": "0", "adr": "2", "adr_severe": "2"}, "", "1", 14, Refer.EMERGENCY),
        ({"risk": "0", "physical_illness": "2"}, "", "1", 14, Refer.EMERGENCY),
        ({}, "", "", 14, Refer.NONE),
    ],
)
def test_mental_disorders(answers, previous, class_, days, refer):
    found = judged("mental", previous=previous, **answers)
    assert (found.class_, found.refer) == (class_, refer)
    assert found.next_date is not None
    assert (found.next_date - DAY).days == days


@pytest.mark.parametrize(
    ("total", "class_"), [("3", "1"), ("4", "2"), ("8", "2"), ("9", "3"), ("18", "3"), ("19", "4"), ("", "")]
)
def test_self_care(total, class_):
    found = judged("elderly_self_care", total=total)
    assert (found.class_, found.next_date) == (class_, date(2027, 11, 22))


def test_after_a_referral_somebody_keeps_asking():
    assert judged("after_referral", arrived="2", outcome="3").next_date == date(2026, 11, 29)
    assert judged("after_referral", arrived="1", outcome="2", plan="1").next_date is None
    assert judged("after_referral", arrived="1", outcome="2", plan="2").next_date == TWO_WEEKS
    assert judged("after_referral", arrived="1", outcome="4", plan="2").refer is Refer.ADVISE
    assert judged("after_referral", outcome="5").next_date is None
    assert follow_up_after_referral(DAY) == TWO_WEEKS


def test_suspected_tuberculosis():
    assert judged("tb_suspect", contacted="2").next_date == date(2026, 11, 29)
    assert judged("tb_suspect", arrived="2").refer is Refer.ADVISE
    assert judged("tb_suspect", arrived="1", result="3").refer is Refer.NONE
    assert judged("tb_suspect", arrived="1", result="1").next_date == date(2026, 11, 25)
    assert judged("tb_suspect", arrived="1", result="2").next_date is None


def test_every_form_has_a_rule_and_its_class_is_one_of_its_boxes():
    for form in all_forms():
        found = judged(form.id, sbp="200", fpg="20", risk="5", total="30", outcome="4", result="1")
        assert found.next_date is not None or found.reasons, form.id
        if found.class_:
            assert found.class_ in {choice.code for choice in form.field("result_class").choices}


def test_indications_exist():
    up = CodeTables().get("indication_up")
    for code in ("01", "11", "12", "13", "14", "21", "22", "23", "24", "27", "41", "42"):
        assert code in up


def test_visits_in_person_of_a_year():
    visits = [
        (date(2026, 1, 5), "1"),
        (date(2026, 4, 5), "3"),
        (date(2026, 7, 5), "2"),
        (date(2025, 7, 5), "1"),
    ]
    assert face_to_face_left(visits, 2026) == 2
    assert face_to_face_left([], 2026) == 4
    assert face_to_face_left(visits * 3, 2026) == 0


def test_the_next_date_keeps_pace_with_the_year():
    june = date(2026, 6, 30)
    assert keep_pace(date(2026, 9, 30), june, 1) == date(2026, 9, 30)
    assert keep_pace(date(2026, 9, 30), june, 3) == date(2026, 8, 30)
    assert keep_pace(date(2026, 9, 30), june, 0) == date(2026, 9, 30)
    assert keep_pace(date(2027, 3, 30), date(2026, 12, 31), 2) == date(2027, 1, 1)
