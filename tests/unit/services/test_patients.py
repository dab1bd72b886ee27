from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.services.app import App
from clinic_app.services.patients import ElementEdit
from clinic_app.store import audit
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk, with_check_digit


def codes(error: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_the_number_fills_sex_and_birth_date(app: App) -> None:
    number = with_check_digit("62080219580312124")
    assert app.patients.fill_from_id(number)["gender"] == "2"
    saved = app.patients.save({"name": "李秀英", "id_no": number})
    row = app.patients.row(saved.id)
    assert (row.gender_text, row.birth_date, row.age) == ("女", "1958-03-12", "68岁")
    assert "*" in row.id_no_masked
    assert number not in row.id_no_masked


def test_all_that_is_wrong_comes_back_at_once_and_nothing_is_saved(app: App) -> None:
    with pytest.raises(Rejected) as refused:
        app.patients.save(
            {"name": "", "id_no": "620802195803121230", "archive_no": "12"},
            [ElementEdit("allergy", {"substance": ""})],
        )
    assert {problem.field for problem in refused.value.problems} >= {
        "name",
        "id_no",
        "archive_no",
        "substance",
    }
    assert app.patients.count() == 0


def test_finding_by_name_initials_number_and_phone(app: App, desk: Desk) -> None:
    patient = desk.patient()
    desk.patient(name="张䶮", id_no=with_check_digit("62080219700101111"), phone="13893322222", village="")
    for typed in ("王建国", "wjg", "12123", "3311111", "王家沟"):
        assert [row.id for row in app.patients.search(typed).rows] == [patient], typed
    assert app.patients.search("zy").rows[0].name == "张䶮"
    assert app.patients.villages() == ["王家沟村"]


def test_pages_of_the_list(app: App, desk: Desk) -> None:
    made = [
        desk.patient(name=f"王{c}", id_no=with_check_digit(f"6208021970010{i:04d}"))
        for i, c in enumerate("甲乙丙丁戊", 1100)
    ]
    first = app.patients.page(limit=3)
    second = app.patients.page(after=first.next, limit=3)
    assert len(first.rows) == 3
    assert {row.id for row in (*first.rows, *second.rows)} == set(made)
    assert second.next is None


def test_a_number_that_somebody_else_carries_is_refused(app: App, desk: Desk) -> None:
    patient = desk.patient()
    with pytest.raises(Rejected) as refused:
        desk.patient(name="王建军")
    assert codes(refused) == {"id_no.taken"}
    assert "王建国" in str(refused.value)
    app.patients.save({"phone": "13800000000"}, patient_id=patient)


def test_look_alikes_are_shown_while_typing(app: App, desk: Desk) -> None:
    patient = desk.patient()
    [same] = app.patients.look_alikes({"name": "王建国", "id_no": with_check_digit("62080219580312123")})
    assert (same.patient.id, same.reason) == (patient, "id_no")
    [sounding] = app.patients.look_alikes(
        {"name": "汪建国", "birth_date": "1958-07-01", "village": "王家沟村"}
    )
    assert sounding.reason == "name"
    assert app.patients.look_alikes({"name": "王建国"}, patient) == ()


def test_changes_travel_as_one_unit_and_are_audited(app: App, desk: Desk) -> None:
    patient = desk.patient()
    saved = app.patients.save(
        {"address": "新址"},
        [
            ElementEdit("allergy", {"substance": "青霉素", "reaction": "皮疹"}),
            ElementEdit("problem", {"name": "高血压", "category": "2"}),
        ],
        patient,
    )
    assert set(saved.changes) >= {"patient", "allergy", "problem"}
    units = app.place.reader.execute("SELECT DISTINCT txn FROM op WHERE ent <> 'patient' OR kind <> 'add'")
    assert len(units) == 1
    last = audit.page(app.place.reader, limit=1)[0]
    assert (last["action"], last["patient_id"]) == ("edit", patient)
    assert "新址" not in last["details"]
    row = app.patients.row(patient)
    assert (row.allergies, row.tags) == (("青霉素",), ("高血压",))


def test_an_element_is_changed_and_taken_out_with_a_reason(app: App, desk: Desk) -> None:
    patient = desk.patient()
    allergy = app.patients.add_element(patient, "allergy", {"substance": "青霉素"}).id
    app.patients.change_element("allergy", allergy, {"reaction": "休克"})
    assert app.patients.card(patient).allergies[0].reaction == "休克"
    with pytest.raises(Rejected):
        app.patients.void_element("allergy", allergy, " ")
    app.patients.void_element("allergy", allergy, "皮试阴性")
    assert app.patients.card(patient).allergies == ()
    with pytest.raises(NotFound):
        app.patients.add_element("x" * 22, "allergy", {"substance": "青霉素"})


def test_the_card_tells_everything_in_one_timeline(app: App, desk: Desk) -> None:
    patient = desk.patient()
    clock_of(app).advance(timedelta(minutes=1))
    app.patients.save({"phone": "13800000001"}, patient_id=patient)
    referral = desk.referral(patient_id=patient)
    desk.theirs(referral, "accepted", {"dept": "心内科"})
    card = app.patients.card(patient)
    assert [entry.kind for entry in card.timeline] == ["event", "correction", "referral"]
    assert card.timeline[1].detail == "本人电话"
    assert card.timeline[0].title == "接诊"
    assert [row.id for row in card.open_referrals] == [referral]
    assert card.exempt_hint == "65岁以上老年人"
    assert card.names["gender"] == "男"
    assert card.owned


def test_two_records_of_one_person(app: App, desk: Desk) -> None:
    keep = desk.patient()
    other = desk.patient(
        name="王建国", id_no="", birth_date="1958-03-12", gender="1", no_id_reason="证件遗失"
    )
    app.patients.add_element(other, "allergy", {"substance": "磺胺"})
    link = app.patients.merge(keep, other, "同一人").id
    assert app.patients.row(other).id == keep
    assert app.patients.row(keep).allergies == ("磺胺",)
    assert app.patients.count() == 1
    assert [record.id for record in app.patients.card(other).merged] == [other]
    with pytest.raises(Rejected):
        app.patients.merge(keep, other, "再来")
    app.patients.unmerge(link, "弄错了")
    assert app.patients.row(other).id == other


def test_two_different_numbers_are_two_people(app: App, desk: Desk) -> None:
    one = desk.patient()
    other = desk.patient(name="王建军", id_no=with_check_digit("62080219600312123"))
    with pytest.raises(Rejected) as refused:
        app.patients.merge(one, other, "")
    assert codes(refused) == {"merge.different_id"}


def test_a_card_in_use_is_not_taken_away(app: App, desk: Desk) -> None:
    patient = desk.patient()
    app.patients.void(patient, "误建")
    assert app.patients.page().rows == ()
    app.patients.unvoid(patient)
    desk.referral(patient_id=patient)
    with pytest.raises(Rejected) as refused:
        app.patients.void(patient, "误建")
    assert codes(refused) == {"patient.used"}
