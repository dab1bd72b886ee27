"""One exchange at the hub: check the device's story, take its operations, hand out what it has not seen.

A function over a transaction: no thread, socket, clock or random source of its own, so the
simulation drives this very code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import attrs

from clinic_app.domain.catalogue import CATALOGUE_VERSION
from clinic_app.domain.change import Operation, OpKind, chain_hash
from clinic_app.domain.clock import from_ms
from clinic_app.domain.merge import RecordState
from clinic_app.hub.change_log import LANES, ChangeLog, feed_page, lane_digests, last_in_lanes, wire_row
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.epochs import EpochRow, check_hub, check_story, check_word, load_epoch, save_epoch
from clinic_app.hub.foreign_writes import put_back
from clinic_app.hub.given_back import restored_up_to
from clinic_app.hub.lifetime import SLIPPED, begin_life
from clinic_app.hub.operations import Writer, log_operation, take_operation
from clinic_app.protocol.messages import (
    BACKED_UP,
    OWN,
    Cursor,
    Instruction,
    LanePage,
    Refusal,
    Remark,
    SyncRequest,
    SyncResponse,
)

ROW_BYTES = 60
"""What a row costs at least on the wire after compression, for filling pages."""

POLL_SECONDS = 600


@attrs.frozen
class Device:
    """The device that asks, as authenticated.

    Attributes:
        device_id: its identity.
        org_id: its institution.
        org_name: the institution's name.
    """

    device_id: str
    org_id: str
    org_name: str


def exchange(tx: HubTransaction, device: Device, request: SyncRequest, now_ms: int) -> SyncResponse | Refusal:
    """Take a device's operations and return what it has not seen, or why it must do something else first."""
    head = tx.lock_head()
    put_right = put_back(tx, from_ms(now_ms))
    refusal = check_hub(tx, head, request)
    if refusal is not None:
        return _noticed(tx, request, refusal, now_ms)
    epoch = load_epoch(tx, request.epoch)
    if epoch is None or epoch.device_id != device.device_id:
        return Refusal(Instruction.EPOCH, details={"reason": "unknown"})
    refusal = check_story(tx, head, epoch, request)
    if refusal is not None:
        return refusal
    log = ChangeLog(tx, int(head["seq"]))
    gives_back = any(op.kind == OpKind.BACK for op in request.operations)
    restored = restored_up_to(tx) if gives_back else -1
    writer = Writer(device.org_id, device.org_name, epoch.number, epoch.lineage, now_ms, restored)
    epoch, ack, runs, remarks = _push(log, epoch, writer, request)
    log.finish()
    save_epoch(tx, epoch, request.ratchet)
    lanes, more = _pull(tx, device, request, _own_work(tx, epoch, request))
    digests = {} if more else lane_digests(tx, device.org_id)
    return SyncResponse(
        hub_epoch=str(head["hub_epoch"]),
        now=now_ms,
        ack=ack,
        runs=runs,
        remarks=remarks,
        backed_up=int(head["backed_up_seq"]),
        lanes=lanes,
        more=more,
        digests=digests,
        catalogue=CATALOGUE_VERSION,
        poll=POLL_SECONDS,
        put_right=put_right,
        points=_points(tx, int(head["backed_up_seq"]), request, runs, lanes),
    )


def _points(
    tx: HubTransaction,
    backed_up: int,
    request: SyncRequest,
    runs: Iterable[tuple[int, int, int]],
    lanes: Mapping[str, LanePage],
) -> dict[str, Cursor]:
    """Return where the log stands at numbers that no cursor of a lane vouches for.

    That is the last operation the device offered, when it is kept in quarantine or comes with a later page;
    and the last backup, when the device has not passed it yet, or asks: to there a hub is put back one day.
    """
    shown = request.cursors.values()
    last = max((number + count - 1 for _, number, count in runs), default=0)
    wanted: dict[str, int] = {}
    if last > max(page.cursor.seq for page in lanes.values()):
        wanted[OWN] = last
    if BACKED_UP in request.cursors or backed_up > max((cursor.seq for cursor in shown), default=0):
        wanted[BACKED_UP] = backed_up
    return {name: Cursor(number, check_word(tx, number)) for name, number in wanted.items() if number}


