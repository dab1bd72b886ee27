from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFont, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui import theme

TEXT_ON_GROUND = [
    *(("ink", ground) for ground in ("ground", "surface", "hover", "accent_soft", "due_ground")),
    *(("ink", f"{meaning}_soft") for meaning in theme.MEANINGS),
    *(("secondary", ground) for ground in ("ground", "surface", "line_soft", "hover")),
    ("key_ink", "key_ground"),
    ("key_ink", "accent_soft"),
    ("count_ink", "count_ground"),
    *(("accent_ink", ground) for ground in ("accent", "accent_hover", "accent_press", "accent_badge")),
    *(("accent_text", ground) for ground in ("ground", "surface", "accent_soft", "hover")),
    *((meaning, f"{meaning}_soft") for meaning in theme.MEANINGS),
    *((meaning, ground) for meaning in theme.MEANINGS for ground in ("ground", "surface")),
]


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_text_can_be_read_on_its_ground(name: str) -> None:
    colors = theme.make_theme(name).colors
    weak = {
        f"{text} on {ground}": round(theme.contrast(colors[text], colors[ground]), 2)
        for text, ground in TEXT_ON_GROUND
        if theme.contrast(colors[text], colors[ground]) < 4.5
    }
    assert not weak


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_all_themes_have_the_same_tokens() -> None:
    tokens = [set(theme.make_theme(name).colors) for name in theme.THEMES]
    assert tokens[0] == tokens[1] == tokens[2]


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("size", theme.SIZES)
def test_style_sheet_leaves_no_token_open(qapp: QApplication, name: str, size: str) -> None:
    sheet = theme.style_sheet(theme.make_theme(name, size))
    assert not re.findall(r"\{[a-z_0-9]+\}", sheet)


def test_larger_sizes_make_everything_larger(qapp: QApplication) -> None:
    standard, extra = theme.make_theme(), theme.make_theme(size="extra")
    assert extra.px("row") > standard.px("row")
    assert extra.font().pixelSize() > standard.font().pixelSize() >= 14


def test_apply_reaches_the_running_program(qapp: QApplication) -> None:
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append(theme.current().name))
    theme.apply(qapp, "dark", "large")
    assert heard[-1] == "dark"
    assert qapp.palette().window().color().name().upper() == theme.make_theme("dark").colors["ground"]
    assert QFontInfo(qapp.font()).family() == theme.FAMILY


def test_unknown_theme_is_refused() -> None:
    with pytest.raises(KeyError):
        theme.make_theme("pink")


def _drawn(text: str, font: QFont) -> bytes:
    image = QImage(60, 60, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(8, 44, text)
    painter.end()
    return bytes(image.constBits())


def test_rare_names_are_drawn_with_their_own_glyphs(qapp: QApplication) -> None:
    theme.load_rare_font()
    font = theme.current().font("title")
    one, other, gap = _drawn("\U00020164", font), _drawn("\U00021014", font), _drawn("\U0010fffd", font)
    assert one != other
    assert gap not in (one, other)
