"""Adding papers to a referral: what they are, what they are called; pictures are made small on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.errors import ClinicError
from ui import i18n
from ui.context import UiContext
from ui.forms.values import CodeField
from ui.widgets.blocks import label
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.refusal import tell_refusal

Source = Path | bytes
"""A file on the disk, or the bytes of a picture that was pasted."""

CHANGES = frozenset({"attachment", "op"})
PICTURES = "*.jpg *.jpeg *.png *.pdf"


class AddPapersDialog(Dialog):
    """Files that were chosen, dropped or pasted, before they are added. ``done`` is called afterwards.

    What cannot be added stays, with the reason; what was added is gone from the list.
    """

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        referral_id: str,
        sources: Sequence[Source],
        done: Callable[[], object],
        *,
        purpose: str = "lab",
        message_id: str = "",
    ) -> None:
        super().__init__(QCoreApplication.translate("AddPapersDialog", "加入附件"), parent, width=640)
        self._context, self._referral_id, self._done = context, referral_id, done
        self._left, self._message_id = list(sources), message_id
        self._files = label("", "secondary", wrap=True)
        self.body.addWidget(self._files)
        words = self.tr("图片会自动缩小、转正并去掉拍摄地点，只随这张单走；对方通线后就能取到。")
        self.body.addWidget(label(words, wrap=True))
        self.form = Form(label_width=70)
        self.purpose = CodeField(context, "attachment_purpose", self.tr("如：检验报告，或打首字母"))
        self.purpose.set_code(purpose)
        self.name = LineEdit(self.tr("空着就用文件名"))
        self.form.row(("purpose", self.tr("是什么"), self.purpose))
        self.form.row(("name", self.tr("名称"), self.name))
        self.body.addWidget(self.form)
        self.yes = self.add_button(self.tr("加入"), self._add, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self._show_files()
        self.open()
        self.purpose.setFocus()

    def _show_files(self) -> None:
        pasted = self.tr("剪贴板里的图片")
        self._files.setText("、".join(s.name if isinstance(s, Path) else pasted for s in self._left))

    def _add(self) -> None:
        self.form.clear_problems()
        self.yes.setEnabled(False)
        attachments, referral, sources = self._context.app.attachments, self._referral_id, list(self._left)
        more = {
            "purpose": self.purpose.code() or self.purpose.text().strip(),
            "name": self.name.text() if len(sources) == 1 else "",
            "message_id": self._message_id,
        }

        def add() -> tuple[list[Any], ClinicError | None]:
            made: list[Any] = []
            for source in sources:
                try:
                    act = attachments.add_file if isinstance(source, Path) else attachments.add
                    made.append(act(referral, source, **more))
                except ClinicError as error:
                    return made, error
            return made, None

        self._context.tasks.run(add, self._added, owner=self)

    def _added(self, found: tuple[list[Any], ClinicError | None]) -> None:
        made, error = found
        self._left = self._left[len(made) :]
        self.yes.setEnabled(True)
        if made:
            self._context.tasks.announce(CHANGES)
            for warning in (one for saved in made for one in saved.warnings):
                self._context.messages.info(i18n.text(warning.message))
            self._done()
        if error is None:
            self.accept()
            return
        self._show_files()
        tell_refusal(error, self.form, self._context.messages)


def choose_papers(parent: QWidget) -> list[Source]:
    """Ask for files to add; none when the person thought better of it."""
    paths, _ = QFileDialog.getOpenFileNames(
        parent,
        QCoreApplication.translate("AddPapersDialog", "选图片或 PDF"),
        "",
        QCoreApplication.translate("AddPapersDialog", "图片和 PDF ({kinds})").format(kinds=PICTURES),
    )
    return [Path(path) for path in paths]


def pasted_papers() -> list[Source]:
    """Return what stands on the clipboard, as far as it can be added."""
    data = QGuiApplication.clipboard().mimeData()
    return papers_in(data) if data is not None else []


def papers_in(data: QMimeData) -> list[Source]:
    """Return the files, or else the picture, in what was dropped or pasted."""
    files: list[Source] = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if files or not data.hasImage():
        return files
    image = data.imageData()
    return [_as_png(image)] if isinstance(image, QImage) and not image.isNull() else []


def _as_png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    buffer.close()
    return bytes(content.data())
