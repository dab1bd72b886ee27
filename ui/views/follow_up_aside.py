"""What stands beside a follow-up form: what the norm says about it, and the visit before for comparison."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.services.follow_up_visits import FollowUpAdvice, FollowUpStart
from ui import i18n
from ui.widgets.blocks import Card, label
from ui.widgets.chip import Chip

COMPARED = ("visited_on", "result_class", "sbp", "fpg", "weight", "compliance", "outcome", "plan")
"""Answers of the visit before that say most, in this order."""


class AdviceCard(Card):
    """Class, reasons and next day by the norm; the doctor decides."""

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("AdviceCard", "按规范"))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what will stand here."""
        clear(self.body)
        words = self.tr("填了以后，这里给出分类、下次日期和要不要转诊。")
        self.body.addWidget(label(words, "secondary", wrap=True))

    def show_advice(self, advice: FollowUpAdvice) -> None:
        """Show what the norm says."""
        clear(self.body)
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


def clear(layout: Any) -> None:
    """Take everything out of a layout, layouts inside it included."""
    while layout.count():
        item = layout.takeAt(0)
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
