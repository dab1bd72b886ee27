"""The English catalogue of the program itself: complete, safe to format, and English throughout."""

from __future__ import annotations

import ast

import pytest

from installer import translations

Collected = tuple[set[translations.Key], list[translations.Finding]]


@pytest.fixture(scope="module")
def collected() -> Collected:
    return translations.collect()


def test_every_text_of_the_program_can_be_collected(collected: Collected) -> None:
    _found, findings = collected
    assert not findings, "\n".join(map(str, findings))


def test_the_english_catalogue_is_complete_and_safe(collected: Collected) -> None:
    found, _findings = collected
    findings = translations.check(found, translations.read_catalogue())
    assert not findings, (
        "\n".join(map(str, findings))
        + "\nRun `python -m installer.translations update`, then `todo` and `fill`."
    )


def test_what_people_see_without_a_call_in_the_source_is_collected_too(collected: Collected) -> None:
    found, _findings = collected
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


@pytest.mark.parametrize(
    "source",
    ["def f(owner):\n return owner.tr('甲')", "class A:\n def f(self):\n  tr = self.tr\n  return tr('甲')"],
)
def test_a_text_nobody_would_collect_is_found_out(source: str) -> None:
    collector = translations.Collector("x.py")
    collector.visit(ast.parse(source))
    assert len(collector.findings) == 1


def test_a_method_called_say_is_not_the_word_of_the_core() -> None:
    collector = translations.Collector("x.py")
    collector.visit(ast.parse("class A:\n def f(self):\n  self.say(words)"))
    assert (collector.found, collector.findings) == (set(), [])


def _refusals() -> dict[str, list[str]]:
    """Return by file what the hub may tell a clinic: what the files say that refuse or report a full disk."""
    found: dict[str, list[str]] = {}
    for path in sorted((translations.ROOT / "clinic_app" / "hub").glob("*.py")):
        calls = [one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Call)]
        named = [(one.func.id, one) for one in calls if isinstance(one.func, ast.Name)]
        if any(name in {"HubRefused", "DiskFull", "DatabaseBusy"} for name, _ in named):
            says = [one for name, one in named if name == "say"]
            found[path.name] = [one.args[0].value for one in says if not one.keywords]  # type: ignore[attr-defined]
    return found


def test_what_the_hub_tells_a_clinic_is_in_the_english_catalogue(collected: Collected) -> None:
    found, _findings = collected
    told = _refusals()
    told.pop("courier.py")  # it refuses files on the county's console
    assert set(told) == translations.TOLD_BY_THE_HUB
    missing = [words for says in told.values() for words in says if (translations.CORE, words) not in found]
    assert not missing
