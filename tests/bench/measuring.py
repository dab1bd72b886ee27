"""Clocks and words for benchmarks: medians and worst cases, and the machine they were taken on."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import Any


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cpu": _cpu(),
        "cores": os.cpu_count() or 0,
        "load_1min": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def _cpu() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(
                (line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "?"
            )
    except OSError:
        return platform.processor() or "?"


class Stopwatch:
    """Collects durations in seconds."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    @contextmanager
    def lap(self):
        """Measure one block."""
        start = time.perf_counter()
        yield
        self.taken.append(time.perf_counter() - start)

    def summary(self) -> dict[str, Any]:
        """Return count, median, 95th percentile and worst, in milliseconds."""
        return summary(self.taken)


def summary(taken: Iterable[float]) -> dict[str, Any]:
    """Return count, median, 95th percentile and worst of durations, in milliseconds."""
    found = sorted(taken)
    return {
        "count": len(found),
        "median_ms": round(statistics.median(found) * 1000, 2),
        "p95_ms": round(found[max(0, -(-len(found) * 95 // 100) - 1)] * 1000, 2),
        "worst_ms": round(found[-1] * 1000, 2),
    }


def seconds_of(work: Callable[[], Any]) -> tuple[float, Any]:
    """Run something once and return how long it took, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
