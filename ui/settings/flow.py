"""Who has to agree before a slip goes out, and how long each side may take."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.domain.time_limits import LimitName
from clinic_app.services.reminders import LIMIT_NAMES
from ui import i18n
from ui.context import UiContext
from ui.forms.values import FieldValues
from ui.settings.approval import ApprovalForm
from ui.settings.section import SettingsSection
from ui.widgets.blocks import SectionTitle, label
from ui.widgets.form import Form
from ui.widgets.line_edit import NarrowEdit


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
        self.approval = ApprovalForm()
        self.body.addWidget(self.approval)
        self._save_chains = self.button(self.tr("保存审核"), self._store_chains, kind="primary")
        self.button_row(self._save_chains)
        self.body.addWidget(SectionTitle(self.tr("时限")))
        words = self.tr("超过时限的只列在“提醒”里，不会弹窗；填 0 就不提醒。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.limits = Form(label_width=180)
        fields = [(name.value, i18n.text(LIMIT_NAMES[name]), NarrowEdit(max_length=5)) for name in LimitName]
        for start in range(0, len(fields), 2):
            self.limits.row(*fields[start : start + 2])
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
        self.run(
            lambda: (
                app.approvals.chains(),
                app.approvals.reviewers(),
                app.approvals.people(),
                app.reminders.limits(),
            ),
            self._show,
        )

    def _show(self, found: tuple[Any, ...]) -> None:
        chains, named, people, limits = found
        self.approval.show_chains(chains, named, people)
        self.limit_values.set({name.value: str(value) for name, value in limits.items()})

    def _store_chains(self) -> None:
        chains, named = self.approval.chains(), self.approval.named()
        approvals = self.context.app.approvals

        def store() -> None:
            approvals.set_chains(chains)
            approvals.set_reviewers(named)

        self.run(store, self.saved, self.approval.form)

    def _store_limits(self) -> None:
        values, reminders = self.limit_values.get(), self.context.app.reminders
        self.run(lambda: reminders.set_limits(values), self.saved, self.limits)
