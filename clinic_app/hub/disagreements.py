"""Disagreements as records of their own: noting one, and taking a person's decision about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from clinic_app.domain.catalogue import BY_NAME, MergeClass, element_kinds
from clinic_app.domain.change import VOID_FIELD, Operation, OpKind, Value, canonical
from clinic_app.domain.clock import from_ms, hlc_ms, stamp
from clinic_app.domain.ids import id_of
from clinic_app.domain.merge import (
    ALIKE,
    OF_A_DECISION,
    Disagreement,
    RecordState,
    Standing,
    Written,
    decide,
    same,
    unseen,
    unseen_writer,
)
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.scope import references_of


@attrs.frozen
class Writer:
    """Whose operations are being taken.

    Attributes:
        org_id: the institution; empty for the hub itself.
        org_name: its name.
        epoch: the life of the file they come from.
        lineage: earlier lives of that file.
        now_ms: the hub's time.
        restored_up_to: number up to which a restore can have cut the log short; what the log has already
            taken was judged when it came.
    """

    org_id: str
    org_name: str
    epoch: int
    lineage: Mapping[int, int]
    now_ms: int
    restored_up_to: int = 1 << 62


def conflict_id(ent: str, rec_id: str, field: str, loser: int | str, turn: int) -> str:
    """Return the identity of a conflict; it follows from what disagrees, so a replay gives the same.

    The loser is a life of a file, or what was given back: that is no file's own word.
    """
    return id_of(f"{ent}|{rec_id}|{field}|{loser}|{turn}")


def note(log: ChangeLog, writer: Writer, op: Operation, record: RecordState, found: Disagreement) -> None:
    """Keep a disagreement as a record of its own.

    A chain of edits from one file that nobody answered yet replaces its own earlier entry. What was given
    back replaces nothing but itself: it came from others.
    """
    loser: int | str = found.other_writer.epoch if found.other_writer else writer.epoch
    if op.kind == OpKind.BACK and found.other_writer is None:
        loser = _json(found.merge, found.other)
    turn = 0
    while True:
        key = conflict_id(record.ent, record.id, found.field, loser, turn)
        existing = log.get("conflict", key)
        if existing is None or existing.body.get("status") == Standing.OPEN == found.standing:
            break
        turn += 1
    seq = log.next_seq()
    kept, other = _both_sides(log, record, found, existing)
    body: dict[str, Value] = {
        "ent": record.ent,
        "rec_id": record.id,
        "field": found.field,
        "merge": str(found.merge),
        "base": existing.body["base"] if existing else canonical(found.base),
        "kept": kept,
        "other": other,
        "status": str(found.standing),
        "opened_at": str(existing.body["opened_at"]) if existing else stamp(from_ms(writer.now_ms)),
    }
    body |= _signed("kept", log.tx, writer, op, found.kept_writer)
    body |= _signed("other", log.tx, writer, op, found.other_writer)
    patient_ref, referral_ref = references_of(record)
    body |= {"patient_id": patient_ref or None, "referral_id": referral_ref or None}
    written = dict.fromkeys(body, Written(seq, 0, op.hlc))
    if existing is not None and found.field == VOID_FIELD:
        written[ONCE_MORE] = Written(seq, writer.epoch, op.hlc)
    log.put(RecordState(ent="conflict", id=key, owner=record.owner, rev=seq, body=body, written=written))


ONCE_MORE = "_once_more"
"""Key among a question's writers: who asked once more whether to remove, which reads like the first time."""

TAKEN_BACK = "_taken_back"
"""Key among a question's writers: whose decision another took back who had made the same, unaware of it."""


def _both_sides(
    log: ChangeLog, record: RecordState, found: Disagreement, existing: RecordState | None
) -> tuple[str, str]:
    """Return both sides of a conflict as JSON; a question about a set keeps what it asked as it grows.

    Except for what stood on the kept side and has been removed since: nobody brings that up again.
    """
    kept, other = _json(found.merge, found.kept), _json(found.merge, found.other)
    if existing is None or found.merge is not MergeClass.SET:
        return kept, other
    kind, new = _element_kind(record.ent, found.field), json.loads(kept)
    before = (log.get(kind, one) for one in json.loads(str(existing.body["kept"])))
    still = [one.id for one in before if one is not None and not one.void and one.id not in new]
    grown = [*json.loads(str(existing.body["other"])), *json.loads(other)]
    return canonical([*still, *new]), canonical(grown)


def _json(merge: MergeClass, value: Value) -> str:
    """Return one side of a conflict as JSON; the elements of a set are a JSON list already."""
    return str(value) if merge is MergeClass.SET else canonical(value)


