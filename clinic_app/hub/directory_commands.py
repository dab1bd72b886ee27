"""The administrator's commands about institutions, their contact cards and their computers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.catalogue import CONTACT_CARD, ORGANIZATION
from clinic_app.domain.clock import Clock, local_text, stamp
from clinic_app.domain.errors import NotFound
from clinic_app.domain.ids import Entropy
from clinic_app.domain.organization import Organization
from clinic_app.domain.wording import Message, say
from clinic_app.hub import directory, status
from clinic_app.hub.auth import ACTIVE
from clinic_app.hub.directory import (
    find_organization,
    import_organizations,
    organization,
    read_list,
    read_organizations,
    save_contact_card,
    save_organization,
)
from clinic_app.hub.done import Done, Opened, when
from clinic_app.hub.enrolment import make_code, set_device_status
from clinic_app.hub.keys import load_keys
from clinic_app.protocol.enrol_ticket import FINGERPRINT_DIGITS, EnrolTicket, in_groups

ORGANIZATION_OPTIONS = {field.name: field.label for field in ORGANIZATION.fields}
"""Fields of an institution that a command can give, with their labels."""
CARD_OPTIONS = {field.name: field.label for field in CONTACT_CARD.fields if field.name != "org_id"}
"""Fields of a contact card that a command can give, with their labels."""


class DirectoryCommands:
    """The commands on the institutions of one hub."""

    def __init__(self, opened: Opened, clock: Clock, entropy: Entropy) -> None:
        """Take what opens the hub's database and closes it again, the clock and the source of codes."""
        self._opened = opened
        self._clock = clock
        self._entropy = entropy

    def organizations(self) -> Done:
        """List institutions."""
        with self._opened() as (_, database), database.transaction() as tx:
            found = directory.organizations(tx)
        lines = [f"{org.slip_prefix:<8} {org.code or '-':<22} {org.name}" for org in found] or [
            str(say("还没有机构。用 clinic-hub org add --name 名称 添加。"))
        ]
        return Done([_org_value(org) for org in found], "\n".join(lines))

    def add(self, fields: Mapping[str, str]) -> Done:
        """Add an institution. Raises Rejected."""
        with self._opened() as (_, database), database.transaction() as tx:
            org_id = save_organization(tx, fields, now=self._clock.now(), entropy=self._entropy)
            org = _existing(organization(tx, org_id))
        text = say("已添加：{name}，单号段 {prefix}。", name=org.name, prefix=org.slip_prefix)
        return Done(_org_value(org), str(text))

    def edit(self, words: str, fields: Mapping[str, str]) -> Done:
        """Change an institution. Raises NotFound, Rejected."""
        with self._opened() as (_, database), database.transaction() as tx:
            org_id = find_organization(tx, words).id
            save_organization(tx, fields, now=self._clock.now(), entropy=self._entropy, org_id=org_id)
            org = _existing(organization(tx, org_id))
        return Done(_org_value(org), str(say("已修改：{name}。", name=org.name)))

    def import_list(self, path: Path) -> Done:
        """Add or change institutions from a file, all or none. Raises FileError, Rejected."""
        rows = read_organizations(read_list(path))
        with self._opened() as (_, database), database.transaction() as tx:
            added, changed = import_organizations(tx, rows, now=self._clock.now(), entropy=self._entropy)
        text = say("已导入：新增 {added} 个机构，更新 {changed} 个。", added=added, changed=changed)
        return Done({"added": added, "changed": changed}, str(text))

    def add_card(self, words: str, fields: Mapping[str, str]) -> Done:
        """Add a contact card of an institution. Raises NotFound, Rejected."""
        with self._opened() as (_, database), database.transaction() as tx:
            org = find_organization(tx, words)
            card = save_contact_card(tx, org.id, fields, now=self._clock.now(), entropy=self._entropy)
        return Done({"id": card, "org_id": org.id}, str(say("已给 {name} 添加联系卡。", name=org.name)))

    def enrol_code(self, words: str, days: int, address: str) -> Done:
        """Make a one-time code of an institution, with all a clinic has to type. Raises NotFound."""
        with self._opened() as (config, database):
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
        with self._opened() as (_, database), database.transaction() as tx:
            if stop or allow:
                set_device_status(tx, stop or allow, active=not stop, now=self._clock.now())
            found = status.devices(tx)
        lines = [
            "  ".join(
                (r["device_id"], str(_word(r["status"])), when(r["last_seen"]), r["org_name"], r["name"])
            )
            for r in found
        ] or [str(say("还没有电脑登记。用 clinic-hub enrol-code --org 机构 发登记码。"))]
        return Done(found, "\n".join(lines))


def _org_value(org: Organization) -> dict[str, Any]:
    return attrs.asdict(org) | {"departments": list(org.departments)}


def _existing(org: Organization | None) -> Organization:
    if org is None:
        raise NotFound(say("没有找到这个机构。"))
    return org


def _word(device_status: str) -> Message:
    return say("在用") if device_status == ACTIVE else say("停用")
