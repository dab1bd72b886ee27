"""Carries notices from any thread to the window, and keeps them until there is a window."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.wording import Message
from ui import i18n
from ui.messages import Level, Notice, notice_of, notice_of_unexpected


class MessageBridge(QObject):
    """The one way to tell the person something in passing; every method may be called on any thread.

    Attributes:
        report: called with an unexpected exception so that it reaches the log; the program sets the
            crash log's hook here.

    Signals:
        posted: a Notice, on the main thread, once a window listens.
    """

    posted = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.report: Callable[[BaseException], None] = _print_to_hook
        self._waiting: list[Notice] = []
        self._open = False
        # Automatic: at once on the main thread, queued from any other.
        self._arrived.connect(self._receive, Qt.ConnectionType.AutoConnection)

    def info(self, text: str | Message) -> None:
        """Tell that something went well; it goes by itself after some seconds."""
        self._arrived.emit(Notice(Level.INFO, i18n.text(text)))

    def warning(self, text: str | Message, title: str = "") -> None:
        """Tell something to look at; it stays longer and can be closed."""
        self._arrived.emit(Notice(Level.WARNING, i18n.text(text), title))

    def error(self, error: ClinicError | str, title: str = "") -> None:
        """Tell that something failed; it stays until it is closed."""
        notice = Notice(Level.ERROR, error, title) if isinstance(error, str) else notice_of(error)
        self._arrived.emit(notice)

    def unexpected(self, error: BaseException) -> None:
        """Write an error nobody foresaw to the log and tell the person in a plain sentence."""
        self.report(error)
        self._arrived.emit(notice_of_unexpected(error))

    def post(self, notice: Notice) -> None:
        """Show a notice that is made already."""
        self._arrived.emit(notice)

    def open(self) -> None:
        """Start delivering: what waited comes first, in order."""
        self._open = True
        waiting, self._waiting = self._waiting, []
        for notice in waiting:
            self.posted.emit(notice)

    @Slot(object)
    def _receive(self, notice: Notice) -> None:
        if self._open:
            self.posted.emit(notice)
        else:
            self._waiting.append(notice)


def _print_to_hook(error: BaseException) -> None:
    """Hand an exception to Python's hook, which the crash log replaces."""
    sys.excepthook(type(error), error, error.__traceback__)
