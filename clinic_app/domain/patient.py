"""A patient: what the card holds, what it must hold to be saved, and the elements of its safety lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from clinic_app.domain import catalogue
from clinic_app.domain.calendar import age_in_years, age_text
from clinic_app.domain.catalogue import Kind
from clinic_app.domain.field_checks import (
    NO_LISTS,
    CodeLists,
    check_fields,
    missing,
    stored_date,
    text_of,
)
from clinic_app.domain.names import check_name, clean_name, clean_text
from clinic_app.domain.numbers import (
    IdNumber,
    check_archive_no,
    clean_archive_no,
    compact,
    parse_id_no,
)
from clinic_app.domain.phones import check_phone, clean_phone
from clinic_app.domain.problems import Problem
from clinic_app.domain.stored_record import StoredRecord
from clinic_app.domain.wording import say

IDENTITY_CARD = "01"
"""Code of 居民身份证; residence permits with the same 18 characters are entered under it too."""
OLDEST = 120
"""Age in years above which a birth date deserves a second look."""
EXEMPT_FROM_AGE = 65
"""Age from which people may go to a higher hospital without filing in most places (a setting decides)."""


@attrs.frozen
class Patient(StoredRecord):
    """One person's card; the fields are those of the catalogue, all text, empty when unknown.

    Attributes:
        id: the record's identity; empty before it is first saved.
    """

    id: str = ""
    name: str = ""
    gender: str = ""
    birth_date: str = ""
    id_type: str = ""
    id_no: str = ""
    no_id_reason: str = ""
    phone: str = ""
    address: str = ""
    village: str = ""
    contact_name: str = ""
    contact_relation: str = ""
    contact_phone: str = ""
    ethnic: str = ""
    blood_type: str = ""
    rh: str = ""
    marital: str = ""
    occupation: str = ""
    payment: str = ""
    insurance_no: str = ""
    archive_no: str = ""
    exempt_reason: str = ""
    responsible_doctor: str = ""
    past_history: str = ""
    note: str = ""
    closed_reason: str = ""
    closed_on: str = ""

    def values(self) -> dict[str, str]:
        """Return the fields of the catalogue by name, without the identity."""
        return {name: getattr(self, name) for name in catalogue.PATIENT.field_names}

    @property
    def birthday(self) -> date | None:
        """The birth date as a date; None when unknown or unreadable."""
        return stored_date(self.birth_date)

    def age_on(self, day: date) -> str:
        """Return the age as papers print it, ``68岁``; empty when the birth date is unknown."""
        return age_text(self.birthday, day) if self.birthday else ""


@attrs.frozen
class _Element(StoredRecord):
    """An entry of one of a patient's lists: a record of its own."""

    id: str = ""
    patient_id: str = ""


@attrs.frozen
class Allergy(_Element):
    """Something the patient must not be given."""

    substance: str = ""
    substance_code: str = ""
    reaction: str = ""
    noted_on: str = ""


@attrs.frozen
class Medication(_Element):
    """A medicine taken for long."""

    drug: str = ""
    dosage: str = ""
    since_on: str = ""


@attrs.frozen
class ChronicProblem(_Element):
    """A chronic or earlier disease (kind ``problem``; named apart from Problem, the typing mistake)."""

    name: str = ""
    icd: str = ""
    category: str = ""
    diagnosed_on: str = ""


_PHONES = ("phone", "contact_phone")


def clean_patient(values: Mapping[str, Any]) -> dict[str, str]:
    """Return typed values in their stored form: names cleaned, numbers narrow, outer blanks gone.

    Only what is certain is changed; keys that were not given are not added.
    """
    cleaned: dict[str, str] = {}
    for name in values:
        text = clean_text(text_of(values, name))
        if name in ("name", "contact_name"):
            text = clean_name(text)
        elif name == "id_no":
            text = compact(text).upper()
        elif name in _PHONES:
            text = clean_phone(text)
        elif name == "archive_no":
            text = clean_archive_no(text)
        elif name == "insurance_no":
            text = compact(text)
        cleaned[name] = text
    return cleaned


def fill_from_id(id_no: str, today: date) -> dict[str, str]:
    """Return what an identity number says: id_type, id_no, gender, birth_date; empty when not valid."""
    read = parse_id_no(id_no, today)
    if not isinstance(read, IdNumber):
        return {}
    return {
        "id_type": IDENTITY_CARD,
        "id_no": read.number,
        "gender": read.gender,
        "birth_date": read.birth_date.isoformat(),
    }


