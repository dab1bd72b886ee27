"""Setting text the way Chinese forms do: captions, underlined blanks, line-breaking rules, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import attrs

from clinic_app.reports.fonts import FontStack, compose
from clinic_app.reports.page import PT_PER_MM, Pen

NO_START = frozenset("。，、；：？！）》】』」〕］｝〉”’·…—～％‰℃°’,.;:?!)]}%")
"""Never at the head of a line (GB/T 15834-2011, 5.1)."""
NO_END = frozenset("（《【『「〔［｛〈“‘([{￥$□■")
"""Never at the foot of a line (GB/T 15834-2011, 5.1)."""

_DIGITS = frozenset("0123456789")
_WORD = re.compile(r"[\x21-\x7e\u00a1-\u00b6\u00b8-\u024f\u0370-\u03ff\u0400-\u04ff]+|.", re.DOTALL)
_WORD_END = re.compile(r"(?<=[,;])(?=.)")
_PAD = 1.1
"""Air between an underlined value and the end of its line, mm."""
_BETWEEN = 1.6
"""Air between the end of a blank and the caption of the next, mm."""
_WIDEST_GAP = 0.12
"""Letters of a full line are moved apart by at most so many em; a narrow cell stays ragged."""
_RULE_DROP = 0.9
"""How far below the baseline a blank's line runs, mm."""


@attrs.frozen
class Caption:
    """Printed words that stay whole and stand directly before their blank, such as 患者姓名."""

    text: str


@attrs.frozen
class Tail:
    """Printed words that stay whole and stand directly after their blank, such as 单位."""

    text: str


@attrs.frozen
class Words:
    """Printed words that may be broken over lines.

    Attributes:
        text: the words.
        key: field they are the value of; empty for the form's own words.
    """

    text: str
    key: str = ""


@attrs.frozen
class Blank:
    """A value on a line, or the empty line to write on.

    Attributes:
        value: what to print; empty leaves the line for the pen.
        key: field it belongs to.
        least: shortest length of the line, mm.
        stretch: its share of the room left over in a row.
        tied: it may not begin a line (the month of a date).
    """

    value: str
    key: str
    least: float
    stretch: float = 1.0
    tied: bool = False


Piece = Caption | Tail | Words | Blank


@attrs.frozen
class _Atom:
    text: str
    width: float
    piece: int
    may_break: bool
    space: bool = False
    lead: float = 0.0


@attrs.frozen
class Span:
    """Neighbouring letters of one piece on one line.

    Attributes:
        x: mm from the left edge of the paragraph.
        width: mm, with the line of a blank.
        text: what is written.
        key: field it belongs to.
        indent: mm from x to the first letter (a value stands in the middle of its line).
        ruled: draw the line of a blank.
        gap: mm added after every character to fill the measure.
        size: points; 0 is the size of the paragraph.
    """

    x: float
    width: float
    text: str
    key: str
    indent: float = 0.0
    ruled: bool = False
    gap: float = 0.0
    size: float = 0.0


@attrs.frozen
class Line:
    """One line of a paragraph."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Return the letters on the line."""
        return "".join(span.text for span in self.spans)

    def moved(self, right: float) -> Line:
        """Return the line further to the right, mm."""
        return Line(tuple(attrs.evolve(span, x=span.x + right) for span in self.spans)) if right else self


@attrs.frozen
class Setting:
    """How text is set.

    Attributes:
        fonts: what measures and draws it.
        size: points.
        pitch: mm from baseline to baseline.
    """

    fonts: FontStack
    size: float
    pitch: float

    @property
    def em(self) -> float:
        """Return the width of one Chinese character, mm."""
        return self.size / PT_PER_MM

    def width(self, text: str) -> float:
        """Return the width of a text, mm."""
        return self.fonts.width(text, self.size) / PT_PER_MM


Measure = Callable[[int], float]
"""The width a line may have, mm, by its number from 0."""


@lru_cache(maxsize=256)
def words_of(text: str) -> tuple[str, ...]:
    """Return the units that are never broken: a Latin word, a number with its unit, one character."""
    clean = "".join(compose(text.replace("\t", "  ")))
    return tuple(part for unit in _WORD.findall(clean) for part in _WORD_END.split(unit))


