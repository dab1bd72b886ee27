"""All referrals by whose move it is: 轮到我, 等对方, 已完成."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.context import UiContext
from ui.views.questions_banner import QuestionsBanner
from ui.views.rows import referral_columns
from ui.widgets.blocks import EmptyState, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.page import PageWidget
from ui.widgets.table import PagedTable

TO_DO, WAITING, ENDED = "to_do", "waiting", "ended"


class ReferralsPage(PageWidget):
    """The list of referrals, one box at a time."""

    shown = frozenset({"referral", "referral_event", "referral_return", "referral_message", "op", "outbox"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._phases: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        self._title = PageTitle(self.tr("转诊"))
        new = Button(self.tr("新建转诊"), kind="primary", key="new_referral")
        new.clicked.connect(lambda: context.open("referral", new=True))
        self._title.add_right(new)
        layout.addWidget(self._title)
        self.questions = QuestionsBanner(context)
        layout.addWidget(self.questions)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.box = ChoiceRow(
            [(TO_DO, self.tr("轮到我")), (WAITING, self.tr("等对方")), (ENDED, self.tr("已完成"))], TO_DO
        )
        self.box.setAccessibleName(self.tr("哪些转诊"))
        self.box.changed.connect(self._box_changed)
        self.way = ChoiceRow(
            [
                ("", self.tr("全部")),
                ("up", self.tr("上转")),
                ("down", self.tr("下转")),
                ("lateral", self.tr("同级")),
            ],
            "",
        )
        self.way.setAccessibleName(self.tr("方向"))
        self.way.changed.connect(lambda _: self._narrow())
        line.addWidget(self.box)
        line.addWidget(self.way)
        self._all = Button(self.tr("看全部"), kind="quiet", compact=True)
        self._all.clicked.connect(lambda: self.show_at(box=self._box()))
        line.addWidget(self._all)
        line.addStretch(1)
        layout.addLayout(line)
        self._empty = EmptyState("", self.tr("新建转诊"), icon="arrow-left-right")
        self._empty.acted.connect(lambda: context.open("referral", new=True))
        self.table = PagedTable.of(context, "referrals", referral_columns(), empty=self._empty, wrap=True)
        self.table.opened.connect(lambda row: context.open("referral", referral_id=row.id))
        layout.addWidget(self.table, 1)

    def _box(self) -> str:
        return str(self.box.value() or TO_DO)

    def show_at(
        self, box: str = "", phases: Sequence[str] = (), direction: str = "", current: str = "", **_: Any
    ) -> None:
        """Show a box, narrowed to phases if the first page asked for some, at a referral."""
        self._phases = tuple(phases)
        for row, value in ((self.box, box or self._box()), (self.way, direction)):
            row.blockSignals(True)
            row.set_value(value)
            row.blockSignals(False)
        self._narrow()
        if current:
            self.table.select_id(current)
        self.table.setFocus()

    def place(self) -> dict[str, Any]:
        """Return box, narrowing and row."""
        return {
            "box": self._box(),
            "phases": self._phases,
            "direction": str(self.way.value() or ""),
            "current": self.table.current_id(),
        }

    def _box_changed(self, _value: object) -> None:
        self._phases = ()
        self._narrow()

    def _narrow(self) -> None:
        box, phases, direction = self._box(), self._phases, str(self.way.value() or "")
        self._all.setVisible(bool(phases))
        words = {
            TO_DO: self.tr("没有等您处理的转诊。按 F4 为患者写一张转诊单。"),
            WAITING: self.tr("没有在等对方的转诊。"),
            ENDED: self.tr("还没有完成的转诊。"),
        }
        self._empty.set_text(words[box])
        referrals = self.context.app.referrals
        self.table.set_source(
            lambda cursor: referrals.page(box, after=cursor, phases=phases, direction=direction)
        )
        self._count()

    def _count(self) -> None:
        self.questions.refresh()
        self.context.tasks.run(self.context.app.referrals.counts, self._counted, owner=self)

    def _counted(self, counts: Any) -> None:
        numbers = {TO_DO: counts.to_do, WAITING: counts.waiting, ENDED: counts.ended}
        words = {TO_DO: self.tr("轮到我"), WAITING: self.tr("等对方"), ENDED: self.tr("已完成")}
        for (value, number), radio in zip(numbers.items(), self.box.radios(), strict=True):
            radio.setText(f"{words[value]} {number}" if number else words[value])
            radio.updateGeometry()

    def refresh(self) -> None:
        """Read the list again."""
        self.table.reload()
        self._count()
