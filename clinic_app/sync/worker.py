"""The background thread that syncs by itself: after a change, at the hub's pace, after a broken line."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from clinic_app.domain.errors import ClinicError
from clinic_app.sync.engine import RunReport, SyncEngine
from clinic_app.sync.file_carrier import Carried
from clinic_app.sync.retry import pause

SETTLE_SECONDS = 2.0
"""How long after a save the sync waits, so that a form saved in steps goes up as one."""


PARTS_BETWEEN_RUNS = 20
"""After so many parts of attachments the hub is asked for records again: they never wait for a file."""


class SyncWorker:
    """A thread that keeps one engine busy as needed.

    Attributes:
        report: called in the worker's thread after every run.
        carried: called in the worker's thread after every part of an attachment.
    """

    def __init__(
        self,
        engine: SyncEngine,
        report: Callable[[RunReport], None] = lambda _: None,
        carried: Callable[[Carried], None] = lambda _: None,
    ) -> None:
        self._engine = engine
        self.report = report
        self.carried = carried
        self._file_failures = 0
        self._wake = threading.Condition()
        self._wanted_in: float | None = 0.0
        self._stopping = False
        self._failures = 0
        self._thread = threading.Thread(target=self._work, name="sync", daemon=True)

    def start(self) -> None:
        """Begin; the first run starts at once."""
        self._thread.start()

    def changed(self) -> None:
        """Say that something was saved: a run follows in a moment."""
        self._ask(SETTLE_SECONDS)

    def now(self) -> None:
        """Ask for a run at once."""
        self._ask(0.0)

    def stop(self, timeout: float = 10.0) -> bool:
        """End after the present round; return whether the thread has ended in time."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _ask(self, delay: float) -> None:
        with self._wake:
            if self._wanted_in is None or delay < self._wanted_in:
                self._wanted_in = delay
            self._wake.notify_all()

    def _work(self) -> None:
        poll = 0.0
        while self._wait(poll):
            report = self._engine.run(stop=lambda: self._stopping)
            if report.error is None:
                self._failures = 0
                poll = float(report.result.poll if report.result else 600)
            else:
                self._failures += 1
                poll = pause(self._failures, random.random()).total_seconds()  # noqa: S311  # spreads load
            self.report(report)
            if report.error is None:
                poll = self._carry_files(poll)
        self._engine.disconnect()

    def _carry_files(self, poll: float) -> float:
        """Carry attachments while nothing else is to be done; return after how many seconds to run again."""
        try:
            for _ in range(PARTS_BETWEEN_RUNS):
                if self._stopping or self._wanted_in is not None:
                    return poll
                part = self._engine.carry_part()
                if part is None:
                    return poll
                self._file_failures = 0
                self.carried(part)
        except ClinicError:
            # The line is bad for files. A run costs little and tells whether it is there at all.
            self._file_failures += 1
            wait = pause(self._file_failures, random.random()).total_seconds()  # noqa: S311  # spreads load
            return min(poll, wait)
        return 0.0

    def _wait(self, poll: float) -> bool:
        """Wait until a run is wanted or due; return False when the worker is to end."""
        with self._wake:
            if self._wanted_in is None:
                self._wake.wait_for(lambda: self._stopping or self._wanted_in is not None, poll)
            if self._wanted_in and not self._stopping:
                wanted, self._wanted_in = self._wanted_in, None
                self._wake.wait_for(lambda: self._stopping or self._wanted_in == 0.0, wanted)
            self._wanted_in = None
            return not self._stopping
