from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from ui import theme
from ui.widgets.blocks import Card
from ui.widgets.facts import add_fact, room_for


def test_a_fact_without_a_value_is_not_told(shown) -> None:
    card = Card("基本情况")
    for name, value in (("电话", "13893311111"), ("住址", None), ("村", " "), ("岁数", 0)):
        add_fact(card.body, name, value)
    shown(card)
    told = [one.text() for one in card.findChildren(QLabel) if one.text()]
    assert told == ["基本情况", "电话", "13893311111", "岁数", "0"]


def test_no_word_of_a_name_is_cut(qapp) -> None:
    metrics = QFontMetrics(theme.current().font("small"))
    room = room_for(["Phone", "Responsible doctor"])
    assert metrics.horizontalAdvance("Responsible") <= room < metrics.horizontalAdvance("Responsible doctor")
    assert room_for([]) == room_for(["村"]) == theme.current().px(66)
