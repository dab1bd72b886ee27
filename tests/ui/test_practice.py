"""Practising: another window that says above everything that nothing in it is real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.reports.page import practise_everywhere, practising
from clinic_app.services import practice
from clinic_app.services.app import App
from clinic_app.system.paths import paths_under
from tests.helpers.clinic import township
from tests.helpers.window import settle, window_of
from ui.app import Program
from ui.bridge import MessageBridge
from ui.messages import Notice
from ui.settings import practice as practice_section
from ui.tasks import Tasks


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five invented people are enough to see that they are there."""
    monkeypatch.setattr(practice, "PEOPLE", 5)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[App]:
    app = township(tmp_path / "clinic")
    yield app
    app.close()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was started instead of another program."""
    calls: list[list[str]] = []

    def start(_program: str, arguments: list[str]) -> bool:
        calls.append(arguments)
        return True

    monkeypatch.setattr(practice_section.QProcess, "startDetached", start)
    return calls


def test_the_settings_open_it_in_a_window_of_its_own(
    clinic: App,
    tasks: Tasks,
    messages: MessageBridge,
    shown: Callable[[QWidget], QWidget],
    started: list[list[str]],
) -> None:
    window = window_of(clinic, tasks, messages)
    shown(window)
    window.open("settings", subject="practice")
    settle(window)
    section = window.current_page().section("practice")
    assert section.begin.isVisible()
    assert not section.here.isVisible()
    section.begin.click()
    settle(window)
    folder = practice.practice_folder(clinic.paths)
    assert started == [["-m", "ui", "--basedir", str(folder)]]
    assert practice.PASSWORD in section.told.text()
    assert section.begin.isEnabled()
    with App.open(folder, machine=clinic.place.machine) as there:
        assert there.place.practising
    assert not practising()


def test_a_window_that_does_not_open_is_said(
    clinic: App,
    tasks: Tasks,
    messages: MessageBridge,
    messages_seen: list[Notice],
    shown: Callable[[QWidget], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(practice_section.QProcess, "startDetached", lambda *_: (False, 0))
    window = window_of(clinic, tasks, messages)
    shown(window)
    window.open("settings", subject="practice")
    settle(window)
    window.current_page().section("practice").begin.click()
    settle(window)
    assert any("没有打开" in notice.text for notice in messages_seen)


def test_its_window_is_marked_and_so_is_all_it_prints(
    qapp: QApplication, clinic: App, tmp_path: Path
) -> None:
    found = practice.prepare(clinic.place)
    program = Program(qapp, paths_under(tmp_path / "state").ensure(), version="1.0", basedir=found.folder)
    program.window.show()
    try:
        program.opened(App.open(found.folder, machine=clinic.place.machine))
        program.context.tasks.drain()
        qapp.processEvents()
        assert program.window.gated()  # the log-in covers the pages, not the mark
        assert program.window.practice.isVisible()
        assert "练习" in program.window.windowTitle()
        assert practising()
    finally:
        practise_everywhere(False)
        program.window.close()
        program.window.deleteLater()
