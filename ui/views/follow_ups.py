"""Whose follow-up is due: overdue, today and the coming days, by village and doctor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
from PySide6.QtWidgets import QHBoxLayout

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.field_checks import stored_date
from clinic_app.services.changes import Page
from clinic_app.services.follow_up_rows import DueChoice, PlanRow
from clinic_app.services.follow_ups import DueCounts
from clinic_app.services.papers import Papers
from ui.context import UiContext
from ui.dialogs.follow_up_plan import ClosePlanDialog, MovePlanDialog, NewPlanDialog
from ui.dialogs.paper_preview import PaperPreview
from ui.models.paged import Cell, Column
from ui.views.due_page import DuePage
from ui.views.rows import person_cell
from ui.widgets.blocks import EmptyState
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.refusal import tell_refusal

SPANS = {"overdue": -1, "today": 0, "week": 7, "month": 30}
"""Days from today up to which each choice looks."""


@attrs.frozen
class _Around:
    """What the page needs beside the list."""

    counts: DueCounts
    villages: list[str]
    doctors: list[str]


class FollowUpsPage(DuePage):
    """The due list."""

    shown = frozenset({"follow_up", "follow_up_plan", "patient_move", "patient", "patient_link"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._wanted = DueChoice(context.today())
        self._empty = EmptyState("", icon="calendar-check")
        table = self._table("follow_ups", self._columns(), self._page, self._empty)
        table.opened.connect(self._open)
        self._lay(self.tr("随访"), self._filters(), self._buttons())
        for button in self._papers():
            self._title.add_right(button)

    # --- the page -----------------------------------------------------------------------------

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.span = ChoiceRow(
            [
                ("overdue", self.tr("已过期")),
                ("today", self.tr("到今天")),
                ("week", self.tr("7 天内")),
                ("month", self.tr("30 天内")),
            ],
            "today",
        )
        self.span.setAccessibleName(self.tr("看到哪天"))
        self.span.changed.connect(lambda _: self._filtered())
        self.day = DateEdit(self.context.today, self.tr("只看某一天"))
        self.day.setAccessibleName(self.tr("只看某一天"))
        self.day.setFixedWidth(190)
        self.day.date_changed.connect(lambda _: self._filtered())
        self.village = self._choice("village", self.tr("全部村"), 150)
        self.doctor = self._choice("doctor", self.tr("全部医生"), 150)
        row.addWidget(self.span)
        row.addWidget(self.day)
        row.addWidget(self.village)
        row.addWidget(self.doctor)
        row.addStretch(1)
        return row

    def _columns(self) -> list[Column]:
        return [
            Column("patient", self.tr("患者"), person_cell, 146),
            Column("what", self.tr("随访"), self._what, 166),
            Column("due", self.tr("应随访"), self._due, 214),
            Column("why", self.tr("原因和建议"), lambda r: Cell(r.reason, r.advice), 0),
            Column("village", self.tr("村"), lambda r: Cell(r.village), 90),
            Column("phone", self.tr("电话"), lambda r: Cell(r.phone), 121),
        ]

    def _what(self, row: PlanRow) -> Cell:
        return Cell(row.form_name, row.doctor)

    def _due(self, row: PlanRow) -> Cell:
        if row.overdue_days:
            words = self.tr("过期 {n} 天").format(n=row.overdue_days)
            return Cell(row.due_text, chip=words, meaning="urgent")
        if row.meaning == "due":
            return Cell("", chip=self.tr("今天"), meaning="due")
        return Cell(row.due_text, dim=True)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._do = Button(self.tr("做随访"), kind="primary", key="due")
        self._do.clicked.connect(lambda: self._open(self.table.current()))
        self._move = Button(self.tr("改期"), icon="calendar-clock")
        self._move.clicked.connect(lambda: self._ask(MovePlanDialog))
        self._end = Button(self.tr("终止随访"), icon="x")
        self._end.clicked.connect(lambda: self._ask(ClosePlanDialog))
        plan = Button(self.tr("安排随访"), icon="plus")
        plan.clicked.connect(self._ask_plan)
        self._for_one = (self._do, self._move, self._end)
        for button in (*self._for_one, plan):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _papers(self) -> tuple[Button, ...]:
        """Return the buttons for the whole list; there is room beside the title."""
        self._list = Button(self.tr("打印名单"), key="print", icon="printer")
        self._list.clicked.connect(lambda: self._print(calls=False))
        self._calls = Button(self.tr("打印电话名单"), icon="phone")
        self._calls.clicked.connect(lambda: self._print(calls=True))
        self._sheets = Button(self.tr("打印随访表"), icon="file-text")
        self._sheets.clicked.connect(self._print_sheets)
        contracts = Button(self.tr("签约到期"), icon="id-card")
        contracts.clicked.connect(lambda: self.context.open("renewals"))
        return contracts, self._sheets, self._list, self._calls

    # --- showing ------------------------------------------------------------------------------

    def show_at(self, until: str = "", plan_id: str = "", span: str = "", **_: Any) -> None:
        """Show the due list up to a day (``2026-11-29``) or for one of the choices, at a plan."""
        if span in SPANS:
            self.span.set_value(span)
        elif until:
            self.span.set_value(self._span_of(stored_date(until)))
        self._filtered()
        if plan_id:
            self.table.select_id(plan_id)
        self._read_around()
        self.table.setFocus()

    def _span_of(self, day: date | None) -> str:
        ahead = (day - self.context.today()).days if day is not None else 0
        return next((name for name, days in SPANS.items() if ahead <= days), "month")

    def place(self) -> dict[str, Any]:
        """Return the choice and the plan that is selected."""
        return {"span": self.span.value(), "plan_id": self.table.current_id() or ""}

    def _filtered(self) -> None:
        """Note what is asked for, since the list is read on a worker, which may not look at fields."""
        span = str(self.span.value() or "today")
        until = self.context.today() + timedelta(days=SPANS[span])
        day = self.day.date()
        self._wanted = DueChoice(day or until, self.village.code(), self.doctor.code(), since=day)
        self._empty.set_text(self._nothing(span))
        super()._filtered()

    def _nothing(self, span: str) -> str:
        if span == "overdue":
            return self.tr("没有过期的随访。")
        return self.tr(
            "这段时间没有要做的随访。接回转诊患者、做完一次随访后，下一次会自动排进来；也可以点“安排随访”。"
        )

    def _page(self, cursor: Any) -> Page[PlanRow]:
        return self.context.app.follow_ups.due(self._wanted, cursor)

    def _read_around(self) -> None:
        app = self.context.app
        self.context.tasks.run(
            lambda: _Around(app.follow_ups.counts(), app.patients.villages(), app.follow_ups.doctors()),
            self._show_around,
            owner=self,
        )

    def _show_around(self, around: _Around) -> None:
        counts = around.counts
        self._title.set(
            self.tr("随访"),
            self.tr("过期 {overdue} 人　今天 {today} 人　7 天内 {soon} 人").format(
                overdue=counts.overdue, today=counts.today, soon=counts.soon
            ),
        )
        self._names = {
            "village": [Choice(name, name) for name in around.villages if name],
            "doctor": [Choice(name, name) for name in around.doctors if name],
        }

    # --- acting -------------------------------------------------------------------------------

    def _open(self, row: PlanRow | None) -> None:
        if row is not None:
            self.context.open("follow_up", plan_id=row.id)

    def _ask(self, kind: type[MovePlanDialog] | type[ClosePlanDialog]) -> None:
        row = self.table.current()
        if row is not None:
            kind(self.context, self, row).open()

    def _ask_plan(self) -> None:
        follow_ups = self.context.app.follow_ups
        self.context.tasks.run(
            follow_ups.forms,
            lambda forms: NewPlanDialog(
                self.context, self, [Choice(form.code, form.name) for form in forms]
            ).open(),
            owner=self,
        )

    def _print_sheets(self) -> None:
        """Print the record sheets of all in the list, to be filled in by hand on the way."""
        papers, choice = Papers(self.context.app.place), self._wanted
        title = self.tr("随访服务记录表")
        self.context.tasks.run(
            lambda: papers.due_sheets(choice),
            lambda pdf: PaperPreview(self.context, self, pdf, title).open(),
            self._cannot,
            owner=self,
        )

    def _cannot(self, error: ClinicError) -> None:
        tell_refusal(error, None, self.context.messages)

    def _print(self, *, calls: bool) -> None:
        papers, choice = Papers(self.context.app.place), self._wanted
        make = papers.call_list if calls else papers.due_list
        title = self.tr("电话随访名单") if calls else self.tr("到期随访名单")
        PaperPreview(
            self.context, self, lambda: make(choice), title, book=lambda: papers.due_book(choice)
        ).open()
