"""The receiver's moves, from the first confirmation to the outcome, and how any move is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import missing, text_of
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.phones import clean_phone
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import Direction, Event, Phase
from clinic_app.domain.wording import say
from clinic_app.services.changes import NOTHING, Changes, Saved
from clinic_app.services.directory import Directory
from clinic_app.services.referral_events import add_event, moment, moves_open, needed_for, open_moves
from clinic_app.services.referral_follow_up import advice_of, plan_visit, visit_day
from clinic_app.services.referral_returns import ReturnSlips
from clinic_app.services.workplace import PROGRAM, Workplace
from clinic_app.store import follow_ups, referrals, rows
from clinic_app.store.referral_state import direction_of
from clinic_app.store.referrals import Box, ReferralView

LONGEST_TEXT = 2000


class ReferralAnswers(ReturnSlips):
    """The moves of the institution that a patient was sent to, its return slips among them."""

    def receive_new(self) -> Changes:
        """Note that what was sent to us has arrived here: once, by the program itself, after an exchange."""
        place, own = self._place, self._place.org_id
        found = referrals.page(
            place.reader, box=Box.TO_DO, org=own, limit=500, phases=(Phase.SENT.value,)
        ).referrals
        # Inside one institution nothing travels, so there is nothing to confirm.
        arrived = [view for view in found if view.status.receiver == own != view.status.sender]
        if not arrived:
            return NOTHING
        with place.unit(user_name=PROGRAM) as work:
            for view in arrived:
                add_event(place, view.id, Event.RECEIVED, user_name=PROGRAM)
        return Changes.of(work.changed)

    def opened(self, referral_id: str) -> Saved:
        """Note that the receiver looked at the slip; does nothing when that is known or not in place."""
        self._place.need(*needed_for(Event.OPENED))
        view = referrals.load(self._place.reader, referral_id)
        internal = view.status.sender == view.status.receiver
        if internal or Event.OPENED not in open_moves(self._place, view):
            return Saved(referral_id)
        return self._move(referral_id, Event.OPENED)

    def accept(
        self,
        referral_id: str,
        dept: str,
        doctor: str = "",
        when: str = "",
        phone: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
    ) -> Saved:
        """Accept a patient: department, doctor and time, also to change what was arranged.

        Args:
            referral_id: which.
            dept: department that expects the patient; required.
            doctor: who expects the patient.
            when: stamp of a moment, or free words such as 明天上午.
            phone: number the patient can ring.
            note: for the sender.
            at: when it was decided, if it is entered after the fact.

        Raises:
            Rejected: not in place now, or no department.
        """
        problems = [] if dept.strip() else [missing("dept", "接诊科室")]
        details = {
            "dept": line_of_words(dept),
            "doctor": clean_name(doctor),
            "time": when.strip(),
            "phone": clean_phone(phone),
            "note": line_of_words(note),
        }
        return self._move(referral_id, Event.ACCEPTED, details, at, problems)

    def decline(
        self,
        referral_id: str,
        reason: str,
        suggestion: str = "",
        back_to: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
    ) -> Saved:
        """Decline a patient with a coded reason and, best, a suggestion. Raises Rejected."""
        problems = self._coded("reason", "拒收原因", "decline", reason)
        if reason == "99" and not suggestion.strip() and not note.strip():
            problems.append(Problem("suggestion", "decline.why", say("选“其他”时请写明原因或建议")))
        details = {
            "reason": reason,
            "suggestion": line_of_words(suggestion),
            "back_to": back_to,
            "note": line_of_words(note),
        }
        return self._move(referral_id, Event.DECLINED, details, at, problems)

    def redirect(
        self,
        referral_id: str,
        to_org: str,
        dept: str = "",
        reason: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
    ) -> Saved:
        """Pass a patient on to another institution, which has to answer from now on. Raises Rejected."""
        other = Directory(self._place).get(to_org) if to_org else None
        problems: list[Problem] = []
        if other is None:
            problems.append(missing("to_org", "转往的机构"))
        elif other.id == self._place.org_id:
            problems.append(Problem("to_org", "to_org.own", say("请选择别的机构；本院其他科室请用“接诊”")))
        details = {
            "to_org": to_org,
            "to_org_name": other.name if other else "",
            "dept": line_of_words(dept),
            "reason": line_of_words(reason),
            "note": line_of_words(note),
        }
        return self._move(referral_id, Event.REDIRECTED, details, at, problems)

    def arrived(self, referral_id: str, *, note: str = "", at: datetime | None = None) -> Saved:
        """Note that the patient came; for a down-referral the two-week visit is planned here."""
        return self._move(referral_id, Event.ARRIVED, {"note": line_of_words(note)}, at)

    def no_show(
        self,
        referral_id: str,
        reason: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
    ) -> Saved:
        """Note that the patient did not come, so that the sender asks after them. Raises Rejected."""
        details = {"reason": line_of_words(reason), "note": line_of_words(note)}
        return self._move(referral_id, Event.NO_SHOW, details, at)

    def admitted(
        self,
        referral_id: str,
        dept: str = "",
        inpatient_no: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
    ) -> Saved:
        """Note that the patient was admitted. Raises Rejected."""
        details = {
            "dept": line_of_words(dept),
            "inpatient_no": inpatient_no.strip()[:18],
            "note": line_of_words(note),
        }
        return self._move(referral_id, Event.ADMITTED, details, at)

    def interim_note(self, referral_id: str, text: str, *, at: datetime | None = None) -> Saved:
        """Tell the sender something before the patient comes back. Raises Rejected."""
        words = clean_text(text).strip()
        problems = [] if words else [missing("text", "反馈内容")]
        if len(words) > LONGEST_TEXT:
            problems.append(
                Problem("text", "text.length", say("反馈内容最多 {most} 个字", most=LONGEST_TEXT))
            )
        return self._move(referral_id, Event.INTERIM_NOTE, {"text": words}, at, problems)

    def outcome(
        self,
        referral_id: str,
        outcome: str,
        text: str = "",
        *,
        at: datetime | None = None,
    ) -> Saved:
        """Note how the illness went (list ``outcome``). Raises Rejected."""
        problems = self._coded("outcome", "病情转归", "outcome", outcome)
        details = {"outcome": outcome, "text": line_of_words(text)}
        return self._move(referral_id, Event.OUTCOME, details, at, problems)

    def _coded(self, field: str, label: str, codes: str, code: str) -> list[Problem]:
        if not code:
            return [missing(field, label)]
        if code not in self._place.tables.get(codes):
            return [
                Problem(
                    field,
                    "field.code",
                    say("{label}里没有“{code}”这一项，请从列表中选择", label=label, code=code),
                )
            ]
        return []

    def _move(
        self,
        referral_id: str,
        event: Event,
        details: Mapping[str, Any] | None = None,
        at: datetime | None = None,
        problems: Sequence[Problem] = (),
    ) -> Saved:
        """Check and add one event with what follows from it."""
        self._place.need(*needed_for(event))
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, event)
        wrong = [*problems, *moment(self._place, at)]
        if wrong:
            raise Rejected(wrong)
        with self._place.unit() as work:
            add_event(self._place, referral_id, event, at=at, details=details)
            self._consequences(view, event)
            self._place.audit(event.value, "referral", referral_id, text_of(view.row, "patient_id"))
        return Saved(referral_id, Changes.of(work.changed))

    def _consequences(self, view: ReferralView, event: Event) -> None:
        """Do what follows from an event on our own records, in the same unit of work."""
        down = direction_of(view.row) is Direction.DOWN
        if event in (Event.ARRIVED, Event.ADMITTED) and down:
            reason = say("{name}下转后随访", name=text_of(view.row, "from_org_name"))
            plan_visit(
                self._place,
                view.row,
                due=visit_day(self._place, self._place.today()),
                reason=str(reason),
                advice=advice_of(view.row),
                doctor=self._place.need().name,
            )
        if event in (Event.CLOSED, Event.CANCELLED, Event.CANCEL_CONFIRMED):
            close_plans(self._place, view.id, self._place.today())


def close_plans(place: Workplace, referral_id: str, day: date) -> None:
    """Close our own open plans of a referral that ended, inside a unit of work."""
    for plan in follow_ups.plans_of_referral(place.db, referral_id):
        if not text_of(plan, "closed_on") and plan["_owner"] == place.org_id:
            rows.update(
                place.db,
                "follow_up_plan",
                plan["id"],
                {
                    "closed_reason": "other",
                    "closed_on": day.isoformat(),
                    "closed_note": str(say("转诊已结束")),
                },
            )


def line_of_words(text: str) -> str:
    """Return free words of a detail, at most 500 characters."""
    return clean_text(text).strip()[:500]
