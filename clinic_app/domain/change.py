"""Operations: the unit in which every change is captured, sent, ordered and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs

from clinic_app.domain.catalogue import BY_NAME, Lane

Value = str | int | None
"""What a field can hold: text or a whole number, so that nothing changes in transit."""

VOID_FIELD = "_void"
VOID_REASON = "_void_reason"
OWNER_FIELD = "_owner"
"""Names that stand among a record's fields and are none: its removal, why, and the managing institution."""


class OpKind(StrEnum):
    """What an operation does to its record."""

    ADD = "add"
    SET = "set"
    VOID = "void"
    BACK = "back"
    """All that a file shows of a record of others, given back to a hub that was restored and forgot it."""


@attrs.frozen
class Operation:
    """One captured change of one record.

    Attributes:
        seq: number within the epoch, without gaps from 1.
        txn: operations with one number apply together or not at all.
        hlc: hybrid logical clock, 48 bits of milliseconds and 16 of counter.
        wall: milliseconds since 1970 on the writer's own clock, as it was.
        user: name of the person.
        ent: record kind.
        rec_id: record identity.
        kind: add, set, void or back.
        base_rev: hub revision the person was looking at; for a new element of a set, its parent's.
        sets: new values by field.
        olds: values shown before, for fields whose conflicts are decided by people.
        cat: catalogue version of the writer.
        hash: content hash, 16 hexadecimal digits.
    """

    seq: int
    txn: int
    hlc: int
    wall: int
    user: str
    ent: str
    rec_id: str
    kind: str
    base_rev: int
    sets: dict[str, Value]
    olds: dict[str, Value] = attrs.field(factory=dict)
    cat: int = 1
    hash: str = ""

    def with_hash(self) -> Operation:
        """Return the operation with its content hash filled in."""
        return attrs.evolve(self, hash=hash_of(self.ent, self.rec_id, self.kind, self.base_rev, self.sets))


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, characters as they are."""
    return _encode(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def content_hash(ent: str, rec_id: str, kind: str, base_rev: int, sets_json: str) -> str:
    """Return ``hash_of`` an operation whose new values are given as JSON."""
    return hash_of(ent, rec_id, kind, base_rev, json.loads(sets_json))


def hash_of(ent: str, rec_id: str, kind: str, base_rev: int, sets: Mapping[str, Value]) -> str:
    """Return 16 hexadecimal digits over what an operation says, whatever number it bears.

    The number is left out on purpose: when a copied database file starts a new epoch, its
    operations get new numbers, and the hub must still recognise those it already has.
    """
    text = canonical([ent, rec_id, kind, base_rev, sets])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def chain_hash(previous: str, op_hash: str) -> str:
    """Return the chain value after one more operation, 16 hexadecimal digits."""
    return hashlib.blake2b(f"{previous}|{op_hash}".encode(), digest_size=8).hexdigest()


def check_word(epoch: int, op_seq: int, op_hash: str, taken_ms: int) -> str:
    """Return what a cursor says of the hub's log up to one of its operations, 8 hexadecimal digits.

    The moment at which the hub took it belongs to it: a hub that was put back may be offered the same
    operation once more and give it the same number, though others stand before it now.
    """
    return hashlib.blake2b(f"{epoch}|{op_seq}|{op_hash}|{taken_ms}".encode(), digest_size=4).hexdigest()


def row_hash(ent: str, rec_id: str, rev: int) -> int:
    """Return the 64-bit summand of a record in its lane's digest."""
    data = f"{ent}|{rec_id}|{rev}".encode()
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


def content_hash_of_row(
    ent: str, rec_id: str, rev: int, owner: str, void: bool, void_reason: str, body: Mapping[str, Value]
) -> int:
    """Return the 64-bit summand of what a record says, for a comparison of contents.

    Fields that hold nothing are left out: on the way there is no difference between none and empty.
    """
    said = {name: value for name, value in body.items() if value not in (None, "")}
    return content_hash_of_text(ent, rec_id, rev, owner, void, void_reason, canonical(said))


def content_hash_of_text(
    ent: str, rec_id: str, rev: int, owner: str, void: bool, void_reason: str, body: str
) -> int:
    """Return ``content_hash_of_row`` of a body given as canonical JSON with no empty field."""
    head = canonical([ent, rec_id, rev, owner, int(void), void_reason])
    data = f"{head[:-1]},{body}]".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


def bucket_of(ent: str, rec_id: str) -> int:
    """Return the digest bucket (0 to 255) of a record; it never changes."""
    return hashlib.blake2b(f"{ent}|{rec_id}".encode(), digest_size=1).digest()[0]


def lane_of(ent: str, owner: str, org: str) -> Lane:
    """Return the lane in which an institution receives a record.

    What belongs to itself comes in the kind's own lane; what others let it see comes with the
    inbox, because it is there for a referral.
    """
    kind = BY_NAME.get(ent)
    if kind is None:
        return Lane.INBOX
    if kind.lane is Lane.CLINIC and owner != org:
        return Lane.INBOX
    return kind.lane


def clean_values(values: Mapping[str, Any]) -> str | None:
    """Return why values cannot travel, or None when they can.

    PostgreSQL cannot store U+0000 and UTF-8 cannot carry half a surrogate pair; SQLite takes both
    silently, so they are stopped where they would enter, at the form and again at the hub.
    """
    for name, value in values.items():
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            if isinstance(value, int) and not -(2**63) <= value < 2**63:
                return f"{name}: number too large"
            continue
        if not isinstance(value, str):
            return f"{name}: neither text nor a whole number"
        if "\x00" in value:
            return f"{name}: NUL character"
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return f"{name}: half a character"
    return None
