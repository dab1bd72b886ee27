from __future__ import annotations

import attrs
import pytest

from clinic_app.domain.errors import FileError
from clinic_app.hub.config import HubConfig, load_config, make_config, save_config


def test_settings_come_back_as_they_were_saved(tmp_path):
    config = HubConfig(
        folder=tmp_path,
        name='静宁"县\n平台',
        names=("10.0.0.8", "hub.local"),
        port=0,
        backup_hours=0,
        tls="on",
    )
    save_config(config)
    assert load_config(tmp_path, {}) == config


def test_the_environment_overrules_the_file(tmp_path):
    save_config(HubConfig(folder=tmp_path, port=9000))
    environment = {
        "CLINIC_HUB_PORT": "9001",
        "CLINIC_HUB_NAMES": "10.0.0.8, hub.local",
        "CLINIC_HUB_DATABASE_URL": "postgresql+psycopg://u:secret@db/hub",
    }
    config = load_config(tmp_path, environment)
    assert (config.port, config.names) == (9001, ("10.0.0.8", "hub.local"))
    assert not config.on_sqlite
    assert "secret" not in repr(config)


@pytest.mark.parametrize(
    "values",
    [
        {"prot": 1},
        {"port": "8443"},
        {"port": 70000},
        {"port": True},
        {"threads": 0},
        {"names": "10.0.0.8"},
        {"names": [""]},
        {"name": 7},
        {"tls": "maybe"},
        {"tls": "off"},
        {"tls": "off", "host": "10.0.0.8"},
        {"database_url": "mysql://x"},
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path, values):
    with pytest.raises(FileError) as caught:
        make_config(tmp_path, values)
    assert next(reversed(values)) in str(caught.value) or "tls" in str(caught.value)


def test_a_broken_file_and_a_missing_hub_are_told_apart(tmp_path):
    with pytest.raises(FileError, match="clinic-hub init"):
        load_config(tmp_path, {})
    (tmp_path / "hub.toml").write_text("port = ", encoding="utf-8")
    with pytest.raises(FileError, match="格式"):
        load_config(tmp_path, {})


@pytest.mark.parametrize(
    ("host", "tls", "encrypted"),
    [
        ("0.0.0.0", "auto", True),
        ("10.0.0.8", "auto", True),
        ("127.0.0.1", "auto", False),
        ("localhost", "auto", False),
        ("::1", "auto", False),
        ("127.0.0.1", "on", True),
        ("127.0.0.1", "off", False),
    ],
)
def test_what_leaves_the_machine_is_encrypted(tmp_path, host, tls, encrypted):
    assert make_config(tmp_path, {"host": host, "tls": tls}).use_tls is encrypted


def test_the_address_is_the_one_clinics_can_reach(tmp_path):
    config = HubConfig(folder=tmp_path, names=("10.0.0.8",))
    assert config.address == "https://10.0.0.8:8443"
    assert attrs.evolve(config, names=("fd00::8",)).address == "https://[fd00::8]:8443"
    assert attrs.evolve(config, public_address="https://hub.local/").address == "https://hub.local"
    assert "10.0.0.8" in config.certificate_names
