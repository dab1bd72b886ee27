"""Practising: a place of its own, where every paper says so and nothing reaches the real records."""

from __future__ import annotations

import io
from collections.abc import Iterator

import attrs
import openpyxl
import pytest
from docx import Document

from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.reports.handover import HandoverSide
from clinic_app.reports.page import PaperKind, practise_everywhere
from clinic_app.reports.yearly_summary import summary_docx, summary_pdf
from clinic_app.services import practice, yearly_summary
from clinic_app.services.app import App
from clinic_app.services.statistics_papers import report_pdf, report_workbook
from clinic_app.system.secrets import NoKeyRing
from tests.helpers.services import Desk
from tests.visual.paper_reading import PageRead, read_pages


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five invented people are enough to see that they are there."""
    monkeypatch.setattr(practice, "PEOPLE", 5)


@pytest.fixture
def there(app: App) -> Iterator[App]:
    """The practice of an installation, with its account at work, as the program opens it."""
    found = practice.prepare(app.place)
    with App.open(found.folder, machine=app.place.machine, passphrase=found.passphrase or None) as opened:
        opened.session.log_in(found.login, found.password)
        practise_everywhere(opened.place.practising)
        try:
            yield opened
        finally:
            practise_everywhere(False)


def test_it_is_apart_from_the_real_data(app: App, desk: Desk, there: App) -> None:
    real = desk.referral()
    number = app.referrals.get(real).row["slip_no"]
    assert not app.place.practising
    assert there.place.practising
    assert there.place.own().name == f"（练习）{app.place.own().name}"
    people = there.patients.page(limit=200).rows
    assert len(people) == practice.PEOPLE
    practised = Desk(there).referral(patient_id=people[0].id)
    practised_number = str(there.referrals.get(practised).row["slip_no"])
    assert practised_number.startswith(f"{practice.PREFIX}-")
    job = there.printing.job(practised)
    there.printing.printed(job)
    assert [row.slip_no for row in app.printing.register.numbers().rows] == [number]
    assert app.printing.register.log_of("referral", practised) == ()
    assert len(app.patients.page(limit=200).rows) == 1


def test_nothing_of_it_can_reach_a_hub(there: App) -> None:
    with pytest.raises(Rejected) as refused:
        there.sync_control.enrol("ZZ-ANYTHING")
    assert refused.value.problems[0].code == "ticket.practice"
    assert not there.place.setting("slip.code", False)


def test_every_paper_of_it_says_so(there: App) -> None:
    patient = there.patients.page(limit=1).rows[0].id
    referral = Desk(there).referral(patient_id=patient)
    printing, papers = there.printing, there.printing.papers
    period = there.statistics.period("本月")
    report = there.statistics.report(period)
    summary = yearly_summary.draft(there.place, period.first.year)
    made = {
        "slip": printing.job(referral).pdf,
        "preview": printing.preview(referral).pdf,
        "consent": papers.consent(referral),
        "handover": papers.handover(referral, HandoverSide.OUT),
        "card": papers.referral_card(referral),
        "health": papers.health_cards([patient]),
        "sheet": papers.health_cards([patient], sheets=True),
        "family": papers.family_doctor_cards([patient]),
        "due": papers.due_list(),
        "calls": papers.call_list(),
        "up": printing.registers.up_pdf(period),
        "back": printing.registers.back_pdf(period),
        "calibration": papers.calibration(PaperKind.A4),
        "empty": papers.empty_slip("out"),
        "report": report_pdf(report),
        "summary": summary_pdf(summary),
    }
    for name, pdf in made.items():
        for page in read_pages(pdf):
            # A sheet that is torn in two is marked on both parts.
            assert marks(page) == (2 if name in ("slip", "preview", "empty") else 1), name
    for book in (printing.registers.workbook(period), report_workbook(report)):
        for sheet in openpyxl.load_workbook(io.BytesIO(book)):
            assert "练习" in str(sheet["A1"].value)
            assert "练习" in str(sheet.oddHeader.center.text)
    assert "【练习】" in Document(io.BytesIO(summary_docx(summary))).paragraphs[0].text


def marks(page: PageRead) -> int:
    """Return how often 练习 is written across a page in letters of a centimetre and more."""
    return sum(letter.char == "练" and letter.bottom - letter.top > 10 for letter in page.letters)


def test_it_is_found_again_as_it_was_left(app: App, there: App) -> None:
    Desk(there).patient(name="练习的人")
    again = practice.prepare(app.place)
    assert again.folder == practice.practice_folder(app.place.paths)
    assert len(there.patients.page(limit=200).rows) == practice.PEOPLE + 1


def test_nobody_practises_without_logging_in(app: App) -> None:
    app.session.log_out()
    with pytest.raises(NotAllowed):
        practice.prepare(app.place)


def test_a_machine_that_keeps_no_keys_opens_it_with_a_passphrase(app: App) -> None:
    app.place.machine = attrs.evolve(app.place.machine, ring=NoKeyRing())
    found = practice.prepare(app.place)
    assert found.passphrase
    with App.open(found.folder, machine=app.place.machine, passphrase=found.passphrase) as opened:
        assert opened.place.practising
    assert practice.prepare(app.place).passphrase == found.passphrase
