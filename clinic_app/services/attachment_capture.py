"""A file on its way into a referral: looked at by its content, a picture made small, nothing hidden in it."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import attrs
from PIL import Image, ImageOps

from clinic_app.domain.attachment import LARGEST_FILE, PICTURE_BYTES, MediaType, media_type_of
from clinic_app.domain.errors import Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say

LARGEST_SOURCE = 60_000_000
"""Most bytes of a file that is looked at at all."""
MOST_PIXELS = {MediaType.JPEG: 130_000_000, MediaType.PNG: 45_000_000}
"""Most pixels of a picture: a JPEG is unpacked at a fraction of its size, a PNG only whole."""
PAPER_LONG_SIDE = 1754
"""A4 at 150 dpi; more shows nothing more of a sheet of paper."""

_STEPS = (
    (1754, 55, False),
    (1754, 42, False),
    (1600, 40, False),
    (1600, 32, False),
    (1440, 38, False),
    (1440, 30, False),
    (1286, 34, False),
    (1440, 30, True),
    (1286, 32, True),
    (1286, 26, True),
    (1100, 24, True),
    (900, 22, True),
)
"""Long side (the last is A4 at 110 dpi), quality, and whether colours go; the first that fits is taken."""
_LAST_SIDE = 1100
"""From here on it is no paper but something full of detail, such as leaves; it only has to be small."""

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    EOFError,
    struct.error,
    MemoryError,
    Image.DecompressionBombError,
)
"""What Pillow raises on damaged or hostile pictures."""


@attrs.frozen
class Captured:
    """A file as it will travel.

    Attributes:
        data: its bytes.
        media_type: its format.
        reduced_from: bytes it had before a picture was made smaller; 0 when it was taken as it is.
    """

    data: bytes = attrs.field(repr=False)
    media_type: MediaType
    reduced_from: int = 0


def capture(data: bytes) -> Captured:
    """Return a file as it will travel: pictures upright, small, and without place, time and camera.

    Raises:
        Rejected: empty, of another format than its three, damaged, hostile or too large.
    """
    if not data:
        raise _refused("file.empty", say("这个文件是空的，没有加入。请重新扫描或换一个文件"))
    if len(data) > LARGEST_SOURCE:
        raise _refused("file.too_large", _too_large(len(data), LARGEST_SOURCE))
    found = media_type_of(data)
    if found is None:
        raise _refused(
            "file.format", say("只能加入图片（JPEG、PNG）或 PDF。别的文件请先打印或另存为 PDF 再加入")
        )
    if found is MediaType.PDF:
        _check_pdf(data)
        return Captured(data, found)
    reduced, kind = _reduced(data, found)
    return Captured(reduced, kind, len(data))


def picture_is_safe(data: bytes) -> bool:
    """Tell whether a fetched picture can be unpacked for the screen without filling the memory."""
    kind = media_type_of(data)
    if kind not in MOST_PIXELS:
        return False
    try:
        with _opened(data) as image:
            return image.width * image.height <= MOST_PIXELS[MediaType.PNG]
    except _BROKEN:
        return False


def _check_pdf(data: bytes) -> None:
    import pypdfium2  # a library of megabytes that the window need not wait for

    if len(data) > LARGEST_FILE:
        raise _refused("file.too_large", _too_large(len(data), LARGEST_FILE))
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            pages = len(document)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise _refused(
            "file.damaged", say("这个 PDF 打不开（损坏，或设了密码），没有加入。请重新导出后再试")
        ) from error
    if not pages:
        raise _refused("file.empty", say("这个 PDF 里没有页面，没有加入"))


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        # The number of pixels is looked at here, by format.
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            yield image


def _reduced(data: bytes, kind: MediaType) -> tuple[bytes, MediaType]:
    try:
        with _opened(data) as image:
            if image.width * image.height > MOST_PIXELS[kind]:
                raise _refused("file.pixels", _TOO_MANY_PIXELS)
            mode = image.mode
            # A camera's JPEG is unpacked at a half or a quarter of its size: less memory, less time.
            image.draft(None, (PAPER_LONG_SIDE * 2, PAPER_LONG_SIDE * 2))
            plain = _plain(ImageOps.exif_transpose(image))
        if kind is MediaType.PNG and mode in ("1", "L", "P"):
            kept = _as_png(plain, two_colours=mode == "1")
            if len(kept) <= PICTURE_BYTES:
                return kept, MediaType.PNG
        return _as_jpeg(plain), MediaType.JPEG
    except Image.DecompressionBombError as error:
        raise _refused("file.pixels", _TOO_MANY_PIXELS) from error
    except _BROKEN as error:
        raise _refused(
            "file.damaged", say("这张图片打不开（可能损坏），没有加入。请重新拍照或扫描")
        ) from error


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture on white paper that holds pixels and nothing else, grey when it has no colours."""
    if image.mode in ("LA", "RGBA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    image = image.convert("L") if image.mode in ("1", "L", "I", "F", "I;16") else image.convert("RGB")
    if image.mode == "RGB" and not _coloured(image):
        image = image.convert("L")
    clean = Image.new(image.mode, image.size)  # without EXIF, comments and profiles of the original
    clean.paste(image)
    return clean


def _coloured(image: Image.Image) -> bool:
    """Tell whether colours carry anything: a stamp, a marked value, a wound."""
    small = image.resize((96, 96), Image.Resampling.BOX)
    pixels = small.tobytes()
    strong = sum(max(pixels[i : i + 3]) - min(pixels[i : i + 3]) > 28 for i in range(0, len(pixels), 3))
    return strong > 96 * 96 // 250


def _as_png(image: Image.Image, *, two_colours: bool) -> bytes:
    shown = _resized(image, PAPER_LONG_SIDE)
    if two_colours and shown is image:
        shown = shown.convert("1", dither=Image.Dither.NONE)
    else:
        # Sixteen shades are enough for print and handwriting, and halve the file.
        shown = shown.quantize(16 if shown.mode == "L" else 64)
    out = io.BytesIO()
    shown.save(out, "PNG", optimize=True)
    return out.getvalue()


def _as_jpeg(image: Image.Image) -> bytes:
    made = b""
    for side, quality, grey in _STEPS:
        if grey and image.mode == "L" and side > _LAST_SIDE:
            continue
        made = _jpeg(_resized(image.convert("L") if grey else image, side), quality)
        if len(made) <= PICTURE_BYTES:
            break
    return made


def _resized(image: Image.Image, side: int) -> Image.Image:
    scale = min(1.0, side / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _refused(code: str, words: Message) -> Rejected:
    return Rejected([Problem("file", code, words)])


def _too_large(size: int, most: int) -> Message:
    return say(
        "这个文件有 {size} MB，超过 {most} MB，没有加入。请把要紧的几页拍照，或另存成小一点的文件",
        size=f"{size / 1_000_000:.1f}",
        most=most // 1_000_000,
    )


_TOO_MANY_PIXELS = say("这张图片的尺寸太大，没有加入。请用普通清晰度重新拍照或扫描")
