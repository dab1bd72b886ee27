"""One follow-up: the form of the norm, what the norm says while it is filled in, and reading it later."""

from __future__ import annotations

from typing import Any

import attrs
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.field_checks import stored_date
from clinic_app.services.changes import Saved
from clinic_app.services.follow_up_visits import FollowUpAdvice, FollowUpStart
from ui import i18n
from ui.context import UiContext
from ui.forms.follow_up_form import FollowUpForm
from ui.tasks import Changes
from ui.views.follow_up_aside import AdviceCard, FollowUpHead, PreviousCard
from ui.views.follow_up_choice import FollowUpChoice, Opening
from ui.views.follow_up_record import FollowUpRecordView
from ui.widgets.blocks import PageScroll, label
from ui.widgets.buttons import Button
from ui.widgets.emptying import empty
from ui.widgets.form import Form
from ui.widgets.page import PageWidget
from ui.widgets.pause import pause
from ui.widgets.refusal import tell_refusal
from ui.widgets.text_box import TextBox

DRAFT_MS = 3000
THINK_MS = 350
FORM = "follow_up"


class FollowUpPage(PageWidget):
    """Fills in a follow-up for a plan or a patient, or shows one that was recorded."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._opening = Opening()
        self._start: FollowUpStart | None = None
        self.form: FollowUpForm | None = None
        self._dirty, self._asked = False, 0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        outer.addLayout(middle, 1)
        self._scroll = PageScroll()
        middle.addWidget(self._scroll, 72)
        self._side = PageScroll()
        self._side.page.setAccessibleName(self.tr("按规范"))
        middle.addWidget(self._side, 28)
        self.head = FollowUpHead()
        self.late = self.head.late
        self.late.clicked.connect(lambda _: self._changed(""))
        self._scroll.content.addWidget(self.head)
        self._body = QVBoxLayout()
        self._scroll.content.addLayout(self._body)
        self._scroll.content.addStretch(1)
        self._foot = self._buttons()
        outer.addWidget(self._foot)
        self._draft_timer = pause(self, DRAFT_MS, self.keep_draft)
        self._think_timer = pause(self, THINK_MS, self._evaluate)

    def _buttons(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 8, 24, 12)
        row.setSpacing(12)
        self._save = Button(self.tr("保存随访"), kind="primary", key="save")
        self._save.clicked.connect(lambda: self._record(refer=False))
        self._refer = Button(self.tr("保存并开转诊单"), icon="arrow-up-right")
        self._refer.clicked.connect(lambda: self._record(refer=True))
        self._drop = Button(self.tr("不保存"))
        self._drop.clicked.connect(self._leave)
        for button in (self._save, self._refer, self._drop):
            row.addWidget(button)
        row.addStretch(1)
        self._kept = label("", "small")
        row.addWidget(self._kept)
        foot.hide()
        return foot

    # --- coming and going ---------------------------------------------------------------------

    def show_at(
        self,
        plan_id: str = "",
        patient_id: str = "",
        form_id: str = "",
        record_id: str = "",
        draft_key: str = "",
        correct: bool = False,
        **_: Any,
    ) -> None:
        """Show the form for a plan or a patient, a draft, or a record for reading."""
        self._draft_timer.stop()
        self._think_timer.stop()
        self._opening = Opening(plan_id, patient_id, form_id, record_id, correct)
        self._dirty = False
        self._clear()
        run = self.context.tasks.run
        app = self.context.app
        if draft_key:
            run(lambda: app.drafts.load(FORM, draft_key), self._take_draft, owner=self)
        elif record_id:
            run(lambda: app.follow_ups.get(record_id), self._show_record, owner=self)
        elif plan_id or (patient_id and form_id):
            self._begin(None)
        elif patient_id:
            run(lambda: self._read_choice(patient_id), self._show_choice, owner=self)
        else:
            self.context.open("follow_ups")

    def place(self) -> dict[str, Any]:
        """Return what is shown."""
        return attrs.asdict(self._opening)

    def leaving(self) -> None:
        """Keep what was typed so far."""
        self._draft_timer.stop()
        self.keep_draft()

    def records_changed(self, changes: Changes) -> None:
        """A record for reading is read again; a form that is being filled in stays as it is."""
        if self._opening.record_id and not self._opening.correct and changes.any_of("follow_up"):
            self.show_at(**self.place())

    def _clear(self) -> None:
        self.form = self._start = None
        for layout in (self._body, self._side.content):
            empty(layout)
        self.head.clear()
        self._side.hide()
        self._foot.hide()
        self._kept.setText("")

    # --- choosing the form --------------------------------------------------------------------

    def _read_choice(self, patient_id: str) -> tuple[Any, Any, Any]:
        app = self.context.app
        plans = [plan for plan in app.follow_ups.plans_of(patient_id) if not plan.closed]
        return app.patients.row(patient_id), plans, app.follow_ups.forms()

    def _show_choice(self, found: tuple[Any, Any, Any]) -> None:
        patient, plans, forms = found
        self.head.show_person(patient, self.tr("做哪一种随访？"))
        choice = FollowUpChoice(plans, forms)
        choice.chosen.connect(
            lambda plan_id, form_id: self.show_at(
                plan_id=plan_id, patient_id=self._opening.patient_id, form_id=form_id
            )
        )
        self._body.addWidget(choice)
        choice.focus_first()

    # --- beginning the form -------------------------------------------------------------------

    def _begin(self, draft: dict[str, Any] | None) -> None:
        opening, app = self._opening, self.context.app

        def read() -> tuple[FollowUpStart, dict[str, Any] | None]:
            start = app.follow_ups.start(opening.plan_id, opening.patient_id, opening.form_id)
            kept = draft or (app.drafts.load(FORM, opening.key) if not opening.correct else None)
            return start, kept

        self.context.tasks.run(read, self._show_form, owner=self)

    def _take_draft(self, draft: dict[str, Any] | None) -> None:
        if draft is None:
            self.context.messages.info(self.tr("这份没写完的随访已经不在了。"))
            self.context.open("follow_ups")
            return
        self._opening = Opening.of_draft(draft)
        self._begin(draft)

    def _show_form(self, found: tuple[FollowUpStart, dict[str, Any] | None]) -> None:
        start, draft = found
        if draft is not None and draft.get("form_id") != start.form.id:
            draft = None
        self._clear()
        self._start = start
        self._opening = attrs.evolve(self._opening, patient_id=start.patient.id, form_id=start.form.id)
        self.head.show_person(start.patient, i18n.core(start.form.title))
        self.head.tell_reason(start)
        self.form = FollowUpForm(self.context, start.form)
        self.form.changed.connect(self._changed)
        self.late.setChecked(False)
        self.late.show()
        self._body.addWidget(self.form)
        self._body.addWidget(self._note_form())
        self._advice = AdviceCard()
        self._side.content.addWidget(self._advice)
        if start.previous:
            self._side.content.addWidget(PreviousCard(start))
        self._side.content.addStretch(1)
        self._fill(start, draft)
        self._side.show()
        self._foot.show()
        self._refer.setVisible(start.form.id != "elderly_self_care" and not self._opening.correct)
        self.form.form.focus_first()
        if draft is not None:
            self._evaluate()

    def _note_form(self) -> QWidget:
        form = Form(label_width=98)
        self._note = TextBox(limit=500, lines=2)
        form.row(("note", self.tr("备注"), self._note))
        self._note.textChanged.connect(lambda: self._changed(""))
        if self.form is not None and "note" in {f.key for f in self.form.definition.fields()}:
            form.hide()
        return form

    def _fill(self, start: FollowUpStart, draft: dict[str, Any] | None) -> None:
        if self.form is None:
            return
        if draft is None:
            self.form.set_answers(start.values)
            self._note.set_text("")
        else:
            self.form.set_answers(draft.get("answers") or {})
            self.form.keep(draft.get("typed") or ())
            self._note.set_text(str(draft.get("note") or ""))
            self.late.setChecked(bool(draft.get("late")))
            self._kept.setText(self.tr("接着上次没写完的内容"))
        for timer in (self._draft_timer, self._think_timer):
            timer.stop()
        self._dirty = False

    # --- while it is filled in ----------------------------------------------------------------

    def _changed(self, key: str) -> None:
        self._dirty = True
        self._draft_timer.start()
        self._think_timer.start()
        if key == "visited_on" and self.form is not None:
            day = stored_date(str(self.form.answers().get("visited_on", "")))
            if day is not None:
                self.late.setChecked(day < self.context.today())

    def _evaluate(self) -> None:
        """Ask what the norm says about the form as it stands."""
        if self.form is None:
            return
        self._asked += 1
        asked, answers, opening = self._asked, self.form.answers(), self._opening
        for column in ("result_class", "next_on"):
            key = self.form.key_of_column(column)
            if key and not self.form.typed(key):
                answers.pop(key, None)
        follow_ups = self.context.app.follow_ups
        self.context.tasks.run(
            lambda: follow_ups.evaluate(opening.form_id, answers, opening.patient_id),
            lambda advice: self._show_advice(asked, advice, set(answers)),
            owner=self,
        )

    def _show_advice(self, asked: int, advice: FollowUpAdvice, answered: set[str]) -> None:
        if asked != self._asked or self.form is None:
            return
        for column, value in (("result_class", advice.result_class), ("next_on", advice.next_on)):
            key = self.form.key_of_column(column)
            if key:
                self.form.propose(key, value)
        self.form.show_doubts(advice.problems, answered)
        self._advice.show_advice(advice)

    def keep_draft(self) -> None:
        """Keep what was typed, so that a power cut costs nothing."""
        if not self._dirty or self.form is None or self._start is None or self._opening.correct:
            return
        self._dirty = False
        opening, drafts = self._opening, self.context.app.drafts
        answers = self.form.answers()
        values = {
            "plan_id": opening.plan_id,
            "patient_id": opening.patient_id,
            "patient_name": self._start.patient.name,
            "form_id": opening.form_id,
            "answers": answers,
            "typed": [key for key in answers if self.form.typed(key)],
            "note": self._note.text(),
            "late": self.late.isChecked(),
        }
        now = self.context.now().strftime("%H:%M:%S")
        self.context.tasks.run(
            lambda: drafts.save(FORM, opening.key, values),
            lambda _: self._kept.setText(self.tr("草稿已自动保存 {time}").format(time=now)),
            owner=self,
        )

    # --- saving -------------------------------------------------------------------------------

    def _record(self, *, refer: bool) -> None:
        if self.form is None:
            return
        self._draft_timer.stop()
        self._think_timer.stop()
        opening, late = self._opening, self.late.isChecked()
        values = self.form.answers()
        if self._note.text().strip():
            values["note"] = self._note.text().strip()
        follow_ups = self.context.app.follow_ups
        self._set_ready(ready=False)
        self.context.tasks.run(
            lambda: follow_ups.record(
                values,
                opening.form_id,
                opening.patient_id,
                plan_id="" if opening.correct else opening.plan_id,
                supersedes=opening.record_id if opening.correct else "",
                late=late,
            ),
            lambda saved: self._recorded(saved, refer=refer),
            self._failed,
            owner=self,
        )

    def _set_ready(self, *, ready: bool) -> None:
        for button in (self._save, self._refer):
            button.setEnabled(ready)

    def _recorded(self, saved: Saved, *, refer: bool) -> None:
        self._set_ready(ready=True)
        self._dirty = False
        patient_id = self._opening.patient_id
        self.context.messages.info(self.tr("随访已保存"))
        if refer:
            self._go_back()
            self.context.open("referral", new=True, patient_id=patient_id, follow_up_id=saved.id)
            return
        for warning in saved.warnings:
            words = i18n.text(warning.message)
            self.context.messages.warning(words, self.tr("请再看一眼"))
        if any(warning.code.startswith("refer.") for warning in saved.warnings):
            self.show_at(record_id=saved.id)
            return
        self._go_back()

    def _go_back(self) -> None:
        self._clear()
        if self.context.navigator is not None:
            self.context.navigator.back()
        if self.isVisible():  # there was nothing to go back to
            self.context.open("follow_ups")

    def _failed(self, error: ClinicError) -> None:
        self._set_ready(ready=True)
        tell_refusal(error, self.form, self.context.messages)

    def _leave(self) -> None:
        self._dirty = False
        opening, drafts = self._opening, self.context.app.drafts
        self._draft_timer.stop()
        if not opening.correct:
            self.context.tasks.run(lambda: drafts.discard(FORM, opening.key), owner=self, changes={"draft"})
        self._go_back()

    # --- reading ------------------------------------------------------------------------------

    def _show_record(self, record: Any) -> None:
        if self._opening.correct:
            self._begin_correction(record)
            return
        view = FollowUpRecordView(self.context, record)
        view.patient_known.connect(self._head_of_record)
        view.correct_asked.connect(lambda: self._correct(record.id))
        self._body.addWidget(view)
        view.load()

    def _head_of_record(self, patient: Any, title: str) -> None:
        self._opening = attrs.evolve(self._opening, patient_id=patient.id)
        self.head.show_person(patient, title)

    def _correct(self, record_id: str) -> None:
        self.context.open("follow_up", record_id=record_id, correct=True)

    def _begin_correction(self, record: Any) -> None:
        self._opening = attrs.evolve(
            self._opening, patient_id=record.patient_id, form_id=record.form, plan_id=""
        )
        draft = {
            "form_id": record.form,
            "answers": dict(record.answers),
            "typed": list(record.answers),
            "note": record.note,
            "late": record.late,
        }
        self._begin(draft)
