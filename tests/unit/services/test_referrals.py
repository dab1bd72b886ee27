from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.domain.numbers import check_slip_no
from clinic_app.services.app import App
from clinic_app.services.patients import ElementEdit
from clinic_app.services.referrals import REVIEW_SETTING
from clinic_app.store import accounts, referrals, rows
from tests.helpers.clinic import PASSWORD, clock_of
from tests.helpers.services import Desk, with_check_digit


def codes(error: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_a_slip_begins_with_what_the_record_knows(app: App, desk: Desk) -> None:
    patient = desk.patient(past_history="高血压 10 年")
    app.patients.save(
        {},
        [
            ElementEdit("allergy", {"substance": "青霉素", "reaction": "皮疹"}),
            ElementEdit("problem", {"name": "高血压"}),
            ElementEdit("problem", {"name": "2型糖尿病"}),
        ],
        patient,
    )
    start = app.referrals.prefill(patient)
    assert start.values["patient_age"] == "68岁"
    assert start.values["allergy_text"] == "青霉素（皮疹）"
    assert start.values["past_history"] == "高血压 10 年；2型糖尿病"
    assert (start.values["from_doctor"], start.values["from_phone"]) == ("李医生", "13993312345")
    assert start.values["referral_date"] == "2026-11-22"
    assert {problem.code for problem in start.warnings} == {"exempt_reason.possible"}


def test_an_earlier_open_referral_is_told_first(app: App, desk: Desk) -> None:
    patient = desk.patient()
    desk.referral(patient_id=patient)
    assert "referral.earlier_open" in {p.code for p in app.referrals.prefill(patient).warnings}


def test_all_that_is_missing_is_told_at_once_and_no_number_is_used(app: App, desk: Desk) -> None:
    patient = desk.patient()
    with pytest.raises(Rejected) as refused:
        app.referrals.save_and_send({"urgency": ""}, patient)
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"to_org", "urgency", "impression", "present_illness", "reason"}
    assert app.place.reader.execute("SELECT * FROM serial") == []
    assert app.referrals.counts().waiting == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"referral_date": "2026-11-23"}, "referral_date.future"),
        ({"valid_until": "2026-11-01"}, "valid_until.early"),
        ({"consent": "refused"}, "consent_note.missing"),
        ({"reason": "51"}, "field.code"),
        ({"to_org": "x" * 22}, "to_org.unknown"),
        ({"impression": "长" * 201}, "field.length"),
    ],
)
def test_what_cannot_be_is_refused(app: App, desk: Desk, changes: dict[str, str], code: str) -> None:
    patient, org = desk.patient(), desk.hospital()
    with pytest.raises(Rejected) as refused:
        app.referrals.save_and_send(desk.slip(org, **changes), patient)
    assert codes(refused) == {code}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"referral_date": "2026-10-01"}, "referral_date.old"),
        ({"consent": ""}, "consent.missing"),
        ({"consent": "emergency"}, "consent.later"),
    ],
)
def test_what_deserves_a_second_look_is_saved_with_a_warning(
    app: App, desk: Desk, changes: dict[str, str], code: str
) -> None:
    saved = app.referrals.save_and_send(desk.slip(desk.hospital(), **changes), desk.patient())
    assert code in {problem.code for problem in saved.warnings}


def test_a_sent_slip_has_its_number_before_any_line_exists(app: App, desk: Desk) -> None:
    patient = desk.patient()
    saved = app.referrals.save_and_send(desk.slip(desk.hospital()), patient)
    assert saved.number.startswith("BSZW-PRTG-00001-")
    assert check_slip_no(saved.number)
    row = app.place.reader.execute("SELECT * FROM referral")[0]
    assert (row["slip_no"], row["patient_id_no"]) == (saved.number, with_check_digit("62080219580312123"))
    assert (row["from_org_name"], row["to_org_name"]) == ("白水镇卫生院", "崆峒县人民医院")
    units = app.place.reader.execute(
        "SELECT count(DISTINCT txn) AS n FROM op WHERE ent IN ('referral', 'referral_event')"
    )
    assert units[0]["n"] == 1
    assert [row.id for row in app.referrals.by_slip_no(saved.number.lower().replace("-", " "))] == [saved.id]


