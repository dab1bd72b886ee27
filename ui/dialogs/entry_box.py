"""A short form over the window that is saved by one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from ui import i18n
from ui.context import UiContext
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.refusal import tell_refusal


class EntryBox(Dialog):
    """A form, and what is wrong with it beside its fields; it closes when the call succeeded.

    Attributes:
        form: where the fields are put.
    """

    def __init__(
        self, context: UiContext, parent: QWidget, title: str, changes: frozenset[str], *, width: int = 680
    ) -> None:
        super().__init__(title, parent, width=width)
        self._context, self._changes, self._told = context, changes, ""
        self.form = Form()
        self.body.addWidget(self.form)

    def _run(self, operation: Callable[[], Any], told: str = "") -> None:
        """Do it; ``told`` is said afterwards in place of 已保存."""
        self._told = told
        self.form.clear_problems()
        self._context.tasks.run(operation, self._done, self._failed, owner=self, changes=self._changes)

    def _done(self, saved: Any) -> None:
        self._context.messages.info(self._told or self.tr("已保存"))
        for warning in getattr(saved, "warnings", ()):
            self._context.messages.warning(i18n.text(warning.message), self.tr("请再看一眼"))
        self.accept()

    def _failed(self, error: ClinicError) -> None:
        if not tell_refusal(error, self.form, self._context.messages):
            self.reject()
