"""The list of matches under a type-ahead field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QWidget

from ui import theme

MOST_ROWS = 9

AnyIndex = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """The matches: (code, name, note) to show, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str, str]] = []

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in self.rows[index.row()] if part)
        return None

    def replace(self, rows: list[tuple[str, str, str]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    """Paints code in grey, name in ink, note in grey at the right."""

    code_width = 0

    def sizeHint(self, option, index) -> QSize:  # noqa: ANN001 - Qt's name
        return QSize(100, theme.current().px(34))

    def paint(self, painter: QPainter, option, index) -> None:  # noqa: ANN001
        look = theme.current()
        code, name, note = index.model().rows[index.row()]
        painter.save()
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent_soft"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(box.adjusted(3, 1, -3, -1), 4, 4)
        x = box.x() + look.px(11)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("key_ink"))
        if self.code_width:
            painter.drawText(QRectF(x, box.y(), self.code_width, box.height()), middle, code)
            x += self.code_width + look.px(12)
        right = box.right() - look.px(10)
        if note:
            width = painter.fontMetrics().horizontalAdvance(note)
            if right - width > x + look.px(120):
                painter.drawText(QRectF(right - width, box.y(), width + 1, box.height()), middle, note)
                right -= width + look.px(12)
        painter.setFont(look.font())
        painter.setPen(look.color("ink"))
        room = max(0.0, right - x)
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(x, box.y(), room, box.height()), middle, shown)
        painter.restore()


class Suggestions(QListView):
    """A list laid over the window below (or above) a field. The field keeps the focus and the keys.

    It is a child of the window, not a window of its own: input methods and Wayland both make trouble
    with pop-up windows that must not take the focus.

    Signals:
        chosen: row that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._rows = _Rows()
        self._delegate = _Delegate(self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.setAccessibleName(self.tr("匹配的条目"))
        self.hide()

    def offer(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show these rows (code, name, note) with the first preselected; hide when there are none."""
        self._rows.replace(list(rows))
        if not rows:
            self.hide()
            return
        metrics = self.fontMetrics()
        self._delegate.code_width = max(metrics.horizontalAdvance(code) for code, _name, _note in rows)
        self.setCurrentIndex(self._rows.index(0))
        self._place()
        self.show()
        self.raise_()

    def row(self) -> int:
        """Return the selected row, -1 when there is none."""
        return self.currentIndex().row() if self._rows.rows else -1

    def move_by(self, step: int) -> None:
        """Move the selection, stopping at the ends."""
        count = len(self._rows.rows)
        if count:
            row = max(0, min(count - 1, self.currentIndex().row() + step))
            self.setCurrentIndex(self._rows.index(row))

    def _place(self) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        look = theme.current()
        at = self._field.mapTo(window, QPoint(0, 0))
        row = look.px(34)
        below = window.height() - (at.y() + self._field.height()) - look.px(8)
        above = at.y() - look.px(8)
        wanted = min(len(self._rows.rows), MOST_ROWS) * row + look.px(8)
        width = min(max(self._field.width(), look.px(380)), window.width() - look.px(16))
        x = max(0, min(at.x(), window.width() - width - look.px(8)))
        if wanted <= below or below >= above:
            height = min(wanted, below)
            y = at.y() + self._field.height() + 2
        else:
            height = min(wanted, above)
            y = at.y() - height - 2
        self.setGeometry(QRect(x, y, width, max(height, row)))
        # A frame by the style sheet alone would be lost on the viewport of a child of the window.
        self.setStyleSheet(
            f"Suggestions, QListView {{ background: {look.colors['surface']};"
            f" border: 1px solid {look.colors['field_line']}; border-radius: {look.px('radius')}px;"
            f" padding: {look.px(3)}px; }}"
        )
