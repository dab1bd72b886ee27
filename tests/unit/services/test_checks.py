from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from clinic_app.domain.numbers import format_slip_no
from clinic_app.domain.wording import Message
from clinic_app.services.checks import RULES, Facts, window_problems
from clinic_app.services.code_tables import CodeTables
from tests.helpers.services import with_check_digit

NUMBER = with_check_digit("62080219580312123")
GOOD: dict[str, Any] = {
    "patient_name": "王建国",
    "patient_id_no": NUMBER,
    "patient_gender": "1",
    "patient_birth_date": "1958-03-12",
    "payment": "2",
    "insurance_no": "",
    "slip_no": format_slip_no("BSZ", 1, 17),
    "impression": "肺炎",
    "impression_codes": '[{"code":"J18.900","name":"肺炎"}]',
    "reason": "31",
    "to_org_name": "崆峒县人民医院",
    "from_doctor": "李医生",
    "referral_date": "2026-11-20",
    "urgency": "urgent",
    "consent": "signed",
}
CARD = {"name": "王建国", "id_no": NUMBER, "gender": "1", "id_type": "01"}
FACTS = Facts(GOOD, CARD, date(2026, 11, 22), exempt_groups=CodeTables().get("exempt_reason"))


def codes(facts: Facts = FACTS, off: frozenset[str] = frozenset(), **changes: Any) -> set[str]:
    problems = window_problems(attrs.evolve(facts, referral={**GOOD, **changes}), off)
    assert all(problem.warning for problem in problems)
    return {problem.code.removeprefix("window.") for problem in problems}


def test_a_slip_in_order_is_sent_back_for_nothing() -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"patient_name": "王建囯"}, "card"),
        ({"patient_gender": "2"}, "card"),
        ({"patient_id_no": ""}, "id_missing"),
        ({"patient_id_no": "620802195803121230"}, "id_wrong"),
        ({"slip_no": "BSZ-01-00017-99"}, "number"),
        ({"impression": ""}, "diagnosis"),
        ({"impression_codes": "[]"}, "diagnosis_code"),
        ({"reason": ""}, "reason"),
        ({"to_org_name": ""}, "target"),
        ({"from_doctor": ""}, "doctor"),
        ({"referral_date": ""}, "date_missing"),
        ({"referral_date": "2026-11-23"}, "date_future"),
        ({"valid_until": "2026-11-21"}, "expired"),
        ({"exempt_reason": "02"}, "exempt_age"),
        ({"consent": ""}, "consent"),
        ({"consent": "refused"}, "refused"),
        ({"consent": "emergency"}, "consent_later"),
    ],
)
def test_what_the_window_sends_back(changes: dict[str, Any], code: str) -> None:
    assert code in codes(**changes)


def test_nobody_can_be_found_without_any_number() -> None:
    assert {"insurance", "id_missing"} <= codes(patient_id_no="")
    assert "insurance" not in codes(patient_id_no="", insurance_no="A123")
    assert "insurance" not in codes(patient_id_no="", payment="7")


def test_a_slip_after_admission_is_refused_but_an_emergency_has_days_of_grace() -> None:
    admitted = attrs.evolve(FACTS, admitted_on=date(2026, 11, 18))
    assert "after_admission" in codes(admitted)
    assert "after_admission" not in codes(admitted, urgency="emergency")
    assert "after_admission" in codes(attrs.evolve(admitted, grace_days=1), urgency="emergency")
    assert "after_admission" not in codes(admitted, referral_date="2026-11-18")


def test_old_enough_for_the_group() -> None:
    assert "exempt_age" not in codes(exempt_reason="01")
    assert "exempt_age" in codes(exempt_reason="01", patient_birth_date="1990-01-01")
    assert "exempt_age" not in codes(exempt_reason="05")


def test_unreviewed() -> None:
    assert codes(attrs.evolve(FACTS, reviewed=False)) == {"unreviewed"}


def test_a_county_switches_rules_off() -> None:
    every = frozenset(rule.name for rule in RULES)
    assert codes(attrs.evolve(FACTS, reviewed=False), every, patient_id_no="", reason="") == set()
    assert len(every) == len(RULES)
    assert all(isinstance(rule.label, Message) for rule in RULES)


def test_an_unknown_patient_is_not_held_against_the_slip() -> None:
    assert codes(attrs.evolve(FACTS, patient=None)) == set()
