"""A date field for fast typing: 0315, 20260315, 3.15, 今天, +14; it shows what it understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from clinic_app.domain.calendar import parse_date
from clinic_app.domain.problems import Problem
from ui import i18n
from ui.i18n import QT_TRANSLATE_NOOP
from ui.widgets.line_edit import LineEdit

_WEEKDAYS = (
    QT_TRANSLATE_NOOP("dates", "周一"),
    QT_TRANSLATE_NOOP("dates", "周二"),
    QT_TRANSLATE_NOOP("dates", "周三"),
    QT_TRANSLATE_NOOP("dates", "周四"),
    QT_TRANSLATE_NOOP("dates", "周五"),
    QT_TRANSLATE_NOOP("dates", "周六"),
    QT_TRANSLATE_NOOP("dates", "周日"),
)


def weekday_text(day: date) -> str:
    """Return the weekday of a day: 周一 to 周日."""
    names = [QCoreApplication.translate("dates", name) for name in _WEEKDAYS]
    return names[day.weekday()]


class DateEdit(LineEdit):
    """A field for a day. What was understood stands in grey beside it while typing.

    Leaving the field or Enter writes the day out in full. ``today`` gives the day that 0315, 今天 and
    +14 count from; with ``past`` (birth, onset) a day without a year is the latest one not after today.

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
        past: bool = False,
    ) -> None:
        super().__init__(placeholder or self.hint(), parent)
        self._today, self._past = today, past
        self._date: date | None = None
        self._problem: Problem | None = None
        self.textEdited.connect(self._edited)

    @staticmethod
    def hint() -> str:
        """Return the placeholder that shows how a date may be typed."""
        return QCoreApplication.translate("dates", "如 0315、今天、+14")

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
            answer = parse_date(text, self._today(), past=self._past)
            if isinstance(answer, Problem):
                self._date, self._problem = None, answer
                self.set_note(i18n.text(answer.message))
            else:
                self._date, self._problem = answer, None
                self.set_note(f"{answer.isoformat()} {weekday_text(answer)}")
        if self._date != before:
            self.date_changed.emit(self._date)
