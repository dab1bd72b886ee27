"""What every page is given: the services, the workers, the messages and the window's doors."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import attrs
from PySide6.QtCore import QByteArray

from clinic_app.domain.clock import SHANGHAI, Clock, SystemClock
from clinic_app.domain.errors import MachineError
from clinic_app.system.files import write_atomically
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

    def sync(self) -> None:
        """Exchange with the hub now, as F7 does."""
        ...


class UiState:
    """Small habits of the screen kept between runs: column widths, window place. Never clinical data.

    With no file it forgets everything at the end, as tests want it. A file that cannot be read or
    written is no reason to trouble anybody: the habits are then the usual ones.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, str] = _read(path) if path is not None else {}

    def get(self, name: str, default: str = "") -> str:
        """Return a remembered text."""
        return self._values.get(name, default)

    def put(self, name: str, value: str) -> None:
        """Remember a text."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self._path is not None:
            with suppress(MachineError):
                write_atomically(self._path, json.dumps(self._values, ensure_ascii=False).encode())

    def get_bytes(self, name: str) -> QByteArray:
        """Return remembered bytes (Qt's saved states), empty when there are none."""
        return QByteArray.fromBase64(self.get(name).encode())

    def put_bytes(self, name: str, value: QByteArray) -> None:
        """Remember bytes."""
        self.put(name, bytes(value.toBase64().data()).decode())


def _read(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in kept.items()} if isinstance(kept, dict) else {}


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
        basedir: folder of the installation; None for the user's own.
    """

    app: Any
    tasks: Tasks
    messages: MessageBridge
    navigator: Navigator | None = None
    state: UiState = attrs.field(factory=UiState)
    clock: Clock = attrs.field(factory=SystemClock)
    role: str = "clinic"
    basedir: Path | None = None

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
