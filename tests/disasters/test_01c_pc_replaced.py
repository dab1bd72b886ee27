"""A PC burns, and then the hub is restored to before its last work: only its successor still shows that."""

from __future__ import annotations

import json
from datetime import timedelta

from clinic_app.hub.backup import make_backup, restore_backup
from clinic_app.hub.lifetime import open_database
from clinic_app.store import sync_state
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
from tests.helpers.services import Desk, with_check_digit


def test_its_successor_gives_back_what_nobody_else_has(tmp_path):
    machine, other = services_machine(), services_machine(seed=9)
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "old", machine) as old,
        township(tmp_path / "new", other) as new,
    ):
        org = join(hub, old)
        new.sync_control.enrol(hub.ticket(org).line)
        first = Desk(old).patient(name="备份之前", phone="13800000001")
        old.sync_control.sync_now()
        assert "还没有取完" in new.sync_control.status().sentence
        new.sync_control.sync_now()
        (told,) = new.sync_control.status().notices  # also when the background brought it
        assert told.text == "县平台上的资料已全部取回，两边核对一致：患者 1 人，可以照常使用。"
        assert old.sync_control.status().notices == ()  # what was written here did not come back
        new.sync_control.note_read(told.at)
        made = make_backup(hub.config, hub.database, machine.clock.now())
        Desk(old).patient(name="备份之后", id_no=with_check_digit("62080219580312555"))
        old.patients.save({"phone": "13900000009"}, patient_id=first)
        for app in (old, new):
            app.sync_control.sync_now()
        put_back(hub, made.path, machine)  # and the old PC never comes again
        sync_state.change(new.place.db, hub_address=hub.address)  # the test's port is another one
        new.sync_control.stop()
        outcome = new.sync_control.sync_now()
        assert "本机数据没有变动" in "".join(outcome.healed)
        before = shown(new)
        assert before == {"备份之前": "13900000009", "备份之后": before["备份之后"]}
        status = new.sync_control.status()
        assert (status.meaning, status.unsent) == ("due", 0)
        assert "还缺 2 条" in status.sentence
        assert "一条不少" not in status.check_text
        for clock in (machine.clock, other.clock):
            clock.move_to(clock.now() + timedelta(hours=25))
        new.sync_control.sync_now()
        assert at_hub(hub) == shown(new) == before
        assert new.sync_control.status().meaning == "done"


def put_back(hub, path, machine):
    hub.stop()
    database = open_database(hub.config.url, machine.clock.now(), hub.entropy)
    restore_backup(hub.config, database, path, machine.clock.now(), hub.entropy)
    database.close()
    hub.start()


def shown(app):
    return {row["name"]: row["phone"] for row in app.place.db.execute("SELECT name, phone FROM patient")}


def at_hub(hub):
    with hub.database.transaction() as tx:
        bodies = [json.loads(row["body"]) for row in tx.all("SELECT body FROM record WHERE ent = 'patient'")]
    return {body["name"]: body["phone"] for body in bodies}
