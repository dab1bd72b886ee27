"""The conflict desk: both values side by side, who and when; the button says what will happen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.catalogue import KINDS
from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.services.conflict_groups import ConflictGroup
from clinic_app.services.conflict_words import ConflictItem, Side
from clinic_app.services.conflicts import Choice
from ui import i18n
from ui.context import UiContext
from ui.models.paged import Cell, Column
from ui.tasks import Changes
from ui.widgets.blocks import Banner, EmptyState, PageScroll, PageTitle, Panel, Separator, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty
from ui.widgets.page import PageWidget
from ui.widgets.pick import PickBox
from ui.widgets.table import PagedTable

KEPT, OTHER, BOTH = "kept", "other", "both"
MOST_ROWS = 8


class ConflictsPage(PageWidget):
    """Everything that waits for a decision, record by record, and below what was merged by rule."""

    shown = frozenset({"conflict"})
    told = frozenset(kind.name for kind in KINDS) - shown
    """Kinds whose change may make another value stand in a line of what is settled."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._patient_id = ""
        self._scroll = PageScroll.filling(self)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(20)
        self._scroll.content.addLayout(self._groups)
        self.merged = self._settled(
            self.tr("已自动合并（可改回）"),
            PagedTable.of(
                context,
                "conflicts.merged",
                self._merged_columns(),
                source=lambda cursor: context.app.conflicts.merged(after=cursor),
                empty=EmptyState(self.tr("没有自动合并过的内容。"), icon="git-merge"),
                wrap=True,
            ),
        )
        self.merged.pressed.connect(self._use_other)
        self.history = self._settled(
            self.tr("决定过的（可撤销）"),
            PagedTable.of(
                context,
                "conflicts.history",
                self._history_columns(),
                source=lambda cursor: context.app.conflicts.history(after=cursor),
                empty=EmptyState(self.tr("还没有决定过什么。"), icon="history"),
                wrap=True,
            ),
        )
        self.history.pressed.connect(self._take_back)
        self._scroll.content.addStretch(1)

    def _settled(self, title: str, table: PagedTable) -> PagedTable:
        """Put a list of what is settled below; the button in a line takes that line back."""
        content = self._scroll.content
        content.addWidget(PageTitle(title))
        table.model.loaded.connect(lambda _: table.fit_rows(MOST_ROWS))
        content.addWidget(table)
        return table

    def _merged_columns(self) -> list[Column]:
        return [
            Column("who", self.tr("患者"), lambda i: Cell(i.whose, bold=True), 90),
            Column("field", self.tr("项目"), lambda i: Cell(i18n.core(i.label)), 105),
            Column("used", self.tr("现在用的"), self._in_use, 0),
            Column("unused", self.tr("没用的"), self._left_aside, 0),
            Column("when", self.tr("何时"), lambda i: Cell(self._when(i.opened_at), dim=True), 155),
            Column("act", "", lambda i: Cell(button=self._use_words(i)), 110),
        ]

    def _history_columns(self) -> list[Column]:
        return [
            Column("whose", self.tr("患者"), lambda i: Cell(i.whose, bold=True), 90),
            Column("field", self.tr("项目"), lambda i: Cell(i18n.core(i.label)), 105),
            Column("how", self.tr("怎样定的"), lambda i: Cell(i.decided, self._other_than(i)), 0),
            Column("who", self.tr("谁定的"), lambda i: Cell(i.decided_by), 175),
            Column("when", self.tr("何时"), lambda i: Cell(self._when(i.decided_at), dim=True), 155),
            Column("act", "", lambda i: Cell(button=self._undo_words(i)), 110),
        ]

    def _when(self, at: datetime | None) -> str:
        return i18n.text(self.context.app.place.time_text(at)) if at is not None else ""

    def _source(self, side: Side) -> str:
        """Return where a value came from, and that it is the later one."""
        where = self.tr("本机") if side.ours else side.org_name
        return self.tr("较新，{where}").format(where=where) if side.newer else where

    def _in_use(self, item: ConflictItem) -> Cell:
        """Return what stands now, which somebody may have written long after the merge."""
        source = ""
        if not item.is_set:
            side = next((one for one in (item.kept, item.other) if one.text == item.now), None)
            later = self.tr("后来改的，原用 {value}").format(value=item.kept.text or self.tr("（空）"))
            source = self._source(side) if side is not None else later
        return Cell(item.now or self.tr("（空）"), source)

    def _left_aside(self, item: ConflictItem) -> Cell:
        """Return what does not stand; of a set nothing was left aside."""
        if item.is_set:
            return Cell(self.tr("两边的都保留了"), dim=True)
        side = item.kept if item.other.text == item.now else item.other
        if item.now not in (item.kept.text, item.other.text):
            side = attrs.evolve(side, newer=False)  # than the other side, but what stands is newer still
        return Cell(side.text or self.tr("（空）"), self._source(side), dim=True)

    def _use_words(self, item: ConflictItem) -> str:
        usable = item.may_decide and not item.is_set and item.other.text != item.now
        return self.tr("改用这个") if usable else ""

    def _undo_words(self, item: ConflictItem) -> str:
        return self.tr("撤销") if item.may_decide and not item.moved_on else ""

    def _other_than(self, item: ConflictItem) -> str:
        """Return what was not taken, or what stands by now: the history alone tells what happened."""
        if item.moved_on:
            return self.tr("后来又改成了 {value}").format(value=item.now or self.tr("（空）"))
        left = [side.text for side in (item.kept, item.other) if side.text and side.text != item.decided]
        return self.tr("没用：{value}").format(value=left[0]) if len(left) == 1 else ""

    def show_at(self, patient_id: str = "", **_: Any) -> None:
        """Show all conflicts, a patient's first."""
        self._patient_id = patient_id
        self.refresh()

    def place(self) -> dict[str, Any]:
        """Return whose conflicts stand first."""
        return {"patient_id": self._patient_id}

    def records_changed(self, changes: Changes) -> None:
        """Say at once what stands now; what somebody is choosing above is not taken from under the hand."""
        super().records_changed(changes)
        if not changes.any_of(*self.shown) and changes.any_of(*self.told):
            self.merged.reload()
            self.history.reload()

    def refresh(self) -> None:
        """Read again."""
        self.context.tasks.run(self.context.app.conflicts.open_groups, self._show, owner=self)
        self.merged.reload()
        self.history.reload()

    def _show(self, groups: tuple[ConflictGroup, ...]) -> None:
        empty(self._groups)
        ordered = sorted(groups, key=lambda g: g.patient_id != self._patient_id)
        if not ordered:
            self._groups.addWidget(PageTitle(self.tr("没有需要您决定的事")))
            words = self.tr("两边改得不一样、又不能自动合并的内容会列在这里。")
            self._groups.addWidget(label(words, "secondary"))
        for group in ordered:
            desk = ConflictDesk(self.context, group)
            desk.decided.connect(self._decide)
            self._groups.addWidget(desk)

    def _decide(self, choices: dict[str, Choice]) -> None:
        conflicts = self.context.app.conflicts
        self.context.tasks.run(
            lambda: conflicts.decide_all(choices),
            lambda _: self._decided(),
            self._failed,
            owner=self,
            changes={"conflict", "patient"},
        )

    def _decided(self) -> None:
        self.context.messages.info(self.tr("已决定，两边都会看到。要改主意，在下面撤销。"))
        self.refresh()

    def _failed(self, error: ClinicError) -> None:
        if isinstance(error, Rejected):
            words = i18n.problems(error.problems, "；")
            self.context.messages.warning(words, self.tr("还没有定下来"))
        else:
            self.context.messages.error(error)
        self.refresh()

    def _use_other(self, item: ConflictItem) -> None:
        """Use what an automatic merge left aside; it can be undone from the history."""
        conflicts = self.context.app.conflicts
        self.context.tasks.run(
            lambda: conflicts.put_back(item.id, item.standing),
            lambda _: self.refresh(),
            self._failed,
            owner=self,
            changes={"conflict", item.ent},
        )

    def _take_back(self, item: ConflictItem) -> None:
        """Undo a decision, or the putting back of a merge."""
        conflicts = self.context.app.conflicts
        self.context.tasks.run(
            lambda: conflicts.undo(item.id),
            lambda _: self.refresh(),
            self._failed,
            owner=self,
            changes={"conflict", item.ent},
        )


