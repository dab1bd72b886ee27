"""Checks that follow from the catalogue alone: lengths, dates, codes and characters of any record."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic_app.domain.catalogue import Field, FieldType, Kind
from clinic_app.domain.codes import CodeList
from clinic_app.domain.names import length_of
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

CodeLists = Mapping[str, CodeList]
"""Code lists by their name in the catalogue; a list that is not given is not checked."""
NO_LISTS: CodeLists = {}


def text_of(values: Mapping[str, Any], name: str) -> str:
    """Return a value as text without outer blanks; nothing and NULL are empty."""
    value = values.get(name)
    return "" if value is None else str(value).strip()


def check_fields(kind: Kind, values: Mapping[str, Any], code_lists: CodeLists = NO_LISTS) -> list[Problem]:
    """Return what is wrong with the given values of a record, by the catalogue: each field on its own."""
    problems: list[Problem] = []
    for field in kind.fields:
        text = text_of(values, field.name)
        if text:
            problems += _check_field(field, text, code_lists)
    return problems


def _check_field(field: Field, text: str, code_lists: CodeLists) -> list[Problem]:
    if field.max_length and length_of(text) > field.max_length:
        return [
            Problem(
                field.name,
                "field.length",
                say(
                    "{label}最多 {most} 个字，现在是 {count} 个",
                    label=field.label,
                    most=field.max_length,
                    count=length_of(text),
                ),
            )
        ]
    if field.type is FieldType.DATE and not is_stored_date(text):
        return [Problem(field.name, "field.date", say("{label}不是有效日期", label=field.label))]
    if field.type in (FieldType.INTEGER, FieldType.FLAG) and not text.lstrip("-").isdecimal():
        return [Problem(field.name, "field.number", say("{label}应为整数", label=field.label))]
    if field.codes in code_lists and text not in code_lists[field.codes]:
        return [
            Problem(
                field.name,
                "field.code",
                say("{label}里没有“{code}”这一项，请从列表中选择", label=field.label, code=text),
            )
        ]
    broken = next((c for c in text if c == "\0" or unicodedata.category(c) == "Cs"), None)
    if broken is not None:
        return [
            Problem(field.name, "field.broken", say("{label}里有损坏的字符，请重新输入", label=field.label))
        ]
    return []


def is_stored_date(text: str) -> bool:
    """Tell whether text is a date in its stored form, ``2026-11-22``."""
    return stored_date(text) is not None


def stored_date(text: str) -> date | None:
    """Return the date of a stored form; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def missing(field: str, label: str) -> Problem:
    """Return the problem of a required field left empty."""
    return Problem(field, "field.missing", say("请填写{label}", label=label))
