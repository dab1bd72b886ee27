from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.services.app import App
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk


def test_the_whole_way_up_and_back(app: App, desk: Desk) -> None:
    patient = desk.patient()
    referral = desk.referral(patient_id=patient)
    assert app.referrals.get(referral).phase == "sent"
    desk.theirs(referral, "received")
    desk.theirs(referral, "accepted", {"dept": "心内科", "doctor": "孙主任", "time": "明天上午"})
    assert app.referrals.get(referral).list_row.note == "已接诊 · 心内科 孙主任 预约 明天上午"
    desk.theirs(referral, "arrived")
    desk.their_return(referral)
    seen = app.referrals.get(referral)
    assert (seen.phase, seen.our_move) == ("returned", True)
    assert [move.event for move in seen.moves][0] == "received_back"

    plan = app.referral_actions.received_back(referral).id
    [row] = app.referrals.get(referral).plans
    assert (row.id, row.due_on) == (plan, "2026-12-06")
    assert "阿司匹林" in row.advice

    clock_of(app).advance(timedelta(days=14))
    values = {
        "visited_on": "2026-12-06",
        "way": "2",
        "arrived": "1",
        "outcome": "2",
        "plan": "1",
        "doctor": "李医生",
    }
    saved = app.follow_ups.record(values, "after_referral", patient, plan_id=plan)
    assert saved.changes.any_of("referral_event")
    seen = app.referrals.get(referral)
    assert seen.phase == "closed"
    assert seen.plans[0].closed
    assert app.referrals.counts().to_do == 0


def test_a_move_out_of_place_is_refused_with_a_sentence(app: App, desk: Desk) -> None:
    referral = desk.referral()
    with pytest.raises(Rejected) as refused:
        app.referral_actions.accept(referral, "心内科")
    assert "要由对方机构来做" in str(refused.value)
    with pytest.raises(Rejected) as refused:
        app.referral_actions.received_back(referral)
    assert "已发出" in str(refused.value)
