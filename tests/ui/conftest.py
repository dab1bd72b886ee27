"""What screen tests share: the look, a context with real workers, and no modal box that would hang."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.clock import FixedClock
from clinic_app.services.app import App
from tests.helpers.clinic import township
from tests.helpers.window import window_of
from ui import theme
from ui.bridge import MessageBridge
from ui.context import UiContext, UiState
from ui.main_window import MainWindow
from ui.messages import Notice
from ui.tasks import Tasks

NOW = datetime(2026, 11, 22, 1, 41, tzinfo=UTC)
"""Sunday, 2026-11-22 09:41 in China."""


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    """Give every screen test the usual look, whatever the test before did to it."""
    now = theme.current()
    if not qapp.styleSheet() or (now.name, now.size) != ("light", "standard"):
        theme.apply(qapp)


@pytest.fixture(autouse=True)
def _no_modal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A modal loop in a test would wait for ever: it fails instead. Tests that need one patch it."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a modal box was opened")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    for kind, names in (
        (QMessageBox, ("question", "information", "warning", "critical")),
        (QFileDialog, ("getOpenFileName", "getSaveFileName", "getExistingDirectory", "getOpenFileNames")),
        (QInputDialog, ("getText", "getItem", "getInt", "getMultiLineText")),
    ):
        for name in names:
            monkeypatch.setattr(kind, name, refuse)


@pytest.fixture
def messages(qapp: QApplication) -> MessageBridge:
    """A bridge whose unexpected errors fail the test."""
    bridge = MessageBridge()

    def report(error: BaseException) -> None:
        raise error

    bridge.report = report
    return bridge


@pytest.fixture
def messages_seen(messages: MessageBridge) -> list[Notice]:
    """The notices posted so far."""
    seen: list[Notice] = []
    messages.posted.connect(seen.append)
    messages.open()
    return seen


@pytest.fixture
def tasks(messages: MessageBridge) -> Iterator[Tasks]:
    """Real workers, ended with the test."""
    made = Tasks(messages)
    yield made
    made.shutdown()


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[App]:
    """A new township clinic; many files of tests have one of their own, with people in it."""
    app = township(tmp_path)
    yield app
    app.close()


@pytest.fixture
def window(
    clinic: App, tasks: Tasks, messages: MessageBridge, shown: Callable[[QWidget], QWidget]
) -> MainWindow:
    """The clinic's window with all its pages, shown."""
    made = window_of(clinic, tasks, messages)
    shown(made)
    return made


@pytest.fixture
def context(tasks: Tasks, messages: MessageBridge) -> UiContext:
    """A context without services, on Sunday 2026-11-22 09:41; tests set ``context.app``."""
    return UiContext(app=None, tasks=tasks, messages=messages, state=UiState(), clock=FixedClock(NOW))


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget as the active window, so that it takes focus and keys."""

    kept: list[QWidget] = []

    def show(widget: QWidget) -> QWidget:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show
