from __future__ import annotations

import subprocess
import sys

from ui import singletons

CALLS = """
{hold}
from PySide6.QtCore import QObject
o = QObject()
for _ in range(300_000):
    o.setObjectName("x")
print("alive")
"""


def _run(hold: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CALLS.format(hold=hold)], capture_output=True, text=True, check=False
    )


def test_many_calls_into_qt_do_not_kill_the_interpreter() -> None:
    assert _run("import ui").stdout.strip() == "alive"


def test_the_singletons_have_references_to_spare() -> None:
    immortal = sys.version_info >= (3, 12)
    assert immortal or all(sys.getrefcount(one) > 1 << 38 for one in (None, True, False, NotImplemented))
    assert singletons.hold() is not immortal
