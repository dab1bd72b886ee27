"""What pictures of numbers share: ink, lettering, their words for those who do not see them, and the file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache

from PIL import Image, ImageFont

from clinic_app.reports.fonts import packaged_fonts

WIDTH = 1600
"""Pixels over the whole width of the type area."""
INK, PAPER = "#1a1a1a", "#ffffff"
SIZE = 26
"""Pixels of the largest letters."""


@lru_cache(maxsize=4)
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the letters of the papers at a height in pixels."""
    return ImageFont.truetype(str(packaged_fonts() / "NotoSansSC-Regular.ttf"), size)


def numbers_in_words(title: str, rows: Iterable[tuple[str, Iterable[tuple[str, int]]]]) -> str:
    """Return all numbers of a picture as one line: each row's name, then what each of its numbers is.

    >>> numbers_in_words("各月", [("转往上级", [("1月", 3), ("2月", 4)])])
    '各月：转往上级 1月 3、2月 4'
    """
    return f"{title}：" + "；".join(
        f"{name} " + "、".join(f"{what} {number}" for what, number in numbers) for name, numbers in rows
    )


def png_of(image: Image.Image) -> tuple[bytes, float]:
    """Return the picture as a PNG, and its height as a part of its width."""
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(250, 250))
    return out.getvalue(), image.height / image.width
