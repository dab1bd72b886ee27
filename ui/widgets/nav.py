"""The list of pages at the left, with how many things wait on each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.blocks import label


class NavItem(QAbstractButton):
    """One page of the list: icon when narrow, name and count when wide."""

    def __init__(self, key: str, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setText(title)
        self._icon, self._count, self._quiet, self._narrow = icon, 0, False, False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int, *, quiet: bool = False) -> None:
        """Show how many things wait; ``quiet`` is grey, for what is not the person's next move."""
        self._count, self._quiet = count, quiet
        name = self.tr("{page}，{n} 件").format(page=self.text(), n=count) if count else self.text()
        self.setAccessibleName(name)
        self.update()

    def count(self) -> int:
        """Return the count."""
        return self._count

    def set_narrow(self, narrow: bool) -> None:
        """Show only the icon (the name becomes the tooltip) when the window is narrow."""
        self._narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(40), theme.current().px(39))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent_soft" if on else "hover"))
            painter.drawRoundedRect(box, look.px("radius"), look.px("radius"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.px("radius"), look.px("radius"))
        ink = look.color("accent_text" if on else "ink")
        side = look.px(18)
        x = (self.width() - side) / 2 if self._narrow else look.px(10)
        icons.paint(painter, QRectF(x, (self.height() - side) / 2, side, side), self._icon, ink)
        if not self._narrow:
            painter.setFont(look.font("body", bold=on))
            painter.setPen(ink)
            left = look.px(10) + side + look.px(9)
            room = QRectF(left, 0, self.width() - left - look.px(44), self.height())
            shown = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1
            )
            painter.drawText(room.adjusted(0, 0, 4, 0), int(Qt.AlignmentFlag.AlignVCenter), shown)
        if self._count:
            self._paint_count(painter)
        painter.end()

    def _paint_count(self, painter: QPainter) -> None:
        look = theme.current()
        text = str(self._count) if self._count < 1000 else "999+"
        font = look.font("tiny", bold=True)
        height = look.px(19) if not self._narrow else look.px(16)
        width = max(look.px(21), QFontMetrics(font).horizontalAdvance(text) + look.px(12))
        if self._narrow:
            box = QRectF(self.width() - width - 1, 1, width, height)
        else:
            box = QRectF(self.width() - width - look.px(10), (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("count_ground" if self._quiet else "accent"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(look.color("count_ink" if self._quiet else "accent_ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


class NavBar(QWidget):
    """Name of the institution, the pages, and version and help key at the bottom.

    Signals:
        chosen: key of the page that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, NavItem] = {}
        self._narrow = False
        self.setAccessibleName(self.tr("页面"))
        look = theme.current()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(look.px(2))
        self._name = label("", "heading")
        self._name.setContentsMargins(look.px(10), 0, 0, 0)
        self._name.setFixedHeight(look.px(45))
        self._column.addWidget(self._name)
        self._column.addStretch(1)
        self._foot = label("", "small")
        self._foot.setContentsMargins(look.px(10), 0, 0, 0)
        self._column.addWidget(self._foot)
        self._apply()
        theme.changed.connect(self._apply)

    def set_institution(self, name: str) -> None:
        """Show the name of this institution."""
        self._full_name = name
        self._name.setToolTip(name)
        room = theme.current().px("nav") - theme.current().px(34)
        metrics = QFontMetrics(theme.current().font("heading", bold=True))
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room))

    def set_foot(self, text: str) -> None:
        """Show the words at the bottom."""
        self._foot.setText(text)

    def add(self, key: str, title: str, icon: str) -> NavItem:
        """Add a page at the end of the list."""
        item = NavItem(key, title, icon, self)
        item.set_narrow(self._narrow)
        item.clicked.connect(lambda: self.chosen.emit(key))
        self._items[key] = item
        self._column.insertWidget(self._column.count() - 2, item)
        return item

    def item(self, key: str) -> NavItem | None:
        """Return the item of a page, None for pages without one."""
        return self._items.get(key)

    def page_keys(self) -> list[str]:
        """Return the keys in order."""
        return list(self._items)

    def select(self, key: str) -> None:
        """Mark a page as the present one."""
        if key in self._items:
            self._items[key].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or names too."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._apply()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            shown = list(self._items.values())
            focused = next((n for n, item in enumerate(shown) if item.hasFocus()), -1)
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            if 0 <= focused + step < len(shown):
                shown[focused + step].setFocus()
            return
        super().keyPressEvent(event)

    def _apply(self) -> None:
        look = theme.current()
        edge = look.px(8 if self._narrow else 12)
        self._column.setContentsMargins(edge, look.px(7), edge, look.px(22))
        self.setFixedWidth(look.px("nav_narrow" if self._narrow else "nav"))
        self._name.setVisible(not self._narrow)
        self._foot.setVisible(not self._narrow)
        for item in self._items.values():
            item.set_narrow(self._narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("line"))
        painter.end()
