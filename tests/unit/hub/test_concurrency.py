"""Many writers, held back before their commit, while readers go on by their cursors: nobody misses a row.

Nothing here waits for the clock. A writer that has taken its numbers holds its transaction open until readers
have looked meanwhile and as many others as the dice say have gone on, or all others stand in the queue.
"""

from __future__ import annotations

import random
import sqlite3
import threading
from contextlib import closing, contextmanager

import psycopg

from clinic_app.domain.clock import stamp
from clinic_app.hub.change_log import lane_digest
from clinic_app.hub.completeness import lane_records
from clinic_app.hub.directory import save_organization
from clinic_app.hub.epochs import begin_epoch
from clinic_app.hub.ingest import Device, exchange
from clinic_app.hub.rebuild import rebuild
from clinic_app.protocol.messages import Refusal, SyncRequest
from tests.helpers.hub_device import operation

WRITERS, PUSHES, ASKERS, WATCHERS = 6, 8, 3, 2
PATIENCE = 120
"""Seconds after which the test itself is broken; nothing takes nearly as long."""


class Queue:
    """Who is under way, so that a writer can hold its commit exactly as long as others can still move."""

    def __init__(self, working):
        self._changed = threading.Condition()
        self._working, self._inside, self._done, self._looks = working, 0, 0, 0
        self._watching, self._holding = WATCHERS, 0

    @contextmanager
    def turn(self):
        self._note(inside=+1)
        try:
            yield
        finally:
            self._note(inside=-1, done=+1)

    def leave(self):
        self._note(working=-1)

    def wait_to_look(self):
        """Wait until somebody holds a commit, or all is over; tell whether it is."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._holding or self.over, PATIENCE)
            return self.over

    def looked(self):
        self._note(looks=+1)

    def stop_watching(self):
        self._note(watching=-1)

    def _note(self, **changes):
        with self._changed:
            for name, by in changes.items():
                setattr(self, f"_{name}", getattr(self, f"_{name}") + by)
            self._changed.notify_all()

    @property
    def over(self):
        return self._working == 0

    def hold(self, chance):
        with self._changed:
            done, looks = self._done + chance.randrange(4), self._looks + chance.randrange(4)
            self._holding += 1
            self._changed.notify_all()
            free = self._changed.wait_for(
                lambda: (
                    (self._done >= done or self._inside >= self._working)
                    and (self._looks >= looks or not self._watching)
                ),
                PATIENCE,
            )
            self._holding -= 1
        assert free


class Talker:
    """A device that exchanges with the hub's own code, one transaction at a time."""

    def __init__(self, database, org, name, clock, entropy):
        self.database, self.clock, self.entropy = database, clock, entropy
        with database.transaction() as tx:
            tx.run(
                "INSERT INTO device(device_id, org_id, name, public_key, enrolled_at)"
                " VALUES(:d, :o, :d, '', '')",
                d=name,
                o=org,
            )
            self.epoch = begin_epoch(tx, name, None, "enrolled", stamp(clock.now())).epoch
            self.life = tx.lock_head()["hub_epoch"]
        # Let in under another name, as when its institution was renamed a moment ago.
        self.device = Device(name, org, "南湖乡卫生院")
        self.last, self.ratchet, self.cursors = 0, "", {}
        self.acknowledged, self.rows = {}, {}
        self.turns = 0

    def talk(self, operations=(), before_commit=lambda: None):
        """Exchange once; return whether the hub has more."""
        self.turns += 1
        request = SyncRequest(
            epoch=self.epoch,
            hub_epoch=self.life,
            ratchet=(self.ratchet, f"{self.device.device_id}-{self.turns}"),
            last=self.last,
            chain="",
            now=0,
            limit=2048,
            cursors=self.cursors,
            operations=tuple(operations),
        )
        with self.database.transaction() as tx:
            answer = exchange(tx, self.device, request, 0)
            before_commit()
        assert not isinstance(answer, Refusal), answer
        assert not [one for one in answer.remarks if one.refused], answer.remarks
        self.ratchet, self.last = request.ratchet[1], answer.ack
        for first, hub_seq, count in answer.runs:
            self.acknowledged |= {first + n: hub_seq + n for n in range(count)}
        for lane, page in answer.lanes.items():
            assert page.cursor.seq >= self.cursors.get(lane, page.cursor).seq
            self.rows |= {(lane, row.ent, row.id): row.rev for row in page.rows}
        self.cursors = {lane: page.cursor for lane, page in answer.lanes.items()}
        return answer.more


