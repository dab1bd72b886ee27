"""Contact cards: whom to ring where, and when somebody last found the number true."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.services.contact_cards import CardRow
from ui.context import UiContext
from ui.dialogs.partner import CardDialog
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection
from ui.widgets.dialog import ask
from ui.widgets.line_edit import LineEdit

CARD = frozenset({"contact_card"})


class CardsSection(SettingsSection):
    """The county's telephone list as it is known here."""

    shown = CARD

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("CardsSection", "联系卡"),
            QCoreApplication.translate("CardsSection", "转诊电话打给谁。半年没核对的会提醒。"),
        )
        self.search = LineEdit(self.tr("找机构、科室、人名、电话，可用拼音首字母"))
        self.search.setAccessibleName(self.tr("找联系卡"))
        self.search.textChanged.connect(lambda _: self.refresh())
        self.body.addWidget(self.search)
        self.rows = self.table(
            "cards",
            self._columns(),
            self.tr("还没有联系卡。先添加本机构的转诊电话。"),
            opened=self._edit,
            selected=self._enable,
        )
        self._add = self.button(self.tr("添加联系卡"), self._new, kind="primary", icon="plus")
        self._change = self.button(self.tr("修改"), self._edit, icon="pencil")
        self._true = self.button(self.tr("号码核对过了"), self._checked, icon="check")
        self._drop = self.button(self.tr("停用"), self._remove)
        self.button_row(self._add, self._change, self._true, self._drop)

    def _columns(self) -> list[Column]:
        return [
            Column("org", self.tr("机构"), lambda r: Cell(r.org_name, r.dept, bold=True), 300),
            Column("who", self.tr("联系人"), lambda r: Cell(r.person, r.role), 180),
            Column("phone", self.tr("电话"), lambda r: Cell(r.phone_text), 170),
            Column("hours", self.tr("值守"), lambda r: Cell(r.hours), 0),
            Column("checked", self.tr("核对"), self._age, 190),
        ]

    def _age(self, row: CardRow) -> Cell:
        if row.stale:
            return Cell(row.checked_text, chip=self.tr("请核对"), meaning="due")
        return Cell(row.checked_text, dim=True)

    def refresh(self) -> None:
        """Read the cards that fit what was typed."""
        closed = self.tell_not_allowed(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        self._add.setEnabled(not closed)
        cards, text = self.context.app.contact_cards, self.search.text()
        self.run(lambda: cards.cards(text), self._show)
        self._enable()

    def _show(self, found: tuple[CardRow, ...]) -> None:
        chosen = self.rows.current_id()
        self.rows.set_rows(list(found))
        self.rows.fit_rows(12)
        self.rows.select_id(chosen)
        self._enable()

    def _enable(self) -> None:
        row = self.rows.current()
        mine = row is not None and (row.own or row.private)
        for button in (self._change, self._true, self._drop):
            button.setEnabled(mine)

    def _new(self) -> None:
        CardDialog(self.context, self, None).open()

    def _edit(self) -> None:
        row = self.rows.current()
        if row is not None and (row.own or row.private):
            CardDialog(self.context, self, row).open()

    def _checked(self) -> None:
        row, cards = self.rows.current(), self.context.app.contact_cards
        if row is not None:
            self.run(lambda: cards.checked(row.id), lambda _: self.refresh())

    def _remove(self) -> None:
        row, cards = self.rows.current(), self.context.app.contact_cards
        if row is None:
            return
        reason = self.tr("不再使用")
        ask(
            self,
            self.tr("停用这张联系卡？"),
            f"{row.org_name} {row.dept} {row.person} {row.phone_text}",
            self.tr("停用"),
            lambda: self.run(lambda: cards.remove(row.id, reason), lambda _: self.refresh()),
            danger=True,
        )
