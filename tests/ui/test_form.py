from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice, CodeEdit, search_in
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.text_box import TextBox

Shown = Callable[[QWidget], QWidget]
ENTER, SHIFT, CONTROL = (
    Qt.Key.Key_Return,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.form = Form()
        self.name, self.note = LineEdit(), TextBox()
        self.urgency = ChoiceRow([("e", "急"), ("r", "普通")], "r")
        self.org = CodeEdit(search_in([Choice("1", "区人民医院", keys=("qrmyy",))]))
        self.form.section("转往")
        self.form.row(("name", "姓名", self.name), ("urgency", "缓急", self.urgency))
        self.form.row(("org", "机构", self.org))
        self.form.row(("note", "病情", self.note))
        self.save = Button("保存", kind="primary")
        self.save.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.addWidget(self.form)
        column.addWidget(self.save)

    def _press(self) -> None:
        self.pressed += 1


@pytest.fixture
def sheet(qtbot: QtBot, shown: Shown) -> Sheet:
    made = Sheet()
    shown(made)
    made.form.focus_first()
    return made


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_enter_walks_through_every_kind_of_field_and_never_submits(sheet: Sheet, qtbot: QtBot) -> None:
    way = []
    for _ in range(4):
        way.append(_focus())
        qtbot.keyClick(_focus(), ENTER)
    way.append(_focus())
    assert way == [sheet.name, sheet.urgency.radios()[1], sheet.org, sheet.note, sheet.save]
    assert sheet.pressed == 0
    qtbot.keyClick(sheet.save, ENTER)
    assert sheet.pressed == 1


def test_shift_enter_goes_back(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.note.setFocus()
    for wanted in (sheet.org, sheet.urgency.radios()[1], sheet.name):
        qtbot.keyClick(_focus(), ENTER, SHIFT)
        assert _focus() is wanted


def test_control_enter_begins_a_line_in_a_text_box_only(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.note.setFocus()
    qtbot.keyClicks(sheet.note, "ab")
    qtbot.keyClick(sheet.note, ENTER, CONTROL)
    qtbot.keyClicks(sheet.note, "c")
    assert sheet.note.text() == "ab\nc"
    sheet.name.setFocus()
    qtbot.keyClick(sheet.name, ENTER, CONTROL)
    assert _focus() is sheet.name


def test_enter_belongs_to_the_input_method_while_it_composes(sheet: Sheet, qtbot: QtBot) -> None:
    QApplication.sendEvent(sheet.name, QInputMethodEvent("wang", []))
    qtbot.keyClick(sheet.name, ENTER)
    assert _focus() is sheet.name
    done = QInputMethodEvent("", [])
    done.setCommitString("王")
    QApplication.sendEvent(sheet.name, done)
    qtbot.keyClick(sheet.name, ENTER)
    assert sheet.name.text() == "王"
    assert _focus() is sheet.urgency.radios()[1]


def test_enter_passes_over_what_cannot_be_filled(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.form.set_row_visible("urgency", False)
    sheet.org.setEnabled(False)
    qtbot.keyClick(sheet.name, ENTER)
    assert _focus() is sheet.note


def test_enter_stays_where_the_typed_code_matches_nothing(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.org.setFocus()
    qtbot.keyClicks(sheet.org, "zzz")
    qtbot.keyClick(sheet.org, ENTER)
    assert _focus() is sheet.org
    sheet.org.clear()
    qtbot.keyClicks(sheet.org, "qrm")
    qtbot.keyClick(sheet.org, ENTER)
    assert sheet.org.code() == "1"
    assert _focus() is sheet.note


def test_all_problems_stand_beside_their_fields_and_the_first_error_has_the_focus(sheet: Sheet) -> None:
    sheet.save.setFocus()
    forbids = sheet.form.show_problems(
        [
            Problem("note", "note.empty", say("请写病情。")),
            Problem("name", "name.rare", say("请再看一遍这个字。"), warning=True),
            Problem("org", "org.empty", say("请选机构。")),
            Problem("", "whole", say("两处日期前后颠倒。")),
        ]
    )
    assert forbids
    assert sheet.form.row_of("note").problem_text() == "请写病情。"
    assert sheet.form.row_of("name").problem_text() == "请再看一遍这个字。"
    assert _focus() is sheet.org
    assert sheet.org.property("invalid") is True
    assert not sheet.name.property("invalid")
    assert sheet.org.accessibleDescription() == "请选机构。"


def test_a_warning_alone_forbids_nothing_and_moves_no_focus(sheet: Sheet) -> None:
    assert not sheet.form.show_problems([Problem("org", "x", say("少见。"), warning=True)])
    assert _focus() is sheet.name


def test_problems_go_when_they_are_mended(sheet: Sheet) -> None:
    sheet.form.show_problems([Problem("urgency", "x", say("请选缓急。"))])
    sheet.form.clear_problems()
    row = sheet.form.row_of("urgency")
    assert row.problem_text() == ""
    assert row.field.accessibleDescription() == ""


def test_every_field_has_the_name_of_its_label(sheet: Sheet) -> None:
    assert sheet.name.accessibleName() == "姓名"
    assert sheet.form.row_of("name").label.buddy() is sheet.name
    assert sheet.form.field("note") is sheet.note


def test_a_field_name_cannot_be_used_twice(sheet: Sheet) -> None:
    with pytest.raises(ValueError, match="name"):
        sheet.form.row(("name", "姓名", LineEdit()))


def test_building_a_form_shows_no_window_of_its_own(qtbot: QtBot) -> None:
    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    made = Sheet()
    qtbot.addWidget(made)
    assert {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} == before


def test_a_box_is_as_high_as_its_wrapped_words_need(shown: Callable[[QWidget], QWidget]) -> None:
    box = Dialog("接回患者", width=300)
    box.setFixedWidth(300)
    box.body.addWidget(label("下面是按医嘱排好的随访，可以改，接回后生效。" * 6, wrap=True))
    box.body.addWidget(TextBox(lines=4))
    shown(box)
    layout = box.layout()
    assert layout is not None
    assert box.height() >= layout.totalHeightForWidth(box.width()) > layout.sizeHint().height()
