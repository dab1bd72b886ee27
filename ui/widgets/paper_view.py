"""The live paper: a PDF shown as pages of white paper, sharp on every screen, without flicker."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.blocks import label
from ui.widgets.pause import pause

GAP = 12


class _Sheets(QWidget):
    """The pages one under the other; an old picture stays until the new one is ready."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sizes: list[QSize] = []
        self.images: dict[int, QImage] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def lay(self, sizes: list[QSize]) -> None:
        """Take new page sizes (device-independent pixels)."""
        self.sizes = sizes
        self.images = {n: image for n, image in self.images.items() if n < len(sizes)}
        self.setFixedHeight(sum(size.height() for size in sizes) + GAP * max(0, len(sizes) - 1) + 4)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        y = 1.0
        for number, size in enumerate(self.sizes):
            sheet = QRectF((self.width() - size.width()) / 2, y, size.width(), size.height())
            painter.fillRect(sheet, look.color("paper"))
            image = self.images.get(number)
            if image is not None:
                painter.drawImage(sheet, image)
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
            y += size.height() + GAP
        painter.end()


class PaperView(QScrollArea):
    """Shows the bytes of a PDF as it will print.

    Pages are fitted to the width (``fit="width"``) or wholly into view (``fit="page"``); they are
    rendered on Qt's own render thread at the pixels of the screen. While a new version is rendered
    the old one stays in sight.

    Signals:
        rendered: every page of the latest PDF is in sight.
    """

    rendered = Signal()

    def __init__(self, parent: QWidget | None = None, *, fit: str = "width") -> None:
        super().__init__(parent)
        self._fit = fit
        self._pdf = b""
        self._document: QPdfDocument | None = None
        self._waiting: dict[int, int] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("纸面预览"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self._message = label("", "secondary", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.hide()
        self._sheets = _Sheets()
        column.addWidget(self._message)
        column.addWidget(self._sheets)
        column.addStretch(1)
        self.setWidget(inner)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._page_ready)
        self._again = pause(self, 60, self._render)

    def set_pdf(self, pdf: bytes) -> bool:
        """Show a PDF; the same bytes again cost nothing. False (and words instead) when it is none."""
        if pdf == self._pdf and self._document is not None:
            return True
        buffer = QBuffer(self)
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        buffer.setParent(document)
        document.load(buffer)
        if document.error() != QPdfDocument.Error.None_ or document.pageCount() == 0:
            document.deleteLater()
            self.set_message(self.tr("这一页现在不能显示。"))
            return False
        old, self._document, self._pdf = self._document, document, pdf
        # Before the renderer is pointed elsewhere its thread may still read the old document.
        self._renderer.setDocument(document)
        if old is not None:
            old.deleteLater()
        self._message.hide()
        self._sheets.show()
        self._lay()
        self._render()
        return True

    def set_message(self, text: str) -> None:
        """Show words in place of the paper, such as why it cannot be drawn yet."""
        self._message.setText(text)
        self._message.show()
        self._sheets.hide()

    def clear(self) -> None:
        """Show nothing."""
        self._pdf = b""
        self._sheets.images.clear()
        self._sheets.lay([])
        self._message.hide()

    def pdf(self) -> bytes:
        """Return the bytes that are shown."""
        return self._pdf

    def page_count(self) -> int:
        """Return the number of pages shown."""
        return len(self._sheets.sizes)

    def image(self, page: int) -> QImage | None:
        """Return the picture of a page, None while it is being rendered."""
        return self._sheets.images.get(page)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(400), theme.current().px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(180), theme.current().px(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        self._again.start()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._again.start()
        return super().event(event)

    def _lay(self) -> None:
        if self._document is None or not self._pdf:
            return
        # The scroll bar's room is always kept: with it the page is narrower and lower, the bar would go,
        # the page would grow, and the bar come back without end.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 4
        sizes = []
        for number in range(self._document.pageCount()):
            points = self._document.pagePointSize(number)
            width = float(room)
            if self._fit == "page":
                width = min(width, (self.viewport().height() - 4) * points.width() / points.height())
            sizes.append(QSize(max(1, round(width)), max(1, round(width * points.height() / points.width()))))
        self._sheets.lay(sizes)

    def _render(self) -> None:
        self._waiting = {}
        ratio = self.devicePixelRatioF()
        for number, size in enumerate(self._sheets.sizes):
            pixels = QSize(round(size.width() * ratio), round(size.height() * ratio))
            self._waiting[number] = self._renderer.requestPage(number, pixels)

    def _page_ready(self, page: int, _size: QSize, image: QImage, _options: object, request: int) -> None:
        # Requests overtaken by newer content or another size are dropped.
        if self._waiting.get(page) != request or image.isNull():
            return
        del self._waiting[page]
        self._sheets.images[page] = image
        self._sheets.update()
        if not self._waiting:
            self.rendered.emit()
