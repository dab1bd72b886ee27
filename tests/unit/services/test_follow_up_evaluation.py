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
