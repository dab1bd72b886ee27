"""The hub's full disk: what must be written fails at its first statement or its last, nothing half."""

from __future__ import annotations

from contextlib import contextmanager
from unittest.mock import patch

from clinic_app.domain.errors import DiskFull

WRITING = ("INSERT", "UPDATE", "DELETE")


def tried(world, call):
    """Return what the hub does; on a full disk that is nothing as soon as anything must be written.

    Raises:
        DiskFull: it could not be written, and was taken back.
    """
    if not world.hub_full:
        return call()
    seen = world.ledger.sight.as_it_is()
    try:
        with patch.object(world.hub, "transaction", _full(world)):
            return call()
    except DiskFull:
        world.ledger.sight = seen  # it read on in a log that was taken back
        raise


def _full(world):
    whole = world.hub.transaction

    @contextmanager
    def transaction():
        with whole() as tx:
            room = _Room(world)
            tx.run, tx.run_many = room.asked_by(tx.run), room.asked_by(tx.run_many)
            yield tx
            if room.used:
                room.end()  # what fitted into memory does not fit on the disk

    return transaction


class _Room:
    """How many more writing statements a disk has room for."""

    def __init__(self, world):
        self._error = world.hub.engine.dialect.loaded_dbapi.OperationalError
        self._left = world.cuts.choice((1, 1, 2, 3, 5, 8, 13, 99))
        self.used = 0

    def end(self):
        raise self._error("database or disk is full")

    def asked_by(self, statement):
        def run(sql, *args, **values):
            if sql.lstrip().startswith(WRITING):
                self.used += 1
                if self.used >= self._left:
                    self.end()
            return statement(sql, *args, **values)

        return run
