"""The part of the statistics page that counts by institution, department, diagnosis and the like."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.movements import GROUP_NAMES
from clinic_app.services.statistics_report import Report
from ui import i18n, theme
from ui.widgets.bars import Bar, BarChart
from ui.widgets.blocks import Card
from ui.widgets.buttons import Button
from ui.widgets.code_edit import Choice, NameEdit, search_in

MOST_BARS = 10


class Groups(QWidget):
    """One group as bars; a bar opens its rows, and the report can be narrowed to it.

    Signals:
        behind: title and identities of the passages behind a number.
        narrow_wanted: group and value to which the report is to be narrowed.
    """

    behind = Signal(str, object)
    narrow_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None
        self._chosen: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(16))
        head = QHBoxLayout()
        self.group = NameEdit(lambda text: search_in(self._groups())(text), open_empty=True)
        self.group.setFixedWidth(200)
        self.group.setAccessibleName(self.tr("分类"))
        self.group.chosen.connect(lambda _: self._show_group())
        head.addWidget(self.group)
        self.narrower = Button(self.tr("只看选中的这一项"), icon="search")
        self.narrower.clicked.connect(self._narrow)
        self.narrower.setEnabled(False)
        head.addWidget(self.narrower)
        head.addStretch(1)
        column.addLayout(head)
        card = Card()
        self.chart = BarChart(self.tr("分类"))
        self.chart.opened.connect(self.open_bar)
        card.body.addWidget(self.chart)
        column.addWidget(card)

    def show_report(self, report: Report) -> None:
        """Show the bars of a period."""
        self._report = report
        if self.group.item() is None:
            self.group.set_item(self._groups()[0])
        self._show_group()

    def _groups(self) -> list[Choice]:
        return [Choice(by, i18n.text(name)) for by, name in GROUP_NAMES.items()]

    def _show_group(self) -> None:
        report, by = self._report, self.group.code()
        if report is None or not by:
            return
        rows = report.tables.get(by, ())[:MOST_BARS]
        self._chosen = None
        self.narrower.setEnabled(False)
        self.chart.set_bars(
            [
                Bar(str(n), i18n.text(row.label) or self.tr("未填写"), row.count())
                for n, row in enumerate(rows)
            ]
        )

    def open_bar(self, key: str) -> None:
        """List what a bar counts, and offer to look at that alone."""
        if self._report is None:
            return
        row = self._report.tables[self.group.code()][int(key)]
        ids = [one for ids in row.ids.values() for one in ids]
        self.behind.emit(i18n.text(row.label) or self.tr("未填写"), ids)
        self._chosen = int(key)
        self.narrower.setEnabled(True)

    def _narrow(self) -> None:
        if self._report is None or self._chosen is None:
            return
        by = self.group.code()
        self.narrow_wanted.emit(by, self._report.keys[by][self._chosen])
