from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from clinic_app.domain.approval import StepState, approval_of
from clinic_app.domain.referral_flow import ReferralEvent

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def events(*found: tuple[str, Mapping[str, object]], org: str = "us") -> list[ReferralEvent]:
    return [
        ReferralEvent(
            f"e{place}", event, NOON + timedelta(minutes=place), NOON, org, by_name="周主任", details=given
        )
        for place, (event, given) in enumerate(found)
    ]


CHAIN: tuple[str, Mapping[str, object]] = ("created", {"chain": ["科主任", "医务科", "院长"]})


def states(approval: object) -> list[str]:
    return [step.state.value for step in approval.steps]  # type: ignore[attr-defined]


def test_a_slip_without_a_chain_needs_nobody() -> None:
    approval = approval_of(events(("created", {}), ("reviewed", {"ok": "0"})), "us")
    assert approval.complete
    assert approval.next_role == ""
    assert approval.sent_back is None


def test_each_turn_opens_the_next() -> None:
    approval = approval_of(events(CHAIN, ("reviewed", {"role": "科主任", "ok": "1"})), "us")
    assert states(approval) == [StepState.DONE, StepState.NEXT, StepState.AHEAD]
    assert approval.next_role == "医务科"
    assert approval.steps[0].by == "周主任"
    rest = [("reviewed", {"role": role, "ok": "1"}) for role in ("科主任", "医务科", "院长")]
    assert approval_of(events(CHAIN, *rest), "us").complete


def test_agreeing_twice_for_one_turn_does_not_count_for_the_next() -> None:
    twice = [("reviewed", {"role": "科主任", "ok": "1"})] * 2
    assert approval_of(events(CHAIN, *twice), "us").next_role == "医务科"


def test_sending_back_begins_anew_and_waits_for_the_writer() -> None:
    found = [CHAIN, ("reviewed", {"role": "科主任", "ok": "1"}), ("reviewed", {"role": "医务科", "ok": "0"})]
    back = approval_of(events(*found), "us")
    assert back.sent_back is not None
    assert back.next_role == ""
    assert not back.complete
    again = approval_of(events(*found, ("reviewed", {"again": "1"})), "us")
    assert again.sent_back is None
    assert again.next_role == "科主任"


def test_a_review_of_the_other_institution_does_not_count() -> None:
    mine = events(CHAIN)
    theirs = events(CHAIN, ("reviewed", {"role": "科主任", "ok": "1"}), org="them")[1:]
    assert approval_of([*mine, *theirs], "us").next_role == "科主任"
