"""The hands of the demonstration: they type, press and look at a real window, and never wait without end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from ui import shortcuts, theme
from ui.app import Program
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import CodeEdit
from ui.widgets.form import Form
from ui.widgets.multi_code_edit import MultiCodeEdit

PATIENCE = 30.0
"""Seconds that anything on the screen may take before the demonstration says what it waited for."""

T = TypeVar("T")


class TooLong(Exception):
    """Something did not happen in time; the text says what."""


class Hands:
    """Works the window of one desk as its person would.

    Attributes:
        program: the program whose window it is.
        typed: characters typed so far.
    """

    def __init__(self, program: Program, pictures: Path) -> None:
        self.program = program
        self._pictures = pictures
        self.typed = 0

    # --- waiting and looking ------------------------------------------------------------------------

    def until(self, condition: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
        """Let the window live until a condition holds and return its value. Raises TooLong."""
        end = time.monotonic() + seconds
        while True:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            found = condition()
            if found:
                return found
            if time.monotonic() > end:
                raise TooLong(f"等了 {seconds:.0f} 秒还没有：{what}")
            QTest.qWait(10)

    def settle(self, pause: float = 0.15) -> None:
        """Wait until all work the window asked for is done, and a moment longer for what it draws."""
        self.until(lambda: not self.program.context.tasks.busy, "窗口把手头的事做完")
        end = time.monotonic() + pause
        while time.monotonic() < end:
            QTest.qWait(15)
        self.until(lambda: not self.program.context.tasks.busy, "窗口把手头的事做完")

    def front(self) -> QWidget:
        """Return the box in front, or the window."""
        boxes = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
        ]
        return boxes[-1] if boxes else self.program.window

    def box(self, part: str) -> QDialog:
        """Return the box whose heading contains some words, as soon as it is there."""

        def find() -> QDialog | None:
            front = self.front()
            return front if isinstance(front, QDialog) and part in front.windowTitle() else None

        found = self.until(find, f"“{part}”窗口出现")
        return found

    def picture(self, name: str) -> str:
        """Save what stands on the screen and return the file's name."""
        self.settle(0.5)
        window = self.program.window
        shot: QPixmap = window.grab()
        front = self.front()
        if front is not window:
            # The system would centre the box and draw its frame; without a desktop nobody does.
            at = QPoint((window.width() - front.width()) // 2, (window.height() - front.height()) // 2)
            painter = QPainter(shot)
            painter.fillRect(shot.rect(), QColor(0, 0, 0, 60))
            painter.drawPixmap(at, front.grab())
            painter.setPen(theme.current().color("line"))
            painter.drawRect(QRect(at, front.size()).adjusted(-1, -1, 0, 0))
            painter.end()
        path = self._pictures / f"{name}.png"
        if not shot.save(str(path)):
            raise TooLong(f"存不下图片：{path.name}")
        return path.name

    # --- pressing ------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Make what stands in front the window that takes the keys; without a desktop nobody else does."""
        front = self.front()
        if not front.isActiveWindow():
            front.activateWindow()
            self.until(front.isActiveWindow, "窗口接受键盘")

    def key(self, action: str) -> None:
        """Press the key of an action of ui/shortcuts.py."""
        self.wake()
        sequence = QKeySequence(shortcuts.sequence(action))
        target = QApplication.focusWidget() or self.front()
        QTest.keySequence(target, sequence)
        self.settle()

    def button(self, words: str) -> QAbstractButton | None:
        """Return the button in sight whose text begins with some words, if it can be pressed."""
        found = [
            one
            for one in self.front().findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and one.text().startswith(words)
        ]
        exact = [one for one in found if one.text() == words]
        return (exact or found or [None])[0]

    def press(self, words: str) -> None:
        """Press a button with Enter, as a person without a mouse does."""
        button = self.until(lambda: self.button(words), f"按钮“{words}”可以按")
        self.wake()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Return)
        self.settle()

    # --- typing --------------------------------------------------------------------------------------

    def field(self, name: str) -> QWidget:
        """Return a field in sight by its name in the catalogue. Raises TooLong."""

        def find() -> QWidget | None:
            for form in self.front().findChildren(Form):
                if form.isVisible() and name in form.names():
                    field = form.field(name)
                    if field.isVisible() and field.isEnabled():
                        return field
            return None

        found = self.until(find, f"表单里的“{name}”")
        return found

    def write(self, name: str, text: str) -> None:
        """Replace what stands in a field by typing."""
        field = self.field(name)
        self._into(field)
        QTest.keyClick(_focus(field), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(_focus(field), Qt.Key.Key_Delete)
        self._keys(_focus(field), text)
        QTest.qWait(20)

    def choose(self, name: str, typed: str) -> str:
        """Type into a field with a list until it knows the entry, take it with Enter, return its name."""
        field = self.field(name)
        self._into(field)
        edit = field.edit if isinstance(field, MultiCodeEdit) else field
        if not isinstance(edit, CodeEdit):
            raise TypeError(f"“{name}”不是可选的栏")
        if isinstance(field, CodeEdit):
            QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(edit, Qt.Key.Key_Delete)
        before = len(field.items()) if isinstance(field, MultiCodeEdit) else 0
        self._keys(edit, typed)
        self.settle(0.2)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        if isinstance(field, MultiCodeEdit):
            self.until(lambda: len(field.items()) > before, f"“{name}”找到“{typed}”")
            return str(field.items()[-1].name)
        self.until(lambda: edit.item() is not None, f"“{name}”找到“{typed}”")
        return str(edit.item().name)

    def pick(self, name: str, value: str) -> None:
        """Choose one of a few, all in sight, by its digit; in a list, by its code."""
        field = self.field(name)
        if isinstance(field, CodeEdit):
            self.choose(name, value)
            return
        if not isinstance(field, ChoiceRow):
            raise TypeError(f"“{name}”不是可选的栏")
        place = field.values().index(value)
        radio = field.radios()[place]
        self.wake()
        radio.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(radio, Qt.Key(Qt.Key.Key_1 + place))
        self.until(lambda: field.value() == value, f"“{name}”选上")

    def search(self, typed: str) -> None:
        """Find somebody with F3, by what is typed, and open the first with Enter."""
        self.key("find")
        box = self.program.window.top.search
        self.until(box.hasFocus, "查找框接受键盘")
        self._keys(box, typed)
        self.settle(0.3)

    def enter(self) -> None:
        """Press Enter where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.front(), Qt.Key.Key_Return)
        self.settle()

    def _into(self, field: QWidget) -> None:
        self.wake()
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.qWait(10)

    def _keys(self, widget: QWidget, text: str) -> None:
        """Type: letters and digits by keys, Chinese as an input method hands it over."""
        self.typed += len(text)
        for piece in _pieces(text):
            if piece.isascii():
                QTest.keyClicks(widget, piece)
            else:
                event = QInputMethodEvent()
                event.setCommitString(piece)
                QApplication.sendEvent(widget, event)
        QTest.qWait(5)


def _focus(field: QWidget) -> QWidget:
    inner = field.focusProxy()
    return inner if inner is not None else field


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sign in text:
        if pieces and pieces[-1].isascii() == sign.isascii():
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces
