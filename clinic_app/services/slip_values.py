"""What a slip says: a stored or half-written referral turned into the values of the national forms."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from clinic_app.domain.calendar import age_text
from clinic_app.domain.clock import local_text, read_stamp
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.referral_moves import Direction
from clinic_app.reports.fonts import HAND_BLANK, missing_glyphs
from clinic_app.reports.slip_content import OutSlip, ReturnSlip
from clinic_app.services.code_tables import CodeTables
from clinic_app.services.slip_settings import SlipSettings

Values = Mapping[str, Any]

OUT, BACK = "out", "back"
"""Forms of the slip: 转出单 and 回转单."""


def form_of(referral: Values) -> str:
    """Return which form a referral is written on: 回转单 downwards, 转出单 else.

    Source: 填表说明 of the two forms: 转出单 is for a resident who is sent out, 回转单 for one whom the
    upper doctor sends back.
    """
    return BACK if text_of(referral, "direction") == Direction.DOWN else OUT


def slip_of_referral(
    referral: Values, settings: SlipSettings, codes: CodeTables, *, arranged: Values | None = None
) -> OutSlip | ReturnSlip:
    """Return the slip of a referral: of a stored one, or of what a form holds so far.

    Age, name and institutions are those frozen in the referral, so a reprint years later says the same.

    Args:
        referral: fields of the kind ``referral``, and ``family_doctor``; missing ones are empty.
        settings: how slips look here.
        codes: code lists.
        arranged: details of the receiver's acceptance, if there is one.
    """
    shared = _shared(referral, settings, codes) | {"arrangement": arrangement_text(arranged or {})}
    if form_of(referral) == BACK:
        return ReturnSlip(
            **shared,
            **_texts(referral, "record_no", "inpatient_no", "exam_result", "next_plan", "rehab_advice"),
            back_date=stored_date(text_of(referral, "referral_date")),
            back_org=text_of(referral, "to_org_name"),
            back_doctor=text_of(referral, "to_doctor"),
            diagnosis=text_of(referral, "impression"),
        )
    return OutSlip(
        **shared,
        **_texts(referral, "to_dept", "to_doctor", "impression", "present_illness", "past_history"),
        exam_result=text_of(referral, "exam_result"),
        archive_no=text_of(referral, "patient_archive_no"),
        referral_date=stored_date(text_of(referral, "referral_date")),
        to_org=text_of(referral, "to_org_name"),
    )


def slip_of_return(back: Values, referral: Values, settings: SlipSettings, codes: CodeTables) -> ReturnSlip:
    """Return the 回转单 that answers a referral.

    Args:
        back: fields of the kind ``referral_return``.
        referral: the referral it answers, for what the return slip does not hold itself.
        settings: how slips look here.
        codes: code lists.
    """
    own = {name: back.get(name) or referral.get(name) for name in _PERSON}
    shared = _shared(
        {**referral, **own, "slip_no": back.get("slip_no"), "reason": "", "reason_text": ""}, settings, codes
    )
    shared |= {
        "treatment": text_of(back, "treatment"),
        **_texts(back, "from_doctor", "from_phone"),
        "from_org": text_of(back, "from_org_name"),
        "sign_date": stored_date(text_of(back, "back_date")),
        "visit_type": "",
        "urgency": "",
        "exempt_reason": "",
        "valid_until": None,
        "approvals": settings.approvals.get(BACK, ()),
        "patient_notes": "",
    }
    return ReturnSlip(
        **shared,
        **_texts(back, "record_no", "inpatient_no", "diagnosis", "exam_result", "next_plan", "rehab_advice"),
        back_date=stored_date(text_of(back, "back_date")),
        back_org=text_of(back, "to_org_name"),
        back_doctor=text_of(back, "to_doctor"),
    )


_PERSON = ("patient_name", "patient_gender", "patient_age", "patient_phone", "patient_address")


def _texts(values: Values, *names: str) -> dict[str, Any]:
    return {name: text_of(values, name) for name in names}


def person_on_slip(referral: Values) -> dict[str, str]:
    """Return who is referred, as every paper of a referral and the register name them."""
    return {
        "patient_name": text_of(referral, "patient_name"),
        "gender": text_of(referral, "patient_gender"),
        "age": text_of(referral, "patient_age") or _age(referral),
        "id_no": text_of(referral, "patient_id_no"),
    }


def _shared(referral: Values, settings: SlipSettings, codes: CodeTables) -> dict[str, Any]:
    """Return what both forms carry."""
    direction = text_of(referral, "direction") or Direction.UP.value
    return {
        **person_on_slip(referral),
        "home_address": text_of(referral, "patient_address"),
        "phone": text_of(referral, "patient_phone"),
        "treatment": text_of(referral, "treatment"),
        "from_doctor": text_of(referral, "from_doctor"),
        "from_phone": text_of(referral, "from_phone"),
        "from_org": text_of(referral, "from_org_name"),
        "sign_date": stored_date(text_of(referral, "referral_date")),
        "slip_no": text_of(referral, "slip_no"),
        "insurance_no": text_of(referral, "insurance_no"),
        "visit_type": _named(codes, "visit_type", referral, "visit_type"),
        "urgency": _named(codes, "urgency", referral, "urgency"),
        "reason": reason_words(referral, codes),
        "exempt_reason": _named(codes, "exempt_reason", referral, "exempt_reason"),
        "family_doctor": text_of(referral, "family_doctor"),
        "allergy": text_of(referral, "allergy_text"),
        "approvals": settings.approvals.get(direction, ()),
        "valid_until": stored_date(text_of(referral, "valid_until")),
        "patient_notes": settings.patient_notes,
        "edition": settings.edition,
    }


def _age(referral: Values) -> str:
    """Return the age on the slip's day; only a form that was never saved has none frozen."""
    born = stored_date(text_of(referral, "patient_birth_date"))
    on = stored_date(text_of(referral, "referral_date"))
    return age_text(born, on) if born and on else ""


def _named(codes: CodeTables, name: str, values: Values, field: str) -> str:
    return codes.name_of(name, text_of(values, field))


def reason_words(referral: Values, codes: CodeTables) -> str:
    """Return the reason as papers print it: the name of the code, then what was added in words."""
    down = text_of(referral, "direction") == Direction.DOWN
    coded = _named(codes, "indication_down" if down else "indication_up", referral, "reason")
    added = text_of(referral, "reason_text")
    if coded and added and added != coded:
        return f"{coded}（{added}）"
    return coded or added


def arrangement_text(details: Values) -> str:
    """Return what the receiver arranged: department, doctor and time; empty when nothing is known."""
    when = text_of(details, "time")
    with contextlib.suppress(ValueError):  # free words such as 明天上午 stay as they were written
        when = local_text(read_stamp(when)) if when.endswith("Z") else when
    parts = [text_of(details, "dept"), text_of(details, "doctor"), when]
    return "，".join(part for part in parts if part)


Paper = TypeVar("Paper", bound=attrs.AttrsInstance)


def with_blanks(paper: Paper) -> tuple[Paper, tuple[str, ...]]:
    """Return a paper's values with a blank for every character no font has, and those characters."""
    changed: dict[str, Any] = {}
    found: list[str] = []
    for field in attrs.fields(type(paper)):
        value = getattr(paper, field.name)
        absent = missing_glyphs(value) if isinstance(value, str) and value else []
        if absent:
            found += [char for char in absent if char not in found]
            changed[field.name] = "".join(HAND_BLANK if char in absent else char for char in value)
    return attrs.evolve(paper, **changed), tuple(found)
