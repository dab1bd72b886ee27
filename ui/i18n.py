"""The language of the screen: Simplified Chinese in the source, English from resources/i18n."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, Sentence
from clinic_app.system.resources import resource_path

LANGUAGES = ("zh", "en")
CORE = "core"
"""Context of the sentences that come from clinic_app."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for translation where it cannot be translated yet."""
    return text


def text(message: Message | str) -> str:
    """Return a core sentence in the language of the screen; values that are sentences too are translated."""
    if isinstance(message, Sentence):
        message = message.message
    if isinstance(message, str):
        return message
    if message.codes:
        return QCoreApplication.translate(f"codes.{message.codes}", message.template)
    template = QCoreApplication.translate(CORE, message.template)
    return template.format(**{name: _value(value) for name, value in message.params.items()})


def problems(found: Iterable[Problem], gap: str = "\n") -> str:
    """Return the sentences of what is wrong, one after the other."""
    return gap.join(text(problem.message) for problem in found)


def core(words: str) -> str:
    """Return the translation of fixed words of the core that are no Message: labels of the catalogue."""
    if isinstance(words, Sentence):
        return text(words)
    return QCoreApplication.translate(CORE, words) if words else ""


def code(table: str, name: str) -> str:
    """Return the translation of a name of a code table, such as ``urgency``; other names as they are."""
    if isinstance(name, Sentence):
        return text(name)
    return QCoreApplication.translate(f"codes.{table}", name) if name else ""


def gender_age(row: Any, gap: str = " ") -> str:
    """Return sex and age of a row that has ``gender_text`` and ``age``, parted by a gap."""
    return f"{code('gender', row.gender_text)}{gap}{age(row.age)}".strip()


def age(words: str) -> str:
    """Return an age that papers print as 68岁, 5月 or 12天 in the language of the screen."""
    units = {
        "岁": QCoreApplication.translate("age", "{n}岁"),
        "月": QCoreApplication.translate("age", "{n}月"),
        "天": QCoreApplication.translate("age", "{n}天"),
    }
    number, unit = words[:-1], words[-1:]
    return units[unit].format(n=number) if unit in units and number.isdigit() else words


def note(words: str) -> str:
    """Return the note of a list line, each of its parts translated when it is the program's own."""
    if isinstance(words, Sentence):
        return text(words)
    return " · ".join(core(part) for part in words.split(" · ")) if words else ""


def _value(value: Any) -> Any:
    return text(value) if isinstance(value, Message | Sentence) else value


class TsTranslator(QTranslator):
    """Reads a .ts file directly, for a checkout in which the .qm has not been built."""

    def __init__(self, ts: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = _read_ts(ts)

    def isEmpty(self) -> bool:
        return not self._table

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return self._table.get((context, source))


def _read_ts(ts: str) -> dict[tuple[str, str], str]:
    table: dict[tuple[str, str], str] = {}
    # The file is part of the program, not something that came from outside.
    for context in ElementTree.fromstring(ts).iter("context"):  # noqa: S314
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None and translation.text:
                table[name, message.findtext("source") or ""] = translation.text
    return table


def install(app: QCoreApplication, language: str) -> list[QTranslator]:
    """Put a language on the program and return the translators (the program keeps them alive).

    Qt's own texts (the buttons of file dialogs and the like) come from Qt's catalogue.
    Raises ValueError for a language that is not shipped.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    locale = QLocale("zh_CN") if language == "zh" else QLocale("en_US")
    QLocale.setDefault(locale)
    installed: list[QTranslator] = []
    qt_own = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language == "zh" and qt_own.load("qtbase_zh_CN", folder):
        installed.append(qt_own)
    if language == "en":
        installed.append(_clinic_translator(app))
    for translator in installed:
        app.installTranslator(translator)
    return installed


def _clinic_translator(app: QCoreApplication) -> QTranslator:
    compiled = QTranslator(app)
    folder = resource_path("i18n")
    # An older .qm beside a newer .ts is a checkout whose build was not run again.
    qm, ts = folder / "clinic_en.qm", folder / "clinic_en.ts"
    fresh = qm.is_file() and (not ts.is_file() or qm.stat().st_mtime >= ts.stat().st_mtime)
    if fresh and compiled.load(str(qm)):
        return compiled
    return TsTranslator(ts.read_text(encoding="utf-8"), app)
