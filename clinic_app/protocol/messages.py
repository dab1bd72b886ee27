"""The messages of an exchange between a clinic's store and the county hub, on whatever carries them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

from clinic_app.domain.change import Operation, Value
from clinic_app.domain.wording import heard


class Instruction(StrEnum):
    """What the hub asks a device to do when it cannot simply answer."""

    EPOCH = "epoch"
    """This file was copied or rolled back: start a new epoch; nothing is lost."""
    HUB_CHANGED = "hub_changed"
    """The hub was restored from a backup: offer again what it may have lost."""
    GAP = "gap"
    """Operations are missing before the first one sent."""
    SMALLER = "smaller"
    """The message is too large."""
    UPGRADE = "upgrade"
    """The hub no longer understands messages of this version; nothing was taken, all stays here."""
    LOGIN = "login"
    """The device is not known or has been retired; its work stays where it is."""
    WAIT = "wait"
    """Too busy now."""
    CODE = "code"
    """The enrolment code is wrong, used or expired."""
    FIX = "fix"
    """The request itself is wrong; sending it again will not help."""


class Standing(StrEnum):
    """Why the hub refuses a device as such: the ``reason`` beside ``login``."""

    UNKNOWN = "unknown"
    """It is not in the hub's list; a hub put back to before it joined has forgotten it. May join again."""
    STOPPED = "stopped"
    """The county has stopped it; only the county lets it in again."""


@attrs.frozen
class Cursor:
    """How far a lane has been read.

    Attributes:
        seq: number up to which everything was received.
        chk: check word of the hub's log at that number; a hub with another history has another.
    """

    seq: int = 0
    chk: str = ""


@attrs.frozen
class LaneDigest:
    """Number of records in a lane and the sum of their hashes modulo 2**64."""

    count: int = 0
    total: int = 0


OWN = "own"
"""Stands among the lanes of a request for the hub's log itself, where it was seen beyond them all."""

BACKED_UP = "bk"
"""Stands there for the number up to which the hub was backed up, when its check word is wanted."""


@attrs.frozen
class Row:
    """The present state of one record as the hub holds it.

    Attributes:
        ent: record kind.
        id: identity.
        rev: hub number of its last operation.
        owner: managing institution.
        body: values by field.
        void: removed, with the reason.
        void_reason: why.
    """

    ent: str
    id: str
    rev: int
    owner: str
    body: Mapping[str, Value]
    void: bool = False
    void_reason: str = ""


@attrs.frozen
class LanePage:
    """What a lane brings in one answer.

    Attributes:
        cursor: cursor after it.
        rows: states of records.
        leaves: (kind, id) of records that left this institution's sight.
    """

    cursor: Cursor
    rows: tuple[Row, ...] = ()
    leaves: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class SyncRequest:
    """One exchange: push, pull, acknowledgement, time and digest in a single round trip.

    Attributes:
        epoch: number of this life of the database file.
        hub_epoch: the hub's own life as last seen, empty at first.
        ratchet: (previous, next) random words that betray a copied file.
        last: operation acknowledged last.
        chain: hash chain over the operations up to ``last``.
        now: milliseconds on the device's clock.
        limit: most bytes wanted in the answer, compressed.
        cursors: lane to cursor, under ``OWN`` where the hub's log was last seen beyond them all, under
            ``BACKED_UP`` a question, and under any other name where it was seen before, to be compared.
        operations: what is offered, in order, from ``last + 1`` or earlier.
        catalogue: version of the device's catalogue.
    """

    epoch: int
    hub_epoch: str
    ratchet: tuple[str, str]
    last: int
    chain: str
    now: int
    limit: int
    cursors: Mapping[str, Cursor]
    operations: tuple[Operation, ...] = ()
    catalogue: int = 1


@attrs.frozen
class Remark:
    """What the hub has to say about one operation that was not simply taken.

    Attributes:
        seq: its number.
        refused: True when it stands in quarantine at the hub; False when it was merged and the
            resulting row follows.
        reason: code of the refusal.
    """

    seq: int
    refused: bool
    reason: str = ""


@attrs.frozen
class SyncResponse:
    """The hub's answer.

    Attributes:
        hub_epoch: the hub's life.
        now: milliseconds on the hub's clock.
        ack: number of the last operation the hub has.
        runs: (first operation, first hub number, count): how operations were numbered.
        remarks: operations that were refused or merged.
        backed_up: hub number up to which a verified backup exists.
        lanes: what each lane brings.
        more: True when there is more to fetch.
        digests: lane digests, when nothing more is to be fetched.
        catalogue: version of the hub's catalogue.
        poll: seconds after which to ask again.
        put_right: rows of its own tables that the hub found changed behind its back and put back just now.
        points: where else the hub's log stood: under ``OWN`` at the last of the operations offered, when that
            lies beyond all lanes; under ``BACKED_UP`` there, for a device that has not passed it or asks.
    """

    hub_epoch: str
    now: int
    ack: int
    runs: tuple[tuple[int, int, int], ...] = ()
    remarks: tuple[Remark, ...] = ()
    backed_up: int = 0
    lanes: Mapping[str, LanePage] = attrs.field(factory=dict)
    more: bool = False
    digests: Mapping[str, LaneDigest] = attrs.field(factory=dict)
    catalogue: int = 1
    poll: int = 600
    put_right: int = 0
    points: Mapping[str, Cursor] = attrs.field(factory=dict)


@attrs.frozen
class Refusal:
    """The hub's answer when it does not exchange.

    Attributes:
        do: instruction.
        message: sentence for the person, in Chinese; a screen in another language finds its translation.
        details: what the instruction needs.
    """

    do: str
    message: str = attrs.field(default="", converter=heard)
    details: Mapping[str, Value] = attrs.field(factory=dict)


@attrs.frozen
class EpochRequest:
    """Asks for a new epoch for a file that was copied, rolled back or restored.

    Attributes:
        parent: epoch the file lived in.
        last: operation it believes acknowledged last.
        hashes: content hashes of its unacknowledged operations, in order from ``last + 1``.
    """

    parent: int
    last: int
    hashes: tuple[str, ...] = ()


@attrs.frozen
class EpochResponse:
    """A new life.

    Attributes:
        epoch: its number.
        hub_epoch: the hub's life.
        delivered: hub numbers of those offered that were here already, from the first on and without a gap.
        chk: check word of the hub's log at the highest of these numbers.
    """

    epoch: int
    hub_epoch: str
    delivered: tuple[int, ...] = ()
    chk: str = ""
