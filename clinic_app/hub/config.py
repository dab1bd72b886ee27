"""Settings of the hub: one TOML file in its data folder, overruled by the environment."""

from __future__ import annotations

import ipaddress
import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.errors import FileError
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.codec import MAX_PLAIN
from clinic_app.protocol.endpoints import MAX_BODY_BYTES
from clinic_app.system.files import os_errors_turned, read_file, write_atomically

ENVIRONMENT_PREFIX = "CLINIC_HUB_"
CONFIG_NAME = "hub.toml"
DEFAULT_PORT = 8443
_MAY_BE_ZERO = ("port", "backup_hours")


@attrs.frozen
class HubConfig:
    """How one hub runs.

    Attributes:
        folder: data folder: database, keys, attachments, backups.
        name: the county's name, shown in the certificate and to clinics.
        database_url: empty for SQLite in the data folder, or ``postgresql+psycopg://…``.
        host: address to listen on.
        port: port to listen on; 0 lets the system choose.
        names: host names and addresses clinics reach it by; they stand in its certificate.
        public_address: what clinics type, when a proxy or a router stands before it; empty: first name.
        tls: ``auto`` (on unless only this machine can connect), ``on`` or ``off``.
        max_body: largest request body as sent, in bytes.
        max_decoded: largest request body after decompression, in bytes.
        body_seconds: longest time a client may take to send one request.
        threads: exchanges worked on at the same time.
        enrol_days: how long an enrolment code holds.
        enrol_per_minute: enrolment attempts answered per minute and sender.
        poll_seconds: how often a clinic with nothing to send should ask.
        backup_hours: hours between automatic backups while serving; 0 for none.
        backup_keep: verified backups kept in the backup folder.
    """

    folder: Path
    name: str = "县平台"
    database_url: str = attrs.field(default="", repr=False)  # may hold a password
    host: str = "0.0.0.0"  # noqa: S104 - the clinics come over the network
    port: int = DEFAULT_PORT
    names: tuple[str, ...] = ()
    public_address: str = ""
    tls: str = "auto"
    max_body: int = MAX_BODY_BYTES
    max_decoded: int = MAX_PLAIN
    body_seconds: int = 600
    threads: int = 8
    enrol_days: int = 7
    enrol_per_minute: int = 10
    poll_seconds: int = 600
    backup_hours: int = 24
    backup_keep: int = 14

    @property
    def url(self) -> str:
        """Database address for SQLAlchemy."""
        return self.database_url or f"sqlite:///{self.folder / 'hub.db'}"

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.url.startswith("sqlite")

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine can connect."""
        return is_loopback(self.host)

    @property
    def use_tls(self) -> bool:
        """Whether the hub speaks HTTPS."""
        return self.tls == "on" or (self.tls == "auto" and not self.loopback)

    @property
    def address(self) -> str:
        """What clinics connect to."""
        if self.public_address:
            return self.public_address.rstrip("/")
        fallback = "127.0.0.1" if self.loopback else self.host
        host = self.names[0] if self.names else fallback
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self.use_tls else 'http'}://{shown}:{self.port}"

    @property
    def certificate_names(self) -> tuple[str, ...]:
        """Names and addresses that stand in the server certificate."""
        own = () if self.host in ("0.0.0.0", "::", "") else (self.host,)  # noqa: S104
        return tuple(dict.fromkeys((*self.names, *own, "localhost", "127.0.0.1")))

    @property
    def file(self) -> Path:
        """The settings file."""
        return self.folder / CONFIG_NAME

    @property
    def keys(self) -> Path:
        """Folder of the authority, the server certificate and the hub's own keys."""
        return self.folder / "keys"

    @property
    def blobs(self) -> Path:
        """Folder of attachments."""
        return self.folder / "blobs"

    @property
    def backups(self) -> Path:
        """Folder of backups, unless the command names another."""
        return self.folder / "backups"


def is_loopback(host: str) -> bool:
    """Tell whether a listening address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_config(folder: Path, environment: Mapping[str, str] | None = None) -> HubConfig:
    """Return the settings of the hub in a data folder.

    The environment overrules the file (``CLINIC_HUB_DATABASE_URL`` and so on), so that a database
    password need not stand in a file.

    Raises:
        FileError: there is no hub here, or a setting is unknown or of the wrong kind.
    """
    path = folder / CONFIG_NAME
    if not path.exists():
        raise FileError(
            say("{folder} 里还没有县平台。请先运行 clinic-hub init --folder {folder}。", folder=folder)
        )
    try:
        found = tomllib.loads(read_file(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileError(
            say(
                "设置文件 {path} 的格式不对（{reason}）。平台没有启动，请改正后重试。",
                path=path,
                reason=error,
            )
        ) from error
    found |= _from_environment(os.environ if environment is None else environment)
    return make_config(folder, found)


def make_config(folder: Path, values: Mapping[str, Any]) -> HubConfig:
    """Return checked settings. Raises FileError naming the first setting that cannot be used."""
    known = {field.name: field for field in attrs.fields(HubConfig) if field.name != "folder"}
    given: dict[str, Any] = {}
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            raise _unusable(name, say("没有这一项"))
        given[name] = _checked(name, value, field.default)
    config = HubConfig(folder=folder.expanduser().absolute(), **given)
    _check_together(config)
    return config


def save_config(config: HubConfig) -> None:
    """Write the settings that differ from the defaults into the data folder. Raises FileError, DiskFull."""
    lines = ["# 县平台设置。改后重启 clinic-hub serve 生效。", ""]
    for field in attrs.fields(HubConfig):
        value = getattr(config, field.name)
        if field.name == "folder" or value == field.default:
            continue
        # JSON writes numbers, texts and lists of texts exactly as TOML reads them.
        shown = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
        lines.append(f"{field.name} = {shown}")
    with os_errors_turned(config.folder):
        config.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_atomically(config.file, ("\n".join(lines) + "\n").encode())


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in attrs.fields(HubConfig):
        text = environment.get(ENVIRONMENT_PREFIX + field.name.upper(), "")
        if field.name == "folder" or not text:
            continue
        if isinstance(field.default, int):
            found[field.name] = int(text) if text.isdecimal() else text
        elif isinstance(field.default, tuple):
            found[field.name] = [part.strip() for part in text.split(",") if part.strip()]
        else:
            found[field.name] = text
    return found


def _checked(name: str, value: Any, default: Any) -> Any:
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(part, str) and part for part in value):
            raise _unusable(name, say('要写成 ["名称", "名称"]'))
        return tuple(value)
    if isinstance(default, int):
        if not isinstance(value, int) or isinstance(value, bool) or value < (name not in _MAY_BE_ZERO):
            raise _unusable(name, say("要写成大于零的整数"))
        return value
    if not isinstance(value, str):
        raise _unusable(name, say("要写成带引号的文字"))
    return value


def _check_together(config: HubConfig) -> None:
    if config.port > 65535:
        raise _unusable("port", say("端口最大是 65535"))
    if config.tls not in ("auto", "on", "off"):
        raise _unusable("tls", say('只能是 "auto"、"on" 或 "off"'))
    if config.tls == "off" and not config.loopback:
        raise _unusable("tls", say("病人资料不能不加密就上网；只有 host 是本机（127.0.0.1）时才能关"))
    if not config.url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise _unusable("database_url", say("只能以 postgresql+psycopg:// 或 sqlite:/// 开头"))


def _unusable(name: str, reason: Message) -> FileError:
    return FileError(
        say("平台设置 {name} 不能用：{reason}。没有启动，请改正后重试。", name=name, reason=reason)
    )
