"""What this file showed of others' work that a restored hub has forgotten, kept aside until it is back.

The hub sends its older version of such a record, or none at all. What was shown stays on the screen where
the hub's version is from before the restore, and can be given back when its author does not offer it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from clinic_app.domain.catalogue import BY_NAME, kind_of
from clinic_app.domain.change import OWNER_FIELD, VOID_FIELD, VOID_REASON, OpKind, Value, canonical
from clinic_app.domain.merge import same
from clinic_app.store.database import Database, Readable, Row

_MARKS = (VOID_FIELD, VOID_REASON)


def content(owner: str, void: bool, void_reason: str, body: Mapping[str, Value]) -> dict[str, Value]:
    """Return all that a record says as one mapping; fields that hold nothing are left out."""
    said: dict[str, Value] = {name: value for name, value in body.items() if value not in (None, "")}
    return said | {OWNER_FIELD: owner, VOID_FIELD: int(void), VOID_REASON: void_reason or ""}


def as_shown(db: Readable, ent: str, rec_id: str) -> dict[str, Value]:
    """Return what a record says here, also one of a kind that only newer programs know."""
    if ent not in BY_NAME:
        kept = json.loads(
            db.execute("SELECT body FROM extra_row WHERE ent = ? AND id = ?", (ent, rec_id))[0]["body"]
        )
        return content(kept["owner"], bool(kept["void"]), kept["void_reason"], kept["body"])
    kind = kind_of(ent)
    row = db.execute(f"SELECT * FROM {kind.name} WHERE id = ?", (rec_id,))[0]
    body = {name: row[name] for name in kind.field_names} | json.loads(row["_extra"] or "{}")
    return content(row[OWNER_FIELD], bool(row[VOID_FIELD]), row[VOID_REASON], body)


def put_aside(db: Database, ent: str, rec_id: str, cut: int) -> None:
    """Keep what a record shows, which a hub that was cut back to a number may have forgotten."""
    shown = canonical(as_shown(db, ent, rec_id))
    db.execute(
        "INSERT INTO ahead_row(ent, id, cut, op_seq, shown) SELECT ?, ?, ?, next_op, ? FROM sync_state"
        " WHERE NOT EXISTS (SELECT 1 FROM ahead_row WHERE ent = ? AND id = ? AND shown = ? AND offered = 0)",
        (ent, rec_id, cut, shown, ent, rec_id, shown),
    )


def lower(db: Database, cut: int) -> None:
    """Note that the hub was cut back still further."""
    db.execute("UPDATE ahead_row SET cut = ?, hub = '' WHERE cut > ?", (cut, cut))


def everything(db: Readable) -> list[Row]:
    """Return all that is kept aside, oldest first; usually nothing."""
    return db.execute("SELECT * FROM ahead_row ORDER BY no")


def waiting(db: Readable) -> int:
    """Return how many records have something kept aside that the hub has not got back."""
    return int(db.execute("SELECT count(DISTINCT ent || '|' || id) AS n FROM ahead_row")[0]["n"])


def is_aside(db: Readable, ent: str, rec_id: str) -> bool:
    """Tell whether what a record showed is kept aside."""
    return bool(db.execute("SELECT 1 FROM ahead_row WHERE ent = ? AND id = ?", (ent, rec_id)))


def meet(db: Database, ent: str, rec_id: str, rev: int, theirs: Mapping[str, Value]) -> dict[str, Value]:
    """Compare what is kept aside with a version from the hub; return the fields that go on showing it.

    Args:
        db: the clinic's database.
        ent: record kind.
        rec_id: record identity.
        rev: the version's number.
        theirs: what it says, as ``content`` gives it.
    """
    keep: dict[str, Value] = {}
    for entry in db.execute(
        "SELECT a.*, o.state FROM ahead_row a LEFT JOIN op o ON o.op_seq = a.offered AND a.offered > 0"
        " WHERE a.ent = ? AND a.id = ? ORDER BY a.no",
        (ent, rec_id),
    ):
        shown = json.loads(entry["shown"])
        names = ({*shown, *theirs}) - {OWNER_FIELD}
        differ = {name for name in names if not same(shown.get(name), theirs.get(name))}
        if not differ:
            db.execute("DELETE FROM ahead_row WHERE no = ?", (entry["no"],))
            continue
        if entry["state"]:  # given back already: the hub's word is the last
            continue
        base = json.loads(entry["hub"] or "null")
        if rev <= entry["cut"]:
            base = dict(theirs)
            db.execute("UPDATE ahead_row SET hub = ? WHERE no = ?", (canonical(base), entry["no"]))
        if base is not None:
            mine = changed_here(db, ent, rec_id, entry["op_seq"])
            keep |= {
                name: shown.get(name, "" if name in _MARKS else None)
                for name in differ - mine
                if same(theirs.get(name), base.get(name))
            }
    return keep


def changed_here(db: Readable, ent: str, rec_id: str, first: int) -> set[str]:
    """Return the fields of a record that people changed here from one of our operations on."""
    found: set[str] = set()
    for op in db.execute(
        "SELECT sets FROM op WHERE ent = ? AND rec_id = ? AND op_seq >= ? AND kind <> ?",
        (ent, rec_id, first, OpKind.BACK),
    ):
        found |= set(json.loads(op["sets"]))
    return found


def offer(db: Database, entry: Mapping[str, Any], number: int, sets: Mapping[str, Value]) -> None:
    """Write the operation that gives something kept aside back to the hub.

    Belongs inside a unit of work; each is a unit of its own at the hub.

    Args:
        db: the clinic's database.
        entry: what is kept aside.
        number: how many were written in this unit of work before it.
        sets: what the operation says.
    """
    base = json.loads(entry["hub"] or "{}")
    olds = {name: value for name, value in base.items() if name in sets and not name.startswith("_")}
    said = (entry["ent"], entry["id"], str(OpKind.BACK), entry["cut"], canonical(sets))
    db.execute("UPDATE sync_state SET next_op = next_op + 1")
    db.execute(
        "INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds,"
        " cat_ver, hash) SELECT next_op - 1, capture_txn() + ?, capture_hlc(), capture_wall(),"
        " capture_user(), ?, ?, ?, ?, ?, ?, catalogue_ver, op_hash(?, ?, ?, ?, ?) FROM sync_state",
        (number, *said, canonical(olds), *said),
    )
    db.execute(
        "UPDATE ahead_row SET offered = (SELECT next_op - 1 FROM sync_state) WHERE no = ?", (entry["no"],)
    )
