"""Names of the follow-up forms for lists, and the limits of the norm in force here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clinic_app.domain.follow_up_form import Form
from clinic_app.domain.follow_up_thresholds import NATIONAL, Thresholds
from clinic_app.domain.wording import term
from clinic_app.services.form_library import current_forms

THRESHOLDS_SETTING = "follow_up.thresholds"


def form_names() -> dict[str, str]:
    """Return what each form is called in lists, by its id."""
    names: dict[str, str] = {}
    for form in sorted(current_forms(), key=_place_of):
        names[form.id] = str(term(form.short_title))
    return names


_ORDER = ("hypertension", "diabetes2", "after_referral", "elderly_self_care", "tb_suspect", "mental")
"""The forms as often as they are used."""


def _place_of(form: Form) -> int:
    return _ORDER.index(form.id) if form.id in _ORDER else len(_ORDER)


def thresholds_of(stored: Mapping[str, Any] | None) -> Thresholds:
    """Return the limits in force here: the national ones, with those that a setting changes.

    A value that cannot be read, or a name that is not known, leaves the national limit in force.
    """
    limits: dict[str, Any] = {}
    for name, value in (stored or {}).items():
        usual = getattr(NATIONAL, name, None)
        if usual is None or callable(usual):
            continue
        try:
            limits[name] = type(usual)(str(value))
        except (ValueError, ArithmeticError):
            continue
    return Thresholds(**limits)
