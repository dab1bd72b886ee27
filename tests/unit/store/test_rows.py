from __future__ import annotations

import pytest

from clinic_app.domain.errors import NotFound
from clinic_app.store import rows
from clinic_app.store.database import StoreBug
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import COUNTY, ORG


def test_a_record_belongs_to_us_and_an_element_to_its_patient_s_institution(db, save):
    ours = save("patient", name="马玉兰")
    theirs = save("patient", name="张伟", _owner=COUNTY)
    assert rows.fetch(db, "patient", ours)["_owner"] == ORG
    for patient, owner in ((ours, ORG), (theirs, COUNTY)):
        allergy = save("allergy", patient_id=patient, substance="青霉素")
        assert rows.fetch(db, "allergy", allergy)["_owner"] == owner
    referral = save("referral", patient_id=theirs)
    assert rows.fetch(db, "referral", referral)["_owner"] == ORG


@pytest.mark.parametrize(
    "values",
    [{"colour": "red"}, {"name": "a\x00b"}, {"name": "\ud800"}, {"name": 1.5}, {"name; DROP TABLE op": "x"}],
)
def test_a_wrong_name_or_value_is_a_defect(db, values):
    with UnitOfWork(db, user_name="x"), pytest.raises(StoreBug):
        rows.insert(db, "patient", values)
    with UnitOfWork(db, user_name="x") as work:
        patient = rows.insert(db, "patient", {"name": "马玉兰"})
        work.commit()
    with UnitOfWork(db, user_name="x"), pytest.raises(StoreBug):
        rows.update(db, "patient", patient, values)


def test_what_is_not_here_is_said_so(db):
    assert rows.find(db, "patient", "x") is None
    for call in (
        lambda: rows.fetch(db, "referral", "x"),
        lambda: rows.update(db, "patient", "x", {"name": "y"}),
        lambda: rows.void(db, "patient", "x", "误建"),
    ):
        with pytest.raises(NotFound, match="没有找到"):
            call()


def test_a_voided_record_stays_with_its_reason_and_can_come_back(db, save):
    patient = save("patient", name="马玉兰")
    with UnitOfWork(db, user_name="x") as work:
        rows.void(db, "patient", patient, "误建")
        work.commit()
    row = rows.fetch(db, "patient", patient)
    assert (row["name"], row["_void"], row["_void_reason"]) == ("马玉兰", 1, "误建")
    with UnitOfWork(db, user_name="x") as work:
        rows.void(db, "patient", patient, "再一次")
        rows.unvoid(db, "patient", patient)
        work.commit()
    assert rows.fetch(db, "patient", patient)["_void"] == 0
    assert [(op["kind"], op["sets"]) for op in rows.history(db, "patient", patient)][1:] == [
        ("void", '{"_void":1,"_void_reason":"误建"}'),
        ("void", '{"_void":0,"_void_reason":""}'),
    ]


def test_records_are_never_deleted(db, save):
    save("patient", name="马玉兰")
    with UnitOfWork(db, user_name="x"), pytest.raises(StoreBug, match="never deleted"):
        db.execute("DELETE FROM patient")
    with UnitOfWork(db, user_name="x"), pytest.raises(StoreBug):
        db.execute("INSERT OR REPLACE INTO patient(id, name) SELECT id, '李四' FROM patient")
    assert db.execute("SELECT name FROM patient") == [{"name": "马玉兰"}]


def test_events_and_follow_ups_are_only_added(db, save):
    visit = save("follow_up", patient_id="P", form="hypertension", answers="{}")
    with UnitOfWork(db, user_name="x"), pytest.raises(StoreBug):
        rows.update(db, "follow_up", visit, {"note": "改"})
    with UnitOfWork(db, user_name="x"), pytest.raises(StoreBug, match="supersedes"):
        db.execute("UPDATE follow_up SET note = '改'")


def test_many_records_at_once(db, save):
    ids = [save("patient", name=name) for name in "甲乙丙"]
    found = rows.fetch_many(db, "patient", [*ids, "absent", ids[0]])
    assert [found[i]["name"] for i in ids] == ["甲", "乙", "丙"]
    assert len(found) == 3
    assert set(rows.fields_of("patient", found[ids[0]])) & {"id", "_rev"} == set()
