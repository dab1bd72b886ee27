"""Lines on paper are told apart without colour, and every name can be read."""

from __future__ import annotations

import io
import itertools

import pytest
from PIL import Image

from clinic_app.reports.line_picture import CourseLine, LinePicture, draw_course, scale_of

MONTHS = tuple(f"{month}月" for month in range(1, 13))


def picture(*lines: CourseLine) -> Image.Image:
    png, tall = draw_course(LinePicture("各月转诊人次", MONTHS, lines))
    image = Image.open(io.BytesIO(png))
    assert image.height / image.width == pytest.approx(tall)
    return image


@pytest.mark.parametrize(
    ("most", "scale"),
    [(0, (1, 1)), (1, (1, 1)), (5, (1, 5)), (7, (2, 8)), (43, (10, 50)), (1409, (500, 1500))],
)
def test_the_axis_has_round_steps_and_at_most_five(most: int, scale: tuple[int, int]) -> None:
    assert scale_of(most) == scale


def test_it_has_no_colour_and_the_first_line_is_unbroken_the_second_is_not() -> None:
    flat = tuple([4] * 12)
    one, two = (CourseLine("转往上级", flat), CourseLine("上级转回", tuple([2] * 12)))
    image = picture(one, two)
    assert image.mode == "L"
    frame = range(120, 1300)

    def longest_gap(value: int) -> int:
        y = round(56 + (700 - 56 - 70) * (1 - value / 4))
        gap = most = 0
        for x in frame:
            gap = 0 if image.getpixel((x, y)) < 100 else gap + 1  # type: ignore[operator]
            most = max(most, gap)
        return most

    assert longest_gap(4) == 0
    assert longest_gap(2) > 5


def test_names_of_lines_that_end_together_stay_apart_and_on_the_page() -> None:
    lines = [CourseLine(f"线{n}", tuple([0] * 12)) for n in range(5)]
    image = picture(*lines)
    right = image.crop((1380, 0, 1600, 700))
    rows = [y for y in range(700) if right.crop((0, y, 220, y + 1)).getextrema()[0] < 128]
    blocks = 1 + sum(b - a > 4 for a, b in itertools.pairwise(rows))
    assert blocks == 5
    assert rows[-1] < 698


def test_the_words_for_those_who_do_not_see_it_hold_every_number() -> None:
    chart = LinePicture("各月", ("1月", "2月"), (CourseLine("转往上级", (3, 4)),))
    assert chart.words == "各月：转往上级 1月 3、2月 4"
