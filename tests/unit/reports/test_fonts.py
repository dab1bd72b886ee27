"""Every character a name can hold is drawn, or named."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.errors import PaperError
from clinic_app.reports.fonts import FontStack, font_stack, missing_glyphs, to_unicode_map
from tests.visual.paper_reading import picture, read_pages

RARE = "张䶮 𬱖 𠮷 㛃 𪚥 𫖯"


def page_of(text: str, *, bold: bool = False) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 120), invariant=1)
    font_stack().draw(canvas, 20, 60, text, 20, bold=bold)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("bold", [False, True])
def test_rare_names_can_be_copied_as_they_were_typed(bold):
    (page,) = read_pages(page_of(RARE, bold=bold))
    assert page.text.strip() == RARE


def test_a_full_subset_of_rare_characters_keeps_its_text_layer():
    # More than one subset of 256 and more than one block of 100.
    text = "".join(chr(0x20000 + n) for n in range(300))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 900), invariant=1)
    for row in range(10):
        font_stack().draw(canvas, 20, 850 - row * 30, text[row * 30 : row * 30 + 30], 15)
    canvas.showPage()
    canvas.save()
    (page,) = read_pages(buffer.getvalue())
    assert page.plain == text


def test_rare_and_common_characters_stand_on_one_line():
    (page,) = read_pages(page_of("国𠮷国"))
    left, rare, right = page.letters
    assert rare.left >= left.right - 0.5
    assert right.left >= rare.right - 0.5
    assert abs(rare.bottom - left.bottom) < 0.5
    assert abs((rare.top + rare.bottom) - (left.top + left.bottom)) < 1.0


def test_the_width_told_is_the_width_drawn():
    canvas = Canvas(io.BytesIO(), invariant=1)
    end = font_stack().draw(canvas, 0, 0, RARE, 12)
    assert end == pytest.approx(font_stack().width(RARE, 12))
    gapped = font_stack().draw(canvas, 0, 0, "𠮷国", 12, gap=1)
    assert gapped == pytest.approx(25)


def test_a_character_gap_does_not_leak_into_the_next_text():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 120), invariant=1)
    font_stack().draw(canvas, 20, 80, "甲乙", 20, gap=30)
    font_stack().draw(canvas, 20, 20, "丙丁", 20)
    canvas.showPage()
    canvas.save()
    _, _, third, fourth = read_pages(buffer.getvalue())[0].letters
    assert fourth.left - third.left == pytest.approx(20 / 72 * 25.4, abs=0.6)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("王建国", []),
        (RARE, []),
        ("阿卜杜拉·买买提", []),
        ("第一行\n第二行\t列", []),
        ("a\ue000b", ["\ue000"]),
        ("看不见\u200b", ["\u200b"]),
        ("葛\U000e0100城", ["\U000e0100"]),
        ("\ufeff王", ["\ufeff"]),
        ("铃\x07", ["\x07"]),
        ("\U0003ffff", ["\U0003ffff"]),
        ("😀😀", ["😀"]),
        ("e\u0301", []),
        ("\ufa11", []),
    ],
)
def test_missing_glyphs(text, missing):
    assert missing_glyphs(text) == missing


@pytest.mark.parametrize(
    ("char", "code", "word"),
    [
        ("😀", "U+1F600", "手写"),
        ("\ue815", "U+E815", "自造字"),
        ("\u200b", "U+200B", "看不见"),
        ("\ufe00", "U+FE00", "看不见"),
        ("\u0378", "U+0378", "手写"),
    ],
)
def test_a_missing_character_stops_the_page_and_is_named(char, code, word):
    with pytest.raises(PaperError) as stop:
        page_of(f"王{char}国")
    assert code in str(stop.value)
    assert word in str(stop.value)


def test_an_accent_joins_its_letter_but_compatibility_characters_stay():
    (page,) = read_pages(page_of("re\u0301"))
    assert page.text.strip() == "r\u00e9"
    # U+FA0E has no decomposition, U+F900 has: normalising would print another character.
    assert "".join(font_stack().runs("\ufa0e")[0].text) == "\ufa0e"


def test_no_box_is_drawn_for_a_space_or_a_rare_bold_name():
    dark = sum(1 for value in picture(page_of("　"), dpi=72).get_flattened_data() if value < 128)
    assert dark == 0


def test_fonts_are_read_late_and_once():
    program = (
        "import reportlab.pdfbase.ttfonts as t\n"
        "reads = []\n"
        "old = t.TTFontFace.__init__\n"
        "def spy(self, *a, **k): reads.append(a[0]); old(self, *a, **k)\n"
        "t.TTFontFace.__init__ = spy\n"
        "from clinic_app.reports.referral_slip import OutSlip, render_out\n"
        "assert reads == []\n"
        "render_out(OutSlip(patient_name='王'))\n"
        "assert len(reads) == 2 and not any('Hana' in r for r in reads), reads\n"
        "render_out(OutSlip(patient_name='𠮷'))\n"
        "render_out(OutSlip(patient_name='𠮷'))\n"
        "assert len(reads) == 3, reads\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_lost_font_file_is_named(tmp_path):
    with pytest.raises(PaperError, match="NotoSansSC-Regular"):
        FontStack(tmp_path).width("王", 10)


def test_the_text_map_has_blocks_of_at_most_100_and_no_zero():
    text = to_unicode_map("X", [0, *range(0x4E00, 0x4E00 + 250)])
    assert "100 beginbfchar" in text
    assert "50 beginbfchar" in text
    assert "<00> <0000>" not in text
    assert "<01> <4E00>" in text
    assert "<01> <D842DFB7>" in to_unicode_map("X", [0, 0x20BB7])
