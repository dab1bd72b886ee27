from __future__ import annotations

import json
from datetime import timedelta

import pytest

from clinic_app.domain.change import content_hash
from clinic_app.domain.clock import hlc_ms, last_hlc_of
from clinic_app.store import rows
from clinic_app.store.capture import HLC_AHEAD_MS, hlc_after_contact
from clinic_app.store.database import Database, StoreBug
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import KEY


def ops(db):
    return db.execute("SELECT * FROM op ORDER BY op_seq")


def test_nothing_is_kept_without_commit(db):
    with UnitOfWork(db, user_name="王秀兰"):
        rows.insert(db, "patient", {"name": "马玉兰"})
    assert db.execute("SELECT * FROM patient") == ops(db) == []
    assert db.execute("SELECT next_op, next_txn, hlc FROM sync_state") == [
        {"next_op": 1, "next_txn": 1, "hlc": 0}
    ]


def test_an_error_inside_rolls_back_and_the_next_unit_works(db, save):
    with pytest.raises(KeyError), UnitOfWork(db, user_name="王秀兰"):
        raise KeyError(rows.insert(db, "patient", {"name": "马玉兰"}))
    save("patient", name="张伟")
    assert [row["name"] for row in db.execute("SELECT name FROM patient")] == ["张伟"]
    assert [op["op_seq"] for op in ops(db)] == [1]


def test_one_unit_has_one_number_one_author_and_tells_what_changed(db):
    with UnitOfWork(db, user_name="王秀兰") as work:
        patient = rows.insert(db, "patient", {"name": "马玉兰"})
        rows.insert(db, "allergy", {"patient_id": patient, "substance": "青霉素"})
        work.commit()
    with UnitOfWork(db, user_name="李军") as work:
        rows.update(db, "patient", patient, {"phone": "13900001234"})
        work.commit()
    assert work.changed == {"patient"}
    assert [(op["op_seq"], op["txn"], op["user_name"], op["ent"]) for op in ops(db)] == [
        (1, 1, "王秀兰", "patient"),
        (2, 1, "王秀兰", "allergy"),
        (3, 2, "李军", "patient"),
    ]


def test_a_unit_that_writes_nothing_synced_uses_no_number(db):
    with UnitOfWork(db, user_name="x") as work:
        db.execute("INSERT INTO setting VALUES ('a', '1', '', '')")
        work.commit()
    assert work.changed == frozenset()
    assert db.execute("SELECT next_txn FROM sync_state") == [{"next_txn": 1}]
    assert db.execute("SELECT name FROM setting") == [{"name": "a"}]


def test_units_do_not_nest(db):
    with UnitOfWork(db, user_name="x") as outer:
        rows.insert(db, "patient", {"name": "马玉兰"})
        with pytest.raises(StoreBug, match="inside"), UnitOfWork(db, user_name="y"):
            pass
        outer.commit()
    assert len(ops(db)) == 1


def test_a_unit_is_committed_once_and_inside(db):
    with UnitOfWork(db, user_name="x") as work:
        work.commit()
        with pytest.raises(StoreBug):
            work.commit()
    with pytest.raises(StoreBug):
        UnitOfWork(db, user_name="x").commit()


def test_only_the_changed_fields_travel_and_only_contested_ones_with_their_old_value(db, save):
    patient = save("patient", name="马玉兰", phone="13900001234", note="甲", village="东沟村")
    with UnitOfWork(db, user_name="x") as work:
        changed = rows.update(
            db,
            "patient",
            patient,
            {"name": "马玉蓝", "phone": "13900009999", "note": "乙", "village": "东沟村"},
        )
        work.commit()
    assert changed
    op = ops(db)[-1]
    assert json.loads(op["sets"]) == {"name": "马玉蓝", "phone": "13900009999", "note": "乙"}
    assert json.loads(op["olds"]) == {"name": "马玉兰", "note": "甲"}
    assert op["hash"] == content_hash("patient", patient, "set", 0, op["sets"])


