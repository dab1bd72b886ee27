"""What the hub did not take: why, and ways to mend it, send it again, hand it over, or let it be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.refused_file import SUFFIX
from clinic_app.services.refused_work import RefusedRow
from ui import i18n
from ui.context import UiContext
from ui.models.paged import Cell, Column
from ui.widgets.blocks import PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.dialog import ask
from ui.widgets.table import PagedTable

MOST_ROWS = 5
"""Lines that leave room for the buttons below them on a small screen."""


class RefusedSection(QWidget):
    """The list of refused savings and what can be done about each."""

    def __init__(self, context: UiContext, refresh: Callable[[], None]) -> None:
        super().__init__()
        self.context, self._refresh = context, refresh
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(PageTitle(self.tr("县平台没有接受的内容")))
        self.table = PagedTable.of(
            context, "exchange.refused", self._columns(), wrap=True, row_id=lambda row: row.op_seq
        )
        self.table.selected.connect(lambda _: self._tell())
        self.table.opened.connect(lambda _: self._mend())
        body.addWidget(self.table)
        self.what_to_do = label("", wrap=True)
        body.addWidget(self.what_to_do)
        body.addLayout(self._buttons())
        self.hide()

    def _columns(self) -> list[Column]:
        return [
            Column("what", self.tr("内容"), lambda r: Cell(r.what, i18n.core(r.kind_text), bold=True), 230),
            Column("why", self.tr("为什么"), lambda r: Cell(i18n.text(r.why)), 0),
            Column("who", self.tr("谁保存的"), lambda r: Cell(r.by), 100),
            Column("when", self.tr("何时保存"), lambda r: Cell(r.when, dim=True), 160),
        ]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.mend = Button(self.tr("去更正"), icon="pencil")
        self.mend.clicked.connect(self._mend)
        self.again = Button(self.tr("再送一次"), icon="send")
        self.again.clicked.connect(self._send_again)
        self.out = Button(self.tr("导出没有接受的"), icon="upload")
        self.out.clicked.connect(self._export)
        self.drop = Button(self.tr("不再送"), kind="danger")
        self.drop.clicked.connect(self._give_up)
        for button in (self.mend, self.again, self.out, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def take_in_row(self) -> QHBoxLayout:
        """Return the line that brings back what another computer wrote out, of use with an empty list."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.back = Button(self.tr("收进导出的内容"), kind="quiet", icon="download")
        self.back.clicked.connect(self._take_in)
        row.addWidget(self.back)
        row.addWidget(label(self.tr("别的电脑导出过县平台没有接受的内容，可以在这台收进来。"), "small"))
        row.addStretch(1)
        return row

    def show_rows(self, rows: Sequence[RefusedRow]) -> None:
        """Show what was refused; the page says already when there is nothing."""
        self.table.set_rows(list(rows))
        self.table.fit_rows(MOST_ROWS)
        self.setVisible(bool(rows))
        self._tell()

    def _tell(self) -> None:
        """Write what to do about the selected row."""
        row = self.table.current()
        self.what_to_do.setText(i18n.text(row.mend) if row is not None else "")
        self.what_to_do.setVisible(row is not None)

    def _chosen(self) -> RefusedRow | None:
        row = self.table.current()
        if row is None:
            self.context.messages.info(self.tr("先在表里选一行。"))
        return row

    def _mend(self) -> None:
        row = self._chosen()
        if row is not None and row.page:
            self.context.open(row.page, **row.where)
        elif row is not None:
            self.context.messages.info(self.tr("这一条没有可以更正的页面，可以再送一次、导出，或不再送。"))

    def _send_again(self) -> None:
        row = self._chosen()
        if row is not None:
            control = self.context.app.sync_control
            self.context.tasks.run(
                lambda: control.send_again(row.ops), lambda _: self._refresh(), owner=self, changes={"op"}
            )

    def _export(self) -> None:
        """Write all of it to a file that people read and that can be taken in again."""
        name = self.tr("县平台没有接受 {day}{suffix}").format(
            day=self.context.today().isoformat(), suffix=SUFFIX
        )
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("导出没有接受的"), name, self.tr("表格 (*{suffix})").format(suffix=SUFFIX)
        )
        if path:
            control = self.context.app.sync_control
            self.context.tasks.run(lambda: control.export_refused(Path(path)), self._said, owner=self)

    def _take_in(self) -> None:
        """Bring back what such a file holds."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("收进导出的内容"), "", self.tr("表格 (*{suffix})").format(suffix=SUFFIX)
        )
        if path:
            control = self.context.app.sync_control
            self.context.tasks.run(
                lambda: control.take_in_refused(Path(path)),
                self._said,
                owner=self,
                changes={"op", "patient", "referral"},
            )

    def _said(self, done: Any) -> None:
        self.context.messages.info(i18n.text(done.sentence))
        self._refresh()

    def _give_up(self) -> None:
        row = self._chosen()
        if row is None:
            return
        control = self.context.app.sync_control
        ask(
            self,
            self.tr("不再送这一条？"),
            self.tr(
                "您写的在本机和县平台都存有一份备查，只是不再试着送出。"
                "县平台已有这条资料的，本机以后也显示县平台的内容。"
            ),
            self.tr("不再送"),
            lambda: self.context.tasks.run(
                lambda: control.give_up(row.ops, self.tr("由使用者放弃")),
                lambda _: self._refresh(),
                owner=self,
                changes={"op"},
            ),
            danger=True,
        )
