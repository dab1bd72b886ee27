"""双向转诊交接记录 on the screen: what is known already, what was typed, and what the paper says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.handover import check_handover, clean_handover
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.reports.handover import HandoverSide
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.workplace import Workplace
from clinic_app.store import handovers, referrals

_WRITERS = (Permission.REFERRAL_WRITE, Permission.REFERRAL_ANSWER, Permission.PRINT)


class Handovers:
    """Both sides' records. They stay in this institution: each keeps its own, as on paper."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def values(self, referral_id: str, side: HandoverSide) -> dict[str, Any]:
        """Return the record as it stands; before the first saving, what the referral knows already.

        Raises:
            NotFound, NotAllowed.
        """
        self._place.need(Permission.REFERRAL_VIEW)
        row = referrals.load(self._place.reader, referral_id).row
        stored = handovers.latest(self._place.reader, referral_id, side.value)
        if stored is not None:
            return stored
        known = {
            "transport": self._place.name_of("escort", row["escort"]),
            "treatment": text_of(row, "treatment"),
        }
        if side is HandoverSide.IN:
            # What the sender's record in this house says holds for the receiver's as well.
            known |= handovers.latest(self._place.reader, referral_id, HandoverSide.OUT.value) or {}
        return clean_handover(known)

    def check(self, values: Mapping[str, Any]) -> list[Problem]:
        """Return what is wrong with a record as typed."""
        return check_handover(clean_handover(values))

    def save(self, referral_id: str, side: HandoverSide, values: Mapping[str, Any]) -> Saved:
        """Keep what was typed; the paper prints it from then on.

        Raises:
            NotFound, NotAllowed; Rejected with all that is wrong.
        """
        user = self._place.need(*_WRITERS)
        row = referrals.load(self._place.reader, referral_id).row
        cleaned = clean_handover(values)
        problems = errors_of(check_handover(cleaned))
        if problems:
            raise Rejected(problems)
        with self._place.unit():
            handovers.save(self._place.db, referral_id, side.value, cleaned, user_name=user.name)
            patient_id = str(row["patient_id"] or "")
            self._place.audit("handover.save", "referral", referral_id, patient_id, side=side.value)
        return Saved(referral_id, Changes.of({"referral"}))
