from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import ClinicError, DiskFull
from clinic_app.domain.wording import say
from ui.bridge import MessageBridge
from ui.messages import Level, Notice
from ui.tasks import Changes, Progress, Tasks, Unexpected


def test_work_runs_on_one_thread_in_order_and_results_come_to_this_one(tasks: Tasks) -> None:
    ran: list[tuple[int, str]] = []
    came: list[tuple[int, str]] = []
    for n in range(5):
        tasks.run(
            lambda n=n: ran.append((n, threading.current_thread().name)) or n,
            lambda result: came.append((result, threading.current_thread().name)),
        )
    assert tasks.drain()
    assert [n for n, _thread in ran] == [n for n, _thread in came] == [0, 1, 2, 3, 4]
    assert {thread for _n, thread in ran} == {"database_0"}
    assert {thread for _n, thread in came} == {threading.current_thread().name}


def test_the_pool_does_not_wait_for_the_database(tasks: Tasks) -> None:
    gate = threading.Event()
    order: list[str] = []
    tasks.run(lambda: gate.wait(10), lambda _result: order.append("database"))
    tasks.run(gate.set, lambda _result: order.append("pool"), pool=True)
    assert tasks.drain()
    assert sorted(order) == ["database", "pool"]


def test_a_known_error_reaches_failure_and_then_always(tasks: Tasks, messages_seen: list[Notice]) -> None:
    heard: list[object] = []

    def full() -> None:
        raise DiskFull(say("磁盘已满，刚才的修改没有存上。"))

    tasks.run(
        full, heard.append, lambda error: heard.append(type(error)), always=lambda: heard.append("always")
    )
    assert tasks.drain()
    assert heard == [DiskFull, "always"]
    assert not messages_seen


def test_without_failure_the_error_is_told_in_the_bar(tasks: Tasks, messages_seen: list[Notice]) -> None:
    def full() -> None:
        raise DiskFull(say("磁盘已满，刚才的修改没有存上。"))

    tasks.run(full)
    assert tasks.drain()
    (notice,) = messages_seen
    assert (notice.level, notice.title) == (Level.ERROR, "磁盘已满")
    assert "没有存上" in notice.text


def test_an_unforeseen_error_is_logged_and_told_plainly(
    tasks: Tasks, messages: MessageBridge, messages_seen: list[Notice]
) -> None:
    reported: list[BaseException] = []
    messages.report = reported.append
    failures: list[ClinicError] = []
    tasks.run(lambda: 1 / 0, failure=failures.append)
    tasks.run(lambda: 1 / 0)
    assert tasks.drain()
    assert [type(error) for error in reported] == [ZeroDivisionError] * 2
    assert isinstance(failures[0], Unexpected)
    assert isinstance(failures[0].__cause__, ZeroDivisionError)
    assert len(messages_seen) == 1
    assert "division" not in messages_seen[0].text


def test_nothing_is_delivered_to_a_widget_that_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[object] = []
    gate = threading.Event()
    owner = QWidget()
    tasks.run(lambda: gate.wait(10), heard.append, owner=owner, always=lambda: heard.append("always"))
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    assert tasks.drain()
    assert heard == []


def test_a_cancelled_task_delivers_nothing_but_finishes(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[object] = []
    gate = threading.Event()
    tasks.run(lambda: gate.wait(10))
    waiting = tasks.run(lambda: heard.append("ran"), heard.append, heard.append)
    with qtbot.waitSignal(waiting.finished):
        waiting.cancel()
    gate.set()
    assert tasks.drain()
    assert heard == []


def test_progress_is_told_on_this_thread_and_cancel_stops_the_work(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []
    heard: list[object] = []
    stop = threading.Event()

    def work(progress: Progress) -> None:
        progress(1, 3, "第一步")
        assert stop.wait(10)
        progress(2, 3)
        heard.append("went on")

    task = tasks.run_long(work, heard.append, heard.append)
    task.progressed.connect(lambda done, total, words: seen.append((done, total, words)))
    qtbot.waitUntil(lambda: bool(seen))
    task.cancel()
    stop.set()
    assert tasks.drain()
    assert seen == [(1, 3, "第一步")]
    assert heard == []


def test_changes_of_the_call_and_of_the_result_are_announced(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[Changes] = []
    tasks.records_changed.connect(heard.append)
    page = QWidget()
    qtbot.addWidget(page)
    tasks.run(lambda: SimpleNamespace(changes={"referral"}), changes={"patient"}, owner=page)
    tasks.run(lambda: None)
    assert tasks.drain()
    (changes,) = heard
    assert changes.kinds == {"patient", "referral"}
    assert changes.initiator is page
    assert "patient" in changes
    assert changes.any_of("follow_up", "referral")
    assert not changes.any_of("follow_up")


def test_changes_are_announced_even_when_the_page_has_gone(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[Changes] = []
    tasks.records_changed.connect(heard.append)
    gate = threading.Event()
    owner = QObject()
    tasks.run(lambda: gate.wait(10) and None, changes={"patient"}, owner=owner)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    assert tasks.drain()
    assert [changes.kinds for changes in heard] == [{"patient"}]


def test_an_error_in_a_callback_does_not_stop_the_delivery(tasks: Tasks, qtbot: QtBot) -> None:
    def broken(_result: object) -> None:
        raise RuntimeError("broken page")

    task = tasks.run(lambda: None, broken)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(task.finished):
        tasks.drain()
    assert [kind for kind, _error, _trace in caught] == [RuntimeError]
    assert not tasks.busy


def test_shutdown_waits_for_what_runs_and_takes_nothing_more(messages: MessageBridge) -> None:
    tasks = Tasks(messages)
    started, ended = threading.Event(), threading.Event()

    def work() -> None:
        started.set()
        ended.set()

    tasks.run(work)
    assert started.wait(10)
    tasks.shutdown()
    assert ended.is_set()
    late: list[object] = []
    tasks.run(lambda: late.append(1))
    assert not tasks.busy
    assert late == []


def test_drain_gives_up_after_its_time(tasks: Tasks) -> None:
    gate = threading.Event()
    tasks.run(lambda: gate.wait(10))
    assert not tasks.drain(timeout_ms=30)
    gate.set()
    assert tasks.drain()


@pytest.mark.parametrize("count", [30])
def test_many_results_arrive_once_each(tasks: Tasks, count: int) -> None:
    came: list[int] = []
    for n in range(count):
        tasks.run(lambda n=n: n, came.append, pool=n % 2 == 0)
    assert tasks.drain()
    assert sorted(came) == list(range(count))
