from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import shortcuts
from ui.widgets.buttons import Button

Shown = Callable[[QWidget], QWidget]


def test_no_key_has_two_meanings() -> None:
    keys = [key.sequence for key in shortcuts.KEYS.values()]
    assert len(keys) == len(set(keys))
    assert {shortcuts.sequence(action) for action in ("help", "save", "find", "print")} == {
        "F1",
        "F2",
        "F3",
        "F8",
    }
    assert shortcuts.with_key("保存", "save") == "保存 (F2)"


def _window(heard: list[str], taken: bool = True) -> tuple[QWidget, Button]:
    window = QWidget()
    save = Button("保存", key="save")
    save.clicked.connect(lambda: heard.append("button"))
    QVBoxLayout(window).addWidget(save)

    def default(action: str) -> bool:
        heard.append(action)
        return taken

    window.dispatcher = shortcuts.KeyDispatcher(window, default)
    return window, save


def test_a_key_presses_the_button_that_shows_it(qtbot: QtBot, shown: Shown) -> None:
    heard: list[str] = []
    window, _save = _window(heard)
    shown(window)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert heard == ["button"]


@pytest.mark.parametrize("how", ["hidden", "disabled"])
def test_without_a_button_the_window_decides(qtbot: QtBot, shown: Shown, how: str) -> None:
    heard: list[str] = []
    window, save = _window(heard)
    shown(window)
    save.setVisible(how != "hidden")
    save.setEnabled(how != "disabled")
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert heard == ["save"]


def test_a_button_of_a_dialog_is_not_pressed_from_the_window(qtbot: QtBot, shown: Shown) -> None:
    heard: list[str] = []
    window, save = _window(heard)
    save.hide()
    dialog = QDialog(window)
    inner = Button("保存", key="save")
    inner.clicked.connect(lambda: heard.append("dialog"))
    QVBoxLayout(dialog).addWidget(inner)
    shown(window)
    dialog.show()
    window.dispatcher.press("save")
    assert heard == ["save"]


def test_the_focused_field_hands_over_before_the_button_acts(qtbot: QtBot, shown: Shown) -> None:
    from PySide6.QtWidgets import QLineEdit

    heard: list[str] = []
    window, _save = _window(heard)
    field = QLineEdit()
    field.editingFinished.connect(lambda: heard.append("field"))
    window.layout().addWidget(field)
    shown(window)
    field.setFocus()
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_F2)
    assert heard == ["field", "button"]
