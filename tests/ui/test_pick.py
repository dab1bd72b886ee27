from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.widgets.pick import PickBox, marked


@pytest.mark.parametrize(
    ("text", "other", "markup"),
    [
        ("王建囯", "王建国", "王建<u>囯</u>"),
        ("1958-03-12", "1958-03-21", "1958-03-<u>12</u>"),
        ("白水镇柳树村五社", "白水镇柳树村", "白水镇柳树村<u>五社</u>"),
        ("王建国", "王建国", "王建国"),
        ("青霉素", "磺胺", "青霉素"),
        ("王建国", "", "王建国"),
        ("<b>王建国</b>", "<b>王建囯</b>", "&lt;b&gt;王建<u>国</u>&lt;/b&gt;"),
        ("甲" * 61, "甲" * 60 + "乙", "甲" * 61),
    ],
)
def test_what_differs_is_underlined_where_two_values_are_alike(text, other, markup) -> None:
    assert marked(text, other) == markup


def test_the_box_shows_the_mark_and_reads_as_plain_words(shown) -> None:
    box = shown(PickBox("王建囯", "按身份证更正", other="王建国"))
    value, note = box.findChildren(QLabel)
    assert (value.text(), value.textFormat()) == ("王建<u>囯</u>", Qt.TextFormat.RichText)
    assert note.textFormat() == Qt.TextFormat.PlainText
    assert box.accessibleName() == "王建囯 按身份证更正"
