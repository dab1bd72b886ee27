"""练习: a window of its own with invented patients, for learning the program without any harm."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QProcess

from clinic_app.services.practice import PracticePlace, prepare
from ui.context import UiContext
from ui.settings.section import SettingsSection
from ui.widgets.blocks import Banner, label


class PracticeSection(SettingsSection):
    """Opens the practice beside the real program, and says what holds there."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("PracticeSection", "练习"),
            QCoreApplication.translate("PracticeSection", "另开一个窗口，里面的患者都是编的，随便试。"),
        )
        words = [
            self.tr("练习有自己的数据，跟真实的分开放；练习里开的单子不占真实单号，也不上传。"),
            self.tr("练习里打印、导出的每一页都有“练习”字样，不能当真单用。"),
        ]
        for text in words:
            self.body.addWidget(label("· " + text, wrap=True))
        self.told = Banner("", "waiting")
        self.told.hide()
        self.body.addWidget(self.told)
        self.begin = self.button(self.tr("打开练习"), self._prepare, kind="primary")
        self.button_row(self.begin)
        self.here = Banner(self.tr("现在就在练习里。关掉这个窗口就结束练习。"), "due")
        self.here.hide()
        self.body.addWidget(self.here)

    def refresh(self) -> None:
        """In the practice itself there is nothing to open."""
        self.run(lambda: self.context.app.place.practising, self._show)

    def _show(self, practising: bool) -> None:
        self.begin.setVisible(not practising)
        self.here.setVisible(practising)

    def _prepare(self) -> None:
        self.begin.setEnabled(False)
        place = self.context.app.place
        self.context.tasks.run(
            lambda: prepare(place),
            self._open,
            owner=self,
            always=lambda: self.begin.setEnabled(True),
        )

    def _open(self, found: PracticePlace) -> None:
        words = self.tr("练习的登录名 {login}，密码 {password}").format(
            login=found.login, password=found.password
        )
        if found.passphrase:
            words += self.tr("，启动口令 {passphrase}").format(passphrase=found.passphrase)
        self.told.set(words, "waiting")
        self.told.show()
        if not start_detached(found):
            self.context.messages.warning(self.tr("练习的窗口没有打开，请再点一次。"), "")


def start_detached(found: PracticePlace) -> bool:
    """Start the program once more, in the folder of the practice; it goes on when this one is closed."""
    module = [] if getattr(sys, "frozen", False) else ["-m", "ui"]
    started = QProcess.startDetached(sys.executable, [*module, "--basedir", str(found.folder)])
    return bool(started[0] if isinstance(started, tuple) else started)
