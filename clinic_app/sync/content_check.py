"""Comparing what the records say on both ends, not only which are there and how new they are.

The everyday check adds up kinds, identities and revisions: it finds what is missing, old or too much. A
value that was changed behind the program's back bears a right revision; it is found here: once a day, when
others may have written into the file, and whenever a person asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clinic_app.domain.change import bucket_of, content_hash_of_row
from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.merge import same
from clinic_app.protocol.messages import Row
from clinic_app.store import settings, synced_rows
from clinic_app.store.database import Database
from clinic_app.store.foreign_writes import Seen
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.apply import AUTHOR
from clinic_app.sync.hub import Hub, TellsContents

CONTENTS_CHECKED = "sync.contents_checked_at"
"""Setting: when all lanes were last compared."""


def compare_contents(
    db: Database, hub: Hub, lanes: Sequence[str], seen: Seen, *, at: str, asked: bool
) -> set[tuple[str, str]]:
    """Compare what the records of some lanes say and mend it; return kind and identity of what changed.

    All work is done by then. So a line that breaks over it does not make the run one that failed, unless
    a person asked; the next run goes on with the lanes that are left.

    Args:
        db: the clinic's database.
        hub: the other side.
        lanes: all lanes.
        seen: what was seen of others' writing before the comparison.
        at: the present moment in stored form.
        asked: a person asked for it: nothing is taken for done already.

    Raises:
        HubUnreachable: the line broke over what a person asked for.
        HubRefused: the hub does not tell.
    """
    mended: set[tuple[str, str]] = set()
    for lane in lanes if asked else db.foreign.left(seen, lanes):
        try:
            mended |= mend_contents(db, hub, lane)
        except HubUnreachable:
            if asked:
                raise
            return mended
        db.foreign.note_compared(seen, lane)
    settings.put(db, CONTENTS_CHECKED, at)
    db.foreign.forget(seen)
    return mended


def mend_contents(db: Database, hub: Hub, lane: str) -> set[tuple[str, str]]:
    """Write what reads differently in a lane at the hub; return kind and identity of what changed here.

    What this institution wrote and the hub has not taken stays on top, and is no difference. Belongs after
    a check that found both ends equal, when nothing waits.

    Raises:
        HubUnreachable, HubRefused: what was mended before stays mended.
    """
    mended: set[tuple[str, str]] = set()
    if not isinstance(hub, TellsContents):
        return mended
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
                if not _alike(before, synced_rows.as_kept(db, *key)):
                    mended.add(key)
        work.commit()
    return mended


def _alike(one: Mapping[str, Any] | None, two: Mapping[str, Any] | None) -> bool:
    """Tell whether a row says the same as before: between nothing and the empty text is no difference."""
    if one is None or two is None:
        return one is two
    return all(same(value, two[name]) for name, value in one.items())
