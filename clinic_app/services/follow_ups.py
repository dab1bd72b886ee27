"""Follow-ups: what falls due, planning and moving visits, and recording one by its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import attrs

from clinic_app.domain.calendar import age_in_years
from clinic_app.domain.catalogue import FOLLOW_UP_PLAN
from clinic_app.domain.change import Value, canonical
from clinic_app.domain.clock import SHANGHAI
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import check_fields, missing, stored_date, text_of
from clinic_app.domain.follow_up import answer_codes, answer_text, check_answers, computed, without_skipped
from clinic_app.domain.follow_up_form import Form
from clinic_app.domain.follow_up_rules import (
    Evaluation,
    Refer,
    evaluate,
    face_to_face_left,
    keep_pace,
)
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.referral_moves import Event
from clinic_app.domain.wording import say
from clinic_app.services import drafts as draft_names
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.directory import OrgChoice
from clinic_app.services.follow_up_forms import (
    THRESHOLDS_SETTING,
    form_names,
    thresholds_of,
)
from clinic_app.services.follow_up_rows import (
    AFTER_REFERRAL,
    FollowUpRow,
    PlanRow,
    answers_of,
    follow_up_rows,
    plan_rows,
)
from clinic_app.services.form_library import get_form
from clinic_app.services.patient_cards import PatientRow, patient_rows
from clinic_app.services.referral_checks import clean_form
from clinic_app.services.referral_events import add_event, open_moves
from clinic_app.services.referral_follow_up import advice_of
from clinic_app.services.referral_rows import DONE, last_return
from clinic_app.services.workplace import Workplace
from clinic_app.store import drafts, follow_ups, patients, referrals, rows
from clinic_app.store.database import Row

SOON_DAYS = 7
DIED = "05"
"""Reason of the list ``close`` for a patient who died."""
_STANDING = ("height", "drugs")
"""Answers that usually stay as they were at the visit before; targets too."""


@attrs.frozen
class DueCounts:
    """How many plans are overdue, due today, and due within the next week."""

    overdue: int
    today: int
    soon: int


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


@attrs.frozen
class FollowUpAdvice:
    """What the norm says about a visit; the doctor decides.

    Attributes:
        result_class, class_text: proposed class, as a code and in words.
        next_on: proposed day of the next visit, ``2026-12-06``; empty when none is needed.
        refer: ``none``, ``advise`` or ``emergency``.
        reasons: why, most urgent first.
        indication: code of the reason for a referral, or empty.
        problems: what is wrong with the answers so far.
    """

    result_class: str
    class_text: str
    next_on: str
    refer: str
    reasons: tuple[str, ...]
    indication: str
    problems: tuple[Problem, ...]


class FollowUps:
    """Plans and follow-ups of this institution's patients."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- what falls due -------------------------------------------------------------------------------

    def due(
        self,
        until: date | None = None,
        village: str = "",
        doctor: str = "",
        after: Any = None,
        limit: int = 50,
    ) -> Page[PlanRow]:
        """Return open plans due up to a day (today if None), the longest overdue first."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        found = follow_ups.due(
            self._place.reader,
            until=(until or self._place.today()).isoformat(),
            org=self._place.org_id,
            doctor=doctor,
            village=village,
            after=after,
            limit=limit,
        )
        return Page(plan_rows(self._place, found.rows, form_names()), found.after)

    def counts(self) -> DueCounts:
        """Return how much is due."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        today = self._place.today()
        found = follow_ups.due_counts(
            self._place.reader,
            today=today.isoformat(),
            until=(today + timedelta(days=SOON_DAYS)).isoformat(),
            org=self._place.org_id,
        )
        return DueCounts(**found)

    def plans_of(self, patient_id: str) -> tuple[PlanRow, ...]:
        """Return a person's plans, open and closed, the latest due first."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        return plan_rows(self._place, follow_ups.plans(self._place.reader, patient_id), form_names())

    # ---- planning -------------------------------------------------------------------------------------

    def plan(self, patient_id: str, values: Mapping[str, Any]) -> Saved:
        """Plan a visit: ``form``, ``due_on``, and as known reason, advice, doctor, referral_id.

        Raises:
            Rejected: with all that is wrong.
            NotFound: there is no such patient.
        """
        user = self._place.need(Permission.FOLLOW_UP_WRITE)
        person = patients.shown_id(self._place.reader, patient_id)
        rows.fetch(self._place.reader, "patient", person)
        cleaned = clean_form(FOLLOW_UP_PLAN, values) | {"patient_id": person}
        if not text_of(cleaned, "doctor"):
            cleaned["doctor"] = user.name
        self._check_plan(cleaned, new=True)
        with self._place.unit() as work:
            plan_id = rows.insert(self._place.db, "follow_up_plan", cleaned)
            self._place.audit("create", "follow_up_plan", plan_id, person)
        return Saved(plan_id, Changes.of(work.changed))

    def change_plan(self, plan_id: str, values: Mapping[str, Any]) -> Saved:
        """Change a plan's form, day, reason, advice or doctor. Raises Rejected, NotAllowed, NotFound."""
        self._place.need(Permission.FOLLOW_UP_WRITE)
        plan = self._own_open_plan(plan_id)
        cleaned = clean_form(FOLLOW_UP_PLAN, values)
        allowed = ("form", "due_on", "reason", "advice", "doctor")
        changes = {name: cleaned[name] for name in allowed if name in cleaned}
        moved = "due_on" in changes and changes["due_on"] != plan["due_on"]
        self._check_plan({**rows.fields_of("follow_up_plan", plan), **changes}, new=moved)
        with self._place.unit() as work:
            rows.update(self._place.db, "follow_up_plan", plan_id, changes)
            patient_id = text_of(plan, "patient_id")
            self._place.audit("edit", "follow_up_plan", plan_id, patient_id, fields=sorted(changes))
        return Saved(plan_id, Changes.of(work.changed))

    def move(self, plan_id: str, due_on: str, reason: str) -> Saved:
        """Put a visit off or forward, with the reason. Raises Rejected, NotAllowed, NotFound."""
        if not reason.strip():
            raise Rejected([missing("reason", "改期原因")])
        self._place.need(Permission.FOLLOW_UP_WRITE)
        plan = self._own_open_plan(plan_id)
        earlier = text_of(plan, "reason")
        moved = say("{day} 改期：{reason}", day=text_of(plan, "due_on"), reason=clean_text(reason).strip())
        return self.change_plan(
            plan_id, {"due_on": due_on, "reason": "；".join(filter(None, (earlier, str(moved))))[-200:]}
        )

    def close_plan(self, plan_id: str, reason: str, note: str = "", on: date | None = None) -> Saved:
        """End a plan with a reason of the list ``follow_up_closed``. Raises Rejected, NotAllowed, NotFound."""
        self._place.need(Permission.FOLLOW_UP_WRITE)
        plan = self._own_open_plan(plan_id)
        problems: list[Problem] = []
        if reason not in self._place.tables.get("follow_up_closed"):
            problems.append(missing("reason", "终止原因"))
        if reason == "other" and not note.strip():
            problems.append(missing("note", "终止说明"))
        day = on or self._place.today()
        if day > self._place.today():
            problems.append(Problem("on", "closed_on.future", say("终止日期在今天之后，请核对")))
        if problems:
            raise Rejected(problems)
        with self._place.unit() as work:
            values: dict[str, Value] = {
                "closed_reason": reason,
                "closed_on": day.isoformat(),
                "closed_note": clean_text(note).strip()[:200],
            }
            rows.update(self._place.db, "follow_up_plan", plan_id, values)
            self._place.audit("close", "follow_up_plan", plan_id, text_of(plan, "patient_id"))
        warnings: tuple[Problem, ...] = ()
        if reason in ("dead", "moved"):
            words = say("请在患者资料里把建档状态也改一下，其他随访计划才不会再催")
            warnings = (Problem("", "plan.close_archive", words, warning=True),)
        return Saved(plan_id, Changes.of(work.changed), warnings)

    def _own_open_plan(self, plan_id: str) -> Row:
        plan = rows.fetch(self._place.reader, "follow_up_plan", plan_id)
        if plan["_owner"] != self._place.org_id:
            raise NotAllowed(say("这是别的机构的随访计划，这里不能改动。"))
        if text_of(plan, "closed_on"):
            raise Rejected([Problem("", "plan.closed", say("这个随访计划已经结束，不用再改"))])
        return plan

    def _check_plan(self, values: Mapping[str, Any], *, new: bool) -> None:
        problems: list[Problem] = []
        if text_of(values, "form") not in form_names():
            problems.append(missing("form", "随访表"))
        day = stored_date(text_of(values, "due_on"))
        if not text_of(values, "due_on"):
            problems.append(missing("due_on", "应随访日期"))
        elif day and new and day < self._place.today():
            problems.append(
                Problem("due_on", "due_on.past", say("应随访日期在今天之前；已做的随访请直接登记（补录）"))
            )
        problems += check_fields(FOLLOW_UP_PLAN, values, self._place.code_lists())
        if errors := errors_of(problems):
            raise Rejected(errors)

    # ---- the form -------------------------------------------------------------------------------------

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
        previous = self._flat(before) if before else None
        values: dict[str, Any] = {"visited_on": self._place.today().isoformat(), "doctor": user.name}
        keys = {field.key for field in form.fields()}
        for key, value in (previous or {}).items():
            if key in keys and (key in _STANDING or key.endswith("_target")):
                values[key] = value
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

    def _flat(self, record: Row) -> dict[str, Any]:
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
        filled = self._filled(form, answers)
        found = self._evaluation(form, filled, patient_id, visited_on)
        proposed = self._workday(found.next_date, filled, visited_on)
        return FollowUpAdvice(
            result_class=found.class_,
            class_text=_class_name(form, found.class_),
            next_on=proposed.isoformat() if proposed else "",
            refer=found.refer.value,
            reasons=tuple(str(reason) for reason in found.reasons),
            indication=found.indication,
            problems=tuple(check_answers(form, filled)),
        )

    def _filled(self, form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return answers with computed ones where nothing was typed over them."""
        found = {key: value for key, value in answers.items() if value not in (None, "")}
        return {**computed(form, found), **found}

    def _evaluation(
        self, form: Form, answers: Mapping[str, Any], patient_id: str, visited_on: str
    ) -> Evaluation:
        reader = self._place.reader
        day = stored_date(visited_on or answer_text(answers, "visited_on")) or self._place.today()
        person = rows.fetch(reader, "patient", patients.shown_id(reader, patient_id))
        birth = stored_date(text_of(person, "birth_date"))
        earlier = [
            one
            for one in follow_ups.records(reader, person["id"], form=form.id)
            if text_of(one, "visited_on") < day.isoformat()
        ]
        found = evaluate(
            form,
            answers,
            age=age_in_years(birth, day) if birth and birth <= day else None,
            previous_class=text_of(earlier[0], "result_class") if earlier else "",
            visit_date=day,
            thresholds=thresholds_of(self._place.setting(THRESHOLDS_SETTING)),
            conditions=self._conditions(person["id"]),
        )
        if form.face_to_face_per_year and found.next_date:
            visits = [(date.fromisoformat(one["visited_on"]), text_of(one, "way")) for one in earlier]
            visits.append((day, answer_text(answers, "way")))
            left = face_to_face_left(visits, day.year, form.face_to_face_per_year)
            return attrs.evolve(found, next_date=keep_pace(found.next_date, day, left))
        return found

    def _conditions(self, patient_id: str) -> frozenset[str]:
        """Return the diseases of the record that change targets."""
        found: set[str] = set()
        for problem in patients.elements(self._place.reader, patient_id)["problems"]:
            words = f"{text_of(problem, 'name')} {text_of(problem, 'icd')}"
            if text_of(problem, "category") == "3" or "糖尿病" in words:
                found.add("diabetes")
            if "慢性肾" in words or "N18" in words:
                found.add("ckd")
        return frozenset(found)

    def _workday(self, day: date | None, answers: Mapping[str, Any], visited_on: str) -> date | None:
        """Return a proposed day moved off holidays: earlier, because the norm's intervals are limits."""
        if day is None:
            return None
        begin = stored_date(visited_on or answer_text(answers, "visited_on")) or self._place.today()
        earlier = day
        while not self._place.holidays.is_workday(earlier) and earlier > begin + timedelta(days=1):
            earlier -= timedelta(days=1)
        return earlier if self._place.holidays.is_workday(earlier) else self._place.holidays.next_workday(day)

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
        problems = check_answers(form, self._filled(form, answers))
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
            form, self._filled(form, {key: value for key, value in values.items() if key != "note"})
        )
        found = self._evaluation(form, answers, person, "")
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
            add_event(self._place, referral_id, event, at=at, late=late, details=details)

    def _ends(self, row: Mapping[str, Any], answers: Mapping[str, Any], phase: str) -> bool:
        if phase != "followed_up":
            return False
        if row["form"] != AFTER_REFERRAL:
            return not row["next_on"]
        return _died(answers) or bool({"1", "3"} & set(answer_codes(answers, "plan")))

    # ---- what was done --------------------------------------------------------------------------------

    def history(self, patient_id: str, form: str = "") -> tuple[FollowUpRow, ...]:
        """Return a person's follow-ups, the latest visit first; corrected ones are marked."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        found = follow_ups.records(self._place.reader, patient_id, form=form, corrected=True)
        superseded = frozenset(str(row["supersedes"]) for row in found if row["supersedes"])
        return follow_up_rows(self._place, found, form_names(), superseded)

    def get(self, follow_up_id: str) -> FollowUpRow:
        """Return one follow-up; its ``answers`` hold all keys of the form. Raises NotFound."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        record = rows.fetch(self._place.reader, "follow_up", follow_up_id)
        later = self._place.reader.execute(
            "SELECT 1 FROM follow_up WHERE supersedes = ? AND _void = 0", (follow_up_id,)
        )
        marked = frozenset({follow_up_id}) if later else frozenset()
        self._place.audit("view", "follow_up", follow_up_id, text_of(record, "patient_id"))
        line = follow_up_rows(self._place, [record], form_names(), marked)[0]
        return attrs.evolve(line, answers=self._flat(record))


def _class_name(form: Form, code: str) -> str:
    for field in form.fields():
        if field.column == "result_class" and code:
            return field.name_of(code)
    return code


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
