"""附页 of a card: what is too long for 54 mm stands there whole, under the name of the card's owner."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from clinic_app.reports.fields import Line, Setting, draw_lines, set_text
from clinic_app.reports.flow import HEIGHT, WIDTH, Flow
from clinic_app.reports.fonts import FontStack
from clinic_app.reports.page import SMALLEST_PT, Frame, Pen

SEE_ANNEX = "见附页"


@attrs.frozen
class Annex:
    """What did not fit on one card.

    Attributes:
        title: name of the card.
        owner: name and number of whom it belongs to.
        items: caption and text, in the order of the card.
    """

    title: str
    owner: str
    items: tuple[tuple[str, str], ...]

    @property
    def heading(self) -> str:
        """Return what heads its pages."""
        return f"{self.title}　附页"


def draw_sheets(pen: Pen, fonts: FontStack, found: Sequence[Annex]) -> None:
    """Draw the annexes of cut-out cards one after the other on A4 pages of their own."""
    if not found:
        return
    pen.new_page(WIDTH, HEIGHT, torn=False)
    flow = Flow(pen, Setting(fonts, 10.5, 6.4), "联系卡　附页", note="剪下，与本人的卡放在一起")
    for annex in found:
        flow.section(annex.title)
        flow.text("", annex.owner, "card", indent=False)
        for caption, text in annex.items:
            flow.text(f"{caption}：" if caption else "", text, "card", indent=False)
        flow.gap(2.0)


def draw_cards(pen: Pen, fonts: FontStack, annex: Annex, frame: Frame) -> None:
    """Draw the annex of one card on pages of its own size; their number is even, as a card has two sides."""
    setting = Setting(fonts, SMALLEST_PT, 4.4)
    lines: list[Line] = []
    for caption, text in annex.items:
        lines += set_text(f"{caption}：" if caption else "", text, "card", setting, frame.width)
    owner = set_text("", annex.owner, "card", setting, frame.width)
    top = frame.y + 6.6 + len(owner) * setting.pitch
    per_page = max(1, int((frame.bottom - 4.2 - top) // setting.pitch))
    sheets = [lines[at : at + per_page] for at in range(0, len(lines), per_page)]
    for number, sheet in enumerate(sheets, start=1):
        pen.new_page()
        pen.mark_part(Frame(0, 0, pen.width, pen.height))
        middle = pen.width / 2
        pen.centred(middle, frame.y + 3.6, annex.heading, 10, bold=True)
        draw_lines(pen, owner, frame.x, frame.y + 5.6, setting)
        draw_lines(pen, sheet, frame.x, top, setting)
        pen.centred(middle, frame.bottom, f"附页 第 {number} 页 共 {len(sheets)} 页", SMALLEST_PT)
    if len(sheets) % 2:
        pen.new_page()
        pen.mark_part(Frame(0, 0, pen.width, pen.height))
