"""The limits of the follow-up norms: what is in force here, what the norm says, and where it comes from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.services.follow_up_limits import FollowUpLimits, LimitRow
from ui import i18n
from ui.context import UiContext
from ui.forms.values import FieldValues
from ui.settings.section import SettingsSection
from ui.widgets.form import Form
from ui.widgets.line_edit import NarrowEdit


class FollowUpLimitsSection(SettingsSection):
    """A number for every limit, the norm's own beside it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("FollowUpLimitsSection", "随访标准"),
            QCoreApplication.translate(
                "FollowUpLimitsSection", "随访分类、下次日期和转诊提示按这里的数字算。清空就按国家规范。"
            ),
        )
        self._limits = FollowUpLimits(context.app.place)
        self.form = Form(label_width=280)
        self.body.addWidget(self.form)
        self._save = self.button(self.tr("保存"), self._store, kind="primary", key="save")
        self.button_row(self._save)
        self.values: FieldValues | None = None

    def refresh(self) -> None:
        """Read the limits."""
        closed = self.tell_not_allowed(Permission.SETTINGS, Permission.REFERRAL_REVIEW)
        self._save.setEnabled(not closed)
        self.run(self._limits.rows, self._show)

    def _show(self, rows: tuple[LimitRow, ...]) -> None:
        if self.values is None:
            self._make(rows)
        for row in rows:
            self.values.set_one(row.name, row.value)  # pyright: ignore[reportOptionalMemberAccess]

    def _make(self, rows: tuple[LimitRow, ...]) -> None:
        for row in rows:
            field = NarrowEdit()
            words = self.tr("规范 {value}　{source}")
            field.set_note(words.format(value=row.national, source=i18n.text(row.source)))
            self.form.row((row.name, f"{i18n.text(row.label)}（{i18n.text(row.unit)}）", field))
        self.values = FieldValues(self.form)

    def _store(self) -> None:
        if self.values is None:
            return
        typed = self.values.get()
        self.run(lambda: self._limits.save(typed), self._saved, self.form)

    def _saved(self, _: object) -> None:
        self.saved()
        self.refresh()
