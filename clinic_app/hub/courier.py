"""The hub's side of an exchange by USB stick: the same exchange as on the wire, from a file into a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import attrs

from clinic_app.domain.clock import stamp, to_ms
from clinic_app.domain.errors import FileError, HubRefused
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import Message, say
from clinic_app.hub import courier_files
from clinic_app.hub.auth import ACTIVE, note_seen
from clinic_app.hub.blobs import BlobStore
from clinic_app.hub.database import HubDatabase, HubTransaction
from clinic_app.hub.directory import organization
from clinic_app.hub.epochs import begin_epoch, load_epoch
from clinic_app.hub.ingest import Device, exchange
from clinic_app.hub.keys import HubKeys
from clinic_app.protocol import courier_file
from clinic_app.protocol.courier_file import CourierAnswer, CourierRequest, Direction
from clinic_app.protocol.endpoints import key_from_text
from clinic_app.protocol.messages import EpochRequest, Instruction, Refusal, SyncRequest, SyncResponse
from clinic_app.protocol.version import OtherVersion
from clinic_app.system.crypto import seal, sign, unseal, verify


@attrs.frozen
class Served:
    """What became of a file.

    Attributes:
        org_name: the institution it came from.
        data: the answering file.
        taken: savings it held, the number people are shown at both ends.
        sent: records in the answer.
        sentence: for the administrator.
    """

    org_name: str
    data: bytes = attrs.field(repr=False)
    taken: int
    sent: int
    sentence: Message


def serve_file(
    database: HubDatabase,
    keys: HubKeys,
    data: bytes,
    now: datetime,
    entropy: Entropy,
    folder: Path | None = None,
) -> Served:
    """Run the exchange a clinic's file asks for and return the file that answers it.

    A file may come twice, late, or after the same work came over the wire: nothing is doubled, because
    every operation has its own number. Attachments are taken into the folder where
    their contents are kept, and given from it.

    Raises:
        FileError: not a file for this hub, cut off or changed.
        WrongKey: sealed for another hub.
        HubRefused: written by a device this hub does not know or has stopped.
    """
    device_id, signature, body = _open(keys, data)
    with database.transaction() as tx:
        device = _device(tx, device_id, signature, body)
        try:
            courier = courier_file.read_request(body)
        except OtherVersion as error:
            raise FileError(_of_old_program(device.org_name) if error.older else _TOO_NEW) from error
        except courier_file.DamagedCourierFile as error:
            raise FileError(_TOO_NEW) from error
        answer = _answer(tx, device, courier, now)
        note_seen(tx, device_id, courier.request.catalogue, now)
    if folder is not None and isinstance(answer.answer, SyncResponse):
        # After the records: they give the right to their contents.
        blobs, org = BlobStore(folder), device.org_id
        stands = courier_files.take(database, blobs, org, courier)
        parts = () if answer.answer.more else courier_files.give(database, blobs, org, courier)
        answer = attrs.evolve(answer, stands=stands, parts=parts)
    message = courier_file.answer_body(answer)
    signed = sign(keys.sign.private, courier_file.signed_bytes(Direction.FROM_HUB, device_id, message))
    sealed = seal(courier_file.join(device_id, signed, message), key_from_text(courier.reply_key), entropy)
    taken, sent = _tallies(courier, answer)
    return Served(
        device.org_name,
        courier_file.wrap(Direction.FROM_HUB, sealed),
        taken,
        sent,
        _sentence(device.org_name, answer, taken, sent),
    )


def _open(keys: HubKeys, data: bytes) -> tuple[str, bytes, bytes]:
    try:
        direction, sealed = courier_file.unwrap(data)
        if direction is not Direction.TO_HUB:
            raise FileError(
                say(
                    "这是县平台发给卫生院的答复文件，不是卫生院送来的，没有读入任何内容。请选卫生院送来的文件。"
                )
            )
        return courier_file.part(unseal(sealed, keys.seal.private))
    except courier_file.NotCourierFile as error:
        raise FileError(say("这不是卫生院用 U 盘送来的文件，没有读入任何内容。请重新选择文件。")) from error
    except courier_file.DamagedCourierFile as error:
        raise FileError(_DAMAGED) from error


def _device(tx: HubTransaction, device_id: str, signature: bytes, body: bytes) -> Device:
    row = tx.one("SELECT * FROM device WHERE device_id = :id", id=device_id)
    signed = courier_file.signed_bytes(Direction.TO_HUB, device_id, body)
    if row is None or not verify(key_from_text(row["public_key"]), signature, signed):
        raise HubRefused(
            say("写这个文件的电脑没有在本平台登记，没有读入任何内容。请让对方重新登记后再导出。"),
            status=401,
            instruction=Instruction.LOGIN,
        )
    if row["status"] != ACTIVE:
        raise HubRefused(
            say("写这个文件的电脑已被停用，没有读入任何内容。如需恢复，请先启用这台电脑，再读一次。"),
            status=403,
            instruction=Instruction.LOGIN,
        )
    org = organization(tx, row["org_id"])
    return Device(device_id, row["org_id"], org.name if org else "")


def _answer(tx: HubTransaction, device: Device, courier: CourierRequest, now: datetime) -> CourierAnswer:
    request = courier.request
    hashes = courier.all_hashes
    blank = CourierAnswer(request, Refusal(""), len(hashes), courier_file.proof_over(hashes))
    answer = exchange(tx, device, request, to_ms(now))
    if not isinstance(answer, Refusal) or answer.do != Instruction.EPOCH:
        return attrs.evolve(blank, answer=answer)
    repeated = _as_repetition(tx, request)
    again = exchange(tx, device, repeated, to_ms(now)) if repeated else answer
    if not isinstance(again, Refusal):
        return attrs.evolve(blank, answer=again)
    # Asking back would cost another journey: the file gets its new life at once. One that is never
    # fetched, because the line came back first, is a number that nobody uses.
    wanted = EpochRequest(request.epoch, request.last, hashes)
    epoch = begin_epoch(tx, device.device_id, wanted, "courier", stamp(now))
    return attrs.evolve(blank, answer=answer, epoch=epoch)


def _as_repetition(tx: HubTransaction, request: SyncRequest) -> SyncRequest | None:
    """Return a file's request as one that moves no ratchet, when all its operations came here before.

    A file that lay in a drawer while the line worked shows an old word. It is no copy of a database:
    a copy is told by operations of its own, and then by its next request.
    """
    epoch = load_epoch(tx, request.epoch)
    if epoch is None or not request.operations or request.operations[-1].seq > epoch.last_op:
        return None
    return attrs.evolve(request, ratchet=(epoch.ratchet, epoch.ratchet))


def _tallies(courier: CourierRequest, answer: CourierAnswer) -> tuple[int, int]:
    if isinstance(answer.answer, Refusal):
        return 0, 0
    numbered = {op + i for op, _, count in answer.answer.runs for i in range(count)}
    return len({op.txn for op in courier.request.operations if op.seq in numbered}), sum(
        len(page.rows) for page in answer.answer.lanes.values()
    )


def _sentence(org_name: str, answer: CourierAnswer, taken: int, sent: int) -> Message:
    if not isinstance(answer.answer, Refusal):
        came = sum(one.whole for one in answer.stands)
        files = say("收全附件 {came} 个，带回附件 {back} 个。", came=came, back=len(answer.parts))
        return say(
            "已读入{name}的 {taken} 项内容，答复里有 {sent} 条记录。{files}"
            "请把答复文件带回去，在那里点“U 盘收进”。",
            name=org_name,
            taken=taken,
            sent=sent,
            files=files if answer.stands or answer.parts else "",
        )
    return say(
        "{name}的文件要先对一次号，这次没有读入，内容都还在那台电脑上。"
        "请把答复文件带回去收进，再导出一次送来。",
        name=org_name,
    )


def _of_old_program(org_name: str) -> Message:
    return say(
        "{name}的程序太旧，没有读入任何内容，内容都还在那台电脑上。请先升级那里的程序。", name=org_name
    )


_DAMAGED: Message = say("文件不完整或被改动过，没有读入任何内容。请重新拷贝，或让卫生院重新导出。")
_TOO_NEW: Message = say("看不懂文件里的内容，没有读入。请把县平台的程序升级到最新版本后再试。")
