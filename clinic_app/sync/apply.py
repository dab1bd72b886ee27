"""Taking in the hub's answer: acknowledgements, rows and cursors in one local transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from clinic_app.domain.change import chain_hash
from clinic_app.protocol.messages import BACKED_UP, OWN, Cursor, SyncRequest, SyncResponse
from clinic_app.store import check_points, outbox, sync_state, synced_rows
from clinic_app.store.capture import hlc_after_contact
from clinic_app.store.database import Database
from clinic_app.store.sync_state import SyncState
from clinic_app.store.unit_of_work import UnitOfWork

SUSPECT_MS = 10 * 60 * 1000
"""A clock further from the hub's than this is pointed out to the user."""

AUTHOR = "同步"
"""Author of units of work that only take in what the hub sent; they capture no operations."""


@attrs.frozen
class Taken:
    """What an answer brought.

    Attributes:
        rows: number of records written.
        kinds: kinds of record that changed.
        acknowledged: number of operations the hub took over.
        refused: number it keeps in quarantine.
        savings: units of work the operations taken over belong to, the number people are shown.
        refused_savings: likewise those in quarantine.
        again: a part of the lanes is to be read once more.
    """

    rows: int = 0
    kinds: frozenset[str] = frozenset()
    acknowledged: int = 0
    refused: int = 0
    savings: int = 0
    refused_savings: int = 0
    again: bool = False


def take_answer(
    db: Database,
    request: SyncRequest,
    answer: SyncResponse,
    *,
    at: str,
    sent_ms: int = 0,
    received_ms: int = 0,
    by_file: bool = False,
) -> Taken:
    """Write an answer into the database, all of it or nothing.

    Args:
        db: the clinic's database.
        request: what was asked.
        answer: what came back.
        at: the present moment in stored form.
        sent_ms: this machine's clock when the request left.
        received_ms: this machine's clock when the answer was in.
        by_file: the answer came by stick: how long that took says nothing about the clock.
    """
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        state = sync_state.read(db)
        fresh, refused, again = _acknowledge(db, state, answer)
        rows, kinds = _take_lanes(db, state, answer)
        read_again_from(db, again)
        if "patient" in kinds and request.operations:
            org = db.org_id()
            for op in request.operations:
                synced_rows.come_back(db, op.ent, op.rec_id, org)
        clock: dict[str, int] = {}
        if not by_file:
            offset = answer.now + (received_ms - sent_ms) // 2 - received_ms
            clock = {"wall_offset_ms": offset, "clock_suspect": int(abs(offset) > SUSPECT_MS)}
            clock["hlc"] = hlc_after_contact(work.capture.hlc, received_ms + offset)
        sync_state.change(
            db,
            hub_epoch=answer.hub_epoch,
            ratchet_cur=request.ratchet[1],
            backed_up_seq=answer.backed_up,
            last_contact_at=at,
            refused_as="",  # who is answered is known
            **clock,
            **_points_passed(state, answer, proved=not by_file),
        )
        work.commit()
    if refused:
        kinds |= {"op"}
    savings, refused_savings = len(set(fresh)), len(set(refused))
    return Taken(rows, frozenset(kinds), len(fresh), len(refused), savings, refused_savings, bool(again))


def _acknowledge(db: Database, state: SyncState, answer: SyncResponse) -> tuple[list[int], list[int], int]:
    """Note what the hub has.

    Returns:
        the unit of work of each operation newly taken over, and newly refused; and the lowest number of those
        taken over that a lane was read beyond already, 0 for none.
    """
    numbers = [(op + i, seq + i) for op, seq, count in answer.runs for i in range(count)]
    remarks = {remark.seq: remark for remark in answer.remarks}
    if not numbers:
        return [], [], 0
    rows = outbox.find(db, numbers[0][0], numbers[-1][0])
    outbox.acknowledge(db, numbers)
    hub_seq = dict(numbers)
    chain = state.chain
    fresh: list[int] = []
    refused: list[int] = []
    for row in rows:
        seq = row["op_seq"]
        remark = remarks.get(seq)
        if seq > state.acked_op:
            chain = chain_hash(chain, row["hash"])
            fresh.append(row["txn"])
        if remark is not None and remark.refused:
            outbox.refuse(db, seq, remark.reason)
            if row["state"] == outbox.WAITING:
                refused.append(row["txn"])
            continue
        if row["state"] == outbox.REFUSED:
            outbox.accept(db, seq)
        if remark is None:
            synced_rows.settle(db, row, hub_seq[seq], state.org_id)
        else:
            outbox.note_merged(db, seq)
    outbox.let_go_of_overtaken(db)
    sync_state.change(db, acked_op=max(state.acked_op, answer.ack), chain=chain)
    return fresh, refused, passed_already(state.cursors, [n for op, n in numbers if op > state.acked_op])


def passed_already(cursors: Mapping[str, Cursor], numbers: Iterable[int]) -> int:
    """Return the lowest of our operations' numbers that a lane was read beyond before we heard it, or 0.

    Their answer was lost, and another one, by stick or to a smaller request, has brought what the hub made of
    them meanwhile. It lies below our own work, which was taken for new then, and nobody sends it again.
    """
    read_to = max((cursor.seq for cursor in cursors.values()), default=0)
    return min((number for number in numbers if number <= read_to), default=0)


def read_again_from(db: Database, number: int) -> None:
    """Let the lanes be read once more from a number on, if there is one."""
    for lane, cursor in sync_state.cursors(db).items() if number else ():
        if cursor.seq >= number:
            sync_state.set_cursor(db, lane, Cursor(number - 1))


def _take_lanes(db: Database, state: SyncState, answer: SyncResponse) -> tuple[int, set[str]]:
    kinds: set[str] = set()
    rows = 0
    for lane, page in answer.lanes.items():
        for row in page.rows:
            synced_rows.write_row(db, lane, row)
            kinds.add(row.ent)
            rows += 1
        for ent, rec_id in page.leaves:
            synced_rows.leave(db, lane, ent, rec_id)
            kinds.add(ent)
        if state.cursors.get(lane) != page.cursor:
            sync_state.set_cursor(db, lane, page.cursor)
    return rows, kinds


def _points_passed(state: SyncState, answer: SyncResponse, *, proved: bool) -> dict[str, str]:
    """Return what to note of how far this file has seen the hub's log, nothing if no further than before."""
    seen = (answer.points.get(OWN, Cursor()), *(page.cursor for page in answer.lanes.values()))
    points = state.passed.and_passed(max(seen, key=lambda cursor: cursor.seq), proved=proved)
    points = points.and_backup(answer.points.get(BACKED_UP, Cursor()))
    return {} if points is state.passed else {"passed": check_points.to_text(points)}


def came_no_further(request: SyncRequest, answer: SyncResponse) -> bool:
    """Tell whether a round that should have brought something brought nothing: the next would be the same."""
    if request.operations and answer.ack > request.last:
        return False
    cursors = request.cursors
    read = any(page.cursor.seq > cursors.get(lane, Cursor()).seq for lane, page in answer.lanes.items())
    return not read and bool(request.operations or answer.more)
