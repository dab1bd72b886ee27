"""Keeps None, True, False and NotImplemented alive under Python 3.11."""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 40
"""More calls into Qt than a program makes in a hundred years."""


def hold() -> bool:
    """Give the singletons so many references that they cannot run out; True when it was needed.

    PySide6 6.12 is built for Pythons in which these objects are immortal (3.12 and later). Under 3.11
    every call that returns nothing, such as ``painter.setPen(...)``, takes one reference of None away
    without ever having added it; after some ten thousand calls the interpreter dies with "none_dealloc:
    deallocating None". Called before the first import of PySide6. Safe to call again.
    """
    if sys.version_info >= (3, 12):
        return False
    for single in (None, True, False, NotImplemented):
        # The count is the first word of every object of this interpreter.
        count = ctypes.c_ssize_t.from_address(id(single))
        if count.value < _MANY // 2:
            count.value += _MANY
    return True
