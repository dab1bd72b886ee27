"""People who work with the program: their roles and what a login name must look like."""

from __future__ import annotations

import re
from enum import StrEnum

import attrs

from clinic_app.domain.names import check_name, clean_name
from clinic_app.domain.numbers import compact
from clinic_app.domain.phones import check_phone
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say


class Role(StrEnum):
    """What a person is in the clinic; a person can be several things."""

    DOCTOR = "doctor"
    NURSE = "nurse"
    REVIEWER = "reviewer"
    REGISTRAR = "registrar"
    """Insurance and registration desk (医保办、登记员)."""
    COUNTY_DESK = "county_desk"
    ADMIN = "admin"


ROLE_NAMES: dict[Role, Message] = {
    Role.DOCTOR: say("医生"),
    Role.NURSE: say("护士、公卫人员"),
    Role.REVIEWER: say("审核人"),
    Role.REGISTRAR: say("医保、登记员"),
    Role.COUNTY_DESK: say("县级转诊办"),
    Role.ADMIN: say("系统管理员"),
}
"""What roles are called on screens."""

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,29}")


@attrs.frozen
class Practitioner:
    """One person with an account on this machine.

    Attributes:
        login: what is typed to log in, lower case.
        name: as printed on papers.
        roles: what the person is here.
        dept: department.
        phone: number for papers and the other institution.
        license_no: 执业证书编码, or empty.
        active: False when the account is closed; the person stays in the history.
    """

    login: str
    name: str
    roles: frozenset[Role]
    dept: str = ""
    phone: str = ""
    license_no: str = ""
    active: bool = True


def clean_login(text: str) -> str:
    """Return a login name as stored: narrow, lower case, without blanks."""
    return compact(text).lower()


def check_practitioner(person: Practitioner) -> list[Problem]:
    """Return what is wrong with a person's account."""
    problems: list[Problem] = []
    if not _LOGIN.fullmatch(person.login):
        problems.append(
            Problem("login", "login.shape", say("登录名用 2 到 30 个小写字母或数字，例如姓名拼音首字母 lys"))
        )
    problems += check_name(clean_name(person.name))
    if not person.roles:
        problems.append(Problem("roles", "roles.missing", say("请至少选择一个角色")))
    if person.phone:
        problems += check_phone(person.phone)
    return problems
