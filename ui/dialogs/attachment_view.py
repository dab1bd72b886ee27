"""Looking at an attachment inside the program, and removing one with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.services.attachment_rows import AttachmentRow
from clinic_app.services.attachments import AttachmentContent
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.attachment_add import CHANGES
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.paper_view import PaperView
from ui.widgets.refusal import tell_refusal

PDF = "application/pdf"


class PictureView(QScrollArea):
    """A picture fitted to the width, or at its own size."""

    def __init__(self, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = QPixmap.fromImage(QImage.fromData(data))
        self.fitted = True
        self._shown = QLabel()
        self._shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._shown)
        self.setAccessibleName(self.tr("附件图片"))
        self._lay()

    def readable(self) -> bool:
        """Tell whether there is a picture at all."""
        return not self._whole.isNull()

    def set_fitted(self, fitted: bool) -> None:
        """Show the picture fitted to the width, or at its own size."""
        self.fitted = fitted
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay()

    def _lay(self) -> None:
        if self._whole.isNull():
            return
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 4
        shown = self._whole
        if self.fitted and room > 0:
            # Small print is read more easily a little larger than it is.
            width = min(room, shown.width() * 2)
            shown = shown.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        self._shown.setPixmap(shown)
        self._shown.resize(shown.size())


class AttachmentDialog(Dialog):
    """One attachment, to read and to save a copy of."""

    def __init__(
        self, context: UiContext, parent: QWidget, row: AttachmentRow, content: AttachmentContent
    ) -> None:
        super().__init__(row.name or row.purpose_text, parent, width=860)
        self._context, self._paper, self._content = context, row, content
        purpose = i18n.code("attachment_purpose", row.purpose_text)
        facts = (purpose, row.size_text, row.by, i18n.text(row.when))
        self.body.addWidget(label("　".join(filter(None, facts)), "secondary", wrap=True))
        self.picture: PictureView | None = None
        self.paper: PaperView | None = None
        if content.media_type == PDF:
            self.paper = PaperView()
            self.paper.set_pdf(content.data)
            shown: QWidget = self.paper
        else:
            shown = self.picture = PictureView(content.data)
        shown.setMinimumHeight(theme.current().px(430))
        self.body.addWidget(shown, 1)
        if self.picture is not None and self.picture.readable():
            self._size = self.add_button(self.tr("原大"), self._change_size)
        self.add_button(self.tr("另存一份"), self._save)
        close = self.add_button(self.tr("关闭"), kind="primary")
        self.resize(theme.current().px(900), theme.current().px(660))
        self.open()
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_size(self) -> None:
        if self.picture is not None:
            self.picture.set_fitted(not self.picture.fitted)
            self._size.setText(self.tr("原大") if self.picture.fitted else self.tr("适合宽度"))

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("另存附件"), self._content.name)
        if not path:
            return
        attachments, one = self._context.app.attachments, self._paper.id
        self._context.tasks.run(
            lambda: attachments.save_copy(one, Path(path)),
            lambda saved: self._context.messages.info(self.tr("已存到 {path}").format(path=saved)),
            owner=self,
        )


def open_attachment(context: UiContext, parent: QWidget, row: AttachmentRow) -> None:
    """Read an attachment and show it."""
    attachments = context.app.attachments

    def show(content: AttachmentContent) -> None:
        AttachmentDialog(context, parent, row, content)

    context.tasks.run(lambda: attachments.open(row.id), show, owner=parent)


class RemovePaperDialog(Dialog):
    """Why an attachment goes out of sight. ``done`` is called afterwards."""

    def __init__(
        self, context: UiContext, parent: QWidget, row: AttachmentRow, done: Callable[[], object]
    ) -> None:
        super().__init__(QCoreApplication.translate("RemovePaperDialog", "移除附件"), parent, width=520)
        self._context, self._paper, self._done = context, row, done
        self.body.addWidget(label(row.name, "strong", wrap=True))
        words = self.tr("移除后双方都不再显示，对方也不能再取；记录和原因仍保留备查。")
        self.body.addWidget(label(words, wrap=True))
        self.form = Form()
        self.reason = LineEdit(self.tr("如：传错了人、拍糊了"))
        self.form.row(("reason", self.tr("原因"), self.reason))
        self.body.addWidget(self.form)
        self.yes = self.add_button(self.tr("移除"), self._remove, kind="danger", key="save")
        self.add_button(self.tr("返回"))
        self.open()
        self.reason.setFocus()

    def _remove(self) -> None:
        self.form.clear_problems()
        attachments, one, reason = self._context.app.attachments, self._paper.id, self.reason.text()
        self._context.tasks.run(
            lambda: attachments.remove(one, reason),
            self._removed,
            self._failed,
            owner=self,
            changes=CHANGES,
        )

    def _removed(self, _: Any) -> None:
        self.accept()
        self._done()

    def _failed(self, error: ClinicError) -> None:
        if not tell_refusal(error, self.form, self._context.messages):
            self.reject()