@contextmanager
def bare_reader(database):
    """A connection of its own that takes no lock, as a report or a backup has."""
    if database.sqlite:
        with closing(sqlite3.connect(database.url.database)) as connection:
            yield lambda sql: connection.execute(sql).fetchall()
    else:
        url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            yield lambda sql: connection.execute(sql).fetchall()


LOG = "SELECT hub_seq, epoch_no, op_seq FROM op_log WHERE hub_seq > {} ORDER BY hub_seq"
FEED = "SELECT seq, lane, ent, rec_id FROM feed WHERE lane <> 'ref' AND seq > {} ORDER BY seq, ent, rec_id"
LANES = ("inbox", "clinic")


def watch(database, queue, log, feed):
    """Follow the log and the lane by their numbers alone, looking all the time."""
    with bare_reader(database) as read:
        while True:
            last = queue.wait_to_look()  # one more look after the end
            for query, seen in ((LOG, log), (FEED, feed)):
                seen += read(query.format(seen[-1][0] if seen else 0))
            queue.looked()
            if last:
                return


def write(talker, number, common, queue, chance):
    for turn in range(PUSHES):
        first = talker.last + 1
        mine = operation(first, "patient", f"{number:011}{turn:011}", name=f"人{number}{turn}")
        # Nobody saw what the others wrote: every one of these meets another and leaves a question.
        theirs = operation(
            first + 1, "patient", common, kind="set", name=f"甲{number}{turn}", phone=f"{turn}"
        )
        chosen = [mine, theirs] if chance.random() < 0.6 else [mine]
        with queue.turn():
            talker.talk(chosen, before_commit=lambda: queue.hold(chance))


def ask(talker, queue):
    while True:
        alone = queue.over
        with queue.turn():
            more = talker.talk()
        if alone and not more:
            return


def test_readers_by_cursor_get_all_that_was_committed(database, clock, entropy):
    with database.transaction() as tx:
        org = save_organization(tx, {"name": "南湖镇卫生院"}, now=clock.now(), entropy=entropy)
    writers = [Talker(database, org, f"writer {n}", clock, entropy) for n in range(WRITERS)]
    askers = [Talker(database, org, f"asker {n}", clock, entropy) for n in range(ASKERS)]
    common = "C" * 22
    writers[0].talk([operation(1, "patient", common, name="王建国")])
    queue, seen, failed = Queue(WRITERS), [([], []) for _ in range(WATCHERS)], []

    def working(work, leave):
        def run():
            try:
                work()
            except BaseException as error:
                failed.append(error)
            finally:
                leave()

        return threading.Thread(target=run)

    threads = [
        working(lambda n=n, one=one: write(one, n, common, queue, random.Random(n)), queue.leave)
        for n, one in enumerate(writers)
    ]
    threads += [working(lambda one=one: ask(one, queue), lambda: None) for one in askers]
    threads += [working(lambda to=to: watch(database, queue, *to), queue.stop_watching) for to in seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not failed, failed
    check_delivery(database, org, writers, askers, seen)


def check_delivery(database, org, writers, askers, seen):
    with database.transaction() as tx:
        log = tx.all("SELECT epoch_no, op_seq, hub_seq FROM op_log ORDER BY hub_seq")
        lanes = {(lane, row.ent, row.id): row.rev for lane in LANES for row in lane_records(tx, org, lane)}
        digests = [lane_digest(tx, org, lane) for lane in LANES]
    committed = [(row["hub_seq"], row["epoch_no"], row["op_seq"]) for row in log]
    promised = {(seq, one.epoch, op) for one in writers for op, seq in one.acknowledged.items()}
    assert promised == {entry for entry in committed if entry[1]}  # the hub's own are epoch 0
    assert len(promised) >= WRITERS * PUSHES
    assert {ent for _, ent, _ in lanes} == {"patient", "conflict"}
    for delivered, feed in seen:
        assert delivered == committed
        assert {(lane, ent, rec_id): seq for seq, lane, ent, rec_id in feed} == lanes
    for one in askers:
        assert {key: rev for key, rev in one.rows.items() if key[0] in LANES} == lanes
    assert sum(digest.count for digest in digests) == len(lanes)
    again = rebuild(database)
    assert again.count == 0, again.differences[0]
