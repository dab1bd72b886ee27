"""Record sheets of any follow-up form, filled or empty."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from clinic_app.domain.follow_up_form import Form, parse_form
from clinic_app.reports.follow_up_sheet import render_follow_up_sheet
from tests.visual.paper_reading import read_pages


def shipped_forms() -> list[Form]:
    folder = resources.files("resources") / "forms"
    return [
        parse_form(json.loads(entry.read_text("utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith("json")
    ]


@pytest.fixture(scope="module")
def form() -> Form:
    return next(form for form in shipped_forms() if form.id == "hypertension")


VISIT = {
    "visited_on": "2026-11-22",
    "way": "1",
    "symptoms": ["2", "6"],
    "sbp": "150",
    "weight": "70",
    "weight_target": "65",
    "doctor": "李明",
    "drugs": [{"name": "氨氯地平", "times": "1", "dose": "5mg"}],
}


def test_the_visits_stand_in_their_columns(form):
    (page,) = read_pages(
        render_follow_up_sheet(
            form, [VISIT], patient_name="张䶮", archive_no="62080210310100017", org="白水镇中心卫生院"
        )
    )
    for words in (
        "高血压患者随访服务记录表", "姓名：张䶮", "编号：101-00017", "2026年11月22日", "1门诊2家庭3电话1",
        "26", "150／", "70／65", "氨氯地平每日1次，每次5mg", "每日次每次",
    ):  # fmt: skip
        assert words in page.plain, words


def test_the_signature_is_left_to_the_pen(form):
    assert "李明" not in read_pages(render_follow_up_sheet(form, [VISIT], patient_name="张䶮"))[0].plain


def words_of(shipped: Form) -> set[str]:
    """Return the words that an empty sheet must have: of its rows, or of every question."""
    if not shipped.sheet:
        return {field.label for field in shipped.fields() if field.printed and not field.target_of}
    return {row.label for group in shipped.sheet for row in group.rows}


@pytest.mark.parametrize("shipped", shipped_forms(), ids=lambda form: form.id)
def test_every_shipped_form_has_an_empty_sheet_with_all_its_questions(shipped):
    pages = read_pages(render_follow_up_sheet(shipped, [], patient_name=""))
    text = "".join(page.plain for page in pages)
    assert "编号：□□□-□□□□□" in text
    for words in words_of(shipped):
        assert "".join(words.split()) in text, words
    assert all(letter.right < 200 and letter.bottom < 292 for page in pages for letter in page.letters)


@pytest.mark.parametrize(
    "shipped", [form for form in shipped_forms() if form.sheet], ids=lambda form: form.id
)
def test_the_ruled_sheet_has_a_place_for_every_question_and_fits_one_page(shipped):
    placed = {key for group in shipped.sheet for row in group.rows for key in row.keys}
    asked = {field.key for field in shipped.fields() if field.printed and not field.target_of}
    # Not on the national sheet: asked for the rules of the norm only.
    assert asked - placed <= {"heart_rate", "temperature", "glucose"}
    assert placed <= asked
    full = {
        field.key: [choice.code for choice in field.choices][-1:] or ("9" * min(field.max_length or 3, 14))
        for field in shipped.fields()
        if field.type != "table"
    }
    full |= {"symptoms": ["2", "3", "4", "5"], "visited_on": "2026-11-22", "next_on": "2027-02-22"}
    full["drugs"] = [{"name": "硝苯地平控释片", "times": "1", "dose": "30mg"}] * 4
    pages = read_pages(render_follow_up_sheet(shipped, [full] * 4, patient_name="阿依古丽·买买提"))
    assert len(pages) == 1
    assert all(letter.right < 200 and letter.bottom < 292 for letter in pages[0].letters)


def test_a_form_without_a_ruled_sheet_has_a_row_for_every_question():
    other = next(form for form in shipped_forms() if form.id == "after_referral")
    text = "".join(page.plain for page in read_pages(render_follow_up_sheet(other, [], patient_name="")))
    assert "第4次" in text
    assert "对这次转诊是否满意" in text


def test_a_sheet_holds_four_visits(form):
    with pytest.raises(ValueError, match="four"):
        render_follow_up_sheet(form, [VISIT] * 5, patient_name="张䶮")
