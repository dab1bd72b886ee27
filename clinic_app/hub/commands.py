"""What the administrator's commands do, each with an answer for people and one for scripts."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import platformdirs

from clinic_app.domain.clock import Clock
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import say
from clinic_app.hub import status
from clinic_app.hub.app import create_app
from clinic_app.hub.backup import keep_present, make_backup, read_info, restore_backup, set_damaged_aside
from clinic_app.hub.config import CONFIG_NAME, HubConfig, load_config, make_config, save_config
from clinic_app.hub.courier import serve_file
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.directory_commands import DirectoryCommands
from clinic_app.hub.done import Done, when
from clinic_app.hub.keys import load_keys, make_keys, renew_server_certificate, server_tls
from clinic_app.hub.lifetime import check_start, open_database
from clinic_app.hub.patient_commands import PatientCommands
from clinic_app.hub.rebuild import note_comparison, rebuild, repair
from clinic_app.hub.rebuild_words import told_of_comparison, told_of_put_back, told_of_rebuild
from clinic_app.hub.record_commands import RecordCommands
from clinic_app.hub.server import HubServer, ended_by_signal
from clinic_app.system.files import os_errors_turned, read_file, write_atomically
from clinic_app.system.logging import configure_logging
from clinic_app.system.paths import APP_NAME


def usual_folder() -> Path:
    """Return where the hub's data lies by the custom of the operating system."""
    return platformdirs.PlatformDirs(f"{APP_NAME}-hub", appauthor=False, roaming=False).user_data_path


