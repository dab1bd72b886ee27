from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.domain.family_contract import ContractState
from clinic_app.services.app import App
from clinic_app.services.family_card_values import family_card, family_doctor_of, responsible
from clinic_app.store import rows
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk, with_check_digit
from tests.visual.paper_reading import read_pages

TEAM = {
    "name": "第二团队",
    "leader": "李明",
    "phone": "0933-8612345",
    "villages": "王家沟村、东沟村",
    "members": [
        {"role": "护士", "name": "赵敏", "phone": "13993300001"},
        {"role": "公卫医师", "name": "孙丽", "phone": "13993300002"},
        {},
    ],
}


def codes_of(refused: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {problem.code for problem in refused.value.problems}


@pytest.fixture
def team(app: App) -> str:
    return app.doctor_teams.save(TEAM).id


def signed(app: App, patient: str, **values: Any) -> str:
    return app.family_contracts.sign(patient, {**app.family_contracts.prefill(patient), **values}).id


def current(app: App, patient: str, on: date | None = None) -> str:
    found = app.family_contracts.current(patient, on)
    return found.id if found is not None else ""


def test_the_team_of_the_village_is_offered_with_services_by_age_and_disease(
    app: App, desk: Desk, team: str
) -> None:
    app.doctor_teams.save({**TEAM, "name": "第一团队", "villages": "西沟村"})
    patient = desk.patient()
    app.patients.add_element(patient, "problem", {"name": "高血压", "category": "2"})
    offered = app.family_contracts.prefill(patient)
    assert (offered["team_id"], offered["doctor"], offered["doctor_phone"]) == (team, "李明", "0933-8612345")
    assert offered["services"] == ("basic", "elderly", "hypertension")
    assert (offered["starts_on"], offered["ends_on"]) == ("2026-11-22", "2027-11-21")


def test_a_contract_is_signed_once_and_fills_the_doctor_of_the_card(app: App, desk: Desk, team: str) -> None:
    patient = desk.patient()
    contract = signed(app, patient, agreement_no="JY-0001")
    [row] = app.family_contracts.of_patient(patient)
    assert (row.id, row.team_name, row.state, row.in_force) == (
        contract,
        "第二团队",
        ContractState.ACTIVE,
        True,
    )
    assert row.services_text == "基础服务包、老年人健康管理"
    assert app.patients.card(patient).patient.responsible_doctor == "李明"
    with pytest.raises(Rejected) as refused:
        signed(app, patient)
    assert codes_of(refused) == {"contract.overlap"}
    assert len(app.family_contracts.of_patient(patient)) == 1
    assert app.doctor_teams.get(team).member("护").name == "赵敏"
    assert app.doctor_teams.teams()[0].people == 1


def test_a_renewal_follows_the_old_one_and_takes_it_from_the_list(app: App, desk: Desk, team: str) -> None:
    patient = desk.patient()
    first = signed(app, patient)
    contracts = app.family_contracts
    assert contracts.renewals().rows == ()
    clock_of(app).advance(timedelta(days=340))
    app.session.touch()
    [due] = contracts.renewals().rows
    assert (due.id, due.patient_name, due.meaning, due.overdue_days) == (first, "王建国", "due", 0)
    assert (contracts.counts().soon, contracts.counts().over) == (1, 0)
    second = contracts.renew(first).id
    assert contracts.renewals().rows == ()
    assert contracts.counts().soon == 0
    rows_now = contracts.of_patient(patient)
    assert [(r.id, r.state, r.starts_on) for r in rows_now] == [
        (second, ContractState.COMING, "2027-11-22"),
        (first, ContractState.RENEW, "2026-11-22"),
    ]
    assert current(app, patient) == first
    assert current(app, patient, date(2027, 12, 1)) == second


def test_what_ran_out_stays_in_the_list_until_it_is_renewed_or_ended(app: App, desk: Desk, team: str) -> None:
    first, second = desk.patient(), desk.patient(name="单秀英", id_no=with_check_digit("62080219600312124"))
    one, two = signed(app, first), signed(app, second)
    clock_of(app).advance(timedelta(days=400))
    app.session.touch()
    contracts = app.family_contracts
    assert {(r.id, r.meaning, r.overdue_days) for r in contracts.renewals().rows} == {
        (one, "urgent", 36),
        (two, "urgent", 36),
    }
    assert (contracts.counts().active, contracts.counts().over) == (0, 2)
    contracts.end(one, "expired")
    contracts.renew(two)
    assert contracts.renewals().rows == ()
    assert contracts.counts().active == 1
    assert contracts.of_patient(second)[0].starts_on == "2027-12-27"


def test_the_list_is_read_page_by_page_and_by_village_and_team(app: App, desk: Desk, team: str) -> None:
    other = app.doctor_teams.save({**TEAM, "name": "第一团队", "villages": ""}).id
    made = []
    for number in range(5):
        number_of = with_check_digit(f"6208021958031{number:04}")
        village = "东沟村" if number % 2 else "王家沟村"
        patient = desk.patient(name=f"张{'一二三四五'[number]}", id_no=number_of, village=village)
        made.append(signed(app, patient, ends_on=f"2026-12-0{number + 1}",
                           team_id=other if number == 4 else team))  # fmt: skip
    contracts = app.family_contracts
    first = contracts.renewals(limit=2)
    second = contracts.renewals(after=first.next, limit=2)
    third = contracts.renewals(after=second.next, limit=2)
    assert [r.id for page in (first, second, third) for r in page.rows] == made
    assert third.next is None
    assert [r.id for r in contracts.renewals(village="东沟村").rows] == [made[1], made[3]]
    assert [r.id for r in contracts.renewals(team_id=other).rows] == [made[4]]
    assert [r.id for r in contracts.renewals(date(2026, 12, 2)).rows] == made[:2]


def test_ending_needs_a_reason_and_no_day_to_come(app: App, desk: Desk, team: str) -> None:
    patient = desk.patient()
    contract = signed(app, patient)
    for reason, on, field in (("", None, "reason"), ("other", None, "note"),
                              ("patient", date(2026, 11, 23), "on")):  # fmt: skip
        with pytest.raises(Rejected) as refused:
            app.family_contracts.end(contract, reason, on)
        assert [p.field for p in refused.value.problems] == [field]
    app.family_contracts.end(contract, "other", note="搬去和子女同住")
    with pytest.raises(Rejected):
        app.family_contracts.end(contract, "patient")
    [row] = app.family_contracts.of_patient(
        rows.fetch(app.place.db, "family_contract", contract)["patient_id"]
    )
    assert (row.state, row.closed_text, row.closed_note) == (ContractState.CLOSED, "其他", "搬去和子女同住")


@pytest.mark.parametrize(("archive", "reason"), [("1", "dead"), ("2", "moved"), ("3", "other")])
def test_a_closed_archive_ends_the_contract(
    app: App, desk: Desk, team: str, archive: str, reason: str
) -> None:
    patient = desk.patient()
    contract = signed(app, patient)
    app.patients.save({"closed_reason": archive, "closed_on": "2026-11-20"}, patient_id=patient)
    row = rows.fetch(app.place.db, "family_contract", contract)
    assert (row["closed_reason"], row["closed_on"]) == (reason, "2026-11-20")
    with pytest.raises(Rejected) as refused:
        signed(app, patient)
    assert "contract.closed_archive" in codes_of(refused)


def test_a_card_made_by_mistake_takes_its_contract_along(app: App, desk: Desk, team: str) -> None:
    patient = desk.patient()
    contract = signed(app, patient)
    app.patients.void(patient, "重复建档")
    assert rows.fetch(app.place.db, "family_contract", contract)["closed_reason"] == "mistake"
    assert app.family_contracts.counts().active == 0


def test_a_merged_record_brings_its_contract_and_two_are_told(app: App, desk: Desk, team: str) -> None:
    keep, other = (
        desk.patient(),
        desk.patient(id_no="", no_id_reason="未带", gender="1", birth_date="1958-03-12"),
    )
    contract = signed(app, other)
    link = app.patients.merge(keep, other, "同一人").id
    assert current(app, keep) == contract
    with pytest.raises(Rejected) as refused:
        signed(app, keep)
    assert codes_of(refused) == {"contract.overlap"}
    app.patients.unmerge(link)
    assert current(app, keep) == ""
    signed(app, keep)
    app.patients.merge(keep, other, "同一人")
    assert [row.clashes for row in app.family_contracts.of_patient(keep)] == [True, True]
    assert app.family_contracts.counts().active == 1  # people are counted, not papers


def test_a_closed_team_keeps_its_people_and_says_so(app: App, desk: Desk, team: str) -> None:
    signed(app, desk.patient())
    closed = app.doctor_teams.close(team)
    assert [w.code for w in closed.warnings] == ["team.people"]
    assert app.doctor_teams.teams() == ()
    assert [row.closed for row in app.doctor_teams.teams(closed=True)] == [True]
    app.doctor_teams.reopen(team)
    assert len(app.doctor_teams.teams()) == 1
    with pytest.raises(Rejected) as refused:
        app.doctor_teams.save(TEAM)
    assert codes_of(refused) == {"team.taken"}


def test_another_institutions_team_is_not_ours_to_change(app: App, desk: Desk) -> None:
    hospital = desk.hospital()
    with app.place.unit(user_name="赵敏"):
        theirs = rows.insert(
            app.place.db, "doctor_team", {"org_id": hospital, "name": "县队", "_owner": hospital}
        )
    with pytest.raises(NotAllowed):
        app.doctor_teams.save({**TEAM, "name": "改名"}, theirs)
    with pytest.raises(NotAllowed):
        app.doctor_teams.close(theirs)
    with pytest.raises(NotFound):
        app.doctor_teams.get("X" * 22)


def test_cards_and_slips_name_the_family_doctor_of_their_day(app: App, desk: Desk, team: str) -> None:
    patient = desk.patient(responsible_doctor="李医生")
    row = rows.fetch(app.place.db, "patient", patient)
    assert responsible(app.place, row) == ("李医生", "13993312345")  # the account's telephone
    contract = signed(app, patient, doctor="李明", doctor_phone="0933-8612345", agreement_no="JY-7")
    card = family_card(app.place, row)
    assert (card["team"], card["contract_no"], card["nurse"], card["nurse_phone"]) == (
        "第二团队", "JY-7", "赵敏", "13993300001",
    )  # fmt: skip
    slip = {"patient_id": patient, "referral_date": "2026-11-22"}
    assert family_doctor_of(app.place, slip) == "李明 0933-8612345"
    assert family_doctor_of(app.place, {**slip, "referral_date": "2026-11-01"}) == "李医生 13993312345"
    app.family_contracts.end(contract, "patient")
    assert family_card(app.place, row).get("team") is None


def test_the_slip_prints_the_family_doctor_only_where_asked(app: App, desk: Desk, team: str) -> None:
    patient = desk.patient()
    signed(app, patient)
    referral = desk.referral(patient_id=patient)
    assert "家庭医生" not in read_pages(app.printing.preview(referral).pdf)[0].plain
    settings = app.printing.settings()
    app.printing.save_settings(blocks=settings.blocks | {"family_doctor"})
    assert (
        read_pages(app.printing.preview(referral).pdf)[0].plain.count("家庭医生及电话李明0933-8612345") == 2
    )
