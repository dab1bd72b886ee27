"""A temporary PostgreSQL on a loopback port, from the distribution's package, when it is installed."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_names = itertools.count(1)


def find_postgres() -> Path | None:
    """Return the folder of PostgreSQL's server programs, or None when there is no server."""
    for place in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def can_run_postgres() -> bool:
    """Tell whether a server can be started here: installed, and a user for it when we are root."""
    if find_postgres() is None:
        return False
    return os.geteuid() != 0 or _unprivileged() is not None


class TemporaryPostgres:
    """A server with an empty cluster; ``new_database`` gives each test one of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._empty = ""
        self._ready = ""
        self._tables: list[str] = []

    def new_database(self) -> str:
        """Make an empty database and return its address for SQLAlchemy."""
        name = f"hub_{next(_names)}"
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://clinic@127.0.0.1:{self.port}/{name}"

    def drop_database(self, url: str) -> None:
        """Drop a database, also when a connection was left open."""
        name = url.rsplit("/", 1)[1]
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def empty_database(self) -> str:
        """Return a database without tables, the same one every time: a new one costs a third of a second."""
        if not self._empty:
            self._empty = self.new_database()
        self.empty(self._empty)
        return self._empty

    def empty(self, url: str) -> None:
        """Take everything out of a database."""
        with self._alone_in(url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")

    def database_with(self, make_tables: Callable[[str], None]) -> str:
        """Return a database with these tables and nothing in them, the same one every time."""
        if not self._ready:
            self._ready = self.new_database()
        with self._alone_in(self._ready) as connection:
            found = _tables(connection)
            if found and found == self._tables:
                connection.execute(f"TRUNCATE {', '.join(found)} RESTART IDENTITY")
                return self._ready
        self.empty(self._ready)  # the test before took tables away
        make_tables(self._ready)
        with self._alone_in(self._ready) as connection:
            self._tables = _tables(connection)
        return self._ready

    @contextmanager
    def _alone_in(self, url: str) -> Iterator[psycopg.Connection]:
        """Connect to a database from which everybody else was put out: no forgotten lock stops a test."""
        with psycopg.connect(self._conninfo(url.rsplit("/", 1)[1]), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            yield connection

    def _conninfo(self, name: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=clinic dbname={name}"


def _tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT quote_ident(tablename) FROM pg_tables"
        " WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
    )
    return [name for (name,) in rows]


@contextmanager
def temporary_postgres() -> Iterator[TemporaryPostgres]:
    """Start a server, and stop and remove it at the end. Raises RuntimeError with its log when it fails."""
    programs = find_postgres()
    if programs is None:
        raise RuntimeError("no PostgreSQL server is installed")
    # PostgreSQL refuses to run as root; the distribution's package brings a user for it.
    owner = _unprivileged() if os.geteuid() == 0 else None
    as_user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        data, log = Path(folder) / "data", Path(folder) / "log"
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _run(
            [programs / "initdb", "-D", data, "-U", "clinic", "-A", "trust", "-E", "UTF8", "--no-sync"],
            folder,
            as_user,
        )
        port = _free_port()
        options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        # Nothing has to outlive the server: no waiting for disks.
        for setting in ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"):
            options += ["-c", setting]
        with log.open("wb") as said:
            server = subprocess.Popen(
                ["sh", "-c", _WATCHED, "sh", programs / "postgres", "-D", data, *options],
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                **as_user,
            )
        try:
            _wait_for(port, server, log)
            yield TemporaryPostgres(port)
        finally:
            server.communicate()  # closes its standard input, and it ends
            server.wait(60)


_WATCHED = '"$@" & read _; kill -QUIT $!; wait $!'
"""Runs the server until standard input closes: also when the tests were killed, no server stays behind."""


def _wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=clinic dbname=postgres").close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from error
            time.sleep(0.05)


def _run(command: list[str | Path], folder: str, as_user: dict) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # a pipe would stay open in the server and never end
        stderr=subprocess.DEVNULL,
        check=False,
        **as_user,
    )
    if done.returncode != 0:
        log = Path(folder) / "log"
        raise RuntimeError(f"{command[0]} failed: {log.read_text() if log.exists() else done.returncode}")


def _unprivileged() -> pwd.struct_passwd | None:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
