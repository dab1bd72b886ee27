"""A follow-up form on the screen, made from its definition: one field for every question of the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clinic_app.domain.follow_up import computed, is_asked, is_required
from clinic_app.domain.follow_up_form import AnswerType, FormField, Section
from clinic_app.domain.follow_up_form import Form as Definition
from clinic_app.domain.problems import Problem
from ui import i18n
from ui.context import UiContext
from ui.forms.values import date_text
from ui.widgets.check_group import CheckGroup
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice, CodeEdit, search_in
from ui.widgets.date_edit import DateEdit
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, NumberEdit
from ui.widgets.rows_edit import RowsEdit
from ui.widgets.text_box import TextBox

HALF_ROW = 15
"""Characters of all boxes together that still fit beside another field."""
WHOLE_ROW = 40
"""Characters that fit into one line; more become a list that opens."""
LONG_TEXT = 100
_NUMBERS = (AnswerType.INTEGER, AnswerType.DECIMAL)


class _Codes(CodeEdit):
    """A list of boxes that is too long for one line."""

    def __init__(self, field: FormField) -> None:
        self.entries = [Choice(choice.code, choice.name) for choice in field.choices]
        super().__init__(search_in(self.entries), "", open_empty=True)


class FollowUpForm(QWidget):
    """The questions of one form.

    Signals:
        changed: key of the question that a person answered.
    """

    changed = Signal(str)

    def __init__(self, context: UiContext, definition: Definition) -> None:
        super().__init__()
        self.definition = definition
        self._context = context
        self._filling = False
        self._typed: set[str] = set()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.form = Form(label_width=98)
        outer.addWidget(self.form)
        self._fields: dict[str, FormField] = {field.key: field for field in definition.fields()}
        for section in definition.sections:
            self._make_section(section)
        self._show_asked()

    # --- making -------------------------------------------------------------------------------

    def _make_section(self, section: Section) -> None:
        self.form.section(i18n.core(section.title))
        waiting: list[FormField] = []
        for field in section.fields:
            if not _is_half(field):
                self._make_row(waiting)
                self._make_row([field])
                waiting = []
                continue
            # A target stands beside what it is the target of, as on the paper.
            if len(waiting) == 2 or (waiting and _pairs(section, field) and not field.target_of):
                self._make_row(waiting)
                waiting = []
            waiting.append(field)
        self._make_row(waiting)

    def _make_row(self, fields: list[FormField]) -> None:
        if not fields:
            return
        alone = len(fields) == 1 and _is_half(fields[0])
        entries = [(field.key, i18n.core(field.label), self._widget(field)) for field in fields]
        made = self.form.row(*entries, blank=int(alone))
        for row, field in zip(made, fields, strict=True):
            if field.hint:
                row.field.setToolTip(i18n.core(field.hint))
            if field.required:
                row.label.setText(i18n.core(field.label) + " *")

    def _widget(self, field: FormField) -> QWidget:
        made = self._make(field)
        key = field.key
        if isinstance(made, ChoiceRow | CheckGroup):
            made.changed.connect(lambda _: self._answered(key))
        elif isinstance(made, DateEdit):
            made.date_changed.connect(lambda _: self._answered(key))
        elif isinstance(made, RowsEdit):
            made.changed.connect(lambda: self._answered(key))
            made.line_added.connect(self.form.watch)
        elif isinstance(made, CodeEdit):
            made.chosen.connect(lambda _: self._answered(key))
        elif isinstance(made, QLineEdit):
            made.textEdited.connect(lambda _: self._answered(key))
        elif isinstance(made, TextBox):
            made.textChanged.connect(lambda: self._answered(key))
        return made

    def _make(self, field: FormField) -> QWidget:
        options = [(choice.code, i18n.core(choice.name)) for choice in field.choices]
        if field.type is AnswerType.CODE:
            return ChoiceRow(options) if _width(field) <= WHOLE_ROW else _Codes(field)
        if field.type is AnswerType.CODES:
            return CheckGroup(options, field.exclusive)
        if field.type in _NUMBERS:
            number = NumberEdit(field.unit)
            number.setPlaceholderText(field.unit)
            return number
        if field.type is AnswerType.DATE:
            return DateEdit(self._context.today)
        if field.type is AnswerType.TABLE:
            columns = [(column.key, i18n.core(column.label)) for column in field.columns]
            return RowsEdit(columns, field.most_rows)
        if field.type is AnswerType.LONG_TEXT or field.max_length > LONG_TEXT:
            return TextBox(limit=field.max_length, lines=2)
        return LineEdit()

    # --- answers ------------------------------------------------------------------------------

    def answers(self) -> dict[str, Any]:
        """Return what is filled in; unanswered questions and those not asked are left out."""
        found = {key: _value(self.form.field(key)) for key in self._fields}
        found = {key: value for key, value in found.items() if value}
        return {key: value for key, value in found.items() if is_asked(self._fields[key], found)}

    def set_answers(self, answers: Mapping[str, Any]) -> None:
        """Show these answers and no others."""
        self._typed = set()
        for key in self._fields:
            self.set_one(key, answers.get(key))
        self._compute()
        self._show_asked()

    def set_one(self, key: str, value: Any) -> None:
        """Answer one question without telling anybody."""
        self._filling = True
        try:
            _fill(self.form.field(key), value)
        finally:
            self._filling = False

    def propose(self, key: str, value: str) -> None:
        """Answer a question that the norm answers, unless the doctor has answered it."""
        if key in self._fields and key not in self._typed:
            self.set_one(key, value)

    def typed(self, key: str) -> bool:
        """Tell whether a person answered a question here."""
        return key in self._typed

    def keep(self, keys: Iterable[str]) -> None:
        """Count answers as a person's own: proposals leave them alone."""
        self._typed |= set(keys)

    def key_of_column(self, column: str) -> str:
        """Return the question that fills a field of the record, or an empty text."""
        return next((key for key, name in self.definition.columns.items() if name == column), "")

    def _answered(self, key: str) -> None:
        if self._filling:
            return
        if _value(self.form.field(key)):
            self._typed.add(key)
        else:
            self._typed.discard(key)
        self._compute()
        self._show_asked()
        self.changed.emit(key)

    def _compute(self) -> None:
        """Fill in what follows from other answers: 体质指数, 总评分."""
        formulas = [field.key for field in self._fields.values() if field.formula is not None]
        if not formulas:
            return
        plain = {key: value for key, value in self.answers().items() if key not in formulas}
        found = computed(self.definition, plain)
        for key in formulas:
            self.propose(key, found.get(key, ""))

    def _show_asked(self) -> None:
        answers = {key: _value(self.form.field(key)) for key in self._fields}
        for key, field in self._fields.items():
            row = self.form.row_of(key)
            if field.show_if is not None:
                row.setVisible(is_asked(field, answers))
            if field.required_if is not None:
                mark = " *" if is_required(field, answers) else ""
                row.label.setText(i18n.core(field.label) + mark)

    # --- problems -----------------------------------------------------------------------------

    def show_problems(self, problems: Iterable[Problem], *, focus: bool = True) -> bool:
        """Show what is wrong beside the questions; True when it forbids saving."""
        found = [self._placed(problem) for problem in problems]
        return self.form.show_problems(found, focus=focus)

    def show_doubts(self, problems: Iterable[Problem], answered: set[str]) -> None:
        """Show, while typing goes on, only what is wrong with questions that were answered already."""
        found = [problem for problem in map(self._placed, problems) if problem.field in answered]
        self.show_problems(found, focus=False)

    def _placed(self, problem: Problem) -> Problem:
        """Return a problem of a table's cell as one of the table."""
        key = problem.field.split(".")[0]
        return attrs.evolve(problem, field=key) if key in self._fields else problem


