"""Copies of the hub's whole database in one portable file, proved by reading it back, and restoring one."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import sqlalchemy as sa
import zstandard
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import DatabaseDamaged, FileError, SchemaTooNew, StoreError
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import Message, say
from clinic_app.hub.config import HubConfig
from clinic_app.hub.database import HubDatabase, HubTransaction
from clinic_app.hub.foreign_writes import leave_unguarded
from clinic_app.hub.keys import renew_server_certificate
from clinic_app.hub.lifetime import begin_life, note_event
from clinic_app.hub.migrations import is_known, newest_revision
from clinic_app.hub.tables import METADATA
from clinic_app.protocol.codec import dump
from clinic_app.system.files import flush_folder, os_errors_turned, set_aside, write_atomically

SUFFIX = ".hubbackup"
FORMAT = 1
_BATCH = 500
_LONGEST_LINE = 256 << 20


@attrs.frozen
class BackupInfo:
    """What a backup holds.

    Attributes:
        path: the file.
        made_at: stored moment.
        seq: last hub number in it.
        hub_epoch: the life it was made in.
        rows: rows by table.
    """

    path: Path
    made_at: str
    seq: int
    hub_epoch: str
    rows: dict[str, int]


def make_backup(
    config: HubConfig, database: HubDatabase, now: datetime, target: Path | None = None
) -> BackupInfo:
    """Write a backup of database and keys, read it back, and only then tell the clinics they may rely on it.

    The file is the same for SQLite and PostgreSQL, so a hub can move from one to the other by it. It
    holds patients' data and the hub's keys in the clear, readable by this user only.

    Args:
        config: settings, for the folders and how many backups to keep.
        database: the hub's database; others go on writing meanwhile.
        now: the present moment.
        target: the file to write; without it one in the backup folder, where old ones are cleared away.

    Raises:
        DatabaseDamaged: the database itself is not sound; no backup was made.
        FileError: the file cannot be written or does not read back; it counts as none.
        DiskFull: likewise.
    """
    path = target or config.backups / f"hub-{_in_file_name(now)}{SUFFIX}"
    part = path.with_name(path.name + ".part")
    with os_errors_turned(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            written = _write(config, database, now, part)
            found = read_info(part)
            if (found.seq, found.hub_epoch, found.rows) != (written.seq, written.hub_epoch, written.rows):
                raise FileError(_not_whole(path))
            os.replace(part, path)
            flush_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)
    _tell_clinics(database, written, path.name, now)
    if target is None:
        _clear_away(config)
    return attrs.evolve(written, path=path)


def _tell_clinics(database: HubDatabase, written: BackupInfo, name: str, now: datetime) -> None:
    with database.transaction() as tx:
        head = tx.lock_head()
        if head["hub_epoch"] == written.hub_epoch:
            backed_up = max(int(head["backed_up_seq"]), written.seq)
            tx.run("UPDATE hub_head SET backed_up_seq = :seq WHERE one = 1", seq=backed_up)
        note_event(tx, now, "backup", name)


def read_info(path: Path) -> BackupInfo:
    """Return what a backup holds, having read all of it.

    Raises:
        FileError: it is not a backup, or it is cut off or changed.
    """
    with os_errors_turned(path), path.open("rb") as file:
        info: BackupInfo | None = None
        for line in _lines(file, path):
            if "format" in line:
                info = BackupInfo(path, line["made_at"], line["seq"], line["hub_epoch"], {})
            elif "end" in line and info is not None:
                return attrs.evolve(info, rows=line["end"])
    raise FileError(_not_whole(path))


def restore_backup(
    config: HubConfig, database: HubDatabase, path: Path, now: datetime, entropy: Entropy
) -> BackupInfo:
    """Put a backup in the place of everything in the database, in one transaction, and begin a new life.

    What clinics sent after the backup they still hold, and they offer it again as soon as they see the
    new life. The keys come back with it, because the clinics trust those.

    Raises:
        FileError: not a whole backup; nothing was changed.
        SchemaTooNew: made by a newer program; nothing was changed.
        StoreError: the database refused; nothing was changed.
    """
    info = read_info(path)  # all of it, before anything is touched
    keys: dict[str, bytes] = {}
    with os_errors_turned(path), path.open("rb") as file, database.transaction() as tx:
        if tx.one("SELECT one FROM hub_head") is not None:
            tx.lock_head()
            leave_unguarded(tx)
        for table in reversed(METADATA.sorted_tables):
            tx.connection.execute(table.delete())
        table = METADATA.sorted_tables[0]
        columns: list[str] = []
        for line in _lines(file, path):
            if "table" in line:
                table, columns = METADATA.tables[line["table"]], line["columns"]
            elif "rows" in line:
                rows = [dict(zip(columns, row, strict=True)) for row in line["rows"]]
                tx.connection.execute(table.insert(), rows)
            elif "file" in line:
                keys[Path(line["file"]).name] = base64.b64decode(line["data"])
        _after_restore(tx, info, now, entropy)
    _restore_keys(config, keys, now)
    return info


def _after_restore(tx: HubTransaction, info: BackupInfo, now: datetime, entropy: Entropy) -> None:
    if tx.postgres:
        # Rows came with their numbers, and PostgreSQL's own counters do not notice.
        tx.run(
            "SELECT setval(pg_get_serial_sequence('hub_event', 'id'),"
            " (SELECT coalesce(max(id), 0) + 1 FROM hub_event), false)"
        )
    tx.run("DELETE FROM foreign_write")
    tx.run("UPDATE hub_head SET backed_up_seq = :seq, start_mark = '' WHERE one = 1", seq=info.seq)
    begin_life(tx, now, "restored", entropy)


def _restore_keys(config: HubConfig, keys: dict[str, bytes], now: datetime) -> None:
    if not keys:
        return
    same = all(_content(config.keys / name) == data for name, data in keys.items() if "server" not in name)
    if not same:
        with os_errors_turned(config.keys):
            if config.keys.exists():
                config.keys.rename(config.keys.with_name(f"keys.before-{_in_file_name(now)}"))
            config.keys.mkdir(mode=0o700)
        for name, data in keys.items():
            write_atomically(config.keys / name, data)
    renew_server_certificate(config.keys, config.certificate_names)


def _write(config: HubConfig, database: HubDatabase, now: datetime, path: Path) -> BackupInfo:
    """Write the file and return what went into it."""
    rows: dict[str, int] = {}
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as file, _snapshot(database) as connection:
        head = connection.execute(sa.text("SELECT * FROM hub_head")).mappings().one()
        digest = hashlib.sha256()
        with zstandard.ZstdCompressor(level=9).stream_writer(file, closefd=False) as packed:

            def put(value: dict[str, Any]) -> None:
                line = dump(value) + b"\n"
                digest.update(line)
                packed.write(line)

            made = {"made_at": stamp(now), "seq": int(head["seq"]), "hub_epoch": head["hub_epoch"]}
            put({"format": FORMAT, "revision": newest_revision(), **made})
            for table in METADATA.sorted_tables:
                put({"table": table.name, "columns": [column.name for column in table.columns]})
                rows[table.name] = 0
                found = connection.execution_options(yield_per=_BATCH).execute(
                    sa.select(table).order_by(*table.primary_key.columns)
                )
                for batch in found.partitions():
                    put({"rows": [list(row) for row in batch]})
                    rows[table.name] += len(batch)
            for key in sorted(config.keys.glob("*")):
                put({"file": key.name, "data": base64.b64encode(key.read_bytes()).decode("ascii")})
            packed.write(dump({"end": rows, "sha256": digest.hexdigest()}) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return BackupInfo(path, stamp(now), int(head["seq"]), str(head["hub_epoch"]), rows)


def keep_present(config: HubConfig, database: HubDatabase, now: datetime) -> str:
    """Back up what a restore will replace; return the file, empty when there was nothing.

    Raises as make_backup.
    """
    with database.transaction() as tx:
        if not int(tx.lock_head()["seq"]):
            return ""
    path = config.backups / f"before-restore-{_in_file_name(now)}{SUFFIX}"
    return str(make_backup(config, database, now, path).path)


def set_damaged_aside(config: HubConfig, now: datetime) -> None:
    """Move a damaged SQLite file away, so that a backup can take its place. Raises FileError."""
    database = HubDatabase(config.url)
    if not database.sqlite or not Path(str(database.url.database)).exists():
        return
    try:
        check_soundness(database)
    except StoreError:
        for tail in ("", "-wal", "-shm"):
            path = Path(str(database.url.database) + tail)
            if path.exists():
                set_aside(path, _in_file_name(now))


def _in_file_name(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%S%f")


def check_soundness(database: HubDatabase) -> None:
    """Read through an SQLite database for damage. Raises DatabaseDamaged."""
    with _snapshot(database):
        pass


@contextmanager
def _snapshot(database: HubDatabase) -> Iterator[sa.Connection]:
    """Open a connection that sees one moment of the database and keeps nobody from writing."""
    if not database.sqlite:
        engine = sa.create_engine(database.url, poolclass=sa.NullPool, isolation_level="REPEATABLE READ")
    else:
        engine = sa.create_engine(database.url, poolclass=sa.NullPool)
        event.listen(engine, "connect", _manual_transactions)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with engine.connect() as connection, connection.begin():
            # A damaged page can be skipped silently by a read in order; ask before trusting it.
            if database.sqlite and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise DatabaseDamaged(_DAMAGED)
            yield connection
    except DBAPIError as error:
        if database.sqlite:
            raise DatabaseDamaged(_DAMAGED) from error
        raise StoreError(say("县平台数据库出错，没有做备份：{reason}", reason=str(error.orig))) from error
    finally:
        engine.dispose()


def _manual_transactions(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _lines(file: BinaryIO, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a backup, checked to the end. Raises FileError, SchemaTooNew."""
    digest = hashlib.sha256()
    rows: dict[str, int] = {}
    table = ""
    number = -1
    try:
        with zstandard.ZstdDecompressor().stream_reader(file, closefd=False) as packed:
            for number, line in enumerate(_split(packed)):
                value = json.loads(line)
                if number == 0:
                    _check_header(value, path)
                if "end" in value:
                    if value["sha256"] != digest.hexdigest() or value["end"] != rows:
                        break
                    yield value
                    return
                digest.update(line)
                if "table" in value:
                    table = value["table"]
                    rows[table] = 0
                elif "rows" in value:
                    rows[table] += len(value["rows"])
                yield value
    except (zstandard.ZstdError, ValueError, KeyError, TypeError) as error:
        raise FileError(_not_whole(path) if number >= 0 else _not_ours(path)) from error
    raise FileError(_not_whole(path) if number >= 0 else _not_ours(path))


