"""Numbers: what is written can be read, and one wrong character is noticed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.numbers import (
    SLIP_NO_LENGTH,
    IdNumber,
    complete_id_no,
    convert_old_id_no,
    format_slip_no,
    parse_id_no,
    parse_slip_no,
    slip_mark,
)
from clinic_app.domain.phones import check_phone, clean_phone

TODAY = date(2026, 11, 22)
SLIP_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"

id_numbers = st.builds(
    lambda area, birth, order: complete_id_no(f"{area}{birth:%Y%m%d}{order:03d}"),
    st.sampled_from(["620802", "510623", "110105", "810000", "830000"]),
    st.dates(date(1910, 1, 1), TODAY),
    st.integers(0, 999),
)
slips = st.builds(
    format_slip_no,
    st.text(SLIP_CHARACTERS, min_size=1, max_size=8),
    st.integers(0, 9999),
    st.integers(1, 9_999_999),
    st.one_of(st.just(""), st.integers(0, 10**9).map(slip_mark)),
)


@given(id_numbers)
def test_made_numbers_are_read_back(number):
    read = parse_id_no(number, TODAY)
    assert isinstance(read, IdNumber)
    assert f"{read.birth_date:%Y%m%d}" == number[6:14]


@given(id_numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert isinstance(parse_id_no(wrong, TODAY), list)


@given(id_numbers, st.integers(0, 16))
def test_swapped_neighbours_are_noticed(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert isinstance(parse_id_no(swapped, TODAY), list)


@given(id_numbers.filter(lambda number: number[6:8] == "19"))
def test_old_numbers_become_new_ones(number):
    assert convert_old_id_no(number[:6] + number[8:17]) == number


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text):
    assert isinstance(parse_id_no(text, TODAY), IdNumber | list)
    parse_slip_no(text)
    check_phone(text)
    assert clean_phone(clean_phone(text)) == clean_phone(text)


@given(slips)
def test_slip_numbers_are_read_back_and_fit(slip):
    assert len(slip) <= SLIP_NO_LENGTH
    assert str(parse_slip_no(slip)) == slip
    assert str(parse_slip_no(slip.lower())) == slip


@given(slips, st.data())
def test_one_wrong_character_in_a_slip_number_is_noticed(slip, data):
    place = data.draw(st.sampled_from([i for i, c in enumerate(slip) if c != "-"]))
    kind = "0123456789" if slip[place].isdigit() else "ABCDEFGHJKLMNPQRSTUVWXYZ"
    wrong = (
        slip[:place] + data.draw(st.sampled_from([c for c in kind if c != slip[place]])) + slip[place + 1 :]
    )
    assert parse_slip_no(wrong) is None