class ConflictDesk(QWidget):
    """One record: its open fields in two columns.

    Signals:
        decided: conflict id to Choice for all fields that were chosen.
    """

    decided = Signal(dict)

    def __init__(self, context: UiContext, group: ConflictGroup) -> None:
        super().__init__()
        self.context = context
        self._group = group
        self._boxes: dict[str, tuple[PickBox, PickBox]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        title = PageTitle(i18n.text(group.title), group.person)
        if group.waited:
            words = self.tr("已等 {waited}").format(waited=i18n.text(group.waited))
            title.add_beside(Chip(words, "urgent" if group.overdue else "due"))
        layout.addWidget(title)
        layout.addWidget(Banner(i18n.text(group.sentence), "due"))
        layout.addWidget(self._table())
        layout.addLayout(self._buttons())
        self._tell()

    def _table(self) -> QWidget:
        panel = Panel()
        grid = QGridLayout(panel)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column, (words, share) in enumerate(
            ((self.tr("项目"), 12), (self.tr("原来"), 22), ("", 33), ("", 33))
        ):
            grid.setColumnStretch(column, share)
            if words:
                grid.addWidget(label(words, "small"), 0, column)
        first = self._group.items[0]
        for column, side in ((2, first.left), (3, first.right)):
            newer = side.newer and self._one_author
            words = self._place_of(side, column) + (f"　{self._author(side)}" if self._one_author else "")
            words += self.tr("（较新）") if newer else ""
            grid.addWidget(label(words, "strong" if newer else "small", wrap=True), 0, column)
        row = 1
        for item in self._group.items:
            grid.addWidget(Separator("line_soft"), row, 0, 1, 4)
            self._add_item(grid, row + 1, item)
            row += 2
        return panel

    @property
    def _one_author(self) -> bool:
        """Whether each column was written by one person at one institution: then the heading says it once."""
        return all(
            len({(side.org_name, side.by, self._day(side)) for side in sides}) == 1
            for sides in zip(*((item.left, item.right) for item in self._group.items), strict=True)
        )

    def _day(self, side: Side) -> str:
        return i18n.text(self.context.app.place.time_text(side.at)) if side.at is not None else ""

    def _author(self, side: Side) -> str:
        return "　".join(part for part in (side.by, self._day(side)) if part)

    def _place_of(self, side: Side, column: int) -> str:
        """Return the heading of a column; who sees a quarrel of two others has no side of his own."""
        if not self._group.items[0].left.ours:
            return side.org_name
        return f"{self.tr('本机') if column == 2 else self.tr('对方')}　{side.org_name}"

    def _notes(self, side: Side) -> str:
        author = (
            [] if self._one_author else [self._author(side) + (self.tr("（较新）") if side.newer else "")]
        )
        return "；".join([*(i18n.text(note) for note in side.notes), *author])

    def _before(self, item: ConflictItem) -> str:
        """Return what both started from, and what stands now when somebody changed it since."""
        before = item.base or self.tr("没有")
        if item.is_set or item.now in (item.kept.text, item.other.text, item.base):
            return before
        return self.tr("{before}\n现在是：{now}").format(before=before, now=item.now)

    def _add_item(self, grid: QGridLayout, row: int, item: ConflictItem) -> None:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(label(i18n.core(item.label)), row, 0, top)
        grid.addWidget(label(self._before(item), "secondary", wrap=True), row, 1, top)
        empty = self.tr("（空）")
        left, right = (
            PickBox(
                side.text or empty,
                self._notes(side),
                strong=side.newer and not item.is_set,
                other="" if item.is_set else against.text,
            )
            for side, against in ((item.left, item.right), (item.right, item.left))
        )
        self._boxes[item.id] = (left, right)
        if item.is_set:  # both may stand: while in doubt nothing is dropped
            left.set_on(True)
            right.set_on(True)
        for column, box, other in ((2, left, right), (3, right, left)):
            box.setEnabled(item.may_decide)
            box.toggled.connect(lambda on, o=other, i=item: self._picked(i, o, on))
            grid.addWidget(box, row, column, top)

    def _picked(self, item: ConflictItem, other: PickBox, on: bool) -> None:
        if on and not item.is_set:
            other.set_on(False)
        self._tell()

    def choices(self) -> dict[str, str]:
        """Return conflict id to kept, other or both, for all fields chosen so far."""
        chosen: dict[str, str] = {}
        for item in self._group.items:
            left, right = (box.is_on() for box in self._boxes[item.id])
            if left and right:
                chosen[item.id] = BOTH
            elif left or right:
                chosen[item.id] = item.choice_of(item.left if left else item.right)
        return chosen

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._button = Button("", kind="primary", key="save")
        self._button.clicked.connect(self._decide)
        later = Button(self.tr("暂不决定"))
        later.clicked.connect(self._leave)
        row.addWidget(self._button)
        row.addWidget(later)
        if self._group.phone:
            words = self.tr("可以打电话问对方：{phone}").format(phone=self._group.phone)
            row.addWidget(label(words, "secondary", wrap=True), 2)
        words = self.tr("决定后两边都会看到是谁、何时、怎样定的")
        if not self._group.may_decide:
            words = self.tr("这一项由对方填写，只能由对方决定；两边的内容都保留着。")
        note = label(words, "small", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(note, 3)
        return row

    def _tell(self) -> None:
        chosen = self.choices()
        words = self.context.app.conflicts.button(self._group.items, chosen)
        self._button.setText(i18n.text(words))
        self._button.setEnabled(bool(chosen) and self._group.may_decide)

    def _decide(self) -> None:
        seen = {item.id: item.standing for item in self._group.items}
        self.decided.emit({key: Choice(choice, seen=seen[key]) for key, choice in self.choices().items()})

    def _leave(self) -> None:
        if self.context.navigator is not None:
            self.context.navigator.back()
