"""What the hub does by itself while it serves: noting how far it has come, a daily backup and comparison."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from clinic_app.domain.clock import SHANGHAI, read_stamp
from clinic_app.domain.errors import ClinicError
from clinic_app.hub.backup import make_backup
from clinic_app.hub.context import Hub
from clinic_app.hub.lifetime import remember
from clinic_app.hub.rebuild import COMPARED, note_comparison, rebuild

log = structlog.get_logger("hub")

TICK_SECONDS = 60
RETRY = timedelta(hours=1)
"""After a backup or comparison that failed, the next attempt waits so long."""

NIGHT = range(1, 5)
"""Hours of the county in which a comparison, which takes minutes in a large one, disturbs least."""
COMPARED_EVERY = timedelta(hours=20)
COMPARED_AT_LATEST = timedelta(hours=44)
"""A hub that is switched off at night compares by day."""


class Housekeeping:
    """The chores of one hub; ``tick`` does what is due."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._not_before: datetime | None = None
        self._not_compared_before: datetime | None = None
        self._noted = -1

    async def run(self) -> None:
        """Do what is due every minute until cancelled; a chore that fails is logged, never fatal."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                await asyncio.get_running_loop().run_in_executor(None, self.tick)
                await asyncio.get_running_loop().run_in_executor(None, self.compare)
            except ClinicError as error:
                log.error("housekeeping failed", error=error)

    def tick(self) -> bool:
        """Note the hub's progress, make a backup when one is due; return whether one was made.

        Raises:
            ClinicError: the note or the backup failed; what clinics were told stands.
        """
        hub, now = self._hub, self._hub.clock.now()
        self.note()
        if self._not_before is not None and now < self._not_before:
            return False
        if not self._backup_is_due(now):
            return False
        self._not_before = now + RETRY
        info = make_backup(hub.config, hub.database, now)
        log.info("backup made", seq=info.seq, size=info.path.stat().st_size)
        return True

    def note(self) -> None:
        """Note beside the database how far it has come, when it moved. Raises FileError, StoreError."""
        with self._hub.database.transaction() as tx:
            head = tx.one("SELECT seq FROM hub_head")
        if head is not None and int(head["seq"]) != self._noted:
            remember(self._hub.database, self._hub.config.folder)
            self._noted = int(head["seq"])

    def compare(self) -> bool:
        """Compare the tables with what the log gives when that is due; return whether it was done.

        What it found stands in the hub's status; nothing is mended without the administrator.

        Raises:
            ClinicError: it could not be done.
        """
        hub, now = self._hub, self._hub.clock.now()
        if self._not_compared_before is not None and now < self._not_compared_before:
            return False
        if not self._comparison_is_due(now):
            return False
        self._not_compared_before = now + RETRY
        found = rebuild(hub.database, hub.config.folder)
        note_comparison(hub.database, now, found)
        if not found.sound:
            log.error("tables differ from the log", differences=found.count, breaks=found.breaks)
        return True

    def _comparison_is_due(self, now: datetime) -> bool:
        with self._hub.database.transaction() as tx:
            head = tx.lock_head()
            # The last by its number: a clock that was wrong for a while must not count.
            row = tx.one(
                "SELECT at FROM hub_event WHERE what IN (:compared, 'created') ORDER BY id DESC LIMIT 1",
                compared=COMPARED,
            )
        if not int(head["seq"]):
            return False
        at_night = now.astimezone(SHANGHAI).hour in NIGHT
        age = now - read_stamp(row["at"]) if row else COMPARED_AT_LATEST
        return not timedelta(0) <= age < (COMPARED_EVERY if at_night else COMPARED_AT_LATEST)

    def _backup_is_due(self, now: datetime) -> bool:
        hours = self._hub.config.backup_hours
        if not hours:
            return False
        with self._hub.database.transaction() as tx:
            head = tx.lock_head()
            row = tx.one("SELECT max(at) AS at FROM hub_event WHERE what = 'backup'")
        if int(head["seq"]) <= int(head["backed_up_seq"]):
            return False
        last = read_stamp(row["at"]) if row and row["at"] else None
        # A clock that was set back must not put the next backup off for years.
        return last is None or not timedelta(0) <= now - last < timedelta(hours=hours)
