"""Lives of database files: how the hub notices a copy, a rolled-back disk or its own past, and heals it.

An epoch is one life of one file. Two files that both continue one epoch cannot both keep passing the
ratchet: whoever comes second is asked to begin a new epoch, and nobody loses anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from clinic_app.domain import change
from clinic_app.domain.change import Operation
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.operations import storable
from clinic_app.protocol.messages import (
    Cursor,
    EpochRequest,
    EpochResponse,
    Instruction,
    Refusal,
    SyncRequest,
)


@attrs.frozen
class EpochRow:
    """One life of a file.

    Attributes:
        number: its number.
        device_id: the device it belongs to.
        last_op: number of the last operation taken.
        chain: hash chain over its operations.
        ratchet: the word expected as ``previous`` next time.
        ratchet_before: the word before it.
        lineage: earlier epochs of the same file, to the last hub number inherited from each.
    """

    number: int
    device_id: str
    last_op: int
    chain: str
    ratchet: str
    ratchet_before: str
    lineage: Mapping[int, int]


def load_epoch(tx: HubTransaction, number: int) -> EpochRow | None:
    """Return an epoch with its lineage, or None when the hub does not know it."""
    row = tx.one("SELECT * FROM device_epoch WHERE epoch_no = :n", n=number)
    if row is None:
        return None
    return EpochRow(
        number=number,
        device_id=row["device_id"],
        last_op=int(row["last_op"]),
        chain=row["chain"],
        ratchet=row["ratchet"],
        ratchet_before=row["ratchet_before"],
        lineage=_lineage(tx, int(row["parent"]), int(row["parent_seq"])),
    )


def _lineage(tx: HubTransaction, parent: int, parent_seq: int) -> dict[int, int]:
    lineage: dict[int, int] = {}
    bound = parent_seq
    while parent and parent not in lineage:
        lineage[parent] = bound
        row = tx.one("SELECT parent, parent_seq FROM device_epoch WHERE epoch_no = :n", n=parent)
        if row is None:
            break
        parent, bound = int(row["parent"]), min(bound, int(row["parent_seq"]))
    return lineage


def save_epoch(tx: HubTransaction, epoch: EpochRow, ratchet: tuple[str, str]) -> None:
    """Write an epoch's progress and the ratchet word that its next request must show."""
    moved = ratchet[1] != epoch.ratchet
    tx.run(
        "UPDATE device_epoch SET last_op = :last, chain = :chain, ratchet = :ratchet,"
        " ratchet_before = :before WHERE epoch_no = :n",
        last=epoch.last_op,
        chain=epoch.chain,
        ratchet=ratchet[1],
        before=epoch.ratchet if moved else epoch.ratchet_before,
        n=epoch.number,
    )


def check_hub(tx: HubTransaction, head: Mapping[str, Any], request: SyncRequest) -> Refusal | None:
    """Return a refusal when a device remembers a hub that this one no longer is, else None.

    It comes before everything about epochs: an epoch the hub forgot was forgotten with it. The number in
    it is the most that both can have in common: the device goes back to the last point up to there of which
    it has the check word, shows all such points with its next request, and hears when one is none of ours.
    """
    cursors, most = request.cursors.values(), int(head["seq"])
    changed = bool(request.hub_epoch) and request.hub_epoch != head["hub_epoch"]
    if changed:
        most = _common_with(tx, request.hub_epoch)
        # What lies beyond was lost, and tells nothing about what stands below.
        cursors = [cursor for cursor in cursors if cursor.seq <= most]
    strange = first_strange(tx, cursors, most)
    if strange:
        return _hub_changed(head, min(strange - 1, most))
    return _hub_changed(head, most) if changed else None


def first_strange(tx: HubTransaction, cursors: Iterable[Cursor], most: int) -> int:
    """Return the lowest of a device's cursors that is none of this log's, 0 when all are.

    A cursor beyond ``most`` is none that this log gave.
    """
    for cursor in sorted(cursors, key=lambda c: c.seq):
        if cursor.seq > most or (cursor.chk and cursor.chk != check_word(tx, cursor.seq)):
            return cursor.seq
    return 0


