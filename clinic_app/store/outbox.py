"""The outbox: operations that wait, were acknowledged, or were refused; none is ever deleted here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import attrs

from clinic_app.domain.catalogue import BY_NAME, CATALOGUE_VERSION, Ownership, kind_of
from clinic_app.domain.change import OWNER_FIELD, Operation, OpKind, canonical, chain_hash, content_hash
from clinic_app.store import sync_state
from clinic_app.store.database import Database, Readable, Row

WAITING, ACKED, REFUSED, GIVEN_UP = 0, 1, 2, 3
"""Values of ``op.state``.

The index of what is still open is one over ``state <> 1``: a question for waiting or refused operations
says that too, although it says nothing new. Without it the whole journal would be read.
"""

MERGED = "merged"
"""Value of ``op.reason`` of an acknowledged operation that met changes of others at the hub."""


@attrs.frozen
class OutboxCounts:
    """How much work is where.

    Attributes:
        waiting: operations only this file has.
        refused: operations the hub keeps in quarantine, to be looked at by a person.
        not_backed_up: operations the hub has, but not yet in a verified backup.
        groups: units of work among the waiting ones, the number people are shown.
        refused_groups, not_backed_up_groups: likewise among the others.
    """

    waiting: int
    refused: int
    not_backed_up: int
    groups: int
    refused_groups: int = 0
    not_backed_up_groups: int = 0


def counts(db: Readable) -> OutboxCounts:
    """Return how much work is where."""
    row = db.execute(
        "SELECT sum(state = 0) AS waiting, sum(state = 2) AS refused,"
        " count(DISTINCT CASE WHEN state = 0 THEN txn END) AS groups,"
        " count(DISTINCT CASE WHEN state = 2 THEN txn END) AS refused_groups FROM op WHERE state <> 1"
    )[0]
    backed = db.execute(
        "SELECT count(*) AS n, count(DISTINCT txn) AS groups FROM op"
        " WHERE state = 1 AND hub_seq > (SELECT backed_up_seq FROM sync_state)"
    )[0]
    return OutboxCounts(
        row["waiting"] or 0,
        row["refused"] or 0,
        backed["n"],
        row["groups"] or 0,
        row["refused_groups"] or 0,
        backed["groups"],
    )


def anything_waits(db: Readable) -> bool:
    """Tell whether this file has operations that the hub has not taken yet."""
    return bool(db.execute(f"SELECT 1 FROM op WHERE state <> {ACKED} AND state = {WAITING} LIMIT 1"))


def operation(row: Row) -> Operation:
    """Return the operation of a table row."""
    return Operation(
        seq=row["op_seq"],
        txn=row["txn"],
        hlc=row["hlc"],
        wall=row["wall"],
        user=row["user_name"],
        ent=row["ent"],
        rec_id=row["rec_id"],
        kind=row["kind"],
        base_rev=row["base_rev"],
        sets=json.loads(row["sets"]),
        olds=json.loads(row["olds"]),
        cat=row["cat_ver"],
        hash=row["hash"],
    )


def page(db: Readable, after: int, most_bytes: int) -> tuple[Operation, ...]:
    """Return the operations to offer next: whole units of work, about as many bytes as wanted.

    Everything after the last acknowledged number is offered in order, whatever its state: numbers
    have no gaps at the hub. One unit larger than the page travels alone.
    """
    taken: list[Operation] = []
    used = 0
    start = after
    while True:
        rows = db.execute("SELECT * FROM op WHERE op_seq > ? ORDER BY op_seq LIMIT 500", (start,))
        for group in _units(rows, whole=len(rows) < 500):
            size = sum(24 + (len(row["sets"]) + len(row["olds"])) // 3 for row in group)
            if taken and used + size > most_bytes:
                return tuple(taken)
            taken += [_naming_its_owner(db, operation(row)) for row in group]
            used += size
            start = group[-1]["op_seq"]
        if len(rows) < 500:
            return tuple(taken)
        if start < rows[0]["op_seq"]:  # one unit longer than the rows read: read it whole
            rows = db.execute(
                "SELECT * FROM op WHERE op_seq > ? AND txn = ? ORDER BY op_seq", (start, rows[0]["txn"])
            )
            return tuple(taken) if taken else tuple(operation(row) for row in rows)


def _naming_its_owner(db: Readable, op: Operation) -> Operation:
    """Say with what is new about a patient to whom it belongs here, where that may have been forgotten.

    A restored hub may have lost a move of the patient, and would not have the patient back either, who then
    stays aside here; or have the patient back long before it takes this, and have told this file so. It does
    not send back what it takes as this file shows it; so it is told what this file shows.
    """
    kind = BY_NAME.get(op.ent) if op.kind == OpKind.ADD and OWNER_FIELD not in op.olds else None
    if kind is None or kind.ownership is not Ownership.CLINIC or not kind.belongs_to:
        return op
    found = db.execute(
        f"SELECT r.{OWNER_FIELD} FROM {kind.name} r"
        f" JOIN patient p ON p.id = r.{kind.belongs_to} WHERE r.id = ?"
        f" AND (r.{OWNER_FIELD} <> p.{OWNER_FIELD} OR 'ahead' IN (p._lane, r._lane)"
        " OR EXISTS (SELECT 1 FROM ahead_row a WHERE a.ent = 'patient' AND a.id = p.id))",
        (op.rec_id,),
    )
    return attrs.evolve(op, olds={**op.olds, OWNER_FIELD: found[0][OWNER_FIELD]}) if found else op


def _units(rows: Sequence[Row], *, whole: bool) -> Iterator[list[Row]]:
    """Yield rows unit by unit; the last one only when it is known to end here."""
    group: list[Row] = []
    for row in rows:
        if group and group[-1]["txn"] != row["txn"]:
            yield group
            group = []
        group.append(row)
    if group and whole:
        yield group


def find(db: Readable, first: int, last: int) -> list[Row]:
    """Return the rows of operations from one number to another."""
    return db.execute("SELECT * FROM op WHERE op_seq BETWEEN ? AND ? ORDER BY op_seq", (first, last))


def acknowledge(db: Database, numbers: Sequence[tuple[int, int]]) -> None:
    """Note the hub numbers of operations the hub has."""
    db.execute_many(
        f"UPDATE op SET hub_seq = ?, state = CASE WHEN state = {WAITING} THEN {ACKED} ELSE state END"
        " WHERE op_seq = ?",
        [(hub_seq, op_seq) for op_seq, hub_seq in numbers],
    )


def refuse(db: Database, op_seq: int, reason: str) -> None:
    """Note that the hub keeps an operation in quarantine, and why; the content stays here too."""
    db.execute(
        f"UPDATE op SET state = {REFUSED}, reason = ? WHERE op_seq = ? AND state <> {GIVEN_UP}",
        (reason, op_seq),
    )


def accept(db: Database, op_seq: int) -> None:
    """Note that a hub which was restored has taken what it had refused before."""
    db.execute(
        f"UPDATE op SET state = {ACKED}, reason = '' WHERE op_seq = ? AND state = {REFUSED}", (op_seq,)
    )


def note_merged(db: Database, op_seq: int) -> None:
    """Note that an operation met others' changes at the hub: the record there is not as shown here."""
    db.execute(f"UPDATE op SET reason = ? WHERE op_seq = ? AND state = {ACKED}", (MERGED, op_seq))


