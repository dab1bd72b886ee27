"""Telephone numbers."""

from __future__ import annotations

import pytest

from clinic_app.domain.phones import check_phone, clean_phone, mask_phone, phone_text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("139 9330 0017", "13993300017"),
        ("１３９９３３０００１７", "13993300017"),
        ("+86 139-9330-0017", "13993300017"),
        ("0933 8612345", "0933-8612345"),
        ("（0933）8612345", "0933-8612345"),
        ("01082345678", "010-82345678"),
        ("02987654321", "029-87654321"),
        ("0933-8612345转801", "0933-8612345-801"),
        ("老王家", "老王家"),
        ("", ""),
    ],
)
def test_stored_form(typed, stored):
    assert clean_phone(typed) == stored


@pytest.mark.parametrize("good", ["13993300017", "0933-8612345", "120", "12320", "400-810-1234", ""])
def test_usual_numbers_are_fine(good):
    assert check_phone(good) == []


@pytest.mark.parametrize(
    ("odd", "code"), [("8612345", "phone.area_code"), ("1399330001", "phone.shape"), ("无", "phone.shape")]
)
def test_odd_numbers_only_warn(odd, code):
    assert [(p.code, p.warning) for p in check_phone(odd)] == [(code, True)]


def test_shown_in_groups_and_masked():
    assert phone_text("13993300017") == "139 9330 0017"
    assert phone_text("0933-8612345") == "0933-8612345"
    assert mask_phone("13993300017") == "139****0017"
    assert mask_phone("0933-8612345").endswith("2345")
    assert "0933" not in mask_phone("0933-8612345")
    assert mask_phone("120") == "120"
