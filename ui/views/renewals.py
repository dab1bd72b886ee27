"""Whose contract with the family doctor comes to its end: renew it, or end it with the reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
from PySide6.QtWidgets import QHBoxLayout

from clinic_app.services.changes import Page
from clinic_app.services.family_contract_rows import RenewalRow, TeamRow
from clinic_app.services.family_contracts import ContractCounts
from ui import i18n
from ui.context import UiContext
from ui.dialogs.family_contract import ContractDialog, EndContractDialog
from ui.dialogs.paper_preview import PaperPreview
from ui.models.paged import Cell, Column
from ui.views.due_page import DuePage
from ui.views.rows import person_cell
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice

QUARTER = 90


@attrs.frozen
class _Around:
    """What the page needs beside the list."""

    counts: ContractCounts
    teams: tuple[TeamRow, ...]
    villages: list[str]
    days: int


class RenewalsPage(DuePage):
    """The list of contracts to renew."""

    shown = frozenset({"family_contract", "doctor_team", "patient", "patient_link"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._wanted: tuple[Any, str, str] = (None, "", "")
        words = self.tr("没有要续签的。签约在患者页面里办；快到期的会自己排到这里。")
        table = self._table("renewals", self._columns(), self._page, EmptyState(words, icon="id-card"))
        table.opened.connect(lambda row: context.open("patient", patient_id=row.patient_id))
        self._lay(self.tr("家庭医生签约"), self._filters(), self._buttons())

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.span = ChoiceRow(
            [("over", self.tr("已到期")), ("due", self.tr("该续签")), ("quarter", self.tr("90 天内到期"))],
            "due",
        )
        self.span.setAccessibleName(self.tr("看到哪天"))
        self.span.changed.connect(lambda _: self._filtered())
        self.village = self._choice("village", self.tr("全部村"), 190)
        self.team = self._choice("team", self.tr("全部团队"), 190)
        for widget in (self.span, self.village, self.team):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _columns(self) -> list[Column]:
        return [
            Column("patient", self.tr("患者"), person_cell, 220),
            Column("ends", self.tr("到期"), self._ends, 250),
            Column("team", self.tr("团队"), lambda r: Cell(r.team_name, r.doctor), 0),
            Column("village", self.tr("村"), lambda r: Cell(r.village), 140),
            Column("phone", self.tr("电话"), lambda r: Cell(r.phone), 150),
        ]

    def _ends(self, row: RenewalRow) -> Cell:
        if row.overdue_days:
            words = self.tr("过期 {n} 天").format(n=row.overdue_days)
            return Cell(row.ends_text, chip=words, meaning="urgent")
        return Cell(row.ends_text, chip=i18n.core(row.state_text), meaning=row.meaning)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._renew = Button(self.tr("续签"), kind="primary", key="save")
        self._renew.clicked.connect(self._ask_renewal)
        self._end = Button(self.tr("解约"), icon="x")
        self._end.clicked.connect(self._ask_end)
        self._list = Button(self.tr("打印名单"), key="print", icon="printer")
        self._list.clicked.connect(self._print)
        self._for_one = (self._renew, self._end)
        for button in self._for_one:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._list)
        return row

    # --- showing ------------------------------------------------------------------------------

    def show_at(self, span: str = "", contract_id: str = "", **_: Any) -> None:
        """Show the list: ``over``, ``due`` or ``quarter``, at a contract."""
        if span:
            self.span.set_value(span)
        self._read_around()
        self._filtered()
        if contract_id:
            self.table.select_id(contract_id)
        self.table.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the choice and the contract that is selected."""
        return {"span": self.span.value(), "contract_id": self.table.current_id() or ""}

    def _filtered(self) -> None:
        """Note what is asked for, since the list is read on a worker, which may not look at fields."""
        today, span = self.context.today(), self.span.value()
        until = {"over": today - timedelta(days=1), "quarter": today + timedelta(days=QUARTER)}.get(str(span))
        self._wanted = (until, self.village.code(), self.team.code())
        super()._filtered()

    def _page(self, cursor: Any) -> Page[RenewalRow]:
        until, village, team = self._wanted
        return self.context.app.family_contracts.renewals(until, village, team, cursor)

    def _read_around(self) -> None:
        app = self.context.app
        self.context.tasks.run(
            lambda: _Around(
                app.family_contracts.counts(),
                app.doctor_teams.teams(closed=True),
                app.patients.villages(),
                app.family_contracts.renew_days(),
            ),
            self._show_around,
            owner=self,
        )

    def _show_around(self, around: _Around) -> None:
        counts = around.counts
        words = self.tr("签约中 {active} 人　{days} 天内到期 {soon} 人　已到期 {over} 人")
        self._title.set(
            self.tr("家庭医生签约"),
            words.format(active=counts.active, days=around.days, soon=counts.soon, over=counts.over),
        )
        self._names = {
            "village": [Choice(name, name) for name in around.villages if name],
            "team": [Choice(team.id, team.name) for team in around.teams],
        }

    # --- acting -------------------------------------------------------------------------------

    def _ask_renewal(self) -> None:
        row = self.table.current()
        if row is not None:
            who = f"{row.patient_name}　{i18n.gender_age(row)}　{row.village}"
            ContractDialog(self.context, self, row.patient_id, who, renews=row.id).open()

    def _ask_end(self) -> None:
        row = self.table.current()
        if row is not None:
            who = f"{row.patient_name}　{row.team_name}　{row.ends_text}"
            EndContractDialog(self.context, self, row.id, who, reason="expired").open()

    def _print(self) -> None:
        papers, (until, village, team) = self.context.app.printing.papers, self._wanted
        title = self.tr("签约到期名单")
        PaperPreview(
            self.context,
            self,
            lambda: papers.renewal_list(until, village=village, team_id=team),
            title,
            book=lambda: papers.renewal_book(until, village=village, team_id=team),
        ).open()
