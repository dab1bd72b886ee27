"""A transaction on the hub's database, SQLite or PostgreSQL; the same statements serve both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.schema import CreateIndex, CreateTable

from clinic_app.domain.errors import DatabaseBusy, DiskFull, StoreError
from clinic_app.domain.wording import say
from clinic_app.hub.tables import METADATA

_NAMED = re.compile(r"(?<![:\w]):(\w+)(?!:)")


@lru_cache(maxsize=512)
def _for_postgres(sql: str) -> str:
    """Return a statement with its values named as psycopg wants them; SQLite takes ``:name`` as it is."""
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%"))


class HubTransaction:
    """One open transaction; statements are plain SQL with ``:named`` values.

    They go straight to the database's driver: an exchange is some thirty small statements, and building
    each of them through SQLAlchemy costs ten times what the database takes to answer.

    Attributes:
        postgres: whether it is PostgreSQL.
    """

    def __init__(self, engine: Engine, pooled: PoolProxiedConnection) -> None:
        self.postgres = engine.dialect.name == "postgresql"
        self._engine = engine
        self._pooled = pooled
        self._driver: Any = pooled.dbapi_connection
        self._cursor = self._driver.cursor()
        self._failure: type[Exception] = engine.dialect.loaded_dbapi.Error

    @cached_property
    def connection(self) -> Connection:
        """The same transaction for statements made of ``METADATA`` and for migrations."""
        connection = Connection(self._engine, connection=self._pooled)
        connection.begin()
        return connection

    def end(self, *, commit: bool) -> None:
        """Commit or roll back, whichever way the statements came."""
        made = self.__dict__.get("connection")
        if made is not None and commit:
            made.commit()
        elif made is not None:
            made.rollback()
        elif commit:
            self._driver.commit()
        elif self._pooled.is_valid:
            self._driver.rollback()

    def _execute(self, sql: str, values: Mapping[str, Any]) -> Any:
        try:
            return self._cursor.execute(_for_postgres(sql) if self.postgres else sql, values)
        except self._failure as error:
            self._note_lost(error)
            raise

    def _note_lost(self, error: Exception) -> None:
        """Keep connections whose server went away from being used again."""
        if self._engine.dialect.is_disconnect(error, self._driver, self._cursor):  # type: ignore[arg-type]
            self._pooled.invalidate(error)
            self._engine.dispose()

    def run(self, sql: str, **values: Any) -> int:
        """Execute a statement and return the number of rows it touched."""
        return int(self._execute(sql, values).rowcount)

    def run_many(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute a statement once per row of values."""
        if rows:
            try:
                self._cursor.executemany(_for_postgres(sql) if self.postgres else sql, rows)
            except self._failure as error:
                self._note_lost(error)
                raise

    def all(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """Return all rows as dictionaries."""
        cursor = self._execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, sql: str, **values: Any) -> dict[str, Any] | None:
        """Return the first row, or None."""
        cursor = self._execute(sql, values)
        rows = cursor.fetchall()  # a statement that is not read to its end would hold up the commit
        if not rows:
            return None
        return {column[0]: value for column, value in zip(cursor.description, rows[0], strict=True)}

    def mark(self) -> None:
        """Begin a part that can be undone by itself; parts do not nest."""
        self._execute("SAVEPOINT part", {})

    def keep(self) -> None:
        """End the part begun last; what it did stays in the transaction."""
        self._execute("RELEASE SAVEPOINT part", {})

    def undo(self) -> None:
        """Undo the part begun last and end it."""
        self._execute("ROLLBACK TO SAVEPOINT part", {})
        self.keep()

    def lock_head(self) -> dict[str, Any]:
        """Return the hub's head, locked until the transaction ends.

        Every exchange takes this lock first, so numbers are given and become visible in one order: a
        reader who has seen number n has seen all before it, which a PostgreSQL sequence would not
        promise. It also makes a retry wait for its own still running original.
        """
        lock = " FOR UPDATE" if self.postgres else ""
        head = self.one(f"SELECT * FROM hub_head WHERE one = 1{lock}")
        if head is None:
            raise StoreError(say("县平台数据库尚未初始化，请先运行 clinic-hub init。"))
        return head


class HubDatabase:
    """The hub's database, SQLite or PostgreSQL by its URL."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = self._engine()
        self._failures: tuple[type[Exception], ...] = (
            SQLAlchemyError,
            self.engine.dialect.loaded_dbapi.Error,
        )

    def _engine(self) -> Engine:
        if not self.sqlite:
            return sa.create_engine(self.url, pool_size=8, max_overflow=8, isolation_level="READ COMMITTED")
        engine = sa.create_engine(self.url, connect_args=_SQLITE)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(
            engine, "begin", lambda connection: _begin_immediate(connection.connection.dbapi_connection)
        )
        return engine

    @contextmanager
    def transaction(self) -> Iterator[HubTransaction]:
        """Open a transaction that commits at the end of the block and rolls back on any error."""
        try:
            pooled = self.engine.raw_connection()
            try:
                if self.sqlite:
                    _begin_immediate(pooled.dbapi_connection)
                tx = HubTransaction(self.engine, pooled)
                try:
                    yield tx
                except BaseException:
                    tx.end(commit=False)
                    raise
                tx.end(commit=True)
            finally:
                pooled.close()
        except self._failures as error:
            raise self._turned(error) from error

    @contextmanager
    def snapshot(self) -> Iterator[HubTransaction]:
        """Open a transaction that sees one moment and keeps nobody from writing, for reading alone."""
        try:
            with closing(self.engine.raw_connection()) as pooled:
                tx = HubTransaction(self.engine, pooled)
                tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ" if tx.postgres else "BEGIN")
                try:
                    yield tx
                finally:
                    tx.end(commit=False)
        except self._failures as error:
            raise self._turned(error) from error

    def _turned(self, error: Exception) -> StoreError:
        """Turn an error of the database library or the driver into ours, at this one door."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        driver = self.engine.dialect.loaded_dbapi
        return _turned(str(cause), operational=isinstance(cause, driver.OperationalError))

    def create_tables(self) -> None:
        """Make all tables at once, for scratch databases; a real hub is made by its migrations."""
        with self.transaction() as tx:
            for statement in _definitions(self.url.get_backend_name()):
                tx.run(statement)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


@lru_cache
def _definitions(backend: str) -> tuple[str, ...]:
    """Return what makes all tables and indexes; putting it together takes longer than executing it."""
    dialect = sa.make_url(f"{backend}://").get_dialect()()
    made: list[str] = []
    for table in METADATA.sorted_tables:
        made.append(str(CreateTable(table, if_not_exists=True).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda one: str(one.name))
        ]
    return tuple(made)


_SQLITE = {"timeout": 30, "check_same_thread": False, "cached_statements": 256}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself: they would begin as readers and fail when they
    # turn into writers ("database is locked" without waiting).
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_immediate(driver: Any) -> None:
    if not driver.in_transaction:
        driver.execute("BEGIN IMMEDIATE")


def _turned(reason: str, *, operational: bool) -> StoreError:
    words = reason.lower() if operational else ""
    if "full" in words or "no space left" in words:  # SQLite's words, and PostgreSQL's
        return DiskFull(say("县平台磁盘已满，这次没有存下；各机构的数据仍在各自本机，腾出空间后会自动补上。"))
    if "locked" in words or "busy" in words:
        return DatabaseBusy(say("县平台数据库正忙，请稍后再试；没有丢失数据。"))
    return StoreError(say("县平台数据库出错：{reason}", reason=reason))
