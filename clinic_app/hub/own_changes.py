"""Changes the hub makes itself (directory, moves, corrections), by the same path as all others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import attrs

from clinic_app.domain.catalogue import CATALOGUE_VERSION
from clinic_app.domain.change import VOID_FIELD, Operation, OpKind, Value, chain_hash
from clinic_app.domain.clock import to_ms
from clinic_app.domain.errors import Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.foreign_writes import put_back
from clinic_app.hub.ingest import APPLIED, MERGED
from clinic_app.hub.operations import OWNER_FIELD, Writer, log_operation, take_operation

HUB_EPOCH_NUMBER = 0
"""Epoch of what the hub writes itself."""


@attrs.frozen
class OwnChange:
    """One record the hub wants to add or change."""

    ent: str
    rec_id: str
    sets: dict[str, Value]


def write_own(
    tx: HubTransaction, changes: Sequence[OwnChange], now: datetime, user: str = "县平台", reason: str = ""
) -> None:
    """Write records as the hub.

    Args:
        tx: the transaction.
        changes: what to write, all of it or nothing.
        now: the present moment.
        user: who is named in the log.
        reason: why, for the log.

    Raises:
        Rejected: one is not in order; then nothing was written.
    """
    head = tx.lock_head()
    put_back(tx, now)
    log = ChangeLog(tx, int(head["seq"]))
    now_ms = to_ms(now)
    writer = Writer("", user, HUB_EPOCH_NUMBER, {}, now_ms)
    row = tx.one("SELECT op_seq, chain FROM op_log WHERE epoch_no = 0 ORDER BY op_seq DESC LIMIT 1")
    last, chain = (int(row["op_seq"]), str(row["chain"])) if row else (0, "")
    for number, change in enumerate(changes, start=last + 1):
        record = log.get(change.ent, change.rec_id)
        op = Operation(
            seq=number,
            txn=last + 1,
            hlc=now_ms << 16,
            wall=now_ms,
            user=user,
            ent=change.ent,
            rec_id=change.rec_id,
            kind=OpKind.ADD if record is None else OpKind.VOID if VOID_FIELD in change.sets else OpKind.SET,
            base_rev=record.rev if record else 0,
            sets=dict(change.sets),
            cat=CATALOGUE_VERSION,
        ).with_hash()
        seq = log.next_seq()
        foreseen, fault = take_operation(log, writer, op, seq)
        if fault:
            raise Rejected([Problem("", fault, say("记录不合要求：{reason}", reason=fault))])
        chain = chain_hash(chain, op.hash)
        log_operation(tx, op, writer, seq, chain, APPLIED if foreseen else MERGED, reason)
    log.finish()


def move_patient(
    tx: HubTransaction,
    patient_id: str,
    to_org: str,
    now: datetime,
    user: str = "县平台",
    note: OwnChange | None = None,
) -> None:
    """Make another institution a patient's managing one.

    The former one keeps sight only through referrals it took part in; what it wrote before it heard
    of the move is still taken. Raises Rejected; then nothing was written.

    Args:
        tx: the transaction.
        patient_id: who.
        to_org: who shall manage the patient.
        now: the present moment.
        user: who is named in the log.
        note: the record by which institutions are told of it, if any.
    """
    moved = OwnChange("patient", patient_id, {OWNER_FIELD: to_org})
    write_own(tx, [moved] if note is None else [moved, note], now, user)
