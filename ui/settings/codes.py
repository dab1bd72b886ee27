"""Code tables: which standard each follows, and the county's own table over one of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from clinic_app.domain.codes import CodeList
from clinic_app.domain.permissions import Permission
from clinic_app.services.code_tables import ImportedTable
from ui import i18n
from ui.context import UiContext
from ui.dialogs.code_entries import CodeEntriesDialog
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection
from ui.widgets.blocks import label
from ui.widgets.dialog import ask

_FIRST = ("indication_up", "indication_down", "departments", "diagnosis")
"""Lists a county makes its own, before all others."""
MOST_EDITED = 1000
"""Entries of a list that can be changed one by one."""
MOST_TOLD = 8
"""Rows of a table that are told one by one."""


class CodesSection(SettingsSection):
    """The lists the program chooses from."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("CodesSection", "代码表"),
            QCoreApplication.translate(
                "CodesSection", "诊断、科室等表可以换成本县的：.xlsx 或 .csv，要有“编码”和“名称”两列。"
            ),
        )
        self.rows = self.table(
            "codes", self._columns(), self.tr("没有。"), opened=self._open_entries, selected=self._enable
        )
        self._import = self.button(self.tr("导入本县代码表"), self._ask_file, kind="primary", icon="upload")
        self._forget = self.button(self.tr("恢复自带的表"), self._ask_forget, icon="undo-2")
        self._edit = self.button(self.tr("修改条目"), self._open_entries, icon="pencil")
        self.button_row(self._import, self._edit, self._forget)
        self._report = label("", wrap=True)
        self.body.addWidget(self._report)

    def _columns(self) -> list[Column]:
        return [
            Column("title", self.tr("代码表"), lambda r: Cell(i18n.core(r.title), bold=True), 240),
            Column("n", self.tr("条数"), lambda r: Cell(str(len(r.codes))), 90, right=True),
            Column("standard", self.tr("依据"), lambda r: Cell(r.standard), 0),
            Column("edition", self.tr("版本"), lambda r: Cell(r.edition, dim=True), 160),
        ]

    def refresh(self) -> None:
        """Read the lists."""
        self.tell_not_allowed(Permission.CODE_TABLES)
        self.run(self.context.app.administration.code_lists, self._show)
        self._enable()

    def _show(self, lists: tuple[CodeList, ...]) -> None:
        chosen = self.rows.current_id()
        order = sorted(
            lists, key=lambda one: (_FIRST.index(one.name) if one.name in _FIRST else 9, one.title)
        )
        self.rows.set_rows(order)
        self.rows.fit_rows(12)
        self.rows.select_id(chosen)
        self._enable()

    def _enable(self) -> None:
        able = self.rows.current() is not None and self.may(Permission.CODE_TABLES)
        for button in (self._import, self._forget):
            button.setEnabled(able)
        chosen: CodeList | None = self.rows.current()
        self._edit.setEnabled(able and chosen is not None and len(chosen) <= MOST_EDITED)

    def _open_entries(self) -> None:
        """Open a list's entries one by one; one of many thousand is imported instead."""
        chosen: CodeList | None = self.rows.current()
        if chosen is not None and self._edit.isEnabled():
            CodeEntriesDialog(self.context, self, chosen, self.refresh).open()

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选择代码表"), "", self.tr("表格 (*.xlsx *.csv)"))
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Merge a county's table over the list that is selected."""
        chosen: CodeList | None = self.rows.current()
        if chosen is not None:
            administration, name = self.context.app.administration, chosen.name
            self.run(lambda: administration.import_codes(name, path), self._imported)

    def _imported(self, found: ImportedTable) -> None:
        words = self.tr("共 {rows} 行，导入 {taken} 条，{bad} 行没有导入。").format(
            rows=found.rows, taken=len(found.codes), bad=len(found.problems)
        )
        told = [
            self.tr("第 {row} 行：{why}").format(row=problem.field, why=i18n.text(problem.message))
            for problem in found.problems[:MOST_TOLD]
        ]
        self._report.setText("\n".join([words, *told]))
        self.refresh()

    def _ask_forget(self) -> None:
        chosen, administration = self.rows.current(), self.context.app.administration
        if chosen is None:
            return
        ask(
            self,
            self.tr("恢复自带的“{name}”？").format(name=i18n.core(chosen.title)),
            self.tr("本县导入的内容不再使用；已经写好的转诊单不受影响。"),
            self.tr("恢复自带的表"),
            lambda: self.run(lambda: administration.forget_codes(chosen.name), lambda _: self.refresh()),
            danger=True,
        )
