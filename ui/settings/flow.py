"""Who has to agree before a slip goes out, and how long each side may take."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.domain.time_limits import LimitName
from clinic_app.services.approvals import URGENCIES
from clinic_app.services.reminders import LIMIT_NAMES
from ui import i18n
from ui.context import UiContext
from ui.forms.values import FieldValues
from ui.settings.section import SettingsSection
from ui.widgets.blocks import label
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, NarrowEdit

DIRECTIONS = ("up", "down", "lateral")


def roles_in(text: str) -> tuple[str, ...]:
    """Return the roles of a chain as it is typed: 科主任→医务科→院长, with any usual mark between them."""
    return tuple(part.strip() for part in re.split(r"->|[→>、，,；;\s]+", text) if part.strip())


class FlowSection(SettingsSection):
    """Chains of approval by direction and urgency, and the time limits."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("FlowSection", "审核与时限"),
            QCoreApplication.translate(
                "FlowSection", "审核岗位按顺序写，如：科主任→医务科→院长。空着就不用审核。"
            ),
        )
        self.chains = Form(label_width=130)
        places = {"up": self.tr("上转"), "down": self.tr("下转"), "lateral": self.tr("平级转")}
        names = {
            "emergency": self.tr("绿色通道（后补审）"),
            "urgent": self.tr("急"),
            "routine": self.tr("普通"),
        }
        for direction in DIRECTIONS:
            self.chains.section(places[direction])
            for urgency in URGENCIES:
                self.chains.row((f"{direction}.{urgency}", names[urgency], LineEdit(self.tr("不用审核"))))
        self.chain_values = FieldValues(self.chains)
        self.body.addWidget(self.chains)
        self._save_chains = self.button(self.tr("保存审核"), self._store_chains, kind="primary")
        self.button_row(self._save_chains)
        words = self.tr("超过时限的只列在“提醒”里，不会弹窗；填 0 就不提醒。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.limits = Form(label_width=180)
        for name in LimitName:
            self.limits.row((name.value, i18n.text(LIMIT_NAMES[name]), NarrowEdit(max_length=5)))
        self.limit_values = FieldValues(self.limits)
        self.body.addWidget(self.limits)
        self._save_limits = self.button(self.tr("保存时限"), self._store_limits, kind="primary")
        self.button_row(self._save_limits)

    def refresh(self) -> None:
        """Read what is set."""
        closed = self.tell_not_allowed(Permission.SETTINGS)
        for button in (self._save_chains, self._save_limits):
            button.setEnabled(not closed)
        app = self.context.app
        self.run(lambda: (app.approvals.chains(), app.reminders.limits()), self._show)

    def _show(self, found: tuple[Any, Any]) -> None:
        chains, limits = found
        self.chain_values.set({".".join(key): "→".join(chain) for key, chain in chains.items()})
        self.limit_values.set({name.value: str(value) for name, value in limits.items()})

    def _store_chains(self) -> None:
        chains: dict[tuple[str, str], tuple[str, ...]] = {}
        for name, text in self.chain_values.get().items():
            direction, _, urgency = name.partition(".")
            chains[direction, urgency] = roles_in(text)
        approvals = self.context.app.approvals
        self.run(lambda: approvals.set_chains(chains), self.saved, self.chains)

    def _store_limits(self) -> None:
        values, reminders = self.limit_values.get(), self.context.app.reminders
        self.run(lambda: reminders.set_limits(values), self.saved, self.limits)
