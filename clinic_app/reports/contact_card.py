"""Cards to carry, drawn in bank-card size, one or ten to a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import say
from clinic_app.reports import card_annex
from clinic_app.reports.card_annex import SEE_ANNEX, Annex
from clinic_app.reports.card_content import (
    Card,
    Face,
    FamilyDoctorCard,
    HealthCard,
    ReferralCard,
    faces_of,
)
from clinic_app.reports.fields import Caption, Line, Setting, Words, draw_lines, set_lines
from clinic_app.reports.fonts import FontStack, font_stack
from clinic_app.reports.page import Frame, Pen
from clinic_app.reports.phrases import archive_tail, reprint_mark, spaced

__all__ = ["Card", "FamilyDoctorCard", "HealthCard", "ReferralCard", "render_card_sheets", "render_cards"]

CARD_WIDTH, CARD_HEIGHT = 85.6, 54.0
"""ISO/IEC 7810 ID-1, the size of a bank card, mm."""
_COLUMNS, _ROWS = 2, 5
PER_SHEET = _COLUMNS * _ROWS
_SHEET_WIDTH, _SHEET_HEIGHT = 210.0, 297.0
_MARK = 4.0
_PAD_X, _PAD_Y = 4.2, 3.4
_SIZES = ((9.5, 5.2), (9, 4.7), (9, 4.2), (9, 3.8))


def render_cards(cards: Sequence[Card]) -> bytes:
    """Return the PDF of cards of their true size: front, back, front, back.

    A text that is too long stands on attached pages of the same size, after the card it belongs to.

    Raises:
        PaperError: a character has no glyph.
    """
    fonts = font_stack()
    with Pen(fonts, CARD_WIDTH, CARD_HEIGHT, title="联系卡", torn=True) as pen:
        first = True
        for card in cards:
            spilled: list[tuple[str, str]] = []
            for face in faces_of(card):
                if not first:
                    pen.new_page()
                first = False
                spilled += _draw_face(pen, fonts, face, 0.0, 0.0)
            if spilled:
                card_annex.draw_cards(pen, fonts, _annex(card, spilled), _inside(0.0, 0.0))
        return pen.to_pdf()


def render_card_sheets(
    cards: Sequence[Card], *, duplex: bool = True, progress: Callable[[int], object] = lambda _done: None
) -> bytes:
    """Return the PDF of cards ten to an A4 sheet with cut marks.

    Fronts and backs take turns; turned over the long edge, each back lies behind its front, because the
    columns of the backs run the other way. Without ``duplex`` only the fronts are printed. Texts that are
    too long for a card stand whole on attached pages at the end.

    Args:
        cards: whose.
        duplex: both sides.
        progress: told how many cards are drawn, after every sheet; what it raises ends the drawing.

    Raises:
        PaperError: a character has no glyph.
    """
    fonts = font_stack()
    annexes: list[Annex] = []
    with Pen(fonts, _SHEET_WIDTH, _SHEET_HEIGHT, title="联系卡", torn=True) as pen:
        for start in range(0, max(len(cards), 1), PER_SHEET):
            some = cards[start : start + PER_SHEET]
            faces = [faces_of(card) for card in some]
            if start:
                pen.new_page()
            spilled = _draw_sheet(pen, fonts, [front for front, _ in faces], mirrored=False)
            if duplex:
                pen.new_page()
                behind = _draw_sheet(pen, fonts, [back for _, back in faces], mirrored=True)
                spilled = [front + back for front, back in zip(spilled, behind, strict=True)]
            annexes += [_annex(card, items) for card, items in zip(some, spilled, strict=True) if items]
            progress(start + len(some))
        card_annex.draw_sheets(pen, fonts, annexes)
        return pen.to_pdf()


def _annex(card: Card, items: Sequence[tuple[str, str]]) -> Annex:
    number = card.contract_no if isinstance(card, FamilyDoctorCard) else archive_tail(card.archive_no)
    owner = spaced(card.name, number, gap="　")
    return Annex(faces_of(card)[0].title, owner, tuple(items))


def _draw_sheet(
    pen: Pen, fonts: FontStack, faces: Sequence[Face], *, mirrored: bool
) -> list[list[tuple[str, str]]]:
    left = (_SHEET_WIDTH - _COLUMNS * CARD_WIDTH) / 2
    top = (_SHEET_HEIGHT - _ROWS * CARD_HEIGHT) / 2
    spilled: list[list[tuple[str, str]]] = []
    for at, face in enumerate(faces):
        row, column = divmod(at, _COLUMNS)
        if mirrored:
            column = _COLUMNS - 1 - column
        at_x, at_y = left + column * CARD_WIDTH, top + row * CARD_HEIGHT
        spilled.append(_draw_face(pen, fonts, face, at_x, at_y))
    right, bottom = left + _COLUMNS * CARD_WIDTH, top + _ROWS * CARD_HEIGHT
    # Marks only outside the cards: nothing of them is left on a card that is cut a little beside.
    for column in range(_COLUMNS + 1):
        x = left + column * CARD_WIDTH
        pen.line(x, top - _MARK - 1, x, top - 1, weight=0.1)
        pen.line(x, bottom + 1, x, bottom + _MARK + 1, weight=0.1)
    for row in range(_ROWS + 1):
        y = top + row * CARD_HEIGHT
        pen.line(left - _MARK - 1, y, left - 1, y, weight=0.1)
        pen.line(right + 1, y, right + _MARK + 1, y, weight=0.1)
    return spilled


def _inside(x: float, y: float) -> Frame:
    return Frame(x + _PAD_X, y + _PAD_Y, CARD_WIDTH - 2 * _PAD_X, CARD_HEIGHT - 2 * _PAD_Y)


def _draw_face(pen: Pen, fonts: FontStack, face: Face, x: float, y: float) -> list[tuple[str, str]]:
    """Draw one side and return what is too long for it."""
    pen.mark_part(Frame(x, y, CARD_WIDTH, CARD_HEIGHT))
    frame = _inside(x, y)
    body = frame.y
    if face.title:
        pen.centred(x + CARD_WIDTH / 2, frame.y + 3.6, face.title, 11, bold=True)
        if mark := reprint_mark(face.reprint):
            pen.right_aligned(frame.right, frame.y + 3.6, mark, 9)
        pen.line(frame.x, frame.y + 5.4, frame.right, frame.y + 5.4, weight=0.25)
        body += 6.6
    setting, rows, spilled = _fitted(face, fonts, frame.width, frame.bottom - body)
    spare = frame.bottom - body - sum(map(len, rows)) * setting.pitch
    gap = min(1.4, spare / len(rows))
    for lines in rows:
        body = draw_lines(pen, lines, frame.x, body, setting) + gap
    return spilled


def _fitted(
    face: Face, fonts: FontStack, width: float, height: float
) -> tuple[Setting, list[list[Line]], list[tuple[str, str]]]:
    """Return the rows as they fit, and the texts that have to go to an attached page, longest first."""
    content = face.rows
    spilled: list[tuple[str, str]] = []
    while True:
        # Once there is an attached page, the rest is set at its smallest: then less has to go there.
        for size, pitch in _SIZES if not spilled else _SIZES[-1:]:
            setting = Setting(fonts, size, pitch)
            rows = [_row_lines(row, setting, width) for row in content]
            if sum(map(len, rows)) * pitch <= height + 0.01:
                return setting, rows, [pair for row in face.rows for pair in row if pair in spilled]
        # The name, in the first row of the front, stays: a card without one is nobody's.
        others = [
            pair
            for row in (content[1:] if face.title else content)
            for pair in row
            if len(pair[1]) > len(SEE_ANNEX)
        ]
        if not others:
            message = say("卡上的姓名太长，放不下，所以没有打印，数据都在。请核对姓名后再打印。")
            raise PaperError(message, title=say("卡片放不下"))
        longest = max(others, key=lambda pair: len(pair[1]))
        spilled.append(longest)
        content = tuple(
            tuple(
                (caption, SEE_ANNEX) if (caption, text) == longest else (caption, text)
                for caption, text in row
            )
            for row in content
        )


def _row_lines(row: tuple[tuple[str, str], ...], setting: Setting, width: float) -> list[Line]:
    """Return a row as lines; pairs stand side by side in equal columns while each fits its own."""
    share = width / len(row)
    parts = [_pair(caption, value, setting, share - (1.5 if len(row) > 1 else 0)) for caption, value in row]
    if len(row) > 1 and any(len(lines) > 1 for lines in parts):
        return [line for caption, value in row for line in _pair(caption, value, setting, width)]
    if len(row) == 1:
        return parts[0]
    spans = tuple(
        span for at, lines in enumerate(parts) for line in lines for span in line.moved(at * share).spans
    )
    return [Line(spans)]


def _pair(caption: str, value: str, setting: Setting, width: float) -> list[Line]:
    words = [Caption(f"{caption}：")] if caption else []
    pieces = [*words, Words(value, "card")] if value else words
    return set_lines(pieces, setting, width) or [Line(())]
