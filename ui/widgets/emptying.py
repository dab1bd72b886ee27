"""Taking everything out of a layout, so that it can be filled anew."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Remove and delete all widgets of a layout, also those of layouts inside it.

    A widget is hidden at once: deleteLater() alone would leave it visible beside its successor until the
    next turn of the event loop. It keeps its parent till then: a visible widget without one becomes a
    window of its own for a moment, and the main window loses the focus.
    """
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
            inner.deleteLater()
