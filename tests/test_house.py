"""The rules of the house: short files, telling names, one door to the database, no machine inside."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("clinic_app", "ui", "installer")
MOST_LINES = 400
LONGER = {"clinic_app/domain/catalogue.py": "one table of all kinds and fields, which is read as one"}
"""Files that may be longer, with the reason."""

VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler", "handlers", "managers"}

SOURCES = sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py"))


def tracked() -> list[Path]:
    """Return every file of the project: tracked ones, or all but the built ones outside a checkout."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    built = {".venv", "build", "dist", "demo-output", "__pycache__", ".git"}
    return [
        path for path in ROOT.rglob("*") if path.is_file() and not built & set(path.relative_to(ROOT).parts)
    ]


def words_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees() -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES]


def imported(tree: ast.Module) -> set[str]:
    """Return the full names of all modules a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def test_no_file_is_longer_than_a_reader_has_patience_for():
    long = {words_of(path): lines for path in SOURCES if (lines := _lines(path)) > MOST_LINES}
    assert {path: lines for path, lines in long.items() if path not in LONGER} == {}
    assert LONGER.keys() <= long.keys(), "a file that is short again needs no reason"


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_names_say_what_is_inside():
    vague = [words_of(path) for path in SOURCES if VAGUE & set(re.split(r"[_/.]", words_of(path)))]
    vague += [
        f"{words_of(path)}: {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and VAGUE & {word.lower() for word in _words_in(node.name)}
    ]
    assert vague == []


def _words_in(name: str) -> list[str]:
    return re.findall("[A-Z][a-z]+", name)


def test_every_module_says_what_lives_in_it():
    silent = [words_of(path) for path, tree in trees() if not (ast.get_docstring(tree) or "").strip()]
    assert silent == []


def test_one_file_knows_the_database_driver():
    driver = {"sqlite3", "sqlcipher3"}
    doors = {
        words_of(path) for path, tree in trees() if driver & {name.split(".")[0] for name in imported(tree)}
    }
    assert doors == {"clinic_app/store/cipher_file.py"}


def test_qt_is_imported_by_its_small_parts_only():
    shipped = {"QtCore", "QtGui", "QtNetwork", "QtPdf", "QtPrintSupport", "QtSvg", "QtTest", "QtWidgets"}
    used = {
        name.split(".")[1] for _, tree in trees() for name in imported(tree) if name.startswith("PySide6.Qt")
    }
    assert used <= shipped


def test_work_left_undone_is_not_left_in_the_code():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path.name != Path(__file__).name]
    left = [words_of(path) for path in [*SOURCES, *tests] if marks.search(path.read_text(encoding="utf-8"))]
    skipped = [
        words_of(path) for path in tests if re.search(r"pytest\.skip\(", path.read_text(encoding="utf-8"))
    ]
    assert left + skipped == []


FOREIGN = {
    "a home folder": re.compile(
        r"/home/(?!doctor\b)[a-z]+/|/root/|/Users/[A-Za-z]+/|C:\\\\Users\\\\[A-Za-z]"
    ),
    "a package registry": re.compile(
        r"https?://[^\s\"')]*(pypi|pythonhosted|npmjs|/simple\b)|--(extra-)?index-url [^\\\s]"
    ),
    "a private key": re.compile(r"-----BEGIN (EC |RSA )?PRIVATE KEY-----\n[A-Za-z0-9+/]{20}"),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_of_a_machine_or_its_secrets_is_tracked(what):
    found = []
    for path in tracked():
        if path == Path(__file__) or path.suffix in {".ttf", ".qm", ".png", ".pdf", ".xlsx", ".db"}:
            continue
        if FOREIGN[what].search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(words_of(path))
    assert found == []


def test_licences_lie_beside_what_they_cover():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    named = set(re.findall(r"resources/[\w/.-]+", notice))
    assert all((ROOT / name).exists() for name in named if not name.endswith("/"))
    for font in (ROOT / "resources" / "fonts").glob("*.ttf"):
        assert font.name in notice
    assert (ROOT / "resources" / "icons" / "LICENSE").is_file()
    assert "resources/icons/LICENSE" in named


def test_pins_have_hashes_and_cover_what_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    clinic, everything = _pins("constraints-clinic.txt"), _pins("constraints.txt")
    assert clinic.items() <= everything.items()
    asked = project["project"]["dependencies"]
    assert {_plain(line) for line in asked} <= clinic.keys()
    asked = [
        *asked,
        *project["project"]["optional-dependencies"]["hub"],
        *project["dependency-groups"]["dev"],
    ]
    assert {_plain(line) for line in asked} <= everything.keys()
    assert "setuptools" in everything
    assert not {"starlette", "uvicorn", "sqlalchemy", "pytest"} & clinic.keys()


def _pins(file: str) -> dict[str, str]:
    """Return the pinned versions of a file, each with at least one hash."""
    text = (ROOT / file).read_text(encoding="utf-8")
    blocks = re.findall(
        r"^([a-z0-9-]+)==(\S+).*?\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    assert len(blocks) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    return {name: version for name, version, _hashes in blocks}


def _plain(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9_.-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_imports_point_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
