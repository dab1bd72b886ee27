"""The papers of a referral as a card: added by file, drop or paste, and honestly where each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.attachment_rows import AttachmentRow, FileWhere
from clinic_app.services.attachments import ADDING
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.attachment_add import AddPapersDialog, Source, choose_papers, papers_in, pasted_papers
from ui.dialogs.attachment_view import RemovePaperDialog, open_attachment
from ui.tasks import Changes
from ui.widgets.blocks import Card, IconLabel, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty

SHOWN = frozenset({"attachment", "attachment_file", "op", "outbox"})


class PaperLine(QWidget):
    """One attachment: what it is, by whom, where it is, and what can be done with it."""

    def __init__(self, context: UiContext, row: AttachmentRow, *, removable: bool) -> None:
        super().__init__()
        self._context, self.row = context, row
        look = theme.current()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, look.px(2), 0, look.px(2))
        line.setSpacing(look.px(10))
        line.addWidget(IconLabel("file-text" if row.media_type.endswith("pdf") else "camera"))
        words = QVBoxLayout()
        words.setSpacing(0)
        purpose = i18n.code("attachment_purpose", row.purpose_text)
        words.addWidget(label(row.name or purpose, wrap=True))
        facts = (purpose if row.name != purpose else "", row.size_text, row.by, i18n.text(row.when))
        words.addWidget(label(" · ".join(filter(None, facts)), "small", wrap=True))
        line.addLayout(words, 1)
        line.addWidget(Chip(i18n.text(row.where_text), row.meaning))
        self.act = Button(self.tr("打开") if row.here else self.tr("取回"), compact=True)
        self.act.clicked.connect(self._act)
        self.act.setEnabled(row.here or row.where is not FileWhere.FETCHING)
        line.addWidget(self.act)
        self.remove: Button | None = None
        if removable:
            self.remove = Button(self.tr("移除"), kind="quiet", compact=True)
            self.remove.clicked.connect(self._remove)
            line.addWidget(self.remove)
        self.setAccessibleName(f"{row.name} {i18n.text(row.where_text)}")

    def _act(self) -> None:
        if self.row.here:
            open_attachment(self._context, self, self.row)
        else:
            fetch(self._context, self, self.row.id)

    def _remove(self) -> None:
        RemovePaperDialog(self._context, self, self.row, lambda: None)


def fetch(context: UiContext, owner: QWidget, attachment_id: str) -> None:
    """Ask for an attachment's bytes; they come in the background as soon as there is a line."""
    app = context.app

    def ask() -> Any:
        saved = app.attachments.want(attachment_id)
        if app.sync_control.files.in_background is not None:
            app.sync_control.files.soon()
        return saved

    context.tasks.run(ask, owner=owner)


class PapersCard(Card):
    """All papers of a referral. Files may be dropped on it; Ctrl+V pastes a picture."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(QCoreApplication.translate("PapersCard", "附件"))
        self._context, self._id = context, ""
        self.lines: list[PaperLine] = []
        self.setAcceptDrops(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.current().px(2))
        self.body.addLayout(self._list)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        self.add = Button(self.tr("加入附件"), icon="file-plus", compact=True)
        self.add.clicked.connect(lambda: self._take(choose_papers(self)))
        self.paste = Button(self.tr("粘贴图片"), compact=True)
        self.paste.clicked.connect(self.paste_now)
        self._hint = label(self.tr("也可以把文件拖到这里"), "small")
        for widget in (self.add, self.paste, self._hint):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_referral(self, referral_id: str) -> None:
        """Show the papers of a referral."""
        if referral_id != self._id:
            self._id = referral_id
            self._show(referral_id, ())
        self.reload()

    def records_changed(self, changes: Changes) -> None:
        """Read again when papers or their bytes moved."""
        if changes.any_of(*SHOWN):
            self.reload()

    def reload(self) -> None:
        """Read again."""
        wanted, attachments = self._id, self._context.app.attachments
        if wanted:
            self._context.tasks.run(
                lambda: attachments.of_referral(wanted), lambda rows: self._show(wanted, rows), owner=self
            )

    def _show(self, referral_id: str, rows: Sequence[AttachmentRow]) -> None:
        if referral_id != self._id:
            return
        if self.lines and [line.row for line in self.lines] == list(rows):
            return
        empty(self._list)
        may = self._may_add()
        self.lines = [PaperLine(self._context, row, removable=may and row.ours) for row in rows]
        for line in self.lines:
            self._list.addWidget(line)
        if not rows:
            words = self.tr("没有附件。检验单、心电图、签好的同意书，拍照或扫描后加在这里。")
            self._list.addWidget(label(words, "secondary", wrap=True))
        self.set_count(str(len(rows)) if rows else "")
        for widget in (self.add, self.paste, self._hint):
            widget.setVisible(may)

    def _may_add(self) -> bool:
        user = self._context.app.session.user
        return user is not None and any(user.may(one) for one in ADDING)

    # --- adding ---------------------------------------------------------------------------------

    def paste_now(self) -> None:
        """Add what stands on the clipboard."""
        found = pasted_papers()
        if found:
            self._take(found)
        else:
            self._context.messages.info(self.tr("剪贴板里没有图片。请先复制或截图。"))

    def _take(self, sources: Sequence[Source]) -> None:
        if sources and self._id:
            AddPapersDialog(self._context, self, self._id, sources, self.reload)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if self._may_add() and papers_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        found = papers_in(event.mimeData())
        if found:
            event.acceptProposedAction()
            self._take(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V while something of the card has the focus."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._may_add():
            self.paste_now()
            return
        super().keyPressEvent(event)
