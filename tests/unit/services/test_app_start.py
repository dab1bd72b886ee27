"""What the window waits for: heavy libraries are loaded when they are wanted, or aside when all is shown."""

from __future__ import annotations

import subprocess
import sys

from clinic_app.services.app import App

NOT_AT_START = ("httpx", "xlsxwriter", "openpyxl", "pypdfium2", "zxingcpp")


def test_the_start_leaves_heavy_libraries_for_later() -> None:
    script = f"import sys, clinic_app.services.app; print([m for m in {NOT_AT_START} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_warming_up_loads_what_was_left_out_and_can_be_repeated(app: App) -> None:
    assert "printing" not in app.__dict__
    for _ in range(2):
        app.warm_up()
    assert {"printing", "scanned_slips", "attachments", "statistics", "patient_imports"} <= set(app.__dict__)
