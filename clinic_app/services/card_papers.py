"""The cards people carry, filled from the record: 居民健康档案信息卡, 双向转诊联系卡, 家庭医生联系卡."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.permissions import Permission
from clinic_app.reports.contact_card import (
    Card,
    FamilyDoctorCard,
    HealthCard,
    ReferralCard,
    render_card_sheets,
    render_cards,
)
from clinic_app.services.family_card_values import account_named, family_card, responsible
from clinic_app.services.workplace import Institution, Workplace, institution_of
from clinic_app.store import directory, patients, prints, rows

Tell = Callable[[int, int], object]
"""Told how much of how much is done; what it raises ends the work."""

_BLOOD = {"1": "A", "2": "B", "3": "O", "4": "AB"}


def quiet(_done: int, _total: int) -> None:
    """Hear how far the work is, and say nothing."""


def health_cards(
    place: Workplace, patient_ids: Sequence[str], *, sheets: bool, duplex: bool, tell: Tell = quiet
) -> bytes:
    """Return 居民健康档案信息卡 of some patients. Raises NotFound, NotAllowed, PaperError."""
    place.need(Permission.PATIENT_VIEW)
    return _drawn(place, patient_ids, "health_card", _health_card, sheets, duplex, tell)


def family_doctor_cards(
    place: Workplace,
    patient_ids: Sequence[str],
    values: Mapping[str, Any],
    *,
    sheets: bool,
    duplex: bool,
    tell: Tell = quiet,
) -> bytes:
    """Return 家庭医生联系卡 of the contracts in force; ``values`` replace what they say, the same for all.

    Raises:
        NotFound, NotAllowed, PaperError; TypeError for a value the card does not have.
    """
    place.need(Permission.PATIENT_VIEW)
    own = place.own()
    shared: dict[str, Any] = {"org": own.name, "org_address": own.address, "org_phone": own.phone, **values}

    def card(place: Workplace, patient_id: str) -> FamilyDoctorCard:
        row = rows.fetch(place.reader, "patient", patient_id)
        return FamilyDoctorCard(**{**family_card(place, row), **shared})

    return _drawn(place, patient_ids, "family_card", card, sheets, duplex, tell)


def referral_card(place: Workplace, row: Mapping[str, Any]) -> bytes:
    """Return 双向转诊联系卡 of a referral, of its true size. Raises PaperError."""
    doctor = account_named(place, text_of(row, "from_doctor"))
    to_org = directory.partner(place.reader, text_of(row, "to_org"))
    card = ReferralCard(
        name=text_of(row, "patient_name"),
        gender=text_of(row, "patient_gender"),
        age=text_of(row, "patient_age"),
        archive_no=text_of(row, "patient_archive_no"),
        referral_date=stored_date(text_of(row, "referral_date")),
        to_org=text_of(row, "to_org_name"),
        to_dept=text_of(row, "to_dept"),
        to_doctor=text_of(row, "to_doctor"),
        to_phone=text_of(row, "to_phone") or (to_org.phone if to_org else ""),
        from_phone=_institution(place, text_of(row, "from_org")).phone,
        doctor=text_of(row, "from_doctor"),
        doctor_phone=text_of(row, "from_phone") or doctor.get("phone", ""),
        from_org=text_of(row, "from_org_name"),
        reprint=prints.copies(place.reader, "referral", str(row["id"]), "referral_card"),
    )
    return render_cards([card])


def _drawn(
    place: Workplace,
    patient_ids: Sequence[str],
    form: str,
    card_of: Callable[[Workplace, str], Card],
    sheets: bool,
    duplex: bool,
    tell: Tell,
) -> bytes:
    """Return the cards of some patients: reading them is the first half of the work, drawing the second."""
    count, cards = len(patient_ids), []
    for number, patient_id in enumerate(patient_ids):
        tell(number, 2 * count)
        copies = prints.copies(place.reader, "patient", patient_id, form)
        cards.append(attrs.evolve(card_of(place, patient_id), reprint=copies))
    if not sheets:
        return render_cards(cards)
    return render_card_sheets(cards, duplex=duplex, progress=lambda done: tell(count + done, 2 * count))


def _institution(place: Workplace, org_id: str) -> Institution:
    found = directory.partner(place.reader, org_id)
    return institution_of(found) if found else Institution(org_id)


def _health_card(place: Workplace, patient_id: str) -> HealthCard:
    row = rows.fetch(place.reader, "patient", patient_id)
    sets = patients.elements(place.reader, patient_id)
    chronic = [
        place.name_of("chronic", text_of(one, "category")) or text_of(one, "name") for one in sets["problems"]
    ]
    own, (doctor, doctor_phone) = place.own(), responsible(place, row)
    return HealthCard(
        name=text_of(row, "name"),
        gender=text_of(row, "gender"),
        birth_date=stored_date(text_of(row, "birth_date")),
        archive_no=text_of(row, "archive_no"),
        blood=_BLOOD.get(text_of(row, "blood_type"), ""),
        rh=text_of(row, "rh"),
        chronic=tuple(dict.fromkeys(chronic)),
        allergy="、".join(dict.fromkeys(text_of(one, "substance") for one in sets["allergies"])),
        address=text_of(row, "address"),
        phone=text_of(row, "phone"),
        contact=text_of(row, "contact_name"),
        contact_phone=text_of(row, "contact_phone"),
        org=own.name,
        org_phone=own.phone,
        doctor=doctor,
        doctor_phone=doctor_phone,
    )
