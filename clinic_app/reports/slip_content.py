"""What stands on a 双向转诊单: the two slips as values, and their words in the order of the national form.

Source: 居民健康档案管理服务规范（国家基本公共卫生服务规范第三版），附件 双向转诊单.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from clinic_app.reports.fields import Blank, Caption, Piece, Tail, Words
from clinic_app.reports.phrases import archive_tail, chinese_date, gender_word

SHEET_TITLE = "双向转诊单"
STUB_TITLE = "存　根"
OUT_TITLE = "双向转诊（转出）单"
RETURN_TITLE = "双向转诊（回转）单"


class LocalBlock(StrEnum):
    """Parts that counties add to the national form; each prints only when it is on and has a value."""

    SLIP_NO = "slip_no"
    ID_NO = "id_no"
    INSURANCE_NO = "insurance_no"
    VISIT_TYPE = "visit_type"
    URGENCY = "urgency"
    REASON = "reason"
    EXEMPT = "exempt_reason"
    FAMILY_DOCTOR = "family_doctor"
    ALLERGY = "allergy"
    APPROVALS = "approvals"
    SEAL_NOTE = "seal_note"
    VALID_UNTIL = "valid_until"
    ARRANGEMENT = "arrangement"
    PATIENT_NOTES = "patient_notes"
    EDITION = "edition"


USUAL_BLOCKS = frozenset(LocalBlock) - {LocalBlock.SEAL_NOTE}
"""On unless settings say otherwise. 加盖公章 has no value of its own and would change every form."""


@attrs.frozen(kw_only=True)
class _Slip:
    """What both slips carry.

    Attributes:
        patient_name: up to 50 characters, with U+00B7 between the parts of a minority name.
        gender: GB/T 2261.1 code.
        age: with its unit (68岁, 5月, 12天), as it was on the day of the slip.
        home_address: 家庭住址.
        phone: 联系电话 of the patient.
        from_doctor: printed only when asked for, because the line is signed by hand.
        from_phone: 联系电话 of the writing institution.
        from_org: the institution that stamps.
        sign_date: date beside the signature.
        slip_no, id_no, insurance_no, visit_type, urgency, reason, exempt_reason, family_doctor, allergy,
            valid_until, arrangement, patient_notes: local blocks.
        approvals: lines to be signed, such as 科主任意见.
        edition: which edition of the county's own blocks this is, such as 崆峒区医保 2026 年版.
    """

    patient_name: str
    gender: str = ""
    age: str = ""
    home_address: str = ""
    phone: str = ""
    treatment: str = ""
    from_doctor: str = ""
    from_phone: str = ""
    from_org: str = ""
    sign_date: date | None = None
    slip_no: str = ""
    id_no: str = ""
    insurance_no: str = ""
    visit_type: str = ""
    urgency: str = ""
    reason: str = ""
    exempt_reason: str = ""
    family_doctor: str = ""
    allergy: str = ""
    approvals: tuple[str, ...] = ()
    valid_until: date | None = None
    arrangement: str = ""
    patient_notes: str = ""
    edition: str = ""


@attrs.frozen(kw_only=True)
class OutSlip(_Slip):
    """双向转诊（转出）单 with its counterfoil.

    Attributes:
        archive_no: 健康档案编号, 17 digits; the last eight are printed.
        referral_date: day of the referral.
        to_org, to_dept, to_doctor: where to.
        impression: 初步印象.
        present_illness: 主要现病史（转出原因）.
        past_history: 主要既往史.
        exam_result: what was found before the referral; the form has no line of its own for it, so it
            goes on in the next paragraph of 主要现病史.
    """

    archive_no: str = ""
    referral_date: date | None = None
    to_org: str = ""
    to_dept: str = ""
    to_doctor: str = ""
    impression: str = ""
    present_illness: str = ""
    past_history: str = ""
    exam_result: str = ""


@attrs.frozen(kw_only=True)
class ReturnSlip(_Slip):
    """双向转诊（回转）单 with its counterfoil.

    Attributes:
        record_no: 病案号.
        back_date: day of the return.
        back_org, back_doctor: where to.
        diagnosis: 诊断结果.
        inpatient_no: 住院病案号.
        exam_result: 主要检查结果.
        next_plan: 下一步治疗方案.
        rehab_advice: 康复建议.
    """

    record_no: str = ""
    back_date: date | None = None
    back_org: str = ""
    back_doctor: str = ""
    diagnosis: str = ""
    inpatient_no: str = ""
    exam_result: str = ""
    next_plan: str = ""
    rehab_advice: str = ""


@attrs.frozen
class Row:
    """A line of the form that is filled to the right edge, or a sentence that is not.

    Attributes:
        pieces: captions, words and blanks.
        fill: stretch the blanks to the right edge.
        indent: the first line begins two characters in; all lines when the row is filled.
        local: it holds local blocks, which give way on a sheet that is too low for them.
    """

    pieces: tuple[Piece, ...]
    fill: bool = False
    indent: bool = False
    local: bool = False


@attrs.frozen
class Section:
    """A labelled text of the slip.

    Attributes:
        label: as printed on the form, with its colon.
        parts: field keys and texts that flow one after the other.
        weight: its share of the room on a form that is filled by hand.
    """

    label: str
    parts: tuple[tuple[str, str], ...]
    weight: int


@attrs.frozen
class SlipForm:
    """A slip as the words of the form, independent of paper.

    Attributes:
        title: heading of the lower part.
        stub: rows of the counterfoil.
        opening: rows of the slip above the texts.
        sections: the texts.
        slip: the values it was made from.
        blocks: local blocks that are on.
    """

    title: str
    stub: tuple[Row, ...]
    opening: tuple[Row, ...]
    sections: tuple[Section, ...]
    slip: OutSlip | ReturnSlip
    blocks: frozenset[LocalBlock]

    @property
    def is_empty(self) -> bool:
        """Tell whether this is the form itself, to be filled by hand."""
        blanks = [
            piece for row in (*self.stub, *self.opening) for piece in row.pieces if isinstance(piece, Blank)
        ]
        return not any(piece.value for piece in blanks) and not any(
            t for s in self.sections for _, t in s.parts
        )

    def local(self, block: LocalBlock) -> str:
        """Return the text of a local block, empty when it is off or has none."""
        if block not in self.blocks or block in (LocalBlock.APPROVALS, LocalBlock.SEAL_NOTE):
            return ""
        value = getattr(self.slip, block.value)
        return chinese_date(value) if isinstance(value, date) else value or ""


def _date_blanks(day: date | None, key: str) -> tuple[Piece, ...]:
    year, month, of_month = (str(day.year), str(day.month), str(day.day)) if day else ("", "", "")
    return (
        Caption("于"),
        Blank(year, key, 13, stretch=0.2),
        Tail("年"),
        Blank(month, key, 8, stretch=0.2, tied=True),
        Tail("月"),
        Blank(of_month, key, 8, stretch=0.2, tied=True),
        Tail("日"),
    )


def _who(slip: OutSlip | ReturnSlip, number_label: str, number: str, key: str) -> Row:
    return Row(
        (
            Caption("患者姓名"),
            Blank(slip.patient_name, "patient_name", 26, stretch=1.2),
            Caption("性别"),
            Blank(gender_word(slip.gender), "gender", 9, stretch=0.2),
            Caption("年龄"),
            Blank(slip.age, "age", 13, stretch=0.3),
            Caption(number_label),
            Blank(number, key, 24),
        ),
        fill=True,
    )


def _where(slip: OutSlip | ReturnSlip) -> Row:
    return Row(
        (
            Caption("家庭住址"),
            Blank(slip.home_address, "home_address", 58, stretch=1.5),
            Caption("联系电话"),
            Blank(slip.phone, "phone", 28, stretch=0.4),
        ),
        fill=True,
    )


_LOCAL_ROW: tuple[tuple[LocalBlock, str, float, float], ...] = (
    (LocalBlock.ID_NO, "身份证号", 40, 1.0),
    (LocalBlock.INSURANCE_NO, "医保证（卡）号", 34, 1.0),
    (LocalBlock.VISIT_TYPE, "就诊类型", 12, 0.5),
    (LocalBlock.URGENCY, "缓急", 14, 0.5),
    (LocalBlock.REASON, "转诊原因", 44, 1.5),
    (LocalBlock.EXEMPT, "免备案情形", 24, 0.8),
    (LocalBlock.FAMILY_DOCTOR, "家庭医生及电话", 44, 1.0),
    (LocalBlock.VALID_UNTIL, "有效期至", 34, 0.6),
)


def _local_rows(form: SlipForm, *wanted: LocalBlock) -> tuple[Row, ...]:
    pieces: list[Piece] = []
    for block, label, least, stretch in _LOCAL_ROW:
        value = form.local(block)
        if value and block in wanted:
            pieces += [Caption(label), Blank(value, block.value, least, stretch=stretch)]
    return (Row(tuple(pieces), fill=True, local=True),) if pieces else ()


_ON_STUB = (LocalBlock.ID_NO, LocalBlock.INSURANCE_NO, LocalBlock.FAMILY_DOCTOR)


def _with_local(form: SlipForm) -> SlipForm:
    return attrs.evolve(
        form,
        stub=(*form.stub[:2], *_local_rows(form, *_ON_STUB), *form.stub[2:]),
        opening=(*form.opening, *_local_rows(form, *LocalBlock)),
    )


def _allergy(slip: OutSlip | ReturnSlip, blocks: frozenset[LocalBlock]) -> tuple[Section, ...]:
    """Return 过敏史 as a text of its own, for which the national forms have no line; nothing when empty."""
    known = LocalBlock.ALLERGY in blocks and slip.allergy
    return (Section("过敏史：", (("allergy", slip.allergy),), 1),) if known else ()


def out_form(slip: OutSlip, blocks: frozenset[LocalBlock]) -> SlipForm:
    """Return the words of a 转出单 in the order of the national form."""
    stub = (
        _who(slip, "档案编号", archive_tail(slip.archive_no), "archive_no"),
        _where(slip),
        Row(
            (
                *_date_blanks(slip.referral_date, "referral_date"),
                Words("因病情需要，转入"),
                Blank(slip.to_org, "to_org", 50),
                Tail("单位"),
                Blank(slip.to_dept, "to_dept", 34),
                Tail("科室"),
                Blank(slip.to_doctor, "to_doctor", 30, stretch=0.6),
                Tail("接诊医生。"),
            )
        ),
    )
    opening = (
        Row((Blank(slip.to_org, "to_org", 60), Tail("（机构名称）："))),
        Row(
            (
                Words("现有患者"),
                Blank(slip.patient_name, "patient_name", 28),
                Caption("性别"),
                Blank(gender_word(slip.gender), "gender", 10, stretch=0.2),
                Caption("年龄"),
                Blank(slip.age, "age", 14, stretch=0.3),
                Words("因病情需要，需转入贵单位，请予以接诊。"),
            ),
            indent=True,
        ),
    )
    sections = (
        Section("初步印象：", (("impression", slip.impression),), 2),
        Section(
            "主要现病史（转出原因）：",
            (("present_illness", slip.present_illness), ("exam_result", slip.exam_result)),
            5,
        ),
        Section("主要既往史：", (("past_history", slip.past_history),), 3),
        *_allergy(slip, blocks),
        Section("治疗经过：", (("treatment", slip.treatment),), 4),
    )
    return _with_local(SlipForm(OUT_TITLE, stub, opening, sections, slip, blocks))


def return_form(slip: ReturnSlip, blocks: frozenset[LocalBlock]) -> SlipForm:
    """Return the words of a 回转单 in the order of the national form."""
    stub = (
        _who(slip, "病案号", slip.record_no, "record_no"),
        _where(slip),
        Row(
            (
                *_date_blanks(slip.back_date, "back_date"),
                Words("因病情需要，转回"),
                Blank(slip.back_org, "back_org", 54),
                Tail("单位"),
                Blank(slip.back_doctor, "back_doctor", 32, stretch=0.6),
                Tail("接诊医生。"),
            )
        ),
    )
    opening = (
        Row((Blank(slip.back_org, "back_org", 60), Tail("（机构名称）："))),
        Row(
            (
                Words("现有患者"),
                Blank(slip.patient_name, "patient_name", 34),
                Words("因病情需要，现转回贵单位，请予以接诊。"),
            ),
            indent=True,
        ),
        Row(
            (
                Caption("诊断结果"),
                Blank(slip.diagnosis, "diagnosis", 58, stretch=1.5),
                Caption("住院病案号"),
                Blank(slip.inpatient_no, "inpatient_no", 32, stretch=0.4),
            ),
            fill=True,
            indent=True,
        ),
    )
    care = (("treatment", slip.treatment), ("next_plan", slip.next_plan), ("rehab_advice", slip.rehab_advice))
    sections = (
        Section("主要检查结果：", (("exam_result", slip.exam_result),), 5),
        *_allergy(slip, blocks),
        Section("治疗经过、下一步治疗方案及康复建议：", care, 8),
    )
    return _with_local(SlipForm(RETURN_TITLE, stub, opening, sections, slip, blocks))