def may_break_between(before: str, after: str) -> bool:
    """Tell whether a line may end between two units; a number stays with its measure word (3年, 2片)."""
    if before[-1] in _DIGITS and after[0] > "\u2e80":
        return False
    return not (
        after[0] in NO_START or before[-1] in NO_END or (before[-1] == after[0] and before[-1] in "—…")
    )


def _atoms_of_text(
    text: str, piece: int, setting: Setting, widest: float, first_may_break: bool
) -> list[_Atom]:
    atoms: list[_Atom] = []
    units = words_of(text)
    for at, unit in enumerate(units):
        previous = units[at - 1] if at else ""
        if previous == " ":
            before = units[at - 2] if at > 1 else ""
            # A dose and its unit (0.5 mg) torn apart over two lines can be misread.
            allowed = not (before[-1:].isdigit() and unit[:1].isascii() and unit[:1].isalpha())
        else:
            allowed = first_may_break if at == 0 else may_break_between(previous, unit)
        if unit == " ":
            allowed = False
        if len(unit) > 1 and setting.width(unit) > widest:
            atoms += [_Atom(c, setting.width(c), piece, True) for c in unit]
            continue
        atoms.append(_Atom(unit, setting.width(unit), piece, allowed, space=unit == " "))
    return atoms


def _is_whole(blank: Blank, setting: Setting, widest: float) -> bool:
    """Tell whether a blank is moved to the next line rather than broken."""
    natural = setting.width(blank.value) + 2 * _PAD
    return not blank.value or natural <= max(blank.least, 0.45 * widest)


def _atoms(pieces: Sequence[Piece], setting: Setting, widest: float) -> list[_Atom]:
    atoms: list[_Atom] = []
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        match piece:
            case Caption(text):
                lead = _BETWEEN if isinstance(before, Blank | Tail) else 0.0
                atoms.append(_Atom(text, setting.width(text) + lead, at, True, lead=lead))
            case Tail(text):
                atoms.append(_Atom(text, setting.width(text), at, False))
            case Words(text):
                last = atoms[-1].text if atoms else ""
                first = words_of(text)[:1]
                free = not last or not first or may_break_between(last, first[0])
                atoms += _atoms_of_text(text, at, setting, widest, free)
            case Blank():
                free = not piece.tied and not isinstance(before, Caption)
                if _is_whole(piece, setting, widest):
                    natural = setting.width(piece.value) + (2 * _PAD if piece.value else 0)
                    atoms.append(_Atom(piece.value, max(piece.least, natural), at, free))
                else:
                    parts = _atoms_of_text(piece.value, at, setting, widest - 2 * _PAD, free)
                    parts[0] = attrs.evolve(parts[0], width=parts[0].width + _PAD)
                    parts[-1] = attrs.evolve(parts[-1], width=parts[-1].width + _PAD)
                    atoms += parts
    return atoms


def _break(atoms: Sequence[_Atom], measure: Measure, first_indent: float) -> list[list[_Atom]]:
    lines: list[list[_Atom]] = []
    line: list[_Atom] = []
    used = first_indent
    for atom in atoms:
        line.append(atom)
        used += atom.width
        # A little tolerance: widths are sums of floats.
        while used > measure(len(lines)) + 1e-6 and not (atom.space and len(line) > 1) and len(line) > 1:
            cut = next((i for i in range(len(line) - 1, 0, -1) if line[i].may_break), len(line) - 1)
            done, line = line[:cut], line[cut:]
            lines.append(done)
            used = sum(a.width for a in line)
    if line:
        lines.append(line)
    return [_trimmed(entry) for entry in lines]


def _trimmed(line: list[_Atom]) -> list[_Atom]:
    start, stop = 0, len(line)
    while start < stop - 1 and line[start].space:
        start += 1
    while stop > start + 1 and line[stop - 1].space:
        stop -= 1
    first = line[start]
    return [attrs.evolve(first, width=first.width - first.lead, lead=0.0), *line[start + 1 : stop]]


def _grouped(line: Sequence[_Atom]) -> list[_Atom]:
    """Return the line with the neighbouring letters of one piece joined."""
    groups: list[_Atom] = []
    for _, neighbours in groupby(line, key=attrgetter("piece")):
        atoms = list(neighbours)
        text, width = "".join(atom.text for atom in atoms), sum(atom.width for atom in atoms)
        groups.append(_Atom(text, width, atoms[0].piece, atoms[0].may_break, lead=atoms[0].lead))
    return groups


