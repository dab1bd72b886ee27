"""The box before a print: pages, copies, printer, reason of a reprint, what a window would refuse, PDF."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import PaperError
from clinic_app.domain.wording import say
from clinic_app.reports.handover import HandoverSide
from clinic_app.services.paper_kinds import offers_of_slip, patient_offers
from tests.helpers.clinic import township
from tests.helpers.services import Desk, with_check_digit
from tests.unit.services.test_printing import words
from ui.dialogs import print_preview
from ui.dialogs.handover import HandoverBox
from ui.dialogs.paper_preview import PaperPreview
from ui.dialogs.print_preview import PageRange, PrintPreview, page_range


@pytest.fixture
def clinic(context, tmp_path):
    app = township(tmp_path / "clinic")
    context.app = app
    context.clock = app.place.clock
    yield app
    context.tasks.drain()
    app.close()


@pytest.fixture
def printed(monkeypatch):
    """A printer that takes everything; the jobs it got."""
    jobs = []
    monkeypatch.setattr(print_preview, "printer_names", lambda: ["HP", "LQ"])
    monkeypatch.setattr(print_preview, "choose_printer", lambda name: name or "HP")
    monkeypatch.setattr(print_preview, "print_pdf", lambda job, _tell: jobs.append(job) or 1)
    return jobs


@pytest.fixture
def opened(context, clinic, shown, qtbot):
    """Open the box with papers and wait for the first one."""

    def open_box(offers, first=""):
        page = shown(QWidget())
        box = PrintPreview(context, page, offers, first=first)
        box.open()
        qtbot.waitUntil(lambda: box.made() is not None)
        return box

    return open_box


def slip(clinic, **values):
    referral = Desk(clinic).referral(**values)
    return referral, offers_of_slip(clinic.place, clinic.printing, "referral", referral)


def test_a_first_print_goes_out_with_what_was_chosen(context, clinic, opened, printed, qtbot):
    referral, found = slip(clinic)
    box = opened(found.offers, found.first)
    assert not box.reason.isVisible()
    box.copies.set_value(3)
    QTest.keyClicks(box.pages, "1")
    qtbot.waitUntil(lambda: box.tray.code() == "auto")
    box.tray.set_item(print_preview.Choice("manual", "手送"))
    QTest.keyClick(box, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: clinic.referrals.get(referral).printed == 1)
    [job] = printed
    assert (job.printer, job.copies, job.first, job.last, job.tray) == ("HP", 3, 1, 1, "manual")
    assert "王建国" not in job.title
    assert context.state.get("printer.slip") == "HP"
    assert context.state.get("tray.slip") == "manual"


def test_a_reprint_asks_why_and_keeps_it(context, clinic, opened, printed, qtbot):
    referral, found = slip(clinic)
    clinic.printing.printed(clinic.printing.job(referral))
    box = opened(found.offers)
    assert box.reason.isVisible()
    QTest.keyClick(box, Qt.Key.Key_F8)
    assert printed == []
    box.reason.setFocus()
    box.reason.insert("卡纸")
    QTest.keyClick(box, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(clinic.printing.register.log_of("referral", referral)) == 2)
    last = clinic.printing.register.log_of("referral", referral)[-1]
    assert (last.copy_no, last.reason, last.user_name) == (2, "卡纸", "李医生")


def test_a_refusing_printer_leaves_the_slip_not_printed(context, clinic, opened, printed, monkeypatch, qtbot):
    referral, found = slip(clinic)

    def refuse(_job, _tell):
        raise PaperError(say("打印机缺纸，没有打印。"))

    monkeypatch.setattr(print_preview, "print_pdf", refuse)
    box = opened(found.offers)
    box.print_it()
    qtbot.waitUntil(lambda: len(clinic.printing.register.log_of("referral", referral)) == 1)
    assert clinic.printing.register.log_of("referral", referral)[0].outcome == "failed"
    assert clinic.referrals.get(referral).printed == 0
    assert box.isVisible()


def test_what_a_window_would_send_back_is_listed_before_the_print(clinic, opened, printed):
    _, found = slip(clinic, consent="oral")
    box = opened(found.offers)
    codes = {problem.code for problem in box.made().problems}
    assert "window.consent_later" in codes
    texts = [box._notices.itemAt(n).widget().text() for n in range(box._notices.count())]
    assert any("24 小时内补上" in text for text in texts)


def test_a_name_without_glyph_is_left_to_the_pen(context, clinic, shown, printed, qtbot):
    referral, found = slip(clinic)
    place = clinic.place
    with place.unit():
        place.db.execute("UPDATE referral SET patient_name = '王\U000f0000' WHERE id = ?", (referral,))
    page = shown(QWidget())
    box = PrintPreview(context, page, found.offers)
    box.open()
    qtbot.waitUntil(lambda: box._notices.count() == 1)
    assert not box.print_button.isEnabled()
    assert "U+F0000" in box._notices.itemAt(0).widget().text()
    box._leave_blank()
    qtbot.waitUntil(lambda: box.made() is not None)
    assert box.made().by_hand == ("\U000f0000",)
    box.print_it()
    qtbot.waitUntil(lambda: clinic.referrals.get(referral).printed == 1)
    line = place.db.execute("SELECT details FROM audit WHERE action = 'print'")[-1]
    assert '"by_hand":["U+F0000"]' in line["details"]


def test_every_paper_of_a_referral_is_one_choice_away(clinic, opened, printed, qtbot, tmp_path):
    referral, found = slip(clinic)
    box = opened(found.offers)
    keys = ["slip", "consent", "handover_out", "handover_in", "referral_card"]
    assert [offer.key for offer in found.offers] == keys
    for key in keys[1:]:
        before = box.made()
        box._chosen(print_preview.Choice(key, key))
        qtbot.waitUntil(lambda before=before: box.made() not in (None, before))
        assert box.made().pdf.startswith(b"%PDF")
    box.save(tmp_path / "卡")
    qtbot.waitUntil((tmp_path / "卡.pdf").exists)
    assert clinic.printing.papers.copies("referral_card", "referral", referral) == 0


def test_cards_of_many_are_counted_for_each(context, clinic, opened, printed, qtbot):
    desk = Desk(clinic)
    ids = [
        desk.patient(id_no=with_check_digit(f"6208021958031{n}"), name=name)
        for n, name in ((2212, "甲一"), (2222, "乙二"))
    ]
    box = opened(patient_offers(clinic.printing, ids))
    box.print_it()
    qtbot.waitUntil(lambda: clinic.printing.papers.copies("health_card", "patient", ids[1]) == 1)
    assert printed[0].duplex
    assert clinic.printing.papers.copies("health_card", "patient", ids[0]) == 1


def test_a_list_prints_without_further_questions(context, clinic, shown, printed, qtbot):
    page = shown(QWidget())
    box = PaperPreview(context, page, clinic.printing.papers.due_list(), "到期随访名单")
    box.open()
    qtbot.waitUntil(lambda: box.made() is not None)
    box.print_it()
    assert len(printed) == 1
    assert context.state.get("printer.list") == "HP"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", PageRange()),
        ("2", PageRange(2, 2)),
        (" 2-3 ", PageRange(2, 3)),
        ("0", None),
        ("3-2", None),
        ("a", None),
    ],
)
def test_pages_are_typed_as_people_write_them(text, expected):
    assert page_range(text) == expected


def test_the_hand_over_is_typed_on_the_screen_and_seen_on_the_paper(context, clinic, opened, printed, qtbot):
    referral, found = slip(clinic)
    box = opened(found.offers)
    assert not box.fill_button.isVisible()
    box._chosen(print_preview.Choice("handover_out", "handover_out"))
    qtbot.waitUntil(lambda: box.made() is not None)
    assert box.fill_button.isVisible()
    before = box.made()
    box.fill()
    (typing,) = box.findChildren(HandoverBox)
    qtbot.waitUntil(typing.isActiveWindow)
    context.tasks.drain()
    typing.form.field("escort").setText("马护士")
    typing.form.field("pulse").setText("快")
    QTest.keyClick(typing, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(typing.form.row_of("pulse").problem_text()))
    typing.form.field("pulse").setText("88")
    typing.form.field("left_at").setText("0930")
    typing.papers.set_values(["心电图"])
    QTest.keyClick(typing, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: box.made() not in (None, before))
    kept = clinic.printing.handovers.values(referral, HandoverSide.OUT)
    assert (kept["escort"], kept["pulse"], kept["left_at"]) == ("马护士", "88", "09:30")
    assert "马护士" in words(box.made().pdf)
    box.print_it()
    qtbot.waitUntil(lambda: clinic.printing.papers.copies("handover_out", "referral", referral) == 1)


def test_the_trays_of_the_driver_are_offered_and_remembered_for_the_kind(
    context, clinic, opened, printed, qtbot, monkeypatch
):
    slots = {"HP": ("Auto", "Tray2", "Manual"), "LQ": ("Tractor",)}
    monkeypatch.setattr(print_preview.trays, "told_by_cups", lambda name: slots.get(name, ()))
    referral, found = slip(clinic)
    context.state.put("tray.slip", "slot:Tray2")
    box = opened(found.offers, found.first)
    qtbot.waitUntil(lambda: box.tray.code() == "slot:Tray2")
    assert box.tray.text() == "纸盒 2"
    box.printer.set_item(print_preview.Choice("LQ", "LQ"))
    box.printer.chosen.emit(print_preview.Choice("LQ", "LQ"))
    qtbot.waitUntil(lambda: [one.code for one in box._trays] == ["auto", "slot:Tractor"])
    assert box.tray.code() == "auto"  # this printer has no such tray
    box.tray.set_item(box._trays[1])
    box.print_it()
    qtbot.waitUntil(lambda: clinic.referrals.get(referral).printed == 1)
    assert (printed[0].printer, printed[0].tray) == ("LQ", "slot:Tractor")
    assert context.state.get("tray.slip") == "slot:Tractor"


def test_a_long_print_shows_how_far_it_is_and_can_be_stopped(
    context, clinic, opened, printed, monkeypatch, qtbot
):
    referral, found = slip(clinic)
    box = opened(found.offers)
    seen = []

    def long_print(_job, tell):
        for done in range(1, 31):
            if done == 4:
                seen.append((box._bar.isVisible(), box._bar.value(), box.form.isEnabled()))
                box.stop_button.click()
            if not tell(done, 30):
                raise PaperError(say("已停止打印，没有记为已打印。"))
        return 30

    monkeypatch.setattr(print_preview, "print_pdf", long_print)
    box.print_it()
    assert seen == [(True, 3, False)]
    assert box.isVisible()
    assert box.form.isEnabled()
    assert not box._bar.isVisible()
    qtbot.waitUntil(lambda: len(clinic.printing.register.log_of("referral", referral)) == 1)
    assert clinic.referrals.get(referral).printed == 0


def test_closing_while_it_prints_stops_the_print_first(context, clinic, opened, printed, monkeypatch, qtbot):
    _, found = slip(clinic)
    box = opened(found.offers)

    def closed_meanwhile(_job, tell):
        box.reject()
        assert box.isVisible()
        assert not tell(1, 30)
        raise PaperError(say("已停止打印，没有记为已打印。"))

    monkeypatch.setattr(print_preview, "print_pdf", closed_meanwhile)
    box.print_it()
    assert box.isVisible()
    box.reject()
    assert not box.isVisible()
