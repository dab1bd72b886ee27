"""What one operation does at the hub: who may, what it changes, which disagreement it leaves."""

from __future__ import annotations

import json
import re

import attrs

from clinic_app.domain.catalogue import BY_NAME, ElementOf, FieldType, MergeClass, Ownership
from clinic_app.domain.change import OWNER_FIELD, Operation, OpKind, canonical, clean_values
from clinic_app.domain.clock import last_hlc_of
from clinic_app.domain.ids import is_id
from clinic_app.domain.merge import (
    Disagreement,
    RecordState,
    Standing,
    Written,
    apply_operation,
    same,
    stand_again,
    touch_set,
)
from clinic_app.hub import disagreements, given_back
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.disagreements import Writer
from clinic_app.hub.scope import OWN, REFERRAL, references_of

MAX_VALUE = 65536
"""Most characters a value of a field this hub does not know may have."""


def take_operation(log: ChangeLog, writer: Writer, op: Operation, seq: int) -> tuple[bool, str]:
    """Apply one operation.

    Returns:
        whether the writer's screen already shows the result, and the code of the refusal (empty when
        it was applied). A refused operation has changed nothing.
    """
    reason = _malformed(op)
    if reason:
        return False, reason
    op = _no_later_than_arrival(op, writer)
    record = log.get(op.ent, op.rec_id)
    if op.kind == OpKind.BACK:
        return False, _take_back(log, writer, op, record, seq)
    if record is None and op.kind != OpKind.ADD:
        return False, "unknown_record"
    owner, fresh = "", None
    if record is None:
        owner = log.manager_of_new(op.ent, op.sets, writer.org_id)
        fresh = apply_operation(None, op, seq=seq, epoch=writer.epoch, owner=owner, lineage={}).record
    if writer.org_id:
        reason = log.scope.refuses(writer.org_id, op.ent, record, fresh)
        if reason:
            return False, reason
    if OWNER_FIELD in op.sets:
        return False, _move(log, writer, op, record, seq)
    if record is not None and op.ent == "conflict":
        # What it says of its field may put the very question anew.
        question = log.get(op.ent, op.rec_id) if _say_besides(log, writer, op, record, seq) else record
        disagreements.resolve(log, writer, op, question or record, seq)
        return False, ""
    kind = BY_NAME.get(op.ent)
    if record is not None and kind is not None and kind.append_only and op.kind == OpKind.SET:
        return False, "append_only"
    return _apply(log, writer, op, record, seq, owner), ""


def _no_later_than_arrival(op: Operation, writer: Writer) -> Operation:
    """Return an operation whose time is believed only up to the moment it arrived.

    Nobody writes anything after the hub has got it: a clock that was years ahead for one saving must not
    beat what others write later. The moment stands in the log, so a replay judges alike; the log itself
    keeps the time as it was sent.
    """
    latest = last_hlc_of(writer.now_ms)
    return op if op.hlc <= latest else attrs.evolve(op, hlc=latest)


def _malformed(op: Operation) -> str:
    """Return why an operation cannot be stored, as a code."""
    if not is_id(op.rec_id) or op.kind not in set(OpKind) or storable(op.ent) != op.ent:
        return "malformed"
    for values in (op.sets, op.olds):
        if clean_values(values) is not None:
            return "bad_characters"
    kind = BY_NAME.get(op.ent)
    for name, value in op.sets.items():
        field = kind.by_name.get(name) if kind else None
        if field is None or name.startswith("_"):
            if isinstance(value, str) and len(value) > MAX_VALUE:
                return f"too_long:{name}"
            continue
        if value is None:
            continue
        if (field.sql_type == "INTEGER") != isinstance(value, int):
            return f"wrong_type:{name}"
        if field.max_length and isinstance(value, str) and len(value) > field.max_length:
            return f"too_long:{name}"
        if field.type is FieldType.ID and value != "" and not is_id(value):
            return f"wrong_type:{name}"
    return ""


