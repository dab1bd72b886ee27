"""One run at a time: whoever asks for a sync gets one that began after the question. Files come after."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import attrs

from clinic_app.domain.clock import Clock
from clinic_app.domain.errors import ClinicError, HubNotTrusted, HubRefused, HubUnreachable
from clinic_app.domain.ids import Entropy
from clinic_app.domain.patient_move import PatientMove
from clinic_app.domain.wording import Message, joined, say
from clinic_app.protocol.endpoints import MoveRequest
from clinic_app.store import notices, outbox, sync_runs
from clinic_app.store.database import Database
from clinic_app.sync import standing
from clinic_app.sync.exchange import Exchange, Progress, RunResult
from clinic_app.sync.file_carrier import Carried, FileCarrier
from clinic_app.sync.hub import CarriesFiles, HandsOver, Hub, KnowsWhoWasHeard


@attrs.frozen
class RunReport:
    """What became of a run.

    Attributes:
        began_at: when it began.
        result: what it did; None when it failed.
        error: why it failed; None when it did not.
    """

    began_at: datetime
    result: RunResult | None
    error: ClinicError | None

    @property
    def message(self) -> Message | None:
        """The sentence to show when it failed."""
        return self.error.message if self.error else None


class SyncEngine:
    """Runs exchanges for one database, never two at once.

    Attributes:
        connect: makes a connection to the hub; it is kept open between runs and made anew after an error.
    """

    def __init__(self, db: Database, connect: Callable[[], Hub], *, clock: Clock, entropy: Entropy) -> None:
        self._db = db
        self.connect = connect
        self._clock = clock
        self._entropy = entropy
        self._running = threading.Lock()
        self._state = threading.Condition()
        self._asked = 0
        self._check_asked = False
        self._served = 0
        self._last: RunReport | None = None
        self._hub: Hub | None = None
        self._files = FileCarrier(db, clock)

    @property
    def busy(self) -> bool:
        """Whether a run is on, whoever asked for it, or held off."""
        return self._running.locked()

    def run(
        self,
        progress: Callable[[Progress], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
        *,
        check: bool = False,
    ) -> RunReport:
        """Exchange until nothing is left, and return the report of a run that began after this call.

        A caller that comes while a run is on waits for it and then gets a run of its own, unless
        another waiting caller's run has begun meanwhile: that one serves all who waited.

        Args:
            progress: told after every round.
            stop: asked before every round.
            check: compare both ends also when no comparison is due.
        """
        with self._state:
            self._asked += 1
            self._check_asked = self._check_asked or check
            ticket = self._asked
        with self._running:
            with self._state:
                if self._served >= ticket and self._last is not None:
                    return self._last
                serves = self._asked
                checks, self._check_asked = self._check_asked, False
            report = self._run_once(progress, stop, check=checks)
            with self._state:
                self._served, self._last = serves, report
            return report

    def _run_once(
        self, progress: Callable[[Progress], None], stop: Callable[[], bool], *, check: bool
    ) -> RunReport:
        began = self._clock.now()
        number = sync_runs.begin(self._db)
        error: ClinicError | None = None
        result = RunResult()
        up = down = 0
        try:
            if self._hub is None:
                self._hub = self.connect()
            hub = self._hub
            up, down = _bytes_of(hub)
            exchange = Exchange(self._db, hub, self._clock, self._entropy, progress, stop, check)
            try:
                exchange.run()
            finally:
                result = exchange.result
                up, down = _bytes_of(hub)[0] - up, _bytes_of(hub)[1] - down
        except ClinicError as problem:
            error = problem
            self.disconnect()
            if isinstance(problem, HubNotTrusted):
                standing.note_not_trusted(self._db)
        if result.healed:  # also when the line broke afterwards: it was put right, and is said once
            notices.add(self._db, result.healed)
        sync_runs.end(
            self._db,
            number,
            outcome=_outcome(error, stop()),
            sentence=error.message if error else joined(result.healed),
            pushed=result.savings,
            pulled=result.received,
            refused=result.refused_savings,
            bytes_up=up,
            bytes_down=down,
        )
        return RunReport(began, None if error else result, error)

    def carry_part(self) -> Carried | None:
        """Carry one part of an attachment, and return what it was; None when nothing is left for now.

        Records go first: while any waits, nothing is carried. Nobody who asks for a run waits longer
        than for this one part.

        Raises:
            HubUnreachable, HubNotTrusted, HubRefused: the next run makes a new connection; nothing was lost.
        """
        with self._running:
            if outbox.counts(self._db).waiting:
                return None
            try:
                if self._hub is None:
                    self._hub = self.connect()
                return self._files.step(self._hub) if isinstance(self._hub, CarriesFiles) else None
            except ClinicError:
                self.disconnect()
                raise

    def heard(self, orgs: Sequence[str]) -> Mapping[str, int]:
        """Return when the hub last heard each of some institutions, in milliseconds since 1970.

        It is asked over a line that stands; nothing is known when there is none, or the hub is too old.
        """
        with self._running:
            if not orgs or not isinstance(self._hub, KnowsWhoWasHeard):
                return {}
            try:
                return self._hub.heard(orgs)
            except ClinicError:
                self.disconnect()
                return {}

    def hand_over(self, request: MoveRequest) -> PatientMove:
        """Ask the hub what handing a patient over will do, or to do it; waits for a run that is going on.

        Raises:
            HubUnreachable: it may or may not have been done; it may be asked again.
            HubRefused, HubNotTrusted, Rejected: nothing was changed.
        """
        with self._running:
            try:
                if self._hub is None:
                    self._hub = self.connect()
                if isinstance(self._hub, HandsOver):
                    return self._hub.hand_over(request)
            except ClinicError:
                self.disconnect()
                raise
        raise HubUnreachable(say("这条线路不能移交患者，没有改动。请联网后再试。"))

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Hold off runs, for an exchange by file; waits for the one that is going on."""
        with self._running:
            yield

    def disconnect(self) -> None:
        """Close the connection; the next run makes a new one."""
        close = getattr(self._hub, "close", None)
        if close is not None:
            close()
        self._hub = None


def _bytes_of(hub: Hub) -> tuple[int, int]:
    """Return bytes sent and received on a connection that counts them."""
    return int(getattr(hub, "sent", 0)), int(getattr(hub, "received", 0))


def _outcome(error: ClinicError | None, stopped: bool) -> str:
    if error is None:
        return "cancelled" if stopped else "done"
    if isinstance(error, HubUnreachable):
        return "unreachable"
    return "refused" if isinstance(error, HubRefused) else "failed"
