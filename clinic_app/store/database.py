"""The encrypted database file: opening, creating, copying, and the one door for its errors."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self

import sqlite_utils
from sqlcipher3 import dbapi2 as _dbapi2

from clinic_app.domain.catalogue import CATALOGUE_VERSION
from clinic_app.domain.clock import Clock
from clinic_app.domain.errors import (
    ClinicError,
    DatabaseBusy,
    DatabaseDamaged,
    DiskFull,
    FileError,
    SchemaTooNew,
    StoreError,
    WrongKey,
)
from clinic_app.domain.ids import Entropy, new_id
from clinic_app.domain.wording import say
from clinic_app.store import migrations
from clinic_app.store.capture import CaptureState

dbapi2: Any = _dbapi2
"""The library comes without types."""

Row = dict[str, Any]
"""One row as column name to value."""

Params = Sequence[Any] | Mapping[str, Any]

KEY_BYTES = 32
PAGE_BYTES = 4096
BUSY_MS = 5000
_PLAIN_HEADER = b"SQLite format 3\0"


class StoreBug(RuntimeError):
    """The program asked the database for something it never should; a defect, not a circumstance."""


class Readable(Protocol):
    """Anything that answers a query: the writer's Database or a Reader."""

    def execute(self, sql: str, params: Params = ()) -> list[Row]:
        """Run one statement and return its rows."""
        ...


@contextmanager
def database_errors_turned(path: Path, cause: Callable[[], Exception | None] | None = None) -> Iterator[None]:
    """Turn every error of the SQLite library into one of the tree, or into StoreBug; the only door."""
    try:
        yield
    except dbapi2.Error as error:
        kept = cause() if cause else None
        if isinstance(kept, ClinicError):
            raise kept from error
        raise _turned(error, path) from (kept or error)


def _turned(error: Exception, path: Path) -> Exception:
    """Return our own error for one of the library's; primary result codes are the low byte."""
    code = int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED):
        return DatabaseBusy(
            say("另一个程序正占用数据库 {path}。已保存的内容安全。请关闭它后重试。", path=path)
        )
    if code == dbapi2.SQLITE_FULL:
        return DiskFull(say("磁盘已满，刚才的修改没有保存，之前保存的都安全。请清理磁盘后再保存一次。"))
    if code in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB):
        return _damaged(path)
    if code == dbapi2.SQLITE_READONLY:
        return StoreError(
            say("数据库 {path} 不允许写入，刚才的修改没有保存。请管理员检查文件夹权限后重试。", path=path)
        )
    if code in (dbapi2.SQLITE_IOERR, dbapi2.SQLITE_CANTOPEN):
        return StoreError(
            say(
                "读写数据库 {path} 时磁盘出错，刚才的修改没有保存，之前保存的没有动。请检查磁盘后重试。",
                path=path,
            )
        )
    return StoreBug(f"{getattr(error, 'sqlite_errorname', '') or type(error).__name__}: {error}")


def _damaged(path: Path) -> DatabaseDamaged:
    return DatabaseDamaged(
        say(
            "数据库文件 {path} 已损坏，程序没有改动它。请先复制一份留存，再用最近的备份恢复，"
            "未上传的内容可从旁路记录找回。",
            path=path,
        )
    )


def _wrong_key(path: Path) -> WrongKey:
    return WrongKey(
        say(
            "密钥打不开数据库 {path}，文件没有被改动。请确认用的是本机原来的密钥，或用恢复码打开；"
            "若密钥无误，则是文件开头损坏，请用备份恢复。",
            path=path,
        )
    )


