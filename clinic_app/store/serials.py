"""Slip numbers: each is given out once, and what became of it is known for ever."""

from __future__ import annotations

import hashlib

import attrs

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import NotFound
from clinic_app.domain.numbers import format_slip_no, slip_mark
from clinic_app.domain.wording import say
from clinic_app.store import settings
from clinic_app.store.database import Database, Readable, Row

MARK_SETTING = "serial.mark"


@attrs.frozen
class Segment:
    """Where a file stands with its numbers.

    Attributes:
        epoch_no: life of the file, as the hub gave it; 0 before any hub has.
        mark: letters that keep it apart from copies of itself; empty for a file known to be the only one.
        last: the counter of the number given out last.
    """

    epoch_no: int
    mark: str
    last: int


def issue(db: Database, *, prefix: str, object_kind: str, object_id: str, user_name: str) -> str:
    """Give out the next slip number; call it in the unit of work that saves the slip.

    The number holds the epoch, which the hub gives to one life of one database file, so that two
    machines without a line never give out the same one; and a mark where the epoch alone may belong to
    several copies of the file.

    Raises:
        ValueError: the prefix does not fit into a slip number.
    """
    with db.lock:
        here = segment(db)
        epoch, counter = here.epoch_no, here.last + 1
        slip_no = format_slip_no(prefix, epoch, counter, here.mark)
        _set_last(db, epoch, counter)
        db.execute(
            "INSERT INTO serial(slip_no, epoch_no, counter, object_kind, object_id, issued_at, issued_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (slip_no, epoch, counter, object_kind, object_id, stamp(db.clock.now()), user_name),
        )
    return slip_no


def _last(db: Readable, epoch: int) -> int:
    found = db.execute("SELECT last FROM serial_counter WHERE epoch_no = ?", (epoch,))
    return int(found[0]["last"]) if found else 0


def _set_last(db: Database, epoch: int, counter: int) -> None:
    db.execute(
        "INSERT INTO serial_counter(epoch_no, last) VALUES (?, ?)"
        " ON CONFLICT(epoch_no) DO UPDATE SET last = max(last, excluded.last)",
        (epoch, counter),
    )


def segment(db: Readable) -> Segment:
    """Return where this file stands with its numbers."""
    state = db.execute("SELECT epoch_no, org_id FROM sync_state")[0]
    epoch = int(state["epoch_no"])
    drawn = settings.get(db, MARK_SETTING, {})
    mark = str(drawn["mark"]) if drawn.get("epoch") == epoch else ""
    if not mark and not epoch:
        # No hub has told it apart from others: an institution that is set up anew, or on two machines,
        # under the same prefix must not begin with the same numbers.
        mark = slip_mark(int.from_bytes(hashlib.blake2b(state["org_id"].encode(), digest_size=8).digest()))
    return Segment(epoch, mark, _last(db, epoch))


def begin_segment(db: Database) -> Segment:
    """Draw a mark by lot for all numbers to come, because a copy of this file may give out the same ones.

    The counter runs on, so that the register shows no gap. The hub's next epoch ends the segment.
    """
    with db.lock:
        here = segment(db)
        mark = slip_mark(int.from_bytes(db.entropy(8)))
        settings.put(db, MARK_SETTING, {"epoch": here.epoch_no, "mark": mark})
        return attrs.evolve(here, mark=mark)


def void(db: Database, slip_no: str, *, reason: str, user_name: str) -> None:
    """Mark a number as void (作废); it is never given out again.

    Raises:
        NotFound: this machine never gave it out.
    """
    with db.lock:
        if not db.execute("SELECT 1 FROM serial WHERE slip_no = ?", (slip_no,)):
            raise NotFound(say("单号 {number} 不是本机发出的，没有作废。请核对单号。", number=slip_no))
        db.execute(
            "UPDATE serial SET status = 'voided', voided_at = ?, voided_by = ?, void_reason = ?"
            " WHERE slip_no = ? AND status <> 'voided'",
            (stamp(db.clock.now()), user_name, reason, slip_no),
        )


def of_object(db: Readable, object_kind: str, object_id: str) -> list[Row]:
    """Return the numbers given to a record, in order."""
    return db.execute(
        "SELECT * FROM serial WHERE object_kind = ? AND object_id = ? ORDER BY epoch_no, counter",
        (object_kind, object_id),
    )


def page(
    db: Readable, *, before: tuple[int, int] | None = None, status: str = "", limit: int = 100
) -> list[Row]:
    """Return numbers, the newest first; pass the last row's ``(epoch_no, counter)`` for the next page."""
    epoch, counter = before or (1 << 60, 1 << 60)
    return db.execute(
        "SELECT * FROM serial WHERE (epoch_no, counter) < (?, ?) AND (? = '' OR status = ?)"
        " ORDER BY epoch_no DESC, counter DESC LIMIT ?",
        (epoch, counter, status, status, limit),
    )
