"""Headings and cells one by one."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from clinic_app.domain.catalogue import PATIENT
from clinic_app.services.code_tables import CodeTables
from clinic_app.services.sheet_cells import (
    _FIELD_OF,
    _HEADINGS,
    _WORDS,
    EXTRA_COLUMNS,
    cell_text,
    code_of_word,
    field_of_heading,
    plain_heading,
    read_date_cell,
    read_id_cell,
    split_list,
)

TODAY = date(2026, 11, 22)


def test_headings_lead_to_fields_of_a_patient_and_to_one_only():
    assert set(_HEADINGS) <= {*PATIENT.field_names, *EXTRA_COLUMNS}
    assert len(_FIELD_OF) == sum(map(len, _HEADINGS.values()))
    for heading in _FIELD_OF:
        assert plain_heading(heading) == heading, "would never be found"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        (" 身份证 号码 ", "id_no"),
        ("*姓名（必填）", "name"),
        ("ＡＢＯ血型", "blood_type"),
        ("联系电话[手机]", "phone"),
        ("村(居)委会", "village"),
        ("随便", None),
        (None, None),
        (12, None),
    ],
)
def test_headings_with_signs_and_remarks(heading, field):
    assert field_of_heading(heading) == field


@pytest.mark.parametrize(
    "value", [510623195803120000, 5.1062319580312e17, "5.10623E+17", "5.10623195803120e+17"]
)
def test_a_number_that_lost_its_end(value):
    _, problem = read_id_cell(value)
    assert problem is not None
    assert problem.code == "import.damaged_number"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("510623195803120015", "510623195803120015"),
        (510623580312001, "510623580312001"),
        (None, ""),
        (float("nan"), "0"),
        (True, "是"),
    ],
)
def test_a_number_that_is_whole(value, text):
    assert read_id_cell(value) == (text, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (13993300017.0, "13993300017"),
        (7.5, "7.5"),
        (datetime(1958, 3, 12, 8, 30), "1958-03-12"),  # noqa: DTZ001
        (date(1958, 3, 12), "1958-03-12"),
        (" '青霉素’ ", "青霉素"),
        (False, "否"),
    ],
)
def test_cells_as_text(value, text):
    assert cell_text(value) == text


def test_day_numbers_of_spreadsheets():
    assert read_date_cell(21256, TODAY) == ("1958-03-12", None)
    assert read_date_cell(1, TODAY) == ("1899-12-31", None)
    assert read_date_cell("", TODAY) == ("", None)


def test_written_words_lead_to_codes_that_exist():
    tables = CodeTables()
    for field, words in _WORDS.items():
        codes = tables.get(PATIENT.field(field).codes)
        assert set(words.values()) <= {code.code for code in codes}, field
    assert code_of_word("gender", " 男 ") == "1"
    assert code_of_word("rh", "RH（+）") is None
    assert code_of_word("note", "男") is None


def test_lists_in_one_cell():
    assert split_list("高血压、糖尿病;冠心病\n哮喘") == ["高血压", "糖尿病", "冠心病", "哮喘"]
    assert split_list("无") == split_list("") == split_list("、") == []
