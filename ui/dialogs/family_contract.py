"""Signing, renewing, correcting and ending a contract with the family doctor."""

from __future__ import annotations

from typing import Any

import attrs
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.family_contract import last_day
from clinic_app.services.family_contract_rows import ContractRow, TeamRow
from ui import i18n
from ui.context import UiContext
from ui.dialogs.entry_box import EntryBox
from ui.forms.values import CodeField, FieldValues
from ui.widgets.blocks import label
from ui.widgets.check_group import CheckGroup
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice, NameEdit, search_in
from ui.widgets.date_edit import DateEdit
from ui.widgets.line_edit import LineEdit, PhoneEdit

CHANGES = frozenset({"family_contract", "patient"})


@attrs.frozen
class _Begin:
    """What the form begins with."""

    teams: tuple[TeamRow, ...]
    values: dict[str, Any]


class ContractDialog(EntryBox):
    """Enters a signed contract: a first one, one that follows another, or a correction."""

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        patient_id: str,
        who: str,
        *,
        renews: str = "",
        corrects: ContractRow | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        title = translate("ContractDialog", "家庭医生签约")
        if corrects is not None:
            title = translate("ContractDialog", "更正签约")
        elif renews:
            title = translate("ContractDialog", "续签")
        super().__init__(context, parent, title, CHANGES, width=760)
        self._patient_id, self._renews, self._corrects = patient_id, renews, corrects
        self._teams: dict[str, TeamRow] = {}
        self.body.insertWidget(0, label(who, "secondary"))
        self._add_fields()
        self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        app = context.app
        context.tasks.run(
            lambda: _Begin(
                app.doctor_teams.teams(),
                _values_of(corrects) if corrects else app.family_contracts.prefill(patient_id, renews),
            ),
            self._begin,
            owner=self,
        )

    def _add_fields(self) -> None:
        context, form = self._context, self.form
        self.team = NameEdit(self._find_team, self.tr("按向下键选团队"), open_empty=True)
        self.team.chosen.connect(self._team_chosen)
        self.doctor, self.phone = LineEdit(), PhoneEdit()
        self.starts, self.ends = DateEdit(context.today), DateEdit(context.today)
        self.years = ChoiceRow([("1", self.tr("1 年")), ("2", self.tr("2 年")), ("3", self.tr("3 年"))], "1")
        self.years.changed.connect(lambda _: self._set_end())
        self.starts.date_changed.connect(lambda _: self._set_end())
        form.row(("team_id", self.tr("团队"), self.team), ("agreement_no", self.tr("协议编号"), LineEdit()))
        form.row(("doctor", self.tr("家庭医生"), self.doctor), ("doctor_phone", self.tr("电话"), self.phone))
        form.row(
            ("signed_on", self.tr("签约日期"), DateEdit(context.today)),
            ("years", self.tr("期限"), self.years),
        )
        form.row(("starts_on", self.tr("服务开始"), self.starts), ("ends_on", self.tr("服务结束"), self.ends))
        codes = context.app.place.tables.get("contract_service").codes
        self.services = CheckGroup([(one.code, i18n.code("contract_service", one.name)) for one in codes])
        form.row(("services", self.tr("服务包"), self.services))
        form.row(
            ("signer", self.tr("签约人"), LineEdit()),
            ("signer_relation", self.tr("与患者关系"), CodeField(context, "relation")),
        )
        self.values = FieldValues(form)

    def _begin(self, begin: _Begin) -> None:
        self._teams = {team.id: team for team in begin.teams}
        values = begin.values
        for name in self.form.names():
            if name not in ("team_id", "years", "services"):
                self.values.set_one(name, values.get(name))
        self.services.set_values(values.get("services", ()))
        team_id = str(values.get("team_id") or "")
        name = self._teams[team_id].name if team_id in self._teams else str(values.get("team_name") or "")
        self.team.set_item(Choice(team_id, name) if team_id else None)
        if not self._teams and not team_id:
            self.form.add(
                label(
                    self.tr("还没有家庭医生团队。请先到 设置 › 家庭医生团队 里添加。"), "secondary", wrap=True
                )
            )
        self.form.focus_first()

    def _find_team(self, text: str) -> list[Choice]:
        return search_in([Choice(team.id, team.name, team.leader) for team in self._teams.values()])(text)

    def _team_chosen(self, item: Any) -> None:
        """Offer leader and telephone of the team, unless somebody of it stands there already."""
        team = self._teams.get(item.code) if item is not None else None
        if team is None:
            return
        phones = {team.leader: team.phone, **{one.name: one.phone for one in team.members}}
        if self.doctor.text().strip() not in phones:
            self.doctor.setText(team.leader)
            self.phone.setText(team.phone)

    def _set_end(self) -> None:
        first, years = self.starts.date(), self.years.value()
        if first is not None and years:
            self.ends.set_date(last_day(first, int(str(years))))

    def _save(self) -> None:
        values: dict[str, Any] = {**self.values.get(), "team_id": self.team.code()}
        values.pop("years")
        values["services"] = self.services.values()
        contracts, patient_id, renews = self._context.app.family_contracts, self._patient_id, self._renews
        if self._corrects is not None:
            contract_id = self._corrects.id
            self._run(lambda: contracts.change(contract_id, values))
        else:
            self._run(lambda: contracts.sign(patient_id, {**values, "previous_id": renews}))


def _values_of(row: ContractRow) -> dict[str, Any]:
    names = ("team_id", "team_name", "doctor", "doctor_phone", "agreement_no", "signed_on", "starts_on")
    return {name: getattr(row, name) for name in (*names, "ends_on", "services", "signer", "signer_relation")}


class EndContractDialog(EntryBox):
    """Ends a contract, with the reason."""

    def __init__(
        self, context: UiContext, parent: QWidget, contract_id: str, who: str, *, reason: str = ""
    ) -> None:
        title = QCoreApplication.translate("EndContractDialog", "解约")
        super().__init__(context, parent, title, CHANGES, width=560)
        self._contract_id = contract_id
        self.body.insertWidget(0, label(who, "secondary", wrap=True))
        self.reason = CodeField(context, "contract_closed", self.tr("按向下键选原因"))
        self.reason.set_code(reason)
        self.note = LineEdit(self.tr("选“其他”时写明"))
        self.day = DateEdit(context.today)
        self.day.set_date(context.today())
        self.form.row(("reason", self.tr("原因"), self.reason))
        self.form.row(("note", self.tr("说明"), self.note))
        self.form.row(("on", self.tr("解约日期"), self.day))
        self.add_button(self.tr("解约"), self._end, kind="danger", key="save")
        self.add_button(self.tr("返回"))
        self.reason.setFocus()

    def _end(self) -> None:
        reason, note, day = self.reason.code(), self.note.text(), self.day.date()
        contracts, contract_id = self._context.app.family_contracts, self._contract_id
        self._run(lambda: contracts.end(contract_id, reason, day, note))