def _width(field: FormField) -> int:
    return sum(len(i18n.core(choice.name)) + 2 for choice in field.choices)


def _is_half(field: FormField) -> bool:
    """Tell whether a question has room beside another."""
    if field.show_if is not None:
        return False
    if field.type is AnswerType.CODE:
        return _width(field) <= HALF_ROW
    return field.type in (*_NUMBERS, AnswerType.DATE) or (
        field.type is AnswerType.TEXT and 0 < field.max_length <= 50
    )


def _pairs(section: Section, field: FormField) -> bool:
    return any(other.target_of == field.key for other in section.fields)


def _value(widget: QWidget) -> Any:
    if isinstance(widget, ChoiceRow):
        return str(widget.value() or "")
    if isinstance(widget, CheckGroup):
        return widget.values()
    if isinstance(widget, RowsEdit):
        return widget.rows()
    if isinstance(widget, DateEdit):
        return date_text(widget.date()) or widget.text().strip()
    if isinstance(widget, CodeEdit):
        return widget.code() or widget.text().strip()
    if isinstance(widget, LineEdit | TextBox):
        return widget.text().strip()
    return ""


def _fill(widget: QWidget, value: Any) -> None:
    text = "" if value is None else str(value)
    if isinstance(widget, ChoiceRow):
        widget.set_value(text or None)
    elif isinstance(widget, CheckGroup):
        codes = value if isinstance(value, list | tuple) else text.split(",")
        widget.set_values(str(code) for code in codes)
    elif isinstance(widget, RowsEdit):
        widget.set_rows(value if isinstance(value, list) else [])
    elif isinstance(widget, DateEdit):
        _fill_date(widget, text)
    elif isinstance(widget, _Codes):
        widget.set_item(next((entry for entry in widget.entries if entry.code == text), None))
    elif isinstance(widget, TextBox):
        widget.set_text(text)
    elif isinstance(widget, LineEdit):
        widget.setText(text)


def _fill_date(widget: DateEdit, text: str) -> None:
    try:
        widget.set_date(date.fromisoformat(text) if text else None)
    except ValueError:
        widget.setText(text)
