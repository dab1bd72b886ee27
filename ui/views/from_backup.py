"""Bringing a backup to life on a machine without a database: by the key that is here, else by the code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.errors import ClinicError, KeyMissing, WrongKey
from clinic_app.services.setup import restore_on_new_machine
from clinic_app.system.paths import find_paths
from ui.context import UiContext
from ui.widgets.gate import StartGate
from ui.widgets.text_box import TextBox


def choose_backup(context: UiContext, parent: QWidget) -> Path | None:
    """Let the person find a backup, first where this program keeps them; None when nothing was chosen."""
    folder = find_paths(context.basedir).backups
    path, _ = QFileDialog.getOpenFileName(
        parent,
        QCoreApplication.translate("FromBackupGate", "找到备份文件"),
        str(folder) if folder.is_dir() else "",
        QCoreApplication.translate("FromBackupGate", "备份文件 (*.db)"),
    )
    return Path(path) if path else None


class FromBackupGate(StartGate):
    """Restores the backup that was found on the page before, and asks for the recovery code if it must.

    Where the key is still on this machine nothing is asked. ``retry`` means back to the page before.
    """

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, width=760)
        self.set_title(self.tr("从备份恢复"))
        self._backup = Path()
        self._code: TextBox | None = None
        self.bring_it = self.add_button(self.tr("恢复并打开"), self._restore, kind="primary", key="save")
        self.another = self.add_button(self.tr("另选一个备份"), self._choose)
        self.back = self.add_button(self.tr("返回"), self.retry.emit)
        self.setFocusProxy(self.bring_it)

    @property
    def code(self) -> TextBox | None:
        """The field of the recovery code; None while it is not needed."""
        return self._code

    def bring(self, backup: Path) -> None:
        """Restore a backup."""
        self._backup = backup
        if self._code is None:
            self._restore()
        else:
            self._ask_code()

    def _choose(self) -> None:
        backup = choose_backup(self.context, self)
        if backup is not None:
            self.bring(backup)

    def _restore(self) -> None:
        self.explain("")
        self._let(on=False)
        if self._code is None:
            self.words.setText(self.tr("正在用 {name} 恢复……").format(name=self._backup.name))
        basedir, backup = self.context.basedir, self._backup
        code = self._code.text() if self._code is not None else None
        self.context.tasks.run(
            lambda: restore_on_new_machine(basedir, backup, code),
            self.opened.emit,
            self._not_restored,
            owner=self,
        )

    def _not_restored(self, error: ClinicError) -> None:
        self._let(on=True)
        if self._code is None and isinstance(error, KeyMissing | WrongKey):
            self._ask_code()
            return
        if self._code is None:
            self.words.setText(self.tr("没有用 {name} 恢复。").format(name=self._backup.name))
        self.fail(error)
        (self._code or self.another).setFocus()

    def _ask_code(self) -> None:
        self.explain("")
        words = self.tr(
            "将用 {name} 恢复，请输入建库时抄下的恢复码。备份以后的内容，县平台上有的下次同步时取回。"
        )
        self.words.setText(words.format(name=self._backup.name))
        if self._code is None:
            self._code = TextBox("", lines=2)
            self.form.row(("code", self.tr("恢复码"), self._code))
        self._code.setFocus()

    def _let(self, *, on: bool) -> None:
        for button in (self.bring_it, self.another, self.back):
            button.setEnabled(on)
