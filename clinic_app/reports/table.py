"""Lists on paper: A4, head on every page, page totals, room for signatures at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from clinic_app.reports.fields import Line, Setting, Words, baseline_drop, draw_lines, set_lines, set_text
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.page import Frame, Pen

_LONG, _SHORT = 297.0, 210.0
_SIDE, _EDGE = 11.0, 10.0
_CELL_PAD = 0.9
_SIZE, _PITCH = 9.0, 4.3
_FOOT = 13.0
_ROW_PAD = 1.6


@attrs.frozen
class Column:
    """A column of a printed list.

    Attributes:
        title: head; a line feed begins its second line.
        share: its part of the width, relative to the others.
        centred: short values stand in the middle.
    """

    title: str
    share: float
    centred: bool = False


@attrs.frozen
class ListSheet:
    """A list to be printed.

    Attributes:
        title: heading.
        left: line under it at the left, such as the institution.
        right: line under it at the right, such as the period.
        columns: head of the list.
        rows: cells; a line feed begins a new line in a cell.
        unit: what a row is, for the totals: 人次, 人, 张.
        signatures: words at the end with a line each, such as 填表人.
        empty: what is written when there are no rows.
        least: lowest height of a row, mm, for lists that are written on.
        upright: on upright A4 instead of landscape.
        counted: tell the number of rows at the foot of every page.
    """

    title: str
    left: str
    right: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = "人次"
    signatures: tuple[str, ...] = ()
    empty: str = "本期没有记录。"
    least: float = 0.0
    upright: bool = False
    counted: bool = True


def numbered(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return rows with their number in front, for a list whose first column is 序号."""
    return tuple((str(number), *cells) for number, cells in enumerate(rows, start=1))


@attrs.frozen
class SetRow:
    """A row that is measured.

    Attributes:
        cells: lines of each cell.
        height: mm.
        counts: 1, or 0 for the rest of a row that began on the page before.
    """

    cells: tuple[tuple[Line, ...], ...]
    height: float
    counts: int = 1


