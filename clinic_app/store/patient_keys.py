"""The keys under which patients are found, rebuilt for every patient whose record changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from clinic_app.domain.names import search_keys, search_term
from clinic_app.store.database import Database
from clinic_app.store.patient_links import groups
from clinic_app.store.rows import made_order

TAIL_MARK = "$"
"""Before a number written backwards, so that the end of a number is the beginning of a key."""
VILLAGE_MARK = "\U0010fffd"
"""Before the name of a village, so that people of that name come before people of that village."""

SHOWN, SHOWN_END = "*", "+"
"""Every shown patient has one key from the first to the second, in the order in which the records were made;
one that was merged into another has none. No search word begins like it."""

_MADE_DIGITS = 12
_FIELDS = "id, name, id_no, phone, contact_phone, archive_no, village"


def keys_of(patient: dict[str, Any]) -> set[str]:
    """Return every key of a patient's record: name, numbers from both ends, village."""
    keys = set(search_keys(patient["name"] or ""))
    for field in ("id_no", "phone", "contact_phone", "archive_no"):
        number = number_term(patient[field] or "")
        if number:
            keys |= {number, TAIL_MARK + number[::-1]}
    id_no = number_term(patient["id_no"] or "")
    if len(id_no) == 18:
        # People also search by date of birth, which begins at the seventh digit.
        keys.add(id_no[6:])
    village = search_term(patient["village"] or "")
    if village:
        keys.add(VILLAGE_MARK + village)
    return keys


@lru_cache(maxsize=1024)
def number_term(text: str) -> str:
    """Return a number as it stands in keys: letters and digits only, lower case."""
    return "".join(character for character in search_term(text) if character.isalnum())


def refresh_patient_keys(db: Database, patient_ids: Iterable[str]) -> None:
    """Bring the keys of patients up to date; those of merged records lead to the shown one.

    Only keys that differ are written: most savings change none, and every page less is felt on an old disk.
    """
    for group in groups(db, patient_ids):
        marks = ",".join("?" * len(group))
        present = db.execute(f"SELECT {_FIELDS} FROM patient WHERE _void = 0 AND id IN ({marks})", group)
        keys: set[str] = set().union(*map(keys_of, present))
        if present:
            keys.add(SHOWN + made_order(group[0])[:_MADE_DIGITS])
        wanted = {(key, group[0]) for key in keys}
        rows = db.execute(f"SELECT key, patient_id FROM patient_key WHERE patient_id IN ({marks})", group)
        kept = {(row["key"], row["patient_id"]) for row in rows}
        if kept - wanted:
            db.execute_many("DELETE FROM patient_key WHERE key = ? AND patient_id = ?", sorted(kept - wanted))
        if wanted - kept:
            db.execute_many("INSERT INTO patient_key VALUES (?, ?)", sorted(wanted - kept))


def refresh_stale(db: Database) -> None:
    """Rebuild the keys of every patient that was written since the last time."""
    stale = db.execute("SELECT DISTINCT patient_id FROM patient_stale")
    if stale:
        refresh_patient_keys(db, [row["patient_id"] for row in stale])
        db.execute("DELETE FROM patient_stale")
