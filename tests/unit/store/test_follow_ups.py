from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.store import follow_ups, rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import COUNTY, ORG


@pytest.fixture
def patient(save):
    return save("patient", name="马玉兰", phone="13900001234", village="东沟村")


@pytest.fixture
def plan(save, patient):
    def one(due_on, **values):
        return save(
            "follow_up_plan", **({"patient_id": patient, "due_on": due_on, "doctor": "王秀兰"} | values)
        )

    return one


def due(db, until, **filters):
    return [row["id"] for row in follow_ups.due(db, until=until, **filters).rows]


def test_due_plans_come_with_their_patient_the_longest_overdue_first(db, plan):
    late, today = plan("2026-11-01"), plan("2026-11-22")
    plan("2026-11-23")
    assert due(db, "2026-11-22") == [late, today]
    row = follow_ups.due(db, until="2026-11-22").rows[0]
    assert (row["patient_name"], row["patient_phone"], row["patient_village"]) == (
        "马玉兰",
        "13900001234",
        "东沟村",
    )


def test_closed_and_voided_plans_are_not_due(db, plan):
    closed, voided = plan("2026-11-01"), plan("2026-11-01")
    with UnitOfWork(db, user_name="x") as work:
        rows.update(db, "follow_up_plan", closed, {"closed_on": "2026-11-02", "closed_reason": "done"})
        rows.void(db, "follow_up_plan", voided, "误建")
        work.commit()
    assert due(db, "2026-12-31") == []


def test_due_plans_by_institution_doctor_and_village(db, save, plan):
    elsewhere = save("patient", name="张伟", village="西沟村")
    ours = plan("2026-11-01")
    theirs = plan("2026-11-02", _owner=COUNTY)
    far = plan("2026-11-03", patient_id=elsewhere, doctor="李军")
    assert due(db, "2026-11-22", org=ORG) == [ours, far]
    assert due(db, "2026-11-22", org=COUNTY) == [theirs]
    assert due(db, "2026-11-22", doctor="李军") == due(db, "2026-11-22", village="西沟村") == [far]


def test_pages_of_due_plans_hold_every_plan_once(db, plan):
    made = {plan(day) for day in ("2026-11-01", "2026-11-02", "2026-11-02", "2026-11-02", "2026-11-03")}
    seen, after = [], None
    while True:
        page = follow_ups.due(db, until="2026-11-22", after=after, limit=2)
        seen += [row["id"] for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == 5
    assert set(seen) == made


def test_counts_of_due_plans(db, plan):
    for day in ("2026-10-01", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30"):
        plan(day)
    found = follow_ups.due_counts(db, today="2026-11-22", until="2026-11-29", org=ORG, doctor="王秀兰")
    assert found == {"overdue": 2, "today": 1, "soon": 2}
    assert sum(follow_ups.due_counts(db, today="2026-11-22", until="2026-11-29", doctor="李军").values()) == 0


def test_a_person_s_plans_include_those_of_merged_records(db, save, patient, plan):
    other = save("patient", name="马玉兰")
    save("patient_link", loser_id=other, winner_id=patient)
    first, second = plan("2026-11-01"), plan("2026-12-01", patient_id=other, referral_id="R")
    assert [row["id"] for row in follow_ups.open_plans(db, patient)] == [first, second]
    assert [row["id"] for row in follow_ups.plans(db, other)] == [second, first]
    assert [row["id"] for row in follow_ups.plans_of_referral(db, "R")] == [second]


def test_records_hide_what_was_corrected(db, save, patient, clock):
    visit = {"patient_id": patient, "form": "hypertension", "visited_on": "2026-11-01", "referral_id": "R"}
    wrong = save("follow_up", **visit, note="150/90")
    clock.advance(timedelta(minutes=1))
    right = save("follow_up", **visit, note="140/90", supersedes=wrong)
    clock.advance(timedelta(minutes=1))
    other = save("follow_up", **{**visit, "form": "diabetes", "visited_on": "2026-10-01"})
    assert [row["id"] for row in follow_ups.records(db, patient)] == [right, other]
    assert [row["id"] for row in follow_ups.records(db, patient, corrected=True)] == [right, wrong, other]
    assert follow_ups.latest(db, patient, "hypertension")["note"] == "140/90"
    assert follow_ups.latest(db, patient, "tuberculosis") is None
    assert [row["id"] for row in follow_ups.records_of_referral(db, "R")] == [other, right]
    span = follow_ups.between(db, from_day="2026-11-01", to_day="2026-11-30", org=ORG)
    assert [(row["id"], row["patient_name"]) for row in span] == [(right, "马玉兰")]
    assert (
        follow_ups.between(db, from_day="2026-10-01", to_day="2026-11-30", form="diabetes")[0]["id"] == other
    )


def test_visits_of_one_day_come_in_the_order_of_typing(db, save, patient, clock):
    made = []
    for _ in range(5):
        clock.advance(timedelta(seconds=1))
        made.append(save("follow_up", patient_id=patient, visited_on="2026-11-01"))
    assert [row["id"] for row in follow_ups.records(db, patient)] == made[::-1]
