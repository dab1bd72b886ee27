"""A small table to type into that grows by a line at a time: the drugs of a follow-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.line_edit import LineEdit


class RowsEdit(QWidget):
    """Lines of texts under column headings. There is always one line to type into.

    Signals:
        changed: a person typed, or a line went away.
        line_added: a new line, whose fields want Enter to move on.
    """

    changed = Signal()
    line_added = Signal(QWidget)

    def __init__(self, columns: Sequence[tuple[str, str]], most: int = 0) -> None:
        super().__init__()
        look = theme.current()
        self._columns, self._most = list(columns), most
        self._lines: list[tuple[QWidget, dict[str, LineEdit]]] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(4))
        self._body = QVBoxLayout()
        self._body.setSpacing(look.px(4))
        outer.addLayout(self._body)
        foot = QHBoxLayout()
        self._add = Button(self.tr("再加一行"), kind="quiet", compact=True, icon="plus")
        self._add.clicked.connect(self._one_more)
        foot.addWidget(self._add)
        foot.addStretch(1)
        outer.addLayout(foot)
        self.set_rows([])

    def rows(self) -> list[dict[str, str]]:
        """Return the lines in which something was typed."""
        found = [{key: field.text().strip() for key, field in fields.items()} for _, fields in self._lines]
        return [{key: text for key, text in row.items() if text} for row in found if any(row.values())]

    def set_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show these lines, and an empty one when there are none."""
        while self._lines:
            self._drop(self._lines[0][0])
        for row in rows or [{}]:
            self._new_line(row)

    def _one_more(self) -> None:
        fields = self._new_line({})
        next(iter(fields.values())).setFocus()

    def _new_line(self, values: Mapping[str, str]) -> dict[str, LineEdit]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(8))
        fields: dict[str, LineEdit] = {}
        for number, (key, text) in enumerate(self._columns):
            field = LineEdit(text)
            field.setText(str(values.get(key) or ""))
            field.setCursorPosition(0)
            field.setAccessibleName(text)
            field.textChanged.connect(lambda _: self.changed.emit())
            row.addWidget(field, 3 if number == 0 else 2)
            fields[key] = field
        remove = Button(self.tr("去掉"), kind="quiet", compact=True)
        remove.clicked.connect(lambda: self._remove(line))
        row.addWidget(remove)
        self._lines.append((line, fields))
        self._body.addWidget(line)
        self._add.setEnabled(not self._most or len(self._lines) < self._most)
        self.line_added.emit(line)
        return fields

    def _remove(self, line: QWidget) -> None:
        self._drop(line)
        if not self._lines:
            self._new_line({})
        self.changed.emit()

    def _drop(self, line: QWidget) -> None:
        self._lines = [one for one in self._lines if one[0] is not line]
        self._body.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._add.setEnabled(True)
