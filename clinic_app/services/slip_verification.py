"""Reading the code of a slip from a scan, a photo or a PDF, and saying what it is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from clinic_app.domain.errors import FileError
from clinic_app.domain.wording import say
from clinic_app.protocol.slip_code import PREFIX, KnownKey, SlipCheck, Verdict, verify_code
from clinic_app.system.crypto import verify

_PDF_DPI = 200
_MOST_PAGES = 50
_MOST_PIXELS = 120_000_000
"""An A4 sheet at 1200 dpi has 139 million; more is no scan anyone makes of a slip."""

KeyOf = Callable[[str], KnownKey | None]


@attrs.frozen
class SlipReading:
    """One code found in a file.

    Attributes:
        text: the code.
        check: what it is worth.
        page: page of a PDF, from 1; 1 for a picture.
    """

    text: str
    check: SlipCheck
    page: int = 1


def check_text(
    text: str, key_of: KeyOf, now: datetime, *, is_void: Callable[[str], bool] | None = None
) -> SlipCheck:
    """Say what a scanned text is worth; never raises for any text."""
    return verify_code(text, key_of, verify, now, is_void=is_void)


def read_file(
    path: Path, key_of: KeyOf, now: datetime, *, is_void: Callable[[str], bool] | None = None
) -> list[SlipReading]:
    """Return every slip code in a picture or PDF, best verdict first.

    Raises:
        FileError: the file cannot be read, is no picture or PDF, or holds no code that can be read.
    """
    found = list(_codes_in(path))
    if not found:
        raise FileError(
            say(
                "在 {name} 里没有读到转诊单的码。请把单子放平，码要拍全、拍清楚，再扫一次；"
                "还是不行就按纸面手工录入。",
                name=path.name,
            ),
            title=say("没有读到码"),
        )
    readings = [
        SlipReading(text, check_text(text, key_of, now, is_void=is_void), page) for page, text in found
    ]
    order = list(Verdict)
    return sorted(readings, key=lambda reading: (order.index(reading.check.verdict), reading.page))


def _codes_in(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as file:
            start = file.read(5)
    except OSError as error:
        raise FileError(say("打不开文件 {name}。请看文件还在不在，再试一次。", name=path.name)) from error
    pages = _pdf_pages(path) if start == b"%PDF-" else _picture(path)
    for number, page in pages:
        for text in codes_in_picture(page):
            yield number, text


def _picture(path: Path) -> Iterator[tuple[int, Image.Image]]:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise FileError(
                    say("图片 {name} 太大，没有读。请用 150 到 300 dpi 重新扫描。", name=path.name)
                )
            grey = ImageOps.exif_transpose(picture).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileError(
            say(
                "{name} 不是能读的图片或 PDF，或者已经损坏。请换 PNG、JPG 或 PDF 再试。",
                name=path.name,
            )
        ) from error
    yield 1, grey


def _pdf_pages(path: Path) -> Iterator[tuple[int, Image.Image]]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise FileError(
            say("PDF 文件 {name} 打不开，可能已损坏或加了密码。请换一个文件再试。", name=path.name)
        ) from error
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            # A page can claim any size; drawn at full resolution it would fill the memory.
            scale: Any = min(_PDF_DPI / 72, 5000 / max(page.get_size()))
            yield number + 1, page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError as error:
        raise FileError(say("PDF 文件 {name} 已损坏。请换一个文件再试。", name=path.name)) from error
    finally:
        document.close()


def codes_in_picture(picture: Image.Image) -> list[str]:
    """Return the texts of the slip codes in a picture, trying harder as long as none is found."""
    # Made here and not kept: a module's own would be reported as leaked when the program ends.
    squares = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    grey = picture.convert("L")
    for variant, binarizer in _variants(grey):
        found = zxingcpp.read_barcodes(variant, formats=squares, binarizer=binarizer, try_invert=False)
        texts = [code.text for code in found if code.text.upper().startswith(PREFIX)]
        if texts:
            return list(dict.fromkeys(texts))
    return []


def _variants(grey: Image.Image) -> Iterator[tuple[Image.Image, zxingcpp.Binarizer]]:
    """Yield the picture as it is, then mended for pale print, noise and coarse scans."""
    yield grey, zxingcpp.Binarizer.LocalAverage
    yield grey, zxingcpp.Binarizer.GlobalHistogram
    stretched = ImageOps.autocontrast(grey, cutoff=1)
    larger = stretched.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    yield larger, zxingcpp.Binarizer.LocalAverage
    yield larger, zxingcpp.Binarizer.GlobalHistogram
    smooth = larger.filter(ImageFilter.GaussianBlur(1.2))
    yield smooth, zxingcpp.Binarizer.LocalAverage
    yield smooth, zxingcpp.Binarizer.GlobalHistogram
    yield larger.filter(ImageFilter.MedianFilter(5)), zxingcpp.Binarizer.LocalAverage
    hard = smooth.point([0] * 129 + [255] * 127)
    yield hard, zxingcpp.Binarizer.GlobalHistogram
