"""Records, feed and digests as the hub keeps them: all that can be rebuilt from the log of operations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from clinic_app.domain.catalogue import BY_NAME, Lane, Ownership
from clinic_app.domain.change import Value, bucket_of, canonical, lane_of, row_hash
from clinic_app.domain.merge import RecordState, Written
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.scope import EVERYBODY, Scope, references_of
from clinic_app.protocol.messages import LaneDigest, Row

LANES = (Lane.INBOX, Lane.CLINIC, Lane.REFERENCE)
"""What every institution reads, in the order in which it is sent: referrals to it come before all else."""

_READ = (
    "SELECT ent, id, rev, owner, body, written, void, void_reason, last_epoch, run_base, known_to FROM record"
)
TO_SEND = (
    "r.ent, r.id, r.rev, r.owner, r.body, '{}' AS written, r.void, r.void_reason, r.last_epoch, r.run_base,"
    " r.known_to"
)
"""Columns of a record that is only read to be sent."""
_WRITE = """
INSERT INTO record(ent, id, rev, owner, body, written, void, void_reason, last_epoch, run_base, known_to,
  patient_ref, referral_ref)
VALUES(:ent, :id, :rev, :owner, :body, :written, :void, :void_reason, :last_epoch, :run_base, :known_to,
  :patient_ref, :referral_ref)
ON CONFLICT(ent, id) DO UPDATE SET rev = excluded.rev, owner = excluded.owner, body = excluded.body,
  written = excluded.written, void = excluded.void, void_reason = excluded.void_reason,
  last_epoch = excluded.last_epoch, run_base = excluded.run_base, known_to = excluded.known_to,
  patient_ref = excluded.patient_ref, referral_ref = excluded.referral_ref
