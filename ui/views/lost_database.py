"""The start without the database whose key is still here: back from a backup, or all anew."""

from __future__ import annotations

from clinic_app.services.setup import database_gone
from clinic_app.system.paths import find_paths
from ui import i18n
from ui.context import UiContext
from ui.views.from_backup import choose_backup
from ui.widgets.gate import StartGate


class LostGate(StartGate):
    """Says that the database is gone and offers what the sentence speaks of."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, width=760)
        self.set_title(self.tr("数据库不见了"))
        self.words.setText(i18n.text(database_gone(find_paths(context.basedir)).message))
        self.bring = self.add_button(self.tr("从备份恢复"), self._bring, kind="primary")
        self.add_button(self.tr("再试一次"), self.retry.emit)
        self.anew_button = self.add_button(self.tr("重新建立"), self.anew.emit)
        self.setFocusProxy(self.bring)

    def _bring(self) -> None:
        backup = choose_backup(self.context, self)
        if backup is not None:
            self.restore.emit(backup)
