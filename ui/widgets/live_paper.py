"""The paper beside a form: drawn a moment after typing stops, off the main thread, never twice at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from ui import i18n
from ui.tasks import Task, Tasks
from ui.widgets.paper_view import PaperView
from ui.widgets.pause import pause

PAUSE_MS = 300


class LivePaper(PaperView):
    """Shows what ``draw`` of the last ask() makes: an object with ``pdf``. A ClinicError is shown in words.

    Asked again while one is being drawn, it draws once more afterwards: the last state always wins.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, *, fit: str = "width") -> None:
        super().__init__(parent, fit=fit)
        self._tasks = tasks
        self._draw: Callable[[], Any] | None = None
        self._under_way: Task | None = None
        self._pause = pause(self, PAUSE_MS, self._start)

    def ask(self, draw: Callable[[], Any], *, now: bool = False) -> None:
        """Draw soon, or at once with ``now``; ``draw`` runs on a worker."""
        self._draw = draw
        if now:
            self._pause.stop()
            self._start()
        else:
            self._pause.start()

    def forget(self) -> None:
        """Show nothing, and nothing that is still being drawn."""
        self._pause.stop()
        self._draw = None
        self.clear()

    def _start(self) -> None:
        draw = self._draw
        if draw is None or self._under_way is not None:
            return
        self._draw = None
        # The services have a reader for every thread: a picture must not wait behind a long save.
        self._under_way = self._tasks.run(
            draw, self._drawn, self._failed, owner=self, always=self._ended, pool=True
        )

    def _drawn(self, made: Any) -> None:
        self.set_pdf(made.pdf)

    def _failed(self, error: ClinicError) -> None:
        self.set_message(i18n.text(error.message))

    def _ended(self) -> None:
        self._under_way = None
        if self._draw is not None and not self._pause.isActive():
            self._start()
