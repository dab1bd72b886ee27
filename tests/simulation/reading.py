"""What the checks read of a world at rest, and the violation they raise."""

from __future__ import annotations

from clinic_app.hub import change_log


class Violation(AssertionError):
    """A property does not hold."""

    def __init__(self, name, text):
        super().__init__(f"{name}: {text}")
        self.name = name


def need(condition, name, text):
    if not condition:
        raise Violation(name, text)


def same(one, two):
    """Tell whether two values say the same; nothing and the empty text do."""
    return one == two or (one in (None, "") and two in (None, ""))


def hub_log(world):
    """Return the hub's log, read once while it does not grow."""
    return _once(world, "log", lambda tx: tx.all("SELECT * FROM op_log ORDER BY hub_seq"))


def hub_records(world):
    """Return the hub's records by (kind, id), read once while the log does not grow."""

    def read(tx):
        rows = tx.all("SELECT * FROM record")
        return {(row["ent"], row["id"]): change_log.record_from_row(row) for row in rows}

    return _once(world, "records", read)


def _once(world, what, read):
    with world.hub.transaction() as tx:
        mark = tx.one("SELECT seq, hub_epoch FROM hub_head")
        known = world.memo.get(what)
        if known is None or known[0] != mark:
            known = world.memo[what] = (mark, read(tx))
    return known[1]
