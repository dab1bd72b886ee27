from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.tasks import Tasks
from ui.widgets.code_edit import Choice, CodeEdit, NameEdit, search_in
from ui.widgets.multi_code_edit import MultiCodeEdit
from ui.widgets.suggestions import Suggestions

Shown = Callable[[QWidget], QWidget]
PEOPLE = Choice("A", "区人民医院", "二级甲等", ("qrmyy",))
CHINESE = Choice("B", "区中医医院", "", ("qzyyy",))
MOTHERS = Choice("C", "妇幼保健院", "", ("fybjy",))
ALL = [PEOPLE, CHINESE, MOTHERS]


class Room(QWidget):
    def __init__(self, edit: QWidget) -> None:
        super().__init__()
        self.resize(500, 400)
        column = QVBoxLayout(self)
        self.other = QLineEdit()
        column.addWidget(edit)
        column.addWidget(self.other)
        column.addStretch(1)


def _list(edit: QWidget) -> Suggestions | None:
    found = [view for view in edit.window().findChildren(Suggestions) if view.isVisible()]
    return found[0] if found else None


def _room(shown: Shown, edit: QWidget) -> Room:
    room = Room(edit)
    shown(room)
    edit.setFocus()
    return room


@pytest.mark.parametrize("typed", ["qr", "区人", "a", "人民"])
def test_number_initials_and_text_all_find_and_take_takes_the_first(
    qtbot: QtBot, shown: Shown, typed: str
) -> None:
    edit = CodeEdit(search_in(ALL))
    _room(shown, edit)
    heard: list[object] = []
    edit.chosen.connect(heard.append)
    if typed.isascii():
        qtbot.keyClicks(edit, typed)
    else:
        edit.insert(typed)
        edit.textEdited.emit(edit.text())
    assert edit.note() == "区人民医院"
    assert edit.take()
    assert edit.item() is PEOPLE
    assert (edit.text(), edit.note(), edit.code()) == ("区人民医院", "二级甲等", "A")
    assert heard == [PEOPLE]
    assert _list(edit) is None


def test_arrows_choose_another_match(qtbot: QtBot, shown: Shown) -> None:
    edit = CodeEdit(search_in(ALL))
    _room(shown, edit)
    qtbot.keyClicks(edit, "q")
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.note() == "区中医医院"
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.take()
    assert edit.item() is CHINESE


def test_a_click_takes_a_match_and_the_field_keeps_the_focus(qtbot: QtBot, shown: Shown) -> None:
    edit = CodeEdit(search_in(ALL))
    _room(shown, edit)
    qtbot.keyClicks(edit, "q")
    view = _list(edit)
    assert view is not None
    at = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert edit.item() is CHINESE
    assert edit.hasFocus()


def test_escape_closes_the_list_only(qtbot: QtBot, shown: Shown) -> None:
    from PySide6.QtGui import QKeySequence, QShortcut

    edit = CodeEdit(search_in(ALL))
    room = _room(shown, edit)
    left: list[int] = []
    QShortcut(QKeySequence("Esc"), room).activated.connect(lambda: left.append(1))
    qtbot.keyClicks(edit, "q")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert _list(edit) is None
    assert left == []
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert left == [1]


def test_typing_over_a_chosen_entry_gives_it_up(qtbot: QtBot, shown: Shown) -> None:
    edit = CodeEdit(search_in(ALL))
    _room(shown, edit)
    edit.set_item(PEOPLE)
    heard: list[object] = []
    edit.chosen.connect(heard.append)
    edit.selectAll()
    qtbot.keyClicks(edit, "x")
    assert edit.item() is None
    assert heard == [None]
    assert not edit.complete()
    assert not edit.take()


def test_tab_takes_what_stands_in_grey_and_leaving_by_mouse_does_not(qtbot: QtBot, shown: Shown) -> None:
    edit = CodeEdit(search_in(ALL))
    room = _room(shown, edit)
    qtbot.keyClicks(edit, "fy")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.item() is MOTHERS
    assert QApplication.focusWidget() is room.other
    edit.set_item(None)
    edit.setFocus()
    qtbot.keyClicks(edit, "fy")
    room.other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert edit.item() is None
    assert _list(edit) is None


def test_free_text_may_stand(qtbot: QtBot, shown: Shown) -> None:
    edit = CodeEdit(search_in(ALL), free=True)
    _room(shown, edit)
    qtbot.keyClicks(edit, "zz")
    assert edit.take()
    assert (edit.text(), edit.item()) == ("zz", None)
    assert edit.complete()


