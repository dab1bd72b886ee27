"""A visit by its form: what it begins with, what the norm says about it, and recording it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from clinic_app.domain.change import Value, canonical
from clinic_app.domain.clock import SHANGHAI
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.follow_up import answer_codes, answer_text, check_answers, without_skipped
from clinic_app.domain.follow_up_form import Form
from clinic_app.domain.follow_up_rules import (
    Evaluation,
    Refer,
)
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.referral_moves import Event
from clinic_app.domain.wording import say
from clinic_app.services import drafts as draft_names
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.directory import OrgChoice
from clinic_app.services.follow_up_forms import (
    form_names,
)
from clinic_app.services.follow_up_norm import (
    FollowUpAdvice,
    class_name,
    evaluation,
    filled,
    off_holidays,
    visits_in_person,
)
from clinic_app.services.follow_up_rows import (
    AFTER_REFERRAL,
    PlanRow,
    answers_of,
    plan_rows,
)
from clinic_app.services.form_library import get_form
from clinic_app.services.patient_cards import PatientRow, patient_rows
from clinic_app.services.referral_events import add_event, open_moves
from clinic_app.services.referral_follow_up import advice_of
from clinic_app.services.referral_rows import DONE, last_return
from clinic_app.services.workplace import Workplace
from clinic_app.store import drafts, follow_ups, patients, referrals, rows
from clinic_app.store.database import Row

DIED = "05"
"""Reason of the list ``close`` for a patient who died."""
_STANDING = ("height", "drugs")
"""Answers that usually stay as they were at the visit before; targets too."""


@attrs.frozen
class FollowUpStart:
    """What a follow-up form begins with.

    Attributes:
        values: answers by key of the form.
        form: its definition.
        patient: whose visit.
        plan: the plan it answers, if any.
        previous: answers of the visit before, for comparison.
        referral_text: advice of the upper hospital, where the visit follows a referral.
    """

    values: dict[str, Any]
    form: Form
    patient: PatientRow
    plan: PlanRow | None
    previous: dict[str, Any] | None
    referral_text: str


class FollowUpVisits:
    """Filling in and recording follow-ups."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def forms(self) -> tuple[OrgChoice, ...]:
        """Return the forms to choose from: ``code`` is the id, ``name`` what it is called."""
        return tuple(OrgChoice(form, name, get_form(form).title) for form, name in form_names().items())

    def form(self, form_id: str, edition: str = "") -> Form:
        """Return a form, the newest edition or a given one. Raises NotFound."""
        return get_form(form_id, edition)

    def start(self, plan_id: str = "", patient_id: str = "", form_id: str = "") -> FollowUpStart:
        """Return what a form begins with: for a plan, or for a patient and a form. Raises NotFound."""
        user = self._place.need(Permission.FOLLOW_UP_WRITE)
        reader = self._place.reader
        plan = rows.fetch(reader, "follow_up_plan", plan_id) if plan_id else None
        if plan is not None:
            patient_id = text_of(plan, "patient_id")
            form_id = form_id or text_of(plan, "form")
        form = get_form(form_id)
        person = rows.fetch(reader, "patient", patients.shown_id(reader, patient_id))
        before = follow_ups.latest(reader, person["id"], form_id)
        previous = self.flat_answers(before) if before else None
        values: dict[str, Any] = {"visited_on": self._place.today().isoformat(), "doctor": user.name}
        keys = {field.key for field in form.fields()}
        values |= {
            key: value
            for key, value in (previous or {}).items()
            if key in keys and (key in _STANDING or key.endswith("_target"))
        }
        return FollowUpStart(
            values=values,
            form=form,
            patient=patient_rows(self._place, [person])[0],
            plan=plan_rows(self._place, [plan], form_names())[0] if plan else None,
            previous=previous,
            referral_text=self._referral_text(text_of(plan, "referral_id") if plan else ""),
        )

    def _referral_text(self, referral_id: str) -> str:
        if not referral_id or rows.find(self._place.reader, "referral", referral_id) is None:
            return ""
        view = referrals.load(self._place.reader, referral_id)
        back = last_return(view)
        if not back:
            return advice_of(view.row)
        diagnosis = say("诊断：{text}", text=text_of(back, "diagnosis"))
        return "\n".join(part for part in (str(diagnosis), advice_of(back)) if part)

    def flat_answers(self, record: Row) -> dict[str, Any]:
        """Return a stored follow-up as answers by key, those that the record itself holds included."""
        answers = answers_of(record)
        form = get_form(text_of(record, "form"), text_of(record, "edition"))
        answers |= {key: record[column] for key, column in form.columns.items() if record[column]}
        return answers

    def evaluate(
        self, form_id: str, answers: Mapping[str, Any], patient_id: str, visited_on: str = ""
    ) -> FollowUpAdvice:
        """Return what the norm says about a visit as filled in so far; nothing is saved."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        form = get_form(form_id)
        answered = filled(form, answers)
        found = evaluation(self._place, form, answered, patient_id, visited_on)
        begin = stored_date(visited_on or answer_text(answered, "visited_on")) or self._place.today()
        proposed = off_holidays(self._place, found.next_date, begin)
        person = patients.shown_id(self._place.reader, patient_id)
        in_person, wanted = visits_in_person(self._place, form, answered, person, begin)
        return FollowUpAdvice(
            result_class=found.class_,
            class_text=class_name(form, found.class_),
            next_on=proposed.isoformat() if proposed else "",
            refer=found.refer.value,
            reasons=tuple(str(reason) for reason in found.reasons),
            indication=found.indication,
            problems=tuple(check_answers(form, answered)),
            in_person=in_person,
            in_person_wanted=wanted,
        )

    # ---- recording ------------------------------------------------------------------------------------

    def check(self, values: Mapping[str, Any], form_id: str, patient_id: str = "") -> list[Problem]:
        """Return all that is wrong with a filled-in form, in its order.

        Args:
            values: answers by key of the form (``visited_on``, ``way``, ``sbp`` …) and ``note``.
            form_id: which form.
            patient_id: whose visit, if known.
        """
        form = get_form(form_id)
        answers = {key: value for key, value in values.items() if key != "note"}
        problems = check_answers(form, filled(form, answers))
        day = stored_date(answer_text(answers, "visited_on"))
        following = stored_date(answer_text(answers, "next_on"))
        today = self._place.today()
        if day and day > today:
            problems.append(Problem("visited_on", "visited_on.future", say("随访日期在今天之后，请核对")))
        if day and following and following <= day:
            problems.append(Problem("next_on", "next_on.early", say("下次随访日期应在本次之后，请核对")))
        person = rows.find(self._place.reader, "patient", patient_id) if patient_id else None
        birth = stored_date(text_of(person or {}, "birth_date"))
        if day and birth and day < birth:
            problems.append(Problem("visited_on", "visited_on.early", say("随访日期早于出生日期，请核对")))
        return problems

    def record(
        self,
        values: Mapping[str, Any],
        form_id: str,
        patient_id: str,
        plan_id: str = "",
        referral_id: str = "",
        supersedes: str = "",
        *,
        late: bool = False,
        plan_next: bool = True,
    ) -> Saved:
        """Record a visit: closes its plan, plans the next one, and moves its referral on.

        Args:
            values: answers by key of the form, and ``note``.
            form_id: which form.
            patient_id: whose visit.
            plan_id: the plan it answers, if any.
            referral_id: the referral it follows, if any; that of the plan if empty.
            supersedes: the record that this one corrects, if any.
            late: entered after the fact (补录).
            plan_next: plan the next visit when the form has a day for it.

        Returns:
            Saved; a warning with code ``refer.advise`` or ``refer.emergency`` asks for a referral.

        Raises:
            Rejected: with all that is wrong; nothing was saved.
            NotFound: patient, plan or form is not here.
        """
        user = self._place.need(Permission.FOLLOW_UP_WRITE)
        reader = self._place.reader
        form = get_form(form_id)
        problems = self.check(values, form_id, patient_id)
        if errors := errors_of(problems):
            raise Rejected(errors)
        plan = rows.fetch(reader, "follow_up_plan", plan_id) if plan_id else None
        referral_id = referral_id or (text_of(plan, "referral_id") if plan else "")
        person = patients.shown_id(reader, patient_id)
        answers = without_skipped(
            form, filled(form, {key: value for key, value in values.items() if key != "note"})
        )
        found = evaluation(self._place, form, answers, person, "")
        row = self._record_row(form, answers, text_of(values, "note"), found)
        row |= {
            "patient_id": person,
            "plan_id": plan_id,
            "referral_id": referral_id,
            "supersedes": supersedes,
            "late": int(late),
        }
        with self._place.unit() as work:
            record_id = rows.insert(self._place.db, "follow_up", row)
            if plan is not None:
                self._finish(plan, str(row["visited_on"]))
            if plan_next and row["next_on"] and not supersedes:
                self._plan_next(row)
            if referral_id and not supersedes:
                self._move_referral(referral_id, record_id, row, answers, late=late)
            for key in {plan_id, patient_id, person} - {""}:
                drafts.discard(self._place.db, draft_names.FOLLOW_UP, key, user_name=user.name)
            self._place.audit("create", "follow_up", record_id, person, form=form_id)
        warnings = warnings_of(problems) + _refer_warning(found)
        return Saved(record_id, Changes.of(work.changed | {"draft"}), tuple(warnings))

    def _record_row(
        self, form: Form, answers: Mapping[str, Any], note: str, found: Evaluation
    ) -> dict[str, Value]:
        """Return the record's own fields; the class is the doctor's, or the norm's where none was chosen."""
        columns = form.columns
        row: dict[str, Value] = {column: answer_text(answers, key) for key, column in columns.items()}
        if not row.get("result_class"):
            row["result_class"] = found.class_
        row["doctor"] = clean_name(str(row.get("doctor") or ""))
        rest = {key: value for key, value in answers.items() if key not in columns}
        return {
            "next_on": "",
            **row,
            "form": form.id,
            "edition": form.edition,
            "answers": canonical(_cleaned(rest)),
            "note": clean_text(note).strip(),
        }

    def _finish(self, plan: Row, visited_on: str) -> None:
        if plan["_owner"] == self._place.org_id and not text_of(plan, "closed_on"):
            values = {"closed_reason": "done", "closed_on": visited_on}
            rows.update(self._place.db, "follow_up_plan", plan["id"], values)

    def _plan_next(self, row: Mapping[str, Any]) -> None:
        """Plan the visit that the form agreed on, unless one by the same form is planned sooner."""
        for plan in follow_ups.open_plans(self._place.db, str(row["patient_id"])):
            same = plan["form"] == row["form"] and plan["_owner"] == self._place.org_id
            if same and text_of(plan, "referral_id") == row["referral_id"]:
                rows.update(self._place.db, "follow_up_plan", plan["id"], {"due_on": row["next_on"]})
                return
        rows.insert(
            self._place.db,
            "follow_up_plan",
            {
                "patient_id": row["patient_id"],
                "referral_id": row["referral_id"],
                "form": row["form"],
                "due_on": row["next_on"],
                "reason": str(say("{day} 随访时约定", day=row["visited_on"])),
                "doctor": row["doctor"],
            },
        )

    def _move_referral(
        self,
        referral_id: str,
        record_id: str,
        row: Mapping[str, Any],
        answers: Mapping[str, Any],
        *,
        late: bool,
    ) -> None:
        """Tell the referral that the patient was visited, and end it when the doctor says so."""
        if rows.find(self._place.db, "referral", referral_id) is None:
            return
        at = _noon(str(row["visited_on"])) if late else None
        for event, details in (
            (Event.RECEIVED_BACK, {}),
            (Event.FOLLOWED_UP, {"follow_up_id": record_id}),
            (Event.CLOSED, {"reason": DIED if _died(answers) else DONE}),
        ):
            view = referrals.load(self._place.db, referral_id)
            if event not in open_moves(self._place, view):
                continue
            if event is Event.CLOSED and not self._ends(row, answers, view.status.phase.value):
                continue
            add_event(self._place, referral_id, event, at=at, details=details)

    def _ends(self, row: Mapping[str, Any], answers: Mapping[str, Any], phase: str) -> bool:
        if phase != "followed_up":
            return False
        if row["form"] != AFTER_REFERRAL:
            return not row["next_on"]
        return _died(answers) or bool({"1", "3"} & set(answer_codes(answers, "plan")))


def _refer_warning(found: Evaluation) -> list[Problem]:
    if found.refer is Refer.NONE:
        return []
    why = "；".join(str(reason) for reason in found.reasons)
    if found.refer is Refer.EMERGENCY:
        words = say("需要处理后紧急转诊：{why}", why=why)
    else:
        words = say("建议转诊：{why}", why=why)
    return [Problem("", f"refer.{found.refer.value}", words, warning=True)]


def _died(answers: Mapping[str, Any]) -> bool:
    return answer_text(answers, "outcome") == "5"


def _noon(day: str) -> datetime:
    found = stored_date(day) or date(1970, 1, 1)
    return datetime(found.year, found.month, found.day, 12, tzinfo=SHANGHAI)


def _cleaned(value: Any) -> Any:
    """Return answers with their texts in normal form."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {str(key): _cleaned(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_cleaned(one) for one in value]
    return None if value is None else clean_text(str(value))
