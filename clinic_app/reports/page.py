"""Sheets of paper and the pen that draws on them: millimetres from the top left corner."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any

import attrs
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from clinic_app.reports.fonts import PAPER_LOCK, FontStack

# Pages as they are, not written out in letters of base 85: a quarter smaller and sooner done.
rl_config.useA85 = 0

PT_PER_MM = 72 / 25.4
SMALLEST_PT = 9.0
"""No letter on a slip is smaller: older eyes read it, and a ribbon printer cannot draw finer."""


class PaperKind(StrEnum):
    """The papers found in clinics (241 mm is the continuous paper of dot-matrix printers)."""

    A4 = "a4"
    """A4 upright in the proportion of the national form: counterfoil above, slip below."""
    A4_HALVES = "a4_halves"
    """A4 upright perforated in the middle."""
    A5 = "a5"
    """Two upright A5 sheets: counterfoil and slip."""
    CONTINUOUS_FULL = "241_full"
    """241 x 279.4 mm."""
    CONTINUOUS_HALF = "241_half"
    """241 x 139.7 mm (二等分), one for the counterfoil and one for the slip."""
    CONTINUOUS_THIRD = "241_third"
    """241 x 93.1 mm (三等分), one for the counterfoil and one for the slip."""


class PrinterKind(StrEnum):
    """What the page is made for."""

    LASER = "laser"
    DOT_MATRIX = "dot_matrix"
    """No grey and no thin lines: a ribbon of 180 dots to the inch shows neither."""


@attrs.frozen
class Frame:
    """A rectangle on the sheet, in mm from the top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.height


@attrs.frozen
class Paper:
    """One kind of paper and how a slip is divided on it.

    Attributes:
        width: mm.
        height: mm.
        side: margin left and right, mm; the holes of continuous paper lie inside it.
        edge: margin above and below, mm.
        tear_at: where the sheet is torn, mm from the top; None when counterfoil and slip are two sheets.
    """

    width: float
    height: float
    side: float
    edge: float
    tear_at: float | None

    @property
    def whole(self) -> Frame:
        """Return the printable part of the sheet."""
        return Frame(self.side, self.edge, self.width - 2 * self.side, self.height - 2 * self.edge)

    @property
    def upper(self) -> Frame:
        """Return the place of the counterfoil."""
        if self.tear_at is None:
            return self.whole
        return attrs.evolve(self.whole, height=self.tear_at - self.edge - self.edge * 0.6)

    @property
    def lower(self) -> Frame:
        """Return the place of the slip."""
        if self.tear_at is None:
            return self.whole
        top = self.tear_at + self.edge * 0.6
        return attrs.evolve(self.whole, y=top, height=self.height - self.edge - top)


PAPERS: dict[PaperKind, Paper] = {
    PaperKind.A4: Paper(210, 297, 18, 12, 108),
    PaperKind.A4_HALVES: Paper(210, 297, 18, 10, 148.5),
    PaperKind.A5: Paper(148, 210, 13, 11, None),
    PaperKind.CONTINUOUS_FULL: Paper(241, 279.4, 22, 10, 104),
    PaperKind.CONTINUOUS_HALF: Paper(241, 139.7, 22, 8, None),
    PaperKind.CONTINUOUS_THIRD: Paper(241, 93.1, 22, 6, None),
}


@attrs.frozen
class Placed:
    """A piece of text where it was put: what a test or a click on the preview asks for.

    Attributes:
        page: number of the sheet, from 1.
        frame: from the top of the letters to their foot, mm.
        text: what stands there.
        key: field it belongs to; empty for captions.
    """

    page: int
    frame: Frame
    text: str
    key: str = ""


@attrs.frozen
class Shift:
    """Where a printer really puts things, for pre-printed forms.

    Attributes:
        right: mm to move everything to the right, in steps of 0.1.
        down: mm to move everything down, in steps of 0.1.
        scale: 1.0 prints true to size.
    """

    right: float = 0.0
    down: float = 0.0
    scale: float = 1.0


_PRACTICE: ContextVar[bool] = ContextVar("practice", default=False)
_EVERYWHERE = [False]


