"""How a cell of the program's tables is painted: chip, words in ink, grey words after them, a button."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ui import theme
from ui.models.paged import CELL_ROLE, Cell
from ui.widgets.chip import chip_size, paint_chip

_LEFT, _RIGHT, _GAP = 14, 8, 16
"""Room before the words, after them, and between ink and grey words."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class CellDelegate(QStyledItemDelegate):
    """Paints a Cell: chip, bold or plain text, grey words after it; a soft teal ground when selected.

    Words that are too long end in dots; a delegate that wraps puts them on as many lines as they take,
    the grey ones below, and its table makes the row as high as ``height_in`` says.
    """

    hovered = -1

    def __init__(self, parent: QObject | None = None, *, wrap: bool = False) -> None:
        super().__init__(parent)
        self._wrap = wrap

    def sizeHint(self, option, index) -> QSize:  # noqa: ANN001 - Qt's name
        cell: Cell = index.data(CELL_ROLE)
        look = theme.current()
        return QSize(_width_of(cell) + look.px(28), look.px("row"))

    def height_in(self, cell: Cell, width: int) -> int:
        """Return how high a cell must be in a column of a width; 0 where one line is enough."""
        look = theme.current()
        room = width - look.px(_LEFT) - look.px(_RIGHT)
        if cell.button or _width_of(cell) <= room:
            return 0
        ink, grey = _heights(cell, room - _chip_room(cell))
        return ink + grey + look.px(16)

    def paint(self, painter: QPainter, option, index) -> None:  # noqa: ANN001
        cell: Cell = index.data(CELL_ROLE)
        if cell is None:
            return
        look = theme.current()
        painter.save()
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, look.color("accent_soft"))
        elif index.row() == self.hovered:
            painter.fillRect(box, look.color("hover"))
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), look.color("line_soft"))
        painter.setClipRect(box)
        if cell.button:
            _paint_button(painter, box, cell.button)
        words = box.adjusted(look.px(_LEFT), 0, -look.px(_RIGHT), 0)
        fits = _width_of(cell) <= words.width()
        if cell.chip:
            chip = paint_chip(painter, words.x(), box.center().y(), cell.chip, cell.meaning)
            words.setLeft(words.x() + chip + look.px(_LEFT))
        grey = look.color("key_ink" if selected else "secondary")
        if self._wrap and not fits:
            _paint_wrapped(painter, words, cell, grey)
        else:
            right = index.data(Qt.ItemDataRole.TextAlignmentRole) is not None
            _paint_line(painter, words, cell, grey, right=right)
        painter.restore()


def _width_of(cell: Cell) -> int:
    """Return how wide a cell's words, chip and button are on one line."""
    look = theme.current()
    width = QFontMetrics(look.font("table", bold=cell.bold)).horizontalAdvance(cell.text) + _chip_room(cell)
    if cell.secondary:
        width += look.px(_GAP) + QFontMetrics(look.font("table")).horizontalAdvance(cell.secondary)
    if cell.button:
        width += chip_size(cell.button).width() + look.px(28)
    return width


def _chip_room(cell: Cell) -> int:
    return chip_size(cell.chip).width() + theme.current().px(_LEFT) if cell.chip else 0


def _heights(cell: Cell, room: float) -> tuple[int, int]:
    """Return the heights of the ink and of the grey words, each on lines of its own."""
    look = theme.current()
    found = []
    for words, bold in ((cell.text, cell.bold), (cell.secondary, False)):
        metrics = QFontMetrics(look.font("table", bold=bold))
        box = metrics.boundingRect(QRect(0, 0, max(1, int(room)), 10_000), int(_WRAP), words)
        found.append(box.height() if words else 0)
    return found[0], found[1]


def _paint_wrapped(painter: QPainter, box: QRectF, cell: Cell, grey: QColor) -> None:
    """Paint the words on as many lines as they take, the grey ones below."""
    look = theme.current()
    ink, below = _heights(cell, box.width())
    top = box.center().y() - (ink + below) / 2
    painter.setFont(look.font("table", bold=cell.bold))
    painter.setPen(grey if cell.dim else look.color("ink"))
    painter.drawText(QRectF(box.x(), top, box.width(), ink), int(_WRAP), cell.text)
    painter.setFont(look.font("table"))
    painter.setPen(grey)
    painter.drawText(QRectF(box.x(), top + ink, box.width(), below), int(_WRAP), cell.secondary)


def _paint_line(painter: QPainter, box: QRectF, cell: Cell, grey: QColor, *, right: bool) -> None:
    """Paint the words on one line; what does not fit ends in dots."""
    look = theme.current()
    font = look.font("table", bold=cell.bold)
    painter.setFont(font)
    painter.setPen(grey if cell.dim else look.color("ink"))
    metrics, x = QFontMetrics(font), box.x()
    shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, int(max(0.0, box.width())))
    width = metrics.horizontalAdvance(shown)
    if right:
        x = max(x, box.right() - look.px(6) - width)
    painter.drawText(QRectF(x, box.y(), width + 2, box.height()), int(_MIDDLE), shown)
    if not cell.secondary:
        return
    x += width + (look.px(_GAP) if cell.text else 0)
    left = max(0.0, box.right() - x)
    painter.setFont(look.font("table"))
    painter.setPen(grey)
    metrics = QFontMetrics(look.font("table"))
    shown = metrics.elidedText(cell.secondary, Qt.TextElideMode.ElideRight, int(left))
    painter.drawText(QRectF(x, box.y(), left + 2, box.height()), int(_MIDDLE), shown)


def _paint_button(painter: QPainter, box: QRectF, words: str) -> None:
    """Paint a button into a cell; the row as a whole has the focus, so it shows none of its own."""
    look = theme.current()
    font = look.font("small")
    width = QFontMetrics(font).horizontalAdvance(words) + look.px(22)
    height = min(box.height() - look.px(8), look.px(26))
    frame = QRectF(box.x() + look.px(10), box.center().y() - height / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("field_line"), 1))
    painter.setBrush(look.color("surface"))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), look.px(5), look.px(5))
    painter.setFont(font)
    painter.setPen(look.color("ink"))
    painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), words)


def has_button(index: QModelIndex) -> bool:
    """Tell whether a cell shows a button."""
    cell = index.data(CELL_ROLE)
    return isinstance(cell, Cell) and bool(cell.button)
