"""What a file does when the hub asks for something before it can exchange; nothing here loses anything.

A copied or rolled-back file begins a new epoch; after a restore of the hub all that it may have lost is
offered again; a number that the hub misses is offered from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clinic_app.domain.wording import Message, say
from clinic_app.protocol.messages import Cursor, EpochRequest, EpochResponse, Instruction, Refusal
from clinic_app.store import check_points, outbox, sync_state, synced_rows
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import standing
from clinic_app.sync.apply import AUTHOR, passed_already, read_again_from

NewEpoch = Callable[[EpochRequest], EpochResponse]
"""Asks the hub for a new life of this file, or hands over one that it has sent."""


def heal(db: Database, new_epoch: NewEpoch, refusal: Refusal) -> Message | None:
    """Do what the hub asks, so that the next round can go on; return what to tell people, if anything.

    Raises:
        HubRefused: it is for a person to mend, or the hub refused a new epoch.
        HubUnreachable: the line broke; nothing was changed.
    """
    if refusal.do == Instruction.EPOCH:
        return _begin_epoch(db, new_epoch, str(refusal.details.get("reason") or ""))
    if refusal.do == Instruction.HUB_CHANGED:
        seq, life = int(refusal.details.get("seq") or 0), str(refusal.details.get("he") or "")
        _take_hub_change(db, hub_epoch=life, hub_seq=seq)
        return _RESTORED
    if refusal.do == Instruction.GAP:
        _step_back(db, int(refusal.details.get("last") or 0))
        return None
    raise standing.refused(refusal)


def _begin_epoch(db: Database, new_epoch: NewEpoch, reason: str) -> Message:
    state = sync_state.read(db)
    hashes = tuple(row["hash"] for row in outbox.find(db, state.acked_op + 1, state.next_op - 1))
    answer = new_epoch(EpochRequest(state.epoch_no, state.acked_op, hashes))
    _take_epoch(
        db,
        last=state.acked_op,
        epoch=answer.epoch,
        hub_epoch=answer.hub_epoch if not state.hub_epoch else state.hub_epoch,
        delivered=answer.delivered,
        chk=answer.chk,
    )
    return _NEW_EPOCH.get(reason, _NEW_NUMBER)


def _take_epoch(
    db: Database, *, last: int, epoch: int, hub_epoch: str, delivered: Sequence[int], chk: str
) -> None:
    """Begin a new life of this file; operations its former life had delivered are acknowledged."""
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        state = sync_state.read(db)
        kept = [hub_seq for hub_seq in delivered if hub_seq]
        outbox.acknowledge(db, [(last + 1 + i, hub_seq) for i, hub_seq in enumerate(kept)])
        first = last + len(kept) + 1
        read_again_from(db, passed_already(state.cursors, kept))
        points = state.passed.and_passed(Cursor(max(kept, default=0), chk), proved=state.passed.proved)
        sync_state.change(
            db,
            epoch_no=epoch,
            epoch_first=first,
            acked_op=first - 1,
            next_op=max(state.next_op, first),
            chain="",
            ratchet_cur="",
            ratchet_next="",
            hub_epoch=hub_epoch,
            passed=check_points.to_text(points),
        )
        work.commit()


def _take_hub_change(db: Database, *, hub_epoch: str, hub_seq: int) -> None:
    """Follow a hub that was restored from a backup: offer again all it may have lost, read on from there.

    This file goes back to the last point that it has the check word of: the number told is the most that
    both can have in common, and which history was read here up to it, that word alone can prove.
    """
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        state = sync_state.read(db)
        points = state.passed.up_to(hub_seq)
        common = points.last.seq
        synced_rows.lower_revisions(db, common)
        outbox.rewind(db, common)
        for lane, cursor in state.cursors.items():
            # The check word is left empty: what this file wrote itself is to come once more.
            sync_state.set_cursor(db, lane, Cursor(min(cursor.seq, common)))
        # Nothing that was proved equal is so any more: the next comparison does not wait for its hour.
        sync_state.change(
            db,
            hub_epoch=hub_epoch,
            ratchet_cur="",
            ratchet_next="",
            last_digest_equal=None,
            passed=check_points.to_text(points),
        )
        work.commit()


def _step_back(db: Database, last: int) -> None:
    """Offer again from the number after ``last``: the hub misses what this file thought delivered."""
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        state = sync_state.read(db)
        chain = outbox.chain_from(db, state.epoch_first, last)
        sync_state.change(db, acked_op=min(last, state.acked_op), chain=chain)
        work.commit()


_NEW_EPOCH: dict[str, Message] = {
    "forked": say(
        "发现这份数据有另一份拷贝在使用，或是用旧备份恢复的。"
        "本机已换用新的编号继续，两份的内容都会保留，缺少的会从县平台取回。"
    ),
    "behind": say("本机数据是较早的一份。已换用新的编号继续，之后的内容会从县平台取回。"),
}
_NEW_NUMBER: Message = say("本机已在县平台换用新的编号，内容没有丢失。")
_RESTORED: Message = say(
    "县平台用备份恢复过。本机已把它可能丢失的内容重新排入待上传，本机数据没有变动；"
    "别处填写、只有本机还留着的，过一两天没有补上就由本机自动送回。"
)
