"""Points of the hub's log that a file has passed: to them it goes back when the hub lost what came after.

A hub that was put back tells the most that both can have in common. Where the log's history was another,
only a check word tells; so a file keeps the words of some of the numbers it has stood at, and of those up to
which the hub was backed up: to them it will be put back one day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from clinic_app.protocol.messages import BACKED_UP, OWN, Cursor

LATEST = 16
"""So many of the last points are all kept; of those before the fewer the farther they lie."""

BACKUPS = 8
"""So many backups may be the one that the hub is restored from."""


@attrs.frozen
class CheckPoints:
    """What a file can prove of the hub's log.

    Attributes:
        passed: where it has stood, in order.
        backups: up to where the hub was backed up, in order.
        proved: the last of them came with the answer to a request, which the hub compares with what it
            shows; what comes by stick, or as a whole lane's file, may be of another history than the rest.
    """

    passed: tuple[Cursor, ...] = ()
    backups: tuple[Cursor, ...] = ()
    proved: bool = True

    def __iter__(self) -> Iterator[Cursor]:
        return iter(sorted({*self.passed, *self.backups}, key=_place))

    @property
    def last(self) -> Cursor:
        """The farthest of them; the beginning when there is none."""
        return max((*self.passed[-1:], *self.backups[-1:]), key=_place, default=Cursor())

    def and_passed(self, new: Cursor, *, proved: bool = True) -> CheckPoints:
        """Return the points to keep when a file has come to a further one."""
        if not new.seq or new in self.passed[-1:]:
            return self if proved == self.proved else attrs.evolve(self, proved=proved)
        kept = sorted({*self.passed, new}, key=_place)
        thinned = _thinned(kept[:-LATEST], kept[-1].seq)
        return attrs.evolve(self, passed=(*thinned, *kept[-LATEST:]), proved=proved)

    def and_backup(self, new: Cursor) -> CheckPoints:
        """Return the points to keep when the hub has told how far it was backed up."""
        if not new.seq or new in self.backups:
            return self
        return attrs.evolve(self, backups=tuple(sorted({*self.backups, new}, key=_place)[-BACKUPS:]))

    def up_to(self, number: int) -> CheckPoints:
        """Return the points that lie at most at a number."""
        return CheckPoints(_up_to(self.passed, number), _up_to(self.backups, number))

    def to_show(self, lanes: Mapping[str, Cursor], backed_up: int) -> dict[str, Cursor]:
        """Return what the next request shows besides the lanes' cursors, by name.

        The last point, where the lanes were not read so far; and all of them when a lane went back, or came
        from elsewhere: then none was compared with the hub's log as it is now. And the number of a backup
        without its word.
        """
        shown: dict[str, Cursor] = {}
        last = self.last.seq
        if not self.proved or any(cursor.seq and not cursor.chk for cursor in lanes.values()):
            shown = {str(number): point for number, point in enumerate(self)}
        elif last > max((cursor.seq for cursor in lanes.values()), default=0):
            shown = {OWN: self.last}
        if 0 < backed_up <= last and all(point.seq != backed_up for point in self.backups):
            shown[BACKED_UP] = Cursor(backed_up)
        return shown


@lru_cache(maxsize=8)  # read twice in every exchange, and nearly always as they were
def from_text(text: str) -> CheckPoints:
    """Return points as they are stored."""
    passed, backups, *unproved = json.loads(text)
    both = tuple(tuple(Cursor(*one) for one in some) for some in (passed, backups))
    return CheckPoints(both[0], both[1], proved=not unproved)


def to_text(points: CheckPoints) -> str:
    """Return points as they are stored."""
    both: list[Any] = [[[point.seq, point.chk] for point in some] for some in (points.passed, points.backups)]
    return json.dumps(both if points.proved else [*both, "unproved"], separators=(",", ":"))


def _place(point: Cursor) -> tuple[int, str]:
    return point.seq, point.chk


def _up_to(points: Iterable[Cursor], number: int) -> tuple[Cursor, ...]:
    return tuple(point for point in points if point.seq <= number)


def _thinned(points: Iterable[Cursor], head: int) -> list[Cursor]:
    """Return of the points that are about as far away, by the power of two, only the first and the last."""
    kept: list[Cursor] = []
    for point in points:
        far = (head - point.seq).bit_length()
        if [(head - one.seq).bit_length() for one in kept[-2:]] == [far, far]:
            kept.pop()
        kept.append(point)
    return kept
