from __future__ import annotations

import pytest

from clinic_app.store import conflicts
from clinic_app.store.unit_of_work import UnitOfWork


@pytest.fixture
def conflict(db):
    def one(record_id, ent, rec_id, status="open", at="2026-11-22T01:00:00.000Z"):
        with UnitOfWork(db, user_name="") as work:
            with db.applying():
                db.execute(
                    "INSERT INTO conflict(id, ent, rec_id, field, status, opened_at)"
                    " VALUES (?, ?, ?, 'name', ?, ?)",
                    (record_id, ent, rec_id, status, at),
                )
            work.commit()
        return record_id

    return one


def ids(found):
    return [row["id"] for row in found]


def test_lists_by_status_the_newest_first(db, conflict):
    conflict("1", "patient", "P", at="2026-11-20T00:00:00.000Z")
    conflict("2", "patient", "P", status="auto", at="2026-11-21T00:00:00.000Z")
    conflict("3", "patient", "Q", at="2026-11-22T00:00:00.000Z")
    assert ids(conflicts.page(db).rows) == ["3", "2", "1"]
    assert ids(conflicts.page(db, statuses=["open"]).rows) == ["3", "1"]
    first = conflicts.page(db, limit=2)
    assert ids(conflicts.page(db, after=first.after, limit=2).rows) == ["1"]
    assert conflicts.page(db, after=first.after).after is None
    assert conflicts.counts(db) == {"open": 2, "auto": 1, "resolved": 0, "reverted": 0}


def test_conflicts_of_a_record_and_of_a_person(db, save, conflict):
    patient, other = save("patient", name="马玉兰"), save("patient", name="马玉兰")
    save("patient_link", loser_id=other, winner_id=patient)
    allergy = save("allergy", patient_id=other, substance="青霉素")
    referral = save("referral", patient_id=patient)
    conflict("1", "patient", patient)
    conflict("2", "allergy", allergy)
    conflict("3", "referral", referral)
    conflict("4", "patient", patient, status="resolved")
    conflict("5", "patient", "somebody else")
    assert ids(conflicts.of_record(db, "patient", patient)) == ["1"]
    assert ids(conflicts.of_record(db, "patient", patient, statuses=("open", "resolved"))) == ["1", "4"]
    assert ids(conflicts.of_record(db, "referral", patient)) == []
    assert ids(conflicts.of_patient(db, patient)) == ids(conflicts.of_patient(db, other)) == ["1", "2", "3"]
