"""Whether anybody but the program and its exchange has written into this file since both ends were equal."""

from __future__ import annotations

from collections.abc import Iterable

from clinic_app.store.database import Database

Seen = tuple[int, int]
"""Rows written here past the capture, and the version of the file as SQLite counts other writers' commits."""


def look(db: Database) -> Seen:
    """Return what is to be seen of others' writing now; belongs before a comparison."""
    return db.capture.strange, int(db.execute("PRAGMA data_version")[0]["data_version"])


def is_news(db: Database, seen: Seen) -> bool:
    """Tell whether others have written since ``forget``, or while the file was closed."""
    strange, version = seen
    known = db.capture.known_version
    return strange > 0 or (known is not None and known != version)


def left(db: Database, seen: Seen, lanes: Iterable[str]) -> list[str]:
    """Return the lanes that a comparison of all, which may have broken off, has still before it."""
    began, done = db.capture.compared
    return [lane for lane in lanes if seen != began or lane not in done]


def note_compared(db: Database, seen: Seen, lane: str) -> None:
    """Note that a comparison has a lane behind it; it begins anew when others write meanwhile."""
    began, done = db.capture.compared
    db.capture.compared = seen, {lane} | (done if seen == began else set())


def forget(db: Database, seen: Seen) -> None:
    """Count from here: what was seen has been compared."""
    strange, version = seen
    db.capture.strange -= strange
    db.capture.known_version = version
    db.capture.compared = seen, set()
