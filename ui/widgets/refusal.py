"""Telling why something was not done: what was typed wrong beside its fields, all else in the message bar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.domain.problems import Problem
from ui import i18n
from ui.bridge import MessageBridge


class ShowsProblems(Protocol):
    """A form that has a place for what is wrong with its fields."""

    def show_problems(self, problems: Iterable[Problem], /) -> object:
        """Show all problems beside their fields."""
        ...


def tell_refusal(error: ClinicError, form: ShowsProblems | None, messages: MessageBridge) -> bool:
    """Show the error of a call; without a form the sentences of a Rejected go to the message bar as well.

    Returns True when the reason stands in the form, where it can be mended; a box that cannot go on
    otherwise may close when it is False.
    """
    if not isinstance(error, Rejected):
        messages.error(error)
        return False
    if form is None:
        messages.warning(i18n.problems(error.problems))
        return False
    form.show_problems(error.problems)
    return True
