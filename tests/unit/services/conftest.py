from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_app.services.app import App
from tests.helpers.clinic import township
from tests.helpers.services import Desk


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    opened = township(tmp_path / "clinic")
    yield opened
    opened.close()


@pytest.fixture
def desk(app: App) -> Desk:
    return Desk(app)
