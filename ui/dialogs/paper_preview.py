"""A list or a sheet before it is printed: the paper itself, with 打印 and 存为 PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.errors import ClinicError, PaperError
from clinic_app.system.files import write_atomically
from ui import theme
from ui.context import UiContext
from ui.printing import PrintJob, choose_printer, print_pdf
from ui.widgets.dialog import Dialog
from ui.widgets.paper_view import PaperView

PRINTER_STATE = "printer"


class PaperPreview(Dialog):
    """Shows the PDF of a list and prints it on the printer used last.

    Attributes:
        paper: the view.
    """

    def __init__(self, context: UiContext, parent: QWidget, pdf: bytes, title: str) -> None:
        super().__init__(title, parent, width=900)
        self._context, self._pdf, self._title = context, pdf, title
        self.paper = PaperView(fit="width")
        self.paper.setMinimumHeight(theme.current().px(440))
        self.paper.set_pdf(pdf)
        self.body.addWidget(self.paper, 1)
        self.add_button(self.tr("打印"), self._print, kind="primary", key="print").setFocus()
        self.add_button(self.tr("存为 PDF"), self._ask_file)
        self.add_button(self.tr("关闭"))

    def _print(self) -> None:
        printer = choose_printer(self._context.state.get(PRINTER_STATE))
        try:
            print_pdf(PrintJob(self._pdf, self._title, printer=printer))
        except PaperError as error:
            self._context.messages.error(error)
            self.reject()
            return
        self._context.messages.info(self.tr("已送到打印机 {name}").format(name=printer))
        self.accept()

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存为 PDF"), f"{self._title}.pdf", "PDF (*.pdf)")
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the paper into a file and say where it is."""
        self._context.tasks.run(
            lambda: write_atomically(path, self._pdf),
            lambda _: self._saved(path),
            self._not_saved,
            owner=self,
            pool=True,
        )

    def _saved(self, path: Path) -> None:
        self._context.messages.info(self.tr("已存为 {path}").format(path=path))
        self.accept()

    def _not_saved(self, error: ClinicError) -> None:
        self._context.messages.error(error)
        self.reject()
