"""Passes the news of an error nobody caught to the window; free of Qt, because it exists before Qt does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class CrashTeller:
    """What the crash recorder calls.

    Attributes:
        tell: what tells the person, on any thread; None before the window and after it.
    """

    def __init__(self) -> None:
        self.tell: Callable[[Path | None], None] | None = None

    def __call__(self, report: Path | None) -> None:
        """Pass the place of a report on (None when even that could not be written)."""
        if self.tell is not None:
            self.tell(report)
