"""A patient as a line of a list, and as the whole card with one timeline of all that happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from clinic_app.domain.calendar import age_in_years, age_text
from clinic_app.domain.catalogue import PATIENT
from clinic_app.domain.change import canonical
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.numbers import mask_id_no
from clinic_app.domain.patient import Allergy, ChronicProblem, Medication, Patient
from clinic_app.domain.wording import say
from clinic_app.services.family_contract_rows import ContractRow, contract_rows
from clinic_app.services.follow_up_forms import form_names
from clinic_app.services.follow_up_rows import PlanRow, plan_rows
from clinic_app.services.patient_timeline import TimelineEntry, timeline_of
from clinic_app.services.referral_rows import ReferralRow, rows_of
from clinic_app.services.workplace import Workplace
from clinic_app.store import conflicts, directory, family_contracts, follow_ups, patients, referrals, rows
from clinic_app.store.database import Readable, Row
from clinic_app.store.synced_rows import LEFT


@attrs.frozen
class PatientRow:
    """A line of a list of patients.

    Attributes:
        id, name, gender, birth_date, phone, village, address: of the card.
        gender_text: 男, 女.
        age: such as 68岁, today.
        id_no_masked: the identity number with its middle hidden.
        doctor: responsible doctor.
        allergies: substances, always in sight.
        tags: short facts: managed by another institution, archive closed, exemption, chronic diseases.
        closed: the archive is closed (died, moved …).
    """

    id: str
    name: str
    gender: str
    gender_text: str
    birth_date: str
    age: str
    id_no_masked: str
    phone: str
    village: str
    address: str
    doctor: str
    allergies: tuple[str, ...]
    tags: tuple[str, ...]
    closed: bool


@attrs.frozen
class MergedRecord:
    """A record that was found to be the same person.

    Attributes:
        id: of the record that is not shown any more.
        name: its name.
        reason: why it was merged.
        link_id: of the merge, to take it back; empty where the records hang together by others.
    """

    id: str
    name: str
    reason: str
    link_id: str


@attrs.frozen
class PatientCard:
    """All that is known of a person.

    Attributes:
        id: of the shown record.
        patient: the fields of the card.
        row: as a line.
        id_no_masked: identity number with its middle hidden.
        allergies, medications, problems: the lists.
        timeline: everything that happened, the newest first.
        open_referrals: those that have not ended.
        plans: open follow-up plans, the next due first.
        contracts: with family doctors, the latest period first.
        open_conflicts: decisions that wait for a person.
        merged: other records of this person.
        names: what coded fields are called, by field.
        exempt_hint: group without need of filing that the age suggests, in words.
        owned: this institution manages the record.
        left: another institution manages it now, and what it writes does not come here any more.
        manager: name of the institution that manages it, as last heard; empty for our own.
    """

    id: str
    patient: Patient
    row: PatientRow
    id_no_masked: str
    allergies: tuple[Allergy, ...]
    medications: tuple[Medication, ...]
    problems: tuple[ChronicProblem, ...]
    timeline: tuple[TimelineEntry, ...]
    open_referrals: tuple[ReferralRow, ...]
    plans: tuple[PlanRow, ...]
    contracts: tuple[ContractRow, ...]
    open_conflicts: int
    merged: tuple[MergedRecord, ...]
    names: dict[str, str]
    exempt_hint: str
    owned: bool
    left: bool = False
    manager: str = ""


# ---- lines ------------------------------------------------------------------------------------------------


def patient_rows(place: Workplace, found: Sequence[Row]) -> tuple[PatientRow, ...]:
    """Return patients as lines, in the given order."""
    ids = [row["id"] for row in found]
    allergies = _by_patient(place.reader, "allergy", ids)
    problems = _by_patient(place.reader, "problem", ids)
    today = place.today()
    return tuple(
        _patient_row(place, row, allergies.get(row["id"], ()), problems.get(row["id"], ()), today)
        for row in found
    )


_WORDS_OF = {
    "allergy": "SELECT patient_id, substance AS word FROM allergy WHERE _void = 0"
    " AND patient_id IN (SELECT value FROM json_each(?)) ORDER BY id",
    "problem": "SELECT patient_id, name AS word FROM problem WHERE _void = 0"
    " AND patient_id IN (SELECT value FROM json_each(?)) ORDER BY id",
}


def _by_patient(db: Readable, kind: str, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return what elements are called, by patient; those of merged records stand with the shown one."""
    people: dict[str, str] = {}
    for group in _groups(db, ids):
        people.update((member, group[0]) for member in group)
    found: dict[str, list[str]] = {}
    for row in db.execute(_WORDS_OF[kind], (canonical(list(people)),)):
        words = found.setdefault(people[row["patient_id"]], [])
        if row["word"] and row["word"] not in words:
            words.append(row["word"])
    return {person: tuple(words) for person, words in found.items()}


