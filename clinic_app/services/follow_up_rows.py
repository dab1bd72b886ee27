"""Follow-up plans and follow-ups as lines of lists."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from clinic_app.domain.calendar import age_text, friendly_date
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.wording import joined, say
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups, rows
from clinic_app.store.database import Row
from clinic_app.store.follow_ups import PlanPage

AFTER_REFERRAL = "after_referral"
"""The form 转诊后随访, by which the two-week visit after a referral is recorded."""


@attrs.frozen
class DueChoice:
    """Which of the visits that fall due are meant.

    Attributes:
        until: last day; None is today.
        village: only of this village, if not empty.
        doctor: only of this doctor, if not empty.
        since: leaves out those that were due before it: with the same day twice, the visits of one day.
    """

    until: date | None = None
    village: str = ""
    doctor: str = ""
    since: date | None = None


DUE_NOW = DueChoice()
"""Everybody who is due today or overdue."""


@attrs.frozen
class PlanRow:
    """A line of the due list.

    Attributes:
        id, patient_id, form, due_on, reason, advice, doctor, referral_id: of the plan.
        patient_name, gender_text, age, phone, village, address: of the patient.
        form_name: what the form is called.
        due_text: the day in words: 今天, 11-20（周五）.
        overdue_days: days past due; 0 when not.
        closed, closed_text: whether it is closed, and why.
        meaning: ``urgent`` (overdue), ``due`` (today), ``waiting``, ``done``, or ``unknown`` (handed over).
        handed_over: the patient was handed over to another institution; the plan is to be ended.
    """

    id: str
    patient_id: str
    patient_name: str
    gender_text: str
    age: str
    phone: str
    village: str
    address: str
    form: str
    form_name: str
    due_on: str
    due_text: str
    overdue_days: int
    reason: str
    advice: str
    doctor: str
    referral_id: str
    closed: bool
    closed_text: str
    meaning: str
    handed_over: bool = False


@attrs.frozen
class FollowUpRow:
    """A follow-up that was done, as a line.

    Attributes:
        id, form, visited_on, doctor, result_class, next_on, note, referral_id, plan_id: of the record.
        form_name, way_text, class_text: in words.
        summary: one short line on the outcome.
        corrected: a later record replaces it.
        late: entered after the fact (补录).
        answers: what was filled in, by field of the form.
        by_org: managing institution.
        patient_id: whose follow-up.
    """

    id: str
    form: str
    form_name: str
    edition: str
    visited_on: str
    way_text: str
    doctor: str
    result_class: str
    class_text: str
    next_on: str
    note: str
    summary: str
    corrected: bool
    late: bool
    referral_id: str
    plan_id: str
    answers: dict[str, Any]
    by_org: str
    patient_id: str = ""


def due_plans(place: Workplace, choice: DueChoice, *, after: Any = None, limit: int) -> PlanPage:
    """Return the chosen open plans of this institution, the longest overdue first."""
    return follow_ups.due(
        place.reader,
        until=(choice.until or place.today()).isoformat(),
        since=choice.since.isoformat() if choice.since else "",
        org=place.org_id,
        doctor=choice.doctor,
        village=choice.village,
        after=after,
        limit=limit,
    )


def plan_rows(place: Workplace, plans: Sequence[Row], form_names: Mapping[str, str]) -> tuple[PlanRow, ...]:
    """Return plans as lines; rows without their patient's columns are completed."""
    people = rows.fetch_many(place.reader, "patient", (text_of(plan, "patient_id") for plan in plans))
    today = place.today()
    gone = follow_ups.handed_over(place.reader, [plan["id"] for plan in plans])
    made = (_plan_row(place, plan, people.get(plan["patient_id"]) or {}, today, form_names) for plan in plans)
    return tuple(_as_handed_over(one) if one.id in gone and not one.closed else one for one in made)


def _as_handed_over(row: PlanRow) -> PlanRow:
    """Return a plan whose patient another institution cares for now: it is no longer due here."""
    words = str(say("患者已移交"))
    return attrs.evolve(row, due_text=words, overdue_days=0, meaning="unknown", handed_over=True)


def _plan_row(
    place: Workplace, plan: Row, patient: Mapping[str, Any], today: date, names: Mapping[str, str]
) -> PlanRow:
    due, birth = stored_date(text_of(plan, "due_on")), stored_date(text_of(patient, "birth_date"))
    closed = bool(text_of(plan, "closed_on"))
    late = (today - due).days if due and not closed else 0
    form = text_of(plan, "form")
    return PlanRow(
        id=plan["id"],
        patient_id=text_of(plan, "patient_id"),
        patient_name=text_of(patient, "name"),
        gender_text=place.name_of("gender", patient.get("gender")),
        age=age_text(birth, today) if birth else "",
        phone=text_of(patient, "phone") or text_of(patient, "contact_phone"),
        village=text_of(patient, "village"),
        address=text_of(patient, "address"),
        form=form,
        form_name=names.get(form, form),
        due_on=text_of(plan, "due_on"),
        due_text=friendly_date(due, today) if due else "",
        overdue_days=max(0, late),
        reason=text_of(plan, "reason"),
        advice=text_of(plan, "advice"),
        doctor=text_of(plan, "doctor"),
        referral_id=text_of(plan, "referral_id"),
        closed=closed,
        closed_text=place.name_of("follow_up_closed", plan["closed_reason"]) if closed else "",
        meaning="done" if closed else "urgent" if late > 0 else "due" if late == 0 else "waiting",
    )


def follow_up_rows(
    place: Workplace,
    found: Sequence[Row],
    form_names: Mapping[str, str],
    superseded: frozenset[str] = frozenset(),
) -> tuple[FollowUpRow, ...]:
    """Return follow-ups as lines."""
    return tuple(_follow_up_row(place, row, form_names, row["id"] in superseded) for row in found)


def _follow_up_row(place: Workplace, row: Row, names: Mapping[str, str], corrected: bool) -> FollowUpRow:
    form, result = text_of(row, "form"), text_of(row, "result_class")
    way = place.name_of("follow_up_way", row["way"])
    following = stored_date(text_of(row, "next_on"))
    next_text = str(say("下次 {day}", day=friendly_date(following, place.today()))) if following else ""
    return FollowUpRow(
        id=row["id"],
        form=form,
        form_name=names.get(form, form),
        edition=text_of(row, "edition"),
        visited_on=text_of(row, "visited_on"),
        way_text=way,
        doctor=text_of(row, "doctor"),
        result_class=result,
        class_text=class_text(result),
        next_on=text_of(row, "next_on"),
        note=text_of(row, "note"),
        summary=joined((class_text(result), way, next_text), " · "),
        corrected=corrected,
        late=bool(row["late"]),
        referral_id=text_of(row, "referral_id"),
        plan_id=text_of(row, "plan_id"),
        answers=answers_of(row),
        by_org=text_of(row, "_owner"),
        patient_id=text_of(row, "patient_id"),
    )


def answers_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was filled in; a damaged text gives nothing rather than stop a list."""
    try:
        found = json.loads(row["answers"] or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


_CLASSES = {
    "1": say("控制满意"),
    "2": say("控制不满意"),
    "3": say("不良反应"),
    "4": say("并发症"),
}


def class_text(result_class: str) -> str:
    """Return the class of a follow-up in words (随访分类 of the norm); another word stays as it is."""
    return str(_CLASSES[result_class]) if result_class in _CLASSES else result_class
