"""Finding patients from one search box, and a patient's allergies, medicines and problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from clinic_app.domain.catalogue import element_kinds
from clinic_app.domain.names import readings, same_reading, search_term
from clinic_app.store import rows
from clinic_app.store.database import Readable, Row
from clinic_app.store.patient_keys import (
    SHOWN,
    SHOWN_END,
    TAIL_MARK,
    VILLAGE_MARK,
    number_term,
    refresh_patient_keys,
)
from clinic_app.store.patient_links import same_person, shown_id

__all__ = [
    "PatientPage",
    "elements",
    "look_alikes",
    "page",
    "refresh_patient_keys",
    "same_person",
    "search",
    "shown_id",
]

PAGE = 50
_LAST = "\U0010ffff"
_SHORTEST_TAIL = 2
_SHORTEST_MIDDLE = 4
_COUNTED = 1000


@attrs.frozen
class PatientPage:
    """Some rows of a list, and where the next ones begin.

    Attributes:
        rows: patients as dicts.
        after: pass it back for the next page; None when there are no more.
    """

    rows: tuple[Row, ...]
    after: tuple[str, ...] | None


def search(
    db: Readable, text: str, *, after: Sequence[str] | None = None, limit: int = PAGE, doctor: str = ""
) -> PatientPage:
    """Find patients by name, initials, pinyin, part of a number, or village; words are all required.

    Exact hits come first, then longer ones, people before villages. An empty text lists the newest records.
    """
    words = [word for word in (search_term(part) for part in text.split()) if word]
    if not words:
        return page(db, after=after, limit=limit, doctor=doctor)
    found = _by_keys(db, words, after, limit, doctor)
    if found.rows or after is not None:
        return found
    joined = "".join(words)
    if len(words) > 1 and joined.isascii() and joined.isalpha():
        # Pinyin typed with blanks between the syllables.
        spelled = _by_keys(db, [joined], None, limit, doctor)
        if spelled.rows:
            return PatientPage(spelled.rows, None)
    return _by_scan(db, words, limit, doctor)


Span = tuple[str, str]
"""Keys from the first (inclusive) to the second (exclusive)."""


def _spans(word: str) -> list[Span]:
    """Return the spans of keys in which a word can be found, in the order of the keys."""
    starts = [word]
    if any(character.isdigit() for character in word) and len(word) >= _SHORTEST_TAIL:
        starts.append(TAIL_MARK + number_term(word)[::-1])
    if not word.isascii():
        starts.append(VILLAGE_MARK + word)
    return sorted((start, start + _LAST) for start in starts)


def _within(column: str, spans: list[Span]) -> tuple[str, list[Any]]:
    clause = " OR ".join(f"({column} >= ? AND {column} < ?)" for _ in spans)
    return f"({clause})", [edge for span in spans for edge in span]


def _rarest_first(db: Readable, words: list[str]) -> list[str]:
    """Put the word with the fewest keys first, because the others are only looked up beside its hits."""
    if len(words) == 1:
        return words

    def size(word: str) -> int:
        clause, params = _within("key", _spans(word))
        return int(
            db.execute(
                f"SELECT count(*) AS n FROM (SELECT 1 FROM patient_key WHERE {clause} LIMIT ?)",
                [*params, _COUNTED],
            )[0]["n"]
        )

    return sorted(words, key=size)


def _by_keys(
    db: Readable, words: list[str], after: Sequence[str] | None, limit: int, doctor: str
) -> PatientPage:
    """Walk the key table in its own order and stop when the page is full, however many would match."""
    first, *others = _rarest_first(db, words)
    spans = _spans(first)
    again, again_params = _within("e.key", spans)
    wanted, params = _conditions(others, doctor)
    hits: list[Row] = []
    for low, high in spans:
        begin = tuple(after) if after and after[0] >= low else (low, "")
        hits += db.execute(
            "SELECT x.key, x.patient_id FROM patient_key x"
            " WHERE x.key < ? AND (x.key, x.patient_id) > (?, ?)"
            # A patient has several keys; only the first one that matches counts.
            " AND NOT EXISTS(SELECT 1 FROM patient_key e WHERE e.patient_id = x.patient_id"
            f" AND e.key < x.key AND {again}){wanted} ORDER BY x.key, x.patient_id LIMIT ?",
            [high, *begin, *again_params, *params, limit + 1 - len(hits)],
        )
        if len(hits) > limit:
            break
    return _page_of(db, hits, limit)


def _page_of(db: Readable, hits: list[Row], limit: int) -> PatientPage:
    shown = hits[:limit]
    found = rows.fetch_many(db, "patient", (hit["patient_id"] for hit in shown))
    return PatientPage(
        tuple(found[hit["patient_id"]] for hit in shown if hit["patient_id"] in found),
        (shown[-1]["key"], shown[-1]["patient_id"]) if len(hits) > limit else None,
    )


def _conditions(words: list[str], doctor: str) -> tuple[str, list[Any]]:
    wanted, params = "", []
    for word in words:
        clause, edges = _within("k.key", _spans(word))
        wanted += f" AND EXISTS(SELECT 1 FROM patient_key k WHERE k.patient_id = x.patient_id AND {clause})"
        params += edges
    if doctor:
        wanted += (
            " AND EXISTS(SELECT 1 FROM patient d WHERE d.id = x.patient_id AND d.responsible_doctor = ?)"
        )
        params.append(doctor)
    return wanted, params


def _by_scan(db: Readable, words: list[str], limit: int, doctor: str) -> PatientPage:
    """Look for words in the middle of names, villages and numbers, when no key began with them.

    Each field is read from an index that holds nothing else, not from the wide rows.
    """
    clauses: list[str] = []
    params: list[Any] = []
    # One word alone needs no more hits than are shown; several must meet, so all of each are needed.
    enough = f" LIMIT {int(limit) * 4}" if len(words) == 1 and not doctor else ""
    for word in words:
        if word.isascii() and any(c.isdigit() for c in word) and len(word) >= _SHORTEST_MIDDLE:
            fields: tuple[str, ...] = ("id_no", "phone")
        elif not word.isascii():
            fields = ("name", "village")
        else:
            return PatientPage((), None)
        parts = (
            f"SELECT id FROM (SELECT id FROM patient WHERE {f} <> '' AND instr(lower({f}), ?) > 0{enough})"
            for f in fields
        )
        clauses.append(f"id IN ({' UNION ALL '.join(parts)})")
        params += [word] * len(fields)
    if doctor:
        clauses.append("responsible_doctor = ?")
        params.append(doctor)
    found = db.execute(
        f"SELECT * FROM patient WHERE {' AND '.join(clauses)}"
        " AND EXISTS(SELECT 1 FROM patient_key k"
        " WHERE k.patient_id = patient.id AND k.key >= ? AND k.key < ?)"
        " ORDER BY id LIMIT ?",
        [*params, SHOWN, SHOWN_END, limit],
    )
    return PatientPage(tuple(found), None)


def page(
    db: Readable,
    *,
    after: Sequence[str] | None = None,
    limit: int = PAGE,
    doctor: str = "",
    village: str = "",
) -> PatientPage:
    """List patients, the newest record first; records merged into another are left out."""
    chosen = {f: value for f, value in (("responsible_doctor", doctor), ("village", village)) if value}
    few = any(_at_most(db, field, value, _COUNTED) for field, value in chosen.items())
    # Few: read those and sort them. Many: walk the records from the newest until the page is full.
    tables = "patient p CROSS JOIN patient_key k" if few else "patient_key k CROSS JOIN patient p"
    where = "".join(f" AND p.{field} = ?" for field in chosen)
    found = db.execute(
        f"SELECT k.key, k.patient_id FROM {tables}"
        f" WHERE p.id = k.patient_id AND k.key >= ? AND (k.key, k.patient_id) < (?, ?){where}"
        " ORDER BY k.key DESC, k.patient_id DESC LIMIT ?",
        [SHOWN, *(after or (SHOWN_END, "")), *chosen.values(), limit + 1],
    )
    return _page_of(db, found, limit)


def _at_most(db: Readable, field: str, value: str, most: int) -> bool:
    row = db.execute(
        f"SELECT count(*) AS n FROM (SELECT 1 FROM patient WHERE {field} = ? LIMIT ?)", (value, most + 1)
    )[0]
    return bool(row["n"] <= most)


def brought_by_hub(db: Readable) -> int:
    """Return how many people are here of whom nothing was written here."""
    found = db.execute(
        "SELECT count(*) AS n FROM patient WHERE _void = 0 AND id NOT IN (SELECT rec_id FROM op)"
    )
    return int(found[0]["n"])


def count(db: Readable) -> int:
    """Return how many patients are shown, merged records counted once."""
    row = db.execute("SELECT count(*) AS n FROM patient_key WHERE key >= ? AND key < ?", (SHOWN, SHOWN_END))[
        0
    ]
    return int(row["n"])


def by_id_no(db: Readable, id_no: str) -> list[Row]:
    """Return the patients who carry an identity number."""
    return db.execute(
        "SELECT * FROM patient WHERE id_no = ? AND id_no <> '' AND _void = 0 ORDER BY id", (id_no,)
    )


def elements(db: Readable, patient_id: str) -> dict[str, list[Row]]:
    """Return the present elements of a patient's sets: ``allergies``, ``medications``, ``problems``.

    In the order in which they were entered; those of merged records are included.
    """
    ids = same_person(db, patient_id)
    marks = ",".join("?" * len(ids))
    found: dict[str, list[Row]] = {}
    for kind in element_kinds("patient"):
        of = kind.element_of
        if of is not None:
            found[of.set_name] = sorted(
                db.execute(f"SELECT * FROM {kind.name} WHERE {of.link} IN ({marks}) AND _void = 0", ids),
                key=lambda row: rows.made_order(row["id"]),
            )
    return found


@attrs.frozen
class LookAlike:
    """A patient who may be the same person as the one being entered.

    Attributes:
        row: the patient found.
        reason: ``id_no`` (same number), ``phone`` (same name and telephone) or ``name`` (sounds alike,
            born the same year, and the village agrees or is unknown).
    """

    row: Row
    reason: str


def look_alikes(
    db: Readable,
    *,
    name: str,
    id_no: str = "",
    birth_date: str = "",
    village: str = "",
    phone: str = "",
    besides: str = "",
) -> list[LookAlike]:
    """Return patients who may be the one being entered, the surest first; each once."""
    mine = set(same_person(db, besides)) if besides else set()
    found: dict[str, LookAlike] = {}
    for row in by_id_no(db, id_no) if id_no else []:
        found[row["id"]] = LookAlike(row, "id_no")
    for row in _sounding_like(db, name):
        reason = _name_reason(row, name, birth_date, village, phone)
        if reason and row["id"] not in found and not _contradicts(id_no, row["id_no"]):
            found[row["id"]] = LookAlike(row, reason)
    order = ("id_no", "phone", "name")
    return sorted(
        (one for one in found.values() if one.row["id"] not in mine), key=lambda o: order.index(o.reason)
    )


def _contradicts(one: str, other: str | None) -> bool:
    """Tell whether two identity numbers are both known and different: then these are two people."""
    return bool(one and other and one != other)


def _sounding_like(db: Readable, name: str) -> list[Row]:
    full = ["".join(reading) for reading in readings(name)]
    if not full:
        return []
    marks = ",".join("?" * len(full))
    hits = db.execute(f"SELECT DISTINCT patient_id FROM patient_key WHERE key IN ({marks})", full)
    return list(rows.fetch_many(db, "patient", (hit["patient_id"] for hit in hits)).values())


def _name_reason(row: Row, name: str, birth_date: str, village: str, phone: str) -> str:
    if not same_reading(row["name"] or "", name):
        return ""
    if phone and phone in (row["phone"], row["contact_phone"]):
        return "phone"
    same_year = bool(birth_date) and (row["birth_date"] or "")[:4] == birth_date[:4]
    near = not village or not row["village"] or row["village"] == village
    return "name" if same_year and near else ""
