"""Every character a Chinese name may be written with prints, or is named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.errors import PaperError
from clinic_app.reports.fonts import BOLD_FILE, RARE_FILE, REGULAR_FILE, font_stack, missing_glyphs
from tests.visual.paper_reading import read_pages

_LIST = Path(__file__).parents[2] / "data" / "common_characters.txt"
_IDEOGRAPHS = (
    (0x3400, 0x4DBF),  # Extension A
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x2A6DF),  # Extension B
    (0x2A700, 0x2EBEF),  # Extensions C to F
    (0x2F800, 0x2FA1F),
)


def common_characters() -> str:
    lines = _LIST.read_text("utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def ideographs_of_the_fonts() -> str:
    """All ideographs that one of the font files draws; among them every one of a G source that any has."""
    stack = font_stack()
    found: set[int] = set()
    for file in (REGULAR_FILE, RARE_FILE):
        found.update(stack._font(file).face.charToGlyph)
    return "".join(chr(c) for c in sorted(found) if any(low <= c <= high for low, high in _IDEOGRAPHS))


def written(text: str, *, bold: bool = False) -> bytes:
    """Pages with 60 characters to a line and 40 lines to a page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(760, 560), invariant=1)
    lines = [text[at : at + 60] for at in range(0, len(text), 60)]
    for number, line in enumerate(lines):
        if number and number % 40 == 0:
            canvas.showPage()
        font_stack().draw(canvas, 20, 540 - 13 * (number % 40), line, 12, bold=bold)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_the_list_is_the_standards():
    characters = common_characters()
    assert len(characters) == len(set(characters)) == 8105
    assert (characters[0], characters[3499], characters[-1]) == ("一", "矗", "蠼")


@pytest.mark.parametrize("bold", [False, True])
def test_all_of_the_standards_list_prints_and_reads_back(bold):
    characters = common_characters()
    assert missing_glyphs(characters) == []
    pages = read_pages(written(characters, bold=bold))
    assert "".join(letter.char for page in pages for letter in page.letters) == characters


def test_every_ideograph_of_either_font_has_a_place_to_come_from():
    characters = ideographs_of_the_fonts()
    assert len(characters) > 70_000
    assert missing_glyphs(characters) == []
    stack = font_stack()
    for bold in (False, True):
        assert sum(len(run.text) for run in stack.runs(characters, bold=bold)) == len(characters)
    # The bold file draws all the regular one does: a name is not half in another font in a heading.
    common = [set(stack._font(file).face.charToGlyph) for file in (REGULAR_FILE, BOLD_FILE)]
    assert common[0] == common[1]


def test_a_sample_of_all_ideographs_reads_back():
    characters = ideographs_of_the_fonts()[::37]
    pages = read_pages(written(characters))
    assert "".join(letter.char for page in pages for letter in page.letters) == characters


@pytest.mark.parametrize("char", ["鿿", "\U00030000", "\U00031350"])
def test_what_no_font_has_yet_is_named_and_never_a_box(char):
    with pytest.raises(PaperError) as stop:
        written(f"王{char}")
    assert f"U+{ord(char):04X}" in str(stop.value)
