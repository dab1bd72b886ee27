"""What patients say of their transfer at the visit two weeks after it: coded answers, counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from clinic_app.domain.follow_up import answer_codes
from clinic_app.domain.wording import Message, say
from clinic_app.services.follow_up_rows import AFTER_REFERRAL, answers_of
from clinic_app.services.form_library import get_form
from clinic_app.services.indicators import Ratio, percent
from clinic_app.services.movements import Movement
from clinic_app.store.database import Row

QUESTIONS = ("satisfaction", "received_timely", "repeat_tests", "informed", "difficulty")
"""Keys of the form 转诊后随访 by which the patient judges the transfer."""

_SATISFIED = frozenset({"1", "2"})


@attrs.frozen
class Choice:
    """One answer: its code, its words, and the passages whose patients gave it."""

    code: str
    name: str
    ids: tuple[str, ...]


@attrs.frozen
class Question:
    """One question.

    Attributes:
        key: of the form.
        label: as the form asks.
        choices: in the order of the form; those nobody gave have no ids.
        ids: passages whose patients answered it; with several answers allowed the choices add up to more.
    """

    key: str
    label: str
    choices: tuple[Choice, ...]
    ids: tuple[str, ...]

    def share(self, choice: Choice) -> Decimal | None:
        """Return per cent of those who answered; None when nobody did."""
        return percent(len(choice.ids), len(self.ids))


def evaluations(movements: Sequence[Movement], visits: Iterable[Row]) -> tuple[Question, ...]:
    """Count the answers of the latest visit after each referral.

    Args:
        movements: passages of the period; return slips are left out.
        visits: follow-ups of these referrals, oldest first.
    """
    wanted = {m.referral_id: m.id for m in movements if m.counts and not m.is_return}
    latest: dict[str, Mapping[str, object]] = {}
    for visit in visits:
        if visit["form"] == AFTER_REFERRAL and visit["referral_id"] in wanted:
            latest[str(visit["referral_id"])] = answers_of(visit)
    asked = {field.key: field for field in get_form(AFTER_REFERRAL).fields() if field.key in QUESTIONS}
    found = []
    for key in QUESTIONS:
        if key not in asked:
            continue
        given = {wanted[referral]: answer_codes(answers, key) for referral, answers in latest.items()}
        choices = tuple(
            Choice(box.code, box.name, tuple(one for one, codes in given.items() if box.code in codes))
            for box in asked[key].choices
        )
        answered = tuple(one for one, codes in given.items() if codes)
        found.append(Question(key, asked[key].label, choices, answered))
    return tuple(found)


def satisfied_ratio(questions: Sequence[Question]) -> Ratio:
    """Return 患者满意率: of those who were asked and answered, those who were content or very content."""
    question = next((one for one in questions if one.key == QUESTIONS[0]), None)
    asked = question.ids if question else ()
    choices = question.choices if question else ()
    good = {one for choice in choices if choice.code in _SATISFIED for one in choice.ids}
    upper = tuple(one for one in asked if one in good)
    label: Message = say("患者满意率")
    formula = say("随访时答“很满意”“满意”的 ÷ 答了这一问的")
    return Ratio("satisfied", label, Decimal(len(upper)), Decimal(len(asked)), formula, upper, asked)
