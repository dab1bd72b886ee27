"""The encrypted file itself: keyed connections, whether a key opens it, and the one door for its errors."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as _dbapi2

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
from clinic_app.domain.wording import say

dbapi2: Any = _dbapi2
"""The library comes without types."""

Row = dict[str, Any]
"""One row as column name to value."""

Params = Sequence[Any] | Mapping[str, Any]

KEY_BYTES = 32
PAGE_BYTES = 4096
SCHEMA_MAJOR = 1
"""Raised when a program of the present major could harm the file; it then refuses to open it."""

MAJOR_STEP = 1000
"""``user_version`` is major times this, plus the number of migrations taken."""
BUSY_MS = 5000
CACHE_KILOBYTES = 32_000
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


def connect(path: Path, key: bytes, mode: str) -> Any:
    """Return a keyed connection; it need not have read anything yet, so a wrong key may not show here."""
    connection = _keyed(path, key, mode)
    try:
        # Every page read again is decrypted again; and what sorts aside must not lie in a plain file.
        connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}").fetchall()
        connection.execute("PRAGMA temp_store = MEMORY").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _keyed(path: Path, key: bytes, mode: str) -> Any:
    """Return a connection; nothing is read yet, so a wrong key does not show here."""
    if len(key) != KEY_BYTES:
        raise ValueError("the key must have 32 bytes")
    uri = f"{path.absolute().as_uri()}?{mode}"
    connection = dbapi2.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
    )
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
    """Return the file's ``user_version``, read with the key from its first page.

    The page is signed, so another key does not read it; the list of tables, which takes longer to read
    than all the rest, is met when the file is opened.
    """
    connection = _keyed(path, key, mode)
    try:
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
    if path.stat().st_size < PAGE_BYTES or version < MAJOR_STEP:
        raise _damaged(path)
    if version // MAJOR_STEP > SCHEMA_MAJOR:
        raise SchemaTooNew(
            say("数据库 {path} 是更新版本的程序写的，本程序没有改动它。请安装新版程序后再打开。", path=path)
        )


def copy_connection(source: Any, target: Path, key: bytes) -> None:
    """Copy what a connection sees into a new encrypted file; a failure leaves no half-made file.

    Raises:
        FileError: there is already a file of this name; it was not touched.
        StoreError: it cannot be written.
    """
    if target.exists():
        raise FileError(say("{path} 已经存在，没有覆盖它。请换一个文件名。", path=target))
    try:
        with database_errors_turned(target), contextlib.closing(connect(target, key, "mode=rwc")) as out:
            source.backup(out)
    except DiskFull as error:
        remove(target)
        raise DiskFull(
            say(
                "磁盘放不下数据库的副本 {path}，副本没有写成，正在用的数据没有影响。请清理磁盘或换一个位置。",
                path=target,
            )
        ) from error
    except BaseException:
        remove(target)
        raise


def remove(path: Path) -> None:
    """Delete a half-made database file with what belongs to it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def copy_file(source: Path, target: Path, key: bytes) -> None:
    """Copy a database file that nobody has open into a new file, touching nothing of the first.

    Raises:
        FileError: there is already a file of the new name.
        StoreError: as for ``check_file``, or the copy cannot be written.
    """
    check_file(source, key)
    with (
        database_errors_turned(source),
        contextlib.closing(connect(source, key, "mode=ro&immutable=1")) as connection,
    ):
        copy_connection(connection, target, key)


def check_whole_file(path: Path, key: bytes) -> list[str]:
    """Read a whole file that nobody has open and return what is wrong with it; empty when sound.

    Raises:
        StoreError: as for ``check_file``.
    """
    check_file(path, key)
    with (
        database_errors_turned(path),
        contextlib.closing(connect(path, key, "mode=ro&immutable=1")) as connection,
    ):
        return faults(connection)


def faults(connection: Any) -> list[str]:
    """Return what the page signatures and SQLite's quick check find wrong."""
    forged = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if forged:
        # The quick check would meet the same page and fail instead of telling.
        return forged
    return [str(row[0]) for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
