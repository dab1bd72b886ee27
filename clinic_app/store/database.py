"""The clinic's database: its one writing connection, its readers, creating and opening."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import sqlite_utils

from clinic_app.domain.catalogue import CATALOGUE_VERSION
from clinic_app.domain.clock import Clock
from clinic_app.domain.errors import FileError, StoreError
from clinic_app.domain.ids import Entropy, new_id
from clinic_app.domain.wording import say
from clinic_app.store import lost_triggers, migrations
from clinic_app.store.capture import CaptureState
from clinic_app.store.cipher_file import (
    KEY_BYTES,
    Params,
    Readable,
    Row,
    StoreBug,
    check_file,
    check_whole_file,
    connect,
    copy_connection,
    database_errors_turned,
    faults,
    remove,
)
from clinic_app.store.foreign_writes import ForeignWrites

__all__ = [
    "Database",
    "Params",
    "Readable",
    "Reader",
    "Row",
    "StoreBug",
    "check_file",
    "database_errors_turned",
]


class _Door:
    """A connection behind the door: statements in, rows as dicts out, errors turned."""

    def __init__(self, path: Path, connection: Any) -> None:
        self.path = path
        self.connection = connection

    def _run(self, sql: str, params: Params) -> list[Row]:
        try:
            cursor = self.connection.execute(sql, params)
            rows = cursor.fetchall()
        except Exception:
            with database_errors_turned(self.path, self._cause):
                raise
        if not rows:
            return []
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _cause(self) -> Exception | None:
        """Return what a function of ours raised inside the statement that failed."""
        return None

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
        foreign: what is known of others' writing into the file.
        after_commit: called with the operations of every committed unit, in order.
        ended_cleanly: the program that had the file open before closed it; if not, look for damage.
    """

    def __init__(self, path: Path, connection: Any, key: bytes, *, clock: Clock, entropy: Entropy) -> None:
        super().__init__(path, connection)
        self.clock = clock
        self.entropy = entropy
        self.foreign = ForeignWrites()
        self.capture = CaptureState(clock, self.foreign)
        self.after_commit: list[Callable[[list[Row]], None]] = []
        self.ended_cleanly = True
        self._open = True
        self._schema_seen: int | None = None
        self.lock = threading.RLock()
        self._key = key
        with database_errors_turned(path):
            # FULL: in WAL, NORMAL may lose the last commits to a power cut. Foreign keys off: rows
            # from the hub arrive in any order. Recursive triggers: REPLACE must meet the delete guard.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF"):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            self.tables = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=True)
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
        # Made under another name: a power cut half-way must not leave a file that looks like a database.
        partial = path.with_name(path.name + ".new")
        remove(partial)
        try:
            with (
                database_errors_turned(path),
                contextlib.closing(connect(partial, key, "mode=rwc")) as connection,
            ):
                made = cls(partial, connection, key, clock=clock, entropy=entropy)
                migrations.apply(made.tables)
                made.execute(
                    "INSERT INTO sync_state(id, org_id, org_name, catalogue_ver) VALUES (1, ?, ?, ?)",
                    (org_id, org_name, CATALOGUE_VERSION),
                )
            partial.replace(path)
        except BaseException:
            remove(partial)
            raise
        return cls.open(path, key, clock=clock, entropy=entropy)

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
            opened = cls(path, connect(path, key, "mode=rw"), key, clock=clock, entropy=entropy)
        try:
            with database_errors_turned(path):
                if migrations.pending(opened.tables):
                    folder = copies or path.parent / "backups"
                    migrations.keep_copy(opened, folder)
                    migrations.apply(opened.tables)
            opened.keep_triggers()
            opened._note_opening()
            opened.foreign.note()  # nobody saw what was done to the file while it was closed
        except BaseException:
            opened.connection.close()
            raise
        return opened

    def keep_triggers(self) -> None:
        """Put back what triggers another program took out, if the tables were changed since the last look."""
        version = int(self.execute("PRAGMA schema_version")[0]["schema_version"])
        if version == self._schema_seen:
            return
        with database_errors_turned(self.path):
            lost = lost_triggers.put_back(self.tables)
        # A unit of work that puts back may be rolled back: the next one looks again.
        self._schema_seen = None if lost else version
        self.foreign.note(len(lost))  # so that the contents are compared with the hub's

    def _note_opening(self) -> None:
        self.ended_cleanly = bool(self.execute("SELECT clean_shutdown FROM sync_state")[0]["clean_shutdown"])
        self._note_shutdown(clean=False)

    def _note_shutdown(self, *, clean: bool) -> None:
        # A full disk must neither keep the doctor from reading nor the program from ending.
        with contextlib.suppress(StoreError):
            self.execute("UPDATE sync_state SET clean_shutdown = ?", (int(clean),))

    def close(self) -> None:
        """Close the connection, noting that this was done in order; a second time does nothing."""
        with self.lock:
            if self._open:
                self._open = False
                if not self.connection.in_transaction:
                    self._note_shutdown(clean=True)
                super().close()

    def execute(self, sql: str, params: Params = ()) -> list[Row]:
        """Run one statement and return its rows; waits while another thread's unit of work is open.

        Raises:
            StoreError: the machine is to blame.
            StoreBug: the program is to blame.
        """
        with self.lock:
            self.capture.failure = None
            return self._run(sql, params)

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None:
        """Run one writing statement for every row."""
        with self.lock, database_errors_turned(self.path, self._cause):
            self.capture.failure = None
            self.connection.executemany(sql, rows)

    def _cause(self) -> Exception | None:
        return self.capture.failure

    def applying(self, *, by_exchange: bool = False) -> contextlib.AbstractContextManager[None]:
        """Let rows be written without capturing them as our own changes (CaptureState.applying)."""
        return self.capture.applying(by_exchange=by_exchange)

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
            connection = connect(self.path, self._key, "mode=ro")
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
        with self.lock:
            copy_connection(self.connection, target, self._key)

    def damage(self) -> list[str]:
        """Return what the page signatures and SQLite's quick check find wrong; empty when sound."""
        with self.lock, database_errors_turned(self.path):
            return faults(self.connection)

    def damage_of_copy(self, path: Path) -> list[str]:
        """Return what is wrong with a copy of this database; empty when sound.

        Raises:
            StoreError: it cannot even be opened.
        """
        return check_whole_file(path, self._key)
