"""Rules of the house for attachments and consents."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from ui.context import UiContext
from ui.settings.section import SettingsSection
from ui.widgets.blocks import label
from ui.widgets.choice_row import CheckBox


class PaperRulesSection(SettingsSection):
    """Whether attachments come by themselves, and whether signed consents have to be scanned."""

    shown = frozenset({"setting"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, QCoreApplication.translate("PaperRulesSection", "附件与同意书"))
        self.automatic = CheckBox(self.tr("对方的小附件自动取回"))
        self.body.addWidget(self.automatic)
        words = self.tr("不超过 200 KB、两个月内的自动取回；大的和早的，打开时再取。线路很慢可以关掉。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.scan = CheckBox(self.tr("签字的同意书要附扫描件"))
        self.body.addWidget(self.scan)
        words = self.tr("打开后，从今天起的转诊单签了字还没有附扫描件的，会列在“提醒”里。")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self._save = self.button(self.tr("保存"), self._store, kind="primary", key="save")
        self.button_row(self._save)

    def refresh(self) -> None:
        """Read what is set."""
        closed = self.tell_not_allowed(Permission.SETTINGS)
        for widget in (self.automatic, self.scan, self._save):
            widget.setEnabled(not closed)
        app = self.context.app
        self.run(lambda: (app.attachments.automatic(), app.consents.scan_wanted()), self._show)

    def _show(self, found: tuple[bool, bool]) -> None:
        self.automatic.setChecked(found[0])
        self.scan.setChecked(found[1])

    def _store(self) -> None:
        app, automatic, scan = self.context.app, self.automatic.isChecked(), self.scan.isChecked()

        def store() -> None:
            app.attachments.set_automatic(automatic)
            app.consents.set_scan_wanted(scan)

        self.run(store, self.saved, changes=frozenset({"setting"}))
