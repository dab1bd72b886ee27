"""The file that carries an exchange on a USB stick where the line is dead: what it holds, and its outside.

Outside is one readable line that says which way the file goes and the digest of the rest, so that a
damaged copy, a file of the other direction and a file for somebody else can be told apart in words.
Inside, sealed for its reader, is a signed message: the very request and answer that travel on the wire.
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
class CourierRequest:
    """What a clinic sends by stick.

    Attributes:
        reply_key: X25519 public key, base64url, for which the answer is sealed.
        request: as on the wire.
        hashes: content hashes of waiting operations that did not fit into the request, in order, so
            that the hub can begin a new epoch without asking back.
    """

    reply_key: str
    request: SyncRequest
    hashes: tuple[str, ...] = ()

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
    """

    asked: SyncRequest
    answer: SyncResponse | Refusal
    offered: int = 0
    proof: str = ""
    epoch: EpochResponse | None = None


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
    return _packed(value)


def read_request(body: bytes) -> CourierRequest:
    """Return the message of a file to the hub. Raises DamagedCourierFile."""
    value = _unpacked(body)
    try:
        request = codec.request_from_json(value["rq"])
        return CourierRequest(str(value["k"]), request, tuple(str(one) for one in value.get("h", ())))
    except (codec.CodecError, KeyError, TypeError, AttributeError) as error:
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
    return _packed(value)


def read_answer(body: bytes) -> CourierAnswer:
    """Return the message of a file from the hub. Raises DamagedCourierFile."""
    value = _unpacked(body)
    try:
        asked = codec.request_from_json(value["rq"])
        epoch = codec.epoch_response_from_json(value["ep"]) if "ep" in value else None
        no = "no" in value
        answer = codec.refusal_from_json(value["no"]) if no else codec.response_from_json(value["an"])
        return CourierAnswer(asked, answer, int(value["of"][0]), str(value["of"][1]), epoch)
    except (codec.CodecError, IndexError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedCourierFile("no answer inside") from error


def proof_over(hashes: Iterable[str]) -> str:
    """Return the hash chain over operations' content hashes."""
    chain = ""
    for one in hashes:
        chain = chain_hash(chain, one)
    return chain


def _packed(value: Any) -> bytes:
    packed, encoding = codec.pack(codec.dump(value), 19)
    return (b"z" if encoding else b"-") + packed


def _unpacked(body: bytes) -> Any:
    try:
        return codec.load(codec.unpack(body[1:], "zstd" if body[:1] == b"z" else "", MOST_BYTES))
    except codec.CodecError as error:
        raise DamagedCourierFile("not a message") from error
