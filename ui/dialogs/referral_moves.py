"""The moves of both sides of a referral, each a small box: what it needs, and the true time for 补录."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from clinic_app.domain.approval import REMARK
from clinic_app.domain.errors import ClinicError
from clinic_app.domain.problems import Problem
from clinic_app.services.referral_details import ReferralDetail
from ui import i18n
from ui.context import UiContext
from ui.forms.slip_fields import FreeChoice, OrgField
from ui.forms.true_time import TrueTime
from ui.forms.values import CodeField, FieldValues
from ui.widgets.blocks import label
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, NarrowEdit, PhoneEdit
from ui.widgets.refusal import tell_refusal
from ui.widgets.text_box import TextBox

LATE_MOVES = frozenset(
    {"accepted", "declined", "redirected", "arrived", "no_show", "admitted", "interim_note", "outcome"}
    | {"received_back", "closed", "cancelled", "cancel_confirmed"}
)
"""Moves that may be entered after the fact."""


class MoveBox(Dialog):
    """One move: its fields, and below them when it really happened if that was not now.

    ``done(saved)`` is called after it was saved. What is wrong stands beside its field.
    """

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        detail: ReferralDetail,
        event: str,
        done: Callable[[Any], object],
    ) -> None:
        self._event, self._detail, self._done = event, detail, done
        self._hands_in = event == "reviewed" and detail.approval.sent_back is not None
        self._context = context
        self._proposed = False  # the hospital's advice is in its field, so an empty field was emptied
        super().__init__(self._title(event), parent, width=560)
        row = detail.list_row
        who = "　".join(filter(None, (row.patient_name, i18n.gender_age(row, "　"), row.slip_no)))
        self.body.addWidget(label(who, "secondary"))
        words = self._explain(event)
        if words:
            self.body.addWidget(label(words, wrap=True))
        self.form = Form()
        getattr(self, f"_fields_{event}", self._fields_note)()
        self._add_late()
        self.values = FieldValues(self.form)
        self.body.addWidget(self.form)
        danger = event in ("declined", "cancelled")
        self.go = self.add_button(
            self._title(event), self._submit, kind="danger" if danger else "primary", key="save"
        )
        self.add_button(self.tr("返回"))
        self._prefill()
        self.open()
        self.form.focus_first()

    def _title(self, event: str) -> str:
        titles = {
            "accepted": self.tr("接诊"),
            "declined": self.tr("拒收"),
            "redirected": self.tr("转往他院"),
            "arrived": self.tr("登记到诊"),
            "no_show": self.tr("登记未到诊"),
            "admitted": self.tr("登记入院"),
            "interim_note": self.tr("发送中间反馈"),
            "outcome": self.tr("登记转归"),
            "received_back": self.tr("接回患者"),
            "closed": self.tr("结案"),
            "cancelled": self.tr("撤销转诊"),
            "cancel_confirmed": self.tr("同意撤销"),
            "reviewed": self.tr("再次送审") if self._hands_in else self.tr("审核"),
            "sent": self.tr("重新发出") if self._detail.phase == "no_show" else self.tr("发出"),
        }
        return titles[event]

    def _explain(self, event: str) -> str:
        if event == "received_back":
            return self._advice()
        if event == "reviewed":
            return self._sent_back()
        words = {
            "declined": self.tr("对方会看到原因和建议；能写明去哪里更合适，患者就少跑一趟。"),
            "no_show": self.tr("对方会看到患者没有来，好去联系本人。"),
            "cancelled": self.tr("对方已接诊的，要等对方同意才算撤销。"),
            "cancel_confirmed": self.tr("同意后，这次转诊就此结束。"),
            "redirected": self.tr("患者改由那家机构受理，原机构也会看到。"),
        }
        return words.get(event, "")

    def _advice(self) -> str:
        if not self._detail.returns:
            return ""
        back = self._detail.returns[-1]
        lines = [self.tr("诊断：{text}").format(text=back["diagnosis"])] if back.get("diagnosis") else []
        lines.append(self.tr("下面是按医嘱排好的随访，可以改，接回后生效。药和诊断在页面里逐条记入档案。"))
        return "\n".join(lines)

    def _sent_back(self) -> str:
        back = self._detail.approval.sent_back
        if back is None:
            return ""
        return self.tr(
            "{who}退回：{remark}\n不用改的，直接再次送审；要改的，返回后按“更正”，改完保存就已送审。"
        ).format(who=back.by_name, remark=back.details.get(REMARK, ""))

    # --- fields ---------------------------------------------------------------------------------

    def _coded(self, table: str) -> CodeField:
        """Return a field of a short list, which nobody knows by heart."""
        return CodeField(self._context, table, self.tr("按向下键选"))

    def _fields_accepted(self) -> None:
        self._dept, self._doctor = FreeChoice(self.tr("科室名或首字母")), FreeChoice()
        self.form.row(("dept", self.tr("科室"), self._dept), ("doctor", self.tr("医生"), self._doctor))
        self.form.row(
            ("when", self.tr("就诊时间"), LineEdit(self.tr("如：11-23 上午"))),
            ("phone", self.tr("联系电话"), PhoneEdit()),
        )
        self.form.row(("note", self.tr("备注"), LineEdit(self.tr("如：空腹，带既往检查"))))
        app = self._context.app
        self._context.tasks.run(
            lambda: (app.directory.departments(app.institution.id), app.directory.doctors()),
            self._offer,
            owner=self,
        )

    def _offer(self, found: tuple[Any, Any]) -> None:
        self._dept.offer(found[0])
        self._doctor.offer(found[1])

    def _fields_declined(self) -> None:
        self.form.row(("reason", self.tr("原因"), self._coded("decline")))
        self.form.row(("suggestion", self.tr("建议"), TextBox(limit=500, lines=2)))

    def _fields_redirected(self) -> None:
        self._org, self._dept = OrgField(self._context, self.tr("名称或拼音首字母")), FreeChoice()
        self.form.row(("to_org", self.tr("机构"), self._org))
        self.form.row(("dept", self.tr("科室"), self._dept))
        self.form.row(("reason", self.tr("原因"), TextBox(limit=500, lines=2)))
        self._org.chosen.connect(self._offer_departments)

    def _offer_departments(self, item: Any) -> None:
        if item is not None:
            directory = self._context.app.directory
            self._context.tasks.run(lambda: directory.departments(item.id), self._dept.offer, owner=self)

    def _fields_no_show(self) -> None:
        self.form.row(("reason", self.tr("原因"), LineEdit(self.tr("如：电话联系，本人改去市医院"))))

    def _fields_admitted(self) -> None:
        self.form.row(
            ("dept", self.tr("科室"), LineEdit()),
            ("inpatient_no", self.tr("住院号"), NarrowEdit(max_length=18)),
        )

    def _fields_interim_note(self) -> None:
        self.form.row(("text", self.tr("反馈内容"), TextBox(limit=2000, lines=4)))

    def _fields_outcome(self) -> None:
        self.form.row(("outcome", self.tr("病情转归"), self._coded("outcome")))
        self.form.row(("text", self.tr("说明"), TextBox(limit=500, lines=2)))

    def _fields_closed(self) -> None:
        self.form.row(("reason", self.tr("结案原因"), self._coded("close")))
        self._fields_note()

    def _fields_cancelled(self) -> None:
        self.form.row(("reason", self.tr("撤销原因"), self._coded("cancel")))
        self._fields_note()

    def _fields_received_back(self) -> None:
        self.form.row(
            ("due_on", self.tr("随访日期"), DateEdit(self._context.today, self.tr("空着按回转单建议"))),
            ("doctor", self.tr("随访医生"), LineEdit()),
        )
        self.form.row(("advice", self.tr("随访时注意"), TextBox(limit=2000, lines=4)))
        actions, one = self._context.app.referral_actions, self._detail.id
        self._context.tasks.run(lambda: actions.proposed_visit(one), self._propose, owner=self)

    def _propose(self, plan: Mapping[str, str]) -> None:
        """Show the plan that follows from the hospital's advice; what was typed meanwhile stays."""
        self._proposed = True
        for name, value in plan.items():
            if not self.values.get()[name]:
                self.values.set_one(name, value)
        QTimer.singleShot(0, self, self.adjustSize)  # the words need more lines than the empty field

    def _fields_reviewed(self) -> None:
        if self._hands_in:
            return
        ok = ChoiceRow([("1", self.tr("同意转出")), ("0", self.tr("退回修改"))], "1")
        self.form.row(("ok", self.tr("意见"), ok))
        self.form.row(("remark", self.tr("说明"), TextBox(limit=500, lines=2)))

    def _fields_note(self) -> None:
        self.form.row(("note", self.tr("备注"), LineEdit(self.tr("可不填"))))

    def _prefill(self) -> None:
        detail = self._detail
        known: Mapping[str, str] = {}
        if self._event == "accepted":
            old = detail.accepted
            known = {
                "dept": old.get("dept") or str(detail.row.get("to_dept") or ""),
                "doctor": old.get("doctor", ""),
                "when": old.get("time", ""),
                "phone": old.get("phone", ""),
            }
        elif self._event == "admitted":
            known = {"dept": detail.list_row.dept}
        elif self._event == "closed":
            ended = detail.phase in ("followed_up", "taken_back")
            known = {"reason": "00"} if ended else {}
        for name, value in known.items():
            self.values.set_one(name, value)

    def _add_late(self) -> None:
        if self._event in LATE_MOVES:
            self._true_time = TrueTime(self.form, self._context)
            self.late = self._true_time.box

    def _when(self) -> tuple[datetime | None, list[Problem]]:
        """Return the true time if it was not now, and what is wrong with it."""
        return self._true_time.when() if self._event in LATE_MOVES else (None, [])

    # --- saving ---------------------------------------------------------------------------------

    def _submit(self) -> None:
        at, problems = self._when()
        if problems:
            self.form.show_problems(problems)
            return
        act = self._act(self.values.get(), at)
        self.go.setEnabled(False)
        self._context.tasks.run(
            act, self._succeeded, self._failed, owner=self, always=lambda: self.go.setEnabled(True)
        )

    def _act(self, v: Mapping[str, str], at: datetime | None) -> Callable[[], Any]:
        do, one = self._context.app.referral_actions, self._detail.id
        calls: dict[str, Callable[[], Any]] = {
            "accepted": lambda: do.accept(
                one, v["dept"], v["doctor"], v["when"], v["phone"], note=v["note"], at=at
            ),
            "declined": lambda: do.decline(one, v["reason"], v["suggestion"], at=at),
            "redirected": lambda: do.redirect(one, v["to_org"], v["dept"], v["reason"], at=at),
            "arrived": lambda: do.arrived(one, note=v["note"], at=at),
            "no_show": lambda: do.no_show(one, v["reason"], at=at),
            "admitted": lambda: do.admitted(one, v["dept"], v["inpatient_no"], at=at),
            "interim_note": lambda: do.interim_note(one, v["text"], at=at),
            "outcome": lambda: do.outcome(one, v["outcome"], v["text"], at=at),
            "received_back": lambda: do.received_back(
                one, v["due_on"], v["doctor"], v["advice"] if self._proposed else None, at=at
            ),
            "closed": lambda: do.close(one, v["reason"], v["note"], at=at),
            "cancelled": lambda: do.cancel(one, v["reason"], v["note"], at=at),
            "cancel_confirmed": lambda: do.confirm_cancel(one, note=v["note"], at=at),
            "reviewed": lambda: self._review(v),
            "sent": lambda: self._send(v["note"]),
        }
        return calls[self._event]

    def _review(self, v: Mapping[str, str]) -> Any:
        app, one = self._context.app, self._detail.id
        if self._hands_in:
            return app.approvals.hand_in_again(one)
        return app.referral_actions.reviewed(one, v["remark"], ok=v["ok"] == "1")

    def _send(self, note: str) -> Any:
        app, one = self._context.app, self._detail.id
        if self._detail.phase == "no_show":
            return app.referral_actions.resend(one, note=note)
        return app.referrals.send(one)

    def _succeeded(self, saved: Any) -> None:
        self.accept()
        self._done(saved)

    def _failed(self, error: ClinicError) -> None:
        if not tell_refusal(error, self.form, self._context.messages):
            self.reject()


def move_done_words(event: str) -> str:
    """Return what the message bar says after a move."""
    words = QCoreApplication.translate("MoveBox", "已保存，下次同步时对方会看到")
    own = QCoreApplication.translate("MoveBox", "已接回，随访已安排")
    return own if event == "received_back" else words
