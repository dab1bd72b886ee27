"""The file that carries an exchange on a USB stick where the line is dead: what it holds, and its outside.

Outside is one readable line that says which way the file goes and the digest of the rest, so that a
damaged copy, a file of the other direction and a file for somebody else can be told apart in words.
Inside, sealed for its reader, is a signed message: the very request and answer that travel on the wire,
and behind it, as bare bytes, parts of attachments, when all records are in.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

from clinic_app.domain.change import chain_hash
from clinic_app.protocol import codec
from clinic_app.protocol.messages import EpochResponse, Refusal, SyncRequest, SyncResponse

SUFFIX = ".zzb"
"""Of files that travel; 「转诊包」."""

MOST_BYTES = 256 << 20
"""A file larger than this is none of ours."""

PAGE_BYTES = 4 << 20
"""How much one file brings either way, compressed: no line to spare, so nearly everything at once."""


FILES_BYTES = 32 << 20
"""How many bytes of attachments one file brings either way, beside the records."""


class Direction(StrEnum):
    """Which way a file goes."""

    TO_HUB = "to-hub"
    FROM_HUB = "from-hub"


class NotCourierFile(ValueError):
    """These bytes were never a courier file."""


class DamagedCourierFile(ValueError):
    """A courier file that was cut off or changed."""


_OUTSIDE = re.compile(rb"^ZZCOURIER1 (to-hub|from-hub) ([0-9a-f]{64})\n")
_DOMAIN = b"zhuanzhen-clinic courier v1"


def wrap(direction: Direction, sealed: bytes) -> bytes:
    """Return the file's bytes around what was sealed."""
    digest = hashlib.sha256(sealed).hexdigest()
    return f"ZZCOURIER1 {direction} {digest}\n".encode("ascii") + sealed


def unwrap(data: bytes) -> tuple[Direction, bytes]:
    """Return which way a file goes and what was sealed.

    Raises:
        NotCourierFile: something else.
        DamagedCourierFile: cut off, or changed on the way.
    """
    found = _OUTSIDE.match(data)
    if found is None:
        raise NotCourierFile("no courier file")
    sealed = data[found.end() :]
    if hashlib.sha256(sealed).hexdigest().encode("ascii") != found[2]:
        raise DamagedCourierFile("digest differs")
    return Direction(found[1].decode("ascii")), sealed


@attrs.frozen
class FilePart:
    """Some bytes of an attachment.

    Attributes:
        sha256: name of the content.
        attachment_id: the record that gives the right to it.
        size: bytes of the whole.
        start: where these begin.
        data: the bytes.
    """

    sha256: str
    attachment_id: str
    size: int
    start: int
    data: bytes = attrs.field(repr=False)


@attrs.frozen
class FileWanted:
    """An attachment that is to come back, from ``start`` on."""

    sha256: str
    attachment_id: str
    start: int


@attrs.frozen
class FileStand:
    """How much of a content the hub has, and whether that is all of it and proved by its name."""

    sha256: str
    have: int
    whole: bool


@attrs.frozen
class CourierRequest:
    """What a clinic sends by stick.

    Attributes:
        reply_key: X25519 public key, base64url, for which the answer is sealed.
        request: as on the wire.
        hashes: content hashes of waiting operations that did not fit into the request, in order, so
            that the hub can begin a new epoch without asking back.
        parts: of attachments of the clinic's own.
        wanted: attachments of others.
    """

    reply_key: str
    request: SyncRequest
    hashes: tuple[str, ...] = ()
    parts: tuple[FilePart, ...] = ()
    wanted: tuple[FileWanted, ...] = ()

    @property
    def all_hashes(self) -> tuple[str, ...]:
        """Content hashes of all operations that wait, sent and not sent, in order."""
        return (*(op.hash for op in self.request.operations), *self.hashes)


@attrs.frozen
class CourierAnswer:
    """What the hub sends back.

    Attributes:
        asked: the request it answers, without its operations.
        offered: number of operations whose hashes came along, from ``asked.last + 1`` on.
        proof: hash chain over them, so that nothing else is ever taken for delivered.
        answer: as on the wire, or why there is none.
        epoch: the new life of the clinic's file, when the refusal asks it to begin one.
        stands: how much of the attachments that came the hub has now.
        parts: of the attachments that were wanted.
    """

    asked: SyncRequest
    answer: SyncResponse | Refusal
    offered: int = 0
    proof: str = ""
    epoch: EpochResponse | None = None
    stands: tuple[FileStand, ...] = ()
    parts: tuple[FilePart, ...] = ()


def signed_bytes(direction: Direction, device_id: str, body: bytes) -> bytes:
    """Return the bytes that the writer of a file signs; nothing of one kind can pass for another."""
    digest = hashlib.sha256(body).hexdigest().encode()
    return b"\n".join((_DOMAIN, direction.encode(), device_id.encode(), digest))


