"""What another program writes into the hub's tables behind its back: noted by the database, and put back.

The log of operations is never changed, and all that is made from it follows from it alone. The hub itself
takes none of their rows away and writes none under a number it has given out before, so whatever does is
another program. The database keeps what stood there, and the next exchange begins with putting it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog

from clinic_app.hub.database import HubTransaction
from clinic_app.hub.lifetime import note_event
from clinic_app.hub.tables import DIGEST, FEED, OP_LOG, RECORD, SCOPE

log = structlog.get_logger("hub")

PUT_BACK = "put_back"
"""Word of the hub's diary."""

_NUMBER = {
    "op_log": "NEW.hub_seq",
    "record": "NEW.rev",
    "feed": "NEW.seq",
    # A digest changes only with a row of its lane.
    "digest": "(SELECT max(seq) FROM feed WHERE org_id = NEW.org_id AND lane = NEW.lane)",
}
"""By table, the number that a row is written under: it is given out in the same transaction."""

_TABLES = {"op_log": OP_LOG, "record": RECORD, "feed": FEED, "digest": DIGEST, "scope": SCOPE}
_HEAD = "(SELECT seq FROM hub_head)"
_NAMED = 5


def guard_statements(*, postgres: bool) -> Iterator[str]:
    """Yield the statements that make the database note foreign writes."""
    for name, table in _TABLES.items():
        if postgres:
            yield _POSTGRES_NOTES.format(name=name, number=_NUMBER.get(name, "0"))
        events = ("DELETE", "INSERT", "UPDATE") if name in _NUMBER else ("DELETE",)
        for event in events:
            yield (_postgres_trigger if postgres else _sqlite_trigger)(table, event)


def _sqlite_trigger(table: sa.Table, event: str) -> str:
    name = table.name
    # A negative number in the head: the hub itself is putting its tables in order.
    when = f"{_HEAD} >= 0" if event == "DELETE" else f"coalesce({_NUMBER[name]}, 0) <= {_HEAD}"
    if event == "UPDATE":
        when += f" AND ({_columns('NEW', table)}) IS NOT ({_columns('OLD', table)})"
    stood = "''" if event == "INSERT" else _as_json("OLD", list(table.columns))
    stands = "''" if event == "DELETE" else _as_json("NEW", list(table.primary_key.columns))
    return (
        f"CREATE TRIGGER {name}_foreign_{event.lower()} AFTER {event} ON {name} WHEN {when}\n"
        f"BEGIN INSERT INTO foreign_write(place, stood, stands) VALUES ('{name}', {stood}, {stands}); END"
    )


def _columns(row: str, table: sa.Table) -> str:
    return ", ".join(f"{row}.{column.name}" for column in table.columns)


def _as_json(row: str, columns: list[sa.Column[Any]]) -> str:
    pairs = ", ".join(f"'{column.name}', {row}.{column.name}" for column in columns)
    return f"json_object({pairs})"


_POSTGRES_NOTES = f"""
CREATE FUNCTION note_foreign_{{name}}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head bigint := {_HEAD};
BEGIN
  IF head IS NULL OR head < 0 OR (TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD) THEN RETURN NULL; END IF;
  IF TG_OP <> 'DELETE' THEN IF coalesce({{number}}, 0) > head THEN RETURN NULL; END IF; END IF;
  INSERT INTO foreign_write(place, stood, stands) VALUES (
    '{{name}}',
    CASE WHEN TG_OP = 'INSERT' THEN '' ELSE row_to_json(OLD)::text END,
    CASE WHEN TG_OP = 'DELETE' THEN '' ELSE row_to_json(NEW)::text END);
  RETURN NULL;
END $$
"""


def _postgres_trigger(table: sa.Table, event: str) -> str:
    name = table.name
    return (
        f"CREATE TRIGGER {name}_foreign_{event.lower()} AFTER {event} ON {name}"
        f" FOR EACH ROW EXECUTE FUNCTION note_foreign_{name}()"
    )


@contextmanager
def unguarded(tx: HubTransaction) -> Iterator[None]:
    """Let the hub put its tables in order; what it writes inside is not noted."""
    leave_unguarded(tx)
    yield
    tx.run("UPDATE hub_head SET seq = -1 - seq WHERE seq < 0")


def leave_unguarded(tx: HubTransaction) -> None:
    """Note nothing of what follows, until the hub's head is written anew."""
    tx.run("UPDATE hub_head SET seq = -1 - seq WHERE seq >= 0")


def put_back(tx: HubTransaction, now: datetime) -> int:
    """Put back what stood before another program wrote; return the number of rows it had touched.

    Raises:
        StoreError: the database refused; the transaction is not to be used any further.
    """
    entries = tx.all("SELECT place, stood, stands FROM foreign_write ORDER BY id DESC")
    if not entries:
        return 0
    touched: dict[str, None] = {}
    with unguarded(tx):
        for entry in entries:
            table = _TABLES[entry["place"]]
            stood, stands = (json.loads(entry[name] or "{}") for name in ("stood", "stands"))
            for row in (stands, stood):
                if row:
                    touched[_place_of(table, row)] = None
                    _take_away(tx, table, row)
            if stood:
                names = ", ".join(stood)
                marks = ", ".join(f":{name}" for name in stood)
                tx.run(f"INSERT INTO {table.name}({names}) VALUES({marks})", **stood)
        tx.run("DELETE FROM foreign_write")
    named = " ".join(list(touched)[:_NAMED])
    note_event(tx, now, PUT_BACK, f"{len(touched)} {named}")
    log.warning("put back what another program had written", rows=len(touched), first=named)
    return len(touched)


def _take_away(tx: HubTransaction, table: sa.Table, row: dict[str, Any]) -> None:
    keys = [column.name for column in table.primary_key.columns]
    where = " AND ".join(f"{name} = :{name}" for name in keys)
    tx.run(f"DELETE FROM {table.name} WHERE {where}", **{name: row[name] for name in keys})


def _place_of(table: sa.Table, row: dict[str, Any]) -> str:
    return "/".join([table.name, *(str(row[column.name]) for column in table.primary_key.columns)])