_PRINTER: ContextVar[PrinterKind] = ContextVar("printer", default=PrinterKind.LASER)


@contextmanager
def drawing_for(printer: PrinterKind) -> Iterator[None]:
    """Draw every sheet inside for a kind of printer, unless the sheet names another."""
    before = _PRINTER.set(printer)
    try:
        yield
    finally:
        _PRINTER.reset(before)


@contextmanager
def practice(on: bool) -> Iterator[None]:
    """Mark every sheet that is drawn inside with 练习, whatever paper it is."""
    before = _PRACTICE.set(on)
    try:
        yield
    finally:
        _PRACTICE.reset(before)


def practise_everywhere(on: bool) -> None:
    """Mark all that this process draws from now on: it has opened an installation for practising."""
    _EVERYWHERE[0] = on


def practising() -> bool:
    """Tell whether what is made now must say 练习."""
    return _EVERYWHERE[0] or _PRACTICE.get()


class Pen:
    """Draws on sheets and hands them over as one PDF; equal drawing gives equal bytes.

    Use it as a context: the fonts stay locked for other threads until the pages are finished. ``torn`` sheets
    come apart, so whoever draws them marks each part with ``mark_part``; others are marked whole.
    """

    def __init__(
        self,
        fonts: FontStack,
        width: float,
        height: float,
        *,
        title: str,
        printer: PrinterKind | None = None,
        shift: Shift = Shift(),
        torn: bool = False,
    ) -> None:
        self._torn = torn
        self.fonts = fonts
        self.printer = printer or _PRINTER.get()
        self.placed: list[Placed] = []
        self.page = 0
        self.width = width
        self.height = height
        self._shift = shift
        self._buffer = io.BytesIO()
        self.canvas: Any = Canvas(self._buffer, invariant=1, pageCompression=1, lang="zh-CN")
        self.canvas.setTitle(title)
        self.canvas.setCreator("")
        self.canvas.setProducer("")
        self.canvas.setAuthor("")
        self.canvas.setViewerPreference("PrintScaling", "None")
        self._open = False
        self.new_page()

    def __enter__(self) -> Pen:
        """Keep other threads away from the fonts."""
        PAPER_LOCK.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        """Let other threads print."""
        PAPER_LOCK.release()

    def new_page(
        self, width: float | None = None, height: float | None = None, *, torn: bool | None = None
    ) -> None:
        """Begin the next sheet, of another size in mm when given, and ``torn`` or whole from here on."""
        self._torn = self._torn if torn is None else torn
        if self._open:
            self.canvas.showPage()
        self.width = width or self.width
        self.height = height or self.height
        self.canvas.setPageSize((self.width * PT_PER_MM, self.height * PT_PER_MM))
        if self._shift != Shift():
            # Scaled about the top left corner, where a form is laid into the printer.
            self.canvas.translate(self._shift.right * PT_PER_MM, -self._shift.down * PT_PER_MM)
            self.canvas.translate(0, self.height * PT_PER_MM * (1 - self._shift.scale))
            self.canvas.scale(self._shift.scale, self._shift.scale)
        self.page += 1
        self._open = True
        if not self._torn:
            self.mark_part(Frame(0, 0, self.width, self.height))

    def mark_part(self, frame: Frame) -> None:
        """Write 练习 across a part of the sheet when what is made now does not count."""
        if practising():
            self.watermark("练习", frame, min(120.0, frame.height * 1.1, frame.width * 0.9))

    def to_pdf(self) -> bytes:
        """Finish and return the PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()

    def _xy(self, x: float, y: float) -> tuple[float, float]:
        return x * PT_PER_MM, (self.height - y) * PT_PER_MM

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width in mm of a text at a size in points."""
        return self.fonts.width(text, size, bold=bold) / PT_PER_MM

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        key: str = "",
        gap: float = 0.0,
    ) -> float:
        """Draw a text with its baseline at y and return where it ends, mm; ``gap`` in mm per character."""
        if not text:
            return x
        px, py = self._xy(x, y)
        heavy = self.printer is PrinterKind.DOT_MATRIX
        end = self.fonts.draw(self.canvas, px, py, text, size, bold=bold, heavy=heavy, gap=gap * PT_PER_MM)
        end /= PT_PER_MM
        letters = Frame(x, y - size * 0.88 / PT_PER_MM, end - x, size / PT_PER_MM)
        self.placed.append(Placed(self.page, letters, text, key))
        return end

    def centred(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, key: str = ""
    ) -> None:
        """Draw a text with its middle at x."""
        self.text(x - self.width_of(text, size, bold=bold) / 2, y, text, size, bold=bold, key=key)

    def right_aligned(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, key: str = ""
    ) -> None:
        """Draw a text that ends at x."""
        self.text(x - self.width_of(text, size, bold=bold), y, text, size, bold=bold, key=key)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, weight: float = 0.18, dashed: bool = False
    ) -> None:
        """Draw a line; ``weight`` in mm."""
        if self.printer is PrinterKind.DOT_MATRIX:
            weight = max(weight, 0.35)
        self.canvas.saveState()
        self.canvas.setLineWidth(weight * PT_PER_MM)
        if dashed:
            self.canvas.setDash([2.0 * PT_PER_MM, 1.4 * PT_PER_MM])
        self.canvas.line(*self._xy(x1, y1), *self._xy(x2, y2))
        self.canvas.restoreState()

    def box(self, frame: Frame, *, weight: float = 0.18, radius: float = 0.0) -> None:
        """Draw the outline of a rectangle."""
        if self.printer is PrinterKind.DOT_MATRIX:
            weight = max(weight, 0.35)
        self.canvas.saveState()
        self.canvas.setLineWidth(weight * PT_PER_MM)
        x, y = self._xy(frame.x, frame.bottom)
        self.canvas.roundRect(x, y, frame.width * PT_PER_MM, frame.height * PT_PER_MM, radius * PT_PER_MM)
        self.canvas.restoreState()

    def picture(self, frame: Frame, png: bytes) -> None:
        """Draw a picture into a place, stretched to fill it."""
        x, y = self._xy(frame.x, frame.bottom)
        image = ImageReader(io.BytesIO(png))
        self.canvas.drawImage(image, x, y, frame.width * PT_PER_MM, frame.height * PT_PER_MM)

    def squares(self, frame: Frame, rows: Sequence[Sequence[int]]) -> None:
        """Fill the squares of a grid that are not 0, drawn as one path so that no seam shows between them."""
        x, y = self._xy(frame.x, frame.bottom)
        drawn: list[str] = []
        for up, row in enumerate(reversed(rows)):
            start = 0
            while start < len(row):
                if not row[start]:
                    start += 1
                    continue
                stop = start
                while stop < len(row) and row[stop]:
                    stop += 1
                drawn.append(f"{start} {up} {stop - start} 1 re")
                start = stop
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.scale(frame.width / len(rows[0]) * PT_PER_MM, frame.height / len(rows) * PT_PER_MM)
        # Whole numbers in the grid's own measure: two thousand rectangles of the library's path take longer
        # than the rest of a slip.
        self.canvas.addLiteral("n\n" + "\n".join(drawn) + "\nf*")
        self.canvas.restoreState()

    def watermark(self, text: str, frame: Frame, size: float) -> None:
        """Write large letters across a place, grey, or in outline for a ribbon printer."""
        self.canvas.saveState()
        x, y = self._xy(frame.x + frame.width / 2, frame.y + frame.height / 2)
        self.canvas.translate(x, y)
        self.canvas.rotate(24)
        run = self.fonts.runs(text, bold=True)[0]
        pen = self.canvas.beginText(-self.fonts.width(text, size, bold=True) / 2, -size * 0.36)
        pen.setFont(run.font, size)
        pen.setCharSpace(0)
        if self.printer is PrinterKind.DOT_MATRIX:
            self.canvas.setLineWidth(0.5)
            pen.setTextRenderMode(1)
        else:
            self.canvas.setFillGray(0.86)
        pen.textOut(text)
        self.canvas.drawText(pen)
        self.canvas.restoreState()
