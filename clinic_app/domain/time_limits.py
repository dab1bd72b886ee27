"""How long each side of a referral may take, and what of it is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from clinic_app.domain.referral_flow import ReferralStatus
from clinic_app.domain.referral_moves import IN_CARE, UNANSWERED, Direction, Event, Phase


class LimitName(StrEnum):
    """What is limited, with the word of its setting. All are hours, but for closing, which is days."""

    ACCEPTANCE_EMERGENCY = "acceptance_emergency"
    ACCEPTANCE_URGENT = "acceptance_urgent"
    ACCEPTANCE_ROUTINE = "acceptance_routine"
    ARRIVAL = "arrival"
    RETURN = "return"
    TAKING_BACK = "taking_back"
    CONSENT = "consent"
    CLOSING_DAYS = "closing_days"


USUAL: Mapping[LimitName, int] = {
    LimitName.ACCEPTANCE_EMERGENCY: 2,
    LimitName.ACCEPTANCE_URGENT: 2,
    LimitName.ACCEPTANCE_ROUTINE: 24,
    LimitName.ARRIVAL: 72,
    LimitName.RETURN: 30 * 24,
    LimitName.TAKING_BACK: 48,
    LimitName.CONSENT: 24,
    LimitName.CLOSING_DAYS: 7,
}
"""Limits until somebody sets others.

Source: county referral platforms in use (acceptance 2 h, arrival 72 h, the township's answer 48 h, consent
24 h, closing after 7 days without arrival). A day for what is not urgent and 30 days for the return slip
are this program's own: clinics close at night, and no paper names a day for the return.
"""

LONGEST = 10_000


@attrs.frozen
class Overrun:
    """A limit that is over.

    Attributes:
        limit: which.
        since: from when it is counted.
        allowed: how long it may take.
    """

    limit: LimitName
    since: datetime
    allowed: timedelta


def overrun_of(
    status: ReferralStatus,
    direction: Direction,
    urgency: str,
    limits: Mapping[LimitName, int],
    now: datetime,
) -> Overrun | None:
    """Return the limit that a referral has passed where it stands, or None. A limit of 0 is off."""
    found = _limit_in(status, direction, urgency)
    if found is None or status.since is None:
        return None
    allowed = timedelta(hours=limits.get(found, USUAL[found]))
    if not allowed or now - status.since <= allowed:
        return None
    return Overrun(found, status.since, allowed)


def _limit_in(status: ReferralStatus, direction: Direction, urgency: str) -> LimitName | None:
    phase = status.phase
    if phase in UNANSWERED or phase is Phase.CANCEL_ASKED:
        names = {"emergency": LimitName.ACCEPTANCE_EMERGENCY, "urgent": LimitName.ACCEPTANCE_URGENT}
        return names.get(urgency, LimitName.ACCEPTANCE_ROUTINE)
    if phase is Phase.ACCEPTED:
        return LimitName.ARRIVAL
    if phase in IN_CARE and direction is not Direction.DOWN:
        return LimitName.RETURN
    return LimitName.TAKING_BACK if phase is Phase.RETURNED else None


def closing_reason(status: ReferralStatus, limits: Mapping[LimitName, int], now: datetime) -> str | None:
    """Return the reason (list ``close``) with which a referral may be closed by its holder now, or None.

    A referral that was followed up is done. One that was declined, or whose patient did not come, is
    proposed after some days in which nobody moved it; its reason is for a person to say, so it is ``""``.
    """
    if status.phase is Phase.FOLLOWED_UP:
        return "00"
    days = limits.get(LimitName.CLOSING_DAYS, USUAL[LimitName.CLOSING_DAYS])
    if status.phase not in (Phase.DECLINED, Phase.NO_SHOW) or status.since is None or not days:
        return None
    return "" if now - status.since > timedelta(days=days) else None


def consent_is_open(consent: str) -> bool:
    """Tell whether the patient's agreement still has to be written down (list ``consent``)."""
    return consent in ("", "oral", "emergency")


def written_at(status: ReferralStatus) -> datetime | None:
    """Return when a slip was written, from which the consent is counted."""
    return status.steps.get(Event.CREATED)
