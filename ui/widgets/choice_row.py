"""Short choices: a row of radio buttons such as 急 / 普通 / 绿色通道, and a check box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets.blocks import Panel


class Radio(QRadioButton):
    """One radio button, painted from the theme so that it is sharp and large at every scale."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = QFontMetrics(look.font()).horizontalAdvance(self.text())
        return QSize(look.px(20) + width + look.px(6), look.px(26))

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(14)
        middle = QPointF(side / 2 + 1, self.height() / 2)
        on = self.isChecked()
        token = "secondary" if not self.isEnabled() else "accent" if on else "unknown_line"
        painter.setPen(QPen(look.color(token), 2 if on else 1.4))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(middle, side / 2 - 0.5, side / 2 - 0.5)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(token))
            painter.drawEllipse(middle, side / 4, side / 4)
        box = QRectF(look.px(20), 0, self.width() - look.px(20), self.height())
        painter.setFont(look.font())
        painter.setPen(look.color("ink" if self.isEnabled() else "secondary"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            width = QFontMetrics(look.font()).horizontalAdvance(self.text())
            painter.fillRect(QRectF(look.px(20), self.height() - 3, width, 2), look.color("accent"))
        painter.end()


class CheckBox(QCheckBox):
    """A check box, painted from the theme so that it is sharp and large at every scale."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = QFontMetrics(look.font()).horizontalAdvance(self.text())
        return QSize(look.px(26) + width + look.px(4), look.px("control"))

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(18)
        box = QRectF(1, (self.height() - side) / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        on, able = self.isChecked(), self.isEnabled()
        token = "unknown_line" if not able else "accent" if on or self.hasFocus() else "unknown_line"
        painter.setPen(QPen(look.color(token), 2 if self.hasFocus() else 1.4))
        painter.setBrush(look.color(token if on else "surface"))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        if on:
            icons.paint(painter, box.adjusted(1.5, 1.5, -1.5, -1.5), "check", look.color("accent_ink"))
        painter.setFont(look.font())
        painter.setPen(look.color("ink" if able else "secondary"))
        words = QRectF(look.px(26), 0, self.width() - look.px(26), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


class ChoiceRow(Panel):
    """One choice out of a few, all in sight. Arrow keys or the digits 1 to 9 choose.

    Signals:
        changed: the chosen value, by the person or by set_value().
    """

    changed = Signal(object)

    def __init__(
        self, options: Sequence[tuple[object, str]], value: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, line="field_line", radius=6)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(11), 0, look.px(11), 0)
        row.setSpacing(look.px(12))
        self.setFixedHeight(look.px("control"))
        self._values = [value for value, _text in options]
        self._group = QButtonGroup(self)
        for index, (_value, text) in enumerate(options):
            radio = Radio(text)
            radio.installEventFilter(self)
            self._group.addButton(radio, index)
            row.addWidget(radio)
        row.addStretch(1)
        self._group.idToggled.connect(self._toggled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._group.button(0))
        self.set_value(value)

    def value(self) -> object:
        """Return the chosen value, or None."""
        index = self._group.checkedId()
        return self._values[index] if index >= 0 else None

    def values(self) -> tuple[object, ...]:
        """Return all values that can be chosen, in order."""
        return tuple(self._values)

    def set_value(self, value: object) -> None:
        """Choose a value; None (when it is no option) clears the choice."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        checked = self._group.checkedButton()
        if checked is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def set_enabled(self, value: object, enabled: bool) -> None:
        """Allow or forbid one option. Raises ValueError when it is no option."""
        self._group.button(self._values.index(value)).setEnabled(enabled)

    def radios(self) -> list[QRadioButton]:
        """Return the radio buttons in order."""
        return [self._group.button(index) for index in range(len(self._values))]  # pyright: ignore[reportReturnType]

    def set_invalid(self, invalid: bool) -> None:
        """Show or clear the red frame of a problem."""
        self.set_look("surface", "urgent" if invalid else "field_line")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            digit = event.text()
            if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._values):
                button = self._group.button(int(digit) - 1)
                if button.isEnabled():
                    button.setChecked(True)
                    button.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _toggled(self, index: int, on: bool) -> None:
        if on:
            # Tab must come to the chosen button, as in every group of radio buttons.
            self.setFocusProxy(self._group.button(index))
            self.changed.emit(self._values[index])
