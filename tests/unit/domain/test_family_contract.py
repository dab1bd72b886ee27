from __future__ import annotations

from datetime import date

import pytest

from clinic_app.domain.family_contract import (
    ContractState,
    FamilyContract,
    Member,
    check_contract,
    check_team,
    clashing,
    last_day,
    next_start,
    read_members,
    read_services,
    usual_services,
)
from clinic_app.domain.problems import errors_of

TODAY = date(2026, 11, 22)
FULL = {
    "team_name": "第二团队",
    "doctor": "李明",
    "signed_on": "2026-01-01",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
}


def contract(**values: str) -> FamilyContract:
    return FamilyContract(**{"id": "old", **FULL, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "active"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 12, 31), True),
     (date(2027, 1, 1), False)],
)  # fmt: skip
def test_both_ends_belong_to_the_period(day: date, active: bool) -> None:
    assert contract().active_on(day) is active


def test_the_day_it_was_closed_does_not_belong_to_it() -> None:
    closed = contract(closed_on="2026-06-01", closed_reason="other_team")
    assert (closed.active_on(date(2026, 5, 31)), closed.active_on(date(2026, 6, 1))) == (True, False)
    assert contract(closed_on="2026-01-01").span is None  # closed on the day it began: never in force


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 1), ContractState.COMING),
        (date(2026, 12, 1), ContractState.ACTIVE),
        (date(2026, 12, 2), ContractState.RENEW),
        (date(2026, 12, 31), ContractState.RENEW),
        (date(2027, 1, 1), ContractState.OVER),
    ],
)
def test_it_waits_to_be_renewed_from_thirty_days_before(day: date, state: ContractState) -> None:
    assert contract().state(day) is state
    assert contract(closed_on="2026-06-01").state(day) is ContractState.CLOSED


def test_a_year_ends_the_day_before_its_anniversary_and_a_renewal_follows_at_once() -> None:
    assert last_day(date(2026, 3, 1)) == date(2027, 2, 28)
    assert last_day(date(2024, 2, 29), 3) == date(2027, 2, 27)
    assert next_start(contract(), TODAY) == date(2027, 1, 1)
    assert next_start(contract(ends_on="2026-06-30"), TODAY) == TODAY  # a gap is not filled backwards


def test_one_person_has_one_contract_at_a_time() -> None:
    wanted = {**FULL, "starts_on": "2026-12-31", "ends_on": "2027-12-30"}
    assert [p.code for p in errors_of(check_contract(wanted, [contract()], TODAY))] == ["contract.overlap"]
    after = {**FULL, "starts_on": "2027-01-01", "ends_on": "2027-12-31"}
    assert errors_of(check_contract(after, [contract()], TODAY)) == []
    ended = contract(closed_on="2026-11-22", closed_reason="other_team")
    changed = {**FULL, "starts_on": "2026-11-22", "ends_on": "2027-11-21"}
    assert errors_of(check_contract(changed, [ended], TODAY)) == []
    same = {**FULL, "id": "old"}
    assert errors_of(check_contract(same, [contract()], TODAY)) == []  # it does not stand in its own way


def test_what_is_missing_or_impossible_is_told_at_once() -> None:
    assert {p.field for p in check_contract({}, [], TODAY)} == {
        "doctor", "team_id", "signed_on", "starts_on", "ends_on",
    }  # fmt: skip
    wrong = {**FULL, "signed_on": "2026-11-23", "ends_on": "2025-12-31"}
    assert {p.code for p in check_contract(wrong, [], TODAY)} == {
        "signed_on.future", "ends_on.backward", "ends_on.signed",
    }  # fmt: skip


@pytest.mark.parametrize(("ends", "asked"), [("2026-12-31", False), ("2028-12-31", False),
                                             ("2026-06-30", True), ("2029-01-01", True)])  # fmt: skip
def test_lengths_other_than_one_to_three_years_are_asked_about(ends: str, asked: bool) -> None:
    found = check_contract({**FULL, "ends_on": ends}, [], TODAY)
    assert [p.code for p in found] == (["ends_on.length"] if asked else [])
    assert not errors_of(found)


def test_two_in_force_after_two_records_became_one() -> None:
    twice = (contract(), contract(id="new", starts_on="2026-06-01", ends_on="2027-05-31"))
    assert clashing(twice, TODAY) == twice
    assert clashing(twice, date(2027, 2, 1)) == ()


def test_services_follow_age_and_diseases() -> None:
    old = usual_services(date(1950, 1, 1), ["2"], ["2型糖尿病"], TODAY)
    assert old == ("basic", "elderly", "hypertension", "diabetes")
    assert usual_services(date(2023, 1, 1), [], [], TODAY) == ("basic", "child")
    assert usual_services(None, [], [], TODAY) == ("basic",)


def test_damaged_texts_give_nothing() -> None:
    assert read_services("{") == ()
    assert read_services('{"a":1}') == ()
    assert read_members("[1]") == ()
    assert read_members("x") == ()
    assert read_members('[{"name":"赵敏","role":"护士"}]') == (Member("护士", "赵敏", ""),)


def test_a_team_needs_a_name_a_leader_and_a_number() -> None:
    assert {p.field for p in errors_of(check_team({}))} == {"name", "leader", "phone"}
    team = {"name": "第二团队", "leader": "李明", "phone": "0933-8612345", "members": '[{"role":"护士"}]'}
    assert [p.code for p in errors_of(check_team(team))] == ["member.name"]
