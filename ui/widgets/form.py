"""Forms: label beside field, Enter to the next field, problems in words beside what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.problems import Problem, errors_of
from ui import i18n, theme
from ui.widgets.blocks import IconLabel, SectionTitle, label


class EnterMoves(QObject):
    """Makes Enter go to the next field and Shift+Enter back; Enter never submits.

    Ctrl+Enter begins a new line in text boxes. While an input method is composing, Enter is its own.
    A field with a ``take()`` method is asked first whether its content is complete; when it answers
    False the focus stays.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composing: QObject | None = None
        self._outer: dict[QObject, QWidget] = {}

    def watch(self, field: QWidget) -> None:
        """Give a field this behaviour; a compound field brings its inner widgets along."""
        inner = [field]
        if not isinstance(field, (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)):
            kinds = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)
            inner += [child for kind in kinds for child in field.findChildren(kind)]
        for widget in inner:
            if widget not in self._outer:
                widget.installEventFilter(self)
            self._outer[widget] = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = watched if event.preeditString() else None
        elif kind == QEvent.Type.FocusOut and self._composing is watched:
            self._composing = None
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._key(watched, event)
        return False

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self._composing is watched:
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            if isinstance(watched, QPlainTextEdit):
                watched.insertPlainText("\n")
            return True
        if held == Qt.KeyboardModifier.ShiftModifier:
            self._go(watched, forward=False)
            return True
        if held:
            return False
        take = getattr(self._outer.get(watched, watched), "take", None)
        if take is None or take():
            self._go(watched, forward=True)
        return True

    def _go(self, start: QWidget, *, forward: bool) -> None:
        field = self._outer.get(start, start)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        at: QWidget | None = start
        while at is not None:
            at = at.nextInFocusChain() if forward else at.previousInFocusChain()
            if at is None or at is start:
                return
            if _takes_focus(at) and at is not field and not field.isAncestorOf(at):
                # A group of radio buttons is entered at the chosen one, which its row knows.
                self._outer.get(at, at).setFocus(reason)
                return


