"""A patient's card and what it needs."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from clinic_app.domain import catalogue
from clinic_app.domain.codes import CodeList, make_code
from clinic_app.domain.patient import (
    Allergy,
    ChronicProblem,
    Medication,
    Patient,
    check_element,
    check_patient,
    clean_patient,
    fill_from_id,
)

TODAY = date(2026, 11, 22)
WANG = {
    "name": "王建国",
    "gender": "1",
    "birth_date": "1958-03-12",
    "id_type": "01",
    "id_no": "510623195803120015",
}


def told(values: dict, **lists) -> list[tuple[str, str, bool]]:
    return [(p.field, p.code, p.warning) for p in check_patient(values, TODAY, lists)]


@pytest.mark.parametrize(
    ("kind", "made"),
    [("patient", Patient), ("allergy", Allergy), ("medication", Medication), ("problem", ChronicProblem)],
)
def test_value_classes_have_exactly_the_fields_of_the_catalogue(kind, made):
    fields = [field.name for field in attrs.fields(made) if field.name != "id"]
    assert sorted(fields) == sorted(catalogue.kind_of(kind).field_names)


def test_a_row_becomes_a_patient():
    row = {**WANG, "id": "x" * 22, "phone": None, "_rev": 3, "later_field": "?"}
    patient = Patient.from_row(row)
    assert patient.name == "王建国"
    assert patient.phone == ""
    assert patient.age_on(TODAY) == "68岁"
    assert Patient().age_on(TODAY) == ""
    assert patient.values()["id_no"] == WANG["id_no"]


def test_a_whole_card_is_fine():
    assert told(WANG) == []


def test_everything_missing_is_told_at_once():
    assert told({}) == [
        ("name", "name.missing", False),
        ("gender", "field.missing", False),
        ("birth_date", "birth_date.missing", False),
        ("id_no", "id_no.missing", True),
    ]


def test_a_number_stands_for_the_birth_date_and_a_reason_for_the_number():
    assert told({**WANG, "birth_date": ""}) == []
    assert told({"name": "王小毛", "gender": "1", "birth_date": "2026-11-20", "no_id_reason": "新生儿"}) == []


def test_sex_and_birth_date_that_differ_from_the_number_warn():
    assert told({**WANG, "gender": "2"}) == [("gender", "gender.differs", True)]
    assert told({**WANG, "birth_date": "1958-03-13"}) == [("birth_date", "birth_date.differs", True)]
    assert told({**WANG, "gender": "9"}) == []


def test_a_wrong_number_is_refused_but_not_a_passport():
    assert told({**WANG, "id_no": "510623195803120016"}) == [("id_no", "id_no.check_digit", False)]
    assert told({**WANG, "id_type": "03", "id_no": "E12345678"}) == []


@pytest.mark.parametrize(
    ("birth", "code", "warning"),
    [
        ("2026-11-23", "birth_date.future", False),
        ("1958-2-3", "birth_date.shape", False),
        ("1890-01-01", "birth_date.age", True),
    ],
)
def test_birth_dates(birth, code, warning):
    values = {"name": "王", "gender": "1", "birth_date": birth, "no_id_reason": "无"}
    assert told(values) == [("birth_date", code, warning)]


def test_lengths_and_codes_come_from_the_catalogue():
    gender = CodeList("gender", "性别", "", "", "", (make_code("1", "男"),))
    assert told({**WANG, "address": "长" * 201}) == [("address", "field.length", False)]
    assert told(WANG, gender=gender) == []
    assert told({**WANG, "id_no": "", "no_id_reason": "无", "gender": "7"}, gender=gender) == [
        ("gender", "field.code", False)
    ]


def test_a_closed_file_needs_a_day_and_a_reason():
    assert told({**WANG, "closed_reason": "1"}) == [("closed_on", "field.missing", False)]
    assert told({**WANG, "closed_on": "2026-11-01"}) == [("closed_reason", "field.missing", False)]
    assert told({**WANG, "closed_reason": "1", "closed_on": "2026-12-01"}) == [
        ("closed_on", "closed_on.future", False)
    ]
    assert told({**WANG, "closed_reason": "1", "closed_on": "1950-12-01"}) == [
        ("closed_on", "closed_on.early", False)
    ]


def test_an_odd_phone_warns_beside_its_field():
    assert told({**WANG, "contact_phone": "123456"}) == [("contact_phone", "phone.shape", True)]


def test_filling_from_the_number():
    assert fill_from_id("５10623195803120015", TODAY) == {
        "id_type": "01",
        "id_no": "510623195803120015",
        "gender": "1",
        "birth_date": "1958-03-12",
    }
    assert fill_from_id("510623195803120016", TODAY) == {}


def test_cleaning_changes_only_what_is_certain():
    cleaned = clean_patient(
        {
            "name": " 阿依古丽•买买提",
            "id_no": "11010519491231002x",
            "phone": "139 9330 0017",
            "archive_no": "620802-101-101-00017",
            "note": " 两 句 ",
            "village": None,
        }
    )
    assert cleaned == {
        "name": "阿依古丽·买买提",
        "id_no": "11010519491231002X",
        "phone": "13993300017",
        "archive_no": "62080210110100017",
        "note": "两 句",
        "village": "",
    }


def test_elements():
    def codes(kind: str, **values: str) -> list[str]:
        return [p.code for p in check_element(kind, values, TODAY)]

    assert codes("allergy", substance="青霉素") == []
    assert codes("allergy") == ["field.missing"]
    assert codes("allergy", substance="无") == ["allergy.none"]
    assert codes("medication", drug="氨氯地平", since_on="2027-01-01") == ["element.future"]
    assert codes("problem", name="高血压", diagnosed_on="去年") == ["field.date"]
