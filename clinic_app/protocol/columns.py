"""Columns of a message: numbers as differences, and values that repeat as runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def differences(values: Sequence[int]) -> list[int]:
    """Return the first number, then each minus the one before it."""
    return [value - before for value, before in zip(values, [0, *values], strict=False)]


def sums(values: Sequence[int]) -> list[int]:
    """Return the numbers of ``differences``."""
    total, found = 0, []
    for value in values:
        total += value
        found.append(total)
    return found


def runs(values: Sequence[Any]) -> list[Any]:
    """Return values as [value, count, value, count, …]."""
    found: list[Any] = []
    for value in values:
        if found and found[-2] == value:
            found[-1] += 1
        else:
            found += [value, 1]
    return found


def unrun(pairs: Sequence[Any]) -> list[Any]:
    """Return the values of ``runs``. Raises ValueError when a count is missing."""
    values: list[Any] = []
    for value, count in zip(pairs[::2], pairs[1::2], strict=True):
        values += [value] * count
    return values
