"""Reading a page back: its text, the place of every character, its pixels."""

from __future__ import annotations

import ctypes

import attrs
import pypdfium2
from PIL import Image

PT_PER_MM = 72 / 25.4


@attrs.frozen
class Letter:
    """A character on a page and its box in mm from the top left corner."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


@attrs.frozen
class PageRead:
    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]

    @property
    def plain(self) -> str:
        """The text without spaces and line ends, as a person reads over them."""
        return "".join(self.text.split())


def smallest_letters(pdf: bytes) -> float:
    """Return the smallest size of letters in points, read from the drawing orders of the document."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sizes = []
        for page in document:
            for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                size = ctypes.c_float()
                pypdfium2.raw.FPDFTextObj_GetFontSize(one.raw, ctypes.byref(size))
                sizes.append(size.value)
        return min(sizes)
    finally:
        document.close()


def read_pages(pdf: bytes) -> list[PageRead]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_read(page) for page in document]
    finally:
        document.close()


def _read(page: pypdfium2.PdfPage) -> PageRead:
    width, height = page.get_size()
    text_page = page.get_textpage()
    letters = []
    high = 0
    for index in range(text_page.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        if code <= 32 or code == 0x3000:
            continue
        left, bottom, right, top = text_page.get_charbox(index)
        letters.append(
            Letter(
                chr(code),
                left / PT_PER_MM,
                (height - top) / PT_PER_MM,
                right / PT_PER_MM,
                (height - bottom) / PT_PER_MM,
            )
        )
    text = text_page.get_text_range()
    return PageRead(width / PT_PER_MM, height / PT_PER_MM, text, tuple(letters))


def picture(pdf: bytes, page: int = 0, dpi: int = 60) -> Image.Image:
    """The page as a grey picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
