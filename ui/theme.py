"""The look of the program: tokens from resources/style turned into palette, fonts and a little QSS."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import attrs
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from clinic_app.domain.errors import FileError
from clinic_app.domain.wording import say
from clinic_app.system.resources import resource_path, resource_text

THEMES = ("light", "dark", "contrast")
SIZES = ("standard", "large", "extra")
MEANINGS = ("due", "urgent", "done", "waiting", "unknown")

FAMILY = "Noto Sans SC"
RARE_FAMILY = "HanaMinB"


def read_tokens() -> dict[str, Any]:
    """Return the tables of resources/style/tokens.toml."""
    return tomllib.loads(resource_text("style", "tokens.toml"))


@attrs.frozen
class Theme:
    """One look: a set of colours at one size.

    Attributes:
        name: light, dark or contrast.
        size: standard, large or extra.
        scale: factor on every measure.
        colors: colour token → ``#RRGGBB``.
        metrics: measure token → device-independent pixels before scaling.
        type_sizes: text role → pixels before scaling.
    """

    name: str
    size: str
    scale: float
    colors: Mapping[str, str]
    metrics: Mapping[str, int]
    type_sizes: Mapping[str, int]

    def color(self, token: str) -> QColor:
        """Return a colour by its token. Raises KeyError for an unknown one."""
        return QColor(self.colors[token])

    def px(self, measure: int | str) -> int:
        """Return a measure (a metrics token or standard-size pixels) scaled to the chosen size."""
        base = self.metrics[measure] if isinstance(measure, str) else measure
        return round(base * self.scale)

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """Return the font of a text role: title, heading, body, table, small or tiny."""
        font = QFont()
        font.setFamilies([FAMILY, RARE_FAMILY])
        font.setPixelSize(self.px(self.type_sizes[role]))
        font.setBold(bold)
        return font


def make_theme(name: str = "light", size: str = "standard") -> Theme:
    """Return a theme from the tokens. Raises KeyError for an unknown name or size."""
    tokens = read_tokens()
    return Theme(name, size, tokens["sizes"][size], tokens[name], tokens["metrics"], tokens["type"])


class _Keeper(QObject):
    """Holds the one theme of the program and tells painted widgets when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = make_theme()
        self.fonts_loaded: set[str] = set()


_keeper = _Keeper()
changed = _keeper.changed


def current() -> Theme:
    """Return the theme that is on."""
    return _keeper.theme


def apply(app: QApplication, name: str = "light", size: str = "standard") -> Theme:
    """Put a theme on the whole program and return it; open windows change at once."""
    load_fonts()
    theme = make_theme(name, size)
    _keeper.theme = theme
    if app.style().name().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(theme.font())
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))
    _keeper.changed.emit()
    return theme


def load_fonts() -> None:
    """Load the text fonts once; the 30 MB of rare characters wait for load_rare_font()."""
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        _load_font(name)


def load_rare_font() -> None:
    """Load the characters of Extensions B to F, once; called when the window has been shown."""
    _load_font("HanaMinB.ttf")


def _load_font(name: str) -> None:
    if name in _keeper.fonts_loaded:
        return
    if QFontDatabase.addApplicationFont(str(resource_path("fonts", name))) < 0:
        raise FileError(say("字体 {name} 打不开，程序文件不完整。数据不受影响，请重新安装程序。", name=name))
    _keeper.fonts_loaded.add(name)


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme; Fusion draws most of the screen from it."""
    made = QPalette()
    role = QPalette.ColorRole
    table = {
        role.Window: "ground",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "ground",
        role.Text: "ink",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "urgent",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.PlaceholderText: "secondary",
        role.Highlight: "accent",
        role.HighlightedText: "accent_ink",
        role.Link: "accent_text",
        role.LinkVisited: "accent_text",
        role.Accent: "accent",
        role.Light: "surface",
        role.Midlight: "line_soft",
        role.Mid: "line",
        role.Dark: "field_line",
        role.Shadow: "shadow",
    }
    for key, token in table.items():
        made.setColor(key, theme.color(token))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, theme.color("secondary"))
    return made


def style_sheet(theme: Theme) -> str:
    """Return resources/style/clinic.qss with the theme's tokens filled in."""
    text = resource_text("style", "clinic.qss")
    values: dict[str, str] = dict(theme.colors)
    values |= {f"type_{name}": str(theme.px(size)) for name, size in theme.type_sizes.items()}
    values |= {f"space{n}": str(theme.px(4 * n)) for n in (1, 2, 3, 4, 6, 8)}
    # A focused field has a border of two pixels; the padding gives one back so that text stands still.
    values |= {f"space{n}m": str(theme.px(4 * n) - 1) for n in (1, 2)}
    values |= {"radius": str(theme.px("radius")), "space": str(theme.px("space"))}
    values |= {"cell": str(theme.px(14)), "box": str(theme.px(6)), "boxm": str(theme.px(6) - 1)}
    values["control"] = str(theme.px("control"))
    values["control_inner"] = str(theme.px("control") - 2)
    values["chevron"] = resource_path("icons", "chevron-down.svg").as_posix()
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def contrast(one: QColor | str, other: QColor | str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lights = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
