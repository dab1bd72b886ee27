"""The database files of the PCs of a run: made from a template, copied, put back, opened by a new process.

Opening an encrypted file and compiling a program's statements for it costs more than all that a run does
with it. So the files of earlier runs stay open, and a state is put into one byte for byte: the log and
the log's index, over a main file that is never written. SQLite sees by the index that another process was
at work, and reads anew. These files are not encrypted, which costs a fifth of a run and moves no row. In
every so many runs each process really opens its encrypted file (``OpenedFile``).
"""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import struct
import tempfile
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path

from sqlalchemy import event

from clinic_app.domain.clock import FixedClock
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.tables import METADATA
from clinic_app.store import cipher_file
from clinic_app.store.database import Database
from tests.simulation.devices import KEY, ORGS, START
from tests.simulation.programs import current

FRAME_HEAD, LOG_HEAD = 24, 32
"""Bytes before every page in the log, and before the first of them (SQLite's file format, section 4)."""

PAGE_BYTES = 1024
"""Pages of files that stay open: small ones, since all that a run touches should fit a core's own memory."""

_memory = Path("/dev/shm")  # files in memory where the system has such a place
_templates = {}
_numbers = itertools.count()
_idle = {}
_idle_hubs = []


def new_folder(prefix):
    return Path(tempfile.mkdtemp(prefix=prefix, dir=_memory if _memory.is_dir() else None))


