"""Allergies, medicines and chronic problems of a patient, each a short list that grows by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.patients import ElementEdit
from ui.context import UiContext
from ui.widgets.blocks import Card, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty
from ui.widgets.form import EnterMoves
from ui.widgets.line_edit import LineEdit

MISTAKE = "录入有误"
"""Reason kept with an entry that the card's form took out."""


@attrs.define
class _Entry:
    words: str
    values: dict[str, str]
    id: str = ""
    gone: bool = False


class _SetEdit(QWidget):
    """One of the three lists."""

    changed = Signal()

    def __init__(self, kind: str, main: str, second: str, hints: tuple[str, str], meaning: str) -> None:
        super().__init__()
        self._kind, self._main, self._second, self._meaning = kind, main, second, meaning
        self._entries: list[_Entry] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._list = QVBoxLayout()
        layout.addLayout(self._list)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._first = LineEdit(hints[0])
        self._other = LineEdit(hints[1])
        add = Button(self.tr("添加"), compact=True)
        add.clicked.connect(self.add)
        for widget, share in ((self._first, 3), (self._other, 3), (add, 0)):
            row.addWidget(widget, share)
        layout.addLayout(row)
        enter = EnterMoves(self)
        enter.watch(self._first)
        enter.watch(self._other)
        self._first.setAccessibleName(hints[0])
        self._other.setAccessibleName(hints[1])

    def set(self, entries: Sequence[Any]) -> None:
        """Show the entries of the record."""
        self._entries = [
            _Entry(self._words(getattr(e, self._main), getattr(e, self._second, "")), {}, e.id)
            for e in entries
        ]
        self._show()

    @staticmethod
    def _words(first: str | None, second: str | None) -> str:
        return f"{first or ''}　{second or ''}".strip()

    def add(self) -> None:
        """Take what was typed as a new entry."""
        first, second = self._first.text().strip(), self._other.text().strip()
        if not first:
            self._first.setFocus()
            return
        values = {self._main: first} | ({self._second: second} if second else {})
        self._entries.append(_Entry(self._words(first, second), values))
        self._first.clear()
        self._other.clear()
        self._first.setFocus()
        self._show()
        self.changed.emit()

    def _remove(self, entry: _Entry) -> None:
        if entry.id:
            entry.gone = True
        else:
            self._entries.remove(entry)
        self._show()
        self.changed.emit()

    def edits(self) -> list[ElementEdit]:
        """Return what is new and what was taken out; a word still standing in the field counts as new."""
        if self._first.text().strip():
            self.add()
        new = [ElementEdit(self._kind, e.values) for e in self._entries if not e.id]
        return new + [ElementEdit(self._kind, {}, e.id, MISTAKE) for e in self._entries if e.gone]

    def _show(self) -> None:
        empty(self._list)
        for entry in self._entries:
            if not entry.gone:
                self._list.addWidget(self._line(entry))

    def _line(self, entry: _Entry) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Chip(entry.words, self._meaning))
        row.addStretch(1)
        remove = Button(self.tr("去掉"), kind="quiet", compact=True)
        remove.setAccessibleName(self.tr("去掉 {what}").format(what=entry.words))
        remove.clicked.connect(lambda: self._remove(entry))
        row.addWidget(remove)
        return line


class ElementsEdit(QWidget):
    """The three lists of a patient's card.

    Signals:
        changed: a person added or took out an entry.
    """

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._allergies = _SetEdit(
            "allergy", "substance", "reaction", (self.tr("过敏原"), self.tr("表现")), "urgent"
        )
        self._problems = _SetEdit(
            "problem", "name", "diagnosed_on", (self.tr("疾病，如：高血压"), self.tr("确诊日期")), "waiting"
        )
        self._medications = _SetEdit(
            "medication", "drug", "dosage", (self.tr("药物"), self.tr("用法用量")), "waiting"
        )
        for title, part in (
            (self.tr("过敏史"), self._allergies),
            (self.tr("慢性病"), self._problems),
            (self.tr("长期用药"), self._medications),
        ):
            card = Card(title)
            card.body.addWidget(part)
            if part is self._allergies:
                card.body.addWidget(label(self.tr("没有过敏史就留空。"), "small"))
            layout.addWidget(card)
            part.changed.connect(self.changed)

    def set(self, allergies: Sequence[Any], medications: Sequence[Any], problems: Sequence[Any]) -> None:
        """Show the lists of the record."""
        self._allergies.set(allergies)
        self._medications.set(medications)
        self._problems.set(problems)

    def edits(self) -> list[ElementEdit]:
        """Return all that was added or taken out."""
        return self._allergies.edits() + self._medications.edits() + self._problems.edits()
