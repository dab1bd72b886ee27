"""The start without the database whose key is still here: back from a backup, or all anew."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clinic_app.domain.errors import ClinicError, KeyMissing, WrongKey
from clinic_app.services.setup import database_gone, restore_on_new_machine
from clinic_app.system.paths import find_paths
from ui import i18n
from ui.context import UiContext
from ui.views.setup import SetupGate


class LostGate(SetupGate):
    """Says that the database is gone and offers what the sentence speaks of.

    Signals:
        retry: 再试一次 was pressed: the file may have been put back.
    """

    retry = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._first_words = self.words.text()
        paths = find_paths(context.basedir)
        self._backup_folder = str(paths.backups)
        self.set_title(self.tr("数据库不见了"))
        self.words.setText(i18n.text(database_gone(paths).message))
        for one in (self.form, self._go, self._old):
            one.hide()
        self._bring = self.add_button(self.tr("从备份恢复"), self._ask_backup, kind="primary")
        self._again = self.add_button(self.tr("再试一次"), self.retry.emit)
        self._anew = self.add_button(self.tr("重新建立"), self._begin_anew)
        self.setFocusProxy(self._bring)

    def _begin_anew(self) -> None:
        """Show the page of the first start; the key that is here is kept under another name."""
        self._hide_own()
        self.explain("")
        self.set_title(self.tr("重新建立"))
        self.words.setText(self._first_words)
        for one in (self.form, self._go, self._old):
            one.show()
        self.name.setFocus()

    def _use_backup(self) -> None:
        """Try the key that is here first; only where it does not open the backup the code is asked for."""
        if self._asking is not None:
            self._ask_code()
            return
        self.explain("")
        self._bring.setEnabled(False)
        basedir, backup = self.context.basedir, self._backup
        self.context.tasks.run(
            lambda: restore_on_new_machine(basedir, backup, None),
            self.opened.emit,
            self._not_by_key,
            owner=self,
        )

    def _not_by_key(self, error: ClinicError) -> None:
        self._bring.setEnabled(True)
        if isinstance(error, KeyMissing | WrongKey):
            self._ask_code()
        else:
            self.fail(error)

    def _ask_code(self) -> None:
        self._hide_own()
        super()._ask_code()

    def _hide_own(self) -> None:
        for one in (self._bring, self._again, self._anew):
            one.hide()
