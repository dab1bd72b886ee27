from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from installer import translations
from installer.translations import Collector


def _collected(source: str) -> Collector:
    collector = Collector("x.py")
    collector.visit(ast.parse(source))
    return collector


def test_all_ways_of_saying_are_collected() -> None:
    found = _collected(
        'class Page:\n def f(self):\n  self.tr("甲 {n}").format(n=1)\n'
        '  QCoreApplication.translate("pages", "乙")\n  say("丙" "丁", x=1)\n'
        'NAMES = (QT_TRANSLATE_NOOP("dates", "周一"),)\n'
    )
    assert found.found == {("Page", "甲 {n}"), ("pages", "乙"), ("core", "丙丁"), ("dates", "周一")}
    assert not found.findings


@pytest.mark.parametrize("source", ['class A:\n def f(self):\n  self.tr(f"甲{self.x}")', "say(text)"])
def test_a_text_that_is_no_literal_is_found_out(source: str) -> None:
    assert [finding.where for finding in _collected(source).findings] == [f"x.py:{source.count(chr(10)) + 1}"]


def test_no_english_number_is_followed_by_a_plural() -> None:
    """「1 questions」: a catalogue without plural forms says 「Questions: 1」."""
    ts = (Path(translations.__file__).parents[1] / "resources" / "i18n" / "clinic_en.ts").read_text("utf-8")
    plural = re.compile(
        r"\{(?:n|count|days|hours|sent|received|refused)\} "
        r"(?!(?:is|was|as|this|less)\b)(?:[a-z]+ )?(?!(?:is|was|as|this|less)\b)[a-z]{2,}s\b"
    )
    said = re.findall(r"<translation>([^<]*)</translation>", ts)
    assert [words for words in said if plural.search(words)] == []


def test_the_source_of_the_program_can_be_collected_whole() -> None:
    found, findings = translations.collect()
    assert not findings
    assert ("core", "出错了") in found
    assert any(context == "NavBar" for context, _text in found)


def test_check_finds_missing_left_over_unfinished_and_unsafe() -> None:
    found = {("A", "甲"), ("A", "乙 {n}"), ("A", "丙")}
    table = {("A", "乙 {n}"): "b", ("A", "丙"): "", ("A", "丁"): "d"}
    words = [finding.what.split(":")[0] for finding in translations.check(found, table)]
    assert words == ["missing", "left over", "unfinished", "places differ"]
    assert not translations.check({("A", "甲 {n}")}, {("A", "甲 {n}"): "a {n}"})


def test_a_translation_that_would_fail_is_unsafe() -> None:
    assert "cannot be formatted" in translations.unsafe("甲", "a {")
    assert translations.unsafe("甲 {n:>3}", "a {n}") == ""


def test_the_catalogue_survives_writing_and_reading(tmp_path: Path) -> None:
    table = {("A", "甲 <b>&\n第二行"): "a <b>&\nsecond", ("core", "乙"): ""}
    path = tmp_path / "clinic_en.ts"
    translations.write_catalogue(table, path)
    assert translations.read_catalogue(path) == table
    assert "line" not in path.read_text(encoding="utf-8")


def test_fill_takes_english_and_refuses_the_unsafe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "clinic_en.ts"
    monkeypatch.setattr(translations, "collect", lambda: ({("A", "甲"), ("A", "乙 {n}"), ("B", "甲")}, []))
    for name in ("read_catalogue", "write_catalogue"):
        plain = getattr(translations, name)
        monkeypatch.setattr(translations, name, lambda *a, plain=plain: plain(*a, path))
    work = tmp_path / "work.json"
    work.write_text(json.dumps({"A": {"甲": "a", "乙 {n}": "b"}}), encoding="utf-8")
    assert translations.fill(work) == 1
    assert "places differ" in capsys.readouterr().err
    # The same Chinese in another class takes the English along.
    assert translations.read_catalogue() == {("A", "甲"): "a", ("A", "乙 {n}"): "", ("B", "甲"): "a"}
    translations.todo()
    assert json.loads(capsys.readouterr().out) == {"A": {"乙 {n}": ""}}


def test_build_makes_a_catalogue_that_qt_reads(tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "clinic_en.ts"
    translations.write_catalogue({("A", "甲"): "a"}, path)
    assert translations.build(path) == 0
    translator = QTranslator()
    assert translator.load(str(tmp_path / "clinic_en.qm"))
    assert translator.translate("A", "甲") == "a"
