"""The warning on every list that goes by today's date, while this computer's date cannot be right."""

from __future__ import annotations

from clinic_app.domain.wording import Message
from clinic_app.services.clock_doubt import clock_doubt
from ui import i18n
from ui.context import UiContext
from ui.widgets.blocks import Banner


class ClockWarning(Banner):
    """Says why the date should be looked at before anybody goes by it; hidden while it can be right."""

    def __init__(self, context: UiContext) -> None:
        super().__init__("", "urgent")
        self._context = context
        self.hide()

    def refresh(self) -> None:
        """Ask again."""
        place = self._context.app.place
        self._context.tasks.run(lambda: clock_doubt(place), self._tell, owner=self)

    def _tell(self, doubt: Message | None) -> None:
        if doubt is not None:
            self.set(i18n.text(doubt), "urgent")
        self.setVisible(doubt is not None)
