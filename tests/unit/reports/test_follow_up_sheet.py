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
        "高血压患者随访服务记录表", "姓名：张䶮", "编号：101-00017", "第4次", "2026年11月22日", "1门诊",
        "2头痛头晕；6心悸胸闷", "150", "70／65", "氨氯地平",
    ):  # fmt: skip
        assert words in page.plain, words


def test_the_signature_is_left_to_the_pen(form):
    assert "李明" not in read_pages(render_follow_up_sheet(form, [VISIT], patient_name="张䶮"))[0].plain


@pytest.mark.parametrize("shipped", shipped_forms(), ids=lambda form: form.id)
def test_every_shipped_form_has_an_empty_sheet_with_all_its_questions(shipped):
    pages = read_pages(render_follow_up_sheet(shipped, [], patient_name=""))
    text = "".join(page.plain for page in pages)
    assert "编号：□□□-□□□□□" in text
    for field in shipped.fields():
        if field.printed and not field.target_of:
            assert "".join(field.label.split()) in text
    assert all(letter.right < 200 and letter.bottom < 292 for page in pages for letter in page.letters)


def test_a_sheet_holds_four_visits(form):
    with pytest.raises(ValueError, match="four"):
        render_follow_up_sheet(form, [VISIT] * 5, patient_name="张䶮")
