"""A whole lane as one file for a new device, and a lane's digest in detail."""

from __future__ import annotations

import hashlib
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import zstandard

from clinic_app.hub.change_log import lane_buckets, lane_digest, owner_of_lane
from clinic_app.hub.completeness import bucket_contents, bucket_rows, lane_records
from clinic_app.hub.context import Hub
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.epochs import check_word
from clinic_app.protocol import codec
from clinic_app.system.files import os_errors_turned, write_atomically

KEPT = timedelta(hours=12)
"""How long a file stays the same: a download over a weak line may go on for hours in parts, and what
came meanwhile follows by ordinary pages from the file's cursor."""

LEVEL = 19
"""Compression of snapshots; made once, sent over 64 kbit lines."""

_making = threading.Lock()


@attrs.frozen
class SnapshotFile:
    """A snapshot on disk.

    Attributes:
        path: the file.
        etag: strong entity tag, for continuing a broken download.
    """

    path: Path
    etag: str


def snapshot_file(hub: Hub, org_id: str, lane: str) -> SnapshotFile:
    """Return a lane's snapshot, made now unless there is a recent one of this life of the hub.

    Raises:
        FileError: the folder cannot be written.
        DiskFull: likewise.
    """
    folder = hub.config.folder / "snapshots"
    with hub.database.transaction() as tx:
        hub_epoch = str(tx.lock_head()["hub_epoch"])
    owner = hashlib.sha256(owner_of_lane(org_id, lane).encode()).hexdigest()[:20]
    pattern = f"{lane}-{owner}-{hub_epoch}"
    # One at a time: a snapshot costs seconds of a core, and two devices of one clinic want the same.
    with _making, os_errors_turned(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        oldest = (hub.clock.now() - KEPT).timestamp()
        for path in sorted(folder.glob(f"{pattern}-*.zst")):
            if path.stat().st_mtime >= oldest:
                return SnapshotFile(path, f'"{path.stem.rsplit("-", 1)[1]}"')
        for path in folder.glob("*.zst"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
        with hub.database.transaction() as tx:
            plain = codec.dump(read_snapshot(tx, org_id, lane))
        packed = zstandard.ZstdCompressor(level=LEVEL).compress(plain)  # always a frame, however small
        tag = hashlib.sha256(packed).hexdigest()[:32]
        path = folder / f"{pattern}-{tag}.zst"
        write_atomically(path, packed)
        return SnapshotFile(path, f'"{tag}"')


def read_snapshot(tx: HubTransaction, org_id: str, lane: str) -> dict[str, Any]:
    """Return a lane as it stands: its cursor, all its rows and its digest, from one transaction.

    The digest is the mark of completeness: a reader whose rows do not add up to it has a torn file.
    """
    head = tx.lock_head()
    rows = lane_records(tx, org_id, lane)
    digest = lane_digest(tx, org_id, lane)
    return {
        "he": head["hub_epoch"],
        "cur": [int(head["seq"]), check_word(tx, int(head["seq"]))],
        "rows": codec.rows_to_json(rows),
        "dg": [digest.count, digest.total],
    }


def lane_details(
    tx: HubTransaction, org_id: str, lane: str, bucket: int | None, *, contents: bool = False
) -> dict[str, Any]:
    """Return a lane's digest by bucket, or the records of one bucket, laid out as in a sync answer.

    With ``contents``, the sums of what the records of each bucket say.
    """
    if contents:
        return {"contents": {str(b): total for b, total in sorted(bucket_contents(tx, org_id, lane).items())}}
    if bucket is not None:
        return {"rows": codec.rows_to_json(bucket_rows(tx, org_id, lane, bucket))}
    buckets = lane_buckets(tx, org_id, lane)
    return {"buckets": {str(b): [d.count, d.total] for b, d in sorted(buckets.items()) if d.count}}
