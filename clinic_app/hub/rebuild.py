"""Proof that the log is the truth: replayed into an empty database it gives the same records and feeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import sqlalchemy as sa

from clinic_app.domain.change import Operation
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import (
    DEVICE,
    DEVICE_EPOCH,
    DIGEST,
    FEED,
    HUB_HEAD,
    OP_LOG,
    RECORD,
    SCOPE,
    HubDatabase,
    HubTransaction,
)
from clinic_app.hub.directory import COUNTY, organization
from clinic_app.hub.epochs import load_epoch
from clinic_app.hub.ingest import REFUSED
from clinic_app.hub.operations import Writer, take_operation

DERIVED = (RECORD, SCOPE, FEED, DIGEST)
"""Tables that follow from the log; conflicts are records."""

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
    """

    operations: int
    rows: dict[str, int]
    differences: tuple[Difference, ...]
    count: int


def rebuild(database: HubDatabase, scratch_folder: Path | None = None) -> RebuildResult:
    """Replay the log into a scratch database and compare; the hub's own tables are only read.

    The hub waits meanwhile: one transaction sees log and tables of the same moment.

    Args:
        database: the hub's database.
        scratch_folder: where the scratch database is made and removed again.

    Raises:
        StoreError: the database cannot be read.
    """
    with TemporaryDirectory(dir=scratch_folder, prefix="rebuild-") as folder:
        scratch = HubDatabase(f"sqlite:///{Path(folder) / 'scratch.db'}")
        try:
            scratch.create_tables()
            with database.transaction() as source, scratch.transaction() as target:
                source.lock_head()
                _copy_ground(source, target)
                operations = _replay(source, target)
                return _compare(source, target, operations)
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


def _replay(source: HubTransaction, target: HubTransaction) -> int:
    count = 0
    for group in _groups(source):
        count += len(group)
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


def _compare(source: HubTransaction, target: HubTransaction, operations: int) -> RebuildResult:
    rows: dict[str, int] = {}
    shown: list[Difference] = []
    count = 0
    for table in DERIVED:
        stored, replayed = _keyed(source, table), _keyed(target, table)
        rows[table.name] = len(stored)
        for key in sorted(stored.keys() | replayed.keys()):
            if stored.get(key) != replayed.get(key):
                count += 1
                if len(shown) < _SHOWN:
                    shown.append(Difference(table.name, key, stored.get(key), replayed.get(key)))
    return RebuildResult(operations, rows, tuple(shown), count)


def _keyed(tx: HubTransaction, table: sa.Table) -> dict[str, dict[str, Any]]:
    names = [column.name for column in table.primary_key.columns]
    return {"|".join(str(row[name]) for name in names): row for row in tx.all(f"SELECT * FROM {table.name}")}
