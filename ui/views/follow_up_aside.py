"""What stands around a follow-up form: whose it is and why, what the norm says, and the visit before."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.follow_up_visits import FollowUpAdvice, FollowUpStart
from clinic_app.services.patient_cards import PatientRow
from ui import i18n, theme
from ui.widgets.blocks import Banner, Card, PageTitle, label
from ui.widgets.chip import Chip
from ui.widgets.choice_row import CheckBox
from ui.widgets.emptying import empty

COMPARED = ("visited_on", "result_class", "sbp", "fpg", "weight", "compliance", "outcome", "plan")
"""Answers of the visit before that say most, in this order."""


class AdviceCard(Card):
    """Class, reasons and next day by the norm; the doctor decides."""

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("AdviceCard", "按规范"))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what will stand here."""
        empty(self.body)
        words = self.tr("填了以后，这里给出分类、下次日期和要不要转诊。")
        self.body.addWidget(label(words, "secondary", wrap=True))

    def show_advice(self, advice: FollowUpAdvice) -> None:
        """Show what the norm says."""
        empty(self.body)
        if advice.refer in ("advise", "emergency"):
            emergency = advice.refer == "emergency"
            words = self.tr("处理后紧急转诊") if emergency else self.tr("建议转诊")
            self.body.addWidget(Chip(words, "urgent" if emergency else "due"))
        if advice.class_text:
            self.body.addWidget(label(advice.class_text, "heading", wrap=True))
        for reason in advice.reasons:
            self.body.addWidget(label(reason, wrap=True))
        if advice.next_on:
            words = self.tr("建议下次随访：{day}").format(day=advice.next_on)
            self.body.addWidget(label(words, wrap=True))
        if advice.in_person_wanted:
            words = self.tr("今年面对面随访 {done} 次（含这次），规范要求 {wanted} 次").format(
                done=advice.in_person, wanted=advice.in_person_wanted
            )
            enough = advice.in_person >= advice.in_person_wanted
            self.body.addWidget(Chip(words, "done" if enough else "waiting"))
        words = self.tr("仅供参考，由医生决定；可以直接改表里的内容。")
        self.body.addWidget(label(words, "small", wrap=True))


class PreviousCard(Card):
    """The most telling answers of the visit before."""

    def __init__(self, start: FollowUpStart) -> None:
        super().__init__(QCoreApplication.translate("PreviousCard", "上一次"))
        previous = start.previous or {}
        fields = {field.key: field for field in start.form.fields()}
        for key in COMPARED:
            value = previous.get(key)
            if not value or key not in fields:
                continue
            field = fields[key]
            name = i18n.core(field.label)
            text = i18n.core(field.name_of(str(value))) if field.choices else f"{value} {field.unit}".strip()
            if key == "sbp" and previous.get("dbp"):
                name, text = self.tr("血压"), f"{value}/{previous['dbp']} mmHg"
            self.body.addWidget(label(f"{name}　{text}", wrap=True))


class FollowUpHead(QWidget):
    """Whose follow-up it is, with allergies in sight, and why it is due.

    Attributes:
        late: box for a visit that is entered after the fact.
    """

    def __init__(self) -> None:
        super().__init__()
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(10))
        self._title = PageTitle("")
        self.late = CheckBox(self.tr("补录（以前做的，现在才录入）"))
        self._title.add_right(self.late)
        outer.addWidget(self._title)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(look.px(8))
        outer.addLayout(self._chips)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(look.px(8))
        outer.addLayout(self._notices)

    def clear(self) -> None:
        """Show nobody."""
        self._title.set(self.tr("随访"))
        self.late.hide()
        empty(self._chips)
        empty(self._notices)

    def show_person(self, patient: PatientRow, below: str) -> None:
        """Show whose follow-up it is, and a line under the name."""
        self._title.set(patient.name, below)
        empty(self._chips)
        words = "　".join(filter(None, (patient.gender_text, patient.age, patient.village, patient.phone)))
        self._chips.addWidget(label(words, "secondary"))
        for substance in patient.allergies:
            self._chips.addWidget(Chip(self.tr("{what}过敏").format(what=substance), "urgent"))
        for tag in patient.tags:
            self._chips.addWidget(Chip(tag, "waiting"))
        self._chips.addStretch(1)

    def tell_reason(self, start: FollowUpStart) -> None:
        """Say why the visit is due, and what the upper hospital advised."""
        plan = start.plan
        if plan is not None and (plan.reason or plan.advice):
            advice = "" if start.referral_text else plan.advice
            words = "　".join(filter(None, (plan.due_text, plan.reason, advice)))
            meaning = "due" if plan.overdue_days else "waiting"
            self._notices.addWidget(Banner(self.tr("安排：{words}").format(words=words), meaning))
        if start.referral_text:
            words = self.tr("上级医院的意见：{words}").format(words=start.referral_text)
            self._notices.addWidget(Banner(words, "waiting"))
