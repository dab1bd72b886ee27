"""One account: who it is, what the person may do, and a first or a new password."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.practitioner import ROLE_NAMES
from clinic_app.services.administration import AccountRow
from ui import i18n
from ui.context import UiContext
from ui.dialogs.entry_box import EntryBox
from ui.forms.values import FieldValues
from ui.widgets.blocks import label
from ui.widgets.check_group import CheckGroup
from ui.widgets.line_edit import LineEdit, PhoneEdit

ACCOUNT = frozenset({"account"})


class AccountDialog(EntryBox):
    """Makes or changes an account."""

    def __init__(self, context: UiContext, parent: QWidget, row: AccountRow | None) -> None:
        title = (
            QCoreApplication.translate("AccountDialog", "添加账号")
            if row is None
            else QCoreApplication.translate("AccountDialog", "修改账号")
        )
        super().__init__(context, parent, title, ACCOUNT, width=600)
        self._entry = row
        self.name, self.login = LineEdit(), LineEdit(self.tr("姓名拼音首字母，如 lys"))
        self.form.row(("name", self.tr("姓名"), self.name), ("login", self.tr("登录名"), self.login))
        self.roles = CheckGroup([(role.value, i18n.text(name)) for role, name in ROLE_NAMES.items()])
        self.form.row(("roles", self.tr("角色"), self.roles))
        self.form.row(("dept", self.tr("科室"), LineEdit()), ("phone", self.tr("电话"), PhoneEdit()))
        self.password = LineEdit(self.tr("8 位以上，大小写字母、数字、符号至少三种"))
        self.password.setEchoMode(LineEdit.EchoMode.Password)
        if row is None:
            self.form.row(("password", self.tr("初始密码"), self.password))
        self.values = FieldValues(self.form)
        if row is None:
            words = self.tr("把登录名和初始密码告诉本人，第一次登录时要自己改掉。")
            self.body.addWidget(label(words, "secondary", wrap=True))
        else:
            self.values.set({"name": row.name, "login": row.login, "dept": row.dept, "phone": row.phone})
            self.roles.set_values(role.value for role in row.roles)
        self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self.name.setFocus()

    def _save(self) -> None:
        app = self._context.app
        values: dict[str, Any] = {**self.values.get(), "roles": self.roles.values()}
        password = values.pop("password", "") if self._entry is None else ""
        account_id = self._entry.id if self._entry is not None else ""

        def store() -> None:
            app.administration.save_account(values, account_id, password)
            app.session.reload()

        self._run(store, self.tr("账号已保存"))


class PasswordDialog(EntryBox):
    """Gives somebody a new password."""

    def __init__(self, context: UiContext, parent: QWidget, row: AccountRow) -> None:
        super().__init__(
            context,
            parent,
            QCoreApplication.translate("PasswordDialog", "给 {name} 重设密码").format(name=row.name),
            ACCOUNT,
            width=600,
        )
        self._entry = row
        self.password = LineEdit(self.tr("8 位以上，大小写字母、数字、符号至少三种"))
        self.password.setEchoMode(LineEdit.EchoMode.Password)
        self.form.row(("password", self.tr("新密码"), self.password))
        words = self.tr("告诉本人；下次登录时要自己改掉。账号若因输错密码锁住，也会同时解开。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.add_button(self.tr("重设密码"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self.password.setFocus()

    def _save(self) -> None:
        administration, password, account_id = (
            self._context.app.administration,
            self.password.text(),
            self._entry.id,
        )
        self._run(lambda: administration.set_password(account_id, password), self.tr("密码已重设"))
