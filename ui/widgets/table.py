"""The table of the program: painted rows, keys, copying, remembered widths, an empty state."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Self

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.context import UiContext, UiState
from ui.models.paged import CELL_ROLE, Column, PagedTableModel, Source
from ui.tasks import Tasks
from ui.widgets.blocks import EmptyState, Panel
from ui.widgets.cells import CellDelegate, has_button
from ui.widgets.pause import pause


class _View(QTableView):
    """The view itself; Enter opens, the space bar presses a line's button, Tab leaves the table."""

    opened = Signal(int)
    pressed_button = Signal(int)
    hovered = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(theme.current().px(48))
        self.entered.connect(lambda index: self.hovered.emit(index.row()))
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not has_button(index):
            self.opened.emit(index.row())

    def _has_button_in_line(self) -> bool:
        line = self.currentIndex()
        return line.isValid() and any(
            has_button(line.siblingAtColumn(column)) for column in range(self.model().columnCount())
        )

    def _clicked(self, index: QModelIndex) -> None:
        if has_button(index):
            self.pressed_button.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Space and self._has_button_in_line():
            self.pressed_button.emit(self.currentIndex().row())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model() is not None:
            row = 0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1
            self.selectRow(max(0, row))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def leaveEvent(self, event) -> None:  # noqa: ANN001 - Qt's name
        self.hovered.emit(-1)
        super().leaveEvent(event)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, tab-separated, as a spreadsheet takes them."""
        model = self.model()
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        columns = [c for c in range(model.columnCount()) if not self.isColumnHidden(c)]
        lines = ["\t".join(str(model.index(row, c).data()) for c in columns) for row in rows]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))


def _squeezed(widths: list[int], room: int, least: int) -> list[int]:
    """Return widths that fit the room, each giving in proportion but none below the least."""
    spare = sum(max(0, width - least) for width in widths)
    excess = sum(widths) - room
    if excess <= 0 or spare <= 0:
        return widths
    part = min(1.0, excess / spare)
    # Rounded up: one pixel too wide would bring a scroll bar.
    return [width - math.ceil(max(0, width - least) * part) for width in widths]


class PagedTable(Panel):
    """A list of records.

    A click selects, double click or Enter opens. The selection is kept over a reload when the record
    is still there. ``name`` and ``state`` make it remember its column widths. A table that wraps
    makes a row as high as its words need; any other cuts them with dots.

    Signals:
        opened: the row object.
        pressed: the row object whose button was clicked.
        selected: the row object under the cursor, or None.
    """

    opened = Signal(object)
    pressed = Signal(object)
    selected = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source | None = None,
        *,
        tasks: Tasks | None = None,
        name: str = "",
        state: UiState | None = None,
        empty: EmptyState | None = None,
        compact: bool = False,
        wrap: bool = False,
        row_id: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, line="line_soft", radius=6)
        extra = {"row_id": row_id} if row_id is not None else {}
        self.model = PagedTableModel(columns, source, tasks=tasks, parent=self, **extra)
        self.view = _View()
        self.empty = empty
        self._name, self._state, self._compact = name, state, compact
        self._wishes = self._kept_widths()
        self._wanted_id: Any = None
        self._wrap = wrap
        self._most = 0
        self._delegate = CellDelegate(self, wrap=wrap)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedLayout()
        # First into the panel: a stack without a parent shows its page as a window of its own.
        outer.addLayout(self._stack)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(self.view)
        if empty is not None:
            self._stack.addWidget(empty)
        self.setFocusProxy(self.view)
        self._wire()
        self._restyle()

    @classmethod
    def of(
        cls,
        context: UiContext,
        name: str,
        columns: Sequence[Column],
        source: Source | None = None,
        *,
        empty: EmptyState | None = None,
        compact: bool = False,
        wrap: bool = False,
        row_id: Any = None,
    ) -> Self:
        """Return one that reads with the context's workers and remembers its widths there by its name."""
        return cls(
            columns,
            source,
            tasks=context.tasks,
            name=name,
            state=context.state,
            empty=empty,
            compact=compact,
            wrap=wrap,
            row_id=row_id,
        )

    def _wire(self) -> None:
        self.view.opened.connect(lambda row: self.opened.emit(self.model.row(row)))
        self.view.pressed_button.connect(lambda row: self.pressed.emit(self.model.row(row)))
        self.view.hovered.connect(self._hover)
        self.view.resized.connect(self._share_width)
        self.view.selectionModel().currentRowChanged.connect(self._current_changed)
        self.view.horizontalHeader().sectionResized.connect(self._width_changed)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.model.modelAboutToBeReset.connect(self._remember_row)
        self.model.loaded.connect(self._loaded)
        self.model.rowsInserted.connect(lambda _, first, last: self._fit_heights(first, last))
        theme.changed.connect(self._restyle)
        self._save_widths = pause(self, 400, self._keep_widths)

    # -- for pages ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read again; the selected record stays selected."""
        self.model.reload()

    def set_source(self, source: Source) -> None:
        """Read from another source."""
        self.model.set_source(source)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show rows that are at hand."""
        self.model.set_rows(rows)

    def current(self) -> Any:
        """Return the row object under the cursor, or None."""
        row = self.view.currentIndex().row()
        return self.model.row(row) if 0 <= row < self.model.rowCount() else None

    def current_id(self) -> Any:
        """Return the identity of the record under the cursor, or None."""
        return self.model.id_at(self.view.currentIndex().row())

    def select_id(self, identity: Any) -> None:
        """Select a record now, or when it has been read."""
        self._wanted_id = identity
        self._select_wanted()

    def set_accessible_name(self, text: str) -> None:
        """Name the table for screen readers."""
        self.view.setAccessibleName(text)

    def fit_rows(self, most: int) -> None:
        """Make the table just as high as its rows, at most ``most`` of them, for use inside a page."""
        look = theme.current()
        self._most = most
        rows = max(1, min(self.model.rowCount(), most))
        heights = [self.view.rowHeight(row) or self._row_height() for row in range(rows)]
        height = sum(heights) + look.px(34) + 4
        self.setFixedHeight(max(height, look.px(180)) if self._showing_empty() else height)

    # -- inner life ----------------------------------------------------------------------------------

    def _row_height(self) -> int:
        return theme.current().px("row_compact" if self._compact else "row")

    def _restyle(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(self._row_height())
        self.view.horizontalHeader().setFixedHeight(theme.current().px(34))
        self.view.viewport().update()

    def _showing_empty(self) -> bool:
        return self.empty is not None and self._stack.currentWidget() is self.empty

    def _fit_heights(self, first: int = 0, last: int = -1) -> None:
        """Give rows (all, or some new ones) the height their words need, and the table that of its rows."""
        if not self._wrap:
            return
        columns = self.model.columnCount()
        for row in range(first, self.model.rowCount() if last < 0 else last + 1):
            cells = [self.model.index(row, column).data(CELL_ROLE) for column in range(columns)]
            needed = [
                self._delegate.height_in(cell, self.view.columnWidth(n))
                for n, cell in enumerate(cells)
                if cell
            ]
            self.view.setRowHeight(row, max([self._row_height(), *needed]))
        if self._most:
            self.fit_rows(self._most)

    def _remember_row(self) -> None:
        if self._wanted_id is None:
            self._wanted_id = self.current_id()

    def _loaded(self, count: int) -> None:
        if self.empty is not None:
            self._stack.setCurrentWidget(self.view if count else self.empty)
        self._fit_heights()
        if count and not self._select_wanted():
            self.view.selectRow(0)
        if not count:
            self.selected.emit(None)

    def _select_wanted(self) -> bool:
        row = self.model.index_of(self._wanted_id)
        if row < 0:
            return False
        self._wanted_id = None
        self.view.selectRow(row)
        self.view.scrollTo(self.model.index(row, 0))
        return True

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and current.row() < self.model.rowCount():
            self.selected.emit(self.model.row(current.row()))

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.view.viewport().update()

    def _menu(self, at) -> None:  # noqa: ANN001
        index = self.view.indexAt(at)
        if not index.isValid():
            return
        if not self.view.selectionModel().isRowSelected(index.row(), QModelIndex()):
            self.view.selectionModel().setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
        menu = QMenu(self)
        open_it = QAction(self.tr("打开"), menu)
        open_it.triggered.connect(lambda: self.opened.emit(self.model.row(index.row())))
        copy_it = QAction(self.tr("复制 (Ctrl+C)"), menu)
        copy_it.triggered.connect(self.view.copy)
        menu.addActions([open_it, copy_it])
        menu.popup(self.view.viewport().mapToGlobal(at))
        menu.aboutToHide.connect(menu.deleteLater)

    # -- widths --------------------------------------------------------------------------------------

    def _share_width(self) -> None:
        """Give every column its remembered or first width and share what is left among the zeros."""
        columns = self.model.columns()
        room = self.view.viewport().width() or self.width()
        look = theme.current()
        header = self.view.horizontalHeader()
        header.blockSignals(True)
        widths = [self._wishes.get(c.key) or (look.px(c.width) if c.width else 0) for c in columns]
        open_ends = [n for n, width in enumerate(widths) if not width]
        left = room - sum(widths)
        for n in open_ends:
            widths[n] = max(look.px(90), left // len(open_ends))
        if not open_ends and left > 0:
            widths[-1] += left
        widths = _squeezed(widths, room, look.px(72))
        # Never "as needed": the two bars would take each other's room and come and go without end.
        fits = sum(widths) <= room
        policy = Qt.ScrollBarPolicy
        self.view.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn
        )
        for n, width in enumerate(widths):
            header.resizeSection(n, width)
        header.blockSignals(False)
        self._fit_heights()
        self.view.updateGeometries()
        self.view.viewport().update()

    def _kept_widths(self) -> dict[str, int]:
        if self._state is None or not self._name:
            return {}
        kept = self._state.get(f"widths/{self._name}")
        pairs = (part.split("=", 1) for part in kept.split(";") if "=" in part)
        return {key: int(width) for key, width in pairs if width.isdigit() and int(width) > 0}

    def _width_changed(self, section: int, _old: int, new: int) -> None:
        columns = self.model.columns()
        # The last column takes what is left, so its width is never the person's wish.
        if section < len(columns) - 1:
            self._wishes[columns[section].key] = new
            self._save_widths.start()

    def _keep_widths(self) -> None:
        if self._state is not None and self._name:
            kept = ";".join(f"{key}={width}" for key, width in self._wishes.items())
            self._state.put(f"widths/{self._name}", kept)
