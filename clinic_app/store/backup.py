"""Encrypted copies of the database, each proved readable before an older one may go."""

from __future__ import annotations

import contextlib
import os
import re
from datetime import datetime
from pathlib import Path

import attrs

from clinic_app.domain.clock import SHANGHAI, Clock, stamp
from clinic_app.domain.errors import ClinicError, DatabaseDamaged, DiskFull, FileError, StoreError
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import say
from clinic_app.store import serials
from clinic_app.store.cipher_file import check_whole_file, copy_file
from clinic_app.store.database import Database, Readable, Row

DAILY = 7
WEEKLY = 4

_NAME = re.compile(r"^(?P<stem>.+)-(?P<moment>[0-9]{8}-[0-9]{6})\.db$")


@attrs.frozen
class Backup:
    """One backup file: where, when it was made (aware), how many bytes."""

    path: Path
    made_at: datetime
    size: int


def _moment(path: Path) -> datetime | None:
    found = _NAME.match(path.name)
    if not found:
        return None
    try:
        return datetime.strptime(found["moment"], "%Y%m%d-%H%M%S").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None


def backups(folder: Path, stem: str) -> list[Backup]:
    """Return the backups of a database in a folder, the newest first."""
    found = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        made = _moment(path)
        if made is not None and path.name.startswith(f"{stem}-"):
            found.append(Backup(path, made, path.stat().st_size))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def make(db: Database, folder: Path) -> Backup:
    """Write a backup, prove that it can be read, then let go of those no longer needed.

    Nothing older is touched before the new one was read through from the first page to the last.

    Raises:
        DiskFull: no room; all older backups stand.
        StoreError, FileError: it could not be written or does not read back; all older ones stand.
    """
    now = db.clock.now()
    target = folder / f"{db.path.stem}-{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}.db"
    partial = target.with_name(f".{target.name}.partial")
    try:
        _prepare(db, folder, partial, target)
        db.copy_to(partial)
        _prove(db, partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except (ClinicError, OSError) as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        turned = error if isinstance(error, ClinicError) else _not_written(folder, error)
        _log(db, target, 0, ok=False, reason=str(turned.message))
        raise turned from error
    made = Backup(target, now, target.stat().st_size)
    _log(db, target, made.size, ok=True, reason="")
    for old in superseded(backups(folder, db.path.stem)):
        with contextlib.suppress(OSError):
            old.path.unlink()
    return made


def _prepare(db: Database, folder: Path, partial: Path, target: Path) -> None:
    """Make the folder, sweep up what a power cut left of an earlier try, and look at the room."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f".{db.path.stem}-*.partial*"):
        left.unlink(missing_ok=True)
    if target.exists() or partial.exists():
        raise FileError(say("这一秒已经做过一次备份：{path}。原有备份都在，不用再做。", path=target))
    if hasattr(os, "statvfs"):
        room = os.statvfs(folder)
        free, needed = room.f_bavail * room.f_frsize, db.path.stat().st_size
        if free < needed:
            raise DiskFull(
                say(
                    "备份需要 {needed} MB，{folder} 只剩 {free} MB，这次没有备份，原有备份都在。"
                    "请清理磁盘或换一个位置。",
                    needed=needed // 1_000_000 + 1,
                    free=free // 1_000_000,
                    folder=folder,
                )
            )


def _prove(db: Database, partial: Path) -> None:
    refusal = DatabaseDamaged(
        say("备份写完后检查不通过，已丢弃这一份；原有备份都在。请检查磁盘，并请管理员检查数据库。")
    )
    try:
        faults = db.damage_of_copy(partial)
    except StoreError as error:
        raise refusal from error
    if faults:
        raise refusal


def _not_written(folder: Path, error: OSError) -> FileError:
    return FileError(
        say(
            "备份写不进 {folder}（{reason}），原有备份都在。请检查磁盘或 U 盘后重试。",
            folder=folder,
            reason=error.strerror or error,
        )
    )


def _log(db: Database, path: Path, size: int, *, ok: bool, reason: str) -> None:
    db.execute(
        "INSERT INTO backup_log(at, path, kind, bytes, ok, reason) VALUES (?, ?, 'backup', ?, ?, ?)",
        (stamp(db.clock.now()), str(path), size, int(ok), reason),
    )


def superseded(found: list[Backup]) -> list[Backup]:
    """Return the backups that may go: all but the newest of 7 days and the newest of 4 weeks.

    The newest of all always stays.
    """
    days: dict[str, Backup] = {}
    weeks: dict[str, Backup] = {}
    for backup in sorted(found, key=lambda b: b.made_at, reverse=True):
        local = backup.made_at.astimezone(SHANGHAI)
        days.setdefault(f"{local:%Y%m%d}", backup)
        weeks.setdefault(f"{local:%G%V}", backup)
    kept = {b.path for b in list(days.values())[:DAILY]} | {b.path for b in list(weeks.values())[:WEEKLY]}
    return [backup for backup in found if backup.path not in kept]


def log(db: Readable, *, limit: int = 50) -> list[Row]:
    """Return what became of backups, the newest first."""
    return db.execute("SELECT * FROM backup_log ORDER BY id DESC LIMIT ?", (limit,))


def last_good_at(db: Readable) -> str:
    """Return the moment of the last good backup in its stored form, or empty."""
    return str(db.execute("SELECT coalesce(max(at), '') AS at FROM backup_log WHERE ok = 1")[0]["at"])


def restore(source: Path, key: bytes, target: Path, *, clock: Clock, entropy: Entropy) -> None:
    """Make a new database file from a backup; neither the backup nor any other file is changed.

    Slip numbers go on under a new mark, because the file that was lost may have given out numbers since
    the backup, and another PC may be restored from the same one.
    What it captured since then comes back from the black box and from the hub.

    Raises:
        FileError: there is already a file of the new name, or no such backup.
        WrongKey, DatabaseDamaged, SchemaTooNew: the backup is of no use; nothing was made.
    """
    faults = check_whole_file(source, key)
    if faults:
        raise DatabaseDamaged(
            say("备份 {path} 已损坏，没有恢复，现有文件没有改动。请换一份更早的备份。", path=source)
        )
    copy_file(source, target, key)
    with Database.open(target, key, clock=clock, entropy=entropy) as db:
        serials.begin_segment(db)
        db.execute(
            "INSERT INTO backup_log(at, path, kind, ok) VALUES (?, ?, 'restore', 1)",
            (stamp(clock.now()), str(source)),
        )
