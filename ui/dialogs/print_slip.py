"""A slip onto paper: to the remembered printer, or into a PDF; it counts as printed only when it went out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.errors import ClinicError, PaperError
from ui import i18n
from ui.context import UiContext
from ui.printing import PrintJob, choose_printer, print_pdf, printer_names
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice, CodeEdit, search_in
from ui.widgets.dialog import Dialog, ask
from ui.widgets.form import Form

PRINTER_STATE = "printer"


class SlipPrinter(QObject):
    """Prints slips for one page.

    ``kind`` is ``referral`` or ``return``; ``done()`` is called after the slip was printed or saved as PDF,
    or when it was not, so that the page can show how things stand.
    """

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def print(self, kind: str, record_id: str, done: Callable[[], None], *, by_hand: bool = False) -> None:
        """Print on the remembered printer; without any printer the slip is saved as a PDF."""
        printer = choose_printer(self._context.state.get(PRINTER_STATE))
        if not printer:
            self.save_pdf(kind, record_id, done, by_hand=by_hand)
            return
        self._make(
            kind, record_id, printer, by_hand, done, lambda job: self._send(job, printer, 1, kind, done)
        )

    def save_pdf(self, kind: str, record_id: str, done: Callable[[], None], *, by_hand: bool = False) -> None:
        """Ask for a file and write the slip into it; that is no printing and is not counted as one."""
        self._make(kind, record_id, "", by_hand, done, lambda job: self._ask_file(job, done))

    def choose(self, kind: str, record_id: str, done: Callable[[], None]) -> Dialog:
        """Let the person choose printer and copies."""
        return _PrintBox(
            self._context,
            self._page,
            lambda printer, copies: self._make(
                kind,
                record_id,
                printer,
                False,
                done,
                lambda job: self._send(job, printer, copies, kind, done),
            ),
            lambda: self.save_pdf(kind, record_id, done),
        )

    def _make(
        self,
        kind: str,
        record_id: str,
        printer: str,
        by_hand: bool,
        done: Callable[[], None],
        then: Callable[[Any], None],
    ) -> None:
        printing = self._context.app.printing
        make = printing.job_return if kind == "return" else printing.job

        def failed(error: ClinicError) -> None:
            done()
            if isinstance(error, PaperError) and not by_hand:
                # Mostly a character that no font has: the slip can still go with a blank for it.
                ask(
                    self._page,
                    self.tr("这张单现在印不出来"),
                    i18n.text(error.message),
                    self.tr("留空印出，手写补上"),
                    lambda: self.print(kind, record_id, done, by_hand=True),
                )
            else:
                self._context.messages.error(error)

        self._context.tasks.run(
            lambda: make(record_id, printer=printer, by_hand=by_hand), then, failed, owner=self._page
        )

    def _send(self, job: Any, printer: str, copies: int, kind: str, done: Callable[[], None]) -> None:
        printing = self._context.app.printing
        try:
            print_pdf(PrintJob(job.pdf, job.title, printer=printer, copies=copies))
        except PaperError as error:
            reason = i18n.text(error.message)
            self._context.tasks.run(
                lambda: printing.failed(job, printer=printer, reason=reason), owner=self._page, always=done
            )
            self._context.messages.error(error)
            return
        self._context.state.put(PRINTER_STATE, printer)
        self._context.tasks.run(
            lambda: printing.printed(job, printer=printer, copies=copies),
            lambda _: self._tell_printed(job, printer),
            owner=self._page,
            always=done,
        )

    def _tell_printed(self, job: Any, printer: str) -> None:
        self._context.messages.info(
            self.tr("{number} 已送到打印机 {printer}").format(number=job.slip_no, printer=printer)
        )
        if job.by_hand:
            self._context.messages.warning(
                self.tr("纸上留空的字请手写：{signs}").format(signs=" ".join(job.by_hand)),
                self.tr("请补写"),
            )

    def _ask_file(self, job: Any, done: Callable[[], None]) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("没有打印机，存为 PDF") if not printer_names() else self.tr("存为 PDF"),
            f"{job.slip_no or self.tr('转诊单')}.pdf",
            "PDF (*.pdf)",
        )
        if not name:
            self._context.messages.info(self.tr("没有打印。单子已保存，随时可以再打印。"))
            done()
            return
        printing = self._context.app.printing
        self._context.tasks.run(
            lambda: printing.save_pdf(job, Path(name)),
            lambda path: self._context.messages.info(self.tr("已存为 {name}").format(name=path.name)),
            owner=self._page,
            always=done,
        )


class _PrintBox(Dialog):
    """Printer and number of copies."""

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        send: Callable[[str, int], object],
        save: Callable[[], None],
    ) -> None:
        super().__init__(QCoreApplication.translate("_PrintBox", "打印"), parent)
        self._send, self._save = send, save
        self._form = Form()
        self._printer = CodeEdit(search_in([Choice("", name) for name in printer_names()]), open_empty=True)
        remembered = choose_printer(context.state.get(PRINTER_STATE))
        self._printer.set_item(Choice("", remembered) if remembered else None)
        self._printer.setPlaceholderText(
            self.tr("选择打印机") if printer_names() else self.tr("这台电脑还没有打印机")
        )
        self._copies = ChoiceRow([(n, str(n)) for n in (1, 2, 3, 4)], 1)
        self._form.row(("printer", self.tr("打印机"), self._printer))
        self._form.row(("copies", self.tr("份数"), self._copies))
        self.body.addWidget(self._form)
        go = self.add_button(self.tr("打印"), self._go, kind="primary", key="print")
        go.setEnabled(bool(printer_names()))
        self.add_button(self.tr("存为 PDF"), self._to_file)
        self.add_button(self.tr("返回"))
        self.open()

    def _go(self) -> None:
        printer = self._printer.text().strip()
        if printer:
            self.accept()
            self._send(printer, int(str(self._copies.value() or 1)))

    def _to_file(self) -> None:
        self.accept()
        self._save()
