"""The county's machine died with its backups: a new hub with new keys, which its old PCs do not trust."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from clinic_app.domain.errors import HubNotTrusted, HubRefused, Rejected
from clinic_app.hub.lifetime import begin_life
from clinic_app.hub.rebuild import rebuild
from clinic_app.store import sync_state
from tests.helpers.clinic import county, services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join, join_as_county
from tests.helpers.services import Desk


def find_at(hub, *apps):
    """Let PCs find the new hub where the old one was: only the port is the test's own."""
    for app in apps:
        app.sync_control.stop()
        sync_state.change(app.place.db, hub_address=hub.address)


def at_hub(hub, kind, name):
    with hub.database.transaction() as tx:
        rows = tx.all("SELECT body FROM record WHERE ent = :kind AND void = 0", kind=kind)
        work = tx.all("SELECT user_name, hlc, rec_id, sets FROM op_log WHERE epoch_no > 0")
    keys = [tuple(row.values()) for row in work]
    assert len(keys) == len(set(keys))  # nothing came twice
    return sorted(json.loads(row["body"])[name] for row in rows)


@pytest.fixture
def machine():
    return services_machine()


@pytest.fixture
def apps(machine, tmp_path):
    with township(tmp_path / "clinic", machine) as clinic, county(tmp_path / "hospital", machine) as hospital:
        yield clinic, hospital


def test_the_work_of_all_comes_back_by_new_codes_alone(machine, apps, tmp_path):
    clinic, hospital = apps
    desk = Desk(clinic)
    with RunningHub(tmp_path / "lost", tls=True, clock=machine.clock) as lost:
        own, other = join(lost, clinic), join_as_county(lost, hospital)
        clinic.sync_control.sync_now()
        referral = desk.referral(patient_id=desk.patient(name="已送到"), to_org=other.id)
        for app in (clinic, hospital, clinic):
            app.sync_control.sync_now()
        with lost.database.transaction() as tx:  # it was put back once: its PCs know that by its name
            begin_life(tx, machine.clock.now(), "restored", lost.entropy)
        for app in (clinic, hospital, clinic):
            app.sync_control.sync_now()
        phase = hospital.referrals.get(referral).phase
        assert clinic.referrals.get(referral).phase == phase
    before = sync_state.read(clinic.place.db)

    with RunningHub(tmp_path / "new", tls=True, clock=machine.clock) as hub:
        find_at(hub, clinic, hospital)
        desk.patient(name="还没送", gender="1", id_no="", birth_date="1960-01-01")
        with pytest.raises(HubNotTrusted):
            clinic.sync_control.sync_now()
        status = clinic.sync_control.status()
        assert "不是登记时的县平台" in status.sentence
        assert "一行新的登记码" in status.sentence
        assert "重新登记" in status.sentence
        assert (status.meaning, status.may_enrol) == ("urgent", True)
        assert "不是原来的县平台" in status.trouble
        with hub.database.transaction() as tx:
            assert tx.one("SELECT count(*) AS n FROM op_log WHERE epoch_no > 0")["n"] == 0

        # The county enters its institutions anew; their identities are others.
        entered = hub.add_organization(clinic.institution.name, slip_prefix="TX")
        desk_at_county = hub.add_organization(hospital.institution.name, level="county", slip_prefix="CX")
        with pytest.raises(HubRefused, match="别的机构"):
            clinic.sync_control.enrol(hub.ticket(desk_at_county).line)
        line = hub.ticket(entered).line
        assert clinic.sync_control.status().may_enrol
        clinic.sync_control.enrol(line)
        assert not clinic.sync_control.status().may_enrol
        assert clinic.place.org_id == own.id
        outcome = clinic.sync_control.sync_now()
        assert outcome.refused == 0
        assert "重新排入待上传" in "".join(outcome.healed)
        assert at_hub(hub, "patient", "name") == ["已送到", "还没送"]
        after = sync_state.read(clinic.place.db)
        assert after.device_id != before.device_id
        assert after.epoch_no > before.epoch_no

        with pytest.raises(HubNotTrusted):
            hospital.sync_control.sync_now()
        with hub.database.transaction() as tx:
            found = {
                row["id"]: row["void"]
                for row in tx.all("SELECT id, void FROM record WHERE ent = 'organization'")
            }
        assert found == {own.id: 0, other.id: 0, entered.id: 1, desk_at_county.id: 1}
        hospital.sync_control.enrol(hub.ticket(other).line)
        for app in (hospital, clinic, hospital, clinic):
            assert app.sync_control.sync_now().refused == 0
        for app in (clinic, hospital):
            assert app.referrals.get(referral).phase == phase
            assert app.sync_control.check_now().digests_equal
            assert app.sync_control.status().meaning == "done"
        slip = clinic.referrals.get(referral).row["slip_no"]
        later = desk.patient(name="之后", gender="1", id_no="", birth_date="1960-01-01")
        desk.referral(patient_id=later, to_org=other.id)
        given = [row["slip_no"] for row in clinic.place.db.execute("SELECT slip_no FROM serial")]
        assert slip in given
        assert len(given) == len(set(given))
        assert rebuild(hub.database).sound


