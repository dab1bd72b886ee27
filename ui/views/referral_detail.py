"""One referral that was sent: the way so far, the paper, and what can be done next from our side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from clinic_app.services.referral_details import MoveOffer, ReferralDetail
from ui import theme
from ui.context import UiContext
from ui.dialogs.print_slip import SlipPrinter
from ui.dialogs.referral_moves import MoveBox, move_done_words
from ui.forms.slip_writing import PreviewBox
from ui.tasks import Changes
from ui.views.referral_writing import person_chips, person_facts
from ui.widgets.blocks import Banner, Card, PageScroll, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.live_paper import LivePaper
from ui.widgets.press import PressRow
from ui.widgets.steps import Event, Step, StepStrip, Timeline

SHOWN = frozenset(
    {"referral", "referral_event", "referral_return", "follow_up", "follow_up_plan", "op", "outbox"}
)
QUIET_MOVES = frozenset(
    {"closed", "cancelled", "no_show", "declined", "redirected", "interim_note", "outcome"}
)
"""Moves that are never the main button."""
ENDINGS = frozenset({"closed", "cancelled"})
ENDINGS_DONE = frozenset({"closed", "cancelled"})
EVENT_MEANING = {
    "accepted": "done",
    "arrived": "done",
    "admitted": "done",
    "returned": "done",
    "received_back": "done",
    "closed": "done",
    "declined": "urgent",
    "no_show": "due",
    "cancelled": "due",
    "redirected": "due",
}


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
        self._next = Card(self.tr("下一步"))
        content.addWidget(self._next)
        self._answer = Card(self.tr("对方答复"))
        content.addWidget(self._answer)
        self._returns = QVBoxLayout()
        content.addLayout(self._returns)
        self._follow = Card(self.tr("随访"))
        content.addWidget(self._follow)
        self._facts = Card(self.tr("单上内容"))
        content.addWidget(self._facts)
        history = Card(self.tr("经过"))
        self.timeline = Timeline([])
        history.body.addWidget(self.timeline)
        content.addWidget(history)
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
        focused = self.window().focusWidget()
        inside = focused is not None and self._next.isAncestorOf(focused)
        self._wants_focus = self._wants_focus or first or inside
        self._detail = detail
        if first:
            # What came back last is what the person wants to read.
            self._which.set_value("return" if detail.returns else "referral")
        self.strip.set_steps([Step(one.label, one.state, one.when) for one in detail.steps])
        self._show_title(detail)
        self._show_notices(detail)
        self._show_moves(detail)
        self._show_answer(detail)
        self._show_returns(detail)
        self._show_follow_up(detail)
        self._show_facts(detail)
        self._show_history(detail)
        # The desk reads the paper first, at the left; the sender first sees what has happened.
        receiving = detail.side == "receiver"
        way = QBoxLayout.Direction.RightToLeft if receiving else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._which.setVisible(bool(detail.returns))
        self._amend.setVisible(detail.side == "sender" and detail.phase not in ENDINGS_DONE)
        self._print.setText(self.tr("补打") if detail.printed else self.tr("打印"))
        self._print.updateGeometry()
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

    def _show_history(self, detail: ReferralDetail) -> None:
        ours = {"received": self.tr("收到"), "opened": self.tr("打开")} if detail.side == "receiver" else {}
        shown = []
        for event in reversed(detail.events):
            words = ours.get(event.event, event.label)
            if event.late:
                words += self.tr("（补录）")
            detail_line = "　".join(filter(None, (event.by, event.detail)))
            meaning = "unknown" if event.out_of_place else EVENT_MEANING.get(event.event, "")
            shown.append(Event(event.when, words, detail_line, meaning))
        self.timeline.set_events(shown)

    def _show_title(self, detail: ReferralDetail) -> None:
        _clear(self._title_row)
        row = detail.list_row
        facts = person_facts(detail.patient) if detail.patient else f"{row.gender_text}　{row.age}"
        title = PageTitle(row.patient_name, self._subtitle(detail))
        title.add_beside(label(facts, "secondary"))
        for text, meaning in person_chips(detail.patient) if detail.patient else _allergies(detail):
            title.add_beside(Chip(text, meaning))
        title.add_right(Chip(row.phase_text, row.meaning))
        self._title_row.addWidget(title)

    def _subtitle(self, detail: ReferralDetail) -> str:
        row = detail.list_row
        way = f"{row.from_name} → {row.to_name} {row.dept}".strip()
        parts = (row.slip_no, f"{row.direction_text} · {row.urgency_text}", way)
        return "　".join(filter(None, parts))

    def _show_notices(self, detail: ReferralDetail) -> None:
        _clear(self._notices)
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
        _clear(self._next.body)
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
        buttons = _Flow(self._next.body, self._scroll.viewport().width() - theme.current().px(68))
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
        if detail.phase in ENDINGS_DONE:
            return row.note
        fresh = row.since is None or self.context.now() - row.since < timedelta(hours=1)
        waited = "" if fresh or not row.waited else self.tr("已等 {span}").format(span=row.waited)
        whose = self.tr("轮到我们") if detail.our_move else self.tr("等对方")
        note = "" if row.note == detail.delivery.text else row.note
        return "　".join(filter(None, (whose, note, waited)))

    def _again(self, detail: ReferralDetail) -> Button:
        button = self._main = Button(self.tr("改转别的医院"), kind="primary", key="save")
        button.clicked.connect(lambda: self.again_asked.emit(detail))
        return button

    def _move_button(self, offer: MoveOffer, *, primary: bool) -> Button:
        kind = "primary" if primary else "quiet" if offer.event in ENDINGS else "secondary"
        button = Button(offer.label, kind=kind, key="save" if primary else "")
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

    # --- what there is ----------------------------------------------------------------------------

    def _show_answer(self, detail: ReferralDetail) -> None:
        given = detail.accepted
        self._answer.setVisible(bool(given))
        self._answer.set_title(self.tr("我们的答复") if detail.side == "receiver" else self.tr("对方答复"))
        _clear(self._answer.body)
        pairs = (
            (self.tr("科室"), given.get("dept")),
            (self.tr("医生"), given.get("doctor")),
            (self.tr("时间"), given.get("time")),
            (self.tr("电话"), given.get("phone")),
            (self.tr("备注"), given.get("note")),
        )
        words = "　".join(f"{name}：{value}" for name, value in pairs if value)
        self._answer.body.addWidget(label(words, wrap=True))

    def _show_returns(self, detail: ReferralDetail) -> None:
        _clear(self._returns)
        tables = self.context.app.place.tables
        for back in reversed(detail.returns):
            card = Card(self.tr("回转单 {number}").format(number=back.get("slip_no") or ""))
            outcome = tables.name_of("outcome", str(back.get("outcome") or ""))
            days = back.get("follow_up_days")
            every = self.tr("{days} 天内").format(days=days) if days else ""
            for name, value in (
                (self.tr("转回日期"), back.get("back_date")),
                (self.tr("诊断结果"), back.get("diagnosis")),
                (self.tr("病情转归"), outcome),
                (self.tr("主要检查结果"), back.get("exam_result")),
                (self.tr("治疗经过"), back.get("treatment")),
                (self.tr("下一步治疗方案"), back.get("next_plan")),
                (self.tr("康复建议"), back.get("rehab_advice")),
                (self.tr("建议随访"), every),
                (self.tr("医生"), f"{back.get('from_doctor') or ''} {back.get('from_phone') or ''}".strip()),
            ):
                _pair(card.body, name, value)
            self._returns.addWidget(card)

    def _show_follow_up(self, detail: ReferralDetail) -> None:
        _clear(self._follow.body)
        self._follow.setVisible(bool(detail.plans or detail.follow_ups))
        for plan in detail.plans:
            row = PressRow(f"{plan.form_name} {plan.due_text}")
            row.body.addWidget(label(plan.form_name))
            row.body.addWidget(Chip(plan.closed_text or plan.due_text, plan.meaning or "waiting"))
            row.body.addWidget(label(plan.advice.replace("\n", "；"), "small", wrap=True), 1)
            row.pressed.connect(lambda p=plan: self.context.open("follow_up", plan_id=p.id))
            self._follow.body.addWidget(row)
        for done in detail.follow_ups:
            words = "　".join(filter(None, (done.visited_on, done.form_name, done.class_text, done.summary)))
            self._follow.body.addWidget(label(words, wrap=True))

    def _show_facts(self, detail: ReferralDetail) -> None:
        _clear(self._facts.body)
        row, names = detail.row, detail.names
        down = row.get("direction") == "down"
        for name, value in (
            (self.tr("诊断结果") if down else self.tr("初步印象"), row.get("impression")),
            (
                self.tr("转诊原因"),
                "，".join(filter(None, (names.get("reason", ""), str(row.get("reason_text") or "")))),
            ),
            (self.tr("主要现病史"), row.get("present_illness")),
            (self.tr("过敏史"), row.get("allergy_text")),
            (self.tr("知情同意"), names.get("consent", "")),
            (self.tr("护送"), names.get("escort", "")),
            (self.tr("对方电话"), row.get("to_phone")),
            (
                self.tr("转诊医生"),
                f"{row.get('from_doctor') or ''} {row.get('from_phone') or ''}".strip(),
            ),
        ):
            _pair(self._facts.body, name, value)

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


def _allergies(detail: ReferralDetail) -> tuple[tuple[str, str], ...]:
    """Return the allergies a slip states, for a person whose record is not here."""
    text = str(detail.row.get("allergy_text") or "")
    return ((text[:24], "urgent"),) if text else ()


def _pair(body: QVBoxLayout, name: str, value: Any) -> None:
    text = "" if value is None else str(value).strip()
    if not text:
        return
    look = theme.current()
    row = QHBoxLayout()
    row.setSpacing(look.px(12))
    head = label(name, "small")
    head.setFixedWidth(look.px(92))
    row.addWidget(head)
    row.setAlignment(head, head.alignment())
    row.addWidget(label(text, wrap=True), 1)
    body.addLayout(row)


class _Flow:
    """Buttons side by side in as many lines as the width asks for: none is cut off at a large type."""

    def __init__(self, body: QVBoxLayout, room: int) -> None:
        self._body, self._room = body, room
        self._line: QHBoxLayout | None = None
        self._used = 0

    def add(self, button: Button) -> None:
        """Put a button after the others."""
        gap = theme.current().px(8)
        width = button.sizeHint().width() + gap
        if self._line is None or self._used + width > self._room:
            self.end()
            self._line, self._used = QHBoxLayout(), 0
            self._line.setSpacing(gap)
            self._body.addLayout(self._line)
        self._line.addWidget(button)
        self._used += width

    def end(self) -> None:
        """Push what there is to the left."""
        if self._line is not None:
            self._line.addStretch(1)
            self._line = None


def _clear(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)
            inner.deleteLater()
