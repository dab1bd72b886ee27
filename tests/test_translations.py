"""The English catalogue of the program itself: complete, safe to format, and English throughout."""

from __future__ import annotations

import pytest

from installer import translations


def test_every_text_of_the_program_can_be_collected() -> None:
    _found, findings = translations.collect()
    assert not findings, "\n".join(map(str, findings))


def test_the_english_catalogue_is_complete_and_safe() -> None:
    found, _findings = translations.collect()
    findings = translations.check(found, translations.read_catalogue())
    assert not findings, (
        "\n".join(map(str, findings))
        + "\nRun `python -m installer.translations update`, then `todo` and `fill`."
    )


def test_what_people_see_without_a_call_in_the_source_is_collected_too() -> None:
    found, _findings = translations.collect()
    texts = {text for context, text in found if context == translations.CORE}
    # A label of the catalogue, a question and an answer of a follow-up form, the title of a code table.
    assert {"初步印象", "收缩压", "控制满意", "民族"} <= texts


@pytest.mark.parametrize(
    ("english", "foreign"),
    [
        ("Referral slip", ""),
        ('Make sure the headings include "姓名", "身份证号"', ""),
        ("write 男 (male) or 女 (female)", ""),
        ("Referral 转诊 slip", "转诊"),
        ("Saved，go on", "，"),
        ("Enter “Yes”", "“"),
        ("Phone（mobile）", "（"),
    ],
)
def test_chinese_stays_in_an_english_text_only_when_quoted_or_explained(english: str, foreign: str) -> None:
    assert translations.stray(english) == foreign


def test_check_finds_chinese_left_in_an_english_text() -> None:
    findings = translations.check({("A", "甲")}, {("A", "甲"): "a 甲"})
    assert [finding.what for finding in findings] == ["not English (甲): 甲"]
