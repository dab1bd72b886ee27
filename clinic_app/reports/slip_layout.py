"""Where everything on a 双向转诊单 goes: measured before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import say
from clinic_app.reports.fields import (
    Blank,
    Caption,
    Line,
    Piece,
    Setting,
    Span,
    Tail,
    Words,
    set_lines,
    set_text,
)
from clinic_app.reports.fonts import FontStack
from clinic_app.reports.page import PT_PER_MM, SMALLEST_PT, Frame, PrinterKind
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.qr import SIDE_MM
from clinic_app.reports.slip_body import fit, lines_of, share_lines, weighed_lines
from clinic_app.reports.slip_content import LocalBlock, Row, Section, SlipForm
from clinic_app.reports.slip_plan import SlipPlan, StubPlan

NOTES = (
    (LocalBlock.ARRANGEMENT, "接收安排："),
    (LocalBlock.PATIENT_NOTES, "患者须知："),
    (LocalBlock.EDITION, "地方栏目版本："),
)
SEE_ATTACHED = "见附页"

_STUB_SIZES = ((11, 9.2), (11, 8.2), (10.5, 7.2), (10, 6.4), (9.5, 5.6), (9, 5.0), (9, 4.5), (9, 4.2))
_SLIP_SIZES = (
    (11, 8.0),
    (11, 7.4),
    (10.5, 6.8),
    (10.5, 6.2),
    (10, 5.7),
    (9.5, 5.3),
    (9, 4.9),
    (9, 4.5),
    (9, 4.2),
)
_LONG_SIZES = ((10, 5.7), (9.5, 5.3), (9, 4.9), (9, 4.5), (9, 4.2))
"""Tried when there is an attached page anyway: then nothing need be smaller than is pleasant to read."""
_RIBBON_PT = 9.5
_MOST_AIR = 3
_LOW_SHEET = 130.0
"""On a slip lower than this, mm, the code stands at the right of the text, else beside the signature."""
_BESIDE_CODE = SIDE_MM + 5.0
_BETWEEN_COLUMNS = 6.0
_NAMES = {
    "to_org": "转入单位",
    "to_dept": "科室",
    "to_doctor": "接诊医生",
    "back_org": "转回单位",
    "back_doctor": "接诊医生",
    "from_org": "机构名称",
}


class SlipLayout:
    """Measures one slip for one paper and keeps what has to go on to attached pages."""

    def __init__(self, fonts: FontStack, form: SlipForm, options: PrintOptions) -> None:
        self._fonts = fonts
        self._options = options
        self.form = form
        self.spilled: list[Section] = []
        self._attached: set[str] = set()
        # An empty form and the values printed into it later must agree whatever the values are, so
        # then every place is taken from the empty form, and room for the code is always kept.
        self._fixed = options.overprint or form.is_empty
        self._has_code = bool(options.code_text) or self._fixed

    def setting(self, size: float, pitch: float) -> Setting:
        """Return a setting, never smaller than the printer can draw."""
        if self._options.printer is PrinterKind.DOT_MATRIX:
            size = max(size, _RIBBON_PT)
        return Setting(self._fonts, size, pitch)

    def spill(self, section: Section) -> None:
        """Keep a section for the attached pages, once."""
        if section not in self.spilled:
            self.spilled.append(section)

    # --- rows ---

    def row(self, row: Row, setting: Setting, width: float) -> list[Line]:
        """Return the lines of a row; in overprint the values lie in the blanks of the empty form."""
        indent = 2 * setting.em if row.indent else 0.0
        pieces = row.pieces
        if self._options.overprint:
            pieces = tuple(attrs.evolve(p, value="") if isinstance(p, Blank) else p for p in pieces)
        elif self._attached:
            pieces = tuple(self._pointing(p) if isinstance(p, Blank) else p for p in pieces)
        if row.fill:
            lines = [
                line.moved(indent) for line in set_lines(pieces, setting, width - indent, fill_last=True)
            ]
        else:
            lines = set_lines(pieces, setting, width, first_indent=indent)
        return self._into_blanks(row, lines, setting) if self._options.overprint else lines

    def _pointing(self, blank: Blank) -> Blank:
        return attrs.evolve(blank, value=SEE_ATTACHED) if blank.key in self._attached else blank

    def _attach_longest(self, rows: Sequence[Row]) -> None:
        """Let the longest value of some rows stand on an attached page; the patient's name stays.

        Raises:
            PaperError: nothing is left that could go there, so the paper is too small for the form itself.
        """
        blanks = [piece for row in rows for piece in row.pieces if isinstance(piece, Blank)]
        long = [
            blank
            for blank in blanks
            if len(blank.value) > len(SEE_ATTACHED)
            and blank.key != "patient_name"
            and blank.key not in self._attached
        ]
        if not long:
            raise _too_small()
        longest = max(long, key=lambda blank: len(blank.value))
        self.spill(Section(f"{self._name_of(longest)}：", ((longest.key, longest.value),), 1))
        self._attached.add(longest.key)

    def _spill_local(self) -> bool:
        """Let the local blocks of the slip stand on an attached page; tell whether there were any."""
        gone = [row for row in self.form.opening if row.local]
        kept = tuple(row for row in self.form.opening if not row.local)
        self.form = attrs.evolve(self.form, opening=kept)
        for row in gone:
            for caption, blank in zip(row.pieces[::2], row.pieces[1::2], strict=True):
                if isinstance(blank, Blank):
                    self.spill(Section(f"{_text(caption)}：", ((blank.key, blank.value),), 1))
        return bool(gone)

    def _into_blanks(self, row: Row, lines: Sequence[Line], setting: Setting) -> list[Line]:
        blanks = iter([piece for piece in row.pieces if isinstance(piece, Blank)])
        return [
            Line(tuple(self._filled(span, blanks, setting) if span.ruled else span for span in line.spans))
            for line in lines
        ]

    def _filled(self, span: Span, blanks: Iterator[Blank], setting: Setting) -> Span:
        blank = next(blanks)
        text, size = blank.value, setting.size
        while self._width(text, size) > span.width and size > SMALLEST_PT:
            size -= 0.5
        if self._width(text, size) > span.width:
            self.spill(Section(f"{self._name_of(blank)}：", ((blank.key, text),), 1))
            text, size = SEE_ATTACHED, SMALLEST_PT
        return attrs.evolve(
            span, text=text, size=size, indent=max(0.0, (span.width - self._width(text, size)) / 2)
        )

    def _width(self, text: str, size: float) -> float:
        return self._fonts.width(text, size) / PT_PER_MM

    def _name_of(self, blank: Blank) -> str:
        """Return the caption printed before a blank, for the attached page."""
        for row in (*self.form.stub, *self.form.opening):
            for before, piece in zip(row.pieces, row.pieces[1:], strict=False):
                if piece == blank and isinstance(before, Caption):
                    return before.text
        return _NAMES.get(blank.key, "内容")

    # --- counterfoil ---

    def plan_stub(self, frame: Frame, top: float) -> StubPlan:
        """Return the counterfoil for a place; what is too long for it goes to an attached page.

        Raises:
            PaperError: not even the form itself fits at the smallest size.
        """
        while True:
            for size, pitch in _STUB_SIZES:
                setting = self.setting(size, pitch)
                rows = tuple(tuple(self.row(row, setting, frame.width)) for row in self.form.stub)
                column = self.stub_column(frame.width)
                approvals = self.approval_lines(setting, frame.width - column - _BETWEEN_COLUMNS)
                signed = self.signature_lines(setting, column, stub=True)
                foot = max(len(signed) + 1, len(approvals)) * pitch
                if top + sum(len(lines) for lines in rows) * pitch + foot <= frame.bottom:
                    return StubPlan(setting, rows, foot)
            self._attach_longest(self.form.stub)

    def stub_column(self, width: float) -> float:
        """Return the width of the signature block on the counterfoil, mm."""
        return min(78.0, width * 0.56)

    # --- slip ---

    def plan_slip(self, frame: Frame, top: float) -> SlipPlan:
        """Return the slip for a place, with what does not fit kept for attached pages.

        Raises:
            PaperError: not even the fixed part fits at the smallest size.
        """
        plan = self._fixed_plan(frame, top) if self._fixed else self._full_plan(frame, top)
        plan = plan or self._first(frame, top, _LONG_SIZES)
        if plan is None and self._note_lines(frame.width):
            # On a third of a continuous sheet the notes to the patient give way first.
            self._spill_notes()
            plan = self._first(frame, top, _LONG_SIZES)
        while plan is None:
            if not self._spill_local():
                self._attach_longest((*self.form.opening, self.stamped_by))
            plan = self._first(frame, top, _LONG_SIZES)
        for section in plan.sections:
            if section.rest is not None:
                self.spill(section.rest)
        return plan

    def _full_plan(self, frame: Frame, top: float) -> SlipPlan | None:
        smallest = self._measured(frame, top, self.setting(*_SLIP_SIZES[-1]))
        if smallest is None or any(section.rest is not None for section in smallest.sections):
            return None
        for size, pitch in _SLIP_SIZES:
            plan = self._measured(frame, top, self.setting(size, pitch))
            if plan is not None and all(section.rest is None for section in plan.sections):
                return plan
        return None

    def _fixed_plan(self, frame: Frame, top: float) -> SlipPlan | None:
        return self._first(frame, top, _SLIP_SIZES, lines_each=2)

    def _first(
        self, frame: Frame, top: float, sizes: Sequence[tuple[float, float]], *, lines_each: int = 1
    ) -> SlipPlan | None:
        plans = (self._measured(frame, top, self.setting(*size), lines_each=lines_each) for size in sizes)
        return next((plan for plan in plans if plan is not None), None)

    def _measured(
        self, frame: Frame, top: float, setting: Setting, *, lines_each: int = 1
    ) -> SlipPlan | None:
        beside_text = self._has_code and frame.height < _LOW_SHEET
        width = frame.width - (_BESIDE_CODE if beside_text else 0.0)
        opening = tuple(line for row in self.form.opening for line in self.row(row, setting, width))
        body_top = top + len(opening) * setting.pitch
        notes = tuple(self._note_lines(width))
        notes_top = frame.bottom - (len(notes) * self.note_setting.pitch + 3.0 if notes else 0.0)
        foot_setting = attrs.evolve(setting, pitch=max(setting.pitch, min(7.6, setting.pitch * 1.15)))
        foot_top = notes_top - self._foot_height(width, foot_setting, beside_text)
        capacity = int((foot_top - body_top + 0.01) // setting.pitch)
        if capacity < len(self.form.sections) * lines_each:
            return None
        lines = [lines_of(section, setting, width) for section in self.form.sections]
        rooms = self._rooms([len(own) for own in lines], capacity)
        sections = tuple(
            fit(section, own, setting, width, room)
            for section, own, room in zip(self.form.sections, lines, rooms, strict=True)
        )
        return SlipPlan(
            setting, foot_setting, opening, sections, notes, width, body_top, foot_top, notes_top, beside_text
        )

    def _rooms(self, needs: Sequence[int], capacity: int) -> list[int]:
        weights = [section.weight for section in self.form.sections]
        if self._fixed:
            return weighed_lines(weights, capacity)
        rooms = share_lines(needs, capacity)
        spare = capacity - sum(rooms)
        if spare < len(rooms):
            return rooms
        # Air below the texts for what is added by hand, as the empty form has it.
        air = weighed_lines(weights, spare)
        return [room + min(more, _MOST_AIR) for room, more in zip(rooms, air, strict=True)]

    # --- foot ---

    @property
    def approvals(self) -> tuple[str, ...]:
        """Return the lines to be signed by others, none in overprint: the printed form has its own."""
        on = LocalBlock.APPROVALS in self.form.blocks and not self._options.overprint
        return self.form.slip.approvals if on else ()

    @property
    def stamped_by(self) -> Row:
        """Return the line of the institution whose stamp goes over it."""
        note = "（加盖公章）" if LocalBlock.SEAL_NOTE in self.form.blocks else ""
        return Row((Blank(self.form.slip.from_org, "from_org", 30), Tail(f"（机构名称）{note}")), fill=True)

    def column(self, width: float) -> float:
        """Return the width of the signature block in a text column, mm."""
        return min(82.0, width * 0.58)

    def signature_lines(self, setting: Setting, width: float, *, stub: bool) -> list[Line]:
        """Return the lines above the date: the doctor's, and on the slip telephone and institution."""
        name = self.form.slip.from_doctor if self._options.print_doctor else ""
        rows: list[tuple[Piece, ...]] = [(Caption("转诊医生（签字）："), Words(name, "from_doctor"))]
        if not stub:
            rows.append((Caption("联系电话："), Words(self.form.slip.from_phone, "from_phone")))
        lines = [line for row in rows for line in set_lines([p for p in row if _text(p)], setting, width)]
        return lines if stub else [*lines, *self.row(self.stamped_by, setting, width)]

    def approval_lines(self, setting: Setting, width: float) -> list[Line]:
        """Return the lines to be signed by others, each with its blank."""
        return [
            line
            for words in self.approvals
            for line in set_lines((Words(f"{words}："), Blank("", "", 12)), setting, width, fill_last=True)
        ]

    def signature_height(self, setting: Setting, width: float) -> float:
        """Return the height of the slip's signature block, mm."""
        lines = self.signature_lines(setting, self.column(width), stub=False)
        return (len(lines) + 1) * setting.pitch

    def left_of_signature(self, width: float, beside_text: bool) -> Frame:
        """Return the free place between code and signature, from the left edge of the text, mm."""
        start = _BESIDE_CODE if self._has_code and not beside_text else 0.0
        return Frame(start, 0.0, width - self.column(width) - _BETWEEN_COLUMNS - start, 0.0)

    def approvals_above(self, width: float, beside_text: bool) -> bool:
        """Tell whether the approvals need lines of their own above the signature block."""
        return bool(self.approvals) and self.left_of_signature(width, beside_text).width < 40

    def _foot_height(self, width: float, setting: Setting, beside_text: bool) -> float:
        height = self.signature_height(setting, width)
        if self._has_code and not beside_text:
            height = max(height, SIDE_MM + 1.0)
        if self.approvals_above(width, beside_text):
            height += len(self.approval_lines(setting, width)) * setting.pitch
        elif self.approvals:
            free = self.left_of_signature(width, beside_text)
            height = max(height, len(self.approval_lines(setting, free.width)) * setting.pitch)
        return height + 1.5

    # --- notes ---

    @property
    def note_setting(self) -> Setting:
        """Return the setting of the notes at the bottom."""
        return self.setting(SMALLEST_PT, 4.7)

    def _note_lines(self, width: float) -> list[Line]:
        lines: list[Line] = []
        for block, label in NOTES:
            text = self.form.local(block)
            if text:
                lines += set_text(label, text, block.value, self.note_setting, width)
        return lines

    def _spill_notes(self) -> None:
        for block, label in NOTES:
            text = self.form.local(block)
            if text:
                self.spill(Section(label, ((block.value, text),), 1))
        self.form = attrs.evolve(self.form, blocks=self.form.blocks - {block for block, _ in NOTES})


def _text(piece: Piece) -> str:
    return piece.value if isinstance(piece, Blank) else piece.text


def _too_small() -> PaperError:
    return PaperError(
        say("这种纸太小，放不下转诊单的内容，所以没有打印，数据都在。请在打印设置里换大一些的纸（如 A4）。")
    )
