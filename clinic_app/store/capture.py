"""What the capture triggers ask for: the unit of work they run in, its number, time and author."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from clinic_app.domain.change import Value, content_hash
from clinic_app.domain.clock import HLC_COUNTER_BITS, Clock, hlc_ms, to_ms
from clinic_app.store.foreign_writes import ForeignWrites

HLC_AHEAD_MS = 10 * 60 * 1000
"""So far ahead of the hub's time a file's own may be: the wall catches up with it by itself."""


class _Connection(Protocol):
    def create_function(
        self, name: str, narg: int, func: Callable[..., Any] | None, /, *, deterministic: bool = ...
    ) -> None: ...


def hlc_after_contact(hlc: int, true_ms: int) -> int:
    """Return a file's hybrid logical time once the hub told it the true time.

    A saving while the clock was years ahead would otherwise date all later ones, for years. Going back
    here disturbs no order: the hub takes the operations of one file by their numbers.

    Args:
        hlc: the last one given out.
        true_ms: the hub's present time, milliseconds since 1970.
    """
    told = true_ms << HLC_COUNTER_BITS
    return told if hlc_ms(hlc) > true_ms + HLC_AHEAD_MS else max(hlc, told)


class CaptureState:
    """The values that the triggers' functions give out, on the one connection that may write.

    Outside a unit of work the functions raise, so a synced row cannot be written there at all.

    Attributes:
        captured: whether an operation was captured in the unit of work that is open, or was open last.
        failure: what a function raised last.
    """

    def __init__(self, clock: Clock, foreign: ForeignWrites) -> None:
        """Take the clock, and who is told of rows that anybody but the exchange writes past the capture."""
        self._clock = clock
        self._foreign = foreign
        self._applying = 0
        self._open = False
        self._txn = 0
        self._hlc = 0
        self._offset_ms = 0
        self._user = ""
        self._by_exchange = False
        self.captured = False
        self.failure: Exception | None = None

    @property
    def hlc(self) -> int:
        """The last hybrid logical time that was given out or read."""
        return self._hlc

    @property
    def in_unit(self) -> bool:
        """Whether a unit of work is open."""
        return self._open

    def open_unit(self, *, txn: int, hlc: int, wall_offset_ms: int, user_name: str) -> None:
        """Begin to give out the values of one unit of work."""
        self._txn, self._hlc, self._offset_ms, self._user = txn, hlc, wall_offset_ms, user_name
        self.captured = False
        self._open = True

    def close_unit(self) -> None:
        """Stop giving out values; writes of synced rows fail from now on."""
        self._open = False
        self._applying, self._by_exchange = 0, False

    @contextmanager
    def applying(self, *, by_exchange: bool = False) -> Iterator[None]:
        """Let rows be written without being captured as our own changes.

        Args:
            by_exchange: as the hub told them, or as both ends know them; what others write here is compared.
        """
        before = self._applying, self._by_exchange
        self._applying, self._by_exchange = 1, by_exchange or self._by_exchange
        try:
            yield
        finally:
            self._applying, self._by_exchange = before

    def _asked_whether_applying(self) -> int:
        """Answer what every trigger of a synced table asks first, for every row that is written."""
        if self._applying and not self._by_exchange:
            self._foreign.note()
        return self._applying

    def wall_ms(self) -> int:
        """Return now in milliseconds since 1970, corrected by what the hub told about our clock."""
        return to_ms(self._clock.now()) + self._offset_ms

    def register(self, connection: _Connection) -> None:
        """Make the functions known to the writing connection."""
        self._define(connection, "sync_applying", 0, self._asked_whether_applying)
        self._define(connection, "capture_txn", 0, self._number)
        self._define(connection, "capture_user", 0, lambda: self._of_unit(self._user))
        self._define(connection, "capture_wall", 0, lambda: self._of_unit(self.wall_ms()))
        self._define(connection, "capture_hlc", 0, self._tick)
        self._define(connection, "op_hash", 5, content_hash)
        self._define(connection, "fields_filled", -1, fields_filled)
        self._define(connection, "fields_changed", -1, fields_changed)
        self._define(connection, "fields_shared", 2, fields_shared)

    def _define(self, connection: _Connection, name: str, args: int, function: Callable[..., Any]) -> None:
        """Register a function; SQLite swallows what it raises, so the cause is kept for the door."""

        def kept(*values: Any) -> Any:
            try:
                return function(*values)
            except Exception as error:
                self.failure = error
                raise

        connection.create_function(name, args, kept)

    def _of_unit(self, value: Any) -> Any:
        if not self._open:
            raise RuntimeError("a synced record was written outside a unit of work")
        return value

    def _number(self) -> int:
        self.captured = True
        return int(self._of_unit(self._txn))

    def _tick(self) -> int:
        """Return a hybrid logical time later than every one since the hub last told the time."""
        self._hlc = max(self._of_unit(self._hlc) + 1, self.wall_ms() << HLC_COUNTER_BITS)
        return self._hlc


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def fields_filled(names: str, *values: Value) -> str:
    """Return as JSON the fields of a new row that hold something.

    Args:
        names: the fields, with blanks between.
        values: one for each.
    """
    pairs = zip(names.split(), values, strict=True)
    return _write({name: value for name, value in pairs if value not in (None, "")})


def fields_changed(names: str, *values: Value) -> str:
    """Return as JSON the fields that differ, with the values of the first row.

    Args:
        names: the fields, with blanks between.
        values: those of the first row, then those of the second.
    """
    count = len(values) // 2
    trios = zip(names.split(), values[:count], values[count:], strict=True)
    return _write({name: one for name, one, other in trios if one != other})


def fields_shared(one: str, other: str) -> bool:
    """Tell whether two operations' new values, as JSON, have a field in common."""
    return not json.loads(one).keys().isdisjoint(json.loads(other))
