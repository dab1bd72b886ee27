"""A fact in a card: its name at the left in grey, what is known of it at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui import theme
from ui.widgets.blocks import label


def add_fact(body: QVBoxLayout, name: str, value: Any, *, width: int = 92) -> None:
    """Add a line to a card, unless there is nothing to tell.

    Args:
        body: the card's.
        name: what it is.
        value: as a text.
        width: room of the names, the same for all lines of a card.
    """
    text = "" if value is None else str(value).strip()
    if not text:
        return
    look = theme.current()
    row = QHBoxLayout()
    row.setSpacing(look.px(12))
    head = label(name, "small", wrap=True)
    head.setFixedWidth(look.px(width))
    head.setContentsMargins(0, 1, 0, 0)  # its smaller type stands on the line of the first words
    row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    body.addLayout(row)
