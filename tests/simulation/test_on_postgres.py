"""The same runs against a hub on PostgreSQL, where it is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.postgres import TemporaryPostgres, can_run_postgres, temporary_postgres
from tests.simulation.__main__ import attempt
from tests.simulation.script import make_script


@pytest.fixture(scope="module")
def postgres() -> Iterator[TemporaryPostgres | None]:
    if not can_run_postgres():
        yield None  # the same seeds on SQLite then: nothing is left out in silence
        return
    with temporary_postgres() as server:
        yield server


@pytest.mark.parametrize("seed", [*range(2, 23), 40, 60])  # every twentieth is rich in losses
def test_a_run_breaks_no_property(postgres, seed):
    url = postgres.new_database() if postgres else "sqlite://"
    try:
        assert attempt(seed, *make_script(seed, 60), hub_url=url) is None
    finally:
        if postgres:
            postgres.drop_database(url)
