from __future__ import annotations

import socket
import threading
import time

import pytest
import zstandard

from clinic_app.domain.clock import to_ms
from clinic_app.domain.ids import new_id
from clinic_app.hub import routes
from clinic_app.hub.directory import organization
from clinic_app.hub.enrolment import set_device_status
from clinic_app.protocol import codec, endpoints
from clinic_app.protocol.messages import EpochRequest, Refusal, SyncRequest
from tests.helpers.hub_device import BareDevice, operation
from tests.helpers.hub_server import RunningHub


@pytest.fixture
def device(hub):
    org = hub.add_organization("南湖镇卫生院")
    with BareDevice(hub.address) as made:
        yield made.enrol(hub.ticket(org).code)


def refusal(response) -> Refusal:
    return codec.refusal_from_json(response.json())


def test_a_patient_travels_from_one_device_to_another_of_the_same_clinic(hub, device, entropy):
    patient = new_id(1, entropy)
    answer = device.sync(operation(1, "patient", patient, name="李秀英", gender="2"))
    assert answer.ack == 1
    org_id = device.answer.org.id
    with BareDevice(hub.address) as second:
        with hub.database.transaction() as tx:
            org = organization(tx, org_id)
        second.enrol(hub.ticket(org).code)
        rows = second.sync().lanes["clinic"].rows
    assert [(row.ent, row.id, row.body["name"]) for row in rows] == [("patient", patient, "李秀英")]


def test_an_idle_exchange_is_small(device):
    device.sync()
    request = device.message()
    response = device.post(request)
    body, _ = codec.pack(codec.dump(codec.request_to_json(request)))
    head = "HTTP/1.1 200 OK\r\n" + "".join(f"{k}: {v}\r\n" for k, v in response.headers.items()) + "\r\n"
    mine = "POST /v1/sync HTTP/1.1\r\nHost: 10.0.0.8:8443\r\nContent-Length: 300\r\n\r\n"
    signature = f"Authorization: {response.request.headers['authorization']}\r\n"
    received = int(response.headers["content-length"])
    assert len(mine) + len(signature) <= 250
    assert len(head) + received + len(mine) + len(signature) + len(body) <= 800
    assert len(head) <= 70


def test_a_clinic_is_told_to_ask_again_as_often_as_the_county_wants(tmp_path, clock, entropy, hub_database):
    hub = RunningHub(
        tmp_path / "hub", database_url=hub_database, clock=clock, entropy=entropy, poll_seconds=120
    )
    with hub, BareDevice(hub.address) as made:
        made.enrol(hub.ticket(hub.add_organization("南湖镇卫生院")).code)
        assert made.sync().poll == 120


def test_an_unsigned_request_is_told_to_log_in(device):
    response = device.client.post(endpoints.SYNC, content=b"{}")
    assert response.status_code == 401
    assert refusal(response).do == "login"
    assert "本机数据都在" in refusal(response).message


def test_a_changed_body_is_not_accepted(device):
    body = codec.dump(codec.request_to_json(device.message()))
    good = device.call("POST", endpoints.SYNC, body)
    header = {"Authorization": good.request.headers["authorization"]}
    bad = device.client.post(endpoints.SYNC, content=body.replace(b'"p":1', b'"p":2'), headers=header)
    assert (good.status_code, bad.status_code) == (200, 401)


def test_a_stopped_device_is_refused_and_comes_back_with_all_its_work(hub, device, entropy):
    patient = operation(1, "patient", new_id(1, entropy), name="李秀英")
    with hub.database.transaction() as tx:
        set_device_status(tx, device.answer.device_id, active=False, now=hub.clock.now())
    response = device.post(device.message(patient))
    assert response.status_code == 403
    assert refusal(response).do == "login"
    with hub.database.transaction() as tx:
        set_device_status(tx, device.answer.device_id, active=True, now=hub.clock.now())
    assert device.sync(patient).ack == 1


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b'{"ep":1}', b"[" * 50_000])
def test_what_cannot_be_read_is_refused_with_a_sentence(device, body, expected_logs):
    expected_logs.allow("unreadable request")
    response = device.call("POST", endpoints.SYNC, body)
    assert response.status_code == 400
    assert refusal(response).do == "fix"
    assert refusal(response).message


