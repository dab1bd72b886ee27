"""家庭医生签约: who looks after whom, from when to when, and when it has to be renewed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import attrs

from clinic_app.domain import catalogue
from clinic_app.domain.calendar import add_months, age_in_years
from clinic_app.domain.field_checks import NO_LISTS, CodeLists, check_fields, missing, stored_date, text_of
from clinic_app.domain.phones import check_phone
from clinic_app.domain.problems import Problem
from clinic_app.domain.stored_record import StoredRecord
from clinic_app.domain.wording import say

RENEW_DAYS = 30
"""Days before its end from which a contract waits to be renewed; a setting of each clinic."""

USUAL_YEARS = 1
SHORTEST_MONTHS, LONGEST_MONTHS = 12, 36
"""Usual length of a contract: 可签订1-3年有期限的服务协议.

Source: 国卫基层发〔2022〕10号《关于推进家庭医生签约服务高质量发展的指导意见》. Other lengths are asked
about, not refused, because counties go their own ways.
"""

ELDERLY_FROM = 65
CHILD_TO = 6
"""Ages of the groups whose services the national norm names (老年人 from 65, 儿童 to 6)."""


class ContractState(StrEnum):
    """How a contract stands on a day."""

    COMING = "coming"
    """Signed, but the service has not begun."""
    ACTIVE = "active"
    RENEW = "renew"
    """Active, and its end is near."""
    OVER = "over"
    """Its time has run out and nobody said what comes next."""
    CLOSED = "closed"
    """Ended with a reason."""


@attrs.frozen
class Member:
    """One person of a team: ``role`` in words (护士, 公卫医师), name and telephone."""

    role: str = ""
    name: str = ""
    phone: str = ""


@attrs.frozen
class FamilyContract(StoredRecord):
    """One contract; the fields are those of the catalogue, all text, empty when unknown."""

    id: str = ""
    patient_id: str = ""
    team_id: str = ""
    team_name: str = ""
    doctor: str = ""
    doctor_phone: str = ""
    agreement_no: str = ""
    signed_on: str = ""
    starts_on: str = ""
    ends_on: str = ""
    services: str = ""
    signer: str = ""
    signer_relation: str = ""
    previous_id: str = ""
    closed_reason: str = ""
    closed_on: str = ""
    closed_note: str = ""

    @property
    def service_codes(self) -> tuple[str, ...]:
        """Codes of the agreed services; a damaged text gives none."""
        return read_services(self.services)

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day on which it is in force; None without a period, or when it never began."""
        first, last = stored_date(self.starts_on), stored_date(self.ends_on)
        if first is None or last is None:
            return None
        if closed := stored_date(self.closed_on):
            last = min(last, closed - timedelta(days=1))
        return (first, last) if first <= last else None

    def active_on(self, day: date) -> bool:
        """Tell whether it is in force on a day: both ends belong to it, the day it was closed does not."""
        span = self.span
        return span is not None and span[0] <= day <= span[1]

    def state(self, today: date, renew_days: int = RENEW_DAYS) -> ContractState:
        """Return how it stands on a day."""
        first, last = stored_date(self.starts_on), stored_date(self.ends_on)
        if self.closed_on:
            return ContractState.CLOSED
        if first is not None and today < first:
            return ContractState.COMING
        if last is None or today <= last - timedelta(days=renew_days):
            return ContractState.ACTIVE
        return ContractState.RENEW if today <= last else ContractState.OVER


def read_services(text: str) -> tuple[str, ...]:
    """Return the service codes of a stored text; a damaged one gives none."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(str(code) for code in found) if isinstance(found, list) else ()


def read_members(text: str) -> tuple[Member, ...]:
    """Return the members of a team's stored text; a damaged one gives none."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    if not isinstance(found, list):
        return ()
    people = [one for one in found if isinstance(one, dict)]
    return tuple(Member(*(text_of(one, name) for name in ("role", "name", "phone"))) for one in people)


def last_day(starts: date, years: int = USUAL_YEARS) -> date:
    """Return the last day of a contract of some years: the day before its anniversary."""
    return add_months(starts, 12 * years) - timedelta(days=1)


def next_start(contract: FamilyContract, today: date) -> date:
    """Return when a renewal begins: the day after the old end, or today if that has passed."""
    ends = stored_date(contract.ends_on)
    return max(ends + timedelta(days=1), today) if ends else today


