"""The tables of a TrueType file read at once instead of number by number."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Callable
from typing import Any, Literal

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

_SEGMENTED = 12
"""cmap format of fonts with characters beyond the BMP (ISO/IEC 14496-22, 5.2.1.3.7)."""


class QuickFace(TTFontFace):
    """A typeface with what reportlab reads, and the same results.

    reportlab takes every one of some 200,000 numbers out of the file by a call of its own; three fonts of
    30,000 characters then cost more than the slip itself. The tables hold plain numbers, so ``array`` takes
    each of them in one go.
    """

    _ttf_data: bytes
    _pdfScale: Callable[[float], float]

    def extractInfo(self, charInfo: bool | Literal[0, 1] = 1) -> None:
        """Read names and measures as the library does, and the large tables in bulk.

        Raises:
            TTFError: the file is damaged or no such font.
        """
        if any(table["offset"] + table["length"] > len(self._ttf_data) for table in self.tables):
            raise TTFError(f"{self.filename} is cut short")
        try:
            segments = self._segments()
        except (KeyError, struct.error) as error:
            raise TTFError(f"damaged tables in {self.filename}") from error
        if segments is None or not charInfo:
            super().extractInfo(charInfo)
            return
        super().extractInfo(0)
        try:
            self._read_characters(segments)
            self._read_glyphs()
        except (KeyError, IndexError, ValueError, struct.error) as error:
            raise TTFError(f"damaged tables in {self.filename}") from error

    def get_table(self, tag: str) -> Any:
        """Return a table; the outlines are cut out of the file itself, because a copy takes 10 MB."""
        return _Outlines(self, *self.get_table_pos(tag)) if tag == "glyf" else super().get_table(tag)

    def _segments(self) -> bytes | None:
        """Return the groups (first, last, glyph) of the character table, None when it has another shape."""
        table = bytes(self.get_table("cmap"))
        (count,) = struct.unpack_from(">H", table, 2)
        places = [struct.unpack_from(">HHL", table, 4 + 8 * at) for at in range(count)]
        # The library takes the last table for Windows, too.
        at = next((offset for platform, _, offset in reversed(places) if platform == 3), None)
        if at is None or struct.unpack_from(">H", table, at)[0] != _SEGMENTED:
            return None
        (groups,) = struct.unpack_from(">L", table, at + 12)
        return table[at + 16 : at + 16 + 12 * groups]

    def _read_characters(self, segments: bytes) -> None:
        self.charToGlyph = glyphs = {}
        for first, last, glyph in struct.iter_unpack(">LLL", segments):
            glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last + 1 - first), strict=True))

    def _read_glyphs(self) -> None:
        (measured,) = struct.unpack_from(">H", self.get_table("hhea"), 34)
        (long_places,) = struct.unpack_from(">H", self.get_table("head"), 50)
        numbers = _numbers("H", self.get_table("hmtx"))
        # Glyphs beyond the measured ones are as wide as the last, and the table lists only their bearings.
        rest = numbers[2 * measured :][: self.numGlyphs - measured]
        wide = numbers[0 : 2 * measured : 2] + array("H", [numbers[2 * measured - 2]]) * len(rest)
        bearings = numbers[1 : 2 * measured : 2] + rest
        self.hmetrics = _Pairs(wide, bearings)
        scale = self._pdfScale
        self.defaultWidth = scale(wide[0])
        places = self.charToGlyph
        self.charWidths = {char: scale(wide[glyph]) for char, glyph in places.items() if glyph < len(wide)}
        loca = self.get_table("loca")
        self.glyphPos = (
            _numbers("I", loca) if long_places else array("I", (at << 1 for at in _numbers("H", loca)))
        )
        if 0x20 in places:
            places[0xA0] = places[0x20]
            self.charWidths[0xA0] = self.charWidths[0x20]


class _Pairs:
    """Advance width and bearing of a glyph by its number."""

    def __init__(self, wide: array[int], bearings: array[int]) -> None:
        self._wide, self._bearings = wide, bearings

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        return self._wide[glyph], self._bearings[glyph]


class _Outlines:
    """A stretch of the file that is cut up without being copied first."""

    def __init__(self, face: QuickFace, start: int, length: int) -> None:
        self._face, self._start, self._length = face, start, length

    def __getitem__(self, part: slice) -> bytes:
        return self._face.get_chunk(self._start + part.start, part.stop - part.start)


def _numbers(kind: str, table: bytes) -> array[int]:
    """Return big-endian numbers; ``I`` is four bytes and ``H`` two wherever Python runs."""
    numbers = array(kind)
    numbers.frombytes(table[: len(table) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
