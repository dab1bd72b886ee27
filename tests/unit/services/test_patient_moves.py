from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_app.domain.errors import HubRefused, HubUnreachable, NotAllowed, Rejected
from clinic_app.hub import hand_over
from clinic_app.hub.directory import organization
from clinic_app.services.follow_up_rows import DueChoice
from tests.helpers.clinic import NOON, clock_of, county, services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk


@pytest.fixture
def hub(tmp_path):
    with RunningHub(tmp_path / "hub", clock=services_machine(NOON).clock) as running:
        yield running


@pytest.fixture
def clinic(hub, tmp_path):
    with township(tmp_path / "clinic") as app:
        org = hub.add_organization(app.institution.name, slip_prefix="TX")
        app.sync_control.enrol(hub.ticket(org).line)
        yield app


@pytest.fixture
def hospital(hub, tmp_path):
    with county(tmp_path / "hospital") as app:
        org = hub.add_organization(app.institution.name, level="county", slip_prefix="CX")
        app.sync_control.enrol(hub.ticket(org).line)
        app.sync_control.sync_now()
        yield app


@pytest.fixture
def patient(clinic, hospital):
    """Somebody whom the clinic manages and has sent up."""
    made = Desk(clinic).patient()
    clinic.sync_control.sync_now()
    Desk(clinic).referral(to_org=hospital.institution.id, patient_id=made)
    for app in (clinic, hospital):
        app.sync_control.sync_now()
    return made


def test_the_desk_reads_what_it_does_then_does_it_and_both_see_it(hub, clinic, hospital, patient):
    village = hub.add_organization("王家沟村卫生室", level="village")
    moves = hospital.sync_control.moves
    assert moves.offered
    assert hospital.patients.card(patient).manager == "白水镇卫生院"
    told = moves.foresee(patient, village.id)
    assert (told.needed, told.moved) == (True, False)
    assert "白水镇卫生院 保留已有的内容" in told.effects[1]
    assert told.notes == ("王家沟村卫生室 还没有电脑登记县平台，登记以后才能收到。",)
    hospital.sync_control.sync_now()
    assert hospital.patients.card(patient).manager == "白水镇卫生院"
    assert moves.hand_over(patient, village.id).moved
    for app in (hospital, clinic):
        app.sync_control.sync_now()
        # The clinic goes on seeing whom it referred, as somebody whom another institution manages.
        card = app.patients.card(patient)
        assert (card.manager, card.owned, card.left) == ("王家沟村卫生室", False, False)
    again = moves.foresee(patient, village.id)
    assert (again.needed, again.effects) == (False, ("已由 王家沟村卫生室 管理，不用移交，没有改动。",))


@pytest.fixture
def village(hub, tmp_path):
    with township(tmp_path / "village", services_machine(seed=3)) as app:
        org = hub.add_organization("王家沟村卫生室", level="village", slip_prefix="VX")
        app.sync_control.enrol(hub.ticket(org).line)
        yield app


def handed_over(hub, hospital, patient, village, *, sent_up):
    """Hand somebody over: whom the hospital sees by its desk, else by the county's engineer."""
    target = village.institution.id
    if sent_up:
        assert hospital.sync_control.moves.hand_over(patient, target).moved
        return
    with hub.database.transaction() as tx:
        planned = hand_over.foresee(tx, hand_over.find_patient(tx, patient), organization(tx, target))
        hand_over.hand_over(tx, planned, NOON)


