"""The papers beside the slip: consent, hand-over, cards, due lists, follow-up sheets and the test page."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Concatenate, ParamSpec

from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.reports.calibration import render_calibration
from clinic_app.reports.consent import RISKS, TOLD, Consent, render_consent
from clinic_app.reports.due_list import (
    DueEntry,
    RenewalEntry,
    render_call_list,
    render_due_list,
    render_renewal_list,
)
from clinic_app.reports.follow_up_sheet import VISITS_PER_SHEET, joined, render_follow_up_sheet
from clinic_app.reports.handover import Handover, HandoverSide, render_handover
from clinic_app.reports.page import PaperKind, Shift, drawing_for, practice
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import set_slip
from clinic_app.reports.slip_content import OutSlip, ReturnSlip
from clinic_app.reports.workbook import due_workbook, renewal_workbook
from clinic_app.services import card_papers, slip_settings
from clinic_app.services.card_papers import Tell, quiet
from clinic_app.services.family_contracts import FamilyContracts
from clinic_app.services.follow_up_rows import DUE_NOW, DueChoice, due_plans, plan_rows
from clinic_app.services.form_library import current_forms, get_form
from clinic_app.services.paper_values import due_entry, renewal_entry, visit_answers
from clinic_app.services.slip_settings import shift_key
from clinic_app.services.slip_values import BACK, person_on_slip, reason_words
from clinic_app.services.workplace import Workplace
from clinic_app.store import follow_ups, handovers, prints, referrals, rows
from clinic_app.store.database import Row

P = ParamSpec("P")

_MOST_PLANS = 1000
_CONSENTED = {"signed": True, "family": True, "refused": False}


def _marked(make: Callable[Concatenate[Papers, P], bytes]) -> Callable[Concatenate[Papers, P], bytes]:
    """Make a paper for the printer that stands here, and let it say so when it is made in practice mode."""

    @functools.wraps(make)
    def marked(self: Papers, *args: P.args, **kwargs: P.kwargs) -> bytes:
        kind = slip_settings.read(self._place).printer
        with practice(self._place.practising), drawing_for(kind):
            return make(self, *args, **kwargs)

    return marked


class Papers:
    """Every paper but the slip. All are read from the record; nothing is stored by printing them."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # --- for one referral ---

    @_marked
    def consent(self, referral_id: str) -> bytes:
        """Return 转诊知情同意书 of a referral.

        Raises:
            NotFound, NotAllowed, PaperError.
        """
        row = self._referral(referral_id)
        told = self._sentences("consent.told", TOLD)
        return render_consent(
            Consent(
                **person_on_slip(row),
                phone=text_of(row, "patient_phone"),
                slip_no=text_of(row, "slip_no"),
                from_org=text_of(row, "from_org_name"),
                to_org=text_of(row, "to_org_name"),
                direction=self._place.name_of("direction", row["direction"]),
                reason=reason_words(row, self._place.tables),
                doctor=text_of(row, "from_doctor"),
                day=stored_date(text_of(row, "referral_date")),
                agreed=_CONSENTED.get(text_of(row, "consent")),
                told=told,
                risks=self._sentences("consent.risks", RISKS),
                reprint=self._copies(referral_id, "consent"),
            )
        )

    @_marked
    def handover(
        self,
        referral_id: str,
        side: HandoverSide,
        values: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return 双向转诊交接记录 of an escorted patient: what was typed on the screen, the rest for the pen.

        ``values`` replace what was typed.

        Raises:
            NotFound, NotAllowed, PaperError; TypeError for a value the form does not have.
        """
        row = self._referral(referral_id)
        typed = handovers.latest(self._place.reader, referral_id, side.value) or {}
        typed = {**typed, **({"papers": tuple(typed["papers"])} if "papers" in typed else {})}
        filled: dict[str, Any] = {
            **person_on_slip(row),
            "slip_no": text_of(row, "slip_no"),
            "from_org": text_of(row, "from_org_name"),
            "to_org": text_of(row, "to_org_name"),
            "diagnosis": text_of(row, "impression"),
            "transport": self._place.name_of("escort", row["escort"]),
            "treatment": text_of(row, "treatment"),
            "allergy": text_of(row, "allergy_text"),
            "reprint": self._copies(referral_id, f"handover_{side.value}"),
        }
        return render_handover(Handover(**{**filled, **typed, **(values or {})}), side)

    @_marked
    def referral_card(self, referral_id: str) -> bytes:
        """Return 双向转诊联系卡 of a referral, of its true size. Raises NotFound, NotAllowed, PaperError."""
        return card_papers.referral_card(self._place, self._referral(referral_id))

    # --- for patients ---

    @_marked
    def health_cards(
        self, patient_ids: Sequence[str], *, sheets: bool = False, duplex: bool = True, tell: Tell = quiet
    ) -> bytes:
        """Return 居民健康档案信息卡, each of its true size or ten to an A4 sheet with cut marks.

        Raises:
            NotFound, NotAllowed, PaperError; what ``tell`` raises to end it.
        """
        return card_papers.health_cards(self._place, patient_ids, sheets=sheets, duplex=duplex, tell=tell)

    @_marked
    def family_doctor_cards(
        self,
        patient_ids: Sequence[str],
        values: Mapping[str, Any] | None = None,
        *,
        sheets: bool = False,
        duplex: bool = True,
        tell: Tell = quiet,
    ) -> bytes:
        """Return 家庭医生联系卡 of the contract in force; ``values`` replace what it says, the same for all.

        Raises:
            NotFound, NotAllowed, PaperError; TypeError for a value the card does not have.
        """
        return card_papers.family_doctor_cards(
            self._place, patient_ids, values or {}, sheets=sheets, duplex=duplex, tell=tell
        )

    @_marked
    def follow_up_sheet(self, patient_id: str, form_id: str) -> bytes:
        """Return the follow-up record sheet of the norm with the latest four visits, oldest first.

        Raises:
            NotFound, NotAllowed, PaperError.
        """
        self._place.need(Permission.FOLLOW_UP_VIEW)
        return self._sheet(patient_id, form_id, VISITS_PER_SHEET)

    def _sheet(self, patient_id: str, form_id: str, visits: int) -> bytes:
        row = rows.fetch(self._place.reader, "patient", patient_id)
        found = follow_ups.records(self._place.reader, patient_id, form=form_id)[:visits]
        edition = text_of(found[0], "edition") if found else ""
        return render_follow_up_sheet(
            get_form(form_id, edition),
            [visit_answers(one) for one in reversed(found)],
            patient_name=text_of(row, "name"),
            archive_no=text_of(row, "archive_no"),
            org=self._place.own().name,
        )

    @_marked
    def due_sheets(self, choice: DueChoice = DUE_NOW) -> bytes:
        """Return the record sheets of all who are due, one after the other, a column free for the pen.

        Raises:
            NotAllowed, PaperError; Rejected: nobody is due.
        """
        self._place.need(Permission.FOLLOW_UP_VIEW)
        plans = self._due_plans(choice)
        wanted = dict.fromkeys((text_of(plan, "patient_id"), text_of(plan, "form")) for plan in plans)
        if not wanted:
            raise Rejected([Problem("", "due.none", say("这段时间没有要做的随访，没有表可以打印。"))])
        return joined([self._sheet(person, form, VISITS_PER_SHEET - 1) for person, form in wanted])

    # --- lists ---

    @_marked
    def due_list(self, choice: DueChoice = DUE_NOW) -> bytes:
        """Return 到期随访名单. Raises NotAllowed, PaperError."""
        entries, until = self._due(choice)
        return render_due_list(entries, org=self._place.own().name, until=until)

    @_marked
    def call_list(self, choice: DueChoice = DUE_NOW) -> bytes:
        """Return 电话随访名单 for the last day of the choice. Raises NotAllowed, PaperError."""
        entries, day = self._due(choice)
        return render_call_list(entries, org=self._place.own().name, day=day)

    @_marked
    def renewal_list(self, until: date | None = None, *, village: str = "", team_id: str = "") -> bytes:
        """Return 签约到期名单 up to a day, by the setting if None. Raises NotAllowed, PaperError."""
        until, entries = self._renewals(until, village, team_id)
        return render_renewal_list(entries, org=self._place.own().name, until=until)

    @_marked
    def due_book(self, choice: DueChoice = DUE_NOW) -> bytes:
        """Return 到期随访名单 as an .xlsx file; noted in the audit trail. Raises NotAllowed."""
        entries, until = self._due(choice)
        self._export("due_list", len(entries))
        return due_workbook(entries, org=self._place.own().name, until=until)

    @_marked
    def renewal_book(self, until: date | None = None, *, village: str = "", team_id: str = "") -> bytes:
        """Return 签约到期名单 as an .xlsx file; noted in the audit trail. Raises NotAllowed."""
        until, entries = self._renewals(until, village, team_id)
        self._export("renewal_list", len(entries))
        return renewal_workbook(entries, org=self._place.own().name, until=until)

    # --- the printer itself ---

    @_marked
    def calibration(self, paper: PaperKind, printer: str = "") -> bytes:
        """Return the test page for overprint with a printer's present shift. Raises PaperError."""
        chosen = slip_settings.read(self._place)
        right, down, scale = chosen.shifts.get(shift_key(printer, paper), (0.0, 0.0, 1.0))
        return render_calibration(paper, printer=chosen.printer, shift=Shift(right, down, scale))

    @_marked
    def empty_slip(self, form: str, paper: PaperKind = PaperKind.A4) -> bytes:
        """Return the empty 转出单 or 回转单, for days without power. Raises PaperError."""
        blank = ReturnSlip(patient_name="") if form == BACK else OutSlip(patient_name="")
        return set_slip(blank, PrintOptions(paper=paper)).pdf

    # --- counting ---

    def copies(self, form: str, object_kind: str, object_id: str) -> int:
        """Return how often a paper was printed; above 0 the next one is a reprint (补打)."""
        return prints.copies(self._place.reader, object_kind, object_id, form)

    def printed(
        self,
        form: str,
        object_kind: str,
        object_id: str,
        *,
        printer: str = "",
        reason: str = "",
        by_hand: Sequence[str] = (),
    ) -> int:
        """Count a paper that the printer took and return the copy's number.

        Args:
            form: ``consent``, ``handover_out``, ``health_card`` …
            object_kind: kind of the record it was made from, or empty.
            object_id: its identity, or empty.
            printer: name of the printer.
            reason: why it is printed again.
            by_hand: characters for which blanks were left for the pen.
        """
        user = self._place.need(Permission.PRINT)
        number = prints.record(
            self._place.db,
            form=form,
            object_kind=object_kind,
            object_id=object_id,
            user_name=user.name,
            printer=printer,
            mode=reason.strip()[:100],
        )
        self._place.audit(
            "print",
            object_kind,
            object_id,
            form=form,
            copy=number,
            reason=reason.strip()[:100],
            by_hand=code_points(by_hand),
        )
        return number

    def printed_all(self, form: str, object_kind: str, object_ids: Sequence[str], **how: Any) -> None:
        """Count a paper made from many records, in one unit; ``how`` as for ``printed``."""
        with self._place.unit():
            for object_id in object_ids:
                self.printed(form, object_kind, object_id, **how)

    def saved(self, form: str, object_kind: str, object_id: str, *, by_hand: Sequence[str] = ()) -> None:
        """Note that a paper was saved as a file; that is no printing."""
        self._place.need(Permission.PRINT)
        self._place.audit("save_pdf", object_kind, object_id, form=form, by_hand=code_points(by_hand))

    def saved_all(
        self, form: str, object_kind: str, object_ids: Sequence[str], *, by_hand: Sequence[str] = ()
    ) -> None:
        """Note that a paper made from many records was saved as a file, in one unit."""
        with self._place.unit():
            for object_id in object_ids:
                self.saved(form, object_kind, object_id, by_hand=by_hand)

    # --- inside ---

    def _referral(self, referral_id: str) -> dict[str, Any]:
        self._place.need(Permission.REFERRAL_VIEW)
        return referrals.load(self._place.reader, referral_id).row

    def _copies(self, referral_id: str, form: str) -> int:
        return prints.copies(self._place.reader, "referral", referral_id, form)

    def _sentences(self, name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        stored = self._place.setting(name)
        lines = [str(line).strip() for line in stored] if isinstance(stored, list) else []
        return tuple(line for line in lines if line) or usual

    def _export(self, what: str, count: int) -> None:
        self._place.need(Permission.REGISTER_EXPORT)
        self._place.audit("export", what, rows=count)

    def _renewals(self, until: date | None, village: str, team_id: str) -> tuple[date, list[RenewalEntry]]:
        contracts = FamilyContracts(self._place)
        until = until or self._place.today() + timedelta(days=contracts.renew_days())
        found = contracts.renewals(until, village, team_id, limit=_MOST_PLANS)
        return until, [renewal_entry(row) for row in found.rows]

    def _due(self, choice: DueChoice) -> tuple[list[DueEntry], date]:
        names = {form.id: form.short_title or form.title for form in current_forms()}
        found = plan_rows(self._place, self._due_plans(choice), names)
        return [due_entry(plan) for plan in found], choice.until or self._place.today()

    def _due_plans(self, choice: DueChoice) -> Sequence[Row]:
        self._place.need(Permission.FOLLOW_UP_VIEW)
        return due_plans(self._place, choice, limit=_MOST_PLANS).rows


def code_points(characters: Sequence[str]) -> list[str]:
    """Return characters as the audit trail names them: U+20BB7."""
    return [f"U+{ord(one):04X}" for one in characters]
