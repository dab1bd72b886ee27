"""The quick reader of font tables finds what the library's own reader finds."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from clinic_app.reports.font_face import QuickFace
from clinic_app.reports.fonts import RARE_FILE, REGULAR_FILE, packaged_fonts

_MEASURES = ("name", "ascent", "descent", "capHeight", "bbox", "stemV", "flags", "numGlyphs", "defaultWidth")


@pytest.mark.parametrize("file", [REGULAR_FILE, RARE_FILE])
def test_it_reads_the_same_as_the_library(file):
    path = str(packaged_fonts() / file)
    quick, slow = QuickFace(path), TTFontFace(path)
    for name in (*_MEASURES, "charToGlyph", "charWidths"):
        assert getattr(quick, name) == getattr(slow, name), name
    assert list(quick.glyphPos) == list(slow.glyphPos)
    some = [0] * 32 + list(range(32, 127)) + sorted(quick.charToGlyph)[500:600]
    if quick.unitsPerEm == 1000:
        assert [quick.hmetrics[glyph] for glyph in range(quick.numGlyphs)] == list(slow.hmetrics)
        assert quick.makeSubset(some) == slow.makeSubset(some)


def test_the_last_width_holds_for_the_glyphs_that_have_none():
    # The library scales that width to thousandths of the em here, and not where a width is listed.
    quick = QuickFace(str(packaged_fonts() / RARE_FILE))
    assert quick.hmetrics[quick.numGlyphs - 1][0] == quick.unitsPerEm


@pytest.mark.parametrize("kept", [3, 200, 5000, 400_000])
def test_a_file_cut_short_is_named_as_damaged(tmp_path, kept):
    whole = (packaged_fonts() / REGULAR_FILE).read_bytes()
    file = tmp_path / REGULAR_FILE
    file.write_bytes(whole[:kept])
    with pytest.raises(TTFError):
        QuickFace(str(file))
