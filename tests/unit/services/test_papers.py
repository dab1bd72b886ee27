from __future__ import annotations

import ctypes
import io
import json
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, PaperError
from clinic_app.reports.fonts import leaving_blanks
from clinic_app.reports.handover import HandoverSide
from clinic_app.reports.page import PaperKind
from clinic_app.services.app import App
from clinic_app.services.follow_up_rows import DueChoice
from clinic_app.services.paper_kinds import (
    PaperKindOffer,
    list_offer,
    patient_offers,
    referral_offers,
    register_offers,
)
from clinic_app.store import rows
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk
from tests.unit.services.test_printing import words


def test_consent_says_who_goes_where_and_counts_its_own_copies(app: App, desk: Desk) -> None:
    referral = desk.referral()
    papers = app.printing.papers
    text = words(papers.consent(referral))
    for part in ("转诊知情同意书", "王建国", "崆峒县人民医院", "李医生", "上转"):
        assert part in text, part
    assert papers.printed("consent", "referral", referral) == 1
    assert "补打 1" in words(papers.consent(referral))
    assert app.referrals.get(referral).printed == 0
    assert app.printing.job(referral).copy_no == 0


def test_the_countys_own_sentences_replace_the_usual_ones(app: App, desk: Desk) -> None:
    app.place.put_setting("consent.risks", ["路上有山路，冬季结冰。"])
    assert "冬季结冰" in words(app.printing.papers.consent(desk.referral()))


def test_hand_over_of_an_escorted_patient(app: App, desk: Desk) -> None:
    referral = desk.referral(escort="ambulance", allergy_text="青霉素")
    papers = app.printing.papers
    text = words(papers.handover(referral, HandoverSide.OUT, {"pressure": "150/90", "escort": "马护士"}))
    for part in ("转出", "王建国", "120转运", "150/90", "马护士", "急性冠脉综合征"):
        assert part in text, part
    assert "转入" in words(papers.handover(referral, HandoverSide.IN))


def test_cards_of_a_patient_and_of_a_referral(app: App, desk: Desk) -> None:
    referral = desk.referral()
    patient = app.referrals.get(referral).row["patient_id"]
    app.patients.add_element(patient, "allergy", {"substance": "青霉素"})
    app.patients.add_element(patient, "problem", {"name": "原发性高血压", "category": "2"})
    papers = app.printing.papers
    health = words(papers.health_cards([patient]))
    for part in ("王建国", "青霉素", "高血压", "白水镇卫生院"):
        assert part in health, part
    card = words(papers.referral_card(referral))
    assert "崆峒县人民医院" in card
    assert "13993312345" in card.replace(" ", "")
    team = words(papers.family_doctor_cards([patient], {"team": "东片团队", "nurse": "王小兰"}))
    assert "东片团队" in team
    assert "王小兰" in team
    assert words(papers.health_cards([patient] * 3, sheets=True, duplex=False)).count("王建国") == 3
    with pytest.raises(NotFound):
        papers.health_cards(["X" * 22])


def test_due_and_call_lists(app: App, desk: Desk) -> None:
    patient = desk.patient()
    app.follow_ups.plan(patient, {"form": "hypertension", "due_on": "2026-11-22", "reason": "血压复查"})
    papers = app.printing.papers
    text = words(papers.due_list())
    for part in ("王建国", "血压复查", "王家沟村", "高血压"):
        assert part in text, part
    assert "没有到期的随访" in words(papers.due_list(DueChoice(date(2026, 11, 21))))
    assert "没有到期的随访" in words(papers.due_list(DueChoice(village="别的村")))
    assert "13893311111" in words(papers.call_list())


def test_the_spreadsheet_of_one_day_holds_the_people_of_its_list(app: App, desk: Desk) -> None:
    patient, day = desk.patient(), date(2026, 11, 23)
    for form, due in (("after_referral", "2026-11-22"), ("hypertension", "2026-11-23")):
        app.follow_ups.plan(patient, {"form": form, "due_on": due, "reason": f"复查{due}"})
    book = openpyxl.load_workbook(io.BytesIO(app.printing.papers.due_book(DueChoice(day, since=day))))
    told = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "复查2026-11-23" in told
    assert "复查2026-11-22" not in told


