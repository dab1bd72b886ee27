"""The county desk's first page: what has to be answered, urgent ones first, then those that wait longest."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from clinic_app.services.referral_rows import ReferralRow
from ui import i18n
from ui.context import UiContext
from ui.models.paged import Cell, Column
from ui.views.questions_banner import QuestionsBanner
from ui.views.rows import person_cell
from ui.widgets.blocks import EmptyState, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.page import PageWidget
from ui.widgets.table import PagedTable

URGENT = {"emergency": "urgent", "urgent": "urgent", "routine": "waiting"}


class InboxPage(PageWidget):
    """What has come to this desk and waits for it."""

    shown = frozenset({"referral", "referral_event", "referral_return", "referral_message", "op", "outbox"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        self._title = PageTitle(self.tr("收件箱"), " ")
        scan = Button(self.tr("扫码接收"), icon="qr-code")
        scan.clicked.connect(lambda: context.open("scan"))
        self._title.add_right(scan)
        new = Button(self.tr("下转患者"), key="new_referral")
        new.clicked.connect(lambda: context.open("referral", new=True))
        self._title.add_right(new)
        layout.addWidget(self._title)
        self.questions = QuestionsBanner(context)
        layout.addWidget(self.questions)
        empty = EmptyState(
            self.tr("都处理完了。各机构发来的转诊会自动出现在这里；现在就想看有没有新的，请同步。"),
            self.tr("立即同步"),
            icon="inbox",
            key="sync",
        )
        empty.acted.connect(self._sync)
        self.table = PagedTable.of(
            context,
            "inbox",
            self._columns(),
            source=lambda cursor: context.app.worklists.inbox(after=cursor),
            empty=empty,
            wrap=True,
        )
        self.table.opened.connect(lambda row: context.open("referral", referral_id=row.id))
        layout.addWidget(self.table, 1)

    def _columns(self) -> list[Column]:
        return [
            Column("patient", self.tr("患者"), person_cell, 220),
            Column("urgency", self.tr("缓急"), _urgency, 100),
            Column("waited", self.tr("已等"), lambda r: Cell(r.waited), 85),
            Column("from", self.tr("来自"), lambda r: Cell(r.other_name), 165),
            Column("matter", self.tr("事项"), _matter, 0),
            Column("now", self.tr("现在"), _now, 0),
        ]

    def show_at(self, current: str = "", **_: Any) -> None:
        """Show the list at a referral."""
        self.refresh()
        if current:
            self.table.select_id(current)
        self.table.setFocus()

    def _sync(self) -> None:
        if self.context.navigator is not None:
            self.context.navigator.sync()

    def place(self) -> dict[str, Any]:
        """Return the row."""
        return {"current": self.table.current_id()}

    def refresh(self) -> None:
        """Read the list again."""
        self.table.reload()
        self.questions.refresh()
        self.context.tasks.run(self.context.app.referrals.counts, self._counted, owner=self)

    def _counted(self, counts: Any) -> None:
        if not counts.to_do:
            words = self.tr("没有等您处理的")
        elif counts.urgent:
            words = self.tr("{n} 张等您处理，其中急的 {urgent} 张").format(
                n=counts.to_do, urgent=counts.urgent
            )
        else:
            words = self.tr("{n} 张等您处理").format(n=counts.to_do)
        self._title.set(self.tr("收件箱"), words)


def _urgency(row: ReferralRow) -> Cell:
    return (
        Cell("", chip=i18n.code("urgency", row.urgency_text), meaning=URGENT.get(row.urgency, "waiting"))
        if row.urgency_text
        else Cell()
    )


def _matter(row: ReferralRow) -> Cell:
    return Cell(f"{i18n.code('direction', row.direction_text)}　{row.impression}")


def _now(row: ReferralRow) -> Cell:
    rest = i18n.note(row.note.removeprefix(row.phase_text).removeprefix(" · "))
    return Cell(rest, chip=i18n.core(row.phase_text), meaning=row.meaning)
