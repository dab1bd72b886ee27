"""What is known of a referral, as cards: answer, return slip, follow-ups, content of the slip, all events."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.clock import local_text, read_stamp
from clinic_app.services.referral_details import ReferralDetail
from ui import i18n, theme
from ui.context import UiContext
from ui.views.record_offers import OffersCard
from ui.widgets.blocks import Card, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty
from ui.widgets.facts import add_fact
from ui.widgets.press import PressRow
from ui.widgets.steps import Event, Timeline

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


class ReferralStory(QWidget):
    """The cards below the next move: the answer, the questions, what came back, the papers and the rest."""

    def __init__(self, context: UiContext, advice: QWidget, papers: QWidget) -> None:
        super().__init__()
        self.context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        self._answer = Card(self.tr("对方答复"))
        column.addWidget(self._answer)
        column.addWidget(advice)
        self._returns = QVBoxLayout()
        column.addLayout(self._returns)
        column.addWidget(papers)
        self.offers = OffersCard(context)
        column.addWidget(self.offers)
        self._follow = Card(self.tr("随访"))
        column.addWidget(self._follow)
        self._facts = Card(self.tr("单上内容"))
        column.addWidget(self._facts)
        history = Card(self.tr("经过"))
        self.timeline = Timeline([])
        history.body.addWidget(self.timeline)
        column.addWidget(history)

    def show_detail(self, detail: ReferralDetail) -> None:
        """Show a referral."""
        self._show_answer(detail)
        self._show_returns(detail)
        self._show_follow_up(detail)
        self._show_facts(detail)
        self._show_history(detail)

    def _show_answer(self, detail: ReferralDetail) -> None:
        given = detail.accepted
        self._answer.setVisible(bool(given))
        self._answer.set_title(self.tr("我们的答复") if detail.side == "receiver" else self.tr("对方答复"))
        empty(self._answer.body)
        pairs = (
            (self.tr("科室"), given.get("dept")),
            (self.tr("医生"), given.get("doctor")),
            (self.tr("时间"), _moment(str(given.get("time") or ""))),
            (self.tr("电话"), given.get("phone")),
            (self.tr("备注"), given.get("note")),
        )
        words = "　".join(f"{name}：{value}" for name, value in pairs if value)
        self._answer.body.addWidget(label(words, wrap=True))

    def _show_returns(self, detail: ReferralDetail) -> None:
        empty(self._returns)
        tables = self.context.app.place.tables
        for back in reversed(detail.returns):
            card = Card(self.tr("回转单 {number}").format(number=back.get("slip_no") or ""))
            outcome = i18n.code("outcome", tables.name_of("outcome", str(back.get("outcome") or "")))
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
                add_fact(card.body, name, value)
            self._returns.addWidget(card)
        wanted = bool(detail.returns) and detail.side == "sender" and detail.patient is not None
        self.offers.show_referral(detail.id if wanted else "")

    def _show_follow_up(self, detail: ReferralDetail) -> None:
        empty(self._follow.body)
        self._follow.setVisible(bool(detail.plans or detail.follow_ups))
        for plan in detail.plans:
            row = PressRow(f"{i18n.text(plan.form_name)} {i18n.text(plan.due_text)}")
            row.body.addWidget(label(plan.form_name))
            row.body.addWidget(Chip(plan.closed_text or plan.due_text, plan.meaning or "waiting"))
            row.body.addWidget(label(plan.advice.replace("\n", "；"), "small", wrap=True), 1)
            row.pressed.connect(lambda p=plan: self.context.open("follow_up", plan_id=p.id))
            self._follow.body.addWidget(row)
        for done in detail.follow_ups:
            words = "　".join(
                filter(None, (done.visited_on, i18n.text(done.form_name), done.class_text, done.summary))
            )
            self._follow.body.addWidget(label(words, wrap=True))

    def _show_facts(self, detail: ReferralDetail) -> None:
        empty(self._facts.body)
        row, names = detail.row, detail.names
        down = row.get("direction") == "down"
        for name, value in (
            (self.tr("诊断结果") if down else self.tr("初步印象"), row.get("impression")),
            (
                self.tr("转诊原因"),
                "，".join(filter(None, (_reason(names), str(row.get("reason_text") or "")))),
            ),
            (self.tr("主要现病史"), row.get("present_illness")),
            (self.tr("过敏史"), row.get("allergy_text")),
            (self.tr("知情同意"), i18n.code("consent", names.get("consent", ""))),
            (self.tr("护送"), i18n.code("escort", names.get("escort", ""))),
            (self.tr("对方电话"), row.get("to_phone")),
            (
                self.tr("转诊医生"),
                f"{row.get('from_doctor') or ''} {row.get('from_phone') or ''}".strip(),
            ),
        ):
            add_fact(self._facts.body, name, value)

    def _show_history(self, detail: ReferralDetail) -> None:
        ours = {"received": self.tr("收到"), "opened": self.tr("打开")} if detail.side == "receiver" else {}
        shown = []
        for event in reversed(detail.events):
            words = ours.get(event.event, i18n.core(event.label))
            if event.late:
                words += self.tr("（补录）")
            detail_line = "　".join(filter(None, (event.by, i18n.text(event.detail))))
            meaning = "unknown" if event.out_of_place else EVENT_MEANING.get(event.event, "")
            shown.append(Event(event.when, words, detail_line, meaning))
        self.timeline.set_events(shown)


def _reason(names: dict[str, str]) -> str:
    """Return the name of the reason; which of the two tables it is from shows in the name itself."""
    name = names.get("reason", "")
    shown = i18n.code("indication_up", name)
    return shown if shown != name else i18n.code("indication_down", name)


class ButtonLines:
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


def _moment(text: str) -> str:
    """Return an appointment as people read it; what was written in words stays as it is."""
    try:
        return local_text(read_stamp(text))
    except ValueError:
        return text
