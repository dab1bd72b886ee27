"""Doing something once the person has paused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def pause(owner: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    """Return a timer that acts once, so many milliseconds after its last ``start()``."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
