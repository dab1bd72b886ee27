"""The audit trail: who did what, chained by hashes so that a missing or altered line shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from clinic_app.domain.change import canonical
from clinic_app.domain.clock import stamp
from clinic_app.store.database import Database, Readable, Row

_CHAINED = (
    "at",
    "user_name",
    "workstation",
    "action",
    "object_kind",
    "object_id",
    "patient_id",
    "result",
    "details",
)
PAGE = 100
_BATCH = 1000


@attrs.frozen
class AuditCheck:
    """What a check of the chain found.

    Attributes:
        entries: lines looked at.
        first_bad: number of the first line that does not fit, or 0.
        missing: lines that were cut off the end.
        head: hash of the last line, to be compared with one noted elsewhere.
    """

    entries: int
    first_bad: int
    missing: int
    head: str

    @property
    def sound(self) -> bool:
        """Tell whether nothing is altered or missing."""
        return self.first_bad == 0 and self.missing == 0


def append(
    db: Database,
    *,
    user_name: str,
    workstation: str,
    action: str,
    object_kind: str = "",
    object_id: str = "",
    patient_id: str = "",
    result: str = "ok",
    details: Mapping[str, Any] | None = None,
) -> int:
    """Add a line and return its number.

    Args:
        db: the database.
        user_name: who did it.
        workstation: name of the computer.
        action: stable word, such as ``login``, ``view``, ``create``, ``print``, ``export``.
        object_kind: kind of record, if any.
        object_id: its identity.
        patient_id: whose data it was, if anybody's.
        result: ``ok``, ``refused`` or ``failed``.
        details: what else matters; names of fields, never their values.
    """
    entry = {
        "at": stamp(db.clock.now()),
        "user_name": user_name,
        "workstation": workstation,
        "action": action,
        "object_kind": object_kind,
        "object_id": object_id,
        "patient_id": patient_id,
        "result": result,
        "details": canonical(dict(details or {})),
    }
    # The lock keeps a second thread from taking the same predecessor.
    with db.lock:
        last = db.execute("SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1")
        number, previous = (last[0]["no"] + 1, last[0]["hash"]) if last else (1, "")
        names = ["no", *entry, "previous", "hash"]
        db.execute(
            f"INSERT INTO audit({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [number, *entry.values(), previous, _hash(number, previous, entry)],
        )
    return number


def _hash(number: int, previous: str, entry: Mapping[str, Any]) -> str:
    text = canonical([number, previous, *(entry[name] for name in _CHAINED)])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _lines(db: Readable) -> Iterator[Row]:
    number = 0
    while batch := db.execute("SELECT * FROM audit WHERE no > ? ORDER BY no LIMIT ?", (number, _BATCH)):
        yield from batch
        number = batch[-1]["no"]


def verify(db: Readable) -> AuditCheck:
    """Walk the whole chain and tell whether a line was altered, taken out or cut off."""
    expected, previous, first_bad, entries = 1, "", 0, 0
    for line in _lines(db):
        entries += 1
        fits = line["no"] == expected and line["previous"] == previous
        if not first_bad and not (fits and line["hash"] == _hash(line["no"], previous, line)):
            first_bad = line["no"]
        expected, previous = line["no"] + 1, line["hash"]
    # AUTOINCREMENT remembers the highest number ever given, so a cut-off tail shows too.
    known = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
    missing = max(0, int(known[0]["seq"]) - (expected - 1)) if known else 0
    return AuditCheck(entries, first_bad, missing, previous)


def page(
    db: Readable,
    *,
    before: int | None = None,
    limit: int = PAGE,
    user_name: str = "",
    action: str = "",
    patient_id: str = "",
    from_at: str = "",
    to_at: str = "",
) -> list[Row]:
    """Return lines, the newest first; pass the last line's ``no`` as ``before`` for the next page."""
    where, params = "1 = 1", []
    for condition, value in (
        ("no < ?", before),
        ("user_name = ?", user_name),
        ("action = ?", action),
        ("patient_id = ?", patient_id),
        ("at >= ?", from_at),
        ("at < ?", to_at),
    ):
        if value:
            where += f" AND {condition}"
            params.append(value)
    return db.execute(f"SELECT * FROM audit WHERE {where} ORDER BY no DESC LIMIT ?", [*params, limit])
