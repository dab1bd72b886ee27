"""Asking the printing system of Linux what Qt does not tell."""

from __future__ import annotations

import os
import shutil
import subprocess


def ask(program: str, *words: str) -> str:
    """Return what a program of CUPS answers; nothing where there is no CUPS or it does not answer in time.

    Runs a program of the system, so call it off the main thread.
    """
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        told = subprocess.run(  # noqa: S603  the system's own program; the words name one of its queues
            [found, *words],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout
