"""slip.json is checked at once and as a whole."""

from __future__ import annotations

import pytest

from clinic_app.domain.errors import PaperError, Rejected
from clinic_app.reports.slip_content import OutSlip, ReturnSlip
from clinic_app.services.slip_rendering import parse_slip, render_slip_json, slip_keys
from tests.visual.paper_reading import read_pages

LEAST_OUT = {
    "patient_name": "张䶮",
    "to_org": "崆峒区人民医院",
    "impression": "高血压病3级",
    "present_illness": "头晕3天。",
}
LEAST_BACK = {"patient_name": "张䶮", "back_org": "白水镇中心卫生院"}


def codes(values, form="out"):
    with pytest.raises(Rejected) as refusal:
        parse_slip(values, form)
    return {problem.code for problem in refusal.value.problems}


def test_the_least_that_makes_a_slip():
    assert parse_slip(LEAST_OUT, "out") == OutSlip(**LEAST_OUT)
    assert parse_slip(LEAST_BACK, "back") == ReturnSlip(**LEAST_BACK)


def test_dates_and_lists_are_read():
    values = {
        **LEAST_OUT,
        "referral_date": "2026-11-20",
        "approvals": ["科主任意见"],
        "gender": "2",
        "age": "5月",
    }
    slip = parse_slip(values, "out")
    assert isinstance(slip, OutSlip)
    assert slip.referral_date is not None
    assert slip.referral_date.isoformat() == "2026-11-20"
    assert slip.approvals == ("科主任意见",)


def test_every_problem_is_told_at_once():
    values = {
        "patient_name": "张" * 51,
        "gender": "3",
        "age": "六十",
        "referral_date": "2026-02-30",
        "sign_date": "20261120",
        "impression": 5,
        "past_history": "一\x07二",
        "to_orgg": "x",
        "diagnosis": "x",
    }
    assert codes(values) == {
        "patient_name.too_long",
        "gender.unknown",
        "age.impossible",
        "referral_date.not_a_date",
        "sign_date.not_a_date",
        "impression.not_text",
        "past_history.control",
        "key.unknown",
        "to_org.missing",
        "present_illness.missing",
    }


def test_a_key_of_the_other_form_is_said_to_be_so():
    with pytest.raises(Rejected) as refusal:
        parse_slip({**LEAST_OUT, "diagnosis": "冠心病"}, "out")
    assert "diagnosis 不是转出单的项目" in str(refusal.value)


@pytest.mark.parametrize("age", ["68岁", "0岁", "150岁", "5月", "5个月", "12天"])
def test_ages(age):
    parse_slip({**LEAST_OUT, "age": age}, "out")


@pytest.mark.parametrize(
    "age", ["68", "-1岁", "151岁", "61月", "401天", "六岁", "68 岁零", "6８岁", "68岁\n"]
)
def test_impossible_ages(age):
    assert codes({**LEAST_OUT, "age": age}) == {"age.impossible"}


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-31",
        "2026-13-01",
        "26-11-20",
        "2026/11/20",
        "20261120",
        "2026-W47-5",
        "0000-01-01",
        "1890-01-01",
    ],
)
def test_impossible_dates(day):
    assert codes({**LEAST_OUT, "referral_date": day}) == {"referral_date.not_a_date"}


@pytest.mark.parametrize("key", ["patient_name", "to_org", "impression", "present_illness"])
@pytest.mark.parametrize("value", ["", "  ", None])
def test_required_keys(key, value):
    assert codes({**LEAST_OUT, key: value}) == {f"{key}.missing"}


@pytest.mark.parametrize("key", [key for key in slip_keys("out") if key != "approvals"])
@pytest.mark.parametrize("value", [1, 1.5, True, ["x"], {"a": 1}])
def test_values_are_texts(key, value):
    assert codes({**LEAST_OUT, key: value}) == {f"{key}.not_text"}


@pytest.mark.parametrize(
    ("key", "longest"),
    [("patient_name", 50), ("phone", 20), ("to_org", 70), ("impression", 200), ("present_illness", 2000),
     ("past_history", 1000), ("treatment", 2000), ("from_org", 70), ("archive_no", 17),
     ("home_address", 200)],
)  # fmt: skip
def test_greatest_lengths(key, longest):
    parse_slip({**LEAST_OUT, key: "字" * longest}, "out")
    assert codes({**LEAST_OUT, key: "字" * (longest + 1)}) == {f"{key}.too_long"}


def test_line_feeds_belong_only_into_long_texts():
    parse_slip({**LEAST_OUT, "present_illness": "一\r\n二\t三"}, "out")
    assert codes({**LEAST_OUT, "to_org": "一\n二"}) == {"to_org.control"}


@pytest.mark.parametrize(
    ("value", "code"),
    [("科主任", "not_list"), ([1], "not_list"), (["意见"] * 5, "too_many"), (["长" * 21], "too_long")],
)
def test_approvals(value, code):
    assert codes({**LEAST_OUT, "approvals": value}) == {f"approvals.{code}"}


def test_the_page_is_made():
    text = read_pages(render_slip_json(LEAST_OUT, "out"))[0].plain
    assert text.count("张䶮") == 2
    assert "双向转诊（转出）单" in text
    assert "双向转诊（回转）单" in read_pages(render_slip_json(LEAST_BACK, "back", paper="a5"))[1].plain


def test_offset_and_options():
    over = read_pages(render_slip_json(LEAST_OUT, "out", overprint=True, offset_mm=(2.0, 1.0)))[0]
    here = read_pages(render_slip_json(LEAST_OUT, "out", overprint=True))[0]
    assert over.letters[0].left - here.letters[0].left == pytest.approx(2.0, abs=0.02)
    assert "患者姓名" not in over.plain


@pytest.mark.parametrize(
    "options",
    [{"offset_mm": (80, 0)}, {"scale": 3}, {"paper": "a3"}, {"colour": "red"}, {"offset_mm": ("x", 1)}],
)
def test_impossible_options_are_a_problem_beside_the_others(options):
    with pytest.raises(Rejected) as refusal:
        render_slip_json({**LEAST_OUT, "gender": "x"}, "out", **options)
    assert {p.code for p in refusal.value.problems} == {"gender.unknown", "options.impossible"}


def test_a_character_without_a_glyph_stops_the_print():
    with pytest.raises(PaperError, match=r"U\+1F600"):
        render_slip_json({**LEAST_OUT, "patient_name": "王😀"}, "out")
