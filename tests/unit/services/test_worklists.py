from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from clinic_app.services.app import App
from clinic_app.store import accounts
from tests.helpers.clinic import PASSWORD, clock_of, county
from tests.helpers.services import Desk, with_check_digit


def test_an_empty_clinic_is_told_what_to_do_first(app: App, desk: Desk) -> None:
    bench = app.worklists.workbench()
    assert bench.today_text == "11月22日 星期日"
    assert [hint.page for hint in bench.start] == ["patients", "patients", "exchange"]
    assert (bench.to_do.count, bench.waiting.count, bench.follow_ups.count) == (0, 0, 0)
    desk.patient()
    assert app.worklists.workbench().start == ()


def test_an_empty_county_desk_is_told_something_else(tmp_path: Path) -> None:
    with county(tmp_path) as app:
        assert app.role == "county"
        [hint] = app.worklists.workbench().start
        assert hint.page == "exchange"


def test_the_first_page_says_whose_move_it_is(app: App, desk: Desk) -> None:
    patient, org = desk.patient(), desk.hospital()
    desk.enrolled()
    back = [desk.referral(patient_id=patient, to_org=org, urgency="routine") for _ in range(2)]
    for referral in back:
        desk.theirs(referral, "arrived")
        desk.their_return(referral)
    declined = desk.referral(patient_id=patient, to_org=org)
    desk.theirs(declined, "declined", {"reason": "02"})
    sent = desk.referral(patient_id=patient, to_org=org)
    desk.acknowledged()
    here = desk.referral(patient_id=patient, to_org=org)
    app.follow_ups.plan(patient, {"form": "hypertension", "due_on": "2026-11-22"})
    app.drafts.save("patient", "", {"name": "赵二"})

    bench = app.worklists.workbench()
    assert (bench.to_do.count, bench.to_do.urgent) == (3, 1)
    assert [line.text for line in bench.to_do.lines] == [
        "1 张急的，先办",
        "1 张被拒收，需改转",
        "2 张回转单待接收",
    ]
    assert bench.to_do.lines[2].where == {"box": "to_do", "phases": ["returned"]}
    assert bench.waiting.count == 2
    texts = [line.text for line in bench.waiting.lines]
    assert texts[0] == "1 张还没有传到县平台"
    assert texts[1].startswith("1 张在崆峒县人民医院，已发出，已等 ")
    assert [line.text for line in bench.follow_ups.lines] == ["1 人今天到期"]
    assert {row.id for row in bench.recent} == {*back, declined, sent, here}
    assert [row.title for row in bench.drafts] == ["患者资料 · 赵二"]
    assert app.worklists.badges() == {"workbench": 4, "referrals": 3, "follow_ups": 1, "exchange": 0}


def test_silence_is_a_line_of_its_own(app: App, desk: Desk) -> None:
    desk.referral()
    desk.enrolled()
    desk.acknowledged()
    clock_of(app).advance(timedelta(days=5))
    [line] = app.worklists.workbench().waiting.lines
    assert (line.text, line.meaning) == ("1 张：周日后无消息，不知对方是否已处理", "unknown")


def test_silence_after_an_answer_does_not_doubt_that_it_arrived(app: App, desk: Desk) -> None:
    referral = desk.referral()
    desk.enrolled()
    desk.acknowledged()
    desk.theirs(referral, "accepted")
    clock_of(app).advance(timedelta(days=5))
    [line] = app.worklists.workbench().waiting.lines
    assert (line.text, line.meaning) == ("1 张对方已收到，周日后无消息", "unknown")
    assert line.chip == "不知进展"
    [line] = app.worklists.workbench().reminders.lines
    assert (line.meaning, line.chip) == ("unknown", "没有消息")  # never that nobody knows whether it arrived


def test_the_badge_counts_reminders_that_no_worklist_shows(app: App, desk: Desk) -> None:
    before = app.worklists.badges()["workbench"]
    referral = desk.referral(consent="oral")
    assert app.worklists.badges()["workbench"] == before + 1
    app.reminders.record_consent(referral, "signed")
    assert app.worklists.badges()["workbench"] == before


def test_the_inbox_is_ordered_by_urgency_and_waiting_time(app: App, desk: Desk) -> None:
    patient = desk.patient()
    made = {}
    for urgency in ("routine", "urgent", "emergency", "routine"):
        referral = desk.referral(patient_id=patient, to_org=app.place.org_id, to_dept="外科", urgency=urgency)
        made[referral] = urgency
        clock_of(app).advance(timedelta(minutes=30))
    rows = app.worklists.inbox().rows
    assert [made[row.id] for row in rows] == ["emergency", "urgent", "routine", "routine"]
    assert rows[2].waited == "2 小时"
    assert rows[0].meaning == "urgent"


def test_an_administrator_without_clinical_rights_sees_no_patient(app: App, desk: Desk) -> None:
    patient = desk.patient(name="赵二", id_no=with_check_digit("62080219610312123"))
    desk.referral(patient_id=patient, to_org=app.place.org_id, to_dept="外科")
    assert app.worklists.badges()["referrals"] == 1
    accounts.create(
        app.place.db,
        login="sys",
        display_name="管理员",
        role="admin",
        password_hash=app.place.machine.passwords.hash(PASSWORD),
        must_change=False,
    )
    app.session.log_in("sys", PASSWORD)
    bench = app.worklists.workbench()
    assert (bench.to_do.count, bench.recent, bench.drafts) == (0, (), ())
    assert app.worklists.badges()["referrals"] == 0
