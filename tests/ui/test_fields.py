from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.choice_row import CheckBox, ChoiceRow
from ui.widgets.date_edit import DateEdit, weekday_text
from ui.widgets.line_edit import IdNumberEdit, LineEdit, NumberEdit, PhoneEdit
from ui.widgets.text_box import TextBox

Shown = Callable[[QWidget], QWidget]
TODAY = date(2026, 11, 22)


def _paste(qtbot: QtBot, field: QWidget, text: str) -> None:
    QApplication.clipboard().setText(text)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("kind", "pasted", "kept"),
    [
        (IdNumberEdit, "６２０８０２　19680101 001ｘ", "62080219680101001X"),
        (IdNumberEdit, "证号：620802196801010017，", "620802196801010017"),
        (PhoneEdit, " ０９３３—８６１２３４５转802 ", "0933-8612345,802"),
        (PhoneEdit, "139 9330 0017", "13993300017"),
        (NumberEdit, "１２．５", "12.5"),
    ],
)
def test_a_paste_is_narrowed_and_cleaned(
    qtbot: QtBot, shown: Shown, kind: type[LineEdit], pasted: str, kept: str
) -> None:
    field = kind()
    shown(field)
    field.setFocus()
    _paste(qtbot, field, pasted)
    assert field.text() == kept


def test_the_input_method_stays_off_in_number_fields(qtbot: QtBot, shown: Shown) -> None:
    for field in (IdNumberEdit(), PhoneEdit(), NumberEdit("mmHg")):
        shown(field)
        field.setFocus()
        assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_an_identity_number_ends_at_eighteen_and_the_cursor_stays(qtbot: QtBot, shown: Shown) -> None:
    field = IdNumberEdit()
    shown(field)
    qtbot.keyClicks(field, "62080219680101001x99")
    assert field.text() == "62080219680101001X"
    field.setCursorPosition(2)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(field, " 5")
    assert (field.text()[:3], field.cursorPosition()) == ("650", 2)


def test_a_note_is_no_part_of_the_value(qtbot: QtBot) -> None:
    field = LineEdit()
    qtbot.addWidget(field)
    field.setText("0933-8612345")
    field.set_note("24 小时")
    assert field.text() == "0933-8612345"
    assert field.accessibleDescription() == "24 小时"


@pytest.mark.parametrize(
    ("typed", "day", "note"),
    [
        ("0315", date(2026, 3, 15), "2026-03-15 周日"),
        ("20270101", date(2027, 1, 1), "2027-01-01 周五"),
        ("+14", date(2026, 12, 6), "2026-12-06 周日"),
    ],
)
def test_a_typed_date_says_what_it_understood(
    qtbot: QtBot, shown: Shown, typed: str, day: date, note: str
) -> None:
    field = DateEdit(lambda: TODAY)
    shown(field)
    heard: list[date | None] = []
    field.date_changed.connect(heard.append)
    qtbot.keyClicks(field, typed)
    assert field.date() == day
    assert field.note() == note
    assert heard[-1] == day
    assert field.take()
    assert (field.text(), field.note()) == (day.isoformat(), weekday_text(day))


def test_what_is_no_date_says_why_and_lets_nobody_pass(qtbot: QtBot, shown: Shown) -> None:
    field = DateEdit(lambda: TODAY)
    shown(field)
    qtbot.keyClicks(field, "1399")
    assert field.date() is None
    assert field.problem() is not None
    assert field.note()
    assert not field.take()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.problem() is None
    assert field.take()


def test_a_past_date_without_a_year_is_not_in_the_future(qtbot: QtBot, shown: Shown) -> None:
    field = DateEdit(lambda: TODAY, past=True)
    shown(field)
    qtbot.keyClicks(field, "1201")
    assert field.date() == date(2025, 12, 1)


def test_setting_a_date_tells_nobody(qtbot: QtBot) -> None:
    field = DateEdit(lambda: TODAY)
    qtbot.addWidget(field)
    heard: list[object] = []
    field.date_changed.connect(heard.append)
    field.set_date(TODAY)
    assert (field.text(), field.note(), heard) == ("2026-11-22", "周日", [])
    field.set_date(None)
    assert (field.text(), field.note()) == ("", "")


def test_a_text_box_grows_with_its_text_and_stops(qtbot: QtBot, shown: Shown) -> None:
    box = TextBox(lines=2, most_lines=4)
    shown(box)
    heights = []
    for lines in (1, 2, 3, 4, 9):
        box.set_text("\n".join("行" * 3 for _ in range(lines)))
        heights.append(box.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_a_long_line_makes_the_box_grow_too(qtbot: QtBot, shown: Shown) -> None:
    box = TextBox(lines=1)
    shown(box)
    box.resize(220, box.height())
    before = box.height()
    box.set_text("反复胸闷、胸痛三年，加重两天，休息时发作，每次约十分钟。" * 2)
    qtbot.waitUntil(lambda: box.height() > before)


def test_the_counter_speaks_near_the_limit_and_nothing_is_cut(qtbot: QtBot) -> None:
    box = TextBox(limit=10)
    qtbot.addWidget(box)
    box.set_text("一二三四五六七")
    assert box.counter() == ""
    box.set_text("一二三四五六七八")
    assert box.counter() == "还可写 2 字"
    box.set_text("一二三四五六七八九十甲乙")
    assert box.counter() == "超出 2 字"
    assert box.left() == -2
    assert box.text().endswith("甲乙")


def test_a_paste_from_a_table_brings_plain_words(qtbot: QtBot) -> None:
    box = TextBox()
    qtbot.addWidget(box)
    data = QMimeData()
    data.setHtml("<b>甲</b>")
    data.setText("甲\t乙\r\n丙")
    box.insertFromMimeData(data)
    assert box.text() == "甲 乙\n丙"


def test_a_choice_is_made_by_click_digit_or_program(qtbot: QtBot, shown: Shown) -> None:
    row = ChoiceRow([("e", "急"), ("r", "普通"), ("g", "绿色通道")])
    heard: list[object] = []
    row.changed.connect(heard.append)
    shown(row)
    assert row.value() is None
    qtbot.mouseClick(row.radios()[0], Qt.MouseButton.LeftButton)
    qtbot.keyClick(row.radios()[0], Qt.Key.Key_3)
    assert row.value() == "g"
    row.set_enabled("r", False)
    qtbot.keyClick(row.radios()[2], Qt.Key.Key_2)
    assert row.value() == "g"
    row.set_value("r")
    assert heard == ["e", "g", "r"]
    row.set_value(None)
    assert row.value() is None


def test_tab_comes_to_the_chosen_button(qtbot: QtBot, shown: Shown) -> None:
    row = ChoiceRow([("e", "急"), ("r", "普通")], "r")
    shown(row)
    row.setFocus()
    assert QApplication.focusWidget() is row.radios()[1]


def test_a_check_box_takes_clicks_on_its_words(qtbot: QtBot, shown: Shown) -> None:
    box = CheckBox("已告知患者")
    shown(box)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
