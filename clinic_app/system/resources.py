"""Opening the files of the ``resources`` package, from a checkout, an installed wheel or the .deb."""

from __future__ import annotations

from importlib import resources as importlib_resources
from pathlib import Path

from clinic_app.domain.errors import FileError
from clinic_app.domain.wording import say

PACKAGE = "resources"


def resource_path(*parts: str) -> Path:
    """Return the place on disk of a packaged file or folder, such as ``("fonts", "HanaMinB.ttf")``.

    The program is never run from inside a zip, so every resource has a place on disk: Qt and
    reportlab want file names.

    Raises:
        FileError: it is not there, which means a broken installation.
    """
    path = Path(str(importlib_resources.files(PACKAGE).joinpath(*parts)))
    if not path.exists():
        raise FileError(
            say(
                "程序自带的文件 {name} 不见了，安装不完整。您的数据没有影响，请重新安装程序。",
                name="/".join(parts),
            )
        )
    return path


def resource_bytes(*parts: str) -> bytes:
    """Return the content of a packaged file. Raises FileError."""
    return resource_path(*parts).read_bytes()


def resource_text(*parts: str) -> str:
    """Return the text of a packaged UTF-8 file. Raises FileError."""
    return resource_path(*parts).read_text(encoding="utf-8")


def resource_names(*parts: str) -> list[str]:
    """Return the sorted file names in a packaged folder. Raises FileError when there is no such folder."""
    return sorted(entry.name for entry in resource_path(*parts).iterdir() if entry.is_file())
