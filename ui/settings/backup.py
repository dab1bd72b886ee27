"""Backups: when the last one was made, making one now, a second place for them, and going back to one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.permissions import Permission
from clinic_app.services.backups import FOLDER_SETTING, BackupRow
from ui import i18n
from ui.context import UiContext
from ui.dialogs.restore import RestoreDialog
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection
from ui.widgets.blocks import PageTitle, label


class BackupSection(SettingsSection):
    """Copies of the data, and the way back."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("BackupSection", "备份与恢复"),
            QCoreApplication.translate(
                "BackupSection", "每个工作日自动备份一次；备份是加密的，用恢复码能在新电脑上打开。"
            ),
        )
        self._last = label("", "strong", wrap=True)
        self._second = label("", "secondary", wrap=True)
        self.body.addWidget(self._last)
        self.body.addWidget(self._second)
        self._second.hide()
        self._now = self.button(self.tr("立即备份"), lambda: self._make(None), kind="primary", icon="save")
        self._other = self.button(self.tr("备份到 U 盘"), self._ask_folder, icon="usb")
        self._folder = self.button(self.tr("每天另存一份到…"), self._ask_second, icon="hard-drive")
        self._none = self.button(self.tr("不再另存"), lambda: self._set_second(None))
        self.button_row(self._now, self._other, self._folder, self._none)
        self.body.addWidget(PageTitle(self.tr("可以恢复的备份")))
        self.rows = self.table(
            "backups", self._columns(), self.tr("还没有备份。请点“立即备份”。"), selected=self._enable
        )
        self._restore = self.button(self.tr("恢复到选中的备份"), self._ask_restore, icon="history")
        self._file = self.button(self.tr("从其他文件恢复"), self._ask_file)
        self.button_row(self._restore, self._file)
        self.body.addWidget(PageTitle(self.tr("备份记录")))
        self.log = self.table("backup_log", self._log_columns(), self.tr("还没有。"))

    def _columns(self) -> list[Column]:
        return [
            Column("when", self.tr("时间"), lambda r: Cell(f"{r.made_at:%Y-%m-%d %H:%M}", bold=True), 200),
            Column("size", self.tr("大小"), lambda r: Cell(_size(r.size)), 110, right=True),
            Column("path", self.tr("文件"), lambda r: Cell(str(r.path), dim=True), 0),
        ]

    def _log_columns(self) -> list[Column]:
        return [
            Column("when", self.tr("时间"), self._log_time, 200),
            Column("ok", self.tr("结果"), self._log_result, 110),
            Column("path", self.tr("说明"), lambda r: Cell(r.reason or str(r.path), dim=True), 0),
        ]

    def _log_time(self, row: BackupRow) -> Cell:
        return Cell(f"{row.at.astimezone(self.context.now().tzinfo):%Y-%m-%d %H:%M}", bold=True)

    def _log_result(self, row: BackupRow) -> Cell:
        return Cell(
            chip=self.tr("成功") if row.ok else self.tr("没成"), meaning="done" if row.ok else "urgent"
        )

    # --- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what backups there are."""
        closed = self.tell_not_allowed(Permission.BACKUP)
        for button in (self._now, self._other, self._folder):
            button.setEnabled(not closed)
        app = self.context.app
        self.run(
            lambda: (
                app.backups.sentence(),
                app.administration.setting(FOLDER_SETTING, ""),
                app.backups.available(),
                app.backups.log(20),
            ),
            self._show,
        )

    def _show(self, found: tuple[Any, ...]) -> None:
        sentence, second, available, log = found
        self._last.setText(i18n.text(sentence))
        self._second.setText(self.tr("另存到：{folder}").format(folder=second))
        self._second.setVisible(bool(second))
        self._none.setVisible(bool(second))
        self.rows.set_rows(list(available))
        self.rows.fit_rows(6)
        self.log.set_rows(list(log))
        self.log.fit_rows(6)
        self._enable()

    def _enable(self) -> None:
        able = self.may(Permission.RESTORE)
        self._restore.setEnabled(able and self.rows.current() is not None)
        self._file.setEnabled(able)

    # --- making -------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("备份到哪个文件夹"))
        if name:
            self._make(Path(name))

    def _make(self, folder: Path | None) -> None:
        self._now.setEnabled(False)
        self._last.setText(self.tr("正在备份……"))
        service = self.context.app.backups
        self.context.tasks.run_long(lambda _: service.make(folder), self._made, self._not_made, owner=self)

    def _made(self, backup: Any) -> None:
        self.context.messages.info(self.tr("已备份，并且读回核对过：{path}").format(path=backup.path))
        self.refresh()

    def _not_made(self, error: ClinicError) -> None:
        self.context.messages.error(error)
        self.refresh()

    def _ask_second(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("每天另存一份到哪个文件夹"))
        if name:
            self._set_second(Path(name))

    def _set_second(self, folder: Path | None) -> None:
        service = self.context.app.backups
        self.run(lambda: service.set_folder(folder), lambda _: self.refresh())

    # --- going back ---------------------------------------------------------------------------

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选择备份文件"), "", self.tr("备份 (*.db)"))
        if name:
            self.restore(Path(name))

    def _ask_restore(self) -> None:
        row = self.rows.current()
        if row is not None:
            self.restore(row.path)

    def restore(self, path: Path) -> None:
        """Ask once more, then go back to a backup."""
        RestoreDialog(self.context, self, path).open()


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
