"""The hub's own lives: its first row, and noticing at a start that its database was put back."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import FileError, StoreError
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import say
from clinic_app.hub.database import HubDatabase, HubTransaction
from clinic_app.hub.migrations import schema_revision, upgrade
from clinic_app.system.files import read_file, write_atomically

EPOCH_LEAP = 1000
"""More epochs than a hub can have given out between its last backup and its loss."""

SLIPPED = "slipped"
"""Reason of a life that began when a PC knew more than the hub: it had been put back, and nobody said so."""

SEEN_NAME = "hub_seen.json"
"""What this machine last saw of the database; lies beside it and does not go into a backup."""


def open_database(url: str, now: datetime, entropy: Entropy, *, create: bool = False) -> HubDatabase:
    """Return the hub's database, brought to this program's schema and with its head.

    Without ``create`` an empty database is refused: a hub whose file has gone must not come up as a new
    one that knows none of its clinics.

    Raises:
        SchemaTooNew: a newer program made it; nothing was changed.
        StoreError: it cannot be reached, or holds nothing.
    """
    database = HubDatabase(url)
    file = Path(str(database.url.database or ""))
    try:
        if not create and ((database.sqlite and not file.exists()) or not schema_revision(database)):
            raise StoreError(
                say(
                    "县平台数据库不见了或是空的：{where}。没有启动，也没有新建。"
                    "请用备份恢复（clinic-hub restore）。",
                    where=database.url.render_as_string(hide_password=True),
                )
            )
        upgrade(database)
        with database.transaction() as tx:
            if tx.one("SELECT one FROM hub_head") is None:
                tx.run("INSERT INTO hub_head(one, seq, hub_epoch) VALUES(1, 0, '')")
                begin_life(tx, now, "created", entropy)
                note_event(tx, now, "created")
    except BaseException:
        database.close()
        raise
    return database


def begin_life(
    tx: HubTransaction, now: datetime, reason: str, entropy: Entropy, *, shared: int | None = None
) -> str:
    """Give the hub a new life, so that clinics offer again what it may have lost; return the life's name.

    The number at which it begins is remembered: up to there the lives before share its history. The
    name carries the lowest such number of all lives before, for the day when a hub meets a clinic
    that speaks of a life it has forgotten. Epochs leap, so that no epoch, and with it no slip number,
    is given out twice; ratchet words are forgotten, because every device is ahead of them.

    Args:
        tx: the transaction.
        now: the hub's time.
        reason: one word for the diary.
        entropy: random bytes for the name.
        shared: the most that all that was ever known as the hub's can have in common, when the lives before
            do not tell; how much it is, each device's check words prove.
    """
    head = tx.lock_head()
    seq = int(head["seq"])
    lives = tx.all("SELECT number, began_seq FROM hub_life WHERE number > 0 ORDER BY number")
    number = int(lives[-1]["number"]) + 1 if lives else 0 if not head["hub_epoch"] else 1
    known = seq if shared is None else shared
    floor = min([known, *(int(life["began_seq"]) for life in lives)]) if number else 0
    word = entropy(6)
    epoch = f"{word.hex()}.{floor}"
    # Not the same leap for all: one backup may be restored twice, and both lives begin from it.
    leap = EPOCH_LEAP + int.from_bytes(word[:2]) % EPOCH_LEAP if number else 0
    tx.run(
        "UPDATE hub_head SET hub_epoch = :epoch, next_epoch = next_epoch + :leap WHERE one = 1",
        epoch=epoch,
        leap=leap,
    )
    tx.run(
        "INSERT INTO hub_life(number, hub_epoch, began_seq, began_at, reason)"
        " VALUES(:number, :epoch, :seq, :at, :reason)",
        number=number,
        epoch=epoch,
        seq=seq,
        at=stamp(now),
        reason=reason,
    )
    tx.run("UPDATE device_epoch SET ratchet = '', ratchet_before = ''")
    note_event(tx, now, "new_life", reason)
    return epoch


def note_event(tx: HubTransaction, now: datetime, what: str, details: str = "") -> None:
    """Write a line into the hub's own diary."""
    tx.run(
        "INSERT INTO hub_event(at, what, details) VALUES(:at, :what, :details)",
        at=stamp(now),
        what=what,
        details=details,
    )


def check_start(database: HubDatabase, folder: Path, now: datetime, entropy: Entropy) -> bool:
    """Compare the database with what this machine saw last, before serving; return whether it was put back.

    On SQLite a word is renewed at every start in the database and beside it: another word means another
    file. On PostgreSQL the cluster and its timeline are asked, because several hubs may share it. On both,
    a counter that went back gives it away. What slips through is found by each clinic's cursor.

    Raises:
        FileError: the note beside the database cannot be written.
    """
    seen = _read_seen(folder)
    with database.transaction() as tx:
        head = tx.lock_head()
        mark = _cluster(tx) if tx.postgres else entropy(6).hex()
        expected = mark if tx.postgres else str(seen.get("mark", ""))
        moved = bool(head["start_mark"]) and bool(expected) and head["start_mark"] != expected
        shrunk = seen.get("hub_epoch") == head["hub_epoch"] and int(seen.get("seq", 0)) > int(head["seq"])
        if moved or shrunk:
            begin_life(tx, now, "moved" if moved else "shrunk", entropy)
        tx.run("UPDATE hub_head SET start_mark = :mark WHERE one = 1", mark=mark)
    remember(database, folder)
    return moved or shrunk


def remember(database: HubDatabase, folder: Path) -> None:
    """Note beside the database how far it has come. Raises FileError or DiskFull."""
    with database.transaction() as tx:
        head = tx.lock_head()
    seen = {"mark": head["start_mark"], "hub_epoch": head["hub_epoch"], "seq": int(head["seq"])}
    write_atomically(folder / SEEN_NAME, json.dumps(seen).encode())


def _read_seen(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_file(folder / SEEN_NAME))
    except (FileError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _cluster(tx: HubTransaction) -> str:
    row = tx.one(
        "SELECT s.system_identifier AS id, c.timeline_id AS line"
        " FROM pg_control_system() s, pg_control_checkpoint() c"
    )
    return f"{row['id']}:{row['line']}" if row else ""
