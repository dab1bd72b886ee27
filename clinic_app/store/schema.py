"""The tables and capture triggers of the clinic's database, made from the field catalogue.

Every write to a synced table becomes an operation in the same transaction, by trigger and not by
discipline. The triggers call functions that only this program's connection has, so a foreign tool
that opens the file fails instead of changing a record without an operation.
"""

from __future__ import annotations

from collections.abc import Iterator

from clinic_app.domain.catalogue import CATALOGUE_VERSION, KINDS, Kind, MergeClass

SYNC_TABLES = """
CREATE TABLE sync_state(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  org_id TEXT NOT NULL,
  org_name TEXT NOT NULL DEFAULT '',
  device_id TEXT NOT NULL DEFAULT '',
  device_key BLOB,
  hub_address TEXT NOT NULL DEFAULT '',
  hub_ca TEXT NOT NULL DEFAULT '',
  hub_epoch TEXT NOT NULL DEFAULT '',
  hub_seal_key TEXT NOT NULL DEFAULT '',
  hub_sign_key TEXT NOT NULL DEFAULT '',
  epoch_no INTEGER NOT NULL DEFAULT 0,
  next_op INTEGER NOT NULL DEFAULT 1,
  acked_op INTEGER NOT NULL DEFAULT 0,
  epoch_first INTEGER NOT NULL DEFAULT 1,
  chain TEXT NOT NULL DEFAULT '',
  ratchet_cur TEXT NOT NULL DEFAULT '',
  ratchet_next TEXT NOT NULL DEFAULT '',
  backed_up_seq INTEGER NOT NULL DEFAULT 0,
  next_txn INTEGER NOT NULL DEFAULT 1,
  hlc INTEGER NOT NULL DEFAULT 0,
  wall_offset_ms INTEGER,
  clock_suspect INTEGER NOT NULL DEFAULT 0,
  catalogue_ver INTEGER NOT NULL,
  page_bytes INTEGER NOT NULL DEFAULT 16384,
  clean_shutdown INTEGER NOT NULL DEFAULT 1,
  last_contact_at TEXT NOT NULL DEFAULT '',
  last_digest_at TEXT NOT NULL DEFAULT '',
  last_digest_equal INTEGER
) STRICT;
CREATE TABLE lane_cursor(
  lane TEXT PRIMARY KEY, seq INTEGER NOT NULL, chk TEXT NOT NULL
) STRICT;
CREATE TABLE op(
  op_seq INTEGER PRIMARY KEY,
  txn INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  wall INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  ent TEXT NOT NULL,
  rec_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  base_rev INTEGER NOT NULL,
  sets TEXT NOT NULL,
  olds TEXT NOT NULL,
  cat_ver INTEGER NOT NULL,
  hash TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  hub_seq INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX op_by_record ON op(ent, rec_id);
CREATE INDEX op_open ON op(state, op_seq) WHERE state <> 1;
CREATE TABLE extra_row(
  ent TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, lane TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(ent, id)
) STRICT, WITHOUT ROWID;
"""
"""The journal of operations (outbox and local history in one) and what the exchange must remember.

States of an operation: 0 waiting, 1 acknowledged, 2 refused by the hub (kept there and here), 3 given
up by a person.
"""

META_COLUMNS = (
    "_owner TEXT NOT NULL DEFAULT ''",
    "_rev INTEGER NOT NULL DEFAULT 0",
    "_void INTEGER NOT NULL DEFAULT 0",
    "_void_reason TEXT NOT NULL DEFAULT ''",
    "_lane TEXT NOT NULL DEFAULT ''",
    "_extra TEXT NOT NULL DEFAULT '{}'",
)
"""Beside the fields: managing institution, hub revision seen, removal, lane it came by, unknown fields."""

KEEPS_OLD = frozenset({MergeClass.IDENTITY, MergeClass.SAFETY, MergeClass.TEXT})
"""Classes whose old value travels with a change, for the conflict desk and the three-way merge."""


def table_sql(kind: Kind) -> str:
    """Return the CREATE TABLE statement of a synced kind."""
    columns = ["id TEXT PRIMARY KEY NOT NULL"]
    columns += [f"{field.name} {field.sql_type}" for field in kind.fields]
    columns += META_COLUMNS
    return f"CREATE TABLE {kind.name}(\n  " + ",\n  ".join(columns) + "\n) STRICT, WITHOUT ROWID;"


def index_sql(kind: Kind) -> Iterator[str]:
    """Yield an index for every field that refers to another record, and one for the lane's digest."""
    for field in kind.fields:
        if field.refers_to and field.refers_to != "organization":
            yield f"CREATE INDEX {kind.name}_by_{field.name} ON {kind.name}({field.name});"


