"""Correcting a wrong value at the county: an ordinary change of the hub's own, with a reason in the log.

For what no institution can correct any more, or must not wait for one. A value put into the tables by SQL
would be put back (foreign_writes.py) and be in no log; this one reaches every clinic, and says who and why.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import attrs

from clinic_app.domain import patient
from clinic_app.domain.catalogue import (
    BY_NAME,
    CONTACT_CARD,
    PATIENT,
    Field,
    FieldType,
    Kind,
    Ownership,
    label_of,
)
from clinic_app.domain.change import Value, canonical
from clinic_app.domain.clock import local_date, stamp
from clinic_app.domain.codes import Code, CodeList
from clinic_app.domain.contact_card import check_contact_card
from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.domain.field_checks import check_fields
from clinic_app.domain.ids import id_of
from clinic_app.domain.merge import RecordState, Standing, same
from clinic_app.domain.names import clean_text
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.wording import Message, say, term
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.directory import COUNTY
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.hub.scope import references_of
from clinic_app.system.resources import resource_text

MOST_REASON = 200
"""Most characters of a reason."""

MOST_AUTHOR = 150
"""Most characters of who corrected."""

_PAPERS = ("referral", "referral_return", "attachment")
"""Kinds that an institution's doctor has signed or shown to be so: only their writer corrects them."""


@attrs.frozen
class Corrected:
    """One value and what takes its place."""

    field: Field
    before: Value
    after: Value


@attrs.frozen
class Correction:
    """What a correction will change, and what to look at again before it is made."""

    changed: tuple[Corrected, ...]
    warnings: tuple[Message, ...]


def find_record(tx: HubTransaction, rec_id: str) -> RecordState:
    """Return the record of an identity, whatever its kind. Raises NotFound."""
    log = ChangeLog(tx, 0)
    found = next((record for ent in BY_NAME if (record := log.get(ent, rec_id)) is not None), None)
    if found is None:
        raise NotFound(
            say(
                "县平台没有编号是“{id}”的记录。患者的编号可用 clinic-hub patient find 查。",
                id=rec_id,
            )
        )
    return found


def history(tx: HubTransaction, record: RecordState) -> list[dict[str, Any]]:
    """Return what the log says of a record, oldest first, with who wrote it and the reason if any."""
    return tx.all(
        "SELECT hub_seq, recv_at, org_id, user_name, kind, sets, outcome, reason FROM op_log"
        " WHERE ent = :ent AND rec_id = :id ORDER BY hub_seq",
        ent=record.ent,
        id=record.id,
    )


def foresee(tx: HubTransaction, record: RecordState, typed: Mapping[str, str], now: datetime) -> Correction:
    """Return what a correction will change; values that stand so already are left out.

    Args:
        tx: the transaction.
        record: as it stands.
        typed: new values by the catalogue's name or the Chinese label of a field.
        now: the present moment.

    Raises:
        Rejected: all that speaks against it.
    """
    kind = BY_NAME[record.ent]
    problems = _barred(kind, record)
    values: dict[str, Value] = {}
    for name, text in () if problems else typed.items():
        try:
            field = _field(kind, name)
            values[field.name] = _stored(field, text)
        except Rejected as error:
            problems += error.problems
    values, told = _cleaned(kind, values), list[Problem]()
    if not problems:
        told = _told(kind, {**record.body, **values}, values, local_date(now))
        problems = errors_of(told) + _undecided(tx, record, values)
    if problems:
        raise Rejected(problems)
    changed = tuple(
        Corrected(kind.by_name[name], record.body.get(name), value)
        for name, value in values.items()
        if not same(record.body.get(name), value)
    )
    if not changed:
        raise Rejected([_problem("", "same", say("县平台上已经是这样，没有要改的。"))])
    return Correction(changed, tuple(problem.message for problem in warnings_of(told)))


def correct(
    tx: HubTransaction, record: RecordState, planned: Correction, *, reason: str, by: str, now: datetime
) -> None:
    """Write a correction that was foreseen.

    Whoever changes the value without having seen it yet disagrees with it like with any other change.

    Args:
        tx: the transaction.
        record: as it stands.
        planned: what is to change.
        reason: why, for the log, where it stays for good, and for the clinics that see the patient.
        by: who corrects.
        now: the present moment.

    Raises:
        Rejected: no reason is given, or the log does not take it; nothing was written.
    """
    reason, by = clean_text(reason).strip(), clean_text(by).strip()
    if not 0 < len(reason) <= MOST_REASON:
        told = say("请用 --reason 写明更正的原因（最多 {most} 个字），它记入日志。", most=MOST_REASON)
        raise Rejected([_problem("reason", "missing", told)])
    sets = {one.field.name: one.after for one in planned.changed}
    author = f"{COUNTY} {by}".strip()
    note = _note(record, sets, reason, author, now)
    changes = [OwnChange(record.ent, record.id, sets), *([note] if note is not None else [])]
    write_own(tx, changes, now, author, reason)


def is_told(record: RecordState) -> bool:
    """Tell whether the clinics learn the reason of a correction: those who see the patient do."""
    return bool(references_of(record)[0])


