"""Starts the screen: Qt, look, language, workers, window, and then the services behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from clinic_app.domain.errors import ClinicError
from clinic_app.reports.page import practise_everywhere
from clinic_app.services.app import App
from clinic_app.services.setup import StartStage, StartState, start_state
from clinic_app.system.crash import CrashRecorder
from clinic_app.system.paths import Paths
from ui import i18n, icons, messages, theme
from ui.bridge import MessageBridge
from ui.context import UiContext, UiState
from ui.crash_teller import CrashTeller
from ui.desk import Desk
from ui.garbage import MainThreadGarbage
from ui.main_window import MainWindow
from ui.messages import Level, Notice
from ui.pages import make_gate
from ui.tasks import Tasks
from ui.widgets.trouble import TroubleGate, WaitGate


def open_services(basedir: Path | None) -> App:
    """Open an existing installation. Raises what App.open raises: StoreError and its kin."""
    return App.open(basedir)


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
        desk: what keeps the window in line with the services.
    """

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        *,
        version: str,
        basedir: Path | None = None,
        crash: CrashRecorder | None = None,
    ) -> None:
        bridge = MessageBridge()
        if crash is not None:
            bridge.report = lambda error: _record(crash, error)
        state = UiState(paths.config / "screen.json")
        self.context = UiContext(app=None, tasks=Tasks(bridge), messages=bridge, state=state, basedir=basedir)
        theme.apply(app, _known(state.get("theme"), theme.THEMES), _known(state.get("size"), theme.SIZES))
        self.window = MainWindow(self.context, version)
        self.window.closing.connect(self._close)
        self.desk = Desk(app, self.window, self.context)
        self.desk.ready.connect(self._tell_of_numbers)

    def start(self) -> None:
        """Show the window at once and look behind it what there is to open."""
        self.window.show()
        QTimer.singleShot(0, self.window, theme.load_rare_font)
        self._look()

    def _look(self) -> None:
        self.window.show_gate(WaitGate(QCoreApplication.translate("app", "正在打开……")))
        basedir = self.context.basedir
        self.context.tasks.run(lambda: start_state(basedir), self._found, self._failed, owner=self.window)

    def _found(self, state: StartState) -> None:
        gates = {
            StartStage.NEEDS_SETUP: "setup",
            StartStage.WANTS_PASSPHRASE: "passphrase",
            StartStage.KEY_MISSING: "recovery",
            StartStage.GONE: "gone",
        }
        if state.stage in gates:
            self._show_start(gates[state.stage])
        elif state.stage == StartStage.READY:
            basedir = self.context.basedir
            self.context.tasks.run(
                lambda: open_services(basedir), self.opened, self._failed, owner=self.window
            )
        elif state.error is not None:
            self._failed(state.error)

    def _show_start(self, key: str) -> Any:
        """Show a gate that stands before the services, and lead on from it."""
        gate: Any = make_gate(key, self.context)
        gate.opened.connect(self.opened)
        gate.retry.connect(self._look)
        gate.restore.connect(self._from_backup)
        gate.anew.connect(lambda: self._show_start("setup"))
        self.window.show_gate(gate)
        return gate

    def _from_backup(self, backup: Path) -> None:
        self._show_start("from_backup").bring(backup)

    def opened(self, services: App) -> None:
        """Go on with open services; a gate that opened them itself hands them here."""
        self.context.app = services
        self.context.clock = services.place.clock
        # A copied or restored folder says so when somebody comes to work, not when the first slip is saved.
        self.context.tasks.run(services.place.numbers.claim, owner=self.window)
        self.context.tasks.run(lambda: services.place.practising, self._practise, owner=self.window)
        self.desk.begin()

    def _practise(self, on: bool) -> None:
        """Mark window and papers of an installation that is there to practise in."""
        practise_everywhere(on)
        if on:
            self.window.mark_practice()

    def _tell_of_numbers(self) -> None:
        services = self.context.app
        notice = services.place.numbers.take_notice() if services is not None else None
        if notice is not None:
            title = QCoreApplication.translate("app", "单号换段")
            self.context.messages.post(Notice(Level.WARNING, i18n.text(notice), title))

    def crashed(self, report: Path | None) -> None:
        """Tell the person of an error nobody caught; it is in the crash folder already. Any thread."""
        sentence = i18n.text(messages.UNEXPECTED)
        name = report.name if report is not None else ""
        self.context.messages.post(Notice(Level.ERROR, sentence, i18n.text(messages.UNEXPECTED_TITLE), name))

    def _failed(self, error: ClinicError) -> None:
        gate = TroubleGate(error)
        gate.retry.connect(self._look)
        gate.leave.connect(self.window.close)
        self.window.show_gate(gate)

    def _close(self) -> None:
        services = self.context.app
        if services is not None:
            self.context.tasks.run(services.close)
            self.context.tasks.drain()
        self.context.tasks.shutdown()


def run(
    argv: Sequence[str],
    paths: Paths,
    *,
    language: str,
    version: str,
    basedir: Path | None,
    crash: CrashRecorder,
    teller: CrashTeller,
) -> int:
    """Run the program until its window is closed and return the exit status."""
    app = make_application(argv, language or read_language(paths))
    garbage = MainThreadGarbage(app)
    program = Program(app, paths, version=version, basedir=basedir, crash=crash)
    teller.tell = program.crashed
    program.start()
    status = app.exec()
    teller.tell = None
    garbage.stop()
    return status


def read_language(paths: Paths) -> str:
    """Return the language chosen in the settings, Chinese when none was."""
    return _known(UiState(paths.config / "screen.json").get("language"), i18n.LANGUAGES)


def _record(crash: CrashRecorder, error: BaseException) -> None:
    crash.record(error, where="task")


def _known(value: str, allowed: Sequence[str]) -> str:
    return value if value in allowed else allowed[0]
