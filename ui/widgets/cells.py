"""How a cell of the program's tables is painted: chip, words in ink, grey words after them, a button."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ui import theme
from ui.models.paged import CELL_ROLE, Cell
from ui.widgets.chip import chip_size, paint_chip


class CellDelegate(QStyledItemDelegate):
    """Paints a Cell: chip, bold or plain text, grey words after it; a soft teal ground when selected."""

    hovered = -1

    def sizeHint(self, option, index) -> QSize:  # noqa: ANN001 - Qt's name
        cell: Cell = index.data(CELL_ROLE)
        look = theme.current()
        width = QFontMetrics(look.font("table", bold=cell.bold)).horizontalAdvance(cell.text)
        if cell.secondary:
            width += look.px(16) + QFontMetrics(look.font("table")).horizontalAdvance(cell.secondary)
        if cell.chip:
            width += chip_size(cell.chip).width() + look.px(16)
        if cell.button:
            width += chip_size(cell.button).width() + look.px(28)
        return QSize(width + look.px(28), look.px("row"))

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
        x, right = box.x() + look.px(14), box.right() - look.px(8)
        middle = box.center().y()
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if cell.chip:
            x += paint_chip(painter, x, middle, cell.chip, cell.meaning) + look.px(14)
        secondary = look.color("key_ink" if selected else "secondary")
        ink = secondary if cell.dim else look.color("ink")
        font = look.font("table", bold=cell.bold)
        painter.setFont(font)
        painter.setPen(ink)
        room = max(0.0, right - x)
        shown = QFontMetrics(font).elidedText(cell.text, Qt.TextElideMode.ElideRight, int(room))
        width = QFontMetrics(font).horizontalAdvance(shown)
        if align is not None:
            x = max(x, right - look.px(6) - width)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(x, box.y(), width + 2, box.height()), flags, shown)
        if cell.secondary:
            x += width + (look.px(16) if cell.text else 0)
            painter.setFont(look.font("table"))
            painter.setPen(secondary)
            metrics = QFontMetrics(look.font("table"))
            shown = metrics.elidedText(cell.secondary, Qt.TextElideMode.ElideRight, int(max(0, right - x)))
            painter.drawText(QRectF(x, box.y(), max(0.0, right - x) + 2, box.height()), flags, shown)
        painter.restore()


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