def _signed(
    prefix: str, tx: HubTransaction, writer: Writer, op: Operation, who: Written | None
) -> dict[str, Value]:
    """Return who wrote one side of a conflict, where and when."""
    if who is None:
        org, user, hlc = writer.org_id, op.user, op.hlc
        # As the hub has it now: the device may have been let in a moment before its institution was renamed.
        name = (_org_name(tx, org) if org else "") or writer.org_name
    else:
        row = tx.one("SELECT org_id, user_name FROM op_log WHERE hub_seq = :seq", seq=who.seq)
        org = str(row["org_id"]) if row else ""
        user = str(row["user_name"]) if row else ""
        hlc = who.hlc
        name = _org_name(tx, org)
    return {
        f"{prefix}_by": f"{name} {user}".strip(),
        f"{prefix}_org": org or None,
        f"{prefix}_at": stamp(from_ms(hlc_ms(hlc))),
    }


def _org_name(tx: HubTransaction, org: str) -> str:
    row = tx.one("SELECT body FROM record WHERE ent = 'organization' AND id = :id", id=org)
    return str(json.loads(row["body"]).get("name") or "") if row else ""


_SETTLED = (Standing.RESOLVED, Standing.REVERTED)


def _value(text: Value) -> Any:
    """Return a value kept as JSON; what is none counts as nothing, so that it holds up nobody's work."""
    try:
        return json.loads(str(text or "null"))
    except ValueError:
        return None


def _elements(value: Any) -> str:
    return canonical(value if isinstance(value, list) else [])


def _decided_twice(
    conflict: RecordState, target: RecordState, agreed: Any, chosen: Any, rival: Written
) -> Disagreement:
    """Return how a decision disagrees with one that was taken before, by what stands in the record now."""
    field, merge = str(conflict.body["field"]), MergeClass(str(conflict.body["merge"]))
    if merge is MergeClass.SET:
        sides = _elements(agreed), _elements(chosen)
        return Disagreement(field, merge, Standing.OPEN, *sides, None, rival, None)
    stands = int(target.void) if field == VOID_FIELD else target.body.get(field)
    if same(stands, chosen):
        return Disagreement(field, merge, Standing.OPEN, stands, agreed, None, None, rival)
    return Disagreement(field, merge, Standing.OPEN, stands, chosen, None, target.written.get(field), None)


def _also_said(record: RecordState, name: str, mine: Written) -> RecordState:
    """Return a record with one more who has said, unseen, what stands in a field."""
    return attrs.evolve(record, written={**record.written, ALIKE + name: mine})


def _with(conflict: RecordState, said: Mapping[str, Value], mine: Written) -> RecordState:
    """Return a conflict with what somebody said of it."""
    written = {**conflict.written, **dict.fromkeys(said, mine)}
    return attrs.evolve(conflict, body={**conflict.body, **said}, written=written)


def _touched(conflict: RecordState, seq: int, writer: Writer) -> RecordState:
    """Return a conflict as it goes out to everybody, its writer too."""
    return attrs.evolve(conflict, rev=seq, known_to=0, last_epoch=writer.epoch, run_base=conflict.rev)


def resolve(log: ChangeLog, writer: Writer, op: Operation, conflict: RecordState, seq: int) -> None:
    """Take a person's decision; a different one made without seeing the first becomes a new conflict.

    A question that was put anew since the person looked, because one side wrote again, stays open: it is
    not the one that was decided, unless it asks about the same two values as before. Whoever takes back a
    decision, without having seen that another stands by now, has taken back nothing: what he brought back
    into the record is a change of it like any other, and asks by itself; of a removal or a set, where it does
    not, the question is open again.
    """
    settled, decides = (body.get("status") in _SETTLED for body in (conflict.body, op.sets))
    target = log.get(str(conflict.body["ent"]), str(conflict.body["rec_id"]))
    field = str(conflict.body["field"])
    mine = Written(seq, writer.epoch, op.hlc)
    base = op.base_rev, writer.epoch, writer.lineage
    rival = unseen_writer(conflict.written, "status", *base)
    if rival is not None and settled:
        _answer_again(log, writer, op, conflict, target, rival, mine)
        return
    unheard = unseen(conflict.written.get(ONCE_MORE), *base)
    stays = rival is not None and decides and (unheard or not _was_decided(op, conflict, target))
    if stays or (not settled and unseen(conflict.written.get(TAKEN_BACK), *base)):
        log.put(_touched(conflict, seq, writer))
        return
    taken = {name: op.sets[name] for name in ("status", *OF_A_DECISION) if name in op.sets}
    if taken.get("resolved_at"):
        # By the time that is not later than its arrival: a decision stands in a list with what it is about.
        taken["resolved_at"] = stamp(from_ms(hlc_ms(op.hlc)))
    log.put(_touched(_with(conflict, taken, mine), seq, writer))
    # Neither a choice that does not stand nor an undoing makes anybody the writer of what stands.
    if target is not None and decides and not _stands_otherwise(target, field, op):
        log.put(decide(target, field, seq=seq, epoch=writer.epoch, hlc=op.hlc))


