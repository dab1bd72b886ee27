"""The contract with the family doctor on a patient's page: who, until when, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from clinic_app.services.family_contract_rows import ContractRow
from ui import i18n
from ui.context import UiContext
from ui.dialogs.family_contract import ContractDialog, EndContractDialog
from ui.widgets.blocks import Banner, Card, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty


class ContractCard(Card):
    """The contract that counts, earlier ones in a line each, and the buttons to sign, renew and end."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(QCoreApplication.translate("ContractCard", "家庭医生签约"))
        self.context = context
        self._patient_id, self._who = "", ""
        self._contract: ContractRow | None = None
        self._words = QVBoxLayout()
        self.body.addLayout(self._words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.sign = Button(self.tr("签约"), compact=True)
        self.sign.clicked.connect(self._sign)
        self.renew = Button(self.tr("续签"), compact=True)
        self.renew.clicked.connect(self._renew)
        self.mend = Button(self.tr("更正"), compact=True)
        self.mend.clicked.connect(self._mend)
        self.end = Button(self.tr("解约"), compact=True)
        self.end.clicked.connect(self._end)
        for button in (self.sign, self.renew, self.mend, self.end):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_contracts(
        self, patient_id: str, who: str, contracts: Sequence[ContractRow], *, ended: bool
    ) -> None:
        """Show a person's contracts; ``ended`` says that the archive is closed, so nothing can be signed."""
        self._patient_id, self._who = patient_id, who
        open_ones = [one for one in contracts if one.open]
        self._contract = next((one for one in open_ones if one.in_force), next(iter(open_ones), None))
        empty(self._words)
        if any(one.clashes for one in contracts):
            words = self.tr("同时有两份签约在生效（可能是合并档案带来的），请把不对的那份解约。")
            self._words.addWidget(Banner(words, "due"))
        for one in open_ones:
            self._add_open(one)
        for one in contracts:
            if not one.open:
                words = self.tr("{period}　{team}　{why}").format(
                    period=one.period_text, team=one.team_name, why=one.closed_text
                )
                self._words.addWidget(label(words, "small", wrap=True))
        if not contracts:
            self._words.addWidget(label(self.tr("没有签约。"), "secondary"))
        follows = any(one.previous_id == self._contract.id for one in open_ones) if self._contract else False
        self.sign.setVisible(self._contract is None and not ended)
        self.renew.setVisible(self._contract is not None and not follows and not ended)
        self.mend.setVisible(self._contract is not None)
        self.end.setVisible(self._contract is not None)

    def _add_open(self, one: ContractRow) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(one.team_name, "strong"))
        head.addWidget(Chip(i18n.core(one.state_text), one.meaning))
        head.addStretch(1)
        self._words.addLayout(head)
        self._words.addWidget(label(f"{one.doctor}　{one.doctor_phone}".strip(), wrap=True))
        self._words.addWidget(label(one.period_text, "secondary"))
        below = "　".join(part for part in (one.agreement_no, i18n.text(one.services_text)) if part)
        if below:
            self._words.addWidget(label(below, "small", wrap=True))

    def _sign(self) -> None:
        ContractDialog(self.context, self, self._patient_id, self._who).open()

    def _renew(self) -> None:
        if self._contract is not None:
            ContractDialog(self.context, self, self._patient_id, self._who, renews=self._contract.id).open()

    def _mend(self) -> None:
        if self._contract is not None:
            ContractDialog(self.context, self, self._patient_id, self._who, corrects=self._contract).open()

    def _end(self) -> None:
        if self._contract is not None:
            who = f"{self._who}　{self._contract.team_name}　{self._contract.period_text}"
            EndContractDialog(self.context, self, self._contract.id, who).open()
