"""家庭医生团队 and contracts as lines of lists and sections of a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from clinic_app.domain.calendar import age_text, friendly_date
from clinic_app.domain.family_contract import (
    RENEW_DAYS,
    ContractState,
    FamilyContract,
    Member,
    clashing,
    read_members,
)
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.phones import phone_text
from clinic_app.domain.wording import Message, joined, say
from clinic_app.services.workplace import Workplace
from clinic_app.store import family_contracts, rows

RENEW_SETTING = "family.renew_days"
HOTLINE_SETTING = "family.hotline"
"""服务监督电话 of the county, printed on every card."""

STATE_NAMES: dict[ContractState, Message] = {
    ContractState.COMING: say("未生效"),
    ContractState.ACTIVE: say("签约中"),
    ContractState.RENEW: say("该续签"),
    ContractState.OVER: say("已到期"),
    ContractState.CLOSED: say("已解约"),
}
_MEANINGS = {
    ContractState.COMING: "waiting",
    ContractState.ACTIVE: "done",
    ContractState.RENEW: "due",
    ContractState.OVER: "urgent",
    ContractState.CLOSED: "waiting",
}


@attrs.frozen
class TeamRow:
    """A team.

    Attributes:
        id, name, leader, phone, hours, villages, closed_on: as in the catalogue.
        phone_text: number in groups, to be read aloud.
        members: the others of the team.
        people: how many are under contract with it today.
        closed: it does not work any more.
    """

    id: str
    name: str
    leader: str
    phone: str
    phone_text: str
    hours: str
    villages: str
    members: tuple[Member, ...]
    closed_on: str
    closed: bool
    people: int = 0

    def member(self, role: str) -> Member:
        """Return the first member whose role names a word (护士, 公卫), or an empty one."""
        return next((one for one in self.members if role in one.role), Member())


@attrs.frozen
class ContractRow:
    """A contract.

    Attributes:
        id, patient_id, team_id, team_name, doctor, doctor_phone, agreement_no, signed_on, starts_on,
            ends_on, signer, signer_relation, previous_id, closed_on, closed_note: as in the catalogue.
        period_text: 2026-01-01 至 2026-12-31.
        services: codes of the agreed services.
        services_text: what they are called.
        closed_text: why it was ended, in words.
        state, state_text, meaning: how it stands today.
        clashes: another contract of the same person is in force too.
    """

    id: str
    patient_id: str
    team_id: str
    team_name: str
    doctor: str
    doctor_phone: str
    agreement_no: str
    signed_on: str
    starts_on: str
    ends_on: str
    signer: str
    signer_relation: str
    previous_id: str
    closed_on: str
    closed_note: str
    period_text: str
    services: tuple[str, ...]
    services_text: str
    closed_text: str
    state: ContractState
    state_text: str
    meaning: str
    clashes: bool = False

    @property
    def in_force(self) -> bool:
        """Tell whether the service is given today."""
        return self.state in (ContractState.ACTIVE, ContractState.RENEW)

    @property
    def open(self) -> bool:
        """Tell whether nobody has ended it."""
        return self.state is not ContractState.CLOSED


@attrs.frozen
class RenewalRow:
    """A line of the list of contracts that come to their end.

    Attributes:
        id: of the contract.
        patient_id, patient_name, gender_text, age, phone, village: of the patient.
        team_name, doctor, ends_on: of the contract.
        ends_text: the last day in words.
        overdue_days: days since it ran out; 0 while it has not.
        state_text, meaning: how it stands today.
    """

    id: str
    patient_id: str
    patient_name: str
    gender_text: str
    age: str
    phone: str
    village: str
    team_name: str
    doctor: str
    ends_on: str
    ends_text: str
    overdue_days: int
    state_text: str
    meaning: str


def renew_days(place: Workplace) -> int:
    """Return how many days before its end a contract waits to be renewed."""
    stored = str(place.setting(RENEW_SETTING, RENEW_DAYS))
    return int(stored) if stored.isdecimal() else RENEW_DAYS


def team_row(row: Mapping[str, Any], people: int = 0) -> TeamRow:
    """Return a team of the store."""
    phone = text_of(row, "phone")
    return TeamRow(
        id=row["id"],
        name=text_of(row, "name"),
        leader=text_of(row, "leader"),
        phone=phone,
        phone_text=phone_text(phone),
        hours=text_of(row, "hours"),
        villages=text_of(row, "villages"),
        members=read_members(text_of(row, "members")),
        closed_on=text_of(row, "closed_on"),
        closed=bool(text_of(row, "closed_on")),
        people=people,
    )


def contract_rows(place: Workplace, found: Sequence[Mapping[str, Any]]) -> tuple[ContractRow, ...]:
    """Return one person's contracts, in the given order."""
    contracts = [FamilyContract.from_row(row) for row in found]
    today = place.today()
    doubled = {one.id for one in clashing(contracts, today)}
    teams = rows.fetch_many(place.reader, "doctor_team", (one.team_id for one in contracts if one.team_id))
    return tuple(
        _contract_row(place, one, today, text_of(teams.get(one.team_id) or {}, "name"), one.id in doubled)
        for one in contracts
    )