def _noticed(tx: HubTransaction, request: SyncRequest, refusal: Refusal, now_ms: int) -> Refusal:
    """Begin a new life when a device knows more than the hub: it was put back unnoticed.

    Then all is as if somebody had said so when it happened: epochs leap, the others hear of it with their
    next exchange, and what no author has any more may be given back.
    """
    seq = int(refusal.details["seq"] or 0)
    row = tx.one("SELECT began_seq FROM hub_life WHERE hub_epoch = :life", life=request.hub_epoch)
    if refusal.details["he"] != request.hub_epoch:
        known = row is not None or seq <= restored_up_to(tx)
    else:
        # Below its beginning it is another history of a life before, and nothing is lost now.
        known = row is not None and seq < int(row["began_seq"])
    if known:
        return refusal
    said = f"{request.hub_epoch}|{request.epoch}|{request.ratchet}|{now_ms}"
    word = hashlib.blake2b(said.encode()).digest()
    life = begin_life(tx, from_ms(now_ms), SLIPPED, lambda size: word[:size], shared=seq)
    return attrs.evolve(refusal, details={"he": life, "seq": seq})


def _push(
    log: ChangeLog, epoch: EpochRow, writer: Writer, request: SyncRequest
) -> tuple[EpochRow, int, tuple[tuple[int, int, int], ...], tuple[Remark, ...]]:
    """Take new operations, repeat the answer for known ones."""
    numbers: list[tuple[int, int]] = []
    remarks: list[Remark] = []
    known = [op for op in request.operations if op.seq <= epoch.last_op]
    if known:
        for row in log.tx.all(
            "SELECT op_seq, hub_seq, outcome, reason FROM op_log"
            " WHERE epoch_no = :epoch AND op_seq BETWEEN :first AND :last ORDER BY op_seq",
            epoch=epoch.number,
            first=known[0].seq,
            last=known[-1].seq,
        ):
            numbers.append((int(row["op_seq"]), int(row["hub_seq"])))
            _remark(remarks, int(row["op_seq"]), int(row["outcome"]), str(row["reason"]))
    last, chain = epoch.last_op, epoch.chain
    for group in _groups([op for op in request.operations if op.seq > epoch.last_op]):
        for op, hub_seq, outcome, reason in _take_group(log, writer, group):
            chain = chain_hash(chain, op.hash)
            log_operation(log.tx, op, writer, hub_seq, chain, outcome, reason)
            numbers.append((op.seq, hub_seq))
            _remark(remarks, op.seq, outcome, reason)
            last = op.seq
    ack = numbers[-1][0] if numbers else min(request.last, last)
    return attrs.evolve(epoch, last_op=last, chain=chain), ack, _as_runs(numbers), tuple(remarks)


APPLIED, MERGED, REFUSED = 0, 1, 2
"""Outcome of an operation in the log: as its writer foresaw, otherwise, kept in quarantine."""


def _remark(remarks: list[Remark], seq: int, outcome: int, reason: str) -> None:
    if outcome != APPLIED:
        remarks.append(Remark(seq, outcome == REFUSED, reason))


def _groups(operations: list[Operation]) -> list[list[Operation]]:
    groups: list[list[Operation]] = []
    for op in operations:
        if groups and groups[-1][-1].txn == op.txn:
            groups[-1].append(op)
        else:
            groups.append([op])
    return groups


def _take_group(
    log: ChangeLog, writer: Writer, group: list[Operation]
) -> list[tuple[Operation, int, int, str]]:
    """Take operations that belong together: all are applied, or all are quarantined with their content."""
    log.settle()
    log.tx.mark()
    taken: list[tuple[Operation, int, int, str]] = []
    culprit, reason = 0, ""
    for op in group:
        hub_seq = log.next_seq()
        foreseen, reason = take_operation(log, writer, op, hub_seq)
        if reason:
            culprit = op.seq
            break
        taken.append((op, hub_seq, APPLIED if foreseen else MERGED, ""))
    if not culprit:
        log.settle()
        log.tx.keep()
        return taken
    log.tx.undo()
    log.forget()
    return [(op, log.next_seq(), REFUSED, reason if op.seq == culprit else f"with:{culprit}") for op in group]


