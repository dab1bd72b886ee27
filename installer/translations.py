"""Collects the texts of screen and core, keeps the English catalogue complete, and compiles it.

    python -m installer.translations update          bring clinic_en.ts in line with the source
    python -m installer.translations todo            print what has no English yet, as JSON
    python -m installer.translations fill FILE.json  take English from such a JSON, then update
    python -m installer.translations check           fail when anything is missing, left over or unsafe
    python -m installer.translations build           compile clinic_en.qm with Qt's own lrelease

The source language is Simplified Chinese. Collected are, in ``ui``: ``self.tr("…")`` (context: the
class), ``translate("context", "…")`` and ``QT_TRANSLATE_NOOP("context", "…")``; everywhere:
``say("…")``, the labels of the field catalogue, the words of the follow-up forms and the
titles of the code tables (context ``core``), and the names in those tables (``codes.gender`` and so on).
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import string
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "i18n" / "clinic_en.ts"
CORE = "core"
HUB = "hub"
TOLD_BY_THE_HUB = frozenset(
    {"auth.py", "blob_access.py", "blobs.py", "database.py", "desk_moves.py", "enrolment.py", "routes.py"}
)
"""Files of the hub whose sentences travel to the clinics; the rest is for its administrator on a console."""
OFFICIAL_TABLES = frozenset({"diagnosis", "departments", "ethnic"})

Key = tuple[str, str]
"""Context and Chinese text."""


@attrs.frozen
class Finding:
    """One thing that is wrong: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Collector(ast.NodeVisitor):
    """Collects the texts of one source file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: set[Key] = set()
        self.findings: list[Finding] = []
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Remember the class: its name is the context of ``self.tr``."""
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Look at one call."""
        self._look(node)
        self.generic_visit(node)

    def _look(self, node: ast.Call) -> None:
        called = node.func
        if isinstance(called, ast.Attribute):
            name = called.attr
            if name == "tr" and self._classes:
                self._take(node, self._classes[-1], 0)
                return
            if name == "tr":
                self._complain(node, "tr stands outside a class; use translate with a context")
                return
            # A method that happens to be called say is not the word of domain/wording.py.
            if name == "say":
                return
        elif isinstance(called, ast.Name):
            name = called.id
        else:
            return
        if name == "say":
            self._take(node, CORE, 0)
        elif name == "QT_TRANSLATE_NOOP":
            self._take(node, self._literal(node, 0) or "", 1)
        elif name == "translate":
            context, text = self._literal(node, 0), self._literal(node, 1)
            # A text that is no literal was marked by QT_TRANSLATE_NOOP where it stands.
            if context is not None and text is not None:
                self.found.add((context, text))

    def visit_Assign(self, node: ast.Assign) -> None:
        """Find out a ``tr`` that goes by another name, whose texts nobody would collect."""
        if isinstance(node.value, ast.Attribute) and node.value.attr == "tr":
            self._complain(node, "tr under another name is not collected; use translate with a context")
        self.generic_visit(node)

    def _complain(self, node: ast.expr | ast.stmt, what: str) -> None:
        self.findings.append(Finding(f"{self.name}:{node.lineno}", what))

    def _take(self, node: ast.Call, context: str, position: int) -> None:
        text = self._literal(node, position)
        if text is None:
            self._complain(node, "the text must be a plain literal")
        elif text:
            self.found.add((context, text))

    @staticmethod
    def _literal(node: ast.Call, position: int) -> str | None:
        if position >= len(node.args):
            return None
        argument = node.args[position]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return argument.value
        return None


def collect(root: Path = ROOT) -> tuple[set[Key], list[Finding]]:
    """Return all texts of the program and what is wrong in the source itself.

    What the hub tells only its administrator, on a console, stays Chinese.
    """
    found: set[Key] = set()
    findings: list[Finding] = []
    for path in _sources(root):
        collector = Collector(path.relative_to(root).as_posix())
        collector.visit(ast.parse(path.read_text(encoding="utf-8")))
        found |= collector.found
        findings += collector.findings
    found |= {(CORE, word) for word in _labels() | _form_words()} | _table_words()
    return found, findings


def _sources(root: Path) -> Iterator[Path]:
    for package in ("ui", "clinic_app"):
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).parts
            is_the_word_itself = parts[-2:] == ("domain", "wording.py")
            of_console = parts[:2] == ("clinic_app", HUB) and path.name not in TOLD_BY_THE_HUB
            if not of_console and not is_the_word_itself:
                yield path


def _labels() -> set[str]:
    """Return the Chinese labels of the field catalogue."""
    from clinic_app.domain import catalogue

    labels: set[str] = set()
    for kind in catalogue.KINDS:
        labels.add(kind.label)
        labels |= {field.label for field in kind.fields}
        if kind.element_of is not None:
            labels.add(kind.element_of.label)
    return {label for label in labels if label}


def _form_words() -> set[str]:
    """Return everything a follow-up form shows on the screen. Units stand as they are."""
    from clinic_app.services.form_library import all_forms

    words: set[str] = set()
    for form in all_forms():
        words |= {form.title, form.short_title, *(section.title for section in form.sections)}
        for field in form.fields():
            for one in (field, *field.columns):
                words |= {one.label, one.hint, *(choice.name for choice in one.choices)}
    return {word for word in words if holds_chinese(word)}


def _table_words() -> set[Key]:
    """Return the titles of the code tables, and the names in those that are part of the program.

    Each table is a context of its own: 女 is a sex in one and a daughter in another. Diagnoses, departments
    and ethnic groups are official names, and a county may put its own in their place.
    """
    from clinic_app.services.code_tables import CodeTables

    tables = CodeTables()
    words: set[Key] = set()
    for name in tables.names():
        table = tables.get(name)
        words.add((CORE, table.title))
        if name not in OFFICIAL_TABLES:
            words |= {(f"codes.{name}", code.name) for code in table}
    return words


def holds_chinese(text: str) -> bool:
    """Tell whether a text holds a Chinese character."""
    return any("\u3400" <= sign <= "\u9fff" for sign in text)


def read_catalogue(path: Path = CATALOGUE) -> dict[Key, str]:
    """Return the English of every text, empty where it is unfinished."""
    if not path.exists():
        return {}
    table: dict[Key, str] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") != "unfinished"
            english = (translation.text or "") if translation is not None and done else ""
            table[name, message.findtext("source") or ""] = english
    return table


def write_catalogue(table: dict[Key, str], path: Path = CATALOGUE) -> None:
    """Write the catalogue as a Qt .ts file, sorted and without line numbers, so that changes read well."""
    root = ElementTree.Element("TS", version="2.1", language="en", sourcelanguage="zh_CN")
    for context in sorted({name for name, _text in table}):
        node = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(node, "name").text = context
        for text in sorted(text for name, text in table if name == context):
            message = ElementTree.SubElement(node, "message")
            ElementTree.SubElement(message, "source").text = text
            translation = ElementTree.SubElement(message, "translation")
            translation.text = table[context, text]
            if not translation.text:
                translation.set("type", "unfinished")
    ElementTree.indent(root, " ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def places(text: str) -> set[str]:
    """Return the ``{names}`` of a template. Raises ValueError for one that cannot be formatted."""
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def unsafe(source: str, english: str) -> str:
    """Return why a translation would fail or lose a value, empty when it is sound."""
    try:
        wanted, given = places(source), places(english)
    except ValueError as error:
        return f"cannot be formatted ({error})"
    if wanted != given:
        return f"places differ: {sorted(wanted)} and {sorted(given)}"
    return ""


_QUOTED = re.compile(r'"[^"]*"|[\u3400-\u9fff]+ \([a-z ]+\)')
"""What may stay Chinese in an English text: words in quotes, and words explained behind them."""
_FOREIGN = re.compile("[\u3000-\u9fff\uff00-\uffef“”]+")


def stray(english: str) -> str:
    """Return the first Chinese words or signs in an English text that have no business there."""
    found = _FOREIGN.search(_QUOTED.sub("", english))
    return found.group() if found else ""


def check(found: set[Key], table: dict[Key, str]) -> list[Finding]:
    """Return everything that keeps the English catalogue from being complete and safe."""
    findings = [Finding(context, f"missing: {text}") for context, text in sorted(found - table.keys())]
    findings += [Finding(context, f"left over: {text}") for context, text in sorted(table.keys() - found)]
    for (context, text), english in sorted(table.items()):
        if not english:
            findings.append(Finding(context, f"unfinished: {text}"))
        elif why := unsafe(text, english):
            findings.append(Finding(context, f"{why}: {text}"))
        elif foreign := stray(english):
            findings.append(Finding(context, f"not English ({foreign}): {text}"))
    return findings


def update() -> int:
    """Bring the catalogue in line with the source; English that is still wanted is kept."""
    found, findings = collect()
    table = read_catalogue()
    by_text = {text: english for (_context, text), english in table.items() if english}
    # A text that moved to another class keeps its English.
    write_catalogue({key: table.get(key) or by_text.get(key[1], "") for key in found})
    _tell(findings)
    return 1 if findings else 0


def todo() -> int:
    """Print ``{context: {Chinese: ""}}`` of what has no English."""
    found, _findings = collect()
    table = read_catalogue()
    wanted: dict[str, dict[str, str]] = {}
    for context, text in sorted(found):
        if not table.get((context, text)):
            wanted.setdefault(context, {})[text] = ""
    print(json.dumps(wanted, ensure_ascii=False, indent=1))
    return 0


def fill(path: Path) -> int:
    """Take English from a JSON ``{context: {Chinese: English}}``; what is unsafe is refused."""
    table = read_catalogue()
    findings: list[Finding] = []
    for context, texts in json.loads(path.read_text(encoding="utf-8")).items():
        for text, english in texts.items():
            why = unsafe(text, english) if english else ""
            if why:
                findings.append(Finding(context, f"{why}: {text}"))
            elif english:
                table[context, text] = english
    write_catalogue(table)
    _tell(findings)
    return update() or (1 if findings else 0)


def build(path: Path = CATALOGUE) -> int:
    """Compile the catalogue with lrelease, which comes with PySide6."""
    target = path.with_suffix(".qm")
    command = [_lrelease(), "-silent", str(path), "-qm", str(target)]
    return subprocess.run(command, check=False).returncode


def _lrelease() -> str:
    import PySide6

    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    folder = Path(PySide6.__file__).parent
    for place in (folder / name, folder / "Qt" / "libexec" / name):
        if place.exists():
            return str(place)
    raise SystemExit("lrelease is not part of this PySide6; the program then reads the .ts itself")


def _tell(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(finding, file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser("translations", description="English catalogue of the screen")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("update", "todo", "check", "build"):
        commands.add_parser(name)
    commands.add_parser("fill").add_argument("file", type=Path)
    options = parser.parse_args(argv)
    if options.command == "fill":
        return fill(options.file)
    if options.command == "check":
        found, findings = collect()
        findings += check(found, read_catalogue())
        _tell(findings)
        return 1 if findings else 0
    return {"update": update, "todo": todo, "build": build}[options.command]()


if __name__ == "__main__":
    raise SystemExit(main())
