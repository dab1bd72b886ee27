"""The whole window over a real installation, for tests that walk through pages with the keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.services.app import App
from ui.bridge import MessageBridge
from ui.context import UiContext, UiState
from ui.main_window import MainWindow
from ui.pages import pages_for
from ui.tasks import Tasks


def window_of(app: App, tasks: Tasks, messages: MessageBridge) -> MainWindow:
    """Return a window with every page of the installation's desk, at 1366 x 768, not yet shown."""
    context = UiContext(app=app, tasks=tasks, messages=messages, state=UiState(), clock=app.place.clock)
    context.role = app.role
    made = MainWindow(context)
    for page in pages_for(app.role):
        made.add_page(page.key, page.text(), page.icon, page.factory(), parent=page.parent)
    made.resize(1366, 768)
    return made


def settle(window: MainWindow) -> None:
    """Let the workers finish, their results arrive, and what these start finish too."""
    for _ in range(3):
        window.context.tasks.drain()
        QApplication.processEvents()


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget(), key)


def put(field: Any, text: str) -> None:
    """Type into a field; Chinese goes in at once, as from an input method."""
    field.setFocus()
    if text.isascii():
        QTest.keyClicks(field, text)
    elif hasattr(field, "insertPlainText"):
        field.insertPlainText(text)
    else:
        field.insert(text)
        field.textEdited.emit(field.text())


def to_front(window: QWidget) -> None:
    """Make a window the active one, as after a box was closed."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
