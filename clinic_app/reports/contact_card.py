"""Cards to carry: 居民健康档案信息卡, 双向转诊联系卡, 家庭医生联系卡; bank-card size, one or ten to a sheet.

The 健康档案信息卡 is the two-sided card of 居民健康档案管理服务规范（第三版）; the other two have no
national form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import attrs

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import say
from clinic_app.reports import card_annex
from clinic_app.reports.card_annex import SEE_ANNEX, Annex
from clinic_app.reports.fields import Caption, Line, Setting, Words, draw_lines, set_lines
from clinic_app.reports.fonts import FontStack, font_stack
from clinic_app.reports.page import Frame, Pen
from clinic_app.reports.slip_content import archive_tail, chinese_date, gender_word

CARD_WIDTH, CARD_HEIGHT = 85.6, 54.0
"""ISO/IEC 7810 ID-1, the size of a bank card, mm."""
_COLUMNS, _ROWS = 2, 5
PER_SHEET = _COLUMNS * _ROWS
_SHEET_WIDTH, _SHEET_HEIGHT = 210.0, 297.0
_MARK = 4.0
_PAD_X, _PAD_Y = 4.2, 3.4
_SIZES = ((9.5, 5.2), (9, 4.7), (9, 4.2), (9, 3.8))

_CHRONIC = ("高血压", "糖尿病", "脑卒中", "冠心病", "哮喘", "职业病")


@attrs.frozen(kw_only=True)
class HealthCard:
    """居民健康档案信息卡.

    Attributes:
        gender: GB/T 2261.1 code.
        blood: A, B, O, AB, or empty when not known.
        rh: ``1`` negative, ``2`` positive, ``3`` not known (2017 edition), or empty.
        chronic: names of chronic diseases; empty tuple and ``chronic_none`` means 无.
        chronic_none: somebody asked, and there is none.
    """

    name: str
    gender: str = ""
    birth_date: date | None = None
    archive_no: str = ""
    blood: str = ""
    rh: str = ""
    chronic: tuple[str, ...] = ()
    chronic_none: bool = False
    allergy: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    contact_phone: str = ""
    org: str = ""
    org_phone: str = ""
    doctor: str = ""
    doctor_phone: str = ""
    notes: str = ""


@attrs.frozen(kw_only=True)
class ReferralCard:
    """双向转诊联系卡; ``gender`` is the GB/T 2261.1 code, ``bring`` the papers to take along."""

    name: str
    gender: str = ""
    age: str = ""
    archive_no: str = ""
    referral_date: date | None = None
    to_org: str = ""
    to_dept: str = ""
    to_doctor: str = ""
    from_contact: str = ""
    from_phone: str = ""
    to_contact: str = ""
    to_phone: str = ""
    doctor: str = ""
    doctor_phone: str = ""
    bring: str = "转诊单、身份证、医保卡、病历和检查结果"
    from_org: str = ""


@attrs.frozen(kw_only=True)
class FamilyDoctorCard:
    """家庭医生联系卡; ``higher`` is the contact at the hospital above, ``hotline`` the supervision phone."""

    name: str
    contract_no: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    team: str = ""
    doctor: str = ""
    doctor_phone: str = ""
    nurse: str = ""
    nurse_phone: str = ""
    public_health: str = ""
    public_health_phone: str = ""
    org: str = ""
    org_address: str = ""
    org_phone: str = ""
    higher: str = ""
    higher_phone: str = ""
    hotline: str = ""


Card = HealthCard | ReferralCard | FamilyDoctorCard


@attrs.frozen
class _Face:
    """One side of a card: heading, and rows of caption and value pairs; the first says whose it is."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


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
            for face in _faces(card):
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
            faces = [_faces(card) for card in some]
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
    owner = "　".join(part for part in (card.name, number) if part)
    return Annex(_faces(card)[0].title, owner, tuple(items))


