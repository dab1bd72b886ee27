"""How a slip is to be printed: paper, printer, marks and blocks."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs

from clinic_app.reports.page import PaperKind, PrinterKind, Shift
from clinic_app.reports.slip_content import USUAL_BLOCKS, LocalBlock


class SlipParts(StrEnum):
    """Which halves of the form are printed."""

    BOTH = "both"
    SLIP_ONLY = "slip"
    STUB_ONLY = "stub"


def _in_tenths(_slip: object, _field: object, value: Shift) -> None:
    if not (-50 <= value.right <= 50 and -50 <= value.down <= 50 and 0.9 <= value.scale <= 1.1):
        raise ValueError("a shift is at most 50 mm and a scale between 0.9 and 1.1")


@attrs.frozen(kw_only=True)
class PrintOptions:
    """Everything about a print that is not in the slip itself.

    Attributes:
        paper: which paper.
        printer: laser, or a dot-matrix printer.
        parts: counterfoil and slip, or one of them.
        blocks: local blocks that are on; each prints only when it has a value.
        reprint: 0 for the first print, else the number after 补打.
        unreviewed: mark the slip 未审核.
        practice: watermark of the practice mode.
        overprint: values only, for a form that is already printed.
        shift: where the printer really puts things; at most 50 mm and 10 %.
        code_text: text of the square code; empty for none.
        print_doctor: print the doctor's name into the signature line, which is left for the pen else.
    """

    paper: PaperKind = PaperKind.A4
    printer: PrinterKind = PrinterKind.LASER
    parts: SlipParts = SlipParts.BOTH
    blocks: frozenset[LocalBlock] = USUAL_BLOCKS
    reprint: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    unreviewed: bool = False
    practice: bool = False
    overprint: bool = False
    shift: Shift = attrs.field(default=Shift(), validator=_in_tenths)
    code_text: str = ""
    print_doctor: bool = False

    @classmethod
    def of(
        cls, *, offset_mm: tuple[float, float] = (0.0, 0.0), scale: float = 1.0, **words: Any
    ) -> PrintOptions:
        """Return the options of plain words and numbers, as settings and commands hold them.

        Raises:
            ValueError: a word or a number is not possible.
            TypeError: there is no such option.
        """
        right, down = (round(float(part), 1) for part in offset_mm)
        for name, kind in (("paper", PaperKind), ("printer", PrinterKind), ("parts", SlipParts)):
            if name in words:
                words[name] = kind(words[name])
        if "blocks" in words:
            words["blocks"] = frozenset(LocalBlock(word) for word in words["blocks"])
        return cls(shift=Shift(right, down, scale), **words)
