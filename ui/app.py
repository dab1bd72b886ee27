"""Starts the screen: Qt, look, language, workers, window, and then the services behind it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from clinic_app.domain.errors import ClinicError
from clinic_app.system.crash import CrashRecorder
from clinic_app.system.paths import Paths
from ui import i18n, icons, theme
from ui.bridge import MessageBridge
from ui.context import UiContext, UiState
from ui.main_window import MainWindow
from ui.pages import pages_for
from ui.tasks import Tasks
from ui.widgets.trouble import TroubleGate, WaitGate


def open_services(paths: Paths) -> Any:
    """Open the services root. Runs on the database worker, which owns the connection from then on.

    Raises what clinic_app.services.app raises: StoreError and its kin.
    """
    from clinic_app.services.app import open_app

    return open_app(paths)


def make_application(argv: Sequence[str], language: str) -> QApplication:
    """Return the Qt application with fonts, look and language, before any window exists."""
    app = QApplication(list(argv))
    app.setApplicationName("zhuanzhen-clinic")
    app.setDesktopFileName("zhuanzhen-clinic")
    app.setQuitOnLastWindowClosed(True)
    i18n.install(app, language)
    theme.apply(app)
    app.setWindowIcon(icons.icon("arrow-left-right", "accent"))
    return app


class Program:
    """Everything that lives as long as the window.

    Attributes:
        context: what pages are given.
        window: the window.
    """

    def __init__(self, app: QApplication, paths: Paths, *, version: str, crash: CrashRecorder | None) -> None:
        self._app = app
        self._paths = paths
        self._version = version
        messages = MessageBridge()
        if crash is not None:
            messages.report = lambda error: _record(crash, error)
        tasks = Tasks(messages)
        look = UiState(paths.config / "screen.json")
        self.context = UiContext(app=None, tasks=tasks, messages=messages, state=look)
        theme.apply(app, _known(look.get("theme"), theme.THEMES), _known(look.get("size"), theme.SIZES))
        self.window = MainWindow(self.context, version)
        self.window.closing.connect(self._close)

    def start(self) -> None:
        """Show the window at once and open the services behind it."""
        self.window.show()
        QTimer.singleShot(0, theme.load_rare_font)
        self._open()

    def _open(self) -> None:
        self.window.show_gate(WaitGate(QCoreApplication.translate("app", "正在打开……")))
        self.context.tasks.run(
            lambda: open_services(self._paths), self._opened, self._failed, owner=self.window
        )

    def _opened(self, services: Any) -> None:
        self.context.app = services
        entries = pages_for(self.context.role)
        for entry in entries:
            self.window.add_page(entry.key, entry.text(), entry.icon, entry.factory(), parent=entry.parent)
        self.window.hide_gate()
        self.window.open(entries[0].key)

    def _failed(self, error: ClinicError) -> None:
        gate = TroubleGate(error)
        gate.retry.connect(self._open)
        gate.leave.connect(self.window.close)
        self.window.show_gate(gate)

    def _close(self) -> None:
        services = self.context.app
        if services is not None:
            # On its own thread, because the connection belongs to it; then the thread itself ends.
            self.context.tasks.run(services.close)
            self.context.tasks.drain()
        self.context.tasks.shutdown()


def run(argv: Sequence[str], paths: Paths, *, language: str, version: str, crash: CrashRecorder) -> int:
    """Run the program until its window is closed and return the exit status."""
    app = make_application(argv, language)
    program = Program(app, paths, version=version, crash=crash)
    program.start()
    return app.exec()


def _record(crash: CrashRecorder, error: BaseException) -> None:
    crash.record(error, where="task")


def _known(value: str, allowed: Sequence[str]) -> str:
    return value if value in allowed else allowed[0]


def self_test(argv: Sequence[str], paths: Paths, *, language: str, version: str) -> int:
    """Build the window and every page of every desk off the services' first start, and say what failed.

    Returns 0 only when everything was there; used after an installation and by the packaging tests.
    """
    app = make_application(argv, language)
    failures: list[str] = []
    for name in theme.THEMES:
        for size in theme.SIZES:
            theme.apply(app, name, size)
    theme.load_rare_font()
    program = Program(app, paths, version=version, crash=None)
    program.context.messages.report = lambda error: failures.append(f"{type(error).__name__}: {error}")
    program.context.messages.posted.connect(lambda notice: failures.append(f"{notice.title} {notice.text}"))
    program.start()
    program.context.tasks.drain()
    if program.context.app is None:
        failures.append("services did not open")
    else:
        _open_every_page(program, failures)
    program.window.close()
    for failure in failures:
        sys.stderr.write(f"self-test: {failure}\n")
    return 1 if failures else 0


def _open_every_page(program: Program, failures: list[str]) -> None:
    for entry in pages_for(program.context.role):
        try:
            program.window.open(entry.key)
        except Exception as error:
            failures.append(f"{entry.key}: {type(error).__name__}: {error}")
        program.context.tasks.drain()
