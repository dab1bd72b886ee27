"""Log-in, the first change of the password, and the lock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from clinic_app.services.session import LoginChoice
from ui.context import UiContext
from ui.widgets.code_edit import Choice, CodeEdit
from ui.widgets.gate import Gate
from ui.widgets.line_edit import LineEdit


class PasswordEdit(LineEdit):
    """A field whose text is not shown; as the last of a log-in, Enter goes in instead of on.

    Signals:
        entered: Enter was pressed in the last field.
    """

    entered = Signal()

    def __init__(self, placeholder: str = "", *, last: bool = False) -> None:
        super().__init__(placeholder)
        self._last = last
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def take(self) -> bool:
        """Answer the form's Enter: the last field keeps the focus and goes in."""
        if self._last:
            self.entered.emit()
        return not self._last


class LoginGate(Gate):
    """Who is at the desk, and the password.

    Signals:
        entered: somebody is logged in.
    """

    entered = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.words.setText(self.tr("选自己的名字，输入密码。登录名是姓名的拼音首字母。"))
        self._accounts: tuple[LoginChoice, ...] = ()
        self.login = CodeEdit(self._find, self.tr("拼音首字母或姓名"), free=True, open_empty=True)
        self.password = PasswordEdit(last=True)
        self.form.row(("login", self.tr("登录名"), self.login))
        self.form.row(("password", self.tr("密码"), self.password))
        self.enter = self.add_button(self.tr("登录"), self._enter, kind="primary")
        self.password.entered.connect(self._enter)
        self.set_title(self._institution())
        self.context.tasks.run(self._session().accounts, self._show, owner=self)
        self.setFocusProxy(self.login)

    def _session(self) -> Any:
        return self.context.app.session

    def _institution(self) -> str:
        return self.context.app.institution.called

    def _find(self, text: str) -> list[Choice]:
        wanted = text.strip().casefold()
        return [
            Choice(account.login, account.name, account.roles_text)
            for account in self._accounts
            if account.login.casefold().startswith(wanted) or wanted in account.name.casefold()
        ]

    def _show(self, accounts: tuple[LoginChoice, ...]) -> None:
        self._accounts = accounts
        if len(accounts) == 1:
            only = accounts[0]
            self.login.set_item(Choice(only.login, only.name, only.roles_text))
            self.setFocusProxy(self.password)
            self.password.setFocus()

    def _enter(self) -> None:
        login = self.login.code() or self.login.text().strip()
        password, session = self.password.text(), self._session()
        self.enter.setEnabled(False)
        self.context.tasks.run(
            lambda: session.log_in(login, password),
            lambda _: self.entered.emit(),
            self._failed,
            owner=self,
        )

    def _failed(self, error: Any) -> None:
        self.enter.setEnabled(True)
        self.password.clear()
        self.fail(error)
        self.password.setFocus()


class FirstPasswordGate(Gate):
    """The first password, given by somebody else, is changed before any work.

    Signals:
        entered: the password was changed.
    """

    entered = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.set_title(self.tr("请换一个自己的密码"))
        self.words.setText(self.tr("至少 8 个字符，要有字母和数字。只有您自己知道。"))
        self.old, self.new, self.again = PasswordEdit(), PasswordEdit(), PasswordEdit(last=True)
        self.form.row(("old_password", self.tr("现在的"), self.old))
        self.form.row(("new_password", self.tr("新密码"), self.new))
        self.form.row(("again", self.tr("再输一次"), self.again))
        self.change = self.add_button(self.tr("换成新密码"), self._change, kind="primary", key="save")
        self.again.entered.connect(self._change)
        self.setFocusProxy(self.old)

    def _change(self) -> None:
        if self.new.text() != self.again.text():
            self.explain(self.tr("两次输入的新密码不一样，请再输一次。"))
            return
        old, new, session = self.old.text(), self.new.text(), self.context.app.session
        self.context.tasks.run(
            lambda: session.change_password(old, new), lambda _: self.entered.emit(), self.fail, owner=self
        )


class LockGate(Gate):
    """Covers the window while its user is away; only the same person's password opens it.

    Signals:
        entered: the window may be seen again.
    """

    entered = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, width=400)
        user = context.app.session.user
        self.set_title(self.tr("已锁定"))
        name = user.name if user is not None else ""
        self.words.setText(self.tr("{name}，输入密码继续。没保存的内容都还在。").format(name=name))
        self.password = PasswordEdit(last=True)
        self.form.row(("password", self.tr("密码"), self.password))
        self.open = self.add_button(self.tr("解锁"), self._unlock, kind="primary")
        self.password.entered.connect(self._unlock)
        self.setFocusProxy(self.password)

    def _unlock(self) -> None:
        password, session = self.password.text(), self.context.app.session
        self.context.tasks.run(
            lambda: session.unlock(password), lambda _: self.entered.emit(), self._failed, owner=self
        )

    def _failed(self, error: Any) -> None:
        self.password.clear()
        self.fail(error)
        self.password.setFocus()
