"""Commands that make the papers of stored records: slips, consent, hand-over, cards, registers, lists."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_app.cli.access import working
from clinic_app.cli.answers import Answer
from clinic_app.cli.paper import read_json
from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.domain.field_checks import stored_date
from clinic_app.domain.ids import is_id
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.system.files import write_atomically

if TYPE_CHECKING:
    from clinic_app.services.app import App
    from clinic_app.services.workplace import Machine

MOST_CARDS = 5000


def of_referral(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Make a paper of one referral, named by its slip number; saving it is no printing and is not counted."""
    from clinic_app.services.paper_kinds import offers_of_slip

    with working(args, machine) as app:
        kind, record_id = _referral(app, args.number, back=args.paper_kind == "back")
        found = offers_of_slip(app.place, app.printing, kind, record_id)
        offer = next(one for one in found.offers if one.key == args.paper_kind)
        if args.values and offer.fill is not None:
            side, referral_id = offer.fill
            app.printing.handovers.save(referral_id, side, read_json(args.values))
        made = offer.make("", args.by_hand)
        path = offer.save(made, Path(args.output))
    data = {
        "output": path,
        "bytes": len(made.pdf),
        "paper": args.paper_kind,
        "reprint": made.copy_no,
        "by_hand": list(made.by_hand),
        "window": [{"code": one.code, "sentence": str(one.message)} for one in made.problems],
    }
    lines = [f"已写好 {path}（{len(made.pdf)} 字节）。"]
    lines += [f"医保窗口可能退回：{problem.message}" for problem in made.problems]
    return Answer(data, "\n".join(lines))


def _referral(app: App, number: str, *, back: bool) -> tuple[str, str]:
    """Return kind and identity of the slip with a number; of the return slip when that is asked for."""
    found = app.referrals.by_slip_no(number)
    referral_id = found[0].id if found else number if is_id(number) else ""
    if not referral_id:
        raise NotFound(say("没有单号 {number} 的转诊。请核对单号，或先同步。", number=number))
    if not back:
        return "referral", referral_id
    returns = app.referrals.get(referral_id).returns
    if not returns:
        raise NotFound(say("单号 {number} 还没有回转单。", number=number))
    return "return", str(returns[-1]["id"])


def cards(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Make cards of the patients a word finds (a village, a name, a number), or of all."""
    from clinic_app.reports.fonts import leaving_blanks

    with working(args, machine) as app:
        ids = _patients(app, args.find)
        make = (
            app.printing.papers.health_cards
            if args.kind == "health"
            else (app.printing.papers.family_doctor_cards)
        )
        with leaving_blanks(args.by_hand) as left:
            pdf = make(ids, sheets=not args.single, duplex=not args.one_sided)
        path = _write(args.output, pdf)
        app.printing.papers.saved_all(f"{args.kind}_card", "patient", ids, by_hand=left)
    data = {"output": path, "bytes": len(pdf), "cards": len(ids), "by_hand": left}
    return Answer(data, f"已写好 {path}：{len(ids)} 张卡。")


def _patients(app: App, word: str) -> list[str]:
    found: list[str] = []
    after: Any = None
    while len(found) < MOST_CARDS:
        page = app.patients.search(word, after=after) if word else app.patients.page(after=after)
        found += [row.id for row in page.rows]
        after = page.next
        if after is None:
            break
    if not found:
        raise NotFound(say("没有找到患者，没有卡可以印。"))
    return found[:MOST_CARDS]


def register(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Make 双向转诊登记本 of a period: .pdf of one direction, .xlsx of both."""
    target = Path(args.output)
    if target.suffix.lower() not in (".pdf", ".xlsx"):
        message = say("{name} 的后缀要是 .pdf 或 .xlsx。", name=target.name)
        raise Rejected([Problem("output", "output.suffix", message)])
    with working(args, machine) as app:
        registers, period = app.printing.registers, app.statistics.period(args.period)
        if target.suffix.lower() == ".xlsx":
            content = registers.workbook(period)
        else:
            content = registers.back_pdf(period) if args.direction == "back" else registers.up_pdf(period)
        lines = registers.lines(period)
        write_atomically(target, content, mode=0o600)
    data = {
        "output": target,
        "bytes": len(content),
        "period": period.called,
        "up": len(lines.up),
        "back": len(lines.back),
    }
    return Answer(data, f"已写好 {target}：上转 {len(lines.up)}，下转接收 {len(lines.back)}。")


def due(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Make the list of due visits, or of calls, up to a day; .xlsx or PDF by the name of the file."""
    from clinic_app.services.follow_up_rows import DueChoice

    until = _day(args.until)
    with working(args, machine) as app:
        papers = app.printing.papers
        book = Path(args.output).suffix.lower() == ".xlsx"
        make = papers.due_book if book else papers.call_list if args.calls else papers.due_list
        pdf = make(DueChoice(until, args.village, args.doctor))
        if not book:
            papers.saved("call_list" if args.calls else "due_list", "", "")
        path = _write(args.output, pdf)
    return Answer({"output": path, "bytes": len(pdf)}, f"已写好 {path}。")


def _day(text: str) -> date | None:
    day = stored_date(text) if text else None
    if text and day is None:
        message = say("“{text}”不是日期，请写成 2026-11-20 这样。", text=text)
        raise Rejected([Problem("until", "until.not_a_date", message)])
    return day


def blank(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Make an empty slip, for days without power, or the calibration page of a paper."""
    from clinic_app.reports.page import PaperKind

    try:
        paper = PaperKind(args.paper)
    except ValueError as error:
        message = say("没有“{paper}”这种纸。", paper=args.paper)
        raise Rejected([Problem("paper", "paper.unknown", message)]) from error
    with working(args, machine) as app:
        papers = app.printing.papers
        pdf = (
            papers.calibration(paper, args.printer_name)
            if args.form == "calibration"
            else papers.empty_slip(args.form, paper)
        )
        path = _write(args.output, pdf)
    return Answer({"output": path, "bytes": len(pdf), "form": args.form}, f"已写好 {path}。")


def numbers(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Show the register of numbers: every one given out, printed or voided, and why."""
    with working(args, machine) as app:
        found, after = [], None
        while True:
            page = app.printing.register.numbers(after=after, limit=500, status=args.status)
            found += page.rows
            after = page.next
            if after is None:
                break
    data = [
        {
            "slip_no": row.slip_no,
            "status": row.status,
            "issued_at": row.issued_at.isoformat(),
            "issued_by": row.issued_by,
            "copies": row.copies,
            "voided_by": row.voided_by,
            "void_reason": row.void_reason,
        }
        for row in found
    ]
    lines = [
        f"{row.slip_no}　{row.status_text}　{row.issued_by}"
        + (f"　打印 {row.copies} 次" if row.copies else "")
        + (f"　{row.voided_by}：{row.void_reason}" if row.void_reason else "")
        for row in found
    ]
    return Answer({"numbers": data}, "\n".join(lines) or "还没有发过单号。")


def _write(output: str, pdf: bytes) -> Path:
    target = Path(output)
    write_atomically(target, pdf, mode=0o600)
    return target
