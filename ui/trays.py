"""Where a printer takes its paper from: what its driver offers, by name, and choosing one for a print."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintEngine, QPrinter, QPrinterInfo

from ui import cups

AUTO = "auto"
_SLOT, _BIN = "slot:", "bin:"
_CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Qt's own key for options of a CUPS job: a list of names and values by turns."""
_SLOTS = re.compile(r"InputSlot/[^:]*: (?P<choices>.+)")
_AUTOMATIC = frozenset({"auto", "automatic", "autoselect", "automaticallyselect", "default"})
_GENERIC = {"upper": QPrinter.PaperSource.Upper, "lower": QPrinter.PaperSource.Lower,
            "manual": QPrinter.PaperSource.Manual}  # fmt: skip


@attrs.frozen
class Tray:
    """One place a printer takes paper from.

    Attributes:
        key: how it is remembered: ``auto``, ``upper``, ``slot:Tray2``, ``bin:7``.
        title: what it is called on the screen.
    """

    key: str
    title: str


def told_by_cups(printer: str) -> tuple[str, ...]:
    """Return the names of a CUPS queue's trays as its driver has them; none where there is no CUPS.

    Call it off the main thread.
    """
    found = _SLOTS.search(cups.ask("lpoptions", "-p", printer, "-l")) if printer else None
    return tuple(word.lstrip("*") for word in found["choices"].split()) if found else ()


def trays_of(printer: str, slots: Sequence[str] = ()) -> list[Tray]:
    """Return the trays to choose from, 自动 first: the queue's, else the driver's, else the usual ones.

    Args:
        printer: its name; on Windows its driver is asked. Main thread.
        slots: what ``told_by_cups`` found.
    """
    automatic = Tray(AUTO, QCoreApplication.translate("trays", "自动"))
    if slots:
        wanted = [one for one in slots if one.lower() not in _AUTOMATIC]
        return [automatic, *(Tray(_SLOT + one, _slot_title(one)) for one in wanted)]
    bins = _bins(printer)
    if bins:
        return [automatic, *(Tray(f"{_BIN}{number}", _bin_title(number)) for number in bins)]
    return [automatic, *(Tray(key, _slot_title(key)) for key in _GENERIC)]


def _bins(printer: str) -> list[int]:
    """Return the numbers of the driver's trays on Windows; elsewhere Qt knows none."""
    info = QPrinterInfo.printerInfo(printer)
    if info.isNull():
        return []
    key = QPrintEngine.PrintEnginePropertyKey.PPK_PaperSources
    found = QPrinter(info).printEngine().property(key)
    automatic = QPrinter.PaperSource.Auto.value
    return [int(one) for one in found if int(one) != automatic] if isinstance(found, list) else []


def choose(printer: QPrinter, tray: str) -> None:
    """Let a print take its paper from a tray; a key that means nothing to this printer leaves it be."""
    if tray.startswith(_SLOT):
        engine = printer.printEngine()
        options = list(engine.property(_CUPS_OPTIONS) or [])
        engine.setProperty(_CUPS_OPTIONS, [*options, "InputSlot", tray.removeprefix(_SLOT)])
    elif tray.startswith(_BIN):
        number = int(tray.removeprefix(_BIN))
        printer.printEngine().setProperty(QPrintEngine.PrintEnginePropertyKey.PPK_PaperSource, number)
    elif tray in _GENERIC:
        printer.setPaperSource(_GENERIC[tray])


def _slot_title(word: str) -> str:
    """Return a driver's word in the language of the screen, where it is one of the usual words."""
    plain = re.sub(r"[^a-z0-9]", "", word.lower())
    titles = {
        "upper": QCoreApplication.translate("trays", "上纸盒"),
        "middle": QCoreApplication.translate("trays", "中纸盒"),
        "lower": QCoreApplication.translate("trays", "下纸盒"),
        "rear": QCoreApplication.translate("trays", "后部进纸"),
        "cassette": QCoreApplication.translate("trays", "纸盒"),
        "tractor": QCoreApplication.translate("trays", "链式进纸（连续纸）"),
        "envelope": QCoreApplication.translate("trays", "信封"),
    }
    if plain in titles:
        return titles[plain]
    if plain in ("manual", "manualfeed", "manualtray", "bypass", "multipurpose", "multipurposetray"):
        return QCoreApplication.translate("trays", "手送")
    numbered = re.fullmatch(r"(?:tray|cassette|drawer|slot|bin)([0-9]{1,2})", plain)
    return QCoreApplication.translate("trays", "纸盒 {n}").format(n=numbered[1]) if numbered else word


def _bin_title(number: int) -> str:
    known = {one.value: one.name for one in QPrinter.PaperSource}
    words = {"OnlyOne": "cassette", "LargeCapacity": "tray9", "EnvelopeManual": "envelope",
             "FormSource": "cassette"}  # fmt: skip
    name = known.get(number, "")
    title = _slot_title(words.get(name, name)) if name else ""
    if not title or title == name:
        return QCoreApplication.translate("trays", "纸盒 {n}").format(n=number)
    return title