def _split(packed: Any) -> Iterator[bytes]:
    rest = b""
    while chunk := packed.read(1 << 20):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line + b"\n"
        if len(rest) > _LONGEST_LINE:
            raise ValueError("a line without an end")
    if rest:
        yield rest


def _check_header(value: Any, path: Path) -> None:
    if not isinstance(value, dict) or "format" not in value:
        raise FileError(_not_ours(path))
    if value["format"] != FORMAT or not is_known(str(value["revision"])):
        raise SchemaTooNew(say("备份来自更新的县平台版本，没有改动任何数据。请先升级县平台程序。"))


def _clear_away(config: HubConfig) -> None:
    """Remove the oldest backups beyond the number to keep; only those with names made here."""
    found = sorted(config.backups.glob(f"hub-*{SUFFIX}"))
    for path in found[: -config.backup_keep]:
        path.unlink(missing_ok=True)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _not_whole(path: Path) -> Message:
    return say("备份文件 {path} 不完整或被改动过，没有使用。数据库没有改动，请换一个备份。", path=path)


def _not_ours(path: Path) -> Message:
    return say("{path} 不是县平台的备份文件，没有使用。数据库没有改动，请重新选择。", path=path)


_DAMAGED = say("县平台数据库已损坏，没有做备份。请停止服务，再用最近的备份恢复。")