def test_the_identity_on_the_slip_is_the_records_own(app: App, desk: Desk) -> None:
    patient = desk.patient()
    values = desk.slip(desk.hospital(), patient_name="别人", patient_id_no="1", patient_phone="13811112222")
    referral = app.referrals.save_and_send(values, patient).id
    row = app.referrals.get(referral).row
    assert (row["patient_name"], row["patient_phone"]) == ("王建国", "13811112222")
    paper = app.referrals.draft_row(values, patient)
    assert (paper["patient_name"], paper["slip_no"]) == ("王建国", "")


def test_an_emergency_plans_the_two_week_visit_at_once(app: App, desk: Desk) -> None:
    routine = desk.referral(urgency="routine")
    assert app.referrals.get(routine).plans == ()
    patient = desk.patient(name="赵二", id_no=with_check_digit("62080219610312123"))
    emergency = desk.referral(patient_id=patient, urgency="emergency")
    [plan] = app.referrals.get(emergency).plans
    assert (plan.due_on, plan.form) == ("2026-12-04", "after_referral")


def test_a_down_referral_needs_advice_instead_of_present_illness(app: App, desk: Desk) -> None:
    org = desk.hospital("邻镇卫生院", level="township")
    values = desk.slip(org, reason="51", present_illness="")
    with pytest.raises(Rejected) as refused:
        app.referrals.save_and_send(values, desk.patient(), "down")
    assert codes(refused) == {"next_plan.missing"}
    saved = app.referrals.save_and_send(
        {**values, "next_plan": "继续口服"}, app.patients.page().rows[0].id, "down"
    )
    keys = [step.key for step in app.referrals.get(saved.id).steps]
    assert "returned" not in keys


def test_a_visit_that_was_left_out_is_known_to_be_left_out(app: App, desk: Desk) -> None:
    referral = desk.referral()
    desk.theirs(referral, "accepted")
    desk.theirs(referral, "arrived")
    desk.their_return(referral)
    app.referral_actions.received_back(referral)
    app.referral_actions.close(referral)
    steps = {step.key: (step.state, step.when) for step in app.referrals.get(referral).steps}
    assert steps["followed_up"] == ("ahead", "未做")
    assert steps["received"] == ("unknown", "未知")


def test_a_slip_waits_for_its_reviewer_but_an_emergency_goes_first(app: App, desk: Desk) -> None:
    app.place.put_setting(REVIEW_SETTING, True)
    patient, org = desk.patient(), desk.hospital()
    accounts.create(
        app.place.db,
        login="doc",
        display_name="陈医生",
        role="doctor",
        password_hash=app.place.machine.passwords.hash(PASSWORD),
        must_change=False,
    )
    app.session.log_in("doc", PASSWORD)
    saved = app.referrals.save_and_send(desk.slip(org), patient)
    assert "referral.waits_review" in {problem.code for problem in saved.warnings}
    waiting = app.referrals.get(saved.id)
    assert (waiting.phase, waiting.our_move) == ("written", True)
    assert not next(move for move in waiting.moves if move.event == "reviewed").allowed
    hurried = app.referrals.save_and_send(desk.slip(org, urgency="emergency"), patient)
    assert app.referrals.get(hurried.id).phase == "sent"
    app.session.log_in("lys", PASSWORD)
    app.referral_actions.reviewed(saved.id)
    assert app.referrals.get(saved.id).phase == "sent"


def test_the_sender_corrects_a_slip_and_is_told_to_print_it_again(app: App, desk: Desk) -> None:
    referral = desk.referral()
    app.referral_actions.printed(referral)
    saved = app.referrals.amend(
        referral, {"impression": "不稳定型心绞痛", "slip_no": "X", "patient_name": "别人"}
    )
    assert {problem.code for problem in saved.warnings} == {"referral.printed"}
    row = app.referrals.get(referral).row
    assert (row["impression"], row["patient_name"], row["slip_no"]) == (
        "不稳定型心绞痛",
        "王建国",
        saved.number,
    )
    app.referral_actions.cancel(referral, "01")
    with pytest.raises(Rejected):
        app.referrals.amend(referral, {"impression": "x"})


def test_the_receiver_does_not_correct_the_senders_slip(app: App, desk: Desk) -> None:
    referral = received(app, desk)
    with pytest.raises(NotAllowed):
        app.referrals.amend(referral, {"impression": "x"})


def received(app: App, desk: Desk) -> str:
    """Put a referral of another clinic here, as the hub would."""
    other = desk.hospital("北山镇卫生院", level="township")
    patient = desk.patient()
    with app.place.unit(user_name="别处"):
        made = rows.insert(
            app.place.db,
            "referral",
            {
                "patient_id": patient,
                "direction": "up",
                "from_org": other,
                "from_org_name": "北山镇卫生院",
                "to_org": app.place.org_id,
                "patient_name": "王建国",
                "urgency": "routine",
                "_owner": other,
            },
        )
    desk.theirs(made, "created")
    desk.theirs(made, "sent")
    return made