"""
_FEED = """
INSERT INTO feed(org_id, lane, ent, rec_id, seq, gone) VALUES(:org, :lane, :ent, :id, :seq, :gone)
ON CONFLICT(org_id, lane, ent, rec_id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone
"""
_DIGEST = """
INSERT INTO digest(org_id, lane, bucket, n, total) VALUES(:org, :lane, :bucket, :n, :total)
ON CONFLICT(org_id, lane, bucket) DO UPDATE SET n = excluded.n, total = excluded.total
"""
_MODULUS = 1 << 64


class ChangeLog:
    """The hub's records within one transaction: read once, changed in memory, written with feed and digest.

    Attributes:
        tx: the transaction.
        scope: who sees what.
    """

    def __init__(self, tx: HubTransaction, last_seq: int) -> None:
        self.tx = tx
        self.scope = Scope(tx)
        self._seq = last_seq
        self._settled = self._began = last_seq
        self._records: dict[tuple[str, str], RecordState | None] = {}
        self._written: dict[tuple[str, str], RecordState | None] = {}
        self._changed: dict[tuple[str, str], None] = {}
        self._digests: dict[tuple[str, str, int], list[int]] = {}

    @property
    def last_seq(self) -> int:
        """The last number given."""
        return self._seq

    def next_seq(self) -> int:
        """Return the next hub number."""
        self._seq += 1
        return self._seq

    def get(self, ent: str, rec_id: str) -> RecordState | None:
        """Return a record, or None when the hub has none of that identity."""
        key = (ent, rec_id)
        if key not in self._records:
            row = self.tx.one(f"{_READ} WHERE ent = :ent AND id = :id", ent=ent, id=rec_id)
            self._records[key] = self._written[key] = record_from_row(row) if row else None
        return self._records[key]

    def put(self, record: RecordState) -> None:
        """Take a record's new state."""
        key = (record.ent, record.id)
        self.get(*key)
        self._records[key] = record
        self._changed[key] = None

    def manager_of_new(self, ent: str, values: Mapping[str, Value], otherwise: str) -> str:
        """Return the managing institution of a new record: its patient's, where it hangs on one."""
        kind = BY_NAME.get(ent)
        if kind is not None and kind.ownership is Ownership.CLINIC and kind.belongs_to:
            patient = self.get("patient", str(values.get(kind.belongs_to) or ""))
            if patient is not None:
                return patient.owner
        return otherwise

    def under(self, ent: str, rec_id: str) -> list[RecordState]:
        """Return the records that belong to a patient or referral, written ones only, oldest first."""
        column = "patient_ref" if ent == "patient" else "referral_ref"
        rows = self.tx.all(f"{_READ} WHERE {column} = :id ORDER BY rev, ent, id", id=rec_id)
        return [record_from_row(row) for row in rows]

    def grant(self, org: str, ent: str, rec_id: str, reason: str) -> None:
        """Let an institution see a patient or referral and all under it, also what is old."""
        self.write()
        self._open(org, ent, rec_id, reason)

    def begin_sight(self, org: str, patient: str, reason: str) -> None:
        """Let an institution see a patient it has just brought, with what was here about it already.

        The patient itself is fed when it is written. A restored hub may have been given back what hangs on
        a patient before it heard of the patient again.
        """
        self._open(org, "patient", patient, reason)

    def _open(self, org: str, ent: str, rec_id: str, reason: str) -> None:
        records = self.under(ent, rec_id)
        before = {(r.ent, r.id) for r in records if org in self.scope.sees(r)}
        self.scope.open(org, ent, rec_id, reason, self._seq)
        for record in records:
            if (record.ent, record.id) not in before and org in self.scope.sees(record):
                self._feed_row(org, self._lane(record, org), record, self.next_seq(), gone=0)
                self._count(org, record, +1)

    def revoke(self, org: str, ent: str, rec_id: str, reason: str) -> None:
        """Close an institution's reason; what it no longer sees leaves its lanes."""
        self.write()
        records = self.under(ent, rec_id)
        before = {(r.ent, r.id) for r in records if org in self.scope.sees(r)}
        self.scope.close(org, ent, rec_id, reason, self._seq)
        for record in records:
            if (record.ent, record.id) in before and org not in self.scope.sees(record):
                self._feed_row(org, self._lane(record, org), record, self.next_seq(), gone=1)
                self._count(org, record, -1)

    def write(self) -> None:
        """Write all changed records, with their feed rows."""
        for key in self._changed:
            record = self._records[key]
            if record is not None:
                self._write_one(record, self._written[key])
                self._written[key] = record
        self._changed.clear()

    def finish(self) -> None:
        """Write everything that is still in memory: records, digests, the counter."""
        self.write()
        self._write_digests()
        if self._seq != self._began:
            self.tx.run("UPDATE hub_head SET seq = :seq WHERE one = 1", seq=self._seq)

    def settle(self) -> None:
        """Write records and digests, so that a part of the transaction can be rolled back to here."""
        self.write()
        self._write_digests()
        self._settled = self._seq

    def forget(self) -> None:
        """Drop what is in memory and the numbers given, after a rollback to the last ``settle``."""
        self._seq = self._settled
        self._records.clear()
        self._written.clear()
        self._changed.clear()
        self._digests.clear()
        self.scope.forget()

    def _write_one(self, record: RecordState, before: RecordState | None) -> None:
        patient_ref, referral_ref = references_of(record)
        self.tx.run(
            _WRITE,
            ent=record.ent,
            id=record.id,
            rev=record.rev,
            owner=record.owner,
            body=canonical(dict(record.body)),
            written=canonical({k: [w.seq, w.epoch, w.hlc] for k, w in record.written.items()}),
            void=int(record.void),
            void_reason=record.void_reason,
            last_epoch=record.last_epoch,
            run_base=record.run_base,
            known_to=record.known_to,
            patient_ref=patient_ref,
            referral_ref=referral_ref,
        )
        new = {(org, self._lane(record, org)) for org in self.scope.sees(record)}
        old: set[tuple[str, str]] = set()
        if before is not None:
            old = {(org, self._lane(before, org)) for org in self.scope.sees(before)}
        for org, lane in old - new:
            self._feed_row(org, lane, record, record.rev, gone=1)
        # Who was given sight of it since its last number was fed it under that later one.
        fed = old if before is not None and before.rev == record.rev else set()
        for org, lane in new - fed:
            self._feed_row(org, lane, record, record.rev, gone=0)
        for org, _ in old:
            self._count(org, before or record, -1)
        for org, _ in new:
            self._count(org, record, +1)

    @staticmethod
    def _lane(record: RecordState, org: str) -> str:
        return str(lane_of(record.ent, record.owner, org))

    def _feed_row(self, org: str, lane: str, record: RecordState, seq: int, gone: int) -> None:
        self.tx.run(_FEED, org=org, lane=lane, ent=record.ent, id=record.id, seq=seq, gone=gone)

    def _count(self, org: str, record: RecordState, sign: int) -> None:
        entry = self._digests.setdefault(
            (org, self._lane(record, org), bucket_of(record.ent, record.id)), [0, 0]
        )
        entry[0] += sign
        entry[1] += sign * row_hash(record.ent, record.id, record.rev)

    def _write_digests(self) -> None:
        for (org, lane, bucket), (n, total) in self._digests.items():
            row = self.tx.one(
                "SELECT n, total FROM digest WHERE org_id = :org AND lane = :lane AND bucket = :bucket",
                org=org,
                lane=lane,
                bucket=bucket,
            )
            if row is not None:
                n, total = n + int(row["n"]), total + int(row["total"])
            self.tx.run(_DIGEST, org=org, lane=lane, bucket=bucket, n=n, total=str(total % _MODULUS))
        self._digests.clear()


_decode = json.JSONDecoder().raw_decode


def _read_json(text: str) -> Any:
    """Return a value that this hub wrote itself: nothing stands before or after it."""
    return _decode(text)[0]


def record_from_row(row: dict[str, Any]) -> RecordState:
    """Return the record of a table row."""
    return RecordState(
        ent=row["ent"],
        id=row["id"],
        owner=row["owner"],
        rev=int(row["rev"]),
        body=_read_json(row["body"]),
        written={name: Written(*value) for name, value in _read_json(row["written"]).items()},
        void=bool(row["void"]),
        void_reason=row["void_reason"],
        last_epoch=int(row["last_epoch"]),
        run_base=int(row["run_base"]),
        known_to=int(row["known_to"]),
    )


def wire_row(record: RecordState) -> Row:
    """Return a record as it travels."""
    return Row(record.ent, record.id, record.rev, record.owner, record.body, record.void, record.void_reason)


def feed_page(
    tx: HubTransaction, org: str, lane: str, after: int, limit: int
) -> list[tuple[int, bool, RecordState]]:
    """Return (feed number, gone, record) of a lane after a number, in order, at most ``limit``.

    The records come without their writers, which do not travel and take half the time to read.
    """
    rows = tx.all(
        f"SELECT f.seq AS feed_seq, f.gone AS gone, {TO_SEND}"
        " FROM feed f JOIN record r ON r.ent = f.ent AND r.id = f.rec_id"
        " WHERE f.org_id = :org AND f.lane = :lane AND f.seq > :after"
        " ORDER BY f.seq, r.ent, r.id LIMIT :limit",
        org=owner_of_lane(org, lane),
        lane=lane,
        after=after,
        limit=limit,
    )
    return [(int(row["feed_seq"]), bool(row["gone"]), record_from_row(row)) for row in rows]


_LAST = " UNION ALL ".join(
    f"SELECT '{lane}' AS lane, max(seq) AS seq FROM feed"
    f" WHERE org_id = {':everybody' if lane == Lane.REFERENCE else ':org'} AND lane = '{lane}'"
    for lane in LANES
)


def last_in_lanes(tx: HubTransaction, org: str) -> dict[str, int]:
    """Return the number of the last entry in each lane of an institution; lanes without any are left out."""
    rows = tx.all(_LAST, org=org, everybody=EVERYBODY)
    return {str(row["lane"]): int(row["seq"]) for row in rows if row["seq"] is not None}


def owner_of_lane(org: str, lane: str) -> str:
    """Return under whose name a lane's feed is kept: the reference lane is one for all."""
    return EVERYBODY if lane == "ref" else org


def lane_digest(tx: HubTransaction, org: str, lane: str) -> LaneDigest:
    """Return number and hash sum of the records in a lane."""
    rows = tx.all(
        "SELECT n, total FROM digest WHERE org_id = :org AND lane = :lane",
        org=owner_of_lane(org, lane),
        lane=lane,
    )
    return LaneDigest(sum(int(row["n"]) for row in rows), sum(int(row["total"]) for row in rows) % _MODULUS)


def lane_digests(tx: HubTransaction, org: str) -> dict[str, LaneDigest]:
    """Return number and hash sum of the records in every lane of an institution."""
    sums = {str(lane): [0, 0] for lane in LANES}
    for row in tx.all(
        "SELECT org_id, lane, n, total FROM digest WHERE org_id IN (:org, :everybody)",
        org=org,
        everybody=EVERYBODY,
    ):
        if row["org_id"] == owner_of_lane(org, row["lane"]):
            entry = sums[row["lane"]]
            entry[0] += int(row["n"])
            entry[1] += int(row["total"])
    return {lane: LaneDigest(n, total % _MODULUS) for lane, (n, total) in sums.items()}


def lane_buckets(tx: HubTransaction, org: str, lane: str) -> dict[int, LaneDigest]:
    """Return the digest of each bucket of a lane."""
    rows = tx.all(
        "SELECT bucket, n, total FROM digest WHERE org_id = :org AND lane = :lane",
        org=owner_of_lane(org, lane),
        lane=lane,
    )
    return {int(row["bucket"]): LaneDigest(int(row["n"]), int(row["total"])) for row in rows}
