"""Every paper still looks as it did when somebody looked at it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.visual.golden import PAGES, PICTURES, difference, drawn

MOST = 44.0


@pytest.mark.parametrize("name", list(PAGES))
def test_the_page_looks_as_reviewed(name, tmp_path):
    now = drawn(name)
    kept = Image.open(PICTURES / f"{name}.png").convert("L")
    if difference(now, kept) > MOST:
        now.save(tmp_path / f"{name}.png")
        pytest.fail(f"{name} looks different ({difference(now, kept):.0f}): see {tmp_path / name}.png")


def test_every_picture_belongs_to_a_page():
    assert {path.stem for path in PICTURES.glob("*.png")} == set(PAGES)


def test_a_page_moved_by_half_a_millimetre_is_noticed():
    page = drawn("out")
    assert difference(page, page) == 0
    assert difference(page, ImageChops.offset(page, 1, 0)) > MOST
    assert difference(page, ImageChops.offset(page, 0, 1)) > MOST


def test_a_lost_word_is_noticed():
    page = drawn("out")
    without = page.copy()
    box = _first_word(page)
    without.paste(255, box)
    assert difference(page, without) > MOST


def _first_word(page: Image.Image) -> tuple[int, int, int, int]:
    left, top, _, _ = ImageChops.invert(page).getbbox() or (0, 0, 0, 0)
    return (0, top, page.width, top + 14) if left >= 0 else (0, 0, 1, 1)
