"""The hub is restored from a backup older than a PC's joining: it knows neither the PC nor its work."""

from __future__ import annotations

import json

import pytest

from clinic_app.domain.errors import HubRefused, Rejected
from clinic_app.hub.backup import make_backup, restore_backup
from clinic_app.hub.enrolment import set_device_status
from clinic_app.hub.lifetime import open_database
from clinic_app.store import sync_state
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join, join_as_county, town_and_county
from tests.helpers.services import Desk


def put_back(hub, made, *apps):
    """Do what an administrator does after a loss, and let the PCs find the test's new port."""
    hub.stop()
    database = open_database(hub.config.url, hub.clock.now(), hub.entropy)
    restore_backup(hub.config, database, made.path, hub.clock.now(), hub.entropy)
    database.close()
    hub.start()
    for app in apps:
        app.sync_control.stop()  # hangs up: the old line leads to the old port
        sync_state.change(app.place.db, hub_address=hub.address)


def at_hub(hub, kind, name):
    with hub.database.transaction() as tx:
        rows = tx.all("SELECT body FROM record WHERE ent = :kind", kind=kind)
        work = tx.all("SELECT user_name, hlc, rec_id, sets FROM op_log WHERE epoch_no > 0")
    keys = [tuple(row.values()) for row in work]
    assert len(keys) == len(set(keys))  # nothing came twice
    return sorted(json.loads(row["body"])[name] for row in rows)


def test_a_new_code_is_all_it_takes(tmp_path):
    with town_and_county(tmp_path) as (hub, clinic, hospital):
        org = hub.add_organization(clinic.institution.name, slip_prefix="TX")
        other = join_as_county(hub, hospital)
        hospital.sync_control.sync_now()
        made = make_backup(hub.config, hub.database, hub.clock.now())

        clinic.sync_control.enrol(hub.ticket(org).line)
        clinic.sync_control.sync_now()
        desk = Desk(clinic)
        referral = desk.referral(patient_id=desk.patient(name="已送到"), to_org=other.id)
        clinic.sync_control.sync_now()
        hospital.sync_control.sync_now()
        assert clinic.sync_control.status().meaning == "done"
        put_back(hub, made, clinic, hospital)
        desk.patient(name="还没送", gender="1", id_no="", birth_date="1960-01-01")
        before = sync_state.read(clinic.place.db)
        numbers = [row["slip_no"] for row in clinic.place.db.execute("SELECT slip_no FROM serial")]

        with pytest.raises(HubRefused) as caught:
            clinic.sync_control.sync_now()
        status = clinic.sync_control.status()
        assert str(caught.value.message) == status.sentence
        assert "县平台不认识这台电脑了" in status.sentence
        assert "新的登记码" in status.sentence
        assert (status.meaning, status.may_enrol, status.unsent_groups) == ("urgent", True, 1)
        assert "重新登记" in status.trouble

        with pytest.raises(HubRefused, match="别的机构"):
            clinic.sync_control.enrol(hub.ticket(other).line)
        assert clinic.sync_control.status().may_enrol
        clinic.sync_control.enrol(hub.ticket(org).line)
        assert not clinic.sync_control.status().may_enrol
        assert clinic.sync_control.status().meaning != "done"
        with pytest.raises(Rejected, match="已经登记过"):
            clinic.sync_control.enrol(hub.ticket(org).line)

        outcome = clinic.sync_control.sync_now()
        assert "备份恢复过" in "".join(outcome.healed)
        after = sync_state.read(clinic.place.db)
        assert after.device_id != before.device_id
        assert after.epoch_no > before.epoch_no
        assert at_hub(hub, "patient", "name") == ["已送到", "还没送"]
        assert at_hub(hub, "referral", "slip_no") == [clinic.referrals.get(referral).row["slip_no"]]
        hospital.sync_control.sync_now()
        clinic.sync_control.sync_now()
        for app in (clinic, hospital):
            # What was signed under the identity that the hub has forgotten can still be checked.
            keys = app.place.db.execute("SELECT id, public_key FROM device_key ORDER BY id")
            assert {before.device_id, after.device_id} <= {row["id"] for row in keys}
            assert app.sync_control.check_now().digests_equal
            assert app.sync_control.status().meaning == "done"
        assert hospital.referrals.get(referral).phase == clinic.referrals.get(referral).phase
        later = desk.patient(name="之后", gender="1", id_no="", birth_date="1960-01-01")
        desk.referral(patient_id=later, to_org=other.id)
        given = [row["slip_no"] for row in clinic.place.db.execute("SELECT slip_no FROM serial")]
        assert len(given) == len(set(given)) == len(numbers) + 1


@pytest.mark.parametrize("renamed", ["", "白水镇中心卫生院"])
def test_an_institution_that_was_forgotten_too(tmp_path, renamed):
    """The county enters it again under another identity: it gets the former one, or the records follow."""
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        made = make_backup(hub.config, hub.database, machine.clock.now())
        former = join(hub, app)
        patient = Desk(app).patient()
        app.sync_control.sync_now()
        put_back(hub, made, app)
        with pytest.raises(HubRefused):
            app.sync_control.sync_now()
        org = hub.add_organization(renamed or app.institution.name)
        app.sync_control.enrol(hub.ticket(org).line)
        app.sync_control.sync_now()
        assert app.place.org_id == (org if renamed else former).id
        assert app.patients.card(patient).owned
        assert at_hub(hub, "patient", "name") == ["王建国"]
        assert app.sync_control.check_now().digests_equal
        assert app.sync_control.status().meaning == "done"


def test_a_pc_that_the_county_stopped_stays_out(tmp_path):
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        org = join(hub, app)
        app.sync_control.sync_now()
        device = sync_state.read(app.place.db).device_id

        def let_in(*, active):
            with hub.database.transaction() as tx:
                set_device_status(tx, device, active=active, now=machine.clock.now())

        let_in(active=False)
        with pytest.raises(HubRefused):
            app.sync_control.sync_now()
        status = app.sync_control.status()
        assert "已被县平台停用" in status.sentence
        assert (status.meaning, status.may_enrol) == ("urgent", False)
        with pytest.raises(Rejected, match="停用"):
            app.sync_control.enrol(hub.ticket(org).line)
        # Nor does a file that believes it was forgotten get in by a code.
        sync_state.change(app.place.db, refused_as="unknown")
        ticket = hub.ticket(org)
        with pytest.raises(HubRefused, match="停用"):
            app.sync_control.enrol(ticket.line)
        let_in(active=True)
        app.sync_control.sync_now()
        assert app.sync_control.status().meaning == "done"
