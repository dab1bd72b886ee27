"""Captions, blanks and paragraphs are set as Chinese forms set them."""

from __future__ import annotations

import pytest

from clinic_app.reports.fields import (
    NO_END,
    NO_START,
    Blank,
    Caption,
    Line,
    Setting,
    Tail,
    Words,
    may_break_between,
    set_lines,
    set_text,
    words_of,
)
from clinic_app.reports.fonts import font_stack


@pytest.fixture(scope="module")
def setting():
    return Setting(font_stack(), 10, 6)


def right_edge(line: Line) -> float:
    return max((span.x + span.width for span in line.spans), default=0.0)


TEXT = (
    "患者“反复胸闷、胸痛”3年，加重2天（休息时发作），每次约10分钟；血压190/115mmHg。"
    "给予阿司匹林 300 mg 嚼服，硝酸甘油0.5 mg舌下含服！是否吸氧？——已吸氧……"
)


@pytest.mark.parametrize("width", [32, 37, 41, 55, 63.5, 90, 174])
def test_no_line_begins_or_ends_with_a_forbidden_sign(setting, width):
    lines = set_text("主要现病史：", TEXT, "present_illness", setting, width, indent=7)
    for line in lines:
        assert right_edge(line) <= width + 1e-6
    texts = [line.text.strip() for line in lines]
    assert "".join(texts).replace(" ", "") == ("主要现病史：" + TEXT).replace(" ", "")
    for text in texts[1:]:
        assert text[0] not in NO_START
    for text in texts[:-1]:
        assert text[-1] not in NO_END


@pytest.mark.parametrize("width", [20, 25, 31, 36, 48])
def test_a_dose_and_its_unit_stay_together(setting, width):
    lines = set_text("", "硝酸甘油0.5 mg舌下含服，阿司匹林 300 mg嚼服", "treatment", setting, width)
    assert sum("0.5 mg" in line.text for line in lines) == 1
    assert sum("300 mg" in line.text for line in lines) == 1


def test_a_word_longer_than_the_line_is_broken_rather_than_run_over_the_edge(setting):
    lines = set_text("", "A" * 200, "treatment", setting, 40)
    assert all(right_edge(line) <= 40 + 1e-6 for line in lines)
    assert "".join(line.text for line in lines) == "A" * 200


def test_line_feeds_begin_paragraphs(setting):
    lines = set_text("检查：", "第一项\r\n第二项\n\n第四项", "exam_result", setting, 100, indent=7)
    assert [line.text for line in lines] == ["检查：第一项", "第二项", "", "第四项"]
    assert lines[1].spans[0].x == 7


def test_a_row_reaches_the_right_edge_and_keeps_captions_beside_their_blanks(setting):
    row = (Caption("患者姓名"), Blank("王建国", "name", 20), Caption("性别"), Blank("男", "gender", 8))
    (line,) = set_lines(row, setting, 120, fill_last=True)
    assert right_edge(line) == pytest.approx(120)
    assert [span.text for span in line.spans] == ["患者姓名", "王建国", "性别", "男"]
    name = line.spans[1]
    assert name.ruled
    assert name.indent * 2 + setting.width("王建国") == pytest.approx(name.width)


def test_a_caption_moves_to_the_next_line_with_its_blank(setting):
    row = (
        Caption("患者姓名"),
        Blank("王建国", "name", 30),
        Caption("档案编号"),
        Blank("101-00017", "no", 30),
    )
    first, second = set_lines(row, setting, 62, fill_last=True)
    assert first.text == "患者姓名王建国"
    assert second.text == "档案编号101-00017"
    assert right_edge(first) == pytest.approx(62)


def test_a_long_value_wraps_with_its_line_under_every_part(setting):
    name = "阿卜杜拉·买买提·吐尔逊江·艾尔肯·阿不都热合曼·伊明·玉素甫·热西提·卡德尔·马木"
    lines = set_lines((Caption("患者姓名"), Blank(name, "name", 20), Tail("的。")), setting, 60)
    parts = [span for line in lines for span in line.spans if span.key == "name"]
    assert len(parts) > 1
    assert all(part.ruled for part in parts)
    assert "".join(part.text for part in parts) == name
    assert all(right_edge(line) <= 60 + 1e-6 for line in lines)
    assert not any(line.text.startswith("·") for line in lines)


def test_the_sentence_keeps_units_with_their_blanks(setting):
    pieces = (
        Caption("于"),
        Blank("2026", "d", 12),
        Tail("年"),
        Blank("11", "d", 8, tied=True),
        Tail("月"),
        Words("因病情需要，转入"),
        Blank("崆峒区人民医院", "to_org", 40),
        Tail("单位"),
    )
    for width in range(48, 120, 3):
        for line in set_lines(pieces, setting, float(width)):
            assert not line.text.startswith(("年", "月", "单位", "，"))
            assert not line.text.endswith("于")
            assert right_edge(line) <= width + 1e-6


def test_an_empty_blank_keeps_its_length(setting):
    (line,) = set_lines((Caption("接诊医生"), Blank("", "to_doctor", 30)), setting, 100)
    assert line.spans[1].width == pytest.approx(30)
    assert line.spans[1].ruled


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("血压190/115mmHg。", ["血", "压", "190/115mmHg", "。"]),
        ("a,b,c", ["a,", "b,", "c"]),
        ("买·提", ["买", "·", "提"]),
        ("𠮷田", ["𠮷", "田"]),
    ],
)
def test_units_that_are_never_broken(text, units):
    assert list(words_of(text)) == units


def test_dashes_and_dots_of_two_are_one_sign():
    assert not may_break_between("—", "—")
    assert not may_break_between("…", "…")
    assert may_break_between("胸", "痛")


@pytest.mark.parametrize(("before", "after"), [("3", "年"), ("12", "个"), ("0.5", "片")])
def test_a_number_stays_with_its_measure_word(before, after):
    assert not may_break_between(before, after)
    assert may_break_between("年", before)
