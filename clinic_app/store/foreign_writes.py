"""Whether anybody but the program and its exchange has written into this file since both ends were equal.

Two things give it away: rows that went past the capture on this program's own connection, which are counted
here, and commits of other programs, which SQLite counts in the version of the file. What was done to the
file while it was closed nobody saw: that counts as a row.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from clinic_app.store.cipher_file import Readable


@attrs.frozen
class Seen:
    """What was to be seen of others' writing at one moment.

    Attributes:
        rows: rows written past the capture.
        version: of the file, as SQLite counts the commits of others.
    """

    rows: int = 0
    version: int = 0


class ForeignWrites:
    """What is known of others' writing into one open file, and how much of it was compared with the hub."""

    def __init__(self) -> None:
        self._rows = 0
        self._known_version: int | None = None
        self._began = Seen()
        self._lanes: set[str] = set()

    def note(self, rows: int = 1) -> None:
        """Count rows that somebody else wrote, or may have written."""
        self._rows += rows

    def look(self, db: Readable) -> Seen:
        """Return what is to be seen now; belongs before a comparison."""
        return Seen(self._rows, int(db.execute("PRAGMA data_version")[0]["data_version"]))

    def is_news(self, seen: Seen) -> bool:
        """Tell whether others have written since ``forget``, or while the file was closed."""
        return seen.rows > 0 or self._known_version not in (None, seen.version)

    def left(self, seen: Seen, lanes: Iterable[str]) -> list[str]:
        """Return the lanes that a comparison of all, which may have broken off, has still before it."""
        return [lane for lane in lanes if seen != self._began or lane not in self._lanes]

    def note_compared(self, seen: Seen, lane: str) -> None:
        """Note that a comparison has a lane behind it; it begins anew when others write meanwhile."""
        self._lanes = {lane} | (self._lanes if seen == self._began else set())
        self._began = seen

    def forget(self, seen: Seen) -> None:
        """Count from here: what was seen has been compared."""
        self._rows -= seen.rows
        self._known_version = seen.version
        self._began, self._lanes = seen, set()