def _common_with(tx: HubTransaction, life: str) -> int:
    """Return the hub number up to which this hub shares the history of a life that a device remembers.

    A life that this hub has forgotten (it was restored from a copy older than that life) tells by its
    name how far back the two can have parted. One that went on over a restore unnoticed had two histories
    under its name: that only the check words tell.
    """
    row = tx.one("SELECT number FROM hub_life WHERE hub_epoch = :life", life=life)
    lives = tx.all(
        "SELECT began_seq FROM hub_life WHERE number > :number", number=int(row["number"]) if row else 0
    )
    parted = [int(entry["began_seq"]) for entry in lives]
    if row is None:
        floor = life.rpartition(".")[2]
        parted.append(int(floor) if floor.isdecimal() else 0)
    return min(parted, default=0)


def check_story(
    tx: HubTransaction, head: Mapping[str, Any], epoch: EpochRow, request: SyncRequest
) -> Refusal | None:
    """Return what a device must do first when its own story does not fit the hub's, else None."""
    previous, following = request.ratchet
    if epoch.ratchet and previous != epoch.ratchet and following != epoch.ratchet:
        return Refusal(Instruction.EPOCH, details={"reason": "forked"})
    if request.last > epoch.last_op:
        return _hub_changed(head, _hub_seq_of(tx, epoch, epoch.last_op))
    return _check_operations(tx, epoch, request)


def _hub_changed(head: Mapping[str, Any], common: int) -> Refusal:
    details = {"he": str(head["hub_epoch"]), "seq": common}
    return Refusal(Instruction.HUB_CHANGED, details=details)


def _check_operations(tx: HubTransaction, epoch: EpochRow, request: SyncRequest) -> Refusal | None:
    if request.last < epoch.last_op and not request.operations:
        return Refusal(Instruction.EPOCH, details={"reason": "behind"})
    if request.chain and request.chain != chain_at(tx, epoch, request.last):
        return Refusal(Instruction.EPOCH, details={"reason": "forked"})
    expected = request.operations[0].seq if request.operations else 0
    for op in request.operations:
        if op.seq != expected:
            return Refusal(Instruction.GAP, details={"last": epoch.last_op})
        expected += 1
    if request.operations and request.operations[0].seq > epoch.last_op + 1:
        return Refusal(Instruction.GAP, details={"last": epoch.last_op})
    known = {op.seq: op.hash for op in request.operations if op.seq <= epoch.last_op}
    if known:
        rows = tx.all(
            "SELECT op_seq, hash FROM op_log WHERE epoch_no = :epoch AND op_seq BETWEEN :first AND :last",
            epoch=epoch.number,
            first=min(known),
            last=max(known),
        )
        if any(known[int(row["op_seq"])] != row["hash"] for row in rows):
            return Refusal(Instruction.EPOCH, details={"reason": "forked"})
        if len(rows) < len(known):
            # A former life of the file brought them, and a restore lost them: this life cannot say them.
            return Refusal(Instruction.EPOCH, details={"reason": "behind"})
    fresh = next((op for op in request.operations if op.seq == epoch.last_op + 1), None)
    if fresh is not None and _came_from_a_copy(tx, epoch, fresh):
        return Refusal(Instruction.EPOCH, details={"reason": "forked"})
    return None


def _came_from_a_copy(tx: HubTransaction, epoch: EpochRow, op: Operation) -> bool:
    """Tell whether a copy of the file has brought this very operation, which waited in both.

    Both copies may have begun lives of their own before either brought it, so that no word of theirs
    gives them away; the new life that is asked for then goes on from what the other one brought. What was
    changed alike in both after they had parted has another moment, and is an operation of its own.
    """
    rows = tx.all(
        "SELECT l.epoch_no FROM op_log l JOIN device_epoch e ON e.epoch_no = l.epoch_no"
        " WHERE l.ent = :ent AND l.rec_id = :id AND l.op_seq = :seq AND l.hash = :hash AND l.hlc = :hlc"
        " AND l.user_name = :user AND l.epoch_no <> :n AND e.device_id = :device",
        ent=storable(op.ent),
        id=storable(op.rec_id),
        seq=op.seq,
        hash=op.hash,
        hlc=op.hlc,
        user=storable(op.user),
        n=epoch.number,
        device=epoch.device_id,
    )
    stood = _hub_seq_of(tx, epoch, op.seq - 1) if rows else 0
    return any(_stood_at(tx, int(row["epoch_no"]), op.seq - 1) == stood for row in rows)


def _stood_at(tx: HubTransaction, number: int, op_seq: int) -> int:
    """Return the last hub number an epoch's file knew of as its own at an operation; -1 for no epoch."""
    epoch = load_epoch(tx, number)
    return -1 if epoch is None else _hub_seq_of(tx, epoch, op_seq)


