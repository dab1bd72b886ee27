"""How a conflict is decided: what one operation does to a record that others may have changed meanwhile.

Pure functions over values. The hub runs them in the order it numbers operations; nothing here looks
at a clock to decide whether something is lost. A change counts as made without seeing another when
the field's last writer was somebody else and wrote after the revision the operation was based on.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from enum import StrEnum

import attrs

from clinic_app.domain.catalogue import BY_NAME, Kind, MergeClass
from clinic_app.domain.change import VOID_FIELD, VOID_REASON, Operation, OpKind, Value


class Standing(StrEnum):
    """State of a conflict."""

    OPEN = "open"
    """Waits for a person."""
    AUTO = "auto"
    """Merged by rule; the loser is listed and can be put back."""
    RESOLVED = "resolved"
    REVERTED = "reverted"


OF_A_DECISION = ("choice", "chosen", "stood", "asked", "resolved_by", "resolved_at")
"""Fields of a conflict that tell of its decision; without one they hold nothing."""


@attrs.frozen
class Written:
    """Who last wrote a field.

    Attributes:
        seq: hub number of the operation.
        epoch: epoch of its writer.
        hlc: its hybrid logical clock, never later than the moment it arrived.
    """

    seq: int
    epoch: int
    hlc: int


@attrs.frozen
class RecordState:
    """A record as the hub holds it.

    Attributes:
        ent: record kind.
        id: record identity.
        owner: managing institution.
        rev: hub number of the last operation on it.
        body: values by field, also fields this program does not know.
        written: last writer by field.
        void: removed.
        void_reason: why.
        last_epoch: writer of the last operation.
        run_base: revision before the unbroken run of that writer's operations.
        known_to: epoch whose program already shows exactly this state, or 0.
    """

    ent: str
    id: str
    owner: str
    rev: int
    body: Mapping[str, Value]
    written: Mapping[str, Written]
    void: bool = False
    void_reason: str = ""
    last_epoch: int = 0
    run_base: int = 0
    known_to: int = 0


@attrs.frozen
class Disagreement:
    """A value that was not simply taken, with what stands and what waits.

    Attributes:
        field: field, or name of a set of elements, or ``_void``.
        merge: class that decided.
        standing: open or auto.
        kept: value in the record.
        other: the value that is not.
        base: value both started from, if known.
        kept_writer: who wrote the kept value; None when it is the operation at hand.
        other_writer: who wrote the other value; None when it is the operation at hand.
    """

    field: str
    merge: MergeClass
    standing: Standing
    kept: Value
    other: Value
    base: Value
    kept_writer: Written | None
    other_writer: Written | None


@attrs.frozen
class Outcome:
    """What an operation did.

    Attributes:
        record: the record afterwards.
        foreseen: the writer's own screen already shows the result.
        disagreements: values that were not simply taken.
    """

    record: RecordState
    foreseen: bool
    disagreements: tuple[Disagreement, ...] = ()


NOBODY = -1
"""Epoch of a value that arose at the hub: it is on no file's screen before the hub has sent it."""

OVERTAKEN = "_overtaken:"
"""Begins a key among a record's writers, with an epoch: its last change that did not stand, or no longer.

Two changed one field without seeing each other, and no field names the loser. Yet a removal by the winner
must not take along unasked what he never saw; else it would hang on the clock that decided between the two.
"""

ALIKE = "_alike:"
"""Begins a key among a record's writers, with a field: who else had said, unseen, what its last writer said.

Two who note one blood group without seeing each other agree. If the later of them changes it before he has
heard of the other, he goes against a word that he has not seen, though the last one before his is his own.
"""

Lineage = Mapping[int, int]
"""Earlier epochs of the same file: epoch number to the last hub number inherited from it."""


def unseen(last: Written | None, base_rev: int, epoch: int, lineage: Lineage) -> bool:
    """Tell whether a field was written by somebody else after the revision an operation was based on."""
    if last is None or last.seq <= base_rev or last.epoch == epoch != NOBODY:
        return False
    return last.seq > lineage.get(last.epoch, -1)


def unseen_writer(
    written: Mapping[str, Written], name: str, base_rev: int, epoch: int, lineage: Lineage
) -> Written | None:
    """Return who wrote what stands in a field without the writer of an operation having seen it, or None."""
    said = (written.get(name), written.get(ALIKE + name))
    return next((one for one in said if unseen(one, base_rev, epoch, lineage)), None)


