"""Half-filled forms, kept until they are saved or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from clinic_app.domain.change import canonical
from clinic_app.domain.clock import stamp
from clinic_app.store.database import Database, Readable, Row


@attrs.frozen
class Draft:
    """What was typed so far.

    Attributes:
        form: name of the form.
        key: what it is about: a record's id, or empty for a new one.
        user_name: who typed it.
        values: the form's fields.
        saved_at: moment of the last saving.
    """

    form: str
    key: str
    user_name: str
    values: dict[str, Any]
    saved_at: str


def _draft(row: Row) -> Draft | None:
    try:
        values = json.loads(row["json"])
    except ValueError:
        return None
    return Draft(row["form"], row["key"], row["user_name"], values, row["saved_at"])


def save(db: Database, form: str, key: str, values: Mapping[str, Any], *, user_name: str = "") -> None:
    """Keep what was typed, in place of what was kept before for the same form, key and person."""
    db.execute(
        "INSERT INTO draft(form, key, user_name, json, saved_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT(form, key, user_name) DO UPDATE SET json = excluded.json, saved_at = excluded.saved_at",
        (form, key, user_name, canonical(dict(values)), stamp(db.clock.now())),
    )


def load(db: Readable, form: str, key: str, *, user_name: str = "") -> Draft | None:
    """Return what was kept, or None."""
    rows = db.execute(
        "SELECT * FROM draft WHERE form = ? AND key = ? AND user_name = ?", (form, key, user_name)
    )
    return _draft(rows[0]) if rows else None


def all_drafts(db: Readable, *, user_name: str = "") -> list[Draft]:
    """Return a person's drafts, the latest first."""
    rows = db.execute(
        "SELECT * FROM draft WHERE user_name = ? ORDER BY saved_at DESC, form, key", (user_name,)
    )
    return [draft for draft in map(_draft, rows) if draft]


def discard(db: Database, form: str, key: str, *, user_name: str = "") -> None:
    """Forget a draft; call it in the unit of work that saves the form."""
    db.execute("DELETE FROM draft WHERE form = ? AND key = ? AND user_name = ?", (form, key, user_name))


def discard_before(db: Database, moment: str) -> None:
    """Forget drafts that nobody touched since a moment (stored form)."""
    db.execute("DELETE FROM draft WHERE saved_at < ?", (moment,))
