"""Cards of bank-card size, fronts and backs that meet."""

from __future__ import annotations

from datetime import date

import attrs
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
from clinic_app.reports.page import practice
from tests.visual.paper_reading import read_pages, smallest_letters

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


NAME = "阿卜杜拉·买买提·吐尔逊江·艾尔肯·阿不都热合曼·伊明·玉素甫·热西提·卡德尔·马木提·吐尔洪"[:50]


def _long(card, **most):
    """The card with every text as long as it can get, each another one."""
    texts = {}
    for number, (field, length) in enumerate(most.items()):
        begin = f"<{chr(0x3400 + number)}"
        texts[field] = begin + chr(0x7500 + number) * (length - len(begin))
    return attrs.evolve(card, name=NAME, **texts), texts


LONGEST = [
    _long(HEALTH, allergy=200, address=200, phone=20, contact=50, contact_phone=20, org=70, org_phone=20,
          doctor=50, doctor_phone=20, notes=500),
    _long(REFERRAL, to_org=70, to_dept=50, to_doctor=50, to_contact=50, to_phone=20, from_contact=50,
          from_phone=20, doctor=50, doctor_phone=20, bring=300, from_org=70),
    _long(FAMILY, contract_no=30, team=50, doctor=50, doctor_phone=20, nurse=50, nurse_phone=20,
          public_health=50, public_health_phone=20, org=70, org_address=200, org_phone=20, higher=50,
          higher_phone=20, hotline=20),
]  # fmt: skip


@pytest.mark.parametrize(("card", "texts"), LONGEST)
@pytest.mark.parametrize("render", [render_cards, render_card_sheets])
def test_the_longest_texts_stand_whole_on_the_card_or_its_attached_page(card, texts, render):
    pdf = render([card])
    pages = read_pages(pdf)
    whole = "".join(page.plain for page in pages)
    assert NAME in pages[0].plain
    for field, text in texts.items():
        # A long text goes on over several pages, each with its heading.
        assert text[:2] in whole, field
        again = field == "contract_no"  # it names the owner on every attached page
        assert whole.count(text[-1]) == len(text) - 2 or again, field
    assert "附页" in whole
    assert smallest_letters(pdf) >= 8.999
    assert len(pages) % 2 == 0 or render is render_card_sheets
    for page in pages:
        assert all(letter.left > 2 and letter.right < page.width - 2 for letter in page.letters)
        assert all(letter.top > 2 and letter.bottom < page.height - 2 for letter in page.letters)


def test_the_attached_page_says_whose_it_is_and_a_short_card_has_none():
    pages = read_pages(
        render_cards([HealthCard(name="张䶮", archive_no="62080210310100017", notes="长" * 900)])
    )
    assert len(pages) > 2
    for number, page in enumerate((one for one in pages[2:] if one.plain), start=1):
        assert "居民健康档案信息卡附页张䶮101-00017" in page.plain
        assert f"附页第{number}页" in page.plain
    assert "其他说明：见附页" in pages[1].plain
    assert sum(page.plain.count("长") for page in pages) == 900
    assert "附页" not in "".join(page.plain for page in read_pages(render_cards([HEALTH, REFERRAL, FAMILY])))


@pytest.mark.parametrize("render", [render_cards, render_card_sheets])
def test_in_practice_every_card_and_every_attached_page_says_so(render):
    cards = [card for card, _ in LONGEST]
    with practice(True):
        pages = read_pages(render(cards))
    marks = [
        sum(letter.char == "练" and letter.bottom - letter.top > 10 for letter in page.letters)
        for page in pages
    ]
    whole = [1] * len(pages)
    assert marks == (whole if render is render_cards else [3, 3, *whole[2:]])


def test_a_name_that_no_card_can_hold_is_refused():
    with pytest.raises(PaperError, match="姓名太长"):
        render_cards([HealthCard(name="长" * 900)])


def test_sheets_tell_how_far_they_are_and_can_be_stopped():
    seen = []
    cards = [HealthCard(name=f"人{n:02}") for n in range(23)]
    render_card_sheets(cards, progress=seen.append)
    assert seen == [10, 20, 23]

    def stop(done):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render_card_sheets(cards, progress=stop)
    assert read_pages(render_card_sheets(cards[:1]))[0].plain
