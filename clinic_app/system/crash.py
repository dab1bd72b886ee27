"""What is left behind when the program dies: a report without patient data, and its export for support."""

from __future__ import annotations

import faulthandler
import platform
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

import attrs

from clinic_app.domain.clock import Clock, stamp
from clinic_app.domain.errors import ClinicError
from clinic_app.system.files import os_errors_turned, write_atomically
from clinic_app.system.logging import redact_text, redacted_traceback

KEPT_REPORTS = 20

OnCrash = Callable[[Path | None], None]
"""Called with the report's place (None when even that could not be written), on the thread that failed."""


@attrs.frozen
class CrashReport:
    """One report on disk: where it lies and its text."""

    path: Path
    text: str


class CrashRecorder:
    """Writes reports for errors nobody caught, in this process, until ``remove``.

    Args:
        folder: where reports go; must exist.
        clock: for their names.
        version: the program's version, for the report.
        log_file: its last lines go into the report; they are redacted already.
        on_crash: told after a report was written, to show a window.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        version: str,
        log_file: Path | None = None,
        on_crash: OnCrash | None = None,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._version = version
        self._log_file = log_file
        self._on_crash = on_crash
        self._native: TextIO | None = None
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> CrashRecorder:
        """Take over the interpreter's hooks and ask faulthandler to write native crashes, and return self."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        with os_errors_turned(self._folder):
            self._native = (self._folder / "native.txt").open("a", encoding="utf-8")
        faulthandler.enable(self._native)
        return self

    def remove(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def record(self, error: BaseException, *, where: str = "") -> Path | None:
        """Write a report about an error and return its place, or None when the disk would not take it."""
        now = self._clock.now()
        text = "\n".join(
            [
                f"time: {stamp(now)}",
                f"version: {self._version}",
                f"python: {platform.python_version()}",
                f"system: {redact_text(platform.platform())}",
                f"where: {redact_text(where) or 'main'}",
                "",
                redacted_traceback(error),
                "",
                "last log lines:",
                *_last_lines(self._log_file, 60),
                "",
            ]
        )
        path = self._folder / f"crash-{now:%Y%m%dT%H%M%S%f}.txt"
        try:
            write_atomically(path, text.encode("utf-8"))
        except ClinicError:
            return None
        self._thin_out()
        return path

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._report(error, "main")

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._report(args.exc_value, args.thread.name if args.thread else "thread")

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.record(args.exc_value, where="unraisable")

    def _report(self, error: BaseException, where: str) -> None:
        path = self.record(error, where=where)
        if sys.stderr is not None:  # pythonw has none
            print(redacted_traceback(error), file=sys.stderr)  # noqa: T201
        if self._on_crash is not None:
            self._on_crash(path)

    def _thin_out(self) -> None:
        for old in sorted(self._folder.glob("crash-*.txt"))[:-KEPT_REPORTS]:
            old.unlink(missing_ok=True)


def read_reports(folder: Path) -> list[CrashReport]:
    """Return the reports in a folder, newest first."""
    return [
        CrashReport(path, path.read_text(encoding="utf-8", errors="replace"))
        for path in sorted(folder.glob("crash-*.txt"), reverse=True)
    ]


def export_for_support(target: Path, logs: Path, crashes: Path) -> int:
    """Write logs and crash reports into a zip for the support desk, and return the number of files.

    Every text goes through the redactor once more on its way, so a file from an older version is
    clean too. Settings and data are not in it.

    Raises:
        FileError, DiskFull: the zip cannot be written; nothing is left at the target.
    """
    files = [path for path in sorted(logs.glob("*.log*")) + sorted(crashes.glob("*.txt")) if path.is_file()]
    with os_errors_turned(target):
        try:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in files:
                    archive.writestr(
                        path.name, redact_text(path.read_text(encoding="utf-8", errors="replace"))
                    )
        except OSError:
            target.unlink(missing_ok=True)
            raise
    return len(files)


def _last_lines(path: Path | None, count: int) -> list[str]:
    if path is None:
        return []
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [redact_text(line) for line in lines[-count:]]
