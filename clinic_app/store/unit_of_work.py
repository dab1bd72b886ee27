"""One change of the clinic's data: all of it is saved and captured under one number, or none."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from clinic_app.domain.clock import from_ms, stamp
from clinic_app.domain.errors import DatabaseBusy
from clinic_app.domain.wording import say
from clinic_app.store import patient_keys, referral_state
from clinic_app.store.capture import CaptureState
from clinic_app.store.database import Database, Row, StoreBug, database_errors_turned

WAIT_SECONDS = 30
"""How long a unit waits for another thread's unit before it says that the database is busy."""


_STALE = "SELECT EXISTS(SELECT 1 FROM patient_stale) AS named, EXISTS(SELECT 1 FROM referral_stale) AS moved"


class UnitOfWork:
    """A transaction with an author, rolled back unless it was committed.

    Every operation captured inside carries the same ``txn``, so the hub applies them together.

    Attributes:
        user_name: who is named as the author of the changes.
        changed: kinds of record that were changed here, known after ``commit``.
    """

    def __init__(self, db: Database, *, user_name: str) -> None:
        self._db = db
        self.user_name = user_name
        self.changed: frozenset[str] = frozenset()
        self._first_op = 0
        self._done = False
        self._thread = 0

    @property
    def capture(self) -> CaptureState:
        """What the capture triggers are told in this unit."""
        return self._db.capture

    @property
    def now(self) -> str:
        """The present moment by the corrected clock, in its stored form."""
        return stamp(from_ms(self._db.capture.wall_ms()))

    def new_id(self) -> str:
        """Return a fresh record identity."""
        return self._db.new_id()

    def __enter__(self) -> Self:
        if not self._db.lock.acquire(timeout=WAIT_SECONDS):
            raise DatabaseBusy(
                say("另一项保存还没有完成，这次没有保存。请稍等片刻再保存一次；如一直如此请重启程序。")
            )
        try:
            if self._db.capture.in_unit:
                raise StoreBug("a unit of work inside a unit of work")
            self._begin()
        except BaseException:
            self._db.lock.release()
            raise
        return self

    def _begin(self) -> None:
        # IMMEDIATE takes the writer's place now: a deferred one could fail half-way with busy.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.keep_triggers()
            state = self._db.execute("SELECT next_txn, next_op, hlc, wall_offset_ms FROM sync_state")[0]
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._first_op = state["next_op"]
        self._thread = threading.get_ident()
        self._db.capture.open_unit(
            txn=state["next_txn"],
            hlc=state["hlc"],
            wall_offset_ms=state["wall_offset_ms"] or 0,
            user_name=self.user_name,
        )

    def commit(self) -> None:
        """Save everything; when this returns it is on the disk.

        Raises:
            DiskFull, StoreError: nothing of this unit was saved.
        """
        if self._done or not self._db.capture.in_unit or self._thread != threading.get_ident():
            raise StoreBug("this unit of work is not open in this thread")
        self._refresh_stale()
        ops: list[Row] = []
        if self._db.capture.captured:
            ops = self._db.execute("SELECT * FROM op WHERE op_seq >= ? ORDER BY op_seq", (self._first_op,))
            self._db.execute(
                "UPDATE sync_state SET next_txn = max(next_txn, ?), hlc = max(hlc, ?)",
                (ops[-1]["txn"] + 1, self._db.capture.hlc),
            )
        self._db.execute("COMMIT")
        self._done = True
        self._db.capture.close_unit()
        self.changed = frozenset(op["ent"] for op in ops)
        self._tell(ops)

    def _refresh_stale(self) -> None:
        stale = self._db.execute(_STALE)[0]
        if stale["named"]:
            patient_keys.refresh_stale(self._db)
        if stale["moved"]:
            referral_state.refresh_stale(self._db)

    def _tell(self, ops: list[Row]) -> None:
        if ops:
            for listener in self._db.after_commit:
                listener(ops)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not self._done:
                self._db.capture.close_unit()
                with database_errors_turned(self._db.path):
                    # A full disk may already have rolled the transaction back by itself.
                    if self._db.connection.in_transaction:
                        self._db.connection.execute("ROLLBACK")
        finally:
            self._db.lock.release()
