"""Who may do what: one table from roles to permissions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from clinic_app.domain.practitioner import Role


class Permission(StrEnum):
    """One thing a person may do."""

    PATIENT_VIEW = "patient.view"
    PATIENT_EDIT = "patient.edit"
    PATIENT_IMPORT = "patient.import"
    PATIENT_EXPORT = "patient.export"
    PATIENT_MERGE = "patient.merge"
    REFERRAL_VIEW = "referral.view"
    REFERRAL_WRITE = "referral.write"
    REFERRAL_REVIEW = "referral.review"
    REFERRAL_STAMP = "referral.stamp"
    """Insurance desk: check the slip against the card and hand it out."""
    REFERRAL_ANSWER = "referral.answer"
    """Accept, decline, arrival, outcome, return slip."""
    FOLLOW_UP_VIEW = "follow_up.view"
    FOLLOW_UP_WRITE = "follow_up.write"
    CONTACT_CARD_EDIT = "contact_card.edit"
    PRINT = "print"
    CONFLICT_RESOLVE = "conflict.resolve"
    STATISTICS_VIEW = "statistics.view"
    REGISTER_EXPORT = "register.export"
    SYNC = "sync"
    COURIER = "courier"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"
    BACKUP = "backup"
    RESTORE = "restore"
    AUDIT_VIEW = "audit.view"
    ENROL = "enrol"
    CODE_TABLES = "code_tables"


_P = Permission

CLINICAL_VIEW = frozenset({_P.PATIENT_VIEW, _P.REFERRAL_VIEW, _P.FOLLOW_UP_VIEW})
"""Permissions that show clinical content; the administrator has none of them (GB/T 22239 level 2)."""

_EVERYONE = frozenset({_P.SYNC})
_CLINICAL = CLINICAL_VIEW | {_P.PATIENT_EDIT, _P.PRINT, _P.CONTACT_CARD_EDIT, _P.STATISTICS_VIEW}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DOCTOR: _EVERYONE
    | _CLINICAL
    | {
        _P.REFERRAL_WRITE,
        _P.REFERRAL_ANSWER,
        _P.FOLLOW_UP_WRITE,
        _P.CONFLICT_RESOLVE,
        _P.PATIENT_MERGE,
        _P.PATIENT_IMPORT,
        _P.REGISTER_EXPORT,
        _P.COURIER,
    },
    Role.NURSE: _EVERYONE
    | _CLINICAL
    | {_P.FOLLOW_UP_WRITE, _P.CONFLICT_RESOLVE, _P.PATIENT_IMPORT, _P.COURIER},
    Role.REVIEWER: _EVERYONE
    | _CLINICAL
    | {
        _P.REFERRAL_REVIEW,
        _P.REFERRAL_STAMP,
        _P.CONFLICT_RESOLVE,
        _P.PATIENT_MERGE,
        _P.REGISTER_EXPORT,
        _P.PATIENT_EXPORT,
        _P.AUDIT_VIEW,
    },
    Role.REGISTRAR: _EVERYONE
    | {
        _P.PATIENT_VIEW,
        _P.PATIENT_EDIT,
        _P.PATIENT_IMPORT,
        _P.REFERRAL_VIEW,
        _P.REFERRAL_STAMP,
        _P.PRINT,
        _P.CONTACT_CARD_EDIT,
        _P.STATISTICS_VIEW,
        _P.REGISTER_EXPORT,
        _P.COURIER,
    },
    Role.COUNTY_DESK: _EVERYONE
    | _CLINICAL
    | {
        _P.REFERRAL_WRITE,
        _P.REFERRAL_ANSWER,
        _P.FOLLOW_UP_WRITE,
        _P.CONFLICT_RESOLVE,
        _P.PATIENT_MERGE,
        _P.REGISTER_EXPORT,
        _P.COURIER,
    },
    Role.ADMIN: _EVERYONE
    | {
        _P.ACCOUNTS,
        _P.SETTINGS,
        _P.BACKUP,
        _P.RESTORE,
        _P.AUDIT_VIEW,
        _P.ENROL,
        _P.CODE_TABLES,
        _P.COURIER,
    },
}
"""Least right for each role. A small clinic gives its head several roles; the roles stay narrow."""


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything a person with these roles may do."""
    return frozenset().union(*(PERMISSIONS[role] for role in roles))


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Tell whether a person with these roles may do something."""
    return any(permission in PERMISSIONS[role] for role in roles)
