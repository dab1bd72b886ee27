"""Which follow-up to do for a patient: those that are planned, and every form of the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.services.follow_up_rows import PlanRow
from ui import theme
from ui.widgets.blocks import Card, IconLabel, label
from ui.widgets.chip import Chip
from ui.widgets.press import PressRow


@attrs.frozen
class Opening:
    """What one opening of the follow-up page is about: ids, and whether a record is being corrected."""

    plan_id: str = ""
    patient_id: str = ""
    form_id: str = ""
    record_id: str = ""
    correct: bool = False

    @property
    def key(self) -> str:
        """Key of the draft."""
        return self.plan_id or self.patient_id

    @classmethod
    def of_draft(cls, draft: Mapping[str, Any]) -> Opening:
        """Return what a draft is about."""
        plan_id, patient_id, form_id = (
            str(draft.get(name) or "") for name in ("plan_id", "patient_id", "form_id")
        )
        return cls(plan_id, patient_id, form_id)


class FollowUpChoice(QWidget):
    """Lines to press.

    Signals:
        chosen: id of a plan, and id of a form; one of them is empty.
    """

    chosen = Signal(str, str)

    def __init__(self, plans: list[PlanRow], forms: tuple[Any, ...]) -> None:
        super().__init__()
        self._lines: list[PressRow] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.current().px(16))
        if plans:
            card = Card(self.tr("已安排的随访"))
            for plan in sorted(plans, key=lambda plan: plan.due_on):
                line = self._line(f"{plan.form_name}　{plan.due_text}", plan.reason, plan.meaning)
                line.pressed.connect(lambda plan_id=plan.id: self.chosen.emit(plan_id, ""))
                card.body.addWidget(line)
            outer.addWidget(card)
        card = Card(self.tr("没有安排，直接登记"))
        for form in forms:
            line = self._line(form.name, form.note, "")
            line.pressed.connect(lambda form_id=form.code: self.chosen.emit("", form_id))
            card.body.addWidget(line)
        outer.addWidget(card)

    def _line(self, words: str, note: str, meaning: str) -> PressRow:
        line = PressRow(words)
        line.body.addWidget(label(words, "strong"))
        if meaning in ("urgent", "due"):
            line.body.addWidget(Chip(self.tr("已过期") if meaning == "urgent" else self.tr("今天"), meaning))
        line.body.addWidget(label(note, "secondary"), 1)
        line.body.addWidget(IconLabel("chevron-right"))
        line.setMinimumHeight(theme.current().px(36))
        self._lines.append(line)
        return line

    def focus_first(self) -> None:
        """Put the focus on the first line."""
        if self._lines:
            self._lines[0].setFocus()
