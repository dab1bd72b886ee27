"""The workbench: whose move it is, what is due today, what happened last."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.drafts import DraftRow
from clinic_app.services.referral_rows import ReferralRow
from clinic_app.services.worklists import Group, Line, Workbench
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.emergency import EmergencyDialog
from ui.views.clock_warning import ClockWarning
from ui.views.rows import referral_columns
from ui.widgets.blocks import Banner, Card, EmptyState, PageScroll, PageTitle, Separator, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty
from ui.widgets.page import PageWidget
from ui.widgets.press import PressRow
from ui.widgets.table import PagedTable


class WorkbenchPage(PageWidget):
    """First page of the day."""

    shown = frozenset(
        {
            "referral",
            "referral_event",
            "referral_return",
            "referral_message",
            "patient",
            "patient_move",
            "follow_up",
            "follow_up_plan",
        }
    )

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        scroll = PageScroll.filling(self)
        self._title = PageTitle(self.tr("今天"))
        scroll.content.addWidget(self._title)
        self.clock = ClockWarning(context)
        scroll.content.addWidget(self.clock)
        self._drafts = QVBoxLayout()
        scroll.content.addLayout(self._drafts)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        self._cards = {
            "to_do": Card(self.tr("轮到我")),
            "waiting": Card(self.tr("等对方")),
            "follow_ups": Card(self.tr("随访")),
        }
        for card in self._cards.values():
            cards.addWidget(card, 1)
        scroll.content.addLayout(cards)
        self._reminders = Card(self.tr("提醒"))
        scroll.content.addWidget(self._reminders)
        self._reminders.hide()
        self._empty = EmptyState(
            self.tr("还没有患者。先导入 Excel 名册，或登记第一位患者。"), self.tr("去患者页")
        )
        self._empty.acted.connect(lambda: context.open("patients"))
        self.table = PagedTable.of(context, "workbench", referral_columns(), empty=self._empty, wrap=True)
        self.table.opened.connect(self._open_referral)
        scroll.content.addWidget(self.table)
        scroll.content.addLayout(self._buttons())
        scroll.content.addStretch(1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        new = Button(self.tr("新建转诊"), kind="primary", key="new_referral")
        new.clicked.connect(lambda: self.context.open("referral", new=True))
        emergency = Button(self.tr("急诊先转"), icon="circle-alert", key="emergency")
        emergency.clicked.connect(self._send_emergency)
        register = Button(self.tr("登记患者"))
        register.clicked.connect(lambda: self.context.open("patient", new=True))
        due = Button(self.tr("到期随访"), key="due")
        due.clicked.connect(lambda: self.context.open("follow_ups"))
        for button in (new, emergency, register, due):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _send_emergency(self) -> None:
        EmergencyDialog(self.context, self, lambda one: self.context.open("referral", referral_id=one))

    def show_at(self, **_: Any) -> None:
        """Read the day anew."""
        self.refresh()

    def refresh(self) -> None:
        """Read the day anew."""
        app = self.context.app
        self.clock.refresh()
        self.context.tasks.run(app.worklists.workbench, self._show, owner=self)

    def _show(self, day: Workbench) -> None:
        self._title.set(self.tr("今天"), day.today_text)
        for name, card in self._cards.items():
            self._fill(card, getattr(day, name))
        self._fill_reminders(day.reminders)
        self._reminders.setVisible(day.reminders.count > 0)
        self._show_drafts(day.drafts)
        self._tell_how_to_begin(day)
        self.table.set_rows(list(day.recent))
        self.table.fit_rows(8)

    def _tell_how_to_begin(self, day: Workbench) -> None:
        """Say in an empty list what to do first; later only that there is nothing."""
        county = self.context.role == "county"
        if not day.start:
            words = self.tr("还没有转诊。找到患者后按 F4，为他写第一张转诊单。")
        elif county:
            words = self.tr("还没有收到转诊。先登记县平台，各机构发来的转诊会出现在这里。")
        else:
            words = self.tr("还没有患者。先导入 Excel 名册，或登记第一位患者。")
        self._empty.set_text(words)
        if self._empty.button is not None:
            self._empty.button.setVisible(bool(day.start) and not county)

    def _fill(self, card: Card, group: Group) -> None:
        card.set_count(str(group.count))
        empty(card.body)
        if not group.lines:
            card.body.addWidget(label(self.tr("没有"), "secondary"))
        for number, line in enumerate(group.lines):
            if number:
                card.body.addWidget(Separator("line_soft"))
            card.body.addWidget(self._line(line))
        card.body.addStretch(1)

    def _fill_reminders(self, group: Group) -> None:
        """Fill the reminders in columns under the three boxes: the list below must stay in sight."""
        self._reminders.set_count(str(group.count))
        empty(self._reminders.body)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(48))
        for column in range(len(self._cards)):
            grid.setColumnStretch(column, 1)
        for number, line in enumerate(group.lines):
            grid.addWidget(self._line(line), *divmod(number, len(self._cards)))
        self._reminders.body.addLayout(grid)

    def _line(self, line: Line) -> QWidget:
        text = i18n.text(line.text)
        row = PressRow(text)
        count = label(str(line.count), "number")
        count.setMinimumWidth(22)
        row.body.addWidget(count)
        words = text.removeprefix(str(line.count)).strip()
        row.body.addWidget(label(words, wrap=True), 1)
        if line.meaning in ("urgent", "due", "unknown"):
            words = i18n.text(line.chip) or self._meaning(line.meaning)
            row.body.addWidget(Chip(words, line.meaning))
        row.pressed.connect(lambda: self.context.open(line.page, **line.where))
        return row

    def _meaning(self, meaning: str) -> str:
        words = {"urgent": self.tr("今天处理"), "due": self.tr("待办"), "unknown": self.tr("不知是否收到")}
        return words[meaning]

    def _show_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        empty(self._drafts)
        for draft in drafts[:3]:
            words = self.tr("没写完：{title}　{detail}").format(title=draft.title, detail=draft.detail)
            banner = Banner(words, "waiting")
            banner.add_action(self.tr("接着写"), lambda d=draft: self._open_draft(d))
            self._drafts.addWidget(banner)

    def _open_draft(self, draft: DraftRow) -> None:
        if draft.form == "referral":
            self.context.open("referral", new=True, patient_id=draft.key)
        elif draft.form == "patient":
            self.context.open("patient", patient_id=draft.key, edit=True, new=not draft.key)
        elif draft.form == "return_slip":
            self.context.open("referral", referral_id=draft.key, write_return=True)
        else:
            self.context.open("follow_up", draft_key=draft.key)

    def _open_referral(self, row: ReferralRow) -> None:
        self.context.open("referral", referral_id=row.id)

    def place(self) -> dict[str, Any]:
        """Return nothing: the page always shows today."""
        return {}
