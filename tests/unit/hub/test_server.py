from __future__ import annotations

import socket
import time

import httpx
import pytest

from clinic_app.domain.errors import FileError, MachineError
from clinic_app.hub.app import create_app
from clinic_app.hub.config import HubConfig
from clinic_app.hub.keys import load_keys, make_keys, renew_server_certificate
from clinic_app.hub.server import HubServer
from clinic_app.protocol import endpoints
from clinic_app.system.tls import client_context, new_authority
from tests.helpers.hub_device import BareDevice
from tests.helpers.hub_server import RunningHub


def test_the_port_is_known_before_the_first_request(hub):
    assert hub.address.startswith("http://127.0.0.1:")
    assert not hub.address.endswith(":0")


def test_a_taken_port_is_said_in_words(hub, tmp_path):
    port = int(hub.address.rsplit(":", 1)[1])
    config = HubConfig(folder=hub.config.folder, host="127.0.0.1", port=port)
    app = create_app(config, hub.database, hub.clock, hub.entropy)
    with pytest.raises(MachineError, match="端口"):
        HubServer(app, config, None)


def test_plain_http_is_never_spoken_to_the_network(hub):
    config = HubConfig(folder=hub.config.folder, host="0.0.0.0", port=0)
    app = create_app(hub.config, hub.database, hub.clock, hub.entropy)
    with pytest.raises(ValueError, match="loopback"):
        HubServer(app, config, None)


def test_a_hub_with_another_authority_is_not_talked_to(tmp_path, clock, entropy, hub_database):
    with RunningHub(tmp_path / "h", database_url=hub_database, tls=True, clock=clock, entropy=entropy) as hub:
        stranger = client_context(new_authority("别的县").certificate)
        with BareDevice(hub.address, tls=stranger) as device, pytest.raises(httpx.ConnectError):
            device.client.get(endpoints.STATUS)


def test_stopping_does_not_wait_for_idle_clinics(tmp_path, clock, entropy, hub_database):
    hub = RunningHub(
        tmp_path / "h", database_url=hub_database, tls=True, clock=clock, entropy=entropy
    ).start()
    with BareDevice(hub.address, tls=client_context(hub.keys.authority)) as device:
        assert device.client.get(endpoints.STATUS).status_code == 200
        began = time.monotonic()
        hub.stop()
        assert time.monotonic() - began < 10


def test_a_hub_starts_again_with_the_same_life(tmp_path, clock, entropy, hub_database):
    hub = RunningHub(tmp_path / "h", database_url=hub_database, clock=clock, entropy=entropy)
    lives = []
    for _ in range(2):
        with hub, BareDevice(hub.address) as stranger:
            lives.append(stranger.client.get(endpoints.STATUS).json()["hub_epoch"])
    assert lives[0] == lives[1]


def test_a_connection_is_kept_for_the_next_exchange(hub):
    host, port = hub.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        for _ in range(3):
            line.sendall(b"GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n")
            received = b""
            while not received.endswith(b"}"):
                received += line.recv(4096)
            assert received.startswith(b"HTTP/1.1 200")


def test_keys_are_made_once(tmp_path, entropy):
    first = make_keys(tmp_path, "测试县", ["127.0.0.1"], entropy)
    again = make_keys(tmp_path, "别的名字", ["10.0.0.8"], entropy)
    assert again == first
    assert "seal" in repr(first)
    assert repr(first.seal.private) not in repr(first)


def test_a_new_certificate_keeps_the_authority(tmp_path, entropy):
    first = make_keys(tmp_path, "测试县", ["127.0.0.1"], entropy)
    before = (tmp_path / "server.pem").read_bytes()
    renew_server_certificate(tmp_path, ["10.0.0.8"])
    assert (tmp_path / "server.pem").read_bytes() != before
    assert load_keys(tmp_path).fingerprint == first.fingerprint


def test_a_damaged_or_missing_key_stops_the_start(tmp_path, entropy):
    make_keys(tmp_path, "测试县", ["127.0.0.1"], entropy)
    (tmp_path / "seal.key").write_bytes(b"short")
    with pytest.raises(FileError):
        load_keys(tmp_path)
    (tmp_path / "seal.key").unlink()
    with pytest.raises(FileError):
        load_keys(tmp_path)


def test_private_keys_are_for_their_owner_only(tmp_path, entropy):
    make_keys(tmp_path / "keys", "测试县", ["127.0.0.1"], entropy)
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "keys").iterdir())