def _apply(
    log: ChangeLog, writer: Writer, op: Operation, record: RecordState | None, seq: int, owner: str
) -> bool:
    outcome = apply_operation(record, op, seq=seq, epoch=writer.epoch, owner=owner, lineage=writer.lineage)
    # Who knows a kind that we do not knows another lane, owner or parent of it: it is told ours.
    foreseen = outcome.foreseen and op.ent in BY_NAME
    log.put(outcome.record)
    if record is None:
        foreseen = _place_new(log, writer, op, outcome.record, seq) and foreseen
    if not foreseen and outcome.record.known_to:
        # What its writer goes on to do with it, before it has heard of this, was not foreseen either.
        log.put(attrs.evolve(outcome.record, known_to=0, run_base=seq))
    # By field, as the log keeps them: in the order of sending a replay would number the conflicts otherwise.
    for disagreement in sorted(outcome.disagreements, key=lambda one: one.field):
        disagreements.note(log, writer, op, outcome.record, disagreement)
    if op.ent == "referral_event" and op.sets.get("event") == "redirected":
        _redirect(log, outcome.record)
    return foreseen


def _say_besides(log: ChangeLog, writer: Writer, op: Operation, conflict: RecordState, seq: int) -> bool:
    """Take what a decision says of its field, where something else stands by now; return whether it did."""
    said = disagreements.said_by(op, conflict)
    target = None if said is None else log.get(said.ent, said.rec_id)
    if said is None or target is None or _malformed(said) or said.ent not in BY_NAME:
        return False
    ((name, value),) = said.sets.items()
    known = name in BY_NAME[said.ent].by_name
    barred = bool(writer.org_id) and log.scope.refuses(writer.org_id, said.ent, target, None)
    if not known or barred or same(target.body.get(name), value):
        return False
    _apply(log, writer, said, target, seq, target.owner)
    return True


def _take_back(log: ChangeLog, writer: Writer, op: Operation, record: RecordState | None, seq: int) -> str:
    """Take what somebody gave back after a restore; return the code of the refusal."""
    reason = given_back.refuses(log, writer, op, record)
    if reason:
        return reason
    outcome = given_back.taken(log, writer, op, record, seq)
    log.put(outcome.record)
    if record is None:
        if op.ent == "patient":  # sight of it is its managing institution's, not the sender's
            log.grant(outcome.record.owner, "patient", op.rec_id, OWN)
        else:
            _place_new(log, writer, op, outcome.record, seq)
        if op.ent == "referral_event" and op.sets.get("event") == "redirected":
            _redirect(log, outcome.record)
    for disagreement in sorted(outcome.disagreements, key=lambda one: one.field):
        disagreements.note(log, writer, op, outcome.record, disagreement)
    return ""


def _move(log: ChangeLog, writer: Writer, op: Operation, record: RecordState | None, seq: int) -> str:
    """Give a patient to another institution; return the code of the refusal."""
    target = str(op.sets[OWNER_FIELD] or "")
    if writer.org_id or record is None or record.ent != "patient":
        return "hub_only"
    if log.get("organization", target) is None:
        return "unknown_organization"
    former = record.owner
    log.put(
        attrs.evolve(record, owner=target, rev=seq, known_to=0, last_epoch=writer.epoch, run_base=record.rev)
    )
    if former != target:
        log.grant(target, "patient", record.id, OWN)
        log.revoke(former, "patient", record.id, OWN)
    return ""


def _place_new(log: ChangeLog, writer: Writer, op: Operation, record: RecordState, seq: int) -> bool:
    """Open sight of a new record; return whether the writer foresaw what it did to its parent."""
    if record.ent == "patient" and writer.org_id:
        log.begin_sight(writer.org_id, record.id, OWN)
    elif record.ent == "referral":
        patient = str(record.body.get("patient_id") or "")
        for org in dict.fromkeys((record.owner, str(record.body.get("to_org") or ""))):
            if org:
                log.grant(org, "referral", record.id, REFERRAL)
                log.grant(org, "patient", patient, f"{REFERRAL}:{record.id}")
    kind = BY_NAME.get(record.ent)
    if kind is not None and kind.element_of is not None:
        return _join_set(log, writer, op, kind.element_of, record, seq)
    return not _belongs_elsewhere(log, op, record)


def _belongs_elsewhere(log: ChangeLog, op: Operation, record: RecordState) -> bool:
    """Tell whether the institution that manages a new record may be another than its writer believed.

    Whoever had not heard of the move, or heard of one that a restored hub has forgotten and says so, shows
    the record as another's: it must be sent its own work.
    """
    if op.olds.get(OWNER_FIELD, record.owner) != record.owner:
        return True
    kind = BY_NAME.get(record.ent)
    if kind is None or kind.ownership is not Ownership.CLINIC or not kind.belongs_to:
        return False
    return log.scope.moved(str(record.body.get(kind.belongs_to) or ""))


