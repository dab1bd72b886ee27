"""Conflicts in clinical words: what each side wrote, who, where and when, and sentences about the choice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.catalogue import BY_NAME, FieldType, MergeClass, element_kinds, label_of
from clinic_app.domain.change import VOID_FIELD
from clinic_app.domain.clock import read_stamp
from clinic_app.domain.merge import Standing
from clinic_app.domain.numbers import mask_id_no
from clinic_app.domain.phones import phone_text
from clinic_app.domain.wording import Message, joined, named, say, term
from clinic_app.services.code_tables import CodeTables
from clinic_app.store import directory, patients, rows
from clinic_app.store.database import Readable, Row

KEPT, OTHER, BOTH, VALUE = "kept", "other", "both", "value"
"""What can be chosen."""


@attrs.frozen
class Side:
    """What one side wrote.

    Attributes:
        text: the value in words; empty when the side left nothing.
        notes: what else is known of it, such as the reaction to an allergen.
        value: the stored value; ids for elements of a set.
        ours: it was written in this institution.
        org_name: where.
        by: who.
        at: when, aware; None when unknown.
        newer: written later than the other side.
    """

    text: str
    notes: tuple[str, ...]
    value: Any
    ours: bool
    org_name: str
    by: str
    at: datetime | None
    newer: bool = False


@attrs.frozen
class ConflictItem:
    """One field that two people changed without seeing each other.

    Attributes:
        id: identity of the conflict.
        ent: kind of record.
        rec_id: the record.
        patient_id: whose, or empty.
        referral_id: the referral it belongs to, or empty.
        whose: name of the person.
        field: field, set of elements, or ``_void``.
        label: what the field is called.
        status: open, auto, resolved or reverted.
        base: what both started from, in words.
        kept: the value in the record when the conflict arose.
        other: the value that waits.
        now: the value in the record at this moment, in words.
        choices: what can be chosen.
        may_decide: this institution may write the record.
        opened_at: when it came up.
        decided: how it was decided, in words; empty while it is open.
        decided_by: who decided.
        decided_at: when.
        free_text: another value may be typed in.
        codes: list to choose another value from, or empty.
    """

    id: str
    ent: str
    rec_id: str
    patient_id: str
    referral_id: str
    field: str
    label: str
    status: str
    base: str
    kept: Side
    other: Side
    now: str
    choices: tuple[str, ...]
    may_decide: bool
    opened_at: datetime | None
    decided: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    free_text: bool = False
    codes: str = ""
    whose: str = ""

    @property
    def is_set(self) -> bool:
        """Tell whether both values can stand side by side."""
        return BOTH in self.choices

    @property
    def standing(self) -> str:
        """What a person decides upon: what stands, and of a set also what became of its elements."""
        if not self.is_set:
            return self.now
        return "；".join((self.kept.text, *self.kept.notes, self.other.text, *self.other.notes))

    @property
    def moved_on(self) -> bool:
        """Tell whether a decided field was written again since, so that its decision is history only."""
        return bool(self.decided) and not self.is_set and (self.now or str(say("（空）"))) != self.decided

    @property
    def left(self) -> Side:
        """The side shown as 本机: ours, or the one in use when neither or both are."""
        return self.other if self.other.ours and not self.kept.ours else self.kept

    @property
    def right(self) -> Side:
        """The side shown as 对方."""
        return self.kept if self.left is self.other else self.other

    def choice_of(self, side: Side) -> str:
        """Return the choice that takes a side."""
        return KEPT if side is self.kept else OTHER


class ConflictReader:
    """Turns conflict rows into words; names of institutions and elements are looked up once."""

    def __init__(self, db: Readable, org: str, codes: CodeTables) -> None:
        self._db = db
        self._org = org
        self._codes = codes
        self._orgs: dict[str, str] = {}
        self._full_names: dict[str, str] = {}

    def item(self, row: Row) -> ConflictItem:
        """Return a conflict in words."""
        ent, field = str(row["ent"] or ""), str(row["field"] or "")
        record = rows.find(self._db, ent, str(row["rec_id"])) if ent in BY_NAME else None
        kept = self._side(row, "kept", ent, field)
        other = self._side(row, "other", ent, field)
        if kept.at and other.at and kept.at != other.at:
            kept = attrs.evolve(kept, newer=kept.at > other.at)
            other = attrs.evolve(other, newer=not kept.newer)
        known = BY_NAME[ent].by_name.get(field) if ent in BY_NAME else None
        status = str(row["status"] or Standing.OPEN)
        return ConflictItem(
            id=str(row["id"]),
            ent=ent,
            rec_id=str(row["rec_id"]),
            patient_id=str(row["patient_id"] or (row["rec_id"] if ent == "patient" else "") or ""),
            referral_id=str(row["referral_id"] or ""),
            field=field,
            label=label_of(ent, field) if field != VOID_FIELD else str(say("删除")),
            status=status,
            base=self.words(ent, field, stored_value(row["base"]))[0],
            kept=kept,
            other=other,
            now=self._now(ent, field, record),
            choices=_choices(str(row["merge"] or ""), known is not None),
            may_decide=self._may_write(ent, record),
            opened_at=moment(row["opened_at"]),
            decided=self._decided(row, ent, field) if status in _DECIDED else "",
            decided_by=str(row["resolved_by"] or ""),
            decided_at=moment(row["resolved_at"]),
            free_text=known is not None and not known.codes and known.type is not FieldType.JSON,
            codes=known.codes if known else "",
            whose=self._whose(row),
        )

    def _whose(self, row: Row) -> str:
        """Return the name of the person a conflict is about; empty when neither card nor slip is here."""
        patient_id = str(row["patient_id"] or (row["rec_id"] if row["ent"] == "patient" else "") or "")
        for kind, record_id, field in (
            ("patient", patient_id, "name"),
            ("referral", str(row["referral_id"] or ""), "patient_name"),
        ):
            found = rows.find(self._db, kind, record_id) if record_id else None
            if found is not None and found[field]:
                return str(found[field])
        return ""

    def words(self, ent: str, field: str, value: Any) -> tuple[str, tuple[str, ...]]:
        """Return a value as people read it, and what else is known of it."""
        kind = element_kind(ent, field)
        if kind is not None:
            return self._elements(kind, value)
        if field == VOID_FIELD:
            return (str(say("删除这条记录")) if value else str(say("保留这条记录"))), ()
        if value in (None, ""):
            return "", ()
        known = BY_NAME[ent].by_name.get(field) if ent in BY_NAME else None
        if known is None:
            return str(value), ()
        if known.codes:
            return named(known.codes, self._codes.name_of(known.codes, str(value))), ()
        if known.type is FieldType.ID and known.refers_to == "organization":
            return self._org_name(str(value)), ()
        if known.type is FieldType.JSON:
            return _list_text(value), ()
        if field.endswith("phone"):
            return phone_text(str(value)), ()
        return str(value), ()

    def _elements(self, kind: str, value: Any) -> tuple[str, tuple[str, ...]]:
        ids = [str(i) for i in value] if isinstance(value, list) else []
        found = rows.fetch_many(self._db, kind, ids)
        names, notes = [], []
        for element_id in ids:
            row = found.get(element_id)
            if row is None:
                names.append(str(say("（尚未同步到本机）")))
                continue
            names.append(str(row[BY_NAME[kind].field_names[1]] or ""))
            notes.append(joined(self._element_notes(kind, row), say("，")))
        return joined(names, say("、")), tuple(note for note in notes if note)

    def _element_notes(self, kind: str, row: Row) -> list[str]:
        notes = []
        for field in BY_NAME[kind].fields[2:]:
            text = row[field.name]
            if text in (None, ""):
                continue
            name = self._codes.name_of(field.codes, str(text)) if field.codes else ""
            notes.append(named(field.codes, name) or str(text))
        if row["_void"]:
            notes.append(str(say("已删除")))
        return notes

    def _side(self, row: Row, prefix: str, ent: str, field: str) -> Side:
        value = stored_value(row[prefix])
        text, notes = self.words(ent, field, value)
        org = str(row[f"{prefix}_org"] or "")
        name = self._org_name(org) if org else ""
        by = str(row[f"{prefix}_by"] or "")
        full = self._full_names.get(org, "")
        return Side(
            text=text,
            notes=notes,
            value=value,
            ours=bool(org) and org == self._org,
            org_name=name or by,
            by=by.removeprefix(full).strip() if full else "",
            at=moment(row[f"{prefix}_at"]),
        )

    def _org_name(self, org_id: str) -> str:
        if org_id not in self._orgs:
            found = directory.partner(self._db, org_id)
            self._orgs[org_id] = (found.short_name or found.name) if found else ""
            self._full_names[org_id] = found.name if found else ""
        return self._orgs[org_id]

    def _now(self, ent: str, field: str, record: Row | None) -> str:
        if record is None:
            return ""
        kind = element_kind(ent, field)
        if kind is not None:
            present = patients.elements(self._db, str(record["id"])).get(field, [])
            return self._elements(kind, [row["id"] for row in present])[0]
        if field == VOID_FIELD:
            return self.words(ent, field, record[VOID_FIELD])[0]
        return self.words(ent, field, record.get(field))[0]

    def _may_write(self, ent: str, record: Row | None) -> bool:
        if record is None:
            return False
        return BY_NAME[ent].ownership == "clinic" or record["_owner"] == self._org

    def _decided(self, row: Row, ent: str, field: str) -> str:
        choice = str(row["choice"] or "")
        if choice == BOTH:
            return str(say("两个都保留"))
        text = self.words(ent, field, stored_value(row["chosen"]))[0]
        return text or str(say("（空）"))


_DECIDED = frozenset({Standing.RESOLVED, Standing.REVERTED})


def _choices(merge: str, known_field: bool) -> tuple[str, ...]:
    if merge == MergeClass.SET:
        return (KEPT, OTHER, BOTH)
    if merge == MergeClass.VOID or not known_field:
        return (KEPT, OTHER)
    return (KEPT, OTHER, VALUE)


def element_kind(ent: str, set_name: str) -> str | None:
    """Return the kind of the elements of a set, or None when it is a plain field."""
    for kind in element_kinds(ent):
        if kind.element_of is not None and kind.element_of.set_name == set_name:
            return kind.name
    return None


def stored_value(text: Any) -> Any:
    """Return a stored side; damaged JSON is shown as it is rather than hidden."""
    if text in (None, ""):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def _list_text(value: Any) -> str:
    found = stored_value(value) if isinstance(value, str) else value
    if not isinstance(found, list):
        return str(value)
    words = [
        " ".join(str(entry.get(key)) for key in ("name", "code") if entry.get(key))
        if isinstance(entry, dict)
        else str(entry)
        for entry in found
    ]
    return "、".join(words)


def moment(text: Any) -> datetime | None:
    """Return a stored moment, or None."""
    try:
        return read_stamp(str(text)) if text else None
    except ValueError:
        return None


# --- sentences -------------------------------------------------------------------------------


def side_name(item: ConflictItem, side: Side) -> str:
    """Return what a side is called on the screen."""
    if side.ours and not (item.kept.ours and item.other.ours):
        return str(say("本机"))
    if side.ours:
        return side.by or str(say("本机"))
    return side.org_name or (str(say("现用")) if side is item.kept else str(say("对方")))


def choice_words(item: ConflictItem, choice: str) -> Message:
    """Return one choice as part of the button's sentence: 姓名用本机的."""
    if choice == BOTH:
        return say("{label}两项都保留", label=term(item.label))
    if choice == VALUE:
        return say("{label}另外填写", label=term(item.label))
    side = item.kept if choice == KEPT else item.other
    if item.field == VOID_FIELD:
        return say("{words}", words=side.text)
    if not side.text and not item.is_set:
        return say("{label}留空", label=term(item.label))
    return say("{label}用{side}的", label=term(item.label), side=side_name(item, side))


def button_sentence(items: Sequence[ConflictItem], choices: Mapping[str, str]) -> Message:
    """Return what the button will do: 姓名用本机的，过敏史两项都保留; asks while nothing is chosen."""
    chosen = [item for item in items if item.id in choices]
    if not chosen:
        return say("请先选定")
    if len(chosen) > 3:
        ours = sum(1 for i in chosen if choices[i.id] == i.choice_of(i.left))
        both = sum(1 for i in chosen if choices[i.id] == BOTH)
        return say(
            "用本机 {ours} 项，用对方 {theirs} 项，都保留 {both} 项",
            ours=ours,
            theirs=len(chosen) - ours - both,
            both=both,
        )
    return say("{words}", words=joined((choice_words(item, choices[item.id]) for item in chosen), say("，")))


def person_line(patient: Mapping[str, Any], gender: str, age: str) -> str:
    """Return the line under the heading: 男 68岁 6208** **** 0017."""
    number = str(patient.get("id_no") or "")
    return joined((gender, age, mask_id_no(number) if number else ""), "　")
