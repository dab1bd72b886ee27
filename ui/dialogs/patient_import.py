"""Taking in the clinic's Excel list: choose the file, watch it go, see where every row ended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from clinic_app.domain.wording import Message
from clinic_app.services.patient_imports import ImportReport
from ui import i18n
from ui.context import UiContext
from ui.models.paged import Cell, Column
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.table import PagedTable

RESULT_MEANING = {"imported": "done", "matched": "waiting", "to_correct": "due"}


class PatientImportDialog(Dialog):
    """Brings an Excel list in; what is wrong in it ends in a file to correct, nothing is dropped."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("PatientImportDialog", "导入 Excel 名册")
        super().__init__(title, parent, width=760)
        self._context = context
        self._task: Any = None
        self._words = label(
            self.tr(
                "选一个 .xlsx 文件。列的次序随意，有姓名和身份证号就行；"
                "重复的人会对上已有的档案，有错的行另存成一份表，改好再导入。"
            ),
            wrap=True,
        )
        self.body.addWidget(self._words)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("导入进度"))
        self._bar.hide()
        self.body.addWidget(self._bar)
        self._table = PagedTable(self._columns(), row_id=lambda row: str(row.number))
        self._table.setMinimumHeight(260)
        self._table.hide()
        self.body.addWidget(self._table, 1)
        self._choose = self.add_button(self.tr("选择文件"), self._ask_file, kind="primary")
        self._stop = self.add_button(self.tr("关闭"), self._leave)

    def _columns(self) -> list[Column]:
        return [
            Column("number", self.tr("行"), lambda r: Cell(str(r.number), dim=True), 60),
            Column("name", self.tr("姓名"), lambda r: Cell(r.name, bold=True), 150),
            Column("result", self.tr("结果"), self._result, 110),
            Column("notes", self.tr("说明"), lambda r: Cell("；".join(i18n.text(n) for n in r.notes)), 0),
        ]

    def _result(self, row: Any) -> Cell:
        words = {
            "imported": self.tr("新建"),
            "matched": self.tr("已有此人"),
            "to_correct": self.tr("待更正"),
        }
        return Cell(
            "", chip=str(words.get(row.result, row.result)), meaning=RESULT_MEANING.get(row.result, "")
        )

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选择名册"), "", "Excel (*.xlsx *.xls)")
        if name:
            self.start(Path(name))

    def start(self, path: Path) -> None:
        """Bring a file in."""
        self._choose.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self._words.setText(self.tr("正在导入 {name}……").format(name=path.name))
        imports = self._context.app.patient_imports
        self._task = self._context.tasks.run_long(
            lambda progress: imports.run(path, progress),
            self._finished,
            self._failed,
            owner=self,
            changes={"patient"},
        )
        self._task.progressed.connect(self._progress)
        self._stop.setText(self.tr("停止"))

    def _progress(self, done: int, total: int, words: Message | None) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if words is not None:
            self._words.setText(i18n.text(words))

    def _finished(self, report: ImportReport) -> None:
        self._task = None
        counts = report.counts
        text = self.tr(
            "共 {rows} 行：新建 {imported} 人，对上已有 {matched} 人，"
            "待更正 {to_correct} 行，空行 {empty} 行。"
        ).format(
            rows=counts.rows,
            imported=counts.imported,
            matched=counts.matched,
            to_correct=counts.to_correct,
            empty=counts.empty,
        )
        if report.corrections is not None:
            text += "\n" + self.tr("待更正的行已存为：{path}").format(path=report.corrections)
        self._words.setText(text)
        self._bar.hide()
        self._table.set_rows(sorted(report.rows, key=lambda row: row.result != "to_correct"))
        self._table.show()
        self._ready()

    def _failed(self, error: Any) -> None:
        self._task = None
        self._bar.hide()
        message = getattr(error, "message", None)
        self._words.setText(
            i18n.text(message) if message is not None else self.tr("没有导入完，可以再试一次。")
        )
        self._ready()

    def _ready(self) -> None:
        self._choose.setEnabled(True)
        self._choose.setText(self.tr("再导入一份"))
        self._stop.setText(self.tr("关闭"))

    def _leave(self) -> None:
        if self._task is not None:
            self._task.cancel()
        else:
            self.accept()
