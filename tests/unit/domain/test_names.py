"""Names: cleaning, checking, and every way they are searched."""

from __future__ import annotations

import pytest

from clinic_app.domain.names import (
    check_name,
    clean_name,
    clean_text,
    initials,
    length_of,
    readings,
    same_reading,
    search_keys,
    search_term,
)
from clinic_app.domain.surnames import COMPOUND_SURNAMES, NAME_READINGS, SURNAME_READINGS


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("王建国", {"wjg", "wangjianguo", "王建国", "建国"}),
        ("单秀英", {"sxy", "shanxiuying", "dxy", "danxiuying"}),
        ("仇和", {"qh", "qiuhe", "ch"}),
        ("解永贵", {"xyg", "xieyonggui", "jyg"}),
        ("查良镛", {"zly", "cly", "zhaliangyong", "chaliangyong"}),
        ("曾国强", {"zgq", "cgq", "zgj"}),
        ("区志明", {"ozm", "qzm"}),
        ("朴春花", {"pch", "piaochunhua", "puchunhua"}),
        ("翟明", {"zm", "zhaiming", "dm"}),
        ("盖中", {"gz", "gezhong", "gaizhong"}),
        ("覃芳", {"qf", "tf"}),
        ("缪红", {"mh", "miaohong", "mouhong"}),
        ("任重", {"rz", "rc"}),
        ("尉迟恭", {"ycg", "wcg", "yuchigong"}),
        ("万俟卨", {"mqx"}),
        ("黑大山", {"hds", "hedashan", "heidashan"}),
        ("员红", {"yh", "yunhong", "yuanhong"}),
        ("乐毅", {"yy", "ly"}),
        ("冼星海", {"xxh", "xianxinghai"}),
        ("欧阳修", {"oyx", "ouyangxiu", "欧阳修"}),
        ("司马懿", {"smy", "simayi"}),
        ("吕红", {"lh", "lvhong", "luhong", "lyuhong"}),
        ("阿依古丽·买买提", {"ayglmmt", "阿依古丽买买提", "买买提"}),
        ("Tom Smith", {"tomsmith"}),
    ],
)
def test_every_reading_is_a_key(name, wanted):
    assert wanted <= search_keys(name)


def test_a_character_nobody_can_read_takes_its_own_place():
    rare = "王\U0003010d明"
    keys = search_keys(rare)
    assert rare in keys
    assert any(key.startswith("w\U0003010d") for key in keys)
    assert not any("?" in key for key in keys)


def test_keys_are_lower_case_without_signs():
    for key in search_keys("阿依古丽•买买提") | search_keys("JOHN  O'Neil"):
        assert key == key.lower()
        assert not set(key) & set("·• '")


def test_no_name_has_no_keys():
    assert search_keys("") == set()
    assert search_keys("··") == set()


def test_a_name_of_many_readings_stays_small():
    assert len(search_keys("单乐乐重长行朝曾强传藏会")) < 600
    assert len(readings("单乐乐重长行朝曾强传藏会")) <= 64


def test_what_was_typed_becomes_a_key():
    assert search_term(" WJG ") == "wjg"
    assert search_term("阿依古丽·买") == "阿依古丽买"
    assert any(key.startswith(search_term("阿依古丽・买")) for key in search_keys("阿依古丽·买买提"))


@pytest.mark.parametrize("dot", "•‧∙⋅・･●．")
def test_every_middle_dot_becomes_the_one_of_the_standard(dot):
    assert clean_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"


def test_a_full_stop_is_a_dot_only_between_chinese_characters():
    assert clean_name("阿依古丽.买买提") == "阿依古丽·买买提"
    assert clean_name("J. Smith") == "J. Smith"


def test_only_outer_blanks_go():
    assert clean_name("\u3000\ufeff 张 三\u200b ") == "张 三"


def test_compatibility_ideographs_stay_and_letters_compose():
    assert clean_text("\uf9d8") == "\uf9d8"
    assert clean_text("\U0002f800e\u0301") == "\U0002f800é"


@pytest.mark.parametrize(
    ("name", "code", "warning"),
    [
        ("", "name.missing", False),
        ("张\0三", "name.invisible", False),
        ("张\u202e三", "name.invisible", False),
        ("张\ud842", "name.broken", False),
        ("张\ue000", "name.private_use", False),
        ("张?", "name.placeholder", True),
        ("···", "name.letters", False),
        ("张三2", "name.digits", True),
        ("王" * 51, "name.length", False),
    ],
)
def test_bad_names(name, code, warning):
    assert [(p.code, p.warning) for p in check_name(name)] == [(code, warning)]


def test_good_names():
    for name in (
        "王" * 50,
        "张三",
        "阿依古丽·买买提",
        "\U00020164",
        "葛\U000e0100" * 50,
        "Anna-Maria O'Neil",
        "\U0003010d",
    ):
        assert check_name(name) == []


def test_an_old_private_code_is_told_with_its_new_character():
    (problem,) = check_name("张\ue816")
    assert "\U00020087" in str(problem.message)


def test_length_counts_what_a_reader_sees():
    assert length_of("葛\U000e0100") == 1
    assert length_of("\U00020164三") == 2


def test_names_that_sound_alike():
    assert same_reading("张玮", "张伟")
    assert same_reading("单红", "山红")
    assert not same_reading("张伟", "王伟")
    assert not same_reading("", "")


def test_initials_of_words():
    assert initials("区人民医院") == "qrmyy"
    assert initials("2型糖尿病") == "2xtnb"
    assert initials("特发性（原发性）高血压") == "tfxyfxgxy"
    assert initials("") == ""


def test_tables_hold_plain_pinyin_only():
    for table in (SURNAME_READINGS, COMPOUND_SURNAMES, NAME_READINGS):
        for characters, syllables in table.items():
            assert syllables, characters
            assert len(set(syllables)) == len(syllables), characters
            assert all(s.isascii() and s.islower() and s.isalpha() for s in syllables), characters
