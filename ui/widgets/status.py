"""The strip at the bottom: is my work safe, what waits to be sent, when was the last contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import attrs
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.i18n import QT_TRANSLATE_NOOP
from ui.widgets.blocks import label


@attrs.frozen
class Status:
    """What the strip says.

    Attributes:
        saved: what is known about the local file: True 已保存在本机, False 没有保存.
        outbox: changes that the hub does not have yet.
        contact: last contact with the hub, as text: 周二 16:20（5 天前）.
        conflicts: places where a person must decide.
        trouble: a few words when sync has a problem, such as 连不上县平台.
        alone: this installation was never joined to a hub.
    """

    saved: bool = True
    outbox: int = 0
    contact: str = ""
    conflicts: int = 0
    trouble: str = ""
    alone: bool = False


_WEEKDAYS = (
    QT_TRANSLATE_NOOP("dates", "星期一"),
    QT_TRANSLATE_NOOP("dates", "星期二"),
    QT_TRANSLATE_NOOP("dates", "星期三"),
    QT_TRANSLATE_NOOP("dates", "星期四"),
    QT_TRANSLATE_NOOP("dates", "星期五"),
    QT_TRANSLATE_NOOP("dates", "星期六"),
    QT_TRANSLATE_NOOP("dates", "星期日"),
)


def long_weekday(at: datetime) -> str:
    """Return 星期一 to 星期日 in the language of the screen."""
    names = [QCoreApplication.translate("dates", name) for name in _WEEKDAYS]
    return names[at.weekday()]


class Dot(QWidget):
    """A small filled circle; its meaning always stands beside it in words."""

    def __init__(self, tint: str = "done", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint = tint
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tint(self, tint: str) -> None:
        """Change the colour."""
        self._tint = tint
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(9), theme.current().px(9))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color(self._tint))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


class StripLink(QPushButton):
    """Words of the strip that open a page."""

    def __init__(self, tint: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint = tint
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tint(self, tint: str) -> None:
        """Change the colour of the words."""
        self._tint = tint
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.current().font("small"))
        return QSize(metrics.horizontalAdvance(self.text()) + 4, theme.current().px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        font = look.font("small")
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(look.color(self._tint))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class StatusStrip(QWidget):
    """The strip itself.

    Signals:
        outbox_clicked: 待上传 was clicked.
        conflicts_clicked: 处需要您决定 was clicked.
    """

    outbox_clicked = Signal()
    conflicts_clicked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        look = theme.current()
        self.setFixedHeight(look.px("statusbar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(24), 1, look.px(24), 0)
        row.setSpacing(look.px(28))
        saved = QHBoxLayout()
        saved.setSpacing(look.px(7))
        self._dot = Dot()
        self._saved = label("", "small")
        saved.addWidget(self._dot)
        saved.addWidget(self._saved)
        row.addLayout(saved)
        self._outbox = StripLink()
        self._outbox.clicked.connect(self.outbox_clicked)
        self._contact = label("", "small")
        self._contact.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._contact.setMinimumWidth(0)
        self._conflicts = StripLink("due")
        self._conflicts.clicked.connect(self.conflicts_clicked)
        row.addWidget(self._outbox)
        row.addWidget(self._conflicts)
        row.addWidget(self._contact, 1)
        self._clock = label("", "small")
        row.addWidget(self._clock)
        self._timer = QTimer(self)
        self._timer.setInterval(5_000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.show_status(Status())
        self._tick()

    def show_status(self, status: Status) -> None:
        """Show what is known now."""
        self._dot.set_tint("done" if status.saved else "urgent")
        self._saved.setText(self.tr("已保存在本机") if status.saved else self.tr("有内容没有保存"))
        self._outbox.setText(self.tr("待上传 {n}").format(n=status.outbox))
        self._outbox.updateGeometry()
        words = self.tr("县平台：还没有联系过")
        if status.contact:
            words = self.tr("县平台：最近联系 {when}").format(when=status.contact)
        if status.alone:
            words = self.tr("单机使用，未接入县平台")
        self._outbox.setVisible(not status.alone)
        if status.trouble:
            words = f"{words}　{status.trouble}"
        self._contact.setText(words)
        self._contact.setToolTip(words)
        self._conflicts.setText(self.tr("{n} 处需要您决定").format(n=status.conflicts))
        self._conflicts.setVisible(status.conflicts > 0)
        self._conflicts.updateGeometry()

    def _tick(self) -> None:
        now: datetime = self._now()
        self._clock.setText(f"{now:%Y-%m-%d} {long_weekday(now)}　{now:%H:%M}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.current().color("line"))
        painter.end()
