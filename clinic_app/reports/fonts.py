"""The letters on paper: the two font families, which of them draws a character, and a true text layer."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import attrs
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFError, TTFont

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import Message, say
from clinic_app.reports.font_face import QuickFace

REGULAR_FILE = "NotoSansSC-Regular.ttf"
BOLD_FILE = "NotoSansSC-Bold.ttf"
RARE_FILE = "HanaMinB.ttf"

# HanaMinB sits its ideographs 0.02 em lower than Noto Sans SC, and it has no bold: there an outline
# thickens it. Regular text has none but for a ribbon, because screens draw every outline a dot wide.
RARE_RISE = 0.02
BOLD_OUTLINE = 0.045
RIBBON_OUTLINE = 0.02

HAND_BLANK = "＿"
"""Stands on paper for a character that no font has, to be written by hand."""

_LEFT: ContextVar[list[str] | None] = ContextVar("left", default=None)

PAPER_LOCK = threading.RLock()
"""Held while a page is made: a font's parser keeps its reading position, so two threads would mix glyphs."""


@contextmanager
def leaving_blanks(on: bool = True) -> Iterator[list[str]]:
    """Draw a blank for the pen wherever no font has the character, and tell which characters these were."""
    found: list[str] = []
    before = _LEFT.set(found if on else _LEFT.get())
    try:
        yield found
    finally:
        _LEFT.reset(before)


def packaged_fonts() -> Path:
    """Return the folder of the fonts the program ships with, in a checkout as well as installed."""
    return Path(str(resources.files("resources"))) / "fonts"


