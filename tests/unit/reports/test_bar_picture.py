"""Bars on paper carry their numbers, and the bars of one group are told apart without colour."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from clinic_app.reports.bar_picture import BarGroup, BarPicture, draw_bars


def test_the_words_for_those_who_do_not_see_it_hold_every_number_with_what_it_counts() -> None:
    chart = BarPicture(
        "各机构", ("转往上级", "上级转回"), (BarGroup("东山", (3, 4)), BarGroup("西河", (0, 1)))
    )
    assert chart.words == "各机构：东山 转往上级 3、上级转回 4；西河 转往上级 0、上级转回 1"


def test_it_has_no_colour_and_the_second_bar_is_lighter_than_the_first() -> None:
    png, tall = draw_bars(BarPicture("各机构", ("转往上级", "上级转回"), (BarGroup("东山", (9, 9)),)))
    image = Image.open(io.BytesIO(png))
    assert image.mode == "L"
    assert image.height / image.width == pytest.approx(tall)
    first, second = (image.crop((500, y, 1200, y + 14)) for y in (78, 104))
    assert sum(first.tobytes()) < sum(second.tobytes())
