"""Half-filled forms: they save themselves and are found again on the first page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.clock import read_stamp
from clinic_app.domain.wording import Message, say
from clinic_app.services.workplace import Workplace
from clinic_app.store import drafts, rows

REFERRAL, PATIENT, RETURN_SLIP, FOLLOW_UP = "referral", "patient", "return_slip", "follow_up"

TITLES: dict[str, Message] = {
    REFERRAL: say("转诊单"),
    PATIENT: say("患者资料"),
    RETURN_SLIP: say("回转单"),
    FOLLOW_UP: say("随访"),
}
"""The forms that keep drafts, and what they are called."""


@attrs.frozen
class DraftRow:
    """A draft as the first page shows it.

    Attributes:
        form: name of the form.
        key: what it is about: a record's id, or empty.
        title: such as 转诊单 · 王建国.
        detail: the first words of what was typed.
        saved_at: moment of the last saving.
        patient_id: whose it is, if known.
    """

    form: str
    key: str
    title: str
    detail: str
    saved_at: datetime
    patient_id: str


class Drafts:
    """What the person at work has begun and not saved."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def save(self, form: str, key: str, values: Mapping[str, Any]) -> None:
        """Keep what was typed so far, in place of what was kept before."""
        user = self._place.need()
        drafts.save(self._place.db, form, key, values, user_name=user.name)

    def load(self, form: str, key: str) -> dict[str, Any] | None:
        """Return what was typed, or None."""
        user = self._place.need()
        found = drafts.load(self._place.reader, form, key, user_name=user.name)
        return found.values if found else None

    def discard(self, form: str, key: str) -> None:
        """Forget a draft."""
        user = self._place.need()
        drafts.discard(self._place.db, form, key, user_name=user.name)

    def all(self) -> tuple[DraftRow, ...]:
        """Return the drafts of the person at work, the latest first."""
        user = self._place.need()
        return tuple(self._row(draft) for draft in drafts.all_drafts(self._place.reader, user_name=user.name))

    def _row(self, draft: drafts.Draft) -> DraftRow:
        patient_id = self._patient_of(draft)
        patient = rows.find(self._place.reader, "patient", patient_id) if patient_id else None
        name = draft.values.get("name") or draft.values.get("patient_name") or (patient or {}).get("name")
        title = str(TITLES.get(draft.form, draft.form))
        return DraftRow(
            form=draft.form,
            key=draft.key,
            title=f"{title} · {name}" if name else title,
            detail=_first_words(draft.values),
            saved_at=read_stamp(draft.saved_at),
            patient_id=patient_id,
        )

    def _patient_of(self, draft: drafts.Draft) -> str:
        """Return whose draft it is: the key names the patient, the referral or the plan."""
        if draft.values.get("patient_id"):
            return str(draft.values["patient_id"])
        if not draft.key:
            return ""
        if draft.form in (REFERRAL, PATIENT):
            return draft.key
        for kind in ("referral", "follow_up_plan", "patient"):
            found = rows.find(self._place.reader, kind, draft.key)
            if found is not None:
                return str(found["patient_id"] if kind != "patient" else found["id"])
        return ""


_TELLING = ("impression", "diagnosis", "present_illness", "note", "address", "to_org_name")
_LONGEST = 40


def _first_words(values: Mapping[str, Any]) -> str:
    """Return the beginning of the most telling text of a form."""
    for name in _TELLING:
        text = values.get(name)
        if isinstance(text, str) and text.strip():
            plain = " ".join(text.split())
            return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"
    return ""
