"""Identity, credit code, archive and slip numbers."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_app.domain.catalogue import BY_NAME
from clinic_app.domain.numbers import (
    SLIP_NO_LENGTH,
    IdNumber,
    SlipNo,
    archive_no_text,
    check_archive_no,
    check_credit_code,
    check_slip_no,
    clean_archive_no,
    complete_id_no,
    convert_old_id_no,
    format_slip_no,
    is_id_no,
    is_slip_prefix,
    mask_id_no,
    parse_id_no,
    parse_slip_no,
)

TODAY = date(2026, 11, 22)


def codes(result: IdNumber | list) -> list[str]:
    assert isinstance(result, list)
    return [problem.code for problem in result]


@pytest.mark.parametrize(
    ("text", "gender", "birth"),
    [
        ("11010519491231002X", "2", date(1949, 12, 31)),
        ("510623195803120015", "1", date(1958, 3, 12)),
        (" ５１０６２３ 1958\u3000０３１２0015 ", "1", date(1958, 3, 12)),
        ("11010519491231002x", "2", date(1949, 12, 31)),
    ],
)
def test_reads_identity_numbers_as_people_type_them(text, gender, birth):
    read = parse_id_no(text, TODAY)
    assert isinstance(read, IdNumber)
    assert (read.gender, read.birth_date, read.warnings) == (gender, birth, ())
    assert len(read.number) == 18
    assert read.number == read.number.upper()


@pytest.mark.parametrize(
    "first", ["81000019900101001", "82000019900101002", "83000019900101001", "91156019900101001"]
)
def test_accepts_residents_of_hong_kong_macau_taiwan_and_foreigners(first):
    read = parse_id_no(complete_id_no(first), TODAY)
    assert isinstance(read, IdNumber)
    assert read.warnings == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("51062319580312001", "id_no.length"),
        ("", "id_no.length"),
        ("5106231958031200A5", "id_no.characters"),
        ("٥١٠٦٢٣١٩٥٨٠٣١٢٠٠١٥", "id_no.characters"),
        ("510623195803120016", "id_no.check_digit"),
        (complete_id_no("51062319580231001"), "id_no.birth_date"),
        (complete_id_no("51062320270101001"), "id_no.future"),
        ("510623580312001", "id_no.old"),
    ],
)
def test_says_what_is_wrong(text, code):
    assert codes(parse_id_no(text, TODAY)) == [code]


def test_age_over_120_and_an_unknown_province_only_warn():
    old = parse_id_no("440524188001010014", TODAY)
    assert isinstance(old, IdNumber)
    assert [w.code for w in old.warnings] == ["id_no.age"]
    odd = parse_id_no(complete_id_no("99062319580312001".replace("99", "17", 1)), TODAY)
    assert isinstance(odd, IdNumber)
    assert [(w.code, w.warning) for w in odd.warnings] == [("id_no.area", True)]


def test_an_old_number_is_converted_as_a_suggestion():
    assert convert_old_id_no("510623580312001") == "510623195803120015"
    assert convert_old_id_no("510623581332001") is None
    problem = parse_id_no("510623580312001", TODAY)[0]
    assert "510623195803120015" in str(problem.message)


def test_masks_for_lists():
    assert mask_id_no("622701195803120017") == "6227 **** **** 0017"
    assert mask_id_no("E1234567") == "****4567"
    assert mask_id_no("") == ""


def test_is_id_no():
    assert is_id_no("11010519491231002x")
    assert not is_id_no("110105194912310021")
    assert not is_id_no(complete_id_no("51062319580231001"))


def test_credit_code():
    assert check_credit_code("12510000MB0000001N") == []
    assert [p.code for p in check_credit_code("12510000MB0000001M")] == ["credit_code.invalid"]


def test_archive_number():
    assert clean_archive_no("620802 101 101-00017") == "62080210110100017"
    assert archive_no_text("62080210110100017") == "101-00017"
    assert archive_no_text("12") == "12"
    assert check_archive_no("") == []
    assert check_archive_no("62080210110100017") == []
    assert [p.code for p in check_archive_no("6208021011010001")] == ["archive_no.length"]
    strange = check_archive_no("62080210130000017")
    assert [(p.code, p.warning) for p in strange] == [("archive_no.village", True)]


def catalogued(kind):
    return BY_NAME[kind].by_name["slip_no"].max_length


def test_slip_number_is_readable_and_short_enough():
    assert format_slip_no("BSZ", 1, 17) == "BSZ-01-00017-41"
    assert len(format_slip_no("BSZ80802", 9999, 9999999)) == 24
    assert len(format_slip_no("BSZ80802", 999_999, 9999999, "KMQT")) == 30 <= SLIP_NO_LENGTH
    assert SLIP_NO_LENGTH == catalogued("referral") == catalogued("referral_return")


@pytest.mark.parametrize(
    "typed",
    ["BSZ-01-00017-41", "bsz 01 00017 41", "ＢＳＺ－01－00017－41", "BSZ010001741", "bsz-O1-OOOI7-41"],
)
def test_slip_number_is_understood_as_typed(typed):
    assert parse_slip_no(typed) == SlipNo("BSZ", 1, 17)
    assert check_slip_no(typed)


@pytest.mark.parametrize(
    "wrong", ["BSZ-01-00071-41", "BSZ-01-00017-14", "BZS-01-00017-41", "", "ZZ20261122001"]
)
def test_wrong_slip_numbers_are_noticed(wrong):
    assert not check_slip_no(wrong)


@pytest.mark.parametrize("epoch", [0, 1, 321, 12_345])
@pytest.mark.parametrize("counter", [17, 123_456])
def test_a_marked_number_is_understood_as_typed(epoch, counter):
    number = format_slip_no("BSZ", epoch, counter, "KMQT")
    for typed in (number, number.lower(), number.replace("-", ""), number.replace("-", " ")):
        assert parse_slip_no(typed) == SlipNo("BSZ", epoch, counter, "KMQT")
    assert not check_slip_no(number.replace("KMQT", "KMTQ"))
    with pytest.raises(ValueError, match="mark"):
        format_slip_no("BSZ", epoch, counter, "KIOT")


def test_the_next_slip_number():
    slip = parse_slip_no(format_slip_no("BSZ", 2, 99999))
    assert slip is not None
    assert str(slip.next()).startswith("BSZ-02-100000-")
    assert check_slip_no(str(slip.next()))


def test_slip_prefix_has_no_letters_that_look_like_digits():
    assert is_slip_prefix("BSZ")
    assert not is_slip_prefix("BOX")
    assert not is_slip_prefix("")
    with pytest.raises(ValueError, match="prefix"):
        format_slip_no("BOX", 1, 1)
    with pytest.raises(ValueError, match="range"):
        format_slip_no("BSZ", 1, 0)
