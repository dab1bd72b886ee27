"""Printing: the bytes of a PDF onto a printer at its own resolution; says in a sentence why not."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import say
from ui import cups, trays

HIGHEST_DPI = 600
"""Beyond this a page of text gains nothing."""

BAND = 1024
"""Lines of dots rendered at a time: a whole A4 page at 600 dpi would take 140 MB."""


@attrs.frozen
class PrintJob:
    """What to print and how.

    Attributes:
        pdf: the document.
        title: name of the job in the printer's queue; it must not hold a patient's name.
        printer: name of the printer; empty means the system's default.
        first: first page, 1-based.
        last: last page, 0 for the end.
        copies: number of copies.
        file: print into this PDF file instead of a printer.
        duplex: both sides, long edge.
        tray: where the paper comes from, as ``ui.trays`` names it.
    """

    pdf: bytes
    title: str
    printer: str = ""
    first: int = 1
    last: int = 0
    copies: int = 1
    file: Path | None = None
    duplex: bool = False
    tray: str = trays.AUTO


def printer_names() -> list[str]:
    """Return the names of the printers the system knows, the default first."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != default, name))


def choose_printer(remembered: str) -> str:
    """Return the printer to use: the remembered one if it still exists, else the default, else empty."""
    names = printer_names()
    if remembered in names:
        return remembered
    return QPrinterInfo.defaultPrinterName() if names else ""


def print_pdf(job: PrintJob, tell: Callable[[int, int], bool] = lambda _done, _total: True) -> int:
    """Print a document and return the number of sheets' sides sent, copies included.

    Runs on the main thread (Qt's printing wants it); a page takes a quarter of a second. ``tell`` hears after
    every page how many of how many are done, and ends the print by answering False. Raises PaperError when
    there is no such printer, when it does not take the job, when it was ended, or when the document cannot
    be read.
    """
    if job.file is not None and not _can_write(job.file):
        raise _refused(job)
    document = _document(job.pdf)
    pages = _pages(document, job)
    printer = _printer(job)
    try:
        painter = QPainter()
        _set_paper(printer, document, pages[0])
        if not painter.begin(printer):
            raise _refused(job)
        try:
            _paint_pages(painter, printer, document, pages, tell)
        finally:
            ended = painter.end()
        if not ended or printer.printerState() in (
            QPrinter.PrinterState.Error,
            QPrinter.PrinterState.Aborted,
        ):
            raise _refused(job)
    finally:
        document.close()
    return len(pages) * max(1, job.copies)


def _can_write(file: Path) -> bool:
    """Tell whether a file can be written; Qt itself would only warn on the console."""
    target = file if file.exists() else file.parent
    return target.exists() and os.access(target, os.W_OK) and not file.is_dir()


def _document(pdf: bytes) -> QPdfDocument:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    buffer.setParent(document)
    document.load(buffer)
    if document.error() != QPdfDocument.Error.None_ or document.pageCount() == 0:
        raise PaperError(say("这份文件读不出来，没有打印。内容已保存，请重新生成后再打印。"))
    return document


def _pages(document: QPdfDocument, job: PrintJob) -> Sequence[int]:
    last = min(job.last or document.pageCount(), document.pageCount())
    pages = range(max(1, job.first) - 1, last)
    if not pages:
        raise PaperError(
            say("这份文件只有 {n} 页，选的页不存在，没有打印。请改页码。", n=document.pageCount())
        )
    return pages


def _printer(job: PrintJob) -> QPrinter:
    if job.file is not None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(job.file))
        printer.setResolution(HIGHEST_DPI // 2)
    else:
        info = _printer_info(job.printer)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setCopyCount(max(1, job.copies))
        if printer.resolution() > HIGHEST_DPI:
            printer.setResolution(HIGHEST_DPI)
    trays.choose(printer, job.tray)
    if job.duplex:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setDocName(job.title)
    printer.setFullPage(True)
    return printer


def _printer_info(name: str) -> QPrinterInfo:
    info = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if not info.isNull():
        if info.state() == QPrinter.PrinterState.Error or _takes_no_jobs(info.printerName()):
            raise PaperError(
                say(
                    "打印机「{name}」现在停着，没有打印。内容已保存，请检查纸张、卡纸和队列是否暂停，再打印。",
                    name=info.printerName(),
                )
            )
        return info
    if name:
        message = say(
            "找不到打印机「{name}」，没有打印。内容已保存，请检查电源和连线，或另选打印机。", name=name
        )
    else:
        message = say("这台电脑还没有打印机，没有打印。内容已保存；可以先存成 PDF，装好打印机后再打印。")
    raise PaperError(message)


def _takes_no_jobs(name: str) -> bool:
    """Tell whether a CUPS queue refuses jobs; Qt would hand them over and never hear that."""
    # Where nothing is told, the print itself will tell.
    return f"{name} not accepting" in cups.ask("lpstat", "-a", name)


def _set_paper(printer: QPrinter, document: QPdfDocument, page: int) -> None:
    points: QSizeF = document.pagePointSize(page)
    portrait = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    size = QPageSize(portrait, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    landscape = points.width() > points.height()
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF(0, 0, 0, 0)))


def _paint_pages(
    painter: QPainter,
    printer: QPrinter,
    document: QPdfDocument,
    pages: Sequence[int],
    tell: Callable[[int, int], bool],
) -> None:
    for position, page in enumerate(pages):
        if position:
            _set_paper(printer, document, page)
            if not printer.newPage():
                raise PaperError(
                    say("打印机在第 {n} 页停下了。内容已保存，请检查纸张后补打余下的页。", n=position + 1)
                )
        _paint_page(painter, printer.resolution() / 72, document, page)
        if not tell(position + 1, len(pages)):
            printer.abort()
            raise PaperError(
                say("已停止打印，没有记为已打印。打印机可能已经出了几张，请收好作废，再重新打印。")
            )


def _paint_page(painter: QPainter, dots_per_point: float, document: QPdfDocument, page: int) -> None:
    points = document.pagePointSize(page)
    whole = QSize(round(points.width() * dots_per_point), round(points.height() * dots_per_point))
    for top in range(0, whole.height(), BAND):
        band = QRect(0, top, whole.width(), min(BAND, whole.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(band)
        image = document.render(page, band.size(), options)
        if image.isNull():
            raise PaperError(say("第 {n} 页画不出来，没有打印。内容已保存，请重新生成后再打印。", n=page + 1))
        # Full page: the origin is the corner of the paper, so 1 mm in the PDF is 1 mm on paper.
        painter.drawImage(band.topLeft(), image)


def _refused(job: PrintJob) -> PaperError:
    if job.file is not None:
        return PaperError(say("不能写到 {file}。内容已保存，请另选位置。", file=job.file.name))
    return PaperError(say("打印机没有接受这次打印。内容已保存，请检查打印机是否开机、有纸，然后补打。"))
