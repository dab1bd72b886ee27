"""Putting back the triggers that another program took out of the clinic's file."""

from __future__ import annotations

import logging
import re
from functools import cache

import sqlite_utils

from clinic_app.domain.catalogue import Kind
from clinic_app.store import local_schema, schema
from clinic_app.store.migrations import statements

_log = logging.getLogger(__name__)
_NAMED = re.compile(r"CREATE (TRIGGER|VIEW) (\w+)")
_RECKONED = ("patient", "referral")
"""Kinds from whose rows others are reckoned; the triggers note whose are out of date."""


def put_back(tables: sqlite_utils.Database) -> list[str]:
    """Make the triggers that are missing or were changed as they belong, and return their names.

    Without its triggers a table takes every edit and no operation comes of it: nobody would ever send it.
    Tools that rebuild a table to change a column take its triggers away with it. What was written meanwhile
    is found by the comparison with the hub, which follows every opening.
    """
    found = {
        (kind.upper(), name): sql
        for kind, name, sql in tables.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')"
        ).fetchall()
    }
    wanted = _wanted(schema.KINDS)
    lost = [known for known, sql in wanted.items() if found.get(known) != sql]
    if lost and _from_newer(tables):
        # A newer program's triggers know more fields; only what is gone altogether is put back.
        lost = [known for known in lost if known not in found]
    if not lost:
        return []
    with tables.atomic():
        for kind, name in lost:
            tables.execute(f"DROP {kind} IF EXISTS {name}")
        # Dropping the view takes the trigger on it along.
        left = {row[0] for row in tables.execute("SELECT name FROM sqlite_schema").fetchall()}
        for (_, name), sql in wanted.items():
            if name not in left:
                tables.execute(sql)
        for kind in _RECKONED:
            tables.execute(f"INSERT INTO {kind}_stale SELECT id FROM {kind}")
    names = [name for _, name in lost]
    _log.warning("another program had taken out or changed triggers, put back: %s", ", ".join(names))
    return names


@cache
def _wanted(kinds: tuple[Kind, ...]) -> dict[tuple[str, str], str]:
    """Return by type and name how SQLite keeps the statements of this program's triggers and view."""
    wanted: dict[tuple[str, str], str] = {}
    own = (*statements(schema.SYNC_TABLES), *statements(local_schema.LOCAL_TABLES))
    for statement in (*own, *(sql for kind in kinds for sql in schema.trigger_sql(kind))):
        if made := _NAMED.match(statement):
            wanted[made.group(1), made.group(2)] = statement.rstrip().removesuffix(";")
    return wanted


def _from_newer(tables: sqlite_utils.Database) -> bool:
    known = tables.execute("SELECT catalogue_ver FROM sync_state").fetchone()
    return known is not None and known[0] > schema.CATALOGUE_VERSION
