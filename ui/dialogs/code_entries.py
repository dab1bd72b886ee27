"""The entries of one code list: adding one, giving one other words, and offering one no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.domain.codes import CodeList
from clinic_app.domain.errors import ClinicError
from clinic_app.services.administration import CodeEntry
from ui import i18n
from ui.context import UiContext
from ui.forms.values import FieldValues
from ui.models.paged import Cell, Column
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.refusal import tell_refusal
from ui.widgets.table import PagedTable


class CodeEntriesDialog(Dialog):
    """A list of entries, and below it the one that is being written."""

    def __init__(
        self, context: UiContext, parent: QWidget, codes: CodeList, done: Callable[[], object]
    ) -> None:
        title = QCoreApplication.translate("CodeEntriesDialog", "修改“{name}”的条目")
        super().__init__(title.format(name=i18n.core(codes.title)), parent, width=760)
        self._context, self._name, self._done = context, codes.name, done
        words = self.tr("改动只用在本机构；已经写好的转诊单不受影响。停用的条目不再列出，旧单上照常显示。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.table = PagedTable.of(
            context, "settings.code_entries", self._columns(), row_id=lambda row: row.code
        )
        self.table.setMinimumHeight(320)
        self.table.selected.connect(self._chosen)
        self.table.pressed.connect(self._switch)
        self.body.addWidget(self.table)
        self.form = Form(label_width=60)
        self.code, self.words = LineEdit(), LineEdit()
        self.form.row(
            ("code", self.tr("编码"), self.code), ("name", self.tr("名称"), self.words), stretch=(1, 4)
        )
        self.values = FieldValues(self.form)
        self.body.addWidget(self.form)
        row = QHBoxLayout()
        self._new = Button(self.tr("新加一条"), icon="plus")
        self._new.clicked.connect(self._begin)
        row.addWidget(self._new)
        self._retire = Button(self.tr("停用"), icon="eye-off")
        self._retire.clicked.connect(self._switch_chosen)
        row.addWidget(self._retire)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_button(self.tr("保存这一条"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self._read()

    def _columns(self) -> list[Column]:
        return [
            Column("code", self.tr("编码"), lambda r: Cell(r.code, dim=r.hidden), 100),
            Column("name", self.tr("名称"), lambda r: Cell(r.name, dim=r.hidden), 0),
            Column("whose", self.tr("来源"), self._whose, 120),
            Column("act", "", self._act, 100),
        ]

    def _whose(self, row: CodeEntry) -> Cell:
        if row.hidden:
            return Cell(chip=self.tr("停用"), meaning="unknown")
        return Cell(chip=self.tr("本县"), meaning="waiting") if row.own else Cell(self.tr("自带"), dim=True)

    def _act(self, row: CodeEntry) -> Cell:
        return Cell(button=self.tr("启用") if row.hidden else self.tr("停用"))

    def _read(self, code: str = "") -> None:
        administration, name = self._context.app.administration, self._name
        self._context.tasks.run(
            lambda: administration.code_entries(name), lambda rows: self._show(rows, code), owner=self
        )

    def _show(self, rows: tuple[CodeEntry, ...], code: str) -> None:
        self.table.set_rows(list(rows))
        if code:
            self.table.select_id(code)

    def _chosen(self, row: CodeEntry | None) -> None:
        if row is not None:
            self.values.set({"code": row.code, "name": row.name})
            self.form.clear_problems()
            self._retire.setText(self.tr("启用") if row.hidden else self.tr("停用"))

    def _switch_chosen(self) -> None:
        row = self.table.current()
        if row is not None:
            self._switch(row)

    def _begin(self) -> None:
        self.values.set({"code": "", "name": ""})
        self.code.setFocus()

    def _save(self) -> None:
        values = self.values.get()
        administration, name = self._context.app.administration, self._name
        self._run(
            lambda: administration.save_code(name, values["code"], values["name"]), values["code"].strip()
        )

    def _switch(self, row: CodeEntry) -> None:
        administration, name = self._context.app.administration, self._name
        self._run(lambda: administration.hide_code(name, row.code, hidden=not row.hidden), row.code)

    def _run(self, operation: Callable[[], Any], code: str) -> None:
        self.form.clear_problems()

        def finished(_: Any) -> None:
            self._read(code)
            self._done()

        self._context.tasks.run(operation, finished, self._failed, owner=self)

    def _failed(self, error: ClinicError) -> None:
        tell_refusal(error, self.form, self._context.messages)
