"""One referral that was sent: the way so far, the paper, and what can be done next from our side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.referral_flow import ENDED
from clinic_app.services.referral_details import MoveOffer, ReferralDetail
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.print_slip import SlipPrinter
from ui.dialogs.referral_moves import MoveBox, move_done_words
from ui.forms.slip_writing import PreviewBox
from ui.tasks import Changes
from ui.views.referral_advice import AdviceCard
from ui.views.referral_consent import ConsentNotice
from ui.views.referral_papers import PapersCard
from ui.views.referral_story import ButtonLines, ReferralStory
from ui.views.referral_writing import person_chips, person_facts, stated_allergies
from ui.widgets.blocks import Banner, Card, PageScroll, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.emptying import empty
from ui.widgets.live_paper import LivePaper
from ui.widgets.steps import Step, StepStrip

SHOWN = frozenset(
    {"referral", "referral_event", "referral_return", "follow_up", "follow_up_plan", "op", "outbox"}
)
QUIET_MOVES = frozenset(
    {"closed", "cancelled", "no_show", "declined", "redirected", "interim_note", "outcome"}
)
"""Moves that are never the main button."""
ENDINGS = frozenset({"closed", "cancelled"})


class ReferralDetailView(QWidget):
    """A referral for reading and for the next move.

    Signals:
        amend_asked: correct the slip; the ReferralDetail.
        return_asked: write the return slip; the ReferralDetail.
        again_asked: refer the patient elsewhere after a decline; the ReferralDetail.
    """

    amend_asked = Signal(object)
    return_asked = Signal(object)
    again_asked = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        self._id = ""
        self._detail: ReferralDetail | None = None
        self._printer = SlipPrinter(context, self)
        self._main: Button | None = None
        self._wants_focus = False
        self._after_load: Callable[[], object] | None = None
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(look.px("margin"), look.px(12), look.px("margin"), 0)
        head.setSpacing(look.px(4))
        self.strip = StepStrip([])
        head.addWidget(self.strip)
        self._title_row = QVBoxLayout()
        head.addLayout(self._title_row)
        outer.addLayout(head)
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(look.px(8), 0, look.px(8), look.px(12))
        self._columns.setSpacing(0)
        outer.addLayout(self._columns, 1)
        self._scroll = PageScroll()
        self._scroll.content.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        self._scroll.content.setSpacing(look.px(12))
        self._columns.addWidget(self._scroll, 58)
        self._columns.addWidget(self._paper_side(), 42)
        self._build_cards()

    def _paper_side(self) -> QWidget:
        look = theme.current()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(look.px(16), look.px(8), look.px(16), 0)
        column.setSpacing(look.px(8))
        self._which = ChoiceRow([("referral", self.tr("转出单")), ("return", self.tr("回转单"))], "referral")
        self._which.setAccessibleName(self.tr("看哪张单"))
        self._which.changed.connect(lambda _: self._draw())
        column.addWidget(self._which)
        self.paper = LivePaper(self.context.tasks)
        column.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self._print = Button(self.tr("打印"), key="print", icon="printer")
        self._print.clicked.connect(self.print_now)
        preview = Button(self.tr("预览"), key="preview")
        preview.clicked.connect(self._preview)
        other = Button(self.tr("打印选项"), kind="quiet")
        other.clicked.connect(lambda: self._printer.choose(*self._shown_slip(), self.reload))
        self._amend = Button(self.tr("更正"), icon="pencil")
        self._amend.clicked.connect(lambda: self.amend_asked.emit(self._detail))
        self._amend.hide()
        for button in (self._print, preview, self._amend, other):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return side

    def _build_cards(self) -> None:
        content = self._scroll.content
        self._notices = QVBoxLayout()
        content.addLayout(self._notices)
        self.consent = ConsentNotice(self.context)
        content.addWidget(self.consent)
        self._next = Card(self.tr("下一步"))
        content.addWidget(self._next)
        self.advice = AdviceCard(self.context)
        self.papers = PapersCard(self.context)
        self.story = ReferralStory(self.context, self.advice, self.papers)
        content.addWidget(self.story)
        content.addStretch(1)

    # --- showing --------------------------------------------------------------------------------

    def show_referral(self, referral_id: str, then: Callable[[], object] | None = None) -> None:
        """Show a referral; as its receiver, note that it was opened. ``then`` runs when it is shown."""
        if referral_id != self._id:
            self._detail = None
            self.paper.forget()
        self._id, self._after_load = referral_id, then
        app = self.context.app

        def opened() -> Any:
            saved = app.referral_actions.opened(referral_id)
            return saved if saved.changes else None

        self.context.tasks.run(opened, owner=self, failure=lambda _: None)
        self.context.tasks.run(lambda: app.referrals.get(referral_id), self._show, owner=self)

    def reload(self) -> None:
        """Read again."""
        if self._id:
            referrals, wanted = self.context.app.referrals, self._id
            self.context.tasks.run(lambda: referrals.get(wanted), self._show, owner=self)

    def records_changed(self, changes: Changes) -> None:
        """Read again when something of it may have changed."""
        if changes.any_of(*SHOWN):
            self.reload()
            return
        self.advice.records_changed(changes)
        self.papers.records_changed(changes)
        if changes.any_of("attachment") and self._detail is not None:
            self.consent.show_detail(self._detail)

    def referral_id(self) -> str:
        """Return which referral is shown."""
        return self._id

    def detail(self) -> ReferralDetail | None:
        """Return what is shown."""
        return self._detail

    def _show(self, detail: ReferralDetail) -> None:
        if detail.id != self._id:
            return
        first = self._detail is None
        had = len(self._detail.returns) if self._detail is not None else 0
        focused = self.window().focusWidget()
        inside = focused is not None and self._next.isAncestorOf(focused)
        self._wants_focus = self._wants_focus or first or inside
        self._detail = detail
        if first or len(detail.returns) > had:
            # What came back last is what the person wants to read.
            self._which.set_value("return" if detail.returns else "referral")
        self.strip.set_steps([Step(one.label, one.state, one.when) for one in detail.steps])
        self._show_title(detail)
        self._show_notices(detail)
        self.story.show_detail(detail)
        self.consent.show_detail(detail)
        self.advice.show_referral(detail.id)
        self.papers.show_referral(detail.id)
        # The desk reads the paper first, at the left; the sender first sees what has happened.
        receiving = detail.side == "receiver"
        way = QBoxLayout.Direction.RightToLeft if receiving else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._which.setVisible(bool(detail.returns))
        self._amend.setVisible(detail.side == "sender" and detail.phase not in ENDED)
        self._print.setText(self.tr("补打") if detail.printed else self.tr("打印"))
        self._print.updateGeometry()
        # The buttons of the next move fill lines as wide as the buttons of the paper leave room for.
        self._columns.activate()
        self._show_moves(detail)
        self._draw()
        if self._wants_focus:
            # A new button can take the focus only when its layout has shown it.
            QTimer.singleShot(0, self, self._focus_main)
        then, self._after_load = self._after_load, None
        if then is not None:
            then()

    def _focus_main(self) -> None:
        target = self._main or self._print
        if not self._wants_focus or not self.isVisible():
            return
        if not target.isVisible():
            QTimer.singleShot(0, self, self._focus_main)
            return
        self._wants_focus = False
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_title(self, detail: ReferralDetail) -> None:
        empty(self._title_row)
        row = detail.list_row
        facts = person_facts(detail.patient) if detail.patient else i18n.gender_age(row, "　")
        title = PageTitle(row.patient_name, self._subtitle(detail))
        title.add_beside(label(facts, "secondary"))
        for text, meaning in person_chips(detail.patient) if detail.patient else stated_allergies(detail):
            title.add_beside(Chip(text, meaning))
        title.add_right(Chip(i18n.core(row.phase_text), row.meaning))
        self._title_row.addWidget(title)

    def _subtitle(self, detail: ReferralDetail) -> str:
        row = detail.list_row
        way = f"{row.from_name} → {row.to_name} {row.dept}".strip()
        direction = i18n.code("direction", row.direction_text)
        urgency = i18n.code("urgency", row.urgency_text)
        parts = (row.slip_no, f"{direction} · {urgency}", way)
        return "　".join(filter(None, parts))

    def _show_notices(self, detail: ReferralDetail) -> None:
        empty(self._notices)
        for sentence in detail.clashes:
            self._notices.addWidget(Banner(sentence, "urgent"))
        if detail.phase == "cancel_asked" and detail.side == "receiver":
            self._notices.addWidget(Banner(self.tr("对方申请撤销这次转诊，请确认患者没有到院。"), "due"))
        if detail.delivery.state == "refused":
            banner = Banner(self.tr("县平台没有接受这张单，对方看不到。"), "urgent")
            banner.add_action(self.tr("去处理"), lambda: self.context.open("exchange"))
            self._notices.addWidget(banner)

    # --- what next ------------------------------------------------------------------------------

    def _show_moves(self, detail: ReferralDetail) -> None:
        empty(self._next.body)
        self._main = None
        words = self._what_now(detail)
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(8))
        if detail.delivery.text:
            line.addWidget(Chip(detail.delivery.text, detail.delivery.meaning))
        line.addWidget(label(words, wrap=True), 1)
        self._next.body.addLayout(line)
        self._next.body.addSpacing(theme.current().px(4))
        offers = [one for one in detail.moves if one.allowed and self._has_place(one, detail)]
        main = next((one for one in offers if one.event not in QUIET_MOVES and detail.our_move), None)
        again = detail.side == "sender" and detail.phase in ("declined", "no_show")
        buttons = ButtonLines(self._next.body, self._scroll.viewport().width() - theme.current().px(68))
        if again:
            buttons.add(self._again(detail))
        for one in offers:
            if one.event not in ENDINGS:
                buttons.add(self._move_button(one, primary=one is main and not again))
        if detail.patient is not None:
            person = Button(self.tr("看档案"), icon="user")
            person.clicked.connect(
                lambda: self.context.open("patient", patient_id=str(detail.row["patient_id"]))
            )
            buttons.add(person)
        for one in offers:
            if one.event in ENDINGS:
                buttons.add(self._move_button(one, primary=False))
        buttons.end()
        denied = [one for one in detail.moves if not one.allowed]
        if denied and not offers:
            self._next.body.addWidget(label(denied[0].why_not, "small"))

    def _has_place(self, offer: MoveOffer, detail: ReferralDetail) -> bool:
        """Tell whether a move is of use here: a review only where slips are reviewed at all."""
        return offer.event != "reviewed" or any(step.key == "reviewed" for step in detail.steps)

    def _what_now(self, detail: ReferralDetail) -> str:
        row = detail.list_row
        if detail.phase in ENDED:
            return i18n.note(row.note)
        fresh = row.since is None or self.context.now() - row.since < timedelta(hours=1)
        waited = "" if fresh or not row.waited else self.tr("已等 {span}").format(span=i18n.text(row.waited))
        whose = self.tr("轮到我们") if detail.our_move else self.tr("等对方")
        # The chip before it says already how far the news got.
        note = i18n.note(row.note).removesuffix(i18n.text(detail.delivery.text)).removesuffix(" · ")
        return "　".join(filter(None, (whose, note, waited)))

    def _again(self, detail: ReferralDetail) -> Button:
        button = self._main = Button(self.tr("改转别的医院"), kind="primary", key="save")
        button.clicked.connect(lambda: self.again_asked.emit(detail))
        return button

    def _move_button(self, offer: MoveOffer, *, primary: bool) -> Button:
        kind = "primary" if primary else "quiet" if offer.event in ENDINGS else "secondary"
        button = Button(i18n.core(offer.label), kind=kind, key="save" if primary else "")
        if primary:
            self._main = button
        button.clicked.connect(lambda: self.do_move(offer.event))
        return button

    def do_move(self, event: str) -> None:
        """Begin a move: its box, or the page that does it."""
        detail = self._detail
        if detail is None:
            return
        if event == "returned":
            self.return_asked.emit(detail)
        elif event == "followed_up" and detail.plans:
            self.context.open("follow_up", plan_id=detail.plans[0].id)
        elif event == "followed_up":
            self.context.open(
                "follow_up",
                patient_id=str(detail.row["patient_id"]),
                form="after_referral",
                referral_id=detail.id,
            )
        else:
            MoveBox(self.context, self, detail, event, lambda _: self._moved(event))

    def _moved(self, event: str) -> None:
        self.context.messages.info(move_done_words(event))
        self.reload()

    # --- paper ----------------------------------------------------------------------------------

    def _shown_slip(self) -> tuple[str, str]:
        """Return kind and id of the slip in sight."""
        detail = self._detail
        if detail is not None and detail.returns and self._which.value() == "return":
            return "return", str(detail.returns[-1]["id"])
        return "referral", self._id

    def _drawing(self) -> Callable[[], Any]:
        printing = self.context.app.printing
        kind, record_id = self._shown_slip()
        if kind == "return":
            return lambda: printing.preview_return(record_id)
        return lambda: printing.preview(record_id)

    def _draw(self) -> None:
        if self._detail is not None:
            self.paper.ask(self._drawing(), now=True)

    def _preview(self) -> None:
        PreviewBox(self.context, self, self._drawing())

    def print_now(self) -> None:
        """Print the slip in sight (F8)."""
        if self._id:
            self._printer.print(*self._shown_slip(), self.reload)

    def show_return_slip(self) -> None:
        """Bring the return slip to sight."""
        self._which.set_value("return")
