"""Trays as the printer's driver names them, and the one chosen for a print."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from ui import cups, trays


@pytest.fixture
def lpoptions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program in the place of the system's, that tells what the file ``told`` beside it holds."""
    program = tmp_path / "lpoptions"
    program.write_text(f'#!/bin/sh\ncat "{tmp_path}/told"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(cups.shutil, "which", lambda _name: str(program))
    return tmp_path / "told"


def test_a_queue_tells_its_trays(lpoptions: Path) -> None:
    told = "PageSize/Page Size: A4 *A5\nInputSlot/Media Source: Auto *Upper Tray2 ManualFeed\n"
    lpoptions.write_text(told, encoding="utf-8")
    assert trays.told_by_cups("HP") == ("Auto", "Upper", "Tray2", "ManualFeed")


@pytest.mark.parametrize("told", ["", "PageSize/Page Size: A4\n", "lpoptions: Unable to get PPD file\n"])
def test_a_queue_without_trays_tells_none(lpoptions: Path, told: str) -> None:
    lpoptions.write_text(told, encoding="utf-8")
    assert trays.told_by_cups("HP") == ()


def test_without_the_program_or_a_printer_nothing_is_asked(
    lpoptions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lpoptions.write_text("InputSlot/Media Source: Upper\n", encoding="utf-8")
    assert trays.told_by_cups("") == ()
    monkeypatch.setattr(cups.shutil, "which", lambda _name: None)
    assert trays.told_by_cups("HP") == ()
    monkeypatch.setattr(cups.shutil, "which", lambda _name: "/nowhere/lpoptions")
    assert trays.told_by_cups("HP") == ()


def test_they_are_offered_in_words_people_know(qapp: object) -> None:
    found = trays.trays_of("HP", ("AutoSelect", "Upper", "Tray2", "MultiPurpose", "PF-700B"))
    assert [(one.key, one.title) for one in found] == [
        ("auto", "自动"),
        ("slot:Upper", "上纸盒"),
        ("slot:Tray2", "纸盒 2"),
        ("slot:MultiPurpose", "手送"),
        ("slot:PF-700B", "PF-700B"),
    ]


def test_a_driver_that_tells_nothing_gets_the_usual_ones(qapp: object) -> None:
    assert [one.key for one in trays.trays_of("HP")] == ["auto", "upper", "lower", "manual"]


def test_a_driver_of_windows_is_asked_for_its_numbers(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trays, "_bins", lambda _printer: [1, 3, 8, 259])
    found = trays.trays_of("HP")
    assert [one.key for one in found] == ["auto", "bin:1", "bin:3", "bin:8", "bin:259"]
    assert (found[2].title, found[-1].title) == ("手送", "纸盒 259")


def test_what_was_chosen_never_stops_a_print(qapp: object, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    for word in ("auto", "lower", "bin:4", "slot:Lower", "from another program"):
        trays.choose(printer, word)
    assert printer.isValid()


def test_a_tray_of_a_queue_is_an_option_of_its_job() -> None:
    class Engine:
        kept = ("fit-to-page", "false")

        def property(self, _key: object) -> tuple[str, ...]:
            return self.kept

        def setProperty(self, _key: object, value: list[str]) -> None:
            self.kept = tuple(value)

    class Printer:
        engine = Engine()

        def printEngine(self) -> Engine:
            return self.engine

    printer = Printer()
    trays.choose(printer, "slot:Tray2")  # pyright: ignore[reportArgumentType]
    assert printer.engine.kept == ("fit-to-page", "false", "InputSlot", "Tray2")
