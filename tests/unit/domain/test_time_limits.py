from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from clinic_app.domain.referral_flow import ReferralEvent, fold
from clinic_app.domain.referral_moves import Direction
from clinic_app.domain.time_limits import USUAL, LimitName, closing_reason, consent_is_open, overrun_of

BEGIN = datetime(2026, 11, 22, 1, tzinfo=UTC)


def status_after(*events: str, direction: Direction = Direction.UP):
    ours = {"created", "sent", "received_back", "followed_up", "cancelled"}
    found = [
        ReferralEvent(
            f"e{place}", event, BEGIN, BEGIN, "us" if event in ours else "them",
            after=(f"e{place - 1}",) if place else (),
        )
        for place, event in enumerate(events)
    ]  # fmt: skip
    return fold(found, direction=direction, sender="us", receiver="them")


@pytest.mark.parametrize(
    ("events", "urgency", "limit"),
    [
        (("created", "sent"), "emergency", LimitName.ACCEPTANCE_EMERGENCY),
        (("created", "sent", "received", "opened"), "urgent", LimitName.ACCEPTANCE_URGENT),
        (("created", "sent"), "", LimitName.ACCEPTANCE_ROUTINE),
        (("created", "sent", "accepted"), "urgent", LimitName.ARRIVAL),
        (("created", "sent", "accepted", "cancelled"), "urgent", LimitName.ACCEPTANCE_URGENT),
        (("created", "sent", "arrived"), "urgent", LimitName.RETURN),
        (("created", "sent", "arrived", "returned"), "urgent", LimitName.TAKING_BACK),
    ],
)
def test_each_stand_has_its_limit_and_the_limit_itself_is_in_time(
    events: tuple[str, ...], urgency: str, limit: LimitName
) -> None:
    status = status_after(*events)
    allowed = timedelta(hours=USUAL[limit])
    assert overrun_of(status, Direction.UP, urgency, USUAL, BEGIN + allowed) is None
    over = overrun_of(status, Direction.UP, urgency, USUAL, BEGIN + allowed + timedelta(seconds=1))
    assert over is not None
    assert (over.limit, over.allowed) == (limit, allowed)
    assert overrun_of(status, Direction.UP, urgency, {limit: 0}, BEGIN + 9 * allowed) is None


@pytest.mark.parametrize(
    "events", [("created",), ("created", "sent", "accepted", "arrived", "returned", "received_back")]
)
def test_what_nobody_else_has_to_answer_has_no_limit(events: tuple[str, ...]) -> None:
    assert (
        overrun_of(status_after(*events), Direction.UP, "urgent", USUAL, BEGIN + timedelta(days=90)) is None
    )


def test_a_patient_sent_down_is_not_waited_for_with_a_return_slip() -> None:
    status = status_after("created", "sent", "arrived", direction=Direction.DOWN)
    assert overrun_of(status, Direction.DOWN, "routine", USUAL, BEGIN + timedelta(days=90)) is None


def test_closing_is_proposed_at_once_when_done_and_after_days_when_stuck() -> None:
    done = status_after("created", "sent", "arrived", "returned", "received_back", "followed_up")
    assert closing_reason(done, USUAL, BEGIN) == "00"
    stuck = status_after("created", "sent", "accepted", "no_show")
    assert closing_reason(stuck, USUAL, BEGIN + timedelta(days=7)) is None
    assert closing_reason(stuck, USUAL, BEGIN + timedelta(days=7, seconds=1)) == ""
    assert closing_reason(stuck, {LimitName.CLOSING_DAYS: 0}, BEGIN + timedelta(days=70)) is None
    assert closing_reason(status_after("created", "sent"), USUAL, BEGIN + timedelta(days=70)) is None


def test_only_a_signature_or_a_refusal_settles_the_consent() -> None:
    assert [
        code for code in ("", "oral", "emergency", "signed", "family", "refused") if consent_is_open(code)
    ] == [
        "",
        "oral",
        "emergency",
    ]
