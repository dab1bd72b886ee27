"""Messages as bytes: JSON laid out by columns, so that equal things stand together, then zstd.

Columns of one field compress a third better than rows; identities and numbers that grow are sent as
differences. Readers keep names they do not know, so that programs of different age can talk.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import zstandard

from clinic_app.domain.change import Operation, hash_of
from clinic_app.protocol.columns import differences, runs, sums, unrun
from clinic_app.protocol.dictionary import WORDS
from clinic_app.protocol.messages import (
    BACKED_UP,
    OWN,
    Cursor,
    EpochRequest,
    EpochResponse,
    LaneDigest,
    LanePage,
    Refusal,
    Remark,
    Row,
    SyncRequest,
    SyncResponse,
)
from clinic_app.protocol.version import PROTOCOL_VERSION, must_speak

PLAIN_BELOW = 40
"""Bodies shorter than this are sent as they are: a zstd frame would hardly make them shorter."""

STRONG_BELOW = 64 * 1024
"""Up to this many plain bytes the strongest compression costs no time worth speaking of."""

STRONG, QUICK = 19, 12

MAGIC = b"\x28\xb5\x2f\xfd"
"""First bytes of a zstd frame; no JSON begins so, and a body needs no header to say what it is."""

MAX_PLAIN = 64 * 1024 * 1024
"""Most bytes a compressed body may become; more is an attack or a fault."""


class CodecError(ValueError):
    """Bytes that are not a message."""


def dump(value: Any) -> bytes:
    """Return a JSON value as compact UTF-8."""
    return _encode(value).encode("utf-8")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_DICTIONARY = zstandard.ZstdCompressionDict(WORDS, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


class _Compressors(threading.local):
    """What compresses and decompresses, made once for each thread: with the dictionary that costs more
    than most messages do.
    """

    def __init__(self) -> None:
        self.by_level: dict[int, zstandard.ZstdCompressor] = {}
        self.back = zstandard.ZstdDecompressor(dict_data=_DICTIONARY)

    def at(self, level: int) -> zstandard.ZstdCompressor:
        """Return the compressor of a level."""
        if level not in self.by_level:
            self.by_level[level] = zstandard.ZstdCompressor(level=level, dict_data=_DICTIONARY)
        return self.by_level[level]


_compressors = _Compressors()


def pack(plain: bytes, level: int = 0) -> tuple[bytes, str]:
    """Return the body to send and its encoding (``zstd`` or empty), which its first bytes also tell.

    Args:
        plain: what to send.
        level: of zstd; 0 for the strongest that costs no time worth speaking of.
    """
    if len(plain) < PLAIN_BELOW:
        return plain, ""
    level = level or (STRONG if len(plain) <= STRONG_BELOW else QUICK)
    packed = _compressors.at(level).compress(plain)
    return (packed, "zstd") if len(packed) < len(plain) else (plain, "")


def unpack(body: bytes, encoding: str = "", limit: int = MAX_PLAIN) -> bytes:
    """Return the plain bytes of a body. Raises CodecError when they are damaged or too many."""
    if encoding in ("", "identity") and not body.startswith(MAGIC):
        if len(body) > limit:
            raise CodecError("message too large")
        return body
    if encoding not in ("", "identity", "zstd"):
        raise CodecError(f"unknown encoding {encoding!r}")
    try:
        if 0 < zstandard.frame_content_size(body) <= limit:
            return _compressors.back.decompress(body)
        # A size that is not told, or too large to be believed: no more room is taken than comes.
        plain = _compressors.back.stream_reader(body).read(limit + 1)
    except zstandard.ZstdError as error:
        raise CodecError("damaged compression") from error
    if len(plain) > limit:
        raise CodecError("message too large")
    return plain


def load(plain: bytes) -> Any:
    """Return the JSON value of bytes. Raises CodecError when they are not JSON."""
    try:
        return json.loads(plain)
    except (ValueError, RecursionError) as error:
        raise CodecError("not a message") from error


# --- operations -------------------------------------------------------------------------------


def operations_to_json(operations: Sequence[Operation]) -> list[Any]:
    """Return operations (consecutive numbers) as [first, order, tables]."""
    if not operations:
        return []
    tables: dict[tuple[Any, ...], list[Operation]] = {}
    order: list[list[int]] = []
    numbers: dict[tuple[Any, ...], int] = {}
    for op in operations:
        shape = (op.ent, op.kind, op.cat, tuple(op.sets), tuple(op.olds))
        number = numbers.setdefault(shape, len(numbers))
        tables.setdefault(shape, []).append(op)
        if order and order[-1][0] == number:
            order[-1][1] += 1
        else:
            order.append([number, 1])
    return [operations[0].seq, order, [_op_table(shape, ops) for shape, ops in tables.items()]]


def _op_table(shape: tuple[Any, ...], ops: list[Operation]) -> list[Any]:
    ent, kind, cat, fields, olds = shape
    return [
        *(ent, kind, cat, list(fields), list(olds)),
        differences([op.txn for op in ops]),
        differences([op.hlc >> 16 for op in ops]),
        [op.hlc & 0xFFFF for op in ops],
        differences([op.wall - (op.hlc >> 16) for op in ops]),
        runs([op.user for op in ops]),
        [op.rec_id for op in ops],
        runs([op.base_rev for op in ops]),
        [[op.sets[name] for op in ops] for name in fields],
        [[op.olds[name] for op in ops] for name in olds],
    ]


def operations_from_json(value: list[Any]) -> tuple[Operation, ...]:
    """Return the operations of operations_to_json. Raises CodecError when the layout is wrong."""
    if not value:
        return ()
    try:
        first, order, raw_tables = value
        tables = [iter(_read_op_table(table)) for table in raw_tables]
        operations: list[Operation] = []
        for number, count in order:
            for _ in range(count):
                fields = next(tables[number])
                operations.append(Operation(seq=first + len(operations), **fields))
        return tuple(operations)
    except (StopIteration, KeyError, IndexError, TypeError, ValueError) as error:
        raise CodecError("operations are laid out wrongly") from error


def _read_op_table(table: list[Any]) -> Iterable[dict[str, Any]]:
    ent, kind, cat, fields, olds, txns, ms, counters, walls, users, ids, bases, columns, old_columns = table
    count = len(ids)
    if any(len(column) != count for column in (*columns, *old_columns)):
        raise CodecError("columns of different length")
    txns, ms, walls = sums(txns), sums(ms), sums(walls)
    users, bases = unrun(users), unrun(bases)
    for i in range(count):
        sets = {name: column[i] for name, column in zip(fields, columns, strict=True)}
        yield {
            "txn": txns[i],
            "hlc": (ms[i] << 16) | counters[i],
            "wall": walls[i] + ms[i],
            "user": users[i],
            "ent": ent,
            "rec_id": ids[i],
            "kind": kind,
            "base_rev": bases[i],
            "sets": sets,
            "olds": {name: column[i] for name, column in zip(olds, old_columns, strict=True)},
            "cat": cat,
            "hash": hash_of(ent, ids[i], kind, bases[i], sets),
        }


# --- rows -------------------------------------------------------------------------------------


def rows_to_json(rows: Sequence[Row]) -> list[Any]:
    """Return rows as one table per kind: [kind, fields, ids, revs, owners, removals, columns]."""
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row.ent, []).append(row)
    return [_row_table(ent, members) for ent, members in by_kind.items()]


def _row_table(ent: str, rows: list[Row]) -> list[Any]:
    names: dict[str, None] = {}
    for row in rows:
        for name, value in row.body.items():
            if value not in (None, ""):
                names[name] = None
    return [
        ent,
        list(names),
        [row.id for row in rows],
        differences([row.rev for row in rows]),
        runs([row.owner for row in rows]),
        [[i, row.void_reason] for i, row in enumerate(rows) if row.void],
        [[row.body.get(name) for row in rows] for name in names],
    ]


def rows_from_json(value: list[Any]) -> tuple[Row, ...]:
    """Return the rows of rows_to_json. Raises CodecError when the layout is wrong."""
    try:
        rows: list[Row] = []
        for ent, names, ids, revs, owners, removals, columns in value:
            void = {int(i): str(reason) for i, reason in removals}
            for i, (rec_id, rev, owner) in enumerate(zip(ids, sums(revs), unrun(owners), strict=True)):
                body = {name: column[i] for name, column in zip(names, columns, strict=True)}
                rows.append(Row(ent, rec_id, rev, owner, body, i in void, void.get(i, "")))
        return tuple(rows)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise CodecError("rows are laid out wrongly") from error


# --- messages ---------------------------------------------------------------------------------


def request_to_json(request: SyncRequest) -> dict[str, Any]:
    """Return a request as a JSON value; names are short because a request goes out every few minutes."""
    value: dict[str, Any] = {
        "p": PROTOCOL_VERSION,
        "cat": request.catalogue,
        "ep": request.epoch,
        "he": request.hub_epoch,
        "rt": list(request.ratchet),
        "last": request.last,
        "lh": request.chain,
        "now": request.now,
        "lim": request.limit,
        "cur": _cursors_to_json(request.cursors),
    }
    if request.operations:
        value["ops"] = operations_to_json(request.operations)
    return value


def request_from_json(value: Any) -> SyncRequest:
    """Return the request of a JSON value. Raises CodecError when it is none, OtherVersion."""
    try:
        must_speak(int(value.get("p", PROTOCOL_VERSION)))
        return SyncRequest(
            epoch=int(value["ep"]),
            hub_epoch=str(value["he"]),
            ratchet=(str(value["rt"][0]), str(value["rt"][1])),
            last=int(value["last"]),
            chain=str(value["lh"]),
            now=int(value["now"]),
            limit=int(value["lim"]),
            cursors=_cursors(value["cur"]),
            operations=operations_from_json(value.get("ops", [])),
            catalogue=int(value.get("cat", 1)),
        )
    except CodecError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise CodecError("not a sync request") from error


def response_to_json(response: SyncResponse) -> dict[str, Any]:
    """Return an answer as a JSON value."""
    value: dict[str, Any] = {"he": response.hub_epoch, "now": response.now, "ack": response.ack}
    if response.runs:
        value["rv"] = [list(run) for run in response.runs]
    if response.remarks:
        value["x"] = [
            [remark.seq, remark.reason] if remark.refused else [remark.seq] for remark in response.remarks
        ]
    lanes: dict[str, Any] = {}
    for lane, page in response.lanes.items():
        entry: list[Any] = [page.cursor.seq, page.cursor.chk]
        if page.rows or page.leaves:
            entry += [rows_to_json(page.rows), [list(leave) for leave in page.leaves]]
        lanes[lane] = entry
    value["ln"] = lanes | _cursors_to_json(response.points)
    value["bk"] = response.backed_up
    if response.more:
        value["more"] = 1
    if response.digests:
        value["dg"] = {lane: [d.count, d.total] for lane, d in response.digests.items()}
    value["cat"] = response.catalogue
    value["poll"] = response.poll
    if response.put_right:
        value["pr"] = response.put_right
    return value


def response_from_json(value: Any) -> SyncResponse:
    """Return the answer of a JSON value. Raises CodecError when it is none."""
    try:
        lanes = {
            lane: LanePage(
                Cursor(int(entry[0]), str(entry[1])),
                rows_from_json(entry[2]) if len(entry) > 2 else (),
                tuple((str(ent), str(rec_id)) for ent, rec_id in entry[3]) if len(entry) > 3 else (),
            )
            for lane, entry in value["ln"].items()
        }
        return SyncResponse(
            hub_epoch=str(value["he"]),
            now=int(value["now"]),
            ack=int(value["ack"]),
            runs=tuple((int(a), int(b), int(c)) for a, b, c in value.get("rv", [])),
            remarks=tuple(
                Remark(int(entry[0]), len(entry) > 1, str(entry[1]) if len(entry) > 1 else "")
                for entry in value.get("x", [])
            ),
            backed_up=int(value["bk"]),
            lanes=lanes,
            more=bool(value.get("more")),
            digests={lane: LaneDigest(int(n), int(s)) for lane, (n, s) in value.get("dg", {}).items()},
            catalogue=int(value["cat"]),
            poll=int(value["poll"]),
            put_right=int(value.get("pr", 0)),
            points={name: lanes.pop(name).cursor for name in (OWN, BACKED_UP) if name in lanes},
        )
    except CodecError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise CodecError("not an answer to a sync request") from error


def refusal_to_json(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as a JSON value."""
    return {"do": refusal.do, "message": refusal.message, **dict(refusal.details)}


