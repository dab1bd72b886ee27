"""What belongs to the person at work: the password."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from ui.context import UiContext
from ui.settings.section import SettingsSection
from ui.widgets.blocks import label
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit


class PersonSection(SettingsSection):
    """Changing one's own password."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, QCoreApplication.translate("PersonSection", "我的密码"))
        self._who = label("", "secondary")
        self.body.addWidget(self._who)
        self.form = Form(label_width=110)
        self.old, self.new, self.again = LineEdit(), LineEdit(), LineEdit()
        for field in (self.old, self.new, self.again):
            field.setEchoMode(LineEdit.EchoMode.Password)
        self.form.row(("old_password", self.tr("现在的密码"), self.old))
        self.form.row(("new_password", self.tr("新密码"), self.new))
        self.form.row(("again", self.tr("再输一遍"), self.again))
        self.body.addWidget(self.form)
        self.button_row(self.button(self.tr("改密码"), self._change, kind="primary", key="save"))

    def refresh(self) -> None:
        """Show who is at work, and empty fields."""
        user = self.context.app.session.user
        if user is not None:
            self._who.setText(self.tr("{name}，登录名 {login}").format(name=user.name, login=user.login))
        for field in (self.old, self.new, self.again):
            field.clear()
        self.form.clear_problems()

    def _change(self) -> None:
        old, new = self.old.text(), self.new.text()
        if new != self.again.text():
            message = say("两遍新密码不一样，请再输一遍")
            self.form.show_problems([Problem("again", "password.again", message)])
            return
        session = self.context.app.session
        self.run(lambda: session.change_password(old, new), self._changed, self.form)

    def _changed(self, _: Any) -> None:
        self.refresh()
        self.context.messages.info(self.tr("密码已改，下次登录用新密码。"))
