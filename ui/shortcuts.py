"""The one table of keys, used by buttons, menus and help, and what a key press does in a window."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.i18n import QT_TRANSLATE_NOOP

KEY_PROPERTY = "action_key"
"""Name of the dynamic property by which a button says which action's key presses it."""


@attrs.frozen
class Key:
    """One key of the program.

    Attributes:
        action: stable word: help, save, find, new_referral, emergency, refresh, due, sync, print, preview,
            back.
        sequence: the key as Qt and the button write it.
        label: what it does, Chinese source text (context ``shortcuts``).
    """

    action: str
    sequence: str
    label: str

    def text(self) -> str:
        """Return what the key does in the language of the screen."""
        return QCoreApplication.translate("shortcuts", self.label)


KEYS: dict[str, Key] = {
    key.action: key
    for key in (
        Key("help", "F1", QT_TRANSLATE_NOOP("shortcuts", "帮助")),
        Key("save", "F2", QT_TRANSLATE_NOOP("shortcuts", "保存")),
        Key("find", "F3", QT_TRANSLATE_NOOP("shortcuts", "查找患者")),
        Key("new_referral", "F4", QT_TRANSLATE_NOOP("shortcuts", "新建转诊")),
        Key("emergency", "Shift+F4", QT_TRANSLATE_NOOP("shortcuts", "急诊先转")),
        Key("refresh", "F5", QT_TRANSLATE_NOOP("shortcuts", "刷新")),
        Key("due", "F6", QT_TRANSLATE_NOOP("shortcuts", "到期随访")),
        Key("sync", "F7", QT_TRANSLATE_NOOP("shortcuts", "立即同步")),
        Key("print", "F8", QT_TRANSLATE_NOOP("shortcuts", "打印")),
        Key("preview", "F9", QT_TRANSLATE_NOOP("shortcuts", "预览")),
        Key("back", "Esc", QT_TRANSLATE_NOOP("shortcuts", "返回")),
    )
}


def sequence(action: str) -> str:
    """Return the key of an action as text, such as ``F2``. Raises KeyError for an unknown action."""
    return KEYS[action].sequence


def with_key(text: str, action: str) -> str:
    """Return a menu or tooltip text with its key: ``保存 (F2)``."""
    return f"{text} ({sequence(action)})"


class KeyDispatcher(QObject):
    """Gives a window the keys of the table.

    A key presses the visible, enabled button that carries its action (ui/widgets/buttons.Button
    with ``key=``); when there is none, the window's own default for the action is called. Going
    through one place avoids two shortcuts for one key, which Qt would leave both dead.
    """

    def __init__(self, window: QWidget, default: Callable[[str], bool] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._default = default
        for key in KEYS.values():
            shortcut = QShortcut(QKeySequence(key.sequence), window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda action=key.action: self.press(action))

    def press(self, action: str) -> bool:
        """Do what the key of an action does now; True when something took it."""
        button = self._button(action)
        if button is not None:
            # A field that still has the focus must hand over what was typed before the button acts.
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()
            return True
        return self._default(action) if self._default is not None else False

    def _button(self, action: str) -> QAbstractButton | None:
        for button in self._window.findChildren(QAbstractButton):
            if button.property(KEY_PROPERTY) != action or button.window() is not self._window:
                continue
            if button.isVisible() and button.isEnabled():
                return button
        return None