def outward_address() -> str:
    """Return this machine's address on its network; loopback when it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # An address for documentation (RFC 5737); choosing a route for UDP sends no packet.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


class HubCommands:
    """The commands on one data folder.

    Attributes:
        directory: those about institutions and their computers.
        patients: those about one patient.
        records: those about one record.
    """

    def __init__(self, folder: Path, clock: Clock, entropy: Entropy) -> None:
        self._folder = folder
        self._clock = clock
        self._entropy = entropy
        self.directory = DirectoryCommands(self._database, clock, entropy)
        self.patients = PatientCommands(self._database, clock)
        self.records = RecordCommands(self._database, clock)

    def init(self, settings: Mapping[str, Any]) -> Done:
        """Make settings, keys and database; again on an existing hub it changes only what is given.

        Raises:
            FileError: a setting cannot be used, or the folder cannot be written.
            StoreError: the database cannot be made.
        """
        config = self._new_config(settings)
        with os_errors_turned(config.folder):
            config.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        had_keys = (config.keys / "server.pem").exists()
        keys = make_keys(config.keys, config.name, config.certificate_names, self._entropy)
        if had_keys:
            renew_server_certificate(config.keys, config.certificate_names)
        open_database(config.url, self._clock.now(), self._entropy, create=True).close()
        save_config(config)  # last: a hub with settings is a hub that is whole
        value = {"folder": str(config.folder), "address": config.address, "fingerprint": keys.fingerprint}
        return Done(
            value,
            str(
                say(
                    "县平台已建好：{folder}\n乡镇访问地址：{address}\n下一步：clinic-hub org add 添加机构，"
                    "clinic-hub serve 启动服务。",
                    folder=config.folder,
                    address=config.address,
                )
            ),
        )

    def _new_config(self, settings: Mapping[str, Any]) -> HubConfig:
        given = dict(settings)
        if (self._folder / CONFIG_NAME).exists():
            given = _as_values(load_config(self._folder, {})) | given
        config = make_config(self._folder, given)
        if not config.names and not config.loopback:
            config = attrs.evolve(config, names=(outward_address(),))
        return config

    def serve(self, overrides: Mapping[str, Any], announce: Callable[[HubServer], None]) -> Done:
        """Answer clinics until the process is told to end.

        Args:
            overrides: settings given on the command line.
            announce: told once requests are answered.

        Raises:
            MachineError: the port is taken, or settings, keys or database cannot be used.
        """
        config = make_config(self._folder, _as_values(load_config(self._folder)) | dict(overrides))
        logs = config.folder / "logs"
        with os_errors_turned(logs):
            logs.mkdir(exist_ok=True, mode=0o700)
        configure_logging(logs / "hub.log")
        database = open_database(config.url, self._clock.now(), self._entropy)
        try:
            check_start(database, config.folder, self._clock.now(), self._entropy)
            tls = server_tls(config.keys) if config.use_tls else None
            app = create_app(config, database, self._clock, self._entropy)
            server = HubServer(app, config, tls, lambda: announce(server))
            with ended_by_signal():
                server.run()
        finally:
            database.close()
        return Done({"stopped": True}, str(say("县平台已停止。")))

    def certificate(self) -> Done:
        """Sign a new server certificate for the names in the settings. Raises FileError."""
        config = load_config(self._folder)
        renew_server_certificate(config.keys, config.certificate_names)
        return Done(
            {"names": list(config.certificate_names)},
            str(
                say(
                    "服务器证书已重新签发，重启服务后生效：{names}", names="、".join(config.certificate_names)
                )
            ),
        )

    def refused(self) -> Done:
        """List refused operations."""
        with self._database() as (_, database), database.transaction() as tx:
            found = status.quarantine(tx)
        lines = [
            f"{r['org_name']}  {r['user_name']}  {r['ent']}  {r['rec_id']}  {r['reason']}" for r in found
        ]
        return Done(found, "\n".join(lines) or str(say("没有被拒收的记录。")))

    def log(self) -> Done:
        """List every operation taken, without its content, so that a clinic can compare it with its own."""
        with self._database() as (_, database), database.transaction() as tx:
            found = status.logged(tx)
        lines = [f"{r['hub_seq']}  {r['ent']}  {r['rec_id']}  {r['hash']}" for r in found]
        return Done(found, "\n".join(lines) or str(say("日志是空的。")))

    def status(self) -> Done:
        """Say how the hub is doing."""
        with self._database() as (config, database):
            found = status.full_status(config, database)
        text = say(
            "机构 {orgs} 个，电脑 {devices} 台，操作 {operations} 条；待处理冲突 {conflicts} 个，"
            "拒收 {refused} 条。\n最近备份：{backup}，已备份到第 {backed} 条，共 {seq} 条。\n"
            "附件 {files} 个（{megabytes} MB），未传完 {coming} 个。磁盘剩余 {free} GB。",
            orgs=found["organizations"],
            devices=len(found["devices"]),
            operations=found["operations"],
            conflicts=found["open_conflicts"],
            refused=found["quarantined"],
            backup=when(found["last_backup"]),
            backed=found["backed_up_seq"],
            seq=found["seq"],
            files=found["attachments"]["whole"],
            megabytes=found["attachments"]["bytes"] // 1_000_000,
            coming=found["attachments"]["coming"],
            free=found["disk_free_bytes"] // (1 << 30),
        )
        told = told_of_comparison(found["last_comparison"]) + told_of_put_back(found["last_put_back"])
        return Done(found, f"{text}\n{told}")

    def backup(self, target: Path | None) -> Done:
        """Make a backup and prove it. Raises FileError, DiskFull, StoreError."""
        with self._database() as (config, database):
            made = make_backup(config, database, self._clock.now(), target)
        return Done(
            {"path": str(made.path), "seq": made.seq, "rows": made.rows},
            str(
                say(
                    "备份完成并已核对：{path}（到第 {seq} 条）。附件不在备份里，恢复后由各机构自动补传。",
                    path=made.path,
                    seq=made.seq,
                )
            ),
        )

    def restore(self, path: Path) -> Done:
        """Put a backup in the database's place, after a copy of what stands there.

        Raises:
            FileError: not a whole backup; nothing was changed.
            StoreError: the database refused; nothing was changed.
        """
        read_info(path)  # before anything is touched
        set_damaged_aside(load_config(self._folder), self._clock.now())
        with self._database(create=True) as (config, database):
            before = keep_present(config, database, self._clock.now())
            made = restore_backup(config, database, path, self._clock.now(), self._entropy)
        text = say(
            "已恢复到 {at} 的备份（第 {seq} 条）。请重启服务；"
            "之后各机构会自动补传备份以后的数据，不用人工处理。",
            at=when(made.made_at),
            seq=made.seq,
        )
        kept = say("恢复前的数据另存在：{path}", path=before) if before else ""
        return Done({"seq": made.seq, "made_at": made.made_at, "before": before}, f"{text}\n{kept}".strip())

    def rebuild(self, *, mend: bool = False) -> Done:
        """Replay the log and compare; not ok when anything differs afterwards.

        Args:
            mend: write what the log gives where it differs.

        Raises:
            StoreError, FileError, DiskFull: nothing was changed.
        """
        with self._database() as (config, database):
            now = self._clock.now()
            if mend:
                found = repair(database, now, config.backups, config.folder)
            else:
                found = rebuild(database, config.folder)
            note_comparison(database, now, found)
        return Done(attrs.asdict(found), told_of_rebuild(found, mend=mend), ok=found.sound)

    def courier(self, path: Path, target: Path) -> Done:
        """Take in a clinic's file and write the answer. Raises FileError, HubRefused."""
        with self._database() as (config, database):
            keys = load_keys(config.keys)
            done = serve_file(database, keys, read_file(path), self._clock.now(), self._entropy, config.blobs)
            write_atomically(target, done.data)
        return Done({"org": done.org_name, "taken": done.taken, "sent": done.sent}, str(done.sentence))

    @contextmanager
    def _database(self, *, create: bool = False) -> Iterator[tuple[HubConfig, HubDatabase]]:
        """Open the hub's database, at this program's schema, and close it."""
        config = load_config(self._folder)
        database = open_database(config.url, self._clock.now(), self._entropy, create=create)
        try:
            yield config, database
        finally:
            database.close()


def _as_values(config: HubConfig) -> dict[str, Any]:
    """Return settings as they stand in the file: what differs from the defaults."""
    return {
        field.name: list(value) if isinstance(value, tuple) else value
        for field in attrs.fields(HubConfig)
        if field.name != "folder" and (value := getattr(config, field.name)) != field.default
    }
