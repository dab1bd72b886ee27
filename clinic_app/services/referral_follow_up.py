"""The follow-up that a referral leads to, planned by the rules of the norm inside a unit of work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.referral_moves import Direction
from clinic_app.domain.wording import say
from clinic_app.services.follow_up_norm import off_holidays
from clinic_app.services.follow_up_rows import AFTER_REFERRAL
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups, rows

WITHIN_DAYS = 14
"""Days within which a referred patient is followed up.

Source: 国家基本公共卫生服务规范（第三版）, 高血压 and 2型糖尿病:
紧急转诊者在2周内主动随访转诊情况.
"""


def due_day(begin: date, advised: object = None) -> date:
    """Return the day of the first visit: 14 days on, or as many as were advised if that is sooner."""
    text = "" if advised is None else str(advised)
    days = int(text) if text.isdecimal() and int(text) > 0 else WITHIN_DAYS
    return begin + timedelta(days=min(days, WITHIN_DAYS))


def visit_day(place: Workplace, begin: date, advised: object = None) -> date:
    """Return the day of the first visit, on a working day: earlier rather than later than the norm allows."""
    day = due_day(begin, advised)
    return off_holidays(place, day, begin) or day


def advice_of(back: Mapping[str, Any]) -> str:
    """Return what the upper doctor advises, as the plan keeps it."""
    parts = (
        (say("下一步治疗方案"), text_of(back, "next_plan")),
        (say("康复建议"), text_of(back, "rehab_advice")),
    )
    return "\n".join(f"{label}：{text}" for label, text in parts if text)


def plan_visit(
    place: Workplace,
    referral: Mapping[str, Any],
    *,
    due: date,
    reason: str,
    advice: str = "",
    doctor: str = "",
) -> str:
    """Plan the visit after a referral inside a unit of work, or change the open plan; return its id.

    A plan that is due sooner keeps its day.
    """
    db = place.db
    open_plans = [
        plan
        for plan in follow_ups.plans_of_referral(db, str(referral["id"]))
        if not text_of(plan, "closed_on") and text_of(plan, "form") == AFTER_REFERRAL
    ]
    if open_plans:
        plan = open_plans[0]
        planned = stored_date(text_of(plan, "due_on"))
        changes = {"due_on": min(due, planned).isoformat() if planned else due.isoformat()}
        changes |= {n: v for n, v in (("reason", reason), ("advice", advice), ("doctor", doctor)) if v}
        rows.update(db, "follow_up_plan", plan["id"], changes)
        return str(plan["id"])
    return rows.insert(
        db,
        "follow_up_plan",
        {
            "patient_id": referral["patient_id"],
            "referral_id": referral["id"],
            "form": AFTER_REFERRAL,
            "due_on": due.isoformat(),
            "reason": reason,
            "advice": advice,
            "doctor": doctor or text_of(referral, "from_doctor"),
        },
    )


def plan_early_visit(place: Workplace, referral_id: str, values: Mapping[str, Any]) -> None:
    """Plan the two-week visit when a slip is sent, where the norm asks for it.

    That is an emergency, and a referral that came from a follow-up.
    """
    if values["direction"] != Direction.UP:
        return
    if values.get("urgency") != "emergency" and not values.get("follow_up_id"):
        return
    begin = stored_date(text_of(values, "referral_date")) or place.today()
    reason = str(say("转往{name}后两周内随访", name=values["to_org_name"]))
    plan_visit(place, {**values, "id": referral_id}, due=visit_day(place, begin), reason=reason)
