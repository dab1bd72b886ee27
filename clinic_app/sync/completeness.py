"""Whether both ends hold the same: when that is compared, and how what differs is put right.

The hub tells with every answer, when all is quiet, how many records each lane has and what they add up to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import attrs

from clinic_app.domain.change import row_hash
from clinic_app.domain.clock import Clock, read_stamp, stamp
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.messages import LaneDigest, Row
from clinic_app.store import outbox, settings, sync_state, synced_rows
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.apply import AUTHOR
from clinic_app.sync.content_check import CONTENTS_CHECKED, compare_contents
from clinic_app.sync.hub import Hub

CHECK_EVERY = timedelta(hours=6)
"""Completeness is checked after every run that changed something, and otherwise this often."""

QUICKLY_CHECKED = 20_000
CHECK_LARGE_EVERY = timedelta(hours=1)
"""More records than that take seconds to add up: there a run that changed something is checked this often."""

CHECK_CONTENTS_EVERY = timedelta(days=1)
"""What the records say takes a few kilobytes and up to a second to compare."""

APART = "sync.apart"
"""Setting: how many records the last comparison found here that the hub does not count in our lanes."""


@attrs.frozen
class Checked:
    """What a comparison found, after what could be put right was.

    Attributes:
        equal: both ends hold the same.
        mended: records that had to be put right here.
        lanes: number of records by lane that both ends counted; empty unless equal.
    """

    equal: bool
    mended: int
    lanes: Mapping[str, int]

    @property
    def sentence(self) -> Message | None:
        """What was put right; None when nothing had to be."""
        if self.mended and self.equal:
            return say("核对时发现 {n} 条记录与县平台不一致，已补齐。", n=self.mended)
        if self.mended:
            return say("核对时补上了 {n} 条记录，但和县平台还有对不上的。下次同步会再核对。", n=self.mended)
        return None


@attrs.frozen
class Check:
    """The comparison at the end of a run.

    Attributes:
        db: the clinic's database.
        hub: the other side.
        clock: this machine's clock.
        asked: a person asked for it: it is due now, and so are the contents.
        contents_every: how long what the records say may go uncompared.
    """

    db: Database
    hub: Hub
    clock: Clock
    asked: bool = False
    contents_every: timedelta = CHECK_CONTENTS_EVERY

    def compare(self, digests: Mapping[str, LaneDigest], *, moved: bool) -> Checked | None:
        """Compare both ends lane by lane and put right what differs; None when it is not due or work waits.

        Args:
            digests: what the hub has just told; empty when it has more to send.
            moved: the run sent or brought something.
        """
        seen = self.db.foreign.look(self.db)
        strange = self.db.foreign.is_news(seen)
        due = strange or self._is_due(sum(digest.count for digest in digests.values()), moved=moved)
        if not digests or not due or outbox.anything_waits(self.db):
            return None
        mended: set[tuple[str, str]] = set()
        ours = synced_rows.lane_totals(self.db)
        differing = [lane for lane, theirs in digests.items() if ours.get(lane, LaneDigest()) != theirs]
        for lane in differing:
            mended |= self._mend(lane, digests[lane])
        if differing:
            ours = synced_rows.lane_totals(self.db)
        equal = all(ours.get(lane, LaneDigest()) == theirs for lane, theirs in digests.items())
        if equal and self._contents_are_due(strange=strange):
            lanes = sorted(digests)
            mended |= compare_contents(self.db, self.hub, lanes, seen, at=self._now(), asked=self.asked)
        elif equal:
            self.db.foreign.forget(seen)
        sync_state.note_digest(self.db, self._now(), equal)
        _note_apart(self.db, ours)
        counted = {lane: digest.count for lane, digest in digests.items()} if equal else {}
        return Checked(equal, len(mended), counted)

    def _now(self) -> str:
        return stamp(self.clock.now())

    def _is_due(self, records: int, *, moved: bool) -> bool:
        checked_at, equal = sync_state.last_check(self.db)
        if self.asked or not equal:
            return True
        if moved and records <= QUICKLY_CHECKED:
            return True
        age = self.clock.now() - read_stamp(checked_at)
        return not timedelta(0) <= age < (CHECK_LARGE_EVERY if moved else CHECK_EVERY)

    def _contents_are_due(self, *, strange: bool) -> bool:
        """Tell whether what the records say is to be compared too.

        When a person asks, when others than the program may have written here (also while it was not
        running), and once a day. A new file begins to count with its first check; its rows came under a
        checksum just now.
        """
        if self.asked:
            return True
        last = settings.get(self.db, CONTENTS_CHECKED)
        if last is None:
            settings.put(self.db, CONTENTS_CHECKED, self._now())
            return False
        return strange or not timedelta(0) <= self.clock.now() - read_stamp(last) < self.contents_every

    def _mend(self, lane: str, proved: LaneDigest) -> set[tuple[str, str]]:
        """Make the records of a lane what the hub has; return kind and identity of those that changed."""
        theirs = self.hub.buckets(lane)
        count = sum(one.count for one in theirs.values())
        total = sum(one.total for one in theirs.values()) % (1 << 64)
        mended: set[tuple[str, str]] = set()
        for bucket in _differing_buckets(self.db, lane, theirs):
            rows = self.hub.bucket_rows(lane, bucket)
            # Others may have written since the exchange, or the hub was restored: the next one tells.
            digest = theirs.get(bucket, LaneDigest()) if LaneDigest(count, total) == proved else None
            mended |= _take_bucket(self.db, lane, bucket, rows, digest=digest)
        return mended


def _note_apart(db: Database, ours: Mapping[str, LaneDigest]) -> None:
    apart = sum(ours[lane].count for lane in (synced_rows.AHEAD, synced_rows.UNMATCHED) if lane in ours)
    if apart != settings.get(db, APART, 0):
        settings.put(db, APART, apart)


def _take_bucket(
    db: Database, lane: str, bucket: int, rows: Sequence[Row], *, digest: LaneDigest | None = None
) -> set[tuple[str, str]]:
    """Make the records of one bucket what the hub has; return kind and identity of those that changed here.

    Own changes that the hub has not settled stay on top of what is written.

    Args:
        db: the clinic's database.
        lane: the lane.
        bucket: the bucket.
        rows: its records as the hub told them.
        digest: what they must add up to, as the exchange just now proved; None when it proved nothing.
            Only rows that do are the hub's present state: then a higher revision here gives way, and what
            is here and not there is set apart in the lane ``unmatched``, never removed. Rows that do not
            were told before or after something happened, by a hub that was restored or is damaged: they
            bring what is missing or old here, and undo nothing.
    """
    changed: set[tuple[str, str]] = set()
    present = digest is not None and digest == digest_of(rows)
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        here = {
            (ent, rec_id): rev
            for ent, rec_id, rev in synced_rows.lane_members(db, lane)
            if synced_rows.bucket_of(ent, rec_id) == bucket
        }
        for row in rows:
            key = row.ent, row.id
            if here.pop(key, None) != row.rev:
                before = synced_rows.as_kept(db, *key)
                synced_rows.write_row(db, lane, row, present=present)
                if synced_rows.as_kept(db, *key) != before:
                    changed.add(key)
        if present:
            for ent, rec_id in here:
                synced_rows.set_apart(db, ent, rec_id)
            changed |= here.keys()
        work.commit()
    return changed


def digest_of(rows: Sequence[Row]) -> LaneDigest:
    """Return number and hash sum of records."""
    return LaneDigest(len(rows), sum(row_hash(row.ent, row.id, row.rev) for row in rows) % (1 << 64))


def _differing_buckets(db: Database, lane: str, theirs: dict[int, LaneDigest]) -> tuple[int, ...]:
    """Return the buckets of a lane whose digest differs between here and the hub."""
    ours = synced_rows.lane_buckets(db, lane)
    empty = LaneDigest()
    return tuple(
        bucket for bucket in sorted({*ours, *theirs}) if ours.get(bucket, empty) != theirs.get(bucket, empty)
    )
