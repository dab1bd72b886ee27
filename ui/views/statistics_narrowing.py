"""What a report is narrowed to: a button for each value, which takes it away again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.services.movements import GROUP_NAMES
from ui import i18n, theme
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.emptying import empty


class Narrowing(QWidget):
    """The values that passages must have to be counted; hidden while all are counted.

    Signals:
        changed: a value was added or taken away.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._only: dict[str, str] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().px(8))
        self.hide()

    def only(self) -> dict[str, str]:
        """Return the values by the name of their group."""
        return dict(self._only)

    def add(self, by: str, value: str) -> None:
        """Count only the passages with this value, besides what there is already."""
        self._only[by] = value
        self.changed.emit()

    def _drop(self, by: str) -> None:
        self._only.pop(by, None)
        self.changed.emit()

    def show_names(self, names: Mapping[str, str]) -> None:
        """Show the values in words."""
        empty(self._row)
        self._row.addWidget(label(self.tr("只看："), "secondary"))
        for by, words in names.items():
            text = f"{i18n.text(GROUP_NAMES[by])}　{i18n.text(words) or self.tr('未填写')}"
            button = Button(text, icon="x", compact=True)
            button.setAccessibleName(self.tr("不再只看 {what}").format(what=text))
            button.clicked.connect(lambda _=False, by=by: self._drop(by))
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setVisible(bool(names))
