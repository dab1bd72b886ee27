from __future__ import annotations

import io

import openpyxl
import pytest

from clinic_app.services.app import App
from clinic_app.store import audit, rows
from tests.helpers.services import Desk
from tests.unit.services.test_printing import words


def test_a_line_tells_the_whole_way(app: App, desk: Desk) -> None:
    referral = desk.referral(escort="family")
    desk.theirs(referral, "accepted", {"dept": "心内科", "doctor": "孙主任"})
    desk.theirs(referral, "arrived")
    back = desk.their_return(referral)
    patient = app.referrals.get(referral).row["patient_id"]
    visit = {"patient_id": patient, "referral_id": referral, "visited_on": "2026-11-30", "note": "恢复好"}
    with app.place.unit():
        rows.insert(app.place.db, "follow_up", visit)
    lines = app.printing.registers.lines(app.statistics.period("2026-11"))
    [up], [down] = lines.up, lines.back
    row = app.referrals.get(referral).row
    assert (up.slip_no, up.patient_name, up.id_no) == (row["slip_no"], "王建国", row["patient_id_no"])
    assert (up.to_org, up.to_doctor, up.arrived) == ("崆峒县人民医院", "孙主任", "是")
    assert up.arrived_on is not None
    assert (up.outcome, up.follow_up, str(up.follow_up_on)) == (
        "好转 冠心病 不稳定型心绞痛",
        "恢复好",
        "2026-11-30",
    )
    assert (up.urgency, up.transport, up.consent) == ("急", "家属陪同", "已告知，患者签字")
    slip = rows.fetch(app.place.db, "referral_return", back)
    assert (down.slip_no, down.diagnosis) == (slip["slip_no"], "冠心病 不稳定型心绞痛")
    assert "低盐低脂" in down.advice
    assert str(down.first_follow_up_on) == "2026-11-30"


@pytest.mark.parametrize(("event", "arrived"), [("declined", ""), ("cancelled", "撤销")])
def test_those_that_did_not_go_stay_in_the_register(app: App, desk: Desk, event: str, arrived: str) -> None:
    referral = desk.referral()
    if event == "cancelled":
        app.referral_actions.cancel(referral, "01")
    else:
        desk.theirs(referral, event, {"reason": "02"})
    [up] = app.printing.registers.lines(app.statistics.period("2026-11")).up
    assert up.arrived == arrived
    assert ("拒收 资料不充分" in up.outcome) == (event == "declined")


def test_on_paper_and_as_a_spreadsheet(app: App, desk: Desk) -> None:
    desk.referral()
    period = app.statistics.period("2026-11")
    text = words(app.printing.registers.up_pdf(period))
    assert "双向转诊登记本（上转）" in text
    assert "王建国" in text
    assert "双向转诊登记本（下转接收）" in words(app.printing.registers.back_pdf(period))
    book = openpyxl.load_workbook(io.BytesIO(app.printing.registers.workbook(period)))
    assert [sheet.title for sheet in book] == ["上转", "下转接收"]
    cells = [cell.value for line in book["上转"].iter_rows() for cell in line]
    assert "王建国" in cells
    assert audit.page(app.place.reader, action="export")[0]["object_kind"] == "register"
