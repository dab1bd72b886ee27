"""Papers that run from top to bottom: headings, rows of blanks, paragraphs, page after page."""

from __future__ import annotations

from collections.abc import Sequence

from clinic_app.reports.fields import (
    Line,
    Piece,
    Setting,
    Words,
    baseline_drop,
    draw_lines,
    set_lines,
    set_text,
)
from clinic_app.reports.page import Frame, Pen
from clinic_app.reports.phrases import reprint_mark, spaced
from clinic_app.reports.table import Column, Grid

WIDTH, HEIGHT = 210.0, 297.0
"""A4, mm."""


def marks(slip_no: str, reprint: int) -> str:
    """Return the note of a paper that goes with a slip: whose it is, and which copy."""
    return spaced(f"编号：{slip_no}" if slip_no else "", reprint_mark(reprint), gap="　")


class Flow:
    """Writes down an A4 page and goes on to the next when it is full; every page is numbered."""

    def __init__(self, pen: Pen, setting: Setting, title: str, *, note: str = "") -> None:
        self.pen = pen
        self.setting = setting
        self.title = title
        self.note = note
        self.frame = Frame(20.0, 16.0, WIDTH - 40.0, HEIGHT - 32.0)
        self.y = self._heading()

    def _heading(self) -> float:
        frame = self.frame
        self.pen.centred(frame.x + frame.width / 2, frame.y + 7.0, self.title, 17, bold=True)
        if self.note:
            self.pen.right_aligned(frame.right, frame.y + 14.0, self.note, 10)
        self.pen.centred(frame.x + frame.width / 2, frame.bottom + 5.0, f"第 {self.pen.page} 页", 9)
        return frame.y + (17.0 if self.note else 13.0)

    def need(self, height: float) -> None:
        """Begin a new page unless so many mm are left."""
        if self.y + height > self.frame.bottom:
            self.pen.new_page()
            self.y = self._heading()

    def gap(self, height: float) -> None:
        """Leave so many mm free."""
        self.y += height

    def section(self, text: str) -> None:
        """Write a bold heading that does not stay alone at the foot of a page."""
        self.need(4 * self.setting.pitch)
        self.y += 1.5
        size = self.setting.size + 0.5
        self.pen.text(self.frame.x, self.y + baseline_drop(self.setting), text, size, bold=True)
        self.y += self.setting.pitch

    def row(self, *pieces: Piece, fill: bool = True) -> None:
        """Write captions and blanks, stretched to the right edge."""
        self._lines(set_lines(pieces, self.setting, self.frame.width, fill_last=fill))

    def text(self, label: str, value: str, key: str = "", *, indent: bool = True) -> None:
        """Write a labelled text over as many lines as it needs."""
        first = 2 * self.setting.em if indent else 0.0
        self._lines(set_text(label, value, key, self.setting, self.frame.width, indent=first))

    def items(self, items: Sequence[str]) -> None:
        """Write numbered sentences."""
        for number, item in enumerate(items, start=1):
            self._lines(
                set_lines(
                    [Words(f"{number}．{item}")],
                    self.setting,
                    self.frame.width,
                    first_indent=2 * self.setting.em,
                )
            )

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Write a ruled table; its head is repeated on every page it runs over."""
        grid = Grid(self.pen, columns, self.frame.x, self.frame.width)
        head = grid.head()
        room = self.frame.height - 20.0 - head.height
        set_rows = [part for cells in rows for part in grid.parts(grid.measured(cells), room)]
        first = set_rows[0].height if set_rows else 0.0
        self.need(head.height + first)
        self.y = grid.draw(head, self.y, heading=True)
        for row in set_rows:
            if self.y + row.height > self.frame.bottom:
                self.need(self.frame.height)
                self.y = grid.draw(head, self.y, heading=True)
            self.y = grid.draw(row, self.y)

    def _lines(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self.need(self.setting.pitch)
            self.y = draw_lines(self.pen, [line], self.frame.x, self.y, self.setting)
