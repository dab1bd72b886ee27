"""One referral: choosing the patient, writing the slip, following it, answering it, writing the return."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedLayout

from clinic_app.services.referral_details import ReferralDetail
from ui import i18n
from ui.context import UiContext
from ui.forms.return_form import ReturnWriting
from ui.forms.slip_writing import SlipWriting
from ui.tasks import Changes
from ui.views.referral_detail import ReferralDetailView
from ui.views.referral_writing import (
    PersonStep,
    ReferralWriting,
    person_chips,
    person_facts,
    stated_allergies,
)
from ui.widgets.page import PageWidget


class ReferralPage(PageWidget):
    """The page of one referral, from the empty form to its end."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._stack = QStackedLayout(self)
        self.person_step = PersonStep(context)
        self.writing = ReferralWriting(context)
        self.view = ReferralDetailView(context)
        self.back_slip = ReturnWriting(context)
        for one in (self.person_step, self.writing, self.view, self.back_slip):
            self._stack.addWidget(one)
        self._start: dict[str, str] = {}
        self.person_step.chosen.connect(lambda patient_id: self.show_at(new=True, patient_id=patient_id))
        self.person_step.register.connect(lambda text: context.open("patient", new=True, name=text))
        self.writing.saved.connect(self._saved)
        self.writing.left.connect(self._left_writing)
        self.back_slip.saved.connect(self._returned)
        self.back_slip.left.connect(lambda: self.show_at(referral_id=self.view.referral_id()))
        self.view.amend_asked.connect(self._amend)
        self.view.return_asked.connect(self._write_return)
        self.view.again_asked.connect(self._refer_again)

    # --- where ----------------------------------------------------------------------------------

    def show_at(
        self,
        referral_id: str = "",
        new: bool = False,
        patient_id: str = "",
        direction: str = "",
        follow_up_id: str = "",
        previous_id: str = "",
        amend: bool = False,
        write_return: bool = False,
        **_: Any,
    ) -> None:
        """Show a referral, or begin a new one; without a patient the patient is chosen first."""
        if referral_id:
            self._show_referral(referral_id, amend=amend, write_return=write_return)
        elif patient_id:
            usual = "down" if self.context.role == "county" else "up"
            self._start = {"follow_up_id": follow_up_id, "previous_id": previous_id}
            self._stack.setCurrentWidget(self.writing)
            self.writing.start(patient_id, direction or usual, follow_up_id, previous_id)
        else:
            self._stack.setCurrentWidget(self.person_step)
            self.person_step.start()

    def _show_referral(self, referral_id: str, *, amend: bool, write_return: bool) -> None:
        then: Callable[[], object] | None = None
        if amend:
            then = self._with_detail(self._amend)
        elif write_return:
            then = self._with_detail(self._write_return)
        self._stack.setCurrentWidget(self.view)
        self.view.show_referral(referral_id, then)

    def _with_detail(self, act: Callable[[ReferralDetail], object]) -> Callable[[], object]:
        def go() -> None:
            detail = self.view.detail()
            if detail is not None:
                act(detail)

        return go

    def place(self) -> dict[str, Any]:
        """Return what brings the person back to the same slip."""
        current = self._stack.currentWidget()
        if current is self.writing and not self.writing.amending():
            return {"new": True, "patient_id": self.writing.patient_id(), **self._start}
        if current is self.person_step:
            return {"new": True}
        return {
            "referral_id": self.view.referral_id(),
            "amend": current is self.writing,
            "write_return": current is self.back_slip,
        }

    def leaving(self) -> None:
        """Keep what was typed so far."""
        current = self._stack.currentWidget()
        if isinstance(current, SlipWriting):
            current.keep_draft()

    def records_changed(self, changes: Changes) -> None:
        """Read again when the referral in sight may have changed."""
        if self._stack.currentWidget() is self.view:
            self.view.records_changed(changes)

    def refresh(self) -> None:
        """Read again."""
        if self._stack.currentWidget() is self.view:
            self.view.reload()

    # --- going on -------------------------------------------------------------------------------

    def _saved(self, referral_id: str, print_it: bool) -> None:
        self._stack.setCurrentWidget(self.view)
        self.view.show_referral(referral_id, self.view.print_now if print_it else None)

    def _left_writing(self) -> None:
        amended = self.writing.amending()
        if amended:
            self.show_at(referral_id=amended)
        elif self.context.navigator is not None:
            self.context.navigator.back()

    def _amend(self, detail: ReferralDetail) -> None:
        self._stack.setCurrentWidget(self.writing)
        self.writing.start_amending(detail)

    def _write_return(self, detail: ReferralDetail) -> None:
        row = detail.list_row
        facts = person_facts(detail.patient) if detail.patient else i18n.gender_age(row, "　")
        self._stack.setCurrentWidget(self.back_slip)
        self.back_slip.start(
            detail, facts, person_chips(detail.patient) if detail.patient else stated_allergies(detail)
        )

    def _refer_again(self, detail: ReferralDetail) -> None:
        self.show_at(new=True, patient_id=str(detail.row["patient_id"]), previous_id=detail.id)

    def _returned(self, _return_id: str, print_it: bool) -> None:
        def then() -> None:
            self.view.show_return_slip()
            if print_it:
                self.view.print_now()

        self._stack.setCurrentWidget(self.view)
        self.view.show_referral(self.view.referral_id(), then)
