"""What is wrong with something a person typed, as values that stand beside the field."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from clinic_app.domain.wording import Message


@attrs.frozen
class Problem:
    """One thing to correct or to look at again.

    Attributes:
        field: name of the field as in the catalogue; empty when the whole form is meant.
        code: stable short word for programs and tests, such as ``id_no.check_digit``.
        message: what is wrong and what to do, for the person who typed it.
        warning: True when saving is still allowed.
    """

    field: str
    code: str
    message: Message
    warning: bool = False


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that forbid saving."""
    return [problem for problem in problems if not problem.warning]


def warnings_of(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that only ask for a second look."""
    return [problem for problem in problems if problem.warning]