def _join_set(
    log: ChangeLog, writer: Writer, op: Operation, element: ElementOf, record: RecordState, seq: int
) -> bool:
    """Note a new element on its parent; ask a person when others added one without seeing it."""
    parent = log.get(element.kind, str(record.body.get(element.link) or ""))
    if parent is None:
        return True
    changed, foreseen, rival = touch_set(
        parent, op, element.set_name, seq=seq, epoch=writer.epoch, lineage=writer.lineage
    )
    if op.kind != OpKind.BACK:
        # A removal that had not seen an element asks, too: whichever of the two comes first.
        changed, back = stand_again(changed, op, Written(seq, writer.epoch, op.hlc), writer.lineage)
        if back is not None:
            disagreements.note(log, writer, op, changed, back)
            foreseen = False
    # Whoever gives an element back goes on showing its parent as the hub last sent it.
    foreseen = foreseen and op.kind != OpKind.BACK and not _belongs_elsewhere(log, op, record)
    log.put(changed)
    if rival is not None:
        others = _elements_since(log, record, op.base_rev, writer.epoch)
        if not any(_same_element(record, other) for other in others):
            standing = Standing.OPEN if element.asks else Standing.AUTO
            disagreements.note(
                log,
                writer,
                op,
                changed,
                Disagreement(
                    element.set_name,
                    MergeClass.SET,
                    standing,
                    canonical([other.id for other in others]),
                    canonical([record.id]),
                    None,
                    rival,
                    None,
                ),
            )
            foreseen = False
    if not foreseen:
        log.put(attrs.evolve(changed, known_to=0, run_base=seq))
    return foreseen


def _elements_since(log: ChangeLog, record: RecordState, base_rev: int, epoch: int) -> list[RecordState]:
    log.write()
    parent_ref, _ = references_of(record)
    return [
        other
        for other in log.under("patient", parent_ref)
        if other.ent == record.ent
        and other.id != record.id
        and not other.void
        and other.rev > base_rev
        and other.last_epoch != epoch
    ]


def _same_element(one: RecordState, two: RecordState) -> bool:
    """Tell whether two elements say the same, going by the first field after the link."""
    kind = BY_NAME[one.ent]
    name = kind.field_names[1]
    return same(one.body.get(name), two.body.get(name))


def _redirect(log: ChangeLog, event: RecordState) -> None:
    """Let the institution a referral was passed on to see it, with its patient."""
    try:
        details = json.loads(str(event.body.get("details") or "{}"))
    except ValueError:
        return
    target = str(details.get("to_org") or "") if isinstance(details, dict) else ""
    referral = log.get("referral", str(event.body.get("referral_id") or ""))
    if not target or referral is None or log.get("organization", target) is None:
        return
    log.grant(target, "referral", referral.id, REFERRAL)
    log.grant(target, "patient", str(referral.body.get("patient_id") or ""), f"{REFERRAL}:{referral.id}")


def log_operation(
    tx: HubTransaction, op: Operation, writer: Writer, hub_seq: int, chain: str, outcome: int, reason: str
) -> None:
    """Write an operation into the log; it is never changed afterwards."""
    tx.run(
        "INSERT INTO op_log(epoch_no, op_seq, hub_seq, txn, hlc, wall, recv_at, user_name, org_id, ent,"
        " rec_id, kind, base_rev, sets, olds, cat, hash, chain, outcome, reason)"
        " VALUES(:epoch, :seq, :hub_seq, :txn, :hlc, :wall, :recv, :user, :org, :ent, :rec_id,"
        " :kind, :base_rev, :sets, :olds, :cat, :hash, :chain, :outcome, :reason)",
        epoch=writer.epoch,
        seq=op.seq,
        hub_seq=hub_seq,
        txn=op.txn,
        hlc=op.hlc,
        wall=op.wall,
        recv=writer.now_ms,
        user=storable(op.user),
        org=writer.org_id,
        ent=storable(op.ent),
        rec_id=storable(op.rec_id),
        kind=storable(op.kind),
        base_rev=op.base_rev,
        sets=storable(canonical(op.sets)),
        olds=storable(canonical(op.olds)),
        cat=op.cat,
        hash=op.hash,
        chain=chain,
        outcome=outcome,
        reason=reason,
    )


def storable(text: str) -> str:
    """Return a text in a form every database takes, without losing what it was.

    JSON already writes U+0000 as an escape; half a surrogate pair is escaped the same way.
    """
    return _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""Not character by character: a text can be megabytes, and a list of its characters thirty times that."""
