"""The fields of a referral slip in the order of the paper: 转往, 病情, 手续; the same for all directions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.indications import Suggestion, measures_in, suggest_indications
from ui import i18n
from ui.context import UiContext
from ui.forms.slip_fields import DiagnosisField, FreeChoice, OrgField, ReasonField, RecordLine, RecordText
from ui.forms.values import CodeField, FieldValues
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.date_edit import DateEdit
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, PhoneEdit
from ui.widgets.pause import pause
from ui.widgets.text_box import TextBox

SUGGEST_MS = 400
ONLY_UP = ("present_illness", "past_history", "allergy_text", "exempt_reason", "valid_until")
ONLY_DOWN = ("inpatient_no", "next_plan", "rehab_advice")
NEEDS_WORDS = frozenset({"91", "99"})
"""Reasons that say nothing without words of their own."""


class ReferralForm(Form):
    """All that is typed on a slip.

    Signals:
        changed: a person changed a field.
    """

    changed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._phone_filled = ""
        self._direction_chosen = False
        self._to_section()
        self._illness_section()
        self._formal_section()
        self.values = FieldValues(self)
        self.values.changed.connect(self.changed)
        self.impression.changed.connect(lambda _: self.changed.emit())
        self.impression.edit.textEdited.connect(lambda _: self.changed.emit())
        self._suggest_timer = pause(self, SUGGEST_MS, self._suggest)
        self.present_illness.textChanged.connect(self._suggest_timer.start)
        self._wire()
        self._show_direction()

    # --- fields -------------------------------------------------------------------------------

    def _to_section(self) -> None:
        self.section(self.tr("转往"))
        self.org = OrgField(self._context, self.tr("名称或拼音首字母"))
        self.dept = FreeChoice(self.tr("科室名或首字母"))
        self.to_phone = PhoneEdit()
        self.urgency = ChoiceRow(
            [
                ("urgent", self.tr("急")),
                ("routine", self.tr("普通")),
                ("emergency", self.tr("绿色通道")),
            ],
            "routine",
        )
        self.direction = ChoiceRow(
            [("up", self.tr("上转")), ("down", self.tr("下转")), ("lateral", self.tr("同级"))], "up"
        )
        self.day = DateEdit(self._context.today)
        self.row(("to_org", self.tr("机构"), self.org), ("to_dept", self.tr("科室"), self.dept))
        self.row(("to_phone", self.tr("联系电话"), self.to_phone), ("urgency", self.tr("缓急"), self.urgency))
        self.row(
            ("direction", self.tr("方向"), self.direction), ("referral_date", self.tr("转诊日期"), self.day)
        )

    def _illness_section(self) -> None:
        self.section(self.tr("病情"))
        self.impression = DiagnosisField(self._context, self.tr("编码、拼音首字母或名称，可填多个"))
        self.present_illness = TextBox(limit=2000, lines=2)
        self.past_history = RecordText(limit=1000, lines=2)
        self.allergy = RecordLine()
        self.row(("impression", self.tr("初步印象"), self.impression))
        self.row(("inpatient_no", self.tr("住院病案号"), LineEdit()))
        self.row(("present_illness", self.tr("主要现病史"), self.present_illness))
        self.row(("past_history", self.tr("主要既往史"), self.past_history))
        self.row(("allergy_text", self.tr("过敏史"), self.allergy))
        self.row(("exam_result", self.tr("检查结果"), TextBox(limit=2000, lines=1)))
        self.row(("treatment", self.tr("治疗经过"), TextBox(limit=2000, lines=2)))
        self.row(("next_plan", self.tr("下一步治疗"), TextBox(limit=2000, lines=2)))
        self.row(("rehab_advice", self.tr("康复建议"), TextBox(limit=2000, lines=2)))

    def _formal_section(self) -> None:
        self.section(self.tr("手续"))
        self.reason = ReasonField(self._context, self.tr("编号、首字母或文字"))
        self.row(("reason", self.tr("转诊原因"), self.reason))
        self.add(self._reason_notes())
        self.row(("reason_text", self.tr("原因说明"), LineEdit(self.tr("补充说明，如无可不填"))))
        self.consent = CodeField(self._context, "consent")
        self.escort = CodeField(self._context, "escort")
        self.row(("consent", self.tr("知情同意"), self.consent), ("escort", self.tr("护送"), self.escort))
        self.row(("consent_note", self.tr("同意说明"), LineEdit(self.tr("写明告知的内容和经过"))))
        self.row(
            ("payment", self.tr("费别"), CodeField(self._context, "payment")),
            ("insurance_no", self.tr("医保号"), LineEdit()),
        )
        self.exempt = CodeField(self._context, "exempt_reason")
        self.row(
            ("exempt_reason", self.tr("免备案"), self.exempt),
            ("valid_until", self.tr("有效期至"), DateEdit(self._context.today)),
        )
        self.doctor = FreeChoice()
        self.row(
            ("from_doctor", self.tr("转诊医生"), self.doctor),
            ("from_phone", self.tr("医生电话"), PhoneEdit()),
        )
        self.row(
            ("patient_phone", self.tr("患者电话"), PhoneEdit()),
            ("visit_type", self.tr("来源"), CodeField(self._context, "visit_type")),
        )

    def _reason_notes(self) -> QWidget:
        """Return what stands under the reason: its full wording, and what the numbers suggest."""
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(96, 0, 0, 0)
        outer.setSpacing(4)
        self._wording = label("", "small", wrap=True)
        self._wording.hide()
        outer.addWidget(self._wording)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        outer.addLayout(self._chips)
        self._suggested: tuple[Suggestion, ...] = ()
        self._ticked = ""
        return holder

    def _wire(self) -> None:
        self.org.chosen.connect(self._org_chosen)
        self.dept.chosen.connect(lambda _: self._find_phone())
        self.dept.editingFinished.connect(self._find_phone)
        self.direction.changed.connect(self._direction_changed)
        self.reason.chosen.connect(lambda _: self._reason_changed())
        self.consent.chosen.connect(lambda _: self._show_notes())
        self.to_phone.textEdited.connect(lambda _: self.to_phone.set_note(""))

    # --- values -------------------------------------------------------------------------------

    def get(self) -> dict[str, Any]:
        """Return the fields as the services take them; ``direction`` is among them."""
        found: dict[str, Any] = dict(self.values.get())
        found["to_org"] = self.org.code()
        found["to_org_name"] = self.org.text().strip()
        found["impression"] = self.impression.text()
        found["impression_codes"] = self.impression.codes()
        if self.reason.item() is None and self.reason.text().strip():
            # Words that are no entry of the list are kept as words: nothing typed is ever lost.
            found["reason"], typed = "", self.reason.text().strip()
            found["reason_text"] = "，".join(filter(None, (typed, found["reason_text"])))
        hidden = ONLY_UP if self.is_down() else ONLY_DOWN
        return found | dict.fromkeys(hidden, "")

    def set_values(self, values: Mapping[str, Any], record: Mapping[str, Any] | None = None) -> None:
        """Fill the form; ``record`` holds what the patient's record says, to mark what was taken from it."""
        self._direction_chosen = False
        self.reason.set_direction(str(values.get("direction") or "up"))
        self.values.set(dict(values))
        self.values.set_one("direction", values.get("direction") or "up")
        self._show_direction()
        self.reason.set_code(str(values.get("reason") or ""))
        self.org.set_org(str(values.get("to_org") or ""), str(values.get("to_org_name") or ""))
        self.impression.set_values(str(values.get("impression") or ""), values.get("impression_codes"))
        taken = record or {}
        self.past_history.set_taken(str(taken.get("past_history") or ""))
        self.allergy.set_taken(str(taken.get("allergy_text") or ""))
        self._phone_filled = self._ticked = ""
        self._reason_changed()
        self._suggest(anew=True)
        self._read_lists()
        self.clear_problems()

    def is_down(self) -> bool:
        """Tell whether this is a back-referral to a clinic."""
        return self.direction.value() == "down"

    def fix_addressee(self, *, fixed: bool) -> None:
        """Forbid what cannot be changed any more once a slip has left: institution and direction."""
        self.org.setEnabled(not fixed)
        for value in ("up", "down", "lateral"):
            self.direction.set_enabled(value, not fixed)

    # --- 转往 -----------------------------------------------------------------------------------

    def _read_lists(self) -> None:
        directory, org_id = self._context.app.directory, self.org.code()
        self._context.tasks.run(
            lambda: (directory.doctors(), directory.departments(org_id) if org_id else ()),
            self._take_lists,
            owner=self,
        )

    def _take_lists(self, found: tuple[Any, Any]) -> None:
        self.doctor.offer(found[0])
        self.dept.offer(found[1])

    def _org_chosen(self, item: Any) -> None:
        self.changed.emit()
        if item is None:
            self.dept.offer(())
            return
        directory, org_id = self._context.app.directory, item.id
        self._context.tasks.run(
            lambda: (directory.departments(org_id), directory.direction_to(org_id)),
            lambda found: self._take_org(org_id, *found),
            owner=self,
        )
        self._find_phone()

    def _take_org(self, org_id: str, departments: Any, direction: str) -> None:
        if self.org.code() != org_id:
            return
        self.dept.offer(departments)
        if not self._direction_chosen and self.direction.value() != direction:
            self.values.set_one("direction", direction)
            self._show_direction()
            self.changed.emit()

    def _find_phone(self) -> None:
        org_id, dept = self.org.code(), self.dept.text().strip()
        if not org_id or self.to_phone.text() not in ("", self._phone_filled):
            return
        directory = self._context.app.directory
        self._context.tasks.run(
            lambda: directory.phone_for(org_id, dept),
            lambda found: self._take_phone(org_id, found),
            owner=self,
        )

    def _take_phone(self, org_id: str, found: Any) -> None:
        if self.org.code() != org_id or self.to_phone.text() not in ("", self._phone_filled):
            return
        self._phone_filled = found.phone if found is not None else ""
        self.to_phone.setText(self._phone_filled)
        notes = [found.person, found.hours] if found is not None else []
        if found is not None and found.source == "switchboard":
            notes.append(self.tr("总机"))
        elif found is not None and found.stale:
            notes.append(self.tr("号码久未核对"))
        self.to_phone.set_note("　".join(filter(None, notes)))

    def _direction_changed(self, _value: object) -> None:
        self._direction_chosen = True
        self._show_direction()

    def _show_direction(self) -> None:
        down = self.is_down()
        for name in ONLY_UP:
            self.set_row_visible(name, not down)
        for name in ONLY_DOWN:
            self.set_row_visible(name, down)
        self.row_of("impression").label.setText(self.tr("诊断结果") if down else self.tr("初步印象"))
        self.reason.set_direction(str(self.direction.value() or "up"))
        self._reason_changed()
        self._suggest()

    # --- 手续 -----------------------------------------------------------------------------------

    def _reason_changed(self) -> None:
        words = self.reason.full_wording()
        self._wording.setText(words)
        self._wording.setVisible(bool(words))
        self._show_notes()

    def _show_notes(self) -> None:
        typed = self.values_of("reason_text")
        self.set_row_visible("reason_text", bool(typed) or self.reason.code() in NEEDS_WORDS)
        note = self.values_of("consent_note")
        self.set_row_visible(
            "consent_note", bool(note) or self.consent.code() not in ("", "signed", "family")
        )

    def values_of(self, name: str) -> str:
        """Return the text of one line."""
        field = self.field(name)
        return field.text().strip() if isinstance(field, LineEdit) else ""

    def _suggest(self, *, anew: bool = False) -> None:
        """Tick the reason that the numbers in the history suggest; the doctor confirms or chooses another."""
        text = "" if self.is_down() else self.present_illness.text()
        found = tuple(suggest_indications(measures_in(text))) if text else ()
        if found == self._suggested and not anew:
            return
        self._suggested = found
        self._tick(found[0].code if found else "")
        while self._chips.count():
            item = self._chips.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in found:
            button = Button(i18n.text(one.message), icon="triangle-alert", compact=True)
            button.setToolTip(self.tr("按这一条填写原因和缓急"))
            button.clicked.connect(lambda _=False, s=one: self.take_suggestion(s))
            self._chips.addWidget(button)
        if self._ticked:
            self._chips.addWidget(label(self.tr("已按数值勾选，请核对，可以另选"), "small"))
        self._chips.addStretch(1)

    def _tick(self, code: str) -> None:
        """Fill in a suggested reason where none was chosen by a person, and take back one that fell away."""
        present = self.reason.code() or self.reason.text().strip()
        if present and present != self._ticked:
            self._ticked = ""
            return
        self._ticked = code
        if present != code:
            self.reason.set_code(code)
            self._reason_changed()
            self.changed.emit()

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Return what is suggested now."""
        return self._suggested

    def take_suggestion(self, one: Suggestion) -> None:
        """Fill reason and urgency as suggested."""
        self.reason.set_code(one.code)
        self.values.set_one("urgency", one.urgency)
        self._reason_changed()
        self.changed.emit()
