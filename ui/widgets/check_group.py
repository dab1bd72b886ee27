"""Several boxes to tick, in even columns that follow the width: symptoms, difficulties, advice given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from ui import theme
from ui.widgets.blocks import Panel
from ui.widgets.choice_row import CheckBox


class CheckGroup(Panel):
    """Any number out of a list. An exclusive option (无症状) takes all others away, and they take it away.

    Space ticks, the arrow keys walk, Enter goes on to the next field as everywhere.

    Signals:
        changed: the ticked values, when a person or set_values() changed them.
    """

    changed = Signal(object)

    def __init__(self, options: Sequence[tuple[str, str]], exclusive: Iterable[str] = ()) -> None:
        super().__init__(line="field_line", radius=6)
        look = theme.current()
        self._exclusive = frozenset(exclusive)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(look.px(11), look.px(2), look.px(8), look.px(2))
        self._grid.setHorizontalSpacing(look.px(10))
        self._grid.setVerticalSpacing(0)
        self._boxes: dict[str, CheckBox] = {}
        self._columns = 0
        self._setting = False
        for value, text in options:
            box = CheckBox(text)
            box.installEventFilter(self)
            box.toggled.connect(lambda on, value=value: self._toggled(value, on))
            self._boxes[value] = box
        self._widest = max(
            (QFontMetrics(look.font()).horizontalAdvance(text) for _, text in options), default=0
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._lay(4)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def values(self) -> list[str]:
        """Return the ticked values in the order of the list."""
        return [value for value, box in self._boxes.items() if box.isChecked()]

    def set_values(self, values: Iterable[str]) -> None:
        """Tick these and no others."""
        chosen = set(values)
        self._setting = True
        try:
            for value, box in self._boxes.items():
                box.setChecked(value in chosen)
        finally:
            self._setting = False
        self.changed.emit(self.values())

    def set_invalid(self, invalid: bool) -> None:
        """Show or clear the red frame of a problem."""
        self.set_look("surface", "urgent" if invalid else "field_line")

    def _toggled(self, value: str, on: bool) -> None:
        if self._setting:
            return
        if on:
            self._setting = True
            for other, box in self._boxes.items():
                if other != value and (value in self._exclusive or other in self._exclusive):
                    box.setChecked(False)
            self._setting = False
        self.changed.emit(self.values())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk with the arrow keys: up and down go by a whole line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Left: -1,
                Qt.Key.Key_Right: 1,
                Qt.Key.Key_Up: -self._columns,
                Qt.Key.Key_Down: self._columns,
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                boxes: list[QObject] = list(self._boxes.values())
                at = boxes.index(watched) + step
                if 0 <= at < len(boxes):
                    boxes[at].setFocus(Qt.FocusReason.OtherFocusReason)  # pyright: ignore[reportAttributeAccessIssue]
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as the width has room for."""
        super().resizeEvent(event)
        look = theme.current()
        one = self._widest + look.px(26 + 4 + 10)
        self._lay(max(1, min((self.width() - look.px(20)) // max(one, 1), len(self._boxes))))

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, number // columns, number % columns, Qt.AlignmentFlag.AlignLeft)
