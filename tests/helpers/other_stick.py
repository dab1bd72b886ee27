"""The stick files of somebody else's client, written from PROTOCOL.md alone."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.helpers.other_client import OtherClient
from tests.helpers.other_format import b64, chained, hash_of, opened, sealed, unb64, unpacked

Part = tuple[str, str, int, int, bytes]
"""Hash, attachment, size of the whole, start, bytes."""


class OtherStick:
    """What a client carries to the hub and back.

    Attributes:
        stands: what the last answer told of contents that were sent.
        fetched: what it brought of others', by hash.
    """

    def __init__(self, client: OtherClient) -> None:
        self._client = client
        self._reply = X25519PrivateKey.generate()
        self.stands: list[list[Any]] = []
        self.fetched: dict[str, bytes] = {}

    def write(self, parts: list[Part] | None = None, wanted: list[list[Any]] | None = None) -> bytes:
        """Return a file to the hub."""
        key = b64(self._reply.public_key().public_bytes_raw())
        value: dict[str, Any] = {"k": key, "rq": self._client.request(1 << 22)}
        if wanted:
            value["fw"] = wanted
        if parts:
            value["fp"] = [[*part[:4], len(part[4])] for part in parts]
        message = b"-" + json.dumps(value, ensure_ascii=False).encode()
        if parts:
            tail = b"".join(part[4] for part in parts)
            message = b"f" + len(message).to_bytes(8, "big") + message + tail
        device = self._client.me["device_id"]
        signature = self._client.key.sign(_signed("to-hub", device, message))
        inside = sealed(device.encode() + signature + message, unb64(self._client.me["seal_key"]))
        return f"ZZCOURIER1 to-hub {hashlib.sha256(inside).hexdigest()}\n".encode() + inside

    def read(self, data: bytes) -> str:
        """Take in an answer; return "taken", "overtaken", "write another" or what the hub asks for."""
        head, _, inside = data.partition(b"\n")
        assert head == f"ZZCOURIER1 from-hub {hashlib.sha256(inside).hexdigest()}".encode()
        content = opened(inside, self._reply)
        device, signature, message = content[:22].decode(), content[22:86], content[86:]
        hub = Ed25519PublicKey.from_public_bytes(unb64(self._client.me["sign_key"]))
        hub.verify(signature, _signed("from-hub", device, message))
        assert device == self._client.me["device_id"]
        value, tail = _content(message)
        self.stands = value.get("fs", [])
        for name, _by, _size, _start, count in value.get("fp", []):
            self.fetched[name], tail = tail[:count], tail[count:]
        return self._exchange(value)

    def _exchange(self, value: dict[str, Any]) -> str:
        client, asked = self._client, value["rq"]
        offered, proof = value["of"]
        ours = client.operations[asked["last"] : asked["last"] + offered]
        chain = ""
        for op in ours:
            chain = chained(chain, hash_of(op))
        same_life = (asked["ep"], asked["he"]) == (client.epoch, client.life)
        if not same_life or asked["last"] > client.acked or (len(ours), chain) != (offered, proof):
            return "overtaken"
        fresh = asked["rt"] == client.ratchet
        if "no" in value:
            if not fresh or asked["last"] != client.acked:
                return "overtaken"
            if value["no"]["do"] == "epoch" and not offered and len(client.operations) > asked["last"]:
                return "write another"
            client.heal(value["no"], value.get("ep"))
            return value["no"]["do"]
        lanes = value["an"]["ln"].items()
        goes_on = all(asked["cur"].get(lane, [0, ""]) == ours for lane, ours in client.cursors.items())
        kept = {
            lane: told
            for lane, told in lanes
            if lane in ("own", "bk") or (goes_on and (fresh or told[0] > client.cursors.get(lane, [0])[0]))
        }
        client.take(value["an"] | {"ln": kept}, fresh=fresh)
        return "taken"


def _content(message: bytes) -> tuple[dict[str, Any], bytes]:
    tail = b""
    if message[:1] == b"f":
        end = 9 + int.from_bytes(message[1:9], "big")
        message, tail = message[9:end], message[end:]
    return unpacked(message[1:]), tail


def _signed(direction: str, device: str, message: bytes) -> bytes:
    digest = hashlib.sha256(message).hexdigest()
    return "\n".join(("zhuanzhen-clinic courier v1", direction, device, digest)).encode()
