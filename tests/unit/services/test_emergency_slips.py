from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.services.app import App
from clinic_app.services.approvals import REVIEW_SETTING
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk


def test_two_fields_are_enough_and_the_rest_is_asked_for_afterwards(app: App, desk: Desk) -> None:
    patient, org = desk.patient(), desk.hospital()
    saved = app.referrals.save_emergency({"to_org": org, "impression": "急性心梗？"}, patient)
    assert saved.number
    codes = {problem.code for problem in saved.warnings}
    assert codes == {"present_illness.afterwards", "reason.afterwards", "consent.later"}
    seen = app.referrals.get(saved.id)
    assert (seen.phase, seen.row["urgency"], seen.row["consent"]) == ("sent", "emergency", "emergency")
    assert seen.plans, "the two-week visit is planned at once"
    assert {one.kind.value: one.text for one in app.reminders.all()} == {
        "consent": "紧急先转，待补签",
        "to_complete": "请补写主要现病史、转诊原因",
    }
    app.referrals.amend(saved.id, {"present_illness": "胸痛 2 小时。"})
    assert [one.text for one in app.reminders.of_kind("to_complete")] == ["请补写转诊原因"]
    app.referrals.amend(saved.id, {"reason": "01"})
    assert app.reminders.of_kind("to_complete") == ()


def test_where_to_and_why_are_never_left_out(app: App, desk: Desk) -> None:
    patient = desk.patient()
    with pytest.raises(Rejected) as refused:
        app.referrals.save_emergency({}, patient)
    assert {problem.field for problem in refused.value.problems} == {"to_org", "impression"}
    assert app.referrals.of_patient(patient) == ()


def test_it_begins_with_the_last_institution(app: App, desk: Desk) -> None:
    patient, org = desk.patient(), desk.hospital()
    assert app.referrals.prefill_emergency(patient).values.get("to_org") == ""
    desk.referral(patient_id=patient, to_org=org)
    assert app.referrals.prefill_emergency(patient).values["to_org"] == org


def test_it_can_be_entered_later_with_its_true_time(app: App, desk: Desk) -> None:
    app.place.put_setting(REVIEW_SETTING, True)
    patient, org = desk.patient(), desk.hospital()
    at = app.place.now() - timedelta(hours=9)
    clock_of(app).advance(timedelta(hours=1))
    saved = app.referrals.save_emergency({"to_org": org, "impression": "昏迷原因待查"}, patient, at=at)
    events = app.referrals.get(saved.id).events
    assert [(event.event, event.at, event.late) for event in events] == [
        ("created", at, True),
        ("sent", at, True),
    ]


def test_an_ordinary_slip_still_needs_all_of_it(app: App, desk: Desk) -> None:
    patient, org = desk.patient(), desk.hospital()
    with pytest.raises(Rejected) as refused:
        app.referrals.save_and_send({"to_org": org, "impression": "高血压", "urgency": "urgent"}, patient)
    assert {"present_illness", "reason"} <= {problem.field for problem in refused.value.problems}
