"""Proof that the log is the truth: replayed into an empty database it gives the same records and feeds.

What it gives otherwise can be written in the place of what stands there, when the log itself is whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import sqlalchemy as sa

from clinic_app.domain.change import Operation, canonical, chain_hash
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import HubDatabase, HubTransaction
from clinic_app.hub.directory import COUNTY, organization
from clinic_app.hub.epochs import load_epoch
from clinic_app.hub.foreign_writes import unguarded
from clinic_app.hub.ingest import REFUSED
from clinic_app.hub.lifetime import note_event
from clinic_app.hub.operations import Writer, take_operation
from clinic_app.hub.tables import DEVICE, DEVICE_EPOCH, DIGEST, FEED, HUB_HEAD, OP_LOG, RECORD, SCOPE
from clinic_app.system.files import os_errors_turned, write_atomically

DERIVED = {"record": RECORD, "scope": SCOPE, "feed": FEED, "digest": DIGEST}
"""Tables that follow from the log; conflicts are records."""

_PARTS = {"record": "ent", "scope": "org_id", "feed": "org_id", "digest": "org_id"}
"""The column by whose values a table is compared, one after the other: a county's records fill a memory."""

_SHOWN = 20


@attrs.frozen
class Difference:
    """A row that the replay gives otherwise.

    Attributes:
        table: where.
        key: primary key.
        stored: the row as it stands in the hub, None when only the replay has it.
        replayed: the row as the log gives it, None when only the hub has it.
    """

    table: str
    key: str
    stored: dict[str, Any] | None
    replayed: dict[str, Any] | None


@attrs.frozen
class RebuildResult:
    """What a replay found.

    Attributes:
        operations: replayed, refused ones included.
        rows: rows compared, by table.
        differences: the first of them; empty when all is well.
        count: number of all differences.
        breaks: places where the log itself is not whole: what it gives is not to be trusted then.
        repaired: rows written or taken away, so that the hub is what the log gives.
        kept: the file that holds what stood there before; empty when nothing was repaired.
    """

    operations: int
    rows: dict[str, int]
    differences: tuple[Difference, ...]
    count: int
    breaks: int = 0
    repaired: int = 0
    kept: str = ""

    @property
    def sound(self) -> bool:
        """Whether the hub is what its log gives, now."""
        return not self.breaks and self.repaired == self.count


def rebuild(database: HubDatabase, scratch_folder: Path | None = None) -> RebuildResult:
    """Replay the log into a scratch database and compare; the hub's own tables are only read.

    Clinics are answered meanwhile: log and tables are those of one moment.

    Args:
        database: the hub's database.
        scratch_folder: where the scratch database is made and removed again.

    Raises:
        StoreError: the database cannot be read.
    """
    with database.snapshot() as source, _replayed(source, scratch_folder) as (target, operations, breaks):
        return _compare(source, target, operations, breaks)


def repair(
    database: HubDatabase, now: datetime, folder: Path, scratch_folder: Path | None = None
) -> RebuildResult:
    """Make the hub's tables what the log gives, all of it or nothing; once more it finds nothing to do.

    The hub waits meanwhile. A log that is not whole repairs nothing: what it gives would be less than
    what there is.

    Args:
        database: the hub's database.
        now: the present moment.
        folder: gets a file with the rows as they stood before; patients' data, for this user only.
        scratch_folder: where the scratch database is made and removed again.

    Raises:
        StoreError: the database cannot be read or written; nothing was changed.
        FileError, DiskFull: the file cannot be written; nothing was changed.
    """
    with database.transaction() as source:
        source.lock_head()
        with _replayed(source, scratch_folder) as (target, operations, breaks):
            before: list[Difference] = []
            found = _compare(source, target, operations, breaks, before.append)
            if breaks or not before:
                return found
            with unguarded(source):
                for difference in before:
                    _write(source, difference)
            source.run("DELETE FROM foreign_write")  # the log says better what belongs there
            left = _compare(source, target, operations, breaks)
            path = folder / f"before-repair-{now:%Y%m%dT%H%M%S%f}.json"
            rows = [{"table": one.table, "row": one.stored} for one in before if one.stored is not None]
            with os_errors_turned(folder):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_atomically(path, canonical(rows).encode())
            done = attrs.evolve(found, repaired=found.count - left.count, kept=str(path))
            note_event(source, now, REPAIRED, f"{done.repaired} {path.name}")
            return done


