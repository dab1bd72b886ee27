"""A follow-up that was recorded, for reading: the answers as on the paper, and what can be done with it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.follow_up import answer_codes
from clinic_app.domain.follow_up_form import AnswerType, FormField, Section
from clinic_app.domain.follow_up_form import Form as Definition
from clinic_app.services.follow_up_rows import FollowUpRow
from clinic_app.services.papers import Papers
from ui import i18n
from ui.context import UiContext
from ui.dialogs.paper_preview import PaperPreview
from ui.widgets.blocks import Banner, Card, SectionTitle, label
from ui.widgets.buttons import Button


class FollowUpRecordView(QWidget):
    """One recorded follow-up.

    Signals:
        patient_known: whose it is (PatientRow), and the title of its form.
        correct_asked: the doctor wants to correct it.
    """

    patient_known = Signal(object, str)
    correct_asked = Signal()

    def __init__(self, context: UiContext, record: FollowUpRow) -> None:
        super().__init__()
        self.context, self._record = context, record
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        self._answers = Card(record.form_name)
        columns.addWidget(self._answers, 68)
        side = QVBoxLayout()
        columns.addLayout(side, 32)
        if record.class_text or record.next_on or record.late or record.corrected:
            side.addWidget(self._result())
        side.addWidget(self._actions())
        side.addStretch(1)

    def load(self) -> None:
        """Read the form's definition and the patient."""
        app, record = self.context.app, self._record
        self.context.tasks.run(
            lambda: (app.follow_ups.form(record.form, record.edition), app.patients.row(record.patient_id)),
            self._show,
            owner=self,
        )

    def _result(self) -> Card:
        card = Card(self.tr("结果"))
        record = self._record
        if record.class_text:
            card.body.addWidget(label(record.class_text, "heading", wrap=True))
        if record.next_on:
            words = self.tr("下次随访：{day}").format(day=record.next_on)
            card.body.addWidget(label(words, wrap=True))
        if record.late:
            card.body.addWidget(label(self.tr("补录"), "secondary"))
        if record.corrected:
            words = self.tr("这一条后来更正过，请看更正后的那一条。")
            card.body.addWidget(Banner(words, "due"))
        return card

    def _actions(self) -> Card:
        card = Card(self.tr("下一步"))
        refer = Button(self.tr("开转诊单"), kind="primary", key="new_referral")
        refer.clicked.connect(self._refer)
        paper = Button(self.tr("打印随访表"), key="print", icon="printer")
        paper.clicked.connect(self._print)
        correct = Button(self.tr("更正这次随访"), icon="pencil")
        correct.clicked.connect(self.correct_asked)
        correct.setEnabled(not self._record.corrected)
        patient = Button(self.tr("看患者档案"), icon="user")
        patient.clicked.connect(lambda: self.context.open("patient", patient_id=self._record.patient_id))
        for button in (refer, paper, correct, patient):
            card.body.addWidget(button)
        return card

    def _refer(self) -> None:
        record = self._record
        self.context.open("referral", new=True, patient_id=record.patient_id, follow_up_id=record.id)

    def _print(self) -> None:
        place, record = self.context.app.place, self._record
        PaperPreview(
            self.context,
            self,
            lambda: Papers(place).follow_up_sheet(record.patient_id, record.form),
            self.tr("随访服务记录表"),
        ).open()

    def _show(self, found: tuple[Definition, Any]) -> None:
        form, patient = found
        self.patient_known.emit(patient, i18n.core(form.title))
        for section in form.sections:
            self._show_section(section)
        if self._record.note:
            self._answers.body.addWidget(SectionTitle(self.tr("备注")))
            self._answers.body.addWidget(label(self._record.note, wrap=True))
        self._answers.body.addStretch(1)

    def _show_section(self, section: Section) -> None:
        answers = self._record.answers
        filled = [field for field in section.fields if answers.get(field.key) not in (None, "", [])]
        if not filled:
            return
        self._answers.body.addWidget(SectionTitle(i18n.core(section.title)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 110)
        for number, field in enumerate(filled):
            grid.addWidget(label(i18n.core(field.label), "secondary"), number, 0)
            grid.addWidget(label(answer_words(field, answers), wrap=True), number, 1)
        self._answers.body.addLayout(grid)


def answer_words(field: FormField, answers: dict[str, Any]) -> str:
    """Return an answer as a person reads it."""
    if field.type in (AnswerType.CODE, AnswerType.CODES):
        return "、".join(i18n.core(field.name_of(code)) for code in answer_codes(answers, field.key))
    value = answers.get(field.key)
    if field.type is AnswerType.TABLE and isinstance(value, list):
        return "\n".join("　".join(str(text) for text in row.values() if text) for row in value)
    return f"{value} {field.unit}".strip()
