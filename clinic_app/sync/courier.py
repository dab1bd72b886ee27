"""The clinic's side of an exchange by USB stick: what the wire would carry, as a file out and a file in.

Wire and stick may be mixed in any order. What goes out is the wire's next request, under the wire's
ratchet word, so the hub takes whichever comes first and knows the other again. An answer is used only
where it continues what this database has: otherwise it is put aside with a sentence, and nothing is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import attrs

from clinic_app.domain.clock import Clock, from_ms, stamp
from clinic_app.domain.errors import FileError, HubRefused, Rejected, WrongKey
from clinic_app.domain.ids import Entropy
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, joined, say
from clinic_app.protocol import courier_file
from clinic_app.protocol.courier_file import CourierAnswer, CourierRequest, Direction
from clinic_app.protocol.endpoints import key_from_text, key_to_text
from clinic_app.protocol.messages import (
    Cursor,
    EpochRequest,
    EpochResponse,
    Instruction,
    LaneDigest,
    Refusal,
    SyncRequest,
    SyncResponse,
)
from clinic_app.store import outbox, sync_state, synced_rows
from clinic_app.store.database import Database
from clinic_app.store.sync_state import SyncState
from clinic_app.sync import give_back, healing, stick_files
from clinic_app.sync.apply import take_answer
from clinic_app.sync.exchange import next_request
from clinic_app.sync.stick_files import Brought
from clinic_app.system import crypto


@attrs.frozen
class Packed:
    """A file to be carried to the hub.

    Attributes:
        data: its bytes.
        operations: how many operations it brings.
        left: how many did not fit and follow with the next one.
        savings, savings_left: the units of work they belong to, the number people are shown.
        files: contents of attachments it brings, wholly or in part.
        files_left: contents that did not fit, or not wholly; they go after all records.
    """

    data: bytes = attrs.field(repr=False)
    operations: int
    left: int
    savings: int = 0
    savings_left: int = 0
    files: int = 0
    files_left: int = 0


@attrs.frozen
class Unpacked:
    """What a file from the hub did.

    Attributes:
        sent: operations the hub took over.
        savings: units of work they belong to.
        refused: operations it keeps in quarantine.
        received: records written here.
        kinds: kinds of record that changed.
        more: another journey is needed.
        sentence: for people.
        digests_equal: whether both ends hold the same; None when that cannot be told from a file.
        checked: records by lane that both ends counted and found equal.
        files: attachments that are wholly at the hub, or wholly here, since.
    """

    sentence: Message
    sent: int = 0
    savings: int = 0
    refused: int = 0
    received: int = 0
    kinds: frozenset[str] = frozenset()
    more: bool = False
    digests_equal: bool | None = None
    checked: Mapping[str, int] = attrs.field(factory=dict)
    files: Brought = attrs.field(factory=Brought)


def pack(db: Database, clock: Clock, entropy: Entropy) -> Packed:
    """Return the file to carry to the hub. Raises Rejected while working alone."""
    state = sync_state.read(db)
    keys = sync_state.hub_keys(db)
    if not state.enrolled or not keys["hub_seal_key"]:
        raise Rejected([Problem("", "enrol.missing", say("本机还没有登记县平台，不能用 U 盘送出。"))])
    request = next_request(db, clock, entropy, courier_file.PAGE_BYTES)
    last = request.operations[-1].seq if request.operations else state.acked_op
    waiting = outbox.find(db, last + 1, state.next_op - 1)
    rest = tuple(row["hash"] for row in waiting)
    private = sync_state.device_key(db)
    reply = crypto.sealing_public(_reply_key(private))
    room = 0 if rest else courier_file.FILES_BYTES
    files = stick_files.load(db, clock, room=room)
    sent = CourierRequest(key_to_text(reply), request, rest, files.parts, files.wanted)
    body = courier_file.request_body(sent)
    signature = crypto.sign(private, courier_file.signed_bytes(Direction.TO_HUB, state.device_id, body))
    inside = courier_file.join(state.device_id, signature, body)
    sealed = crypto.seal(inside, key_from_text(keys["hub_seal_key"]), entropy)
    return Packed(
        courier_file.wrap(Direction.TO_HUB, sealed),
        len(request.operations),
        len(rest),
        len({op.txn for op in request.operations}),
        len({row["txn"] for row in waiting}),
        len(files.parts),
        files.left,
    )


def unpack(db: Database, data: bytes, clock: Clock) -> Unpacked:
    """Take in a file from the hub.

    A file that came twice, late, or after the line had done its work changes nothing and says so.

    Raises:
        FileError: not a file from the hub, cut off or changed; nothing was taken in.
        HubRefused: the hub refused, and a person must do something.
        Rejected: working alone.
    """
    state = sync_state.read(db)
    if not state.enrolled:
        raise Rejected([Problem("", "enrol.missing", say("本机还没有登记县平台，不能收进 U 盘文件。"))])
    courier = _open(db, state, data)
    done = _records(db, state, courier)
    return attrs.evolve(done, files=stick_files.take(db, clock, courier))


def _records(db: Database, state: SyncState, courier: CourierAnswer) -> Unpacked:
    reason = _why_not(db, state, courier)
    if reason is not None:
        return Unpacked(reason)
    if isinstance(courier.answer, Refusal):
        return _heal(db, state, courier, courier.answer)
    return _take(db, state, courier, courier.answer)


def _reply_key(private: bytes) -> bytes:
    """Return the X25519 private key for answers; made from the device's key, so nothing need be kept."""
    return hashlib.blake2b(private, digest_size=32, person=b"zz courier reply").digest()