def _takes_focus(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if not widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
        return False
    return not (isinstance(widget, (QLineEdit, QPlainTextEdit)) and widget.isReadOnly())


class FieldRow(QWidget):
    """A label, its field, and room below for what is wrong with it."""

    def __init__(
        self, name: str, text: str, field: QWidget, parent: QWidget | None = None, *, label_width: int = 84
    ) -> None:
        super().__init__(parent)
        look = theme.current()
        self.name = name
        self.field = field
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(10))
        self.label = QLabel(text)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.label.setFixedWidth(look.px(label_width))
        self.label.setMinimumHeight(look.px("control"))
        self.label.setWordWrap(True)
        self.label.setBuddy(field)
        field.setAccessibleName(text)
        for proxy in field.findChildren(QLineEdit):
            proxy.setAccessibleName(text)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.px(2))
        column.addWidget(field)
        self._problem = QWidget()
        line = QHBoxLayout(self._problem)
        line.setContentsMargins(look.px(2), 0, 0, look.px(2))
        line.setSpacing(look.px(6))
        self._problem_icon = IconLabel("circle-alert", "urgent", 14)
        self._problem_text = label("", "problem", wrap=True)
        line.addWidget(self._problem_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._problem_text, 1)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong, errors before warnings; nothing wrong clears it."""
        found = sorted(problems, key=lambda problem: problem.warning)
        self._mark(invalid=bool(errors_of(found)))
        self._problem.setVisible(bool(found))
        if not found:
            self._problem_text.setText("")
            self.field.setAccessibleDescription("")
            return
        warning = found[0].warning
        self._problem_icon.set(
            "triangle-alert" if warning else "circle-alert", "due" if warning else "urgent"
        )
        words = i18n.problems(found)
        self._problem_text.setProperty("role", "warning" if warning else "problem")
        _restyle(self._problem_text)
        self._problem_text.setText(words)
        self.field.setAccessibleDescription(words)

    def problem_text(self) -> str:
        """Return the words shown under the field."""
        return self._problem_text.text()

    def _mark(self, *, invalid: bool) -> None:
        set_invalid = getattr(self.field, "set_invalid", None)
        if set_invalid is not None:
            set_invalid(invalid)
        elif self.field.property("invalid") != invalid:
            self.field.setProperty("invalid", invalid)
            _restyle(self.field)


def _restyle(widget: QWidget) -> None:
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Form(QWidget):
    """A column of sections and rows; every row holds one or more labelled fields side by side.

    Example::

        form = Form()
        form.section(self.tr("转往"))
        form.row(("to_org", self.tr("机构"), org), ("to_dept", self.tr("科室"), dept))
        form.row(("present_illness", self.tr("主要现病史"), TextBox(limit=1000)))
        ...
        if not form.show_problems(problems):   # focus goes to the first error
            save()

    Names are the field keys of the catalogue, so the Problems of the domain find their place.
    """

    def __init__(self, parent: QWidget | None = None, *, label_width: int = 84) -> None:
        super().__init__(parent)
        self._label_width = label_width
        self._rows: dict[str, FieldRow] = {}
        self._enter = EnterMoves(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(7))
        self._whole = label("", "problem", wrap=True)
        self._whole.hide()
        self._column.addWidget(self._whole)

    def section(self, text: str) -> SectionTitle:
        """Add a section heading."""
        title = SectionTitle(text)
        self._column.addWidget(title)
        return title

    def row(
        self, *fields: tuple[str, str, QWidget], stretch: Iterable[int] = (), blank: int = 0
    ) -> list[FieldRow]:
        """Add fields side by side: (name, label, widget), and blank places at the right.

        Raises ValueError for a name used twice.
        """
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(16))
        parts = list(stretch) or [1] * len(fields)
        made = []
        for (name, text, field), part in zip(fields, parts, strict=True):
            if name in self._rows:
                raise ValueError(f"field used twice: {name}")
            row = FieldRow(name, text, field, label_width=self._label_width)
            self._rows[name] = row
            self._enter.watch(field)
            line.addWidget(row, part)
            made.append(row)
        if blank:
            line.addWidget(QWidget(), blank)
        self._column.addLayout(line)
        return made

    def add(self, widget: QWidget) -> None:
        """Add a widget over the whole width, such as a banner."""
        self._column.addWidget(widget)

    def add_stretch(self) -> None:
        """Push everything above to the top."""
        self._column.addStretch(1)

    def watch(self, field: QWidget) -> None:
        """Give Enter its meaning in a field that is not in a row of its own."""
        self._enter.watch(field)

    def field(self, name: str) -> QWidget:
        """Return the widget of a field. Raises KeyError."""
        return self._rows[name].field

    def names(self) -> tuple[str, ...]:
        """Return the names of all fields, in order."""
        return tuple(self._rows)

    def row_of(self, name: str) -> FieldRow:
        """Return the row of a field. Raises KeyError."""
        return self._rows[name]

    def set_row_visible(self, name: str, visible: bool) -> None:
        """Show or hide a field with its label."""
        self._rows[name].setVisible(visible)

    def show_problems(self, problems: Iterable[Problem], *, focus: bool = True) -> bool:
        """Show all problems beside their fields and focus the first error.

        Problems of no field, or of a field that is not on this form, stand above the form. Returns
        True when an error (not just a warning) forbids saving.
        """
        found = list(problems)
        homeless = [problem for problem in found if problem.field not in self._rows]
        self._whole.setText(i18n.problems(homeless))
        self._whole.setVisible(bool(homeless))
        for name, row in self._rows.items():
            row.show_problems([problem for problem in found if problem.field == name])
        errors = errors_of(found)
        if focus and errors:
            self._focus_first({problem.field for problem in errors})
        return bool(errors)

    def clear_problems(self) -> None:
        """Take all problems away."""
        self.show_problems([])

    def focus_first(self) -> None:
        """Put the focus into the first field that can take it."""
        for row in self._rows.values():
            if row.isVisibleTo(self) and row.field.isEnabled():
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _focus_first(self, names: set[str]) -> None:
        for name, row in self._rows.items():
            if name in names:
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
