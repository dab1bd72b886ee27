from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from clinic_app.domain.errors import FileError
from clinic_app.system.resources import resource_path
from ui import icons, theme

NAMES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def test_every_shipped_icon_draws_something_in_its_tint(qapp: QApplication) -> None:
    empty = []
    for name in NAMES:
        image = icons.pixmap(name, "urgent", 24).toImage()
        inks = {
            image.pixelColor(x, y).rgb()
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() > 250
        }
        if not any(color & 0xFFFFFF == theme.current().color("urgent").rgb() & 0xFFFFFF for color in inks):
            empty.append(name)
    assert not empty


def test_icons_are_drawn_at_the_pixels_of_the_screen(qapp: QApplication) -> None:
    picture = icons.pixmap("house", size=16, ratio=1.5)
    assert picture.size() == QSize(24, 24)
    assert picture.devicePixelRatio() == 1.5
    assert not icons.icon("house").pixmap(QSize(18, 18)).isNull()


def test_a_name_that_is_not_shipped_is_refused(qapp: QApplication) -> None:
    with pytest.raises(FileError):
        icons.icon("no-such-icon")


def test_every_icon_named_in_the_code_is_shipped() -> None:
    used: set[str] = set()
    for path in (resource_path().parent / "ui").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'icon="([a-z0-9-]+)"', source))
        used |= set(re.findall(r'(?:IconLabel|icons\.icon|icons\.pixmap)\(\s*"([a-z0-9-]+)"', source))
        used |= set(re.findall(r'icons\.paint\([^"\n]*"([a-z0-9-]+)"', source))
    assert used
    assert used <= set(NAMES)