def _as_runs(numbers: list[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Return (operation, hub number) pairs as runs of consecutive ones."""
    runs: list[list[int]] = []
    for op_seq, hub_seq in numbers:
        if runs and op_seq == runs[-1][0] + runs[-1][2] and hub_seq == runs[-1][1] + runs[-1][2]:
            runs[-1][2] += 1
        else:
            runs.append([op_seq, hub_seq, 1])
    return tuple((a, b, c) for a, b, c in runs)


@attrs.frozen
class OwnWork:
    """What a file need not be sent, because it wrote it.

    Attributes:
        epoch: its epoch.
        shown_to: hub number of the last of the epoch's operations the file has shown to have; None for all.
    """

    epoch: int
    shown_to: int | None

    def covers(self, record: RecordState) -> bool:
        """Tell whether the file shows a record just as it stands."""
        return record.known_to == self.epoch and (self.shown_to is None or record.rev <= self.shown_to)


def _own_work(tx: HubTransaction, epoch: EpochRow, request: SyncRequest) -> OwnWork:
    """Return which of an epoch's operations are surely this file's own.

    A copy made after the next ratchet word was written, and before it was sent, passes with the same
    word: then the epoch has taken operations that this file never had.
    """
    known = request.operations[-1].seq if request.operations else request.last
    if known >= epoch.last_op:
        return OwnWork(epoch.number, None)
    row = tx.one(
        "SELECT max(hub_seq) AS seq FROM op_log WHERE epoch_no = :epoch AND op_seq <= :known",
        epoch=epoch.number,
        known=known,
    )
    return OwnWork(epoch.number, int(row["seq"] or 0) if row else 0)


def _pull(
    tx: HubTransaction, device: Device, request: SyncRequest, own: OwnWork
) -> tuple[dict[str, LanePage], bool]:
    """Fill the answer lane by lane until it is as large as wanted."""
    room = max(request.limit, 2048)
    pages: dict[str, LanePage] = {}
    more = False
    last = last_in_lanes(tx, device.org_id)
    for lane in LANES:
        cursor = request.cursors.get(str(lane), Cursor())
        if last.get(lane, 0) <= cursor.seq:
            pages[str(lane)] = LanePage(Cursor(cursor.seq, cursor.chk or check_word(tx, cursor.seq)))
            continue
        if room <= 0:
            pages[str(lane)] = LanePage(cursor)
            more = True
            continue
        page, used, lane_more = _lane_page(tx, device, own, lane, cursor, room)
        pages[str(lane)] = page
        room -= used
        more = more or lane_more
    return pages, more


def _lane_page(
    tx: HubTransaction, device: Device, own: OwnWork, lane: str, cursor: Cursor, room: int
) -> tuple[LanePage, int, bool]:
    """Return one lane's page, its estimated cost and whether the lane holds more.

    Two records can share a number (an element and its parent): a page never ends between them.
    """
    again = cursor.seq > 0 and not cursor.chk  # who goes back to read again may not show what we presume
    most = max(8, room // ROW_BYTES) + 4
    entries = feed_page(tx, device.org_id, lane, cursor.seq, most)
    rows, leaves = [], []
    used, last, whole = 0, cursor.seq, len(entries) < most
    cut = len(entries)
    if not whole:
        # The last number read may continue behind the limit: leave it for the next page.
        cut = next(i for i in range(len(entries) - 1, -1, -1) if entries[i][0] != entries[-1][0]) + 1
    for seq, gone, record in entries[:cut]:
        if used >= room and seq != last:
            whole = False
            break
        last = seq
        if gone:
            leaves.append((record.ent, record.id))
            used += 16
        elif again or seq > record.rev or not own.covers(record):  # above it: sight was granted
            rows.append(wire_row(record))
            used += ROW_BYTES + sum(len(str(v)) for v in record.body.values() if v) // 2
    end = last if not whole else max(last, cursor.seq)
    word = cursor.chk if end == cursor.seq and cursor.chk else check_word(tx, end)
    return LanePage(Cursor(end, word), tuple(rows), tuple(leaves)), used, not whole