def _draw_sheet(
    pen: Pen, fonts: FontStack, faces: Sequence[_Face], *, mirrored: bool
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


def _draw_face(pen: Pen, fonts: FontStack, face: _Face, x: float, y: float) -> list[tuple[str, str]]:
    """Draw one side and return what is too long for it."""
    pen.mark_part(Frame(x, y, CARD_WIDTH, CARD_HEIGHT))
    frame = _inside(x, y)
    body = frame.y
    if face.title:
        pen.centred(x + CARD_WIDTH / 2, frame.y + 3.6, face.title, 11, bold=True)
        pen.line(frame.x, frame.y + 5.4, frame.right, frame.y + 5.4, weight=0.25)
        body += 6.6
    setting, rows, spilled = _fitted(face, fonts, frame.width, frame.bottom - body)
    spare = frame.bottom - body - sum(map(len, rows)) * setting.pitch
    gap = min(1.4, spare / len(rows))
    for lines in rows:
        body = draw_lines(pen, lines, frame.x, body, setting) + gap
    return spilled


def _fitted(
    face: _Face, fonts: FontStack, width: float, height: float
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


def _boxes(choices: Sequence[tuple[str, bool]]) -> str:
    return " ".join(f"{'■' if on else '□'}{name}" for name, on in choices)


def _faces(card: Card) -> tuple[_Face, _Face]:
    match card:
        case HealthCard():
            return _health(card)
        case ReferralCard():
            return _referral(card)
        case FamilyDoctorCard():
            return _family_doctor(card)


def _health(card: HealthCard) -> tuple[_Face, _Face]:
    known = [(name, name in card.chronic) for name in _CHRONIC]
    others = [name for name in card.chronic if name not in _CHRONIC]
    chronic = _boxes([("无", card.chronic_none and not card.chronic), *known, ("其他疾病", bool(others))])
    if others:
        chronic += f"（{'、'.join(others)}）"
    born = chinese_date(card.birth_date) if card.birth_date else ""
    front = _Face(
        "居民健康档案信息卡",
        (
            (("姓名", card.name), ("性别", gender_word(card.gender))),
            (("出生日期", born),),
            (("健康档案编号", archive_tail(card.archive_no)),),
            (("ABO血型", _boxes([(kind, card.blood == kind) for kind in ("A", "B", "O", "AB")])),),
            (
                (
                    "RH血型",
                    _boxes(
                        [("Rh阴性", card.rh == "1"), ("Rh阳性", card.rh == "2"), ("不详", card.rh == "3")]
                    ),
                ),
            ),
            (("慢性病患病情况", chronic),),
            (("过敏史", card.allergy),),
        ),
    )
    back = _Face(
        "",
        (
            (("家庭住址", card.address),),
            (("家庭电话", card.phone),),
            (("紧急情况联系人", card.contact), ("联系人电话", card.contact_phone)),
            (("建档机构名称", card.org),),
            (("联系电话", card.org_phone),),
            (("责任医生或护士", card.doctor), ("联系电话", card.doctor_phone)),
            (("其他说明", card.notes),),
        ),
    )
    return front, back


def _referral(card: ReferralCard) -> tuple[_Face, _Face]:
    day = chinese_date(card.referral_date) if card.referral_date else ""
    front = _Face(
        "双向转诊联系卡",
        (
            (("患者姓名", card.name), ("性别", gender_word(card.gender))),
            (("年龄", card.age), ("档案编号", archive_tail(card.archive_no))),
            (("转诊日期", day),),
            (("转往医院", card.to_org),),
            (("科室", card.to_dept), ("接诊医生", card.to_doctor)),
            (("转出机构", card.from_org),),
        ),
    )
    back = _Face(
        "",
        (
            (("转往医院转诊联系人（24小时）", " ".join(filter(None, (card.to_contact, card.to_phone)))),),
            (("本院转诊联系人（24小时）", " ".join(filter(None, (card.from_contact, card.from_phone)))),),
            (("责任医生", " ".join(filter(None, (card.doctor, card.doctor_phone)))),),
            (("急救电话", "120"),),
            (("携带资料", card.bring),),
            (("", "回转时请把此卡和回转单一起交回本院。"),),
        ),
    )
    return front, back


def _family_doctor(card: FamilyDoctorCard) -> tuple[_Face, _Face]:
    dates = [
        f"{day.year}.{day.month}.{day.day}" if day else "" for day in (card.valid_from, card.valid_until)
    ]
    front = _Face(
        "家庭医生联系卡",
        (
            (("居民姓名", card.name),),
            (("签约编号", card.contract_no),),
            (("签约起止日期", " 至 ".join(dates) if any(dates) else ""),),
            (("家庭医生团队", card.team),),
            (("家庭医生", card.doctor), ("电话", card.doctor_phone)),
        ),
    )
    back = _Face(
        "",
        (
            (("护士", card.nurse), ("电话", card.nurse_phone)),
            (("公卫医师", card.public_health), ("电话", card.public_health_phone)),
            (("卫生院", card.org),),
            (("地址", card.org_address),),
            (("卫生院电话", card.org_phone),),
            (("上级医院联系人", " ".join(filter(None, (card.higher, card.higher_phone)))),),
            (("服务监督电话", card.hotline),),
        ),
    )
    return front, back
