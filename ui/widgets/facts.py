"""A fact in a card: its name at the left in grey, what is known of it at the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui import theme
from ui.widgets.blocks import label


def room_for(names: Iterable[str], least: int = 66) -> int:
    """Return how wide the names of a card must stand so that no word of them is cut."""
    look = theme.current()
    metrics = QFontMetrics(look.font("small"))
    longest = max((metrics.horizontalAdvance(word) for name in names for word in name.split()), default=0)
    return max(look.px(least), longest + look.px(4))


def add_fact(body: QVBoxLayout, name: str, value: Any, *, room: int = 0) -> None:
    """Add a line to a card, unless there is nothing to tell.

    Args:
        body: the card's.
        name: what it is.
        value: as a text.
        room: of the names, the same for all lines of a card, see ``room_for``; 0 for the usual one.
    """
    text = "" if value is None else str(value).strip()
    if not text:
        return
    look = theme.current()
    row = QHBoxLayout()
    row.setSpacing(look.px(12))
    head = label(name, "small", wrap=True)
    head.setFixedWidth(room or look.px(92))
    head.setContentsMargins(0, 1, 0, 0)  # its smaller type stands on the line of the first words
    row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    body.addLayout(row)