@pytest.mark.parametrize(("version", "status", "do"), [(0, 426, "upgrade"), (2, 400, "fix")])
def test_messages_of_another_version_are_named_and_nothing_is_taken(
    hub, device, entropy, version, status, do
):
    value = codec.request_to_json(device.message(operation(1, "patient", new_id(1, entropy), name="李秀英")))
    response = device.call("POST", endpoints.SYNC, codec.dump(value | {"p": version}))
    assert (response.status_code, refusal(response).do) == (status, do)
    assert "升级" in refusal(response).message
    with hub.database.transaction() as tx:
        assert tx.one("SELECT count(*) AS n FROM op_log WHERE epoch_no > 0")["n"] == 0


def test_a_broken_frame_and_an_unknown_encoding_are_refused(device, expected_logs):
    expected_logs.allow("unreadable request")
    assert device.call("POST", endpoints.SYNC, b"xx", content_encoding="zstd").status_code == 400
    assert device.call("POST", endpoints.SYNC, b"{}", content_encoding="br").status_code == 400


def test_a_body_that_unpacks_too_far_is_refused(tmp_path, clock, entropy, expected_logs, hub_database):
    expected_logs.allow("unreadable request")
    with RunningHub(
        tmp_path / "h", database_url=hub_database, clock=clock, entropy=entropy, max_decoded=1 << 20
    ) as hub:
        org = hub.add_organization("南湖镇卫生院")
        with BareDevice(hub.address) as device:
            device.enrol(hub.ticket(org).code)
            bomb = zstandard.ZstdCompressor().compress(b" " * (64 << 20))
            assert len(bomb) < 10_000
            assert device.call("POST", endpoints.SYNC, bomb, content_encoding="zstd").status_code == 400


def test_a_large_body_is_told_to_come_in_smaller_parts(tmp_path, clock, entropy, hub_database):
    with RunningHub(
        tmp_path / "h", database_url=hub_database, clock=clock, entropy=entropy, max_body=10_000
    ) as hub:
        org = hub.add_organization("南湖镇卫生院")
        with BareDevice(hub.address) as device:
            device.enrol(hub.ticket(org).code)
            response = device.call("POST", endpoints.SYNC, b"x" * 10_001)
            assert (response.status_code, refusal(response).do) == (413, "smaller")

            def parts():
                for _ in range(11):
                    yield b"x" * 1000

            response = device.client.post(endpoints.SYNC, content=parts())
            assert (response.status_code, refusal(response).do) == (413, "smaller")


def test_a_slow_sender_keeps_nobody_waiting(hub, device):
    """One client sends half a request and stops; others are served meanwhile, on one worker thread too."""
    host, port = hub.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as slow:
        slow.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
        for _ in range(3):
            device.sync()


def test_a_sender_that_takes_too_long_is_let_go(tmp_path, clock, entropy, hub_database):
    with RunningHub(
        tmp_path / "h", database_url=hub_database, clock=clock, entropy=entropy, body_seconds=1
    ) as hub:
        host, port = hub.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=20) as slow:
            slow.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
            assert slow.recv(100).startswith(b"HTTP/1.1 408")


def test_exchanges_of_many_devices_run_side_by_side(hub, entropy):
    org = hub.add_organization("南湖镇卫生院")
    codes = [hub.ticket(org).code for _ in range(6)]
    ids = [new_id(n, entropy) for n in range(6)]
    failed = []

    def work(number):
        try:
            with BareDevice(hub.address) as device:
                device.enrol(codes[number])
                assert device.sync(operation(1, "patient", ids[number], name="李秀英")).ack == 1
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    with hub.database.transaction() as tx:
        seqs = [row["hub_seq"] for row in tx.all("SELECT hub_seq FROM op_log ORDER BY hub_seq")]
    assert seqs == list(range(1, len(seqs) + 1))


