"""One desk as a process of its own: the real window over its own encrypted data, told what to do.

Commands come on standard input and answers leave on standard output, one JSON object a line:
``{"do": "import_list", "with": {...}}`` and ``{"ok": true, ...}`` or ``{"ok": false, "error": "…"}``.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TextIO

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from clinic_app.services.setup import open_with_recovery_code
from clinic_app.system.logging import configure_logging
from clinic_app.system.paths import find_paths
from ui import app as ui_app
from ui.demo import clinic_steps, county_steps, desk_steps
from ui.demo.desk_at_work import DeskAtWork
from ui.demo.story_time import live_in
from ui.garbage import MainThreadGarbage

SIZE = (1366, 768)

Step = Callable[..., Mapping[str, Any]]


class Listener(QObject):
    """Takes commands from the pipe into the window's thread."""

    _came = Signal()

    def __init__(self, source: TextIO, answers: TextIO, steps: Mapping[str, Step], desk: DeskAtWork) -> None:
        super().__init__()
        self._source, self._answers, self._steps, self._desk = source, answers, steps, desk
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        for line in self._source:
            self._lines.put(line)
            self._came.emit()
        self._lines.put(None)
        self._came.emit()

    @Slot()
    def _take(self) -> None:
        line = self._lines.get()
        if line is None:  # the conductor is gone
            self._desk.program.window.close()
            return
        command = json.loads(line)
        try:
            answer = {"ok": True, **self._steps[command["do"]](self._desk, **command.get("with", {}))}
        except Exception as error:
            traceback.print_exc()
            answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
            self._picture_of_trouble(command["do"])
        self._answers.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
        self._answers.flush()
        if command["do"] == "leave":
            QTimer.singleShot(0, self._desk.program.window.close)

    def _picture_of_trouble(self, step: str) -> None:
        try:
            self._desk.program.window.grab().save(
                str(self._desk.folder / f"trouble-{self._desk.role}-{step}.png")
            )
        except Exception:
            traceback.print_exc()


def answer_file_boxes(folder: Path) -> None:
    """Let the file boxes of the operating system be answered: papers go to the output folder."""
    where: dict[str, str] = {}

    def save(_parent: object, _title: str, name: str = "", *_rest: object) -> tuple[str, str]:
        return str(folder / Path(name).name), ""

    def open_one(*_: object) -> tuple[str, str]:
        return where.get("open", ""), ""

    QFileDialog.getSaveFileName = staticmethod(save)  # type: ignore[assignment,method-assign]
    QFileDialog.getOpenFileName = staticmethod(open_one)  # type: ignore[assignment,method-assign]
    desk_steps.FILE_TO_OPEN = where


def print_on_no_printer() -> None:
    """Keep the demonstration's papers away from the printers of this machine."""
    from ui.dialogs import print_slip

    print_slip.choose_printer = lambda _remembered="": ""  # type: ignore[assignment]
    print_slip.printer_names = list  # type: ignore[assignment]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a desk until its conductor lets it leave; 0 when the window was closed in order."""
    parser = argparse.ArgumentParser("python -m ui.demo.desk")
    parser.add_argument("--role", choices=("clinic", "county"), required=True)
    parser.add_argument("--basedir", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--time", type=Path, help="文件：故事里的时间")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--recovery-code", default="", help="打开演示留下的数据，交给人看")
    options = parser.parse_args(argv)
    faulthandler.enable()
    if options.time is not None:
        live_in(options.time)
    paths = find_paths(options.basedir).ensure()
    configure_logging(paths.log_file)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdout = sys.stderr  # nothing but answers on the pipe
    application = ui_app.make_application([sys.argv[0]], "zh")
    garbage = MainThreadGarbage(application)
    application.aboutToQuit.connect(garbage.stop)
    program = ui_app.Program(application, paths, version="demo", basedir=options.basedir)
    if options.recovery_code:
        program.window.show()
        program.opened(open_with_recovery_code(options.basedir, options.recovery_code))
        return application.exec()
    desk = DeskAtWork(program, options.output, options.role, options.ledger)
    program.context.messages.report = lambda error: traceback.print_exception(error)
    answer_file_boxes(options.output)
    print_on_no_printer()
    program.window.resize(*SIZE)
    program.start()
    steps = desk_steps.STEPS | (clinic_steps.STEPS if options.role == "clinic" else county_steps.STEPS)
    listener = Listener(sys.stdin, answers, steps, desk)
    listener.setObjectName("listener")
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
