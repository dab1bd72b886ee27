"""The printed recovery code."""

from __future__ import annotations

import random

import pytest

from clinic_app.system.recovery_code import (
    ALPHABET,
    new_recovery_code,
    read_recovery_code,
    recovery_code_problems,
)

CODE = new_recovery_code(random.Random(7).randbytes)


def test_a_code_is_seven_groups_of_five():
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [5] * 7
    assert set("".join(groups)) <= set(ALPHABET)
    assert recovery_code_problems(CODE) == []


def test_codes_differ_and_use_the_whole_alphabet():
    codes = {new_recovery_code(random.Random(seed).randbytes) for seed in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) == {*ALPHABET, "-"}


def test_case_spaces_and_lookalikes_are_forgiven():
    typed = CODE.lower().replace("-", " ").replace("1", "l").replace("0", "o").replace("v", "u")
    assert read_recovery_code(typed) == CODE
    assert recovery_code_problems(typed) == []


@pytest.mark.parametrize("group", range(7))
def test_any_single_wrong_character_is_found_with_its_group(group):
    for place in range(5):
        at = group * 6 + place
        for wrong in ALPHABET:
            if wrong == CODE[at]:
                continue
            problems = recovery_code_problems(CODE[:at] + wrong + CODE[at + 1 :])
            assert [problem.code for problem in problems] == ["recovery_code.group"]
            assert f"第 {group + 1} 组" in str(problems[0].message)


def test_swapped_groups_are_found():
    groups = CODE.split("-")
    for left in range(6):
        swapped = [*groups[:left], groups[left + 1], groups[left], *groups[left + 2 :]]
        assert recovery_code_problems("-".join(swapped)), left


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "A", "张三"])
def test_a_missing_or_extra_character_is_told_by_count(typed):
    assert [problem.code for problem in recovery_code_problems(typed)] == ["recovery_code.length"]


def test_foreign_characters_do_no_harm():
    assert recovery_code_problems("é" + CODE[1:])[0].code == "recovery_code.group"
