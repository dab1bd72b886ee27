"""扫码接收: a slip under the scanner, or its picture; what it is worth, and taking the patient in at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout

from clinic_app.domain.errors import ClinicError
from clinic_app.services.changes import Saved
from clinic_app.services.scanned_slips import ScannedSlip
from ui import i18n, theme
from ui.context import UiContext
from ui.widgets.blocks import Banner, Card, PageScroll, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty
from ui.widgets.line_edit import NarrowEdit, narrowed
from ui.widgets.page import PageWidget

LONGEST = 5000
"""Characters of the longest QR code and some; a scanner types them like a keyboard."""


class CodeField(NarrowEdit):
    """A field for a scanner that types: a space is a letter of the code, also at the end of what is typed."""

    def cleaned(self, text: str) -> str:
        return narrowed(text)


class ScanPage(PageWidget):
    """The desk's scanner: one field for it, the answer below, one button to go on."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        look = theme.current()
        scroll = PageScroll.filling(self)
        scroll.content.addWidget(
            PageTitle(
                self.tr("扫码接收"),
                self.tr("没有网络、还没有同步也能用：扫转诊单上的方码，核对后接收患者。"),
            )
        )
        line = QHBoxLayout()
        line.setSpacing(look.px(12))
        self.code = CodeField(self.tr("光标放在这里，用扫码枪对准转诊单上的方码"), max_length=LONGEST)
        self.code.setAccessibleName(self.tr("转诊单上的码"))
        self.code.returnPressed.connect(self._typed)
        line.addWidget(self.code, 1)
        self.check_button = Button(self.tr("查验"), kind="primary", icon="qr-code")
        self.check_button.clicked.connect(self._typed)
        line.addWidget(self.check_button)
        self.file_button = Button(self.tr("选照片或 PDF"), icon="camera")
        self.file_button.clicked.connect(self._ask_file)
        line.addWidget(self.file_button)
        scroll.content.addLayout(line)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(look.px(12))
        scroll.content.addLayout(self._answer)
        scroll.content.addStretch(1)
        self._told: ScannedSlip | None = None
        self.go: Button | None = None

    def show_at(self, **_: Any) -> None:
        """Be ready for the next slip; one that was checked stays in sight."""
        self.code.setFocus()

    def told(self) -> ScannedSlip | None:
        """Return the slip in sight, or None."""
        return self._told

    # --- reading --------------------------------------------------------------------------------

    def _typed(self) -> None:
        text = self.code.text()
        if not text.strip():
            self.code.setFocus()
            return
        self.code.clear()
        app = self.context.app
        self.context.tasks.run(
            lambda: app.scanned_slips.read(text), self._show, self._failed, owner=self, pool=True
        )

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("选择转诊单的照片、扫描件或 PDF"),
            "",
            self.tr("图片和 PDF") + " (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp *.pdf)",
        )
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read the slip's code from a picture or PDF and show the answer."""
        app = self.context.app
        self.file_button.setEnabled(False)
        self.context.tasks.run(
            lambda: app.scanned_slips.read_file(path),
            lambda found: self._show(found[0]),
            self._failed,
            owner=self,
            pool=True,
            always=lambda: self.file_button.setEnabled(True),
        )

    def _failed(self, error: ClinicError) -> None:
        self._clear()
        self._answer.addWidget(Banner(i18n.text(error.message), "due"))
        self.code.setFocus()

    # --- the answer -----------------------------------------------------------------------------

    def _clear(self) -> None:
        empty(self._answer)
        self._told, self.go = None, None

    def _show(self, told: ScannedSlip) -> None:
        self._clear()
        self._told = told
        card = Card(self.tr("查验结果"))
        head = QHBoxLayout()
        head.setSpacing(theme.current().px(12))
        head.addWidget(Chip(i18n.text(told.word), told.meaning), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(label(i18n.text(told.sentence), "strong", wrap=True), 1)
        card.body.addLayout(head)
        if told.org_name:
            card.body.addWidget(
                label(
                    self.tr("开单机构：{org}　　首次打印：{when}").format(
                        org=told.org_name, when=told.issued_text
                    ),
                    "secondary",
                )
            )
        if told.why_not is not None:
            card.body.addWidget(label(i18n.text(told.why_not), "problem", wrap=True))
        elif told.referral_id:
            card.body.addWidget(label(self.tr("这张单本机已经有了，直接打开就行。"), "secondary"))
        card.body.addSpacing(theme.current().px(6))
        card.body.addLayout(self._buttons(told))
        self._answer.addWidget(card)
        if told.lines:
            says = Card(self.tr("码里写的"))
            says.body.addLayout(self._lines(told))
            self._answer.addWidget(says)
        # A button that was only just laid out cannot take the focus before it is shown.
        QTimer.singleShot(0, self, lambda: (self.go or self.code).setFocus())

    def _lines(self, told: ScannedSlip) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(16))
        grid.setVerticalSpacing(theme.current().px(6))
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(told.lines):
            name = label(i18n.text(line.label), "secondary")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            text = line.text + (self.tr("　（码里写不下，全文看纸面）") if line.shortened else "")
            value = label(text, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(value, row, 1)
        return grid

    def _buttons(self, told: ScannedSlip) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(12))
        if told.referral_id:
            self.go = Button(self.tr("打开这张转诊单"), kind="primary", icon="file-text")
            self.go.clicked.connect(lambda: self.context.open("referral", referral_id=told.referral_id))
            row.addWidget(self.go)
        elif told.can_take:
            self.go = Button(self.tr("接收这位患者"), kind="primary", key="save", icon="check")
            self.go.clicked.connect(lambda: self._take(told))
            row.addWidget(self.go)
        again = Button(self.tr("扫下一张"), icon="scan-line")
        again.clicked.connect(self._again)
        row.addWidget(again)
        row.addStretch(1)
        return row

    def _again(self) -> None:
        self._clear()
        self.code.setFocus()

    def _take(self, told: ScannedSlip) -> None:
        app = self.context.app
        if self.go is not None:
            self.go.setEnabled(False)
        self.context.tasks.run(
            lambda: app.scanned_slips.take_in(told.text), self._taken, self._failed, owner=self
        )

    def _taken(self, saved: Saved) -> None:
        self._clear()
        self.context.messages.info(
            self.tr("已接收 {number}。下次同步后与县平台上的同一张单自动合并。").format(number=saved.number)
        )
        self.context.open("referral", referral_id=saved.id)
