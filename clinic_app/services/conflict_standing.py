"""What stands where two sides disagreed: writing a choice, and bringing back what stood before it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from clinic_app.domain.change import VOID_FIELD, VOID_REASON, canonical
from clinic_app.domain.merge import same
from clinic_app.services.conflict_words import ConflictItem, element_kind, stored_value
from clinic_app.store import rows
from clinic_app.store.database import Database, Row

UNWANTED = "两边改得不一样时，决定不采用"
"""Reason kept with an element that a decision took out of a set."""


def standing(db: Database, item: ConflictItem) -> str:
    """Return what stands in a conflict's field now, as the conflict keeps it for an undoing.

    A plain value is itself, as JSON. A removable record or element is ``[]`` while it stands; else the
    reason of its removal and a digest of its content. A set is these by identity.
    """
    kind = element_kind(item.ent, item.field)
    if kind is not None:
        present = rows.fetch_many(db, kind, elements_of(item))
        return canonical({one: _presence(kind, row) for one, row in present.items()})
    record = rows.fetch(db, item.ent, item.rec_id)
    if item.field == VOID_FIELD:
        return canonical(_presence(item.ent, record))
    return canonical(record.get(item.field))


def asked(item: ConflictItem) -> str:
    """Return what a person who decides is asked to choose between, as the hub compares it."""
    is_set = element_kind(item.ent, item.field) is not None
    return canonical(elements_of(item) if is_set else [item.kept.value, item.other.value])


def changed_since(db: Database, item: ConflictItem, conflict: Row) -> bool:
    """Tell whether undoing a decision would take back more than the decision.

    Somebody wrote the field since; or what the undoing would remove again was changed since.

    Args:
        db: the clinic's database.
        item: the conflict in words.
        conflict: its row, with what stood and what was chosen.
    """
    stood, chosen = stored_value(conflict["stood"]), stored_value(conflict["chosen"])
    kind = element_kind(item.ent, item.field)
    if kind is not None:
        present = rows.fetch_many(db, kind, elements_of(item))
        wanted = chosen if isinstance(chosen, list) else []
        return any(
            bool(row[VOID_FIELD]) == (one in wanted) or _was_edited(kind, row, stood.get(one) or [])
            for one, row in present.items()
        )
    record = rows.fetch(db, item.ent, item.rec_id)
    if not same(record.get(item.field), chosen):
        return True
    return item.field == VOID_FIELD and not chosen and _was_edited(item.ent, record, stood)


def restore(db: Database, item: ConflictItem, conflict: Row) -> None:
    """Bring back exactly what stood when a conflict was decided; belongs in a unit of work."""
    stood = stored_value(conflict["stood"])
    kind = element_kind(item.ent, item.field)
    if kind is not None:
        for one, row in rows.fetch_many(db, kind, list(stood)).items():
            _make_present(db, kind, row, stood[one])
    elif item.field == VOID_FIELD:
        _make_present(db, item.ent, rows.fetch(db, item.ent, item.rec_id), stood)
    else:
        rows.update(db, item.ent, item.rec_id, {item.field: stood})


def write_value(db: Database, item: ConflictItem, value: Any) -> None:
    """Bring a chosen value into the record; belongs in a unit of work."""
    if item.field != VOID_FIELD:
        rows.update(db, item.ent, item.rec_id, {item.field: value})
    elif value:
        rows.void(db, item.ent, item.rec_id, UNWANTED)
    else:
        rows.unvoid(db, item.ent, item.rec_id)


def write_elements(db: Database, kind: str, item: ConflictItem, wanted: Sequence[str]) -> None:
    """Let of both sides' elements the wanted ones stand and no other; belongs in a unit of work."""
    for one, row in rows.fetch_many(db, kind, elements_of(item)).items():
        if one in wanted:
            if row[VOID_FIELD]:
                rows.unvoid(db, kind, one)
        elif not row[VOID_FIELD]:
            rows.void(db, kind, one, UNWANTED)


def elements_of(item: ConflictItem) -> list[str]:
    """Return the elements both sides wrote, in the order of the sides."""
    return [*ids_in(item.kept.value), *ids_in(item.other.value)]


def ids_in(value: Any) -> list[str]:
    """Return the elements one side wrote."""
    return [str(entry) for entry in value] if isinstance(value, list) else []


def _presence(kind: str, row: Row) -> list[str]:
    return [str(row[VOID_REASON] or ""), _digest(kind, row)] if row[VOID_FIELD] else []


def _was_edited(kind: str, row: Row, stood: Sequence[str]) -> bool:
    """Tell whether what was removed when the decision was taken has another content now."""
    return bool(stood) and stood[1] != _digest(kind, row)


def _make_present(db: Database, kind: str, row: Row, stood: Sequence[str]) -> None:
    if stood and not row[VOID_FIELD]:
        rows.void(db, kind, row["id"], stood[0])
    elif not stood and row[VOID_FIELD]:
        rows.unvoid(db, kind, row["id"])


def _digest(kind: str, row: Row) -> str:
    filled = {name: value for name, value in rows.fields_of(kind, row).items() if value not in (None, "")}
    return hashlib.blake2b(canonical(filled).encode(), digest_size=6).hexdigest()
