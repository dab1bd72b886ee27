"""Writing or correcting a referral slip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.clock import SHANGHAI
from clinic_app.services.patient_cards import PatientRow
from clinic_app.services.referral_details import ReferralDetail
from ui import i18n
from ui.context import UiContext
from ui.forms.referral_form import ReferralForm
from ui.forms.slip_fields import PersonChoice
from ui.forms.slip_writing import SlipWriting
from ui.i18n import QT_TRANSLATE_NOOP
from ui.widgets.blocks import EmptyState, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.form import EnterMoves
from ui.widgets.steps import Step

REVIEW = QT_TRANSLATE_NOOP("ReferralWriting", "审核")
RETURN = QT_TRANSLATE_NOOP("ReferralWriting", "回转")
WAY = (
    QT_TRANSLATE_NOOP("ReferralWriting", "草稿"),
    REVIEW,
    QT_TRANSLATE_NOOP("ReferralWriting", "已发出"),
    QT_TRANSLATE_NOOP("ReferralWriting", "对方已收到"),
    QT_TRANSLATE_NOOP("ReferralWriting", "已接诊"),
    QT_TRANSLATE_NOOP("ReferralWriting", "到诊"),
    RETURN,
    QT_TRANSLATE_NOOP("ReferralWriting", "随访"),
    QT_TRANSLATE_NOOP("ReferralWriting", "完成"),
)


def person_facts(row: PatientRow) -> str:
    """Return sex, age, number and telephone of a person in one line."""
    return "　".join(filter(None, (i18n.gender_age(row, "　"), row.id_no_masked, row.phone)))


def person_chips(row: PatientRow) -> tuple[tuple[str, str], ...]:
    """Return allergies in red, then what else is to be known of a person."""
    after = QCoreApplication.translate("ReferralWriting", "{substance}过敏")
    allergies = tuple((after.format(substance=one), "urgent") for one in row.allergies)
    return allergies + tuple((tag, "waiting") for tag in row.tags)


def stated_allergies(detail: ReferralDetail) -> tuple[tuple[str, str], ...]:
    """Return the allergies a slip states, for a person whose record is not here."""
    text = str(detail.row.get("allergy_text") or "")
    words = QCoreApplication.translate("ReferralWriting", "过敏史：{text}").format(text=text[:24])
    return ((words, "urgent"),) if text else ()


class ReferralWriting(SlipWriting):
    """A new slip of a patient, or the correction of one that was sent."""

    draft_name = "referral"

    def __init__(self, context: UiContext) -> None:
        self.fields = ReferralForm(context)
        super().__init__(context, self.fields)
        self.fields.changed.connect(self.typed)
        self.fields.changed.connect(self._show_way)
        self._chains: Mapping[tuple[str, str], tuple[str, ...]] = {}
        self._way: tuple[str, ...] = ()
        self._patient_id = ""
        self._amends = ""
        self._carried: dict[str, Any] = {}

    def start(
        self, patient_id: str, direction: str = "up", follow_up_id: str = "", previous_id: str = ""
    ) -> None:
        """Begin a slip, or go on with the draft of this patient."""
        self.begin(patient_id)
        self._patient_id, self._amends = patient_id, ""
        self.fields.fix_addressee(fixed=False)
        self.drop_button.setText(self.tr("作废草稿"))
        self._chains, self._way = {}, ()
        self._show_way()
        app = self.context.app
        self.context.tasks.run(
            lambda: (
                app.referrals.prefill(patient_id, direction, follow_up_id, previous_id),
                None if previous_id else app.drafts.load("referral", patient_id),
                app.approvals.chains(),
            ),
            lambda found: self._prefilled(patient_id, *found),
            owner=self,
        )

    def _show_way(self) -> None:
        """Show the steps that this slip will take: only those, and they follow direction and urgency."""
        if self._amends:
            return
        values = self.fields.get()
        direction = str(values["direction"] or "up")
        reviewed = self._chains.get((direction, str(values["urgency"] or "routine")), ())
        left_out = {REVIEW: not reviewed, RETURN: direction == "down"}
        way = tuple(word for word in WAY if not left_out.get(word, False))
        if way == self._way:
            return
        self._way = way
        words = [QCoreApplication.translate("ReferralWriting", word) for word in way]
        self.strip.set_steps([Step(one, "ahead" if n else "current") for n, one in enumerate(words)])

    def _prefilled(
        self,
        patient_id: str,
        prefill: Any,
        draft: dict[str, Any] | None,
        chains: Mapping[tuple[str, str], tuple[str, ...]],
    ) -> None:
        if patient_id != self._patient_id or self._amends:
            return
        self._chains = chains
        self._carried = {name: prefill.values[name] for name in ("follow_up_id", "previous_id")}
        values = {**prefill.values, **(draft or {})}
        if draft:
            self._carried |= {name: draft[name] for name in self._carried if draft.get(name)}
        self.show_person(prefill.patient.name, person_facts(prefill.patient), person_chips(prefill.patient))
        whole = [warning for warning in prefill.warnings if not warning.field]
        self.show_notices(tuple(i18n.text(warning.message) for warning in whole))
        self.fields.set_values(values, prefill.values)
        self.fields.show_problems([warning for warning in prefill.warnings if warning.field], focus=False)
        self._show_way()
        self.filled(kept=self.tr("接着上次没写完的草稿") if draft else "")
        self.fields.focus_first()

    def start_amending(self, detail: ReferralDetail) -> None:
        """Correct a slip that was sent; number, patient and institutions stay."""
        self.begin("")
        self._patient_id, self._amends = str(detail.row["patient_id"]), detail.id
        self._carried = {}
        self.drop_button.setText(self.tr("不改了"))
        self.strip.set_steps([Step(one.label, one.state, one.when) for one in detail.steps])
        row = detail.patient
        if row is not None:
            self.show_person(row.name, person_facts(row), person_chips(row))
        else:
            self.show_person(detail.list_row.patient_name, "", ())
        self.show_notices((self.tr("正在更正单号 {number}").format(number=detail.list_row.slip_no),))
        self.fields.set_values(detail.row)
        self.fields.fix_addressee(fixed=True)
        self.filled()
        self.fields.field("to_dept").setFocus()

    def amending(self) -> str:
        """Return the id of the referral that is corrected, or an empty text."""
        return self._amends

    def patient_id(self) -> str:
        """Return whose slip it is."""
        return self._patient_id

    def slip_values(self) -> dict[str, Any]:
        """Return the fields as typed."""
        return {**self._carried, **self.fields.get()}

    def draw(self) -> Callable[[], Any]:
        """Return what draws the slip as it would print."""
        app, patient, values = self.context.app, self._patient_id, self.slip_values()
        direction = str(values["direction"] or "up")
        return lambda: app.printing.draft(app.referrals.draft_row(values, patient, direction))

    def save(self) -> Callable[[], Any]:
        """Return what saves and sends the slip, or saves the correction."""
        referrals, patient, values = self.context.app.referrals, self._patient_id, self.slip_values()
        amends, direction = self._amends, str(values["direction"] or "up")
        if amends:
            return lambda: referrals.amend(amends, values)
        at = self._true_time(str(values["referral_date"]))
        return lambda: referrals.save_and_send(values, patient, direction, at)

    def _true_time(self, day: str) -> datetime | None:
        """Return noon of a day before today: a slip written by hand then is entered after the fact."""
        try:
            written = date.fromisoformat(day)
        except ValueError:
            return None
        return datetime.combine(written, time(12), SHANGHAI) if written < self.context.today() else None

    def _ask_drop(self) -> None:
        if self._amends:
            self._dirty = self._filled = False
            self.left.emit()
        else:
            super()._ask_drop()


class PersonStep(QWidget):
    """The first step of a new slip from nowhere: whose it is.

    Signals:
        chosen: id of the patient.
        register: nobody fits; the text that was typed.
    """

    chosen = Signal(str)
    register = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(PageTitle(self.tr("新建转诊"), self.tr("先选患者，回车确定")))
        self.person = PersonChoice(context, self.tr("姓名、拼音首字母、身份证号、电话或村名"))
        self.person.setAccessibleName(self.tr("患者"))
        self.person.setMaximumWidth(560)
        self.person.chosen.connect(lambda item: self.chosen.emit(item.id) if item is not None else None)
        self.person.unmatched.connect(self._nobody)
        outer.addWidget(self.person)
        self._words = label("", "warning", wrap=True)
        self._words.hide()
        outer.addWidget(self._words)
        new = Button(self.tr("登记新患者"), icon="user-plus")
        new.clicked.connect(lambda: self.register.emit(self.person.text().strip()))
        outer.addWidget(new)
        self._enter = EnterMoves(self)
        self._enter.watch(self.person)
        hint = EmptyState(self.tr("也可以在患者页面按 F4，直接为这位患者写转诊单。"), icon="user-search")
        outer.addWidget(hint, 1)

    def start(self) -> None:
        """Begin empty."""
        self.person.set_item(None)
        self._words.hide()
        self.person.setFocus()

    def _nobody(self, text: str) -> None:
        self._words.setText(self.tr("没有找到“{text}”，可以登记为新患者").format(text=text))
        self._words.show()
