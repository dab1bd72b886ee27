"""Reference cycles are collected, and on the main thread only."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.garbage import MainThreadGarbage


class Knot:
    """An object that holds itself, and notes which thread took it away."""

    ended: list[str] = []

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.ended.append(threading.current_thread().name)


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[MainThreadGarbage]:
    Knot.ended.clear()
    owner = QObject()
    made = MainThreadGarbage(owner)
    yield made
    made.stop()
    assert gc.isenabled()


def test_a_worker_never_collects(garbage: MainThreadGarbage) -> None:
    gone = weakref.ref(Knot())
    worker = threading.Thread(target=lambda: [[] for _ in range(200_000)], name="worker")
    worker.start()
    worker.join()
    assert gone() is not None
    kept = [[] for _ in range(2000)]  # more than the first threshold: a collection is due
    garbage.collect()
    assert gone() is None
    assert Knot.ended == [threading.main_thread().name]
    assert kept
