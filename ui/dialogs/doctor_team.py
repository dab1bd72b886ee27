"""A team of family doctors: who leads it, who belongs to it, where it works."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.services.family_contract_rows import TeamRow
from ui.context import UiContext
from ui.dialogs.entry_box import EntryBox
from ui.forms.values import FieldValues
from ui.widgets.line_edit import LineEdit, PhoneEdit
from ui.widgets.rows_edit import RowsEdit

MOST_MEMBERS = 12


class TeamDialog(EntryBox):
    """Adds or changes a team."""

    def __init__(self, context: UiContext, parent: QWidget, row: TeamRow | None) -> None:
        title = (
            QCoreApplication.translate("TeamDialog", "添加家庭医生团队")
            if row is None
            else QCoreApplication.translate("TeamDialog", "修改家庭医生团队")
        )
        super().__init__(context, parent, title, frozenset({"doctor_team"}))
        self._entry = row
        form = self.form
        form.row(
            ("name", self.tr("团队名称"), LineEdit(self.tr("如：第二家庭医生团队"))),
            ("leader", self.tr("团队长"), LineEdit()),
        )
        form.row(
            ("phone", self.tr("团队电话"), PhoneEdit()),
            ("hours", self.tr("服务时间"), LineEdit(self.tr("如：工作日 8:00～18:00"))),
        )
        form.row(
            ("villages", self.tr("服务村组"), LineEdit(self.tr("如：王家沟村、东沟村。签约时按村找到团队")))
        )
        columns = [
            ("role", self.tr("岗位，如：护士、公卫医师")),
            ("name", self.tr("姓名")),
            ("phone", self.tr("电话")),
        ]
        self.members = RowsEdit(columns, MOST_MEMBERS)
        form.row(("members", self.tr("团队成员"), self.members))
        self.members.line_added.connect(form.watch)
        self.values = FieldValues(form)
        if row is not None:
            self.values.set({n: getattr(row, n) for n in ("name", "leader", "phone", "hours", "villages")})
            self.members.set_rows(
                [{"role": one.role, "name": one.name, "phone": one.phone} for one in row.members]
            )
        self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        form.focus_first()

    def _save(self) -> None:
        values = {**self.values.get(), "members": self.members.rows()}
        teams, team_id = self._context.app.doctor_teams, self._entry.id if self._entry is not None else ""
        self._run(lambda: teams.save(values, team_id))
