"""Days off and working weekends as announced for a year, imported or sent by the hub."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from clinic_app.store.database import Database, Readable


class DayKind(StrEnum):
    """Whether an announced day is off or a working weekend day."""

    OFF = "off"
    WORK = "work"


@attrs.frozen
class SpecialDay:
    """One announced day: ``day`` as 2026-10-01, its kind, and the feast it belongs to."""

    day: str
    kind: DayKind
    name: str = ""


def replace_year(db: Database, year: int, days: Iterable[SpecialDay], *, source: str) -> None:
    """Store the announcement for a year in place of the one before; call it in a unit of work."""
    db.execute("DELETE FROM work_calendar WHERE day LIKE ?", (f"{year:04d}-%",))
    db.execute_many(
        "INSERT INTO work_calendar(day, kind, name, source) VALUES (?, ?, ?, ?)",
        [(day.day, day.kind.value, day.name, source) for day in days],
    )


def special_days(db: Readable, *, from_day: str, to_day: str) -> list[SpecialDay]:
    """Return the announced days in a span, both ends included."""
    rows = db.execute(
        "SELECT * FROM work_calendar WHERE day BETWEEN ? AND ? ORDER BY day", (from_day, to_day)
    )
    return [SpecialDay(row["day"], DayKind(row["kind"]), row["name"]) for row in rows]


def years(db: Readable) -> list[int]:
    """Return the years that are known; in any other only weekends are days off."""
    return [
        int(row["y"])
        for row in db.execute("SELECT DISTINCT substr(day, 1, 4) AS y FROM work_calendar ORDER BY y")
    ]
