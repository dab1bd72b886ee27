from __future__ import annotations

from clinic_app.services.app import App
from tests.helpers.services import Desk


def test_a_draft_is_found_again_and_goes_when_the_form_is_saved(app: App, desk: Desk) -> None:
    patient = desk.patient()
    app.drafts.save("referral", patient, {"impression": "肺部感染"})
    app.drafts.save("referral", patient, {"impression": "肺部感染", "treatment": "头孢"})
    [row] = app.drafts.all()
    assert (row.title, row.detail, row.patient_id) == ("转诊单 · 王建国", "肺部感染", patient)
    assert app.drafts.load("referral", patient) == {"impression": "肺部感染", "treatment": "头孢"}
    desk.referral(patient_id=patient)
    assert app.drafts.all() == ()


def test_a_draft_of_a_new_patient_goes_with_the_first_saving(app: App, desk: Desk) -> None:
    app.drafts.save("patient", "", {"name": "赵二"})
    assert app.drafts.all()[0].title == "患者资料 · 赵二"
    patient = desk.patient()
    assert app.drafts.load("patient", "") is None
    app.drafts.save("patient", "", {"name": "钱三"})
    app.patients.save({"note": "x"}, patient_id=patient)
    assert app.drafts.load("patient", "") == {"name": "钱三"}


def test_drafts_belong_to_the_person_who_typed_them(app: App) -> None:
    app.drafts.save("patient", "", {"name": "赵二"})
    app.place.db.execute("UPDATE draft SET user_name = '别人'")
    assert app.drafts.all() == ()
    assert app.drafts.load("patient", "") is None


def test_a_draft_about_a_referral_or_a_plan_knows_its_patient(app: App, desk: Desk) -> None:
    patient = desk.patient()
    referral = desk.referral(patient_id=patient, urgency="emergency")
    plan = app.referrals.get(referral).plans[0].id
    app.drafts.save("return_slip", referral, {"diagnosis": "肺炎"})
    app.drafts.save("follow_up", plan, {"sbp": "150"})
    assert {(row.form, row.patient_id) for row in app.drafts.all()} == {
        ("return_slip", patient),
        ("follow_up", patient),
    }
    app.drafts.discard("follow_up", plan)
    assert [row.form for row in app.drafts.all()] == ["return_slip"]