COMPARED, REPAIRED = "compared", "repaired"
"""Words of the hub's diary."""


def note_comparison(database: HubDatabase, now: datetime, found: RebuildResult) -> None:
    """Write into the hub's diary what a comparison found, for its status. Raises StoreError."""
    with database.transaction() as tx:
        note_event(tx, now, COMPARED, f"{found.count - found.repaired} {found.breaks}")


@contextmanager
def _replayed(source: HubTransaction, folder: Path | None) -> Iterator[tuple[HubTransaction, int, int]]:
    """Replay the log into a scratch database; yield it with the operations replayed and the log's breaks."""
    with TemporaryDirectory(dir=folder, prefix="rebuild-") as made:
        scratch = HubDatabase(f"sqlite:///{Path(made) / 'scratch.db'}")
        try:
            scratch.create_tables()
            with scratch.transaction() as target:
                _copy_ground(source, target)
                proof = LogProof()
                yield target, _replay(source, target, proof), proof.breaks(source, target)
        finally:
            scratch.close()


def _copy_ground(source: HubTransaction, target: HubTransaction) -> None:
    """Copy what the log does not tell: devices and the lives of their files."""
    for table in (HUB_HEAD, DEVICE, DEVICE_EPOCH):
        target.run_many(_insert(table), source.all(f"SELECT * FROM {table.name}"))
    target.run("UPDATE hub_head SET seq = 0")


def _insert(table: sa.Table) -> str:
    names = [column.name for column in table.columns]
    marks = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table.name}({', '.join(names)}) VALUES({marks})"


def _replay(source: HubTransaction, target: HubTransaction, proof: LogProof) -> int:
    count = 0
    for group in _groups(source):
        count += len(group)
        for row in group:
            proof.add(row)
        if group[0]["outcome"] != REFUSED:
            # The number before the first of the group: numbers in between were taken by what followed
            # from earlier operations, and come out again by themselves or show up as a difference.
            log = ChangeLog(target, int(group[0]["hub_seq"]) - 1)
            writer = _writer(target, group[0])
            for row in group:
                take_operation(log, writer, _operation(row), log.next_seq())
            log.finish()
        # Conflicts name who wrote the other side, and that stands in the log.
        target.run_many(_insert(OP_LOG), group)
    return count


def _groups(source: HubTransaction) -> Iterator[list[dict[str, Any]]]:
    """Yield operations that were taken together, in the order of the hub's numbers."""
    group: list[dict[str, Any]] = []
    for row in _log(source):
        if group and _together(row) != _together(group[-1]):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _log(source: HubTransaction) -> Iterator[dict[str, Any]]:
    """Yield all operations in the order of the hub's numbers, some at a time: a log can be long."""
    after, rows = -1, [{}]
    while rows:
        sql = "SELECT * FROM op_log WHERE hub_seq > :after ORDER BY hub_seq LIMIT 2000"
        rows = source.all(sql, after=after)
        yield from rows
        after = rows[-1]["hub_seq"] if rows else after


def _together(row: Any) -> tuple[int, int, bool]:
    return int(row["epoch_no"]), int(row["txn"]), row["outcome"] == REFUSED


def _writer(target: HubTransaction, row: dict[str, Any]) -> Writer:
    epoch = load_epoch(target, int(row["epoch_no"]))
    org = organization(target, row["org_id"]) if row["org_id"] else None
    name = org.name if org else "" if row["org_id"] else COUNTY
    return Writer(
        row["org_id"], name, int(row["epoch_no"]), epoch.lineage if epoch else {}, int(row["recv_at"])
    )


