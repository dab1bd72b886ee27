from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_app.domain.errors import NotAllowed, NotFound
from clinic_app.reports.handover import HandoverSide
from clinic_app.reports.page import PaperKind
from clinic_app.services.app import App
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
    assert "没有到期的随访" in words(papers.due_list(date(2026, 11, 21)))
    assert "没有到期的随访" in words(papers.due_list(village="别的村"))
    assert "13893311111" in words(papers.call_list())


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
