from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.time_limits import USUAL, LimitName
from clinic_app.services.app import App
from clinic_app.services.reminders import LIMIT_NAMES, ReminderKind
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk


def kinds(app: App) -> list[tuple[str, str]]:
    return [(one.kind.value, one.meaning) for one in app.reminders.all()]


def test_a_consent_is_asked_for_until_it_is_there(app: App, desk: Desk) -> None:
    slip = desk.referral(urgency="emergency", consent="emergency")
    assert kinds(app) == [("consent", "due")]
    clock_of(app).advance(timedelta(hours=25))
    [late] = app.reminders.of_kind("consent")
    assert (late.text, late.meaning) == ("紧急先转，待补签，已过 1 天", "urgent")
    saved = app.reminders.record_consent(slip, "oral")
    assert [one.code for one in saved.warnings] == ["consent.later"]
    assert app.reminders.of_kind("consent")
    app.reminders.record_consent(slip, "family", "儿子王小军签字")
    assert app.reminders.of_kind("consent") == ()
    assert app.referrals.get(slip).row["consent_note"] == "儿子王小军签字"


def test_a_consent_can_be_written_down_after_the_end(app: App, desk: Desk) -> None:
    slip = desk.referral(consent="oral")
    app.referral_actions.close(slip, "02")
    app.reminders.record_consent(slip, "signed")
    assert app.reminders.all() == ()


def test_a_refusal_needs_its_reason_and_warns_of_the_open_slip(app: App, desk: Desk) -> None:
    slip = desk.referral()
    with pytest.raises(Rejected):
        app.reminders.record_consent(slip, "refused")
    with pytest.raises(Rejected):
        app.reminders.record_consent(slip, "maybe")
    saved = app.reminders.record_consent(slip, "refused", "告知风险，患者坚持回家")
    assert [one.code for one in saved.warnings] == ["consent.refused"]


def test_the_other_side_records_its_own_consent(app: App, desk: Desk) -> None:
    slip = desk.referral(to_org=app.place.org_id, to_dept="外科")
    app.reminders.record_consent(slip, "signed")
    with app.place.unit():
        app.place.db.execute("UPDATE referral SET from_org = ? WHERE id = ?", ("X" * 22, slip))
    with pytest.raises(NotAllowed):
        app.reminders.record_consent(slip, "signed")


def test_a_late_answer_is_told_with_its_limit(app: App, desk: Desk) -> None:
    slip = desk.referral()
    desk.enrolled()
    desk.theirs(slip, "received")
    desk.acknowledged()
    clock_of(app).advance(timedelta(hours=5))
    [late] = app.reminders.all()
    assert late.kind is ReminderKind.LATE_THEIRS
    assert late.text == "已收到，已等 5 小时，超过时限 2 小时"
    [line] = app.worklists.workbench().reminders.lines
    assert (line.text, line.where) == ("1 等对方已久", {"kind": "late_theirs"})


def test_silence_is_never_told_as_the_other_sides_delay(app: App, desk: Desk) -> None:
    desk.referral()
    desk.enrolled()
    desk.acknowledged()
    clock_of(app).advance(timedelta(days=5))
    [late] = app.reminders.all()
    assert late.meaning == "unknown"
    assert late.text == "周日后无消息，不知对方是否已处理，请打电话问一下"
    assert "超过" not in late.text


def test_what_never_left_this_machine_is_not_the_other_sides_delay(app: App, desk: Desk) -> None:
    desk.enrolled()
    desk.referral()
    clock_of(app).advance(timedelta(hours=5))
    [late] = app.reminders.all()
    assert late.text == "只在本机，待上传，对方还不知道"


def test_without_a_line_nobody_knows(app: App, desk: Desk) -> None:
    desk.referral()
    clock_of(app).advance(timedelta(days=2))
    [late] = app.reminders.all()
    assert (late.text, late.meaning) == ("单机使用，不知对方是否已处理；已过 2 天", "unknown")


def test_our_own_delay_is_ours(app: App, desk: Desk) -> None:
    slip = desk.referral(to_org=app.place.org_id, to_dept="外科", urgency="routine")
    clock_of(app).advance(timedelta(days=2))
    [late] = app.reminders.all()
    assert (late.kind, late.meaning) == (ReminderKind.LATE_OURS, "urgent")
    app.referral_actions.accept(slip, "外科")
    assert app.reminders.all() == ()
    clock_of(app).advance(timedelta(hours=73))
    assert [one.text for one in app.reminders.all()] == ["已接诊，已等 3 天，超过时限 3 天"]


def test_what_can_be_closed_is_proposed_with_its_reason(app: App, desk: Desk) -> None:
    declined = desk.referral()
    desk.theirs(declined, "declined", {"reason": "02"})
    assert app.reminders.of_kind("closing") == ()
    clock_of(app).advance(timedelta(days=8))
    [one] = app.reminders.of_kind("closing")
    assert (one.id, one.reason) == (declined, "")
    followed = desk.referral(patient_id=one.row.patient_id, to_org=desk.hospital("县中医院"))
    desk.theirs(followed, "arrived")
    desk.their_return(followed)
    app.referral_actions.received_back(followed)
    app.referral_actions.followed_up(followed)
    done = {one.id: one.reason for one in app.reminders.of_kind("closing")}
    assert done == {declined: "", followed: "00"}


def test_limits_are_settings(app: App, desk: Desk) -> None:
    assert app.reminders.limits() == dict(USUAL)
    assert set(LIMIT_NAMES) == set(LimitName)
    desk.referral()
    clock_of(app).advance(timedelta(hours=5))
    assert app.reminders.of_kind("late_theirs")
    app.reminders.set_limits({"acceptance_urgent": "0"})
    assert app.reminders.of_kind("late_theirs") == ()
    assert app.reminders.limits()[LimitName.ARRIVAL] == 72
    for wrong in ({"arrival": "-1"}, {"arrival": "三"}, {"arrival": "99999"}, {"nap": "1"}):
        with pytest.raises(Rejected):
            app.reminders.set_limits(wrong)
