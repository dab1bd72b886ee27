"""A second record of every saved change, in another folder, for the day the database file is lost."""

from __future__ import annotations

import base64
import json
import logging
import os
import threading
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_app.domain.catalogue import BY_NAME, Kind
from clinic_app.domain.change import VOID_FIELD, VOID_REASON, OpKind, canonical
from clinic_app.domain.ids import Entropy
from clinic_app.store import rows
from clinic_app.store.database import Database, Row
from clinic_app.store.unit_of_work import UnitOfWork

PURPOSE = "black box"
NONCE_BYTES = 12
MOST_BYTES = 16_000_000
KEPT_OPS = 10_000
"""After the file grew above MOST_BYTES: what the hub has not got stays, and this many more."""

READ_WHOLE = 1_000_000
"""Up to so many bytes the file is compared whole at every start; of a longer one the end."""
_TAIL = 64_000

_OP_COLUMNS = ("op_seq", "txn", "hlc", "wall", "user_name", "ent", "rec_id", "kind", "base_rev")
_OP_COLUMNS += ("sets", "olds", "cat_ver", "hash")
_log = logging.getLogger(__name__)


@attrs.frozen
class BoxContents:
    """What a black box holds.

    Attributes:
        ops: operations in the order they were captured, each once.
        bad_lines: lines that a power cut or a bad disk made unreadable.
    """

    ops: tuple[Row, ...]
    bad_lines: int


class BlackBox:
    """An append-only file of encrypted lines, each with its own check sum.

    Attributes:
        path: the file.
        failed: the last append did not succeed; the database itself is not affected.
    """

    def __init__(self, path: Path, key: bytes, entropy: Entropy) -> None:
        self.path = path
        self.failed = False
        self._cipher = AESGCM(key)
        self._entropy = entropy
        self._lock = threading.Lock()
        self._owed: list[Row] = []

    def _line(self, op: Row) -> bytes:
        text = canonical({name: op[name] for name in _OP_COLUMNS}).encode("utf-8", "surrogatepass")
        nonce = self._entropy(NONCE_BYTES)
        body = base64.b64encode(nonce + self._cipher.encrypt(nonce, text, None))
        return body + b" %08x\n" % zlib.crc32(body)

    def append(self, ops: Iterable[Row]) -> None:
        """Add operations; on the disk when this returns.

        Raises:
            OSError: it cannot be written.
        """
        data = b"".join(map(self._line, ops))
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                # A line that a power cut tore must not swallow the next one.
                if file.tell() and not self._ends_whole(file.fileno()):
                    data = b"\n" + data
                file.write(data)
                file.flush()
                os.fsync(file.fileno())

    def _ends_whole(self, descriptor: int) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def keep(self, ops: list[Row]) -> None:
        """Add the operations of a committed unit of work.

        A second disk that is full or gone must not stop the doctor: it is noted in ``failed`` and in the
        log, and made up for by the next that succeeds, or at the next ``attach``.
        """
        try:
            # What could not be written goes before what comes after it: no gap is left inside the file.
            self.append([*self._owed, *ops])
            self._owed = []
            self.failed = False
        except OSError as error:
            self._owed += ops
            if not self.failed:
                _log.warning("the black box cannot be written: %s", error.strerror)
            self.failed = True

    def read(self) -> BoxContents:
        """Return every readable operation; unreadable lines are counted and passed over."""
        ops: dict[tuple[int, str], Row] = {}
        bad = 0
        for line in self._lines():
            op = self._op(line)
            if op is None:
                bad += 1
            else:
                ops[_key(op)] = op
        return BoxContents(tuple(sorted(ops.values(), key=lambda op: (op["op_seq"], op["hlc"]))), bad)

    def tail(self) -> tuple[Row, ...] | None:
        """Return the last operations of a long file; None when it is short or one of them is not whole."""
        if not self.path.is_file() or self.path.stat().st_size <= READ_WHOLE:
            return None
        with self.path.open("rb") as file:
            file.seek(-_TAIL, os.SEEK_END)
            lines = file.read().split(b"\n")
        if lines[-1]:
            return None
        found = [self._op(line) for line in lines[1:-1]]
        whole = tuple(op for op in found if op is not None)
        return whole if whole and len(whole) == len(found) else None

    def _lines(self) -> Iterator[bytes]:
        if self.path.is_file():
            with self.path.open("rb") as file:
                yield from (line for line in file if line.strip())

    def _op(self, line: bytes) -> Row | None:
        body, _, check = line.strip().partition(b" ")
        if check != b"%08x" % zlib.crc32(body):
            return None
        try:
            raw = base64.b64decode(body, validate=True)
            op = json.loads(self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None))
        except (ValueError, InvalidTag):
            return None
        return op if isinstance(op, dict) and set(_OP_COLUMNS) <= set(op) else None

    def shrink(self, db: Database) -> None:
        """Write the file anew without what the hub has long had; until then the old one stands."""
        ops = db.execute(
            "SELECT * FROM op WHERE state <> 1 OR op_seq > (SELECT max(op_seq) - ? FROM op) ORDER BY op_seq",
            (KEPT_OPS,),
        )
        partial = self.path.with_name(self.path.name + ".partial")
        with self._lock, partial.open("wb") as file:
            file.writelines(map(self._line, ops))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.path)


