"""The form for a patient: identity number first, which fills sex and birth date; look-alikes beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.services.patients import ElementEdit, LookAlikeRow
from ui import i18n
from ui.context import UiContext
from ui.forms.elements import ElementsEdit
from ui.forms.values import CodeField, FieldValues
from ui.widgets.blocks import Banner, PageScroll, PageTitle, label
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.date_edit import DateEdit
from ui.widgets.emptying import empty
from ui.widgets.form import Form
from ui.widgets.line_edit import IdNumberEdit, LineEdit, PhoneEdit
from ui.widgets.pause import pause
from ui.widgets.refusal import tell_refusal
from ui.widgets.text_box import TextBox

DRAFT_MS = 3000
LOOK_MS = 500


class PatientForm(QWidget):
    """Registers a patient or corrects a card.

    Signals:
        saved: id of the patient.
        cancelled: the form was left without saving.
        open_other: id of a look-alike that is the same person.
    """

    saved = Signal(str)
    cancelled = Signal()
    open_other = Signal(str)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context
        self._patient_id = ""
        self._dirty = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = PageScroll()
        outer.addWidget(scroll)
        self._title = PageTitle(self.tr("登记患者"))
        scroll.content.addWidget(self._title)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        scroll.content.addLayout(columns)
        self.form = Form()
        columns.addWidget(self.form, 66)
        side = QVBoxLayout()
        side.setSpacing(12)
        columns.addLayout(side, 34)
        self._look_alikes = QVBoxLayout()
        side.addLayout(self._look_alikes)
        self._elements = ElementsEdit(context)
        self._elements.changed.connect(self._changed)
        side.addWidget(self._elements)
        side.addStretch(1)
        self._make_fields()
        scroll.content.addStretch(1)
        outer.addLayout(self._buttons())
        self._draft_timer = pause(self, DRAFT_MS, self.keep_draft)
        self._look_timer = pause(self, LOOK_MS, self._look)

    def _make_fields(self) -> None:
        codes = lambda name: CodeField(self.context, name)  # noqa: E731  # one line per field below
        self.id_no = IdNumberEdit(self.tr("先输它，性别生日自动填"))
        self.name = LineEdit()
        self.gender = ChoiceRow([("1", self.tr("男")), ("2", self.tr("女")), ("9", self.tr("未说明"))])
        self.birth = DateEdit(self.context.today)
        self.birth.setPlaceholderText("1958-03-12")
        self.phone, self.contact_phone = PhoneEdit(), PhoneEdit()
        form = self.form
        form.section(self.tr("身份"))
        form.row(("id_no", self.tr("身份证号"), self.id_no), ("name", self.tr("姓名"), self.name))
        form.row(("gender", self.tr("性别"), self.gender), ("birth_date", self.tr("出生日期"), self.birth))
        form.row(
            ("no_id_reason", self.tr("无证原因"), LineEdit(self.tr("没有身份证时写明，如：新生儿"))),
            ("ethnic", self.tr("民族"), codes("ethnic")),
        )
        form.section(self.tr("联系"))
        form.row(("phone", self.tr("电话"), self.phone), ("village", self.tr("村"), LineEdit()))
        form.row(("address", self.tr("住址"), LineEdit()))
        form.row(
            ("contact_name", self.tr("联系人"), LineEdit()),
            ("contact_relation", self.tr("关系"), codes("relation")),
        )
        form.row(
            ("contact_phone", self.tr("联系人电话"), self.contact_phone),
            ("responsible_doctor", self.tr("责任医生"), LineEdit()),
        )
        form.section(self.tr("医疗"))
        form.row(("blood_type", self.tr("血型"), codes("blood_type")), ("rh", "RH", codes("rh")))
        form.row(
            ("payment", self.tr("付费方式"), codes("payment")),
            ("insurance_no", self.tr("医保号"), LineEdit()),
        )
        form.row(
            ("archive_no", self.tr("档案编号"), LineEdit()),
            ("exempt_reason", self.tr("免备案人群"), codes("exempt_reason")),
        )
        form.row(("past_history", self.tr("既往史"), TextBox(limit=1000, lines=2)))
        self.values = FieldValues(form)
        self.values.changed.connect(self._changed)
        self.id_no.editingFinished.connect(self._fill_from_id)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.setContentsMargins(24, 8, 24, 12)
        save = Button(self.tr("保存"), kind="primary", key="save")
        save.clicked.connect(self._save)
        leave = Button(self.tr("不保存"))
        leave.clicked.connect(self._leave)
        row.addWidget(save)
        row.addWidget(leave)
        self._kept = label("", "small")
        row.addStretch(1)
        row.addWidget(self._kept)
        return row

    # --- filling ------------------------------------------------------------------------------

    def start_new(self, name: str = "") -> None:
        """Show an empty form, or what was typed before and not saved."""
        self._begin("", self.tr("登记患者"))
        self.values.set({"name": name} if name else {})
        self._elements.set([], [], [])
        drafts = self.context.app.drafts
        self.context.tasks.run(lambda: drafts.load("patient", ""), self._take_draft, owner=self)

    def start_edit(self, patient_id: str) -> None:
        """Show a patient's card for correction."""
        self._begin(patient_id, self.tr("修改资料"))
        patients = self.context.app.patients
        self.context.tasks.run(lambda: patients.card(patient_id), self._take_card, owner=self)

    def _begin(self, patient_id: str, title: str) -> None:
        self._patient_id = patient_id
        self._title.set(title)
        self.form.clear_problems()
        self._kept.setText("")
        empty(self._look_alikes)
        self.id_no.setFocus()

    def _take_draft(self, draft: dict[str, Any] | None) -> None:
        if draft and not self._patient_id:
            self.values.set(draft)
            self._kept.setText(self.tr("接着上次没写完的内容"))
        self._dirty = False

    def _take_card(self, card: Any) -> None:
        self.values.set(card.patient.values())
        self._elements.set(card.allergies, card.medications, card.problems)
        self._dirty = False

    def _changed(self) -> None:
        self._dirty = True
        self._draft_timer.start()
        self._look_timer.start()

    def _fill_from_id(self) -> None:
        text = self.id_no.text()
        if len(text) < 15:
            return
        found = self.context.app.patients.fill_from_id(text)
        for name in ("id_no", "gender", "birth_date"):
            if found.get(name):
                self.values.set_one(name, found[name])

    def _look(self) -> None:
        values, patient_id = self.values.get(), self._patient_id
        patients = self.context.app.patients
        if values.get("name") or values.get("id_no"):
            self.context.tasks.run(
                lambda: patients.look_alikes(values, patient_id), self._show_look_alikes, owner=self
            )

    def _show_look_alikes(self, found: tuple[LookAlikeRow, ...]) -> None:
        empty(self._look_alikes)
        for one in found[:3]:
            row = one.patient
            words = self.tr("{reason}：{name}　{gender} {age}　{village}　{phone}").format(
                reason=one.reason_text,
                name=row.name,
                gender=i18n.code("gender", row.gender_text),
                age=i18n.age(row.age),
                village=row.village,
                phone=row.phone,
            )
            banner = Banner(words, "due")
            banner.add_action(self.tr("就是他"), lambda r=row: self._same(r.id))
            banner.add_action(self.tr("不是同一人"), lambda b=banner: b.hide())
            self._look_alikes.addWidget(banner)

    def _same(self, patient_id: str) -> None:
        self._dirty = False
        self._discard_draft()
        self.open_other.emit(patient_id)

    # --- saving -------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what was typed, so that a power cut costs nothing."""
        if not self._dirty or self._patient_id:
            return
        self._dirty = False
        values, drafts = self.values.get(), self.context.app.drafts
        if any(values.values()):
            now = self.context.now().strftime("%H:%M:%S")
            self.context.tasks.run(
                lambda: drafts.save("patient", "", values),
                lambda _: self._kept.setText(self.tr("草稿已自动保存 {time}").format(time=now)),
                owner=self,
            )

    def _discard_draft(self) -> None:
        drafts = self.context.app.drafts
        if not self._patient_id:
            self.context.tasks.run(lambda: drafts.discard("patient", ""), owner=self)

    def _save(self) -> None:
        self._draft_timer.stop()
        values, patient_id = self.values.get(), self._patient_id
        elements: list[ElementEdit] = self._elements.edits()
        patients = self.context.app.patients
        self.context.tasks.run(
            lambda: patients.save(values, elements, patient_id),
            self._done,
            self._failed,
            owner=self,
            changes={"patient", "allergy"},
        )

    def _done(self, result: Any) -> None:
        self._dirty = False
        self.context.messages.info(self.tr("已保存"))
        for warning in result.warnings:
            self.context.messages.warning(i18n.text(warning.message), self.tr("请再看一眼"))
        self.saved.emit(result.id)

    def _failed(self, error: ClinicError) -> None:
        tell_refusal(error, self.form, self.context.messages)

    def _leave(self) -> None:
        self._dirty = False
        self._draft_timer.stop()
        self._discard_draft()
        self.cancelled.emit()
