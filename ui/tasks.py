"""Work off the main thread: one serial worker for the database, a small pool for the rest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

import attrs
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.wording import Message
from clinic_app.services.changes import Changes as ServiceChanges
from ui.bridge import MessageBridge
from ui.messages import UNEXPECTED, UNEXPECTED_TITLE


class Cancelled(Exception):
    """The person asked to stop; raised inside the operation by its progress."""


class Unexpected(ClinicError):
    """An error nobody foresaw, already in the log; its cause is the original exception."""

    title = UNEXPECTED_TITLE

    def __init__(self, cause: BaseException) -> None:
        super().__init__(UNEXPECTED)
        self.__cause__ = cause


@attrs.frozen
class Changes:
    """What an operation changed, so that every page can decide whether to read again.

    Attributes:
        kinds: kinds of record, such as ``patient``, ``referral``, ``follow_up``; also ``outbox``.
        initiator: the page or widget that asked for it and has usually refreshed itself.
    """

    kinds: frozenset[str]
    initiator: QObject | None = None

    def __contains__(self, kind: str) -> bool:
        return kind in self.kinds

    def any_of(self, *kinds: str) -> bool:
        """Tell whether one of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


class Progress:
    """What an operation is handed to say how far it is and to hear that it should stop.

    It is called as ``progress(done, total, message)`` on the worker's thread.
    """

    def __init__(self, report: Callable[[int, int, Message | str | None], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    def __call__(self, done: int, total: int, message: Message | str | None = None) -> None:
        """Report ``done`` of ``total`` (0 when unknown). Raises Cancelled when asked to stop."""
        self.check()
        self._report(done, total, message)

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise Cancelled when the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the operation to stop at its next look."""
        self._stop.set()


class Task(QObject):
    """One piece of work on its way. It lives on the main thread and dies when it is done.

    Signals:
        progressed: done, total, message (Message, str or None).
        finished: nothing more will come, whether it succeeded, failed, was cancelled or dropped.
    """

    progressed = Signal(int, int, object)
    finished = Signal()
    _reported = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.progress = Progress(self._report)
        self._reports: SimpleQueue[tuple[int, int, Message | str | None]] = SimpleQueue()
        # Queued even on this thread: whoever starts the task connects to ``progressed`` only afterwards.
        self._reported.connect(self._forward, Qt.ConnectionType.QueuedConnection)
        self.success: Callable[[Any], None] | None = None
        self.failure: Callable[[ClinicError], None] | None = None
        self.always: Callable[[], None] | None = None
        self.owner: QObject | None = None
        self.owned = False
        self.changes: frozenset[str] = frozenset()
        self.future: Future[Any] | None = None
        self.stopped = False

    def _report(self, done: int, total: int, message: Message | str | None) -> None:
        self._reports.put((done, total, message))
        self._reported.emit()

    @Slot()
    def _forward(self) -> None:
        done, total, message = self._reports.get()
        if not self.stopped:
            self.progressed.emit(done, total, message)

    def cancel(self) -> None:
        """Ask it to stop; neither success nor failure will be called, ``finished`` still comes."""
        self.stopped = True
        self.progress.cancel()
        if self.future is not None:
            self.future.cancel()

    def wanted(self) -> bool:
        """Tell whether somebody still waits: not cancelled, and the owner's widget still exists."""
        return not self.stopped and not (self.owned and (self.owner is None or not isValid(self.owner)))


class Tasks(QObject):
    """Runs operations of the services off the main thread and brings results back to it.

    Operations on the database run one after another on one thread, which is also the only thread
    that ever touches the connection. An operation must never touch a widget.

    Signals:
        records_changed: Changes, after an operation that changed records succeeded.
        idle: nothing is running or waiting any more.
    """

    records_changed = Signal(object)
    idle = Signal()
    _done = Signal()
    _called = Signal()

    def __init__(self, messages: MessageBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._serial = ThreadPoolExecutor(1, "database")
        self._pool = ThreadPoolExecutor(3, "pool")
        self._running: set[Task] = set()
        self._closed = False
        # Outcomes wait here and the signal carries nothing: no Python object crosses inside Qt.
        self._outcomes: SimpleQueue[tuple[Task, Any, BaseException | None]] = SimpleQueue()
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._called.connect(self._call_posted, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        operation: Callable[[], Any],
        success: Callable[[Any], None] | None = None,
        failure: Callable[[ClinicError], None] | None = None,
        *,
        owner: QObject | None = None,
        changes: Iterable[str] = (),
        always: Callable[[], None] | None = None,
        pool: bool = False,
    ) -> Task:
        """Run an operation and return its task.

        ``success(result)`` or ``failure(error)`` is called on the main thread, then ``always()``;
        none of them when ``owner`` (usually the page) is gone by then. Without ``failure`` an error
        goes to the message bar. An exception that is not a ClinicError is logged and arrives as
        Unexpected. ``changes`` names the kinds of record changed when it succeeds; kinds in the
        result's own ``changes`` attribute are added. ``pool`` is for work without the database.
        """
        return self._start(lambda _progress: operation(), success, failure, owner, changes, always, pool)

    def run_long(
        self,
        operation: Callable[[Progress], Any],
        success: Callable[[Any], None] | None = None,
        failure: Callable[[ClinicError], None] | None = None,
        *,
        owner: QObject | None = None,
        changes: Iterable[str] = (),
        always: Callable[[], None] | None = None,
        pool: bool = False,
    ) -> Task:
        """Run an operation that is handed a Progress to report to and to be cancelled by."""
        return self._start(operation, success, failure, owner, changes, always, pool)

    def post(self, call: Callable[[], None]) -> None:
        """Have something called on the main thread; for callbacks of background workers, from any thread."""
        self._calls.put(call)
        self._called.emit()

    @Slot()
    def _call_posted(self) -> None:
        call = self._calls.get()
        if not self._closed:
            call()

    def announce(self, kinds: Iterable[str], initiator: QObject | None = None) -> None:
        """Tell every page that records of these kinds changed, for example after a sync."""
        changed = frozenset(kinds)
        if changed:
            self.records_changed.emit(Changes(changed, initiator))

    def tell(self, error: ClinicError) -> None:
        """Show an error in the message bar, as run() does when nobody else takes it."""
        self._messages.error(error)

    @property
    def busy(self) -> bool:
        """Whether anything is running or waiting."""
        return bool(self._running)

    def drain(self, timeout_ms: int = 10_000) -> bool:
        """Wait, with the screen alive, until all work is done and delivered; False on time-out."""
        if self._running:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            QTimer.singleShot(timeout_ms, loop, loop.quit)
            loop.exec()
        return not self._running

    def shutdown(self) -> None:
        """Cancel what can be cancelled, wait for the rest, and take nothing more."""
        self._closed = True
        for task in list(self._running):
            task.cancel()
        self._serial.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _start(
        self,
        operation: Callable[[Progress], Any],
        success: Callable[[Any], None] | None,
        failure: Callable[[ClinicError], None] | None,
        owner: QObject | None,
        changes: Iterable[str],
        always: Callable[[], None] | None,
        pool: bool,
    ) -> Task:
        task = Task(self)
        task.success, task.failure, task.always = success, failure, always
        task.owner, task.owned = owner, owner is not None
        task.changes = frozenset(changes)
        if self._closed:
            task.stopped = True
            return task
        self._running.add(task)
        executor = self._pool if pool else self._serial
        task.future = executor.submit(_call, operation, task.progress)
        task.future.add_done_callback(lambda future: self._hand_over(task, future))
        return task

    def _hand_over(self, task: Task, future: Future[Any]) -> None:
        """Send the outcome to the main thread. Runs on the worker (or on whoever cancelled)."""
        if self._closed:
            return
        if future.cancelled():
            self._outcomes.put((task, None, Cancelled()))
        else:
            error, result = future.result()
            self._outcomes.put((task, result, error))
        self._done.emit()

    @Slot()
    def _deliver(self) -> None:
        task, result, error = self._outcomes.get()
        self._running.discard(task)
        try:
            if error is None:
                kinds = task.changes | _kinds_of(result)
                self._succeed(task, result)
                self.announce(kinds, task.owner if task.wanted() else None)
            elif not isinstance(error, Cancelled):
                self._fail(task, error)
            if task.always is not None and not (task.owned and not isValid(task.owner)):
                task.always()
        finally:
            task.finished.emit()
            task.deleteLater()
            if not self._running:
                self.idle.emit()

    @staticmethod
    def _succeed(task: Task, result: Any) -> None:
        if task.success is not None and task.wanted():
            task.success(result)

    def _fail(self, task: Task, error: BaseException) -> None:
        if isinstance(error, ClinicError):
            known = error
        else:
            known = Unexpected(error)
            self._messages.report(error)
        if not task.wanted():
            return
        if task.failure is not None:
            task.failure(known)
        else:
            self.tell(known)


def _kinds_of(result: Any) -> frozenset[str]:
    """Return the kinds a service says it changed: the result's ``changes``, or the result itself."""
    changes = result if isinstance(result, ServiceChanges) else getattr(result, "changes", None)
    return changes.kinds if isinstance(changes, ServiceChanges) else frozenset(changes or ())


def _call(operation: Callable[[Progress], Any], progress: Progress) -> tuple[BaseException | None, Any]:
    """Run the operation on the worker and return (error, result); nothing may escape unseen."""
    try:
        progress.check()
        return None, operation(progress)
    except BaseException as error:
        return error, None
