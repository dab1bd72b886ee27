"""Cards of bank-card size, fronts and backs that meet."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_app.domain.errors import PaperError
from clinic_app.reports.contact_card import (
    CARD_HEIGHT,
    CARD_WIDTH,
    FamilyDoctorCard,
    HealthCard,
    ReferralCard,
    render_card_sheets,
    render_cards,
)
from tests.visual.paper_reading import read_pages

HEALTH = HealthCard(
    name="张䶮", gender="1", birth_date=date(1958, 3, 15), archive_no="62080210310100017", blood="AB", rh="1",
    chronic=("高血压", "痛风"), allergy="青霉素", address="白水镇东沟村3组17号", phone="13993300017",
    contact="张小明", contact_phone="13893300018", org="白水镇中心卫生院", org_phone="0933-8612001",
    doctor="李明", doctor_phone="13993311111", notes="每月15日测血压",
)  # fmt: skip
REFERRAL = ReferralCard(
    name="张䶮", gender="1", age="68岁", archive_no="62080210310100017", referral_date=date(2026, 11, 22),
    to_org="崆峒区人民医院", to_dept="心血管内科", to_contact="转诊办", to_phone="0933-8612345",
    from_contact="赵敏", from_phone="0933-8612001", doctor="李明",
)  # fmt: skip
FAMILY = FamilyDoctorCard(
    name="张䶮", contract_no="QY2026-0017", valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31),
    team="第二家庭医生团队", doctor="李明", nurse="赵敏", public_health="孙丽", hotline="12320",
)  # fmt: skip


def test_a_card_has_two_sides_of_its_true_size():
    pages = read_pages(render_cards([HEALTH, REFERRAL, FAMILY]))
    assert len(pages) == 6
    for page in pages:
        assert (page.width, page.height) == pytest.approx((CARD_WIDTH, CARD_HEIGHT), abs=0.05)
        assert all(letter.left > 2 and letter.right < CARD_WIDTH - 2 for letter in page.letters)
        assert all(letter.top > 2 and letter.bottom < CARD_HEIGHT - 2 for letter in page.letters)


def test_the_health_card_has_the_items_of_the_standard():
    front, back = (page.plain for page in read_pages(render_cards([HEALTH])))
    for words in (
        "居民健康档案信息卡", "姓名：张䶮", "性别：男", "出生日期：1958年3月15日", "健康档案编号：101-00017",
        "□A□B□O■AB", "■Rh阴性□Rh阳性□不详", "□无■高血压□糖尿病□脑卒中□冠心病□哮喘□职业病■其他疾病（痛风）",
        "过敏史：青霉素",
    ):  # fmt: skip
        assert words in front, words
    for words in (
        "家庭住址：白水镇东沟村3组17号", "家庭电话：13993300017", "紧急情况联系人：张小明",
        "联系人电话：13893300018",
        "建档机构名称：白水镇中心卫生院", "联系电话：0933-8612001", "责任医生或护士：李明",
        "其他说明：每月15日测血压",
    ):  # fmt: skip
        assert words in back, words


def test_no_chronic_disease_is_ticked_only_when_somebody_asked():
    asked = HealthCard(name="张䶮", chronic_none=True)
    assert "■无" in read_pages(render_cards([asked]))[0].plain
    assert "■" not in read_pages(render_cards([HealthCard(name="张䶮")]))[0].plain


def test_the_other_cards():
    front, back = (page.plain for page in read_pages(render_cards([REFERRAL])))
    assert "转往医院：崆峒区人民医院" in front
    assert "0933-8612345" in back
    assert "交回" in back
    front, back = (page.plain for page in read_pages(render_cards([FAMILY])))
    assert "2026.1.1至2026.12.31" in front
    assert "服务监督电话：12320" in back


def test_ten_to_a_sheet_and_each_back_behind_its_front():
    cards = [HealthCard(name=f"人{n:02}", notes=f"注{n:02}") for n in range(12)]
    pages = read_pages(render_card_sheets(cards))
    assert len(pages) == 4
    fronts, backs = pages[0], pages[1]
    for n in range(10):
        front = _place(fronts, f"人{n:02}")
        back = _place(backs, f"注{n:02}")
        # Turned over the long edge, left becomes right.
        left_on_front = front[0] < 105
        left_on_back = back[0] < 105
        assert left_on_front != left_on_back
        assert int((front[1] - 13.5) // CARD_HEIGHT) == int((back[1] - 13.5) // CARD_HEIGHT) == n // 2
    assert len(read_pages(render_card_sheets(cards, duplex=False))) == 2


def _place(page, word):
    text = "".join(letter.char for letter in page.letters)
    letter = page.letters[text.index(word)]
    return letter.left, letter.top


def test_a_long_name_stays_whole_and_too_much_text_is_refused():
    name = "阿卜杜拉·买买提·吐尔逊江·艾尔肯·阿不都热合曼·伊明·玉素甫·热西提·卡德尔·马木提"
    assert name in read_pages(render_cards([HealthCard(name=name, address="甘肃省" * 20)]))[0].plain
    with pytest.raises(PaperError, match="放不下"):
        render_cards([HealthCard(name="张䶮", notes="长" * 900)])
