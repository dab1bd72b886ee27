from __future__ import annotations

import pytest

from clinic_app.domain.errors import HubRefused, HubUnreachable, NotAllowed, Rejected
from tests.helpers.clinic import NOON, county, services_machine, township
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
    assert "连不上县平台" in str(caught.value.message)


def test_alone_nothing_is_offered(tmp_path):
    with county(tmp_path) as app:
        assert not app.sync_control.moves.offered
