from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.store import rows
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork

KEY = bytes(range(32))
ORG = "AAAAAAAAAAAAAAAAAAAAAA"
COUNTY = "BBBBBBBBBBBBBBBBBBBBBB"

Save = Callable[..., str]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 22, 1, 30, tzinfo=UTC))


@pytest.fixture
def entropy() -> Callable[[int], bytes]:
    return random.Random(7).randbytes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "clinic.db"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database file, made once and copied for every test."""
    path = tmp_path_factory.mktemp("empty") / "clinic.db"
    clock = FixedClock(datetime(2026, 11, 22, 1, 30, tzinfo=UTC))
    entropy = random.Random(1).randbytes
    Database.create(path, KEY, org_id=ORG, org_name="北山镇卫生院", clock=clock, entropy=entropy).close()
    return path


@pytest.fixture
def db(empty: Path, path: Path, clock: FixedClock, entropy: Callable[[int], bytes]) -> Iterator[Database]:
    path.parent.mkdir()
    shutil.copyfile(empty, path)
    opened = Database.open(path, KEY, clock=clock, entropy=entropy)
    yield opened
    opened.close()


@pytest.fixture
def save(db: Database) -> Save:
    """Insert one record in a unit of work of its own."""

    def one(kind: str, **values: str | int | None) -> str:
        with UnitOfWork(db, user_name="王秀兰") as work:
            made = rows.insert(db, kind, values)
            work.commit()
        return made

    return one
