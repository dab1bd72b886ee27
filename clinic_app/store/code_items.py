"""Code lists that an institution imported to use beside, or instead of, the delivered ones."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from clinic_app.domain.clock import stamp
from clinic_app.store.database import Database, Readable


@attrs.frozen
class CodeItem:
    """One entry: ``code`` is stored and sent, ``label`` is read, ``keys`` are pinyin initials."""

    code: str
    label: str
    keys: str = ""


def replace_list(db: Database, name: str, items: Iterable[CodeItem]) -> None:
    """Store a list in place of the one imported before; call it in a unit of work.

    Entries no longer there are only switched off, because records may still hold their codes.
    """
    now = stamp(db.clock.now())
    db.execute("UPDATE code_item SET active = 0 WHERE list = ?", (name,))
    db.execute_many(
        "INSERT INTO code_item(list, code, label, keys, position, imported_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(list, code) DO UPDATE SET label = excluded.label, keys = excluded.keys,"
        " position = excluded.position, active = 1, imported_at = excluded.imported_at",
        [(name, item.code, item.label, item.keys, position, now) for position, item in enumerate(items)],
    )


def items(db: Readable, name: str, *, inactive: bool = False) -> list[CodeItem]:
    """Return the entries of a list in its order."""
    rows = db.execute(
        "SELECT * FROM code_item WHERE list = ? AND (active = 1 OR ?) ORDER BY position, code",
        (name, int(inactive)),
    )
    return [CodeItem(row["code"], row["label"], row["keys"]) for row in rows]


def lists(db: Readable) -> list[str]:
    """Return the names of the imported lists."""
    return [row["list"] for row in db.execute("SELECT DISTINCT list FROM code_item ORDER BY list")]
