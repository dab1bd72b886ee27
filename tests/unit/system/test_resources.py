"""Packaged files."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from clinic_app.domain.errors import FileError
from clinic_app.system.resources import resource_bytes, resource_names, resource_path, resource_text


def test_packaged_files_are_found():
    assert resource_path("fonts", "HanaMinB.ttf").is_file()
    assert resource_bytes("fonts", "HanaMinB.ttf")[:4] == b"\x00\x01\x00\x00"
    assert "Noto Sans SC" in resource_text("fonts", "README.md")
    assert "2026.json" in resource_names("holidays")


def test_a_missing_one_says_that_the_installation_is_broken():
    with pytest.raises(FileError, match=r"fonts/none\.ttf.*重新安装"):
        resource_path("fonts", "none.ttf")


def test_they_are_found_from_any_working_folder(tmp_path):
    code = "from clinic_app.system.resources import resource_path; print(resource_path('fonts').is_dir())"
    root = str(resource_path("fonts").parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "True\n", done.stderr