def test_saving_without_a_difference_makes_no_operation(db, save):
    patient = save("patient", name="马玉兰", phone="")
    with UnitOfWork(db, user_name="x") as work:
        assert not rows.update(db, "patient", patient, {"name": "马玉兰", "phone": None, "village": ""})
        work.commit()
    assert len(ops(db)) == 1


def test_the_hybrid_clock_never_goes_back(db, save, clock):
    save("patient", name="一")
    clock.advance(timedelta(days=-400))
    save("patient", name="二")
    save("patient", name="三")
    clock.advance(timedelta(days=401))
    save("patient", name="四")
    times = [op["hlc"] for op in ops(db)]
    assert times == sorted(set(times))
    assert hlc_ms(times[-1]) == ops(db)[-1]["wall"]
    assert hlc_ms(times[1]) > ops(db)[1]["wall"]


def test_the_hybrid_clock_survives_a_restart(db, save, clock):
    save("patient", name="一")
    db.close()
    clock.advance(timedelta(days=-1))
    with Database.open(db.path, KEY, clock=clock, entropy=db.entropy) as again:
        with UnitOfWork(again, user_name="x") as work:
            rows.insert(again, "patient", {"name": "二"})
            work.commit()
        first, second = (op["hlc"] for op in ops(again))
    assert second > first


def test_what_the_hub_told_about_our_clock_is_used(db, save, clock):
    db.execute("UPDATE sync_state SET wall_offset_ms = 3600000")
    save("patient", name="一")
    assert ops(db)[0]["wall"] == int(clock.now().timestamp() * 1000) + 3_600_000


def test_rows_from_the_hub_are_not_captured_but_their_keys_are_made(db):
    with UnitOfWork(db, user_name="") as work:
        with db.applying():
            db.execute("INSERT INTO patient(id, name, _rev) VALUES ('P', '马玉兰', 7)")
        work.commit()
    assert ops(db) == []
    assert {"key": "myl"} in db.execute("SELECT key FROM patient_key WHERE patient_id = 'P'")
    assert db.execute("SELECT * FROM patient_stale") == []


def test_a_row_that_comes_twice_from_the_hub_in_one_unit_is_written_over(db):
    upsert = (
        "INSERT INTO patient(id, name, _rev) VALUES ('P', ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET name = excluded.name, _rev = excluded._rev"
    )
    with UnitOfWork(db, user_name="") as work:
        with db.applying():
            db.execute(upsert, ("马玉兰", 7))
            db.execute(upsert, ("马玉蓝", 8))
        work.commit()
    assert db.execute("SELECT name, _rev FROM patient") == [{"name": "马玉蓝", "_rev": 8}]
    assert db.execute("SELECT * FROM patient_stale") == []


def test_listeners_hear_of_committed_operations_only(db):
    heard = []
    db.after_commit.append(heard.append)
    with UnitOfWork(db, user_name="x"):
        rows.insert(db, "patient", {"name": "一"})
    assert heard == []
    with UnitOfWork(db, user_name="x") as work:
        rows.insert(db, "patient", {"name": "二"})
        work.commit()
    assert [[op["op_seq"] for op in batch] for batch in heard] == [[1]]


@pytest.mark.parametrize(
    ("own", "told", "after"),
    [
        (5 << 16 | 7, 9, 9 << 16),  # behind: brought up to the hub's time
        (9 << 16 | 7, 9, 9 << 16 | 7),  # the same moment: nothing is given out twice
        ((9 + HLC_AHEAD_MS) << 16, 9, (9 + HLC_AHEAD_MS) << 16),  # a little ahead: the wall catches up
        ((10 + HLC_AHEAD_MS) << 16, 9, 9 << 16),  # far ahead: back
    ],
)
def test_a_files_time_after_the_hub_told_its_own(own, told, after):
    assert hlc_after_contact(own, told) == after


def test_the_last_time_within_a_millisecond():
    assert hlc_ms(last_hlc_of(7)) == 7
    assert hlc_ms(last_hlc_of(7) + 1) == 8
