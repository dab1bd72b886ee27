"""What the lists of people by the day something is due have in common: narrowing, the table, its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLayout

from clinic_app.services.changes import Page
from ui.context import UiContext
from ui.models.paged import Column
from ui.views.clock_warning import ClockWarning
from ui.widgets.blocks import EmptyState, PageScroll, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.code_edit import Choice, NameEdit, search_in
from ui.widgets.page import PageWidget
from ui.widgets.table import PagedTable


class DuePage(PageWidget):
    """A list of people, the longest overdue first, with buttons for the one that is selected.

    Attributes:
        table: the list.
    """

    table: PagedTable

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        # What each field that narrows the list offers, by its name; and the buttons for the selected line.
        self._names: dict[str, list[Choice]] = {}
        self._for_one: tuple[Button, ...] = ()

    def _table(
        self, name: str, columns: list[Column], source: Callable[[Any], Page[Any]], empty: EmptyState
    ) -> PagedTable:
        """Make the list."""
        self.table = PagedTable.of(self.context, name, columns, source=source, empty=empty)
        self.table.selected.connect(lambda _: self._enable())
        return self.table

    def _lay(self, title: str, filters: QLayout, buttons: QLayout) -> None:
        """Put the parts of the page below each other."""
        scroll = PageScroll.filling(self)
        self._title = PageTitle(title)
        scroll.content.addWidget(self._title)
        self.clock = ClockWarning(self.context)
        scroll.content.addWidget(self.clock)
        scroll.content.addLayout(filters)
        scroll.content.addWidget(self.table, 1)
        scroll.content.addLayout(buttons)
        self._enable()

    def _choice(self, name: str, placeholder: str, width: int) -> NameEdit:
        """Make a field that narrows the list to one of ``_names[name]``."""
        made = NameEdit(lambda text: search_in(self._names.get(name, []))(text), placeholder, open_empty=True)
        made.setAccessibleName(placeholder)
        made.setFixedWidth(width)
        made.chosen.connect(lambda _: self._filtered())
        return made

    def _enable(self) -> None:
        for button in self._for_one:
            button.setEnabled(self.table.current() is not None)

    def refresh(self) -> None:
        """Read again."""
        self._filtered()
        self._read_around()

    def _filtered(self) -> None:
        """Read the list; what is asked for is noted before, since a worker may not look at fields."""
        self.clock.refresh()
        self.table.reload()

    def _read_around(self) -> None:
        """Read what the page needs beside the list."""