def test_the_follow_up_sheet_holds_the_latest_visits(app: App, desk: Desk) -> None:
    patient = desk.patient()
    empty = words(app.printing.papers.follow_up_sheet(patient, "hypertension"))
    assert "高血压患者随访服务记录表" in empty
    for days in range(5):
        values = {
            "visited_on": (date(2026, 11, 22) + timedelta(days=days)).isoformat(),
            "way": "1",
            "doctor": "李医生",
            "symptoms": ["1"],
            "sbp": str(131 + days),
            "dbp": "82",
            "compliance": "1",
            "adr": "1",
            "complication": "1",
            "result_class": "1",
        }
        clock_of(app).advance(timedelta(days=1))
        app.session.touch()
        app.follow_ups.record(values, "hypertension", patient)
    text = words(app.printing.papers.follow_up_sheet(patient, "hypertension"))
    assert "135/82" in text.replace(" ", "") or "135" in text
    assert "131" not in text


def test_papers_for_bad_days(app: App) -> None:
    assert "校准" in words(app.printing.papers.calibration(PaperKind.A4, "窗口"))
    assert "双向转诊（转出）单" in words(app.printing.papers.empty_slip("out"))
    assert "双向转诊（回转）单" in words(app.printing.papers.empty_slip("back", PaperKind.A5))


def test_papers_need_the_right(app: App, desk: Desk) -> None:
    referral = desk.referral()
    app.session.log_out()
    with pytest.raises(NotAllowed):
        app.printing.papers.consent(referral)
    with pytest.raises(NotAllowed):
        app.printing.papers.due_list()


def test_every_paper_made_in_practice_mode_says_so(app: App, desk: Desk) -> None:
    referral, papers = desk.referral(), app.printing.papers
    patient = str(app.referrals.get(referral).row["patient_id"])

    def made() -> list[bytes]:
        return [
            papers.consent(referral),
            papers.handover(referral, HandoverSide.OUT),
            papers.referral_card(referral),
            papers.health_cards([patient], sheets=True),
            papers.due_list(),
            app.printing.preview(referral).pdf,
        ]

    assert not any("练习" in words(pdf) for pdf in made())
    app.place.put_setting("practice", True)
    assert all("练习" in words(pdf) for pdf in made())


def test_every_paper_leaves_a_blank_for_a_character_and_the_audit_names_it(
    app: App, desk: Desk, tmp_path: Path
) -> None:
    referral = desk.referral(impression="心绞痛\ue863")
    patient = str(app.referrals.get(referral).row["patient_id"])
    renamed(app, patient, "王\U000f0000国")
    period = app.statistics.period("本月")
    printing = app.printing
    offers = (
        *referral_offers(printing, referral),
        *patient_offers(printing, [patient]),
        *patient_offers(printing, [patient, patient]),
        *register_offers(printing, period),
        list_offer(printing, printing.papers.due_list, "名单"),
    )
    seen: set[str] = set()
    for number, offer in enumerate(offers):
        assert offer.may_blank
        why = refusal(offer)
        if not why:
            continue  # a paper on which neither stands, such as the list of today
        assert "U+E863" in why or "U+F0000" in why
        made = offer.make("", True)
        assert made.by_hand
        assert "＿" in words(made.pdf)
        offer.save(made, tmp_path / f"{number}")
        assert offer.printed is not None
        offer.printed(made, "HP", 1, "试")
        seen.add(offer.key)
        lines = app.place.db.execute("SELECT action, details FROM audit ORDER BY no DESC LIMIT 2")
        named = [f"U+{ord(one):04X}" for one in made.by_hand]
        for line in lines:
            assert json.loads(line["details"])["by_hand"] == named
    assert {"slip", "handover_out", "handover_in", "health_card", "family_card", "register_up"} <= seen


