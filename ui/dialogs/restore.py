"""Going back to a backup: what it means, a word to type against haste, and the end of this run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.services import backups
from clinic_app.services.backups import Restored
from ui import i18n
from ui.context import UiContext
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit


class RestoreDialog(Dialog):
    """Closes the data, puts the backup in its place, and ends the program.

    The present file is set aside, not deleted; what was saved after the backup comes back from the
    journal as far as it is there, and from the hub at the next exchange.
    """

    def __init__(self, context: UiContext, parent: QWidget, path: Path) -> None:
        super().__init__(QCoreApplication.translate("RestoreDialog", "恢复备份"), parent, width=600)
        self._context, self._path = context, path
        self._over = False
        self._words = label(
            self.tr(
                "将用 {name} 代替现在的数据。现在的数据文件会另外留着，不会删除；"
                "备份以后保存的内容会尽量补回来，县平台上有的下次同步时取回。完成后程序关闭，请重新打开。"
            ).format(name=path.name),
            wrap=True,
        )
        self.body.addWidget(self._words)
        self.word = self.tr("恢复")
        self.form = Form(label_width=170)
        self.field = LineEdit()
        self.form.row(("word", self.tr("确定请输入“{word}”").format(word=self.word), self.field))
        self.field.textChanged.connect(self._typed)
        self.body.addWidget(self.form)
        self._yes = self.add_button(self.tr("恢复备份"), self._restore, kind="danger")
        self._yes.setEnabled(False)
        self._no = self.add_button(self.tr("返回"))
        self.field.setFocus()

    def _typed(self, text: str) -> None:
        self._yes.setEnabled(text.strip() == self.word)

    def _restore(self) -> None:
        context, path = self._context, self._path
        app = context.app
        paths, machine = app.paths, app.place.machine
        for widget in (self._yes, self._no, self.field):
            widget.setEnabled(False)
        self._words.setText(self.tr("正在恢复，请不要关机……"))
        context.app = None  # from here on nobody may ask the services: their file is about to change

        def go_back() -> Restored:
            app.close()
            return backups.restore(paths, path, machine=machine)

        context.tasks.run(go_back, self._done, self._failed, owner=self)

    def _done(self, restored: Restored) -> None:
        words = self.tr("已恢复，备份以后的 {n} 处改动也补回来了。程序现在关闭，请重新打开。")
        self._end(words.format(n=restored.brought_back))

    def _failed(self, error: ClinicError) -> None:
        self._end(i18n.text(error.message) + "\n" + self.tr("请重新打开程序。"))

    def _end(self, words: str) -> None:
        self._over = True
        self.form.hide()
        self._words.setText(words)
        self._yes.hide()
        self._no.setText(self.tr("关闭程序"))
        self._no.setEnabled(True)
        self._no.setFocus()

    def done(self, result: int) -> None:
        """Close the window too once the data was closed."""
        if not self._over and self._context.app is None:
            return  # while the file is being changed nobody leaves
        super().done(result)
        parent: Any = self.parentWidget()
        if self._over and parent is not None:
            parent.window().close()
