"""Settings that belong to the institution's data and move with its file."""

from __future__ import annotations

import json
from typing import Any

from clinic_app.domain.change import canonical
from clinic_app.domain.clock import stamp
from clinic_app.store.database import Database, Readable


def get(db: Readable, name: str, default: Any = None) -> Any:
    """Return a setting's value, or the default when it was never set."""
    rows = db.execute("SELECT value FROM setting WHERE name = ?", (name,))
    return json.loads(rows[0]["value"]) if rows else default


def put(db: Database, name: str, value: Any, *, user_name: str = "") -> None:
    """Store a setting: any JSON value."""
    db.execute(
        "INSERT INTO setting(name, value, changed_at, changed_by) VALUES (?, ?, ?, ?)"
        " ON CONFLICT(name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,"
        " changed_by = excluded.changed_by",
        (name, canonical(value), stamp(db.clock.now()), user_name),
    )


def clear(db: Database, name: str) -> None:
    """Forget a setting, so that its default holds again."""
    db.execute("DELETE FROM setting WHERE name = ?", (name,))


def all_settings(db: Readable) -> dict[str, Any]:
    """Return every setting by name."""
    return {
        row["name"]: json.loads(row["value"])
        for row in db.execute("SELECT name, value FROM setting ORDER BY name")
    }