class Grid:
    """Ruled rows of cells in a place on the page."""

    def __init__(self, pen: Pen, columns: Sequence[Column], left: float, width: float) -> None:
        self._pen = pen
        self._columns = columns
        self._left = left
        self._right = left + width
        self._setting = Setting(pen.fonts, _SIZE, _PITCH)
        total = sum(column.share for column in columns)
        self._widths = [width * column.share / total for column in columns]

    def measured(self, cells: Sequence[str], least: float = 0.0) -> SetRow:
        """Return a row with its lines; ``least`` is its lowest height, mm. Raises PaperError."""
        lines = tuple(
            tuple(set_text("", cell, "cell", self._setting, width - 2 * _CELL_PAD))
            for cell, width in zip(cells, self._widths, strict=True)
        )
        most = max((len(cell) for cell in lines), default=1)
        return SetRow(lines, max(most * _PITCH + _ROW_PAD, least))

    def head(self) -> SetRow:
        """Return the row of titles."""
        return self.measured([column.title for column in self._columns])

    def parts(self, row: SetRow, room: float) -> list[SetRow]:
        """Cut a row that is higher than a page; a whole history can be typed into a remark."""
        if row.height <= room:
            return [row]
        fit = int((room - _ROW_PAD) // _PITCH)
        first = SetRow(tuple(cell[:fit] for cell in row.cells), room, row.counts)
        rest = tuple(cell[fit:] for cell in row.cells)
        most = max(len(cell) for cell in rest)
        return [first, *self.parts(SetRow(rest, most * _PITCH + _ROW_PAD, counts=0), room)]

    def draw(self, row: SetRow, y: float, *, heading: bool = False) -> float:
        """Draw a row from y down and return where it ends, mm."""
        x = self._left
        weight = 0.35 if heading else 0.18
        self._pen.line(x, y, self._right, y, weight=weight)
        for column, width, cell in zip(self._columns, self._widths, row.cells, strict=True):
            self._pen.line(x, y, x, y + row.height)
            # Stacked heads stand over stacked cells: both begin at the top.
            top = y + _ROW_PAD / 2
            for line in cell:
                if heading:
                    self._head_line(line, x, top, width)
                else:
                    used = max((span.x + span.width for span in line.spans), default=0.0)
                    indent = max(_CELL_PAD, (width - used) / 2) if column.centred else _CELL_PAD
                    draw_lines(self._pen, [line], x + indent, top, self._setting)
                top += _PITCH
            x += width
        self._pen.line(x, y, x, y + row.height)
        self._pen.line(self._left, y + row.height, self._right, y + row.height, weight=weight)
        return y + row.height

    def _head_line(self, line: Line, x: float, top: float, width: float) -> None:
        bold = self._pen.width_of(line.text, _SIZE, bold=True) <= width - 0.4
        baseline = top + baseline_drop(self._setting)
        self._pen.centred(x + width / 2, baseline, line.text, _SIZE, bold=bold)


def render_list(sheet: ListSheet) -> bytes:
    """Return the PDF of a list.

    Every page says how many rows it has and how many there are so far, so a lost page is noticed.

    Raises:
        PaperError: a character has no glyph.
        ValueError: a row has another number of cells than there are columns.
    """
    if any(len(row) != len(sheet.columns) for row in sheet.rows):
        raise ValueError("a row has another number of cells than there are columns")
    fonts = font_stack()
    width, height = (_SHORT, _LONG) if sheet.upright else (_LONG, _SHORT)
    with Pen(fonts, width, height, title=sheet.title) as pen:
        return _ListWriter(pen, sheet).write()


class _ListWriter:
    def __init__(self, pen: Pen, sheet: ListSheet) -> None:
        self.pen = pen
        self.sheet = sheet
        self.frame = Frame(_SIDE, _EDGE, pen.width - 2 * _SIDE, pen.height - 2 * _EDGE)
        self.grid = Grid(pen, sheet.columns, self.frame.x, self.frame.width)
        # A long name of an institution goes on below, instead of running into what stands at the right.
        free = self.frame.width - pen.width_of(sheet.right, 10) - 4.0
        self._left = set_lines([Words(sheet.left)], self._below, free) if sheet.left else []
        self._deeper = max(0, len(self._left) - 1) * self._below.pitch

    @property
    def _below(self) -> Setting:
        return Setting(self.pen.fonts, 10, 5.0)

    def write(self) -> bytes:
        """Draw all pages."""
        head = self.grid.head()
        rows = [self.grid.measured(cells, self.sheet.least) for cells in self.sheet.rows]
        pages = self._paged(rows, head.height)
        so_far = 0
        for number, page in enumerate(pages, start=1):
            if number > 1:
                self.pen.new_page()
            here = sum(row.counts for row in page)
            so_far += here
            y = self.grid.draw(head, self._heading(), heading=True)
            for row in page:
                y = self.grid.draw(row, y)
            if not self.sheet.rows:
                self.pen.text(self.frame.x + 2, y + 6, self.sheet.empty, 10)
            self._foot(number, len(pages), here, so_far)
        return self.pen.to_pdf()

    def _paged(self, rows: list[SetRow], head: float) -> list[list[SetRow]]:
        room = self.frame.height - 17.0 - self._deeper - head - _FOOT
        pages: list[list[SetRow]] = [[]]
        used = 0.0
        for row in rows:
            for part in self.grid.parts(row, room):
                if used + part.height > room and pages[-1]:
                    pages.append([])
                    used = 0.0
                pages[-1].append(part)
                used += part.height
        return pages

    def _heading(self) -> float:
        frame = self.frame
        self.pen.centred(frame.x + frame.width / 2, frame.y + 6.5, self.sheet.title, 16, bold=True)
        top = frame.y + 13.5 - baseline_drop(self._below)
        draw_lines(self.pen, self._left, frame.x, top, self._below)
        self.pen.right_aligned(frame.right, frame.y + 13.5, self.sheet.right, 10)
        return frame.y + 16.0 + self._deeper

    def _foot(self, number: int, pages: int, here: int, so_far: int) -> None:
        frame, unit = self.frame, self.sheet.unit
        y = frame.bottom
        if self.sheet.counted:
            self.pen.text(frame.x, y, f"本页 {here} {unit}　累计 {so_far} {unit}", 10)
        self.pen.right_aligned(frame.right, y, f"第 {number} 页 共 {pages} 页", 10)
        if number == pages and self.sheet.signatures:
            x = frame.x
            step = frame.width / len(self.sheet.signatures)
            for word in self.sheet.signatures:
                end = self.pen.text(x, y - 6.5, f"{word}：", 10)
                self.pen.line(end, y - 5.7, min(end + 42, x + step - 4), y - 5.7)
                x += step
