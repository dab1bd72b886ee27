from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clinic_app.reports.print_options import SlipParts
from clinic_app.reports.slip_content import LocalBlock, OutSlip, ReturnSlip
from clinic_app.services.code_tables import CodeTables
from clinic_app.services.slip_settings import SlipSettings
from clinic_app.services.slip_values import (
    arrangement_text,
    form_of,
    reason_words,
    slip_of_referral,
    slip_of_return,
    with_blanks,
)

CODES = CodeTables()
REFERRAL: dict[str, Any] = {
    "direction": "up",
    "slip_no": "BSZ-01-00017-41",
    "from_org_name": "白水镇卫生院",
    "from_doctor": "李医生",
    "from_phone": "09338612345",
    "to_org_name": "崆峒县人民医院",
    "to_dept": "心内科",
    "urgency": "emergency",
    "visit_type": "inpatient",
    "reason": "31",
    "referral_date": "2026-11-20",
    "impression": "高血压3级",
    "present_illness": "头晕",
    "past_history": "糖尿病",
    "treatment": "氨氯地平",
    "allergy_text": "青霉素",
    "patient_name": "王建国",
    "patient_gender": "1",
    "patient_age": "68岁",
    "patient_id_no": "620802195803121235",
    "patient_archive_no": "62080200310100017",
    "valid_until": "2027-02-20",
    "exempt_reason": "01",
}


def test_an_up_referral_is_a_slip_out() -> None:
    slip = slip_of_referral(REFERRAL, SlipSettings(approvals={"up": ("科主任意见",)}), CODES)
    assert isinstance(slip, OutSlip)
    assert (slip.to_org, slip.to_dept, slip.archive_no) == ("崆峒县人民医院", "心内科", "62080200310100017")
    assert (slip.referral_date, slip.sign_date, slip.valid_until) == (
        date(2026, 11, 20),
        date(2026, 11, 20),
        date(2027, 2, 20),
    )
    assert (slip.urgency, slip.visit_type, slip.exempt_reason) == ("绿色通道", "住院", "65岁以上老年人")
    assert slip.approvals == ("科主任意见",)
    assert slip.allergy == "青霉素"


def test_a_down_referral_is_a_slip_back() -> None:
    down = {
        **REFERRAL,
        "direction": "down",
        "rehab_advice": "低盐",
        "inpatient_no": "20261234",
        "reason": "51",
    }
    assert form_of(down) == "back"
    slip = slip_of_referral(down, SlipSettings(), CODES)
    assert isinstance(slip, ReturnSlip)
    assert (slip.back_org, slip.diagnosis, slip.rehab_advice) == ("崆峒县人民医院", "高血压3级", "低盐")
    assert slip.reason == CODES.name_of("indication_down", "51")


def test_a_form_that_was_hardly_begun_is_a_slip_too() -> None:
    slip = slip_of_referral({}, SlipSettings(), CODES)
    assert isinstance(slip, OutSlip)
    assert (slip.patient_name, slip.referral_date, slip.age) == ("", None, "")
    born = {"patient_birth_date": "2026-06-01", "referral_date": "2026-11-20"}
    assert slip_of_referral(born, SlipSettings(), CODES).age == "5月"


def test_the_return_slip_takes_the_person_from_the_referral_where_it_says_nothing() -> None:
    back = {
        "slip_no": "KTX-07-00001-12",
        "back_date": "2026-12-01",
        "from_org_name": "崆峒县人民医院",
        "to_org_name": "白水镇卫生院",
        "from_doctor": "赵敏",
        "diagnosis": "冠心病",
        "patient_age": "69岁",
    }
    slip = slip_of_return(back, REFERRAL, SlipSettings(), CODES)
    assert (slip.patient_name, slip.age, slip.slip_no) == ("王建国", "69岁", "KTX-07-00001-12")
    assert (slip.from_org, slip.back_org, slip.from_doctor) == ("崆峒县人民医院", "白水镇卫生院", "赵敏")
    assert (slip.treatment, slip.urgency, slip.reason, slip.valid_until) == ("", "", "", None)
    assert slip.back_date == slip.sign_date == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": "31"}, CODES.name_of("indication_up", "31")),
        ({"reason": "31", "reason_text": "家属要求"}, f"{CODES.name_of('indication_up', '31')}（家属要求）"),
        ({"reason_text": "家属要求"}, "家属要求"),
        ({}, ""),
    ],
)
def test_the_reason_in_words(values: dict[str, str], words: str) -> None:
    assert reason_words(values, CODES) == words


def test_what_was_arranged() -> None:
    assert (
        arrangement_text({"dept": "心内科", "time": "2026-11-23T01:00:00.000Z"}) == "心内科，2026-11-23 09:00"
    )
    assert arrangement_text({"doctor": "孙主任", "time": "明天上午"}) == "孙主任，明天上午"
    assert arrangement_text({"time": "Z"}) == "Z"
    assert arrangement_text({}) == ""


def test_blanks_for_the_pen() -> None:
    slip = OutSlip(patient_name="张\ue001", to_org="医院", impression="x")
    changed, missing = with_blanks(slip)
    assert (changed.patient_name, missing) == ("张＿", ("\ue001",))
    assert with_blanks(OutSlip(patient_name="张䶮"))[1] == ()


def test_settings_as_stored() -> None:
    settings = SlipSettings.from_settings(
        {
            "slip.blocks": ["slip_no", "newer_block"],
            "slip.parts": "slip",
            "slip.shifts": {"窗口|a4": [1.5, -2, 1.0], "坏|a4": [99, 0, 1]},
            "slip.approvals": {"up": ["科主任意见", " "]},
            "slip.overprint": True,
            "slip.validity_days": 14,
        }
    )
    assert settings.validity_days == 14
    assert SlipSettings.from_settings({"slip.validity_days": "x"}).validity_days == 0
    assert SlipSettings.from_settings({"slip.validity_days": -3}).validity_days == 0
    assert settings.blocks == {LocalBlock.SLIP_NO}
    assert (settings.parts, settings.overprint) == (SlipParts.SLIP_ONLY, True)
    assert settings.shifts == {"窗口|a4": (1.5, -2.0, 1.0)}
    assert settings.approvals == {"up": ("科主任意见",)}
    assert settings.options(parts="both", overprint=False).parts is SlipParts.BOTH
    with pytest.raises(ValueError, match="papyrus"):
        settings.options(paper="papyrus")