def test_what_only_readers_show_comes_back_too(machine, apps, tmp_path):
    clinic, hospital = apps
    with RunningHub(tmp_path / "lost", tls=True, clock=machine.clock) as lost:
        join(lost, clinic)
        other = join_as_county(lost, hospital)
        clinic.sync_control.sync_now()
        desk = Desk(clinic)
        desk.referral(patient_id=desk.patient(name="只剩医院有"), to_org=other.id)
        clinic.sync_control.sync_now()
        hospital.sync_control.sync_now()
    # The clinic's PC burnt with the hub; only the hospital shows its patient.
    with RunningHub(tmp_path / "new", tls=True, clock=machine.clock) as hub:
        find_at(hub, hospital)
        hub.add_organization(clinic.institution.name)
        entered = hub.add_organization(hospital.institution.name, level="county")
        with pytest.raises(HubNotTrusted):
            hospital.sync_control.sync_now()
        hospital.sync_control.enrol(hub.ticket(entered).line)
        hospital.sync_control.sync_now()
        machine.clock.advance(timedelta(hours=49))
        hospital.sync_control.sync_now()
        assert at_hub(hub, "patient", "name") == ["只剩医院有"]
        assert rebuild(hub.database).sound


def test_an_institution_that_is_entered_later_gets_what_was_addressed_to_it(machine, apps, tmp_path):
    clinic, hospital = apps
    with RunningHub(tmp_path / "lost", tls=True, clock=machine.clock) as lost:
        join(lost, clinic)
        other = join_as_county(lost, hospital)
        for app in (clinic, hospital, clinic):
            app.sync_control.sync_now()
        desk = Desk(clinic)
        referral = desk.referral(patient_id=desk.patient(), to_org=other.id)
        clinic.sync_control.sync_now()
    with RunningHub(tmp_path / "new", tls=True, clock=machine.clock) as hub:
        find_at(hub, clinic, hospital)
        for app in apps:
            with pytest.raises(HubNotTrusted):
                app.sync_control.sync_now()
        join(hub, clinic)
        assert clinic.sync_control.sync_now().refused
        assert clinic.sync_control.status().refused == 1
        join_as_county(hub, hospital)
        assert hospital.place.org_id == other.id
        for app in (hospital, clinic, hospital, clinic):
            app.sync_control.sync_now()
        assert clinic.sync_control.status().refused == 0
        assert (
            hospital.referrals.get(referral).row["slip_no"] == clinic.referrals.get(referral).row["slip_no"]
        )
        for app in apps:
            assert app.sync_control.check_now().digests_equal
            assert app.sync_control.status().meaning == "done"


def test_nobody_else_is_trusted_without_a_code(machine, apps, tmp_path):
    clinic, _ = apps
    with RunningHub(tmp_path / "hub", tls=True, clock=machine.clock) as hub:
        org = join(hub, clinic)
        clinic.sync_control.sync_now()
        patient = Desk(clinic).patient()
        true_address = hub.address
        with RunningHub(tmp_path / "rogue", tls=True, clock=machine.clock) as rogue:
            find_at(rogue, clinic)
            kept = sync_state.hub_keys(clinic.place.db)
            with pytest.raises(HubNotTrusted):
                clinic.sync_control.sync_now()
            theirs = rogue.ticket(rogue.add_organization("别人"))
            mine = hub.ticket(org)
            # The true hub's line leads to the true hub; its fingerprint does not fit the other.
            with pytest.raises(HubNotTrusted):
                clinic.sync_control.enrol(mine.line.replace(true_address, rogue.address))
            with pytest.raises(Rejected):
                clinic.sync_control.enrol(theirs.line[:-3])
            assert sync_state.hub_keys(clinic.place.db) == kept
            with rogue.database.transaction() as tx:
                assert tx.all("SELECT device_id FROM device") == []
        # The network is mended: all goes on as if nothing had been.
        sync_state.change(clinic.place.db, hub_address=true_address)
        clinic.sync_control.sync_now()
        status = clinic.sync_control.status()
        assert (status.meaning, status.may_enrol) == ("done", False)
        with hub.database.transaction() as tx:
            assert tx.one("SELECT 1 AS yes FROM record WHERE id = :id", id=patient)
