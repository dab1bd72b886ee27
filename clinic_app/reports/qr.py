"""The square code on paper, drawn as one vector path."""

from __future__ import annotations

import functools

import segno
from segno.encoder import DataOverflowError

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import Message, say
from clinic_app.reports.page import Frame, Pen

SIDE_MM = 40.0
"""Side of the dark square; the light border comes on top. With it a code of 85 modules has 0.47 mm each."""
SMALLEST_MODULE_MM = 0.45
"""Below that a 150-dpi scan has fewer than three dots for a module and cheap printers smear them."""

MASK = 0
"""Pattern laid over the modules: a chessboard, which breaks runs in both directions."""


def draw_code(pen: Pen, x: float, y: float, text: str, side: float = SIDE_MM) -> Frame:
    """Draw a text as a QR code with its upper left dark corner at (x, y) and return its place, mm.

    Error correction is M (15 %), more where the same version has room for it.

    Raises:
        PaperError: the text is too long to stay readable from a bad print.
    """
    matrix = _matrix(text)
    modules = len(matrix)
    if side / modules < SMALLEST_MODULE_MM:
        raise PaperError(_too_long())
    pen.squares(Frame(x, y, side, side), matrix)
    return Frame(x, y, side, side)


@functools.lru_cache(maxsize=32)
def _matrix(text: str) -> tuple[bytes, ...]:
    """Return the modules of a code, row by row.

    The mask is fixed: choosing the best of eight takes seven tenths of the time of a whole slip, and what it
    guards against, large even areas, does not occur in compressed and signed data. A code that was looked at
    is kept, because the same one is printed a moment later.
    """
    try:
        code = segno.make_qr(text, error="m", boost_error=True, mask=MASK)
    except DataOverflowError as error:
        raise PaperError(_too_long()) from error
    return tuple(bytes(row) for row in code.matrix)


def _too_long() -> Message:
    return say("转诊单上的二维码装不下这么多内容，所以没有打印，数据都在。请在设置里关掉二维码后再打印。")
