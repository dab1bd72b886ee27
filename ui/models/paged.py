"""A table model that reads page by page from a source with keyset cursors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from clinic_app.domain.errors import ClinicError
from ui import i18n
from ui.tasks import Task, Tasks

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""Role under which the delegate finds the Cell."""

AnyIndex = QModelIndex | QPersistentModelIndex


@attrs.frozen
class Cell:
    """What stands in one cell.

    Attributes:
        text: the words in ink.
        secondary: grey words after them.
        chip: word of a chip before the text, empty for none.
        meaning: meaning of the chip: due, urgent, done, waiting or unknown.
        bold: whether the text is bold, as the name of the person is.
        dim: whether the text itself is secondary.
        button: words of a button that fills the cell, empty for none; a click on it is told as ``pressed``.
    """

    text: str = attrs.field(default="", converter=i18n.text)
    secondary: str = attrs.field(default="", converter=i18n.text)
    chip: str = attrs.field(default="", converter=i18n.text)
    meaning: str = "waiting"
    bold: bool = False
    dim: bool = False
    button: str = attrs.field(default="", converter=i18n.text)

    def plain(self) -> str:
        """Return the cell as one line of text, for copying and for screen readers."""
        return " ".join(part for part in (self.chip, self.text, self.secondary, self.button) if part)


@attrs.frozen
class Column:
    """One column.

    Attributes:
        key: stable word, for remembered widths.
        title: its heading.
        cell: makes the Cell (or plain text) of a row.
        width: first width in device-independent pixels; 0 shares what is left.
        right: numbers stand at the right.
    """

    key: str
    title: str
    cell: Callable[[Any], Cell | str]
    width: int = 0
    right: bool = False


@attrs.frozen
class Page:
    """One page of a list.

    Attributes:
        rows: the rows, in order.
        next: cursor that fetches the next page, None when this was the last.
    """

    rows: Sequence[Any]
    next: Any = None


Source = Callable[[Any], Any]
"""Returns the page after a cursor (None for the first): any object with ``rows`` and ``next``."""


class PagedTableModel(QAbstractTableModel):
    """Rows of a list, fetched while the person scrolls.

    With ``tasks`` pages are read on the database worker, without on the spot.

    Signals:
        loaded: the first page is there (after reload), with the number of rows so far.
        failed: the page could not be read; the error went to the message bar already.
    """

    loaded = Signal(int)
    failed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source | None = None,
        *,
        tasks: Tasks | None = None,
        row_id: Callable[[Any], Any] = lambda row: getattr(row, "id", None),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._source, self._tasks, self._row_id = source, tasks, row_id
        self._rows: list[Any] = []
        self._next: Any = None
        self._more = False
        self._task: Task | None = None
        self._generation = 0

    # -- filling -----------------------------------------------------------------------------------

    def set_source(self, source: Source) -> None:
        """Read from another source, from its beginning."""
        self._source = source
        self.reload()

    def reload(self) -> None:
        """Read again from the beginning; the old rows stay in sight until the new ones are there."""
        self._generation += 1
        self._fetch(None, first=True)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show rows that are already at hand, without a source."""
        self._generation += 1
        self.beginResetModel()
        self._rows, self._next, self._more = list(rows), None, False
        self.endResetModel()
        self.loaded.emit(len(self._rows))

    def _fetch(self, cursor: Any, *, first: bool) -> None:
        source = self._source
        if source is None:
            return
        if self._tasks is None:
            self._take(source(cursor), self._generation, first=first)
            return
        generation = self._generation
        if self._task is not None and first:
            self._task.cancel()
        self._task = self._tasks.run(
            lambda: source(cursor),
            lambda page: self._take(page, generation, first=first),
            self._not_read,
            owner=self,
        )
        self._task.finished.connect(self._task_finished)

    def _not_read(self, error: ClinicError) -> None:
        # Until the next reload: a view that scrolls would otherwise ask and fail without end.
        self._more = False
        if self._tasks is not None:
            self._tasks.tell(error)
        self.failed.emit()

    def _task_finished(self) -> None:
        if self.sender() is self._task:
            self._task = None

    def _take(self, page: Any, generation: int, *, first: bool) -> None:
        if generation != self._generation:
            return
        rows = list(page.rows)
        if first:
            self.beginResetModel()
            self._rows = rows
            self._next, self._more = page.next, page.next is not None
            self.endResetModel()
            self.loaded.emit(len(rows))
            return
        self._next, self._more = page.next, page.next is not None
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    # -- rows --------------------------------------------------------------------------------------

    def row(self, index: int) -> Any:
        """Return the object of a row. Raises IndexError."""
        return self._rows[index]

    def rows(self) -> list[Any]:
        """Return the rows read so far."""
        return list(self._rows)

    def id_at(self, index: int) -> Any:
        """Return the identity of a row, None when there is no such row."""
        return self._row_id(self._rows[index]) if 0 <= index < len(self._rows) else None

    def index_of(self, identity: Any) -> int:
        """Return the row with an identity, -1 when it is not among the rows read so far."""
        if identity is None:
            return -1
        return next((n for n, row in enumerate(self._rows) if self._row_id(row) == identity), -1)

    def columns(self) -> list[Column]:
        """Return the columns."""
        return list(self._columns)

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell."""
        made = self._columns[column].cell(self._rows[row])
        return made if isinstance(made, Cell) else Cell(made)

    # -- what Qt asks --------------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self._more and self._task is None

    def fetchMore(self, parent: AnyIndex) -> None:
        if self.canFetchMore(parent):
            self._fetch(self._next, first=False)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        words = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        if role in words:
            return self.cell(index.row(), index.column()).plain()
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[index.column()].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
