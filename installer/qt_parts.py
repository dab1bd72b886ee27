"""Which parts of PySide6 the clinic program needs, and the removal of all others from a payload."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

PLUGINS = {
    "platforms": ("offscreen", "xcb", "wayland"),
    # ibus carries Chinese input: fcitx speaks its protocol too.
    "platforminputcontexts": ("ibus", "compose"),
    "imageformats": ("qsvg", "qjpeg", "qico"),
    "iconengines": ("svg",),
    "printsupport": ("cups",),
    "platformthemes": ("xdgdesktopportal",),
    "xcbglintegrations": ("glx", "egl"),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient",),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
}
"""Plugin folders, and words one of which a kept file's name holds."""

TRANSLATIONS = ("qtbase_zh_CN.qm", "qt_zh_CN.qm", "qtbase_en.qm", "qt_en.qm")
"""Qt's own words in its dialogs."""

_IMPORT = re.compile(r"^\s*(?:from|import)\s+PySide6\.(Qt\w+)", re.MULTILINE)


def used_bindings(source: Path) -> set[str]:
    """Return the PySide6 modules that the Python files under a folder import, QtDBus for printing added."""
    found: set[str] = set()
    for path in source.rglob("*.py"):
        found.update(_IMPORT.findall(path.read_text(encoding="utf-8")))
    return found


def trim(pyside: Path, bindings: set[str]) -> None:
    """Remove from an installed PySide6 folder everything the given bindings do not need.

    The libraries to keep are not listed anywhere: they are what the kept bindings and plugins are
    linked against, so a new Qt version cannot make a list wrong.
    """
    for entry in pyside.iterdir():
        if entry.name in {"Qt", "__init__.py", "_config.py", "_git_pyside_version.py", "support"}:
            continue
        if entry.name.startswith("libpyside6.") or entry.name.removesuffix(".abi3.so") in bindings:
            continue
        _remove(entry)
    qt = pyside / "Qt"
    for entry in qt.iterdir():
        if entry.name not in {"lib", "plugins", "translations"}:
            _remove(entry)
    _trim_plugins(qt / "plugins")
    for entry in (qt / "translations").iterdir():
        if entry.name not in TRANSLATIONS:
            _remove(entry)
    kept = [*pyside.glob("*.so*"), *(qt / "plugins").rglob("*.so")]
    needed = {path.name for path in _linked_libraries(kept, qt / "lib")}
    for entry in (qt / "lib").iterdir():
        if entry.name not in needed:
            _remove(entry)


def _trim_plugins(plugins: Path) -> None:
    for folder in plugins.iterdir():
        words = PLUGINS.get(folder.name)
        if words is None:
            _remove(folder)
            continue
        for entry in folder.iterdir():
            if not any(word in entry.name for word in words):
                _remove(entry)


def _linked_libraries(files: list[Path], libraries: Path) -> set[Path]:
    """Return the files of a folder that the given files need, directly or through each other."""
    found: set[Path] = set()
    open_ends = list(files)
    while open_ends:
        path = open_ends.pop()
        listed = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
        for name in re.findall(r"NEEDED\s+(\S+)", listed):
            library = libraries / name
            if library.exists() and library not in found:
                found.add(library)
                open_ends.append(library)
    return found


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
