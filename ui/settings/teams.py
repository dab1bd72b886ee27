"""Teams of family doctors, and how long before its end a contract is put on the list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.services.family_contract_rows import TeamRow
from ui.context import UiContext
from ui.dialogs.doctor_team import TeamDialog
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection
from ui.widgets.blocks import SectionTitle
from ui.widgets.dialog import ask
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, PhoneEdit

CHANGED = frozenset({"doctor_team"})


class TeamsSection(SettingsSection):
    """The teams of this institution."""

    shown = frozenset({"doctor_team", "family_contract"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("TeamsSection", "家庭医生团队"),
            QCoreApplication.translate("TeamsSection", "签约时选团队；名称和电话印在联系卡上。"),
        )
        self.rows = self.table(
            "teams",
            self._columns(),
            self.tr("还没有团队。先添加一个，再给居民签约。"),
            opened=self._edit,
            selected=self._enable,
        )
        self._add = self.button(self.tr("添加团队"), self._new, kind="primary", icon="plus")
        self._change = self.button(self.tr("修改"), self._edit, icon="pencil")
        self._stop = self.button(self.tr("停用"), self._close)
        self._again = self.button(self.tr("重新启用"), self._reopen)
        self.button_row(self._add, self._change, self._stop, self._again)
        self.body.addWidget(SectionTitle(self.tr("签约到期与联系卡")))
        self.form = Form(label_width=150)
        self.days, self.hotline = LineEdit(), PhoneEdit()
        self.form.row(("renew_days", self.tr("到期前几天列入续签"), self.days), blank=1)
        self.form.row(("hotline", self.tr("服务监督电话"), self.hotline), blank=1)
        self.body.addWidget(self.form)
        self._keep = self.button(self.tr("保存"), self._store, key="save")
        self.button_row(self._keep)

    def _columns(self) -> list[Column]:
        return [
            Column("name", self.tr("团队"), self._name, 220),
            Column("leader", self.tr("团队长"), lambda r: Cell(r.leader, r.phone_text), 220),
            Column("members", self.tr("成员"), lambda r: Cell("、".join(m.name for m in r.members)), 180),
            Column("villages", self.tr("服务村组"), lambda r: Cell(r.villages, r.hours), 0),
            Column("people", self.tr("签约人数"), lambda r: Cell(str(r.people)), 90, right=True),
        ]

    def _name(self, row: TeamRow) -> Cell:
        if row.closed:
            return Cell(row.name, chip=self.tr("已停用"), meaning="waiting", dim=True)
        return Cell(row.name, bold=True)

    def refresh(self) -> None:
        """Read the teams and what is set."""
        closed = self.tell_not_allowed(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        self._add.setEnabled(not closed)
        self._keep.setEnabled(self.may(Permission.SETTINGS, Permission.REFERRAL_REVIEW))
        app = self.context.app
        self.run(
            lambda: (
                app.doctor_teams.teams(closed=True),
                app.family_contracts.renew_days(),
                app.family_contracts.hotline(),
            ),
            self._show,
        )

    def _show(self, found: tuple[Any, ...]) -> None:
        chosen = self.rows.current_id()
        self.rows.set_rows(list(found[0]))
        self.rows.fit_rows(10)
        self.rows.select_id(chosen)
        self.days.setText(str(found[1]))
        self.hotline.setText(found[2])
        self._enable()

    def _enable(self) -> None:
        row, may = self.rows.current(), self.may(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        self._change.setEnabled(may and row is not None)
        self._stop.setEnabled(may and row is not None and not row.closed)
        self._again.setEnabled(may and row is not None and row.closed)

    def _new(self) -> None:
        TeamDialog(self.context, self, None).open()

    def _edit(self) -> None:
        row = self.rows.current()
        if row is not None and self._change.isEnabled():
            TeamDialog(self.context, self, row).open()

    def _close(self) -> None:
        row, teams = self.rows.current(), self.context.app.doctor_teams
        if row is None:
            return
        words = self.tr("签在这个团队的 {n} 人照旧有效，之后请陆续改签。").format(n=row.people)
        ask(
            self,
            self.tr("停用“{name}”？").format(name=row.name),
            words,
            self.tr("停用"),
            lambda: self.run(lambda: teams.close(row.id), self.saved, changes=CHANGED),
            danger=True,
        )

    def _reopen(self) -> None:
        row, teams = self.rows.current(), self.context.app.doctor_teams
        if row is not None:
            self.run(lambda: teams.reopen(row.id), self.saved, changes=CHANGED)

    def _store(self) -> None:
        contracts, days, hotline = self.context.app.family_contracts, self.days.text(), self.hotline.text()
        self.run(lambda: contracts.set_settings(days, hotline), self.saved, self.form)
