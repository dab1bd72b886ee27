"""Which papers a record has, and how each is made, counted and saved; screen and commands use the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import attrs

from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.reports.fonts import leaving_blanks
from clinic_app.reports.handover import HandoverSide
from clinic_app.services.card_papers import Tell, quiet
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.paper_jobs import PaperJob
from clinic_app.services.periods import Period
from clinic_app.services.printing import Printing
from clinic_app.services.workplace import Workplace
from clinic_app.store import referrals, rows
from clinic_app.system.files import write_atomically


@attrs.frozen
class MadePaper:
    """A paper ready to be looked at, printed or saved.

    Attributes:
        pdf: the document.
        job_title: name in the printer's queue; no patient's name is in it.
        file_name: proposed name of a file, without its ending.
        copy_no: 0 for the first print, else the number after 补打.
        problems: what the insurance window would send back.
        by_hand: characters left blank, to be written by hand.
        job: the slip's job, for those that are slips.
    """

    pdf: bytes = attrs.field(repr=False)
    job_title: str
    file_name: str
    copy_no: int = 0
    problems: tuple[Problem, ...] = ()
    by_hand: tuple[str, ...] = ()
    job: PaperJob | None = None


class Maker(Protocol):
    """Makes a paper; ``tell`` hears how far it is, and ends it by raising."""

    def __call__(self, printer: str, by_hand: bool, tell: Tell = quiet) -> MadePaper:
        """Return the paper. Raises PaperError; what ``tell`` raises."""
        ...


@attrs.frozen
class PaperKindOffer:
    """One paper that can be made.

    Attributes:
        key: stable word: ``out``, ``back``, ``consent``, ``handover_out`` …
        title: what it is called.
        kind: what a printer is remembered for: ``slip``, ``page``, ``card``, ``list``.
        make: makes it for a printer (empty for none), leaving blanks for the pen if asked.
        save: writes it into a file and notes that.
        printed: counts it after the printer took it: paper, printer, copies, reason of a reprint.
        failed: notes that the printer refused it: paper, printer, why.
        may_blank: a character without a glyph may be left to the pen.
        mend: page and place where a wrong name is corrected.
        duplex: both sides of the sheet.
        hint: whom the copies are for.
        book: it can be saved as an .xlsx file too.
        fill: side and referral of a hand-over, whose values are typed on the screen before it is printed.
    """

    key: str
    title: Message
    kind: str
    make: Maker
    save: Callable[[MadePaper, Path], Path]
    printed: Callable[[MadePaper, str, int, str], Saved] | None = None
    failed: Callable[[MadePaper, str, str], object] | None = None
    may_blank: bool = True
    mend: tuple[str, Mapping[str, Any]] | None = None
    duplex: bool = False
    hint: Message | None = None
    book: bool = False
    fill: tuple[HandoverSide, str] | None = None


@attrs.frozen
class OffersOfSlip:
    """The papers of a referral; ``first`` is the key of the one that was asked for."""

    offers: tuple[PaperKindOffer, ...]
    first: str


def write_pdf(made: MadePaper, path: Path) -> Path:
    """Write a paper into a file, whole or not at all. Raises FileError, DiskFull."""
    target = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
    write_atomically(target, made.pdf)
    return target


def slip_offer(
    printing: Printing, record_id: str, *, back: bool = False, patient_id: str = ""
) -> PaperKindOffer:
    """Return the slip of a referral, or with ``back`` the return slip with this id."""

    def make(printer: str, by_hand: bool, tell: Tell = quiet) -> MadePaper:
        job_of = printing.job_return if back else printing.job
        job = job_of(record_id, printer=printer, by_hand=by_hand)
        name = job.slip_no or job.title
        return MadePaper(job.pdf, job.title, name, job.copy_no, job.problems, job.by_hand, job)

    def printed(made: MadePaper, printer: str, copies: int, reason: str) -> Saved:
        return printing.printed(_job(made), printer=printer, copies=copies, reason=reason)

    return PaperKindOffer(
        key="back" if back else "slip",
        title=say("回转单") if back else say("转诊单"),
        kind="slip",
        make=make,
        save=lambda made, path: printing.save_pdf(_job(made), path),
        printed=printed,
        failed=lambda made, printer, why: printing.failed(_job(made), printer=printer, reason=why),
        mend=("patient", {"patient_id": patient_id, "edit": True}) if patient_id else None,
        hint=say("存根留在本机构；正联一份给患者，一份交接收机构。"),
    )


def _job(made: MadePaper) -> PaperJob:
    if made.job is None:
        raise ValueError("this paper is no slip")
    return made.job


def _paper(
    printing: Printing,
    key: str,
    title: Message,
    kind: str,
    make: Callable[[Tell], bytes],
    *,
    object_kind: str = "",
    object_ids: Sequence[str] = (),
    mend: tuple[str, Mapping[str, Any]] | None = None,
    duplex: bool = False,
    book: Callable[[], bytes] | None = None,
) -> PaperKindOffer:
    """Return a paper beside the slip; it is counted for every record it was made from."""
    papers = printing.papers

    def made(printer: str, by_hand: bool, tell: Tell = quiet) -> MadePaper:
        with leaving_blanks(by_hand) as left:
            pdf = make(tell)
        single = len(object_ids) == 1
        copies = papers.copies(key, object_kind, object_ids[0]) if single else 0
        return MadePaper(pdf, str(title), str(title), copies, by_hand=tuple(left))

    def printed(paper: MadePaper, printer: str, copies: int, reason: str) -> Saved:
        how = {"printer": printer, "reason": reason, "by_hand": paper.by_hand}
        papers.printed_all(key, object_kind, object_ids or ("",), **how)
        return Saved(object_ids[0] if object_ids else "", Changes.of({"print"}))

    def save(paper: MadePaper, path: Path) -> Path:
        if book is not None and path.suffix.lower() == ".xlsx":
            write_atomically(path, book())
            return path
        target = write_pdf(paper, path)
        papers.saved_all(key, object_kind, object_ids or ("",), by_hand=paper.by_hand)
        return target

    return PaperKindOffer(
        key, title, kind, made, save, printed, mend=mend, duplex=duplex, book=book is not None
    )


def referral_offers(
    printing: Printing, referral_id: str, *, patient_id: str = "", return_ids: Sequence[str] = ()
) -> tuple[PaperKindOffer, ...]:
    """Return every paper of a referral: its slip, its return slips, consent, both hand-overs, the card."""
    papers = printing.papers
    mend = ("patient", {"patient_id": patient_id, "edit": True}) if patient_id else None

    def one(key: str, title: Message, kind: str, make: Callable[[], bytes]) -> PaperKindOffer:
        return _paper(
            printing,
            key,
            title,
            kind,
            lambda _tell: make(),
            object_kind="referral",
            object_ids=(referral_id,),
            mend=mend,
        )

    def handover(side: HandoverSide, title: Message) -> PaperKindOffer:
        key = f"handover_{side.value}"
        offer = one(key, title, "page", lambda: papers.handover(referral_id, side))
        return attrs.evolve(offer, fill=(side, referral_id))

    return (
        slip_offer(printing, referral_id, patient_id=patient_id),
        *(slip_offer(printing, i, back=True, patient_id=patient_id) for i in return_ids[-1:]),
        one("consent", say("转诊知情同意书"), "page", lambda: papers.consent(referral_id)),
        handover(HandoverSide.OUT, say("转出交接记录")),
        handover(HandoverSide.IN, say("转入交接记录")),
        one(
            "referral_card",
            say("双向转诊联系卡"),
            "card",
            lambda: papers.referral_card(referral_id),
        ),
    )


def offers_of_slip(place: Workplace, printing: Printing, kind: str, record_id: str) -> OffersOfSlip:
    """Return every paper of the referral that a slip (kind ``referral`` or ``return``) belongs to.

    Raises:
        NotFound, NotAllowed.
    """
    place.need(Permission.REFERRAL_VIEW)
    referral_id = record_id
    if kind == "return":
        referral_id = str(rows.fetch(place.reader, "referral_return", record_id)["referral_id"])
    view = referrals.load(place.reader, referral_id)
    back = tuple(str(one["id"]) for one in view.returns)
    patient_id = str(view.row["patient_id"] or "")
    offers = referral_offers(printing, referral_id, patient_id=patient_id, return_ids=back)
    return OffersOfSlip(offers, "back" if kind == "return" else "slip")


def patient_offers(printing: Printing, patient_ids: Sequence[str]) -> tuple[PaperKindOffer, ...]:
    """Return the cards of one or many patients: single ones of their true size, or ten to an A4 sheet."""
    papers, ids = printing.papers, tuple(patient_ids)
    mend = ("patient", {"patient_id": ids[0], "edit": True}) if len(ids) == 1 else None

    def one(
        key: str, title: Message, kind: str, make: Callable[[Tell], bytes], *, duplex: bool = False
    ) -> PaperKindOffer:
        return _paper(
            printing, key, title, kind, make, object_kind="patient", object_ids=ids, mend=mend, duplex=duplex
        )

    single = (
        one(
            "health_card",
            say("居民健康档案信息卡"),
            "card",
            lambda tell: papers.health_cards(ids, tell=tell),
            duplex=True,
        ),
        one(
            "family_card",
            say("家庭医生联系卡"),
            "card",
            lambda tell: papers.family_doctor_cards(ids, tell=tell),
            duplex=True,
        ),
    )
    sheets = (
        one(
            "health_card",
            say("居民健康档案信息卡（A4 排版，裁切）"),
            "page",
            lambda tell: papers.health_cards(ids, sheets=True, tell=tell),
            duplex=True,
        ),
        one(
            "family_card",
            say("家庭医生联系卡（A4 排版，裁切）"),
            "page",
            lambda tell: papers.family_doctor_cards(ids, sheets=True, tell=tell),
            duplex=True,
        ),
    )
    if len(ids) == 1:
        return single + tuple(attrs.evolve(offer, key=f"{offer.key}_sheet") for offer in sheets)
    return sheets


def register_offers(printing: Printing, period: Period) -> tuple[PaperKindOffer, ...]:
    """Return both registers of a period."""
    registers = printing.registers

    def one(key: str, title: Message, make: Callable[[Period], bytes]) -> PaperKindOffer:
        return _paper(
            printing, key, title, "list", lambda _tell: make(period), book=lambda: registers.workbook(period)
        )

    return (
        one("register_up", say("双向转诊登记本（上转）"), registers.up_pdf),
        one("register_back", say("双向转诊登记本（下转接收）"), registers.back_pdf),
    )


def list_offer(
    printing: Printing,
    pdf: bytes | Callable[[], bytes],
    title: Message | str,
    kind: str = "list",
    book: Callable[[], bytes] | None = None,
) -> PaperKindOffer:
    """Return a list: due visits, calls, a report; ``book`` makes its .xlsx file.

    One that was made already can leave no blanks any more.
    """
    words = title if isinstance(title, Message) else say("{title}", title=title)
    make = (lambda: pdf) if isinstance(pdf, bytes) else pdf
    offer = _paper(printing, kind, words, kind, lambda _tell: make(), book=book)
    return attrs.evolve(offer, may_blank=not isinstance(pdf, bytes))
