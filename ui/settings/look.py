"""How the program looks: theme, size, language. Kept on this machine for everybody who uses it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.context import UiContext
from ui.settings.section import SettingsSection
from ui.widgets.blocks import label
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.form import Form


class LookSection(SettingsSection):
    """Choices that take effect at once, but for the language."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("LookSection", "界面"),
            QCoreApplication.translate("LookSection", "只影响这台电脑，选了马上生效。"),
        )
        self._filling = True
        self.form = Form()
        self.text_size = ChoiceRow(
            [("standard", self.tr("标准")), ("large", self.tr("大")), ("extra", self.tr("特大"))]
        )
        self.look = ChoiceRow(
            [("light", self.tr("浅色")), ("dark", self.tr("深色")), ("contrast", self.tr("高对比"))]
        )
        self.language = ChoiceRow([("zh", "简体中文"), ("en", "English")])
        self.form.row(("size", self.tr("字的大小"), self.text_size))
        self.form.row(("theme", self.tr("颜色"), self.look))
        self.form.row(("language", self.tr("语言"), self.language))
        self.body.addWidget(self.form)
        self._note = label("", "secondary", wrap=True)
        self.body.addWidget(self._note)
        for field in (self.text_size, self.look):
            field.changed.connect(lambda _: self._apply())
        self.language.changed.connect(self._speak)

    def refresh(self) -> None:
        """Show what is on."""
        self._filling = True
        now = theme.current()
        self.text_size.set_value(now.size)
        self.look.set_value(now.name)
        self.language.set_value(self.context.state.get("language", "zh"))
        self._filling = False

    def _apply(self) -> None:
        app = QApplication.instance()
        if self._filling or not isinstance(app, QApplication):
            return
        name, size = str(self.look.value()), str(self.text_size.value())
        self.context.state.put("theme", name)
        self.context.state.put("size", size)
        theme.apply(app, name, size)
        self._note.setText(self.tr("已经生效。个别页面的间距在下次打开程序后才完全跟上。"))

    def _speak(self, language: object) -> None:
        if self._filling:
            return
        self.context.state.put("language", str(language))
        self._note.setText(self.tr("语言在下次打开程序时生效。"))
