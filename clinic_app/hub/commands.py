"""What the administrator's commands do, each with an answer for people and one for scripts."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import platformdirs

from clinic_app.domain.catalogue import CONTACT_CARD, ORGANIZATION
from clinic_app.domain.clock import Clock, local_text, read_stamp, stamp
from clinic_app.domain.errors import NotFound
from clinic_app.domain.ids import Entropy
from clinic_app.domain.organization import Organization
from clinic_app.domain.wording import Message, say
from clinic_app.hub import status
from clinic_app.hub.app import create_app
from clinic_app.hub.auth import ACTIVE
from clinic_app.hub.backup import keep_present, make_backup, read_info, restore_backup, set_damaged_aside
from clinic_app.hub.config import CONFIG_NAME, HubConfig, load_config, make_config, save_config
from clinic_app.hub.courier import serve_file
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.directory import (
    find_organization,
    import_organizations,
    organization,
    organizations,
    read_list,
    read_organizations,
    save_contact_card,
    save_organization,
)
from clinic_app.hub.done import Done
from clinic_app.hub.enrolment import make_code, set_device_status
from clinic_app.hub.keys import load_keys, make_keys, renew_server_certificate, server_tls
from clinic_app.hub.lifetime import check_start, open_database
from clinic_app.hub.patient_commands import PatientCommands
from clinic_app.hub.rebuild import note_comparison, rebuild, repair
from clinic_app.hub.rebuild_words import told_of_comparison, told_of_put_back, told_of_rebuild
from clinic_app.hub.record_commands import RecordCommands
from clinic_app.hub.server import HubServer, ended_by_signal
from clinic_app.protocol.enrol_ticket import FINGERPRINT_DIGITS, EnrolTicket, in_groups
from clinic_app.system.files import os_errors_turned, read_file, write_atomically
from clinic_app.system.logging import configure_logging
from clinic_app.system.paths import APP_NAME

ORGANIZATION_OPTIONS = {field.name: field.label for field in ORGANIZATION.fields}
"""Fields of an institution that a command can give, with their labels."""
CARD_OPTIONS = {field.name: field.label for field in CONTACT_CARD.fields if field.name != "org_id"}
"""Fields of a contact card that a command can give, with their labels."""


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
        patients: those about one patient.
        records: those about one record.
    """

    def __init__(self, folder: Path, clock: Clock, entropy: Entropy) -> None:
        self._folder = folder
        self._clock = clock
        self._entropy = entropy
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

    def org_list(self) -> Done:
        """List institutions."""
        with self._database() as (_, database), database.transaction() as tx:
            found = organizations(tx)
        lines = [f"{org.slip_prefix:<8} {org.code or '-':<22} {org.name}" for org in found] or [
            str(say("还没有机构。用 clinic-hub org add --name 名称 添加。"))
        ]
        return Done([_org_value(org) for org in found], "\n".join(lines))

    def org_add(self, fields: Mapping[str, str]) -> Done:
        """Add an institution. Raises Rejected."""
        with self._database() as (_, database), database.transaction() as tx:
            org_id = save_organization(tx, fields, now=self._clock.now(), entropy=self._entropy)
            org = _existing(organization(tx, org_id))
        text = say("已添加：{name}，单号段 {prefix}。", name=org.name, prefix=org.slip_prefix)
        return Done(_org_value(org), str(text))

    def org_edit(self, words: str, fields: Mapping[str, str]) -> Done:
        """Change an institution. Raises NotFound, Rejected."""
        with self._database() as (_, database), database.transaction() as tx:
            org_id = find_organization(tx, words).id
            save_organization(tx, fields, now=self._clock.now(), entropy=self._entropy, org_id=org_id)
            org = _existing(organization(tx, org_id))
        return Done(_org_value(org), str(say("已修改：{name}。", name=org.name)))

    def org_import(self, path: Path) -> Done:
        """Add or change institutions from a file, all or none. Raises FileError, Rejected."""
        rows = read_organizations(read_list(path))
        with self._database() as (_, database), database.transaction() as tx:
            added, changed = import_organizations(tx, rows, now=self._clock.now(), entropy=self._entropy)
        text = say("已导入：新增 {added} 个机构，更新 {changed} 个。", added=added, changed=changed)
        return Done({"added": added, "changed": changed}, str(text))

    def org_card(self, words: str, fields: Mapping[str, str]) -> Done:
        """Add a contact card of an institution. Raises NotFound, Rejected."""
        with self._database() as (_, database), database.transaction() as tx:
            org = find_organization(tx, words)
            card = save_contact_card(tx, org.id, fields, now=self._clock.now(), entropy=self._entropy)
        return Done({"id": card, "org_id": org.id}, str(say("已给 {name} 添加联系卡。", name=org.name)))

    def enrol_code(self, words: str, days: int, address: str) -> Done:
        """Make a one-time code of an institution, with all a clinic has to type. Raises NotFound."""
        with self._database() as (config, database):
            keys = load_keys(config.keys)
            with database.transaction() as tx:
                org = find_organization(tx, words)
                code, ends = make_code(
                    tx,
                    org,
                    days=days if days > 0 else config.enrol_days,
                    now=self._clock.now(),
                    entropy=self._entropy,
                )
        where = (address or config.address).rstrip("/")
        pinned = where.startswith("https://")
        ticket = EnrolTicket(where, code, keys.fingerprint[:FINGERPRINT_DIGITS].upper() if pinned else "")
        value = {
            "line": ticket.line,
            "address": ticket.address,
            "code": code,
            "fingerprint": ticket.fingerprint,
            "org_id": org.id,
            "org_name": org.name,
            "expires_at": stamp(ends),
        }
        lines = [
            str(say("{name} 的登记码，{until} 前有效，只能用一次：", name=org.name, until=local_text(ends))),
            "",
            ticket.line,
            "",
            str(say("在诊所电脑上粘贴上面整行；或逐项输入：")),
            str(say("  平台地址  {address}", address=ticket.address)),
            str(say("  登记码    {code}", code=code)),
        ]
        if pinned:
            lines.append(str(say("  平台指纹  {print}", print=in_groups(ticket.fingerprint))))
        return Done(value, "\n".join(lines))

    def devices(self, stop: str, allow: str) -> Done:
        """List devices, after stopping one or letting one in again. Raises NotFound."""
        with self._database() as (_, database), database.transaction() as tx:
            if stop or allow:
                set_device_status(tx, stop or allow, active=not stop, now=self._clock.now())
            found = status.devices(tx)
        lines = [
            "  ".join(
                (r["device_id"], str(_word(r["status"])), _when(r["last_seen"]), r["org_name"], r["name"])
            )
            for r in found
        ] or [str(say("还没有电脑登记。用 clinic-hub enrol-code --org 机构 发登记码。"))]
        return Done(found, "\n".join(lines))

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
            backup=_when(found["last_backup"]),
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
            at=_when(made.made_at),
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


def _org_value(org: Organization) -> dict[str, Any]:
    return attrs.asdict(org) | {"departments": list(org.departments)}


def _existing(org: Organization | None) -> Organization:
    if org is None:
        raise NotFound(say("没有找到这个机构。"))
    return org


def _word(device_status: str) -> Message:
    return say("在用") if device_status == ACTIVE else say("停用")


def _when(moment: str) -> str:
    return local_text(read_stamp(moment)) if moment else str(say("从未"))