def test_the_code_is_shown_where_it_is_wanted(qtbot: QtBot) -> None:
    edit = CodeEdit(search_in(ALL), show_code=True)
    qtbot.addWidget(edit)
    edit.set_item(CHINESE)
    assert edit.text() == "B 区中医医院"


def test_down_opens_the_whole_list(qtbot: QtBot, shown: Shown) -> None:
    edit = CodeEdit(search_in(ALL))
    _room(shown, edit)
    assert _list(edit) is None
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    view = _list(edit)
    assert view is not None
    assert view.model().rowCount() == 3


def test_the_list_stays_inside_the_window(qtbot: QtBot, shown: Shown) -> None:
    edit = CodeEdit(search_in([Choice(str(n), f"第 {n} 项") for n in range(40)]))
    room = QWidget()
    room.resize(420, 300)
    column = QVBoxLayout(room)
    column.addStretch(1)
    column.addWidget(edit)
    shown(room)
    edit.setFocus()
    qtbot.keyClicks(edit, "1")
    view = _list(edit)
    assert view is not None
    assert room.rect().contains(view.geometry())
    assert view.geometry().bottom() < edit.geometry().top()


def test_a_search_on_the_worker_takes_what_enter_asked_for_when_it_comes(
    qtbot: QtBot, shown: Shown, tasks: Tasks
) -> None:
    gate = threading.Event()

    def slow(text: str) -> list[Choice]:
        gate.wait(10)
        return search_in(ALL)(text)

    edit = CodeEdit(slow, tasks=tasks)
    _room(shown, edit)
    qtbot.keyClicks(edit, "fy")
    assert edit.take()
    assert edit.item() is None
    gate.set()
    qtbot.waitUntil(lambda: edit.item() is MOTHERS)
    tasks.drain()


def test_an_answer_that_was_overtaken_is_dropped(qtbot: QtBot, shown: Shown, tasks: Tasks) -> None:
    edit = CodeEdit(search_in(ALL), tasks=tasks)
    _room(shown, edit)
    qtbot.keyClicks(edit, "q")
    edit._ask()
    qtbot.keyClicks(edit, "z")
    edit._ask()
    tasks.drain()
    assert edit.note() == "区中医医院"


def test_several_entries_are_gathered_and_taken_back(qtbot: QtBot, shown: Shown) -> None:
    field = MultiCodeEdit(search_in(ALL), "诊断")
    _room(shown, field)
    heard: list[list[Choice]] = []
    field.changed.connect(heard.append)
    for typed in ("qr", "fy", "qr"):
        qtbot.keyClicks(field.edit, typed)
        assert not field.take()
    assert field.items() == [PEOPLE, MOTHERS]
    assert field.take()
    qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.items() == [PEOPLE]
    assert [len(items) for items in heard] == [1, 2, 1]


def test_many_entries_wrap_and_leave_room_to_type(qtbot: QtBot, shown: Shown) -> None:
    field = MultiCodeEdit(search_in(ALL))
    room = _room(shown, field)
    one = field.height()
    field.set_items([Choice(f"I{n}", f"很长的诊断名称第 {n} 个") for n in range(5)])
    qtbot.waitUntil(lambda: field.height() > one)
    assert field.edit.width() >= 140
    assert all(room.rect().contains(tag.geometry().translated(field.pos())) for tag in field._tags)
    field.set_items([])
    assert field.height() == one


def test_enter_takes_the_match_outside_a_form(shown: Shown) -> None:
    edit = CodeEdit(search_in([Choice("wjg", "王家沟村"), Choice("ljw", "李家湾村")]))
    shown(edit)
    edit.setFocus()
    QTest.keyClicks(edit, "lj")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.code() == "ljw"


def test_the_first_enter_takes_what_came_into_the_list_after_typing(shown: Shown) -> None:
    known: list[Choice] = []
    edit = CodeEdit(lambda text: search_in(known)(text))
    shown(edit)
    edit.setFocus()
    QTest.keyClicks(edit, "wj")
    known.append(Choice("wjg", "王家沟村"))
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.code() == "wjg"


def test_an_id_of_a_record_is_never_shown(qtbot: QtBot, shown: Shown) -> None:
    edit = NameEdit(search_in([Choice("AaIBaS4Ac-a2BbmegwZIpg", "崆峒县中医医院", "0933-8233333")]))
    _room(shown, edit)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    view = _list(edit)
    assert view is not None
    assert view.model().index(0, 0).data() == "崆峒县中医医院 0933-8233333"
