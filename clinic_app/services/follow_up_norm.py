"""What the norm says about a visit of a patient whose record is here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from clinic_app.domain.calendar import age_in_years
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.follow_up import answer_text, computed
from clinic_app.domain.follow_up_form import Form
from clinic_app.domain.follow_up_rules import (
    Evaluation,
    evaluate,
    face_to_face_left,
    keep_pace,
)
from clinic_app.domain.problems import Problem
from clinic_app.services.follow_up_forms import (
    THRESHOLDS_SETTING,
    thresholds_of,
)
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups, patients, rows


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
        in_person: visits in person this year by this form, the present one included.
        in_person_wanted: how many the norm asks for in this year; 0 when it asks for none.
    """

    result_class: str
    class_text: str
    next_on: str
    refer: str
    reasons: tuple[str, ...]
    indication: str
    problems: tuple[Problem, ...]
    in_person: int = 0
    in_person_wanted: int = 0


def filled(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers with computed ones where nothing was typed over them."""
    found = {key: value for key, value in answers.items() if value not in (None, "")}
    return {**computed(form, found), **found}


def evaluation(
    place: Workplace, form: Form, answers: Mapping[str, Any], patient_id: str, visited_on: str
) -> Evaluation:
    """Return what the norm says about a visit, from its answers and what the record knows."""
    reader = place.reader
    day = stored_date(visited_on or answer_text(answers, "visited_on")) or place.today()
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
        thresholds=thresholds_of(place.setting(THRESHOLDS_SETTING)),
        conditions=conditions_of(place, person["id"]),
    )
    done, wanted = visits_in_person(place, form, answers, person["id"], day)
    if wanted and found.next_date:
        return attrs.evolve(found, next_date=keep_pace(found.next_date, day, max(wanted - done, 0)))
    return found


def visits_in_person(
    place: Workplace, form: Form, answers: Mapping[str, Any], patient_id: str, day: date
) -> tuple[int, int]:
    """Return how many visits in person this year has with the one on ``day``, and how many are wanted."""
    if not form.face_to_face_per_year:
        return 0, 0
    found = follow_ups.records(place.reader, patient_id, form=form.id)
    earlier = [(stored_date(text_of(one, "visited_on")), text_of(one, "way")) for one in found]
    known = [(on, way) for on, way in earlier if on and on < day] + [(day, answer_text(answers, "way"))]
    wanted = _visits_wanted(form.face_to_face_per_year, min(on for on, _ in known), day.year)
    return wanted - face_to_face_left(known, day.year, wanted), wanted


def _visits_wanted(per_year: int, first: date, year: int) -> int:
    """Return how many visits in person a year asks for; of somebody new only the share of what is left."""
    if first.year < year:
        return per_year
    rest = (date(year, 12, 31) - first).days
    return -(-per_year * rest // 365)


def conditions_of(place: Workplace, patient_id: str) -> frozenset[str]:
    """Return the diseases of the record that change targets."""
    found: set[str] = set()
    for problem in patients.elements(place.reader, patient_id)["problems"]:
        words = f"{text_of(problem, 'name')} {text_of(problem, 'icd')}"
        if text_of(problem, "category") == "3" or "糖尿病" in words:
            found.add("diabetes")
        if "慢性肾" in words or "N18" in words:
            found.add("ckd")
    return frozenset(found)


def off_holidays(place: Workplace, day: date | None, begin: date) -> date | None:
    """Return a proposed day moved off holidays: earlier, because the norm's intervals are limits."""
    if day is None:
        return None
    earlier = day
    while not place.holidays.is_workday(earlier) and earlier > begin + timedelta(days=1):
        earlier -= timedelta(days=1)
    return earlier if place.holidays.is_workday(earlier) else place.holidays.next_workday(day)


def class_name(form: Form, code: str) -> str:
    """Return what a class is called on a form; a code it does not have stays as it is."""
    for field in form.fields():
        if field.column == "result_class" and code:
            return field.name_of(code)
    return code
