"""The processes of the demonstration, each watched: none is waited for without end, none is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any

from ui.demo.story_time import CONDUCTED

STEP_SECONDS = 150
START_SECONDS = 60


class ProcessTrouble(Exception):
    """A process did not answer, or answered that it failed; the text says what was asked."""


class Watched:
    """A process that writes JSON lines; what it says besides goes to a log file.

    Attributes:
        name: for people.
    """

    def __init__(self, name: str, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = log
        self._log = log.open("wb")
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **environment},
            text=True,
            encoding="utf-8",
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise ProcessTrouble(f"{name}没有接上管道")
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._lines: Queue[str | None] = Queue()
        self._reader = threading.Thread(target=self._read, name=name, daemon=True)
        self._reader.start()

    def __enter__(self) -> Watched:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def _read(self) -> None:
        for line in self._stdout:
            self._lines.put(line)
        self._lines.put(None)

    def say(self, message: Mapping[str, Any]) -> None:
        """Send one line. Raises ProcessTrouble."""
        try:
            self._stdin.write(json.dumps(message, ensure_ascii=False) + "\n")
            self._stdin.flush()
        except OSError as error:
            raise ProcessTrouble(f"{self.name}已经结束，见 {self.log}") from error

    def hear(self, what: str, seconds: float) -> dict[str, Any]:
        """Return the next line. Raises ProcessTrouble when none comes in time."""
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            raise ProcessTrouble(f"{self.name}：等了 {seconds:.0f} 秒还没有{what}，见 {self.log}") from None
        if line is None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
            code = self._process.returncode
            raise ProcessTrouble(f"{self.name}在“{what}”时结束了（退出码 {code}），见 {self.log}")
        return json.loads(line)

    def ask(self, step: str, seconds: float = STEP_SECONDS, **values: Any) -> dict[str, Any]:
        """Have a desk do a step and return its answer. Raises ProcessTrouble when it failed."""
        self.say({"do": step, "with": values})
        answer = self.hear(step, seconds)
        if not answer.get("ok"):
            raise ProcessTrouble(f"{self.name}：{answer.get('error', '')}")
        return answer

    def stop_politely(self) -> None:
        """Tell a service to stop, as the system does."""
        self._process.terminate()
        self.end()

    def end(self) -> int | None:
        """Let it end in order, or make it; return its exit code."""
        with suppress(OSError):
            self._stdin.close()
        for stop in (lambda: None, self._process.terminate, self._process.kill):
            stop()
            try:
                self._process.wait(15)
                break
            except subprocess.TimeoutExpired:
                continue
        self._reader.join(10)
        if not self._reader.is_alive():
            self._stdout.close()
        self._log.close()
        return self._process.returncode


class Hub:
    """The county's hub: the command ``clinic-hub``, and its service as a process.

    Attributes:
        folder: its data.
    """

    def __init__(self, folder: Path, time_file: Path, log: Path) -> None:
        self.folder = folder
        self._time = time_file
        self._log = log
        self._service: Watched | None = None

    def _command(self, *words: str) -> list[str]:
        inside = ["-m", "ui.demo.story_time", str(self._time), "clinic_app.hub.cli"]
        return [*inside, *words, "--folder", str(self.folder), "--json"]

    def run(self, *words: str, ok: bool = True) -> Any:
        """Run a command to its end and return what it said. Raises ProcessTrouble."""
        try:
            done = subprocess.run(  # noqa: S603  # our own program
                [sys.executable, *self._command(*words)],
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ProcessTrouble(f"clinic-hub {words[0]} 超过 60 秒没有做完") from error
        if ok and done.returncode != 0:
            raise ProcessTrouble(f"clinic-hub {' '.join(words)}：{done.stderr.strip()[-500:]}")
        return json.loads(done.stdout)

    def serve(self) -> int:
        """Start the service on a free port of this machine and return the port."""
        self._service = Watched(
            "县平台",
            self._command("serve", "--host", "127.0.0.1", "--port", "0"),
            self._log,
            {CONDUCTED: "1"},
        )
        return int(self._service.hear("县平台启动", START_SECONDS)["port"])

    def stop(self) -> None:
        """Stop the service."""
        if self._service is not None:
            self._service.stop_politely()
            self._service = None
