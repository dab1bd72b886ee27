"""What this file knows about itself and the hub: identity, epoch, cursors, clock, last contact."""

from __future__ import annotations

import json
from typing import Any

import attrs

from clinic_app.protocol.messages import Cursor
from clinic_app.store import check_points
from clinic_app.store.check_points import CheckPoints
from clinic_app.store.database import Database, Readable, Row


@attrs.frozen
class SyncState:
    """The one row of sync_state, and the lanes' cursors.

    Attributes:
        org_id: institution this file belongs to.
        org_name: its name.
        device_id: identity given at enrolment; empty while working alone.
        hub_address: where the hub answers; empty while working alone.
        hub_epoch: the hub's life as last seen.
        epoch_no: number of this life of the file.
        epoch_first: first operation of this life.
        next_op: number of the next operation.
        acked_op: last operation the hub has.
        chain: hash chain over this life's operations up to ``acked_op``.
        ratchet: (current, next) words against copies of the file.
        backed_up_seq: hub number covered by a verified backup.
        page_bytes: size of a page that got through last time.
        wall_offset_ms: hub clock minus this clock; None before the first contact.
        clock_suspect: this clock jumped or is far off.
        last_contact_at: when the hub last answered; empty for never.
        last_digest_at: when completeness was last checked.
        last_digest_equal: result of that check; None for never.
        refused_as: why the hub refuses this PC as such: ``unknown``, ``stopped``; empty while it does not.
        cursors: how far each lane was read.
        passed: points of the hub's log that this file has stood at.
    """

    org_id: str
    org_name: str
    device_id: str
    hub_address: str
    hub_epoch: str
    epoch_no: int
    epoch_first: int
    next_op: int
    acked_op: int
    chain: str
    ratchet: tuple[str, str]
    backed_up_seq: int
    page_bytes: int
    wall_offset_ms: int | None
    clock_suspect: bool
    last_contact_at: str
    last_digest_at: str
    last_digest_equal: bool | None
    refused_as: str
    cursors: dict[str, Cursor]
    passed: CheckPoints

    @property
    def enrolled(self) -> bool:
        """Whether this file takes part in a county."""
        return bool(self.device_id)


def read(db: Readable) -> SyncState:
    """Return the present state."""
    row = db.execute(_READ)[0]
    lanes = json.loads(row.pop("lanes"))
    equal = row.pop("last_digest_equal")
    return SyncState(
        ratchet=(row.pop("ratchet_cur"), row.pop("ratchet_next")),
        clock_suspect=bool(row.pop("clock_suspect")),
        last_digest_equal=None if equal is None else bool(equal),
        cursors={lane: Cursor(seq, chk) for lane, (seq, chk) in lanes.items()},
        passed=check_points.from_text(row.pop("passed")),
        **row,
    )


def cursors(db: Readable) -> dict[str, Cursor]:
    """Return how far each lane was read."""
    lanes = db.execute("SELECT lane, seq, chk FROM lane_cursor")
    return {lane["lane"]: Cursor(lane["seq"], lane["chk"]) for lane in lanes}


def left_to_send(db: Readable) -> int:
    """Return how many operations this file has after the last that the hub is known to have."""
    return int(db.execute("SELECT next_op - 1 - acked_op AS n FROM sync_state WHERE id = 1")[0]["n"])


def last_check(db: Readable) -> tuple[str, bool]:
    """Return when completeness was last checked and whether both ends proved equal."""
    row = db.execute("SELECT last_digest_at, last_digest_equal FROM sync_state WHERE id = 1")[0]
    return row["last_digest_at"], bool(row["last_digest_equal"])


_PLAIN = (
    "org_id",
    "org_name",
    "device_id",
    "hub_address",
    "hub_epoch",
    "epoch_no",
    "epoch_first",
    "next_op",
    "acked_op",
    "chain",
    "backed_up_seq",
    "page_bytes",
    "wall_offset_ms",
    "last_contact_at",
    "last_digest_at",
    "refused_as",
)
_READ = (
    f"SELECT {', '.join(_PLAIN)}, ratchet_cur, ratchet_next, clock_suspect, last_digest_equal, passed,"
    " (SELECT json_group_object(lane, json_array(seq, chk)) FROM lane_cursor) AS lanes"
    " FROM sync_state WHERE id = 1"
)


def change(db: Database, **values: Any) -> None:
    """Set columns of sync_state, inside the caller's transaction if there is one."""
    settings = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE sync_state SET {settings} WHERE id = 1", list(values.values()))


def set_cursor(db: Database, lane: str, cursor: Cursor) -> None:
    """Note how far a lane was read; belongs in the transaction that writes its rows."""
    db.execute(
        "INSERT INTO lane_cursor(lane, seq, chk) VALUES (?, ?, ?)"
        " ON CONFLICT(lane) DO UPDATE SET seq = excluded.seq, chk = excluded.chk",
        (lane, cursor.seq, cursor.chk),
    )


def device_key(db: Readable) -> bytes:
    """Return the device's private signing key; empty while working alone."""
    return bytes(db.execute("SELECT device_key FROM sync_state WHERE id = 1")[0]["device_key"] or b"")


def hub_keys(db: Readable) -> Row:
    """Return hub_ca (PEM), hub_seal_key and hub_sign_key as stored at enrolment."""
    return db.execute("SELECT hub_ca, hub_seal_key, hub_sign_key FROM sync_state WHERE id = 1")[0]


def write_ratchet(db: Database, following: str) -> None:
    """Store the next ratchet word; it must be on the disk before the request that shows it leaves."""
    change(db, ratchet_next=following)


def note_digest(db: Database, at: str, equal: bool) -> None:
    """Note the result of a completeness check."""
    change(db, last_digest_at=at, last_digest_equal=int(equal))
