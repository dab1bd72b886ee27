"""补录: the check box and the fields by which something is entered with its true time."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.clock import SHANGHAI
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from ui.context import UiContext
from ui.widgets.choice_row import CheckBox
from ui.widgets.date_edit import DateEdit
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit


class TrueTime:
    """Day and time (fields ``at`` and ``at_time``) at the end of a form, hidden until the box is ticked.

    Attributes:
        box: the check box.
    """

    def __init__(self, form: Form, context: UiContext) -> None:
        self._form = form
        self.box = CheckBox(QCoreApplication.translate("TrueTime", "补录：这件事之前就发生了"))
        self.day = DateEdit(context.today)
        self.time = LineEdit(QCoreApplication.translate("TrueTime", "如 09:30"))
        day, clock = (
            QCoreApplication.translate("TrueTime", "发生日期"),
            QCoreApplication.translate("TrueTime", "时间"),
        )
        form.row(("at", day, self.day), ("at_time", clock, self.time))
        form.add(self.box)
        form.watch(self.box)
        self._show(False)
        self.box.toggled.connect(self._show)

    def _show(self, on: bool) -> None:
        self._form.set_row_visible("at", on)
        self._form.set_row_visible("at_time", on)
        if on:
            self.day.setFocus()

    def when(self) -> tuple[datetime | None, list[Problem]]:
        """Return the true time, None for now, and what is wrong with what was typed."""
        if not self.box.isChecked():
            return None, []
        day = self.day.date()
        if day is None:
            return None, [Problem("at", "at.missing", say("请填写发生的日期"))]
        clock = time_of(self.time.text())
        if clock is None:
            return None, [Problem("at_time", "at.time", say("时间请写成 09:30 这样"))]
        return datetime.combine(day, clock, SHANGHAI), []


def time_of(text: str) -> time | None:
    """Return a time of day as typed: 09:30, 9：30, 930, 0930; noon when nothing was typed."""
    plain = text.strip().replace("：", ":")
    if not plain:
        return time(12, 0)
    hours, colon, minutes = plain.partition(":")
    if not colon:
        hours, minutes = (plain[:-2], plain[-2:]) if len(plain) > 2 else (plain, "0")
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return None
    return time(int(hours), int(minutes)) if int(hours) < 24 and int(minutes) < 60 else None
