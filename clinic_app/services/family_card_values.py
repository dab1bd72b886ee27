"""What cards and slips say about a person's family doctor: of the contract in force, else of the card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.services.family_contract_rows import (
    HOTLINE_SETTING,
    TeamRow,
    current_contract,
    team_row,
)
from clinic_app.services.workplace import Workplace
from clinic_app.store import accounts, directory, rows

_NURSE, _PUBLIC_HEALTH = "护", "公"
"""Words by which the roles of a team's members are known: 护士, 护师; 公卫医师, 公共卫生."""


def account_named(place: Workplace, name: str) -> dict[str, str]:
    """Return telephone and department of a doctor who has an account here; empty when there is none."""
    for account in accounts.all_accounts(place.reader) if name else ():
        if account.display_name == name:
            return {"phone": account.phone, "dept": account.dept}
    return {}


def responsible(place: Workplace, patient: Mapping[str, Any], on: date | None = None) -> tuple[str, str]:
    """Return name and telephone of the doctor who looks after a person.

    That is the family doctor of the contract in force, else the 责任医生 of the card.

    Args:
        place: where the records are.
        patient: the patient's row.
        on: the day; today if None.
    """
    contract = current_contract(place, str(patient["id"]), on)
    if contract is not None and contract.doctor:
        return contract.doctor, contract.doctor_phone or account_named(place, contract.doctor).get(
            "phone", ""
        )
    doctor = text_of(patient, "responsible_doctor")
    return doctor, account_named(place, doctor).get("phone", "")


def family_doctor_of(place: Workplace, referral: Mapping[str, Any]) -> str:
    """Return family doctor and telephone for a slip, of the contract on the day of the referral.

    Args:
        place: where the records are.
        referral: a stored referral, or what its form holds so far.
    """
    patient = rows.find(place.reader, "patient", text_of(referral, "patient_id"))
    if patient is None:
        return ""
    day = stored_date(text_of(referral, "referral_date"))
    return " ".join(part for part in responsible(place, patient, day) if part)


def family_card(place: Workplace, patient: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of 家庭医生联系卡 that follow from a person's contract and its team."""
    contract = current_contract(place, str(patient["id"]))
    doctor, phone = responsible(place, patient)
    found: dict[str, Any] = {"name": text_of(patient, "name"), "doctor": doctor, "doctor_phone": phone}
    found["hotline"] = str(place.setting(HOTLINE_SETTING, "") or "")
    if contract is None:
        return found
    found |= {
        "contract_no": contract.agreement_no,
        "valid_from": stored_date(contract.starts_on),
        "valid_until": stored_date(contract.ends_on),
        "team": contract.team_name,
    }
    team = rows.find(place.reader, "doctor_team", contract.team_id) if contract.team_id else None
    return found | (_team_values(place, team_row(team)) if team is not None else {})


def _team_values(place: Workplace, team: TeamRow) -> dict[str, str]:
    nurse, public_health = team.member(_NURSE), team.member(_PUBLIC_HEALTH)
    higher = next((org for org in directory.partners(place.reader) if org.level == "county"), None)
    return {
        "nurse": nurse.name,
        "nurse_phone": nurse.phone,
        "public_health": public_health.name,
        "public_health_phone": public_health.phone,
        "higher": higher.short_name or higher.name if higher else "",
        "higher_phone": higher.phone if higher else "",
    }
