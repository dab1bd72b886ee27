"""Transactions on SQLite and PostgreSQL: named values, parts that are undone, connections that die."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from clinic_app.domain.errors import StoreError
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.tables import HUB_EVENT
from tests.helpers.postgres import can_run_postgres, temporary_postgres


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[str, ...]]:
    if not can_run_postgres():
        yield ("sqlite://",)
        return
    with temporary_postgres() as server:
        yield "sqlite://", server.new_database()


@pytest.fixture
def databases(addresses: tuple[str, ...]) -> Iterator[list[HubDatabase]]:
    opened = [HubDatabase(address) for address in addresses]
    for database in opened:
        database.create_tables()
        with database.transaction() as tx:
            tx.run("DELETE FROM hub_event")
    yield opened
    for database in opened:
        database.close()


def note(tx, at: str, what: str = "made", details: str = "") -> int:
    return tx.run(
        "INSERT INTO hub_event(at, what, details) VALUES(:at, :what, :details)",
        at=at,
        what=what,
        details=details,
    )


def attempt(database: HubDatabase, *steps) -> None:
    with database.transaction() as tx:
        for step in steps:
            step(tx)


def moments(database: HubDatabase) -> list[str]:
    with database.transaction() as tx:
        return [row["at"] for row in tx.all("SELECT at FROM hub_event ORDER BY at")]


def test_values_are_named_the_same_way_everywhere(databases):
    for database in databases:
        with database.transaction() as tx:
            assert note(tx, "1", "50% of :all", "a::b") == 1
            tx.run_many(
                "INSERT INTO hub_event(at, what) VALUES(:at, :what)",
                [{"at": "2", "what": "x"}, {"at": "3", "what": "x"}],
            )
            tx.run_many("INSERT INTO hub_event(at, what) VALUES(:at, :what)", [])
            found = tx.one("SELECT what, details FROM hub_event WHERE what LIKE '50%' AND at = :at", at="1")
            assert found == {"what": "50% of :all", "details": "a::b"}
            assert tx.one("SELECT at FROM hub_event WHERE at = :at", at="9") is None
            assert tx.run("UPDATE hub_event SET details = :at WHERE what = 'x'", at="y") == 2


def test_a_part_is_undone_by_itself(databases):
    for database in databases:
        with database.transaction() as tx:
            note(tx, "before")
            tx.mark()
            note(tx, "undone")
            tx.undo()
            tx.mark()
            note(tx, "kept")
            tx.keep()
        assert moments(database) == ["before", "kept"]


def test_an_error_undoes_everything(databases):
    for database in databases:
        with pytest.raises(StoreError):
            attempt(database, lambda tx: note(tx, "1"), lambda tx: tx.all("SELECT nothing FROM nowhere"))
        with pytest.raises(ZeroDivisionError):
            attempt(database, lambda tx: note(tx, "2"), lambda _: 1 / 0)
        assert moments(database) == []


def test_both_kinds_of_statement_share_one_transaction(databases):
    for database in databases:
        with database.transaction() as tx:
            note(tx, "1")
            tx.connection.execute(HUB_EVENT.insert(), [{"at": "2", "what": "made"}])
            assert len(tx.all("SELECT * FROM hub_event")) == 2
            assert len(tx.connection.execute(sa.select(HUB_EVENT)).all()) == 2
        with pytest.raises(ZeroDivisionError):
            attempt(database, lambda tx: tx.connection.execute(HUB_EVENT.delete()), lambda _: 1 / 0)
        assert moments(database) == ["1", "2"]


def test_a_connection_whose_server_went_away_is_not_used_again(databases, addresses):
    if len(addresses) == 1:
        return  # SQLite is in this process
    database, other = databases[1], HubDatabase(addresses[1])
    with database.transaction() as tx:
        found = tx.one("SELECT pg_backend_pid() AS pid")
        assert found is not None
    with other.transaction() as tx:
        tx.all("SELECT pg_terminate_backend(:pid, 5000)", pid=found["pid"])
    other.close()
    with pytest.raises(StoreError), database.transaction() as tx:
        note(tx, "1")
    with database.transaction() as tx:
        note(tx, "2")
    assert moments(database) == ["2"]
