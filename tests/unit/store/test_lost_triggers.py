"""A program that takes triggers out of the file must not make later edits go unsent."""

from __future__ import annotations

import logging

import pytest

from clinic_app.store import lost_triggers, rows
from clinic_app.store.cipher_file import connect
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import KEY


def reopen(db: Database) -> Database:
    return Database.open(db.path, KEY, clock=db.clock, entropy=db.entropy)


def made(db: Database) -> dict[str, str]:
    found = db.execute("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    return {row["name"]: row["sql"] for row in found}


def with_other_program(db: Database, *statements: str) -> None:
    db.close()
    tool = connect(db.path, KEY, "mode=rw")
    for statement in statements:
        tool.execute(statement)
    tool.close()


@pytest.mark.parametrize(
    "harm",
    [
        ["DROP TRIGGER patient_changed"],
        ["DROP TRIGGER capture"],
        ["DROP VIEW captured"],
        [
            "DROP TRIGGER patient_changed",
            "CREATE TRIGGER patient_changed AFTER UPDATE ON patient BEGIN SELECT 1; END",
        ],
    ],
    ids=["one table's", "the one that numbers", "the view", "put in differently"],
)
def test_an_edit_is_captured_after_another_program_took_triggers_out(db, save, caplog, harm, expected_logs):
    patient = save("patient", name="马玉兰")
    before = made(db)
    expected_logs.allow("put back")
    with_other_program(db, *harm)
    with caplog.at_level(logging.WARNING), reopen(db) as again:
        assert made(again) == before
        with UnitOfWork(again, user_name="王秀兰") as work:
            rows.update(again, "patient", patient, {"phone": "13900001234"})
            work.commit()
        assert [row["sets"] for row in again.execute("SELECT sets FROM op WHERE kind = 'set'")] == [
            '{"phone":"13900001234"}'
        ]
        assert again.foreign.look(again).rows > 0  # what was written without them is compared with the hub
    assert harm[0].split()[-1] in caplog.text


def test_an_edit_is_captured_after_triggers_were_taken_out_of_the_open_file(db, save, expected_logs):
    expected_logs.allow("put back: patient_changed")
    patient = save("patient", name="马玉兰")
    tool = connect(db.path, KEY, "mode=rw")
    db.foreign.forget(db.foreign.look(db))
    for phone in ("13900001234", "13900005678"):
        tool.execute("DROP TRIGGER patient_changed")
        with UnitOfWork(db, user_name="王秀兰"):
            pass  # rolled back, and what it had put back with it
        with UnitOfWork(db, user_name="王秀兰") as work:
            rows.update(db, "patient", patient, {"phone": phone})
            work.commit()
    tool.close()
    assert len(db.execute("SELECT 1 FROM op WHERE kind = 'set'")) == 2
    assert db.foreign.look(db).rows > 0


def test_what_is_reckoned_from_rows_is_reckoned_anew(db, save, expected_logs):
    expected_logs.allow("put back")
    patient = save("patient", name="马玉兰")
    with_other_program(db, "DROP TRIGGER patient_stale_changed")
    with reopen(db) as again:
        assert again.execute("SELECT patient_id FROM patient_stale") == [{"patient_id": patient}]


def test_a_sound_file_is_not_written_to(db, caplog):
    db.close()
    with reopen(db) as again:
        changes = again.connection.total_changes
        assert lost_triggers.put_back(again.tables) == []
        assert again.connection.total_changes == changes
    assert caplog.text == ""


def test_a_newer_programs_triggers_are_left_as_they_are(db, expected_logs):
    expected_logs.allow("put back: patient_keep")
    newer = "CREATE TRIGGER patient_changed AFTER UPDATE ON patient BEGIN SELECT 1; END"
    with_other_program(
        db,
        "DROP TRIGGER patient_changed",
        newer,
        "DROP TRIGGER patient_keep",
        "UPDATE sync_state SET catalogue_ver = 99",
    )
    with reopen(db) as again:
        assert made(again)["patient_changed"] == newer
        assert "patient_keep" in made(again)
