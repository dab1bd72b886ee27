"""双向转诊登记本: the lines of both registers of a period, on paper and as a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs

from clinic_app.domain.clock import local_date
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.referral_moves import Event
from clinic_app.reports.page import drawing_for, practice
from clinic_app.reports.register import (
    BackEntry,
    RegisterHead,
    UpEntry,
    render_back_register,
    render_up_register,
)
from clinic_app.reports.workbook import register_workbook
from clinic_app.services import slip_settings
from clinic_app.services.movements import Flow, Movement, in_period
from clinic_app.services.periods import Period
from clinic_app.services.slip_values import person_on_slip, reason_words
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups, referrals
from clinic_app.store.referrals import ReferralView


@attrs.frozen
class RegisterLines:
    """Both registers of a period."""

    head: RegisterHead
    up: tuple[UpEntry, ...]
    back: tuple[BackEntry, ...]


class Registers:
    """The registers that inspection asks for; everything in them is read from the record each time."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def lines(self, period: Period) -> RegisterLines:
        """Return both registers of a period: what was sent up or to equals, and what came back.

        Raises:
            NotAllowed.
        """
        self._place.need(Permission.REGISTER_EXPORT, Permission.STATISTICS_VIEW)
        reader = self._place.reader
        movements = in_period(reader, self._place.org_id, period)
        views = {
            view.id: view for view in referrals.load_many(reader, list({m.referral_id for m in movements}))
        }
        out = [
            m for m in movements if m.ours and not m.is_return and m.sent_at and m.flow is not Flow.SENT_DOWN
        ]
        back = [m for m in movements if m.flow is Flow.BACK_FROM_HIGHER]
        return RegisterLines(
            RegisterHead(self._place.own().name, period.first, period.last),
            tuple(self._up(m, views[m.referral_id]) for m in out),
            tuple(self._back(m, views[m.referral_id]) for m in back),
        )

    def up_pdf(self, period: Period) -> bytes:
        """Return 双向转诊登记本（上转）. Raises NotAllowed, PaperError."""
        lines = self.lines(period)
        with practice(self._place.practising), drawing_for(slip_settings.read(self._place).printer):
            return render_up_register(lines.up, lines.head)

    def back_pdf(self, period: Period) -> bytes:
        """Return 双向转诊登记本（下转接收）. Raises NotAllowed, PaperError."""
        lines = self.lines(period)
        with practice(self._place.practising), drawing_for(slip_settings.read(self._place).printer):
            return render_back_register(lines.back, lines.head)

    def workbook(self, period: Period) -> bytes:
        """Return both registers as an .xlsx file; noted in the audit trail. Raises NotAllowed."""
        self._place.need(Permission.REGISTER_EXPORT)
        lines = self.lines(period)
        self._place.audit("export", "register", rows=len(lines.up) + len(lines.back))
        with practice(self._place.practising):
            return register_workbook(lines.up, lines.back, lines.head)

    # --- inside ---

    def _up(self, movement: Movement, view: ReferralView) -> UpEntry:
        row, name_of = view.row, self._place.name_of
        steps, details = view.status.steps, view.status.details
        arrived = steps.get(Event.ARRIVED) or steps.get(Event.ADMITTED)
        visited = self._first_visit(view.id)
        reviewed = [event.by_name for event in view.status.events if event.event == Event.REVIEWED]
        return UpEntry(
            day=stored_date(movement.day),
            **self._person(row),
            insurance=_joined(name_of("payment", row["payment"]), text_of(row, "insurance_no")),
            impression=text_of(row, "impression"),
            reason=reason_words(row, self._place.tables),
            to_org=movement.partner_name,
            to_dept=text_of(row, "to_dept"),
            to_doctor=text_of(row, "to_doctor") or text_of(details.get(Event.ACCEPTED, {}), "doctor"),
            urgency=name_of("urgency", row["urgency"]),
            transport=name_of("escort", row["escort"]),
            consent=name_of("consent", row["consent"]),
            doctor=text_of(row, "from_doctor"),
            approver=reviewed[-1] if reviewed else "",
            arrived="是"
            if arrived
            else "未到院"
            if movement.no_show
            else "撤销"
            if movement.cancelled
            else "",
            arrived_on=self._day(arrived),
            outcome=self._outcome(view),
            follow_up_on=stored_date(text_of(visited, "visited_on")),
            follow_up=text_of(visited, "note"),
            remark="补录" if any(event.late for event in view.status.events) else "",
        )

    def _back(self, movement: Movement, view: ReferralView) -> BackEntry:
        row = view.row
        slip: dict[str, Any] = row
        if movement.is_return:
            slip = next((back for back in view.returns if back["id"] == movement.id), row)
        visited = self._first_visit(view.id)
        advice = [text_of(slip, name) for name in ("next_plan", "rehab_advice")]
        return BackEntry(
            day=stored_date(movement.day),
            **{**self._person(row), "slip_no": text_of(slip, "slip_no")},
            from_org=movement.partner_name,
            from_dept=text_of(slip, "from_dept"),
            diagnosis=text_of(slip, "diagnosis") or text_of(slip, "impression"),
            inpatient_no=text_of(slip, "inpatient_no"),
            advice="；".join(part for part in advice if part),
            doctor=text_of(slip, "to_doctor"),
            first_follow_up_on=stored_date(text_of(visited, "visited_on")),
            outcome=self._place.name_of("outcome", text_of(slip, "outcome")),
        )

    @staticmethod
    def _person(row: dict[str, Any]) -> dict[str, str]:
        return {
            **person_on_slip(row),
            "slip_no": text_of(row, "slip_no"),
            "phone": text_of(row, "patient_phone"),
            "address": text_of(row, "patient_address"),
        }

    def _first_visit(self, referral_id: str) -> dict[str, Any]:
        found = follow_ups.records_of_referral(self._place.reader, referral_id)
        return found[0] if found else {}

    def _outcome(self, view: ReferralView) -> str:
        if view.returns:
            last = view.returns[-1]
            outcome = self._place.name_of("outcome", last["outcome"])
            return _joined(outcome, text_of(last, "diagnosis"))
        declined = view.status.details.get(Event.DECLINED)
        if declined is not None:
            return _joined("拒收", self._place.name_of("decline", text_of(declined, "reason")))
        known = view.status.details.get(Event.OUTCOME, {})
        return self._place.name_of("outcome", text_of(known, "outcome"))

    @staticmethod
    def _day(at: datetime | None) -> date | None:
        return local_date(at) if at else None


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
