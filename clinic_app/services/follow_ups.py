"""Follow-ups: what falls due, planning and moving visits, and recording one by its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from clinic_app.domain.catalogue import FOLLOW_UP_PLAN
from clinic_app.domain.change import Value
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import check_fields, missing, stored_date, text_of
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.follow_up_forms import form_names
from clinic_app.services.follow_up_rows import (
    DUE_NOW,
    DueChoice,
    FollowUpRow,
    PlanRow,
    due_plans,
    follow_up_rows,
    plan_rows,
)
from clinic_app.services.follow_up_visits import FollowUpVisits
from clinic_app.services.referral_checks import clean_form
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups, patients, rows
from clinic_app.store.database import Row

SOON_DAYS = 7


@attrs.frozen
class DueCounts:
    """How many plans are overdue, due today, and due within the next week."""

    overdue: int
    today: int
    soon: int


def due_counts(place: Workplace) -> DueCounts:
    """Return how much is due at this institution."""
    today = place.today()
    found = follow_ups.due_counts(
        place.reader,
        today=today.isoformat(),
        until=(today + timedelta(days=SOON_DAYS)).isoformat(),
        org=place.org_id,
    )
    return DueCounts(**found)


class FollowUps(FollowUpVisits):
    """Plans and follow-ups of this institution's patients."""

    # ---- what falls due -------------------------------------------------------------------------------

    def due(self, choice: DueChoice = DUE_NOW, after: Any = None, limit: int = 50) -> Page[PlanRow]:
        """Return open plans that fall due, the longest overdue first."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        found = due_plans(self._place, choice, after=after, limit=limit)
        return Page(plan_rows(self._place, found.rows, form_names()), found.after)

    def doctors(self) -> list[str]:
        """Return the doctors who have visits to make, those with most first."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        return follow_ups.doctors(self._place.reader, self._place.org_id)

    def counts(self) -> DueCounts:
        """Return how much is due."""
        self._place.need(Permission.FOLLOW_UP_VIEW)
        return due_counts(self._place)

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
        warnings: tuple[Problem, ...] = ()
        if follow_ups.handed_over(self._place.reader, [plan_id]):
            words = say("患者已移交给别的机构，这个计划不会列入到期随访，请联系对方安排")
            warnings = (Problem("", "plan.handed_over", words, warning=True),)
        return Saved(plan_id, Changes.of(work.changed), warnings)

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
        """End a plan with a reason of the list ``follow_up_closed``.

        Raises:
            Rejected: no such reason, a day to come, or closed already.
            NotAllowed: it belongs to another institution.
        """
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
        return attrs.evolve(line, answers=self.flat_answers(record))
