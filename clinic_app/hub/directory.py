"""Institutions, their departments and contact cards: written by the hub through the same log as all else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.catalogue import CONTACT_CARD, ORGANIZATION, FieldType, Kind
from clinic_app.domain.change import Value, canonical
from clinic_app.domain.clock import local_date, to_ms
from clinic_app.domain.contact_card import check_contact_card
from clinic_app.domain.errors import FileError, NotFound, Rejected
from clinic_app.domain.ids import Entropy, new_id
from clinic_app.domain.organization import Organization, check_organization, suggest_slip_prefix
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import Message, say
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.system.files import read_file

COUNTY = "县平台"
"""Name under which the hub's own changes stand in the log."""


def organizations(tx: HubTransaction) -> list[Organization]:
    """Return all institutions, by code and name."""
    rows = tx.all("SELECT id, body FROM record WHERE ent = 'organization' AND void = 0")
    found = [_from_body(row) for row in rows]
    return sorted(found, key=lambda org: (org.code, org.name, org.id))


def organization(tx: HubTransaction, org_id: str) -> Organization | None:
    """Return an institution by identity, or None."""
    row = tx.one("SELECT id, body FROM record WHERE ent = 'organization' AND id = :id", id=org_id)
    return _from_body(row) if row else None


def find_organization(tx: HubTransaction, words: str) -> Organization:
    """Return the institution meant by an identity, a code, a slip prefix, a short name or a name.

    Raises:
        NotFound: none, or more than one.
    """
    found = [
        org
        for org in organizations(tx)
        if words in (org.id, org.code, org.slip_prefix, org.short_name, org.name)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(say("有 {count} 个机构都叫“{words}”，请改用机构编码。", count=len(found), words=words))
    raise NotFound(say("没有找到机构“{words}”。可以用 clinic-hub org list 查看全部机构。", words=words))


def save_organization(
    tx: HubTransaction,
    fields: Mapping[str, Any],
    *,
    now: datetime,
    entropy: Entropy,
    org_id: str = "",
) -> str:
    """Add an institution, or change the given fields of one, and return its identity.

    Args:
        tx: the transaction.
        fields: values by the catalogue's names; departments may be a list.
        now: the present moment.
        entropy: source of random bytes.
        org_id: the institution to change; empty to add one.

    Raises:
        Rejected: all that is wrong with the fields; nothing was written.
    """
    known = _body(tx, org_id)
    values, problems = _stored(ORGANIZATION, fields)
    others = [org for org in organizations(tx) if org.id != org_id]
    if not org_id and not values.get("slip_prefix"):
        values["slip_prefix"] = _free_prefix(str(values.get("name") or ""), others)
    merged = {**known, **values}
    problems += errors_of(check_organization(merged)) + _clashes(merged, others)
    if problems:
        raise Rejected(problems)
    org_id = org_id or new_id(to_ms(now), entropy)
    changed = {name: value for name, value in values.items() if known.get(name) != value}
    if changed:
        write_own(tx, [OwnChange("organization", org_id, changed)], now, COUNTY)
    return org_id


def save_contact_card(
    tx: HubTransaction, org_id: str, fields: Mapping[str, Any], *, now: datetime, entropy: Entropy
) -> str:
    """Add a contact card of an institution and return its identity. Raises Rejected."""
    values, problems = _stored(CONTACT_CARD, {**fields, "org_id": org_id})
    problems += errors_of(check_contact_card(values, local_date(now)))
    if problems:
        raise Rejected(problems)
    card_id = new_id(to_ms(now), entropy)
    write_own(tx, [OwnChange("contact_card", card_id, values)], now, COUNTY)
    return card_id


def read_organizations(text: str) -> list[dict[str, Any]]:
    """Return the institutions of a CSV (first line: field names or Chinese labels) or JSON list.

    Raises:
        Rejected: neither, or a column the catalogue does not know.
    """
    text = text.removeprefix("\ufeff")  # spreadsheets put it in front of CSV
    if text.lstrip().startswith(("[", "{")):
        try:
            found = json.loads(text)
        except ValueError as error:
            raise Rejected([_problem("file", "json", say("文件不是完整的 JSON，没有导入。"))]) from error
        rows = found if isinstance(found, list) else [found]
        if not all(isinstance(row, dict) for row in rows):
            raise Rejected([_problem("file", "json", say("JSON 里应是机构的列表，没有导入。"))])
        return rows
    by_label = {field.label: field.name for field in ORGANIZATION.fields}
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        named = {by_label.get(str(k).strip(), str(k).strip()): (v or "").strip() for k, v in row.items()}
        rows.append({name: value for name, value in named.items() if value})
    return rows


def import_organizations(
    tx: HubTransaction, rows: Sequence[Mapping[str, Any]], *, now: datetime, entropy: Entropy
) -> tuple[int, int]:
    """Add or change institutions, matched by code and then by name; all rows or none.

    Returns:
        how many were added and how many already stood there.

    Raises:
        Rejected: what is wrong, with the number of the row.
    """
    added = changed = 0
    problems: list[Problem] = []
    for number, row in enumerate(rows, start=1):
        match = _match(organizations(tx), row)
        try:
            save_organization(tx, row, now=now, entropy=entropy, org_id=match.id if match else "")
        except Rejected as error:
            for problem in error.problems:
                told = say("第 {n} 行：{what}", n=number, what=problem.message)
                problems.append(attrs.evolve(problem, message=told))
        added += match is None
        changed += match is not None
    if problems:
        raise Rejected(problems)
    return added, changed


def _match(known: list[Organization], row: Mapping[str, Any]) -> Organization | None:
    """Return the institution a row means: by code, else by its full name."""
    code, name = str(row.get("code") or ""), str(row.get("name") or "")
    for org in known:
        if code and org.code == code:
            return org
    return next((org for org in known if name and org.name == name), None)


def _from_body(row: Mapping[str, Any]) -> Organization:
    return Organization.from_row({**json.loads(row["body"]), "id": row["id"]})


def _body(tx: HubTransaction, org_id: str) -> dict[str, Value]:
    row = tx.one("SELECT body FROM record WHERE ent = 'organization' AND id = :id", id=org_id)
    return json.loads(row["body"]) if row else {}


def _stored(kind: Kind, fields: Mapping[str, Any]) -> tuple[dict[str, Value], list[Problem]]:
    """Return values in their stored form, and fields that cannot have one."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, value in fields.items():
        field = kind.by_name.get(name)
        if field is None:
            problems.append(_problem(name, "unknown", say("没有“{name}”这一项。", name=name)))
        elif field.type is FieldType.JSON:
            values[name] = canonical(_as_list(value))
        elif value is not None and not isinstance(value, str):
            problems.append(_problem(name, "type", say("{label}要写成文字。", label=field.label)))
        else:
            values[name] = value.strip() if value else value
    return values, problems


def _as_list(value: Any) -> Any:
    """Return departments as a list: given as one, as JSON text, or as names between commas."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        for mark in "、，；;":
            value = value.replace(mark, ",")
        return [part.strip() for part in value.split(",") if part.strip()]


def _free_prefix(name: str, others: Sequence[Organization]) -> str:
    """Return a slip prefix from the name that no other institution has; empty when none can be made."""
    taken = {org.slip_prefix for org in others}
    suggested = suggest_slip_prefix(name)
    numbered = (f"{suggested}{number}" for number in range(2, 1000))
    return next((p for p in (suggested, *numbered) if p and p not in taken), "") if suggested else ""


def _clashes(values: Mapping[str, Value], others: Sequence[Organization]) -> list[Problem]:
    """Return what must be one institution's own: its slip numbers and its code."""
    problems: list[Problem] = []
    prefix, code = str(values.get("slip_prefix") or ""), str(values.get("code") or "")
    if not prefix:
        problems.append(
            _problem("slip_prefix", "missing", say("请填写单号机构段（如 NHZ），它印在转诊单号里。"))
        )
    for other in others:
        if prefix and other.slip_prefix == prefix:
            problems.append(
                _problem("slip_prefix", "taken", say("单号机构段已被“{other}”使用。", other=other.name))
            )
        if code and other.code == code:
            problems.append(_problem("code", "taken", say("机构编码已被“{other}”使用。", other=other.name)))
    return problems


def _problem(field: str, word: str, message: Message) -> Problem:
    return Problem(field, f"{field}.{word}", message)


def read_list(path: Path) -> str:
    """Return a text file in UTF-8 or, as Chinese Excel writes CSV, GB 18030. Raises FileError."""
    data = read_file(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise FileError(say("{path} 不是文本文件，没有导入。请另存为 CSV 后重试。", path=path)) from error
