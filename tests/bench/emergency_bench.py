"""How long the program takes of the 20 seconds for an emergency slip, with a full file and real keys."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from clinic_app.services.setup import set_up
from clinic_app.system.secrets import MemoryKeyRing
from tests.bench.clinic_bench import fill, real_machine
from tests.bench.measuring import Stopwatch
from tests.helpers.clinic import township_form
from tests.helpers.services import Desk

RUNS = 12
KEY_SECONDS = 1.0
"""A doctor who types with two fingers, looking at the keys."""
IMPRESSION = "急性心肌梗死"
IMPRESSION_KEYS = 8
"""jxxjgs, the choice of the word, and one more for good measure."""


def run(records: int) -> dict[str, Any]:
    """Drive the window from the workbench to the sent slip, among so many patients."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.helpers.window import window_of
    from ui import theme
    from ui.bridge import MessageBridge
    from ui.tasks import Tasks

    screen = QApplication.instance() or QApplication([])
    assert isinstance(screen, QApplication)
    theme.apply(screen)
    with tempfile.TemporaryDirectory() as folder:
        app = set_up(Path(folder), township_form(), machine=real_machine(MemoryKeyRing())).app
        fill(app, records)
        Desk(app).referral()
        messages = MessageBridge()
        tasks = Tasks(messages)
        window = window_of(app, tasks, messages)
        window.show()
        watch, keys = Stopwatch(), 0
        for _ in range(RUNS):
            keys = _once(window, watch)
        tasks.shutdown()
        window.close()
        app.close()
    whole = (keys + IMPRESSION_KEYS) * KEY_SECONDS + max(watch.taken)
    return {
        "keys": keys + IMPRESSION_KEYS,
        "of the program": watch.summary(),
        "seconds with two fingers": round(whole, 1),
    }


def _once(window: Any, watch: Stopwatch) -> int:
    """Send one emergency and return how many keys it took beside the impression."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from tests.helpers.window import settle, to_front
    from ui.dialogs.emergency import EmergencyDialog

    window.open("workbench")
    settle(window)
    to_front(window)
    keys = 0

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal keys
        keys += 1
        QTest.keyClick(QApplication.focusWidget() or window, key, held)
        settle(window)

    with watch.lap():
        press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
        box = next(one for one in window.current_page().findChildren(EmergencyDialog) if one.isVisible())
        box.activateWindow()
        for key in (Qt.Key.Key_W, Qt.Key.Key_J, Qt.Key.Key_G, Qt.Key.Key_Return, Qt.Key.Key_Return):
            press(key)
        box.impression.insert(IMPRESSION)
        press(Qt.Key.Key_F2)
        if window.current_key() != "referral":
            raise RuntimeError("the slip was not sent")
    return keys