def test_a_fault_in_the_hub_asks_the_device_to_come_again(device, monkeypatch, expected_logs):
    expected_logs.allow("fault in the hub")
    monkeypatch.setattr(routes, "exchange", lambda *_: 1 / 0)
    response = device.post(device.message())
    assert response.status_code == 500
    assert refusal(response).do == "wait"
    assert response.headers["retry-after"]


def test_a_hub_without_its_database_asks_to_wait(hub, device, expected_logs):
    expected_logs.allow("hub cannot serve")
    with hub.database.transaction() as tx:
        tx.run("ALTER TABLE hub_head RENAME TO gone")
    response = device.post(device.message())
    assert (response.status_code, refusal(response).do) == (503, "wait")
    assert "hub_head" not in refusal(response).message  # names of tables are for the hub's log
    assert "数据都在本机" in refusal(response).message


@pytest.mark.parametrize(
    "words", ["database or disk is full", "could not extend file: No space left on device"]
)
def test_a_full_disk_is_told_as_such_and_nothing_was_taken(
    hub, device, entropy, monkeypatch, expected_logs, words
):
    expected_logs.allow("hub cannot serve")
    patient = operation(1, "patient", new_id(1, entropy), name="李秀英")
    whole, error = routes.exchange, hub.database.engine.dialect.loaded_dbapi.OperationalError

    def full(*asked):
        whole(*asked)
        raise error(words)

    with monkeypatch.context() as patched:
        patched.setattr(routes, "exchange", full)
        response = device.post(device.message(patient))
    assert (response.status_code, refusal(response).do) == (503, "wait")
    assert "磁盘已满" in refusal(response).message
    answer = device.sync(patient)
    assert (answer.ack, answer.runs[0][2]) == (1, 1)


def test_a_new_life_of_a_file_is_given_over_the_wire(device):
    body = codec.dump(codec.epoch_request_to_json(EpochRequest(device.answer.epoch_no, 0, ())))
    response = device.call("POST", endpoints.EPOCH, body)
    assert codec.epoch_response_from_json(response.json()).epoch > device.answer.epoch_no


def test_an_unknown_epoch_is_told_to_begin_a_new_one(device):
    request = SyncRequest(999, device.answer.hub_epoch, ("", "x"), 0, "", 0, 65536, {})
    response = device.post(request)
    assert (response.status_code, refusal(response).do) == (409, "epoch")


def test_status_and_authority_are_open_to_all(hub):
    with BareDevice(hub.address) as stranger:
        status = endpoints.from_json(stranger.client.get(endpoints.STATUS).content, endpoints.StatusAnswer)
        assert status.ok
        assert stranger.client.get(endpoints.AUTHORITY).content == hub.keys.authority


def test_an_unknown_address_is_404(hub):
    with BareDevice(hub.address) as stranger:
        assert stranger.client.get("/v1/nothing").status_code == 404


def test_the_signature_covers_the_query(hub, device):
    good = device.call("GET", "/v1/digest/ref?bucket=3")
    header = {"Authorization": good.request.headers["authorization"]}
    assert good.status_code == 200
    assert device.client.get("/v1/digest/ref?bucket=4", headers=header).status_code == 401


def test_time_goes_by_the_hubs_clock(hub, device):
    assert device.sync().now == int(hub.clock.now().timestamp() * 1000)
    assert time.time() != hub.clock.now().timestamp()


def test_a_device_asks_when_institutions_were_last_heard(hub, device, clock):
    device.sync()
    own = device.answer.org.id
    answer = device.call("GET", f"/v1/heard?of={own},nobody")
    assert codec.load(codec.unpack(answer.content)) == {"heard": {own: to_ms(clock.now())}}
    assert device.client.get(f"/v1/heard?of={own}").status_code == 401
