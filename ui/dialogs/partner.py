"""An institution entered by hand, and a contact card: short forms over the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.services.contact_cards import CardRow
from clinic_app.services.workplace import Institution
from ui.context import UiContext
from ui.dialogs.entry_box import EntryBox
from ui.forms.slip_fields import OrgField
from ui.forms.values import CodeField, FieldValues
from ui.widgets.blocks import label
from ui.widgets.line_edit import LineEdit, PhoneEdit
from ui.widgets.text_box import TextBox


class PartnerDialog(EntryBox):
    """Adds or changes an institution."""

    def __init__(self, context: UiContext, parent: QWidget, row: Institution | None) -> None:
        title = (
            QCoreApplication.translate("PartnerDialog", "添加机构")
            if row is None
            else QCoreApplication.translate("PartnerDialog", "修改机构")
        )
        super().__init__(context, parent, title, frozenset({"organization"}))
        self._entry = row
        form = self.form
        form.row(("name", self.tr("名称"), LineEdit()), ("short_name", self.tr("简称"), LineEdit()))
        form.row(
            ("level", self.tr("级别"), CodeField(context, "org_level", self.tr("按向下键选"))),
            ("role", self.tr("收治"), CodeField(context, "org_role", self.tr("按向下键选"))),
        )
        form.row(("phone", self.tr("转诊电话"), PhoneEdit()), ("code", self.tr("机构编码"), LineEdit()))
        form.row(("address", self.tr("地址"), LineEdit()))
        self._departments = TextBox(self.tr("一行一个科室，如：心内科"), lines=4)
        form.row(("departments", self.tr("科室"), self._departments))
        self.values = FieldValues(form)
        if row is None:
            self.values.set({"level": "county", "role": "both"})
        else:
            names = ("name", "short_name", "level", "role", "phone", "code", "address")
            self.values.set({name: getattr(row, name) for name in names})
            self._departments.set_text("\n".join(row.departments))
        self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        form.focus_first()

    def _save(self) -> None:
        values = self.values.get()
        lines = values.pop("departments").splitlines()
        directory, partner_id = self._context.app.directory, self._entry.id if self._entry is not None else ""
        self._run(lambda: directory.save_partner(values, partner_id, lines))


class CardDialog(EntryBox):
    """Adds or changes a contact card."""

    def __init__(self, context: UiContext, parent: QWidget, row: CardRow | None) -> None:
        title = (
            QCoreApplication.translate("CardDialog", "添加联系卡")
            if row is None
            else QCoreApplication.translate("CardDialog", "修改联系卡")
        )
        super().__init__(context, parent, title, frozenset({"contact_card"}))
        self._entry = row
        words = self.tr("本机构的联系卡会发给其他机构；别家机构的只记在本机，作备注用。")
        self.body.insertWidget(0, label(words, "secondary", wrap=True))
        self.org = OrgField(context, self.tr("空着就是本机构"))
        form = self.form
        form.row(("org_id", self.tr("机构"), self.org), ("dept", self.tr("科室"), LineEdit()))
        form.row(("person", self.tr("联系人"), LineEdit()), ("role", self.tr("职务"), LineEdit()))
        form.row(
            ("phone", self.tr("电话"), PhoneEdit()),
            ("hours", self.tr("值守时间"), LineEdit(self.tr("如：24 小时"))),
        )
        self.values = FieldValues(form)
        if row is not None:
            names = ("dept", "person", "role", "phone", "hours")
            self.values.set({name: getattr(row, name) for name in names})
            if not row.own:
                self.org.set_org(row.org_id, row.org_name)
        self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        form.focus_first()

    def _save(self) -> None:
        values = {**self.values.get(), "org_id": self.org.code()}
        values["checked_on"] = self._context.today().isoformat()
        cards, card_id = self._context.app.contact_cards, self._entry.id if self._entry is not None else ""
        self._run(lambda: cards.save(values, card_id))