def _note(
    record: RecordState, sets: Mapping[str, Value], reason: str, author: str, now: datetime
) -> OwnChange | None:
    """Return the record by which the clinics learn who corrected what, and why."""
    if not is_told(record):
        return None
    values: dict[str, Value] = {
        "patient_id": references_of(record)[0],
        "ent": record.ent,
        "rec_id": record.id,
        "fields": canonical(sorted(sets)),
        "reason": reason,
        "made_by": author[:MOST_AUTHOR],
        "made_at": stamp(now),
    }
    return OwnChange("correction", id_of(canonical([values, dict(sets), record.rev])), values)


def shown(field: Field | None, value: Value) -> str:
    """Return a value as people read it; a code with its name."""
    if value in (None, ""):
        return str(say("（空）"))
    named = _code_list(field.codes).get(str(value)) if field is not None and field.codes else None
    return f"{value}（{named.name}）" if named is not None else str(value)


# ---- what speaks against it -------------------------------------------------------------------------------


def _barred(kind: Kind, record: RecordState) -> list[Problem]:
    """Return why records of a kind, or this one, are not corrected at the county."""
    told: Message | None = None
    if kind.name == "organization":
        told = say("机构的资料请用 clinic-hub org edit 修改。")
    elif kind.ownership is Ownership.HUB:
        told = say("{kind}由程序自己记，不能更正。", kind=term(kind.label))
    elif kind.append_only:
        told = say("{kind}写下就不再改动；写错了，请写它的机构另写一条。", kind=term(kind.label))
    elif kind.name in _PAPERS:
        told = say("{kind}由写它的机构负责，请他们自己更正。", kind=term(kind.label))
    elif record.void:
        told = say("这条记录已经作废，没有改动。")
    return [_problem("", "barred", told)] if told is not None else []


def _field(kind: Kind, name: str) -> Field:
    found = next((field for field in kind.fields if name in (field.name, field.label)), None)
    if found is None:
        names = "、".join(f"{field.name}（{field.label}）" for field in kind.fields if _is_open(field))
        told = say(
            "{kind}没有“{name}”这一项。可以更正的：{names}", kind=term(kind.label), name=name, names=names
        )
        raise Rejected([_problem(name, "unknown", told)])
    if not _is_open(field := found):
        told = say("“{label}”说明这条记录属于谁，不能更正。", label=term(field.label))
        raise Rejected([_problem(name, "link", told)])
    return found


def _is_open(field: Field) -> bool:
    return field.type is not FieldType.ID


def _stored(field: Field, text: str) -> Value:
    """Return a typed value as it is stored; a code may be given by its name. Raises Rejected."""
    text = clean_text(text).strip()
    if not text:
        return None
    if field.codes:
        named = _code_list(field.codes).find_name(text)
        return named.code if named is not None else text
    try:
        if field.sql_type == "INTEGER":
            return int(text)
        return canonical(json.loads(text)) if field.type is FieldType.JSON else text
    except ValueError as error:
        told = say("“{label}”的写法不对：{text}", label=term(field.label), text=text)
        raise Rejected([_problem(field.name, "form", told)]) from error


def _cleaned(kind: Kind, values: dict[str, Value]) -> dict[str, Value]:
    """Return values as the form would have stored them; what is emptied stays empty."""
    if kind is not PATIENT:
        return values
    return values | {name: text for name, text in patient.clean_patient(values).items() if text}


def _told(kind: Kind, whole: Mapping[str, Value], values: Mapping[str, Value], today: date) -> list[Problem]:
    """Return what the rules of the form say of the new values; what stood there before is no matter."""
    lists = {field.codes: _code_list(field.codes) for field in kind.fields if field.codes}
    if kind is PATIENT:
        found = patient.check_patient(whole, today, lists)
    elif kind.element_of is not None:
        found = patient.check_element(kind.name, whole, today, lists)
    elif kind is CONTACT_CARD:
        found = check_contact_card(whole, today)
    else:
        found = check_fields(kind, whole, lists)
    return [problem for problem in found if problem.field in values]


def _undecided(tx: HubTransaction, record: RecordState, values: Mapping[str, Value]) -> list[Problem]:
    """Return the values about which two institutions are asked already: a third does not settle it."""
    rows = tx.all(
        "SELECT body FROM record WHERE ent = 'conflict' AND void = 0 AND body LIKE :about",
        about=f'%"rec_id":"{record.id}"%',
    )
    bodies = [json.loads(row["body"]) for row in rows]
    asked = {
        body["field"] for body in bodies if body["rec_id"] == record.id and body["status"] == Standing.OPEN
    }
    return [
        _problem(
            name,
            "undecided",
            say(
                "“{label}”两边改得不一样，正等人决定。请管理这位患者的机构在“数据往来”里决定。",
                label=term(label_of(record.ent, name)),
            ),
        )
        for name in values
        if name in asked
    ]


def _code_list(name: str) -> CodeList:
    lines = [line for line in resource_text("codes", f"{name}.csv").splitlines() if not line.startswith("#")]
    codes = tuple(Code(row["code"], row["name"]) for row in csv.DictReader(lines))
    return CodeList(name, "", "", "", "", codes)


def _problem(field: str, word: str, message: Message) -> Problem:
    return Problem(field, f"correction.{word}", message)
