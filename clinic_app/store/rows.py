"""Writing and reading one record of any catalogue kind as a dict of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clinic_app.domain.catalogue import Kind, Ownership, kind_of
from clinic_app.domain.change import OWNER_FIELD, VOID_FIELD, VOID_REASON, Value, clean_values
from clinic_app.domain.errors import NotFound
from clinic_app.domain.ids import decode_id
from clinic_app.domain.wording import say
from clinic_app.store.database import Database, Readable, Row, StoreBug

META = ("_owner", "_rev", "_void", "_void_reason", "_lane", "_extra")


def insert(db: Database, kind: str, values: Mapping[str, Value], *, record_id: str = "") -> str:
    """Add a record inside a unit of work and return its id.

    Args:
        db: the database.
        kind: catalogue kind.
        values: fields by name; ``_owner`` may name another managing institution than our own.
        record_id: identity, when it was fixed before (a draft, a printed code); a new one if empty.

    Raises:
        StoreBug: a name that the catalogue does not have, or a value that cannot travel.
    """
    known = kind_of(kind)
    owner = values.get(OWNER_FIELD) or _owner_for(db, known, values)
    fields = {name: value for name, value in values.items() if name != OWNER_FIELD}
    _check(known, fields)
    new_id = record_id or db.new_id()
    columns = ["id", *fields, OWNER_FIELD]
    marks = ", ".join("?" * len(columns))
    db.execute(
        f"INSERT INTO {kind}({', '.join(columns)}) VALUES ({marks})", [new_id, *fields.values(), owner]
    )
    return new_id


def _owner_for(db: Database, kind: Kind, values: Mapping[str, Value]) -> str:
    """Return the managing institution of a new record: that of its patient, or our own.

    What a county desk adds to a patient of a township belongs to the township's record.
    """
    if kind.ownership is Ownership.CLINIC and kind.belongs_to:
        found = db.execute("SELECT _owner FROM patient WHERE id = ?", (values.get(kind.belongs_to),))
        if found and found[0]["_owner"]:
            return str(found[0]["_owner"])
    return db.org_id()


def update(db: Database, kind: str, record_id: str, values: Mapping[str, Value]) -> bool:
    """Change fields of a record inside a unit of work; only what differs is written and captured.

    Returns:
        whether anything was different.

    Raises:
        NotFound: there is no such record.
        StoreBug: a name that the catalogue does not have, or a record that is only added to.
    """
    known = kind_of(kind)
    _check(known, values)
    before = fetch(db, kind, record_id)
    changed = {name: value for name, value in values.items() if not _same(before[name], value)}
    if not changed:
        return False
    if known.append_only:
        raise StoreBug(f"{kind} records are never changed")
    settings = ", ".join(f"{name} = ?" for name in changed)
    db.execute(f"UPDATE {kind} SET {settings} WHERE id = ?", [*changed.values(), record_id])
    return True


def _same(before: Value, after: Value) -> bool:
    """Tell whether two values mean the same; an empty field is NULL or ''."""
    return before == after or (before in (None, "") and after in (None, ""))


def void(db: Database, kind: str, record_id: str, reason: str) -> None:
    """Take a record out of sight inside a unit of work; it stays in the file with the reason.

    Raises:
        NotFound: there is no such record.
    """
    fetch(db, kind, record_id)
    _check_values({VOID_REASON: reason})
    db.execute(
        f"UPDATE {kind} SET {VOID_REASON} = ?, {VOID_FIELD} = 1 WHERE id = ? AND {VOID_FIELD} = 0",
        (reason, record_id),
    )


def unvoid(db: Database, kind: str, record_id: str, reason: str = "") -> None:
    """Bring a voided record back inside a unit of work.

    Raises:
        NotFound: there is no such record.
    """
    fetch(db, kind, record_id)
    db.execute(
        f"UPDATE {kind} SET {VOID_REASON} = ?, {VOID_FIELD} = 0 WHERE id = ? AND {VOID_FIELD} = 1",
        (reason, record_id),
    )


def made_order(record_id: str) -> str:
    """Return text that puts identities in the order in which they were made, by their writers' clocks.

    The 22 characters themselves do not: in base64url the digits stand for more than the letters.
    """
    try:
        return decode_id(record_id).hex()
    except ValueError:
        return ""


def find(db: Readable, kind: str, record_id: str) -> Row | None:
    """Return a record with its meta columns, voided or not, or None."""
    found = db.execute(f"SELECT * FROM {kind_of(kind).name} WHERE id = ?", (record_id,))
    return found[0] if found else None


def fetch(db: Readable, kind: str, record_id: str) -> Row:
    """Return a record with its meta columns, voided or not.

    Raises:
        NotFound: there is no such record.
    """
    found = find(db, kind, record_id)
    if found is None:
        raise NotFound(
            say(
                "没有找到这条“{kind}”记录，别的内容都没有动。它可能还没有同步到本机，请同步后再试。",
                kind=kind_of(kind).label,
            )
        )
    return found


def fetch_many(db: Readable, kind: str, record_ids: Iterable[str]) -> dict[str, Row]:
    """Return present records by id; ids without a record are left out."""
    ids = list(dict.fromkeys(record_ids))
    found: dict[str, Row] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        rows = db.execute(f"SELECT * FROM {kind_of(kind).name} WHERE id IN ({marks})", part)
        found.update((row["id"], row) for row in rows)
    return found


def fields_of(kind: str, row: Mapping[str, Any]) -> dict[str, Value]:
    """Return only the catalogue's fields of a row."""
    return {name: row[name] for name in kind_of(kind).field_names}


def history(db: Readable, kind: str, record_id: str) -> list[Row]:
    """Return our own operations on a record, oldest first."""
    return db.execute("SELECT * FROM op WHERE ent = ? AND rec_id = ? ORDER BY op_seq", (kind, record_id))


def _check(kind: Kind, values: Mapping[str, Value]) -> None:
    unknown = set(values) - set(kind.field_names)
    if unknown:
        raise StoreBug(f"{kind.name} has no field {', '.join(sorted(unknown))}")
    _check_values(values)


def _check_values(values: Mapping[str, Value]) -> None:
    reason = clean_values(values)
    if reason:
        raise StoreBug(f"a value cannot be stored: {reason}")