def _contract_row(
    place: Workplace, contract: FamilyContract, today: date, team: str, clashes: bool
) -> ContractRow:
    state = contract.state(today, renew_days(place))
    plain = ("id", "patient_id", "team_id", "doctor", "doctor_phone", "agreement_no", "signed_on",
             "starts_on", "ends_on", "signer", "signer_relation", "previous_id", "closed_on",
             "closed_note")  # fmt: skip
    return ContractRow(
        **{name: getattr(contract, name) for name in plain},
        team_name=team or contract.team_name,
        period_text=str(say("{first} 至 {last}", first=contract.starts_on, last=contract.ends_on)),
        services=contract.service_codes,
        services_text=joined(
            (place.name_of("contract_service", code) for code in contract.service_codes), say("、")
        ),
        closed_text=place.name_of("contract_closed", contract.closed_reason),
        state=state,
        state_text=str(STATE_NAMES[state]),
        meaning=_MEANINGS[state],
        clashes=clashes,
    )


def current_contract(place: Workplace, patient_id: str, on: date | None = None) -> ContractRow | None:
    """Return the contract of a person that is in force on a day, today if None; the latest of several."""
    return current_contracts(place, [patient_id], on).get(patient_id)


def current_contracts(
    place: Workplace, patient_ids: Sequence[str], on: date | None = None
) -> dict[str, ContractRow]:
    """Return the contracts in force on a day (today if None) by the asked patient."""
    day = on or place.today()
    found = family_contracts.of_people(place.reader, patient_ids)
    chosen = {
        patient: next(row for row in contracts if FamilyContract.from_row(row).active_on(day))
        for patient, contracts in found.items()
        if any(FamilyContract.from_row(row).active_on(day) for row in contracts)
    }
    return {patient: contract_rows(place, [row])[0] for patient, row in chosen.items()}


def renewal_rows(place: Workplace, found: Sequence[Mapping[str, Any]]) -> tuple[RenewalRow, ...]:
    """Return contracts that come to their end as lines."""
    today, days = place.today(), renew_days(place)
    return tuple(_renewal_row(place, row, today, days) for row in found)


def _renewal_row(place: Workplace, row: Mapping[str, Any], today: date, days: int) -> RenewalRow:
    contract = FamilyContract.from_row(row)
    ends, birth = stored_date(contract.ends_on), stored_date(text_of(row, "patient_birth_date"))
    state = contract.state(today, days)
    return RenewalRow(
        id=contract.id,
        patient_id=contract.patient_id,
        patient_name=text_of(row, "patient_name"),
        gender_text=place.name_of("gender", row["patient_gender"]),
        age=age_text(birth, today) if birth else "",
        phone=text_of(row, "patient_phone") or text_of(row, "contact_phone"),
        village=text_of(row, "patient_village"),
        team_name=contract.team_name,
        doctor=contract.doctor,
        ends_on=contract.ends_on,
        ends_text=friendly_date(ends, today) if ends else "",
        overdue_days=max(0, (today - ends).days) if ends else 0,
        state_text=str(STATE_NAMES[state]),
        meaning=_MEANINGS[state],
    )
