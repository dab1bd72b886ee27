"""What every page is given: the services, the workers, the messages and the window's doors."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import attrs
from PySide6.QtCore import QByteArray, QSettings

from clinic_app.domain.clock import SHANGHAI, Clock, SystemClock
from ui.bridge import MessageBridge
from ui.tasks import Tasks


class Navigator(Protocol):
    """The window as a page sees it."""

    def open(self, key: str, **where: Any) -> None:
        """Show a page at a place of it; Esc comes back here."""
        ...

    def back(self) -> None:
        """Return to where the person was before."""
        ...


class UiState:
    """Small habits of the screen kept between runs: column widths, window place. Never clinical data.

    With no file it forgets everything at the end, as tests want it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat) if path is not None else None
        self._memory: dict[str, str] = {}

    def get(self, name: str, default: str = "") -> str:
        """Return a remembered text."""
        if self._settings is None:
            return self._memory.get(name, default)
        return str(self._settings.value(name, default))

    def put(self, name: str, value: str) -> None:
        """Remember a text."""
        if self._settings is None:
            self._memory[name] = value
        else:
            self._settings.setValue(name, value)

    def get_bytes(self, name: str) -> QByteArray:
        """Return remembered bytes (Qt's saved states), empty when there are none."""
        return QByteArray.fromBase64(self.get(name).encode())

    def put_bytes(self, name: str, value: QByteArray) -> None:
        """Remember bytes."""
        self.put(name, bytes(value.toBase64().data()).decode())


@attrs.define
class UiContext:
    """Handed to every page, form and dialog.

    Attributes:
        app: root of the services (clinic_app.services.app); call it only inside ``tasks.run``.
        tasks: work off the main thread.
        messages: quiet notices in the window's bar.
        navigator: the window; None until there is one.
        state: habits of the screen.
        clock: where the time comes from.
        role: ``clinic`` or ``county``, the kind of desk this program stands on.
    """

    app: Any
    tasks: Tasks
    messages: MessageBridge
    navigator: Navigator | None = None
    state: UiState = attrs.field(factory=UiState)
    clock: Clock = attrs.field(factory=SystemClock)
    role: str = "clinic"

    def now(self) -> datetime:
        """Return the present moment, aware, in China's zone."""
        return self.clock.now().astimezone(SHANGHAI)

    def today(self) -> date:
        """Return today in China."""
        return self.now().date()

    def open(self, key: str, **where: Any) -> None:
        """Show a page at a place of it; nothing happens before there is a window."""
        if self.navigator is not None:
            self.navigator.open(key, **where)