def renamed(app: App, patient: str, name: str) -> None:
    """Give a patient a name that the form would refuse, as an old system may have sent it."""
    with app.place.unit():
        rows.update(app.place.db, "patient", patient, {"name": name})


def refusal(offer: PaperKindOffer) -> str:
    try:
        offer.make("", False)
    except PaperError as error:
        return str(error)
    return ""


def test_without_leave_nothing_is_left_blank(app: App, desk: Desk) -> None:
    patient = desk.patient()
    renamed(app, patient, "王\ue000国")
    cards = app.printing.papers.health_cards
    with leaving_blanks() as left:
        assert "＿" in words(cards([patient]))
    assert left == ["\ue000"]
    with leaving_blanks(False), pytest.raises(PaperError, match="U\\+E000"):
        cards([patient])


def test_reprinted_cards_say_so(app: App, desk: Desk) -> None:
    patient = desk.patient()
    first, *_ = patient_offers(app.printing, [patient])
    made = first.make("", False)
    assert (made.copy_no, "补打" in words(made.pdf)) == (0, False)
    assert first.printed is not None
    first.printed(made, "HP", 1, "")
    again = first.make("", False)
    assert again.copy_no == 1
    assert "补打 1" in words(again.pdf)


def test_cards_of_a_village_tell_how_far_they_are_and_stop_when_asked(app: App, desk: Desk) -> None:
    patient = desk.patient()
    *_, sheet = patient_offers(app.printing, [patient] * 25)
    told: list[tuple[int, int]] = []
    sheet.make("", False, lambda done, total: told.append((done, total)))
    assert told == [(n, 50) for n in (*range(25), 35, 45, 50)]

    def stop(done: int, total: int) -> None:
        if done > 30:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        sheet.make("", False, stop)


def test_lists_are_saved_as_spreadsheets_and_that_is_noted(app: App, desk: Desk, tmp_path: Path) -> None:
    desk.referral()
    papers = app.printing.papers
    due = list_offer(app.printing, papers.due_list, "名单", book=papers.due_book)
    up, _ = register_offers(app.printing, app.statistics.period("本月"))
    for offer, title in ((due, "到期随访名单"), (up, "双向转诊登记本（上转）")):
        assert offer.book
        path = offer.save(offer.make("", False), tmp_path / f"{offer.key}.xlsx")
        assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == title
    actions = [
        row["action"] for row in app.place.db.execute("SELECT action FROM audit ORDER BY no DESC LIMIT 2")
    ]
    assert actions == ["export", "export"]
    assert (
        openpyxl.load_workbook(io.BytesIO(papers.renewal_book())).worksheets[0]["A1"].value
        == "家庭医生签约到期名单"
    )
    plain = list_offer(app.printing, papers.due_list, "名单")
    assert plain.save(plain.make("", False), tmp_path / "x").suffix == ".pdf"


def test_every_paper_is_drawn_for_the_printer_that_stands_here(app: App, desk: Desk) -> None:
    referral = desk.referral()
    patient = str(app.referrals.get(referral).row["patient_id"])
    period = app.statistics.period("本月")

    def made() -> list[bytes]:
        papers, registers = app.printing.papers, app.printing.registers
        return [
            papers.consent(referral),
            papers.handover(referral, HandoverSide.OUT),
            papers.health_cards([patient], sheets=True),
            papers.due_list(),
            registers.up_pdf(period),
            registers.back_pdf(period),
        ]

    assert min(thinnest(pdf) for pdf in made()) < 0.34
    app.printing.save_settings(printer="dot_matrix")
    for pdf in made():
        assert thinnest(pdf) >= 0.34


def thinnest(pdf: bytes) -> float:
    """The thinnest line of a document, mm."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        widths = []
        for page in document:
            for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
                width = ctypes.c_float()
                pypdfium2.raw.FPDFPageObj_GetStrokeWidth(one.raw, ctypes.byref(width))
                widths.append(width.value / 72 * 25.4)
        return min(widths)
    finally:
        document.close()
