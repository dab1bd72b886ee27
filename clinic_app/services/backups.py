"""Backups: made by themselves once a day and when asked for, and the way back from one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import attrs

from clinic_app.domain.clock import SHANGHAI, read_stamp
from clinic_app.domain.errors import FileError, Rejected
from clinic_app.domain.permissions import Permission
from clinic_app.domain.wording import Message, say
from clinic_app.services.workplace import Machine, Workplace
from clinic_app.store import backup, black_box
from clinic_app.store.backup import Backup
from clinic_app.store.cipher_file import check_whole_file
from clinic_app.store.database import Database
from clinic_app.system.files import os_errors_turned, read_file, write_atomically
from clinic_app.system.lock import DataLock
from clinic_app.system.paths import Paths
from clinic_app.system.recovery_code import recovery_code_problems

EVERY = timedelta(hours=20)
"""A backup older than this is made anew at the next start or end of work: once each working day."""

FOLDER_SETTING = "backup.folder"
"""A second folder, best on another disk or a USB stick, that every backup is copied into."""

JOURNAL = "changes.box"


@attrs.frozen
class BackupRow:
    """What became of one backup: when, where, how many bytes, and why not."""

    at: datetime
    path: Path
    size: int
    ok: bool
    reason: str
    kind: str


@attrs.frozen
class Restored:
    """What a restore did.

    Attributes:
        source: the backup.
        set_aside: where the file that was in place lies now; None when there was none.
        brought_back: changes made after the backup that came back from the journal.
    """

    source: Path
    set_aside: Path | None
    brought_back: int


class Backups:
    """Encrypted copies of the database; each is read through before an older one may go."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def make(self, folder: Path | None = None) -> Backup:
        """Write a backup now, with the key envelope beside it so that the recovery code opens it anywhere.

        Args:
            folder: where to; the usual folder if None.

        Raises:
            DiskFull, FileError, StoreError: none was made; older ones stand.
            NotAllowed.
        """
        self._place.need(Permission.BACKUP)
        made = self._write(folder or self._place.paths.backups)
        self._place.audit("backup", "database", bytes=made.size)
        return made

    def make_if_due(self) -> Backup | None:
        """Write a backup when the last good one is older than a working day; nobody has to be logged in.

        Raises:
            DiskFull, FileError, StoreError: none was made; older ones stand.
        """
        if not self.is_due():
            return None
        made = self._write(self._place.paths.backups)
        second = self._place.setting(FOLDER_SETTING, "")
        if second and Path(second).is_dir():
            self._write(Path(second))
        return made

    def is_due(self) -> bool:
        """Tell whether the last good backup is older than a working day."""
        last = self.last_good()
        return last is None or self._place.clock.now() - last >= EVERY

    def last_good(self) -> datetime | None:
        """Return the moment of the last good backup, or None."""
        at = backup.last_good_at(self._place.reader)
        return read_stamp(at) if at else None

    def available(self) -> tuple[Backup, ...]:
        """Return the backups that can be restored, the newest first."""
        paths = self._place.paths
        return tuple(backup.backups(paths.backups, paths.database.stem))

    def log(self, limit: int = 50) -> tuple[BackupRow, ...]:
        """Return what became of backups, the newest first."""
        return tuple(
            BackupRow(
                read_stamp(row["at"]),
                Path(row["path"]),
                row["bytes"],
                bool(row["ok"]),
                row["reason"],
                row["kind"],
            )
            for row in backup.log(self._place.reader, limit=limit)
        )

    def sentence(self) -> Message:
        """Return one honest line about backups for the exchange page."""
        last = self.last_good()
        if last is None:
            return say("还没有做过备份。请点“立即备份”。")
        return say("最近备份：{when}", when=self._place.time_text(last))

    def set_folder(self, folder: Path | None) -> None:
        """Choose the second folder, or none.

        Raises:
            NotAllowed; FileError: it does not exist or cannot be written.
        """
        self._place.need(Permission.SETTINGS, Permission.BACKUP)
        if folder is not None:
            probe = folder / ".zhuanzhen-write-test"
            write_atomically(probe, b"")
            probe.unlink()
        self._place.put_setting(FOLDER_SETTING, str(folder or ""))

    def _write(self, folder: Path) -> Backup:
        made = backup.make(self._place.db, folder)
        envelope = self._place.paths.key_envelope
        if envelope.exists():
            write_atomically(folder / envelope.name, read_file(envelope))
        return made