def refused(db: Readable) -> list[Row]:
    """Return the operations in quarantine, oldest first."""
    return db.execute(f"SELECT * FROM op WHERE state <> {ACKED} AND state = {REFUSED} ORDER BY op_seq")


def give_up(db: Database, op_seqs: Sequence[int]) -> None:
    """Note that a person gave up refused operations; their content stays in the file."""
    db.execute_many(
        f"UPDATE op SET state = {GIVEN_UP} WHERE op_seq = ? AND state = {REFUSED}",
        [(op_seq,) for op_seq in op_seqs],
    )


def unsettled(db: Readable, ent: str, rec_id: str, rev: int) -> list[Row]:
    """Return our operations that a row of the hub does not contain yet, in order.

    Waiting ones, refused ones that nobody gave up, and acknowledged ones whose number is above the
    row's: the row was read before them. What we only give back is others' work and stands behind any row.
    """
    return db.execute(
        f"SELECT * FROM op WHERE ent = ? AND rec_id = ? AND kind <> '{OpKind.BACK}'"
        f" AND (state IN ({WAITING}, {REFUSED})"
        f" OR (state = {ACKED} AND hub_seq > ?)) ORDER BY op_seq",
        (ent, rec_id, rev),
    )


def rewind(db: Database, hub_seq: int) -> None:
    """Offer again what a restored hub may have lost: everything numbered above what it still has.

    Revisions that the restored hub will give out anew must not look as if they had been seen, so
    the bases of waiting operations and the revisions of rows fall back to what the hub has.
    """
    db.execute(
        f"UPDATE op SET state = {WAITING}, hub_seq = 0 WHERE hub_seq > ? AND state = {ACKED}", (hub_seq,)
    )
    db.execute("UPDATE op SET hub_seq = 0 WHERE hub_seq > ?", (hub_seq,))
    stale = db.execute("SELECT * FROM op WHERE state <> ? AND base_rev > ?", (ACKED, hub_seq))
    for row in stale:
        digest = content_hash(row["ent"], row["rec_id"], row["kind"], hub_seq, row["sets"])
        db.execute("UPDATE op SET base_rev = ?, hash = ? WHERE op_seq = ?", (hub_seq, digest, row["op_seq"]))
    state = sync_state.read(db)
    # Copies may have brought later operations earlier: it goes on from the first that is missing.
    missing = db.execute("SELECT min(op_seq) AS n FROM op WHERE hub_seq = 0")[0]["n"]
    last = state.next_op - 1 if missing is None else missing - 1
    sync_state.change(db, acked_op=last, chain=chain_from(db, state.epoch_first, last))