def check_patient(values: Mapping[str, Any], today: date, code_lists: CodeLists = NO_LISTS) -> list[Problem]:
    """Return all that is wrong with a patient's card at once, in the order of the form.

    Required are name, gender, and either a birth date or an identity number. A sex or birth date that differs
    from the number only warns: numbers were given out wrong, and the card counts.

    Args:
        values: fields of the catalogue; see clean_patient.
        today: the day in China.
        code_lists: lists to check codes against.
    """
    problems = check_name(clean_name(text_of(values, "name")))
    if not text_of(values, "gender"):
        problems.append(missing("gender", "性别"))
    problems += _check_identity(values, today)
    problems += _check_birth(values, today)
    for field in _PHONES:
        problems += check_phone(text_of(values, field), field)
    problems += check_archive_no(text_of(values, "archive_no"))
    problems += _check_closing(values, today)
    told = {problem.field for problem in problems if not problem.warning}
    by_catalogue = check_fields(catalogue.PATIENT, values, code_lists)
    problems += [problem for problem in by_catalogue if problem.field not in told]
    order = {name: place for place, name in enumerate(catalogue.PATIENT.field_names)}
    return sorted(problems, key=lambda problem: order.get(problem.field, -1))


def _check_identity(values: Mapping[str, Any], today: date) -> list[Problem]:
    number, id_type = text_of(values, "id_no"), text_of(values, "id_type")
    if not number:
        if text_of(values, "no_id_reason"):
            return []
        return [
            Problem(
                "id_no",
                "id_no.missing",
                say("没有填身份证号。确实没有的请写明原因，例如新生儿、证件遗失"),
                warning=True,
            )
        ]
    if id_type not in ("", IDENTITY_CARD):
        return []
    read = parse_id_no(number, today)
    if not isinstance(read, IdNumber):
        return read
    problems = list(read.warnings)
    gender, birth = text_of(values, "gender"), text_of(values, "birth_date")
    if gender in ("1", "2") and gender != read.gender:
        problems.append(
            Problem("gender", "gender.differs", say("性别与身份证号不一致，请对照证件核对"), warning=True)
        )
    if birth and birth != read.birth_date.isoformat():
        problems.append(
            Problem(
                "birth_date",
                "birth_date.differs",
                say("出生日期与身份证号（{day}）不一致，请对照证件核对", day=read.birth_date.isoformat()),
                warning=True,
            )
        )
    return problems


def _check_birth(values: Mapping[str, Any], today: date) -> list[Problem]:
    text = text_of(values, "birth_date")
    if not text:
        if fill_from_id(text_of(values, "id_no"), today):
            return []
        return [Problem("birth_date", "birth_date.missing", say("请填写出生日期或身份证号"))]
    birth = stored_date(text)
    if birth is None:
        return [Problem("birth_date", "birth_date.shape", say("出生日期不是有效日期，例如 1958-03-12"))]
    if birth > today:
        return [Problem("birth_date", "birth_date.future", say("出生日期在今天之后，请核对"))]
    age = age_in_years(birth, today)
    if age > OLDEST and not text_of(values, "id_no"):
        return [
            Problem(
                "birth_date",
                "birth_date.age",
                say("按出生日期计算为 {age} 岁，请核对", age=age),
                warning=True,
            )
        ]
    return []


def _check_closing(values: Mapping[str, Any], today: date) -> list[Problem]:
    reason, day = text_of(values, "closed_reason"), stored_date(text_of(values, "closed_on"))
    problems: list[Problem] = []
    if reason and not text_of(values, "closed_on"):
        problems.append(missing("closed_on", "终止日期"))
    if day and not reason:
        problems.append(missing("closed_reason", "终止原因"))
    if day and day > today:
        problems.append(Problem("closed_on", "closed_on.future", say("终止日期在今天之后，请核对")))
    birth = stored_date(text_of(values, "birth_date"))
    if day and birth and day < birth:
        problems.append(Problem("closed_on", "closed_on.early", say("终止日期早于出生日期，请核对")))
    return problems


# ---- elements ---------------------------------------------------------------------------------------------

_NEEDED = {"allergy": "substance", "medication": "drug", "problem": "name"}
_DAYS = {"allergy": "noted_on", "medication": "since_on", "problem": "diagnosed_on"}


def check_element(
    kind: str, values: Mapping[str, Any], today: date, code_lists: CodeLists = NO_LISTS
) -> list[Problem]:
    """Return what is wrong with an allergy, medication or problem.

    Args:
        kind: ``allergy``, ``medication`` or ``problem``.
        values: its fields.
        today: the day in China.
        code_lists: lists to check codes against.
    """
    record: Kind = catalogue.kind_of(kind)
    problems: list[Problem] = []
    needed = record.field(_NEEDED[kind])
    if not text_of(values, needed.name):
        problems.append(missing(needed.name, needed.label))
    elif kind == "allergy" and text_of(values, "substance") in ("无", "没有", "不详", "否认"):
        problems.append(
            Problem("substance", "allergy.none", say("没有过敏就不用添加；这里只记过敏的药物、食物或物质"))
        )
    problems += check_fields(record, values, code_lists)
    day = stored_date(text_of(values, _DAYS[kind]))
    if day and day > today:
        label = record.field(_DAYS[kind]).label
        problems.append(Problem(_DAYS[kind], "element.future", say("{label}在今天之后，请核对", label=label)))
    return problems
