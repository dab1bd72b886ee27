"""Attachments on the page of the exchange: what waits, what is on its way, what comes by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.services.attachments import Traffic
from ui import i18n
from ui.context import UiContext
from ui.widgets.blocks import Card, label
from ui.widgets.emptying import empty


class FilesSection(Card):
    """How attachments are on their way; records never wait for them."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(QCoreApplication.translate("FilesSection", "附件"))
        self._context = context
        self.hide()

    def refresh(self) -> None:
        """Read how things stand."""
        self._context.tasks.run(self._context.app.attachments.traffic, self._show, owner=self)

    def _show(self, found: Traffic) -> None:
        empty(self.body)
        for line in found.lines:
            self.body.addWidget(label(i18n.text(line), wrap=True))
        words = self.tr("附件在转诊内容之后一小块一小块地传，断线会接着传，不会耽误转诊单。")
        if not found.automatic:
            words += self.tr("对方的附件要打开时才取回，可以在“设置”里改。")
        self.body.addWidget(label(words, "small", wrap=True))
        self.setVisible(bool(found.lines))

    def shown_lines(self) -> list[Any]:
        """Return the sentences in sight."""
        found = [self.body.itemAt(place) for place in range(self.body.count())]
        return [item.widget() for item in found if item is not None]
