"""A list, sheet or register before it is printed or saved as a PDF."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_app.services.paper_kinds import list_offer
from ui.context import UiContext
from ui.dialogs.print_preview import PRINTER_STATE, PrintPreview

__all__ = ["PRINTER_STATE", "PaperPreview"]


class PaperPreview(PrintPreview):
    """Shows a list, made already or by ``pdf()``, and prints it where its kind was printed last."""

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        pdf: bytes | Callable[[], bytes],
        title: str,
        *,
        kind: str = "list",
        book: Callable[[], bytes] | None = None,
    ) -> None:
        super().__init__(context, parent, [list_offer(context.app.printing, pdf, title, kind, book)])