def _connect(path: Path, key: bytes, mode: str) -> Any:
    """Return a keyed connection; nothing is read yet, so a wrong key does not show here."""
    if len(key) != KEY_BYTES:
        raise ValueError("the key must have 32 bytes")
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        # Without this SQLCipher writes its own lines to stderr when a key is wrong.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _peek(path: Path, key: bytes, mode: str) -> int:
    """Return the file's ``user_version`` after reading its table list with the key."""
    connection = _connect(path, key, mode)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _peek_copy(path: Path, wal: Path, key: bytes) -> int:
    """Look into a copy of file and log, for a file that a power cut left half-way into its log."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(wal, copy.with_name("copy.db-wal"))
        except OSError:
            # No room for the copy: the file alone has to do, as it does after an orderly end.
            return _peek(path, key, "mode=ro&immutable=1")
        return _peek(copy, key, "mode=rw")


def check_file(path: Path, key: bytes) -> int:
    """Tell whether a key opens a file, without touching the file or its folder.

    Returns:
        the file's ``user_version``.

    Raises:
        FileError: there is no such file.
        WrongKey: the key does not open it, or its first page is damaged.
        DatabaseDamaged: it is empty, cut short or not an encrypted database.
        SchemaTooNew: a newer program wrote it.
    """
    if not path.is_file():
        raise FileError(
            say(
                "没有找到数据库文件 {path}。请核对位置；程序不会自动新建空库。请用备份恢复或联系县管理员。",
                path=path,
            )
        )
    wal = path.with_name(path.name + "-wal")
    try:
        if wal.is_file() and wal.stat().st_size > 0:
            # A power cut left changes in the log; the file alone may be older, or torn, without harm.
            version = _peek_copy(path, wal, key)
        else:
            # immutable: no lock, no log, no shared memory, so nothing beside the file can change.
            version = _peek(path, key, "mode=ro&immutable=1")
    except dbapi2.Error as error:
        raise _unreadable(path, error) from error
    _refuse_empty_or_newer(path, version)
    return version


def _unreadable(path: Path, error: Exception) -> Exception:
    """Return the reason why a file does not open, as near as the file itself tells."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(len(_PLAIN_HEADER))
    code = int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code != dbapi2.SQLITE_NOTADB:
        return _turned(error, path)
    if size % PAGE_BYTES or size < PAGE_BYTES or head == _PLAIN_HEADER:
        return _damaged(path)
    return _wrong_key(path)


def _refuse_empty_or_newer(path: Path, version: int) -> None:
    if path.stat().st_size < PAGE_BYTES or version < migrations.MAJOR_STEP:
        raise _damaged(path)
    if version // migrations.MAJOR_STEP > migrations.SCHEMA_MAJOR:
        raise SchemaTooNew(
            say("数据库 {path} 是更新版本的程序写的，本程序没有改动它。请安装新版程序后再打开。", path=path)
        )