def join(device_id: str, signature: bytes, body: bytes) -> bytes:
    """Return what is to be sealed: the device's identity, the writer's signature, the message."""
    return device_id.encode("ascii") + signature + body


def part(inside: bytes) -> tuple[str, bytes, bytes]:
    """Return device identity, signature and message of what was sealed. Raises DamagedCourierFile."""
    if len(inside) <= 22 + 64 or not inside[:22].isascii():
        raise DamagedCourierFile("too short")
    return inside[:22].decode("ascii"), inside[22:86], inside[86:]


def request_body(courier: CourierRequest) -> bytes:
    """Return the message of a file to the hub."""
    value: dict[str, Any] = {"k": courier.reply_key, "rq": codec.request_to_json(courier.request)}
    if courier.hashes:
        value["h"] = list(courier.hashes)
    if courier.wanted:
        value["fw"] = [[one.sha256, one.attachment_id, one.start] for one in courier.wanted]
    return _packed(value, courier.parts)


def read_request(body: bytes) -> CourierRequest:
    """Return the message of a file to the hub. Raises DamagedCourierFile."""
    value, tail = _unpacked(body)
    try:
        request = codec.request_from_json(value["rq"])
        hashes = tuple(str(one) for one in value.get("h", ()))
        wanted = tuple(FileWanted(str(name), str(by), int(at)) for name, by, at in value.get("fw", ()))
        return CourierRequest(str(value["k"]), request, hashes, _parts(value, tail), wanted)
    except (codec.CodecError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedCourierFile("no request inside") from error


def answer_body(courier: CourierAnswer) -> bytes:
    """Return the message of a file from the hub."""
    asked = attrs.evolve(courier.asked, operations=())
    value: dict[str, Any] = {"rq": codec.request_to_json(asked), "of": [courier.offered, courier.proof]}
    if isinstance(courier.answer, Refusal):
        value["no"] = codec.refusal_to_json(courier.answer)
    else:
        value["an"] = codec.response_to_json(courier.answer)
    if courier.epoch is not None:
        value["ep"] = codec.epoch_response_to_json(courier.epoch)
    if courier.stands:
        value["fs"] = [[one.sha256, one.have, int(one.whole)] for one in courier.stands]
    return _packed(value, courier.parts)


def read_answer(body: bytes) -> CourierAnswer:
    """Return the message of a file from the hub. Raises DamagedCourierFile."""
    value, tail = _unpacked(body)
    try:
        asked = codec.request_from_json(value["rq"])
        epoch = codec.epoch_response_from_json(value["ep"]) if "ep" in value else None
        no = "no" in value
        answer = codec.refusal_from_json(value["no"]) if no else codec.response_from_json(value["an"])
        stands = tuple(FileStand(str(n), int(have), bool(all_)) for n, have, all_ in value.get("fs", ()))
        offered, proof = int(value["of"][0]), str(value["of"][1])
        return CourierAnswer(asked, answer, offered, proof, epoch, stands, _parts(value, tail))
    except (codec.CodecError, IndexError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedCourierFile("no answer inside") from error


def proof_over(hashes: Iterable[str]) -> str:
    """Return the hash chain over operations' content hashes."""
    chain = ""
    for one in hashes:
        chain = chain_hash(chain, one)
    return chain


def _packed(value: dict[str, Any], parts: tuple[FilePart, ...] = ()) -> bytes:
    """Return a message, and behind it the bytes of its parts: pictures get no smaller by being packed."""
    if parts:
        value["fp"] = [[one.sha256, one.attachment_id, one.size, one.start, len(one.data)] for one in parts]
    packed, encoding = codec.pack(codec.dump(value), 19)
    message = (b"z" if encoding else b"-") + packed
    if not parts:
        return message
    return b"".join((b"f", len(message).to_bytes(8, "big"), message, *(one.data for one in parts)))


def _unpacked(body: bytes) -> tuple[Any, bytes]:
    """Return a message and the bytes behind it."""
    message, tail = body, b""
    if body[:1] == b"f":
        end = 9 + int.from_bytes(body[1:9], "big")
        message, tail = body[9:end], body[end:]
    try:
        packed = "zstd" if message[:1] == b"z" else ""
        return codec.load(codec.unpack(message[1:], packed, MOST_BYTES)), tail
    except codec.CodecError as error:
        raise DamagedCourierFile("not a message") from error


def _parts(value: Any, tail: bytes) -> tuple[FilePart, ...]:
    """Return the parts whose bytes stand behind a message. Raises ValueError where they do not add up."""
    parts: list[FilePart] = []
    at = 0
    for name, by, size, start, count in value.get("fp", ()):
        if min(int(size), int(start), int(count)) < 0 or at + int(count) > len(tail):
            raise ValueError("parts and bytes differ")
        data = tail[at : at + int(count)]
        parts.append(FilePart(str(name), str(by), int(size), int(start), data))
        at += int(count)
    return tuple(parts)
