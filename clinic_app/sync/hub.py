"""The seam between the exchange and whatever carries it: a wire, a file, or a test's own hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

import attrs

from clinic_app.domain.patient_move import PatientMove
from clinic_app.protocol.endpoints import MoveRequest
from clinic_app.protocol.messages import (
    EpochRequest,
    EpochResponse,
    LaneDigest,
    Refusal,
    Row,
    SyncRequest,
    SyncResponse,
)


class Hub(Protocol):
    """What an exchange asks of the county hub.

    Every call raises HubUnreachable when no answer came, in which case the hub may or may not have
    done what was asked; every call may be repeated.
    """

    def sync(self, request: SyncRequest) -> SyncResponse | Refusal:
        """Push, pull and acknowledge."""
        ...

    def new_epoch(self, request: EpochRequest) -> EpochResponse:
        """Begin a new life of this file."""
        ...

    def buckets(self, lane: str) -> dict[int, LaneDigest]:
        """Return the lane's digest by bucket."""
        ...

    def bucket_rows(self, lane: str, bucket: int) -> tuple[Row, ...]:
        """Return all records of one bucket of a lane."""
        ...


@runtime_checkable
class TellsContents(Protocol):
    """A connection that tells what the records of a lane say, in sums."""

    def contents(self, lane: str) -> dict[int, int]:
        """Return the sum of what the records say, by bucket."""
        ...


@runtime_checkable
class KnowsWhoWasHeard(Protocol):
    """A connection that tells when the hub last heard the institutions we work with."""

    def heard(self, orgs: Sequence[str]) -> Mapping[str, int]:
        """Return the moments in milliseconds since 1970; those never heard are missing."""
        ...


@runtime_checkable
class HandsOver(Protocol):
    """A connection by which a county desk hands patients over; every call may be repeated."""

    def hand_over(self, request: MoveRequest) -> PatientMove:
        """Return what handing a patient over will do; it is done where the request is certain."""
        ...


@attrs.frozen
class FileAtHub:
    """How much of a file the hub has, and whether that is all of it and proved by its name."""

    have: int
    whole: bool


@runtime_checkable
class CarriesFiles(Protocol):
    """A connection over which attachments travel in parts; every call may be repeated."""

    def file_at_hub(self, target: str) -> FileAtHub:
        """Return how much of a file the hub has."""
        ...

    def send_part(self, target: str, offset: int, length: int, data: bytes) -> FileAtHub:
        """Send a part and return how much the hub has now."""
        ...

    def fetch_part(self, target: str, start: int, count: int) -> bytes:
        """Return some bytes of a file from a place on."""
        ...
