"""F8 on a slip: at once when nothing is to be read first, else the preview; without a printer into a file."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import say
from clinic_app.services.checks import RULES
from tests.helpers.clinic import township
from tests.helpers.services import Desk
from ui.dialogs import print_slip
from ui.dialogs.print_preview import PrintPreview
from ui.dialogs.print_slip import SlipPrinter


@pytest.fixture
def clinic(context, tmp_path):
    app = township(tmp_path / "clinic")
    context.app = app
    context.clock = app.place.clock
    yield app
    context.tasks.drain()
    app.close()


@pytest.fixture
def printer(context, clinic, shown):
    return SlipPrinter(context, shown(QWidget()))


@pytest.fixture
def sent(monkeypatch):
    """A printer that takes everything; the jobs it got."""
    jobs = []
    monkeypatch.setattr(print_slip, "choose_printer", lambda name: name or "HP")
    monkeypatch.setattr(print_slip, "print_pdf", lambda job: jobs.append(job) or 1)
    return jobs


@pytest.fixture
def no_printer(monkeypatch, tmp_path):
    """No printer; the file that is chosen instead."""
    target = tmp_path / "slip.pdf"
    monkeypatch.setattr(print_slip, "choose_printer", lambda _name: "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    return target


def settled(context, qtbot, printer, referral):
    ended = []
    printer.print("referral", referral, lambda: ended.append(1))
    context.tasks.drain()
    qtbot.wait(1)
    return ended


@pytest.fixture
def referral(clinic):
    """A slip, and no rule of the window looked at."""
    clinic.printing.set_window_rules([rule.name for rule in RULES])
    return Desk(clinic).referral()


def preview_of(page):
    return next(iter(page.parent().findChildren(PrintPreview)), None)


def test_a_right_slip_goes_out_at_once_and_is_counted(context, clinic, referral, printer, sent, qtbot):
    settled(context, qtbot, printer, referral)
    qtbot.waitUntil(lambda: clinic.referrals.get(referral).printed == 1)
    assert [job.printer for job in sent] == ["HP"]


def test_without_a_printer_the_file_is_asked_for(context, clinic, referral, printer, no_printer, qtbot):
    settled(context, qtbot, printer, referral)
    qtbot.waitUntil(no_printer.exists)
    assert clinic.referrals.get(referral).printed == 0


def test_without_a_printer_a_slip_the_window_would_send_back_is_looked_at_first(
    context, clinic, printer, no_printer, qtbot
):
    referral = Desk(clinic).referral(consent="oral")
    assert clinic.printing.job(referral).problems
    settled(context, qtbot, printer, referral)
    qtbot.waitUntil(lambda: preview_of(printer) is not None)
    box = preview_of(printer)
    qtbot.waitUntil(lambda: box.made() is not None)
    assert not no_printer.exists()
    box.save(no_printer)
    qtbot.waitUntil(no_printer.exists)


def test_a_printer_that_refuses_leaves_the_slip_unprinted(
    context, clinic, referral, printer, messages_seen, monkeypatch, qtbot
):
    def refuse(_job):
        raise PaperError(say("打印机没有接受这次打印。"))

    monkeypatch.setattr(print_slip, "choose_printer", lambda name: name or "HP")
    monkeypatch.setattr(print_slip, "print_pdf", refuse)
    settled(context, qtbot, printer, referral)
    qtbot.waitUntil(lambda: any("没有接受" in notice.text for notice in messages_seen))
    context.tasks.drain()
    assert clinic.referrals.get(referral).printed == 0
    [row] = clinic.printing.register.log_of("referral", referral)
    assert row.outcome == "failed"
