"""The hub is restored from an old backup, and every clinic believes it has sent its work."""

from __future__ import annotations

import json

import pytest

from clinic_app.domain.errors import HubUnreachable
from clinic_app.hub.backup import make_backup, restore_backup
from clinic_app.hub.lifetime import open_database
from clinic_app.store import serials, sync_state
from clinic_app.store.unit_of_work import UnitOfWork
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
from tests.helpers.services import Desk, with_check_digit
from tests.simulation.gate import newcomer


def test_five_hundred_records_are_back_after_one_sync(county):
    world = county()
    town = world.pc("town")
    world.sync(town)
    world.back_up_hub(verified=True)
    people = world.many(town, 500)
    assert world.sync(town).sent == 500
    world.restore_hub()
    assert world.at_hub("patient", people[0]) is None
    result = world.sync(town)
    assert result.healed
    assert all(world.at_hub("patient", one) is not None for one in people)
    assert len(world.hub_hashes()) == len(set(world.hub_hashes()))
    world.prove()
    assert town.db.execute("SELECT count(*) AS n FROM patient")[0]["n"] == 500


def test_no_slip_number_is_given_twice_by_a_hub_that_has_forgotten_whom_it_let_in(county):
    """Each restore forgets a PC, and the next to join might get its numbers: one backup, put back twice."""
    world = county()
    world.back_up_hub(verified=True)
    pcs, numbers = [], []
    for number in range(3):
        pcs.append(newcomer(world, f"town-{number}", "town"))
        numbers += slips(pcs[-1])
        world.sync(pcs[-1])
        if number < 2:
            world.restore_hub()
    for pc in pcs:  # those it has forgotten join again, and go on
        world.sync(pc)
        numbers += slips(pc)
    world.prove()
    assert len(numbers) == len(set(numbers)) == 18


def slips(device):
    with UnitOfWork(device.db, user_name="李医生") as work:
        given = [
            serials.issue(
                device.db, prefix="TX", object_kind="referral", object_id=f"{number}", user_name="李医生"
            )
            for number in range(3)
        ]
        work.commit()
    return given


def test_the_shipped_backup_put_back_under_a_real_hub(tmp_path):
    """The same over HTTP, with what an administrator does: backup, loss, restore, start."""
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        join(hub, app)
        desk = Desk(app)
        desk.patient(name="备份之前")
        app.sync_control.sync_now()
        made = make_backup(hub.config, hub.database, machine.clock.now())
        for number in range(30):
            desk.patient(name=f"备份之后{number}", id_no=with_check_digit(f"620802195803125{number:02d}"))
        app.sync_control.sync_now()
        hub.stop()
        with pytest.raises(HubUnreachable):
            app.sync_control.sync_now()
        database = open_database(hub.config.url, machine.clock.now(), hub.entropy)
        restore_backup(hub.config, database, made.path, machine.clock.now(), hub.entropy)
        database.close()
        hub.start()
        assert patients(hub) == ["备份之前"]
        sync_state.change(app.place.db, hub_address=hub.address)  # the test's port is another one
        outcome = app.sync_control.sync_now()
        assert "备份恢复过" in "".join(outcome.healed)
        assert len(patients(hub)) == len(set(patients(hub))) == 31
        assert app.sync_control.status().unsent == 0
        assert app.sync_control.status().last_check_equal


def patients(hub):
    with hub.database.transaction() as tx:
        rows = tx.all("SELECT body FROM record WHERE ent = 'patient' AND void = 0")
    return [json.loads(row["body"])["name"] for row in rows]