def restore(
    paths: Paths,
    source: Path,
    *,
    machine: Machine | None = None,
    passphrase: str | None = None,
    recovery_code: str = "",
) -> Restored:
    """Put a backup in the place of the database; the present file is set aside, never overwritten.

    What was saved after the backup comes back from the journal as far as it is there, and from the hub at
    the next exchange. Call it while the program is closed.

    Args:
        paths: folders of the installation.
        source: the backup file.
        machine: clock, entropy and key ring.
        passphrase: opens the key envelope on machines without a keyring.
        recovery_code: opens it on a new machine.

    Raises:
        DatabaseBusy: the program is open.
        Rejected: the recovery code was copied wrongly.
        FileError, WrongKey, KeyMissing, DatabaseDamaged, SchemaTooNew: nothing was changed.
    """
    machine = machine or Machine()
    if recovery_code and (problems := recovery_code_problems(recovery_code)):
        raise Rejected(problems)
    if not source.is_file():
        raise FileError(say("没有找到备份文件 {path}，什么也没有改动。请核对位置。", path=source))
    paths.ensure()
    with DataLock(paths.lock, machine.clock), _key_taken_along(paths, source, machine):
        safe = machine.key_safe(paths)
        key = safe.recover(recovery_code) if recovery_code else safe.load(passphrase)
        check_whole_file(source, key)  # a useless backup is found before the present file is moved
        aside = _set_aside(paths, machine)
        try:
            backup.restore(source, key, paths.database, clock=machine.clock, entropy=machine.entropy)
        except BaseException:
            _put_back(paths, aside)
            raise
        count = _bring_back(paths, key, machine)
    return Restored(source, aside, count)


@contextmanager
def _key_taken_along(paths: Paths, source: Path, machine: Machine) -> Iterator[None]:
    """Take the key's envelope from beside the backup where there is none, and leave none behind in vain.

    An envelope without a database looks like a database that was lost: the next start would ask for it.
    """
    if machine.key_safe(paths).exists:
        yield
        return
    beside = source.with_name(paths.key_envelope.name)
    if not beside.is_file():
        raise FileError(
            say(
                "备份旁边没有它的钥匙文件 {name}，什么也没有改动。请把两个文件放在同一个文件夹里再试。",
                name=beside.name,
            )
        )
    write_atomically(paths.key_envelope, read_file(beside))
    try:
        yield
    except BaseException:
        if not paths.database.exists():
            paths.key_envelope.unlink(missing_ok=True)
        raise


def _set_aside(paths: Paths, machine: Machine) -> Path | None:
    sides = [paths.database.with_name(paths.database.name + suffix) for suffix in ("-wal", "-shm")]
    if not any(one.exists() for one in (paths.database, *sides)):
        return None
    moment = machine.clock.now().astimezone(SHANGHAI)
    aside = paths.database.with_name(f"{paths.database.name}.before-restore-{moment:%Y%m%d-%H%M%S-%f}")
    with os_errors_turned(paths.database):
        for one in (paths.database, *sides):
            if one.exists():
                # The log belongs to the file it was written for: without it the last changes would be lost,
                # and left behind by a file that is gone it would be played into the restored one.
                one.replace(aside.with_name(aside.name + one.name.removeprefix(paths.database.name)))
    return aside if aside.exists() else None


def _put_back(paths: Paths, aside: Path | None) -> None:
    if aside is None or paths.database.exists():
        return
    for suffix in ("", "-wal", "-shm"):
        side = aside.with_name(aside.name + suffix)
        if side.exists():
            side.replace(paths.database.with_name(paths.database.name + suffix))


def _bring_back(paths: Paths, key: bytes, machine: Machine) -> int:
    with Database.open(
        paths.database, key, clock=machine.clock, entropy=machine.entropy, copies=paths.backups
    ) as db:
        box = black_box.BlackBox(paths.black_box / JOURNAL, db.derived_key(black_box.PURPOSE), db.entropy)
        return black_box.replay(db, box)
