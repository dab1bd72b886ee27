"""A slip onto paper: to the remembered printer, or into a PDF; it counts as printed only when it went out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.errors import ClinicError, PaperError
from clinic_app.services.paper_kinds import OffersOfSlip, offers_of_slip
from ui import i18n, trays
from ui.context import UiContext
from ui.dialogs.print_preview import PRINTER_STATE, PrintPreview
from ui.printing import PrintJob, choose_printer, print_pdf, printer_names


class SlipPrinter(QObject):
    """Prints slips for one page.

    ``kind`` is ``referral`` or ``return``; ``done()`` is called after the slip was printed or saved as PDF,
    or when it was not, so that the page can show how things stand.
    """

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def print(self, kind: str, record_id: str, done: Callable[[], None], *, by_hand: bool = False) -> None:
        """Print on the remembered printer; without any printer the slip is saved as a PDF, checked alike."""
        state = self._context.state
        printer = choose_printer(state.get(f"{PRINTER_STATE}.slip") or state.get(PRINTER_STATE))
        self._make(
            kind, record_id, printer, by_hand, done, lambda job: self._look_first(job, printer, kind, done)
        )

    def _look_first(self, job: Any, printer: str, kind: str, done: Callable[[], None]) -> None:
        """Print at once, unless something must be read first: what a window would refuse, a reprint."""
        if job.copy_no or job.problems:
            self.choose(kind, job.object_id, done)
        elif not printer:
            self._ask_file(job, done)
        else:
            self._send(job, printer, 1, kind, done)

    def choose(self, kind: str, record_id: str, done: Callable[[], None]) -> None:
        """Show every paper of the referral, this slip first, with printer, pages and copies to choose."""
        app = self._context.app

        def show(found: OffersOfSlip) -> None:
            PrintPreview(self._context, self._page, found.offers, done=done, first=found.first).open()

        self._context.tasks.run(
            lambda: offers_of_slip(app.place, app.printing, kind, record_id), show, owner=self._page
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
                # Mostly a character that no font has: the box offers a blank for the pen, or to correct it.
                self.choose(kind, record_id, done)
            else:
                self._context.messages.error(error)

        self._context.tasks.run(
            lambda: make(record_id, printer=printer, by_hand=by_hand), then, failed, owner=self._page
        )

    def _send(self, job: Any, printer: str, copies: int, kind: str, done: Callable[[], None]) -> None:
        printing = self._context.app.printing
        try:
            tray = self._context.state.get("tray.slip") or trays.AUTO
            print_pdf(PrintJob(job.pdf, job.title, printer=printer, copies=copies, tray=tray))
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
