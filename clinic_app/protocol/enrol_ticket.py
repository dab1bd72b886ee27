"""The enrolment code as printed, pasted or typed: where the hub is, the one-time code, whom to trust."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

import attrs
from stdnum import luhn

from clinic_app.domain.errors import Rejected
from clinic_app.domain.ids import Entropy
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that nothing is mistaken for 1, 0 or V."""

CODE_LENGTH = 12
"""Three groups of four: 55 random bits and a check character."""

FINGERPRINT_DIGITS = 32
"""Hex digits of the authority's SHA-256 that travel with the code: 128 bits, beyond forging."""

_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_PUNCTUATION = str.maketrans({"。": ".", "、": "/", "—": "-", "－": "-", "＃": "#", "：": ":"})
_HEX = re.compile(r"^[0-9A-F]+$")


@attrs.frozen
class EnrolTicket:
    """What a clinic needs to enrol.

    Attributes:
        address: ``https://host:port`` without a path.
        code: the one-time code, three groups of four.
        fingerprint: first 32 hex digits, upper case, of the authority's SHA-256; empty for plain HTTP,
            which the hub speaks on its own machine only.
    """

    address: str
    code: str
    fingerprint: str = ""

    @property
    def line(self) -> str:
        """All in one line, for pasting."""
        parts = [self.address, self.code]
        if self.fingerprint:
            parts.append(in_groups(self.fingerprint))
        return "#".join(parts)


def in_groups(text: str) -> str:
    """Return text in hyphenated groups of four, as it is printed for typing."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def new_code(entropy: Entropy) -> str:
    """Return a new one-time code such as ``K7QD-3MXP-9TRW``."""
    number = int.from_bytes(entropy(8), "big")
    data = ""
    for _ in range(CODE_LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        data += ALPHABET[place]
    return in_groups(data + luhn.calc_check_digit(data, alphabet=ALPHABET))


def read_code(typed: str) -> str:
    """Return the standard form of a code as typed: case, width, spaces and look-alikes are forgiven."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_LOOKALIKES)
    return in_groups("".join(character for character in plain if character.isalnum()))


def code_problems(typed: str, *, field: str = "code") -> list[Problem]:
    """Return what is wrong with a typed code, before anything is sent."""
    plain = read_code(typed).replace("-", "")
    if len(plain) != CODE_LENGTH:
        return [
            Problem(
                field,
                "enrol_code.length",
                say("登记码应是 {size} 个字符，现在是 {now} 个，请核对。", size=CODE_LENGTH, now=len(plain)),
            )
        ]
    if set(plain) - set(ALPHABET) or not luhn.is_valid(plain, alphabet=ALPHABET):
        return [Problem(field, "enrol_code.check", say("登记码有一个字符不对，请对照原文再看一遍。"))]
    return []


def read_ticket(text: str) -> EnrolTicket:
    """Return what an enrolment line says, as pasted or typed (also with a Chinese keyboard).

    Raises:
        Rejected: what is missing or mistyped, all at once.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION)
    parts = ["".join(part.split()) for part in plain.split("#")]
    if len(parts) not in (2, 3):
        raise Rejected([_problem("ticket.parts", say("登记码要有地址和编码，中间用 # 隔开，请完整粘贴。"))])
    address, secure, problems = _read_address(parts[0])
    problems += code_problems(parts[1])
    fingerprint = "".join(c for c in (parts[2] if len(parts) == 3 else "").upper() if c not in "-: ")
    if secure and (len(fingerprint) != FINGERPRINT_DIGITS or not _HEX.match(fingerprint)):
        problems.append(
            _problem(
                "ticket.fingerprint",
                say(
                    "最后一段（平台指纹）应是 {size} 个数字或 A 到 F 的字母，请核对有没有漏抄。",
                    size=FINGERPRINT_DIGITS,
                ),
            )
        )
    if problems:
        raise Rejected(problems)
    return EnrolTicket(address, read_code(parts[1]), fingerprint if secure else "")


def _read_address(text: str) -> tuple[str, bool, list[Problem]]:
    wrong = _problem("ticket.address", say("平台地址应像 https://10.0.0.8:8443 这样，请核对。"))
    try:
        parts = urlsplit(text.lower() if "://" in text else f"https://{text.lower()}")
        port = parts.port
    except ValueError:
        return "", False, [wrong]
    host = parts.hostname or ""
    if parts.scheme not in ("https", "http") or not host or parts.path.strip("/") or parts.username:
        return "", parts.scheme == "https", [wrong]
    if parts.scheme == "http" and host not in ("127.0.0.1", "localhost", "::1"):
        # Names and diagnoses never travel in the clear.
        return "", False, [_problem("ticket.plain", say("这个地址没有加密，只能在平台本机上使用。"))]
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else ""), parts.scheme == "https", []


def _problem(code: str, message: Message) -> Problem:
    return Problem("ticket", code, message)