def chain_from(db: Readable, first: int, last: int) -> str:
    """Return the hash chain over operations ``first`` to ``last``; empty when there are none."""
    chain = ""
    for row in db.execute("SELECT hash FROM op WHERE op_seq BETWEEN ? AND ? ORDER BY op_seq", (first, last)):
        chain = chain_hash(chain, row["hash"])
    return chain


def offer_again(db: Database, op_seqs: Sequence[int]) -> int:
    """Write refused changes anew, with what their records hold now, and give up the refused ones.

    The hub keeps the number of a refused operation, so it cannot be sent a second time; and a record
    whose beginning was refused would have every later change refused as well. Belongs inside a unit
    of work; returns the number of records offered.
    """
    marks = ", ".join("?" * len(op_seqs))
    records = db.execute(
        f"SELECT DISTINCT ent, rec_id FROM op WHERE state = {REFUSED} AND op_seq IN ({marks})", list(op_seqs)
    )
    for record in records:
        ops = db.execute(
            f"SELECT * FROM op WHERE state = {REFUSED} AND ent = ? AND rec_id = ? ORDER BY op_seq",
            (record["ent"], record["rec_id"]),
        )
        _write_anew(db, ops)
        db.execute_many(f"UPDATE op SET state = {GIVEN_UP} WHERE op_seq = ?", [(op["op_seq"],) for op in ops])
    return len(records)


def returned(db: Readable) -> list[int]:
    """Return the units of work that were refused for want of a record which the hub has sent since.

    A hub that was put back knows nothing of a record until its author offers it again; what others
    changed about it since, or wrote about that patient, is refused, and can be sent once it is there. A hub
    in the place of a lost one likewise hears of an institution only when the county enters it.
    """
    waiting = db.execute(
        "SELECT txn, ent, rec_id, kind, sets, hub_seq, reason FROM op"
        f" WHERE state <> {ACKED} AND state = {REFUSED}"
        " AND reason IN ('unknown_record', 'unknown_patient', 'unknown_organization') ORDER BY op_seq"
    )
    come = {op["txn"]: None for op in waiting if op["ent"] in BY_NAME and _has_come(db, op)}
    begun = {
        (op["ent"], op["rec_id"])
        for txn in come
        for op in db.execute("SELECT ent, rec_id FROM op WHERE txn = ? AND kind = ?", (txn, OpKind.ADD))
    }
    # What was changed of a record whose beginning is sent again goes behind it.
    come |= {
        op["txn"]: None
        for op in waiting
        if op["reason"] == "unknown_record" and (op["ent"], op["rec_id"]) in begun and op["txn"] not in come
    }
    return list(come)