def _operation(row: dict[str, Any]) -> Operation:
    return Operation(
        seq=int(row["op_seq"]),
        txn=int(row["txn"]),
        hlc=int(row["hlc"]),
        wall=int(row["wall"]),
        user=row["user_name"],
        ent=row["ent"],
        rec_id=row["rec_id"],
        kind=row["kind"],
        base_rev=int(row["base_rev"]),
        sets=json.loads(row["sets"]),
        olds=json.loads(row["olds"]),
        cat=int(row["cat"]),
        hash=row["hash"],
    )


def _compare(
    source: HubTransaction,
    target: HubTransaction,
    operations: int,
    breaks: int,
    tell: Callable[[Difference], None] = lambda _: None,
) -> RebuildResult:
    rows: dict[str, int] = {}
    shown: list[Difference] = []
    count = 0
    for name, table in DERIVED.items():
        rows[name] = 0
        for part in sorted(_parts(source, name) | _parts(target, name)):
            stored, replayed = _keyed(source, table, part), _keyed(target, table, part)
            rows[name] += len(stored)
            for key in sorted(stored.keys() | replayed.keys()):
                if stored.get(key) != replayed.get(key):
                    count += 1
                    difference = Difference(name, key, stored.get(key), replayed.get(key))
                    tell(difference)
                    shown += [difference] if len(shown) < _SHOWN else []
    return RebuildResult(operations, rows, tuple(shown), count, breaks)


def _parts(tx: HubTransaction, table: str) -> set[str]:
    return {row["part"] for row in tx.all(f"SELECT DISTINCT {_PARTS[table]} AS part FROM {table}")}


def _keyed(tx: HubTransaction, table: sa.Table, part: str) -> dict[str, dict[str, Any]]:
    names = [column.name for column in table.primary_key.columns]
    rows = tx.all(f"SELECT * FROM {table.name} WHERE {_PARTS[table.name]} = :part", part=part)
    return {"|".join(str(row[name]) for name in names): row for row in rows}


def _write(tx: HubTransaction, difference: Difference) -> None:
    table = DERIVED[difference.table]
    row = difference.replayed or difference.stored or {}
    keys = [column.name for column in table.primary_key.columns]
    where = " AND ".join(f"{name} = :{name}" for name in keys)
    tx.run(f"DELETE FROM {table.name} WHERE {where}", **{name: row[name] for name in keys})
    if difference.replayed is not None:
        tx.run(_insert(table), **difference.replayed)


class LogProof:
    """Whether the log is whole: every operation says what its hash says, and follows from the one before."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[int, str]] = {}
        self._broken = 0

    def add(self, row: dict[str, Any]) -> None:
        """Look at the next operation, in the order of the hub's numbers."""
        epoch, number = int(row["epoch_no"]), int(row["op_seq"])
        last, chain = self._last.get(epoch, (number - 1, ""))
        follows = number == last + 1 and row["chain"] == chain_hash(chain, row["hash"])
        # What was refused for characters that cannot be stored reads otherwise than it was sent.
        if not follows or (row["outcome"] != REFUSED and _operation(row).with_hash().hash != row["hash"]):
            self._broken += 1
        self._last[epoch] = number, row["chain"]

    def breaks(self, source: HubTransaction, target: HubTransaction) -> int:
        """Return the number of places where it is not whole, with what is missing at its ends."""
        missing = 0
        for row in source.all("SELECT epoch_no, last_op, chain FROM device_epoch"):
            last, chain = self._last.get(int(row["epoch_no"]), (int(row["last_op"]), ""))
            missing += (int(row["last_op"]), row["chain"]) != (last, chain)
        given = [row["seq"] for row in (_head(target), _last_logged(source)) if row and row["seq"]]
        head = _head(source)
        missing += bool(head) and int(head["seq"]) != max(given, default=0)
        return self._broken + missing


def _head(tx: HubTransaction) -> dict[str, Any] | None:
    return tx.one("SELECT seq FROM hub_head")


def _last_logged(tx: HubTransaction) -> dict[str, Any] | None:
    return tx.one("SELECT max(hub_seq) AS seq FROM op_log")
