"""What every page of the window is: a widget that can be shown at a place and asked where it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import UiContext
from ui.tasks import Changes


class PageWidget(QWidget):
    """Base of all pages. The window makes a page once, when it is first opened, and keeps it.

    Attributes:
        context: what the page was given.
        shown: kinds of record whose change makes it read again.
    """

    shown: frozenset[str] = frozenset()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def show_at(self, **where: Any) -> None:
        """Show a place of the page, such as ``patient_id=...``; called on every opening and on return."""

    def place(self) -> dict[str, Any]:
        """Return the place that show_at() needs to bring the person back to the same row."""
        return {}

    def leaving(self) -> None:
        """Called before another page is shown, and before the window locks or closes: keep the draft."""

    def records_changed(self, changes: Changes) -> None:
        """Called when records changed anywhere; reads again when a kind that is shown is among them."""
        if changes.any_of(*self.shown):
            self.refresh()

    def refresh(self) -> None:
        """Read again (F5)."""

    def take_key(self, action: str) -> bool:
        """Do what a key of ui/shortcuts.py means here when no button of the page carries it."""
        if action == "refresh":
            self.refresh()
            return True
        return False
