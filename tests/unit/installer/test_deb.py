"""What goes into the Debian package, without building it."""

from __future__ import annotations

import re
from pathlib import Path

from installer import deb
from installer.qt_parts import PLUGINS, used_bindings

ROOT = Path(deb.__file__).resolve().parent.parent


def test_the_system_libraries_are_debian_package_names():
    listed = " ".join(deb.SYSTEM_LIBRARIES.split()).split(", ")
    assert len(listed) > 20
    name = r"[a-z0-9][a-z0-9+.-]+[a-z0-9]( \(>= [0-9.]+\))?"
    assert [entry for entry in listed if not re.fullmatch(rf"{name}( \| {name})*", entry)] == []


def test_set_up_and_package_ask_for_the_same_libraries():
    packages = re.search(r'packages="([^"]+)"', (ROOT / "installer" / "setup.sh").read_text(encoding="utf-8"))
    assert packages is not None
    asked = {entry.split(" ")[0] for entry in " ".join(deb.SYSTEM_LIBRARIES.split()).split(", ")}
    assert set(packages.group(1).split()) <= asked


def test_folders_left_out_exist_and_nothing_shipped_needs_them():
    for folder in deb.WITHOUT:
        assert (ROOT / folder / "__init__.py").is_file()


def test_launchers_call_what_exists():
    for module in deb.LAUNCHERS.values():
        place = ROOT / module.replace(".", "/")
        source = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
        assert "def main(" in source.read_text(encoding="utf-8")
        compile(deb.LAUNCHER.format(python="python3.11", home=deb.HOME, module=module), "launcher", "exec")


def test_the_bindings_of_the_program_are_found(tmp_path):
    (tmp_path / "a.py").write_text(
        "from PySide6.QtGui import QIcon\n    from PySide6.QtPdf import QPdfDocument\n"
    )
    assert used_bindings(tmp_path) == {"QtGui", "QtPdf"}
    assert {"QtCore", "QtWidgets", "QtSvg"} <= used_bindings(ROOT / "ui")
    assert "offscreen" in PLUGINS["platforms"]


def test_the_pins_of_the_clinic_lose_pip_alone():
    pinned = (ROOT / "constraints-clinic.txt").read_text(encoding="utf-8")
    kept = deb.without_pip(pinned)
    names = re.findall(r"^([a-z0-9-]+)==", pinned, re.MULTILINE)
    assert re.findall(r"^([a-z0-9-]+)==", kept, re.MULTILINE) == [name for name in names if name != "pip"]
    assert kept.count("--hash") < pinned.count("--hash")
