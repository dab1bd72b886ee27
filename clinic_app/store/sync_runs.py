"""The history of exchanges with the hub, as the sync screen shows it."""

from __future__ import annotations

from clinic_app.domain.clock import stamp
from clinic_app.domain.wording import Message, kept, told
from clinic_app.store.database import Database, Readable, Row

KEPT = 1000
_TALLIES = frozenset({"pushed", "pulled", "refused", "bytes_up", "bytes_down"})


def begin(db: Database, *, carrier: str = "wire") -> int:
    """Note that an exchange begins and return its number; ``carrier`` is ``wire`` or ``courier``."""
    with db.lock:
        db.execute(
            "INSERT INTO sync_run(started_at, carrier) VALUES (?, ?)", (stamp(db.clock.now()), carrier)
        )
        return int(db.execute("SELECT last_insert_rowid() AS id")[0]["id"])


def end(db: Database, run: int, *, outcome: str, sentence: Message | str = "", **tallies: int) -> None:
    """Note how an exchange ended.

    Args:
        db: the database.
        run: its number.
        outcome: ``done``, ``unreachable``, ``refused``, ``cancelled`` or ``failed``.
        sentence: for people.
        **tallies: pushed, pulled, refused, bytes_up, bytes_down.
    """
    if not set(tallies) <= _TALLIES:
        raise ValueError(f"unknown: {sorted(set(tallies) - _TALLIES)}")
    ended = {"ended_at": stamp(db.clock.now()), "outcome": outcome, "sentence": kept(sentence)}
    values = {**ended, **tallies}
    settings = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE sync_run SET {settings} WHERE id = ?", [*values.values(), run])
    db.execute("DELETE FROM sync_run WHERE id <= ?", (run - KEPT,))


def latest(db: Readable, *, limit: int = 50) -> list[Row]:
    """Return exchanges, the newest first; one without ``outcome`` is running, or was cut off."""
    found = db.execute("SELECT * FROM sync_run ORDER BY id DESC LIMIT ?", (limit,))
    return [{**run, "sentence": told(run["sentence"])} for run in found]
