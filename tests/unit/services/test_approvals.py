from __future__ import annotations

import pytest

from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.services.app import App
from clinic_app.services.approvals import PRESETS
from clinic_app.store import accounts
from tests.helpers.clinic import PASSWORD
from tests.helpers.services import Desk
from tests.unit.services.test_printing import words

HOSPITAL = dict(PRESETS)["hospital"]


def staff(app: App, login: str, name: str, role: str) -> str:
    return accounts.create(
        app.place.db,
        login=login,
        display_name=name,
        role=role,
        password_hash=app.place.machine.passwords.hash(PASSWORD),
        must_change=False,
    ).id


@pytest.fixture
def ward(app: App) -> App:
    """A clinic where three people have to agree, one of them after an emergency."""
    head = staff(app, "zzr", "周主任", "doctor,reviewer")
    office = staff(app, "wk", "吴科长", "reviewer")
    president = staff(app, "yz", "冯院长", "reviewer")
    staff(app, "doc", "陈医生", "doctor")
    chains = {("up", urgency): HOSPITAL for urgency in ("urgent", "routine")}
    app.approvals.set_chains({**chains, ("up", "emergency"): ("科主任",)})
    app.approvals.set_reviewers({"科主任": [head], "医务科": [office], "院长": [president]})
    return app


def written(app: App, desk: Desk, **values: str) -> str:
    patient, org = desk.patient(), desk.hospital()
    app.session.log_in("doc", PASSWORD)
    return app.referrals.save_and_send(desk.slip(org, **values), patient).id


