from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.services.app import App
from clinic_app.store import rows
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk

Act = Callable[..., Any]


def codes(error: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {problem.code for problem in error.value.problems}


@pytest.fixture
def incoming(app: App, desk: Desk) -> Callable[..., str]:
    """Return a maker of referrals that another institution sent to us."""
    other = desk.hospital("北山镇卫生院", level="township")

    def make(**values: str) -> str:
        chosen = {
            "patient_id": values.pop("patient_id", "") or desk.patient(),
            "direction": "up",
            "from_org": other,
            "from_org_name": "北山镇卫生院",
            "from_doctor": "陈医生",
            "to_org": app.place.org_id,
            "to_org_name": "白水镇卫生院",
            "patient_name": "王建国",
            "patient_gender": "1",
            "impression": "肺部感染",
            "slip_no": "BSZ-03-00001-11",
            "_owner": other,
            **values,
        }
        with app.place.unit(user_name="陈医生"):
            made = rows.insert(app.place.db, "referral", chosen)
        desk.theirs(made, "created")
        desk.theirs(made, "sent")
        return made

    return make


def phase(app: App, referral: str) -> str:
    return app.referrals.get(referral).phase


# ---- the sender -----------


def test_the_whole_way_up_and_back(app: App, desk: Desk) -> None:
    patient = desk.patient()
    referral = desk.referral(patient_id=patient)
    assert phase(app, referral) == "sent"
    desk.theirs(referral, "received")
    desk.theirs(referral, "accepted", {"dept": "心内科", "doctor": "孙主任", "time": "明天上午"})
    assert app.referrals.get(referral).list_row.note == "已接诊 · 心内科 孙主任 预约 明天上午"
    desk.theirs(referral, "arrived")
    desk.their_return(referral)
    seen = app.referrals.get(referral)
    assert (seen.phase, seen.our_move, seen.phase_text) == ("returned", True, "回转待接收")
    assert seen.moves[0].event == "received_back"

    plan = app.referral_actions.received_back(referral).id
    [row] = app.referrals.get(referral).plans
    assert (row.id, row.due_on, row.doctor) == (plan, "2026-12-04", "李医生")
    assert "阿司匹林" in row.advice
    assert [offer.name for offer in app.record_offers.offers(referral)] == [
        "冠心病 不稳定型心绞痛",
        "阿司匹林",
    ]

    clock_of(app).advance(timedelta(days=14))
    values = {"visited_on": "2026-12-06", "way": "2", "arrived": "1", "outcome": "2", "plan": "1"}
    app.follow_ups.record({**values, "doctor": "李医生"}, "after_referral", patient, plan_id=plan)
    seen = app.referrals.get(referral)
    assert seen.phase == "closed"
    assert seen.plans[0].closed
    assert [step.state for step in seen.steps] == ["done"] * 7 + ["done"]
    assert app.referrals.counts().to_do == 0


@pytest.mark.parametrize(("advised", "due"), [(7, "2026-11-27"), (30, "2026-12-04"), (None, "2026-12-04")])
def test_the_visit_comes_on_a_working_day_within_two_weeks_or_sooner_if_advised(
    app: App, desk: Desk, advised: int | None, due: str
) -> None:
    referral = desk.referral()
    desk.theirs(referral, "arrived")
    desk.their_return(referral, follow_up_days=advised)
    app.referral_actions.received_back(referral)
    assert app.referrals.get(referral).plans[0].due_on == due


def test_the_doctor_chooses_another_day(app: App, desk: Desk) -> None:
    referral = desk.referral()
    desk.theirs(referral, "arrived")
    desk.their_return(referral)
    for wrong in ("2026-11-21", "bald"):
        with pytest.raises(Rejected):
            app.referral_actions.received_back(referral, due_on=wrong)
    app.referral_actions.received_back(referral, due_on="2026-11-25", doctor="陈医生")
    [plan] = app.referrals.get(referral).plans
    assert (plan.due_on, plan.doctor) == ("2026-11-25", "陈医生")


def test_the_plan_of_an_emergency_is_kept_not_doubled(app: App, desk: Desk) -> None:
    referral = desk.referral(urgency="emergency")
    desk.theirs(referral, "arrived")
    desk.their_return(referral, follow_up_days=3)
    app.referral_actions.received_back(referral)
    [plan] = app.referrals.get(referral).plans
    assert plan.due_on == "2026-11-25"
    assert "低盐" in plan.advice


def test_a_cancellation_after_acceptance_waits_for_the_other_side(app: App, desk: Desk) -> None:
    referral = desk.referral(urgency="emergency")
    desk.theirs(referral, "accepted", {"dept": "心内科"})
    app.referral_actions.cancel(referral, "03")
    seen = app.referrals.get(referral)
    assert (seen.phase, seen.our_move) == ("cancel_asked", False)
    assert seen.list_row.note.startswith("申请撤销 · 等对方确认")
    desk.theirs(referral, "cancel_confirmed")
    assert phase(app, referral) == "cancelled"


def test_a_referral_that_ends_takes_its_open_plan_along(app: App, desk: Desk) -> None:
    referral = desk.referral(urgency="emergency")
    app.referral_actions.cancel(referral, "03")
    [plan] = app.referrals.get(referral).plans
    assert (plan.closed, plan.closed_text) == (True, "其他")
    assert [step.label for step in app.referrals.get(referral).steps][-1] == "已撤销"


def test_reasons_come_from_their_lists(app: App, desk: Desk) -> None:
    referral = desk.referral()
    for act in (app.referral_actions.cancel, app.referral_actions.close):
        with pytest.raises(Rejected) as unknown:
            act(referral, "77")
        assert codes(unknown) == {"field.code"}
        with pytest.raises(Rejected) as bare:
            act(referral, "99")
        assert codes(bare) == {"field.missing"}
    app.referral_actions.close(referral, "99", "转外省")
    assert phase(app, referral) == "closed"


def test_a_patient_who_did_not_go_is_sent_again(app: App, desk: Desk) -> None:
    referral = desk.referral()
    desk.theirs(referral, "accepted", {"dept": "心内科"})
    desk.theirs(referral, "no_show", {"reason": "没来"})
    seen = app.referrals.get(referral)
    assert next(move.label for move in seen.moves if move.event == "sent") == "重新发出"
    app.referral_actions.resend(referral, note="已劝说")
    assert phase(app, referral) == "sent"


def test_a_move_out_of_place_is_refused_with_a_sentence(app: App, desk: Desk) -> None:
    referral = desk.referral()
    with pytest.raises(Rejected) as refused:
        app.referral_actions.accept(referral, "心内科")
    assert codes(refused) == {"move.not_allowed"}
    assert "要由对方机构来做" in str(refused.value)
    with pytest.raises(Rejected) as refused:
        app.referral_actions.received_back(referral)
    assert "已发出" in str(refused.value)


# ---- the receiver ---------


def test_what_arrives_is_confirmed_once_by_the_program(app: App, incoming: Act) -> None:
    referral = incoming()
    assert app.referral_actions.receive_new().any_of("referral_event")
    seen = app.referrals.get(referral)
    assert (seen.phase, seen.phase_text, seen.events[-1].by) == ("received", "待受理", "白水镇卫生院 系统")
    assert not app.referral_actions.receive_new()


def test_opening_is_noted_once(app: App, incoming: Act) -> None:
    referral = incoming()
    assert app.referral_actions.opened(referral).changes
    assert not app.referral_actions.opened(referral).changes
    assert phase(app, referral) == "opened"


def test_accept_arrange_anew_arrive_admit_and_return(app: App, incoming: Act) -> None:
    referral = incoming()
    actions = app.referral_actions
    with pytest.raises(Rejected):
        actions.accept(referral, " ")
    actions.accept(referral, "内科", "李医生", "2026-11-23T01:00:00.000Z", "0933-8612345")
    assert app.referrals.get(referral).list_row.note == "已接诊 · 内科 李医生 预约 明天 09:00"
    changed = next(move for move in app.referrals.get(referral).moves if move.event == "accepted")
    assert changed.label == "更改接诊安排"
    actions.accept(referral, "外科")
    assert app.referrals.get(referral).accepted["dept"] == "外科"
    actions.arrived(referral)
    actions.admitted(referral, "外科", "ZY2026001")
    actions.interim_note(referral, "明日手术")
    actions.outcome(referral, "2", "切口愈合好")
    values = actions.prefill_return(referral)
    assert (values["inpatient_no"], values["outcome"], values["to_org_name"]) == (
        "ZY2026001",
        "2",
        "北山镇卫生院",
    )
    with pytest.raises(Rejected) as refused:
        actions.write_return(referral, {**values, "diagnosis": "", "follow_up_days": "400"})
    assert {problem.field for problem in refused.value.problems} == {
        "diagnosis",
        "next_plan",
        "follow_up_days",
    }
    saved = actions.write_return(referral, {**values, "next_plan": "换药", "follow_up_days": "7"})
    assert saved.number.startswith("BSZW-PRTG-00001-")
    seen = app.referrals.get(referral)
    assert (seen.phase, seen.our_move) == ("returned", False)
    assert seen.returns[0]["slip_no"] == saved.number
    assert seen.returns[0]["follow_up_days"] == 7
    with pytest.raises(Rejected):
        actions.write_return(referral, {**values, "next_plan": "换药"})


def test_decline_with_a_reason_and_a_suggestion(app: App, incoming: Act) -> None:
    referral = incoming()
    with pytest.raises(Rejected) as bare:
        app.referral_actions.decline(referral, "99")
    assert codes(bare) == {"decline.why"}
    app.referral_actions.decline(referral, "04", "市二院有专科")
    seen = app.referrals.get(referral)
    assert (seen.phase, seen.our_move, seen.phase_text) == ("declined", False, "已拒收")
    assert "市二院有专科" in seen.list_row.note


def test_passing_on_to_another_institution(app: App, desk: Desk, incoming: Act) -> None:
    referral = incoming()
    city = desk.hospital("市第二人民医院", level="city")
    for wrong in ("", app.place.org_id):
        with pytest.raises(Rejected):
            app.referral_actions.redirect(referral, wrong)
    app.referral_actions.redirect(referral, city, "胸外科")
    seen = app.referrals.get(referral)
    assert (seen.side, seen.list_row.to_name, seen.list_row.dept) == ("other", "市第二人民医院", "胸外科")
    assert seen.moves == ()
    with pytest.raises(Rejected) as refused:
        app.referral_actions.accept(referral, "内科")
    assert "已转给别的机构" in str(refused.value)


def test_what_is_entered_late_keeps_its_true_time(app: App, incoming: Act) -> None:
    referral = incoming()
    now = app.place.now()
    app.referral_actions.arrived(referral, at=now - timedelta(hours=5))
    last = app.referrals.get(referral).events[-1]
    assert (last.at, last.late) == (now - timedelta(hours=5), True)
    assert last.entered_at == now
    with pytest.raises(Rejected) as refused:
        app.referral_actions.admitted(referral, at=now + timedelta(hours=1))
    assert codes(refused) == {"at.future"}


def test_a_patient_sent_down_is_followed_up_here_until_the_end(app: App, desk: Desk, incoming: Act) -> None:
    patient = desk.patient()
    referral = incoming(direction="down", patient_id=patient, rehab_advice="每周测血压")
    app.referral_actions.accept(referral, "全科")
    app.referral_actions.arrived(referral)
    [plan] = app.referrals.get(referral).plans
    assert (plan.due_on, plan.advice) == ("2026-12-04", "康复建议：每周测血压")
    values = {
        "visited_on": "2026-11-22",
        "way": "1",
        "arrived": "1",
        "outcome": "2",
        "plan": "3",
        "doctor": "李医生",
    }
    app.follow_ups.record(values, "after_referral", patient, plan_id=plan.id)
    assert phase(app, referral) == "closed"


def test_confirming_a_cancellation(app: App, desk: Desk, incoming: Act) -> None:
    referral = incoming()
    app.referral_actions.accept(referral, "内科")
    desk.theirs(referral, "cancelled", {"reason": "03"})
    assert app.referrals.get(referral).list_row.note == "对方申请撤销 · 请确认"
    app.referral_actions.confirm_cancel(referral)
    assert phase(app, referral) == "cancelled"


def test_no_show(app: App, incoming: Act) -> None:
    referral = incoming()
    app.referral_actions.accept(referral, "内科")
    app.referral_actions.no_show(referral, "电话无人接听")
    assert phase(app, referral) == "no_show"


def test_within_one_institution_both_sides_are_ours(app: App, desk: Desk) -> None:
    referral = desk.referral(to_org=app.place.org_id, to_dept="外科")
    assert not app.referral_actions.receive_new()
    assert app.referrals.get(referral).our_move
    app.referral_actions.accept(referral, "外科")
    app.referral_actions.arrived(referral)
    assert phase(app, referral) == "arrived"


def test_sending_back_to_the_writer_needs_a_remark(app: App, desk: Desk) -> None:
    saved = app.referrals.save_without_sending(desk.slip(desk.hospital()), desk.patient())
    with pytest.raises(Rejected):
        app.referral_actions.reviewed(saved.id, ok=False)
    app.referral_actions.reviewed(saved.id, "补充心电图", ok=False)
    seen = app.referrals.get(saved.id)
    assert seen.phase == "written"
    assert seen.events[-1].detail == "补充心电图"
    app.referrals.send(saved.id)
    assert phase(app, saved.id) == "sent"


def test_nothing_moves_while_the_screen_is_locked(app: App, desk: Desk) -> None:
    referral = desk.referral()
    app.session.lock()
    with pytest.raises(NotAllowed):
        app.referral_actions.cancel(referral, "03")
