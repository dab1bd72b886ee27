"""Giving the institution of this file another identity, when a clinic that worked alone joins a county."""

from __future__ import annotations

import json

from clinic_app.domain.catalogue import KINDS, FieldType, Kind
from clinic_app.domain.change import canonical, content_hash
from clinic_app.store.database import Database


def rename_institution(db: Database, own: str, given: str) -> None:
    """Give everything written while working alone the institution's identity in the county.

    Belongs inside a unit of work and ``db.applying()``.

    Nothing was sent before enrolment, so rows and waiting operations can be rewritten together.
    """
    for kind in KINDS:
        db.execute(f"UPDATE {kind.name} SET _owner = ? WHERE _owner = ?", (given, own))
        for name in _org_fields(kind):
            db.execute(f"UPDATE {kind.name} SET {name} = ? WHERE {name} = ?", (given, own))
    db.execute("UPDATE OR IGNORE organization SET id = ? WHERE id = ?", (given, own))
    for row in db.execute("SELECT * FROM op WHERE instr(sets, ?) OR rec_id = ?", (own, own)):
        sets = {name: given if value == own else value for name, value in json.loads(row["sets"]).items()}
        text = canonical(sets)
        rec_id = given if row["rec_id"] == own else row["rec_id"]
        digest = content_hash(row["ent"], rec_id, row["kind"], row["base_rev"], text)
        db.execute(
            "UPDATE op SET sets = ?, rec_id = ?, hash = ? WHERE op_seq = ?",
            (text, rec_id, digest, row["op_seq"]),
        )


def _org_fields(kind: Kind) -> list[str]:
    return [f.name for f in kind.fields if f.refers_to == "organization" and f.type is FieldType.ID]
