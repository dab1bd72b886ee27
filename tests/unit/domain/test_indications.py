"""Numbers that suggest a referral."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clinic_app.domain.indications import Measures, measures_in, suggest_indications
from clinic_app.services.code_tables import CodeTables

UP = CodeTables().get("indication_up")
URGENCY = CodeTables().get("urgency")


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Measures(sbp=180, dbp=90), "11"),
        (Measures(sbp=120, dbp=110), "11"),
        (Measures(sbp=179, dbp=109), ""),
        (Measures(sbp=140, dbp=80, pregnant=True), "16"),
        (Measures(glucose=Decimal("16.7")), "21"),
        (Measures(glucose=Decimal("3.9")), "21"),
        (Measures(glucose=Decimal("16.6")), ""),
        (Measures(spo2=89), "33"),
        (Measures(spo2=90), ""),
        (Measures(respiration=31), "33"),
        (Measures(respiration=30), ""),
        (Measures(gcs=12), "34"),
        (Measures(gcs=13), ""),
        (Measures(chest_pain_minutes=16), "31"),
        (Measures(chest_pain_minutes=15), ""),
        (Measures(stroke_hours=Decimal("4.5")), "32"),
        (Measures(haemoptysis_ml=501), "35"),
        (Measures(gi_bleeding=True, sbp=89), "36"),
        (Measures(gi_bleeding=True, sbp=90), ""),
        (Measures(iss=16), "37"),
        (Measures(temperature=Decimal("39.6"), convulsion=True), "38"),
        (Measures(temperature=Decimal("39.6")), ""),
        (Measures(), ""),
    ],
)
def test_each_number_suggests_its_reason(found, code):
    suggested = suggest_indications(found)
    assert [one.code for one in suggested] == ([code] if code else [])
    for one in suggested:
        assert one.code in UP
        assert one.urgency in URGENCY
        assert str(one.message)


def test_a_stroke_after_the_window_is_urgent_only():
    assert suggest_indications(Measures(stroke_hours=Decimal(5)))[0].urgency == "urgent"


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "反复胸闷，血压190/115mmHg，SpO2 88%，T：39.8℃",
            Measures(sbp=190, dbp=115, spo2=88, temperature=Decimal("39.8")),
        ),
        ("入院时150/90，现ＢＰ １９０／１１５", Measures(sbp=190, dbp=115)),
        ("2026/11/22 发病，11/20 起咳嗽", Measures()),
        ("随机血糖 22.3mmol/L，测空腹血糖为 8.1", Measures(glucose=Decimal("22.3"))),
        ("血糖低，3.2mmol/L", Measures(glucose=Decimal("3.2"))),
        ("GCS评分10分，呼吸32次/分，心率110次/分", Measures(gcs=10, respiration=32, heart_rate=110)),
        ("呕血 2 次，BP 80/50mmHg", Measures(sbp=80, dbp=50, gi_bleeding=True)),
        ("高热抽搐，体温40.1", Measures(temperature=Decimal("40.1"), convulsion=True)),
        ("", Measures()),
    ],
)
def test_numbers_are_read_out_of_a_history(text, measures):
    assert measures_in(text) == measures
