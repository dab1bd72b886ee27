"""A slip being written: form at the left, live paper at the right, buttons below; drafts save themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError
from ui import i18n, theme
from ui.context import UiContext
from ui.widgets.blocks import Banner, PageScroll, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog, ask
from ui.widgets.form import Form
from ui.widgets.live_paper import LivePaper
from ui.widgets.paper_view import PaperView
from ui.widgets.pause import pause
from ui.widgets.refusal import tell_refusal
from ui.widgets.steps import StepStrip

DRAFT_MS = 3000


class SlipWriting(QWidget):
    """What the referral slip and the return slip have in common while they are written.

    Signals:
        saved: id of what was saved, and whether it is to be printed now.
        left: the slip was given up.
    """

    saved = Signal(str, bool)
    left = Signal()
    draft_name = ""

    def __init__(self, context: UiContext, form: Form) -> None:
        super().__init__()
        self.context, self.form = context, form
        self._key = ""
        self._dirty = self._filled = self._saving = False
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, look.px("margin"), look.px(12))
        columns.setSpacing(look.px(4))
        outer.addLayout(columns, 1)
        left = QVBoxLayout()
        left.setSpacing(0)
        columns.addLayout(left, 64)
        self.scrolled = PageScroll()
        self.scrolled.content.setContentsMargins(look.px("margin"), look.px(2), look.px(16), look.px(8))
        self.scrolled.content.setSpacing(look.px(8))
        left.addWidget(self.scrolled, 1)
        self.title = PageTitle("")
        self.scrolled.content.addWidget(self.title)
        self._column = self.scrolled.content
        self.notices = QVBoxLayout()
        self.notices.setSpacing(look.px(6))
        self.scrolled.content.addLayout(self.notices)
        self.scrolled.content.addWidget(form)
        self.scrolled.content.addStretch(1)
        left.addLayout(self._buttons())
        self.paper = LivePaper(context.tasks)
        columns.addWidget(self.paper, 36)
        self._draft_timer = pause(self, DRAFT_MS, self.keep_draft)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring the field that gets the focus into sight with the words that may stand below it."""
        if now is not None and self.form.isAncestorOf(now):
            self.scrolled.ensureWidgetVisible(now, 0, theme.current().px(72))

    def _head(self) -> QHBoxLayout:
        look = theme.current()
        row = QHBoxLayout()
        row.setContentsMargins(look.px("margin"), look.px(12), look.px("margin"), look.px(2))
        self.strip = StepStrip([])
        self.kept = label("", "small")
        row.addWidget(self.strip, 1)
        row.addWidget(self.kept, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _buttons(self) -> QHBoxLayout:
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        row.setContentsMargins(look.px("margin"), look.px(8), look.px(16), 0)
        self.print_button = Button(self.tr("保存并打印"), kind="primary", key="print")
        self.print_button.clicked.connect(lambda: self._save(print_it=True))
        self.save_button = Button(self.tr("只保存"), key="save")
        self.save_button.clicked.connect(lambda: self._save(print_it=False))
        preview = Button(self.tr("预览"), key="preview")
        preview.clicked.connect(self._preview)
        self.drop_button = Button(self.tr("作废草稿"))
        self.drop_button.clicked.connect(self._ask_drop)
        for button in (self.print_button, self.save_button, preview):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.drop_button)
        return row

    # --- for the two kinds of slip -------------------------------------------------------------

    def slip_values(self) -> dict[str, Any]:
        """Return the fields as typed."""
        raise RuntimeError("a kind of slip says what it holds")

    def draw(self) -> Callable[[], Any]:
        """Return what makes the paper on a worker, from the fields as they are now."""
        raise RuntimeError("a kind of slip says how it is drawn")

    def save(self) -> Callable[[], Any]:
        """Return what saves the slip on the worker."""
        raise RuntimeError("a kind of slip says how it is saved")

    # --- beginning --------------------------------------------------------------------------------

    def begin(self, key: str) -> None:
        """Begin a slip; what the one before has left is taken away."""
        self._key = key
        self._dirty = self._filled = self._saving = False
        self._draft_timer.stop()
        self.kept.setText("")
        self.form.clear_problems()
        # What is typed before the record has been read would be overwritten by it.
        self.form.setEnabled(False)
        self.show_notices(())
        self.paper.forget()
        self._set_busy(busy=False)

    def filled(self, *, kept: str = "") -> None:
        """Say that the fields are filled and typing counts from now on."""
        self._filled, self._dirty = True, False
        self.form.setEnabled(True)
        self.kept.setText(kept)
        self.paper.ask(self.draw(), now=True)

    def show_notices(self, texts: tuple[str, ...]) -> None:
        """Show what has to be known before writing."""
        while self.notices.count():
            item = self.notices.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text in texts:
            self.notices.addWidget(Banner(text, "due"))

    def show_person(self, name: str, facts: str, chips: tuple[tuple[str, str], ...]) -> None:
        """Show whose slip it is, with allergies always in sight."""
        title = PageTitle(name)
        for one in (label(facts, "secondary"), *(Chip(text, meaning) for text, meaning in chips)):
            title.add_beside(one)
        self._column.replaceWidget(self.title, title)
        self.title.deleteLater()
        self.title = title

    # --- drafts ---------------------------------------------------------------------------------

    def typed(self) -> None:
        """Note that something was typed: the paper follows, the draft is saved soon."""
        if not self._filled:
            return
        self._dirty = True
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self.paper.ask(self.draw())

    def keep_draft(self) -> None:
        """Keep what was typed, so that a power cut costs nothing."""
        if not self._dirty or self._saving or not self.draft_name or not self._key:
            return
        self._dirty = False
        values, drafts, name, key = self.slip_values(), self.context.app.drafts, self.draft_name, self._key
        now = self.context.now().strftime("%H:%M:%S")
        self.context.tasks.run(
            lambda: drafts.save(name, key, values), lambda _: self._draft_kept(key, now), owner=self
        )

    def _draft_kept(self, key: str, now: str) -> None:
        if key == self._key:
            self.kept.setText(self.tr("草稿已自动保存 {time}").format(time=now))

    def _ask_drop(self) -> None:
        ask(
            self,
            self.tr("作废这份草稿？"),
            self.tr("写到一半的内容会去掉，患者的档案不受影响。"),
            self.tr("作废草稿"),
            self._drop,
            danger=True,
        )

    def _drop(self) -> None:
        self._dirty = self._filled = False
        self._draft_timer.stop()
        drafts, name, key = self.context.app.drafts, self.draft_name, self._key
        if name:
            self.context.tasks.run(lambda: drafts.discard(name, key), owner=self, changes={"draft"})
        self.left.emit()

    # --- saving ---------------------------------------------------------------------------------

    def _save(self, *, print_it: bool) -> None:
        if self._saving or not self._filled:
            return
        self._saving = True
        self._draft_timer.stop()
        self._set_busy(busy=True)
        self.context.tasks.run(
            self.save(), lambda result: self._saved(result, print_it), self._failed, owner=self
        )

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.print_button, self.save_button, self.drop_button):
            button.setEnabled(not busy)

    def _saved(self, result: Any, print_it: bool) -> None:
        self._dirty = self._filled = self._saving = False
        self._set_busy(busy=False)
        words = self.tr("已保存，单号 {number}").format(number=result.number) if result.number else ""
        self.context.messages.info(words or self.tr("已保存"))
        for warning in result.warnings:
            self.context.messages.warning(i18n.text(warning.message), self.tr("请记得"))
        self.saved.emit(result.id, print_it)

    def _failed(self, error: ClinicError) -> None:
        self._saving, self._dirty = False, True
        self._set_busy(busy=False)
        tell_refusal(error, self.form, self.context.messages)
        self.keep_draft()

    # --- looking --------------------------------------------------------------------------------

    def _preview(self) -> None:
        PreviewBox(self.context, self, self.draw())


class PreviewBox(Dialog):
    """The slip as large as the window allows."""

    def __init__(self, context: UiContext, parent: QWidget, draw: Callable[[], Any]) -> None:
        super().__init__(QCoreApplication.translate("PreviewBox", "预览"), parent, width=760)
        self.paper = PaperView(fit="width")
        room = parent.window().height() - theme.current().px(220)
        self.paper.setMinimumHeight(max(theme.current().px(320), room))
        self.body.addWidget(self.paper, 1)
        self.add_button(self.tr("返回"), kind="primary", key="preview").setFocus()
        context.tasks.run(
            draw,
            self._drawn,
            lambda error: self.paper.set_message(i18n.text(error.message)),
            owner=self,
            pool=True,
        )
        self.open()

    def _drawn(self, made: Any) -> None:
        self.paper.set_pdf(made.pdf)
