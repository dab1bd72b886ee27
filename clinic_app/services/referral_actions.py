"""What happens to a referral after it was written: each side's moves, each an event that is never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from clinic_app.domain.catalogue import REFERRAL_RETURN
from clinic_app.domain.change import Value
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import missing, stored_date, text_of
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.phones import clean_phone
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.referral_moves import Direction, Event, Phase
from clinic_app.domain.wording import say
from clinic_app.services import drafts as draft_names
from clinic_app.services.changes import NOTHING, Changes, Saved
from clinic_app.services.directory import Directory
from clinic_app.services.referral_checks import check_return, clean_form
from clinic_app.services.referral_events import add_event, moment, moves_open, needed_for, open_moves
from clinic_app.services.referral_follow_up import advice_of, due_day, plan_visit
from clinic_app.services.referral_rows import DONE, json_codes, last_return
from clinic_app.services.workplace import PROGRAM, Workplace
from clinic_app.store import drafts, follow_ups, referrals, rows, serials
from clinic_app.store.referral_state import direction_of
from clinic_app.store.referrals import Box, ReferralView

LONGEST_TEXT = 2000


@attrs.frozen
class _When:
    """When something really happened, and whether it is entered after the fact."""

    at: datetime | None = None
    late: bool = False


class ReferralActions:
    """The moves of both sides.

    Every one takes the true time ``at`` (now if None), ``late`` for 补录 and a free ``note``. A move that the
    table of moves has no place for now is Rejected with a sentence; nothing is saved.
    """

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- the receiver ---------------------------------------------------------------------------------

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
        late: bool = False,
    ) -> Saved:
        """Accept a patient: department, doctor and time, also to change what was arranged.

        Args:
            referral_id: which.
            dept: department that expects the patient; required.
            doctor: who expects the patient.
            when: stamp of a moment, or free words such as 明天上午.
            phone: number the patient can ring.
            note: for the sender.
            at: when it was decided, if it is entered later.
            late: entered after the fact.

        Raises:
            Rejected: not in place now, or no department.
        """
        problems = [] if dept.strip() else [missing("dept", "接诊科室")]
        details = {
            "dept": _line(dept),
            "doctor": clean_name(doctor),
            "time": when.strip(),
            "phone": clean_phone(phone),
            "note": _line(note),
        }
        return self._move(referral_id, Event.ACCEPTED, details, _When(at, late), problems)

    def decline(
        self,
        referral_id: str,
        reason: str,
        suggestion: str = "",
        back_to: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """Decline a patient with a coded reason and, best, a suggestion. Raises Rejected."""
        problems = self._coded("reason", "拒收原因", "decline", reason)
        if reason == "99" and not suggestion.strip() and not note.strip():
            problems.append(Problem("suggestion", "decline.why", say("选“其他”时请写明原因或建议")))
        details = {
            "reason": reason,
            "suggestion": _line(suggestion),
            "back_to": back_to,
            "note": _line(note),
        }
        return self._move(referral_id, Event.DECLINED, details, _When(at, late), problems)

    def redirect(
        self,
        referral_id: str,
        to_org: str,
        dept: str = "",
        reason: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
        late: bool = False,
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
            "dept": _line(dept),
            "reason": _line(reason),
            "note": _line(note),
        }
        return self._move(referral_id, Event.REDIRECTED, details, _When(at, late), problems)

    def arrived(
        self, referral_id: str, *, note: str = "", at: datetime | None = None, late: bool = False
    ) -> Saved:
        """Note that the patient came; for a down-referral the two-week visit is planned here."""
        return self._move(referral_id, Event.ARRIVED, {"note": _line(note)}, _When(at, late))

    def no_show(
        self,
        referral_id: str,
        reason: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """Note that the patient did not come, so that the sender asks after them. Raises Rejected."""
        details = {"reason": _line(reason), "note": _line(note)}
        return self._move(referral_id, Event.NO_SHOW, details, _When(at, late))

    def admitted(
        self,
        referral_id: str,
        dept: str = "",
        inpatient_no: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """Note that the patient was admitted. Raises Rejected."""
        details = {"dept": _line(dept), "inpatient_no": inpatient_no.strip()[:18], "note": _line(note)}
        return self._move(referral_id, Event.ADMITTED, details, _When(at, late))

    def interim_note(
        self, referral_id: str, text: str, *, at: datetime | None = None, late: bool = False
    ) -> Saved:
        """Tell the sender something before the patient comes back. Raises Rejected."""
        words = clean_text(text).strip()
        problems = [] if words else [missing("text", "反馈内容")]
        if len(words) > LONGEST_TEXT:
            problems.append(
                Problem("text", "text.length", say("反馈内容最多 {most} 个字", most=LONGEST_TEXT))
            )
        return self._move(referral_id, Event.INTERIM_NOTE, {"text": words}, _When(at, late), problems)

    def outcome(
        self,
        referral_id: str,
        outcome: str,
        text: str = "",
        *,
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """Note how the illness went (list ``outcome``). Raises Rejected."""
        problems = self._coded("outcome", "病情转归", "outcome", outcome)
        details = {"outcome": outcome, "text": _line(text)}
        return self._move(referral_id, Event.OUTCOME, details, _When(at, late), problems)

    # ---- the return slip ------------------------------------------------------------------------------

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
        late: bool = False,
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
        place = self._place
        with place.unit() as work:
            return_id = place.db.new_id()
            number = serials.issue(
                place.db,
                prefix=place.own().slip_prefix or "Z",
                object_kind="referral_return",
                object_id=return_id,
                user_name=user.name,
            )
            rows.insert(place.db, "referral_return", {**completed, "slip_no": number}, record_id=return_id)
            details = {"return_id": return_id, "slip_no": number, "outcome": completed.get("outcome")}
            add_event(place, referral_id, Event.RETURNED, at=at, late=late, details=details)
            drafts.discard(place.db, draft_names.RETURN_SLIP, referral_id, user_name=user.name)
            patient_id = text_of(view.row, "patient_id")
            place.audit("create", "referral_return", return_id, patient_id, slip_no=number)
        kinds = Changes.of(work.changed | {"draft"})
        return Saved(return_id, kinds, tuple(warnings_of(problems)), number)

    # ---- the sender -----------------------------------------------------------------------------------

    def received_back(
        self,
        referral_id: str,
        due_on: str = "",
        doctor: str = "",
        *,
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """Take the patient back: the advice of the return slip becomes a plan for the two-week visit.

        Args:
            referral_id: which.
            due_on: day of the visit, if the doctor wants another than 14 days on, or the advice's days.
            doctor: who visits; the referring doctor if empty.
            at: when the patient came back, if it is entered later.
            late: entered after the fact.

        Returns:
            Saved with the id of the plan in ``id``.
        """
        self._place.need(*needed_for(Event.RECEIVED_BACK))
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, Event.RECEIVED_BACK)
        problems = moment(self._place, at) + self._day_problems(due_on)
        if problems:
            raise Rejected(problems)
        back = last_return(view)
        begin = stored_date(text_of(back, "back_date")) or self._place.today()
        due = stored_date(due_on) or max(due_day(begin, back.get("follow_up_days")), self._place.today())
        reason = say(
            "{name}回转后随访", name=text_of(back, "from_org_name") or text_of(view.row, "to_org_name")
        )
        with self._place.unit() as work:
            add_event(self._place, referral_id, Event.RECEIVED_BACK, at=at, late=late)
            plan_id = plan_visit(
                self._place, view.row, due=due, reason=str(reason), advice=advice_of(back), doctor=doctor
            )
            self._place.audit("received_back", "referral", referral_id, text_of(view.row, "patient_id"))
        return Saved(plan_id, Changes.of(work.changed))

    def _day_problems(self, due_on: str) -> list[Problem]:
        if not due_on:
            return []
        day = stored_date(due_on)
        if day is None:
            return [Problem("due_on", "due_on.shape", say("随访日期不是有效日期"))]
        if day < self._place.today():
            return [Problem("due_on", "due_on.past", say("随访日期在今天之前，请改为今天或以后"))]
        return []

    def offered_for_record(self, referral_id: str) -> tuple[dict[str, str], ...]:
        """Return the diagnoses of the return slips for the patient's list; each is accepted by hand."""
        self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        found: dict[str, dict[str, str]] = {}
        for back in view.returns:
            coded = json_codes(back["diagnosis_codes"]) or ({"code": "", "name": text_of(back, "diagnosis")},)
            for entry in coded:
                name = str(entry.get("name") or "")
                if name:
                    found[name] = {"name": name, "icd": str(entry.get("code") or "")}
        return tuple(found.values())

    def followed_up(
        self,
        referral_id: str,
        follow_up_id: str = "",
        *,
        note: str = "",
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """Note that the patient was visited after the referral. Raises Rejected."""
        details = {"follow_up_id": follow_up_id, "note": _line(note)}
        return self._move(referral_id, Event.FOLLOWED_UP, details, _When(at, late))

    def close(
        self,
        referral_id: str,
        reason: str = DONE,
        note: str = "",
        *,
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """End a referral with a coded reason; its open follow-up plan ends with it. Raises Rejected."""
        problems = self._coded("reason", "结案原因", "close", reason)
        if reason == "99" and not note.strip():
            problems.append(missing("note", "结案说明"))
        details = {"reason": reason, "note": _line(note)}
        return self._move(referral_id, Event.CLOSED, details, _When(at, late), problems)

    def cancel(
        self,
        referral_id: str,
        reason: str,
        note: str = "",
        *,
        at: datetime | None = None,
        late: bool = False,
    ) -> Saved:
        """Cancel a referral; one that was accepted ends only when the receiver confirms. Raises Rejected."""
        problems = self._coded("reason", "撤销原因", "cancel", reason)
        if reason == "99" and not note.strip():
            problems.append(missing("note", "撤销说明"))
        details = {"reason": reason, "note": _line(note)}
        return self._move(referral_id, Event.CANCELLED, details, _When(at, late), problems)

    def confirm_cancel(
        self, referral_id: str, *, note: str = "", at: datetime | None = None, late: bool = False
    ) -> Saved:
        """Agree to a cancellation after the acceptance. Raises Rejected."""
        return self._move(referral_id, Event.CANCEL_CONFIRMED, {"note": _line(note)}, _When(at, late))

    def resend(self, referral_id: str, *, note: str = "") -> Saved:
        """Send again after the patient did not come. Raises Rejected."""
        return self._move(referral_id, Event.SENT, {"note": _line(note)})

    def reviewed(self, referral_id: str, remark: str = "", *, ok: bool = True) -> Saved:
        """Review a slip; with consent one that was only written goes out, else it goes back with the remark.

        Raises:
            Rejected: not in place now, or sent back without a remark.
        """
        user = self._place.need(Permission.REFERRAL_REVIEW)
        if not ok and not remark.strip():
            raise Rejected([missing("remark", "退回意见")])
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, Event.REVIEWED)
        details = {"ok": "1" if ok else "0", "remark": _line(remark), "role": user.dept}
        with self._place.unit() as work:
            add_event(self._place, referral_id, Event.REVIEWED, details=details)
            if ok and view.status.phase is Phase.WRITTEN:
                add_event(self._place, referral_id, Event.SENT)
            self._place.audit("review", "referral", referral_id, text_of(view.row, "patient_id"), ok=ok)
        return Saved(referral_id, Changes.of(work.changed))

    def printed(self, referral_id: str, copies: int = 1, form: str = "out") -> Saved:
        """Note that the slip was printed, for both sides to see."""
        self._place.need(*needed_for(Event.PRINTED))
        referrals.load(self._place.reader, referral_id)
        with self._place.unit() as work:
            add_event(self._place, referral_id, Event.PRINTED, details={"form": form, "copies": copies})
        return Saved(referral_id, Changes.of(work.changed))

    # ---- inside ---------------------------------------------------------------------------------------

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
        when: _When = _When(),
        problems: Sequence[Problem] = (),
    ) -> Saved:
        """Check and add one event with what follows from it."""
        self._place.need(*needed_for(event))
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, event)
        wrong = [*problems, *moment(self._place, when.at)]
        if wrong:
            raise Rejected(wrong)
        with self._place.unit() as work:
            add_event(self._place, referral_id, event, at=when.at, late=when.late, details=details)
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
                due=due_day(self._place.today()),
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


_PERSON = ("patient_name", "patient_gender", "patient_age", "patient_phone", "patient_address")


def _line(text: str) -> str:
    """Return free words of a detail, at most 500 characters."""
    return clean_text(text).strip()[:500]
