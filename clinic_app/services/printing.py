"""Slips on paper: the live preview, the print job, and the count of copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.clock import local_date
from clinic_app.domain.errors import PaperError
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import Event
from clinic_app.domain.wording import say
from clinic_app.reports.page import PaperKind
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import RenderedSlip, set_slip
from clinic_app.reports.slip_content import LocalBlock, OutSlip, ReturnSlip
from clinic_app.services import slip_settings
from clinic_app.services.approvals import approval_in
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.checks import GRACE_DAYS, Facts, window_problems
from clinic_app.services.clock_doubt import clock_doubt
from clinic_app.services.family_card_values import family_doctor_of
from clinic_app.services.handovers import Handovers
from clinic_app.services.paper_jobs import PaperJob, Preview
from clinic_app.services.papers import Papers, code_points
from clinic_app.services.print_register import PrintRegister
from clinic_app.services.registers import Registers
from clinic_app.services.slip_codes import code_of
from clinic_app.services.slip_settings import Measured, SlipSettings
from clinic_app.services.slip_values import BACK, form_of, slip_of_referral, slip_of_return, with_blanks
from clinic_app.services.workplace import Workplace
from clinic_app.store import prints, referrals, rows
from clinic_app.store.referrals import ReferralView
from clinic_app.system.files import write_atomically


@attrs.frozen
class _Paper:
    """A slip before it is set."""

    slip: OutSlip | ReturnSlip
    form: str
    object_kind: str
    object_id: str
    referral: Mapping[str, Any]
    slip_no: str


class Printing:
    """Everything that comes out of the printer for a referral.

    Attributes:
        register: numbers given out, and every printing.
        papers: every paper but the slip.
        registers: 双向转诊登记本.
        handovers: what is typed into 双向转诊交接记录.
    """

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.register = PrintRegister(place)
        self.papers = Papers(place)
        self.registers = Registers(place)
        self.handovers = Handovers(place)

    # --- looking ---

    def draft(self, values: Mapping[str, Any], **options: Any) -> Preview:
        """Return the slip of a referral form as filled so far; what is empty stays blank.

        Args:
            values: fields of ``referral`` as the form holds them (Referrals.draft_row).
            options: see ``SlipSettings.options``.

        Raises:
            PaperError: a character has no glyph; the sentence names it.
        """
        self._place.need(Permission.REFERRAL_VIEW)
        slip = slip_of_referral(self._with_doctor(values), self.settings(), self._place.tables)
        return self._preview(slip, self._options(unreviewed=False, reprint=0, **options), values)

    def draft_return(self, values: Mapping[str, Any], referral_id: str, **options: Any) -> Preview:
        """Return the 回转单 of its form as filled so far.

        Raises:
            PaperError, NotFound.
        """
        self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        slip = slip_of_return(values, self._with_doctor(view.row), self.settings(), self._place.tables)
        return self._preview(slip, self._options(unreviewed=False, reprint=0, **options), None)

    def preview(self, referral_id: str, **options: Any) -> Preview:
        """Return the slip of a referral as the next print would be; nothing is counted.

        Raises:
            PaperError, NotFound.
        """
        return self._preview_of(self._of_referral(referral_id), options)

    def preview_return(self, return_id: str, **options: Any) -> Preview:
        """Return a 回转单 as the next print would be; nothing is counted.

        Raises:
            PaperError, NotFound.
        """
        return self._preview_of(self._of_return(return_id), options)

    def window_problems(self, referral_id: str) -> tuple[Problem, ...]:
        """Return what the insurance window would send back."""
        self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        return tuple(self._window(view.row, view))

    # --- printing ---

    def job(self, referral_id: str, *, printer: str = "", by_hand: bool = False, **options: Any) -> PaperJob:
        """Return the slip of a referral, marked 补打 n when it was printed before.

        Args:
            referral_id: the referral.
            printer: its name, for its shift.
            by_hand: leave a blank for each character that no font has, instead of refusing.
            options: see ``SlipSettings.options``.

        Raises:
            PaperError, NotFound, NotAllowed.
        """
        return self._job(self._of_referral(referral_id), printer, by_hand, options)

    def job_return(
        self, return_id: str, *, printer: str = "", by_hand: bool = False, **options: Any
    ) -> PaperJob:
        """Return a 回转单 for the printer. Raises as ``job``."""
        return self._job(self._of_return(return_id), printer, by_hand, options)

    def printed(self, job: PaperJob, *, printer: str = "", copies: int = 1, reason: str = "") -> Saved:
        """Count a job that the printer took: the copy, the event of the referral and the audit, in one unit.

        Call it only when the job really went to the printer; until then the slip counts as not printed.
        ``reason`` says why it was printed again (补打).
        """
        user = self._place.need(Permission.PRINT)
        db = self._place.db
        with self._place.unit() as work:
            number = prints.record(
                db,
                form=job.form,
                object_kind=job.object_kind,
                object_id=job.object_id,
                user_name=user.name,
                slip_no=job.slip_no,
                printer=printer,
                mode=reason.strip()[:100],
            )
            own = self._place.own()
            referrals.add_event(
                db,
                job.referral_id,
                Event.PRINTED,
                at=work.now,
                entered_at=work.now,
                by_org=own.id,
                by_org_name=own.name,
                by_name=user.name,
                details={"form": job.form, "copy": number, "copies": copies}
                | ({"reason": reason.strip()[:100]} if reason.strip() else {}),
            )
            self._place.audit(
                "print",
                job.object_kind,
                job.object_id,
                patient_id=job.patient_id,
                form=job.form,
                copy=number,
                copies=copies,
                reprint=bool(job.copy_no),
                reason=reason.strip()[:100],
                by_hand=code_points(job.by_hand),
            )
        return Saved(job.object_id, Changes(work.changed), number=job.slip_no)

    def failed(self, job: PaperJob, *, printer: str = "", reason: str = "") -> None:
        """Note that the printer did not take a job; the slip is still not printed."""
        user = self._place.need(Permission.PRINT)
        prints.record(
            self._place.db,
            form=job.form,
            object_kind=job.object_kind,
            object_id=job.object_id,
            user_name=user.name,
            printer=printer,
            mode=reason[:100],
            outcome=prints.FAILED,
        )

    def save_pdf(self, job: PaperJob, path: Path) -> Path:
        """Write a job's document into a file, whole or not at all; noted in the audit, not counted as a copy.

        Raises:
            FileError, DiskFull.
        """
        self._place.need(Permission.PRINT)
        target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        write_atomically(target, job.pdf)
        self._place.audit(
            "save_pdf",
            job.object_kind,
            job.object_id,
            patient_id=job.patient_id,
            form=job.form,
            by_hand=code_points(job.by_hand),
        )
        return target

    # --- settings ---

    def settings(self) -> SlipSettings:
        """Return how slips look here."""
        return slip_settings.read(self._place)

    def save_settings(self, **values: Any) -> SlipSettings:
        """Store settings of the slip. Raises as ``slip_settings.save``."""
        return slip_settings.save(self._place, **values)

    def set_shift(
        self, printer: str, paper: PaperKind, right: float, down: float, scale: float = 1.0
    ) -> SlipSettings:
        """Keep where a printer puts things on a paper. Raises as ``slip_settings.set_shift``."""
        return slip_settings.set_shift(self._place, printer, paper, right, down, scale)

    def calibrate(self, printer: str, paper: PaperKind, measured: Measured) -> SlipSettings:
        """Correct a printer's shift by what was measured. Raises as ``slip_settings.calibrate``."""
        return slip_settings.calibrate(self._place, printer, paper, measured)

    def set_window_rules(self, off: Sequence[str]) -> None:
        """Keep which rules of the window are not looked at. Raises NotAllowed."""
        slip_settings.set_window_rules(self._place, off)

    def try_settings(self, values: Mapping[str, Any], **chosen: Any) -> Preview:
        """Return a slip as it would look with settings that are not stored. Raises PaperError."""
        settings = attrs.evolve(self.settings(), **chosen)
        options = settings.options(practice=self._place.practising)
        done = set_slip(slip_of_referral(values, settings, self._place.tables), options)
        return Preview(done.pdf, done.pages, done.attached)

    # --- inside ---

    def _with_doctor(self, referral: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a referral with the family doctor of its day, where the slips here print one."""
        if LocalBlock.FAMILY_DOCTOR not in self.settings().blocks:
            return referral
        return {**referral, "family_doctor": family_doctor_of(self._place, referral)}

    def _of_referral(self, referral_id: str) -> _Paper:
        self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        arranged = view.status.details.get(Event.ACCEPTED)
        row = self._with_doctor(view.row)
        slip = slip_of_referral(row, self.settings(), self._place.tables, arranged=arranged)
        number = str(view.row["slip_no"] or "")
        return _Paper(slip, form_of(view.row), "referral", referral_id, view.row, number)

    def _of_return(self, return_id: str) -> _Paper:
        self._place.need(Permission.REFERRAL_VIEW)
        back = rows.fetch(self._place.reader, "referral_return", return_id)
        referral = rows.fetch(self._place.reader, "referral", str(back["referral_id"]))
        slip = slip_of_return(back, self._with_doctor(referral), self.settings(), self._place.tables)
        return _Paper(slip, BACK, "referral_return", return_id, referral, str(back["slip_no"] or ""))

    def _preview_of(self, paper: _Paper, options: Mapping[str, Any]) -> Preview:
        reprint = self._copies(paper)
        chosen = self._options(
            unreviewed=self._unreviewed(paper),
            reprint=reprint,
            **{"code_text": self._code(paper), **options},
        )
        return self._preview(paper.slip, chosen, paper.referral if paper.object_kind == "referral" else None)

    def _preview(
        self, slip: OutSlip | ReturnSlip, options: PrintOptions, referral: Mapping[str, Any] | None
    ) -> Preview:
        done = set_slip(slip, options)
        problems = tuple(self._window(referral, None)) if referral is not None else ()
        return Preview(done.pdf, done.pages, done.attached, options.reprint, problems)

    def _job(self, paper: _Paper, printer: str, by_hand: bool, options: Mapping[str, Any]) -> PaperJob:
        self._place.need(Permission.PRINT)
        slip, blanks = with_blanks(paper.slip) if by_hand else (paper.slip, ())
        chosen = self._options(
            printer_name=printer,
            unreviewed=self._unreviewed(paper),
            reprint=self._copies(paper),
            **{"code_text": self._code(paper), **options},
        )
        done: RenderedSlip = set_slip(slip, chosen)
        return PaperJob(
            pdf=done.pdf,
            title=f"转诊单 {paper.slip_no}".strip(),
            form=paper.form,
            object_kind=paper.object_kind,
            object_id=paper.object_id,
            referral_id=str(paper.referral["id"]),
            patient_id=str(paper.referral["patient_id"] or ""),
            slip_no=paper.slip_no,
            copy_no=chosen.reprint,
            pages=done.pages,
            problems=tuple(self._window(paper.referral, None)) if paper.object_kind == "referral" else (),
            by_hand=blanks,
        )

    def _options(
        self, *, printer_name: str = "", unreviewed: bool, reprint: int, **chosen: Any
    ) -> PrintOptions:
        try:
            return self.settings().options(
                printer_name=printer_name,
                reprint=reprint,
                unreviewed=unreviewed,
                practice=self._place.practising,
                **chosen,
            )
        except (ValueError, TypeError) as error:
            raise PaperError(
                say("打印选项不对，没有打印。请检查纸张和位移：位移最多 50 毫米，缩放在 0.9 到 1.1 之间。")
            ) from error

    def _code(self, paper: _Paper) -> str:
        return code_of(
            self._place,
            paper.slip,
            paper.referral,
            object_kind=paper.object_kind,
            object_id=paper.object_id,
        )

    def _copies(self, paper: _Paper) -> int:
        return prints.copies(self._place.reader, paper.object_kind, paper.object_id, paper.form)

    def _unreviewed(self, paper: _Paper) -> bool:
        if paper.object_kind != "referral":
            return False
        return not self._reviewed(referrals.load(self._place.reader, paper.object_id))

    def _reviewed(self, view: ReferralView) -> bool:
        """Tell whether a slip may go out unmarked: nobody has to review it, or all who have to agreed."""
        return approval_in(view).complete

    def _window(self, referral: Mapping[str, Any], view: ReferralView | None) -> list[Problem]:
        patient_id = str(referral.get("patient_id") or "")
        patient = rows.find(self._place.reader, "patient", patient_id) if patient_id else None
        if view is None and referral.get("id"):
            view = referrals.load(self._place.reader, str(referral["id"]))
        off = self._place.setting("window.off", [])
        grace = self._place.setting("window.grace_days", GRACE_DAYS)
        doubt = clock_doubt(self._place)
        clock = [Problem("referral_date", "clock.doubt", doubt, warning=True)] if doubt else []
        return clock + window_problems(
            Facts(
                referral=referral,
                patient=patient,
                today=self._place.today(),
                admitted_on=_admitted_on(view) if view else None,
                reviewed=self._reviewed(view) if view else True,
                exempt_groups=self._place.tables.get("exempt_reason"),
                grace_days=grace if isinstance(grace, int) else GRACE_DAYS,
            ),
            frozenset(off if isinstance(off, list) else ()),
        )


def _admitted_on(view: ReferralView) -> date | None:
    """Return the first day the patient was seen at the other institution."""
    steps = view.status.steps
    seen = [at for word in (Event.ARRIVED, Event.ADMITTED) if (at := steps.get(word)) is not None]
    return local_date(min(seen)) if seen else None
