"""The first start: institution, first account, recovery code; and opening with a code or a phrase."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_app.domain.errors import ClinicError, KeyMissing, Rejected
from clinic_app.services.app import App
from clinic_app.services.setup import (
    SetupForm,
    SetupResult,
    check_setup,
    open_with_recovery_code,
    set_up,
    suggest,
)
from ui.context import UiContext
from ui.views.from_backup import choose_backup
from ui.views.login import PasswordEdit
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.form import Form
from ui.widgets.gate import StartGate
from ui.widgets.line_edit import LineEdit, PhoneEdit
from ui.widgets.text_box import TextBox


class SetupGate(StartGate):
    """Sets up a new installation in one page, then shows the recovery code once."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, width=760)
        self.set_title(self.tr("第一次使用"))
        self.words.setText(
            self.tr("填好这一页就能用。数据加密存在本机，断网也能工作；县平台可以以后再登记。")
        )
        self._app: App | None = None
        self._fields()
        self._go = self.add_button(self.tr("开始使用"), self._check, kind="primary", key="save")
        self._old = self.add_button(self.tr("换了电脑：从备份恢复"), self._from_backup)

    def _fields(self) -> None:
        self.role = ChoiceRow(
            [("clinic", self.tr("乡镇卫生院、村卫生室")), ("county", self.tr("县医院转诊办"))], "clinic"
        )
        self.name, self.login = LineEdit(self.tr("公章上的全称")), LineEdit(self.tr("自动取姓名首字母"))
        self.account_name = LineEdit()
        self.password, self.again = PasswordEdit(self.tr("至少 8 位，有字母和数字")), PasswordEdit()
        self.passphrase = PasswordEdit(self.tr("本机没有钥匙串时用来开库"))
        self.address, self.phone, self.account_phone = LineEdit(), PhoneEdit(), PhoneEdit()
        self.dept = LineEdit()
        form = self.form
        form.section(self.tr("机构"))
        form.row(("role", self.tr("这台电脑在"), self.role))
        form.row(("name", self.tr("机构名称"), self.name))
        form.row(("phone", self.tr("机构电话"), self.phone), ("address", self.tr("地址"), self.address))
        form.section(self.tr("您"))
        form.row(
            ("account_name", self.tr("姓名"), self.account_name), ("login", self.tr("登录名"), self.login)
        )
        form.row(
            ("account_dept", self.tr("科室"), self.dept),
            ("account_phone", self.tr("手机"), self.account_phone),
        )
        form.row(("password", self.tr("密码"), self.password), ("again", self.tr("再输一次"), self.again))
        form.row(("passphrase", self.tr("开库口令"), self.passphrase))
        form.set_row_visible("passphrase", False)
        self.account_name.editingFinished.connect(self._suggest)
        self.setFocusProxy(self.name)

    def _suggest(self) -> None:
        if not self.login.text().strip():
            self.login.setText(suggest(self._form()).login)

    def _form(self) -> SetupForm:
        role = str(self.role.value() or "clinic")
        return SetupForm(
            name=self.name.text().strip(),
            account_name=self.account_name.text().strip(),
            login=self.login.text().strip(),
            password=self.password.text(),
            level="county" if role == "county" else "township",
            role=role,
            address=self.address.text().strip(),
            phone=self.phone.text().strip(),
            account_phone=self.account_phone.text().strip(),
            account_dept=self.dept.text().strip(),
            passphrase=self.passphrase.text(),
        )

    def _check(self) -> None:
        self._suggest()
        self.form.clear_problems()
        if self.password.text() != self.again.text():
            self.explain(self.tr("两次输入的密码不一样，请再输一次。"))
            self.again.setFocus()
            return
        form = suggest(self._form())
        problems = check_setup(form)
        if problems:
            self.fail(Rejected(problems))
            return
        self._go.setEnabled(False)
        self.words.setText(self.tr("正在建立加密数据库……"))
        basedir = self.context.basedir
        self.context.tasks.run(lambda: set_up(basedir, form), self._done, self._failed, owner=self)

    def _from_backup(self) -> None:
        """Go on with the backup of the PC before."""
        backup = choose_backup(self.context, self)
        if backup is not None:
            self.restore.emit(backup)

    def _failed(self, error: ClinicError) -> None:
        self._go.setEnabled(True)
        if isinstance(error, KeyMissing):
            # This machine has no keyring: a phrase takes its place.
            self.form.set_row_visible("passphrase", True)
            self.passphrase.setFocus()
        self.fail(error)

    def _done(self, result: SetupResult) -> None:
        self._app = result.app
        self.form.hide()
        self._go.hide()
        self._old.hide()
        self.set_title(self.tr("请抄下恢复码"))
        self.words.setText(
            self.tr(
                "电脑坏了、重装了系统，只有这个码能打开数据库。"
                "请抄在纸上或打印，锁进柜子，不要存在这台电脑里。"
            )
        )
        code = label(result.recovery_code, "heading", wrap=True)
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        code.setAccessibleName(self.tr("恢复码 {code}").format(code=result.recovery_code))
        place = self.column.indexOf(self.trouble)
        self.column.insertWidget(place, code)
        copy = Button(self.tr("复制"), icon="copy")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(result.recovery_code))
        self.column.insertWidget(place + 1, copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._joining = Form()
        self._ticket = TextBox(self.tr("没有就留空，以后在「数据往来」里登记"), lines=2)
        self._joining.row(("ticket", self.tr("县平台登记码"), self._ticket))
        self.column.insertWidget(place + 2, self._joining)
        self._done_button = self.add_button(self.tr("已抄好，进入程序"), self._enter, kind="primary")
        self._done_button.setFocus()

    def _enter(self) -> None:
        line, app = self._ticket.text().strip(), self._app
        if not line or app is None:
            self.opened.emit(app)
            return
        self._done_button.setEnabled(False)
        self.explain("")
        self.context.tasks.run_long(
            lambda _: app.sync_control.enrol(line),
            lambda _: self.opened.emit(app),
            self._not_joined,
            owner=self,
        )

    def _not_joined(self, error: ClinicError) -> None:
        self._done_button.setEnabled(True)
        if isinstance(error, Rejected):
            self._joining.show_problems(error.problems)
        self.explain(self.tr("还没有登记成。可以改好再试，也可以清空这一行先进入程序，以后再登记。"))


class PassphraseGate(StartGate):
    """Asks for the phrase that opens the database on a machine without a keyring."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.set_title(self.tr("输入开库口令"))
        self.words.setText(self.tr("这台电脑没有钥匙串，数据库用口令加密。输错不会损坏数据。"))
        self.phrase = PasswordEdit(last=True)
        self.form.row(("passphrase", self.tr("口令"), self.phrase))
        self.add_button(self.tr("打开"), self._open, kind="primary")
        self.phrase.entered.connect(self._open)
        self.setFocusProxy(self.phrase)

    def _open(self) -> None:
        basedir, phrase = self.context.basedir, self.phrase.text()
        self.context.tasks.run(
            lambda: App.open(basedir, passphrase=phrase), self.opened.emit, self.fail, owner=self
        )


class RecoveryGate(StartGate):
    """Opens the database with the recovery code when its key is gone from the keyring."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, width=560)
        self.set_title(self.tr("用恢复码打开"))
        self.words.setText(
            self.tr(
                "本机的钥匙串里没有数据库的密钥，可能重装过系统。数据没有动过。请输入建库时抄下的恢复码。"
            )
        )
        self.code = TextBox("", lines=2)
        self.form.row(("code", self.tr("恢复码"), self.code))
        self.add_button(self.tr("打开"), self._open, kind="primary", key="save")
        self.setFocusProxy(self.code)

    def _open(self) -> None:
        basedir, code = self.context.basedir, self.code.text()
        self.context.tasks.run(
            lambda: open_with_recovery_code(basedir, code), self.opened.emit, self.fail, owner=self
        )
