"""Time as the program sees it: aware UTC inside, Asia/Shanghai for people, always passed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had one zone without summer time since 1991; a fixed offset needs no zone database."""


class Clock(Protocol):
    """Where the time comes from; tests and the simulation pass their own."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The operating system's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Set the moment it shows from now on."""
        self._at = at.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move it on by a step (which may be negative)."""
        self._at += step


def to_ms(at: datetime) -> int:
    """Return milliseconds since 1970 of an aware moment."""
    return int(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return the aware UTC moment of milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)


HLC_COUNTER_BITS = 16
"""A hybrid logical clock is 48 bits of milliseconds and 16 bits of counter."""


def hlc_ms(hlc: int) -> int:
    """Return the milliseconds since 1970 inside a hybrid logical time."""
    return hlc >> HLC_COUNTER_BITS


def last_hlc_of(ms: int) -> int:
    """Return the last hybrid logical time within a millisecond."""
    return (ms + 1 << HLC_COUNTER_BITS) - 1


def stamp(at: datetime) -> str:
    """Return the stored form of a moment: ISO 8601 in UTC with milliseconds and Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_stamp(text: str) -> datetime:
    """Return the moment of a stored form. Raises ValueError for anything else."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def local_date(at: datetime) -> date:
    """Return the calendar day in China of an aware moment."""
    return at.astimezone(SHANGHAI).date()


def local_text(at: datetime) -> str:
    """Return an aware moment for people: 2026-11-22 09:41 in China."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