def test_how_far_the_news_got_in_honest_words(app: App, desk: Desk) -> None:
    referral = desk.referral()

    def delivery() -> tuple[str, str]:
        found = app.referrals.get(referral).delivery
        return found.state.value, found.text

    assert delivery() == ("alone", "单机使用，未联网")
    desk.enrolled()
    assert delivery() == ("only_here", "只在本机，待上传")
    app.place.db.execute("UPDATE op SET state = 2")
    assert delivery()[0] == "refused"
    desk.acknowledged()
    assert delivery() == ("at_hub", "县平台已收到，等对方收取")
    desk.theirs(referral, "received")
    desk.acknowledged()
    assert delivery() == ("received", "对方已收到，待受理")
    desk.theirs(referral, "opened")
    desk.acknowledged()
    assert delivery() == ("opened", "对方已打开，待受理")
    clock_of(app).advance(timedelta(days=5))
    assert delivery() == ("silent", "对方已打开；周日后无消息")
    seen = app.referrals.get(referral)
    assert seen.list_row.meaning == "unknown"
    unknown = next(step for step in seen.steps if step.key == "accepted")
    assert (unknown.state, unknown.when) == ("unknown", "周日后未知")
    desk.theirs(referral, "accepted", {"dept": "心内科"})
    desk.acknowledged()
    desk.enrolled()
    assert delivery() == ("answered", "对方已答复")


def test_silence_before_anything_was_heard(app: App, desk: Desk) -> None:
    referral = desk.referral()
    desk.acknowledged()
    desk.enrolled(days_ago=5)
    found = app.referrals.get(referral)
    assert found.delivery.text == "周二后无消息，不知对方是否已处理"
    assert found.list_row.note == found.delivery.text


def test_a_step_that_must_have_happened_unseen_is_unknown(app: App, desk: Desk) -> None:
    referral = desk.referral()
    desk.theirs(referral, "arrived")
    steps = {step.key: (step.state, step.when) for step in app.referrals.get(referral).steps}
    assert steps["created"] == ("done", "今天")
    assert steps["accepted"] == ("unknown", "未知")
    assert steps["arrived"] == ("current", "今天")
    assert steps["returned"] == ("ahead", "")


def test_lists_by_whose_move_it_is(app: App, desk: Desk) -> None:
    patient, org = desk.patient(), desk.hospital()
    ours = desk.referral(patient_id=patient, to_org=org)
    desk.theirs(ours, "declined", {"reason": "02", "suggestion": "补充心电图"})
    theirs = desk.referral(patient_id=patient, to_org=org, urgency="routine")
    ended = desk.referral(patient_id=patient, to_org=org)
    app.referral_actions.cancel(ended, "03")
    for box, expected in (("to_do", ours), ("waiting", theirs), ("ended", ended)):
        assert [row.id for row in app.referrals.page(box).rows] == [expected], box
    [row] = app.referrals.page("to_do").rows
    assert row.note == "被拒收 · 资料不充分，补充心电图"
    assert (row.meaning, row.holder, row.other_name) == ("urgent", "us", "崆峒县人民医院")
    counts = app.referrals.counts()
    assert (counts.to_do, counts.urgent, counts.waiting, counts.ended) == (1, 1, 1, 1)
    assert len(app.referrals.of_patient(patient)) == 3
    assert len(app.referrals.page("sent", limit=2).rows) == 2


def test_contradicting_moves_are_told_to_both(app: App, desk: Desk) -> None:
    referral = desk.referral()
    before = referrals.load(app.place.db, referral).status.heads
    app.referral_actions.cancel(referral, "03")
    desk.theirs(referral, "accepted", {"dept": "心内科"})
    with app.place.db.applying(), app.place.unit():
        app.place.db.execute(
            "UPDATE referral_event SET after = ? WHERE event = 'accepted'",
            (str(list(before)).replace("'", '"'),),
        )
    seen = app.referrals.get(referral)
    assert seen.phase == "accepted"
    assert "双方同时" in seen.clashes[0]


def test_what_is_not_here_is_not_found(app: App) -> None:
    with pytest.raises(NotFound):
        app.referrals.get("x" * 22)
    assert app.referrals.by_slip_no("BSZW") == ()
