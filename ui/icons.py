"""Outline icons (Lucide) from resources/icons, tinted with the theme and sharp at any scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clinic_app.system.resources import resource_text
from ui import theme


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource_text("icons", f"{name}.svg")


def paint(painter: QPainter, rect: QRectF, name: str, color: QColor | str) -> None:
    """Paint an icon into a rectangle. Raises FileError for a name that is not shipped."""
    svg = _source(name).replace("currentColor", QColor(color).name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, rect)


def pixmap(name: str, tint: str = "ink", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap: colour token, device-independent size, device pixel ratio."""
    image = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, size, size), name, theme.current().color(tint))
    painter.end()
    return image


class _Engine(QIconEngine):
    """Draws the icon anew for every size, so that no scaled bitmap is ever seen."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ANN001
        token = "unknown_line" if mode == QIcon.Mode.Disabled else self._token
        paint(painter, QRectF(rect), self._name, theme.current().color(token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, image.rect(), mode, state)
        painter.end()
        return image

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)


def icon(name: str, tint: str = "ink") -> QIcon:
    """Return an icon that follows the theme; ``tint`` is its colour token."""
    _source(name)
    return QIcon(_Engine(name, tint))
