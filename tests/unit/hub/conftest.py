from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.lifetime import open_database
from clinic_app.hub.migrations import upgrade
from tests.helpers.hub_server import RunningHub
from tests.helpers.postgres import TemporaryPostgres, can_run_postgres, temporary_postgres

KINDS = ("sqlite", "postgres") if can_run_postgres() else ("sqlite",)
"""Every test that touches a hub's database runs on each of these; the report's head says which they are."""

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[TemporaryPostgres]:
    with temporary_postgres() as server:
        yield server


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    """The kind of database."""
    return request.param


@pytest.fixture
def database_url(kind, request, tmp_path) -> str:
    """An empty database."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return request.getfixturevalue("postgres").empty_database()


@pytest.fixture(scope="session")
def sqlite_schema(tmp_path_factory) -> Path:
    """A file with the tables and nothing in them: migrating takes longer than copying."""
    file = tmp_path_factory.mktemp("schema") / "schema.db"
    _make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture
def hub_database(kind, request, tmp_path, sqlite_schema) -> str:
    """A database with its tables and nothing in them, as a hub finds it at its first start."""
    if kind == "sqlite":
        return f"sqlite:///{shutil.copyfile(sqlite_schema, tmp_path / 'hub.db')}"
    return request.getfixturevalue("postgres").database_with(_make_tables)


def _make_tables(url: str) -> None:
    made = HubDatabase(url)
    upgrade(made)
    made.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def entropy():
    return random.Random(20261123).randbytes


@pytest.fixture
def database(hub_database, clock, entropy) -> Iterator[HubDatabase]:
    """A hub's database as ``clinic-hub init`` leaves it."""
    made = open_database(hub_database, clock.now(), entropy, create=True)
    yield made
    made.close()


@pytest.fixture
def hub(tmp_path, hub_database, clock, entropy) -> Iterator[RunningHub]:
    """The real hub on a loopback port, plain HTTP."""
    with RunningHub(tmp_path / "hub", database_url=hub_database, clock=clock, entropy=entropy) as running:
        yield running
