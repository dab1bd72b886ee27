"""Where bugs that can be re-introduced are noted, and how the code under test is patched and put back."""

from __future__ import annotations

MUTANTS = {}


def mutant(function):
    """Note a function that patches the code under test and returns what puts it back."""
    MUTANTS[function.__name__] = function
    return function


def patch(*changes):
    """Set attributes; return what sets them back."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in changes]
    for owner, name, value in changes:
        setattr(owner, name, value)

    def undo():
        for owner, name, value in before:
            setattr(owner, name, value)

    return undo
