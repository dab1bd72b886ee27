"""Rules and hashes of passwords."""

from __future__ import annotations

import pytest

from clinic_app.system.passwords import Passwords, password_problems

CHEAP = Passwords(time_cost=1, memory_kib=8)


@pytest.mark.parametrize("good", ["Yisheng-26", "wsy2026!x", "a horse reads slips", "Ｙｉｓｈｅｎｇ９７"])
def test_good_passwords_pass(good):
    assert password_problems(good, login="wangli") == []


@pytest.mark.parametrize(
    ("bad", "codes"),
    [
        ("Ab1!", {"password.short"}),
        ("yishengma", {"password.simple"}),
        ("2026112299", {"password.simple"}),
        ("x9!WangLi", {"password.login"}),
        ("Zz!123456", {"password.guessed"}),
        ("Zz1!!!!zz", {"password.guessed"}),
        ("123456", {"password.short", "password.simple", "password.guessed"}),
        ("aB3-" * 40, {"password.long"}),
    ],
)
def test_all_that_is_wrong_is_said_at_once(bad, codes):
    problems = password_problems(bad, login="wangli", field="new_password")
    assert {problem.code for problem in problems} == codes
    assert {problem.field for problem in problems} == {"new_password"}
    assert bad not in "".join(str(problem.message) for problem in problems)


def test_the_right_password_opens_and_no_other():
    stored = CHEAP.hash("Yisheng-26")
    assert stored.startswith("$argon2id$")
    assert CHEAP.verify(stored, "Yisheng-26")
    assert not CHEAP.verify(stored, "yisheng-26")
    assert not CHEAP.verify(stored, "")
    assert CHEAP.verify(stored, "Yisheng-26")
    assert CHEAP.hash("Yisheng-26") != stored


def test_full_width_letters_of_a_chinese_keyboard_are_the_same_password():
    assert CHEAP.verify(CHEAP.hash("Ｙｉｓｈｅｎｇ－２６"), "Yisheng-26")


@pytest.mark.parametrize("damaged", ["", "plain", "$argon2id$v=19$m=8,t=1,p=1$!!$!!"])
def test_a_damaged_hash_opens_for_nobody(damaged):
    assert not CHEAP.verify(damaged, "")
    assert not CHEAP.verify(damaged, "plain")


def test_old_costs_are_noticed():
    stored = CHEAP.hash("Yisheng-26")
    assert not CHEAP.is_outdated(stored)
    assert Passwords().is_outdated(stored)
    assert CHEAP.is_outdated("nonsense")


def test_the_shipped_costs_follow_rfc_9106():
    assert "m=65536,t=3," in Passwords().hash("Yisheng-26")
