"""The recovery code: a secret short enough to write on paper and hard to copy wrongly."""

from __future__ import annotations

from stdnum import luhn
from stdnum.exceptions import ValidationError

from clinic_app.domain.ids import Entropy
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that nothing is mistaken for 1, 0 or V."""

GROUPS = 7
_DATA = 4
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_recovery_code(entropy: Entropy) -> str:
    """Return a new code such as ``K7Q2M-…``: seven groups of four characters (140 bits) and a check."""
    number = int.from_bytes(entropy(18), "big")
    groups: list[str] = []
    for index in range(GROUPS):
        data = ""
        for _ in range(_DATA):
            number, place = divmod(number, 32)
            data += ALPHABET[place]
        groups.append(data + _check(index, data))
    return "-".join(groups)


def read_recovery_code(typed: str) -> str:
    """Return the standard form of a code as a person typed it: case, spaces and look-alikes forgiven."""
    kept = "".join(character for character in typed.upper().translate(_LOOKALIKES) if character.isalnum())
    return "-".join(kept[start : start + _DATA + 1] for start in range(0, len(kept), _DATA + 1))


def recovery_code_problems(typed: str, *, field: str = "recovery_code") -> list[Problem]:
    """Return what is wrong with a typed code, naming each group that was copied wrongly."""
    groups = read_recovery_code(typed).split("-")
    if len(groups) != GROUPS or len(groups[-1]) != _DATA + 1:
        return [
            Problem(
                field,
                "recovery_code.length",
                say(
                    "恢复码应是 {groups} 组，每组 {size} 个字符，现在一共 {now} 个字符。请核对有没有漏抄。",
                    groups=GROUPS,
                    size=_DATA + 1,
                    now=sum(len(group) for group in groups),
                ),
            )
        ]
    wrong = [str(index + 1) for index, group in enumerate(groups) if not _is_right(index, group)]
    if not wrong:
        return []
    return [
        Problem(
            field,
            "recovery_code.group",
            say("第 {groups} 组抄错了，请对照纸上的恢复码再看一遍。", groups="、".join(wrong)),
        )
    ]


def _is_right(index: int, group: str) -> bool:
    try:
        return _check(index, group[:_DATA]) == group[_DATA:]
    except ValidationError:
        return False


def _check(index: int, data: str) -> str:
    # The group's place is part of what is checked, so two groups copied in the wrong order show.
    if any(character not in ALPHABET for character in data):
        return ""
    return luhn.calc_check_digit(ALPHABET[index + 1] + data, alphabet=ALPHABET)