def _answer_again(
    log: ChangeLog,
    writer: Writer,
    op: Operation,
    conflict: RecordState,
    target: RecordState | None,
    rival: Written,
    mine: Written,
) -> None:
    """Take what somebody says of a question that another, whom he has not heard of, had decided already."""
    chosen, agreed = _value(op.sets.get("chosen")), _value(conflict.body.get("chosen"))
    if op.sets.get("status") not in _SETTLED:
        if _stands_as_undone(log, conflict, target):
            nothing: dict[str, Value] = dict.fromkeys(OF_A_DECISION, "")
            conflict = _with(conflict, {"status": str(Standing.OPEN), **nothing}, mine)
            conflict = attrs.evolve(conflict, written={**conflict.written, TAKEN_BACK: rival})
    elif _alike(conflict, chosen, agreed):
        conflict = _also_said(conflict, "status", mine)
        if target is not None:
            log.put(_also_said(target, str(conflict.body["field"]), mine))
    elif target is not None:
        note(log, writer, op, target, _decided_twice(conflict, target, agreed, chosen, rival))
    log.put(_touched(conflict, mine.seq, writer))


def _was_decided(op: Operation, conflict: RecordState, target: RecordState | None) -> bool:
    """Tell whether a question is about no more than what somebody was asked when he decided.

    Every decision says what that was, for a restored hub puts the question anew when it hears again what it
    forgot. Whoever would remove what others have changed since has changed nothing, and both sides of such
    a question always read alike.
    """
    if conflict.body["field"] == VOID_FIELD and (
        target is None or int(target.void) != _value(op.sets.get("chosen"))
    ):
        return False
    return _sides(conflict.body) <= _all_of(_value(op.sets.get("asked")))


def _stands_as_undone(log: ChangeLog, conflict: RecordState, target: RecordState | None) -> bool:
    """Tell whether a removal or a set is no longer as it was decided.

    A value that an undoing brings back asks by itself; what was removed and is brought back goes against
    nobody's word.
    """
    chosen = _value(conflict.body.get("chosen"))
    if conflict.body["field"] == VOID_FIELD:
        return target is not None and int(target.void) != chosen
    if conflict.body["merge"] != MergeClass.SET:
        return False
    kind = _element_kind(str(conflict.body["ent"]), str(conflict.body["field"]))
    sides = (json.loads(one) for one in _sides(conflict.body))
    found = (log.get(kind, one) for one in sides if isinstance(one, str))
    return {canonical(one.id) for one in found if one is not None and not one.void} != _all_of(chosen)


def _element_kind(ent: str, set_name: str) -> str:
    found = (kind for kind in element_kinds(ent) if kind.element_of and kind.element_of.set_name == set_name)
    return next((kind.name for kind in found), "")


def _alike(conflict: RecordState, one: Any, two: Any) -> bool:
    """Tell whether two decisions say the same; of a set in any order."""
    if conflict.body["merge"] == MergeClass.SET:
        return _all_of(one) == _all_of(two)
    return same(one, two)


def _sides(body: Mapping[str, Value]) -> set[str]:
    """Return what a question is about: both values, or the elements of a set."""
    kept, other = _value(body.get("kept")), _value(body.get("other"))
    if body["merge"] == MergeClass.SET:
        return _all_of(kept) | _all_of(other)
    return _all_of([kept, other])


def _all_of(values: Any) -> set[str]:
    listed = values if isinstance(values, list) else []
    return {canonical("" if one is None else one) for one in listed}


def said_by(op: Operation, conflict: RecordState) -> Operation | None:
    """Return what a decision says of a field that was not written with it; None when it was, or says nothing.

    Whoever chooses what his screen shows already writes nothing. If something else has come to stand since,
    he did not see it, and his choice is a word about the field like any other.
    """
    field, stood, chosen = str(conflict.body["field"]), op.sets.get("stood"), op.sets.get("chosen")
    if op.sets.get("status") not in _SETTLED or not chosen or not same(_value(stood), _value(chosen)):
        return None
    return attrs.evolve(
        op,
        ent=str(conflict.body["ent"]),
        rec_id=str(conflict.body["rec_id"]),
        kind=OpKind.SET,
        sets={field: _value(chosen)},
        olds={field: _value(stood)},
    )


def _stands_otherwise(target: RecordState, field: str, op: Operation) -> bool:
    """Tell whether a field holds something else than was chosen: others wrote that, not who decided."""
    kind = BY_NAME.get(target.ent)
    return (
        kind is not None
        and field in kind.by_name
        and not same(target.body.get(field), _value(op.sets.get("chosen")))
    )