def _has_come(db: Readable, op: Row) -> bool:
    """Tell whether the hub has sent, since it refused an operation, what it then lacked."""
    if op["reason"] == "unknown_record":
        lacked = [] if op["kind"] == OpKind.ADD else [(op["ent"], op["rec_id"])]
    else:
        sets, target = json.loads(op["sets"]), op["reason"].removeprefix("unknown_")
        named = (field.name for field in BY_NAME[op["ent"]].fields if field.refers_to == target)
        lacked = [(target, sets[name]) for name in named if sets.get(name)]
    here = [db.execute(f"SELECT _rev FROM {ent} WHERE id = ?", (rec_id,)) for ent, rec_id in lacked]
    known = [found[0]["_rev"] if found else 0 for found in here]
    return min(known, default=0) > 0 and max(known) > op["hub_seq"]


def offer_unit_again(db: Database, txn: int) -> None:
    """Write a refused unit of work anew as it was, in the name of who saved it.

    Its base is the moment of the refusal: what the hub has learnt since was not on the screen. Belongs
    inside a unit of work of its own.
    """
    ops = db.execute(f"SELECT * FROM op WHERE state = {REFUSED} AND txn = ? ORDER BY op_seq", (txn,))
    for op in ops:
        base = op["base_rev"] if op["kind"] == OpKind.ADD else op["hub_seq"]
        digest = content_hash(op["ent"], op["rec_id"], op["kind"], base, op["sets"])
        db.execute("UPDATE sync_state SET next_op = next_op + 1")
        db.execute(
            "INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds,"
            " cat_ver, hash) SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), o.user_name,"
            " o.ent, o.rec_id, o.kind, ?, o.sets, o.olds, o.cat_ver, ? FROM sync_state s, op o"
            " WHERE o.op_seq = ?",
            (base, digest, op["op_seq"]),
        )
        db.execute(f"UPDATE op SET state = {GIVEN_UP} WHERE op_seq = ?", (op["op_seq"],))


def let_go_of_overtaken(db: Database) -> None:
    """Give up changes refused for want of their record's beginning, once the hub has that with all in it.

    Somebody corrected a refused record and offered it again: the correction itself had left before it. A
    beginning that was only sent once more as it had been does not hold what came after it.
    """
    db.execute(
        f"UPDATE op SET state = {GIVEN_UP} WHERE state <> {ACKED} AND state = {REFUSED}"
        " AND reason = 'unknown_record' AND EXISTS"
        " (SELECT 1 FROM op AS later WHERE later.ent = op.ent AND later.rec_id = op.rec_id"
        f" AND later.kind = 'add' AND later.state = {ACKED} AND later.op_seq > op.op_seq"
        " AND NOT EXISTS (SELECT 1 FROM op AS former WHERE former.ent = op.ent AND former.rec_id = op.rec_id"
        " AND former.kind = 'add' AND former.op_seq < op.op_seq AND former.sets = later.sets))"
    )


def _write_anew(db: Database, ops: Sequence[Row]) -> None:
    """Write one operation that says what several refused ones on a record wanted."""
    first = ops[0]
    kind = kind_of(first["ent"])
    row = db.execute(f"SELECT * FROM {kind.name} WHERE id = ?", (first["rec_id"],))[0]
    adds = first["kind"] == OpKind.ADD
    names = kind.field_names if adds else {n for op in ops for n in json.loads(op["sets"]) if n in row}
    sets = {name: row[name] for name in names if not adds or row[name] not in (None, "")}
    given_back = first["kind"] == OpKind.BACK  # others' work: as it was, whatever stands here now
    whole = first["sets"] if given_back else canonical(sets)
    base = first["base_rev"] if adds or given_back else row["_rev"]
    db.execute("UPDATE sync_state SET next_op = next_op + 1")
    db.execute(
        "INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds,"
        " cat_ver, hash) SELECT next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),"
        " ?, ?, ?, ?, ?, ?, ?, op_hash(?, ?, ?, ?, ?) FROM sync_state",
        (
            *(first["ent"], first["rec_id"], first["kind"], base, whole, first["olds"], CATALOGUE_VERSION),
            *(first["ent"], first["rec_id"], first["kind"], base, whole),
        ),
    )
