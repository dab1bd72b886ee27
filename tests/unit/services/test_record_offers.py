from __future__ import annotations

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.services.app import App
from tests.helpers.services import Desk

PLAN = "1.阿司匹林肠溶片 100mg 每日一次；2.阿托伐他汀钙片 20mg qn。停用美托洛尔 25mg bid"


def returned(desk: Desk, patient: str, **values: object) -> str:
    referral = desk.referral(patient_id=patient)
    desk.theirs(referral, "arrived")
    desk.their_return(referral, **{"next_plan": PLAN, "diagnosis": "冠心病", **values})
    return referral


def names(app: App, referral: str) -> list[tuple[str, str]]:
    return [(one.name, one.dosage) for one in app.record_offers.offers(referral)]


def test_nothing_is_written_until_it_is_accepted_one_by_one(app: App, desk: Desk) -> None:
    patient = desk.patient()
    referral = returned(desk, patient)
    assert names(app, referral) == [
        ("冠心病", ""), ("阿司匹林肠溶片", "100mg 每日一次"), ("阿托伐他汀钙片", "20mg qn"),
    ]  # fmt: skip
    card = app.patients.card(patient)
    assert (card.medications, card.problems) == ((), ())
    offers = app.record_offers.offers(referral)
    app.record_offers.accept(referral, offers[1].key)
    app.record_offers.accept(referral, offers[2].key, {"name": "阿托伐他汀", "dosage": "10mg 每晚"})
    app.record_offers.accept(referral, offers[0].key)
    card = app.patients.card(patient)
    assert {(m.drug, m.dosage, m.since_on) for m in card.medications} == {
        ("阿司匹林肠溶片", "100mg 每日一次", "2026-11-22"),
        ("阿托伐他汀", "10mg 每晚", "2026-11-22"),
    }
    assert [(p.name, p.diagnosed_on) for p in card.problems] == [("冠心病", "2026-11-22")]
    assert names(app, referral) == [("阿托伐他汀钙片", "20mg qn")]  # the hospital says another dose still


def test_what_is_in_the_record_already_is_not_offered_and_another_dose_changes_it(
    app: App, desk: Desk
) -> None:
    patient = desk.patient()
    app.patients.add_element(patient, "medication", {"drug": "阿司匹林", "dosage": "75mg 每日一次"})
    app.patients.add_element(patient, "medication", {"drug": "阿托伐他汀钙片", "dosage": "20mg qn"})
    app.patients.add_element(patient, "problem", {"name": "冠心病"})
    referral = returned(desk, patient)
    [offer] = app.record_offers.offers(referral)
    assert (offer.name, offer.known) == ("阿司匹林肠溶片", "阿司匹林 75mg 每日一次")
    app.record_offers.accept(referral, offer.key)
    drugs = {(m.drug, m.dosage) for m in app.patients.card(patient).medications}
    assert drugs == {("阿司匹林肠溶片", "100mg 每日一次"), ("阿托伐他汀钙片", "20mg qn")}
    assert app.record_offers.offers(referral) == ()
    with pytest.raises(Rejected):
        app.record_offers.accept(referral, offer.key)


def test_what_was_declined_is_remembered_and_can_be_taken_up_again(app: App, desk: Desk) -> None:
    referral = returned(desk, desk.patient())
    first, second, _ = app.record_offers.offers(referral)
    app.record_offers.decline(referral, first.key)
    app.record_offers.decline(referral, second.key)
    assert [one.name for one in app.record_offers.offers(referral)] == ["阿托伐他汀钙片"]
    assert {one.key for one in app.record_offers.declined(referral)} == {first.key, second.key}
    app.record_offers.restore(referral)
    assert len(app.record_offers.offers(referral)) == 3
    assert app.record_offers.declined(referral) == ()


def test_codes_go_along_unless_the_words_were_changed(app: App, desk: Desk) -> None:
    patient = desk.patient()
    coded = '[{"code":"I20.000","name":"不稳定型心绞痛"},{"code":"I10.x00","name":"高血压病"}]'
    referral = returned(desk, patient, diagnosis_codes=coded, next_plan="")
    one, two = app.record_offers.offers(referral)
    app.record_offers.accept(referral, one.key)
    app.record_offers.accept(referral, two.key, {"name": "高血压 2 级"})
    assert {(p.name, p.icd) for p in app.patients.card(patient).problems} == {
        ("不稳定型心绞痛", "I20.000"),
        ("高血压 2 级", ""),
    }


def test_a_medicine_that_recalls_an_allergy_says_so(app: App, desk: Desk) -> None:
    patient = desk.patient()
    app.patients.add_element(patient, "allergy", {"substance": "阿司匹林"})
    referral = returned(desk, patient)
    assert [one.allergy for one in app.record_offers.offers(referral)] == ["", "阿司匹林", ""]


def test_an_offer_that_cannot_be_stored_is_refused(app: App, desk: Desk) -> None:
    referral = returned(desk, desk.patient())
    key = app.record_offers.offers(referral)[1].key
    with pytest.raises(Rejected):
        app.record_offers.accept(referral, key, {"name": ""})


def test_the_plan_after_a_return_is_edited_before_it_is_accepted(app: App, desk: Desk) -> None:
    referral = returned(desk, desk.patient(), rehab_advice="低盐低脂")
    plan = app.referral_actions.proposed_visit(referral)
    assert plan["due_on"] == "2026-12-04"
    assert "阿司匹林" in plan["advice"]
    assert app.referrals.get(referral).plans == ()
    app.referral_actions.received_back(referral, "2026-12-01", "赵雅琴", "测血压，看有无出血")
    [row] = app.referrals.get(referral).plans
    assert (row.due_on, row.doctor, row.advice) == ("2026-12-01", "赵雅琴", "测血压，看有无出血")
