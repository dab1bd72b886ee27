"""Rows from the hub, written under what this file has changed and the hub does not contain yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from clinic_app.domain.catalogue import BY_NAME, KINDS, Kind, Lane, Ownership, kind_of
from clinic_app.domain.change import (
    OWNER_FIELD,
    VOID_FIELD,
    VOID_REASON,
    Value,
    bucket_of,
    canonical,
    lane_of,
    row_hash,
)
from clinic_app.protocol.messages import LaneDigest, Row
from clinic_app.store import ahead_rows, outbox, paper_referrals
from clinic_app.store.database import Database, Readable
from clinic_app.store.database import Row as DbRow

AHEAD = "ahead"
"""Lane of a row that shows changes of others which a restored hub has forgotten.

It belongs to no lane of the hub until the hub has sent it again, whatever revision it then bears.
"""

UNMATCHED = "unmatched"
"""Lane of a row that is here and that a comparison did not find at the hub."""

LEFT = "left"
"""Lane of a row that has gone out of this institution's sight; it stays here and is never deleted."""


def write_row(db: Database, lane: str, row: Row, *, present: bool = False) -> None:
    """Write one record as the hub has it, with our own unsettled changes on top.

    Belongs inside ``db.applying()`` and a unit of work. A row that is older than what is here is
    passed over: absence or age never undoes anything.

    Args:
        db: the clinic's database.
        lane: where the record belongs.
        row: the record.
        present: it is proved to be what the hub has now; a higher revision here is none that the hub gave.
    """
    kind = BY_NAME.get(row.ent)
    if kind is None:
        _write_unknown(db, lane, row, present=present)
        return
    found = db.execute(f"SELECT _rev, _lane FROM {kind.name} WHERE id = ?", (row.id,))
    if found and found[0]["_rev"] > row.rev and found[0]["_lane"] != AHEAD and not present:
        return
    values: dict[str, Any] = {name: row.body.get(name) for name in kind.field_names}
    values |= {"_owner": row.owner, "_rev": row.rev, "_lane": lane}
    values |= {VOID_FIELD: int(row.void), VOID_REASON: row.void_reason}
    # A page fills the columns of rows that lack them with nothing: that is no field of this row.
    unknown: dict[str, Value] = {
        n: value for n, value in row.body.items() if n not in kind.by_name and value not in (None, "")
    }
    if found:
        _keep_shown(db, kind, row, values, unknown)
    values["_extra"] = canonical(unknown)
    _overlay(db, kind, row, values)
    _write(db, kind.name, row.id, values, is_new=not found)
    if kind.name == "referral_event":
        paper_referrals.replace_event(db, str(values["referral_id"]), str(values["event"]))


def _keep_shown(
    db: Database, kind: Kind, row: Row, values: dict[str, Any], unknown: dict[str, Value]
) -> None:
    """Go on showing what a restored hub has forgotten and nobody has said anew."""
    theirs = ahead_rows.content(row.owner, row.void, row.void_reason, row.body)
    for name, value in ahead_rows.meet(db, row.ent, row.id, row.rev, theirs).items():
        (values if name in values or name in kind.by_name else unknown)[name] = value


def _overlay(db: Readable, kind: Kind, row: Row, values: dict[str, Any]) -> None:
    for op in outbox.unsettled(db, row.ent, row.id, row.rev):
        sets = json.loads(op["sets"])
        values |= {n: v for n, v in sets.items() if n in kind.by_name or n in (VOID_FIELD, VOID_REASON)}


def _write(db: Database, table: str, rec_id: str, values: dict[str, Any], *, is_new: bool) -> None:
    # Not one statement for both: SQLite would compile the triggers of both with it.
    if is_new:
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table}({', '.join(values)}, id) VALUES ({marks}, ?)"
    else:
        sql = f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?"
    db.execute(sql, (*values.values(), rec_id))


