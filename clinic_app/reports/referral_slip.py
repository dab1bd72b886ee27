"""The 双向转诊单 on paper: counterfoil and slip, up and back, with attached pages when the text is long."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs

from clinic_app.reports.fields import (
    Blank,
    Caption,
    Line,
    Piece,
    Setting,
    baseline_drop,
    draw_lines,
    set_lines,
)
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.page import PAPERS, SMALLEST_PT, Frame, Paper, Pen, Placed, practice, practising
from clinic_app.reports.phrases import gender_word, reprint_mark
from clinic_app.reports.print_options import PrintOptions, SlipParts
from clinic_app.reports.qr import SIDE_MM, draw_code
from clinic_app.reports.slip_body import lines_of
from clinic_app.reports.slip_content import (
    SHEET_TITLE,
    STUB_TITLE,
    LocalBlock,
    OutSlip,
    ReturnSlip,
    out_form,
    return_form,
)
from clinic_app.reports.slip_layout import SlipLayout
from clinic_app.reports.slip_plan import SlipPlan

__all__ = ["OutSlip", "PrintOptions", "RenderedSlip", "ReturnSlip", "render_out", "render_return", "set_slip"]

_ATTACHED_SIZE = (10.5, 6.4)
_USUAL = PrintOptions()


@attrs.frozen
class RenderedSlip:
    """A finished slip.

    Attributes:
        pdf: the document.
        pages: number of sheets.
        attached: how many of them are attached pages.
        placed: where every text stands.
    """

    pdf: bytes
    pages: int
    attached: int
    placed: tuple[Placed, ...]


def render_out(slip: OutSlip, options: PrintOptions = _USUAL, *, fonts: Path | None = None) -> bytes:
    """Return the PDF of a 转出单. Raises PaperError as ``set_slip``."""
    return set_slip(slip, options, fonts=fonts).pdf


def render_return(slip: ReturnSlip, options: PrintOptions = _USUAL, *, fonts: Path | None = None) -> bytes:
    """Return the PDF of a 回转单. Raises PaperError as ``set_slip``."""
    return set_slip(slip, options, fonts=fonts).pdf


def set_slip(
    slip: OutSlip | ReturnSlip, options: PrintOptions = _USUAL, *, fonts: Path | None = None
) -> RenderedSlip:
    """Set a slip and return it with the places of its texts; ``fonts`` replaces the packaged folder.

    A slip without values gives the empty form, for days without power and for the print shop; overprint
    puts the values into exactly that form.

    Raises:
        PaperError: a character has no glyph, or the paper is too small for the fixed part of the form.
    """
    # The printed form of an overprint has no blanks for local blocks.
    blocks = options.blocks & {LocalBlock.SLIP_NO} if options.overprint else options.blocks
    slip = _with_allergy(slip, options.blocks, blocks)
    form = out_form(slip, blocks) if isinstance(slip, OutSlip) else return_form(slip, blocks)
    paper = PAPERS[options.paper]
    stack = font_stack(fonts)
    layout = SlipLayout(stack, form, options)
    with (
        practice(options.practice or practising()),
        Pen(
            stack,
            paper.width,
            paper.height,
            title=SHEET_TITLE,
            printer=options.printer,
            shift=options.shift,
            torn=True,
        ) as pen,
    ):
        return _SlipWriter(pen, layout, options, paper).write()


def _with_allergy(
    slip: OutSlip | ReturnSlip, wanted: frozenset[LocalBlock], printed: frozenset[LocalBlock]
) -> OutSlip | ReturnSlip:
    """Return a slip that tells of an allergy also where the form has no line for it.

    The national form has none. On the way out it goes in front of the history, whatever blocks are
    wanted: whoever treats the patient next reads this sheet. On the way back, where the line is wanted.
    """
    if not slip.allergy or LocalBlock.ALLERGY in printed:
        return slip
    told = f"过敏史：{slip.allergy}。"
    if isinstance(slip, OutSlip):
        return attrs.evolve(slip, past_history=told + slip.past_history)
    return attrs.evolve(slip, exam_result=told + slip.exam_result) if LocalBlock.ALLERGY in wanted else slip


class _SlipWriter:
    """Draws one slip; lives as long as one PDF."""

    def __init__(self, pen: Pen, layout: SlipLayout, options: PrintOptions, paper: Paper) -> None:
        self.pen = pen
        self.layout = layout
        self.form = layout.form
        self.slip = layout.form.slip
        self.options = options
        self.paper = paper
        self.captions = not options.overprint

    def write(self) -> RenderedSlip:
        """Draw all sheets."""
        parts = self.options.parts
        both = parts is SlipParts.BOTH
        if parts is not SlipParts.SLIP_ONLY:
            self._stub(self.paper.upper)
        if both and self.paper.tear_at is not None:
            if self.captions:
                self.pen.line(0, self.paper.tear_at, self.paper.width, self.paper.tear_at, dashed=True)
        elif both:
            self.pen.new_page()
        if parts is not SlipParts.STUB_ONLY:
            self._slip(self.paper.lower if both else self.paper.whole)
        first = self.pen.page
        self._attached_pages()
        pdf = self.pen.to_pdf()
        return RenderedSlip(pdf, self.pen.page, self.pen.page - first, tuple(self.pen.placed))

    # --- pieces shared by both halves ---

    def _headings(self, frame: Frame, title: str, under: str = "") -> float:
        low = frame.height < 90
        size = 15.0 if low else 17.0
        baseline = frame.y + (5.5 if low else 7.0)
        middle = frame.x + frame.width / 2
        half = self.pen.width_of(title, size, bold=True) / 2
        left, right = self._marks(frame, baseline, draw=False)
        if left > middle - half - 2 or right < middle + half + 2:
            # On a narrow sheet the marks have a line of their own above the heading.
            self._marks(frame, frame.y + 4.6)
            baseline += 5.5
        else:
            self._marks(frame, baseline)
        if self.captions:
            self.pen.centred(middle, baseline, title, size, bold=True)
        y = baseline + (3.0 if low else 4.5)
        if under:
            if self.captions:
                self.pen.centred(middle, y + 4.0, under, 12, bold=True)
            y += 6.0 if low else 8.5
        return y

    def _marks(self, frame: Frame, baseline: float, *, draw: bool = True) -> tuple[float, float]:
        """Write 补打 and 未审核 at the left, the number at the right; return where they end and begin."""
        x = frame.x
        words = (reprint_mark(self.options.reprint), "未审核" if self.options.unreviewed else "")
        for word in filter(None, words):
            width = self.pen.width_of(word, 10, bold=True) + 4
            if draw:
                self.pen.box(Frame(x, baseline - 4.6, width, 6.2), weight=0.35, radius=0.8)
                self.pen.text(x + 2, baseline, word, 10, bold=True)
            x += width + 2
        number = self.form.local(LocalBlock.SLIP_NO)
        label = "编号：" if number and self.captions else ""
        start = frame.right - self.pen.width_of(label + number, 10)
        if draw:
            self.pen.text(self.pen.text(start, baseline, label, 10), baseline, number, 10, key="slip_no")
        return x, start

    def _signature(self, x: float, width: float, top: float, setting: Setting, *, stub: bool) -> None:
        top = self._lines(self.layout.signature_lines(setting, width, stub=stub), x, top, setting)
        self._date(x + width, top + baseline_drop(setting), setting, self.slip.sign_date)

    def _date(self, right: float, baseline: float, setting: Setting, day: date | None) -> None:
        numbers = (str(day.year), str(day.month), str(day.day)) if day else ("", "", "")
        x = right
        for number, unit, room in reversed(list(zip(numbers, "年月日", (14.0, 9.0, 9.0), strict=True))):
            x -= setting.em
            if self.captions:
                self.pen.text(x, baseline, unit, setting.size)
            x -= room
            self.pen.centred(x + room / 2, baseline, number, setting.size, key="sign_date")

    def _lines(self, lines: list[Line] | tuple[Line, ...], x: float, top: float, setting: Setting) -> float:
        return draw_lines(self.pen, lines, x, top, setting, captions=self.captions)

    def _approvals(self, x: float, top: float, width: float, setting: Setting) -> float:
        return self._lines(self.layout.approval_lines(setting, width), x, top, setting)

    # --- counterfoil ---

    def _stub(self, frame: Frame) -> None:
        self.pen.mark_part(frame)
        top = self._headings(frame, SHEET_TITLE, STUB_TITLE)
        plan = self.layout.plan_stub(frame, top)
        y = top
        for lines in plan.rows:
            y = self._lines(lines, frame.x, y, plan.setting)
        y += min(frame.bottom - y - plan.foot, plan.setting.pitch * 0.8)
        column = self.layout.stub_column(frame.width)
        self._approvals(frame.x, y, frame.width - column - 6, plan.setting)
        self._signature(frame.right - column, column, y, plan.setting, stub=True)

    # --- the slip ---

    def _slip(self, frame: Frame) -> None:
        self.pen.mark_part(frame)
        top = self._headings(frame, self.form.title)
        plan = self.layout.plan_slip(frame, top)
        self._lines(plan.opening, frame.x, top, plan.setting)
        y = plan.body_top
        for section in plan.sections:
            self._lines(section.lines, frame.x, y, plan.setting)
            y += section.room * plan.setting.pitch
        self._foot(frame, plan)
        if self.options.code_text and plan.code_beside_text:
            draw_code(self.pen, frame.right - SIDE_MM, top + 1.0, self.options.code_text)
        elif self.options.code_text:
            draw_code(self.pen, frame.x, plan.notes_top - SIDE_MM, self.options.code_text)

    def _foot(self, frame: Frame, plan: SlipPlan) -> None:
        setting = plan.foot_setting
        y = plan.foot_top + 1.5
        if self.layout.approvals_above(plan.width, plan.code_beside_text):
            y = self._approvals(frame.x, y, plan.width, setting)
        else:
            free = self.layout.left_of_signature(plan.width, plan.code_beside_text)
            self._approvals(frame.x + free.x, y, free.width, setting)
        column = self.layout.column(plan.width)
        top = max(y, plan.notes_top - self.layout.signature_height(setting, plan.width))
        self._signature(frame.x + plan.width - column, column, top, setting, stub=False)
        if plan.notes:
            rule = plan.notes_top + 1.5
            self.pen.line(frame.x, rule, frame.x + plan.width, rule)
            draw_lines(self.pen, plan.notes, frame.x, rule + 1.0, self.layout.note_setting)

    # --- attached pages ---

    def _attached_pages(self) -> None:
        """Draw what did not fit, on plain pages that name the slip they belong to."""
        if not self.layout.spilled:
            return
        self.captions = True
        setting = self.layout.setting(*_ATTACHED_SIZE)
        frame = self.paper.whole
        lines = [line for section in self.layout.spilled for line in lines_of(section, setting, frame.width)]
        names = self._names_slip(setting, frame.width)
        # Heading with marks, the line that names the slip, and at the foot the signature and page number.
        room = frame.height - 18.0 - (len(names) + 0.4) * setting.pitch - 6.0 - setting.pitch
        per_page = int(room // setting.pitch)
        sheets = [lines[at : at + per_page] for at in range(0, len(lines), per_page)]
        for number, sheet in enumerate(sheets, start=1):
            self.pen.new_page()
            self.pen.mark_part(frame)
            y = self._headings(frame, f"{self.form.title}　附页")
            y = self._lines(names, frame.x, y, setting) + 0.4 * setting.pitch
            self._lines(sheet, frame.x, y, setting)
            middle = frame.x + frame.width / 2
            self.pen.centred(middle, frame.bottom, f"附页 第 {number} 页 共 {len(sheets)} 页", SMALLEST_PT)
            self.pen.text(middle, frame.bottom - 6.0, "转诊医生（签字）：", setting.size)

    def _names_slip(self, setting: Setting, width: float) -> list[Line]:
        slip = self.slip
        where, org, key = (
            ("转往", slip.to_org, "to_org")
            if isinstance(slip, OutSlip)
            else ("转回", slip.back_org, "back_org")
        )
        pieces: list[Piece] = [
            Caption("患者姓名"),
            Blank(slip.patient_name, "patient_name", 28),
            Caption("性别"),
            Blank(gender_word(slip.gender), "gender", 10, stretch=0.2),
            Caption("年龄"),
            Blank(slip.age, "age", 14, stretch=0.2),
            Caption(where),
            Blank(org, key, 34),
        ]
        return set_lines(pieces, setting, width, fill_last=True)