def refusal_from_json(value: Any) -> Refusal:
    """Return the refusal of a JSON value; anything unreadable becomes one without an instruction."""
    if not isinstance(value, Mapping):
        return Refusal("")
    details = {str(k): v for k, v in value.items() if k not in ("do", "message")}
    return Refusal(str(value.get("do", "")), str(value.get("message", "")), details)


def epoch_request_to_json(request: EpochRequest) -> dict[str, Any]:
    """Return the wish for a new epoch as a JSON value."""
    return {"parent": request.parent, "last": request.last, "hashes": list(request.hashes)}


def epoch_request_from_json(value: Any) -> EpochRequest:
    """Return the wish for a new epoch. Raises CodecError when it is none."""
    try:
        return EpochRequest(int(value["parent"]), int(value["last"]), tuple(map(str, value["hashes"])))
    except (KeyError, TypeError, ValueError) as error:
        raise CodecError("not an epoch request") from error


def epoch_response_to_json(response: EpochResponse) -> dict[str, Any]:
    """Return the answer to the wish for a new epoch as a JSON value."""
    given = list(response.delivered)
    return {"epoch": response.epoch, "he": response.hub_epoch, "delivered": given, "chk": response.chk}


def epoch_response_from_json(value: Any) -> EpochResponse:
    """Return the answer to the wish for a new epoch. Raises CodecError when it is none."""
    try:
        delivered = tuple(map(int, value["delivered"]))
        return EpochResponse(int(value["epoch"]), str(value["he"]), delivered, str(value["chk"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CodecError("not an answer to an epoch request") from error


def _cursors_to_json(cursors: Mapping[str, Cursor]) -> dict[str, Any]:
    return {name: [cursor.seq, cursor.chk] for name, cursor in cursors.items()}


def _cursors(value: Mapping[str, Any]) -> dict[str, Cursor]:
    return {str(lane): Cursor(int(entry[0]), str(entry[1])) for lane, entry in value.items()}
