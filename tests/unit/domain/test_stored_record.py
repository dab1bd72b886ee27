"""A row of the store is read as far as the record knows it."""

from __future__ import annotations

import attrs

from clinic_app.domain.stored_record import StoredRecord


@attrs.frozen
class Line(StoredRecord):
    id: str = ""
    phone: str = ""
    note: str = ""


def test_null_is_empty_numbers_are_texts_and_strange_columns_are_left_alone() -> None:
    assert Line.from_row({"id": "x", "phone": 8611, "note": None, "_rev": 3}) == Line("x", "8611", "")


def test_a_column_the_row_lacks_stays_empty() -> None:
    assert Line.from_row({"id": "x"}) == Line("x")
