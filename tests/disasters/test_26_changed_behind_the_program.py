"""Somebody changes one row of a clinic's file or of the hub's with another program while all runs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clinic_app.hub.rebuild import rebuild
from clinic_app.hub.status import full_status
from clinic_app.store import cipher_file
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk

CHANGES = {
    "a value": "UPDATE patient SET phone = '13800000000'",
    "a missing row": "DELETE FROM patient",
    "an element": "UPDATE allergy SET substance = '头孢'",
    "a missing element": "DELETE FROM allergy",
    "a superfluous row": "INSERT INTO patient(id, name, _owner, _rev, _lane)"
    " SELECT 'AZqvtKAAcRGCIjMzRERVVQ', name, _owner, _rev, _lane FROM patient LIMIT 1",
}
AT_THE_HUB = {
    "a value": "UPDATE record SET body = json_set(body, '$.phone', '13800000000') WHERE ent = 'patient'",
    "a missing row": "DELETE FROM record WHERE ent = 'patient'",
    "an element": "UPDATE record SET body = json_set(body, '$.substance', '头孢') WHERE ent = 'allergy'",
    "a missing element": "DELETE FROM feed WHERE ent = 'allergy'",
    "a superfluous row": "INSERT INTO record(ent, id, rev, owner, body, written)"
    " SELECT ent, 'AZqvtKAAcRGCIjMzRERVVQ', rev, owner, body, written FROM record WHERE ent = 'patient'",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """One clinic and one hub for all: each story leaves them whole, which is what it proves."""
    folder, machine = tmp_path_factory.mktemp("behind"), services_machine()
    with (
        RunningHub(folder / "hub", clock=machine.clock) as hub,
        township(folder / "clinic", machine) as app,
    ):
        app.sync_control.enrol(hub.ticket(hub.add_organization(app.institution.name)).line)
        patient = Desk(app).patient(phone="13993300001")
        app.patients.add_element(patient, "allergy", {"substance": "青霉素"})
        for _ in range(2):
            app.sync_control.sync_now()
        yield hub, app


def shown(app):
    lanes = "_lane IN ('clinic', 'inbox', 'ref')"
    return {
        kind: app.place.db.execute(f"SELECT * FROM {kind} WHERE {lanes} ORDER BY id")
        for kind in ("patient", "allergy")
    }


def told(app):
    """Return what the page 数据往来 says of the last exchange."""
    return app.sync_control.history(limit=1)[0].sentence


@pytest.mark.parametrize("sql", CHANGES.values(), ids=CHANGES)
def test_in_the_clinics_file(place, sql, expected_logs):
    expected_logs.allow("taken out or changed triggers, put back")
    _, app = place
    whole, db = shown(app), app.place.db
    with closing(cipher_file.connect(db.path, db._key, "mode=rw")) as other:
        for row in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if row[0].startswith(("patient_", "allergy_")):
                other.execute(f"DROP TRIGGER {row[0]}")
        other.execute(sql)
    assert shown(app) != whole
    outcome = app.sync_control.sync_now()
    assert outcome.digests_equal
    assert shown(app) == whole
    assert "1 条记录与县平台不一致，已补齐" in told(app)
    assert app.sync_control.status().last_check_equal
    app.sync_control.sync_now()
    assert "不一致" not in told(app)


@pytest.mark.parametrize("sql", AT_THE_HUB.values(), ids=AT_THE_HUB)
def test_in_the_hubs_database(place, sql, expected_logs):
    expected_logs.allow("put back what another program had written")
    hub, app = place
    whole = shown(app)
    before = full_status(hub.config, hub.database)["operations"]
    with closing(sqlite3.connect(Path(str(hub.database.url.database)))) as other, other:
        assert other.execute(sql).rowcount == 1
    app.sync_control.sync_now()
    assert "被别的程序直接改动过 1 处，县平台已改回原样" in told(app)
    assert rebuild(hub.database).sound
    assert full_status(hub.config, hub.database)["last_put_back"]["rows"] == 1
    assert full_status(hub.config, hub.database)["operations"] == before
    assert app.sync_control.check_now().digests_equal
    assert shown(app) == whole
