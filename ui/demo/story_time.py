"""The calendar of the demonstration: weeks pass in minutes, for every process at the same moment.

The story begins some weeks ago and ends today, so that what it leaves behind is dated rightly when a
person opens it. All processes read how far they are behind from one small file. Run as a program it
starts another program inside the story: ``python -m ui.demo.story_time FILE MODULE ARGUMENTS...``.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from clinic_app.domain.clock import SHANGHAI, SystemClock
from clinic_app.system.files import write_atomically

CONDUCTED = "STORY_CONDUCTED"
"""Environment variable of a process that must not outlive whoever holds its standard input."""


class StoryTime:
    """How far the story is behind the true time, kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._behind = timedelta(0)

    def now(self) -> datetime:
        """Return the present moment of the story, aware, in UTC."""
        with suppress(OSError, ValueError):  # being replaced this very moment: as a moment ago
            self._behind = timedelta(seconds=float(self._path.read_text(encoding="ascii")))
        return datetime.now(UTC) - self._behind

    def move_to(self, day: date, at: time) -> None:
        """Let the story go on at a time of a day in China, never later than now."""
        wanted = datetime.combine(day, at, SHANGHAI)
        behind = max((datetime.now(UTC) - wanted).total_seconds(), 0.0)
        write_atomically(self._path, f"{behind:.3f}".encode("ascii"))

    def catch_up(self) -> None:
        """Let the story go on in the true present."""
        write_atomically(self._path, b"0")


def live_in(path: Path) -> None:
    """Let the clock of this process show the story's time from now on."""
    story = StoryTime(path)
    SystemClock.now = lambda self: story.now()  # type: ignore[method-assign]


def _end_with_conductor() -> None:
    """Wait until standard input is closed, then end this process as the system would."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Run a module as a program in the story's time."""
    path, module, *rest = sys.argv[1:]
    live_in(Path(path))
    sys.argv = [module, *rest]
    if os.environ.get(CONDUCTED):
        threading.Thread(target=_end_with_conductor, name="conductor", daemon=True).start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
