"""The 回转单: what it begins with, what it must hold, and handing the patient back with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from clinic_app.domain.catalogue import REFERRAL_RETURN
from clinic_app.domain.change import Value
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.referral_moves import Event
from clinic_app.services import drafts as draft_names
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.referral_checks import check_return, clean_form
from clinic_app.services.referral_events import add_event, moment, moves_open, needed_for
from clinic_app.services.workplace import Workplace
from clinic_app.store import drafts, referrals, rows
from clinic_app.store.referrals import ReferralView

_PERSON = ("patient_name", "patient_gender", "patient_age", "patient_phone", "patient_address")


class ReturnSlips:
    """Return slips of this institution."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def prefill_return(self, referral_id: str) -> dict[str, Any]:
        """Return what a return slip begins with: patient, sender, and what the events already tell."""
        user = self._place.need(Permission.REFERRAL_ANSWER)
        view = referrals.load(self._place.reader, referral_id)
        row, own = view.row, self._place.own()
        accepted = view.status.details.get(Event.ACCEPTED, {})
        admitted = view.status.details.get(Event.ADMITTED, {})
        told = view.status.details.get(Event.OUTCOME, {})
        values: dict[str, Any] = {name: "" for name in REFERRAL_RETURN.field_names}
        values |= {name: text_of(row, name) for name in _PERSON}
        values |= {
            "referral_id": view.id,
            "from_org": own.id,
            "from_org_name": own.name,
            "from_dept": str(admitted.get("dept") or accepted.get("dept") or user.dept),
            "from_doctor": user.name,
            "from_phone": user.phone or own.phone,
            "to_org": view.status.sender,
            "to_org_name": text_of(row, "from_org_name"),
            "to_doctor": text_of(row, "from_doctor"),
            "back_date": self._place.today().isoformat(),
            "inpatient_no": str(admitted.get("inpatient_no") or ""),
            "outcome": str(told.get("outcome") or ""),
            "diagnosis": text_of(row, "impression"),
            "diagnosis_codes": text_of(row, "impression_codes"),
            "follow_up_days": 14,
        }
        return values

    def check_return(self, values: Mapping[str, Any], referral_id: str) -> list[Problem]:
        """Return all that is wrong with a return slip, in the order of the form."""
        view = referrals.load(self._place.reader, referral_id)
        return self._check_return(self._return_values(values, view))

    def _check_return(self, completed: Mapping[str, Any]) -> list[Problem]:
        return check_return(completed, self._place.today(), self._place.code_lists())

    def _return_values(self, values: Mapping[str, Any], view: ReferralView) -> dict[str, Value]:
        own = self._place.own()
        cleaned = clean_form(REFERRAL_RETURN, values)
        cleaned |= {name: text_of(view.row, name) for name in _PERSON if not text_of(cleaned, name)}
        cleaned |= {
            "referral_id": view.id,
            "from_org": own.id,
            "from_org_name": own.name,
            "to_org": view.status.sender,
            "to_org_name": text_of(view.row, "from_org_name"),
        }
        return cleaned

    def write_return(
        self,
        referral_id: str,
        values: Mapping[str, Any],
        *,
        at: datetime | None = None,
    ) -> Saved:
        """Write the 回转单: the slip with its number, and the event that hands the patient back.

        Raises:
            Rejected: with all that is wrong, or not in place now; no number was used.
        """
        user = self._place.need(*needed_for(Event.RETURNED))
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, Event.RETURNED)
        completed = self._return_values(values, view)
        problems = self._check_return(completed) + moment(self._place, at)
        if errors := errors_of(problems):
            raise Rejected(errors)
        self._place.numbers.claim()
        with self._place.unit() as work:
            return_id = self._place.db.new_id()
            number = self._store(view, return_id, completed, user.name)
            details = {"return_id": return_id, "slip_no": number, "outcome": completed.get("outcome")}
            add_event(self._place, referral_id, Event.RETURNED, at=at, details=details)
            drafts.discard(self._place.db, draft_names.RETURN_SLIP, referral_id, user_name=user.name)
        kinds = Changes.of(work.changed | {"draft"})
        return Saved(return_id, kinds, tuple(warnings_of(problems)), number)

    def _store(self, view: ReferralView, return_id: str, completed: Mapping[str, Value], author: str) -> str:
        """Write the slip under its number inside a unit of work, and return the number."""
        place = self._place
        number = place.numbers.issue(
            prefix=place.own().slip_prefix or "Z",
            object_kind="referral_return",
            object_id=return_id,
            user_name=author,
        )
        rows.insert(place.db, "referral_return", {**completed, "slip_no": number}, record_id=return_id)
        patient_id = text_of(view.row, "patient_id")
        place.audit("create", "referral_return", return_id, patient_id, slip_no=number)
        return number