def _write_unknown(db: Database, lane: str, row: Row, *, present: bool) -> None:
    """Keep a record of a kind that only newer programs know, as it came."""
    theirs = ahead_rows.content(row.owner, row.void, row.void_reason, row.body)
    shown = theirs | ahead_rows.meet(db, row.ent, row.id, row.rev, theirs)
    body = {
        "owner": row.owner,
        "void": int(shown.pop(VOID_FIELD) or 0),
        "void_reason": shown.pop(VOID_REASON) or "",
        "body": {name: value for name, value in shown.items() if name != OWNER_FIELD},
    }
    db.execute(
        "INSERT INTO extra_row(ent, id, rev, lane, body) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(ent, id) DO UPDATE SET rev = excluded.rev, lane = excluded.lane, body = excluded.body"
        f" WHERE excluded.rev >= extra_row.rev OR extra_row.lane = '{AHEAD}' OR ?",
        (row.ent, row.id, row.rev, lane, canonical(body), int(present)),
    )


def settle(db: Database, op: Any, hub_seq: int, org: str) -> None:
    """Note that the hub did with an operation just what this file shows: its number becomes the revision."""
    kind = BY_NAME.get(op["ent"])
    if kind is None:
        return
    found = db.execute(f"SELECT _owner, _rev, _lane FROM {kind.name} WHERE id = ?", (op["rec_id"],))
    if found and found[0]["_rev"] < hub_seq and found[0]["_lane"] != AHEAD:
        lane = str(lane_of(kind.name, found[0]["_owner"], org))
        if found[0]["_lane"] == LEFT:
            lane = LEFT  # a word about it does not bring it back into our sight
        db.execute(f"UPDATE {kind.name} SET _rev = ?, _lane = ? WHERE id = ?", (hub_seq, lane, op["rec_id"]))
    if kind.element_of is not None and op["kind"] == "add":
        parent, link = kind.element_of.kind, kind.element_of.link
        db.execute(
            f"UPDATE {parent} SET _rev = ? WHERE _rev < ? AND _lane <> '{AHEAD}'"
            f" AND id = (SELECT {link} FROM {kind.name} WHERE id = ?)",
            (hub_seq, hub_seq, op["rec_id"]),
        )


def come_back(db: Database, ent: str, rec_id: str, org: str) -> None:
    """Put a record of ours back into its lane, when its patient came back into our sight with this answer.

    The hub does not send what we wrote ourselves; that it is in our sight again only its patient tells.
    """
    kind = BY_NAME.get(ent)
    if kind is None or not kind.belongs_to:
        return
    found = db.execute(
        f"SELECT r._owner FROM {kind.name} r JOIN patient p ON p.id = r.{kind.belongs_to}"
        f" WHERE r.id = ? AND r._lane = '{LEFT}' AND p._lane IN ('{Lane.CLINIC}', '{Lane.INBOX}')",
        (rec_id,),
    )
    if found:
        lane = str(lane_of(kind.name, found[0]["_owner"], org))
        db.execute(f"UPDATE {kind.name} SET _lane = ? WHERE id = ?", (lane, rec_id))


def leave(db: Database, lane: str, ent: str, rec_id: str) -> None:
    """Note that a record left this institution's sight; it stays here, marked, and is never deleted.

    Also one without a lane yet: written here, brought to the hub by a copy of this file, and gone since.
    """
    kind = BY_NAME.get(ent)
    if kind is None:
        db.execute(
            f"UPDATE extra_row SET lane = '{LEFT}' WHERE ent = ? AND id = ? AND lane IN (?, ?)",
            (ent, rec_id, lane, AHEAD),
        )
        return
    db.execute(
        f"UPDATE {kind.name} SET _lane = '{LEFT}' WHERE id = ? AND _lane IN (?, ?, '')", (rec_id, lane, AHEAD)
    )