def apply_operation(
    record: RecordState | None, op: Operation, *, seq: int, epoch: int, owner: str, lineage: Lineage
) -> Outcome:
    """Return what an operation does to a record (None when the hub has none of that identity).

    Args:
        record: the record before.
        op: the operation.
        seq: hub number given to it.
        epoch: epoch of its writer.
        owner: managing institution of a new record.
        lineage: earlier epochs of the same file.
    """
    if record is None:
        return Outcome(_new_record(op, seq, epoch, owner), foreseen=True)
    foreseen = record.rev <= op.base_rev or (record.last_epoch == epoch and op.base_rev >= record.run_base)
    if op.kind == OpKind.VOID:
        changed, found = _void(record, op, seq, epoch, lineage)
    else:
        changed, found = _set(record, op, seq, epoch, lineage)
    if op.kind == OpKind.ADD:
        foreseen = False  # the identity was known already: a copy of the file, or a slip read from paper
    if found:
        foreseen = False
    return Outcome(_numbered(changed, seq, epoch, record, foreseen), foreseen, tuple(found))


def touch_set(
    parent: RecordState, op: Operation, set_name: str, *, seq: int, epoch: int, lineage: Lineage
) -> tuple[RecordState, bool, Written | None]:
    """Return a parent after a new element of one of its sets.

    Returns:
        the parent, whether the writer already shows it so, and the writer of the set's last change
        when that change was made without seeing this one.
    """
    last = parent.written.get(set_name)
    foreseen = parent.rev <= op.base_rev or (parent.last_epoch == epoch and op.base_rev >= parent.run_base)
    rival = last if unseen(last, op.base_rev, epoch, lineage) else None
    written = {**parent.written, set_name: Written(seq, epoch, op.hlc)}
    _note_overtaken(written, rival)
    changed = attrs.evolve(parent, written=written)
    return _numbered(changed, seq, epoch, parent, foreseen and rival is None), foreseen, rival


def decide(record: RecordState, field: str, *, seq: int, epoch: int, hlc: int) -> RecordState:
    """Return a record after a person decided a conflict of one of its fields.

    A decision counts as a write even when the value stays, so that another decision taken
    elsewhere without seeing it shows up as a new disagreement instead of winning silently.
    """
    written = {**record.written, field: Written(seq, epoch, hlc)}
    return _numbered(attrs.evolve(record, written=written), seq, epoch, record, foreseen=False)


def _new_record(op: Operation, seq: int, epoch: int, owner: str) -> RecordState:
    body = {name: value for name, value in op.sets.items() if not name.startswith("_")}
    return RecordState(
        ent=op.ent,
        id=op.rec_id,
        owner=owner,
        rev=seq,
        body=body,
        written={name: Written(seq, epoch, op.hlc) for name in body},
        last_epoch=epoch,
        known_to=epoch,
    )


def _numbered(changed: RecordState, seq: int, epoch: int, before: RecordState, foreseen: bool) -> RecordState:
    # What was not foreseen must be seen before the run can go on as foreseen: the run begins anew with it.
    run_base = seq if not foreseen else before.run_base if before.last_epoch == epoch else before.rev
    return attrs.evolve(
        changed,
        rev=seq,
        last_epoch=epoch,
        run_base=run_base,
        known_to=epoch if foreseen else 0,
    )


def _void(
    record: RecordState, op: Operation, seq: int, epoch: int, lineage: Lineage
) -> tuple[RecordState, list[Disagreement]]:
    wanted = bool(op.sets.get(VOID_FIELD))
    mine = Written(seq, epoch, op.hlc)
    if wanted:
        others = [
            last
            for name, last in record.written.items()
            if name != VOID_FIELD
            and not name.startswith(ALIKE)  # he said the same himself
            and unseen(last, op.base_rev, epoch, lineage)
        ]
        if others:
            # By number, because the order of the fields is not the same when the log is replayed.
            last = max(others, key=lambda one: (one.epoch != NOBODY, one.seq))
            return record, [Disagreement(VOID_FIELD, MergeClass.VOID, Standing.OPEN, 0, 1, 0, last, None)]
    changed = attrs.evolve(
        record,
        void=wanted,
        void_reason=str(op.sets.get(VOID_REASON) or "") if wanted else "",
        written={**record.written, VOID_FIELD: mine},
    )
    return changed, []


