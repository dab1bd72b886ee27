"""What a service gives back: which kinds of record it changed, what it saved, and pages of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

import attrs

from clinic_app.domain.problems import Problem

RowT = TypeVar("RowT")


@attrs.frozen
class Changes:
    """The kinds of record that an operation changed, so that each screen decides whether to read again.

    Attributes:
        kinds: catalogue kinds, and ``draft``, ``account``, ``partner``, ``setting`` for what never travels.
    """

    kinds: frozenset[str] = frozenset()

    @classmethod
    def of(cls, kinds: Iterable[str]) -> Changes:
        """Return the changes of some kinds."""
        return cls(frozenset(kinds))

    def __iter__(self) -> Iterator[str]:
        return iter(self.kinds)

    def __contains__(self, kind: object) -> bool:
        return kind in self.kinds

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.kinds | other.kinds)

    def any_of(self, *kinds: str) -> bool:
        """Tell whether one of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


NOTHING = Changes()


@attrs.frozen
class Saved:
    """What became of a request to save.

    Attributes:
        id: identity of the record it was about.
        changes: kinds of record that were changed.
        warnings: what deserves a second look; it was saved all the same.
        number: the slip number, where one was given out.
    """

    id: str
    changes: Changes = NOTHING
    warnings: tuple[Problem, ...] = ()
    number: str = ""


@attrs.frozen
class Page(Generic[RowT]):
    """Some rows of a list.

    Attributes:
        rows: value objects to show.
        next: where the following page begins, to be passed back; None when there is none.
    """

    rows: tuple[RowT, ...]
    next: Any = None
