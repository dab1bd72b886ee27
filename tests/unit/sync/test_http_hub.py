"""The exchange over a real hub on a real port, enrolled with a one-time code, with and without TLS."""

from __future__ import annotations

import secrets

import attrs
import httpx
import pytest

from clinic_app.domain.clock import SystemClock
from clinic_app.domain.errors import HubNotTrusted, HubUnreachable, Rejected
from clinic_app.domain.ids import new_id
from clinic_app.protocol.endpoints import key_to_text
from clinic_app.protocol.request_signature import ANSWERS
from clinic_app.store import outbox, rows, sync_state
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.engine import SyncEngine
from clinic_app.sync.enrolment import connect, enrol
from clinic_app.sync.exchange import Exchange
from clinic_app.sync.http_hub import post_enrolment
from clinic_app.system.crypto import new_signing_key
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


class CrossedLine(httpx.BaseTransport):
    """A proxy that is one answer behind, and then hands out what it has of its own, and then is mended."""

    def __init__(self, sound):
        self._sound = sound
        self._kept = None
        self.manner = "sound"

    def handle_request(self, request):
        if self.manner == "own":
            return httpx.Response(200, stream=httpx.ByteStream(b"<html>login</html>"))
        answer = self._sound.handle_request(request)
        answer.read()
        said = httpx.ByteStream(answer.content)
        answer = httpx.Response(answer.status_code, headers=answer.headers, stream=said)
        if self.manner == "behind":
            answer, self._kept = self._kept, answer
        if answer is None:
            raise httpx.ReadTimeout("nothing came")
        return answer

    def close(self):
        self._sound.close()


@pytest.fixture
def plain(tmp_path):
    with RunningHub(tmp_path / "hub", tls=False) as running:
        yield running


@pytest.fixture
def joined(plain, db):
    org = plain.add_organization("白水镇卫生院")
    enrol(db, plain.ticket(org).line, device_name="x", app_version="0", entropy=secrets.token_bytes)
    client = connect(db)
    client._client._transport = line = CrossedLine(client._client._transport)
    yield client, line
    client.close()


def test_an_answer_to_another_pc_that_joins_lets_nobody_in(plain, db):
    """Its identity is not ours, nor is its institution."""
    org = plain.add_organization("白水镇卫生院")
    theirs = key_to_text(new_signing_key(secrets.token_bytes).public)

    def crossed(address, authority, request):
        return post_enrolment(address, authority, attrs.evolve(request, public_key=theirs))

    with pytest.raises(HubUnreachable, match="另一台电脑"):
        enrol(
            db,
            plain.ticket(org).line,
            device_name="x",
            app_version="0",
            entropy=secrets.token_bytes,
            post=crossed,
        )
    assert not sync_state.read(db).enrolled


def run(db, client):
    return Exchange(db, client, SystemClock(), secrets.token_bytes).run()


def test_an_answer_to_an_earlier_request_is_not_taken_for_the_present_one(joined, db):
    """Its words would be counted as heard and its numbers as ours; nothing of it is taken in."""
    client, line = joined
    run(db, client)
    epoch = sync_state.read(db).epoch_no
    for manner in ("behind", "behind", "behind", "own"):
        with UnitOfWork(db, user_name="李医生") as work:
            rows.insert(db, "patient", {"name": "王建国"})
            work.commit()
        line.manner = manner
        before = attrs.evolve(sync_state.read(db), page_bytes=0)
        with pytest.raises(HubUnreachable):
            run(db, client)
        after = attrs.evolve(sync_state.read(db), page_bytes=0)
        assert attrs.evolve(after, ratchet=("", "")) == attrs.evolve(before, ratchet=("", ""))
        assert outbox.counts(db).waiting == after.next_op - 1 - after.acked_op
    line.manner = "sound"
    result = run(db, client)
    assert (result.sent, result.digests_equal, result.healed) == (4, True, ())
    assert sync_state.read(db).epoch_no == epoch


def test_no_call_takes_the_answer_to_another(joined):
    client, line = joined
    line.manner = "behind"
    with pytest.raises(HubUnreachable):
        client.buckets("ref")
    for call in (
        lambda: client.buckets("clinic"),
        lambda: client.bucket_rows("clinic", 7),
        lambda: client.contents("clinic"),
        lambda: client.heard(["AZqvtKADcRGCIjMzRERVWA"]),
        lambda: client.snapshot("clinic", "", 0, lambda *_: None),
        lambda: client.fetch_part("/v1/blob/" + "0" * 64 + "?attachment=x", 0, 10),
        lambda: client.buckets("ref"),
    ):
        with pytest.raises(HubUnreachable):
            call()


def test_refusals_and_faults_name_their_request_too(plain):
    with httpx.Client(base_url=plain.address) as stranger:
        header = {"Authorization": "ZZ AZqvtKACcRGCIjMzRERVVw." + "aBc_-9" + "A" * 80}
        for method, target in (("POST", "/v1/sync"), ("GET", "/v1/nothing"), ("PUT", "/v1/sync")):
            assert stranger.request(method, target, headers=header).headers[ANSWERS] == "aBc_-9"
        assert ANSWERS not in stranger.get("/v1/status").headers