def chain_at(tx: HubTransaction, epoch: EpochRow, op_seq: int) -> str:
    """Return the hash chain of an epoch after one of its operations; empty before its first."""
    if op_seq == epoch.last_op:
        return epoch.chain
    row = tx.one(
        "SELECT chain FROM op_log WHERE epoch_no = :epoch AND op_seq = :seq", epoch=epoch.number, seq=op_seq
    )
    return str(row["chain"]) if row else ""


def check_word(tx: HubTransaction, seq: int) -> str:
    """Return the check word of the log at a number: a hub with another history has another word."""
    if seq <= 0:
        return ""
    row = tx.one(
        "SELECT epoch_no, op_seq, hash, recv_at FROM op_log WHERE hub_seq <= :seq"
        " ORDER BY hub_seq DESC LIMIT 1",
        seq=seq,
    )
    return change.check_word(row["epoch_no"], row["op_seq"], row["hash"], row["recv_at"]) if row else "empty"


def begin_epoch(
    tx: HubTransaction, device_id: str, request: EpochRequest | None, reason: str, now: str
) -> EpochResponse:
    """Give a file a new life and say which of its unacknowledged operations its former life had delivered.

    Numbers of operations go on where the file stands, so the file keeps the numbers it has.
    """
    head = tx.lock_head()
    number = int(head["next_epoch"])
    tx.run("UPDATE hub_head SET next_epoch = :n WHERE one = 1", n=number + 1)
    parent_no, parent_seq, last, delivered = 0, 0, 0, []
    if request is not None:
        last = request.last
        parent = load_epoch(tx, request.parent)
        if parent is not None and parent.device_id == device_id:
            delivered, parent = _delivered(tx, parent, request)
            parent_no = parent.number
            parent_seq = _hub_seq_of(tx, parent, last + len(delivered))
    tx.run(
        "INSERT INTO device_epoch(epoch_no, device_id, parent, parent_seq, last_op, chain, reason,"
        " created_at)"
        " VALUES(:n, :device, :parent, :parent_seq, :last, '', :reason, :now)",
        n=number,
        device=device_id,
        parent=parent_no,
        parent_seq=parent_seq,
        last=last + len(delivered),
        reason=reason,
        now=now,
    )
    known = check_word(tx, max(delivered, default=0))
    return EpochResponse(number, str(head["hub_epoch"]), tuple(delivered), known)


def _delivered(tx: HubTransaction, parent: EpochRow, request: EpochRequest) -> tuple[list[int], EpochRow]:
    """Return the hub numbers of the offered operations that are here, and the life that brought the last.

    Not only the former life may have brought them: of several copies of one file another may have
    begun a life of its own and brought what was waiting when the copies were made.
    """
    rows = tx.all(
        "SELECT l.epoch_no, l.op_seq, l.hub_seq, l.hash FROM op_log l"
        " JOIN device_epoch e ON e.epoch_no = l.epoch_no"
        " WHERE e.device_id = :device AND l.op_seq BETWEEN :first AND :last"
        " ORDER BY l.epoch_no",
        device=parent.device_id,
        first=request.last + 1,
        last=request.last + len(request.hashes),
    )
    known: dict[tuple[int, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        known.setdefault((int(row["op_seq"]), row["hash"]), []).append(row)
    delivered: list[int] = []
    life, stood = parent.number, _hub_seq_of(tx, parent, request.last)
    for op_seq, offered in enumerate(request.hashes, start=request.last + 1):
        # Only a life that shares the story so far: another may have the like under the same number.
        candidates = sorted(known.get((op_seq, offered), ()), key=lambda row: int(row["epoch_no"]) != life)
        row = next(
            (
                row
                for row in candidates
                if int(row["epoch_no"]) == life or _stood_at(tx, int(row["epoch_no"]), op_seq - 1) == stood
            ),
            None,
        )
        if row is None:
            break
        life, stood = int(row["epoch_no"]), int(row["hub_seq"])
        delivered.append(stood)
    return delivered, parent if life == parent.number else load_epoch(tx, life) or parent


def _hub_seq_of(tx: HubTransaction, epoch: EpochRow, op_seq: int) -> int:
    """Return the last hub number a file knew of as its own when it stood at one of its operations."""
    row = tx.one(
        "SELECT max(hub_seq) AS seq FROM op_log WHERE epoch_no = :n AND op_seq <= :seq",
        n=epoch.number,
        seq=op_seq,
    )
    if row is not None and row["seq"] is not None:
        return int(row["seq"])
    return max(epoch.lineage.values(), default=0)