@pytest.mark.parametrize("sent_up", [True, False], ids=["still-seen", "out-of-sight"])
def test_who_takes_over_is_told_and_the_former_clinic_is_not_late(hub, clinic, hospital, village, sent_up):
    patient = Desk(clinic).patient()
    if sent_up:
        clinic.sync_control.sync_now()
        Desk(clinic).referral(to_org=hospital.institution.id, patient_id=patient)
    for day in ("2026-11-22", "2026-11-25"):
        clinic.follow_ups.plan(patient, {"form": "hypertension", "due_on": day})
    assert (clinic.follow_ups.counts().today, clinic.worklists.badges()["follow_ups"]) == (1, 1)
    for app in (clinic, hospital, village):
        app.sync_control.sync_now()
    handed_over(hub, hospital, patient, village, sent_up=sent_up)
    for app in (clinic, village, hospital):
        app.sync_control.sync_now()

    for app in (clinic, hospital):
        assert app.worklists.workbench().follow_ups.lines == ()
    assert clinic.worklists.badges()["follow_ups"] == 0
    assert clinic.follow_ups.due(DueChoice(date(2027, 1, 1))).rows == ()
    assert clinic.follow_ups.doctors() == []
    assert {(one.due_text, one.meaning, one.overdue_days) for one in clinic.follow_ups.plans_of(patient)} == {
        ("患者已移交", "unknown", 0)
    }
    more = clinic.follow_ups.plan(patient, {"form": "hypertension", "due_on": "2026-12-01"})
    assert [one.code for one in more.warnings] == ["plan.handed_over"]

    (line,) = village.worklists.workbench().follow_ups.lines
    assert line.text == "王建国由县里移交过来（今天），原机构还有 2 个随访计划，请另订"
    assert (line.page, line.where, line.meaning) == ("patient", {"patient_id": patient}, "due")
    clock_of(village).advance(timedelta(minutes=1))
    village.patients.card(patient)
    assert village.worklists.workbench().follow_ups.lines == ()
    village.follow_ups.plan(patient, {"form": "hypertension", "due_on": "2026-11-22"})
    assert village.follow_ups.counts().today == 1


def test_whoever_comes_back_is_due_again(hub, clinic, hospital, village, patient):
    clinic.follow_ups.plan(patient, {"form": "hypertension", "due_on": "2026-11-22"})
    clinic.sync_control.sync_now()
    for taker, due in ((village, 0), (clinic, 1)):
        handed_over(hub, hospital, patient, taker, sent_up=True)
        clinic.sync_control.sync_now()
        assert clinic.follow_ups.counts().today == due
    assert len(clinic.worklists.workbench().follow_ups.lines) == 2  # who came back, and the visit that is due


def test_of_many_who_are_handed_over_the_first_are_named(hub, clinic, hospital, village):
    born = {"id_no": "", "gender": "2", "birth_date": "1958-03-02"}
    people = [Desk(clinic).patient(name=f"马玉{name}", **born) for name in "兰莲荣梅花"]
    for app in (clinic, village):
        app.sync_control.sync_now()
    for one in people:
        handed_over(hub, hospital, one, village, sent_up=False)
    village.sync_control.sync_now()
    lines = village.worklists.workbench().follow_ups.lines
    assert [line.count for line in lines] == [1, 1, 1, 2]
    assert lines[-1].text == "2 位也是移交来的，看过上面的再列出"
    assert "由县里移交过来（今天）" in lines[0].text


def test_who_may_not_is_told_why(clinic, hospital, patient):
    with pytest.raises(HubRefused, match="只有县级转诊办"):
        clinic.sync_control.moves.hand_over(patient, hospital.institution.id)
    with pytest.raises(Rejected):
        hospital.sync_control.moves.foresee(patient, "")
    hospital.session.log_out()
    assert not hospital.sync_control.moves.offered
    with pytest.raises(NotAllowed):
        hospital.sync_control.moves.foresee(patient, clinic.institution.id)


def test_without_a_line_it_says_that_it_needs_one(hub, hospital, tmp_path):
    hub.stop()
    with pytest.raises(HubUnreachable, match="移交要联网才能办") as caught:
        hospital.sync_control.moves.foresee("P" * 22, "O" * 22)
    assert "没有改动" in str(caught.value.message)
    assert "连不上县平台" in str(caught.value.message)
    with pytest.raises(HubUnreachable, match="不知道移交办成没有") as caught:
        hospital.sync_control.moves.hand_over("P" * 22, "O" * 22)
    assert "请先同步" in str(caught.value.message)


def test_alone_nothing_is_offered(tmp_path):
    with county(tmp_path) as app:
        assert not app.sync_control.moves.offered