def _set(
    record: RecordState, op: Operation, seq: int, epoch: int, lineage: Lineage
) -> tuple[RecordState, list[Disagreement]]:
    kind = BY_NAME.get(record.ent)
    body, written = dict(record.body), dict(record.written)
    mine = Written(seq, epoch, op.hlc)
    found: list[Disagreement] = []
    for name, value in op.sets.items():
        if name.startswith("_"):
            continue
        present = body.get(name)
        last = unseen_writer(written, name, op.base_rev, epoch, lineage)
        if same(present, value) or last is None:
            if last is None:
                written.pop(ALIKE + name, None)
            else:
                written[ALIKE + name] = last
            body[name], written[name] = value, mine
            continue
        taken, disagreement = _contest(kind, name, present, value, op, last)
        if disagreement is not None:
            found.append(disagreement)
            _note_overtaken(written, mine if taken is _KEEP else last)
        if taken is not _KEEP:
            # A text put together from both is not on its last writer's screen either.
            whose = mine if taken == value else attrs.evolve(mine, epoch=NOBODY)
            written.pop(ALIKE + name, None)
            body[name], written[name] = taken, whose  # type: ignore[assignment]
    changed, back = stand_again(attrs.evolve(record, body=body, written=written), op, mine, lineage)
    return changed, found if back is None else [*found, back]


def stand_again(
    record: RecordState, op: Operation, mine: Written, lineage: Lineage
) -> tuple[RecordState, Disagreement | None]:
    """Return a record after a word about it, which brings it back and asks if its removal was not seen."""
    removal = record.written.get(VOID_FIELD)
    if not record.void or not unseen(removal, op.base_rev, mine.epoch, lineage):
        return record, None
    back = attrs.evolve(record, void=False, void_reason="", written={**record.written, VOID_FIELD: mine})
    return back, Disagreement(VOID_FIELD, MergeClass.VOID, Standing.OPEN, 0, 1, 0, None, removal)


def _note_overtaken(written: dict[str, Written], loser: Written | None) -> None:
    if loser is not None:
        key = f"{OVERTAKEN}{loser.epoch}"
        before = written.get(key)
        written[key] = loser if before is None or before.seq < loser.seq else before


class _Keep:
    """Marks that the record's value stays."""


_KEEP = _Keep()


def same(one: Value, two: Value) -> bool:
    """Tell whether two values say the same; nothing and the empty text do."""
    return one == two or (one in (None, "") and two in (None, ""))


def _contest(
    kind: Kind | None, name: str, present: Value, value: Value, op: Operation, last: Written | None
) -> tuple[Value | _Keep, Disagreement | None]:
    """Return the value to take (or _KEEP) and the disagreement to record, by the field's class."""
    field = kind.by_name.get(name) if kind else None
    merge = field.merge if field else MergeClass.CONTACT
    base = op.olds.get(name)
    if merge is MergeClass.CONTACT:
        if (op.hlc, op.hash) > (last.hlc if last else 0, ""):
            return value, Disagreement(name, merge, Standing.AUTO, value, present, base, None, last)
        return _KEEP, Disagreement(name, merge, Standing.AUTO, present, value, base, last, None)
    if merge is MergeClass.TEXT and name in op.olds:
        merged = merge_lines(str(base or ""), str(present or ""), str(value or ""))
        if merged is not None:
            if same(merged, present):
                return _KEEP, None
            if same(merged, value):  # no line of the other's is in it: what stood is what is told of
                return value, Disagreement(name, merge, Standing.AUTO, value, present, base, None, last)
            return merged, Disagreement(name, merge, Standing.AUTO, merged, value, base, last, None)
    if merge is MergeClass.IDENTITY and present in (None, ""):
        return value, None
    return _KEEP, Disagreement(name, merge, Standing.OPEN, present, value, base, last, None)


def merge_lines(base: str, ours: str, theirs: str) -> str | None:
    """Return the three-way merge of two texts by lines, or None when they changed the same place.

    Changes that touch without a common line between them count as the same place: a doctor who
    appended a sentence and another who rewrote the sentence before it must look at both.
    """
    base_lines = base.split("\n") if base else []
    edits = sorted(_edits(base_lines, ours) + _edits(base_lines, theirs), key=lambda e: (e[0], e[1]))
    merged: list[str] = []
    position = 0
    previous: tuple[int, int, list[str]] | None = None
    for start, end, lines in edits:
        if previous is not None and (start, end, lines) == previous:
            continue
        if previous is not None and start <= previous[1]:
            return None
        merged += base_lines[position:start] + lines
        position = end
        previous = (start, end, lines)
    merged += base_lines[position:]
    return "\n".join(merged)


def _edits(base: list[str], changed: str) -> list[tuple[int, int, list[str]]]:
    lines = changed.split("\n") if changed else []
    matcher = difflib.SequenceMatcher(a=base, b=lines, autojunk=False)
    return [(i1, i2, lines[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