def _open(db: Database, state: SyncState, data: bytes) -> CourierAnswer:
    try:
        direction, sealed = courier_file.unwrap(data)
        if direction is not Direction.FROM_HUB:
            raise FileError(
                say(
                    "这是要送到县平台去的文件，不是县平台的答复，没有收进任何内容，本机数据没有变。"
                    "请选从县平台带回来的文件。"
                )
            )
        inside = crypto.unseal(sealed, _reply_key(sync_state.device_key(db)))
        device_id, signature, body = courier_file.part(inside)
        hub_key = key_from_text(sync_state.hub_keys(db)["hub_sign_key"])
        signed = courier_file.signed_bytes(Direction.FROM_HUB, device_id, body)
        if device_id != state.device_id or not crypto.verify(hub_key, signature, signed):
            raise FileError(_FOREIGN)
        return courier_file.read_answer(body)
    except courier_file.NotCourierFile as error:
        raise FileError(say("这不是县平台的答复文件，没有收进任何内容。请重新选择文件。")) from error
    except courier_file.DamagedCourierFile as error:
        raise FileError(
            say("文件不完整或被改动过，没有收进任何内容，本机数据没有变。请重新拷贝一次。")
        ) from error
    except WrongKey as error:
        raise FileError(_FOREIGN) from error


def _why_not(db: Database, state: SyncState, courier: CourierAnswer) -> Message | None:
    """Return why an answer does not continue what this database has, or None when it does."""
    asked = courier.asked
    if asked.epoch != state.epoch_no or asked.hub_epoch != state.hub_epoch:
        return _OVERTAKEN
    # What is ours under the same numbers must be the very work that was carried: a file put back from
    # an old copy has other work there, and that has not been delivered.
    ours = outbox.find(db, asked.last + 1, asked.last + courier.offered)
    proof = courier_file.proof_over(row["hash"] for row in ours)
    if asked.last > state.acked_op or len(ours) != courier.offered or proof != courier.proof:
        return say("这份答复和本机现在的数据对不上（本机数据恢复过），没有收进，本机数据没有变。请重新送出。")
    if isinstance(courier.answer, Refusal):
        return None if asked.ratchet == state.ratchet and asked.last == state.acked_op else _OVERTAKEN
    if state.hub_epoch and courier.answer.hub_epoch != state.hub_epoch:
        return _OVERTAKEN
    return None


