"""Our own institution: what stands at the head of every slip."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.services.workplace import Institution
from ui.context import UiContext
from ui.forms.values import CodeField, FieldValues
from ui.settings.section import SettingsSection
from ui.widgets.blocks import Banner
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, PhoneEdit
from ui.widgets.text_box import TextBox


class OwnSection(SettingsSection):
    """The card of this institution."""

    shown = frozenset({"organization"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("OwnSection", "本机构"),
            QCoreApplication.translate("OwnSection", "印在每张单上的名称、地址和电话。"),
        )
        self._listed = Banner(self.tr("本机构的资料由县平台统一维护，要更正请联系县平台管理员。"), "waiting")
        self.body.addWidget(self._listed)
        self._listed.hide()
        self.form = Form()
        form = self.form
        form.row(("name", self.tr("名称"), LineEdit()), ("short_name", self.tr("简称"), LineEdit()))
        form.row(
            ("code", self.tr("机构编码"), LineEdit()),
            ("level", self.tr("级别"), CodeField(context, "org_level")),
        )
        form.row(
            ("phone", self.tr("转诊电话"), PhoneEdit()), ("slip_prefix", self.tr("单号开头"), LineEdit())
        )
        form.row(("address", self.tr("地址"), LineEdit()))
        self.departments = TextBox(self.tr("一行一个科室"), lines=4)
        form.row(("departments", self.tr("科室"), self.departments))
        self.values = FieldValues(form)
        self.body.addWidget(form)
        self._save = self.button(self.tr("保存"), self._store, kind="primary", key="save")
        self.button_row(self._save)

    def refresh(self) -> None:
        """Read the card."""
        app = self.context.app
        closed = self.tell_not_allowed(Permission.SETTINGS)
        self._save.setEnabled(not closed)
        self.run(app.directory.own, self._show)

    def _show(self, own: Institution) -> None:
        for name in ("name", "short_name", "code", "level", "phone", "slip_prefix", "address"):
            self.values.set_one(name, getattr(own, name))
        self.departments.set_text("\n".join(own.departments))
        self._listed.setVisible(own.listed)
        self._save.setVisible(not own.listed)
        self._role = own.role

    def _store(self) -> None:
        values = self.values.get()
        values.pop("departments", None)
        values["role"] = self._role
        lines = self.departments.text().splitlines()
        directory = self.context.app.directory
        changed = frozenset({"organization"})
        self.run(lambda: directory.save_own(values, lines), self.saved, self.form, changed)
