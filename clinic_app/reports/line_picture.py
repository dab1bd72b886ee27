"""Lines as a picture for documents: each told from the others by its marks and dashes, not by colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs
from PIL import Image, ImageDraw

from clinic_app.reports.picture import INK, PAPER, SIZE, WIDTH, font, numbers_in_words, png_of

HEIGHT = 700
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 250, 56, 70
_GRID = "#c4c4c4"
_MARK = 9
_DASHES: tuple[tuple[int, int], ...] = ((0, 0), (26, 12), (6, 10), (40, 14), (16, 8))
"""Drawn and left free, in pixels, by the place of the line; the first one is unbroken."""


@attrs.frozen
class CourseLine:
    """One line: what it is called, and its value at each point."""

    label: str
    values: tuple[int, ...]


@attrs.frozen
class LinePicture:
    """A chart of lines over equal steps.

    Attributes:
        title: above it, and the words for those who do not see it.
        points: names of the steps, such as months.
        lines: at most five; one may be shorter than ``points``, where it has come no further.
    """

    title: str
    points: tuple[str, ...]
    lines: tuple[CourseLine, ...]

    @property
    def words(self) -> str:
        """All numbers as one line, as the alternative text of the picture."""
        rows = ((line.label, zip(self.points, line.values, strict=False)) for line in self.lines)
        return numbers_in_words(self.title, rows)


def scale_of(most: int) -> tuple[int, int]:
    """Return a round step and the top of the axis for a greatest value, with at most five steps.

    >>> scale_of(7), scale_of(43)
    ((2, 8), (10, 50))
    """
    step = 1
    while step * 5 < most:
        step = {1: 2, 2: 5, 5: 10}[int(str(step)[0])] * 10 ** (len(str(step)) - 1)
    return step, max(step, -(-most // step) * step)


def draw_course(chart: LinePicture) -> tuple[bytes, float]:
    """Return a PNG, and its height as a part of its width."""
    image = Image.new("L", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    step, top = scale_of(max((v for line in chart.lines for v in line.values), default=0))
    high, wide = HEIGHT - _TOP - _BOTTOM, WIDTH - _LEFT - _RIGHT
    for value in range(0, top + 1, step):
        y = _TOP + high - high * value / top
        pen.line((_LEFT, y, _LEFT + wide, y), fill=INK if value == 0 else _GRID, width=2)
        pen.text((_LEFT - 12, y), str(value), fill=INK, font=font(SIZE - 2), anchor="rm")
    gap = wide / max(1, len(chart.points) - 1)
    for place, name in enumerate(chart.points):
        pen.text((_LEFT + gap * place, _TOP + high + 14), name, fill=INK, font=font(SIZE - 4), anchor="mt")
    ends: list[tuple[float, int]] = []
    for place, line in enumerate(chart.lines):
        points = [(_LEFT + gap * at, _TOP + high - high * v / top) for at, v in enumerate(line.values)]
        _course(pen, points, place)
        for at in points:
            mark(pen, at, place)
        if points:
            ends.append((points[-1][1], place))
    _names(pen, chart, ends, _LEFT + wide + 22)
    return png_of(image)


def _names(pen: ImageDraw.ImageDraw, chart: LinePicture, ends: list[tuple[float, int]], x: int) -> None:
    """Write each line's name and last value at its end, moved apart where lines end close together."""
    y, tops = -1e9, []
    for end, place in sorted(ends):
        y = max(end, y + SIZE + 8)
        tops.append((y, place))
    over = max(0.0, y - (HEIGHT - SIZE))
    for y, place in ((y - over, place) for y, place in tops):
        mark(pen, (x + 4, y), place)
        line = chart.lines[place]
        pen.text((x + 22, y), f"{line.label} {line.values[-1]}", fill=INK, font=font(SIZE - 4), anchor="lm")


def _course(pen: ImageDraw.ImageDraw, points: Sequence[tuple[float, float]], place: int) -> None:
    drawn, free = _DASHES[place % len(_DASHES)]
    for (x1, y1), (x2, y2) in pairwise(points):
        if not drawn:
            pen.line((x1, y1, x2, y2), fill=INK, width=4)
            continue
        long = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
        at = 0.0
        while at < long:
            a, b = at / long, min(at + drawn, long) / long
            pen.line((x1 + (x2 - x1) * a, y1 + (y2 - y1) * a, x1 + (x2 - x1) * b, y1 + (y2 - y1) * b),
                     fill=INK, width=4)  # fmt: skip
            at += drawn + free


def mark(pen: ImageDraw.ImageDraw, at: tuple[float, float], place: int) -> None:
    """Draw the mark of a line: full disc, empty square, full triangle, empty ring, cross."""
    x, y = at
    box = (x - _MARK, y - _MARK, x + _MARK, y + _MARK)
    match place % 5:
        case 0:
            pen.ellipse(box, fill=INK)
        case 1:
            pen.rectangle(box, fill=PAPER, outline=INK, width=3)
        case 2:
            corners = [(x, y - _MARK - 2), (x - _MARK - 1, y + _MARK), (x + _MARK + 1, y + _MARK)]
            pen.polygon(corners, fill=INK)
        case 3:
            pen.ellipse(box, fill=PAPER, outline=INK, width=3)
        case _:
            pen.line((x - _MARK, y - _MARK, x + _MARK, y + _MARK), fill=INK, width=4)
            pen.line((x - _MARK, y + _MARK, x + _MARK, y - _MARK), fill=INK, width=4)
