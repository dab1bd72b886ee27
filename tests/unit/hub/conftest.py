from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.lifetime import open_database
from tests.helpers.hub_server import RunningHub
from tests.helpers.postgres import TemporaryPostgres, can_run_postgres, temporary_postgres

KINDS = ("sqlite", "postgres") if can_run_postgres() else ("sqlite",)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[TemporaryPostgres]:
    with temporary_postgres() as server:
        yield server


@pytest.fixture(params=KINDS)
def database_url(request, tmp_path) -> Iterator[str]:
    """An empty database, once on SQLite and once on PostgreSQL where it is installed."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server: TemporaryPostgres = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop_database(url)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def entropy():
    return random.Random(20261123).randbytes


@pytest.fixture
def database(database_url, clock, entropy) -> Iterator[HubDatabase]:
    """A hub's database as ``clinic-hub init`` leaves it."""
    made = open_database(database_url, clock.now(), entropy, create=True)
    yield made
    made.close()


@pytest.fixture
def hub(tmp_path, clock, entropy) -> Iterator[RunningHub]:
    """The real hub on a loopback port, plain HTTP, SQLite."""
    with RunningHub(tmp_path / "hub", clock=clock, entropy=entropy) as running:
        yield running
