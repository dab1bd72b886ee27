"""What the demonstration found: step by step on the terminal, and at the end in report.json."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clinic_app.system.files import write_atomically
from ui.demo.processes import ProcessTrouble


class Report:
    """Keeps the steps and the figures.

    Attributes:
        counts: how many of what.
        papers: names of the PDFs.
        lost: operations that a desk saved and the hub does not have; None until they were compared.
        digests_equal: whether desks and hub proved to hold the same; None until they were compared.
        automatic_merges, conflicts_decided, line_cuts: what happened on the way.
    """

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self.steps: list[dict[str, Any]] = []
        self.counts: dict[str, Any] = {}
        self.papers: list[str] = []
        self.lost: int | None = None
        self.digests_equal: bool | None = None
        self.automatic_merges = 0
        self.conflicts_decided = 0
        self.line_cuts = 0

    def step(self, name: str, act: Callable[[], Any], *, vital: bool = True) -> dict[str, Any]:
        """Do a step, note how long it took and whether it worked. Raises ProcessTrouble when it is vital."""
        begin = time.monotonic()
        try:
            answer = act()
        except ProcessTrouble as error:
            self._note(name, begin, ok=False, error=str(error))
            if vital:
                raise
            return {}
        self._note(name, begin, ok=True)
        return answer if isinstance(answer, dict) else {}

    def _note(self, name: str, begin: float, *, ok: bool, error: str = "") -> None:
        entry: dict[str, Any] = {"name": name, "seconds": round(time.monotonic() - begin, 2), "ok": ok}
        if error:
            entry["error"] = error
        self.steps.append(entry)
        mark = "✓" if ok else "✗"
        self.tell(f"{mark} {name}（{entry['seconds']:.1f} 秒）")
        if error:
            self.tell(f"   {error}")

    def tell(self, words: str) -> None:
        """Write a line to the terminal."""
        sys.stdout.write(f"[{time.monotonic() - self._begin:6.1f}] {words}\n")
        sys.stdout.flush()

    @property
    def ok(self) -> bool:
        """Whether everything was as it must be."""
        return (
            self.lost == 0
            and self.digests_equal is True
            and bool(self.steps)
            and all(one["ok"] for one in self.steps)
        )

    def value(self) -> dict[str, Any]:
        """Return the report as it is written."""
        return {
            "ok": self.ok,
            "steps": self.steps,
            "counts": self.counts,
            "papers": self.papers,
            "digests_equal": self.digests_equal,
            "lost": self.lost,
            "automatic_merges": self.automatic_merges,
            "conflicts_decided": self.conflicts_decided,
            "line_cuts": self.line_cuts,
            "seconds": round(time.monotonic() - self._begin, 1),
        }

    def save(self, path: Path) -> None:
        """Write the report."""
        write_atomically(path, json.dumps(self.value(), ensure_ascii=False, indent=2).encode())