def attach(db: Database, path: Path) -> BlackBox:
    """Begin to keep every committed change of a database in a black box, and make up for missing ones.

    A box that knows more than the database is left as it is: ``missing_from`` tells, ``replay`` mends.
    """
    box = BlackBox(path, db.derived_key(PURPOSE), db.entropy)
    try:
        if not _ends_alike(db, box):
            _compare(db, box)
    except OSError as error:
        box.failed = True
        _log.warning("the black box cannot be used: %s", error.strerror)
    db.after_commit.append(box.keep)
    return box


def _ends_alike(db: Database, box: BlackBox) -> bool:
    """Tell whether a long box and the database end with the same operations, nothing to be dropped.

    A box is only ever written at its end, so a clinic that has worked alone for years need not read all of
    it at every start.
    """
    tail = box.tail()
    last = db.execute("SELECT op_seq, hlc FROM op ORDER BY op_seq DESC LIMIT 1")
    if tail is None or not last:
        return False
    if box.path.stat().st_size > MOST_BYTES and db.execute(
        "SELECT 1 FROM op WHERE state = 1 AND op_seq <= ? LIMIT 1", (last[0]["op_seq"] - KEPT_OPS,)
    ):
        return False
    marks = ", ".join("?" * len(tail))
    known = db.execute(f"SELECT op_seq, hlc FROM op WHERE op_seq IN ({marks})", [op["op_seq"] for op in tail])
    told = {(op["op_seq"], op["hlc"]) for op in tail}
    return told == {(op["op_seq"], op["hlc"]) for op in known} and (last[0]["op_seq"], last[0]["hlc"]) in told


def _compare(db: Database, box: BlackBox) -> None:
    """Read a box whole, add what it lacks, and write it anew when it holds much that the hub has long had."""
    kept = {_key(op) for op in box.read().ops}
    waiting = db.execute("SELECT * FROM op WHERE state <> 1 ORDER BY op_seq")
    absent = [op for op in waiting if _key(op) not in kept]
    if absent:
        box.append(absent)
    known = _known_to(db)
    if kept <= known and box.path.is_file() and box.path.stat().st_size > MOST_BYTES:
        box.shrink(db)


def missing_from(db: Database, box: BlackBox) -> tuple[Row, ...]:
    """Return the operations that the box holds and the database does not: it is an older copy."""
    known = _known_to(db)
    return tuple(op for op in box.read().ops if _key(op) not in known)


def _key(op: Row) -> tuple[int, str]:
    """Return what an operation is told from others by: its number may change, its time can come twice."""
    return op["hlc"], op["hash"]


def _known_to(db: Database) -> set[tuple[int, str]]:
    return {_key(row) for row in db.execute("SELECT hlc, hash FROM op")}


def replay(db: Database, box: BlackBox) -> int:
    """Bring back into a restored database what the box holds beyond it; returns how many operations.

    While numbers follow on without a gap they stay the same, so that the hub recognises what it already has.
    After a gap the operations get the next free numbers; the hub then begins a new epoch with this file and
    sorts out by content what it has. Each unit of work comes back whole.
    """
    units: dict[int, list[Row]] = {}
    for op in missing_from(db, box):
        units.setdefault(op["txn"], []).append(op)
    count = 0
    for ops in units.values():
        with UnitOfWork(db, user_name=ops[0]["user_name"]) as work:
            with db.applying():
                for op in ops:
                    _apply(db, op)
                    _take_back(db, op)
            work.commit()
        count += len(ops)
    return count


def _take_back(db: Database, op: Row) -> None:
    state = db.execute("SELECT next_op FROM sync_state")[0]
    names = ", ".join(_OP_COLUMNS)
    values = {**op, "op_seq": state["next_op"]}
    db.execute(
        f"INSERT INTO op({names}) VALUES ({', '.join('?' * len(_OP_COLUMNS))})",
        [values[name] for name in _OP_COLUMNS],
    )
    db.execute("UPDATE sync_state SET next_op = next_op + 1, hlc = max(hlc, ?)", (op["hlc"],))
    db.capture.captured = True


def _apply(db: Database, op: Row) -> None:
    """Do to the record what the operation did; a record that is not here comes back from the hub."""
    kind = BY_NAME.get(op["ent"])
    if kind is None:
        return
    sets = json.loads(op["sets"])
    if op["kind"] == OpKind.ADD:
        _add(db, kind, op["rec_id"], sets)
        return
    known = {
        name: value
        for name, value in sets.items()
        if name in kind.by_name or name in (VOID_FIELD, VOID_REASON)
    }
    if known:
        settings = ", ".join(f"{name} = ?" for name in known)
        db.execute(f"UPDATE {kind.name} SET {settings} WHERE id = ?", [*known.values(), op["rec_id"]])


def _add(db: Database, kind: Kind, rec_id: str, sets: dict[str, str | int | None]) -> None:
    if rows.find(db, kind.name, rec_id) is None:
        known = {name: value for name, value in sets.items() if name in kind.by_name}
        rows.insert(db, kind.name, known, record_id=rec_id)
