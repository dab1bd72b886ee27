"""Reminders: lists of what was left lying, each line with the one thing that settles it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from clinic_app.services.referral_details import ReferralDetail
from clinic_app.services.reminders import KIND_NAMES, ReminderKind, ReminderRow
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.consent import ConsentDialog
from ui.dialogs.referral_moves import MoveBox
from ui.dialogs.review import review
from ui.models.paged import Cell, Column
from ui.views.clock_warning import ClockWarning
from ui.views.rows import person_cell
from ui.widgets.blocks import EmptyState, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.page import PageWidget
from ui.widgets.table import PagedTable

ALL = "all"


class RemindersPage(PageWidget):
    """What waits longer than it should; nothing here ever stands in the way."""

    shown = frozenset(
        {"referral", "referral_event", "referral_return", "referral_message", "attachment", "follow_up"}
    )

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        look = theme.current()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(24), look.px(16), look.px(24), look.px(16))
        layout.setSpacing(look.px(12))
        self._title = PageTitle(self.tr("提醒"), " ")
        layout.addWidget(self._title)
        self.clock = ClockWarning(context)
        layout.addWidget(self.clock)
        options: list[tuple[object, str]] = [(ALL, self.tr("全部"))]
        options += [(kind.value, i18n.text(name)) for kind, name in KIND_NAMES.items()]
        self.kind = ChoiceRow(options, ALL)
        self.kind.changed.connect(lambda _: self._fill())
        layout.addWidget(self.kind)
        self.table = PagedTable.of(
            context,
            "reminders",
            self._columns(),
            empty=EmptyState(self.tr("这里没有要处理的。"), icon="circle-check"),
            row_id=lambda row: (row.kind, row.id),
        )
        self.table.opened.connect(self._open)
        self.table.selected.connect(self._offer)
        layout.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(12))
        self.settle = Button(self.tr("处理"), kind="primary", key="save")
        self.settle.clicked.connect(self._settle)
        self.look = Button(self.tr("打开转诊单"))
        self.look.clicked.connect(lambda: self._open(self._current))
        for button in (self.settle, self.look):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self._rows: tuple[ReminderRow, ...] = ()
        self._current: ReminderRow | None = None
        self._offer(None)

    def _columns(self) -> list[Column]:
        return [
            Column("patient", self.tr("患者"), lambda r: person_cell(r.row), 220),
            Column("kind", self.tr("提醒"), _kind, 135),
            Column("why", self.tr("情况"), lambda r: Cell(r.text), 0),
            Column("other", self.tr("对方"), lambda r: Cell(r.row.other_name), 175),
            Column("when", self.tr("转诊日期"), lambda r: Cell(r.row.day_text, dim=True), 140),
        ]

    def show_at(self, kind: str = ALL, **_: Any) -> None:
        """Show one list, or all of them."""
        self.kind.set_value(kind)
        self.refresh()
        self.table.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the list that is shown."""
        return {"kind": str(self.kind.value() or ALL)}

    def refresh(self) -> None:
        """Read every list again."""
        self.clock.refresh()
        self.context.tasks.run(self.context.app.reminders.all, self._read, owner=self)

    def _read(self, rows: tuple[ReminderRow, ...]) -> None:
        self._rows = rows
        self._fill()

    def _fill(self) -> None:
        kind = str(self.kind.value() or ALL)
        shown = [row for row in self._rows if kind in (ALL, row.kind.value)]
        urgent = sum(row.meaning == "urgent" for row in shown)
        words = self.tr("{n} 条").format(n=len(shown)) if shown else ""
        if urgent:
            words = self.tr("{n} 条，其中急的 {urgent} 条").format(n=len(shown), urgent=urgent)
        self._title.set(self.tr("提醒"), words or self.tr("都处理完了"))
        self.table.set_rows(shown)
        if not shown:
            self._offer(None)

    def _offer(self, row: ReminderRow | None) -> None:
        """Name the button after what settles the chosen line."""
        self._current = row
        words = {
            ReminderKind.REVIEW: self.tr("审核"),
            ReminderKind.CONSENT: self.tr("登记同意"),
            ReminderKind.CLOSING: self.tr("结案"),
            ReminderKind.QUESTION: self.tr("去答复"),
        }
        name = words.get(row.kind) if row is not None else None
        self.settle.setVisible(name is not None)
        if name is not None:
            self.settle.setText(name)
        self.look.setEnabled(row is not None)

    def _open(self, row: ReminderRow | None) -> None:
        if row is None:
            return
        if row.kind is ReminderKind.REVIEW:
            review(self.context, self, row.id, self.refresh)
        else:
            self.context.open("referral", referral_id=row.id)

    def _settle(self) -> None:
        row = self._current
        if row is None:
            return
        if row.kind is ReminderKind.REVIEW:
            review(self.context, self, row.id, self.refresh)
        elif row.kind is ReminderKind.QUESTION:
            self.context.open("referral", referral_id=row.id)
        elif row.kind is ReminderKind.CONSENT:
            ConsentDialog(self.context, self, row.row, self.refresh)
        elif row.kind is ReminderKind.CLOSING:
            self.context.tasks.run(
                lambda: self.context.app.referrals.get(row.id), self._close_one, owner=self
            )

    def _close_one(self, detail: ReferralDetail) -> None:
        MoveBox(self.context, self, detail, "closed", lambda _: self.refresh())


def _kind(row: ReminderRow) -> Cell:
    return Cell("", chip=i18n.text(KIND_NAMES[row.kind]), meaning=row.meaning)
