from __future__ import annotations

import attrs
import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.domain.follow_up_thresholds import NATIONAL, Thresholds
from clinic_app.services.app import App
from clinic_app.services.follow_up_limits import LIMITS, FollowUpLimits
from tests.helpers.services import Desk


def test_every_threshold_is_a_setting_with_its_source() -> None:
    assert set(LIMITS) == {field.name for field in attrs.fields(Thresholds)}
    assert all(str(source) and unit for _, unit, source in LIMITS.values())


def test_a_limit_of_ones_own_changes_what_the_norm_says_about_a_visit(app: App, desk: Desk) -> None:
    limits, patient = FollowUpLimits(app.place), desk.patient(id_no="", no_id_reason="未带", gender="1",
                                                              birth_date="1980-01-01")  # fmt: skip
    answers = {"visited_on": "2026-11-22", "way": "1", "sbp": "134", "dbp": "80"}
    assert app.follow_ups.evaluate("hypertension", answers, patient).result_class == "1"
    limits.save({"sbp": "130"})
    found = app.follow_ups.evaluate("hypertension", answers, patient)
    assert found.result_class == "2"
    [row] = [one for one in limits.rows() if one.changed]
    assert (row.name, row.value, row.national) == ("sbp", "130", "140")
    limits.save({"sbp": ""})
    assert not any(one.changed for one in limits.rows())
    assert app.follow_ups.evaluate("hypertension", answers, patient).result_class == "1"


@pytest.mark.parametrize(
    "values",
    [{"sbp": "high"}, {"sbp": "14"}, {"sbp": "1400"}, {"sbp": "NaN"}, {"satisfied_months": "2.5"},
     {"colour": "1"}, {"emergency_sbp": "135"}],
)  # fmt: skip
def test_a_number_nobody_can_mean_is_refused_and_nothing_is_stored(app: App, values: dict[str, str]) -> None:
    with pytest.raises(Rejected) as refused:
        FollowUpLimits(app.place).save({"dbp": "85", **values})
    assert {problem.field for problem in refused.value.problems} == set(values)
    assert not any(row.changed for row in FollowUpLimits(app.place).rows())


def test_the_national_limits_pass_their_own_check(app: App) -> None:
    FollowUpLimits(app.place).save({name: str(getattr(NATIONAL, name)) for name in LIMITS})
    assert app.place.setting("follow_up.thresholds") == {}


def test_visits_in_person_of_the_year_are_told(app: App, desk: Desk) -> None:
    patient = desk.patient()
    usual = {
        "symptoms": ["1"],
        "result_class": "1",
        "sbp": "130",
        "dbp": "80",
        "complication": "1",
        "adr": "1",
    }
    usual |= {"compliance": "1", "doctor": "李医生", "height": "170", "weight": "70", "heart_rate": "70"}
    for day, way in (("2026-02-10", "1"), ("2026-05-10", "3"), ("2026-08-10", "2")):
        app.follow_ups.record({**usual, "visited_on": day, "way": way}, "hypertension", patient, late=True)
    found = app.follow_ups.evaluate(
        "hypertension", {**usual, "visited_on": "2026-11-22", "way": "1"}, patient
    )
    assert (found.in_person, found.in_person_wanted) == (3, 4)  # the telephone does not count
    other = app.follow_ups.evaluate("after_referral", {"visited_on": "2026-11-22", "way": "1"}, patient)
    assert other.in_person_wanted == 0
