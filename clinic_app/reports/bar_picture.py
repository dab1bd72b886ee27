"""Bars as a picture for documents: two patterns that differ in black and white, each bar with its number."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PIL import Image, ImageDraw

from clinic_app.reports.picture import INK, PAPER, SIZE, WIDTH, font, numbers_in_words, png_of

_MARGIN, _ROW, _BAR, _GAP = 24, 30, 26, 18
_LABEL, _NUMBER = 330, 150


@attrs.frozen
class BarGroup:
    """One label with a bar for every series."""

    label: str
    values: tuple[int, ...]


@attrs.frozen
class BarPicture:
    """A chart of lying bars.

    Attributes:
        title: above it, and the words for those who do not see it.
        series: what each bar of a group stands for, the first one solid, later ones hatched or empty.
        groups: in their order.
    """

    title: str
    series: tuple[str, ...]
    groups: tuple[BarGroup, ...]

    @property
    def words(self) -> str:
        """All numbers as one line, as the alternative text of the picture."""
        rows = ((group.label, zip(self.series, group.values, strict=True)) for group in self.groups)
        return numbers_in_words(self.title, rows)


def draw_bars(chart: BarPicture) -> tuple[bytes, float]:
    """Return a PNG, and its height as a part of its width."""
    count = len(chart.series)
    group_height = count * _BAR + _GAP
    legend = _ROW + _GAP if count > 1 else 0
    height = 2 * _MARGIN + legend + max(1, len(chart.groups)) * group_height
    image = Image.new("L", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    y = _MARGIN
    if legend:
        _legend(image, chart.series, y)
        y += legend
    most = max((value for group in chart.groups for value in group.values), default=0) or 1
    room = WIDTH - 2 * _MARGIN - _LABEL - _NUMBER
    for group in chart.groups:
        middle = y + count * _BAR / 2
        pen.text((_MARGIN + _LABEL - 16, middle), _short(group.label), fill=INK, font=font(SIZE), anchor="rm")
        for place, value in enumerate(group.values):
            top, long = y + place * _BAR, round(room * value / most)
            box = (_MARGIN + _LABEL, top + 2, _MARGIN + _LABEL + max(long, 1), top + _BAR - 2)
            _bar(image, box, place)
            pen.text((box[2] + 10, top + _BAR / 2), str(value), fill=INK, font=font(SIZE - 4), anchor="lm")
        y += group_height
    pen.line((_MARGIN + _LABEL, _MARGIN + legend, _MARGIN + _LABEL, height - _MARGIN), fill=INK, width=2)
    return png_of(image)


def _legend(image: Image.Image, series: Sequence[str], y: int) -> None:
    pen, x = ImageDraw.Draw(image), _MARGIN + _LABEL
    for place, name in enumerate(series):
        _bar(image, (x, y + 4, x + 44, y + 24), place)
        pen.text((x + 56, y + 14), name, fill=INK, font=font(SIZE - 2), anchor="lm")
        x += 56 + round(pen.textlength(name, font=font(SIZE - 2))) + 48


def _bar(image: Image.Image, box: tuple[int, int, int, int], place: int) -> None:
    """Paint a bar: solid, hatched, or empty by its place in the series."""
    pen = ImageDraw.Draw(image)
    if place == 0:
        pen.rectangle(box, fill="#4a4a4a", outline=INK, width=2)
        return
    wide, high = box[2] - box[0], box[3] - box[1]
    tile = Image.new("L", (wide + 1, high + 1), PAPER)
    hatch = ImageDraw.Draw(tile)
    if place == 1:
        for x in range(-high, wide, 10):
            hatch.line((x, high, x + high, 0), fill=INK, width=2)
    hatch.rectangle((0, 0, wide, high), outline=INK, width=2)
    image.paste(tile, (box[0], box[1]))


def _short(label: str) -> str:
    return label if len(label) <= 12 else f"{label[:11]}…"
