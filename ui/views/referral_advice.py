"""Questions and answers on a referral as a card: the thread, and the box in which one writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.services.advice import LONGEST_TEXT, AdviceMessage, Thread
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.attachment_add import AddPapersDialog, Source, choose_papers
from ui.tasks import Changes
from ui.views.referral_papers import PaperLine
from ui.widgets.blocks import Card, Panel, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty
from ui.widgets.text_box import TextBox

SHOWN = frozenset({"referral_message", "attachment", "attachment_file", "op", "outbox"})
CHANGES = frozenset({"referral_message", "op"})


class MessageBubble(Panel):
    """One message: who, when, what, and whether it waits for somebody."""

    def __init__(self, context: UiContext, card: AdviceCard, one: AdviceMessage, *, may_write: bool) -> None:
        ground = "surface" if one.ours else "due_ground" if one.our_turn else "unknown_soft"
        super().__init__(ground=ground, line="due_line" if one.our_turn else "line_soft")
        self.message = one
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        column.setSpacing(look.px(4))
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(label(i18n.code("message_role", one.role_text), "strong"))
        head.addWidget(label(f"{one.by_org_name} {one.by_name}".strip(), "small", wrap=True), 1)
        head.addWidget(label(i18n.text(one.when), "small"))
        column.addLayout(head)
        column.addWidget(label(one.text, wrap=True))
        for paper in one.attachments:
            column.addWidget(PaperLine(context, paper, removable=False))
        self._foot(column, card, one, may_write)

    def _foot(self, column: QVBoxLayout, card: AdviceCard, one: AdviceMessage, may_write: bool) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.current().px(8))
        # One above the other: side by side they would push the page wider than a large type allows.
        chips = QVBoxLayout()
        chips.setSpacing(theme.current().px(4))
        foot.addLayout(chips)
        if one.delivery:
            chips.addWidget(Chip(i18n.text(one.delivery), one.meaning))
        self.answer: Button | None = None
        if one.open:
            words = self.tr("等我们答复") if one.our_turn else self.tr("等对方答复")
            span = self.tr("{words}，已等 {span}").format(words=words, span=i18n.text(one.waited))
            chips.addWidget(Chip(span, "due" if one.our_turn else "waiting"))
        foot.addStretch(1)
        if one.open and may_write and one.our_turn:
            self.answer = Button(self.tr("答复"), kind="primary", compact=True)
            self.answer.clicked.connect(lambda: card.answer(one))
        elif one.open and may_write and one.ours:
            self.answer = Button(self.tr("不用答复了"), kind="quiet", compact=True)
            self.answer.clicked.connect(lambda: card.settle(one.id))
        if self.answer is not None:
            foot.addWidget(self.answer)
        if one.delivery or one.open:
            column.addLayout(foot)


class AdviceCard(Card):
    """The thread of a referral and the box to write in."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(QCoreApplication.translate("AdviceCard", "咨询与答复"))
        self._context, self._id = context, ""
        self._reply_to = ""
        self._begun = False
        self._sources: list[Source] = []
        self.shown: Thread | None = None
        self.bubbles: list[MessageBubble] = []
        look = theme.current()
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(6))
        self.body.addLayout(self._list)
        self.begin = Button(self.tr("写咨询"), icon="message-square-text", compact=True)
        self.begin.clicked.connect(self._begin)
        self._nothing = label(self.tr("拿不准的可以在这里问对方，答复会回到这里。"), "secondary", wrap=True)
        first = QHBoxLayout()
        first.setSpacing(look.px(12))
        first.addWidget(self._nothing, 1)
        first.addWidget(self.begin)
        self.body.addLayout(first)
        self._writing = QWidget()
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, look.px(4), 0, 0)
        column.setSpacing(look.px(6))
        self._to = label("", "small", wrap=True)
        self._to.hide()
        column.addWidget(self._to)
        self.text = TextBox(self.tr("想问对方什么，或要让对方知道什么"), limit=LONGEST_TEXT, lines=2)
        self.text.setAccessibleName(self.tr("咨询内容"))
        column.addWidget(self.text)
        self._wrong = label("", "problem", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addLayout(self._buttons())
        self.body.addWidget(self._writing)
        for widget in (self._writing, self._nothing, self.begin):
            widget.hide()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        self.send = Button(self.tr("发出提问"), icon="send", compact=True)
        self.send.clicked.connect(self._send)
        self.remark = Button(self.tr("补充说明"), kind="quiet", compact=True)
        self.remark.clicked.connect(self._remark)
        self.with_paper = Button(self.tr("附图片"), icon="camera", kind="quiet", compact=True)
        self.with_paper.clicked.connect(self._choose)
        self._back = Button(self.tr("改为提问"), kind="quiet", compact=True)
        self._back.clicked.connect(self._ask_instead)
        self._back.hide()
        for button in (self.send, self.remark, self.with_paper, self._back):
            row.addWidget(button)
        row.addStretch(1)
        return row

    # --- showing --------------------------------------------------------------------------------

    def show_referral(self, referral_id: str) -> None:
        """Show the thread of a referral; what was typed for another one is not carried over."""
        if referral_id != self._id:
            self._id, self.shown, self._begun = referral_id, None, False
            self.text.set_text("")
            self._forget()
        self.reload()

    def records_changed(self, changes: Changes) -> None:
        """Read again when something was written or moved."""
        if changes.any_of(*SHOWN):
            self.reload()

    def reload(self) -> None:
        """Read again."""
        wanted, advice = self._id, self._context.app.advice
        if wanted:
            self._context.tasks.run(
                lambda: advice.thread(wanted), lambda found: self._show(wanted, found), owner=self
            )

    def _show(self, referral_id: str, thread: Thread) -> None:
        if referral_id != self._id:
            return
        if thread == self.shown:
            return
        self.shown = thread
        empty(self._list)
        self.bubbles = [
            MessageBubble(self._context, self, one, may_write=thread.may_write) for one in thread.messages
        ]
        for bubble in self.bubbles:
            self._list.addWidget(bubble)
        self._nothing.setVisible(not thread.messages)
        self._offer_writing(thread)
        self.set_count(self.tr("待我答复 {n}").format(n=thread.waits_for_us) if thread.waits_for_us else "")

    def _offer_writing(self, thread: Thread) -> None:
        """Show the box where something was written already, else one button: the slip stays in sight."""
        open_box = bool(thread.messages) or self._begun
        self._writing.setVisible(thread.may_write and open_box)
        self.begin.setVisible(thread.may_write and not open_box)

    # --- writing --------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._begun = True
        if self.shown is not None:
            self._offer_writing(self.shown)
        self.text.setFocus()

    def answer(self, question: AdviceMessage) -> None:
        """Let what is written next be the answer to a question."""
        self._reply_to = question.id
        asked = question.text if len(question.text) <= 40 else question.text[:39] + "…"
        self._to.setText(self.tr("答复：{question}").format(question=asked))
        self._to.show()
        self.send.setText(self.tr("发出答复"))
        self.remark.hide()
        self._back.show()
        self.text.setFocus()

    def settle(self, question_id: str) -> None:
        """Take back one's own question."""
        advice = self._context.app.advice
        self._context.tasks.run(
            lambda: advice.settle(question_id), lambda _: self.reload(), owner=self, changes=CHANGES
        )

    def _ask_instead(self) -> None:
        self._forget()
        self.text.setFocus()

    def _forget(self) -> None:
        self._reply_to, self._sources = "", []
        self._to.hide()
        self._wrong.hide()
        self._back.hide()
        self.remark.show()
        self.send.setText(self.tr("发出提问"))
        self.with_paper.setText(self.tr("附图片"))

    def _choose(self) -> None:
        self._sources += choose_papers(self)
        if self._sources:
            self.with_paper.setText(self.tr("附图片（{n}）").format(n=len(self._sources)))

    def _send(self) -> None:
        advice, referral, question, text = (
            self._context.app.advice,
            self._id,
            self._reply_to,
            self.text.text(),
        )
        if question:
            self._run(lambda: advice.answer(question, text))
        else:
            self._run(lambda: advice.ask(referral, text))

    def _remark(self) -> None:
        advice, referral, text = self._context.app.advice, self._id, self.text.text()
        self._run(lambda: advice.remark(referral, text))

    def _run(self, write: Any) -> None:
        self._wrong.hide()
        self.send.setEnabled(False)
        self._context.tasks.run(
            write, self._written, self._failed, owner=self, changes=CHANGES, always=self._ready
        )

    def _ready(self) -> None:
        self.send.setEnabled(True)

    def _written(self, saved: Any) -> None:
        sources: Sequence[Source] = tuple(self._sources)
        self.text.set_text("")
        self._forget()
        self._context.messages.info(self.tr("已保存，会随同步送到对方"))
        self.reload()
        if sources:
            AddPapersDialog(
                self._context, self, self._id, sources, self.reload, purpose="exam", message_id=saved.id
            )

    def _failed(self, error: ClinicError) -> None:
        if isinstance(error, Rejected):
            self._wrong.setText(i18n.problems(error.problems, "；"))
            self._wrong.show()
            self.text.setFocus()
        else:
            self._context.messages.error(error)
