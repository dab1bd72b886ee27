from __future__ import annotations

import threading

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import HubUnreachable, StoreError
from clinic_app.domain.wording import say
from ui.bridge import MessageBridge
from ui.messages import Level, Notice, notice_of, notice_of_unexpected


def test_notices_wait_until_a_window_listens(qapp: QApplication) -> None:
    bridge = MessageBridge()
    seen: list[Notice] = []
    bridge.info("先")
    bridge.warning("后", "注意")
    bridge.posted.connect(seen.append)
    assert seen == []
    bridge.open()
    bridge.info(say("第 {n} 条", n=3))
    assert [(n.level, n.text) for n in seen] == [
        (Level.INFO, "先"),
        (Level.WARNING, "后"),
        (Level.INFO, "第 3 条"),
    ]


def test_notices_from_another_thread_arrive_on_this_one(qtbot: QtBot) -> None:
    bridge = MessageBridge()
    threads: list[str] = []
    bridge.posted.connect(lambda _notice: threads.append(threading.current_thread().name))
    bridge.open()
    with qtbot.waitSignal(bridge.posted):
        worker = threading.Thread(target=lambda: bridge.info("好了"))
        worker.start()
        worker.join()
        assert threads == []
    assert threads == [threading.current_thread().name]


def test_an_error_brings_title_message_and_its_kind() -> None:
    error = HubUnreachable(say("连不上 {host}。", host="县平台"))
    error.__cause__ = TimeoutError("10.1.2.3 timed out")
    notice = notice_of(error)
    assert (notice.title, notice.text) == ("连不上县平台", "连不上 县平台。")
    assert notice.details == "HubUnreachable <- TimeoutError"


def test_a_line_that_is_away_is_said_but_does_not_stand_in_the_way() -> None:
    away, serious = HubUnreachable(say("连不上")), StoreError(say("没有保存"))
    assert (notice_of(away).level, notice_of(serious).level) == (Level.WARNING, Level.ERROR)


def test_an_unexpected_error_goes_to_the_log_and_shows_no_content(qapp: QApplication) -> None:
    bridge = MessageBridge()
    reported: list[BaseException] = []
    seen: list[Notice] = []
    bridge.report = reported.append
    bridge.posted.connect(seen.append)
    bridge.open()
    try:
        raise ValueError("王建国 622701196801010017")
    except ValueError as error:
        bridge.unexpected(error)
        plain = notice_of_unexpected(error)
    assert isinstance(reported[0], ValueError)
    assert seen == [plain]
    shown = plain.title + plain.text + plain.details
    assert "王建国" not in shown
    assert "622701" not in shown
    assert "ValueError" in plain.details
    assert "test_bridge.py" in plain.details
