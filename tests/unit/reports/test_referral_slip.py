"""The national form, word for word, on every paper, whatever the values are."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from clinic_app.domain.errors import PaperError
from clinic_app.reports.page import PAPERS, PaperKind, PrinterKind, Shift
from clinic_app.reports.print_options import PrintOptions, SlipParts
from clinic_app.reports.referral_slip import OutSlip, ReturnSlip, render_out, render_return, set_slip
from clinic_app.reports.slip_content import LocalBlock
from tests.visual.paper_reading import read_pages

LONG_NAME = "阿卜杜拉·买买提·吐尔逊江·艾尔肯·阿不都热合曼·伊明·玉素甫·热西提·卡德尔·马木提"
CODE = "ZZ1:" + "ABCDEF0123456789" * 38
SHARED = {
    "patient_name": "王建国",
    "gender": "1",
    "age": "68岁",
    "home_address": "崆峒区白水镇东沟村3组17号",
    "phone": "13993300017",
    "from_doctor": "李明",
    "from_phone": "0933-8612001",
    "from_org": "白水镇中心卫生院",
    "sign_date": date(2026, 11, 22),
}
OUT = OutSlip(
    **SHARED,
    archive_no="62080210310100017",
    referral_date=date(2026, 11, 21),
    to_org="崆峒区人民医院",
    to_dept="心血管内科",
    to_doctor="张䶮",
    impression="不稳定型心绞痛；高血压病3级",
    present_illness="反复胸闷、胸痛3年，加重2天，休息时发作，每次约10分钟。",
    past_history="高血压病12年，最高190/115mmHg。",
    treatment="阿司匹林300mg嚼服，硝酸甘油0.5mg舌下含服，吸氧。",
)
BACK = ReturnSlip(
    **SHARED,
    record_no="Z2026110233",
    back_date=date(2026, 12, 2),
    back_org="白水镇中心卫生院",
    back_doctor="赵𬱖",
    diagnosis="冠心病，PCI术后",
    inpatient_no="202611230087",
    exam_result="冠脉造影：前降支近段狭窄85%。\n心脏彩超：EF58%。",
    treatment="双联抗血小板、他汀、降压治疗。",
    next_plan="阿司匹林100mg每日一次，至少12个月。",
    rehab_advice="戒烟限盐，每日步行30分钟，2周后复诊。",
)
LOCAL = {
    "slip_no": "ZZ20261122001",
    "id_no": "620802195803150017",
    "insurance_no": "6208021958031",
    "allergy": "青霉素（皮疹）",
    "visit_type": "门诊",
    "approvals": ("科主任意见", "医保办意见"),
    "valid_until": date(2026, 12, 6),
    "arrangement": "11月23日上午，心血管内科门诊3诊室。",
    "patient_notes": "请带好本单、身份证、医保卡和以往病历。",
    "urgency": "急",
    "reason": "临床急危重症，难以实施有效救治",
    "exempt_reason": "65岁以上老年人",
}


def plain(pdf: bytes) -> str:
    return "".join(page.plain for page in read_pages(pdf))


def in_order(text: str, words: list[str]) -> None:
    at = 0
    for word in words:
        found = text.find(word, at)
        assert found >= 0, f"{word} is missing after {text[max(0, at - 20) : at]}"
        at = found + len(word)


def test_the_out_slip_is_the_national_form():
    text = plain(render_out(OUT))
    in_order(
        text,
        [
            "双向转诊单", "存根", "患者姓名", "王建国", "性别", "男", "年龄", "68岁", "档案编号", "101-00017",
            "家庭住址", "崆峒区白水镇东沟村3组17号", "联系电话", "13993300017",
            "于", "2026", "年", "11", "月", "21", "日因病情需要，转入", "崆峒区人民医院", "单位",
            "心血管内科", "科室", "张䶮", "接诊医生。", "转诊医生（签字）：",
            "2026", "年", "11", "月", "22", "日",
            "双向转诊（转出）单", "崆峒区人民医院", "（机构名称）：",
            "现有患者", "王建国", "性别", "男", "年龄", "68岁", "因病情需要，需转入贵单位，请予以接诊。",
            "初步印象：", OUT.impression, "主要现病史（转出原因）：", OUT.present_illness,
            "主要既往史：", OUT.past_history, "治疗经过：", OUT.treatment,
            "转诊医生（签字）：", "联系电话：", "0933-8612001", "白水镇中心卫生院", "（机构名称）",
            "2026", "年", "11", "月", "22", "日",
        ],
    )  # fmt: skip
    assert len(read_pages(render_out(OUT))) == 1


def test_the_return_slip_is_the_national_form():
    text = plain(render_return(BACK))
    in_order(
        text,
        [
            "双向转诊单", "存根", "患者姓名", "王建国", "性别", "年龄", "病案号", "Z2026110233",
            "家庭住址", "联系电话", "于", "2026", "年", "12", "月", "2", "日因病情需要，转回",
            "白水镇中心卫生院", "单位", "赵𬱖", "接诊医生。", "转诊医生（签字）：",
            "双向转诊（回转）单", "白水镇中心卫生院", "（机构名称）：", "现有患者", "王建国",
            "因病情需要，现转回贵单位，请予以接诊。", "诊断结果", "冠心病，PCI术后", "住院病案号",
            "202611230087", "主要检查结果：", "冠脉造影", "心脏彩超", "治疗经过、下一步治疗方案及康复建议：",
            BACK.treatment, BACK.next_plan, BACK.rehab_advice,
            "转诊医生（签字）：", "联系电话：", "0933-8612001", "白水镇中心卫生院", "（机构名称）",
        ],
    )  # fmt: skip
    assert "档案编号" not in text
    assert "科室" not in text


def test_the_doctors_name_is_left_to_the_pen():
    assert "李明" not in plain(render_out(OUT))
    assert plain(render_out(OUT, PrintOptions(print_doctor=True))).count("李明") == 2


def test_equal_input_gives_equal_bytes_and_no_trace_of_the_program():
    options = PrintOptions(code_text=CODE)
    first = render_out(OUT, options)
    assert first == render_out(OUT, options)
    assert first != render_out(attrs.evolve(OUT, age="69岁"), options)
    assert "王建国".encode("utf-16-be") not in first[first.find(b"/Title") : first.find(b"/Title") + 80]


@pytest.mark.parametrize("name", ["张䶮", "𬱖𠮷", "㛃", LONG_NAME, "欧阳"])
def test_names_are_whole_on_both_halves(name):
    text = plain(render_out(attrs.evolve(OUT, patient_name=name, to_doctor="")))
    assert text.count(name) == 2


def test_a_character_without_a_glyph_stops_the_print():
    with pytest.raises(PaperError, match=r"U\+E0AB"):
        render_out(attrs.evolve(OUT, treatment="处方\ue0ab"))


@pytest.mark.parametrize("slip", [OUT, BACK])
@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("full", [False, True])
def test_nothing_overlaps_and_nothing_leaves_the_sheet(slip, kind, full):
    if full:
        long = {
            "treatment": "吸氧、心电监护，" * 60,
            "home_address": "甘肃省平凉市崆峒区" * 6,
            "patient_name": LONG_NAME,
        }
        slip = attrs.evolve(slip, **LOCAL, **long)
    printer = PrinterKind.DOT_MATRIX if kind.value.startswith("241") else PrinterKind.LASER
    options = PrintOptions(
        paper=kind, printer=printer, code_text=CODE if full else "", reprint=int(full), unreviewed=full
    )
    made = set_slip(slip, options)
    paper = PAPERS[kind]
    for at, one in enumerate(made.placed):
        assert one.frame.x >= paper.side - 0.1
        assert one.frame.right <= paper.width - paper.side + 0.1
        assert one.frame.y >= 2
        assert one.frame.bottom <= paper.height - 2
        for other in made.placed[at + 1 :]:
            if other.page == one.page:
                apart = (
                    one.frame.right <= other.frame.x + 0.05
                    or other.frame.right <= one.frame.x + 0.05
                    or one.frame.bottom <= other.frame.y + 0.3
                    or other.frame.bottom <= one.frame.y + 0.3
                )
                assert apart, (one, other)
    for page in read_pages(made.pdf):
        assert (page.width, page.height) == pytest.approx((paper.width, paper.height), abs=0.1)
        for letter in page.letters:
            assert letter.left >= 0
            assert letter.right <= page.width
            assert letter.top >= 0
            assert letter.bottom <= page.height


@pytest.mark.parametrize("kind", list(PaperKind))
def test_long_texts_go_on_to_attached_pages_whole(kind):
    history = "".join(f"第{n}次发作在夜间，持续{n}分钟，含药后缓解。" for n in range(1, 110))[:2000]
    care = "".join(f"第{n}日静滴丹参，" for n in range(1, 300))[:2000]
    slip = attrs.evolve(OUT, present_illness=history, treatment=care, slip_no="ZZ20261122001")
    made = set_slip(slip, PrintOptions(paper=kind))
    assert made.attached >= 1
    pages = read_pages(made.pdf)
    assert len(pages) == made.pages
    for key, value in (("present_illness", history), ("treatment", care), ("past_history", OUT.past_history)):
        printed = "".join(placed.text for placed in made.placed if placed.key == key)
        assert printed.replace(" ", "") == value
    slip_page = pages[made.pages - made.attached - 1].plain
    in_order(
        slip_page,
        ["初步印象：", "主要现病史（转出原因）：第1次", "（下接附页）", "主要既往史：", "治疗经过：第1日"],
    )
    for number, page in enumerate(pages[-made.attached :], start=1):
        assert "双向转诊（转出）单附页" in page.plain
        assert "王建国" in page.plain
        assert "ZZ20261122001" in page.plain
        assert f"附页第{number}页共{made.attached}页" in page.plain
    assert "主要现病史（转出原因）（续）：" in "".join(page.plain for page in pages)


def test_line_feeds_survive_the_cut_between_slip_and_attached_page():
    text = "\n".join(f"{n}．第{n}项检查正常" for n in range(1, 60))
    made = set_slip(attrs.evolve(BACK, exam_result=text), PrintOptions())
    assert made.attached >= 1
    lines = [placed.text for placed in made.placed if placed.key == "exam_result"]
    assert [line.rstrip() for line in lines] == text.split("\n")


def test_letters_are_never_smaller_than_9_points():
    slip = attrs.evolve(OUT, **LOCAL, treatment="吸氧。" * 500, home_address="甘肃省" * 60)
    for kind in PaperKind:
        made = set_slip(slip, PrintOptions(paper=kind, code_text=CODE))
        assert min(placed.frame.height for placed in made.placed) >= 9 / 72 * 25.4 - 1e-6


def test_local_blocks_print_only_when_on():
    slip = attrs.evolve(OUT, **LOCAL)
    text = plain(render_out(slip))
    shown = ["ZZ20261122001", "620802195803150017", "医保证（卡）号", "就诊类型门诊", "缓急急",
             "转诊原因临床急危重症",
             "免备案情形65岁以上老年人", "有效期至2026年12月6日", "过敏史：青霉素（皮疹）", "科主任意见：",
             "接收安排：11月23日", "患者须知：请带好"]  # fmt: skip
    for words in shown:
        assert words in text, words
    in_order(text, ["主要既往史：", "过敏史：", "治疗经过："])
    bare = attrs.evolve(slip, allergy="")
    core = plain(render_out(bare, PrintOptions(blocks=frozenset())))
    assert core == plain(render_out(OUT))
    assert "（加盖公章）" not in text
    assert "（加盖公章）" in plain(render_out(slip, PrintOptions(blocks=frozenset(LocalBlock))))


@pytest.mark.parametrize("overprint", [False, True])
def test_an_allergy_stands_in_front_of_the_history_where_the_form_has_no_line(overprint: bool):
    slip = attrs.evolve(OUT, allergy="青霉素（皮疹）")
    text = plain(render_out(slip, PrintOptions(blocks=frozenset(), overprint=overprint)))
    assert "过敏史：青霉素（皮疹）。" + OUT.past_history[:4] in text


def test_what_was_found_follows_the_present_illness():
    slip = attrs.evolve(OUT, exam_result="肌钙蛋白阳性。")
    in_order(plain(render_out(slip)), [OUT.present_illness[:6], "肌钙蛋白阳性。", "主要既往史："])


def test_marks():
    text = plain(render_out(OUT, PrintOptions(reprint=2, unreviewed=True, practice=True)))
    assert text.count("补打2") == 2
    assert text.count("未审核") == 2
    assert text.count("练习") == 2
    first = plain(render_out(OUT))
    assert not any(word in first for word in ("补打", "未审核", "练习"))


def test_parts():
    stub = read_pages(render_out(OUT, PrintOptions(parts=SlipParts.STUB_ONLY)))
    assert len(stub) == 1
    assert "存根" in stub[0].plain
    assert "初步印象" not in stub[0].plain
    slip = read_pages(render_out(OUT, PrintOptions(parts=SlipParts.SLIP_ONLY)))
    assert "存根" not in slip[0].plain
    assert "初步印象" in slip[0].plain


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("slip", [OUT, attrs.evolve(OUT, **LOCAL), BACK])
def test_overprint_puts_every_value_into_its_blank_of_the_empty_form(slip, kind):
    empty = type(slip)(patient_name="")
    form = set_slip(empty, PrintOptions(paper=kind))
    over = set_slip(slip, PrintOptions(paper=kind, overprint=True, code_text=CODE))
    assert form.pages == over.pages - over.attached
    captions = [placed for placed in form.placed if placed.text.strip()]
    for value in over.placed:
        if value.page > form.pages:
            continue
        assert value.key
        for caption in captions:
            if caption.page == value.page:
                apart = (
                    value.frame.right <= caption.frame.x + 0.1
                    or caption.frame.right <= value.frame.x + 0.1
                    or value.frame.bottom <= caption.frame.y + 0.3
                    or caption.frame.bottom <= value.frame.y + 0.3
                )
                assert apart, (value, caption)
    places = {key: next(p for p in over.placed if p.key == key) for key in ("patient_name", "gender", "age")}
    captions_by_text = {placed.text: placed for placed in reversed(form.placed)}
    name_caption = captions_by_text["患者姓名"]
    assert places["patient_name"].frame.bottom == pytest.approx(name_caption.frame.bottom, abs=0.5)
    assert places["patient_name"].frame.x > name_caption.frame.right
    text = "".join(page.plain for page in read_pages(over.pdf)[: form.pages])
    assert "患者姓名" not in text
    assert "（签字）" not in text


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("slip", [OUT, attrs.evolve(OUT, **LOCAL), BACK])
def test_the_ink_of_an_overprint_lies_within_half_a_millimetre_of_its_place(slip, kind):
    over = set_slip(slip, PrintOptions(paper=kind, overprint=True))
    for number, page in enumerate(read_pages(over.pdf)[: over.pages - over.attached], 1):
        places = [placed.frame for placed in over.placed if placed.page == number]
        ink = [letter for letter in page.letters if letter.char.strip()]
        assert len(ink) > 20
        for letter in ink:
            # A frame is the height of a Chinese character; some Latin letters hang below it.
            below = 1.2 if letter.char in "gjpqy" else 0.5
            assert any(
                place.x - 0.5 <= letter.left
                and letter.right <= place.right + 0.5
                and place.y - 0.5 <= letter.top
                and letter.bottom <= place.bottom + below
                for place in places
            ), (kind, number, letter)


def test_what_does_not_fit_a_printed_blank_goes_on_to_an_attached_page():
    made = set_slip(attrs.evolve(OUT, patient_name=LONG_NAME), PrintOptions(overprint=True))
    pages = read_pages(made.pdf)
    assert made.attached == 1
    assert "见附页" in pages[0].plain
    assert f"患者姓名：{LONG_NAME}" in pages[1].plain


def test_overprint_never_drops_an_allergy():
    slip = attrs.evolve(OUT, **LOCAL)
    assert "过敏史：青霉素（皮疹）。高血压病12年" in plain(render_out(slip, PrintOptions(overprint=True)))


def test_the_shift_moves_everything_by_tenths_of_a_millimetre():
    here = read_pages(render_out(OUT, PrintOptions(overprint=True)))[0].letters
    there = read_pages(render_out(OUT, PrintOptions(overprint=True, shift=Shift(1.3, -0.7))))[0].letters
    for one, other in zip(here, there, strict=True):
        assert other.left - one.left == pytest.approx(1.3, abs=0.02)
        assert other.top - one.top == pytest.approx(-0.7, abs=0.02)


def test_scale_is_about_the_upper_left_corner():
    here = read_pages(render_out(OUT))[0].letters
    there = read_pages(render_out(OUT, PrintOptions(shift=Shift(scale=1.01))))[0].letters
    for one, other in zip(here, there, strict=True):
        assert other.left == pytest.approx(one.left * 1.01, abs=0.02)
        assert other.bottom == pytest.approx(one.bottom * 1.01, abs=0.02)


def test_impossible_options_are_refused():
    with pytest.raises(ValueError, match="50 mm"):
        PrintOptions(shift=Shift(60, 0))
    with pytest.raises(ValueError, match="reprint"):
        PrintOptions(reprint=-1)
