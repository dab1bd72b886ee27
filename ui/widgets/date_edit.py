"""A date field for fast typing: 0315, 20260315, 3.15, 今天, +14; it shows what it understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from clinic_app.domain.problems import Problem
from ui import i18n
from ui.widgets.line_edit import LineEdit

Parser = Callable[[str, date], date | Problem]

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def weekday_text(day: date) -> str:
    """Return the weekday of a day: 周一 to 周日."""
    names = [QCoreApplication.translate("dates", name) for name in _WEEKDAYS]
    return names[day.weekday()]


def _domain_parser(text: str, today: date) -> date | Problem:
    from clinic_app.domain.calendar import parse_date

    return parse_date(text, today)


class DateEdit(LineEdit):
    """A field for a day. What was understood stands in grey beside it while typing.

    Leaving the field or Enter writes the day out in full. ``today`` gives the day that 0315, 今天 and
    +14 count from.

    Signals:
        date_changed: the day, or None when the field is empty or not understood.
    """

    date_changed = Signal(object)

    def __init__(
        self,
        today: Callable[[], date],
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        parse: Parser = _domain_parser,
    ) -> None:
        super().__init__(placeholder or "0315、今天、+14", parent)
        self._today, self._parse = today, parse
        self._date: date | None = None
        self._problem: Problem | None = None
        self.textEdited.connect(self._edited)

    def date(self) -> date | None:
        """Return the day, or None when the field is empty or not understood."""
        return self._date

    def problem(self) -> Problem | None:
        """Return why the text is no day, or None when it is one or empty."""
        return self._problem

    def set_date(self, day: date | None) -> None:
        """Show a day without telling ``date_changed``."""
        self._date, self._problem = day, None
        self.setText(day.isoformat() if day is not None else "")
        self.set_note(weekday_text(day) if day is not None else "")

    def take(self) -> bool:
        """Write the day out in full, as Enter does; False while it is not understood."""
        if self._date is not None:
            self.set_date(self._date)
        return self._problem is None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.take()
        super().focusOutEvent(event)

    def _edited(self, text: str) -> None:
        before = self._date
        if not text.strip():
            self._date, self._problem = None, None
            self.set_note("")
        else:
            answer = self._parse(text, self._today())
            if isinstance(answer, Problem):
                self._date, self._problem = None, answer
                self.set_note(i18n.text(answer.message))
            else:
                self._date, self._problem = answer, None
                self.set_note(f"{answer.isoformat()} {weekday_text(answer)}")
        if self._date != before:
            self.date_changed.emit(self._date)