def test_three_hands_agree_in_their_order_and_then_it_goes_out(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    ward.session.log_in("wk", PASSWORD)
    assert [one.mine for one in ward.approvals.waiting()] == [False]
    with pytest.raises(NotAllowed):
        ward.approvals.review(slip)
    for login, role in (("zzr", "科主任"), ("wk", "医务科"), ("yz", "院长")):
        ward.session.log_in(login, PASSWORD)
        [waiting] = ward.approvals.waiting()
        assert (waiting.mine, waiting.text) == (True, f"待{role}审核")
        assert ward.referrals.get(slip).phase == "written"
        assert "未审核" in words(ward.printing.preview(slip).pdf)
        ward.approvals.review(slip)
    assert ward.referrals.get(slip).phase == "sent"
    assert ward.approvals.waiting() == ()
    assert "未审核" not in words(ward.printing.preview(slip).pdf)
    assert [step.by for step in ward.approvals.of(slip).steps] == ["周主任", "吴科长", "冯院长"]
    with pytest.raises(Rejected):
        ward.approvals.review(slip)


def test_nobody_goes_around_the_reviewers(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    with pytest.raises(Rejected, match="科主任"):
        ward.referrals.send(slip)
    offers = {move.event: move for move in ward.referrals.get(slip).moves}
    assert not offers["reviewed"].allowed


def offers(app: App, slip: str) -> dict[str, bool]:
    """Return what the page of a slip offers, and whether the person at work may do it."""
    return {move.label: move.allowed for move in app.referrals.get(slip).moves}


def test_a_slip_before_its_reviewers_goes_out_by_their_word_alone(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    assert offers(ward, slip) == {"审核": False, "结案": True, "撤销": True}
    assert ward.referrals.get(slip).list_row.note.startswith("未发出 · 待科主任审核")
    ward.session.log_in("zzr", PASSWORD)
    assert offers(ward, slip)["审核"]
    assert "发出" not in offers(ward, slip)
    with pytest.raises(Rejected, match="科主任"):
        ward.referrals.send(slip)


def test_who_may_agree_for_everybody_reviews_and_does_not_go_around(app: App, desk: Desk) -> None:
    app.approvals.set_chains({("up", "urgent"): ("科主任",)})
    slip = app.referrals.save_without_sending(desk.slip(desk.hospital()), desk.patient()).id
    assert (offers(app, slip).get("审核"), offers(app, slip).get("发出")) == (True, None)
    with pytest.raises(Rejected):
        app.referrals.send(slip)
    app.referrals.amend(slip, {"urgency": "emergency"})
    assert offers(app, slip)["发出"]
    app.referrals.send(slip)
    assert app.referrals.get(slip).phase == "sent"


def test_the_writer_hands_in_again_what_came_back(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    ward.session.log_in("zzr", PASSWORD)
    ward.approvals.review(slip, "补心电图结果", ok=False)
    ward.session.log_in("wk", PASSWORD)
    assert offers(ward, slip)["再次送审"] is False
    ward.session.log_in("doc", PASSWORD)
    assert offers(ward, slip) == {"再次送审": True, "结案": True, "撤销": True}
    assert "周主任退回：补心电图结果" in ward.referrals.get(slip).list_row.note


def test_the_way_of_an_emergency_says_that_the_review_is_still_to_come(ward: App, desk: Desk) -> None:
    slip = written(ward, desk, urgency="emergency")
    steps = {step.key: (step.state, step.when) for step in ward.referrals.get(slip).steps}
    assert steps["reviewed"] == ("ahead", "待补审")
    desk.theirs(slip, "arrived")
    desk.their_return(slip)
    steps = {step.key: (step.state, step.when) for step in ward.referrals.get(slip).steps}
    assert steps["reviewed"] == ("ahead", "未审核")


def test_a_slip_comes_back_with_a_remark_and_is_handed_in_by_correcting_it(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    ward.session.log_in("zzr", PASSWORD)
    with pytest.raises(Rejected):
        ward.approvals.review(slip, ok=False)
    ward.approvals.review(slip, "补心电图结果", ok=False)
    assert ward.approvals.waiting() == ()
    ward.session.log_in("doc", PASSWORD)
    [back] = ward.approvals.sent_back()
    assert back.text == "周主任退回：补心电图结果"
    with pytest.raises(Rejected):
        ward.referrals.send(slip)
    ward.referrals.amend(slip, {"exam_result": "心电图 ST 段压低"})
    assert ward.approvals.sent_back() == ()
    assert ward.approvals.of(slip).next_role == "科主任"


def test_correcting_the_words_asks_those_again_who_had_agreed(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    ward.session.log_in("zzr", PASSWORD)
    ward.approvals.review(slip)
    ward.session.log_in("doc", PASSWORD)
    ward.referrals.amend(slip, {"consent": "family"})
    assert ward.approvals.of(slip).next_role == "医务科"
    ward.referrals.amend(slip, {"impression": "心绞痛"})
    assert ward.approvals.of(slip).next_role == "科主任"


def test_it_can_be_handed_in_unchanged(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    with pytest.raises(Rejected):
        ward.approvals.hand_in_again(slip)
    ward.session.log_in("zzr", PASSWORD)
    ward.approvals.review(slip, "请电话说明", ok=False)
    ward.session.log_in("doc", PASSWORD)
    ward.approvals.hand_in_again(slip)
    assert ward.approvals.of(slip).next_role == "科主任"


def test_an_emergency_is_out_and_reviewed_afterwards(ward: App, desk: Desk) -> None:
    slip = written(ward, desk, urgency="emergency")
    assert ward.referrals.get(slip).phase == "sent"
    assert "未审核" in words(ward.printing.preview(slip).pdf)
    ward.session.log_in("zzr", PASSWORD)
    [waiting] = ward.approvals.waiting()
    assert (waiting.afterwards, waiting.mine, waiting.text) == (True, True, "急症已先转出，待科主任补审")
    ward.approvals.review(slip)
    assert ward.approvals.waiting() == ()
    assert "未审核" not in words(ward.printing.preview(slip).pdf)


def test_a_writer_who_is_the_first_reviewer_has_agreed_by_writing(ward: App, desk: Desk) -> None:
    patient, org = desk.patient(), desk.hospital()
    ward.session.log_in("zzr", PASSWORD)
    slip = ward.referrals.save_and_send(desk.slip(org), patient).id
    assert ward.approvals.of(slip).next_role == "医务科"


def test_a_changed_setting_leaves_what_is_under_way(ward: App, desk: Desk) -> None:
    slip = written(ward, desk)
    ward.session.log_in("lys", PASSWORD)
    ward.approvals.set_chains({})
    assert set(ward.approvals.chains().values()) == {()}
    assert ward.approvals.of(slip).next_role == "科主任"


@pytest.mark.parametrize(
    "chains", [{("up", "now"): ("院长",)}, {("up", "routine"): ("院长", "院长")}, {("up", "routine"): ("",)}]
)
def test_a_chain_that_makes_no_sense_is_refused(
    app: App, chains: dict[tuple[str, str], tuple[str, ...]]
) -> None:
    with pytest.raises(Rejected):
        app.approvals.set_chains(chains)
    assert app.approvals.chains()["up", "routine"] == ()


def test_an_unknown_reviewer_is_refused(app: App) -> None:
    with pytest.raises(Rejected):
        app.approvals.set_reviewers({"院长": ["nobody"]})
    assert app.approvals.reviewers() == {}


def test_the_doctors_part_is_the_writing(app: App, desk: Desk) -> None:
    insurance = staff(app, "yb", "何医保", "reviewer")
    staff(app, "doc", "陈医生", "doctor")
    app.approvals.set_chains({("up", "urgent"): dict(PRESETS)["insurance"]})
    app.approvals.set_reviewers({"医保办": [insurance]})
    slip = written(app, desk)
    app.session.log_in("yb", PASSWORD)
    [waiting] = app.approvals.waiting()
    assert (waiting.mine, waiting.text) == (True, "待医保办审核")
    app.approvals.review(slip)
    assert app.referrals.get(slip).phase == "sent"


def test_only_people_who_may_review_can_be_named_for_a_post(ward: App) -> None:
    assert {one.text.split()[0] for one in ward.approvals.people()} >= {"周主任", "吴科长", "冯院长"}
    assert "陈医生" not in {one.text.split()[0] for one in ward.approvals.people()}