def usual_services(
    birth: date | None, categories: Iterable[str], names: Iterable[str], on: date
) -> tuple[str, ...]:
    """Return the services that age and chronic diseases suggest; the doctor ticks what was agreed.

    Args:
        birth: birth date, if known.
        categories: codes of the list ``chronic`` on the card.
        names: what the diseases are called, where they carry no code.
        on: the day of the contract.
    """
    found, codes, words = ["basic"], set(categories), "、".join(names)
    age = age_in_years(birth, on) if birth else None
    if age is not None and age >= ELDERLY_FROM:
        found.append("elderly")
    for service, code, word in (
        ("hypertension", "2", "高血压"),
        ("diabetes", "3", "糖尿病"),
        ("mental", "8", "精神"),
        ("tuberculosis", "9", "结核"),
    ):
        if code in codes or word in words:
            found.append(service)
    if age is not None and age <= CHILD_TO:
        found.append("child")
    return tuple(found)


def check_contract(
    values: Mapping[str, Any],
    others: Sequence[FamilyContract],
    today: date,
    code_lists: CodeLists = NO_LISTS,
) -> list[Problem]:
    """Return all that is wrong with a contract as typed.

    Args:
        values: fields of the catalogue as texts.
        others: the same person's other contracts.
        today: the day it is entered.
        code_lists: for the coded fields.
    """
    contract = FamilyContract.from_row(values)
    problems = [
        missing(name, label)
        for name, label in (("doctor", "家庭医生"), ("signed_on", "签约日期"), ("starts_on", "服务开始日期"),
                            ("ends_on", "服务结束日期"))
        if not text_of(values, name)
    ]  # fmt: skip
    if not contract.team_id and not contract.team_name:
        problems.append(missing("team_id", "家庭医生团队"))
    problems += check_fields(catalogue.FAMILY_CONTRACT, values, code_lists)
    problems += check_phone(contract.doctor_phone, "doctor_phone")
    return problems + _check_days(contract, today) + _check_overlap(contract, others)


def _check_days(contract: FamilyContract, today: date) -> list[Problem]:
    signed, first, last = (stored_date(d) for d in (contract.signed_on, contract.starts_on, contract.ends_on))
    problems = []
    if signed and signed > today:
        problems.append(Problem("signed_on", "signed_on.future", say("签约日期在今天之后，请核对")))
    if first and last and last < first:
        problems.append(Problem("ends_on", "ends_on.backward", say("服务结束日期在开始日期之前，请核对")))
    elif first and last:
        days = last + timedelta(days=1)
        if days < add_months(first, SHORTEST_MONTHS) or days > add_months(first, LONGEST_MONTHS):
            words = say("签约一般为 1～3 年，这份不是，请再看一眼")
            problems.append(Problem("ends_on", "ends_on.length", words, warning=True))
    if signed and last and last < signed:
        problems.append(Problem("ends_on", "ends_on.signed", say("服务结束日期在签约日期之前，请核对")))
    return problems


def _check_overlap(contract: FamilyContract, others: Sequence[FamilyContract]) -> list[Problem]:
    """A person has one contract at a time."""
    mine = contract.span
    for other in others:
        theirs = other.span
        if mine is None or theirs is None or other.id == contract.id:
            continue
        if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
            words = say(
                "{first} 至 {last} 已和“{team}”签约，一人同时只有一份。改签请先解约，或把开始日期改到它之后",
                first=theirs[0].isoformat(),
                last=theirs[1].isoformat(),
                team=other.team_name or other.doctor,
            )
            return [Problem("starts_on", "contract.overlap", words)]
    return []


def clashing(contracts: Sequence[FamilyContract], today: date) -> tuple[FamilyContract, ...]:
    """Return contracts in force today when there is more than one, as after two records became one."""
    found = tuple(one for one in contracts if one.active_on(today))
    return found if len(found) > 1 else ()


def check_team(values: Mapping[str, Any], code_lists: CodeLists = NO_LISTS) -> list[Problem]:
    """Return what is wrong with a team: it needs a name, a leader and a telephone."""
    problems = [
        missing(name, label)
        for name, label in (("name", "团队名称"), ("leader", "团队长"), ("phone", "团队电话"))
        if not text_of(values, name)
    ]
    problems += check_phone(text_of(values, "phone"))
    for member in read_members(text_of(values, "members")):
        if not member.name:
            problems.append(Problem("members", "member.name", say("请写明团队成员的姓名")))
        elif member.phone and check_phone(member.phone):
            words = say("{name}的电话不像电话号码，请核对", name=member.name)
            problems.append(Problem("members", "member.phone", words, warning=True))
    return problems + check_fields(catalogue.DOCTOR_TEAM, values, code_lists)