def lower_revisions(db: Database, hub_seq: int) -> None:
    """Let no row claim a revision above what a restored hub has.

    A row that shows others' changes of that time is put aside in the lane ``ahead`` as it stands, and what
    it says is kept to be given back: what we offer again does not make it equal to the hub's. Belongs before
    ``outbox.rewind``, which forgets the numbers of our own operations.
    """
    ahead_rows.lower(db, hub_seq)
    own = _own_revisions(db, hub_seq)
    mixed = _built_on_others(db, hub_seq, own)
    for kind in KINDS:
        rows = db.execute(f"SELECT id, _rev FROM {kind.name} WHERE _rev > ?", (hub_seq,))
        if not rows:
            continue
        others = [
            one
            for one, rev in ((row["id"], row["_rev"]) for row in rows)
            if (kind.name, one, rev) not in own or (kind.name, one) in mixed
        ]
        if kind.ownership is not Ownership.HUB or kind.name == "conflict":
            for one in others:
                ahead_rows.put_aside(db, kind.name, one, hub_seq)
        db.execute_many(f"UPDATE {kind.name} SET _lane = '{AHEAD}' WHERE id = ?", [(one,) for one in others])
        db.execute(f"UPDATE {kind.name} SET _rev = ? WHERE _rev > ?", (hub_seq, hub_seq))
    for row in db.execute("SELECT ent, id FROM extra_row WHERE rev > ?", (hub_seq,)):
        ahead_rows.put_aside(db, row["ent"], row["id"], hub_seq)
    db.execute(f"UPDATE extra_row SET rev = ?, lane = '{AHEAD}' WHERE rev > ?", (hub_seq, hub_seq))


def _own_revisions(db: Readable, hub_seq: int) -> set[tuple[str, str, int]]:
    """Return (kind, id, revision) that our operations above a number gave, each to what it was about.

    The hub may give one of these numbers to another record, as to a patient of whom something was removed:
    that was sent to us, with all that others had changed in it.
    """
    found: set[tuple[str, str, int]] = set()
    for op in db.execute("SELECT ent, rec_id, kind, sets, hub_seq FROM op WHERE hub_seq > ?", (hub_seq,)):
        found |= {(*record, op["hub_seq"]) for record in _about(op)}
    return found


def _about(op: Any) -> list[tuple[str, str]]:
    """Return what an operation is about: its record, and the one of whose set that is a new element."""
    element = BY_NAME[op["ent"]].element_of if op["ent"] in BY_NAME and op["kind"] == "add" else None
    parent = str(json.loads(op["sets"]).get(element.link) or "") if element else ""
    return [(op["ent"], op["rec_id"]), *([(element.kind, parent)] if element else [])]


def _built_on_others(db: Readable, hub_seq: int, own: set[tuple[str, str, int]]) -> set[tuple[str, str]]:
    """Return (kind, id) of records in which our changes above a number met those of others."""
    found: set[tuple[str, str]] = set()
    for op in db.execute("SELECT * FROM op WHERE base_rev > ? OR hub_seq > ?", (hub_seq, hub_seq)):
        records = _about(op)
        seen_others = op["base_rev"] > hub_seq and (*records[-1], op["base_rev"]) not in own
        if seen_others or op["reason"] == outbox.MERGED:
            found.update(records)
    return found


def _members_of(kinds: Iterable[Kind]) -> str:
    """Return the question for all numbered records of some kinds, and of those only newer programs know."""
    parts = [
        f"SELECT '{kind.name}' AS ent, id, _rev AS rev, _lane AS lane FROM {kind.name} WHERE _rev > 0"
        for kind in kinds
    ]
    return " UNION ALL ".join([*parts, "SELECT ent, id, rev, lane FROM extra_row"])


def _kinds_in_lane_of(kinds: Iterable[Kind]) -> str:
    """Return the question of which kinds a lane has any record: most lanes have few."""
    return " UNION ALL ".join(
        f"SELECT '{kind.name}' AS ent"
        f" WHERE EXISTS (SELECT 1 FROM {kind.name} WHERE _lane = :lane AND _rev > 0)"
        for kind in kinds
    )


_MEMBERS = _members_of(KINDS)
_KINDS_IN_LANE = _kinds_in_lane_of(KINDS)


def members(db: Readable) -> list[DbRow]:
    """Return ent, id, rev and lane of all records here that the hub has numbered."""
    return db.execute(_MEMBERS)


def lane_totals(db: Readable) -> dict[str, LaneDigest]:
    """Return count and hash sum of every lane's records here, in one pass."""
    sums: dict[str, list[int]] = {}
    for row in members(db):
        entry = sums.setdefault(row["lane"], [0, 0])
        entry[0] += 1
        entry[1] += row_hash(row["ent"], row["id"], row["rev"])
    return {lane: LaneDigest(n, total % (1 << 64)) for lane, (n, total) in sums.items()}


