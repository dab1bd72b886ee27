"""How a referral stands in a table, the same on every page that lists referrals."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui import i18n
from ui.models.paged import Cell, Column


def referral_columns() -> list[Column]:
    """Return the columns 患者, 事项, 对方, 现在, 时间 over ReferralRow."""
    translate = QCoreApplication.translate
    return [
        Column("patient", translate("referral_columns", "患者"), person_cell, 220),
        Column("matter", translate("referral_columns", "事项"), _matter, 210),
        Column("other", translate("referral_columns", "对方"), _other, 0),
        Column("now", translate("referral_columns", "现在"), _now, 0),
        Column("when", translate("referral_columns", "时间"), lambda r: Cell(r.day_text, dim=True), 135),
    ]


def person_cell(row: Any) -> Cell:
    """Return name, sex and age of a row about a patient."""
    return Cell(row.patient_name, i18n.gender_age(row), bold=True)


def _matter(row: Any) -> Cell:
    return Cell(f"{i18n.code('direction', row.direction_text)}　{row.impression}")


def _other(row: Any) -> Cell:
    """Return the other institution; a department is of the receiver, which may be ourselves."""
    if row.side != "receiver":
        return Cell(f"{row.other_name} {row.dept}".strip())
    wanted = QCoreApplication.translate("referral_columns", "转来 {dept}")
    return Cell(row.other_name, wanted.format(dept=row.dept) if row.dept else "")


def _now(row: Any) -> Cell:
    # The chip already says the phase the note begins with.
    rest = i18n.note(row.note).removeprefix(i18n.core(row.phase_text)).removeprefix(" · ")
    return Cell(rest, chip=i18n.core(row.phase_text), meaning=row.meaning)
