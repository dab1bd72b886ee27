"""The frame of a field that is made of several widgets, like the frame of a line edit."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui import theme


def paint_field_frame(widget: QWidget, *, focused: bool, invalid: bool = False) -> None:
    """Paint ground and frame of a field in the widget's paint event."""
    look = theme.current()
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = "urgent" if invalid else "accent" if focused else "field_line"
    width = 2.0 if invalid or focused else 1.0
    painter.setPen(QPen(look.color(token), width))
    painter.setBrush(look.color("surface"))
    edge = width / 2
    radius = look.px("radius")
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
    painter.end()