class _EmbeddedFont(TTFont):
    """A TrueType font whose text layer is right for every plane of Unicode.

    reportlab writes a code point into the ToUnicode map as bare hexadecimal; beyond U+FFFF that is five
    digits, and readers make nonsense of it: the name looks right and cannot be copied or searched. It
    also writes one block of up to 256 entries where the format allows 100.
    """

    def __init__(self, name: str, path: Path) -> None:
        """Read the font. Raises TTFError for a damaged file, OSError for none."""
        # Not the library's own beginning: that one reads the file in its slow way.
        self.fontName = name
        self.face = QuickFace(str(path))
        self.encoding = TTEncoding()
        self.state = WeakKeyDictionary()
        self._asciiReadable = 0  # else all of ASCII goes into every file, ten kilobytes a font
        self.shapable = False

    def addObjects(self, doc: Any) -> None:
        """Add the font's objects to a document and put the true text layer in place."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
            doc.idToObject["toUnicodeCMap:" + name].content = to_unicode_map(name, subset)


def to_unicode_map(name: str, subset: list[int]) -> str:
    """Return the ToUnicode map of a subset: position in the subset to UTF-16BE.

    Source: ISO 32000-1, 9.10.3; beyond U+FFFF a character is a pair of surrogates.
    """
    pairs = [(at, chr(code).encode("utf-16-be").hex().upper()) for at, code in enumerate(subset) if code]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(f"<{at:02X}> <{text}>" for at, text in block)
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


@attrs.frozen
class Run:
    """Neighbouring characters that one font draws.

    Attributes:
        text: the characters.
        font: name of the registered font.
        rare: True when the font behind the first one draws them.
    """

    text: str
    font: str
    rare: bool


class FontStack:
    """Noto Sans SC, and behind it HanaMinB for the ideographs of Extensions B to F.

    Nothing is read before the first page asks for it, and each file is parsed once in a process.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fonts: dict[str, TTFont] = {}
        self._widths: dict[tuple[str, bool], float] = {}
        self._names: dict[bool, dict[str, str]] = {False: {}, True: {}}
        self._mark = f"{len(_STACKS)}"
        _STACKS.append(self)

    def _font(self, file: str) -> TTFont:
        font = self._fonts.get(file)
        if font is not None:
            return font
        with PAPER_LOCK:
            if file not in self._fonts:
                path = self._folder / file
                try:
                    font = _EmbeddedFont(f"paper{self._mark}-{path.stem}", path)
                except (TTFError, OSError) as error:
                    raise PaperError(
                        say(
                            "读不到打印字体 {file}，所以没有打印，数据都在。"
                            "请重新安装程序，或请管理员补上字体文件。",
                            file=file,
                        )
                    ) from error
                pdfmetrics.registerFont(font)
                self._fonts[file] = font
            return self._fonts[file]

    def _font_for(self, char: str, bold: bool) -> TTFont | None:
        """Return the font that draws a character, or None when no font does."""
        code = ord(char)
        if unicodedata.category(char) in _NEVER_DRAWN or _is_invisible(code):
            return None
        main = self._font(BOLD_FILE if bold else REGULAR_FILE)
        if code in main.face.charToGlyph:
            return main
        rare = self._font(RARE_FILE)
        return rare if code in rare.face.charToGlyph else None

    def runs(self, text: str, *, bold: bool = False) -> list[Run]:
        """Return the text cut into runs of one font each.

        Raises:
            PaperError: a character has no glyph in any font; the sentence names it and the way out.
        """
        rare_name = f"paper{self._mark}-{Path(RARE_FILE).stem}"
        return [
            Run("".join(char for _, char in neighbours), name, name == rare_name)
            for name, neighbours in groupby(self._named(text, bold), key=itemgetter(0))
        ]

    def _named(self, text: str, bold: bool) -> Iterator[tuple[str, str]]:
        """Yield every character after the name of its font."""
        names = self._names[bold]
        for char in compose(text):
            name = names.get(char)
            if name is None:
                font = self._font_for(char, bold)
                if font is None:
                    char = self._left_to_the_pen(char)
                    font = self._font(BOLD_FILE if bold else REGULAR_FILE)
                name = names[char] = font.fontName
            yield name, char

    def _left_to_the_pen(self, char: str) -> str:
        """Return the blank for a character no font has. Raises PaperError when none is to be left."""
        left = _LEFT.get()
        if left is None:
            raise PaperError(_no_glyph(char), title=say("有打印不出的字"))
        if char not in left:
            left.append(char)
        return HAND_BLANK

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of a text in points at a size in points. Raises PaperError as ``runs``."""
        # Fitting a page measures the same few characters again and again, at several sizes.
        known = self._widths.get((text, bold))
        if known is None:
            known = (
                sum(pdfmetrics.stringWidth(run.text, run.font, 1000) for run in self.runs(text, bold=bold))
                / 1000
            )
            # With blanks left the measuring must come by again, because it also notes and refuses characters.
            keep = _LEFT.get() is None and len(self._widths) < _KEPT_WIDTHS
            if keep and len(text) <= _KEPT_LENGTH:
                self._widths[(text, bold)] = known
        return known * size

    def missing_glyphs(self, text: str) -> list[str]:
        """Return the characters that cannot be drawn, each once, in the order they appear.

        Private-use, unassigned, control and invisible characters always count as missing, whatever a
        font may hold at their place. A line feed and a tab are layout and do not count.
        """
        missing: list[str] = []
        for char in compose(text):
            if char not in "\n\t" and char not in missing and self._font_for(char, bold=False) is None:
                missing.append(char)
        return missing

    def draw(
        self,
        canvas: Any,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        heavy: bool = False,
        gap: float = 0.0,
    ) -> float:
        """Draw a text with its baseline at (x, y), all in points, and return where it ends.

        ``gap`` is added between the characters (justified lines); ``heavy`` thickens rare characters for a
        ribbon printer. Raises PaperError as ``runs``.
        """
        for run in self.runs(text, bold=bold):
            pen = canvas.beginText(x, y + (size * RARE_RISE if run.rare else 0))
            pen.setFont(run.font, size)
            # Always written: the character gap belongs to the page, not to the text object.
            pen.setCharSpace(gap)
            outlined = run.rare and (bold or heavy)
            if outlined:
                canvas.saveState()
                canvas.setLineWidth(size * (BOLD_OUTLINE if bold else RIBBON_OUTLINE))
                pen.setTextRenderMode(2)
            pen.textOut(run.text)
            if outlined:
                pen.setTextRenderMode(0)
            canvas.drawText(pen)
            if outlined:
                canvas.restoreState()
            x += pdfmetrics.stringWidth(run.text, run.font, size) + gap * len(run.text)
        return x - gap if text else x


_KEPT_LENGTH = 12
_KEPT_WIDTHS = 50_000

_STACKS: list[FontStack] = []

_NEVER_DRAWN = frozenset({"Cc", "Co", "Cn", "Cs", "Zl", "Zp"})


def _is_invisible(code: int) -> bool:
    """Tell whether a code point is a format character or a variation selector, which nobody can see."""
    return (
        unicodedata.category(chr(code)) == "Cf"
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or code in (0x034F, 0x115F, 0x1160, 0x180B, 0x180C, 0x180D, 0x3164, 0xFFA0)
    )


def _no_glyph(char: str) -> Message:
    code = f"U+{ord(char):04X}"
    category = unicodedata.category(char)
    if _is_invisible(ord(char)) or category in ("Cc", "Zl", "Zp"):
        return say(
            "文字里夹着一个看不见的字符（{code}），打印出来会出错，所以没有打印，数据都在。"
            "请把这一段删掉重新输入（不要粘贴），再打印。",
            code=code,
        )
    if category == "Co":
        return say(
            "“{char}”（{code}）是旧系统的自造字，各台电脑显示不一样，所以没有打印，数据都在。"
            "请改用国家标准里的同一个字，或先写成拼音，打印后手写补上并盖章。",
            char=char,
            code=code,
        )
    return say(
        "“{char}”（{code}）这个字，程序的字体里没有，所以没有打印，数据都在。"
        "请核对是否输错；确是此字，先写成拼音，打印后手写补上并盖章，再告诉管理员补字体。",
        char=char if category not in ("Cn", "Cs") else "？",
        code=code,
    )


def compose(text: str) -> Iterator[str]:
    """Yield the characters of a text with letters and their accents joined where one character exists.

    Only combining marks are joined. The whole text is not normalised, because that would silently turn a
    compatibility ideograph of a name into another character.
    """
    cluster = ""
    for char in text:
        if cluster and unicodedata.category(char) == "Mn" and not _is_invisible(ord(char)):
            cluster += char
            continue
        yield from _joined(cluster)
        cluster = char
    yield from _joined(cluster)


def _joined(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster) if len(cluster) > 1 else cluster


@cache
def _stack_of(folder: Path) -> FontStack:
    return FontStack(folder)


def font_stack(folder: Path | None = None) -> FontStack:
    """Return the fonts of a folder (by default the packaged ones), the same object every time."""
    with PAPER_LOCK:
        return _stack_of(folder or packaged_fonts())


def missing_glyphs(text: str, folder: Path | None = None) -> list[str]:
    """Return the characters of a text that paper cannot show; see ``FontStack.missing_glyphs``."""
    return font_stack(folder).missing_glyphs(text)
