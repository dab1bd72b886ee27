"""Following the field catalogue: new kinds and fields get their tables, columns and triggers."""

from __future__ import annotations

import json
import re
from typing import Any

import sqlite_utils

from clinic_app.domain.catalogue import Field, Kind
from clinic_app.domain.change import canonical
from clinic_app.store import schema

NAME = "catalogue"
"""How this step is named among the pending ones."""


def pending(tables: sqlite_utils.Database) -> bool:
    """Tell whether the file was made from an older catalogue; reads only."""
    if not tables.table("sync_state").exists():
        return False
    row = tables.execute("SELECT catalogue_ver FROM sync_state").fetchone()
    return row is not None and row[0] < schema.CATALOGUE_VERSION


def apply(tables: sqlite_utils.Database) -> None:
    """Add what the catalogue has and the file has not, in one transaction.

    Values that came from newer programs before this one knew their fields were kept aside as they
    came; they move to their columns now, so nothing has to be fetched again.
    """
    with tables.atomic():
        for kind in schema.KINDS:
            if tables.table(kind.name).exists():
                _widen(tables, kind)
            else:
                _found(tables, kind)
        tables.execute("UPDATE sync_state SET catalogue_ver = ?", [schema.CATALOGUE_VERSION])


def _widen(tables: sqlite_utils.Database, kind: Kind) -> None:
    """Add missing columns and make the triggers anew; without triggers nothing is taken for an edit."""
    triggers = list(schema.trigger_sql(kind))
    for statement in triggers:
        tables.execute(f"DROP TRIGGER IF EXISTS {_name_of(statement)}")
    present = {column.name for column in tables.table(kind.name).columns}
    for field in kind.fields:
        if field.name not in present:
            tables.execute(f"ALTER TABLE {kind.name} ADD COLUMN {field.name} {field.sql_type}")
            _promote(tables, kind, field)
    _make_missing_indexes(tables, kind)
    for statement in triggers:
        tables.execute(statement)


def _name_of(statement: str) -> str:
    found = re.match(r"CREATE (?:TRIGGER|INDEX) (\w+)", statement)
    if found is None:
        raise ValueError(f"not a statement that names a trigger or an index: {statement[:60]}")
    return found.group(1)


def _make_missing_indexes(tables: sqlite_utils.Database, kind: Kind) -> None:
    for statement in schema.index_sql(kind):
        known = tables.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [_name_of(statement)]).fetchone()
        if known is None:
            tables.execute(statement)


def _promote(tables: sqlite_utils.Database, kind: Kind, field: Field) -> None:
    """Move a field's values from ``_extra`` to its column; one of another type stays where it is."""
    types = "('integer')" if field.sql_type == "INTEGER" else "('text')"
    tables.execute(
        f"UPDATE {kind.name}"
        f" SET {field.name} = json_extract(_extra, :path), _extra = json_remove(_extra, :path)"
        f" WHERE json_type(_extra, :path) IN {types}",
        {"path": f"$.{field.name}"},
    )


def _found(tables: sqlite_utils.Database, kind: Kind) -> None:
    """Make the table of a new kind and move in the records that were kept aside."""
    tables.execute(schema.table_sql(kind))
    _make_missing_indexes(tables, kind)
    kept = tables.execute("SELECT id, rev, lane, body FROM extra_row WHERE ent = ?", [kind.name]).fetchall()
    for record_id, rev, lane, body in kept:
        values = _row_values(kind, json.loads(body)) | {"id": record_id, "_rev": rev, "_lane": lane}
        marks = ", ".join("?" * len(values))
        tables.execute(
            f"INSERT INTO {kind.name}({', '.join(values)}) VALUES ({marks})", list(values.values())
        )
    tables.execute("DELETE FROM extra_row WHERE ent = ?", [kind.name])
    for statement in schema.trigger_sql(kind):
        tables.execute(statement)


def _row_values(kind: Kind, kept: dict[str, Any]) -> dict[str, Any]:
    body = dict(kept["body"])
    values: dict[str, Any] = {
        field.name: body.pop(field.name)
        for field in kind.fields
        if isinstance(body.get(field.name), int if field.sql_type == "INTEGER" else str)
    }
    return values | {
        "_owner": kept["owner"],
        "_void": kept["void"],
        "_void_reason": kept["void_reason"],
        "_extra": canonical(body),
    }
