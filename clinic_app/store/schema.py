"""The tables and capture triggers of the clinic's database, made from the field catalogue.

Every write to a synced table becomes an operation in the same transaction, by trigger and not by
discipline. The triggers call functions that only this program's connection has, so a foreign tool
that opens the file fails instead of changing a record without an operation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clinic_app.domain.catalogue import CATALOGUE_VERSION as CATALOGUE_VERSION
from clinic_app.domain.catalogue import KINDS, Field, Kind, MergeClass

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
  last_digest_equal INTEGER,
  refused_as TEXT NOT NULL DEFAULT '',
  passed TEXT NOT NULL DEFAULT '[[],[]]'
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
CREATE VIEW captured AS SELECT ent, rec_id, kind, base_rev, sets, olds FROM op;
CREATE TRIGGER capture INSTEAD OF INSERT ON captured
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    NEW.ent, NEW.rec_id, NEW.kind, base, NEW.sets, NEW.olds, catalogue_ver,
    op_hash(NEW.ent, NEW.rec_id, NEW.kind, base, NEW.sets)
  FROM (
    SELECT next_op, catalogue_ver, CASE WHEN NEW.kind <> 'set' THEN NEW.base_rev ELSE coalesce((
      SELECT min(o.base_rev) FROM op o
      WHERE o.ent = NEW.ent AND o.rec_id = NEW.rec_id AND (o.state = 0 OR o.hub_seq > NEW.base_rev)
        AND o.state <> 3 AND o.kind <> 'back' AND fields_shared(o.sets, NEW.sets)
    ), NEW.base_rev) END AS base FROM sync_state LIMIT 1
  );
END;
"""
"""The journal of operations (outbox and local history in one) and what the exchange must remember.

Every captured change comes in through the view ``captured`` and gets its number, time and author there:
the triggers are read whenever the file is opened and compiled with every statement that writes to their
table, so the many of them are kept short. The base revision of a changed field is the record's, unless the
field already carries an unsettled operation of ours: then the older base, because the hub's newer value of
that field has been hidden from the user behind our own.

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


def _capture(kind: Kind, op: str, base: str, sets: str, olds: str = "'{}'") -> str:
    """Return the statement that writes one operation from a trigger's body."""
    return f"INSERT INTO captured VALUES('{kind.name}',NEW.id,'{op}',{base},\n    {sets},\n    {olds});"


def _element_base(kind: Kind) -> str:
    """Return the base revision of an element: what was seen of its parent's set."""
    if kind.element_of is None:
        return "0"
    parent, link = kind.element_of.kind, kind.element_of.link
    return f"coalesce((SELECT _rev FROM {parent} WHERE id = NEW.{link}), 0)"


def _insert_trigger(kind: Kind) -> str:
    sets = f"fields_filled('{_names(kind.fields)}',{_of('NEW', kind.fields)})"
    return (
        f"CREATE TRIGGER {kind.name}_added AFTER INSERT ON {kind.name} WHEN sync_applying() = 0\nBEGIN\n"
        f"  {_capture(kind, 'add', _element_base(kind), sets)}\nEND;"
    )


def _update_trigger(kind: Kind) -> str:
    """Return the trigger for changed fields; a record that is only added to refuses them."""
    new, old = _of("NEW", kind.fields), _of("OLD", kind.fields)
    if kind.append_only:
        return (
            f"CREATE TRIGGER {kind.name}_changed BEFORE UPDATE ON {kind.name}\n"
            f"WHEN sync_applying() = 0 AND ({new}) IS NOT ({old})\n"
            f"BEGIN SELECT RAISE(ABORT, 'this record is never changed; add one that supersedes it'); END;"
        )
    sets = f"fields_changed('{_names(kind.fields)}',{new},{old})"
    kept = [f for f in kind.fields if f.merge in KEEPS_OLD]
    olds = f"fields_changed('{_names(kept)}',{_of('OLD', kept)},{_of('NEW', kept)})" if kept else "'{}'"
    return (
        f"CREATE TRIGGER {kind.name}_changed AFTER UPDATE ON {kind.name}\n"
        f"WHEN sync_applying() = 0 AND ({new}) IS NOT ({old})\nBEGIN\n"
        f"  {_capture(kind, 'set', 'OLD._rev', sets, olds)}\nEND;"
    )


def _names(fields: Sequence[Field]) -> str:
    return " ".join(field.name for field in fields)


def _of(row: str, fields: Sequence[Field]) -> str:
    return ",".join(f"{row}.{field.name}" for field in fields)


def _void_trigger(kind: Kind) -> str:
    sets = "json_object('_void', NEW._void, '_void_reason', NEW._void_reason)"
    return (
        f"CREATE TRIGGER {kind.name}_voided AFTER UPDATE ON {kind.name}\n"
        f"WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void\nBEGIN\n"
        f"  {_capture(kind, 'void', 'OLD._rev', sets)}\nEND;"
    )


def synced_tables() -> Iterator[str]:
    """Yield every statement that makes the synced tables, their indexes and their triggers."""
    for kind in KINDS:
        yield table_sql(kind)
        yield from index_sql(kind)
        yield from trigger_sql(kind)
