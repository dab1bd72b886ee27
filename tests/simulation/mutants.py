"""Known bugs of other systems, re-introduced one at a time to prove that the simulation would see them."""

from __future__ import annotations

from contextlib import contextmanager

MUTANTS = {}


@contextmanager
def mutated(name):
    if not name:
        yield
        return
    undo = MUTANTS[name]()
    try:
        yield
    finally:
        undo()
