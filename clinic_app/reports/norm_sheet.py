"""随访服务记录表 ruled as the national norm prints it: groups at the left, four visits, boxes for codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from clinic_app.domain.follow_up import answer_codes, answer_text
from clinic_app.domain.follow_up_form import AnswerType, Form, FormField, RowKind, SheetGroup, SheetRow
from clinic_app.reports.fields import Line, Setting, baseline_drop, draw_lines, set_text
from clinic_app.reports.fonts import FontStack
from clinic_app.reports.page import Frame, Pen
from clinic_app.reports.phrases import date_in_words, spaced, stacked

_SIDE, _EDGE, _HEAD, _FOOT = 11.0, 10.0, 17.0, 8.0
_GROUP, _LABEL = 8.0, 33.0
_SIZE, _PITCH, _PAD = 8.5, 3.9, 1.0
_LEAST = (7.2, 5.9)
"""Heights of a row, mm: with room for the pen, and closer where the sheet would not fit one page."""
_BOX, _BOX_GAP = 3.6, 1.0
VISITS = 4


@attrs.frozen
class _Cell:
    """Lines of a cell, and the codes that stand in boxes at its end."""

    lines: tuple[Line, ...]
    boxes: tuple[str, ...] = ()


@attrs.frozen
class _Ruled:
    """A row that is measured."""

    label: tuple[Line, ...]
    cells: tuple[_Cell, ...]
    height: float


class NormSheet:
    """Draws the sheet on as many pages as it needs."""

    def __init__(self, pen: Pen, fonts: FontStack, form: Form, heading: tuple[str, str]) -> None:
        self._pen, self._form, self._heading = pen, form, heading
        self._setting = Setting(fonts, _SIZE, _PITCH)
        self._left = _SIDE
        self._width = pen.width - 2 * _SIDE
        self._cell = (self._width - _GROUP - _LABEL) / VISITS

    def draw(self, visits: Sequence[Mapping[str, Any]]) -> None:
        """Draw all rows with the visits in their columns, oldest first."""
        bottom = self._pen.height - _EDGE - _FOOT
        groups: list[tuple[SheetGroup, list[_Ruled]]] = []
        for least in _LEAST:
            groups = [(group, self._measured(group, visits, least)) for group in self._form.sheet]
            if sum(row.height for _, rows in groups for row in rows) <= bottom - _EDGE - _HEAD:
                break
        y = self._top()
        for group, rows in groups:
            if y + sum(row.height for row in rows) > bottom:
                self._pen.new_page()
                y = self._top()
            y = self._draw_group(group, rows, y)

    def _top(self) -> float:
        pen, (left, right) = self._pen, self._heading
        pen.centred(pen.width / 2, _EDGE + 6.5, self._form.title, 16, bold=True)
        pen.text(self._left, _EDGE + 13.5, left, 10)
        pen.right_aligned(self._left + self._width, _EDGE + 13.5, right, 10)
        return _EDGE + _HEAD - 1.0

    # --- measuring ---

    def _measured(self, group: SheetGroup, visits: Sequence[Mapping[str, Any]], least: float) -> list[_Ruled]:
        wide = _LABEL if group.title else _GROUP + _LABEL
        rows = []
        for row in group.rows:
            label = self._set(self._label(row), wide - 2 * _PAD)
            cells = tuple(
                self._filled(row, visits[n] if n < len(visits) else {}, empty=n >= len(visits))
                for n in range(VISITS)
            )
            most = max(len(label), *(self._lines_of(cell) for cell in cells))
            rows.append(_Ruled(label, cells, max(least, most * _PITCH + 2 * _PAD)))
        spare = self._title_height(group) - sum(row.height for row in rows)
        if spare > 0:
            rows = [attrs.evolve(row, height=row.height + spare / len(rows)) for row in rows]
        return rows

    def _title_height(self, group: SheetGroup) -> float:
        return len(group.title) * _PITCH + 2 * _PAD if group.title else 0.0

    def _lines_of(self, cell: _Cell) -> int:
        """Return how many lines a cell takes: boxes that do not fit behind the last line begin another."""
        if not cell.boxes:
            return len(cell.lines)
        used = max((s.x + s.width for s in cell.lines[-1].spans), default=0.0) if cell.lines else 0.0
        fits = used + self._boxes_width(cell) <= self._cell - 2 * _PAD
        return max(1, len(cell.lines) + (0 if fits and cell.lines else 1))

    @staticmethod
    def _boxes_width(cell: _Cell) -> float:
        return len(cell.boxes) * (_BOX + _BOX_GAP)

    def _set(self, text: str, wide: float) -> tuple[Line, ...]:
        return tuple(set_text("", text, "cell", self._setting, wide)) if text else ()

    def _label(self, row: SheetRow) -> str:
        if row.kind is not RowKind.LISTED:
            return row.label
        field = self._form.field(row.keys[0])
        return f"{row.label}\n" + " ".join(f"{one.code}{one.name}" for one in field.choices)

    def _filled(self, row: SheetRow, visit: Mapping[str, Any], *, empty: bool) -> _Cell:
        """Return what one visit has in a row, or the blanks for the pen."""
        wide = self._cell - 2 * _PAD
        fields = [self._form.field(key) for key in row.keys]
        first = fields[0]
        if row.kind is RowKind.INLINE:
            words = " ".join(f"{one.code}{one.name}" for one in first.choices)
            added = spaced(*(_plain(one, visit) for one in fields[1:]), gap="，")
            codes = answer_codes(visit, first.key) or ("",)
            return _Cell(self._set(words + (f"\n{added}" if added else ""), wide), codes[:1])
        if row.kind is RowKind.LISTED:
            added = spaced(*(_plain(one, visit) for one in fields[1:]), gap="，")
            codes = answer_codes(visit, first.key) or ("",) * (6 if empty else 1)
            return _Cell(self._set(added, wide), codes)
        text = _BLANKS.get(row.kind, "") if empty else self._words(row, fields, visit)
        return _Cell(self._set(text, wide))

    def _words(self, row: SheetRow, fields: Sequence[FormField], visit: Mapping[str, Any]) -> str:
        texts = [_plain(one, visit) for one in fields]
        match row.kind:
            case RowKind.SLASH:
                return "／".join(texts) if any(texts) else ""
            case RowKind.TARGET:
                wanted = [_plain(one, visit) for one in self._targets(fields)]
                return f"{texts[0]} ／ {''.join(wanted)}" if any((*texts, *wanted)) else ""
            case RowKind.SPORT:
                wanted = [_plain(one, visit) for one in self._targets(fields)]
                lines = (texts, wanted) if any(wanted) else (texts,)
                told = [f"{times or '　'} 次/周 {minutes or '　'} 分钟/次" for times, minutes in lines]
                return "\n".join(told) if any((*texts, *wanted)) else ""
            case RowKind.DRUG:
                return _drug(fields[0], visit, row.at)
            case RowKind.SIGNATURE:
                return ""  # signed by hand
            case _:
                return spaced(*texts, gap="，")

    def _targets(self, fields: Sequence[FormField]) -> list[FormField]:
        by_key = {one.target_of: one for one in self._form.fields() if one.target_of}
        return [by_key[one.key] for one in fields if one.key in by_key]

    # --- drawing ---

    def _draw_group(self, group: SheetGroup, rows: Sequence[_Ruled], y: float) -> float:
        pen, left = self._pen, self._left
        top, right = y, left + self._width
        inner = left + (_GROUP if group.title else 0.0)
        for row in rows:
            pen.line(inner, y, right, y)
            self._draw_lines(row.label, inner, y, row.height)
            for n, cell in enumerate(row.cells):
                x = left + _GROUP + _LABEL + n * self._cell
                pen.line(x, y, x, y + row.height)
                self._draw_cell(cell, x, y, row.height)
            y += row.height
        for x in {left, inner, right}:
            pen.line(x, top, x, y)
        pen.line(left, top, right, top, weight=0.25)
        pen.line(left, y, right, y, weight=0.25)
        if group.title:
            self._draw_title(group.title, left, top, y)
        return y

    def _draw_title(self, title: str, left: float, top: float, bottom: float) -> None:
        at = (top + bottom) / 2 - len(title) * _PITCH / 2
        for char in title:
            middle = left + _GROUP / 2
            self._pen.centred(middle, at + baseline_drop(self._setting), char, _SIZE)
            at += _PITCH

    def _draw_lines(self, lines: Sequence[Line], x: float, y: float, high: float) -> None:
        top = y + (high - len(lines) * _PITCH) / 2
        draw_lines(self._pen, lines, x + _PAD, top, self._setting)

    def _draw_cell(self, cell: _Cell, x: float, y: float, high: float) -> None:
        count = self._lines_of(cell)
        top = y + (high - count * _PITCH) / 2
        draw_lines(self._pen, cell.lines, x + _PAD, top, self._setting)
        at = x + self._cell - _PAD - self._boxes_width(cell) + _BOX_GAP
        line = top + (count - 1) * _PITCH
        for code in cell.boxes:
            self._pen.box(Frame(at, line + (_PITCH - _BOX) / 2, _BOX, _BOX))
            self._pen.centred(at + _BOX / 2, line + baseline_drop(self._setting), code, _SIZE)
            at += _BOX + _BOX_GAP


_BLANKS = {
    RowKind.DATE: "　　　年　　月　　日",
    RowKind.SLASH: "　　　　　／",
    RowKind.TARGET: "　　　　　／",
    RowKind.SPORT: "　　次/周　　分钟/次\n　　次/周　　分钟/次",
    RowKind.DRUG: "每日　　次　每次",
}
"""What an empty form has in its cells."""


def _plain(field: FormField, visit: Mapping[str, Any]) -> str:
    """Return an answer as it is written by hand: the name of a code, a date in words."""
    if field.choices:
        return "、".join(field.name_of(code) for code in answer_codes(visit, field.key))
    text = answer_text(visit, field.key)
    return date_in_words(text) if field.type is AnswerType.DATE else text


def _drug(field: FormField, visit: Mapping[str, Any], at: int) -> str:
    """Return name and use of one drug of the table, the ``at``-th."""
    rows = visit.get(field.key)
    rows = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    if at >= len(rows):
        return ""
    name, times, dose = (str(rows[at].get(key) or "").strip() for key in ("name", "times", "dose"))
    use = spaced(f"每日 {times} 次" if times else "", f"每次 {dose}" if dose else "", gap="，")
    return stacked(name, use)