def _groups(db: Readable, ids: Sequence[str]) -> list[list[str]]:
    """Return each person's record ids, the asked one first."""
    if not db.execute("SELECT 1 FROM patient_link WHERE _void = 0 LIMIT 1"):
        return [[one] for one in ids]
    return [[one, *(m for m in patients.same_person(db, one) if m != one)] for one in ids]


def _patient_row(
    place: Workplace, row: Row, allergies: tuple[str, ...], problems: tuple[str, ...], today: date
) -> PatientRow:
    birth = stored_date(text_of(row, "birth_date"))
    closed = text_of(row, "closed_reason")
    tags = [str(say("由别的机构管理"))] if row["_lane"] == LEFT else []
    tags += [place.name_of("archive_closed", closed)] if closed else []
    tags += [place.name_of("exempt_reason", row["exempt_reason"])] if row["exempt_reason"] else []
    tags += problems
    return PatientRow(
        id=row["id"],
        name=text_of(row, "name"),
        gender=text_of(row, "gender"),
        gender_text=place.name_of("gender", row["gender"]),
        birth_date=text_of(row, "birth_date"),
        age=age_text(birth, today) if birth else "",
        id_no_masked=mask_id_no(text_of(row, "id_no")),
        phone=text_of(row, "phone") or text_of(row, "contact_phone"),
        village=text_of(row, "village"),
        address=text_of(row, "address"),
        doctor=text_of(row, "responsible_doctor"),
        allergies=allergies,
        tags=tuple(tags),
        closed=bool(closed),
    )


# ---- the card ---------------------------------------------------------------------------------------------


def card_of(place: Workplace, row: Row) -> PatientCard:
    """Return the whole card of a shown record."""
    reader = place.reader
    found = patients.elements(reader, row["id"])
    views = referrals.of_patient(reader, row["id"])
    names = form_names()
    return PatientCard(
        id=row["id"],
        patient=Patient.from_row(row),
        row=patient_rows(place, [row])[0],
        id_no_masked=mask_id_no(text_of(row, "id_no")),
        allergies=tuple(Allergy.from_row(one) for one in found["allergies"]),
        medications=tuple(Medication.from_row(one) for one in found["medications"]),
        problems=tuple(ChronicProblem.from_row(one) for one in found["problems"]),
        timeline=timeline_of(place, row["id"], views),
        open_referrals=rows_of(place, [view for view in views if not view.status.ended]),
        plans=plan_rows(place, follow_ups.open_plans(reader, row["id"]), names),
        contracts=contract_rows(place, family_contracts.of_patient(reader, row["id"])),
        open_conflicts=len(conflicts.of_patient(reader, row["id"])),
        merged=_merged(reader, row["id"]),
        names={
            field.name: place.name_of(field.codes, row[field.name])
            for field in PATIENT.fields
            if field.codes and row[field.name]
        },
        exempt_hint=exempt_hint(place, row),
        owned=row["_owner"] == place.org_id,
        left=row["_lane"] == LEFT,
        manager=_manager(place, row),
    )


def _manager(place: Workplace, row: Row) -> str:
    """Return who manages a record that another institution manages; a record that left says nothing new."""
    if row["_owner"] == place.org_id or row["_lane"] == LEFT:
        return ""
    known = directory.partner(place.reader, row["_owner"])
    return known.name if known is not None else ""


def exempt_code(place: Workplace, birth_date: str) -> str:
    """Return the code of the group without need of filing that an age belongs to; empty for none."""
    birth = stored_date(birth_date)
    if birth is None:
        return ""
    age = age_in_years(birth, place.today())
    for code in place.tables.get("exempt_reason"):
        low, high = code.extra.get("min_age", ""), code.extra.get("max_age", "")
        if (low or high) and (not low or age >= int(low)) and (not high or age <= int(high)):
            return code.code
    return ""


def exempt_hint(place: Workplace, row: Mapping[str, object]) -> str:
    """Return which group the age suggests where the card names none."""
    if text_of(row, "exempt_reason"):
        return ""
    return place.name_of("exempt_reason", exempt_code(place, text_of(row, "birth_date")))


def _merged(reader: Readable, patient_id: str) -> tuple[MergedRecord, ...]:
    ids = patients.same_person(reader, patient_id)[1:]
    if not ids:
        return ()
    links = reader.execute("SELECT * FROM patient_link WHERE _void = 0 ORDER BY id")
    by_loser = {link["loser_id"]: link for link in links}
    records = rows.fetch_many(reader, "patient", ids)
    return tuple(
        MergedRecord(
            one,
            text_of(records.get(one) or {}, "name"),
            text_of(by_loser.get(one) or {}, "reason"),
            text_of(by_loser.get(one) or {}, "id"),
        )
        for one in ids
    )
