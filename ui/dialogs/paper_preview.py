"""A list, sheet or register that was made already, before it is printed or saved as a PDF."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinic_app.services.paper_kinds import list_offer
from ui.context import UiContext
from ui.dialogs.print_preview import PRINTER_STATE, PrintPreview

__all__ = ["PRINTER_STATE", "PaperPreview"]


class PaperPreview(PrintPreview):
    """Shows the PDF of a list and prints it on the printer its kind was printed on last."""

    def __init__(
        self, context: UiContext, parent: QWidget, pdf: bytes, title: str, *, kind: str = "list"
    ) -> None:
        super().__init__(context, parent, [list_offer(context.app.printing, pdf, title, kind)])