@lru_cache
def _lasting_folder():
    folder = new_folder("template-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def template(program, *, plain=False):
    """Return a database file to copy, made once per process: migrating one a run would cost most of it."""
    path = _templates.get((program, plain))
    if path is None:
        path = _lasting_folder() / f"{len(_templates)}{'p' if plain else 'c'}.db"
        _templates[(program, plain)] = path
        with program:
            Database.create(
                path, KEY, org_id=ORGS["town"], org_name="", clock=FixedClock(START), entropy=os.urandom
            ).close()
    return path


@contextmanager
def _without_cipher():
    """Let the store open files that are not encrypted."""
    keyed = cipher_file._keyed

    def plain(path, key, mode):
        uri = f"{path.absolute().as_uri()}?{mode}"
        connection = cipher_file.dbapi2.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        return connection

    cipher_file._keyed = plain
    try:
        yield
    finally:
        cipher_file._keyed = keyed


class OpenedFile:
    """A file that every process really opens and closes."""

    deleted = ()

    def __init__(self, program, path):
        self.path = path
        shutil.copyfile(template(program), path)
        self._copies = itertools.count()
        self.db = None

    def start(self, clock, entropy):
        """Let a process open the file."""
        self.db = Database.open(self.path, KEY, clock=clock, entropy=entropy)
        return self.db

    def end(self):
        """Let the process end, in order or not; what was committed is on the disk."""
        if self.db.capture.in_unit:
            self.db.capture.close_unit()
        self.db.connection.close()

    def copy(self):
        """Return the state of the file, for ``put`` of a file of the same program."""
        target = self.path.with_name(f"{self.path.name}.copy{next(self._copies)}")
        self.db.copy_to(target)
        return target

    def put(self, state):
        """Put a state in place of the file, which no process may have open."""
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(state, self.path)

    def leave(self):
        """End with the run."""
        self.end()


class _Bytes:
    """What a database that stays open has beyond its main file, which is never written to: log and index."""

    def __init__(self, path):
        self._log, self._index = (
            os.open(path.with_name(path.name + suffix), os.O_RDWR) for suffix in ("-wal", "-shm")
        )

    def read(self):
        index = os.pread(self._index, os.fstat(self._index).st_size, 0)
        page, frames = struct.unpack_from("=HI", index, 14)
        return os.pread(self._log, LOG_HEAD + frames * (FRAME_HEAD + page), 0), index

    def write(self, state):
        log, index = state
        os.pwrite(self._log, log, 0)
        os.pwrite(self._index, index.ljust(os.fstat(self._index).st_size, b"\0"), 0)


def _note_deleted(connection, tables, found):
    """Have every record that is ever deleted noted; triggers like these are not in the file."""
    connection.create_function("row_deleted", 2, lambda *row: found.append(row))
    for table in tables:
        connection.execute(
            f"CREATE TEMP TRIGGER {table}_deleted BEFORE DELETE ON main.{table}"
            f" BEGIN SELECT row_deleted('{table}', OLD.id); END"
        )


class KeptFile:
    """A file that stays open; a new process finds the bytes that the last one left."""

    def __init__(self, program):
        self.program = program
        self.path = _lasting_folder() / f"pc{next(_numbers)}.db"
        with _without_cipher():
            shutil.copyfile(template(program, plain=True), self.path)
            self.db = Database.open(self.path, KEY, clock=FixedClock(START), entropy=os.urandom)
        self.db.execute("PRAGMA wal_autocheckpoint = 0")
        # Nobody else opens it: the locks of every transaction would cost a fiftieth of a run.
        self.db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.deleted = []
        _note_deleted(self.db.connection, [*program.kinds, "extra_row"], self.deleted)
        self._bytes = _Bytes(self.path)
        self._birth = self.copy()
        self._most_pages = self.db.execute("PRAGMA max_page_count")[0]["max_page_count"]

    def start(self, clock, entropy):
        """Let a process begin: what it keeps in memory is new, what was committed is there."""
        assert current() is self.program, "a file that stays open cannot be upgraded"
        db = self.db
        db.clock, db.entropy, db.after_commit = clock, entropy, []
        db.foreign.__init__()
        db.capture.__init__(clock, db.foreign)
        db._note_opening()
        return db

    def end(self):
        """Let the process end in the middle of anything."""
        if self.db.connection.in_transaction:
            self.db.connection.execute("ROLLBACK")
        self.db.capture.close_unit()

    def copy(self):
        """Return the bytes that a copy of the file has beyond the template: its log and the index of it."""
        return self._bytes.read()

    def put(self, state):
        """Put a state of any file of the same program in place."""
        self._bytes.write(state)

    def leave(self):
        """Wait for the next run."""
        for name in ("_run", "execute_many"):  # a death that was to come does not come to the next
            self.db.__dict__.pop(name, None)
        self.end()
        self.deleted.clear()
        self.db.execute(f"PRAGMA max_page_count = {self._most_pages}")
        self.put(self._birth)
        _idle.setdefault(self.program, []).append(self)


def _prepare_hub(driver, _):
    driver.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    driver.execute("PRAGMA wal_autocheckpoint = 0")


class KeptHub:
    """A hub's database that stays open from run to run."""

    stays_open = True

    def __init__(self):
        path = _lasting_folder() / f"hub{next(_numbers)}.db"
        self.database = HubDatabase(f"sqlite:///{path}")
        event.listen(self.database.engine, "connect", _prepare_hub, insert=True)
        self.database.create_tables()
        self._bytes = _Bytes(path)
        self._birth = self.copy()

    def copy(self):
        """Return the state of the database, for ``put`` of any other."""
        return self._bytes.read()

    def put(self, state):
        """Put a state in place of what it holds."""
        self._bytes.write(state)

    def leave(self):
        """Wait for the next run."""
        self.put(self._birth)
        _idle_hubs.append(self)


class OpenedHub:
    """A hub's database that ends with its run."""

    stays_open = False

    def __init__(self, url):
        self.database = HubDatabase(url)
        self.database.create_tables()
        with self.database.transaction() as tx:  # a database that is given may serve several runs
            for table in METADATA.tables:
                tx.run(f"DELETE FROM {table}")

    def leave(self):
        self.database.close()


class Disks:
    """The files of one run.

    Attributes:
        reopened: every process really opens its file.
    """

    def __init__(self, *, reopened):
        self.reopened = reopened
        self._numbers = itertools.count()

    @cached_property
    def folder(self):
        """Where there is room for what ends with the run."""
        return new_folder("county-")

    def new_file(self, program):
        """Return the file of a new PC."""
        if self.reopened:
            return OpenedFile(program, self.folder / f"pc{next(self._numbers)}.db")
        idle = _idle.get(program)
        return idle.pop() if idle else KeptFile(program)

    def new_hub(self, url=""):
        """Return an empty hub's disk, in a database that is given or in a file."""
        if url or self.reopened:
            return OpenedHub(url or f"sqlite:///{self.folder / 'hub.db'}")
        return _idle_hubs.pop() if _idle_hubs else KeptHub()

    def close(self):
        if "folder" in self.__dict__:
            shutil.rmtree(self.folder, ignore_errors=True)
