"""How the hub is doing, for the administrator, and the few words it says to anyone."""

from __future__ import annotations

import contextlib
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from clinic_app.domain.catalogue import CATALOGUE_VERSION
from clinic_app.domain.clock import to_ms
from clinic_app.hub.config import HubConfig
from clinic_app.hub.database import HubDatabase, HubTransaction
from clinic_app.hub.directory import organizations
from clinic_app.hub.foreign_writes import PUT_BACK
from clinic_app.hub.ingest import REFUSED
from clinic_app.hub.migrations import schema_revision
from clinic_app.hub.rebuild import COMPARED
from clinic_app.protocol.endpoints import StatusAnswer
from clinic_app.protocol.version import MIN_PROTOCOL_VERSION, PROTOCOL_VERSION
from clinic_app.system.files import os_errors_turned


def public_status(database: HubDatabase, now: datetime) -> StatusAnswer:
    """Return what anyone may know: that it lives, its versions, its time. Raises StoreError."""
    with database.transaction() as tx:
        head = tx.one("SELECT hub_epoch FROM hub_head")
    return StatusAnswer(
        ok=head is not None,
        now=to_ms(now),
        hub_epoch=str(head["hub_epoch"]) if head else "",
        protocol=PROTOCOL_VERSION,
        min_protocol=MIN_PROTOCOL_VERSION,
        catalogue=CATALOGUE_VERSION,
    )


def full_status(config: HubConfig, database: HubDatabase) -> dict[str, Any]:
    """Return what the administrator wants to know, as values fit for JSON. Raises StoreError."""
    with database.transaction() as tx:
        head = tx.lock_head()
        names = {org.id: org.name for org in organizations(tx)}
        found = {
            "hub_epoch": head["hub_epoch"],
            "seq": int(head["seq"]),
            "backed_up_seq": int(head["backed_up_seq"]),
            "last_backup": _last(tx, "backup"),
            "last_comparison": _last_comparison(tx),
            "last_put_back": _last_put_back(tx),
            "organizations": len(names),
            "devices": devices(tx),
            "operations": _count(tx, "SELECT count(*) AS n FROM op_log"),
            "quarantined": _count(
                tx, "SELECT count(*) AS n FROM op_log WHERE outcome = :refused", refused=REFUSED
            ),
            "open_conflicts": _open_conflicts(tx),
            "lanes": _lanes(tx, names),
        }
    disk = shutil.disk_usage(config.folder)
    return found | {
        "attachments": attachments(config.blobs),
        "schema": schema_revision(database),
        "catalogue": CATALOGUE_VERSION,
        "database": database.url.render_as_string(hide_password=True),
        "disk_free_bytes": disk.free,
        "disk_total_bytes": disk.total,
    }


def attachments(folder: Path) -> dict[str, int]:
    """Return how many attachments lie here whole, how many are still coming, and all their bytes."""
    found = {"whole": 0, "coming": 0, "damaged": 0, "bytes": 0}
    words = {"": "whole", ".part": "coming", ".damaged": "damaged"}
    with os_errors_turned(folder):
        for path in folder.rglob("*") if folder.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):  # a part that became whole while we count
                if path.suffix in words and path.is_file():
                    size = path.stat().st_size
                    found[words[path.suffix]] += 1
                    found["bytes"] += size
    return found


def devices(tx: HubTransaction) -> list[dict[str, Any]]:
    """Return all devices with their institution, the last seen first."""
    names = {org.id: org.name for org in organizations(tx)}
    waiting = {
        row["device_id"]: int(row["n"])
        for row in tx.all(
            "SELECT e.device_id AS device_id, count(*) AS n FROM op_log o"
            " JOIN device_epoch e ON e.epoch_no = o.epoch_no WHERE o.outcome = :refused GROUP BY e.device_id",
            refused=REFUSED,
        )
    }
    rows = tx.all(
        "SELECT device_id, org_id, name, status, enrolled_at, last_seen, app_version, catalogue FROM device"
        " ORDER BY last_seen DESC, device_id"
    )
    return [
        row | {"org_name": names.get(row["org_id"], ""), "quarantined": waiting.get(row["device_id"], 0)}
        for row in rows
    ]


def quarantine(tx: HubTransaction) -> list[dict[str, Any]]:
    """Return refused operations with where they came from and why; their content stays in the log."""
    names = {org.id: org.name for org in organizations(tx)}
    rows = tx.all(
        "SELECT epoch_no, op_seq, hub_seq, org_id, user_name, ent, rec_id, kind, reason, recv_at FROM op_log"
        " WHERE outcome = :refused ORDER BY hub_seq",
        refused=REFUSED,
    )
    return [row | {"org_name": names.get(row["org_id"], "")} for row in rows]


def logged(tx: HubTransaction) -> list[dict[str, Any]]:
    """Return every operation of the log in order, without its content: to compare with what desks saved."""
    return tx.all(
        "SELECT hub_seq, epoch_no, op_seq, org_id, ent, rec_id, kind, hash, outcome FROM op_log"
        " ORDER BY hub_seq"
    )


def _lanes(tx: HubTransaction, names: dict[str, str]) -> list[dict[str, Any]]:
    rows = tx.all("SELECT org_id, lane, sum(n) AS n FROM digest GROUP BY org_id, lane ORDER BY org_id, lane")
    return [
        {
            "org_id": r["org_id"],
            "org_name": names.get(r["org_id"], ""),
            "lane": r["lane"],
            "rows": int(r["n"]),
        }
        for r in rows
    ]


def _open_conflicts(tx: HubTransaction) -> int:
    # The body is canonical JSON, so the word stands in it in one way only.
    return _count(
        tx,
        "SELECT count(*) AS n FROM record WHERE ent = 'conflict' AND void = 0 AND body LIKE :open",
        open='%"status":"open"%',
    )


def _last(tx: HubTransaction, what: str) -> str:
    row = tx.one("SELECT max(at) AS at FROM hub_event WHERE what = :what", what=what)
    return str(row["at"] or "") if row else ""


def _last_comparison(tx: HubTransaction) -> dict[str, Any]:
    """Return when tables and log were compared last and what came out; empty before the first time."""
    row = _last_event(tx, COMPARED)
    if row is None:
        return {}
    differences, breaks = row["details"].split()
    return {"at": row["at"], "differences": int(differences), "breaks": int(breaks)}


def _last_put_back(tx: HubTransaction) -> dict[str, Any]:
    """Return when the hub last put back what another program had written, and how many rows; or nothing."""
    row = _last_event(tx, PUT_BACK)
    return {"at": row["at"], "rows": int(row["details"].split()[0])} if row else {}


def _last_event(tx: HubTransaction, what: str) -> dict[str, Any] | None:
    return tx.one("SELECT at, details FROM hub_event WHERE what = :what ORDER BY id DESC LIMIT 1", what=what)


def _count(tx: HubTransaction, sql: str, **values: Any) -> int:
    row = tx.one(sql, **values)
    return int(row["n"]) if row else 0
