"""Fitting the long texts of a slip: how many lines each gets, and what goes on to the attached page."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from clinic_app.reports.fields import Line, Setting, Span, set_text
from clinic_app.reports.fonts import compose
from clinic_app.reports.slip_content import Section

GOES_ON = "（下接附页）"


@attrs.frozen
class FittedSection:
    """A section as it stands on the slip.

    Attributes:
        lines: what is printed here.
        room: number of lines it occupies.
        rest: the section with what did not fit, or None.
    """

    lines: tuple[Line, ...]
    room: int
    rest: Section | None


def lines_of(section: Section, setting: Setting, width: float, *, shorten: int | None = None) -> list[Line]:
    """Return all lines of a section; line number ``shorten`` leaves room for 「下接附页」."""
    mark = setting.width(GOES_ON)
    lines: list[Line] = []
    label = section.label
    for key, text in section.parts:
        if not text and (label == "" or len(section.parts) > 1):
            continue
        so_far = len(lines)
        lines += set_text(
            label,
            text.strip("\r\n"),
            key,
            setting,
            lambda number, base=so_far: width - (mark if number + base == shorten else 0),
            indent=2 * setting.em,
        )
        label = ""
    return lines or set_text(section.label, "", "", setting, width, indent=2 * setting.em)


def share_lines(needs: Sequence[int], capacity: int) -> list[int]:
    """Return how many lines each section gets: all it needs when that is little, else an equal share.

    So every heading and the beginning of every text stand on the slip itself, however long one of them is.
    """
    given = [0] * len(needs)
    left = capacity
    open_ones = sorted(range(len(needs)), key=lambda at: needs[at])
    while open_ones:
        at = open_ones.pop(0)
        given[at] = min(needs[at], left // (len(open_ones) + 1))
        left -= given[at]
    # What division left over goes to the first that still wants it.
    for at, need in enumerate(needs):
        more = min(need - given[at], left)
        given[at] += more
        left -= more
    return given


def weighed_lines(weights: Sequence[int], capacity: int) -> list[int]:
    """Return the fixed shares of an empty form, one line at least; overprint meets the same places."""
    total = sum(weights)
    given = [max(1, capacity * weight // total) for weight in weights]
    while sum(given) > capacity and max(given) > 1:
        given[given.index(max(given))] -= 1
    return given


def _rest_of(text: str, printed: str) -> str:
    """Return what follows the printed letters in a text; spaces and line feeds were not printed."""
    source = "".join(compose(text.replace("\t", "  ")))
    at = 0
    for char in printed:
        if char.isspace():
            continue
        at = source.index(char, at) + 1
    return source[at:].strip("\r\n ")


def _left_over(section: Section, printed: Sequence[Line]) -> Section:
    parts: list[tuple[str, str]] = []
    for key, text in section.parts:
        done = "".join(span.text for line in printed for span in line.spans if span.key == key)
        rest = _rest_of(text, done)
        if rest:
            parts.append((key, rest))
    return Section(section.label.replace("：", "（续）："), tuple(parts), section.weight)


def fit(section: Section, lines: Sequence[Line], setting: Setting, width: float, room: int) -> FittedSection:
    """Return a section cut at a number of lines, with a mark where it goes on and the rest kept whole.

    ``lines`` are all lines of it, as ``lines_of`` gives them for the same setting and width.
    """
    if len(lines) <= room:
        return FittedSection(tuple(lines), room, None)
    shown = lines_of(section, setting, width, shorten=room - 1)[:room]
    last = shown[-1]
    end = max((span.x + span.width for span in last.spans), default=0.0)
    mark = Span(end, setting.width(GOES_ON), GOES_ON, "")
    rest = _left_over(section, shown)
    return FittedSection((*shown[:-1], Line((*last.spans, mark))), room, rest)
