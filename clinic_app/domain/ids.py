"""Record identities: UUID version 7 written as 22 characters, the same in store, wire and code."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

ID_PATTERN = re.compile(r"^[A-Za-z0-9_-]{22}$")

Entropy = Callable[[int], bytes]
"""A source of random bytes, such as ``secrets.token_bytes``; the simulation passes a seeded one."""


def new_id(now_ms: int, entropy: Entropy) -> str:
    """Return a new identity: UUIDv7 (RFC 9562) as 22 base64url characters.

    The time part keeps neighbours together in an index and compresses well on the wire. It is
    never used for ordering, because it holds the clock of the PC, and that clock can be wrong.
    """
    rand = bytearray(entropy(10))
    raw = bytearray((now_ms & ((1 << 48) - 1)).to_bytes(6, "big")) + rand
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    return encode_id(bytes(raw))


def id_of(text: str) -> str:
    """Return the identity of a record that follows from a text: whoever makes it again makes the same."""
    return encode_id(hashlib.blake2b(text.encode(), digest_size=16).digest())


def encode_id(raw: bytes) -> str:
    """Return the 22 characters of 16 bytes."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decode_id(text: str) -> bytes:
    """Return the 16 bytes of 22 characters. Raises ValueError when it is no identity."""
    if not ID_PATTERN.match(text):
        raise ValueError(f"not a record identity: {text!r}")
    return base64.urlsafe_b64decode(text + "==")


def is_id(text: object) -> bool:
    """Tell whether a value has the shape of a record identity."""
    return isinstance(text, str) and ID_PATTERN.match(text) is not None