class _Door:
    """A connection behind the door: statements in, rows as dicts out, errors turned."""

    def __init__(self, path: Path, connection: Any) -> None:
        self.path = path
        self.connection = connection

    def _run(
        self, sql: str, params: Params, cause: Callable[[], Exception | None] | None = None
    ) -> list[Row]:
        with database_errors_turned(self.path, cause):
            cursor = self.connection.execute(sql, params)
            if cursor.description is None:
                return []
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def close(self) -> None:
        """Close the connection."""
        with database_errors_turned(self.path):
            self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Reader(_Door):
    """A read-only connection for one reading thread; it sees what was committed before each query."""

    def __init__(self, path: Path, connection: Any) -> None:
        super().__init__(path, connection)
        self._lock = threading.Lock()

    def execute(self, sql: str, params: Params = ()) -> list[Row]:
        """Run one reading statement and return its rows.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._lock:
            return self._run(sql, params)


class Database(_Door):
    """The clinic's encrypted file with its one writing connection.

    A unit of work (unit_of_work.py) holds the connection for its thread; other threads wait at
    ``execute``, and read through ``open_reader`` without waiting.

    Attributes:
        path: the file.
        tables: the same connection as a ``sqlite_utils.Database``, for migrations.
        clock: where the time comes from.
        entropy: where random bytes come from.
        capture: what the capture triggers are told.
        after_commit: called with the operations of every committed unit, in order.
    """

    def __init__(self, path: Path, connection: Any, key: bytes, *, clock: Clock, entropy: Entropy) -> None:
        super().__init__(path, connection)
        self.clock = clock
        self.entropy = entropy
        self.capture = CaptureState(clock)
        self.after_commit: list[Callable[[list[Row]], None]] = []
        self.lock = threading.RLock()
        self._key = key
        with database_errors_turned(path):
            # FULL: in WAL, NORMAL may lose the last commits to a power cut. Foreign keys off: rows
            # from the hub arrive in any order. Recursive triggers: REPLACE must meet the delete guard.
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "foreign_keys = OFF",
                "temp_store = MEMORY",
            ):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            self.tables = sqlite_utils.Database(
                connection,
                execute_plugins=False,
                recursive_triggers=True,  # type: ignore[arg-type]
            )
            self.capture.register(connection)

    @classmethod
    def create(
        cls, path: Path, key: bytes, *, org_id: str, org_name: str, clock: Clock, entropy: Entropy
    ) -> Self:
        """Make a new file for an institution and return it open.

        Raises:
            FileError: there is already a file of this name; it was not touched.
            StoreError: it cannot be written; nothing half-made is left behind.
        """
        if path.exists():
            raise FileError(say("{path} 已经存在，没有动它。请换一个位置，或直接打开它。", path=path))
        made = None
        try:
            with database_errors_turned(path):
                connection = _connect(path, key, "mode=rwc")
                made = cls(path, connection, key, clock=clock, entropy=entropy)
                migrations.apply(made.tables)
            made.execute(
                "INSERT INTO sync_state(id, org_id, org_name, catalogue_ver) VALUES (1, ?, ?, ?)",
                (org_id, org_name, CATALOGUE_VERSION),
            )
        except BaseException:
            if made is not None:
                made.connection.close()
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            raise
        return made

    @classmethod
    def open(
        cls, path: Path, key: bytes, *, clock: Clock, entropy: Entropy, copies: Path | None = None
    ) -> Self:
        """Open an existing file; bring an older one up to date after keeping a copy.

        Args:
            path: the file.
            key: 32 bytes.
            clock: where the time comes from.
            entropy: where random bytes come from.
            copies: folder for the copy made before an upgrade; ``backups`` beside the file if None.

        Raises:
            FileError: there is no such file; none is made.
            WrongKey, DatabaseDamaged, SchemaTooNew: the file was not touched.
            DatabaseBusy: another program holds it.
            DiskFull: no room for the copy before the upgrade; the file was not upgraded.
        """
        check_file(path, key)
        with database_errors_turned(path):
            opened = cls(path, _connect(path, key, "mode=rw"), key, clock=clock, entropy=entropy)
        try:
            with database_errors_turned(path):
                if migrations.pending(opened.tables):
                    folder = copies or path.parent / "backups"
                    migrations.keep_copy(opened, folder)
                    migrations.apply(opened.tables)
        except BaseException:
            opened.connection.close()
            raise
        return opened

    def execute(self, sql: str, params: Params = ()) -> list[Row]:
        """Run one statement and return its rows; waits while another thread's unit of work is open.

        Raises:
            StoreError: the machine is to blame.
            StoreBug: the program is to blame.
        """
        with self.lock:
            self.capture.failure = None
            return self._run(sql, params, lambda: self.capture.failure)

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None:
        """Run one writing statement for every row."""
        with self.lock, database_errors_turned(self.path, lambda: self.capture.failure):
            self.capture.failure = None
            self.connection.executemany(sql, rows)

    def applying(self) -> contextlib.AbstractContextManager[None]:
        """Let rows from the hub be written without capturing them as our own changes."""
        return self.capture.applying()

    def new_id(self) -> str:
        """Return a fresh record identity."""
        return new_id(self.capture.wall_ms(), self.entropy)

    def org_id(self) -> str:
        """Return the id of the institution this file belongs to."""
        return str(self.execute("SELECT org_id FROM sync_state")[0]["org_id"])

    def open_reader(self) -> Reader:
        """Return a read-only connection for another thread.

        Raises:
            StoreError: the file cannot be opened again.
        """
        with database_errors_turned(self.path):
            connection = _connect(self.path, self._key, "mode=ro")
            connection.execute("PRAGMA query_only = ON").fetchall()
            return Reader(self.path, connection)

    def derived_key(self, purpose: str) -> bytes:
        """Return a 32-byte key for a side file of this database, a different one for each purpose."""
        return hashlib.blake2b(purpose.encode(), key=self._key, digest_size=KEY_BYTES).digest()

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy, encrypted with the same key, to a file that does not exist yet.

        Raises:
            StoreError: it cannot be written; no half-made file is left.
        """
        if target.exists():
            raise FileError(say("{path} 已经存在，没有覆盖它。请换一个文件名。", path=target))
        try:
            with self.lock, database_errors_turned(target):
                out = _connect(target, self._key, "mode=rwc")
                try:
                    self.connection.backup(out)
                finally:
                    out.close()
        except BaseException:
            for suffix in ("", "-wal", "-shm", "-journal"):
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            raise

    def damage(self) -> list[str]:
        """Return what SQLite's quick check and the page signatures find wrong; empty when sound."""
        found = [str(row["quick_check"]) for row in self.execute("PRAGMA quick_check")]
        found = [line for line in found if line != "ok"]
        return found + [
            str(next(iter(row.values()))) for row in self.execute("PRAGMA cipher_integrity_check")
        ]
