from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.services.app import App
from clinic_app.services.follow_up_rows import DueChoice
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk, with_check_digit

VISIT: dict[str, Any] = {
    "visited_on": "2026-11-22",
    "way": "1",
    "symptoms": ["1"],
    "sbp": "138",
    "dbp": "84",
    "height": "170",
    "weight": "70",
    "heart_rate": "72",
    "smoke": "0",
    "drink": "0",
    "sport_times": "5",
    "sport_minutes": "30",
    "salt": "1",
    "psych": "1",
    "obey": "1",
    "compliance": "1",
    "adr": "1",
    "complication": "1",
    "result_class": "1",
    "doctor": "李医生",
}


def codes(error: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def planned(app: App, patient: str, due: str, **values: str) -> str:
    return app.follow_ups.plan(patient, {"form": "hypertension", "due_on": due, **values}).id


def test_the_due_list_by_day_village_and_doctor(app: App, desk: Desk) -> None:
    wang = desk.patient()
    zhao = desk.patient(name="赵二", id_no=with_check_digit("62080219610312123"), village="赵家坪")
    first = planned(app, wang, "2026-11-22")
    second = planned(app, zhao, "2026-11-24", doctor="陈医生")
    clock_of(app).advance(timedelta(days=1))
    [row] = app.follow_ups.due().rows
    assert (row.id, row.overdue_days, row.meaning, row.due_text) == (first, 1, "urgent", "昨天")
    assert (row.patient_name, row.form_name, row.doctor) == ("王建国", "高血压随访", "李医生")
    week = date(2026, 11, 30)
    assert [row.id for row in app.follow_ups.due(DueChoice(week)).rows] == [first, second]
    assert [row.id for row in app.follow_ups.due(DueChoice(week, village="赵家坪")).rows] == [second]
    assert [row.id for row in app.follow_ups.due(DueChoice(week, doctor="陈医生")).rows] == [second]
    found = app.follow_ups.due(DueChoice(week), limit=1)
    assert [row.id for row in app.follow_ups.due(DueChoice(week), after=found.next).rows] == [second]
    counts = app.follow_ups.counts()
    assert (counts.overdue, counts.today, counts.soon) == (1, 0, 1)


def test_what_cannot_be_planned_is_refused(app: App, desk: Desk) -> None:
    patient = desk.patient()
    with pytest.raises(Rejected) as refused:
        app.follow_ups.plan(patient, {"form": "x", "due_on": "2026-11-21"})
    assert {problem.field for problem in refused.value.problems} == {"form", "due_on"}
    with pytest.raises(NotFound):
        planned(app, "x" * 22, "2026-11-30")


def test_moving_and_closing_need_reasons(app: App, desk: Desk) -> None:
    patient = desk.patient()
    plan = planned(app, patient, "2026-11-22")
    with pytest.raises(Rejected):
        app.follow_ups.move(plan, "2026-11-25", "")
    app.follow_ups.move(plan, "2026-11-25", "外出打工")
    [row] = app.follow_ups.plans_of(patient)
    assert (row.due_on, row.reason) == ("2026-11-25", "2026-11-22 改期：外出打工")
    for reason, note in (("", ""), ("unknown", ""), ("other", " ")):
        with pytest.raises(Rejected):
            app.follow_ups.close_plan(plan, reason, note)
    saved = app.follow_ups.close_plan(plan, "dead")
    assert [problem.code for problem in saved.warnings] == ["plan.close_archive"]
    [row] = app.follow_ups.plans_of(patient)
    assert (row.closed, row.closed_text, row.meaning) == (True, "死亡", "done")
    with pytest.raises(Rejected) as ended:
        app.follow_ups.move(plan, "2026-11-30", "x")
    assert codes(ended) == {"plan.closed"}


def test_a_plan_of_another_institution_is_not_changed_here(app: App, desk: Desk) -> None:
    plan = planned(app, desk.patient(), "2026-11-22")
    with app.place.db.applying(), app.place.unit():
        app.place.db.execute("UPDATE follow_up_plan SET _owner = ?", ("Z" * 22,))
    with pytest.raises(NotAllowed):
        app.follow_ups.move(plan, "2026-11-25", "x")
    assert app.follow_ups.due().rows == ()


def test_a_visit_closes_its_plan_and_plans_the_next(app: App, desk: Desk) -> None:
    patient = desk.patient()
    plan = planned(app, patient, "2026-11-22")
    start = app.follow_ups.start(plan)
    assert (start.values["visited_on"], start.values["doctor"], start.form.id) == (
        "2026-11-22",
        "李医生",
        "hypertension",
    )
    advice = app.follow_ups.evaluate("hypertension", VISIT, patient)
    assert (advice.result_class, advice.class_text, advice.refer) == ("1", "控制满意", "none")
    app.drafts.save("follow_up", plan, VISIT)
    saved = app.follow_ups.record(
        {**VISIT, "next_on": advice.next_on, "note": "继续服药"}, "hypertension", patient, plan
    )
    assert app.drafts.all() == ()
    old, new = sorted(app.follow_ups.plans_of(patient), key=lambda row: row.due_on)
    assert (old.closed_text, new.due_on, new.closed) == ("已完成", advice.next_on, False)
    [line] = app.follow_ups.history(patient)
    assert (line.id, line.class_text, line.edition, line.note) == (saved.id, "控制满意", "2017", "继续服药")
    assert line.answers["bmi"] == "24.2"
    assert "visited_on" not in line.answers
    assert app.follow_ups.get(saved.id).answers["visited_on"] == "2026-11-22"
    again = app.follow_ups.start(patient_id=patient, form_id="hypertension")
    assert again.values["height"] == "170"
    assert "sbp" not in again.values
    assert again.previous is not None
    assert again.previous["sbp"] == "138"


def test_a_proposed_day_keeps_off_holidays_and_inside_the_limit(app: App, desk: Desk) -> None:
    patient = desk.patient()
    advice = app.follow_ups.evaluate("hypertension", {**VISIT, "sbp": "165"}, patient)
    assert advice.result_class == "2"
    assert advice.next_on == "2026-12-04"
    assert "血压 165/84" in advice.reasons[0]


def test_two_bad_visits_in_a_row_advise_a_referral(app: App, desk: Desk) -> None:
    patient = desk.patient()
    app.follow_ups.record(
        {**VISIT, "sbp": "165", "result_class": "2", "next_on": "2026-12-04"}, "hypertension", patient
    )
    clock_of(app).advance(timedelta(days=12))
    second = {**VISIT, "visited_on": "2026-12-04", "sbp": "170", "result_class": "2"}
    advice = app.follow_ups.evaluate("hypertension", second, patient)
    assert (advice.refer, advice.indication) == ("advise", "12")
    saved = app.follow_ups.record(second, "hypertension", patient)
    assert [problem.code for problem in saved.warnings] == ["refer.advise"]
    start = app.referrals.prefill(patient, follow_up_id=saved.id)
    assert (start.values["follow_up_id"], start.values["visit_type"]) == (saved.id, "follow_up")


def test_an_emergency_is_told_at_once(app: App, desk: Desk) -> None:
    advice = app.follow_ups.evaluate("hypertension", {**VISIT, "sbp": "190"}, desk.patient())
    assert (advice.refer, advice.indication) == ("emergency", "11")


def test_the_record_of_diseases_changes_the_target(app: App, desk: Desk) -> None:
    patient = desk.patient()
    values = {**VISIT, "sbp": "145"}
    assert app.follow_ups.evaluate("hypertension", values, patient).result_class == "1"
    app.patients.add_element(patient, "problem", {"name": "2型糖尿病", "category": "3"})
    assert app.follow_ups.evaluate("hypertension", values, patient).result_class == "2"


def test_the_county_may_set_its_own_limits(app: App, desk: Desk) -> None:
    patient = desk.patient()
    app.place.put_setting("follow_up.thresholds", {"elderly_sbp": 135, "fasting_glucose": "x", "nonsense": 1})
    assert app.follow_ups.evaluate("hypertension", VISIT, patient).result_class == "2"


def test_all_that_is_wrong_with_a_form_at_once(app: App, desk: Desk) -> None:
    patient = desk.patient()
    with pytest.raises(Rejected) as refused:
        app.follow_ups.record(
            {"visited_on": "2026-11-23", "way": "1", "sbp": "80", "dbp": "120", "next_on": "2026-11-20"},
            "hypertension",
            patient,
        )
    fields = {problem.field for problem in refused.value.problems}
    assert fields >= {"visited_on", "sbp", "next_on", "doctor"}
    assert app.follow_ups.history(patient) == ()


def test_a_correction_stands_beside_what_it_corrects(app: App, desk: Desk) -> None:
    patient = desk.patient()
    first = app.follow_ups.record({**VISIT, "next_on": "2027-02-22"}, "hypertension", patient).id
    app.follow_ups.record(
        {**VISIT, "sbp": "142", "next_on": "2027-02-22"}, "hypertension", patient, supersedes=first, late=True
    )
    found = {row.id: row for row in app.follow_ups.history(patient)}
    assert found[first].corrected
    assert sum(row.corrected for row in found.values()) == 1
    assert sum(row.late for row in found.values()) == 1
    assert app.follow_ups.get(first).corrected
    assert len(app.follow_ups.plans_of(patient)) == 1


def test_a_visit_after_a_referral_that_goes_on_keeps_it_open(app: App, desk: Desk) -> None:
    patient = desk.patient()
    referral = desk.referral(patient_id=patient)
    desk.theirs(referral, "arrived")
    desk.their_return(referral)
    plan = app.referral_actions.received_back(referral).id
    start = app.follow_ups.start(plan)
    assert "诊断：冠心病" in start.referral_text
    values = {"visited_on": "2026-11-22", "way": "3", "arrived": "1", "outcome": "2", "doctor": "李医生"}
    app.follow_ups.record({**values, "plan": "2", "next_on": "2026-12-06"}, "after_referral", patient, plan)
    seen = app.referrals.get(referral)
    assert seen.phase == "followed_up"
    following = next(row for row in seen.plans if not row.closed)
    app.follow_ups.record({**values, "outcome": "5", "plan": "1"}, "after_referral", patient, following.id)
    seen = app.referrals.get(referral)
    assert seen.phase == "closed"
    assert seen.events[-1].detail.startswith("患者死亡")


def test_a_visit_while_the_hospital_still_treats_ends_nothing(app: App, desk: Desk) -> None:
    patient = desk.patient()
    referral = desk.referral(patient_id=patient, urgency="emergency")
    desk.theirs(referral, "admitted", {"dept": "心内科"})
    plan = app.referrals.get(referral).plans[0].id
    values = {
        "visited_on": "2026-11-22",
        "way": "3",
        "arrived": "1",
        "outcome": "3",
        "plan": "1",
        "doctor": "李医生",
    }
    app.follow_ups.record(values, "after_referral", patient, plan)
    seen = app.referrals.get(referral)
    assert seen.phase == "admitted"
    assert seen.events[-1].event == "followed_up"


def test_forms_to_choose_from(app: App) -> None:
    assert [one.code for one in app.follow_ups.forms()][:3] == ["hypertension", "diabetes2", "after_referral"]
    with pytest.raises(NotFound):
        app.follow_ups.form("hypertension", "1999")


def test_four_visits_in_person_a_year_but_not_for_somebody_new(app: App, desk: Desk) -> None:
    patient = desk.patient()
    assert app.follow_ups.evaluate("hypertension", VISIT, patient).next_on == "2027-02-22"
    for day in ("2025-11-20", "2026-02-20"):
        app.follow_ups.record({**VISIT, "visited_on": day}, "hypertension", patient, late=True)
    assert app.follow_ups.evaluate("hypertension", VISIT, patient).next_on == "2026-12-11"
