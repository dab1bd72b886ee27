"""What happens to a referral after it was written: each side's moves, each an event that is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import missing, stored_date, text_of
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import Event
from clinic_app.domain.wording import say
from clinic_app.services.approvals import Approvals
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.referral_answers import ReferralAnswers, line_of_words
from clinic_app.services.referral_events import add_event, moment, moves_open, needed_for
from clinic_app.services.referral_follow_up import advice_of, plan_visit, visit_day
from clinic_app.services.referral_rows import DONE, last_return
from clinic_app.store import referrals

LONGEST_TEXT = 2000


class ReferralActions(ReferralAnswers):
    """The moves of both sides.

    Every one takes the true time ``at`` of what is entered after the fact (补录) and a free ``note``. A move
    that the table of moves has no place for now is Rejected with a sentence; nothing is saved.
    """

    # ---- the sender -----------------------------------------------------------------------------------

    def received_back(
        self,
        referral_id: str,
        due_on: str = "",
        doctor: str = "",
        advice: str | None = None,
        *,
        at: datetime | None = None,
    ) -> Saved:
        """Take the patient back: the advice of the return slip becomes a plan for the two-week visit.

        Args:
            referral_id: which.
            due_on: day of the visit, if the doctor wants another than 14 days on, or the advice's days.
            doctor: who visits; the referring doctor if empty.
            advice: what to look after, as the doctor edited it; None for the words of the slip.
            at: when the patient came back, if it is entered after the fact.

        Returns:
            Saved with the id of the plan in ``id``.
        """
        self._place.need(*needed_for(Event.RECEIVED_BACK))
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, Event.RECEIVED_BACK)
        if problems := moment(self._place, at) + self._day_problems(due_on):
            raise Rejected(problems)
        back = last_return(view)
        with self._place.unit() as work:
            add_event(self._place, referral_id, Event.RECEIVED_BACK, at=at)
            plan_id = plan_visit(
                self._place,
                view.row,
                due=stored_date(due_on) or self._visit_day(back),
                reason=str(say("{name}回转后随访", name=text_of(back, "from_org_name"))),
                advice=advice_of(back) if advice is None else clean_text(advice).strip()[:LONGEST_TEXT],
                doctor=doctor,
            )
            self._place.audit("received_back", "referral", referral_id, text_of(view.row, "patient_id"))
        return Saved(plan_id, Changes.of(work.changed))

    def proposed_visit(self, referral_id: str) -> dict[str, str]:
        """Return the plan that taking the patient back would make: ``due_on``, ``doctor``, ``advice``.

        The doctor edits it and accepts it with ``received_back``. Raises NotFound, NotAllowed.
        """
        self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        back = last_return(view)
        return {
            "due_on": self._visit_day(back).isoformat(),
            "doctor": text_of(view.row, "from_doctor"),
            "advice": advice_of(back),
        }

    def _visit_day(self, back: Mapping[str, Any]) -> date:
        """Return the day of the visit after a return; one that has passed already is today."""
        today = self._place.today()
        begin = stored_date(text_of(back, "back_date")) or today
        return max(visit_day(self._place, begin, back.get("follow_up_days")), today)

    def _day_problems(self, due_on: str) -> list[Problem]:
        if not due_on:
            return []
        day = stored_date(due_on)
        if day is None:
            return [Problem("due_on", "due_on.shape", say("随访日期不是有效日期"))]
        if day < self._place.today():
            return [Problem("due_on", "due_on.past", say("随访日期在今天之前，请改为今天或以后"))]
        return []

    def followed_up(
        self,
        referral_id: str,
        follow_up_id: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
    ) -> Saved:
        """Note that the patient was visited after the referral. Raises Rejected."""
        details = {"follow_up_id": follow_up_id, "note": line_of_words(note)}
        return self._move(referral_id, Event.FOLLOWED_UP, details, at)

    def close(
        self,
        referral_id: str,
        reason: str = DONE,
        note: str = "",
        *,
        at: datetime | None = None,
    ) -> Saved:
        """End a referral with a coded reason; its open follow-up plan ends with it. Raises Rejected."""
        problems = self._coded("reason", "结案原因", "close", reason)
        if reason == "99" and not note.strip():
            problems.append(missing("note", "结案说明"))
        details = {"reason": reason, "note": line_of_words(note)}
        return self._move(referral_id, Event.CLOSED, details, at, problems)

    def cancel(
        self,
        referral_id: str,
        reason: str,
        note: str = "",
        *,
        at: datetime | None = None,
    ) -> Saved:
        """Cancel a referral; one that was accepted ends only when the receiver confirms. Raises Rejected."""
        problems = self._coded("reason", "撤销原因", "cancel", reason)
        if reason == "99" and not note.strip():
            problems.append(missing("note", "撤销说明"))
        details = {"reason": reason, "note": line_of_words(note)}
        return self._move(referral_id, Event.CANCELLED, details, at, problems)

    def confirm_cancel(self, referral_id: str, *, note: str = "", at: datetime | None = None) -> Saved:
        """Agree to a cancellation after the acceptance. Raises Rejected."""
        return self._move(referral_id, Event.CANCEL_CONFIRMED, {"note": line_of_words(note)}, at)

    def resend(self, referral_id: str, *, note: str = "") -> Saved:
        """Send again after the patient did not come. Raises Rejected."""
        return self._move(referral_id, Event.SENT, {"note": line_of_words(note)})

    def reviewed(self, referral_id: str, remark: str = "", *, ok: bool = True) -> Saved:
        """Review a slip; with consent one that was only written goes out, else it goes back with the remark.

        Raises:
            Rejected: not in place now, or sent back without a remark.
        """
        return Approvals(self._place).review(referral_id, remark, ok=ok)

    def printed(self, referral_id: str, copies: int = 1, form: str = "out") -> Saved:
        """Note that the slip was printed, for both sides to see."""
        self._place.need(*needed_for(Event.PRINTED))
        referrals.load(self._place.reader, referral_id)
        with self._place.unit() as work:
            add_event(self._place, referral_id, Event.PRINTED, details={"form": form, "copies": copies})
        return Saved(referral_id, Changes.of(work.changed))
