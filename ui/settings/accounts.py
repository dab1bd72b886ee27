"""Who may log in here: adding people, giving new passwords, closing accounts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.services.administration import AccountRow
from ui.context import UiContext
from ui.dialogs.account import AccountDialog, PasswordDialog
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection
from ui.widgets.dialog import ask

ACCOUNT = frozenset({"account"})


class AccountsSection(SettingsSection):
    """The list of accounts."""

    shown = ACCOUNT

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("AccountsSection", "账号"),
            QCoreApplication.translate("AccountsSection", "每人一个账号，谁做的事记在谁名下。"),
        )
        self.rows = self.table(
            "accounts", self._columns(), self.tr("没有账号。"), opened=self._edit, selected=self._enable
        )
        self._add = self.button(self.tr("添加账号"), self._new, kind="primary", icon="user-plus")
        self._change = self.button(self.tr("修改"), self._edit, icon="pencil")
        self._password = self.button(self.tr("重设密码"), self._reset, icon="key-round")
        self._close = self.button(self.tr("停用"), self._switch)
        self.button_row(self._add, self._change, self._password, self._close)

    def _columns(self) -> list[Column]:
        return [
            Column("name", self.tr("姓名"), lambda r: Cell(r.name, r.login, bold=True), 220),
            Column("roles", self.tr("角色"), lambda r: Cell(r.roles_text), 0),
            Column("dept", self.tr("科室"), lambda r: Cell(r.dept), 120),
            Column("phone", self.tr("电话"), lambda r: Cell(r.phone), 140),
            Column("state", self.tr("状态"), self._state, 150),
        ]

    def _state(self, row: AccountRow) -> Cell:
        if not row.active:
            return Cell(chip=self.tr("已停用"), meaning="unknown")
        if row.minutes_locked:
            words = self.tr("锁 {n} 分钟").format(n=row.minutes_locked)
            return Cell(chip=words, meaning="due")
        if row.must_change:
            return Cell(chip=self.tr("待改密码"), meaning="waiting")
        return Cell(chip=self.tr("在用"), meaning="done")

    def refresh(self) -> None:
        """Read the accounts."""
        closed = self.tell_not_allowed(Permission.ACCOUNTS)
        self._add.setEnabled(not closed)
        if closed:
            self.rows.set_rows([])
        else:
            self.run(self.context.app.administration.accounts, self._show)
        self._enable()

    def _show(self, accounts: tuple[AccountRow, ...]) -> None:
        chosen = self.rows.current_id()
        self.rows.set_rows(list(accounts))
        self.rows.fit_rows(10)
        self.rows.select_id(chosen)
        self._enable()

    def _enable(self) -> None:
        row = self.rows.current()
        for button in (self._change, self._password, self._close):
            button.setEnabled(row is not None)
        if row is not None:
            self._close.setText(self.tr("停用") if row.active else self.tr("重新启用"))

    def _new(self) -> None:
        AccountDialog(self.context, self, None).open()

    def _edit(self) -> None:
        row = self.rows.current()
        if row is not None:
            AccountDialog(self.context, self, row).open()

    def _reset(self) -> None:
        row = self.rows.current()
        if row is not None:
            PasswordDialog(self.context, self, row).open()

    def _switch(self) -> None:
        row = self.rows.current()
        if row is None:
            return
        if not row.active:
            self._set_active(row, active=True)
            return
        ask(
            self,
            self.tr("停用 {name} 的账号？").format(name=row.name),
            self.tr("停用后不能再登录；做过的事仍记在名下，随时可以重新启用。"),
            self.tr("停用"),
            lambda: self._set_active(row, active=False),
            danger=True,
        )

    def _set_active(self, row: AccountRow, *, active: bool) -> None:
        administration = self.context.app.administration
        self.run(lambda: administration.set_active(row.id, active=active), lambda _: self.refresh())
