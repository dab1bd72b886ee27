"""Consent, hand-over and the calibration page."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_app.reports.calibration import CROSS_MM, render_calibration
from clinic_app.reports.consent import RISKS, TOLD, Consent, render_consent
from clinic_app.reports.handover import Handover, HandoverSide, render_handover
from clinic_app.reports.page import PAPERS, PaperKind, Shift
from tests.visual.paper_reading import picture, read_pages

CONSENT = Consent(
    patient_name="张䶮", gender="2", age="68岁", id_no="620802195803150017", phone="13993300017",
    slip_no="ZZ1",
    from_org="白水镇中心卫生院", to_org="崆峒区人民医院", direction="上转", reason="需要手术", doctor="李明",
    told_at="2026-11-22 09:41", day=date(2026, 11, 22), reprint=1,
)  # fmt: skip


def test_the_consent_has_its_six_parts_in_order():
    (page,) = read_pages(render_consent(CONSENT))
    at = 0
    for words in (
        "转诊知情同意书", "编号：ZZ1", "补打1", "一、患者基本信息", "张䶮", "女", "68岁",
        "620802195803150017",
        "二、转诊信息", "白水镇中心卫生院", "上转", "崆峒区人民医院", "需要手术", "李明", "2026-11-2209:41",
        "三、告知事项", "四、风险提示", "五、患者选择", "□同意转诊□不同意转诊", "六、签署",
        "患者（家属）签名", "与患者关系",
        "医疗机构（盖章）",
    ):  # fmt: skip
        found = page.plain.find(words, at)
        assert found >= 0, words
        at = found
    for sentence in (*TOLD, *RISKS):
        assert sentence in page.plain


@pytest.mark.parametrize(("agreed", "ticks"), [(True, "■同意转诊□不"), (False, "□同意转诊■不")])
def test_a_known_choice_is_ticked(agreed, ticks):
    consent = Consent(patient_name="张䶮", agreed=agreed)
    assert ticks in read_pages(render_consent(consent))[0].plain


def test_a_county_with_much_to_tell_gets_more_pages():
    told = tuple(f"第{n}点" + "说明" * 60 for n in range(30))
    pages = read_pages(render_consent(Consent(patient_name="张䶮", told=told)))
    assert len(pages) > 1
    text = "".join(page.plain for page in pages)
    assert all(f"第{n}点" in text for n in range(30))
    for page in pages:
        assert "转诊知情同意书" in page.plain
        assert all(letter.bottom < 290 for letter in page.letters)


@pytest.mark.parametrize(
    ("side", "title", "first"),
    [(HandoverSide.OUT, "转出", "转出方交班人"), (HandoverSide.IN, "转入", "转入方接班人")],
)
def test_the_handover_has_a_record_for_each_side(side, title, first):
    record = Handover(
        patient_name="张䶮",
        diagnosis="心绞痛",
        pressure="150/90",
        oxygen="97",
        papers=("心电图",),
        other_papers="血样",
        allergy="青霉素",
    )
    (page,) = read_pages(render_handover(record, side))
    for words in (
        f"双向转诊交接记录（{title}）",
        "张䶮",
        "心绞痛",
        "150/90",
        "97",
        "■心电图",
        "□转诊单",
        "血样",
        "青霉素",
    ):
        assert words in page.plain
    assert page.plain.index(first) < page.plain.index("患者（家属）")


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_cross_stands_where_it_says(kind):
    paper = PAPERS[kind]
    for shift in (Shift(), Shift(2.0, -1.5)):
        pdf = render_calibration(kind, shift=shift)
        (page,) = read_pages(pdf)
        assert (page.width, page.height) == pytest.approx((paper.width, paper.height), abs=0.1)
        assert f"向右{shift.right:.1f}毫米" in page.plain
        assert all(letter.right < page.width for letter in page.letters)
        shot = picture(pdf, dpi=508)  # 20 dots to the millimetre
        column = min(
            range(10 * 20, 30 * 20),
            key=lambda x: sum(
                shot.getpixel((x, y))
                for y in range(
                    int((CROSS_MM - 7 + shift.down) * 20), int((CROSS_MM + 7 + shift.down) * 20), 3
                )
            ),
        )
        assert column / 20 == pytest.approx(CROSS_MM + shift.right, abs=0.1)
