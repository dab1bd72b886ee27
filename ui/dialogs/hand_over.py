"""The county's desk hands a patient who moved over to another institution, after reading what that does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.services.patient_moves import MoveAnswer
from ui import i18n
from ui.context import UiContext
from ui.forms.slip_fields import OrgField
from ui.widgets.blocks import Banner, label
from ui.widgets.dialog import Dialog
from ui.widgets.emptying import empty
from ui.widgets.form import Form


class HandOverDialog(Dialog):
    """Asks the hub what the hand-over to the chosen institution would do; only then it can be done.

    ``done()`` is called after it was done.
    """

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        patient_id: str,
        who: str,
        manager: str,
        done: Callable[[], object],
    ) -> None:
        super().__init__(QCoreApplication.translate("HandOverDialog", "移交给别的机构"), parent, width=600)
        self._context, self._patient_id, self._done = context, patient_id, done
        self._chosen = ""
        now = self.tr("现由 {name} 管理").format(name=manager) if manager else ""
        self.body.addWidget(label("　".join(filter(None, (who, now))), "secondary", wrap=True))
        words = self.tr("患者迁居后，由新住地的机构接着管理他的档案。移交错了，可以再移交回来。")
        self.body.addWidget(label(words, wrap=True))
        self.form = Form()
        self.org = OrgField(context, self.tr("名称或拼音首字母"))
        self.form.row(("to_org", self.tr("移交给"), self.org))
        self.org.chosen.connect(lambda _: self._foresee())
        self.body.addWidget(self.form)
        self.told = QVBoxLayout()
        self.body.addLayout(self.told)
        self.go = self.add_button(self.tr("移交"), self._hand_over, kind="primary", key="save")
        self.go.setEnabled(False)
        self.add_button(self.tr("返回"))
        self.open()
        self.form.focus_first()

    def _foresee(self) -> None:
        """Ask what it would do, for the institution that is chosen now."""
        chosen = self._chosen = self.org.code()
        self.go.setEnabled(False)
        empty(self.told)
        if not chosen:
            return
        self.told.addWidget(label(self.tr("正在问县平台……"), "secondary"))
        moves, patient = self._context.app.sync_control.moves, self._patient_id
        self._context.tasks.run(
            lambda: moves.foresee(patient, chosen),
            lambda answer: self._show(chosen, answer),
            self._not_told,
            owner=self,
        )

    def _show(self, chosen: str, answer: MoveAnswer) -> None:
        if chosen != self._chosen:
            return
        empty(self.told)
        for sentence in answer.effects:
            self.told.addWidget(label(f"· {i18n.text(sentence)}", wrap=True))
        for sentence in answer.notes:
            self.told.addWidget(Banner(i18n.text(sentence), "due"))
        self.go.setEnabled(answer.needed)
        if answer.needed:
            self.go.setFocus()

    def _hand_over(self) -> None:
        self.go.setEnabled(False)
        moves, patient, chosen = self._context.app.sync_control.moves, self._patient_id, self._chosen
        self._context.tasks.run(
            lambda: moves.hand_over(patient, chosen), lambda _: self._over(), self._failed, owner=self
        )

    def _over(self) -> None:
        self.accept()
        self._context.messages.info(self.tr("已移交，下次同步后两边都会看到。"))
        self._done()

    def _not_told(self, error: ClinicError) -> None:
        """Say why nobody knows what it would do: it can be asked again, but not done unread."""
        banner = self._say_why(error)
        if banner is not None:
            banner.add_action(self.tr("再问一次"), self._foresee)

    def _failed(self, error: ClinicError) -> None:
        self._say_why(error)
        self.go.setEnabled(bool(self._chosen))

    def _say_why(self, error: ClinicError) -> Banner | None:
        empty(self.told)
        if isinstance(error, Rejected):
            self.form.show_problems(error.problems)
            return None
        banner = Banner(i18n.text(error.message), "urgent")
        self.told.addWidget(banner)
        return banner
