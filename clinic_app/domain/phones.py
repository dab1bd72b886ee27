"""Telephone numbers: their stored form, what looks wrong, and how lists show them."""

from __future__ import annotations

import re

from clinic_app.domain.numbers import compact
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0[0-9]{2,3})-?([2-9][0-9]{6,7})(?:(?:-|转|ext\.?)([0-9]{1,5}))?", re.IGNORECASE)
_LOCAL_LINE = re.compile(r"[2-9][0-9]{6,7}")
_SHORT_LINE = re.compile(r"(?:1[0-9]{2}|12[0-9]{3}|400-?[0-9]{3}-?[0-9]{4}|800-?[0-9]{3}-?[0-9]{4})")


def clean_phone(text: str) -> str:
    """Return a telephone number in its stored form: narrow, no blanks, no country code, ``0933-8612345``.

    What is not recognised comes back as typed, only narrow and without blanks: a number is never lost.
    """
    phone = compact(text)
    phone = re.sub(r"^(?:\+|00)86-?", "", phone)
    phone = re.sub(r"^[((](0[0-9]{2,3})[))]-?", r"\1-", phone)
    digits = phone.replace("-", "")
    if _MOBILE.fullmatch(digits):
        return digits
    landline = _LANDLINE.fullmatch(phone)
    if landline is None:
        return phone
    area, line, extension = _split_area(landline)
    return f"{area}-{line}" + (f"-{extension}" if extension else "")


def _split_area(found: re.Match[str]) -> tuple[str, str, str]:
    """Split where the area code ends: 010 and 02x have three digits, every other code has four."""
    digits = found.group(1) + found.group(2)
    length = 3 if digits.startswith(("010", "02")) else 4
    return digits[:length], digits[length:], found.group(3) or ""


def check_phone(text: str, field: str = "phone") -> list[Problem]:
    """Return warnings about a telephone number; it is kept in any case, any line is better than none."""
    phone = clean_phone(text)
    if not phone or any(shape.fullmatch(phone) for shape in (_MOBILE, _LANDLINE, _SHORT_LINE)):
        return []
    if _LOCAL_LINE.fullmatch(phone):
        return [
            Problem(
                field,
                "phone.area_code",
                say("固定电话最好带区号，例如 0933-8612345，外地医院才打得通"),
                warning=True,
            )
        ]
    return [
        Problem(
            field,
            "phone.shape",
            say("“{phone}”不像电话号码：手机应为 11 位，固定电话应带区号。核对无误也可以保存", phone=phone),
            warning=True,
        )
    ]


def phone_text(phone: str) -> str:
    """Return a telephone number grouped for reading: ``139 9330 0017``; landlines come back unchanged."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if _MOBILE.fullmatch(phone) else phone


def mask_phone(phone: str) -> str:
    """Return a telephone number for lists: ``139****0017``."""
    if len(phone) >= 11 and phone.isdigit():
        return f"{phone[:3]}****{phone[-4:]}"
    return "*" * max(len(phone) - 4, 0) + phone[-4:] if len(phone) > 4 else phone
