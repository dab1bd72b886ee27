"""Passwords of the people who log in: the rules for a new one, and argon2id hashes."""

from __future__ import annotations

import re
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError, VerifyMismatchError

from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

MIN_LENGTH = 8
"""等保 2.0 (GB/T 22239-2019 8.1.4.1) asks for complexity; eight characters is what county audits check."""

MAX_LENGTH = 128
LONG_ENOUGH = 14
"""From this length two kinds of characters do."""

_KINDS = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile("[^a-zA-Z0-9]"))
_OFTEN_GUESSED = (
    "123456",
    "654321",
    "password",
    "passw0rd",
    "qwerty",
    "asdfgh",
    "1qaz2wsx",
    "admin",
    "abc123",
    "woaini",
    "5201314",
    "888888",
    "666666",
    "111111",
    "000000",
)


def normalized(password: str) -> str:
    """Return the password as it is judged and hashed: NFKC, so a Chinese keyboard's Ａ１ equals A1."""
    return unicodedata.normalize("NFKC", password)


def password_problems(password: str, *, login: str = "", field: str = "password") -> list[Problem]:
    """Return all that is wrong with a new password, at once; empty when it is good.

    Args:
        password: as typed.
        login: the log-in name, which must not be part of it.
        field: the field the problems stand beside.
    """
    text = normalized(password)
    found: list[Problem] = []
    if len(text) < MIN_LENGTH:
        found.append(
            Problem(
                field,
                "password.short",
                say("密码至少要 {least} 个字符，现在是 {now} 个。", least=MIN_LENGTH, now=len(text)),
            )
        )
    if len(text) > MAX_LENGTH:
        found.append(Problem(field, "password.long", say("密码不要超过 {most} 个字符。", most=MAX_LENGTH)))
    kinds = sum(1 for kind in _KINDS if kind.search(text))
    if kinds < (2 if len(text) >= LONG_ENOUGH else 3):
        found.append(
            Problem(
                field,
                "password.simple",
                say(
                    "密码太简单：小写字母、大写字母、数字、符号至少要有三种；满 {long} 个字符的，两种即可。",
                    long=LONG_ENOUGH,
                ),
            )
        )
    lower = text.lower()
    if login and len(login) >= 3 and normalized(login).lower() in lower:
        found.append(Problem(field, "password.login", say("密码里不要含有登录名。")))
    if any(word in lower for word in _OFTEN_GUESSED) or re.search(r"(.)\1\1\1", lower):
        found.append(
            Problem(
                field,
                "password.guessed",
                say("密码里有太常见、容易被猜到的一段（如连着的数字、相同的字符），请换一个。"),
            )
        )
    return found


class Passwords:
    """Makes and checks argon2id hashes.

    The defaults take about 0.1 s and 64 MiB on an old clinic PC; tests pass cheaper ones.
    """

    def __init__(self, *, time_cost: int = 3, memory_kib: int = 65536, parallelism: int = 1) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=parallelism)

    def hash(self, password: str) -> str:
        """Return the stored form of a password (PHC string with salt and costs)."""
        return self._hasher.hash(normalized(password))

    def verify(self, stored: str, password: str) -> bool:
        """Tell whether a typed password is the stored one; a damaged stored form counts as no."""
        try:
            return self._hasher.verify(stored, normalized(password))
        except VerifyMismatchError:
            return False
        except (Argon2Error, InvalidHashError):
            return False

    def is_outdated(self, stored: str) -> bool:
        """Tell whether the stored form was made with other costs and should be made again at log-in."""
        try:
            return self._hasher.check_needs_rehash(stored)
        except InvalidHashError:
            return True
