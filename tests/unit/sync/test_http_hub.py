"""The exchange over a real hub on a real port, enrolled with a one-time code, with and without TLS."""

from __future__ import annotations

import secrets

import pytest

from clinic_app.domain.clock import SystemClock
from clinic_app.domain.errors import HubNotTrusted, HubUnreachable, Rejected
from clinic_app.domain.ids import new_id
from clinic_app.store import outbox, rows, sync_state
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.engine import SyncEngine
from clinic_app.sync.enrolment import connect, enrol
from tests.helpers.county import KEY
from tests.helpers.hub_server import RunningHub


@pytest.fixture(params=[False, True], ids=["loopback", "tls"])
def hub(request, tmp_path):
    with RunningHub(tmp_path / "hub", tls=request.param) as running:
        yield running


@pytest.fixture
def db(tmp_path):
    made = Database.create(
        tmp_path / "clinic.db",
        KEY,
        org_id=new_id(1, secrets.token_bytes),
        org_name="单机卫生院",
        clock=SystemClock(),
        entropy=secrets.token_bytes,
    )
    yield made
    made.close()


def engine_for(db):
    return SyncEngine(db, lambda: connect(db), clock=SystemClock(), entropy=secrets.token_bytes)


def test_work_done_alone_comes_along_when_the_clinic_joins(hub, db):
    org = hub.add_organization("白水镇卫生院")
    with UnitOfWork(db, user_name="李医生") as work:
        patient = rows.insert(db, "patient", {"name": "王建国"})
        work.commit()
    line = hub.ticket(org).line
    answer = enrol(db, line, device_name="门诊电脑", app_version="0.1", entropy=secrets.token_bytes)
    assert answer.org.id == org.id
    assert rows.fetch(db, "patient", patient)["_owner"] == org.id
    engine = engine_for(db)
    report = engine.run()
    engine.disconnect()
    assert report.error is None
    assert report.result.digests_equal is True
    assert outbox.counts(db).waiting == 0
    with pytest.raises(Rejected):
        enrol(db, line, device_name="x", app_version="0.1", entropy=secrets.token_bytes)


def test_a_hub_that_is_away_is_said_in_words_and_tried_again(hub, db):
    org = hub.add_organization("白水镇卫生院")
    enrol(db, hub.ticket(org).line, device_name="x", app_version="0", entropy=secrets.token_bytes)
    hub.stop()
    engine = engine_for(db)
    report = engine.run()
    assert isinstance(report.error, HubUnreachable)
    assert "本机数据安全" in str(report.message)


def test_another_hub_at_the_same_place_gets_nothing(tmp_path, db):
    with RunningHub(tmp_path / "real", tls=True) as real, RunningHub(tmp_path / "false", tls=True) as false:
        org = real.add_organization("白水镇卫生院")
        enrol(db, real.ticket(org).line, device_name="x", app_version="0", entropy=secrets.token_bytes)
        sync_state.change(db, hub_address=false.address)
        report = engine_for(db).run()
    assert isinstance(report.error, HubNotTrusted)
