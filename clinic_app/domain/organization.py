"""Institutions of the referral network: what they are to each other and what their records must hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

import attrs

from clinic_app.domain import catalogue
from clinic_app.domain.field_checks import NO_LISTS, CodeLists, check_fields, missing, text_of
from clinic_app.domain.names import initials
from clinic_app.domain.numbers import check_credit_code, is_slip_prefix
from clinic_app.domain.problems import Problem
from clinic_app.domain.stored_record import stored_texts
from clinic_app.domain.wording import say


class OrgLevel(StrEnum):
    """Level of an institution (list org_level), lowest first."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    PUBLIC_HEALTH = "public_health"


class OrgRole(StrEnum):
    """What an institution does in referrals (list org_role)."""

    SENDER = "sender"
    DESK = "desk"
    BOTH = "both"
    SPECIAL = "special"


_RANK = {
    OrgLevel.VILLAGE: 0,
    OrgLevel.TOWNSHIP: 1,
    OrgLevel.COUNTY: 2,
    OrgLevel.CITY: 3,
    OrgLevel.PROVINCE: 4,
    OrgLevel.PUBLIC_HEALTH: 2,
}


@attrs.frozen
class Organization:
    """One institution, as the hub's directory describes it.

    Attributes:
        id: the record's identity, the same everywhere.
        code: 统一社会信用代码, 医疗机构登记号 (up to 22 characters) or the county's own code.
        name: full name as on the stamp.
        short_name: what people call it.
        level: a word of org_level.
        role: a word of org_role.
        slip_prefix: head of its slip numbers.
        address: for the slip and the patient.
        phone: the referral line.
        departments: names of departments that take referrals.
    """

    id: str = ""
    code: str = ""
    name: str = ""
    short_name: str = ""
    level: str = ""
    role: str = ""
    slip_prefix: str = ""
    address: str = ""
    phone: str = ""
    departments: tuple[str, ...] = ()

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Return the institution of a store row; ``departments`` is a JSON list of names or of {name}."""
        texts = (field.name for field in attrs.fields(cls) if field.name != "departments")
        return cls(**stored_texts(row, texts), departments=read_departments(row.get("departments")))

    @property
    def called(self) -> str:
        """The short name, or the full one when there is none."""
        return self.short_name or self.name

    @property
    def receives(self) -> bool:
        """Tell whether it takes referrals at a desk of its own."""
        return self.role in (OrgRole.DESK, OrgRole.BOTH, OrgRole.SPECIAL)


def read_departments(text: object) -> tuple[str, ...]:
    """Return department names from their stored JSON; nothing readable gives none."""
    if not isinstance(text, str) or not text:
        return ()
    try:
        entries = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(entries, list):
        return ()
    names = (entry.get("name") if isinstance(entry, dict) else entry for entry in entries)
    return tuple(str(name) for name in names if name)


def direction_between(sender_level: str, receiver_level: str) -> str:
    """Return ``up``, ``down`` or ``lateral`` between two levels; ``up`` when one is unknown."""
    try:
        step = _RANK[OrgLevel(receiver_level)] - _RANK[OrgLevel(sender_level)]
    except ValueError:
        return "up"
    return "up" if step > 0 else "down" if step < 0 else "lateral"


def suggest_slip_prefix(name: str) -> str:
    """Return a slip prefix from an institution's name: its pinyin initials without I and O, at most 4."""
    letters = [letter for letter in initials(name).upper() if letter not in "IO" and letter.isascii()]
    return "".join(letters[:4])


def check_organization(values: Mapping[str, Any], code_lists: CodeLists = NO_LISTS) -> list[Problem]:
    """Return what is wrong with an institution's record.

    A code of 18 characters must be a right 统一社会信用代码; other lengths are registration numbers of many
    shapes and are taken as they are.
    """
    problems: list[Problem] = []
    if not text_of(values, "name"):
        problems.append(missing("name", "机构名称"))
    if len(text_of(values, "code")) == 18:
        problems += check_credit_code(text_of(values, "code"))
    prefix = text_of(values, "slip_prefix")
    if prefix and not is_slip_prefix(prefix):
        problems.append(
            Problem(
                "slip_prefix",
                "slip_prefix.shape",
                say("单号机构段只能是 1 到 8 个大写字母或数字，不用字母 I 和 O，以免和 1、0 混淆"),
            )
        )
    told = {problem.field for problem in problems}
    by_catalogue = check_fields(catalogue.ORGANIZATION, values, code_lists)
    return problems + [problem for problem in by_catalogue if problem.field not in told]
