"""A new or replaced PC: whole lanes as one compressed file each, fetched in parts, instead of many pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import attrs

from clinic_app.domain.catalogue import Lane
from clinic_app.domain.errors import HubRefused, HubUnreachable
from clinic_app.domain.wording import Message, say
from clinic_app.protocol import codec
from clinic_app.protocol.messages import Cursor, LaneDigest, Row, SyncRequest
from clinic_app.store import check_points, downloads, sync_state, synced_rows
from clinic_app.store.database import Database
from clinic_app.store.downloads import Download
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.apply import AUTHOR, Taken
from clinic_app.sync.completeness import digest_of

LANES = (str(Lane.INBOX), str(Lane.CLINIC), str(Lane.REFERENCE))

PATIENCE = 6
"""After so many attempts without one new byte ordinary pages are used: they always work."""

Piece = Callable[[str, int, bytes], None]
"""Told the file's tag, where a piece begins, and the piece."""


@runtime_checkable
class OffersSnapshots(Protocol):
    """A connection over which whole lanes can be fetched."""

    def snapshot(self, lane: str, etag: str, start: int, piece: Piece) -> None:
        """Fetch a lane's file from a byte on, or from its beginning when the tag is no longer its."""
        ...


def begin(db: Database) -> None:
    """Order the files of all lanes; ``fetch`` gets them, in this run or after any number of broken ones."""
    for lane in LANES:
        downloads.note(db, Download(lane))


def wanted(db: Database) -> bool:
    """Whether files were ordered and are not all here."""
    return downloads.any_left(db)


def read_nothing(request: SyncRequest) -> bool:
    """Tell whether no lane was ever read."""
    return not any(cursor.seq for lane, cursor in request.cursors.items() if lane in LANES)


def fetch(db: Database, hub: OffersSnapshots) -> Taken:
    """Get what was ordered and write it; what cannot be had this way comes in pages.

    Raises:
        HubUnreachable: the line broke; what came is kept, and the next run goes on from there.
    """
    done = Taken()
    for lane in LANES:
        found = downloads.find(db, lane)
        if found is None:
            continue
        try:
            data = _fetch(db, hub, found)
        except HubRefused:
            data = b""
        taken = _take(db, lane, data) if data else None
        downloads.discard(db, lane)
        if taken is not None:
            done = attrs.evolve(done, rows=done.rows + taken.rows, kinds=done.kinds | taken.kinds)
    return done


def _fetch(db: Database, hub: OffersSnapshots, download: Download) -> bytes:
    """Return a lane's whole file, or nothing when it is not to be had."""
    state = attrs.evolve(download, tries=download.tries + 1)
    if state.tries > PATIENCE:
        return b""
    downloads.note(db, state)

    def piece(etag: str, start: int, data: bytes) -> None:
        nonlocal state
        if etag != state.etag or start != state.size:
            downloads.discard(db, state.name)
            state = Download(state.name, etag)
            if start:
                raise HubUnreachable(_MISFIT)
        state = downloads.append(db, state, data)

    hub.snapshot(state.name, state.etag, state.size, piece)
    data = downloads.content(db, state)
    return data if hashlib.sha256(data).hexdigest()[:32] == state.etag.strip('"') else b""


def _take(db: Database, lane: str, data: bytes) -> Taken | None:
    """Write a lane's file and its cursor in one transaction, or nothing when it does not prove itself."""
    try:
        value = codec.load(codec.unpack(data))
        rows, cursor, digest = _read(value)
    except (codec.CodecError, KeyError, IndexError, TypeError, ValueError):
        return None
    state = sync_state.read(db)
    here = state.cursors.get(lane, Cursor()).seq
    if digest_of(rows) != digest or value["he"] != state.hub_epoch or cursor.seq <= here:
        return None
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        for row in rows:
            synced_rows.write_row(db, lane, row)
        inside = {(row.ent, row.id) for row in rows}
        for ent, rec_id, rev in synced_rows.lane_members(db, lane):
            if rev <= cursor.seq and (ent, rec_id) not in inside:
                # A page brought it before the file was made, and it has left since: nobody says so again.
                synced_rows.leave(db, lane, ent, rec_id)
        sync_state.set_cursor(db, lane, cursor)
        sync_state.change(db, passed=check_points.to_text(state.passed.and_passed(cursor, proved=False)))
        work.commit()
    return Taken(len(rows), frozenset(row.ent for row in rows))


def _read(value: Any) -> tuple[tuple[Row, ...], Cursor, LaneDigest]:
    rows = codec.rows_from_json(value["rows"])
    return rows, Cursor(int(value["cur"][0]), str(value["cur"][1])), LaneDigest(*map(int, value["dg"]))


_MISFIT: Message = say("县平台的数据包变了，这次没有取完。本机数据安全，会自动重新取。")
