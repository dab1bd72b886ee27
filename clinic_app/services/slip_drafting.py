"""What a new slip begins with: the person as the record knows them, the doctor at work, the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import attrs

from clinic_app.domain.calendar import age_text
from clinic_app.domain.catalogue import REFERRAL
from clinic_app.domain.change import Value
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.services import slip_settings
from clinic_app.services.directory import Directory
from clinic_app.services.patient_cards import PatientRow, exempt_code, patient_rows
from clinic_app.services.referral_checks import clean_form
from clinic_app.services.referral_rows import rows_of
from clinic_app.services.session import User
from clinic_app.services.workplace import Workplace
from clinic_app.store import patients, referrals, rows
from clinic_app.store.database import Row

FROZEN = (
    "patient_name",
    "patient_gender",
    "patient_age",
    "patient_birth_date",
    "patient_id_no",
    "patient_phone",
    "patient_address",
    "patient_archive_no",
)
_TAKEN_OVER = ("payment", "insurance_no", "exempt_reason")
_COPIED = ("impression", "impression_codes", "present_illness", "past_history", "treatment", "exam_result")


@attrs.frozen
class Prefill:
    """What a new slip begins with.

    Attributes:
        values: fields of the referral.
        patient: whose it is.
        warnings: what to know before writing, such as an earlier referral that is still open.
    """

    values: dict[str, Any]
    patient: PatientRow
    warnings: tuple[Problem, ...] = ()


class SlipDrafting:
    """From a patient's record to the fields of a slip."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def prefill(
        self, patient_id: str, direction: str = "up", follow_up_id: str = "", previous_id: str = ""
    ) -> Prefill:
        """Return what a new slip begins with: the person as the record knows them today, doctor and day.

        Args:
            patient_id: whose slip.
            direction: ``up``, ``down`` or ``lateral``.
            follow_up_id: the follow-up that asks for the referral, if any.
            previous_id: the referral this one replaces (declined, redirected, lost), if any.

        Raises:
            NotFound: there is no such patient.
        """
        user = self._place.need(Permission.REFERRAL_WRITE)
        person = self._person(patient_id)
        values: dict[str, Any] = {name: "" for name in REFERRAL.field_names}
        values |= self._of_record(person) | self._of_writer(user)
        values |= {
            "patient_id": person["id"],
            "direction": direction,
            "urgency": "routine",
            "visit_type": "outpatient",
            "referral_date": self._place.today().isoformat(),
            "valid_until": self._last_day(),
            "follow_up_id": follow_up_id,
            "previous_id": previous_id,
        }
        if follow_up_id:
            values |= self._of_follow_up(follow_up_id)
        if previous_id:
            earlier = rows.fetch(self._place.reader, "referral", previous_id)
            values |= {name: earlier[name] or "" for name in _COPIED}
        line = patient_rows(self._place, [person])[0]
        return Prefill(values, line, tuple(self._beforehand(person, values)))

    def _last_day(self) -> str:
        """Return how long a slip of today is valid, empty where the county has named no number of days."""
        days = slip_settings.read(self._place).validity_days
        return (self._place.today() + timedelta(days=days)).isoformat() if days else ""

    def _person(self, patient_id: str) -> Row:
        shown = patients.shown_id(self._place.reader, patient_id)
        return rows.fetch(self._place.reader, "patient", shown)

    def _of_record(self, person: Row) -> dict[str, Any]:
        """Return the fields that are frozen on the slip, as the record knows them today."""
        found = patients.elements(self._place.reader, person["id"])
        birth = stored_date(text_of(person, "birth_date"))
        allergies = [
            f"{text_of(one, 'substance')}（{text_of(one, 'reaction')}）"
            if text_of(one, "reaction")
            else text_of(one, "substance")
            for one in found["allergies"]
        ]
        diseases = [text_of(one, "name") for one in found["problems"]]
        history = [text_of(person, "past_history")] + [
            name for name in diseases if name and name not in text_of(person, "past_history")
        ]
        return {
            "patient_name": text_of(person, "name"),
            "patient_gender": text_of(person, "gender"),
            "patient_age": age_text(birth, self._place.today()) if birth else "",
            "patient_birth_date": text_of(person, "birth_date"),
            "patient_id_no": text_of(person, "id_no"),
            "patient_phone": text_of(person, "phone") or text_of(person, "contact_phone"),
            "patient_address": text_of(person, "address"),
            "patient_archive_no": text_of(person, "archive_no"),
            "allergy_text": "；".join(dict.fromkeys(allergies))[:500],
            "past_history": "；".join(filter(None, history)),
            **{name: text_of(person, name) for name in _TAKEN_OVER},
        }

    def _of_writer(self, user: User) -> dict[str, Any]:
        own = self._place.own()
        return {
            "from_org": own.id,
            "from_org_name": own.name,
            "from_doctor": user.name,
            "from_dept": user.dept,
            "from_phone": user.phone or own.phone,
        }

    def _of_follow_up(self, follow_up_id: str) -> dict[str, Any]:
        record = rows.fetch(self._place.reader, "follow_up", follow_up_id)
        note = text_of(record, "note")
        return {"visit_type": "follow_up", **({"present_illness": note} if note else {})}

    def _beforehand(self, person: Row, values: Mapping[str, Any]) -> list[Problem]:
        found: list[Problem] = []
        for view in referrals.earlier_open(self._place.reader, person["id"]):
            line = rows_of(self._place, [view])[0]
            found.append(
                Problem(
                    "",
                    "referral.earlier_open",
                    say(
                        "{day} 转往{name}的一张还没有结束（{phase}），请确认不是重复转诊",
                        day=line.day,
                        name=line.to_name,
                        phase=line.phase_text,
                    ),
                    warning=True,
                )
            )
        code = exempt_code(self._place, text_of(person, "birth_date"))
        if code and not values.get("exempt_reason"):
            name = self._place.name_of("exempt_reason", code)
            found.append(
                Problem(
                    "exempt_reason",
                    "exempt_reason.possible",
                    say("患者属于“{group}”，本地规定免备案的可在此选上", group=name),
                    warning=True,
                )
            )
        if text_of(person, "closed_reason"):
            closed = self._place.name_of("archive_closed", person["closed_reason"])
            found.append(
                Problem(
                    "", "patient.closed", say("这份档案已终止（{why}），请核对", why=closed), warning=True
                )
            )
        return found

    def draft_row(
        self, values: Mapping[str, Any], patient_id: str, direction: str = "up"
    ) -> dict[str, Value]:
        """Return the referral as it would be saved now, without a number: for the live paper."""
        user = self._place.need(Permission.REFERRAL_VIEW)
        row: dict[str, Value] = {name: "" for name in REFERRAL.field_names}
        return row | self._completed(values, patient_id, direction, user)

    def _completed(
        self, values: Mapping[str, Any], patient_id: str, direction: str, user: User
    ) -> dict[str, Value]:
        """Return typed values with what the record, the directory and the person at work add."""
        person = self._person(patient_id)
        cleaned = clean_form(REFERRAL, values)
        taken = self._of_record(person)
        # The identity on the slip is the record's, never what a form carried along from yesterday.
        cleaned |= {name: taken[name] for name in FROZEN if name not in ("patient_phone", "patient_address")}
        for name in ("patient_phone", "patient_address", *_TAKEN_OVER, "allergy_text"):
            if name not in cleaned:
                cleaned[name] = taken[name]
        own = self._place.own()
        cleaned |= {"patient_id": person["id"], "direction": direction}
        cleaned |= {"from_org": own.id, "from_org_name": own.name}
        cleaned.setdefault("from_doctor", user.name)
        cleaned.setdefault("referral_date", self._place.today().isoformat())
        birth, day = stored_date(taken["patient_birth_date"]), stored_date(text_of(cleaned, "referral_date"))
        if birth and day:
            cleaned["patient_age"] = age_text(birth, day)
        cleaned["to_org_name"] = self._name_of_org(text_of(cleaned, "to_org"))
        return cleaned

    def _name_of_org(self, org_id: str) -> str:
        found = Directory(self._place).get(org_id) if org_id else None
        return found.name if found else ""
