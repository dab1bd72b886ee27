"""The hub's side of completeness: all records of a lane, what its buckets say, the records of one."""

from __future__ import annotations

import json
from typing import Any

from clinic_app.domain.change import bucket_of, canonical, content_hash_of_text
from clinic_app.hub.change_log import TO_SEND, owner_of_lane, record_from_row, wire_row
from clinic_app.hub.database import HubTransaction
from clinic_app.protocol.messages import Row


def lane_records(tx: HubTransaction, org: str, lane: str) -> list[Row]:
    """Return all records of a lane as they stand, in the order they came."""
    rows = tx.all(
        f"SELECT {TO_SEND} FROM feed f JOIN record r ON r.ent = f.ent AND r.id = f.rec_id"
        " WHERE f.org_id = :org AND f.lane = :lane AND f.gone = 0 ORDER BY f.seq, r.ent, r.id",
        org=owner_of_lane(org, lane),
        lane=lane,
    )
    return [wire_row(record_from_row(row)) for row in rows]


def bucket_rows(tx: HubTransaction, org: str, lane: str, bucket: int) -> tuple[Row, ...]:
    """Return the records of one digest bucket of a lane."""
    return tuple(row for row in lane_records(tx, org, lane) if bucket_of(row.ent, row.id) == bucket)


def bucket_contents(tx: HubTransaction, org: str, lane: str) -> dict[int, int]:
    """Return the sum of what the records of each bucket of a lane say.

    Worked out from the records themselves at every call: sums that are kept beside them would hide
    what was changed behind their back.
    """
    sums: dict[int, int] = {}
    for row in tx.all(
        "SELECT r.ent, r.id, r.rev, r.owner, r.body, r.void, r.void_reason"
        " FROM feed f JOIN record r ON r.ent = f.ent AND r.id = f.rec_id"
        " WHERE f.org_id = :org AND f.lane = :lane AND f.gone = 0",
        org=owner_of_lane(org, lane),
        lane=lane,
    ):
        bucket = bucket_of(row["ent"], row["id"])
        sums[bucket] = (sums.get(bucket, 0) + _said(row)) % (1 << 64)
    return sums


def _said(row: dict[str, Any]) -> int:
    body = row["body"]
    # The text serves as it is kept unless a field in it is empty; reading it takes thrice as long.
    if ":null" in body or ':""' in body:
        body = canonical({name: value for name, value in json.loads(body).items() if value not in (None, "")})
    head = row["ent"], row["id"], int(row["rev"]), row["owner"], bool(row["void"]), row["void_reason"]
    return content_hash_of_text(*head, body)
