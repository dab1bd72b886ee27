"""Stored rows turned into the lines of lists and sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from clinic_app.domain.field_checks import stored_date
from clinic_app.reports.due_list import DueEntry, RenewalEntry
from clinic_app.services.family_contract_rows import RenewalRow
from clinic_app.services.follow_up_rows import PlanRow


def due_entry(plan: PlanRow) -> DueEntry:
    """Return a line of the due list."""
    return DueEntry(
        patient_name=plan.patient_name,
        gender=plan.gender_text,
        age=plan.age,
        village=plan.village,
        address=plan.address,
        phone=plan.phone,
        form=plan.form_name,
        due_on=stored_date(plan.due_on),
        overdue_days=plan.overdue_days,
        reason=plan.reason,
        advice=plan.advice,
        doctor=plan.doctor,
    )


def renewal_entry(row: RenewalRow) -> RenewalEntry:
    """Return a line of the list of contracts that come to their end."""
    return RenewalEntry(
        patient_name=row.patient_name,
        gender=row.gender_text,
        age=row.age,
        village=row.village,
        phone=row.phone,
        team=row.team_name,
        doctor=row.doctor,
        ends_on=row.ends_on,
        overdue_days=row.overdue_days,
    )


def visit_answers(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything a visit holds, by the keys of its form; a damaged record still prints what it has."""
    try:
        answers = json.loads(record["answers"] or "{}")
    except ValueError:
        answers = {}
    known = {name: record[name] for name in ("visited_on", "way", "doctor", "result_class", "next_on")}
    return {**(answers if isinstance(answers, dict) else {}), **{k: v for k, v in known.items() if v}}