def trigger_sql(kind: Kind) -> Iterator[str]:
    """Yield the triggers that turn writes of a kind into operations and forbid deletion."""
    yield _insert_trigger(kind)
    yield _update_trigger(kind)
    yield _void_trigger(kind)
    yield (
        f"CREATE TRIGGER {kind.name}_keep BEFORE DELETE ON {kind.name} WHEN sync_applying() = 0\n"
        f"BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;"
    )


_OP_COLUMNS = "op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash"
_TICK = "UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;"


def _capture(kind: Kind, op: str, base: str, sets: str, olds: str) -> str:
    """Return the statements that write one operation from a trigger's body."""
    return (
        f"{_TICK}\n"
        f"  INSERT INTO op({_OP_COLUMNS})\n"
        f"  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),\n"
        f"    '{kind.name}', NEW.id, '{op}', v.base, v.sets, v.olds, {CATALOGUE_VERSION},\n"
        f"    op_hash('{kind.name}', NEW.id, '{op}', v.base, v.sets)\n"
        f"  FROM sync_state s, (SELECT {base} AS base,\n    {sets} AS sets,\n    {olds} AS olds) v;"
    )


def _element_base(kind: Kind) -> str:
    """Return the base revision of an element: what was seen of its parent's set."""
    if kind.element_of is None:
        return "0"
    parent, link = kind.element_of.kind, kind.element_of.link
    return f"coalesce((SELECT _rev FROM {parent} WHERE id = NEW.{link}), 0)"


def _insert_trigger(kind: Kind) -> str:
    pairs = " UNION ALL ".join(f"SELECT '{f.name}' AS f, NEW.{f.name} AS v" for f in kind.fields)
    sets = f"(SELECT json_group_object(f, v) FROM ({pairs}) WHERE v IS NOT NULL AND v <> '')"
    body = _capture(kind, "add", _element_base(kind), sets, "'{}'")
    return (
        f"CREATE TRIGGER {kind.name}_added AFTER INSERT ON {kind.name} WHEN sync_applying() = 0\nBEGIN\n"
        f"  {body}\nEND;"
    )


def _update_trigger(kind: Kind) -> str:
    """Return the trigger for changed fields.

    The base revision is the record's, unless a field it touches already carries an unsettled
    operation of ours: then the older base, because the hub's newer value of that field has been
    hidden from the user behind our own.
    """
    if kind.append_only:
        changed = " OR ".join(f"NEW.{f.name} IS NOT OLD.{f.name}" for f in kind.fields)
        return (
            f"CREATE TRIGGER {kind.name}_changed BEFORE UPDATE ON {kind.name}\n"
            f"WHEN sync_applying() = 0 AND ({changed})\n"
            f"BEGIN SELECT RAISE(ABORT, 'this record is never changed; add one that supersedes it'); END;"
        )
    changed = " OR ".join(f"NEW.{f.name} IS NOT OLD.{f.name}" for f in kind.fields)
    new_pairs = " UNION ALL ".join(
        f"SELECT '{f.name}' AS f, NEW.{f.name} AS v WHERE NEW.{f.name} IS NOT OLD.{f.name}"
        for f in kind.fields
    )
    kept = [f for f in kind.fields if f.merge in KEEPS_OLD]
    old_pairs = " UNION ALL ".join(
        f"SELECT '{f.name}' AS f, OLD.{f.name} AS v WHERE NEW.{f.name} IS NOT OLD.{f.name}" for f in kept
    )
    sets = f"(SELECT json_group_object(f, v) FROM ({new_pairs}))"
    olds = f"(SELECT json_group_object(f, v) FROM ({old_pairs}))" if kept else "'{}'"
    base = (
        "coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j"
        f" WHERE o.ent = '{kind.name}' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev)"
        " AND o.state <> 3"
        f" AND j.key IN (SELECT f FROM ({new_pairs}))), OLD._rev)"
    )
    return (
        f"CREATE TRIGGER {kind.name}_changed AFTER UPDATE ON {kind.name}\n"
        f"WHEN sync_applying() = 0 AND ({changed})\nBEGIN\n  {_capture(kind, 'set', base, sets, olds)}\nEND;"
    )


def _void_trigger(kind: Kind) -> str:
    sets = "json_object('_void', NEW._void, '_void_reason', NEW._void_reason)"
    return (
        f"CREATE TRIGGER {kind.name}_voided AFTER UPDATE ON {kind.name}\n"
        f"WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void\nBEGIN\n"
        f"  {_capture(kind, 'void', 'OLD._rev', sets, chr(39) + '{}' + chr(39))}\nEND;"
    )


def synced_tables() -> Iterator[str]:
    """Yield every statement that makes the synced tables, their indexes and their triggers."""
    for kind in KINDS:
        yield table_sql(kind)
        yield from index_sql(kind)
        yield from trigger_sql(kind)
