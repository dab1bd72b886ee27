from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.services.follow_up_evaluation import evaluate_visit, read_visit

TODAY = date(2026, 11, 22)
VISIT: dict[str, Any] = {
    "disease": "hypertension",
    "visit_date": "2026-11-20",
    "age": 50,
    "sbp": 128,
    "dbp": 78,
    "symptoms": ["1"],
}


def result(**changes: Any) -> tuple[str, str, str]:
    found = evaluate_visit({**VISIT, **changes}, TODAY)
    return found.class_, str(found.next_date), found.refer.value


def test_on_target_comes_again_in_three_months() -> None:
    assert result() == ("1", "2027-02-20", "none")


def test_off_target_once_and_twice() -> None:
    assert result(sbp=148) == ("2", "2026-12-04", "none")
    assert result(sbp=148, previous_class="2") == ("2", "2026-12-04", "advise")
    assert result(sbp=148, age=68) == ("1", "2027-02-20", "none")


def test_emergency() -> None:
    assert result(dbp=110)[2] == "emergency"


def test_the_words_of_the_norm_and_of_the_forms_are_both_read() -> None:
    visit = read_visit({**VISIT, "disease": "高血压", "hr": 72, "age": "50岁", "sbp": "128"}, TODAY)
    assert visit.answers["heart_rate"] == "72"
    assert (visit.age, visit.visit_date) == (50, date(2026, 11, 20))
    diabetes = {"disease": "diabetes", "fpg": 17.2, "age": 60}
    assert evaluate_visit(diabetes, TODAY).refer.value == "emergency"
    assert evaluate_visit({**diabetes, "fpg": 6.1}, TODAY).next_date == date(2027, 2, 22)


def test_every_mistake_is_told_at_once() -> None:
    bad = {**VISIT, "age": "old", "sbp": "high", "previous_class": "9", "shoe": 43, "symptoms": ["77"]}
    bad |= {"conditions": ["gout"], "way": [1, 2], "drugs": "x"}
    with pytest.raises(Rejected) as refused:
        evaluate_visit(bad, TODAY)
    fields = {problem.field for problem in refused.value.problems}
    wrong = {"age", "sbp", "previous_class", "shoe", "symptoms", "conditions", "way", "drugs"}
    assert fields == wrong


@pytest.mark.parametrize("disease", ["", None, "gout", 7])
def test_without_a_form_there_is_nothing_to_say(disease: object) -> None:
    with pytest.raises(Rejected) as refused:
        evaluate_visit({**VISIT, "disease": disease}, TODAY)
    assert refused.value.problems[0].field == "disease"
    assert "hypertension" in str(refused.value)


def test_a_wrong_date() -> None:
    with pytest.raises(Rejected):
        evaluate_visit({**VISIT, "visit_date": "20.11.2026"}, TODAY)


NORM = {
    "visit_date": "2026-11-20", "way": 1, "symptoms": [2, 9], "sbp": 148, "dbp": 86, "hr": 80,
    "sign_other": "", "weight": {"now": 70, "target": 65}, "bmi": {"now": 25.1, "target": 23.9},
    "smoke": {"now": 5, "target": 0}, "drink": {"now": 1, "target": 0},
    "sport": {"now": "3次/周 30分钟/次", "target": {"times": 5, "minutes": 30}},
    "psych": 1, "obey": 2, "lab": "", "compliance": 1, "adr": 1, "class": 2,
    "drugs": [{"name": "氨氯地平", "times": 1, "dose": "5mg"}], "ref_reason": "", "ref_dest": "",
    "next": "2026-12-04", "doctor": "李医生",
}  # fmt: skip
"""Every key of the two tables of the norm that they share."""


def test_every_key_of_the_table_for_hypertension_is_read() -> None:
    visit = read_visit({**NORM, "disease": "hypertension", "age": 50, "salt": {"now": 3, "target": 1}}, TODAY)
    told = {
        key: visit.answers[key] for key in ("weight", "weight_target", "smoke_target", "salt", "salt_target")
    }
    assert told == {
        "weight": "70",
        "weight_target": "65",
        "smoke_target": "0",
        "salt": "3",
        "salt_target": "1",
    }
    assert (visit.answers["sport_times"], visit.answers["sport_minutes"]) == ("3", "30")
    assert (visit.answers["sport_times_target"], visit.answers["sport_minutes_target"]) == ("5", "30")
    found = evaluate_visit({**NORM, "disease": "hypertension", "age": 50, "previous_class": 2}, TODAY)
    assert (found.class_, str(found.next_date), found.refer.value) == ("2", "2026-12-04", "advise")


def test_every_key_of_the_table_for_diabetes_is_read() -> None:
    own = {"pulse_foot": 1, "food": {"now": 300, "target": 250}, "fpg": 6.4, "hba1c": 6.8, "hypo": 1,
           "insulin": "甘精胰岛素 10U 睡前", "disease": "diabetes2", "age": 60, "class": 1}  # fmt: skip
    own |= {"sbp": 130}
    visit = read_visit({**NORM, **own}, TODAY)
    assert (visit.answers["food_target"], visit.answers["insulin_use"]) == ("250", "甘精胰岛素 10U 睡前")
    assert evaluate_visit({**NORM, **own}, TODAY).class_ == "1"


def test_a_pressure_in_one_box_is_two_numbers() -> None:
    one = {name: value for name, value in VISIT.items() if name not in ("sbp", "dbp")}
    assert read_visit({**one, "sbp/dbp": "150/95"}, TODAY).answers["dbp"] == "95"


@pytest.mark.parametrize(("given", "refer"), [("4", "advise"), ("3", "none"), ("1", "none")])
def test_a_class_that_the_doctor_gave_says_what_the_table_does_not_ask(given: str, refer: str) -> None:
    found = evaluate_visit({**VISIT, "class": given}, TODAY)
    assert (found.class_, found.refer.value) == (given, refer)
    assert str(found.next_date) == ("2027-02-20" if given == "1" else "2026-12-04")
