"""The square code of a slip: made with this device's key, verified with the keys of the directory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from clinic_app.domain.clock import read_stamp
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.referral_moves import Phase
from clinic_app.protocol.endpoints import key_from_text
from clinic_app.protocol.slip_code import KnownKey, SlipCodeContent, SlipCodeError, make_code
from clinic_app.reports.slip_content import OutSlip, ReturnSlip
from clinic_app.services.workplace import Workplace
from clinic_app.store import directory, prints, referrals, rows, sync_state
from clinic_app.system.crypto import sign

_TEXTS = (
    "patient_name", "gender", "age", "id_no", "phone", "archive_no", "insurance_no", "home_address",
    "allergy", "slip_no", "from_org", "from_phone", "from_doctor", "to_org", "to_dept", "to_doctor",
    "urgency", "reason", "visit_type", "impression", "present_illness", "past_history", "treatment",
    "record_no", "inpatient_no", "back_org", "back_doctor", "diagnosis", "exam_result", "next_plan",
    "rehab_advice",
)  # fmt: skip
"""Fields that the code and the slip have in common."""


def code_of(
    place: Workplace,
    slip: OutSlip | ReturnSlip,
    referral: Mapping[str, Any],
    *,
    object_kind: str,
    object_id: str,
) -> str:
    """Return the text of a slip's code; empty while this device has no key, or when it cannot be made.

    A reprint carries the same code, because it names the moment of the first print.
    """
    state = sync_state.read(place.reader)
    key = sync_state.device_key(place.reader)
    if not state.device_id or not key:
        return ""
    content = SlipCodeContent(
        form="back" if isinstance(slip, ReturnSlip) else "out",
        referral_id=str(referral["id"]),
        patient_id=text_of(referral, "patient_id"),
        device_id=state.device_id,
        issued_at=_first_print(place, object_kind, object_id),
        fields=_fields(slip, referral),
        valid_until=slip.valid_until,
    )
    try:
        return make_code(content, lambda data: sign(key, data))
    except SlipCodeError:
        return ""  # the paper holds everything; a code too fine to read would only mislead


def _first_print(place: Workplace, object_kind: str, object_id: str) -> datetime:
    """Return the moment of the first print, or now, in whole seconds as the code carries it."""
    log = prints.of_object(place.reader, object_kind, object_id)
    first = next((row["at"] for row in log if row["outcome"] == prints.PRINTED), "")
    return (read_stamp(first) if first else place.clock.now()).replace(microsecond=0)


def _fields(slip: OutSlip | ReturnSlip, referral: Mapping[str, Any]) -> dict[str, str]:
    values = {name: str(getattr(slip, name, "") or "") for name in _TEXTS}
    for name in ("referral_date", "back_date"):
        day = getattr(slip, name, None)
        values[name] = day.isoformat() if isinstance(day, date) else ""
    for name, column in (("from_org_id", "from_org"), ("to_org_id", "to_org")):
        values[name] = text_of(referral, column)
    born = stored_date(text_of(referral, "patient_birth_date"))
    values["birth_date"] = born.isoformat() if born else ""
    return {name: text for name, text in values.items() if text}


def known_keys(place: Workplace) -> dict[str, KnownKey]:
    """Return the keys of all devices of the county, revoked ones too, by device."""
    found: dict[str, KnownKey] = {}
    for row in directory.device_keys(place.reader):
        try:
            public = key_from_text(str(row["public_key"] or ""))
        except ValueError:
            continue  # a damaged entry proves nothing; the slip is then of an unknown device
        revoked = read_stamp(row["revoked_at"]) if row["revoked_at"] else None
        found[str(row["id"])] = KnownKey(public, str(row["org_name"]), revoked)
    return found


def is_void(place: Workplace, referral_id: str) -> bool:
    """Tell whether a referral was cancelled, or its record taken out, as far as is known here."""
    row = rows.find(place.reader, "referral", referral_id)
    if row is None:
        return False
    return bool(row["_void"]) or referrals.load(place.reader, referral_id).status.phase is Phase.CANCELLED
