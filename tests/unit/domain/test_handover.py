"""A record of a hand-over: how it is kept, and what is wrong with it."""

from __future__ import annotations

import attrs
import pytest

from clinic_app.domain.handover import FIELDS, check_handover, clean_handover
from clinic_app.reports.handover import Handover


def codes(**values: object) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in check_handover(clean_handover(values))]


def test_an_empty_record_is_written_by_hand_and_right() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0930", "09:30"),
        ("930", "09:30"),
        ("9：30", "09:30"),
        ("11-22 0:05", "11-22 00:05"),
        ("11/22 9:30", "11-22 09:30"),
        ("明早", "明早"),
    ],
)
def test_times_are_kept_in_one_way(typed: str, kept: str) -> None:
    assert clean_handover({"left_at": typed})["left_at"] == kept


def test_digits_are_narrow_and_papers_are_those_of_the_form() -> None:
    kept = clean_handover({"pressure": "１５０ / ９０", "papers": ["心电图", "飞机票"], "escort": " 马护士 "})
    assert (kept["pressure"], kept["papers"], kept["escort"]) == ("150/90", ["心电图"], "马护士")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("left_at", "25:00", "handover.time"),
        ("arrived_at", "13-01 09:30", "handover.time"),
        ("handed_at", "早上", "handover.time"),
        ("temperature", "365", "handover.number"),
        ("pulse", "快", "handover.number"),
        ("oxygen", "101", "handover.number"),
        ("breathing", "-1", "handover.number"),
        ("pressure", "90/150", "handover.pressure"),
        ("pressure", "150", "handover.pressure"),
        ("notes", "字" * 201, "handover.length"),
    ],
)
def test_what_cannot_be_is_named_at_its_field(field: str, value: str, code: str) -> None:
    assert codes(**{field: value}) == [(field, code)]
    assert codes(temperature="36.5", pulse="88", pressure="150/90", left_at="23:59") == []


def test_every_field_has_its_place_on_the_paper() -> None:
    assert set(FIELDS) <= {field.name for field in attrs.fields(Handover)}