def lane_buckets(db: Readable, lane: str) -> dict[int, LaneDigest]:
    """Return count and hash sum of a lane's records here, by bucket."""
    sums: dict[int, list[int]] = {}
    for ent, rec_id, rev in lane_members(db, lane):
        entry = sums.setdefault(bucket_of(ent, rec_id), [0, 0])
        entry[0] += 1
        entry[1] += row_hash(ent, rec_id, rev)
    return {bucket: LaneDigest(n, total % (1 << 64)) for bucket, (n, total) in sums.items()}


def lane_members(db: Readable, lane: str) -> Iterable[tuple[str, str, int]]:
    """Yield (kind, id, revision) of a lane's records here; what the hub has never numbered is left out."""
    for row in db.execute(f"SELECT ent, id, rev FROM ({_MEMBERS}) WHERE lane = ?", (lane,)):
        yield row["ent"], row["id"], row["rev"]


def current(db: Readable, ent: str, rec_id: str) -> dict[str, Value] | None:
    """Return a record's fields as they stand here, or None."""
    found = db.execute(f"SELECT * FROM {kind_of(ent).name} WHERE id = ?", (rec_id,))
    return found[0] if found else None


def as_kept(db: Readable, ent: str, rec_id: str) -> Mapping[str, Any] | None:
    """Return a record's whole row as it is kept here, also of a kind that only newer programs know."""
    if ent in BY_NAME:
        found = db.execute(f"SELECT * FROM {ent} WHERE id = ?", (rec_id,))
    else:
        found = db.execute("SELECT * FROM extra_row WHERE ent = ? AND id = ?", (ent, rec_id))
    return found[0] if found else None


def lane_rows(db: Readable, lane: str) -> Iterable[Row]:
    """Yield a lane's records as they stand here; what the hub has never numbered is left out."""
    for present in db.execute(_KINDS_IN_LANE, {"lane": lane}):
        kind = BY_NAME[present["ent"]]
        for found in db.execute(f"SELECT * FROM {kind.name} WHERE _lane = ? AND _rev > 0", (lane,)):
            yield _as_row(kind, found)
    for found in db.execute("SELECT ent, id, rev, body FROM extra_row WHERE lane = ?", (lane,)):
        kept = json.loads(found["body"])
        owner, void, reason = kept["owner"], bool(kept["void"]), kept["void_reason"]
        yield Row(found["ent"], found["id"], found["rev"], owner, kept["body"], void, reason)


def _as_row(kind: Kind, found: Mapping[str, Any]) -> Row:
    body = {name: found[name] for name in kind.field_names} | json.loads(found["_extra"] or "{}")
    void, reason = bool(found[VOID_FIELD]), found[VOID_REASON] or ""
    return Row(kind.name, found["id"], found["_rev"], found["_owner"], body, void, reason)


def lane_now(db: Readable, ent: str, rec_id: str) -> str:
    """Return the lane a record lies in here; empty when it is not here."""
    found = as_kept(db, ent, rec_id)
    return str(found["_lane" if ent in BY_NAME else "lane"]) if found else ""


def move_to_lane(db: Database, ent: str, rec_id: str, lane: str) -> None:
    """Put a record into another lane, as it stands."""
    if ent in BY_NAME:
        db.execute(f"UPDATE {ent} SET _lane = ? WHERE id = ?", (lane, rec_id))
    else:
        db.execute("UPDATE extra_row SET lane = ? WHERE ent = ? AND id = ?", (lane, ent, rec_id))


def set_apart(db: Database, ent: str, rec_id: str) -> None:
    """Mark a record that is here but not in the hub's lane, so that digests agree; nothing is removed."""
    table = kind_of(ent).name if ent in BY_NAME else ""
    if table:
        db.execute(f"UPDATE {table} SET _lane = '{UNMATCHED}' WHERE id = ?", (rec_id,))
    else:
        db.execute(f"UPDATE extra_row SET lane = '{UNMATCHED}' WHERE ent = ? AND id = ?", (ent, rec_id))
