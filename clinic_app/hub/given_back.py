"""What a file shows of others' work that a restored hub has forgotten, and its author can no longer offer.

Whoever holds such a record gives back all of it as it stood, as one operation. It is the oldest of all
that was said since the restore: it fills what nobody has said anew, and stands against nothing that
somebody truly wrote; what differs from that is listed or asked. The same given back by two changes
nothing the second time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import attrs

from clinic_app.domain.catalogue import BY_NAME, Lane, MergeClass, Ownership
from clinic_app.domain.change import OWNER_FIELD, VOID_FIELD, VOID_REASON, Operation, OpKind, Value, canonical
from clinic_app.domain.clock import last_hlc_of
from clinic_app.domain.merge import (
    NOBODY,
    Disagreement,
    Outcome,
    RecordState,
    Standing,
    Written,
    apply_operation,
    same,
)
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.disagreements import Writer
from clinic_app.hub.scope import SIGNED_BY, references_of


def restored_up_to(tx: HubTransaction) -> int:
    """Return the number up to which a restore can have cut the log short; -1 when there was none."""
    row = tx.one("SELECT max(began_seq) AS seq FROM hub_life WHERE number > 0")
    return int(row["seq"]) if row and row["seq"] is not None else -1


def refuses(log: ChangeLog, writer: Writer, op: Operation, record: RecordState | None) -> str:
    """Return why a record may not be given back, as a code; an empty text when it may.

    Whoever held a record was sent it once; a hub that forgot cannot look that up. So of a record it does
    not know it takes the managing institution's name from whoever held it, and the log says who that was;
    one that it knows is touched only by those who may see it.
    """
    kind = BY_NAME.get(op.ent)
    if op.base_rev > writer.restored_up_to:
        return "not_restored"
    if op.ent == "conflict":
        target = log.get(str(op.sets.get("ent") or ""), str(op.sets.get("rec_id") or ""))
        if target is None:
            return "unknown_record"
        return "" if _may_see(log, writer.org_id, target) else "not_yours"
    if kind is not None and kind.ownership is Ownership.HUB:
        return "hub_only"
    if record is not None:
        return "" if _may_see(log, writer.org_id, record) else "not_yours"
    return _refuses_new(log, writer, op)


def _refuses_new(log: ChangeLog, writer: Writer, op: Operation) -> str:
    owner = str(op.sets.get(OWNER_FIELD) or "")
    orgs = [owner, str(op.sets.get("to_org") or "")] if op.ent == "referral" else [owner]
    if any(log.get("organization", org) is None for org in orgs):
        return "unknown_organization"
    if op.ent in SIGNED_BY and op.sets.get(SIGNED_BY[op.ent]) != owner:
        return "not_yours"
    for ent, rec_id in zip(("patient", "referral"), references_of(_new(op, 0, owner)), strict=True):
        is_known = bool(rec_id) and rec_id != op.rec_id and log.get(ent, rec_id) is not None
        if is_known and not log.scope.ever(writer.org_id, ent, rec_id):
            return "not_yours"
    return ""


def _may_see(log: ChangeLog, org: str, record: RecordState) -> bool:
    kind = BY_NAME.get(record.ent)
    if record.owner == org or (kind is not None and kind.lane is Lane.REFERENCE):
        return True
    patient, referral = references_of(record)
    return log.scope.ever(org, "patient", patient) or log.scope.ever(org, "referral", referral)


def taken(log: ChangeLog, writer: Writer, op: Operation, record: RecordState | None, seq: int) -> Outcome:
    """Return what a record given back does; its sender is always sent the outcome."""
    if record is None:
        owner = log.manager_of_new(op.ent, op.sets, str(op.sets.get(OWNER_FIELD) or ""))
        return Outcome(_as_it_stands(log, _new(op, seq, owner, writer.epoch)), foreseen=False)
    kind = BY_NAME.get(op.ent)
    if kind is not None and kind.append_only:
        return Outcome(record, foreseen=False)
    said = _said_since(log.tx, op, seq)
    new = {
        name: value
        for name, value in _fields(op).items()
        if not same(record.body.get(name), value) and value not in said.get(name, ())
    }
    mine = Written(seq, writer.epoch, _moment_of(log.tx, op.base_rev))
    changed_since = {name for name in new if (last := record.written.get(name)) and last.seq > op.base_rev}
    free = {name: value for name, value in new.items() if name not in changed_since}
    rivals = {name for name in changed_since if not _was_not_lost(log, op, record, name)}
    changed = attrs.evolve(
        record, body={**record.body, **free}, written={**record.written, **dict.fromkeys(free, mine)}
    )
    changed, found = _removal(changed, op, mine, said)
    if rivals and op.ent != "conflict":  # how people disagree is no matter of disagreement
        # Older than all of them, by whatever clock: what somebody wrote before the restore may come only now.
        oldest = min(mine.hlc, *(record.written[name].hlc - 1 for name in rivals))
        late = attrs.evolve(op, kind=OpKind.SET, hlc=oldest, sets={name: new[name] for name in rivals})
        outcome = apply_operation(changed, late, seq=seq, epoch=NOBODY, owner=record.owner, lineage={})
        changed, found = outcome.record, [*found, *outcome.disagreements]
    changed = attrs.evolve(changed, rev=seq, known_to=0, last_epoch=writer.epoch, run_base=seq)
    return Outcome(changed, False, tuple(found))


def _removal(
    record: RecordState, op: Operation, mine: Written, said: Mapping[str, list[Value]]
) -> tuple[RecordState, list[Disagreement]]:
    """Let a removal that was forgotten stand again, unless somebody changed the record since."""
    wanted = bool(op.sets.get(VOID_FIELD))
    last = record.written.get(VOID_FIELD)
    settled = last is not None and last.seq > op.base_rev
    if wanted == record.void or settled or int(wanted) in said.get(VOID_FIELD, ()):
        return record, []
    later = [one for one in record.written.values() if one.seq > op.base_rev and one != mine]
    if wanted and later:
        return record, [
            Disagreement(VOID_FIELD, MergeClass.VOID, Standing.OPEN, 0, 1, 0, max(later, key=_by_seq), None)
        ]
    reason = str(op.sets.get(VOID_REASON) or "") if wanted else ""
    written = {**record.written, VOID_FIELD: mine}
    return attrs.evolve(record, void=wanted, void_reason=reason, written=written), []


def _by_seq(one: Written) -> int:
    return one.seq


def _fields(op: Operation) -> dict[str, Value]:
    return {name: value for name, value in op.sets.items() if not name.startswith("_")}


def _new(op: Operation, seq: int, owner: str, epoch: int = 0) -> RecordState:
    add = attrs.evolve(op, kind=OpKind.ADD)
    record = apply_operation(None, add, seq=seq, epoch=epoch, owner=owner, lineage={}).record
    void = bool(op.sets.get(VOID_FIELD))
    reason = str(op.sets.get(VOID_REASON) or "") if void else ""
    return attrs.evolve(record, void=void, void_reason=reason, known_to=0, run_base=seq)


def _as_it_stands(log: ChangeLog, new: RecordState) -> RecordState:
    """Return a new record; of a disagreement that nobody decided, what stands by now is the side in use.

    What was in use then may have lost its author, and the other side have been heard again by itself.
    """
    body = new.body
    undecided = body.get("status") in (Standing.OPEN, Standing.AUTO)
    if new.ent != "conflict" or not undecided or body.get("merge") in (MergeClass.SET, MergeClass.VOID):
        return new
    target = log.get(str(body.get("ent") or ""), str(body.get("rec_id") or ""))
    stands = canonical(target.body.get(str(body.get("field") or ""))) if target is not None else ""
    if stands != body.get("other"):
        return new
    turned = {f"kept{part}": body.get(f"other{part}") for part in _PARTS}
    turned |= {f"other{part}": body.get(f"kept{part}") for part in _PARTS}
    return attrs.evolve(new, body={**body, **turned})


_PARTS = ("", "_by", "_org", "_at")


def _said_since(tx: HubTransaction, op: Operation, seq: int) -> dict[str, list[Value]]:
    """Return by field what the log has said of a record since the restore, whatever became of it.

    What was given back after an earlier restore may have been said before this one.
    """
    said: dict[str, list[Value]] = {}
    for row in tx.all(
        "SELECT sets FROM op_log WHERE ent = :ent AND rec_id = :id AND hub_seq > :base AND hub_seq < :seq"
        " AND outcome <> 2 AND (kind <> :back OR base_rev >= :base)",
        ent=op.ent,
        id=op.rec_id,
        base=op.base_rev,
        seq=seq,
        back=OpKind.BACK,
    ):
        for name, value in json.loads(row["sets"]).items():
            said.setdefault(name, []).append(value)
    return said


def _was_not_lost(log: ChangeLog, op: Operation, record: RecordState, name: str) -> bool:
    """Tell whether what is given back in a field stood here before the restore, too: nobody disagrees by it.

    Its sender says so when he has read the version of that time. Otherwise the log does, by the last word on
    the field, unless that lost against another.
    """
    value = op.sets[name]
    if name in op.olds:
        return same(op.olds[name], value)
    rows = log.tx.all(
        "SELECT sets FROM op_log WHERE ent = :ent AND rec_id = :id AND hub_seq <= :base"
        " AND outcome <> 2 AND kind <> :back ORDER BY hub_seq DESC",
        ent=op.ent,
        id=op.rec_id,
        base=op.base_rev,
        back=OpKind.BACK,
    )
    last = next((sets for row in rows if name in (sets := json.loads(row["sets"]))), {})
    return same(last.get(name), value) and not _lost_a_contest(log, record, name, value)


def _lost_a_contest(log: ChangeLog, record: RecordState, name: str, value: Value) -> bool:
    patient, referral = references_of(record)
    beside = log.under("patient", patient) if patient else log.under("referral", referral)
    about = {"ent": record.ent, "rec_id": record.id, "field": name, "other": canonical(value)}
    return any(one.ent == "conflict" and about.items() <= one.body.items() for one in beside)


def _moment_of(tx: HubTransaction, seq: int) -> int:
    """Return the time just before one of the hub's numbers: what a restore lost came after it."""
    row = tx.one("SELECT recv_at FROM op_log WHERE hub_seq <= :seq ORDER BY hub_seq DESC LIMIT 1", seq=seq)
    return last_hlc_of(int(row["recv_at"]) - 1) if row else 0
