"""What PROTOCOL.md says of bytes, written from that page alone; it shares the dictionary and nothing more."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from typing import Any

import zstandard
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_app.protocol.dictionary import WORDS

NOW_MS = 1_763_809_000_123
CHUNK = 64 * 1024


def b64(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Return the bytes of ``b64``."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def blake(text: str, size: int = 8) -> bytes:
    """Return BLAKE2b with some bytes."""
    return hashlib.blake2b(text.encode(), digest_size=size).digest()


def bucket_of(ent: str, rec_id: str) -> int:
    """Return the digest bucket of a record."""
    return blake(f"{ent}|{rec_id}", 1)[0]


def added(digests: Iterable[list[int]]) -> list[int]:
    """Return the digest of several together."""
    every = list(digests)
    return [sum(one[0] for one in every), sum(one[1] for one in every) % 2**64]


def canonical(value: Any) -> str:
    """Return canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(op: dict[str, Any]) -> str:
    """Return the hash of an operation."""
    return blake(canonical([op["ent"], op["id"], op["kind"], op["base"], op["sets"]])).hex()


def chained(chain: str, op_hash: str) -> str:
    """Return the chain after one more operation."""
    return blake(f"{chain}|{op_hash}").hex()


def said(key: tuple[str, str], record: dict[str, Any]) -> int:
    """Return what a record says, as a number to be added up."""
    body = {name: value for name, value in record["body"].items() if value not in (None, "")}
    whole = [*key, record["rev"], record["owner"], record["void"], record["reason"], body]
    return int.from_bytes(blake(canonical(whole)), "big")


def unpacked(body: bytes) -> Any:
    """Return the JSON value of a body."""
    if body[:4] == b"\x28\xb5\x2f\xfd":
        words = zstandard.ZstdCompressionDict(WORDS, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        body = zstandard.ZstdDecompressor(dict_data=words).stream_reader(body).read()
    return json.loads(body)


def sums(differences: list[int]) -> list[int]:
    """Return the numbers of a column of differences."""
    return [sum(differences[: i + 1]) for i in range(len(differences))]


def unrun(runs: list[Any]) -> list[Any]:
    """Return the values of a column of runs."""
    return [value for value, count in zip(runs[::2], runs[1::2], strict=True) for _ in range(count)]


def rows_of(tables: list[Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the records of tables, by kind and identity."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for ent, names, ids, revs, owners, removals, columns in tables:
        void = {place: reason for place, reason in removals}
        for i, (rec_id, rev, owner) in enumerate(zip(ids, sums(revs), unrun(owners), strict=True)):
            body = {name: column[i] for name, column in zip(names, columns, strict=True)}
            marks = {"owner": owner, "void": int(i in void), "reason": void.get(i, "")}
            found[ent, rec_id] = {"body": body, "rev": rev, **marks}
    return found


def table_of(op: dict[str, Any]) -> list[Any]:
    """Return an operation as a table with one row."""
    names, values = list(op["sets"]), [[value] for value in op["sets"].values()]
    olds, before = list(op["olds"]), [[value] for value in op["olds"].values()]
    clock = [[op["clock"] >> 16], [op["clock"] & 0xFFFF], [0]]
    who = [["张三", 1], [op["id"]], [op["base"], 1]]
    return [op["ent"], op["kind"], 1, names, olds, [op["txn"]], *clock, *who, values, before]


def new_id() -> str:
    """Return a UUID version 7 in 22 characters."""
    raw = bytearray(NOW_MS.to_bytes(6, "big") + os.urandom(10))
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    return b64(bytes(raw))


def sealed(content: bytes, reader: bytes) -> bytes:
    """Return a content that only a reader's key opens."""
    own = X25519PrivateKey.generate()
    head = b"ZZSEAL1\n" + own.public_key().public_bytes_raw()
    cipher = _cipher(own, reader, head[8:] + reader)
    pieces = [content[i : i + CHUNK] for i in range(0, len(content), CHUNK)] or [b""]
    chunks = [
        cipher.encrypt(_nonce(i, i == len(pieces) - 1), piece, None if i else head)
        for i, piece in enumerate(pieces)
    ]
    return head + b"".join(chunks)


def opened(data: bytes, reader: X25519PrivateKey) -> bytes:
    """Return the content of ``sealed``."""
    head, rest = data[:40], data[40:]
    cipher = _cipher(reader, head[8:], head[8:] + reader.public_key().public_bytes_raw())
    pieces = [rest[i : i + CHUNK + 16] for i in range(0, len(rest), CHUNK + 16)]
    return b"".join(
        cipher.decrypt(_nonce(i, i == len(pieces) - 1), piece, None if i else head)
        for i, piece in enumerate(pieces)
    )


def _cipher(mine: X25519PrivateKey, theirs: bytes, salt: bytes) -> ChaCha20Poly1305:
    secret = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    return ChaCha20Poly1305(
        HKDF(hashes.SHA256(), 32, salt, b"zhuanzhen-clinic sealed file v1").derive(secret)
    )


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
