"""Data exchange in honest sentences, each fact once: what is only here, what the hub has and refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from clinic_app.protocol.courier_file import SUFFIX
from clinic_app.services.sync_control import CourierOut, SyncOutcome
from clinic_app.services.sync_overview import SyncStatus
from ui import i18n
from ui.context import UiContext
from ui.dialogs.enrol import EnrolDialog
from ui.models.paged import Cell, Column
from ui.tasks import Changes
from ui.views.exchange_files import FilesSection
from ui.views.exchange_refused import RefusedSection
from ui.widgets.blocks import Banner, Card, EmptyState, PageScroll, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.emptying import empty
from ui.widgets.page import PageWidget
from ui.widgets.pause import pause
from ui.widgets.table import PagedTable

MOST_ROWS = 8
LOOK_AGAIN_MS = 5000
"""How often a page in sight tells how much a new PC has been sent so far."""


class ExchangePage(PageWidget):
    """What has gone where; never 「complete」 while anything is unsent."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        scroll = PageScroll.filling(self)
        self._title = PageTitle(self.tr("数据往来"))
        scroll.content.addWidget(self._title)
        self._notices = QVBoxLayout()
        scroll.content.addLayout(self._notices)
        scroll.content.addLayout(self._buttons())
        self._progress = label("", wrap=True)
        scroll.content.addWidget(self._progress)
        self._progress.hide()
        cards = QHBoxLayout()
        cards.setSpacing(16)
        self._facts = Card(self.tr("现在的情况"))
        self._others = Card(self.tr("各机构最近的消息"))
        cards.addWidget(self._facts, 1)
        cards.addWidget(self._others, 1)
        scroll.content.addLayout(cards)
        self.files = FilesSection(context)
        scroll.content.addWidget(self.files)
        # What a person has to mend stands before what goes by itself; an empty list says nothing new.
        self.refused_work = RefusedSection(context, self.refresh)
        self.refused = self.refused_work.table
        scroll.content.addWidget(self.refused_work)
        self._unsent_title = PageTitle(self.tr("只存在本机的内容"))
        scroll.content.addWidget(self._unsent_title)
        self.unsent = self._table("unsent", self._unsent_columns(), self.tr("没有等着上传的内容。"))
        scroll.content.addWidget(self.unsent)
        scroll.content.addWidget(PageTitle(self.tr("往来记录")))
        self.history = self._table("history", self._history_columns(), self.tr("还没有同步过。"))
        scroll.content.addWidget(self.history)
        scroll.content.addLayout(self.refused_work.take_in_row())
        for one in (self._facts, self._unsent_title, self.unsent):
            one.hide()
        scroll.content.addStretch(1)
        self._running: Any = None
        self._look_again = pause(self, LOOK_AGAIN_MS, self.refresh)

    def _table(self, name: str, columns: list[Column], empty: str) -> PagedTable:
        return PagedTable.of(
            self.context,
            f"exchange.{name}",
            columns,
            empty=EmptyState(empty, icon="circle-check"),
            wrap=True,
        )

    def _unsent_columns(self) -> list[Column]:
        return [
            Column("what", self.tr("内容"), lambda r: Cell(r.what, bold=True), 0),
            Column("kind", self.tr("种类"), lambda r: Cell(_kinds(r)), 150),
            Column("by", self.tr("谁保存的"), lambda r: Cell(r.by), 140),
            Column("when", self.tr("何时"), lambda r: Cell(r.when, dim=True), 190),
        ]

    def _history_columns(self) -> list[Column]:
        return [
            Column("when", self.tr("何时"), lambda r: Cell(r.started), 190),
            Column("how", self.tr("结果"), lambda r: Cell(r.outcome_text), 130),
            Column("up", self.tr("送出"), lambda r: Cell(str(r.pushed)), 85),
            Column("down", self.tr("收到"), lambda r: Cell(str(r.pulled)), 85),
            Column("say", self.tr("说明"), lambda r: Cell(r.sentence, dim=True), 0),
        ]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._now = Button(self.tr("立即同步"), kind="primary", key="sync", icon="refresh-cw")
        self._now.clicked.connect(self._sync)
        self._join = Button(self.tr("登记到县平台"), icon="key-round")
        self._join.clicked.connect(self._enrol)
        decide = Button(self.tr("两边改得不一样的"), icon="git-merge")
        decide.clicked.connect(lambda: self.context.open("conflicts"))
        self._out = Button(self.tr("U 盘送出"), icon="usb")
        self._out.clicked.connect(self._courier_out)
        self._in = Button(self.tr("U 盘收进"), icon="download")
        self._in.clicked.connect(self._courier_in)
        self._compare = Button(self.tr("现在核对"), icon="list-checks")
        self._compare.clicked.connect(self._check)
        for button in (self._now, self._join, self._out, self._in, self._compare, decide):
            row.addWidget(button)
        for button in (self._join, self._out, self._in, self._compare):
            button.setVisible(False)
        row.addStretch(1)
        return row

    # --- showing ------------------------------------------------------------------------------

    def show_at(self, **_: Any) -> None:
        """Show how things stand now; what the last exchange said is past."""
        if self._running is None:
            self._tell("")
        self.refresh()

    def records_changed(self, changes: Changes) -> None:
        """Any saved record changes what is only here."""
        if changes:
            self.refresh()

    def refresh(self) -> None:
        """Read how things stand."""
        control = self.context.app.sync_control
        self.files.refresh()
        self.context.tasks.run(
            lambda: (
                control.status(),
                control.unsent(),
                control.refused(),
                control.institutions(),
                control.history(),
            ),
            self._show,
            owner=self,
        )

    def _show(self, found: tuple[Any, ...]) -> None:
        status, unsent, refused, institutions, history = found
        self._title.set(self.tr("数据往来"), "" if status.barred else status.sentence)
        self._show_notices(status)
        if status.fetching and self.isVisible():
            self._look_again.start()
        empty(self._facts.body)
        for line in status.facts:
            self._facts.body.addWidget(label(i18n.text(line), wrap=True))
        self._facts.body.addStretch(1)
        self._facts.setVisible(bool(status.facts))
        empty(self._others.body)
        if not institutions:
            self._others.body.addWidget(label(self.tr("还没有往来的机构。"), "secondary"))
        for one in institutions:
            self._others.body.addWidget(label(one.name, "strong", wrap=True))
            self._others.body.addWidget(label(i18n.text(one.sentence), "secondary", wrap=True))
        self._others.body.addStretch(1)
        for table, rows in ((self.unsent, unsent), (self.history, history)):
            table.set_rows(list(rows))
            table.fit_rows(MOST_ROWS)
        for one in (self._unsent_title, self.unsent):
            one.setVisible(bool(unsent))
        self.refused_work.show_rows(refused)
        self._now.setEnabled(status.enrolled and self._running is None)
        self._join.setVisible(status.may_enrol and not status.enrolled)
        for button in (self._out, self._in, self._compare):
            # A file on a stick would come from a PC that the hub does not know.
            button.setVisible(status.enrolled and not status.may_enrol)
            button.setEnabled(self._running is None)

    def _show_notices(self, status: SyncStatus) -> None:
        empty(self._notices)
        if status.barred:
            banner = Banner(i18n.text(status.sentence), "urgent")
            if status.may_enrol:
                banner.add_action(self.tr("重新登记"), self._enrol)
            self._notices.addWidget(banner)
        if status.conflicts:
            words = self.tr("有 {n} 处两边改得不一样，需要您决定。").format(n=status.conflicts)
            if status.oldest_conflict_text:
                waited = i18n.text(status.oldest_conflict_text)
                words += self.tr("最久的已等 {waited}。").format(waited=waited)
            banner = Banner(words, "due")
            banner.add_action(self.tr("去看看"), lambda: self.context.open("conflicts"))
            self._notices.addWidget(banner)
        for told in status.notices:
            banner = Banner(
                self.tr("{when}：{what}").format(when=self._at(told.at), what=i18n.text(told.text)), "waiting"
            )
            banner.add_action(self.tr("知道了"), lambda until=told.at: self._note_read(until))
            self._notices.addWidget(banner)
        if status.clock_text:
            self._notices.addWidget(Banner(i18n.text(status.clock_text), "urgent"))

    def _at(self, moment: str) -> str:
        return i18n.text(self.context.app.place.chinese_time(moment))

    # --- acting -------------------------------------------------------------------------------

    def _tell(self, words: str) -> None:
        """Say what is going on or what came of it, under the buttons."""
        self._progress.setText(words)
        self._progress.setVisible(bool(words))

    def _sync(self) -> None:
        control = self.context.app.sync_control
        self._exchange(self.tr("正在同步……"), control.sync_now)

    def _check(self) -> None:
        """Compare both ends now, whatever their size."""
        control = self.context.app.sync_control
        self._exchange(self.tr("正在核对……"), control.check_now)

    def _exchange(self, words: str, operation: Callable[[Any], SyncOutcome]) -> None:
        if self._running is not None:
            return
        for button in (self._now, self._out, self._in, self._compare):
            button.setEnabled(False)
        self._tell(words)
        self._running = self.context.tasks.run_long(operation, self._synced, self._failed, owner=self)
        self._running.progressed.connect(self._progressed)

    def _progressed(self, done: int, total: int, words: Any) -> None:
        text = i18n.text(words) if words is not None else ""
        self._tell(text or self.tr("正在同步…… {done}/{total}").format(done=done, total=total))

    def _synced(self, outcome: SyncOutcome) -> None:
        self._running = None
        self._tell(i18n.text(outcome.sentence))
        self.context.tasks.announce(set(outcome.changes) | {"op"})
        self.refresh()

    def _note_read(self, until: str) -> None:
        control = self.context.app.sync_control
        self.context.tasks.run(lambda: control.note_read(until), lambda _: self.refresh(), owner=self)

    def _failed(self, error: Any) -> None:
        self._running = None
        self._tell("")
        self.context.messages.error(error)
        self.refresh()

    def _courier_out(self) -> None:
        """Write the file for the county, when the line is dead."""
        name = self.tr("送县平台 {day}{suffix}").format(day=self.context.today().isoformat(), suffix=SUFFIX)
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("存到 U 盘"), name, self.tr("转诊往来文件 (*{suffix})").format(suffix=SUFFIX)
        )
        if not path:
            return
        control = self.context.app.sync_control
        target = Path(path if path.endswith(SUFFIX) else path + SUFFIX)
        self.context.tasks.run(
            lambda: control.courier_out(target),
            self._written,
            self._failed,
            owner=self,
        )

    def _written(self, done: CourierOut) -> None:
        """Tell what the file holds; nothing counts as sent before the answer came back."""
        self._tell(i18n.text(done.sentence))

    def _courier_in(self) -> None:
        """Take in the county's answer."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("从 U 盘收进"), "", self.tr("转诊往来文件 (*{suffix})").format(suffix=SUFFIX)
        )
        if path:
            control = self.context.app.sync_control
            self.context.tasks.run(
                lambda: control.courier_in(Path(path)), self._synced, self._failed, owner=self
            )

    def _enrol(self) -> None:
        dialog = EnrolDialog(self.context, self)
        dialog.finished.connect(lambda _: self.refresh())
        dialog.open()


def _kinds(row: Any) -> str:
    """Return the kinds of record in a row in the language of the screen."""
    return "、".join(i18n.core(kind) for kind in row.kind_text.split("、"))