def _take(db: Database, state: SyncState, courier: CourierAnswer, answer: SyncResponse) -> Unpacked:
    asked = courier.asked
    fresh = asked.ratchet == state.ratchet
    lanes = answer.lanes if _goes_on(state, asked) else {}
    if not fresh:
        # The line has been used since: its word stands, only what continues the lanes is taken.
        asked = attrs.evolve(asked, ratchet=(state.ratchet[0], state.ratchet[0]))
        lanes = {lane: page for lane, page in lanes.items() if page.cursor.seq > _read_to(state, lane)}
        if not lanes and _last_numbered(answer) <= state.acked_op:
            return Unpacked(_OVERTAKEN)
    at = max(stamp(from_ms(answer.now)), state.last_contact_at)
    taken = take_answer(db, asked, attrs.evolve(answer, lanes=lanes), at=at, by_file=True)
    equal = _compare(db, answer, at) if fresh else None
    give_back.offer_due(db, from_ms(answer.now), by_file=True)
    after = sync_state.read(db)
    more = answer.more or taken.again or after.acked_op < after.next_op - 1
    return Unpacked(
        _told(taken.savings, taken.refused_savings, taken.rows, more=answer.more),
        sent=taken.acknowledged,
        savings=taken.savings,
        refused=taken.refused,
        received=taken.rows,
        kinds=taken.kinds,
        more=more,
        digests_equal=equal,
        checked={lane: digest.count for lane, digest in answer.digests.items()} if equal else {},
    )


def _goes_on(state: SyncState, asked: SyncRequest) -> bool:
    """Tell whether an answer goes on from just where this file stands.

    What the line, or another stick, has brought since may be of a history that the hub has lost unnoticed:
    no check word of it was shown for this answer, which would then overwrite what nobody else has any more.
    """
    return all(asked.cursors.get(lane, Cursor()) == ours for lane, ours in state.cursors.items())


def _read_to(state: SyncState, lane: str) -> int:
    return state.cursors.get(lane, Cursor()).seq


def _last_numbered(answer: SyncResponse) -> int:
    return max((op + count - 1 for op, _, count in answer.runs), default=0)


def _compare(db: Database, answer: SyncResponse, at: str) -> bool | None:
    """Compare digests when all is quiet; what differs is repaired when there is a line."""
    if not answer.digests or outbox.counts(db).waiting:
        return None
    ours = synced_rows.lane_totals(db)
    equal = all(ours.get(lane, LaneDigest()) == theirs for lane, theirs in answer.digests.items())
    sync_state.note_digest(db, at, equal)
    return equal


def _told(sent: int, refused: int, received: int, *, more: bool) -> Message:
    if more:
        return say(
            "已收进：县平台收到了 {sent} 项，本机收到 {received} 条记录。还有内容没装下，请再送出一次。",
            sent=sent,
            received=received,
        )
    if refused:
        return say(
            "已收进：县平台收到了 {sent} 项，其中 {refused} 项没有接受，请处理；本机收到 {received} 条记录。",
            sent=sent,
            refused=refused,
            received=received,
        )
    return say("已收进：县平台收到了 {sent} 项，本机收到 {received} 条记录。", sent=sent, received=received)


def _heal(db: Database, state: SyncState, courier: CourierAnswer, refusal: Refusal) -> Unpacked:
    """Do what the hub asks before it can exchange; the next file then goes through."""
    if refusal.do == Instruction.EPOCH and not courier.offered and state.next_op - 1 > courier.asked.last:
        # The file offered no work, and some was saved since. It may have reached the hub by wire unheard,
        # which made the file look old: a new life that knows nothing of that work would bring it twice.
        return Unpacked(_AGAIN, more=True)

    def in_hand(_: EpochRequest) -> EpochResponse:
        if courier.epoch is None:
            raise HubRefused(_AGAIN, status=409, instruction=refusal.do)
        return courier.epoch

    told = healing.heal(db, in_hand, refusal)
    reasons = joined([told] if told is not None else [])
    return Unpacked(say("{reasons}请再用 U 盘送出一次，或等线路恢复。", reasons=reasons), more=True)


_AGAIN: Message = say("这份答复不能用，本机数据没有变。请重新送出一次。")
_FOREIGN: Message = say(
    "这个文件不是本机登记的县平台写给本机的，没有收进任何内容，本机数据没有变。请核对文件。"
)
_OVERTAKEN: Message = say(
    "这份答复已经用不着了：送出之后，本机已收进过它，或者已经直接联系过县平台。本机数据没有变，也没有少。"
)