def _spans(
    line: Sequence[_Atom], pieces: Sequence[Piece], setting: Setting, start: float, room: float, *, fill: bool
) -> Line:
    groups = _grouped(line)
    share = sum(p.stretch for g in groups if isinstance(p := pieces[g.piece], Blank))
    letters = sum(len(group.text) for group in groups)
    gap = 0.0
    if fill and not share and letters > 1 and 0 < room <= _WIDEST_GAP * setting.em * (letters - 1):
        gap = room / (letters - 1)
    spans: list[Span] = []
    x = start
    for group in groups:
        piece = pieces[group.piece]
        width = group.width
        key = piece.key if isinstance(piece, Blank | Words) else ""
        if isinstance(piece, Blank):
            if fill and share:
                width += max(0.0, room) * piece.stretch / share
            indent = max(0.0, (width - setting.width(group.text)) / 2)
            spans.append(Span(x, width, group.text, key, indent, ruled=True))
        else:
            width += gap * len(group.text)
            spans.append(Span(x, width, group.text, key, indent=group.lead, gap=gap))
        x += width
    if gap:
        spans[-1] = attrs.evolve(spans[-1], width=spans[-1].width - gap)
    return Line(tuple(spans))


def set_lines(
    pieces: Sequence[Piece],
    setting: Setting,
    measure: float | Measure,
    *,
    first_indent: float = 0.0,
    fill_last: bool = False,
) -> list[Line]:
    """Return the lines of a paragraph.

    Args:
        pieces: what it is made of.
        setting: font size and pitch.
        measure: width in mm, or a width by line number.
        first_indent: mm the first line is moved in.
        fill_last: stretch the blanks of the last line to the right edge too, as a row of a form does.

    Raises:
        PaperError: a character has no glyph.
    """
    wide: Measure = measure if callable(measure) else (lambda _number: measure)
    widest = min(wide(0) - first_indent, wide(1))
    broken = _break(_atoms(pieces, setting, widest), wide, first_indent)
    lines: list[Line] = []
    for number, line in enumerate(broken):
        start = first_indent if number == 0 else 0.0
        room = wide(number) - start - sum(atom.width for atom in line)
        last = number == len(broken) - 1
        # A lone short blank that came over to a new line is not drawn out over the whole of it.
        fill = (fill_last and (number == 0 or room < 0.5 * wide(number))) if last else True
        lines.append(_spans(line, pieces, setting, start, room, fill=fill))
    return lines


def set_text(
    label: str, value: str, key: str, setting: Setting, measure: float | Measure, *, indent: float = 0.0
) -> list[Line]:
    """Return the lines of a labelled text; every line feed in it begins a new, indented paragraph."""
    lines: list[Line] = []
    for number, paragraph in enumerate(value.replace("\r\n", "\n").split("\n")):
        pieces: list[Piece] = [Caption(label)] if number == 0 and label else []
        pieces.append(Words(paragraph, key))
        so_far = len(lines)
        shifted = (lambda n, base=so_far: measure(n + base)) if callable(measure) else measure
        lines += set_lines(pieces, setting, shifted, first_indent=indent) or [Line(())]
    return lines


def draw_line(pen: Pen, line: Line, x: float, baseline: float, size: float, *, captions: bool = True) -> None:
    """Draw one line of a paragraph; without captions only the values appear (overprint)."""
    for span in line.spans:
        if span.ruled and captions:
            pen.line(x + span.x, baseline + _RULE_DROP, x + span.x + span.width, baseline + _RULE_DROP)
        if span.text and (captions or span.key):
            text_x = x + span.x + span.indent
            pen.text(text_x, baseline, span.text, span.size or size, key=span.key, gap=span.gap)


def draw_lines(
    pen: Pen, lines: Iterable[Line], x: float, top: float, setting: Setting, *, captions: bool = True
) -> float:
    """Draw lines one under the other from ``top`` and return where the next would begin, mm."""
    for line in lines:
        draw_line(pen, line, x, top + baseline_drop(setting), setting.size, captions=captions)
        top += setting.pitch
    return top


def baseline_drop(setting: Setting) -> float:
    """Return how far below the top of its line a baseline lies, mm, with the letters in the middle."""
    return setting.pitch / 2 + setting.em * 0.38
