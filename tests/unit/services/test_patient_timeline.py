"""What the county corrected stands among what happened to a patient, with who and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic_app.hub.corrections import correct, find_record, foresee
from tests.helpers.joined import join, town_and_county
from tests.helpers.services import Desk


@pytest.mark.parametrize("kind", ["patient", "allergy"])
def test_a_correction_of_the_county_is_told_with_its_reason(tmp_path: Path, kind: str) -> None:
    with town_and_county(tmp_path) as (hub, clinic, _):
        join(hub, clinic)
        patient = Desk(clinic).patient()
        allergy = clinic.patients.add_element(patient, "allergy", {"substance": "青霉素"}).id
        clinic.sync_control.sync_now()
        rec_id, typed, label = {
            "patient": (patient, {"phone": "13809330022"}, "本人电话"),
            "allergy": (allergy, {"substance": "头孢"}, "过敏原"),
        }[kind]
        now = hub.clock.now()
        with hub.database.transaction() as tx:
            record = find_record(tx, rec_id)
            planned = foresee(tx, record, typed, now)
            correct(tx, record, planned, reason="电话里核实过", by="王工", now=now)
        clinic.sync_control.sync_now()
        [entry] = [one for one in clinic.patients.card(patient).timeline if one.kind == "correction"]
        assert entry.title == "县里更正资料"
        assert entry.detail == f"{label} · 原因：电话里核实过 · 县平台 王工"
        assert clinic.sync_control.check_now().digests_equal
