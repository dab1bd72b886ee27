"""Buttons that say their outcome and show the key that presses them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons, shortcuts, theme

KINDS = ("primary", "secondary", "danger", "quiet")


class Button(QPushButton):
    """A push button in the program's look.

    kind ``primary`` is the one main action of a page, ``secondary`` everything else, ``danger`` what
    cannot be taken back lightly, ``quiet`` has no frame. ``key`` is an action of ui/shortcuts.py: its
    key is shown on the button and presses it. Enter presses a button that has the focus.
    """

    def __init__(
        self,
        text: str = "",
        *,
        kind: str = "secondary",
        key: str = "",
        icon: str = "",
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if kind not in KINDS:
            raise ValueError(f"no such kind of button: {kind}")
        self._kind = kind
        self._icon = icon
        self._compact = compact
        self._badge = shortcuts.sequence(key) if key else ""
        if key:
            self.setProperty(shortcuts.KEY_PROPERTY, key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A dialog must never press a button because Enter was hit in a field.
        self.setAutoDefault(False)
        self.setDefault(False)

    @property
    def kind(self) -> str:
        """The kind it was made as."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Change the kind, for example when a choice turns it into the main action."""
        self._kind = kind
        self.update()

    def fill_width(self) -> None:
        """Be as wide as there is room, in a column of buttons; the key then stands at the right edge."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = QFontMetrics(self._font()).horizontalAdvance(self.text()) + 2 * self._pad()
        if self._icon:
            width += look.px(18) + (look.px(8) if self.text() else 0)
        if self._badge:
            width += look.px(14) + self._badge_width()
        return QSize(width, look.px(30 if self._compact else "control"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def _font(self):  # noqa: ANN202
        return theme.current().font("small" if self._compact else "body", bold=self._kind == "primary")

    def _pad(self) -> int:
        return theme.current().px(10 if self._compact else 15)

    def _badge_width(self) -> int:
        look = theme.current()
        return QFontMetrics(look.font("tiny")).horizontalAdvance(self._badge) + look.px(14)

    def _colors(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Return ground, frame and ink for the present state."""
        look = theme.current()
        if not self.isEnabled():
            ground = None if self._kind == "quiet" else look.color("line_soft")
            return ground, None, look.color("secondary")
        if self._kind == "primary":
            token = "accent_press" if self.isDown() else "accent_hover" if self.underMouse() else "accent"
            return look.color(token), None, look.color("accent_ink")
        ink = "urgent" if self._kind == "danger" else "ink"
        over = self.underMouse() or self.isDown()
        if self._kind == "quiet":
            return (look.color("hover") if over else None), None, look.color("accent_text")
        frame = "urgent_line" if self._kind == "danger" else "field_line"
        return look.color("hover" if over else "surface"), look.color(frame), look.color(ink)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, frame, ink = self._colors()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = look.px("radius")
        painter.setPen(QPen(frame, 1) if frame else Qt.PenStyle.NoPen)
        painter.setBrush(ground if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            self._paint_focus(painter, box, radius)
        x = float(self._pad())
        middle = self.height() / 2
        if self._icon:
            side = look.px(18)
            icons.paint(painter, QRectF(x, middle - side / 2, side, side), self._icon, ink)
            x += side + look.px(8)
        painter.setFont(self._font())
        painter.setPen(ink)
        shown = self.text()
        width = QFontMetrics(self._font()).horizontalAdvance(shown)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(QRectF(x, 0, width + 2, self.height()), int(flags), shown)
        if self._badge:
            edge = self.width() - self._pad() - self._badge_width()
            self._paint_badge(painter, QPointF(max(x + width + look.px(14), edge), middle))
        painter.end()

    def _paint_focus(self, painter: QPainter, box: QRectF, radius: int) -> None:
        look = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = "accent_ink" if self._kind == "primary" and self.isEnabled() else "accent"
        painter.setPen(QPen(look.color("accent"), 2))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if inner == "accent_ink":
            painter.setPen(QPen(look.color(inner), 1.5))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), radius - 2, radius - 2)

    def _paint_badge(self, painter: QPainter, at: QPointF) -> None:
        primary = self._kind == "primary" and self.isEnabled()
        paint_key(painter, at, self._badge, on_accent=primary)


def paint_key(painter: QPainter, at: QPointF, text: str, *, on_accent: bool = False) -> None:
    """Paint a key badge with its left middle at a point."""
    look = theme.current()
    font = look.font("tiny")
    width = QFontMetrics(font).horizontalAdvance(text) + look.px(14)
    height = look.px(20)
    box = QRectF(at.x(), at.y() - height / 2, width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(Qt.PenStyle.NoPen if on_accent else QPen(look.color("line"), 1))
    painter.setBrush(look.color("accent_badge" if on_accent else "key_ground"))
    painter.drawRoundedRect(box, look.px(4), look.px(4))
    painter.setFont(font)
    painter.setPen(look.color("accent_ink" if on_accent else "key_ink"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
