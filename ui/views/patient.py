"""One patient: who it is, what happened, what can be done next; and the card to register or correct."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from clinic_app.services.paper_kinds import patient_offers
from clinic_app.services.patient_cards import PatientCard, PatientRow, TimelineEntry
from ui import i18n
from ui.context import UiContext
from ui.dialogs.emergency import EmergencyDialog
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.print_preview import PrintPreview
from ui.forms.patient import PatientForm
from ui.tasks import Changes
from ui.views.patient_contract import ContractCard
from ui.widgets.blocks import Banner, Card, PageScroll, PageTitle, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.code_edit import Choice
from ui.widgets.emptying import empty
from ui.widgets.facts import add_fact, room_for
from ui.widgets.page import PageWidget
from ui.widgets.press import PressRow
from ui.widgets.steps import Event, Timeline

SHOWN = frozenset(
    {
        "patient",
        "allergy",
        "medication",
        "problem",
        "referral",
        "referral_event",
        "referral_return",
        "conflict",
    }
    | {"follow_up", "follow_up_plan", "patient_move", "patient_link", "family_contract", "doctor_team"}
    | {"correction"}
)


class PatientPage(PageWidget):
    """The record of one person, or the form that makes one."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._stack = QStackedLayout(self)
        self._card_view = PatientCardView(context)
        self._form = PatientForm(context)
        self._form.saved.connect(self._saved)
        self._form.cancelled.connect(self._cancelled)
        self._form.open_other.connect(lambda other: self.show_at(patient_id=other))
        self._card_view.edit_asked.connect(lambda: self.show_at(patient_id=self._patient_id, edit=True))
        self._stack.addWidget(self._card_view)
        self._stack.addWidget(self._form)
        self._patient_id = ""

    def show_at(
        self, patient_id: str = "", new: bool = False, edit: bool = False, name: str = "", **_: Any
    ) -> None:
        """Show a patient's record, or the form for a new one or for corrections."""
        self._patient_id = patient_id
        if new or not patient_id:
            self._form.start_new(name)
            self._stack.setCurrentWidget(self._form)
        elif edit:
            self._form.start_edit(patient_id)
            self._stack.setCurrentWidget(self._form)
        else:
            self._card_view.show_patient(patient_id)
            self._stack.setCurrentWidget(self._card_view)
            self._card_view.up.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the patient shown."""
        editing = self._stack.currentWidget() is self._form
        return {"patient_id": self._patient_id, "edit": editing, "new": editing and not self._patient_id}

    def leaving(self) -> None:
        """Keep what was typed so far."""
        if self._stack.currentWidget() is self._form:
            self._form.keep_draft()

    def records_changed(self, changes: Changes) -> None:
        """Read the record again when something of it may have changed."""
        if changes.any_of(*SHOWN) and self._stack.currentWidget() is self._card_view:
            self._card_view.reload()

    def refresh(self) -> None:
        """Read again."""
        self._card_view.reload()

    def _saved(self, patient_id: str) -> None:
        self.show_at(patient_id=patient_id)

    def _cancelled(self) -> None:
        if self._patient_id:
            self.show_at(patient_id=self._patient_id)
        elif self.context.navigator is not None:
            self.context.navigator.back()


class PatientCardView(QWidget):
    """The record for reading: identity at the left, one timeline in the middle, next actions at the right."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        self._patient_id = ""
        self._row: PatientRow | None = None
        self._manager = ""
        self._scroll = PageScroll.filling(self)
        self._title = PageTitle("")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._scroll.content.addWidget(self._title)
        self._scroll.content.addLayout(self._chips)
        self._notices = QVBoxLayout()
        self._scroll.content.addLayout(self._notices)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        self._scroll.content.addLayout(columns, 1)
        self._identity = Card(self.tr("基本情况"))
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self._identity)
        self.contract = ContractCard(context)
        left.addWidget(self.contract)
        left.addStretch(1)
        columns.addLayout(left, 30)
        middle = Card(self.tr("经过"))
        self._timeline = Timeline([])
        self._timeline.opened.connect(self._open_entry)
        words = self.tr("还没有转诊、随访、签约或更正。以后做过的都按日子列在这里。")
        self._nothing_yet = label(words, "secondary", wrap=True)
        self._nothing_yet.hide()
        middle.body.addWidget(self._nothing_yet)
        middle.body.addWidget(self._timeline)
        middle.body.addStretch(1)
        columns.addWidget(middle, 44)
        columns.addWidget(self._actions(), 26)
        self._entries: dict[str, TimelineEntry] = {}

    @property
    def edit_asked(self) -> Any:
        """Signal of the button that opens the form."""
        return self._edit.clicked

    def _actions(self) -> Card:
        card = Card(self.tr("下一步"))
        usual = self.tr("下转") if self.context.role == "county" else self.tr("上转")
        self.up = up = Button(usual, kind="primary", key="new_referral")
        up.clicked.connect(lambda: self.context.open("referral", new=True, patient_id=self._patient_id))
        emergency = Button(self.tr("急诊先转"), icon="circle-alert", key="emergency")
        emergency.clicked.connect(self._send_emergency)
        follow = Button(self.tr("做随访"), key="due")
        follow.clicked.connect(lambda: self.context.open("follow_up", patient_id=self._patient_id))
        self._edit = Button(self.tr("修改资料"), icon="pencil")
        cards = Button(self.tr("打印联系卡"), key="print", icon="printer")
        cards.clicked.connect(self._print_cards)
        self.move_on = Button(self.tr("移交给别的机构"), icon="arrow-right")
        self.move_on.clicked.connect(self._hand_over)
        self.move_on.hide()
        for button in (up, emergency, follow, self._edit, cards, self.move_on):
            button.fill_width()
            card.body.addWidget(button)
        card.body.addWidget(SectionTitle(self.tr("未了的转诊和随访")))
        self._open_things = QVBoxLayout()
        card.body.addLayout(self._open_things)
        card.body.addStretch(1)
        return card

    def _send_emergency(self) -> None:
        row = self._row
        if row is not None:
            who = Choice(row.id, row.name, i18n.gender_age(row))
            EmergencyDialog(
                self.context, self, lambda one: self.context.open("referral", referral_id=one), who
            )

    def _print_cards(self) -> None:
        if self._patient_id:
            printing = self.context.app.printing
            PrintPreview(self.context, self, patient_offers(printing, [self._patient_id])).open()

    def _hand_over(self) -> None:
        row = self._row
        if row is not None:
            who = f"{row.name}　{i18n.gender_age(row)}"
            HandOverDialog(self.context, self, row.id, who, self._manager, self._handed_over)

    def _handed_over(self) -> None:
        if self.context.navigator is not None:
            self.context.navigator.sync()  # so that it shows here at once

    def show_patient(self, patient_id: str) -> None:
        """Show somebody's record."""
        self._patient_id = patient_id
        self.reload()

    def reload(self) -> None:
        """Read the record again."""
        if self._patient_id:
            app, wanted = self.context.app, self._patient_id
            at_desk = self.context.role == "county"
            self.context.tasks.run(
                lambda: (app.patients.card(wanted), at_desk and app.sync_control.moves.offered),
                self._show,
                owner=self,
            )

    def _show(self, found: tuple[PatientCard, bool]) -> None:
        card, may_move = found
        self._patient_id, self._row, self._manager = card.id, card.row, card.manager
        self.move_on.setVisible(may_move and not card.left)
        self._title.set(card.row.name, f"{i18n.gender_age(card.row, '　')}　{card.id_no_masked}")
        empty(self._chips)
        for words in self._allergies(card):
            self._chips.addWidget(Chip(words, "urgent"))
        for tag in card.row.tags:
            self._chips.addWidget(Chip(tag, "waiting"))
        self._chips.addStretch(1)
        self._show_notices(card)
        self._show_identity(card)
        who = f"{card.row.name}　{i18n.gender_age(card.row)}　{card.row.village}".strip()
        self.contract.show_contracts(card.id, who, card.contracts, ended=card.row.closed)
        self._show_timeline(card)
        self._show_open(card)

    def _allergies(self, card: PatientCard) -> list[str]:
        """Return every substance once, with what it did, also where two institutions have entered it."""
        reactions: dict[str, dict[str, None]] = {}
        for one in card.allergies:
            reactions.setdefault(one.substance, {}).update({one.reaction: None} if one.reaction else {})
        return [
            self.tr("{substance}过敏（{reaction}）").format(substance=substance, reaction="；".join(found))
            if found
            else self.tr("{substance}过敏").format(substance=substance)
            for substance, found in reactions.items()
        ]

    def _show_notices(self, card: PatientCard) -> None:
        empty(self._notices)
        if card.open_conflicts:
            words = self.tr("有 {n} 处两边改得不一样，需要您决定。").format(n=card.open_conflicts)
            banner = Banner(words, "due")
            banner.add_action(self.tr("去看看"), lambda: self.context.open("conflicts", patient_id=card.id))
            self._notices.addWidget(banner)
        if card.left:
            words = self.tr(
                "这位患者由别的机构管理，新的资料不再送到本机，这里是最后收到的。您写的仍会送到县平台。"
            )
            self._notices.addWidget(Banner(words, "waiting"))
        for merged in card.merged:
            words = self.tr("已并入另一份档案：{name}（{reason}）").format(
                name=merged.name, reason=merged.reason
            )
            self._notices.addWidget(Banner(words, "waiting"))

    def _show_identity(self, card: PatientCard) -> None:
        empty(self._identity.body)
        patient = card.patient
        pairs = [
            (self.tr("电话"), patient.phone),
            (self.tr("住址"), patient.address),
            (self.tr("村"), patient.village),
            (self.tr("联系人"), f"{patient.contact_name or ''} {patient.contact_phone or ''}".strip()),
            (self.tr("民族"), card.names.get("ethnic", "")),
            (self.tr("血型"), card.names.get("blood_type", "")),
            (self.tr("付费"), card.names.get("payment", "")),
            (self.tr("医保号"), patient.insurance_no),
            (self.tr("档案编号"), patient.archive_no),
            (self.tr("责任医生"), patient.responsible_doctor),
            (self.tr("管理机构"), card.manager),
            (self.tr("既往史"), patient.past_history),
        ]
        pairs += [(self.tr("慢性病"), "、".join(p.name for p in card.problems))]
        pairs += [(self.tr("长期用药"), "；".join(f"{m.drug} {m.dosage or ''}" for m in card.medications))]
        room = room_for(name for name, value in pairs if value)
        for name, value in pairs:
            add_fact(self._identity.body, name, value, room=room)
        self._identity.body.addStretch(1)

    def _show_timeline(self, card: PatientCard) -> None:
        self._entries = {str(n): entry for n, entry in enumerate(card.timeline)}
        events = [
            Event(entry.day, entry.title, entry.detail, entry.meaning, key)
            for key, entry in self._entries.items()
        ]
        self._timeline.set_events(events)
        self._timeline.setVisible(bool(events))
        self._nothing_yet.setVisible(not events)

    def _open_entry(self, key: str) -> None:
        entry = self._entries[key]
        if entry.page == "referral":
            self.context.open("referral", referral_id=entry.record_id)
        elif entry.page == "follow_up":
            self.context.open("follow_up", record_id=entry.record_id, patient_id=self._patient_id)

    def _show_open(self, card: PatientCard) -> None:
        empty(self._open_things)
        for row in card.open_referrals:
            direction = i18n.code("direction", row.direction_text)
            came = self.tr("{direction}　来自 {name}").format(direction=direction, name=row.other_name)
            self._add_open(
                came if row.side == "receiver" else f"{direction}　{row.other_name}",
                i18n.core(row.phase_text),
                row.meaning,
                lambda r=row: self.context.open("referral", referral_id=r.id),
            )
        for plan in card.plans:
            self._add_open(
                plan.form_name,
                plan.due_text,
                plan.meaning,
                lambda p=plan: self.context.open("follow_up", plan_id=p.id),
            )
        if not card.open_referrals and not card.plans:
            self._open_things.addWidget(label(self.tr("没有"), "secondary"))

    def _add_open(self, words: str, chip: str, meaning: str, act: Any) -> None:
        row = PressRow(f"{i18n.text(words)} {i18n.text(chip)}")
        row.body.addWidget(label(words, wrap=True), 1)
        row.body.addWidget(Chip(chip, meaning or "waiting"))
        row.pressed.connect(act)
        self._open_things.addWidget(row)
