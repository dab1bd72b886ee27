"""Comparing what the records say on both ends, not only which are there and how new they are.

The everyday check adds up kinds, identities and revisions: it finds what is missing, old or too much. A
value that was changed behind the program's back bears a right revision; it is found here, now and then and
whenever a person asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clinic_app.domain.change import bucket_of, content_hash_of_row
from clinic_app.protocol.messages import Row
from clinic_app.store import synced_rows
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.apply import AUTHOR
from clinic_app.sync.hub import Hub, TellsContents


def mend_contents(db: Database, hub: Hub, lanes: Sequence[str]) -> set[tuple[str, str]]:
    """Write what reads differently at the hub; return kind and identity of the records that changed here.

    What this institution wrote and the hub has not taken stays on top, and is no difference. Belongs after
    a check that found both ends equal, when nothing waits.

    Raises:
        HubUnreachable, HubRefused: what was mended before stays mended.
    """
    mended: set[tuple[str, str]] = set()
    if not isinstance(hub, TellsContents):
        return mended
    for lane in lanes:
        here = _by_bucket(synced_rows.lane_rows(db, lane))
        ours = {bucket: sum(entry[1] for entry in said.values()) % (1 << 64) for bucket, said in here.items()}
        theirs = hub.contents(lane)
        for bucket in sorted({*ours, *theirs}):
            if ours.get(bucket, 0) != theirs.get(bucket, 0):
                mended |= _take(db, lane, here.get(bucket, {}), hub.bucket_rows(lane, bucket))
    return mended


def _by_bucket(rows: Iterable[Row]) -> dict[int, dict[tuple[str, str], tuple[int, int]]]:
    """Return revision and sum of what it says of each record, by bucket and identity."""
    found: dict[int, dict[tuple[str, str], tuple[int, int]]] = {}
    for row in rows:
        found.setdefault(bucket_of(row.ent, row.id), {})[row.ent, row.id] = row.rev, _said(row)
    return found


def _said(row: Row) -> int:
    return content_hash_of_row(row.ent, row.id, row.rev, row.owner, row.void, row.void_reason, row.body)


def _take(
    db: Database, lane: str, here: dict[tuple[str, str], tuple[int, int]], rows: Sequence[Row]
) -> set[tuple[str, str]]:
    mended: set[tuple[str, str]] = set()
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        for row in rows:
            key = row.ent, row.id
            rev, said = here.get(key, (0, 0))
            # Another revision was written since both ends were found equal; the next exchange brings it.
            if rev == row.rev and said != _said(row):
                before = synced_rows.as_kept(db, *key)
                synced_rows.write_row(db, lane, row)
                if synced_rows.as_kept(db, *key) != before:
                    mended.add(key)
        work.commit()
    return mended
