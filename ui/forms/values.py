"""Reading and filling a form by field names, whatever kind of field stands behind each name."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from ui import i18n
from ui.context import UiContext
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import CodeEdit
from ui.widgets.date_edit import DateEdit
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.text_box import TextBox

MOST_FOUND = 30


class CodeField(CodeEdit):
    """A type-ahead over one code list of resources/codes, held by its code, in the language of the screen."""

    def __init__(self, context: UiContext, code_list: str, placeholder: str = "") -> None:
        super().__init__(self._find, placeholder, open_empty=True)
        self._list_name = code_list
        self._codes = context.app.place.tables.get(code_list) if context.app is not None else None

    def _find(self, text: str) -> list[Any]:
        if self._codes is None:
            return []
        called = self._called(text)
        found = [one for one in self._codes.search(text, MOST_FOUND) if one not in called]
        return (called + found)[:MOST_FOUND]

    def _called(self, text: str) -> list[Any]:
        """Return the entries that the language of the screen calls so, beginnings first; none in Chinese."""
        wanted = text.strip().casefold()
        if not wanted or self._codes is None or QLocale().language() == QLocale.Language.Chinese:
            return []
        names = [(self.shown_name(one), one) for one in self._codes]
        known = [
            (name.casefold(), one) for name, one in names if name != one.name and wanted in name.casefold()
        ]
        return [one for name, one in sorted(known, key=lambda found: not found[0].startswith(wanted))]

    def shown_name(self, item: Any) -> str:
        """Return what an entry is called in the language of the screen."""
        return i18n.code(self._list_name, item.name)

    def shown_code(self, item: Any) -> str:
        """Return the number of an entry; words the program made up for itself mean nothing to a person."""
        return "" if item.code.isascii() and item.code.isalpha() else item.code

    def set_code(self, code: str) -> None:
        """Hold the entry of a code; an unknown code is shown as it is."""
        entry = self._codes.get(code) if self._codes is not None and code else None
        self.set_item(entry)
        if entry is None:
            self.setText(code)


def date_text(day: date | None) -> str:
    """Return a day as it is stored, or an empty text."""
    return day.isoformat() if day is not None else ""


class FieldValues(QObject):
    """The values of a form as texts by field name.

    Signals:
        changed: a person changed a field.
    """

    changed = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._names = list(form.names())
        self._filling = False
        for name in self._names:
            self._listen(form.field(name))

    def _listen(self, field: QWidget) -> None:
        if isinstance(field, ChoiceRow):
            field.changed.connect(self._tell)
        elif isinstance(field, DateEdit):
            field.date_changed.connect(self._tell)
        elif isinstance(field, LineEdit | TextBox):
            field.textChanged.connect(self._tell)

    def _tell(self, *_: object) -> None:
        if not self._filling:
            self.changed.emit()

    def get(self) -> dict[str, str]:
        """Return all values; an empty field gives an empty text, a half-typed date what was typed."""
        return {name: self._value(self._form.field(name)) for name in self._names}

    @staticmethod
    def _value(field: QWidget) -> str:
        if isinstance(field, ChoiceRow):
            return str(field.value() or "")
        if isinstance(field, DateEdit):
            return date_text(field.date()) or field.text().strip()
        if isinstance(field, CodeEdit):
            return field.code() or field.text().strip()
        if isinstance(field, LineEdit | TextBox):
            return field.text().strip()
        return ""

    def set(self, values: dict[str, Any]) -> None:
        """Fill the form; what is not among the values becomes empty."""
        for name in self._names:
            self.set_one(name, values.get(name))

    def set_one(self, name: str, value: Any) -> None:
        """Fill one field without telling anybody."""
        self._filling = True
        try:
            self._fill(self._form.field(name), "" if value is None else str(value))
        finally:
            self._filling = False

    @staticmethod
    def _fill(field: QWidget, text: str) -> None:
        if isinstance(field, ChoiceRow):
            field.set_value(text or None)
        elif isinstance(field, DateEdit):
            try:
                field.set_date(date.fromisoformat(text) if text else None)
            except ValueError:
                field.setText(text)
        elif isinstance(field, CodeField):
            field.set_code(text)
        elif isinstance(field, TextBox):
            field.set_text(text)
        elif isinstance(field, LineEdit):
            field.setText(text)
